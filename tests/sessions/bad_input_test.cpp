// SPDX-License-Identifier: EUPL-1.2
// What goes wrong when people are in a hurry: refused with a reason of its own, and nothing is
// lost. The sentences are in clients/cli/join_words.cpp and clients/web/src/texts.
#include <gtest/gtest.h>

#include <algorithm>

#include "sessions/transcript.hpp"
#include "tests/support/stage.hpp"

namespace arena::test {
namespace {

constexpr Span day{86'400'000};

class RingSwap : public ::testing::Test {
 protected:
  // Nothing is recorded of what is refused.
  void expect_refused(SeatId actor, ActBody body, Reason reason, const std::string& text = {}) {
    const Conversation before = stage.conversation();
    const auto done = stage.act(actor, std::move(body), text);
    ASSERT_FALSE(done);
    EXPECT_EQ(name(done.error().reason), name(reason));
    EXPECT_EQ(stage.conversation(), before);
  }
  // A lesson of a member of staff; the conversation is in the round of agreements.
  ItemId lesson(std::vector<Turn> evidence = {}) {
    const bool heard = evidence.empty();
    stage.advance_to(2);
    EXPECT_TRUE(stage.act(clients[0], Speak{}, "Niemand belt terug."));
    if (heard) evidence = {Turn{Room{2, 0, 0}, 1}};
    stage.advance_to(4);
    EXPECT_TRUE(stage.act(chair, GiveFloor{stage.code(staff)}));
    const auto proposed = stage.act(staff, ProposeLesson{evidence}, "Bel terug.");
    EXPECT_TRUE(proposed);
    stage.advance_to(5);
    return std::get<LessonProposed>(proposed->front().body).lesson;
  }
  [[nodiscard]] Instant in(Span span) const { return stage.now() + span; }

