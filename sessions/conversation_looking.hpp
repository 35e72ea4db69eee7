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

  [[nodiscard]] std::size_t rounds_done() const {
    const auto& rounds = c_.script_.rounds;
    return static_cast<std::size_t>(std::count_if(
        rounds.begin(), rounds.end(), [&](auto& r) { return r.sitting <= c_.sittings_ended_; }));
  }
  [[nodiscard]] std::size_t next_round() const {
    return (c_.room_.round != 0 ? c_.room_.round : rounds_done()) + 1;
  }
  [[nodiscard]] int sitting_of(std::uint16_t round) const {
    return c_.script_.rounds[round - 1U].sitting;
  }

  [[nodiscard]] ActSet rights_in(GroupIndex group, std::uint16_t round) const {
    const Round& script_round = c_.script_.rounds[round - 1U];
    ActSet rights;
    for (const Placement& placement : script_round.placements) {
      if (placement.group == group) rights = placement.may;
    }
    if (c_.ring_of(group, round) == Ring::away) return {};
    if (arena::leads(c_.script_.groups[group.value].role)) {
      rights.add(Right::speak);  // guidance, in every round
      rights.add(Right::note);
    } else if (script_round.floor == Floor::queue && rights.has(Right::speak)) {
      rights.add(Right::hand);
    }
    return rights;
  }
  [[nodiscard]] ActSet rights_of(SeatId seat) const {
    return rights_in(c_.person(seat)->group, c_.room_.round);
  }

  [[nodiscard]] bool queue_is_open() const {
    return c_.room_.round != 0 && c_.open_round()->floor == Floor::queue;
  }
  [[nodiscard]] bool holds_floor() const {
    return leads() || !queue_is_open() || c_.floor_ == command_.actor;
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
           (shown.audience.groups >> group().value & 1U) != 0;
  }

  // The same for every group that would hear of it: a number of a room tells what went on there.
  [[nodiscard]] bool all_here_see(const Turn& turn) const {
    if (!sees(turn)) return false;
    const ShownTurn& shown = c_.turns_.at(turn.room)[turn.number - 1];
    return (here().groups & ~shown.audience.groups) == 0;
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
  [[nodiscard]] std::uint64_t bit(std::size_t group) const { return std::uint64_t{1} << group; }

  [[nodiscard]] Audience in_room(std::uint16_t round) const {
    Audience audience;
    for (std::size_t i = 0; i < c_.script_.groups.size(); ++i) {
      const GroupIndex group{static_cast<std::uint8_t>(i)};
      if (c_.ring_of(group, round) != Ring::away) audience.groups |= bit(i);
    }
    return audience;
  }
  [[nodiscard]] Audience here() const { return in_room(c_.room_.round); }
  [[nodiscard]] Audience everybody() const { return in_room(0); }
  [[nodiscard]] Audience only_chair() const {
    Audience audience;
    for (std::size_t i = 0; i < c_.script_.groups.size(); ++i) {
      if (arena::leads(c_.script_.groups[i].role)) audience.groups |= bit(i);
    }
    return audience;
  }
  [[nodiscard]] Audience chair_and(SeatId seat) const {
    Audience audience = only_chair();
    audience.seats = {seat};
    return audience;
  }
  [[nodiscard]] Audience only(SeatId seat) const { return Audience{0, {seat}}; }

  // Who hears that somebody of `group` came or went: the room, or only the chair if that group
  // is away from it.
  [[nodiscard]] Audience those_who_see(GroupIndex group) const {
    return c_.ring_of(group, c_.room_.round) == Ring::away ? only_chair() : here();
  }

  // ---- time, and when an act opens
  [[nodiscard]] std::optional<Span> time_left() const {
    if (c_.room_.round == 0) return std::nullopt;
    const ClockView clock = clock_as_known();
    if (!clock.timed) return std::nullopt;
    return std::max(clock.paused ? clock.remaining : clock.ends - command_.at, Span{});
  }

  // Those who are away know the planned times of the frozen script, and nothing of what
  // happens to the clock.
  [[nodiscard]] ClockView clock_as_known() const {
    ClockView clock = c_.clock_view(command_.at);
    if (c_.ring_of(group(), c_.room_.round) != Ring::away) return clock;
    clock.paused = false;
    clock.planned = minutes(c_.open_round()->minutes);
    clock.ends = clock.opened + clock.planned;
    return clock;
  }

  [[nodiscard]] std::optional<std::uint16_t> opens_in(Right right) const {
    const std::size_t from = c_.room_.round != 0 ? c_.room_.round : rounds_done();
    for (std::size_t i = from; i < c_.script_.rounds.size(); ++i) {
      const auto round = static_cast<std::uint16_t>(i + 1);
      if (rights_in(group(), round).has(right)) return round;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool ever_opens(Right right) const {
    for (std::size_t i = 0; i < c_.script_.rounds.size(); ++i) {
      if (rights_in(group(), static_cast<std::uint16_t>(i + 1)).has(right)) return true;
    }
    return false;
  }

  const Conversation& c_;
  const Command& command_;
};

}  // namespace arena
