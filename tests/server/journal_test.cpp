// SPDX-License-Identifier: EUPL-1.2
// The record on disk: what is reported is kept, in order; what is changed is found.
#include "server/journal/journal.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arena::journal {
namespace {

namespace fs = std::filesystem;
using Status = tl::expected<void, hub::StorageError>;
using History = tl::expected<std::vector<Record>, hub::StorageError>;

template <class Target>
Target octets(std::uint64_t seed) {
  Target out;
  for (std::size_t i = 0; i < Target::size; ++i) {
    out.bytes[i] = static_cast<std::byte>((seed >> (8 * (i % 8))) + i * (seed + 3));
  }
  return out;
}

const ConversationId one = octets<ConversationId>(1);
const ConversationId two = octets<ConversationId>(2);

class Directory {
 public:
  Directory() {
    std::string name = (fs::temp_directory_path() / "arena-journal-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Directory() { fs::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] fs::path file() const { return path_ / "journal.sqlite"; }

 private:
  fs::path path_;
};

// ---- records ------------------------------------------------------------------------------------

Record with_text(Event event, std::string text) {
  const Salt salt = octets<Salt>(event.number.value * 977 + 5);
  event.cause =
      Cause{octets<CommandId>(event.number.value + 1'000), commitment(salt, "command " + text)};
  event.content = commitment(salt, text);
  return {std::move(event), Content{salt, std::move(text)}};
}

Event event_at(std::uint64_t number, EventBody body) {
  Event event;
  event.number = {number};
  event.at = {1'788'256'800'000 + static_cast<std::int64_t>(number)};
  event.actor = {number == 1 ? 0U : 3U};
  event.audience = {1, {{3}}};
  event.body = std::move(body);
  return event;
}

Record created(const ConversationId& id) {
  return {event_at(1, Created{id, "id: \"open_gesprek\"\n", "Wachten", ArchiveLevel::full}),
          std::nullopt};
}

Record spoken(std::uint64_t number, std::string text) {
  const auto turn = static_cast<std::uint32_t>(number);
  return with_text(event_at(number, Spoken{{{1, 0, 0}, turn}, false, std::nullopt}),
                   std::move(text));
}

// A command without words: its salt stands alone.
Record passed(std::uint64_t number) {
  Event event = event_at(number, Passed{{{1, 0, 0}, static_cast<std::uint32_t>(number)}});
  const Salt salt = octets<Salt>(number * 31);
  event.cause = Cause{octets<CommandId>(number + 1'000), commitment(salt, "pass")};
  return {event, Content{salt, ""}};
}

Record plain(std::uint64_t number) { return {event_at(number, RoundPaused{}), std::nullopt}; }

hub::Append of(const ConversationId& id, std::vector<Record> records) {
  return {id, std::move(records), {}, {}, {}};
}

std::vector<Record> a_history(const ConversationId& id) {
  return {created(id), spoken(2, "Ik heb drie weken gewacht."), passed(3),
          spoken(4, "En toen belde niemand. Ook niet op dinsdag."), plain(5)};
}

// ---- waiting for the journal
// ---------------------------------------------------------------------

std::future<Status> give(SqliteJournal& journal, hub::Append append) {
  auto promise = std::make_shared<std::promise<Status>>();
  auto future = promise->get_future();
  journal.append(std::move(append), [promise](Status result) { promise->set_value(result); });
  return future;
}
Status append(SqliteJournal& journal, hub::Append append) {
  return give(journal, std::move(append)).get();
}
History load(SqliteJournal& journal, const ConversationId& id) {
  std::promise<History> promise;
  journal.load(id, [&](History history) { promise.set_value(std::move(history)); });
  return promise.get_future().get();
}
Status probe(SqliteJournal& journal) {
  std::promise<Status> promise;
  journal.probe([&](Status result) { promise.set_value(std::move(result)); });
  return promise.get_future().get();
}

// Holds the journal's thread, so that what is given meanwhile waits together.
class Hold {
 public:
  explicit Hold(SqliteJournal& journal) {
    journal.probe([released = release_.get_future().share()](const Status&) { released.wait(); });
  }
  ~Hold() { release_.set_value(); }

 private:
  std::promise<void> release_;
};

std::uint64_t any_history(const std::vector<Record>& /*history*/) { return 0; }

VerifyReport verified(const fs::path& directory) { return verify(directory, any_history); }

// ---- another hand in the file
// --------------------------------------------------------------------

class Hand {
 public:
  explicit Hand(const fs::path& file) {
    sqlite3_open(file.c_str(), &handle_);
    run("PRAGMA synchronous=OFF");
  }
  ~Hand() { sqlite3_close(handle_); }
  Hand(const Hand&) = delete;
  Hand& operator=(const Hand&) = delete;

  std::string run(const std::string& sql) {
    char* message = nullptr;
    sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message);
    std::string out = message == nullptr ? "" : message;
    sqlite3_free(message);
    return out;
  }
  std::string value(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr);
    std::string out;
    if (sqlite3_step(statement) == SQLITE_ROW) {
      const void* data = sqlite3_column_blob(statement, 0);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, 0));
      if (size > 0) out.assign(static_cast<const char*>(data), size);
    }
    sqlite3_finalize(statement);
    return out;
  }
  void replace(const std::string& sql, const std::string& bytes) {
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    sqlite3_bind_blob(statement, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    ASSERT_EQ(sqlite3_step(statement), SQLITE_DONE) << sqlite3_errmsg(handle_);
    sqlite3_finalize(statement);
  }
  void drop_triggers() {
    run("DROP TRIGGER events_never_change; DROP TRIGGER events_never_go;"
        "PRAGMA ignore_check_constraints=ON");
  }

 private:
  sqlite3* handle_{};
};

void write_histories(const fs::path& directory) {
  SqliteJournal journal(directory);
  ASSERT_TRUE(append(journal, of(one, a_history(one))));
  ASSERT_TRUE(append(journal, of(two, a_history(two))));
}

std::string bytes_of(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

// In place: truncating would make the file system write it to the disk each time.
void write_bytes(const fs::path& file, const std::string& bytes) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  if (!out) out.open(file, std::ios::binary | std::ios::out);
  out << bytes;
  out.close();
  fs::resize_file(file, bytes.size());
}

// ---- what is reported is kept
// --------------------------------------------------------------------

TEST(Journal, GivesBackWhatWasAppendedAlsoAfterReopening) {
  const Directory directory;
  const std::vector<Record> history = a_history(one);
  {
    SqliteJournal journal(directory.path());
    EXPECT_TRUE(journal.directory().conversations.empty());
    ASSERT_TRUE(append(journal, of(one, {history[0], history[1]})));
    ASSERT_TRUE(append(journal, of(one, {history[2]})));
    ASSERT_TRUE(append(journal, of(one, {history[3], history[4]})));
    EXPECT_EQ(load(journal, one).value(), history);
    EXPECT_TRUE(load(journal, two).value().empty());
  }
  SqliteJournal journal(directory.path());
  EXPECT_EQ(journal.directory().conversations, std::vector{one});
  EXPECT_EQ(load(journal, one).value(), history);
  ASSERT_TRUE(append(journal, of(one, {spoken(6, "Nog iets.")})));
  EXPECT_EQ(load(journal, one).value().size(), 6U);
}

TEST(Journal, LoadsAfterTheAppendsGivenBefore) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  std::vector<std::future<Status>> appended;
  std::promise<std::size_t> seen;
  {
    const Hold hold(journal);
    appended.push_back(give(journal, of(one, {created(one)})));
    appended.push_back(give(journal, of(one, {spoken(2, "twee")})));
    journal.load(one, [&](const History& history) { seen.set_value(history->size()); });
    appended.push_back(give(journal, of(one, {spoken(3, "drie")})));
  }
  EXPECT_EQ(seen.get_future().get(), 2U);
  for (auto& each : appended) EXPECT_TRUE(each.get());
}

TEST(Journal, FinishesWhatWasGivenBeforeItCloses) {
  const Directory directory;
  std::vector<std::future<Status>> appended;
  {
    SqliteJournal journal(directory.path());
    for (std::uint64_t n = 1; n <= 600; ++n) {
      appended.push_back(
          give(journal, of(one, {n == 1 ? created(one) : spoken(n, std::to_string(n))})));
    }
  }
  for (auto& each : appended) EXPECT_TRUE(each.get());
  const VerifyReport report = verified(directory.path());
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.events, 600U);
  EXPECT_FALSE(fs::exists(directory.file().string() + "-wal"));
}

TEST(Journal, RefusesNumbersThatDoNotFollowOn) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  EXPECT_FALSE(append(journal, of(one, {spoken(2, "te vroeg")})));
  ASSERT_TRUE(append(journal, of(one, {created(one)})));
  EXPECT_FALSE(append(journal, of(one, {created(one)})));
  EXPECT_FALSE(append(journal, of(one, {spoken(2, "twee"), spoken(4, "vier")})));
  EXPECT_EQ(load(journal, one)->size(), 1U);
  EXPECT_TRUE(append(journal, of(one, {spoken(2, "twee")})));
}

TEST(Journal, RefusesACommandThatWasAcceptedBefore) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  ASSERT_TRUE(append(journal, of(one, {created(one), spoken(2, "twee")})));
  Record again = spoken(3, "drie");
  again.event.cause->id = spoken(2, "").event.cause->id;
  EXPECT_FALSE(append(journal, of(one, {again})));
  again.event.actor = {4};  // the same id, made by somebody else
  EXPECT_TRUE(append(journal, of(one, {again})));
}

