// SPDX-License-Identifier: EUPL-1.2
// Whether a listener decides about a client: asked of all, read once and all together, in no event.
#include "sessions/case_workers.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "tests/support/stage.hpp"

namespace arena::test {
namespace {

template <class T>
Reason reason(const Result<T>& outcome) {
  if (outcome) throw std::runtime_error("it was accepted");
  return outcome.error().reason;
}

struct BeforeTheStart : ::testing::Test {
  BeforeTheStart() : stage(debrief_script()) {
    chair = stage.join("chair");
    ada = stage.join("client");
    ben = stage.join("client");
    cem = stage.join("client");
    mo = stage.join("professional");
    ria = stage.join("professional");
  }
  Result<void> say(SeatId seat, SayCaseWorker answer) {
    return workers.say(stage.conversation(), seat, answer);
  }
  Result<CaseWorkers::Answers> read(SeatId seat) {
    return workers.read(stage.conversation(), seat);
  }
  void everybody_else_answers(SeatId but) {
    for (const SeatId seat : {ada, ben, cem}) {
      if (seat == but) continue;
      EXPECT_TRUE(say(seat, {}));
    }
  }
  Stage stage;
  CaseWorkers workers;
  SeatId chair, ada, ben, cem, mo, ria;
};

TEST_F(BeforeTheStart, AnswersAreReadTogetherAndNotByWhom) {
  EXPECT_TRUE(say(ada, {{stage.code(mo)}, false}));
  EXPECT_TRUE(say(ben, {{}, true}));
  EXPECT_TRUE(say(cem, {}));
  const auto answers = read(chair);
  ASSERT_TRUE(answers);
  const CaseWorkers::Answers expected{3, 3, 1, {stage.code(mo)}};
  EXPECT_EQ(*answers, expected);
}

// What is read after one answer, with that person there, is that person's answer.
TEST_F(BeforeTheStart, NothingIsReadWhileItWouldTellWhoseAnswerItIs) {
  EXPECT_EQ(reason(read(chair)), Reason::too_few_answers);
  EXPECT_TRUE(say(ada, {{stage.code(mo)}, false}));
  EXPECT_TRUE(say(ben, {}));
  EXPECT_EQ(reason(read(chair)), Reason::too_few_answers);
  EXPECT_TRUE(say(ben, {{}, true}));  // the same person again is no further answer
  EXPECT_EQ(reason(read(chair)), Reason::too_few_answers);
  EXPECT_TRUE(say(cem, {}));
  EXPECT_TRUE(read(chair));
}

TEST_F(BeforeTheStart, OfManyThreeAnswersAreEnough) {
  for (int more = 0; more < 4; ++more) stage.join("client");
  everybody_else_answers(nobody);
  const auto answers = read(chair);
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->asked, 7U);
  EXPECT_EQ(answers->answered, 3U);
}

TEST_F(BeforeTheStart, OfTwoWhoSitHereBothAnswer) {
  ASSERT_TRUE(stage.act(chair, Remove{stage.code(cem)}, "why"));
  EXPECT_TRUE(say(ada, {}));
  EXPECT_EQ(reason(read(chair)), Reason::too_few_answers);
  EXPECT_TRUE(say(ben, {}));
  EXPECT_EQ(read(chair)->answered, 2U);
}

TEST_F(BeforeTheStart, TheLastAnswerOfSomebodyCounts) {
  EXPECT_TRUE(say(ada, {{stage.code(mo)}, false}));
  EXPECT_TRUE(say(ben, {{stage.code(ria)}, false}));
  EXPECT_TRUE(say(ada, {}));
  EXPECT_TRUE(say(cem, {}));
  EXPECT_EQ(read(chair)->listeners, std::vector<SeatCode>{stage.code(ria)});
}

// Or who leads could read after each answer, and know whose it was.
TEST_F(BeforeTheStart, NobodyAnswersAnyMoreOnceTheyWereRead) {
  everybody_else_answers(nobody);
  const auto first = read(chair);
  EXPECT_EQ(reason(say(ben, {{stage.code(mo)}, false})), Reason::already_decided);
  EXPECT_EQ(read(chair), first);
}

TEST_F(BeforeTheStart, OnlyClientsAreAskedAndOnlyTheChairReads) {
  EXPECT_EQ(reason(say(mo, {})), Reason::not_for_your_role);
  EXPECT_EQ(reason(say(chair, {})), Reason::not_for_your_role);
  for (const SeatId seat : {ada, mo}) EXPECT_EQ(reason(read(seat)), Reason::not_for_your_role);
}

TEST_F(BeforeTheStart, OnlyAListenerWhoSitsHereCanBeNamed) {
  EXPECT_EQ(reason(say(ada, {{stage.code(ben)}, false})), Reason::no_such_seat);
  EXPECT_EQ(reason(say(ada, {{{'P', 999}}, false})), Reason::no_such_seat);
  ASSERT_TRUE(stage.act(chair, Remove{stage.code(mo), true}));
  EXPECT_EQ(reason(say(ada, {{stage.code(mo)}, false})), Reason::no_such_seat);
}

TEST_F(BeforeTheStart, WhoIsNotLetInOrIsRemovedHasNoAnswer) {
  const auto waiting = stage.arrive(GroupIndex{0});
  ASSERT_TRUE(waiting);
  EXPECT_EQ(reason(say(*waiting, {})), Reason::not_admitted);
  EXPECT_TRUE(say(ada, {{stage.code(mo)}, false}));
  ASSERT_TRUE(stage.act(chair, Remove{stage.code(ada)}, "why"));
  EXPECT_EQ(reason(say(ada, {})), Reason::removed);
  everybody_else_answers(ada);
  EXPECT_TRUE(read(chair)->listeners.empty());
}

TEST_F(BeforeTheStart, IsOverWithTheFirstRound) {
  stage.advance_to(1);
  EXPECT_EQ(reason(say(ada, {})), Reason::wrong_moment);
  EXPECT_EQ(reason(read(chair)), Reason::wrong_moment);
}

TEST_F(BeforeTheStart, NothingOfItBecomesAnEvent) {
  const auto before = stage.records().size();
  EXPECT_FALSE(stage.act(ada, SayCaseWorker{{stage.code(mo)}, false}));
  EXPECT_EQ(reason(stage.act(chair, ReadCaseWorkers{})), Reason::not_available);
  EXPECT_EQ(stage.records().size(), before);
}

// ---- a listener is excused: the one removal without a reason

TEST_F(BeforeTheStart, AListenerIsExcusedWithoutAReason) {
  const auto excused = stage.act(chair, Remove{stage.code(mo), true});
  ASSERT_TRUE(excused);
  EXPECT_FALSE(excused->back().content.has_value());
  EXPECT_EQ(stage.conversation().seat(mo)->standing, Conversation::Standing::removed);
}

TEST_F(BeforeTheStart, ExcusingSaysNoReasonAndIsNoWayToRemoveLater) {
  EXPECT_EQ(reason(stage.act(chair, Remove{stage.code(mo), true}, "decides about Ada")),
            Reason::wrong_moment);
  EXPECT_EQ(reason(stage.act(chair, Remove{stage.code(mo)})), Reason::reason_missing);
  stage.advance_to(1);
  EXPECT_EQ(reason(stage.act(chair, Remove{stage.code(mo), true})), Reason::wrong_moment);
  EXPECT_EQ(reason(stage.act(ada, Remove{stage.code(mo), true})), Reason::not_for_your_role);
}

}  // namespace
}  // namespace arena::test
