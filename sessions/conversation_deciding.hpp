// SPDX-License-Identifier: EUPL-1.2
// One decision: what a command would cause, or why it is refused. It looks, it never changes.
// Checks and speech stand in conversation_decide.cpp; what the chair does, lessons and ballots,
// and the change of rounds in files beside it. Internal to the core.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "sessions/conversation.hpp"
#include "sessions/conversation_looking.hpp"

namespace arena {

class Conversation::Deciding : private Conversation::Looking {
 public:
  using Events = std::vector<Event>;

  Deciding(const Conversation& conversation, const Command& command)
      : Looking(conversation, command), next_(conversation.last_.value + 1) {}

  Result<Events> decide();

  // ---- acts of everybody who has the right
  Result<Events> operator()(const Speak& act);
  Result<Events> operator()(const Ask& act);
  Result<Events> operator()(const Answer& act);
  Result<Events> operator()(const Pass& act);
  Result<Events> operator()(const TakeNote& act);
  Result<Events> operator()(const MarkTurn& act);
  Result<Events> operator()(const RaiseHand& act);
  Result<Events> operator()(const LowerHand& act);
  Result<Events> operator()(const ProposeLesson& act);
  Result<Events> operator()(const JudgeLesson& act);
  Result<Events> operator()(const AskHelp& act);
  Result<Events> operator()(const CarryNote& act);
  Result<Events> operator()(const CarryMark& act);
  Result<Events> operator()(const Propose& act);
  Result<Events> operator()(const ReconsiderItem& act);
  Result<Events> operator()(const ShareItem& act);
  Result<Events> operator()(const Vote& act);
  Result<Events> operator()(const BeReady& act);
  Result<Events> operator()(const TakeSeat& act);
  Result<Events> operator()(const LeaveSeat& act);
  Result<Events> operator()(const SetConsent& act);
  Result<Events> operator()(const AnswerLetter& act);

  // ---- acts of the chair
  Result<Events> operator()(const Admit& act);
  Result<Events> operator()(const TurnAway& act);
  Result<Events> operator()(const Remove& act);
  Result<Events> operator()(const OpenRound& act);
  Result<Events> operator()(const PauseRound& act);
  Result<Events> operator()(const ResumeRound& act);
  Result<Events> operator()(const ExtendRound& act);
  Result<Events> operator()(const EndSitting& act);
  Result<Events> operator()(const CloseConversation& act);
  Result<Events> operator()(const GiveFloor& act);
  Result<Events> operator()(const TakeFloor& act);
  Result<Events> operator()(const AcceptQuestion& act);
  Result<Events> operator()(const AskToRephrase& act);
  Result<Events> operator()(const MergeQuestions& act);
  Result<Events> operator()(const WithholdQuestion& act);
  Result<Events> operator()(const AnswerHelp& act);
  Result<Events> operator()(const GiveFloorToNext& act);
  Result<Events> operator()(const BindPosition& act);
  Result<Events> operator()(const FreePosition& act);
  Result<Events> operator()(const ReplaceSeated& act);
  Result<Events> operator()(const SetItemState& act);
  Result<Events> operator()(const AddEvidence& act);
  Result<Events> operator()(const AssignItem& act);
  Result<Events> operator()(const DecideItem& act);
  Result<Events> operator()(const SendLetter& act);
  Result<Events> operator()(const Warn& act);
  Result<Events> operator()(const RecordIncident& act);
  Result<Events> operator()(const CloseIncident& act);
  Result<Events> operator()(const OfferLead& act);
  Result<Events> operator()(const TakeLead& act);

  // ---- acts of the shell
  Result<Events> operator()(const Arrive& act);
  Result<Events> operator()(const Tick& act);
  Result<Events> operator()(const ChairGone& act);
  Result<Events> operator()(const BringLesson& act);

  // ---- a detached slot
  Result<Events> operator()(const OpenSlot& act);
  Result<Events> operator()(const CancelSlot& act);
  Result<Events> operator()(const CloseSlot& act);
  // Whether this seat may ask for a token here and now at all, and then for one of this slot.
  [[nodiscard]] Result<void> may_have_token(const RequestToken& act) const;

  // Answered beside the record, by CaseWorkers and by server/anonymity: they never become events.
  Result<Events> operator()(const RequestToken& act);
  Result<Events> operator()(const SayCaseWorker&) { return refuse(Reason::not_available); }
  Result<Events> operator()(const ReadCaseWorkers&) { return refuse(Reason::not_available); }

