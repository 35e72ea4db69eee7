// SPDX-License-Identifier: EUPL-1.2
// What the hub does for a detached slot: its key, its tokens, its end, and what lies beside the
// record when something breaks.
#include <set>

#include "tests/support/hub_room.hpp"

namespace arena::hub {
namespace {

constexpr Span intake_over = slot_writing_min + slot_hand_in;

class HubSlot : public HubTest {
 protected:
  HubSlot() : HubTest(test::anonymous_script()) {
    journal_.on_commit = [this](const Append& append) {
      if (append.opens_slot) opening_ = append.opens_slot;
      if (append.ends_slot) ended_.push_back(*append.ends_slot);
    };
    opened_ = open();
    chair_ = chair_of(opened_);
    for (int i = 0; i < 4; ++i) members_.push_back(client_of(opened_, chair_));
    hub_->page(chair_.connection);
  }

  void open_slot() {
    act(chair_, gesprek, OpenSlot{slot_writing_min, {}, {}}, "Wat zegt u nooit?");
    settle();
  }
  // The hub looks at the clock again with whatever happens next.
  void time_passes(Span span) {
    clock_.advance(span);
    act(chair_, gesprek, Speak{}, "Verder.");
    settle();
    settle();
  }
  std::vector<Record> records() { return journal_.disk().histories.at(opened_.conversation); }
  template <class Body>
  std::vector<Record> written() {
    auto all = records();
    std::erase_if(
        all, [](const Record& record) { return !std::holds_alternative<Body>(record.event.body); });
    return all;
  }
  SlotElement element(unsigned n) const {
    SlotElement made;
    made.bytes.front() = static_cast<std::byte>(n);
    return made;
  }

