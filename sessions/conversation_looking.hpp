// SPDX-License-Identifier: EUPL-1.2
// What a decision may look at: the rights of its actor, the state of the room, and who would
// hear of an act. Internal to the core; it only looks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sessions/conversation.hpp"

namespace arena {

class Conversation::Looking {
 protected:
  Looking(const Conversation& conversation, const Command& command)
      : c_(conversation), command_(command) {}

  [[nodiscard]] GroupIndex group() const { return c_.person(command_.actor)->group; }
  [[nodiscard]] bool leads() const { return c_.leads(command_.actor); }

  // The room the act is done in: the main one, or one beside it.
  [[nodiscard]] Room room() const {
    Room room = c_.room_;
    if (room.round != 0) room.room = command_.room.room;
    return room;
  }
  [[nodiscard]] bool beside() const { return room().room != 0; }
  [[nodiscard]] bool may_act_in(const Room& where) const {
    if (where == c_.room_of(command_.actor)) return true;
    const bool same_round =
        where.round == c_.room_.round && where.repetition == c_.room_.repetition;
    if (!leads() || where.round == 0 || !same_round) return false;
    const auto& beside = c_.open_round()->side_rooms;
    return where.room != 0 && where.room <= beside.size() &&
           beside[where.room - 1U].led_by == c_.script_.groups[group().value].id;
  }

  [[nodiscard]] std::uint16_t rounds_done() const {
    const auto& rounds = c_.script_.rounds;
    return static_cast<std::uint16_t>(std::count_if(
        rounds.begin(), rounds.end(), [&](auto& r) { return r.sitting <= c_.sittings_ended_; }));
  }
  // The room that follows by the script, in whatever sitting; none: the script is at its end.
  [[nodiscard]] std::optional<Room> next_room() const {
    return c_.room_after(c_.room_.round != 0 ? c_.room_ : Room{rounds_done(), 0xFFFF, 0});
  }
  [[nodiscard]] int sitting_of(std::uint16_t round) const {
    return c_.script_.rounds[round - 1U].sitting;
  }
  [[nodiscard]] bool was_open(const Room& room) const {
    return std::any_of(c_.rooms_.begin(), c_.rooms_.end(),
                       [&](const auto& entry) { return entry.second == room; });
  }

  [[nodiscard]] ActSet rights_in(SeatId seat, std::uint16_t round) const {
    const Place place = c_.place_of(seat, round);
    if (place.ring == Ring::away) return {};
    ActSet rights = place.placement != nullptr ? place.placement->may : ActSet{};
    if (place.ring == Ring::chair) {
      rights.add(Right::speak);  // guidance, in every round
      rights.add(Right::note);
    } else if (c_.script_.rounds[round - 1U].floor == Floor::queue && place.room == 0 &&
               rights.has(Right::speak)) {
      rights.add(Right::hand);
    }
    return rights;
  }
  [[nodiscard]] ActSet rights_of(SeatId seat) const { return rights_in(seat, c_.room_.round); }

  [[nodiscard]] bool queue_is_open() const {
    return c_.room_.round != 0 && c_.open_round()->floor != Floor::open;
  }
  [[nodiscard]] bool holds_floor() const {
    return leads() || beside() || !queue_is_open() || c_.floor_ == command_.actor;
  }
  [[nodiscard]] bool hand_is_up(SeatId seat) const {
    return std::find(c_.hands_.begin(), c_.hands_.end(), seat) != c_.hands_.end();
  }

  // A turn that was shown to this seat: in its audience, and after its admission.
  [[nodiscard]] bool sees(const Turn& turn) const {
    const auto found = c_.turns_.find(turn.room);
    if (found == c_.turns_.end() || turn.number == 0 || turn.number > found->second.size()) {
      return false;
    }
    const ShownTurn& shown = found->second[turn.number - 1];
    return shown.event > c_.person(command_.actor)->admitted &&
           is_in(shown.audience, command_.actor, group());
  }

  // The same for every group that would hear of it: a number of a room tells what went on there.
  [[nodiscard]] bool all_here_see(const Turn& turn) const {
    if (!sees(turn)) return false;
    const ShownTurn& shown = c_.turns_.at(turn.room)[turn.number - 1];
    const Audience hearing = here();
    return (hearing.groups & ~shown.audience.groups) == 0 &&
           std::all_of(hearing.seats.begin(), hearing.seats.end(), [&](SeatId seat) {
             return is_in(shown.audience, seat, c_.person(seat)->group);
           });
  }
  [[nodiscard]] static bool is_in(const Audience& audience, SeatId seat, GroupIndex group) {
    return (audience.groups >> group.value & 1U) != 0 ||
           std::binary_search(audience.seats.begin(), audience.seats.end(), seat);
  }