// ---- group commit
// --------------------------------------------------------------------------------

TEST(GroupCommit, OneFailureFailsAllThatWaitedTogetherAndKeepsNothing) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  std::future<Status> good;
  std::future<Status> bad;
  std::future<Status> late;
  {
    const Hold hold(journal);
    good = give(journal, of(one, {created(one), spoken(2, "goed")}));
    bad = give(journal, of(two, {created(two), spoken(3, "te ver")}));
    late = give(journal, of(one, {spoken(3, "erna")}));
  }
  const Status told = good.get();
  ASSERT_FALSE(told);
  EXPECT_FALSE(bad.get());
  EXPECT_FALSE(late.get());
  EXPECT_EQ(told.error().sentence.find("goed"), std::string::npos) << "no words in errors";
  EXPECT_TRUE(load(journal, one)->empty());
  EXPECT_TRUE(load(journal, two)->empty());
  EXPECT_TRUE(append(journal, of(one, {created(one), spoken(2, "goed")})));
  EXPECT_EQ(load(journal, one)->size(), 2U);
}

TEST(GroupCommit, ReportsInTheOrderGivenWhateverTheConversation) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  std::vector<int> order;
  std::promise<void> last;
  {
    const Hold hold(journal);
    for (int n = 0; n < 10; ++n) {
      const ConversationId id = octets<ConversationId>(static_cast<std::uint64_t>(n % 2) + 1);
      const auto number = static_cast<std::uint64_t>(n / 2) + 1;
      journal.append(of(id, {number == 1 ? created(id) : spoken(number, "x")}),
                     [&order, &last, n](const Status& result) {
                       order.push_back(result ? n : -1);
                       if (n == 9) last.set_value();
                     });
    }
  }
  last.get_future().wait();
  EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(GroupCommit, TakesAtMost256AppendsTogether) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  std::vector<std::future<Status>> appended;
  {
    const Hold hold(journal);
    for (std::uint64_t n = 1; n <= 256; ++n) {
      appended.push_back(give(journal, of(one, {n == 1 ? created(one) : plain(n)})));
    }
    appended.push_back(give(journal, of(two, {plain(9)})));  // wrong, in the next group
  }
  for (std::size_t n = 0; n < 256; ++n) EXPECT_TRUE(appended[n].get());
  EXPECT_FALSE(appended[256].get());
  EXPECT_EQ(load(journal, one)->size(), 256U);
}

