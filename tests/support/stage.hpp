// SPDX-License-Identifier: EUPL-1.2
// A Stage plays one conversation by hand: it does for the core what the hub does, without a
// network, a journal or a thread. It keeps the record, the texts, and what every seat was told.
//
// Deterministic: the seed decides ids, salts and draws; time moves only by wait().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/conversation.hpp"
#include "tests/support/random.hpp"
#include "tests/support/scripts_for_tests.hpp"

namespace arena::test {

class Stage {
 public:
  struct Told {
    EventNumber event;
    Notice notice;
  };
  // How a command may depart from what a well-behaved client sends.
  struct Departing {
    std::optional<Room> room;     // written for another room than the open one
    std::optional<CommandId> id;  // an id that was used before
  };

  explicit Stage(const PlayableScript& playable, std::uint64_t seed = 1, Choices choices = {});

  // A link was followed. The seat is the newest one if the arrival is accepted.
  [[nodiscard]] Result<SeatId> arrive(GroupIndex group);
  // Arrives and, where the group waits in a lobby, is admitted by the first chair. Throws
  // std::runtime_error if either is refused.
  SeatId join(GroupIndex group);
  SeatId join(std::string_view group_id);

  // Decides; if accepted, applies and tells. A repeat of an accepted id changes nothing.
  // The events that came of it (none for a repeat).
  Result<std::vector<Event>> act(SeatId actor, ActBody body, std::string text = {},
                                 Departing departing = {});
  // The command act() would give to the conversation.
  [[nodiscard]] Command command_for(SeatId actor, ActBody body, std::string text = {},
                                    Departing departing = {});
  Result<std::vector<Event>> give(const Command& command);

  // Lets time pass; sends the Ticks that fall due.
  void wait(Span span);
  // Opens one round after the other until this one is open, ending a sitting where it must.
  void advance_to(std::uint16_t round);

  [[nodiscard]] const Conversation& conversation() const noexcept { return conversation_; }
  [[nodiscard]] const std::vector<Record>& records() const noexcept { return records_; }
  [[nodiscard]] const std::string& script_text() const noexcept { return script_text_; }
  [[nodiscard]] const std::vector<Told>& told(SeatId seat) const;
  [[nodiscard]] std::string_view text(EventNumber event) const;
  [[nodiscard]] SeatCode code(SeatId seat) const;
  [[nodiscard]] SeatId chair() const;  // the first that is seated; nobody if none
  [[nodiscard]] Instant now() const noexcept { return now_; }
  [[nodiscard]] const std::vector<Command>& accepted() const noexcept { return accepted_; }

 private:
  void take(Record record);
  [[nodiscard]] std::uint16_t last_round() const;

  std::string script_text_;
  Conversation conversation_;
  Random random_;
  Instant now_;
  std::vector<Record> records_;
  std::vector<std::vector<Told>> told_;  // seat n at n - 1
  std::vector<Command> accepted_;
};

}  // namespace arena::test
