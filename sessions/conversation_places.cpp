// SPDX-License-Identifier: EUPL-1.2
// Who sits where: groups, positions that people take and leave, groups that follow from what
// happened, rooms beside a round; and who perceives what goes on in a room.
#include <algorithm>

#include "sessions/conversation.hpp"

namespace arena {

namespace {

// The place of `group` among these placements, or null.
const Placement* placed(const std::vector<Placement>& placements, GroupIndex group) {
  const auto found = std::find_if(placements.begin(), placements.end(),
                                  [&](const Placement& p) { return p.group == group; });
  return found == placements.end() ? nullptr : &*found;
}

bool names(const Round& round, GroupIndex group) {
  if (placed(round.placements, group) != nullptr) return true;
  return std::any_of(round.side_rooms.begin(), round.side_rooms.end(), [&](const SideRoom& room) {
    return placed(room.placements, group) != nullptr;
  });
}

// The group that a position or a derived group is made of.
std::optional<GroupIndex> made_of(const Script& script, const Group& group) {
  if (group.position) return script.group_named(group.position->of);
  if (group.derived) return script.group_named(group.derived->of);
  return std::nullopt;
}

}  // namespace

bool Conversation::belongs(SeatId seat, GroupIndex group, EventNumber at) const {
  const Group& of = script_.groups[group.value];
  bool inside = false;
  if (of.position) {
    for (const Move& move : moves_) {
      if (move.at <= at && move.position == group && move.seat == seat) inside = move.taken;
    }
  } else if (of.derived) {
    for (const Derivation& derivation : derived_) {
      if (derivation.at <= at && derivation.group == group) {
        inside = derivation.seats.contains(seat);
      }
    }
  }
  return inside;
}

Conversation::Place Conversation::place_of(SeatId seat, std::uint16_t round, EventNumber at) const {
  const GroupIndex own = person(seat)->group;
  Place place;
  place.group = own;
  const bool chairs = arena::leads(script_.groups[own.value].role);
  if (chairs) place.ring = Ring::chair;
  if (round == 0) {  // lobby and between sittings: everybody is just there
    if (!chairs) place.ring = Ring::inner;
    return place;
  }
  const Round& script_round = script_.rounds[round - 1U];
  if (chairs) {
    place.placement = placed(script_round.placements, own);
    return place;
  }
  for (std::size_t i = 0; i < script_.groups.size(); ++i) {
    const GroupIndex group{static_cast<std::uint8_t>(i)};
    if (made_of(script_, script_.groups[i]) != own || !names(script_round, group)) continue;
    if (belongs(seat, group, at)) place.group = group;
  }
  return group_place(place.group, round);
}

Room Conversation::room_of(SeatId seat) const {
  Room room = room_;
  if (room.round != 0 && person(seat) != nullptr) room.room = place_of(seat, room.round).room;
  return room;
}

bool Conversation::away(SeatId seat) const {
  return room_.round != 0 && person(seat) != nullptr &&
         place_of(seat, room_.round).ring == Ring::away;
}

std::vector<SeatId> Conversation::seated_at(GroupIndex position) const {
  std::vector<SeatId> seats;
  for (const Move& move : moves_) {
    if (move.position != position) continue;
    if (move.taken) {
      seats.push_back(move.seat);
    } else {
      std::erase(seats, move.seat);
    }
  }
  return seats;
}

// A group of which nobody can sit apart is named as a group, so that who comes later belongs to
// it; of any other, those who are in the room are named one by one.
Audience Conversation::in_room(const Room& room) const {
  Audience audience;
  for (std::size_t i = 0; i < script_.groups.size(); ++i) {
    const GroupIndex group{static_cast<std::uint8_t>(i)};
    const Group& of = script_.groups[i];
    if (of.position || of.derived) continue;
    if (arena::leads(of.role)) {
      const bool leads_here =
          room.room == 0 ||
          script_.rounds[room.round - 1U].side_rooms[room.room - 1U].led_by == of.id;
      if (leads_here) audience.groups |= std::uint64_t{1} << i;
      continue;
    }
    const bool splits =
        room.round != 0 &&
        std::any_of(script_.groups.begin(), script_.groups.end(), [&](const Group& other) {
          const auto at = static_cast<std::uint8_t>(&other - script_.groups.data());
          return made_of(script_, other) == group &&
                 names(script_.rounds[room.round - 1U], GroupIndex{at});
        });
    const auto is_here = [&](const Place& place) {
      return place.ring != Ring::away && place.room == room.room;
    };
    if (!splits) {
      if (room.round == 0 || is_here(group_place(group, room.round))) {
        audience.groups |= std::uint64_t{1} << i;
      }
      continue;
    }
    for (std::size_t seat = 0; seat < people_.size(); ++seat) {
      const SeatId id{static_cast<std::uint32_t>(seat + 1)};
      const Person& someone = people_[seat];
      if (someone.group != group || someone.standing != Standing::seated) continue;
      if (is_here(place_of(id, room.round))) audience.seats.push_back(id);
    }
  }
  std::sort(audience.seats.begin(), audience.seats.end());
  return audience;
}

Audience Conversation::members_of(GroupIndex group) const {
  Audience audience;
  const auto own = made_of(script_, script_.groups[group.value]);
  if (!own) {
    audience.groups = std::uint64_t{1} << group.value;
    return audience;
  }
  for (std::size_t i = 0; i < people_.size(); ++i) {
    const SeatId seat{static_cast<std::uint32_t>(i + 1)};
    if (people_[i].standing == Standing::seated && belongs(seat, group, last_)) {
      audience.seats.push_back(seat);
    }
  }
  return audience;
}

std::optional<ItemId> Conversation::subject_of(const Room& room) const {
  if (room.round == 0 || room.repetition == 0) return std::nullopt;
  const Repetition* repeated = repetition_with(room.round);
  if (repeated == nullptr || repeated->over != Repetition::Over::product) return std::nullopt;
  const auto items = items_of(repeated->product);
  if (room.repetition > items.size()) return std::nullopt;
  return items[room.repetition - 1U];
}

const Repetition* Conversation::repetition_with(std::uint16_t round) const {
  for (const Repetition& repetition : script_.repetitions) {
    const auto from = script_.round_named(repetition.from);
    const auto to = script_.round_named(repetition.to);
    if (from && to && round >= *from && round <= *to) return &repetition;
  }
  return nullptr;
}

std::vector<ItemId> Conversation::items_of(const std::string& product) const {
  std::vector<std::pair<EventNumber, ItemId>> found;
  for (const auto& [id, item] : items_) {
    if (item.product && script_.products[*item.product].id == product) {
      found.emplace_back(item.proposed, id);
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<ItemId> items;
  items.reserve(found.size());
  for (const auto& [proposed, id] : found) items.push_back(id);
  return items;
}

std::size_t Conversation::times(const Repetition& repetition) const {
  if (repetition.over == Repetition::Over::statements) return script_.statements.size();
  return items_of(repetition.product).size();
}

// The walk through the rounds as the script has them: what options leave out is skipped, repeated
// rounds come once for each statement or item.
std::optional<Room> Conversation::room_after(Room room) const {
  while (true) {
    const Repetition* repeated = repetition_with(room.round);
    const bool again = repeated != nullptr && script_.round_named(repeated->to) == room.round &&
                       room.repetition < times(*repeated);
    if (again) {
      room = Room{*script_.round_named(repeated->from),
                  static_cast<std::uint16_t>(room.repetition + 1), 0};
    } else {
      ++room.round;
      if (room.round > script_.rounds.size()) return std::nullopt;
      const Repetition* next = repetition_with(room.round);
      if (next == nullptr) {
        room.repetition = 0;
      } else if (next != repeated) {
        room.repetition = 1;
      }
      if (next != nullptr && room.repetition > times(*next)) continue;  // nothing to repeat it for
    }
    if (script_.rounds[room.round - 1U].held) return room;
  }
}

// The same, leaving out what is left of the repetitions.
std::optional<Room> Conversation::room_after_repetitions(const Room& room) const {
  const Repetition* repeated = repetition_with(room.round);
  if (repeated == nullptr) return std::nullopt;
  const auto all = static_cast<std::uint16_t>(times(*repeated));
  return room_after(Room{*script_.round_named(repeated->to), all, 0});
}

Conversation::Place Conversation::group_place(GroupIndex group, std::uint16_t round) const {
  Place place;
  place.group = group;
  const Round& script_round = script_.rounds[round - 1U];
  for (std::size_t i = 0; i < script_round.side_rooms.size(); ++i) {
    place.placement = placed(script_round.side_rooms[i].placements, group);
    if (place.placement == nullptr) continue;
    place.ring = place.placement->ring;
    place.room = static_cast<std::uint16_t>(i + 1);
    return place;
  }
  place.placement = placed(script_round.placements, group);
  if (place.placement != nullptr) place.ring = place.placement->ring;
  return place;
}

}  // namespace arena