// ---- erasing
// -------------------------------------------------------------------------------------

TEST(Erasing, LeavesNothingOfTheWordsInAnyFile) {
  const Directory directory;
  const std::string words = "Ik wil stoppen, het wordt mij te veel.";
  const std::string others = "Dat mag altijd.";
  const auto found = [&](const std::string& text) {
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(directory.path())) {
      if (bytes_of(entry.path()).find(text) != std::string::npos) ++files;
    }
    return files;
  };
  SqliteJournal journal(directory.path());
  ASSERT_TRUE(append(journal, of(one, {created(one), spoken(2, words), spoken(3, others)})));
  EXPECT_GT(found(words), 0U);
  ASSERT_TRUE(append(journal, {one, {plain(4)}, {}, {}, {{2}}}));
  ASSERT_TRUE(probe(journal));  // given after it: what the erasure still had to do is done
  EXPECT_EQ(found(words), 0U);
  EXPECT_GT(found(others), 0U);
  const History history = load(journal, one);
  ASSERT_TRUE(history);
  EXPECT_FALSE((*history)[1].content);
  EXPECT_TRUE((*history)[2].content);
}

TEST(Erasing, IsUndoneWithTheAppendThatFailed) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  ASSERT_TRUE(append(journal, of(one, {created(one), spoken(2, "Dit blijft.")})));
  EXPECT_FALSE(append(journal, {one, {plain(3), plain(5)}, {}, {}, {{2}}}));
  EXPECT_TRUE((*load(journal, one))[1].content);
}

