// SPDX-License-Identifier: EUPL-1.2
// A detached slot: who may write in it, and what comes of it.
#include <algorithm>

#include "sessions/conversation_deciding.hpp"
#include "sessions/utf8.hpp"

namespace arena {

namespace {

using Events = std::vector<Event>;

}  // namespace

// Those who are in the round now and have the right in it; who leads never writes with them.
std::vector<SeatId> Conversation::Deciding::who_may_write() const {
  std::vector<SeatId> seats;
  for (std::uint32_t n = 1; n <= c_.people_.size(); ++n) {
    const SeatId seat{n};
    const bool here = c_.person(seat)->standing == Standing::seated && c_.room_of(seat) == c_.room_;
    if (here && !c_.leads(seat) && rights_of(seat).has(Right::anonymous)) seats.push_back(seat);
  }
  return seats;
}

Result<Events> Conversation::Deciding::operator()(const OpenSlot& act) {
  if (c_.room_.round == 0) return refuse(Reason::not_open);
  if (c_.clock_.paused_at) return refuse(Reason::paused);
  if (act.writing < slot_writing_min || act.writing > slot_writing_max) {
    return refuse(Reason::wrong_moment);
  }
  const auto& placements = c_.open_round()->placements;
  const bool anonymous = std::any_of(placements.begin(), placements.end(), [](const auto& each) {
    return each.may.has(Right::anonymous);
  });
  if (!anonymous) return refuse(Reason::not_in_this_round);
  auto eligible = who_may_write();
  const std::size_t floor = std::max<std::size_t>(c_.script_.anonymous_floor, slot_floor_min);
  if (eligible.size() < floor) return refuse(Reason::too_few_people);
  add_text(here(), SlotOpened{act.slot, act.key, std::move(eligible), command_.at + act.writing});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const CancelSlot&) {
  if (!c_.slot_) return refuse(Reason::wrong_moment);
  if (blank(command_.text)) return refuse(Reason::reason_missing);
  add_text(here(), SlotEnded{c_.slot_->slot, SlotEnd::cancelled});
  return take();
}

void Conversation::Deciding::cancel_slot() {
  add(c_.in_room(c_.room_), SlotEnded{c_.slot_->slot, SlotEnd::cancelled});
}

// The whole batch at once: numbers are given after the shuffle.
Result<Events> Conversation::Deciding::operator()(const CloseSlot& act) {
  if (!c_.slot_ || c_.slot_->slot != act.slot) return refuse(Reason::wrong_moment);
  if (command_.at < c_.slot_->writing_ends + slot_hand_in) return refuse(Reason::wrong_moment);
  const Audience audience = c_.in_room(c_.room_);
  add(audience, SlotEnded{act.slot, act.published ? SlotEnd::published : SlotEnd::below_floor});
  if (!act.published) return take();
  for (std::uint32_t n = 0; n < act.texts.size(); ++n) {
    add(audience, ContributedAnonymously{turn_in(c_.room_, n)});
    events_.back().content = c_.commitment_(act.texts[n].salt, act.texts[n].text);
  }
  return take();
}

Result<Events> Conversation::Deciding::operator()(const RequestToken& act) {
  if (auto may = token_of(act); !may) return tl::unexpected(may.error());
  return refuse(Reason::not_available);
}

Result<void> Conversation::Deciding::token_of(const RequestToken& act) const {
  if (!c_.slot_ || c_.slot_->slot != act.slot) return refuse(Reason::not_open);
  const auto& eligible = c_.slot_->eligible;
  const bool writes = std::binary_search(eligible.begin(), eligible.end(), command_.actor);
  if (!writes) return refuse(Reason::not_in_this_round);
  return {};
}

Result<void> Conversation::Deciding::may_have_token(const RequestToken& act) const {
  if (c_.closed_) return refuse(Reason::closed);
  if (auto standing = check_standing(); !standing) return standing;
  if (!may_act_in(command_.room)) return elsewhere();
  if (auto right = check_right(); !right) return right;
  return token_of(act);
}

Result<void> Conversation::may_have_token(const Command& command) const {
  const auto* request = std::get_if<RequestToken>(&command.act);
  if (request == nullptr) return refuse(Reason::not_available);
  return Deciding(*this, command).may_have_token(*request);
}

}  // namespace arena
