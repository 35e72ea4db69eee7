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

// ---- what somebody wants gone

SeatCode code_of(const std::vector<Record>& history, SeatId seat) {
  for (const Record& record : history) {
    const auto* const admitted = std::get_if<Admitted>(&record.event.body);
    if (admitted != nullptr && admitted->seat == seat) return admitted->code;
  }
  return {};
}

bool is_lesson(const Event& event) {
  return std::holds_alternative<LessonProposed>(event.body) ||
         std::holds_alternative<ItemReconsidered>(event.body);
}

// What was promised to clients is not taken back in silence.
TEST(WordsOf, OnePersonAreWithoutLessonsThatWereShared) {
  std::size_t shared = 0, own = 0;
  for (const Played& each : played()) {
    std::set<ItemId> lessons;
    for (const Record& record : each.history) {
      if (const auto* event = std::get_if<LessonShared>(&record.event.body)) {
        lessons.insert(event->lesson);
      }
    }
    for (const Record& record : each.history) {
      const auto* proposed = std::get_if<LessonProposed>(&record.event.body);
      if (proposed == nullptr || !record.content) continue;
      const auto words =
          words_of(each.history, code_of(each.history, record.event.actor), proposed->turn);
      const bool is_shared = lessons.contains(proposed->lesson);
      (is_shared ? shared : own) += 1;
      EXPECT_EQ(words.empty(), is_shared) << each.name << ", " << record.event.number.value;
    }
  }
  EXPECT_GT(shared, 0U);
  EXPECT_GT(own, 0U);
}

TEST(WordsOf, OnePersonAreTheSameThatConsentToNothingErasesAtTheClose) {
  std::size_t erased = 0;
  for (const Played& each : played()) {
    const std::vector<Record> kept = at_level(each.history, ArchiveLevel::full);
    for (const SeatId seat : people(kept)) {
      const auto words = words_of(kept, code_of(kept, seat), {});
      const auto others = words_not_kept(agreed(kept, seat, ArchiveLevel::full));
      std::vector<EventNumber> wanted;
      for (const EventNumber number : words_not_kept(agreed(kept, seat, ArchiveLevel::nothing))) {
        if (std::ranges::find(others, number) == others.end()) wanted.push_back(number);
      }
      for (const EventNumber number : wanted) {
        if (is_lesson(kept.at(number.value - 1).event)) continue;
        EXPECT_NE(std::ranges::find(words, number), words.end())
            << each.name << ", event " << number.value;
      }
      for (const EventNumber number : words) {
        EXPECT_NE(kept.at(number.value - 1).event.actor, nobody) << each.name;
      }
      erased += words.size();
      EXPECT_TRUE(words_of(without(kept, words), code_of(kept, seat), {}).empty()) << each.name;
    }
  }
  EXPECT_GT(erased, 300U);
}

TEST(WordsOf, OneTurnAreThoseWordsAloneAndOnlyForTheirAuthor) {
  std::size_t turns = 0;
  for (const Played& each : played()) {
    for (const Record& record : each.history) {
      const auto* const spoken = std::get_if<Spoken>(&record.event.body);
      if (spoken == nullptr || !record.content) continue;
      const SeatId author = spoken->for_seat == nobody ? record.event.actor : spoken->for_seat;
      for (const SeatId seat : people(each.history)) {
        const auto words = words_of(each.history, code_of(each.history, seat), spoken->turn);
        const bool own = code_of(each.history, seat) == code_of(each.history, author);
        EXPECT_EQ(words, own ? std::vector{record.event.number} : std::vector<EventNumber>{})
            << each.name << ", event " << record.event.number.value;
      }
      ++turns;
    }
  }
  EXPECT_GT(turns, 100U);
}

TEST(WordsOf, AQuestionAreItsWordsAtTheGateToo) {
  std::size_t questions = 0;
  for (const Played& each : played()) {
    for (const Record& record : each.history) {
      const auto* const shown = std::get_if<QuestionShown>(&record.event.body);
      if (shown == nullptr) continue;
      const auto words = words_of(each.history, code_of(each.history, shown->asker), shown->turn);
      EXPECT_NE(std::ranges::find(words, shown->text_of), words.end())
          << each.name << ", event " << record.event.number.value;
      ++questions;
    }
  }
  EXPECT_GT(questions, 0U);
}

TEST(WordsOf, NobodyKnownAreNone) {
  for (const Played& each : played()) {
    EXPECT_TRUE(words_of(each.history, {'Z', 9}, {}).empty()) << each.name;
    EXPECT_TRUE(words_of(each.history, {}, {}).empty()) << each.name;
  }
}

}  // namespace
}  // namespace arena::test
