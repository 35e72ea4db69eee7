// SPDX-License-Identifier: EUPL-1.2
// A detached slot by the rules: who may write, what else is open meanwhile, and what comes of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "sessions/keeping.hpp"
#include "sessions/transcript.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/stage.hpp"

namespace arena::test {
namespace {

template <class T>
Reason reason(const Result<T>& outcome) {
  if (outcome) throw std::runtime_error("it was accepted");
  return outcome.error().reason;
}

Content content(unsigned n, std::string text) {
  Content made;
  made.salt.bytes.fill(static_cast<std::byte>(n));
  made.text = std::move(text);
  return made;
}

constexpr Span writing = minutes(3);

class ADetachedSlot : public ::testing::Test {
 protected:
  ADetachedSlot() : stage(anonymous_script()) {
    chair = stage.join("leiding");
    for (int i = 0; i < 5; ++i) members.push_back(stage.join("lid"));
    guest = stage.join("gast");
    stage.advance_to(1);
    slot.bytes.fill(std::byte{7});
    key.bytes.fill(std::byte{9});
  }

  Result<std::vector<Event>> open(Span span = writing) {
    return stage.act(chair, OpenSlot{span, slot, key}, "Wat zegt u nooit?");
  }
  void hand_in() { stage.wait(writing + slot_hand_in); }
  Result<std::vector<Event>> close(bool published, std::vector<Content> texts) {
    return stage.act(nobody, CloseSlot{slot, published, std::move(texts)});
  }
  template <class Body>
  std::vector<Body> told(SeatId seat) const {
    std::vector<Body> found;
    for (const Stage::Told& each : stage.told(seat)) {
      if (const auto* body = std::get_if<Body>(&each.notice.body)) found.push_back(*body);
    }
    return found;
  }
  std::vector<ContributionShown> anonymous_for(SeatId seat) const {
    auto all = told<ContributionShown>(seat);
    std::erase_if(all, [](const auto& each) { return each.kind != ContributionKind::anonymous; });
    return all;
  }
  Result<void> token(SeatId seat, SlotId of) {
    return stage.conversation().may_have_token(stage.command_for(seat, RequestToken{of, key}));
  }