 private:
  // ---- checks, in the order in which a refusal is owed
  [[nodiscard]] Result<void> check_standing() const;
  [[nodiscard]] Result<void> check_right() const;
  [[nodiscard]] Result<void> lacks_right(Ring ring, Right right) const;
  [[nodiscard]] Result<void> check_text() const;
  [[nodiscard]] Result<void> check_slot() const;
  [[nodiscard]] tl::unexpected<Rejection> not_now(Reason reason, Right right) const;
  [[nodiscard]] tl::unexpected<Rejection> not_your_turn() const;
  [[nodiscard]] tl::unexpected<Rejection> elsewhere() const;

  // ---- making events
  void add(Audience audience, EventBody body);
  // The event that the command's text belongs to, if it has one.
  void add_text(Audience audience, EventBody body);
  Result<Events> take() { return std::move(events_); }
  // Goes on from what the events so far make of the conversation, where audiences and places
  // follow from them.
  template <class More>
  void then(More more) {
    then(command_, more);
  }
  template <class More>
  void then(const Command& command, More more);

  [[nodiscard]] Turn turn_in(const Room& room, std::uint32_t more) const;
  [[nodiscard]] Turn next_turn() const { return turn_in(room(), 0); }
  [[nodiscard]] ItemId new_item() const;
  [[nodiscard]] SeatCode new_code(GroupIndex group) const;

  // ---- speech, floor and positions
  [[nodiscard]] Result<SeatId> spoken_for(const SeatCode& code) const;
  [[nodiscard]] Result<void> may_bring_along() const;
  [[nodiscard]] bool may_have_floor(SeatId seat) const;
  [[nodiscard]] std::optional<SeatId> next_on_floor() const;
  [[nodiscard]] std::vector<SeatId> seats_in_turn() const;
  [[nodiscard]] Result<const Position*> position(GroupIndex group) const;
  [[nodiscard]] std::optional<GroupIndex> seated_position(SeatId seat) const;
  [[nodiscard]] std::vector<SeatId> next_company(GroupIndex position) const;
  void leave_seat(SeatId seat, GroupIndex position);
  void sit_down(SeatId seat, GroupIndex position);

  // ---- a detached slot
  [[nodiscard]] std::vector<SeatId> who_may_write() const;
  [[nodiscard]] Result<void> token_of(const RequestToken& act) const;
  void cancel_slot();

  // ---- lessons, items, ballots
  [[nodiscard]] Result<const Item*> item(ItemId id) const;
  [[nodiscard]] Result<Audience> told_of(const Item& item) const;
  void tell_what_became_of(const Item& item, const Audience& audience);
  [[nodiscard]] Result<void> all_seen(const std::vector<Turn>& turns) const;
  [[nodiscard]] Result<void> check_vote(const Ballot& ballot, const Vote& vote) const;
  [[nodiscard]] std::vector<std::uint64_t> answers_of(const Ballot& ballot) const;
  void show_ballot(const BallotKey& key, const Audience& audience);
  [[nodiscard]] BallotShown counted(const BallotKey& key) const;
  static void hide_small_counts(BallotShown& shown);

  // ---- rounds
  void admit(SeatId seat, GroupIndex group);
  [[nodiscard]] Result<Room> asked_room(const OpenRound& act) const;
  [[nodiscard]] Result<void> may_open(const Room& room, bool returned) const;
  void open_round(const Room& room, bool returned);
  void bind_by_vote();
  [[nodiscard]] std::optional<SeatId> winner_of(const BallotKey& key) const;
  void arrive_in_round();
  void release(const Release& release);
  void release_items(const std::string& product, const Audience& audience);
  void share_lessons(bool (*which)(const Item& lesson));
  void reveal_own();
  void end_sitting();
  void notice_that_it_may_end();
  void move_on();
  [[nodiscard]] bool may_bring(RoundEnd end) const;
  [[nodiscard]] bool has_come_true(RoundEnd end) const;
  [[nodiscard]] std::optional<std::size_t> missing(bool submitted) const;
  [[nodiscard]] bool voted(SeatId seat) const;

  std::uint64_t next_;
  Events events_;
  bool continues_{};  // events before these belong to the same decision
};

template <class More>
void Conversation::Deciding::then(const Command& command, More more) {
  Conversation after = c_;
  for (const Event& event : events_) after.apply(event, std::nullopt);
  Deciding following(after, command);
  following.continues_ = continues_ || !events_.empty();
  more(following);
  for (Event& event : following.events_) events_.push_back(std::move(event));
  next_ = following.next_;
}

}  // namespace arena
