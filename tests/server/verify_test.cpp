// SPDX-License-Identifier: EUPL-1.2
// A record that was changed by another hand is found out, whatever byte it was.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "server/journal/journal.hpp"
#include "tests/support/journal_hand.hpp"

namespace arena::test {
namespace {

// ---- the net under the rules

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

}  // namespace
}  // namespace arena::test