  [[nodiscard]] std::optional<SeatId> seat_of(const SeatCode& code) const {
    for (std::size_t i = 0; i < c_.people_.size(); ++i) {
      const Person& person = c_.people_[i];
      if (person.standing == Standing::seated && person.code == code) {
        return SeatId{static_cast<std::uint32_t>(i + 1)};
      }
    }
    return std::nullopt;
  }
  // Somebody had this code and is no longer part of the conversation.
  [[nodiscard]] bool gone(const SeatCode& code) const {
    return std::any_of(c_.people_.begin(), c_.people_.end(), [&](const Person& person) {
      return person.standing == Standing::removed && person.code == code;
    });
  }
  [[nodiscard]] bool is_full(GroupIndex group) const {
    return c_.seated_in(group) >= c_.script_.groups[group.value].limit;
  }
  [[nodiscard]] std::size_t waiting_in_lobby() const {
    return static_cast<std::size_t>(
        std::count_if(c_.people_.begin(), c_.people_.end(),
                      [](auto& p) { return p.standing == Standing::waiting; }));
  }
  [[nodiscard]] std::size_t waiting_questions() const {
    return static_cast<std::size_t>(
        std::count_if(c_.questions_.begin(), c_.questions_.end(), [&](auto& entry) {
          return entry.second.asker == command_.actor &&
                 entry.second.state == Question::State::waiting;
        }));
  }
  [[nodiscard]] Result<const Question*> waiting_question(ItemId id) const {
    const auto found = c_.questions_.find(id);
    if (found == c_.questions_.end()) return refuse(Reason::no_such_question);
    if (found->second.state != Question::State::waiting) return refuse(Reason::already_decided);
    return &found->second;
  }

  // ---- audiences, fixed in the event
  [[nodiscard]] Audience here() const { return c_.in_room(room()); }
  [[nodiscard]] Audience everybody() const { return c_.in_room(Room{}); }
  [[nodiscard]] Audience only_chair() const {
    Audience audience;
    for (std::size_t i = 0; i < c_.script_.groups.size(); ++i) {
      if (arena::leads(c_.script_.groups[i].role)) audience.groups |= std::uint64_t{1} << i;
    }
    return audience;
  }
  [[nodiscard]] Audience chair_and(SeatId seat) const {
    Audience audience = only_chair();
    audience.seats = {seat};
    return audience;
  }
  [[nodiscard]] Audience only(SeatId seat) const { return Audience{0, {seat}}; }

  // Who hears that somebody moves: the room, and that person, who may be away until then.
  [[nodiscard]] Audience told_of_move(SeatId seat) const {
    Audience audience = c_.in_room(c_.room_);
    if (is_in(audience, seat, c_.person(seat)->group)) return audience;
    audience.seats.push_back(seat);
    std::sort(audience.seats.begin(), audience.seats.end());
    return audience;
  }

  // Who hears that somebody came or went: the room that person is in, or only the chair.
  [[nodiscard]] Audience those_who_see(SeatId seat) const {
    return those_who_see(c_.room_.round == 0 ? Place{Ring::inner, 0, {}, nullptr}
                                             : c_.place_of(seat, c_.room_.round));
  }
  [[nodiscard]] Audience those_who_see(const Place& place) const {
    if (place.ring == Ring::away) return only_chair();
    Room room = c_.room_;
    room.room = place.room;
    Audience audience = c_.in_room(room);
    audience.groups |= only_chair().groups;
    return audience;
  }

  // ---- time, and when an act opens
  [[nodiscard]] std::optional<Span> time_left() const {
    if (c_.room_.round == 0) return std::nullopt;
    const ClockView clock = clock_as_known();
    if (!clock.timed) return std::nullopt;
    return std::max(clock.paused ? clock.remaining : clock.ends - command_.at, Span{});
  }

  // Those who are away, or in a room beside, know the planned times of the frozen script and
  // nothing of what happens to the clock.
  [[nodiscard]] ClockView clock_as_known() const {
    ClockView clock = c_.clock_view(command_.at);
    const Place place = c_.place_of(command_.actor, c_.room_.round);
    if (place.ring != Ring::away && place.room == 0) return clock;
    clock.paused = false;
    clock.planned = minutes(c_.open_round()->minutes);
    clock.ends = clock.opened + clock.planned;
    return clock;
  }

  // Whether this seat has the right in `round`, or would in a position or a group made of what
  // happens that it may yet come to sit in.
  [[nodiscard]] bool could(Right right, std::uint16_t round) const {
    if (rights_in(command_.actor, round).has(right)) return true;
    const std::string& own = c_.script_.groups[group().value].id;
    const auto& placements = c_.script_.rounds[round - 1U].placements;
    return std::any_of(placements.begin(), placements.end(), [&](const Placement& placement) {
      const Group& apart = c_.script_.groups[placement.group.value];
      const bool position = apart.position && apart.position->of == own;
      const bool to_be_made = apart.derived && apart.derived->of == own && !made(placement.group);
      return (position || to_be_made) && placement.may.has(right);
    });
  }

  // Whether it is settled who belongs to a derived group.
  [[nodiscard]] bool made(GroupIndex derived) const {
    return std::any_of(c_.derived_.begin(), c_.derived_.end(),
                       [&](const auto& settled) { return settled.group == derived; });
  }

  [[nodiscard]] std::optional<std::uint16_t> opens_in(Right right) const {
    if (c_.room_.round != 0 && could(right, c_.room_.round)) return c_.room_.round;
    const std::size_t from = c_.room_.round != 0 ? c_.room_.round : rounds_done();
    for (std::size_t i = from; i < c_.script_.rounds.size(); ++i) {
      const auto round = static_cast<std::uint16_t>(i + 1);
      if (!c_.script_.rounds[i].held) continue;
      if (could(right, round)) return round;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool ever_opens(Right right) const {
    for (std::size_t i = 0; i < c_.script_.rounds.size(); ++i) {
      const auto round = static_cast<std::uint16_t>(i + 1);
      if (c_.script_.rounds[i].held && could(right, round)) return true;
    }
    return false;
  }

  const Conversation& c_;
  const Command& command_;
};

}  // namespace arena