  Stage stage;
  SeatId chair, guest;
  std::vector<SeatId> members;
  SlotId slot;
  SlotElement key;
};

// ---- opening

TEST_F(ADetachedSlot, OpensForEverybodyWhoHasTheRightNow) {
  const auto events = open();
  ASSERT_TRUE(events);
  EXPECT_EQ(std::get<SlotOpened>(events->front().body).eligible, members);
  for (const SeatId member : members) {
    const auto shown = told<SlotShown>(member);
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_TRUE(shown.front().slot.writes);
    EXPECT_EQ(shown.front().slot.key, key);
    EXPECT_EQ(shown.front().slot.writing_ends, stage.now() + writing);
    EXPECT_EQ(stage.text(*shown.front().slot.text_of), "Wat zegt u nooit?");
  }
  for (const SeatId other : {guest, chair})
    EXPECT_FALSE(told<SlotShown>(other).front().slot.writes);
}

TEST_F(ADetachedSlot, DoesNotOpenForFewerPeopleThanTheFloor) {
  for (const SeatId gone : {members[0], members[1]}) {
    ASSERT_TRUE(stage.act(chair, Remove{stage.code(gone)}, "why"));
  }
  EXPECT_EQ(reason(open()), Reason::too_few_people);
  stage.join("lid");
  EXPECT_TRUE(open());
}

TEST_F(ADetachedSlot, OpensOnlyWhereTheScriptLetsSomebodyBeAnonymous) {
  stage.advance_to(2);
  EXPECT_EQ(reason(open()), Reason::not_in_this_round);
  stage.advance_to(3);
  EXPECT_TRUE(open());
}

TEST_F(ADetachedSlot, IsOpenedByWhoLeadsForATimeThatHasAnEnd) {
  EXPECT_EQ(reason(stage.act(members[0], OpenSlot{writing, slot, key})), Reason::not_for_your_role);
  EXPECT_EQ(reason(open(Span{0})), Reason::wrong_moment);
  EXPECT_EQ(reason(open(slot_writing_max + Span{1})), Reason::wrong_moment);
  ASSERT_TRUE(stage.act(chair, PauseRound{}, "koffie"));
  EXPECT_EQ(reason(open()), Reason::paused);
  ASSERT_TRUE(stage.act(chair, ResumeRound{}));
  ASSERT_TRUE(stage.act(chair, EndSitting{}));
  EXPECT_EQ(reason(open()), Reason::not_open);
}

// ---- while people write

TEST_F(ADetachedSlot, LeavesOnlyHelpAndOnesOwnConsentOpenMeanwhile) {
  ASSERT_TRUE(open());
  for (const ActBody& act :
       {ActBody(Speak{}), ActBody(Pass{}), ActBody(TakeNote{}), ActBody(RaiseHand{})}) {
    const auto refused = stage.act(members[0], act, "words");
    EXPECT_EQ(reason(refused), Reason::slot_open);
    EXPECT_EQ(refused.error().time_left, writing + slot_hand_in);
  }
  EXPECT_EQ(reason(stage.act(guest, TakeNote{}, "words")), Reason::slot_open);
  EXPECT_TRUE(stage.act(members[0], AskHelp{}, "help"));
  EXPECT_TRUE(stage.act(members[0], SetConsent{ArchiveLevel::nothing}));
}

TEST_F(ADetachedSlot, CannotBeBrokenByWhoLeadsButOnlyStoppedForAllToSee) {
  ASSERT_TRUE(open());
  const ItemId nothing{1};
  for (const ActBody& act :
       {ActBody(OpenRound{2}), ActBody(EndSitting{}), ActBody(PauseRound{}),
        ActBody(ExtendRound{minutes(5)}), ActBody(GiveFloor{stage.code(members[0])}),
        ActBody(OpenSlot{writing, slot, key}), ActBody(Speak{{}, stage.code(members[0])}),
        ActBody(AcceptQuestion{nothing})}) {
    EXPECT_EQ(reason(stage.act(chair, act, "why")), Reason::slot_open);
  }
  EXPECT_TRUE(stage.act(chair, Speak{}, "Neem de tijd."));
  EXPECT_EQ(reason(stage.act(chair, CancelSlot{})), Reason::reason_missing);
  EXPECT_TRUE(stage.act(chair, CancelSlot{}, "Er is brand."));
  for (const SeatId seat : {members[4], guest, chair}) {
    const auto over = told<SlotOver>(seat);
    ASSERT_EQ(over.size(), 1U);
    EXPECT_EQ(over.front().how, SlotEnd::cancelled);
    EXPECT_EQ(stage.text(*over.front().text_of), "Er is brand.");
  }
  EXPECT_TRUE(stage.act(members[0], TakeNote{}, "words"));
  EXPECT_EQ(reason(stage.act(chair, CancelSlot{}, "again")), Reason::wrong_moment);
}

// Or one more envelope than before somebody left would be that person's.
TEST_F(ADetachedSlot, IsCancelledWhenSomebodyWhoCouldWriteHasToGo) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(stage.act(chair, Remove{stage.code(guest)}, "why"));
  EXPECT_TRUE(stage.conversation().slot());
  ASSERT_TRUE(stage.act(chair, Remove{stage.code(members[2])}, "why"));
  EXPECT_FALSE(stage.conversation().slot());
  EXPECT_EQ(told<SlotOver>(members[0]).front().how, SlotEnd::cancelled);
  hand_in();
  EXPECT_EQ(reason(close(true, {content(1, "words")})), Reason::wrong_moment);
}

TEST_F(ADetachedSlot, IsCancelledWhenNobodyLeadsAnyMore) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(stage.act(nobody, ChairGone{}));
  EXPECT_FALSE(stage.conversation().slot());
  EXPECT_EQ(told<SlotOver>(guest).size(), 1U);
}

TEST_F(ADetachedSlot, HoldsTheRoundThatWouldMoveOnByItself) {
  stage.wait(minutes(9));
  ASSERT_TRUE(open());
  EXPECT_FALSE(stage.conversation().deadline());
  hand_in();
  EXPECT_EQ(stage.conversation().room().round, 1U);
  ASSERT_TRUE(close(false, {}));
  stage.wait(Span{0});
  EXPECT_EQ(stage.conversation().room().round, 2U);
}

TEST_F(ADetachedSlot, IsNotForWhoComesInLater) {
  ASSERT_TRUE(open());
  const SeatId late = stage.join("lid");
  const auto seated = told<Seated>(late);
  ASSERT_TRUE(seated.front().slot);
  EXPECT_FALSE(seated.front().slot->writes);
  EXPECT_EQ(reason(token(late, slot)), Reason::not_in_this_round);
}

