// SPDX-License-Identifier: EUPL-1.2
// The record on disk: what is reported is kept, in order; a full disk loses nothing told.
#include "server/journal/journal.hpp"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/journal_hand.hpp"

namespace arena::test {
namespace {

// ---- what is reported is kept

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
  ASSERT_TRUE(append(journal, of(one, {plain(4)}, {}, {}, {{2}})));
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
  EXPECT_FALSE(append(journal, of(one, {plain(3), plain(5)}, {}, {}, {{2}})));
  EXPECT_TRUE((*load(journal, one))[1].content);
}

// ---- links and seats

TEST(JournalDirectory, KeepsTheLastOfEachInvitationAndOfEachSeatsKey) {
  const Directory directory;
  const auto secret = [](std::uint64_t n) { return octets<hub::Digest>(n); };
  hub::Invitation personal{secret(1), one, {0}, hub::LinkKind::personal, Instant{77}, nobody};
  const hub::Invitation role{secret(2), one, {1}, hub::LinkKind::role, std::nullopt, nobody};
  {
    SqliteJournal journal(directory.path());
    ASSERT_TRUE(
        append(journal, of(one, {created(one)}, {personal, role}, {{secret(5), one, {1}, "Ana"}})));
    personal.used_by = {1};
    ASSERT_TRUE(append(journal, of(one, {}, {personal}, {{secret(6), one, {1}, "Ana"}})));
    ASSERT_TRUE(append(journal, of(one, {}, {}, {{secret(7), one, {2}, ""}})));
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

// Nobody comes in as something else than they were invited as, whatever is written later.
TEST(JournalDirectory, KeepsALinkForTheGroupItWasMadeFor) {
  const Directory directory;
  const hub::Invitation link{octets<hub::Digest>(1), one,         {1},
                             hub::LinkKind::role,    Instant{77}, nobody};
  {
    SqliteJournal journal(directory.path());
    ASSERT_TRUE(append(journal, of(one, {created(one)}, {link})));
    hub::Invitation other = link;
    other.group = {0};
    other.kind = hub::LinkKind::facilitator;
    other.expires = std::nullopt;
    ASSERT_TRUE(append(journal, of(one, {}, {other})));
  }
  for (const char* change :
       {"script_group = 0", "kind = 1", "expires = NULL", "conversation = x''"}) {
    EXPECT_NE(Hand(directory.file()).run(std::string("UPDATE invitations SET ") + change), "")
        << change;
  }
  const SqliteJournal journal(directory.path());
  EXPECT_EQ(journal.directory().invitations, std::vector{link});
}

TEST(JournalDirectory, LosesALinkTogetherWithTheRecordsItCameWith) {
  const Directory directory;
  {
    SqliteJournal journal(directory.path());
    EXPECT_FALSE(append(journal, of(one, {created(one), plain(3)},
                                    {{octets<hub::Digest>(1), one, {0}, {}, std::nullopt, nobody}},
                                    {{octets<hub::Digest>(2), one, {1}, "Ana"}})));
  }
  const SqliteJournal journal(directory.path());
  EXPECT_TRUE(journal.directory().invitations.empty());
  EXPECT_TRUE(journal.directory().seat_keys.empty());
}

// ---- opening

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
  EXPECT_EQ(hex(journal::commitment(salt, "Hallo").bytes),
            "2cae30e3fd82d89eb8099ba7e76e720d8319fcb19e670f0acaf6bec21f66fb45");
  EXPECT_EQ(hex(journal::digest(secret).bytes),
            "cfa98700fcee3928981bf68634ea828331def78f77c1f25bcbd795cc02d1abcf");
}

}  // namespace
}  // namespace arena::test
