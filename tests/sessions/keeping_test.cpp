// SPDX-License-Identifier: EUPL-1.2
// What ceases to exist when a conversation is closed: what was promised not to be kept, and
// nothing that the archive shows.
#include "sessions/keeping.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "sessions/transcript.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/scripts_for_tests.hpp"

namespace arena::test {
namespace {

constexpr ArchiveLevel levels[] = {ArchiveLevel::nothing, ArchiveLevel::lessons_only,
                                   ArchiveLevel::pseudonymised, ArchiveLevel::full};

struct Played {
  std::string name;
  Script script;
  std::vector<Record> history;
};

// The histories of all golden transcripts.
std::vector<Played> played() {
  std::vector<Played> out;
  const auto folder = std::filesystem::path(ARENA_SOURCE_DIR) / "tests" / "transcripts";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const GoldenFile file = read_golden(text.str());
    out.push_back({entry.path().stem().string(),
                   script_named(play_golden(file).course.script).script, history_of_golden(file)});
  }
  return out;
}

std::vector<Record> at_level(std::vector<Record> history, ArchiveLevel level) {
  std::get<Created>(history.front().event.body).archive_level = level;
  return history;
}

std::vector<Record> without(std::vector<Record> history, const std::vector<EventNumber>& erased) {
  for (const EventNumber number : erased) history.at(number.value - 1).content.reset();
  return history;
}

std::set<SeatId> people(const std::vector<Record>& history) {
  std::set<SeatId> out;
  for (const Record& record : history) {
    if (const auto* admitted = std::get_if<Admitted>(&record.event.body))
      out.insert(admitted->seat);
  }
  return out;
}

std::vector<Record> agreed(std::vector<Record> history, SeatId seat, ArchiveLevel level) {
  Record record;
  record.event.number = {history.size() + 1};
  record.event.actor = seat;
  record.event.body = ConsentSet{level, false, false};
  history.push_back(std::move(record));
  return history;
}

bool leads(const Played& played, SeatId seat) {
  for (const Record& record : played.history) {
    const auto* const arrived = std::get_if<Arrived>(&record.event.body);
    if (arrived != nullptr && arrived->seat == seat) {
      return arena::leads(played.script.groups.at(arrived->group.value).role);
    }
  }
  return false;
}

std::size_t words_in(const std::vector<Record>& history) {
  return static_cast<std::size_t>(std::ranges::count_if(
      history, [](const Record& record) { return record.event.content && record.content; }));
}

TEST(WordsNotKept, AreInNoTranscriptOfAnyScriptAtAnyLevel) {
  std::size_t erased = 0;
  for (const Played& each : played()) {
    for (const ArchiveLevel level : levels) {
      const std::vector<Record> history = at_level(each.history, level);
      const auto words = words_not_kept(history);
      erased += words.size();
      EXPECT_EQ(transcript_of(each.script, history),
                transcript_of(each.script, without(history, words)))
          << each.name << " at level " << static_cast<int>(level);
    }
  }
  EXPECT_GT(erased, 500U);
}

TEST(WordsNotKept, OfOnePersonAreInNoTranscriptEither) {
  std::size_t erased = 0;
  for (const Played& each : played()) {
    for (const SeatId seat : people(each.history)) {
      for (const ArchiveLevel level : levels) {
        const std::vector<Record> history = agreed(each.history, seat, level);
        const auto words = words_not_kept(history);
        erased += words.size();
        EXPECT_EQ(transcript_of(each.script, history),
                  transcript_of(each.script, without(history, words)))
            << each.name << ", seat " << seat.value << " at level " << static_cast<int>(level);
      }
    }
  }
  EXPECT_GT(erased, 500U);
}

TEST(WordsNotKept, AreAllWordsWhereNothingIsKept) {
  for (const Played& each : played()) {
    const std::vector<Record> history = at_level(each.history, ArchiveLevel::nothing);
    EXPECT_GT(words_in(history), 0U) << each.name;
    EXPECT_EQ(words_in(without(history, words_not_kept(history))), 0U) << each.name;
  }
}

TEST(WordsNotKept, AreEverythingOfWhoAgreedToNothingAndNobodyElses) {
  for (const Played& each : played()) {
    for (const SeatId seat : people(each.history)) {
      const std::vector<Record> before = agreed(each.history, seat, ArchiveLevel::full);
      const std::vector<Record> history = agreed(each.history, seat, ArchiveLevel::nothing);
      const auto already = words_not_kept(before);
      for (const EventNumber number : words_not_kept(history)) {
        if (std::ranges::find(already, number) != already.end()) continue;
        const Event& event = history.at(number.value - 1).event;
        const auto* const spoken = std::get_if<Spoken>(&event.body);
        const SeatId by =
            spoken != nullptr && spoken->for_seat != nobody ? spoken->for_seat : event.actor;
        EXPECT_EQ(by, seat) << each.name << ", event " << number.value;
      }
      for (const Record& record : without(history, words_not_kept(history))) {
        if (!record.event.content || !record.content) continue;
        const auto* const spoken = std::get_if<Spoken>(&record.event.body);
        const bool scribed = spoken != nullptr && spoken->for_seat != nobody;
        if (spoken == nullptr && leads(each, seat)) continue;  // what a chair decides, and why
        EXPECT_NE(scribed ? spoken->for_seat : record.event.actor, seat)
            << each.name << ", event " << record.event.number.value;
      }
    }
  }
}

TEST(WordsNotKept, AreNoneWhereEverythingIsKept) {
  for (const Played& each : played()) {
    std::vector<Record> history = at_level(each.history, ArchiveLevel::full);
    std::erase_if(history, [](const Record& record) {
      return std::holds_alternative<ConsentSet>(record.event.body);
    });
    EXPECT_TRUE(words_not_kept(history).empty()) << each.name;
  }
}

}  // namespace
}  // namespace arena::test