// ---- links and seats
// -----------------------------------------------------------------------------

TEST(JournalDirectory, KeepsTheLastOfEachInvitationAndOfEachSeatsKey) {
  const Directory directory;
  const auto secret = [](std::uint64_t n) { return octets<hub::Digest>(n); };
  hub::Invitation personal{secret(1), one, {0}, hub::LinkKind::personal, Instant{77}, nobody};
  const hub::Invitation role{secret(2), one, {1}, hub::LinkKind::role, std::nullopt, nobody};
  {
    SqliteJournal journal(directory.path());
    ASSERT_TRUE(append(
        journal, {one, {created(one)}, {personal, role}, {{secret(5), one, {1}, "Ana"}}, {}}));
    personal.used_by = {1};
    ASSERT_TRUE(append(journal, {one, {}, {personal}, {{secret(6), one, {1}, "Ana"}}, {}}));
    ASSERT_TRUE(append(journal, {one, {}, {}, {{secret(7), one, {2}, ""}}, {}}));
  }
  const SqliteJournal journal(directory.path());
  const hub::Directory& known = journal.directory();
  ASSERT_EQ(known.invitations.size(), 2U);
  for (const hub::Invitation& each : known.invitations) {
    EXPECT_EQ(each, each.secret == personal.secret ? personal : role);
  }
  EXPECT_EQ(known.seat_keys,
            (std::vector<hub::SeatKey>{{secret(6), one, {1}, "Ana"}, {secret(7), one, {2}, ""}}));
}

TEST(JournalDirectory, LosesALinkTogetherWithTheRecordsItCameWith) {
  const Directory directory;
  {
    SqliteJournal journal(directory.path());
    EXPECT_FALSE(append(journal, {one,
                                  {created(one), plain(3)},
                                  {{octets<hub::Digest>(1), one, {0}, {}, std::nullopt, nobody}},
                                  {{octets<hub::Digest>(2), one, {1}, "Ana"}},
                                  {}}));
  }
  const SqliteJournal journal(directory.path());
  EXPECT_TRUE(journal.directory().invitations.empty());
  EXPECT_TRUE(journal.directory().seat_keys.empty());
}

