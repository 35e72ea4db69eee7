// SPDX-License-Identifier: EUPL-1.2
// Who may hear what, worked out a second time from the script's table of rounds alone: a small
// model beside the core. It follows the commands that were accepted, never the events'
// audiences, and says for every text which seats must have received it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/event.hpp"
#include "sessions/script.hpp"

namespace arena::test {

class TaintModel {
 public:
  explicit TaintModel(const Script& script) : script_(script) {}

  // Takes an accepted command: `token` marks its text (empty: it has none). Of `events` only
  // the names of new things are read: seats and items.
  void accept(const Command& command, const std::vector<Event>& events, const std::string& token);

  // Exactly these seats have received the text.
  [[nodiscard]] const std::map<std::string, std::set<SeatId>>& heard_by() const noexcept {
    return heard_by_;
  }
  // Texts that must be gone from the record: help of a sitting that is over.
  [[nodiscard]] const std::set<std::string>& erased() const noexcept { return erased_; }
  // Whether a seat is in the chair, wherever it stands now.
  [[nodiscard]] bool leads(SeatId seat) const;
  [[nodiscard]] bool shown_by_name(SeatId seat) const;
  [[nodiscard]] Ring ring(SeatId seat, std::uint16_t round) const;
  [[nodiscard]] std::uint16_t round() const noexcept { return round_; }
  [[nodiscard]] std::size_t seats() const noexcept { return people_.size(); }

 private:
  enum class Standing { waiting, seated, gone };
  struct Person {
    GroupIndex group;
    Standing standing{};
    SeatCode code;
  };
  struct Question {
    SeatId asker;
    std::string token;
  };
  struct Lesson {
    std::string token;
    bool shared{};
  };

  void note_new_seats(const std::vector<Event>& events);
  [[nodiscard]] std::set<SeatId> present() const;  // in the room that is open
  [[nodiscard]] std::set<SeatId> everybody() const;
  [[nodiscard]] std::set<SeatId> chair_and(SeatId seat) const;
  [[nodiscard]] SeatId seat_of(const SeatCode& code) const;
  void heard(const std::string& token, const std::set<SeatId>& by);
  void share_lessons();
  void help_is_over();

  const Script& script_;
  std::vector<Person> people_;  // seat n at n - 1
  std::uint16_t round_{};
  std::map<ItemId, Question> questions_;
  std::map<ItemId, Lesson> lessons_;
  std::vector<std::string> help_;
  std::map<std::string, std::set<SeatId>> heard_by_;
  std::set<std::string> erased_;
};

}  // namespace arena::test
