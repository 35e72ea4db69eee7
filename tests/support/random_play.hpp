// SPDX-License-Identifier: EUPL-1.2
// Random conversations: a row of small numbers becomes what people do, sensible or not. Every
// row is a legal play, so that a property's counter-example can be shrunk by leaving steps out.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/stage.hpp"

namespace arena::test {

struct Step {
  int act{};    // which, of random_acts()
  int who{};    // whose; most acts of the chair are done by a chair
  int what{};   // on which turn, question, lesson, seat
  int quirk{};  // now and then: another room, a repeat, a text that does not belong
};
std::ostream& operator<<(std::ostream& out, const Step& step);
// Acts by name, frequent ones more than once; `Step::act` is an index, taken modulo the size.
[[nodiscard]] const std::vector<std::string_view>& random_acts();

class RandomPlay {
 public:
  // Begins with a chair, and two people of every other group.
  explicit RandomPlay(const PlayableScript& script, std::uint64_t seed = 1);

  struct Attempt {
    std::string act;
    Command command;
    Result<std::vector<Event>> outcome;
    bool repeat{};  // of an earlier command, as it was or with another text
  };
  // What a step comes to. Waiting is no attempt: `act` is empty then.
  Attempt perform(const Step& step);
  // The token that the text of the next attempt will hold; no other text holds it.
  [[nodiscard]] std::string next_token() const;
  // Whether this step has the right kind of act at all, to leave some out of a play.
  [[nodiscard]] static std::string_view act_of(const Step& step);

  [[nodiscard]] Stage& stage() noexcept { return stage_; }
  [[nodiscard]] const Stage& stage() const noexcept { return stage_; }

 private:
  Attempt give(std::string act, Command command, bool repeat);
  Attempt repeat(const Step& step);
  [[nodiscard]] ActBody body(std::string_view act, const Step& step) const;
  [[nodiscard]] ActBody body_of_the_chair(std::string_view act, const Step& step) const;
  [[nodiscard]] SeatId actor_of(std::string_view act, const Step& step) const;
  [[nodiscard]] SeatId any_seat(int n) const;
  void learn(const std::vector<Event>& events);

  Stage stage_;
  std::size_t attempts_{};
  std::vector<Turn> turns_;
  std::vector<ItemId> questions_;
  std::vector<ItemId> lessons_;
};

}  // namespace arena::test