// ---- opening
// -------------------------------------------------------------------------------------

std::string refusal(const fs::path& directory) {
  try {
    const SqliteJournal journal(directory);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(OpeningTheJournal, RefusesARecordOfANewerVersion) {
  const Directory directory;
  write_histories(directory.path());
  Hand(directory.file()).run("PRAGMA user_version=2");
  EXPECT_NE(refusal(directory.path()).find("newer version"), std::string::npos);
  EXPECT_NE(verified(directory.path()).fault.find("newer version"), std::string::npos);
}

TEST(OpeningTheJournal, RefusesWhatIsNotARecord) {
  const Directory text;
  write_bytes(text.file(), std::string(8'192, 'x'));
  EXPECT_NE(refusal(text.path()).find("not a record"), std::string::npos);
  EXPECT_EQ(bytes_of(text.file()), std::string(8'192, 'x')) << "and it was left as it was";

  const Directory other;
  Hand(other.file()).run("CREATE TABLE recipes(name TEXT)");
  EXPECT_NE(refusal(other.path()).find("not a record"), std::string::npos);

  EXPECT_NE(refusal(other.path() / "absent"), "");
}

TEST(OpeningTheJournal, RefusesARecordThatIsOpenAlready) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  ASSERT_TRUE(append(journal, of(one, {created(one)})));
  EXPECT_NE(refusal(directory.path()).find("in use"), std::string::npos);
  EXPECT_NE(verified(directory.path()).fault.find("in use"), std::string::npos);
}

TEST(OpeningTheJournal, ShowsTheRecordToItsOwnerOnly) {
  const Directory directory;
  SqliteJournal journal(directory.path());
  ASSERT_TRUE(append(journal, of(one, {created(one)})));
  for (const char* suffix : {"", "-wal"}) {
    EXPECT_EQ(fs::status(directory.file().string() + suffix).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
  }
}

// ---- the net under the rules
// ---------------------------------------------------------------------

TEST(Events, CannotBeChangedOrRemoved) {
  const Directory directory;
  write_histories(directory.path());
  for (const char* change :
       {"UPDATE events SET seat = 9 WHERE number = 2", "DELETE FROM events WHERE number = 5"}) {
    EXPECT_NE(Hand(directory.file()).run(change), "") << change;
  }
  EXPECT_TRUE(verified(directory.path()).sound);
}

// ---- verification
// --------------------------------------------------------------------------------

TEST(Verify, CountsWhatIsThere) {
  const Directory directory;
  write_histories(directory.path());
  const std::string before = bytes_of(directory.file());
  const VerifyReport report = verified(directory.path());
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.conversations, 2U);
  EXPECT_EQ(report.events, 10U);
  EXPECT_EQ(report.texts, 4U);
  EXPECT_EQ(report.erased, 0U);
  EXPECT_EQ(bytes_of(directory.file()), before) << "verifying changes nothing";
}

TEST(Verify, HoldsWhenATextIsErased) {
  const Directory directory;
  write_histories(directory.path());
  EXPECT_EQ(Hand(directory.file()).run("DELETE FROM contents WHERE number = 2"), "");
  const VerifyReport report = verified(directory.path());
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.texts, 2U);
  EXPECT_EQ(report.erased, 2U);
  SqliteJournal journal(directory.path());
  const History history = load(journal, one);
  ASSERT_TRUE(history);
  EXPECT_FALSE((*history)[1].content);
  EXPECT_TRUE((*history)[1].event.content);
}

TEST(Verify, NamesTheEventThatDoesNotFollow) {
  const Directory directory;
  write_histories(directory.path());
  const VerifyReport report =
      verify(directory.path(), [](const std::vector<Record>& history) -> std::uint64_t {
        return history.front().event.number.value + 2;
      });
  EXPECT_FALSE(report.sound);
  EXPECT_NE(report.fault.find(", event 3: "), std::string::npos) << report.fault;
}

TEST(Verify, SaysThatThereIsNoRecord) {
  const Directory directory;
  const VerifyReport report = verified(directory.path());
  EXPECT_FALSE(report.sound);
  EXPECT_NE(report.fault.find("no record"), std::string::npos);
}

TEST(Verify, ReadsARecordThatWasNotClosed) {
  const Directory directory;
  const Directory copy;
  SqliteJournal journal(directory.path());
  ASSERT_TRUE(append(journal, of(one, a_history(one))));
  fs::copy(directory.file(), copy.file());
  fs::copy(directory.file().string() + "-wal", copy.file().string() + "-wal");
  for (int times = 0; times < 2; ++times) {
    const VerifyReport report = verified(copy.path());
    EXPECT_TRUE(report.sound) << report.fault;
    EXPECT_EQ(report.events, 5U);
  }
}

struct Cell {
  const char* table;
  const char* column;
  std::uint64_t number;
};
void PrintTo(const Cell& cell, std::ostream* out) {
  *out << cell.table << '.' << cell.column << ' ' << cell.number;
}

class VerifyFindsEachChangedByte : public testing::TestWithParam<Cell> {};

TEST_P(VerifyFindsEachChangedByte, AndNamesTheEvent) {
  const Directory directory;
  write_histories(directory.path());
  Hand(directory.file()).drop_triggers();
  const std::string sound = bytes_of(directory.file());
  ASSERT_TRUE(verified(directory.path()).sound);

  const Cell& cell = GetParam();
  const std::string where = std::string(" WHERE number = ") + std::to_string(cell.number) +
                            " AND conversation = (SELECT min(conversation) FROM events)";
  const std::string select = std::string("SELECT ") + cell.column + " FROM " + cell.table + where;
  const bool text = std::string_view(cell.column) == "text";
  const std::string update = std::string("UPDATE ") + cell.table + " SET " + cell.column +
                             (text ? " = CAST(? AS TEXT)" : " = ?") + where;
  const std::string value = Hand(directory.file()).value(select);
  ASSERT_FALSE(value.empty());
  for (std::size_t i = 0; i < value.size(); ++i) {
    write_bytes(directory.file(), sound);
    std::string changed = value;
    changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
    {
      Hand hand(directory.file());
      hand.run("PRAGMA ignore_check_constraints=ON; PRAGMA foreign_keys=OFF");
      hand.replace(update, changed);
    }
    const VerifyReport report = verified(directory.path());
    ASSERT_FALSE(report.sound) << "byte " << i;
    ASSERT_NE(report.fault.find(", event " + std::to_string(cell.number) + ": "), std::string::npos)
        << report.fault;
  }
}

INSTANTIATE_TEST_SUITE_P(Cells, VerifyFindsEachChangedByte,
                         testing::Values(Cell{"events", "bytes", 1}, Cell{"events", "bytes", 2},
                                         Cell{"events", "chain", 4}, Cell{"events", "command", 2},
                                         Cell{"contents", "text", 2}, Cell{"contents", "text", 4},
                                         Cell{"contents", "salt", 2}, Cell{"contents", "salt", 3},
                                         Cell{"contents", "checksum", 3}));

TEST(Verify, FindsWhatWasMovedOrTakenAway) {
  const Directory directory;
  write_histories(directory.path());
  Hand(directory.file()).drop_triggers();
  const std::string sound = bytes_of(directory.file());
  for (const char* change :
       {"UPDATE events SET seat = 9 WHERE number = 4",
        "UPDATE events SET number = 9 WHERE number = 4",
        "UPDATE events SET command = NULL WHERE number = 4",
        "UPDATE events SET conversation = zeroblob(16) WHERE number = 4 AND conversation ="
        " (SELECT max(conversation) FROM events)",
        "DELETE FROM events WHERE number = 4", "DELETE FROM events WHERE number = 1",
        "UPDATE contents SET number = 5 WHERE number = 4",
        "UPDATE contents SET number = 8 WHERE number = 4",
        "UPDATE contents SET text = 'iets' WHERE number = 3"}) {
    write_bytes(directory.file(), sound);
    ASSERT_EQ(Hand(directory.file()).run(std::string("PRAGMA foreign_keys=OFF;") + change), "");
    const VerifyReport report = verified(directory.path());
    EXPECT_FALSE(report.sound) << change;
    EXPECT_NE(report.fault.find(", event "), std::string::npos) << report.fault;
  }
}

// Bytes of the file itself, where the words and their event stand: the record is small, so that
// both are on pages of their own kind with little around them.
TEST(Verify, FindsEachByteChangedInTheFileWhereTheWordsStand) {
  const Directory directory;
  write_histories(directory.path());
  const std::string sound = bytes_of(directory.file());
  const std::string words = "En toen belde niemand. Ook niet op dinsdag.";
  const std::size_t at = sound.find(words);
  ASSERT_NE(at, std::string::npos);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string changed = sound;
    changed[at + i] = static_cast<char>(changed[at + i] ^ 0x20);
    write_bytes(directory.file(), changed);
    const VerifyReport report = verified(directory.path());
    ASSERT_FALSE(report.sound) << "byte " << i;
    ASSERT_NE(report.fault.find(", event 4: "), std::string::npos) << report.fault;
  }
}

// Any byte of the file: never a crash, and never another history that is called sound.
TEST(Verify, NeverCallsAnotherHistorySoundWhateverByteOfTheFileChanged) {
  const Directory directory;
  write_histories(directory.path());
  const std::string sound = bytes_of(directory.file());
  const std::size_t used_page = 4'096;
  std::size_t found = 0;
  for (std::size_t at = 100; at < sound.size(); at += at < used_page ? 61 : 23) {
    std::string changed = sound;
    changed[at] = static_cast<char>(changed[at] ^ 0x04);
    write_bytes(directory.file(), changed);
    std::vector<std::vector<Record>> histories;
    const VerifyReport report =
        verify(directory.path(), [&](const std::vector<Record>& history) -> std::uint64_t {
          histories.push_back(history);
          return 0;
        });
    if (!report.sound) {
      ++found;
      EXPECT_FALSE(report.fault.empty());
      continue;
    }
    EXPECT_EQ(report.events, 10U) << "byte " << at;
    EXPECT_EQ(report.erased, 0U) << "byte " << at;
    for (const auto& history : histories) {
      EXPECT_TRUE(history == a_history(one) || history == a_history(two)) << "byte " << at;
    }
  }
  EXPECT_GT(found, 100U);
}

TEST(Journal, DoesNotLoadAChangedRecord) {
  const Directory directory;
  write_histories(directory.path());
  std::string bytes = bytes_of(directory.file());
  const std::size_t at = bytes.find("drie weken");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'v';
  write_bytes(directory.file(), bytes);
  SqliteJournal journal(directory.path());
  EXPECT_NE(load(journal, one).has_value(), load(journal, two).has_value());
}

// ---- the disk refuses
// ----------------------------------------------------------------------------

// The whole group fails, nothing told is missing, and with room it goes on.
template <class Restrict, class Relieve>
void survive_a_full_disk(const fs::path& directory, Restrict restrict, Relieve relieve) {
  const std::string words(3'000, 'w');
  std::uint64_t told = 0;
  {
    SqliteJournal journal(directory);
    ASSERT_TRUE(append(journal, of(one, {created(one)})));
    ASSERT_TRUE(append(journal, of(two, {created(two)})));
    told = 1;
    restrict();
    while (append(journal, of(one, {spoken(told + 1, words)}))) {
      ++told;
      ASSERT_LT(told, 5'000U) << "the disk never filled up";
    }
    std::vector<std::future<Status>> group;
    {
      const Hold hold(journal);
      group.push_back(give(journal, of(one, {spoken(told + 1, words)})));
      group.push_back(give(journal, of(two, {spoken(2, words)})));
    }
    for (auto& each : group) {
      const Status result = each.get();
      ASSERT_FALSE(result);
      EXPECT_FALSE(result.error().sentence.empty());
    }
    EXPECT_FALSE(append(journal, of(two, {spoken(2, std::string(16'000, 'w'))})));
    EXPECT_EQ(load(journal, one)->size(), told) << "it can still be read";
    EXPECT_EQ(load(journal, two)->size(), 1U);

    relieve();
    EXPECT_TRUE(probe(journal));
    ASSERT_TRUE(append(journal, of(two, {spoken(2, words)})));
    ASSERT_TRUE(append(journal, of(one, {spoken(told + 1, words)})));
  }
  const VerifyReport report = verified(directory);
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.events, told + 3);
}

TEST(FullDisk, ALimitOnFilesFailsTheGroupAndLosesNothingTold) {
  const Directory directory;
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit usual{};
  getrlimit(RLIMIT_FSIZE, &usual);
  const auto limit = [&](rlim_t bytes) {
    const rlimit now{bytes, usual.rlim_max};
    setrlimit(RLIMIT_FSIZE, &now);
  };
  survive_a_full_disk(
      directory.path(), [&] { limit(1'000'000); }, [&] { limit(usual.rlim_cur); });
  limit(usual.rlim_cur);
  (void)std::signal(SIGXFSZ, before);
}

TEST(FullDisk, AFullFileSystemFailsTheGroupAndLosesNothingTold) {
  const Directory directory;
  const fs::path small = directory.path() / "small";
  fs::create_directory(small);
  if (::mount("arena-test", small.c_str(), "tmpfs", 0, "size=2m") != 0) {
    GTEST_SKIP() << "a small file system cannot be mounted here";
  }
  const fs::path ballast = small / "ballast";
  survive_a_full_disk(
      small,
      [&] {
        std::ofstream out(ballast, std::ios::binary);
        out << std::string(1'000'000, 'b');
      },
      [&] { fs::remove(ballast); });
  ::umount(small.c_str());
}

TEST(FullDisk, AFileSystemThatIsFullFromTheStartSaysSo) {
  const Directory directory;
  const fs::path small = directory.path() / "small";
  fs::create_directory(small);
  if (::mount("arena-test", small.c_str(), "tmpfs", 0, "size=4k") != 0) {
    GTEST_SKIP() << "a small file system cannot be mounted here";
  }
  EXPECT_NE(refusal(small), "");
  ::umount(small.c_str());
}

// ---- hashes
// --------------------------------------------------------------------------------------

std::string hex(const std::array<std::byte, 32>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const std::byte byte : bytes) {
    out += digits[static_cast<unsigned>(byte) >> 4U];
    out += digits[static_cast<unsigned>(byte) & 15U];
  }
  return out;
}

// Computed with Python's hashlib.blake2b, as docs/record-format.md tells.
TEST(Hashes, AreThoseOfTheRecordFormat) {
  Salt salt;
  hub::Secret secret;
  for (std::size_t i = 0; i < 16; ++i) salt.bytes[i] = secret.bytes[i] = static_cast<std::byte>(i);
  EXPECT_EQ(hex(commitment(salt, "Hallo").bytes),
            "2cae30e3fd82d89eb8099ba7e76e720d8319fcb19e670f0acaf6bec21f66fb45");
  EXPECT_EQ(hex(digest(secret).bytes),
            "cfa98700fcee3928981bf68634ea828331def78f77c1f25bcbd795cc02d1abcf");
}

}  // namespace
}  // namespace arena::journal