  ConversationOpened opened_;
  Guest chair_;
  std::vector<Guest> members_;
  std::optional<SlotOpening> opening_;
  std::vector<SlotId> ended_;
};

TEST_F(HubSlot, OpensWithAKeyWhosePendingFileGoesWithTheEvent) {
  open_slot();
  ASSERT_TRUE(opening_);
  const auto events = written<SlotOpened>();
  ASSERT_EQ(events.size(), 1U);
  const auto& event = std::get<SlotOpened>(events.front().event.body);
  EXPECT_EQ(opening_->slot, event.slot);
  EXPECT_EQ(opening_->eligible, event.eligible);
  EXPECT_EQ(opening_->eligible.size(), 4U);
  EXPECT_EQ(opening_->floor, 4U);
  EXPECT_EQ(event.key, element(1));
  EXPECT_NE(event.slot, SlotId{});
}

TEST_F(HubSlot, DrawsNothingForAnActThatIsRefused) {
  act(members_[0], gesprek, OpenSlot{slot_writing_min, {}, {}});
  settle();
  EXPECT_EQ(members_[0].outbox->last<Refused>()->why.reason, Reason::not_for_your_role);
  EXPECT_FALSE(opening_);
}

TEST_F(HubSlot, GivesATokenToThatSeatAloneAndTheSameOneAgain) {
  open_slot();
  const SlotId slot = opening_->slot;
  for (int time = 0; time < 2; ++time) act(members_[0], gesprek, RequestToken{slot, element(5)});
  act(members_[0], gesprek, RequestToken{slot, element(6)});
  settle();
  EXPECT_EQ(members_[0].outbox->count<TokenIssued>(), 2U);
  EXPECT_EQ(members_[0].outbox->last<TokenIssued>()->evaluation.element, element(5));
  EXPECT_EQ(members_[0].outbox->last<Refused>()->why.reason, Reason::id_reused);
  for (const Guest& other : {members_[1], chair_}) {
    EXPECT_EQ(other.outbox->count<TokenIssued>(), 0U);
  }
  EXPECT_EQ(slots_.issued[slot].size(), 1U);
}

TEST_F(HubSlot, RefusesATokenToWhoMayNotWriteAndForASlotThatIsNotOpen) {
  open_slot();
  act(chair_, gesprek, RequestToken{opening_->slot, element(5)});
  act(members_[0], gesprek, RequestToken{SlotId{}, element(5)});
  settle();
  EXPECT_FALSE(chair_.outbox->count<TokenIssued>() + members_[0].outbox->count<TokenIssued>());
  EXPECT_EQ(members_[0].outbox->last<Refused>()->why.reason, Reason::not_open);
}

// It says that the slot is over, which nobody may know before the disk does.
TEST_F(HubSlot, RefusesNoTokenForAnEndThatIsNotOnDisk) {
  open_slot();
  act(chair_, gesprek, CancelSlot{}, "Reden.");
  act(members_[0], gesprek, RequestToken{opening_->slot, element(5)});
  run_without_disk();
  EXPECT_EQ(members_[0].outbox->count<Refused>(), 0U);
  settle();
  ASSERT_EQ(members_[0].outbox->count<Refused>(), 1U);
  EXPECT_EQ(members_[0].outbox->last<Refused>()->why.reason, Reason::not_open);
}

TEST_F(HubSlot, EndsByItselfWithTheWholeBatchInOneAppend) {
  open_slot();
  const SlotId slot = opening_->slot;
  slots_.outcomes[slot] = {true, {"een", "twee"}};
  time_passes(intake_over + Span{-1});
  EXPECT_EQ(slots_.closed, 0U);
  const std::size_t groups = journal_.groups_committed();
  time_passes(Span{1});
  EXPECT_EQ(slots_.closed, 1U);
  EXPECT_EQ(journal_.groups_committed(), groups + 2) << "of the one who spoke, and of the batch";
  EXPECT_EQ(ended_, std::vector<SlotId>{slot});
  const auto texts = written<ContributedAnonymously>();
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_EQ(texts[0].content->text, "een");
  EXPECT_NE(texts[0].content->salt, texts[1].content->salt);
  for (const Record& record : texts) {
    EXPECT_EQ(record.event.content,
              test::plain_commitment(record.content->salt, record.content->text));
  }
}

TEST_F(HubSlot, WritesNothingOfWhatCameInBelowTheFloor) {
  open_slot();
  slots_.outcomes[opening_->slot] = {false, {}};
  time_passes(intake_over);
  EXPECT_EQ(written<ContributedAnonymously>().size(), 0U);
  ASSERT_EQ(written<SlotEnded>().size(), 1U);
  EXPECT_EQ(ended_.size(), 1U);
}

TEST_F(HubSlot, ReadsTheEnvelopesAgainWhenTheDiskDidNotGiveThem) {
  open_slot();
  slots_.outcomes[opening_->slot] = {true, {"een"}};
  slots_.failing = true;
  time_passes(intake_over);
  EXPECT_EQ(written<SlotEnded>().size(), 0U);
  slots_.failing = false;
  time_passes(Span{1});
  EXPECT_EQ(written<ContributedAnonymously>().size(), 1U);
}

TEST_F(HubSlot, IsNotOpenWhenItsOpeningDidNotReachTheDisk) {
  journal_.fail_group(0);
  open_slot();
  settle();
  EXPECT_EQ(written<SlotOpened>().size(), 0U);
  EXPECT_EQ(chair_.outbox->last<Refused>()->why.reason, Reason::frozen);
  act(members_[0], gesprek, TakeNote{}, "Gewoon verder.");
  settle();
  EXPECT_EQ(members_[0].outbox->count<Accepted>(), 1U);
}

TEST_F(HubSlot, ErasesWhatLiesThereWhenSomebodyWhoCouldWriteIsRemoved) {
  open_slot();
  const auto first = opening_->eligible.front();
  const auto admitted = written<Admitted>();
  SeatCode code;
  for (const Record& record : admitted) {
    const auto& body = std::get<Admitted>(record.event.body);
    if (body.seat == first) code = body.code;
  }
  act(chair_, gesprek, Remove{code}, "Reden.");
  settle();
  EXPECT_EQ(ended_, std::vector<SlotId>{opening_->slot});
}

// ---- after a restart the record decides

TEST_F(HubSlot, GoesOnAfterARestartAndEndsInTime) {
  open_slot();
  const SlotId slot = opening_->slot;
  left_ = {{slot, opened_.conversation}};
  slots_.outcomes[slot] = {true, {"een"}};
  clock_.advance(intake_over);
  restart();
  for (int i = 0; i < 3; ++i) settle();
  EXPECT_EQ(written<ContributedAnonymously>().size(), 1U) << "nobody had to come back first";
  EXPECT_TRUE(slots_.discarded.empty());
}

TEST_F(HubSlot, LeavesNothingOfASlotThatHadEndedOrNeverBegan) {
  open_slot();
  const SlotId ended = opening_->slot;
  slots_.outcomes[ended] = {false, {}};
  time_passes(intake_over);
  SlotId never;
  never.bytes.fill(std::byte{3});
  left_ = {{ended, opened_.conversation}, {never, opened_.conversation}};
  restart();
  for (int i = 0; i < 3; ++i) settle();
  EXPECT_EQ(slots_.discarded, (std::set<SlotId>{ended, never}));
}

}  // namespace
}  // namespace arena::hub
