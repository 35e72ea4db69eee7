// SPDX-License-Identifier: EUPL-1.2
// Places that people take and leave while the conversation runs.
#include <algorithm>
#include <tuple>

#include "sessions/conversation_deciding.hpp"
#include "sessions/draw.hpp"

namespace arena {

namespace {

using Events = std::vector<Event>;

}  // namespace

Result<const Position*> Conversation::Deciding::position(GroupIndex group) const {
  if (group.value >= c_.script_.groups.size()) return refuse(Reason::no_such_position);
  const auto& position = c_.script_.groups[group.value].position;
  if (!position) return refuse(Reason::no_such_position);
  return &*position;
}

std::optional<GroupIndex> Conversation::Deciding::seated_position(SeatId seat) const {
  for (std::size_t i = 0; i < c_.script_.groups.size(); ++i) {
    const GroupIndex group{static_cast<std::uint8_t>(i)};
    if (c_.script_.groups[i].position && c_.belongs(seat, group, c_.last_)) return group;
  }
  return std::nullopt;
}

void Conversation::Deciding::sit_down(SeatId seat, GroupIndex position) {
  if (hand_is_up(seat)) add(c_.in_room(c_.room_), HandLowered{seat});
  add(told_of_move(seat), PositionTaken{position, seat});
}

// Whoever has waited longest sits down on the chair that comes free.
void Conversation::Deciding::leave_seat(SeatId seat, GroupIndex position) {
  add(told_of_move(seat), PositionLeft{position, seat});
  const bool one_by_one =
      c_.script_.groups[position.value].position->replacement != Position::Replacement::all_at_once;
  if (c_.room_.round == 0 || !one_by_one) return;
  const auto waits = std::find_if(c_.hands_.begin(), c_.hands_.end(), [&](SeatId hand) {
    return hand != seat && rights_of(hand).has(Right::take_seat);
  });
  if (waits != c_.hands_.end()) sit_down(*waits, position);
}

Result<Events> Conversation::Deciding::operator()(const TakeSeat& act) {
  const auto seats = position(act.position);
  if (!seats) return tl::unexpected(seats.error());
  const bool for_this_group = (*seats)->bound_by == Position::BoundBy::queue &&
                              (*seats)->of == c_.script_.groups[group().value].id;
  if (!for_this_group) return refuse(Reason::no_such_position);
  if (seated_position(command_.actor) || hand_is_up(command_.actor)) {
    return refuse(Reason::already_decided);
  }
  const bool free = (*seats)->replacement != Position::Replacement::all_at_once &&
                    c_.seated_at(act.position).size() < (*seats)->capacity;
  if (free) {
    sit_down(command_.actor, act.position);
  } else {
    add(here(), HandRaised{});
  }
  return take();
}

Result<Events> Conversation::Deciding::operator()(const LeaveSeat&) {
  const auto position = seated_position(command_.actor);
  if (!position) return refuse(Reason::no_such_position);
  if (c_.floor_ == command_.actor) add(here(), FloorFreed{});
  leave_seat(command_.actor, *position);
  return take();
}

Result<Events> Conversation::Deciding::operator()(const BindPosition& act) {
  const auto seats = position(act.position);
  if (!seats) return tl::unexpected(seats.error());
  const auto seat = seat_of(act.seat);
  if (!seat) return refuse(Reason::no_such_seat);
  if (c_.script_.groups[c_.person(*seat)->group.value].id != (*seats)->of) {
    return refuse(Reason::no_such_position);
  }
  if (seated_position(*seat)) return refuse(Reason::already_decided);
  if (c_.seated_at(act.position).size() >= (*seats)->capacity) return refuse(Reason::full);
  sit_down(*seat, act.position);
  return take();
}

Result<Events> Conversation::Deciding::operator()(const FreePosition& act) {
  const auto seat = seat_of(act.seat);
  if (!seat) return refuse(Reason::no_such_seat);
  const auto position = seated_position(*seat);
  if (!position) return refuse(Reason::no_such_position);
  if (c_.floor_ == *seat) add(c_.in_room(c_.room_), FloorFreed{});
  leave_seat(*seat, *position);
  return take();
}

// First those who asked, then by lot from those who sat longest ago or not at all.
std::vector<SeatId> Conversation::Deciding::next_company(GroupIndex position) const {
  const Position& seats = *c_.script_.groups[position.value].position;
  const auto sat_until = [&](SeatId seat) {
    EventNumber last;
    for (const Move& move : c_.moves_) {
      if (move.position == position && move.seat == seat) last = move.at;
    }
    return last;
  };
  std::vector<SeatId> company;
  for (const SeatId hand : c_.hands_) {
    if (company.size() < seats.capacity) company.push_back(hand);
  }
  std::vector<std::tuple<EventNumber, std::uint64_t, SeatId>> others;
  for (std::size_t i = 0; i < c_.people_.size(); ++i) {
    const SeatId seat{static_cast<std::uint32_t>(i + 1)};
    const bool may = c_.people_[i].standing == Standing::seated &&
                     c_.script_.groups[c_.people_[i].group.value].id == seats.of &&
                     !c_.belongs(seat, position, c_.last_) && !hand_is_up(seat);
    if (may) others.emplace_back(sat_until(seat), mixed(command_.draw, seat.value), seat);
  }
  std::sort(others.begin(), others.end());
  for (const auto& [last, lot, seat] : others) {
    if (company.size() < seats.capacity) company.push_back(seat);
  }
  return company;
}

Result<Events> Conversation::Deciding::operator()(const ReplaceSeated& act) {
  const auto seats = position(act.position);
  if (!seats) return tl::unexpected(seats.error());
  if ((*seats)->replacement != Position::Replacement::all_at_once) {
    return refuse(Reason::wrong_moment);
  }
  if (c_.room_.round == 0) return refuse(Reason::not_open);
  const auto company = next_company(act.position);
  if (company.empty()) return refuse(Reason::too_few_people);
  for (const SeatId seat : c_.seated_at(act.position)) {
    add(told_of_move(seat), PositionLeft{act.position, seat});
  }
  for (const SeatId seat : company) sit_down(seat, act.position);
  return take();
}

}  // namespace arena