  Stage stage{shipped_script("klantarena_ringwissel")};
  SeatId chair = stage.join("chair");
  SeatId second = stage.join("chair");
  std::vector<SeatId> clients{stage.join("client"), stage.join("client"), stage.join("client")};
  SeatId staff = stage.join("medewerker");
  SeatId manager = stage.join("manager");
};

TEST_F(RingSwap, ADateInThePastIsRefusedAndTheOwnerStays) {
  const ItemId id = lesson();
  ASSERT_TRUE(stage.act(chair, AssignItem{id, in(day), false}, "Team Werk"));
  expect_refused(chair, AssignItem{id, Instant{stage.now().value - 1}, false}, Reason::date_in_past,
                 "Bo");
  expect_refused(chair, AssignItem{id, stage.now(), false}, Reason::date_in_past, "Bo");
  // Still owned: it can be done.
  EXPECT_TRUE(stage.act(chair, DecideItem{id, Decision::done}));
}

TEST_F(RingSwap, AnOwnerWhoLeftIsNoOwner) {
  const ItemId id = lesson();
  const std::string code = label(stage.code(manager));
  ASSERT_TRUE(stage.act(chair, AssignItem{id, in(day), false}, code));
  ASSERT_TRUE(stage.act(chair, Remove{stage.code(manager)}, "Ander werk."));
  expect_refused(chair, AssignItem{id, in(day), false}, Reason::no_such_seat, code);
  EXPECT_TRUE(stage.act(chair, AssignItem{id, in(day), false}, "De gemeente"));
  EXPECT_TRUE(stage.act(chair, AssignItem{id, in(day), false}, label(stage.code(staff))));
}

TEST_F(RingSwap, NothingIsDoneThatNobodyOwns) {
  const ItemId id = lesson();
  expect_refused(chair, DecideItem{id, Decision::done}, Reason::owner_missing);
  expect_refused(chair, DecideItem{id, Decision::declined}, Reason::reason_missing);
  EXPECT_TRUE(stage.act(chair, DecideItem{id, Decision::declined}, "Dit kost te veel."));
}

TEST_F(RingSwap, ALetterWithoutLessonsIsNotSent) {
  const ItemId id = lesson();
  ASSERT_TRUE(stage.act(chair, EndSitting{}));
  expect_refused(chair, SendLetter{{}}, Reason::no_such_lesson, "Beste allen");
  expect_refused(chair, SendLetter{{id, id}}, Reason::no_such_lesson, "Beste allen");
  expect_refused(chair, SendLetter{{id}}, Reason::text_empty);
  EXPECT_TRUE(stage.act(chair, SendLetter{{id}}, "Beste allen"));
}

TEST_F(RingSwap, ALessonThatRestsOnNothingIsNeitherSentNorAdopted) {
  stage.advance_to(4);
  ASSERT_TRUE(stage.act(chair, GiveFloor{stage.code(staff)}));
  const auto proposed = stage.act(staff, ProposeLesson{}, "Bel terug.");
  ASSERT_TRUE(proposed);
  const ItemId id = std::get<LessonProposed>(proposed->front().body).lesson;
  stage.advance_to(5);
  expect_refused(chair, DecideItem{id, Decision::adopted}, Reason::evidence_missing);
  ASSERT_TRUE(stage.act(chair, EndSitting{}));
  expect_refused(chair, SendLetter{{id}}, Reason::evidence_missing, "Beste allen");
}

TEST_F(RingSwap, AScribeTypesNothingForWhoPassed) {
  stage.advance_to(2);
  const SeatCode quiet = stage.code(clients[1]);
  ASSERT_TRUE(stage.act(clients[1], Pass{}));
  expect_refused(chair, Speak{std::nullopt, quiet}, Reason::passed_already, "Ik ook.");
  expect_refused(chair, Speak{std::nullopt, stage.code(staff)}, Reason::listen_only, "Ik ook.");
  EXPECT_TRUE(stage.act(chair, Speak{std::nullopt, stage.code(clients[2])}, "Ik ook."));
}

TEST_F(RingSwap, OfTwoFacilitatorsOnOneQuestionTheFirstDecides) {
  stage.advance_to(3);
  const auto asked = stage.act(staff, Ask{}, "Wie belde u?");
  ASSERT_TRUE(asked);
  const ItemId question = std::get<QuestionAsked>(asked->front().body).question;
  ASSERT_TRUE(stage.act(chair, AcceptQuestion{question}));
  expect_refused(second, WithholdQuestion{question}, Reason::already_decided,
                 "Dit is een verwijt.");
  expect_refused(second, AcceptQuestion{question}, Reason::already_decided);
  EXPECT_TRUE(stage.act(clients[0], Answer{question}, "De balie."));
}

TEST_F(RingSwap, OfTwoFacilitatorsOnOneLessonTheFirstDecides) {
  const ItemId id = lesson();
  ASSERT_TRUE(stage.act(chair, DecideItem{id, Decision::adopted}));
  expect_refused(second, DecideItem{id, Decision::adopted}, Reason::already_decided);
}

TEST(Polls, WithTooFewAnswersShowNothingOfThem) {
  Stage stage(shipped_script("goed_werk_plaats"));
  const SeatId chair = stage.join("chair");
  std::vector<SeatId> people;
  for (int n = 0; n < 3; ++n) people.push_back(stage.join("professional"));
  stage.advance_to(2);
  for (const SeatId seat : people) ASSERT_TRUE(stage.act(seat, Vote{0, {4}, false}));
  stage.advance_to(3);
  for (const SeatId seat : {chair, people[0], people[2]}) {
    const auto& told = stage.told(seat);
    const auto result = std::find_if(told.begin(), told.end(), [](const Stage::Told& each) {
      return std::holds_alternative<BallotResult>(each.notice.body);
    });
    ASSERT_NE(result, told.end());
    const auto& shown = std::get<BallotResult>(result->notice.body);
    EXPECT_TRUE(shown.below_floor);
    EXPECT_EQ(shown.answered, 0U);
    EXPECT_TRUE(shown.tallies.empty());
    EXPECT_FALSE(shown.not_applicable);
  }
  // The conversation goes on, and the next time they may be more.
  EXPECT_TRUE(stage.act(people[0], Speak{}, "Zo is het."));
}

}  // namespace
}  // namespace arena::test
