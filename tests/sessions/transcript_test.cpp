// SPDX-License-Identifier: EUPL-1.2
// The transcript: what was said, in order, and nothing that was not for everybody's memory.
#include "sessions/transcript.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace arena {
namespace {

constexpr GroupIndex clients{0};
constexpr GroupIndex professionals{1};
constexpr GroupIndex chairs{2};
constexpr SeatId ana{1};
constexpr SeatId ben{2};
constexpr SeatId cem{3};
constexpr SeatCode c3{'C', 3};
constexpr SeatCode p1{'P', 1};
constexpr SeatCode g2{'G', 2};

Script script() {
  Script out;
  out.id = "arenagesprek";
  for (const auto& [id, role] :
       {std::pair("client", Role::client), std::pair("professional", Role::professional),
        std::pair("chair", Role::facilitator)}) {
    Group group;
    group.id = id;
    group.role = role;
    out.groups.push_back(group);
  }
  const auto round = [](const char* id, std::vector<std::pair<GroupIndex, Ring>> rings) {
    Round made;
    made.id = id;
    for (const auto& [group, ring] : rings) {
      Placement placement;
      placement.group = group;
      placement.ring = ring;
      made.placements.push_back(placement);
    }
    return made;
  };
  out.rounds = {
      round("ervaringen",
            {{clients, Ring::inner}, {professionals, Ring::outer}, {chairs, Ring::chair}}),
      round("nabespreking", {{professionals, Ring::inner}, {chairs, Ring::chair}})};
  return out;
}

// Writes a history the way a conversation does: numbers run on, a text goes beside its event.
class History {
 public:
  explicit History(ArchiveLevel level = ArchiveLevel::full) {
    add(nobody, Created{{}, "", "Wachten", level});
    for (const auto& [seat, group, code] :
         {std::tuple(ana, clients, c3), std::tuple(ben, professionals, p1),
          std::tuple(cem, chairs, g2)}) {
      add(seat, Arrived{seat, group});
      add(cem, Admitted{seat, code});
    }
  }
  EventNumber add(SeatId actor, EventBody body, std::optional<std::string> text = std::nullopt) {
    Record record;
    record.event.number = {records_.size() + 1};
    record.event.at = {static_cast<std::int64_t>(1'000 * record.event.number.value)};
    record.event.actor = actor;
    record.event.body = std::move(body);
    if (text) {
      record.event.content = Commitment{};
      record.content = Content{{}, *text};
    }
    records_.push_back(record);
    return record.event.number;
  }
  void erase(EventNumber number) { records_[number.value - 1].content.reset(); }
  [[nodiscard]] Transcript transcript() const { return transcript_of(script(), records_); }

 private:
  std::vector<Record> records_;
};

Turn turn(std::uint16_t round, std::uint32_t number) { return {{round, 0, 0}, number}; }

TEST(Transcript, HoldsSpeechWithSeatRingRoundTimeAndReply) {
  History history;
  history.add(cem, RoundOpened{{1, 0, 0}, false});
  history.add(cem, Spoken{turn(1, 1), true, std::nullopt}, "Welkom.");
  const EventNumber at =
      history.add(ana, Spoken{turn(1, 2), false, turn(1, 1)}, "Ik heb drie weken gewacht.");
  const Transcript transcript = history.transcript();
  EXPECT_EQ(transcript.title, "Wachten");
  EXPECT_EQ(transcript.script_id, "arenagesprek");
  ASSERT_EQ(transcript.turns.size(), 2U);

  EXPECT_EQ(transcript.turns[0].kind, TurnKind::guidance);
  EXPECT_EQ(transcript.turns[0].ring, Ring::chair);

  TranscriptTurn expected;
  expected.turn = turn(1, 2);
  expected.kind = TurnKind::speech;
  expected.code = c3;
  expected.group = clients;
  expected.ring = Ring::inner;
  expected.round_id = "ervaringen";
  expected.at = {static_cast<std::int64_t>(1'000 * at.value)};
  expected.reply_to = turn(1, 1);
  expected.text = "Ik heb drie weken gewacht.";
  EXPECT_EQ(transcript.turns[1], expected);
}

TEST(Transcript, PutsAQuestionWhereItWasShownUnderItsAskersCode) {
  History history;
  const EventNumber asked = history.add(ben, QuestionAsked{{77}}, "Wie belde u?");
  history.add(ana, Spoken{turn(1, 1), false, std::nullopt}, "Niemand belde.");
  history.add(cem, QuestionShown{{77}, ben, turn(1, 2), asked});
  history.add(ana, Answered{turn(1, 3), {77}}, "Dat weet ik niet.");
  const Transcript transcript = history.transcript();
  ASSERT_EQ(transcript.turns.size(), 3U);
  EXPECT_EQ(transcript.turns[0].text, "Niemand belde.");
  EXPECT_EQ(transcript.turns[1].kind, TurnKind::question);
  EXPECT_EQ(transcript.turns[1].code, p1);
  EXPECT_EQ(transcript.turns[1].ring, Ring::outer);
  EXPECT_EQ(transcript.turns[1].text, "Wie belde u?");
  EXPECT_EQ(transcript.turns[2].kind, TurnKind::answer);
  EXPECT_EQ(transcript.turns[2].reply_to, turn(1, 2)) << "an answer replies to its question";
}

TEST(Transcript, GivesAMergedQuestionToNobodyAndItsAnswersToIt) {
  History history;
  history.add(ben, QuestionAsked{{1}}, "Hoe lang?");
  history.add(ben, QuestionAsked{{2}}, "Hoeveel weken?");
  history.add(cem, QuestionsMerged{{{1}, {2}}, {3}, turn(1, 1)}, "Hoe lang duurde het?");
  history.add(cem, QuestionMerged{{1}});
  history.add(ana, Answered{turn(1, 2), {3}}, "Drie weken.");
  const Transcript transcript = history.transcript();
  ASSERT_EQ(transcript.turns.size(), 2U);
  EXPECT_EQ(transcript.turns[0].text, "Hoe lang duurde het?");
  EXPECT_EQ(transcript.turns[0].code, std::nullopt);
  EXPECT_EQ(transcript.turns[0].group, std::nullopt);
  EXPECT_EQ(transcript.turns[0].ring, Ring::chair);
  EXPECT_EQ(transcript.turns[1].reply_to, turn(1, 1));
}

TEST(Transcript, LeavesOutWhatWasNotForEverybody) {
  History history;
  history.add(ana, HelpAsked{{1}}, "Ik wil weg.");
  history.add(cem, HelpAnswered{ana}, "Ik kom eraan.");
  history.add(ben, Noted{{2}}, "Dit raakt ons.");
  history.add(ben, Marked{turn(1, 1), true});
  history.add(ana, HandRaised{});
  history.add(ben, QuestionAsked{{3}}, "Klopt dat wel?");
  history.add(cem, QuestionWithheld{{3}}, "Te scherp.");
  history.add(ben, QuestionAsked{{4}}, "Echt waar?");
  history.add(cem, QuestionReturned{{4}}, "Kan het vriendelijker?");
  history.add(cem, RoundPaused{}, "Koffie.");
  const Transcript transcript = history.transcript();
  EXPECT_TRUE(transcript.turns.empty());
  EXPECT_EQ(transcript.left_out, 0U) << "they were no turns";
}

// The same words released later are one turn, in the round where they were said.
TEST(Transcript, HoldsALessonOnceWhereItWasProposed) {
  History history;
  const EventNumber proposed =
      history.add(ben, LessonProposed{{5}, turn(2, 1)}, "Wij bellen binnen een week.");
  history.add(cem, LessonShared{{5}, turn(3, 1), proposed});
  history.add(ana, LessonJudged{{5}, Verdict::recognised});
  const Transcript transcript = history.transcript();
  ASSERT_EQ(transcript.turns.size(), 1U);
  EXPECT_EQ(transcript.turns[0].kind, TurnKind::lesson);
  EXPECT_EQ(transcript.turns[0].turn, turn(2, 1));
  EXPECT_EQ(transcript.turns[0].code, p1);
  EXPECT_EQ(transcript.turns[0].ring, Ring::inner);
}

TEST(Transcript, KeepsAPassAsATurnWithoutWords) {
  History history;
  history.add(ana, Passed{turn(1, 1)});
  const Transcript transcript = history.transcript();
  ASSERT_EQ(transcript.turns.size(), 1U);
  EXPECT_EQ(transcript.turns[0].kind, TurnKind::pass);
  EXPECT_FALSE(transcript.turns[0].erased);
}

TEST(Transcript, SaysThatWordsWereErased) {
  History history;
  const EventNumber asked = history.add(ben, QuestionAsked{{77}}, "Wie belde u?");
  history.add(cem, QuestionShown{{77}, ben, turn(1, 1), asked});
  const EventNumber said = history.add(ana, Spoken{turn(1, 2), false, std::nullopt}, "Jan.");
  history.erase(asked);
  history.erase(said);
  for (const TranscriptTurn& each : history.transcript().turns) {
    EXPECT_TRUE(each.erased);
    EXPECT_EQ(each.text, "");
  }
}

TEST(Transcript, ObeysTheArchiveLevel) {
  const auto kept = [](ArchiveLevel level) {
    History history(level);
    history.add(ana, Spoken{turn(1, 1), false, std::nullopt}, "Ik heb gewacht.");
    history.add(ana, Passed{turn(1, 2)});
    history.add(ben, LessonProposed{{5}, turn(2, 1)}, "Wij bellen.");
    const Transcript transcript = history.transcript();
    EXPECT_EQ(transcript.archive_level, level);
    return std::pair(transcript.turns.size(), transcript.left_out);
  };
  EXPECT_EQ(kept(ArchiveLevel::nothing), std::pair(0UL, 3UL));
  EXPECT_EQ(kept(ArchiveLevel::lessons_only), std::pair(1UL, 2UL));
  EXPECT_EQ(kept(ArchiveLevel::pseudonymised), std::pair(3UL, 0UL));
  EXPECT_EQ(kept(ArchiveLevel::full), std::pair(3UL, 0UL));
}

TEST(Transcript, OfPartOfAHistoryIsThePartOfTheTranscript) {
  History history;
  history.add(ana, Spoken{turn(1, 1), false, std::nullopt}, "Een.");
  const Transcript before = history.transcript();
  history.add(ana, Spoken{turn(1, 2), false, std::nullopt}, "Twee.");
  const Transcript after = history.transcript();
  EXPECT_EQ(before.turns[0], after.turns[0]);
  EXPECT_EQ(after.turns.size(), 2U);
}

TEST(Labels, AreThoseThatPeopleSee) {
  EXPECT_EQ(label(turn(3, 12)), "3.12");
  EXPECT_EQ(label(Turn{{3, 2, 0}, 12}), "3/2.12");
  EXPECT_EQ(label(Turn{{3, 2, 1}, 12}), "3/2/1.12");
  EXPECT_EQ(label(Turn{{3, 0, 1}, 12}), "3/0/1.12");
  EXPECT_EQ(label(c3), "C3");
}

// ---- what a report is made of

TEST(Transcript, SaysWhoseWordsMayBeQuoted) {
  History history;
  history.add(ana, Spoken{turn(1, 1), false, std::nullopt}, "Ik wachtte.");
  history.add(ben, Spoken{turn(1, 2), false, std::nullopt}, "Wij ook.");
  history.add(cem, Spoken{turn(1, 3), true, std::nullopt}, "Dank u.");
  EXPECT_FALSE(history.transcript().turns[0].quotable) << "nobody was asked";
  history.add(ana, ConsentSet{ArchiveLevel::full, true, false});
  history.add(ben, ConsentSet{ArchiveLevel::full, false, true});
  const Transcript asked = history.transcript();
  EXPECT_TRUE(asked.turns[0].quotable);
  EXPECT_FALSE(asked.turns[1].quotable);
  EXPECT_TRUE(asked.turns[2].quotable) << "guidance is the house's";
  history.add(ana, ConsentSet{ArchiveLevel::full, false, false});
  EXPECT_FALSE(history.transcript().turns[0].quotable) << "consent can be taken back";
}

TEST(Transcript, CountsWhoWasAdmittedAndSaysWhenSittingsBegan) {
  History history;
  history.add(SeatId{4}, Arrived{SeatId{4}, clients});
  const EventNumber opened = history.add(cem, RoundOpened{{1, 0, 0}, false});
  history.add(cem, RoundOpened{{2, 0, 0}, false});
  const Transcript transcript = history.transcript();
  EXPECT_EQ(transcript.people, (std::vector<std::uint32_t>{1, 1, 1})) << "who waits is not there";
  EXPECT_EQ(transcript.sittings,
            std::vector(1, Instant{static_cast<std::int64_t>(1'000 * opened.value)}));
}

TEST(Transcript, KeepsLettersAsSentUnlessNothingIsKept) {
  const auto letters = [](ArchiveLevel level) {
    History history(level);
    history.add(cem, LetterSent{}, "Beste deelnemer");
    return history.transcript().letters;
  };
  ASSERT_EQ(letters(ArchiveLevel::lessons_only).size(), 1U);
  EXPECT_EQ(letters(ArchiveLevel::lessons_only)[0].text, "Beste deelnemer");
  EXPECT_TRUE(letters(ArchiveLevel::nothing).empty());
}

TEST(Transcript, KeepsWhatBecameOfALessonThatALetterTellsAgain) {
  History history;
  history.add(ben, LessonProposed{{5}, turn(2, 1)}, "Wij bellen.");
  history.add(cem, ItemDecided{{5}, Decision::declined}, "Te duur.");
  history.add(cem, LetterSent{}, "Beste deelnemer");
  history.add(cem, ItemDecided{{5}, Decision::declined});
  ASSERT_EQ(history.transcript().items.size(), 1U);
  EXPECT_EQ(history.transcript().items[0].reason, "Te duur.");
}

TEST(Transcript, SaysThatALessonWasBrought) {
  History history;
  history.add(nobody, LessonBrought{{6}, {}, {5}}, "Wij bellen.");
  ASSERT_EQ(history.transcript().items.size(), 1U);
  EXPECT_TRUE(history.transcript().items[0].brought);
  EXPECT_EQ(history.transcript().items[0].code, std::nullopt);
}

}  // namespace
}  // namespace arena