TEST_F(ADetachedSlot, IsUnknownToWhoIsAway) {
  stage.advance_to(3);  // the guest is away there
  ASSERT_TRUE(open());
  EXPECT_TRUE(told<SlotShown>(guest).empty());
  EXPECT_EQ(reason(stage.act(guest, TakeNote{}, "words")), Reason::away);
  hand_in();
  ASSERT_TRUE(close(true, {content(1, "words")}));
  EXPECT_TRUE(told<SlotOver>(guest).empty());
  EXPECT_TRUE(anonymous_for(guest).empty());
}

// ---- tokens

TEST_F(ADetachedSlot, GivesATokenToThoseWhoMayWriteAndNobodyElse) {
  EXPECT_EQ(reason(token(members[0], slot)), Reason::not_open);
  ASSERT_TRUE(open());
  for (const SeatId member : members) EXPECT_TRUE(token(member, slot));
  EXPECT_EQ(reason(token(chair, slot)), Reason::not_for_your_role);
  EXPECT_FALSE(token(guest, slot));
  EXPECT_EQ(reason(token(members[0], SlotId{})), Reason::not_open);
  EXPECT_EQ(reason(stage.act(members[0], RequestToken{slot, key})), Reason::not_available);
  hand_in();
  ASSERT_TRUE(close(false, {}));
  EXPECT_EQ(reason(token(members[0], slot)), Reason::not_open);
}

// ---- what comes of it

TEST_F(ADetachedSlot, ShowsTheWholeBatchAtOnceAndNobodyAsItsAuthor) {
  ASSERT_TRUE(open());
  EXPECT_EQ(reason(close(true, {content(1, "early")})), Reason::wrong_moment);
  hand_in();
  const auto events = close(true, {content(1, "een"), content(2, "twee")});
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 3U);
  for (const Event& event : *events) {
    EXPECT_EQ(event.actor, nobody);
    EXPECT_FALSE(event.cause);
  }
  EXPECT_EQ((*events)[1].content, plain_commitment(content(1, "").salt, "een"));
  EXPECT_EQ((*events)[2].content, plain_commitment(content(2, "").salt, "twee"));
  for (const SeatId seat : {members[0], guest, chair}) {
    const auto shown = anonymous_for(seat);
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(stage.text(shown[0].text_of), "een");
    EXPECT_EQ(stage.text(shown[1].text_of), "twee");
    EXPECT_EQ(shown[1].turn.number, shown[0].turn.number + 1);
    for (const auto& each : shown) EXPECT_FALSE(each.code || each.scribe || each.reply_to);
  }
}

TEST_F(ADetachedSlot, ShowsNothingBelowTheFloor) {
  ASSERT_TRUE(open());
  hand_in();
  ASSERT_TRUE(close(false, {}));
  EXPECT_EQ(told<SlotOver>(members[0]).front().how, SlotEnd::below_floor);
  EXPECT_TRUE(anonymous_for(chair).empty());
  EXPECT_TRUE(open()) << "another may follow";
}

TEST_F(ADetachedSlot, StandsInTheTranscriptWithoutACodeAndIsNotQuoted) {
  ASSERT_TRUE(open());
  hand_in();
  ASSERT_TRUE(close(true, {content(1, "een")}));
  const Transcript transcript = transcript_of(anonymous_script().script, stage.records());
  ASSERT_EQ(transcript.turns.size(), 1U);
  EXPECT_EQ(transcript.turns.front().kind, TurnKind::anonymous);
  EXPECT_EQ(transcript.turns.front().text, "een");
  EXPECT_FALSE(transcript.turns.front().code || transcript.turns.front().group);
  EXPECT_FALSE(transcript.turns.front().quotable);
}

// What one person agreed to cannot hold for words that nobody can tell to be theirs.
TEST_F(ADetachedSlot, IsKeptAsWasAgreedForTheConversation) {
  for (const SeatId member : members) {
    ASSERT_TRUE(stage.act(member, SetConsent{ArchiveLevel::nothing}));
  }
  ASSERT_TRUE(open());
  hand_in();
  ASSERT_TRUE(close(true, {content(1, "een")}));
  EXPECT_TRUE(words_not_kept(stage.records()).empty());
}

TEST_F(ADetachedSlot, IsTheSameWhenItIsFoldedFromTheRecord) {
  const auto folds_equal = [&] {
    const auto folded =
        Conversation::replay(anonymous_script().script, plain_commitment, stage.records());
    return folded && *folded == stage.conversation();
  };
  ASSERT_TRUE(open());
  stage.join("lid");
  EXPECT_TRUE(folds_equal());
  hand_in();
  ASSERT_TRUE(close(true, {content(1, "een"), content(2, "twee")}));
  EXPECT_TRUE(folds_equal());
}

}  // namespace
}  // namespace arena::test
