// SPDX-License-Identifier: EUPL-1.2
// Rules of the core that a golden transcript cannot show well: bounds, bytes, codes, events.
#include "sessions/conversation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/support/manual_clock.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/stage.hpp"

namespace arena::test {
namespace {

Reason reason(const Result<std::vector<Event>>& outcome) {
  if (outcome) throw std::runtime_error("it was accepted");
  return outcome.error().reason;
}

// A queue_script conversation whose second round is open: everybody may speak and ask there.
struct Talk {
  Talk() : stage(queue_script()) {
    chair = stage.join("leiding");
    member = stage.join("lid");
    guest = stage.join("gast");
    stage.advance_to(2);
  }
  Stage stage;
  SeatId chair, member, guest;
};

// ---- texts

TEST(Texts, FitUpTo16KiBAndNoByteMore) {
  Talk talk;
  const std::size_t most = Conversation::contribution_bytes_max;
  EXPECT_EQ(most, 16'384U);
  EXPECT_TRUE(talk.stage.act(talk.member, Speak{}, std::string(most, 'a')));
  EXPECT_EQ(reason(talk.stage.act(talk.member, Speak{}, std::string(most + 1, 'a'))),
            Reason::text_too_long);
  EXPECT_EQ(reason(talk.stage.act(talk.member, AskHelp{}, std::string(most + 1, 'a'))),
            Reason::text_too_long);
  EXPECT_EQ(reason(talk.stage.act(talk.chair, EndSitting{}, std::string(most + 1, 'a'))),
            Reason::text_too_long);
}

TEST(Texts, AreUtf8) {
  Talk talk;
  EXPECT_TRUE(talk.stage.act(talk.member, Speak{}, "café, 你好, 👍🏽, e\xCC\x81"));
  const std::vector<std::string> broken{
      "\xC3\x28",          // a continuation is missing
      "\xC0\xAF",          // overlong '/'
      "\xE0\x80\xAF",      // overlong '/', longer
      "\xED\xA0\x80",      // half a surrogate pair
      "\xF4\x90\x80\x80",  // beyond U+10FFFF
      "\xFF",
      "cut off \xE2\x82",
  };
  for (const std::string& text : broken) {
    EXPECT_EQ(reason(talk.stage.act(talk.member, Speak{}, text)), Reason::text_not_utf8);
    EXPECT_EQ(reason(talk.stage.act(talk.chair, PauseRound{}, text)), Reason::text_not_utf8);
  }
}

TEST(Texts, OfWhiteSpaceSayNothing) {
  Talk talk;
  for (const char* nothing : {"", " ", "\n\t \r\n"}) {
    EXPECT_EQ(reason(talk.stage.act(talk.member, Speak{}, nothing)), Reason::text_empty);
    EXPECT_EQ(reason(talk.stage.act(talk.member, Ask{}, nothing)), Reason::text_empty);
    EXPECT_EQ(reason(talk.stage.act(talk.member, ProposeLesson{}, nothing)), Reason::text_empty);
    EXPECT_EQ(reason(talk.stage.act(talk.chair, PauseRound{}, nothing)), Reason::reason_missing);
  }
}

// An act without words that comes with some: they are no part of the record.
TEST(Texts, ThatAnActHasNoUseForAreNotKept) {
  Talk talk;
  const auto passed = talk.stage.act(talk.member, Pass{}, "but before I pass");
  ASSERT_TRUE(passed);
  EXPECT_FALSE(passed->front().content.has_value());
  EXPECT_EQ(talk.stage.text(passed->front().number), "");
}

// ---- bounds

TEST(Bounds, HoldTheLobby) {
  Stage stage(queue_script());
  const GroupIndex members{0};
  for (std::size_t n = 0; n < Conversation::lobby_max; ++n) ASSERT_TRUE(stage.arrive(members));
  EXPECT_EQ(stage.arrive(members).error().reason, Reason::full);
}

TEST(Bounds, HoldTheGate) {
  Stage stage(debrief_script());
  (void)stage.join("chair");
  (void)stage.join("client");
  const SeatId asker = stage.join("professional");
  const SeatId other = stage.join("professional");
  stage.advance_to(2);
  for (std::size_t n = 0; n < Conversation::open_questions_max; ++n) {
    ASSERT_TRUE(stage.act(asker, Ask{}, "and this?"));
  }
  EXPECT_EQ(reason(stage.act(asker, Ask{}, "and this?")), Reason::too_many);
  // Somebody else's questions are no reason to refuse mine: that would tell of them.
  EXPECT_TRUE(stage.act(other, Ask{}, "and that?"));
}

TEST(Bounds, HoldAnExtension) {
  Stage stage(queue_script());
  const SeatId chair = stage.join("leiding");
  stage.advance_to(1);
  EXPECT_TRUE(stage.act(chair, ExtendRound{Conversation::extension_max}));
  for (const Span wrong : {Span{0}, Span{-1}, Span{Conversation::extension_max.value + 1}}) {
    EXPECT_EQ(reason(stage.act(chair, ExtendRound{wrong})), Reason::wrong_moment);
  }
}

// ---- seats and codes

TEST(SeatCodes, AreTheirOwnAndTellNothingOfTheOrderOfArrival) {
  bool out_of_order = false;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Stage stage(queue_script(), seed);
    (void)stage.join("leiding");
    std::vector<SeatCode> codes;
    for (int n = 0; n < 40; ++n) codes.push_back(stage.code(stage.join("lid")));
    EXPECT_EQ(std::set<SeatCode>(codes.begin(), codes.end()).size(), codes.size());
    for (const SeatCode& code : codes) EXPECT_EQ(code.letter, 'C');
    out_of_order = out_of_order || !std::is_sorted(codes.begin(), codes.end());
    EXPECT_EQ(stage.arrive(GroupIndex{0}).error().reason, Reason::full);
  }
  EXPECT_TRUE(out_of_order);
}

TEST(SeatCodes, OfTheRemovedAreNeverGivenAgain) {
  Stage stage(queue_script());
  const SeatId chair = stage.join("leiding");
  std::set<SeatCode> codes;
  for (int n = 0; n < 50; ++n) {
    const SeatCode code = stage.code(stage.join("gast"));
    EXPECT_TRUE(codes.insert(code).second) << code.number;
    ASSERT_TRUE(stage.act(chair, Remove{code}, "to make room"));
  }
}

// ---- events

TEST(Events, AreNumberedOnAndTheFirstNamesTheCommand) {
  Talk talk;
  const EventNumber before = talk.stage.conversation().last();
  const auto opened = talk.stage.act(talk.chair, OpenRound{3}, "because");
  ASSERT_TRUE(opened);
  ASSERT_FALSE(opened->empty());
  EXPECT_EQ(opened->front().number.value, before.value + 1);
  EXPECT_EQ(opened->front().cause->id, talk.stage.accepted().back().id);
  for (std::size_t i = 1; i < opened->size(); ++i) EXPECT_FALSE((*opened)[i].cause);
}

TEST(Events, HoldACommitmentAndNeverTheText) {
  Talk talk;
  const auto spoken = talk.stage.act(talk.member, Speak{}, "my words");
  ASSERT_TRUE(spoken);
  const Command& command = talk.stage.accepted().back();
  EXPECT_EQ(spoken->front().content, plain_commitment(command.salt, "my words"));
  EXPECT_EQ(spoken->front().cause->body, plain_commitment(command.salt, command_bytes(command)));
}

TEST(Replay, NamesTheFirstEventThatDoesNotFollow) {
  Talk talk;
  ASSERT_TRUE(talk.stage.act(talk.member, Speak{}, "one"));
  std::vector<Record> records = talk.stage.records();
  auto& spoken = std::get<Spoken>(records.back().event.body);
  spoken.turn.number = 7;
  const auto folded = Conversation::replay(queue_script().script, plain_commitment, records);
  ASSERT_FALSE(folded);
  EXPECT_EQ(folded.error(), records.back().event.number);
}

TEST(Replay, OfNothingIsAConversationThatHasNotBegun) {
  const auto folded = Conversation::replay(queue_script().script, plain_commitment, {});
  ASSERT_TRUE(folded);
  EXPECT_TRUE(*folded == Conversation(queue_script().script, plain_commitment));
}

// ---- the bytes a repeat must match

TEST(CommandBytes, TellApartWhatWasAskedAndNothingElse) {
  Talk talk;
  std::vector<Command> commands;
  const auto add = [&](ActBody act, std::string text, std::optional<Room> room = {}) {
    commands.push_back(
        talk.stage.command_for(talk.member, std::move(act), std::move(text), {room, {}}));
  };
  add(Speak{}, "words");
  add(Speak{}, "word");
  add(Speak{}, "");
  add(Speak{Turn{Room{2, 0, 0}, 1}}, "words");
  add(Speak{Turn{Room{2, 0, 0}, 2}}, "words");
  add(Speak{}, "words", Room{1, 0, 0});
  add(Speak{}, "words", Room{2, 1, 0});
  add(Speak{}, "words", Room{2, 0, 1});
  add(Ask{}, "words");
  add(TakeNote{}, "words");
  add(Answer{ItemId{1}}, "words");
  add(Answer{ItemId{2}}, "words");
  add(MarkTurn{Turn{Room{1, 0, 0}, 1}, true}, "");
  add(MarkTurn{Turn{Room{1, 0, 0}, 1}, false}, "");
  add(JudgeLesson{ItemId{1}, Verdict::partly}, "");
  add(JudgeLesson{ItemId{1}, Verdict::recognised}, "");
  add(Remove{SeatCode{'C', 1}}, "");
  add(Remove{SeatCode{'P', 1}}, "");
  add(GiveFloor{SeatCode{'C', 1}}, "");
  add(OpenRound{1}, "");
  add(OpenRound{2}, "");
  add(ExtendRound{minutes(1)}, "");
  add(ExtendRound{minutes(2)}, "");
  add(MergeQuestions{{ItemId{1}, ItemId{2}}}, "");
  add(MergeQuestions{{ItemId{2}, ItemId{1}}}, "");
  add(MergeQuestions{{ItemId{1}}}, "");
  std::set<std::string> bytes;
  for (const Command& command : commands) {
    EXPECT_TRUE(bytes.insert(command_bytes(command)).second) << command.act.index();
    Command later = command;
    later.at = later.at + minutes(1);
    later.draw += 1;
    later.salt = {};
    later.actor = talk.guest;
    EXPECT_EQ(command_bytes(later), command_bytes(command));
  }
}

// ---- lessons

TEST(Lessons, CanBeJudgedOnlyOnceTheyAreReleased) {
  Talk talk;
  const auto proposed = talk.stage.act(talk.guest, ProposeLesson{}, "listen longer");
  const ItemId lesson = std::get<LessonProposed>(proposed.value().front().body).lesson;
  EXPECT_EQ(reason(talk.stage.act(talk.member, JudgeLesson{lesson, Verdict::partly})),
            Reason::not_in_this_round);
  talk.stage.advance_to(3);
  EXPECT_TRUE(talk.stage.act(talk.member, JudgeLesson{lesson, Verdict::partly}));
}

TEST(Lessons, AreReleasedOnce) {
  Talk talk;
  ASSERT_TRUE(talk.stage.act(talk.guest, ProposeLesson{}, "listen longer"));
  talk.stage.advance_to(3);
  ASSERT_TRUE(talk.stage.act(talk.chair, OpenRound{2}, "one more"));
  ASSERT_TRUE(talk.stage.act(talk.guest, ProposeLesson{}, "write less"));
  const auto opened = talk.stage.act(talk.chair, OpenRound{3});
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->size(), 2U);  // the round, and the one new lesson
  EXPECT_EQ(std::get<LessonShared>(opened->back().body).turn->number, 2U);
}

// ---- floor

std::vector<SeatId> given_floor(const Result<std::vector<Event>>& outcome) {
  std::vector<SeatId> seats;
  for (const Event& event : outcome.value()) {
    const auto* given = std::get_if<FloorGiven>(&event.body);
    if (given != nullptr) seats.push_back(given->seat);
  }
  return seats;
}

TEST(Floor, GoesToNobodyWhoMayNotSpeakThoughTheirHandIsUpFirst) {
  Stage stage(queue_script());
  const SeatId chair = stage.join("leiding");
  const SeatId member = stage.join("lid");
  const SeatId guest = stage.join("gast");
  stage.advance_to(1);
  ASSERT_TRUE(stage.act(guest, RaiseHand{}));
  EXPECT_EQ(reason(stage.act(chair, GiveFloorToNext{})), Reason::wrong_moment);
  ASSERT_TRUE(stage.act(member, RaiseHand{}));
  EXPECT_EQ(given_floor(stage.act(chair, GiveFloorToNext{})), std::vector<SeatId>{member});
}

TEST(Floor, GoesOnFromWhoHasItAndComesBackToWhoWasSkipped) {
  PlayableScript round = queue_script();
  round.script.rounds.front().floor = Floor::round_robin;
  Stage stage(round);
  const SeatId chair = stage.join("leiding");
  std::vector<SeatId> members{stage.join("lid"), stage.join("lid"), stage.join("lid")};
  std::sort(members.begin(), members.end(),
            [&](SeatId a, SeatId b) { return stage.code(a) < stage.code(b); });
  const auto opened = stage.act(chair, OpenRound{1});
  EXPECT_EQ(given_floor(opened), std::vector<SeatId>{members[0]});
  EXPECT_EQ(given_floor(stage.act(chair, GiveFloorToNext{})), std::vector<SeatId>{members[1]});
  EXPECT_EQ(given_floor(stage.act(members[1], Pass{})), std::vector<SeatId>{members[2]});
  EXPECT_EQ(given_floor(stage.act(members[2], Pass{})), std::vector<SeatId>{members[0]});
  EXPECT_EQ(given_floor(stage.act(members[0], Pass{})), std::vector<SeatId>{});
}

// ---- time

// ---- rooms and places

TEST(Elsewhere, ARoomBesideIsRefusedToTheChairWhileNoRoundIsOpen) {
  Stage stage(shipped_script("spiegelgesprek"));
  const SeatId chair = stage.join("chair");
  EXPECT_EQ(reason(stage.act(chair, Speak{}, "hello?", {Room{0, 0, 1}, {}})), Reason::round_over);
}

TEST(Refusals, NameTheRoundOfAGroupThatIsYetToBeMade) {
  Stage stage(shipped_script("fishbowl_open"), 1, {{"waarneming", "ja"}});
  stage.join("chair");
  const SeatId anybody = stage.join("deelnemer");
  stage.advance_to(1);
  const auto proposed = stage.act(anybody, Propose{0}, "they waited for each other");
  ASSERT_EQ(reason(proposed), Reason::not_in_this_round);
  EXPECT_EQ(proposed.error().opens_in_round, 3);
}

TEST(Positions, WhoIsFreedWhileAwayIsTold) {
  Stage stage(shipped_script("intervisie"));
  const SeatId chair = stage.join("chair");
  const SeatId ana = stage.join("collega");
  for (int i = 0; i < 3; ++i) stage.join("collega");
  stage.advance_to(5);
  ASSERT_TRUE(stage.act(chair, BindPosition{GroupIndex{1}, stage.code(ana)}));
  stage.advance_to(6);
  const std::size_t before = stage.told(ana).size();
  ASSERT_TRUE(stage.act(chair, FreePosition{stage.code(ana)}));
  ASSERT_EQ(stage.told(ana).size(), before + 1);
  EXPECT_TRUE(std::holds_alternative<SeatMoved>(stage.told(ana).back().notice.body));
}

TEST(Tick, BeforeItsTimeIsRefused) {
  Stage stage(automatic_script());
  (void)stage.join("leiding");
  EXPECT_FALSE(stage.conversation().deadline());
  stage.advance_to(1);
  ASSERT_EQ(stage.conversation().deadline(), morning + minutes(10));
  stage.wait(minutes(9));
  EXPECT_EQ(reason(stage.act(nobody, Tick{})), Reason::wrong_moment);
  stage.wait(minutes(1));
  EXPECT_EQ(stage.conversation().room().round, 2U);
  EXPECT_FALSE(stage.conversation().deadline());
}

}  // namespace
}  // namespace arena::test
