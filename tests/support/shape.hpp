// SPDX-License-Identifier: EUPL-1.2
// The shape of a conversation: what has happened in it without texts, ids and times, and without
// telling apart people of one group to whom the same has happened. Folded from events alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sessions/event.hpp"
#include "sessions/script.hpp"

namespace arena::test {

class Shape {
 public:
  explicit Shape(const Script& script) : script_(&script) {}

  void apply(const Event& event);
  void time_is_up() { overdue_ = true; }

  // Equal for two conversations that are walked as one.
  [[nodiscard]] std::string key() const;

  struct Made {  // an item or a lesson
    ItemId id;
    std::optional<std::uint16_t> product{};  // absent: a lesson
    SeatId by{};
    bool own{};
    bool assigned{};
    std::size_t evidence{};
    std::uint16_t state{};
    std::optional<Decision> decision{};
  };
  enum class Standing : std::uint8_t { waiting, seated, gone };
  struct Person {
    GroupIndex group;
    Standing standing{};
    SeatCode code{};
    std::optional<GroupIndex> position{};
    std::set<std::uint8_t> derived{};
    bool acted{};
    bool passed{};
    bool ready{};
    bool noted{};
    std::map<std::uint16_t, std::uint64_t> votes{};  // in the open room: ballot, first choice
  };

  [[nodiscard]] Room room() const noexcept { return room_; }
  [[nodiscard]] std::uint16_t sittings() const noexcept { return sittings_; }
  [[nodiscard]] bool closed() const noexcept { return closed_; }
  [[nodiscard]] bool paused() const noexcept { return paused_; }
  [[nodiscard]] bool overdue() const noexcept { return overdue_; }
  [[nodiscard]] const std::vector<Person>& people() const noexcept { return people_; }
  [[nodiscard]] const std::vector<Made>& made() const noexcept { return made_; }
  [[nodiscard]] const std::vector<ItemId>& waiting_questions() const noexcept { return waiting_; }
  [[nodiscard]] std::optional<ItemId> shown_question() const noexcept { return shown_; }
  [[nodiscard]] std::optional<Turn> turn() const noexcept { return turn_; }
  [[nodiscard]] std::size_t made_of(std::optional<std::uint16_t> product) const;
  // What tells this person from others of the group.
  [[nodiscard]] std::string of(SeatId seat) const;

 private:
  class Folding;

  void leave_room(const Room& next);
  [[nodiscard]] Ring ring_in(const Person& person, const Round& round) const;
  [[nodiscard]] Person& at(SeatId seat) { return people_[seat.value - 1]; }

  const Script* script_;
  std::vector<Person> people_;
  Room room_;
  std::uint16_t sittings_{};
  bool closed_{};
  bool paused_{};
  bool halted_{};  // by the shell, because nobody leads
  bool overdue_{};
  bool letter_{};
  bool slot_{};
  SeatId floor_ = nobody;
  SeatId lead_ = nobody;
  SeatId offered_ = nobody;
  std::vector<SeatId> hands_;
  std::vector<Made> made_;
  std::vector<ItemId> waiting_;
  std::optional<ItemId> shown_;
  std::optional<Turn> turn_;  // the last one spoken in the main room
  std::set<std::uint16_t> ballots_shown_;
};

}  // namespace arena::test
