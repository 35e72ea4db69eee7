// SPDX-License-Identifier: EUPL-1.2
// Plays a script from its lobby to its end, room after room, with few people in it: as many as the
// method needs, two of each group at least. A test stops in each room and looks around.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/stage.hpp"

namespace arena::test {

class WholePlay {
 public:
  explicit WholePlay(const PlayableScript& playable, Choices choices = {});

  // Goes on to the next room; between two sittings room() is round 0 for one step. False at the
  // end, when nothing is left but to close. Who may come to sit in a position does.
  bool go_on();

  // Everybody does what they may that others perceive, and votes: so there is something to see, to
  // judge and to repeat rounds over. Each text is `words` and the seat's number.
  void contribute(const std::string& words);

  // One of each act there is, and of those that are about something one about each thing there is.
  [[nodiscard]] std::vector<ActBody> every_act() const;

  [[nodiscard]] Stage& stage() noexcept { return stage_; }
  [[nodiscard]] const Stage& stage() const noexcept { return stage_; }
  [[nodiscard]] const Script& script() const noexcept { return stage_.conversation().script(); }
  [[nodiscard]] Room room() const noexcept { return stage_.conversation().room(); }
  [[nodiscard]] const Round& round() const { return script().rounds.at(room().round - 1U); }
  [[nodiscard]] const std::vector<SeatId>& people() const noexcept { return people_; }
  [[nodiscard]] bool leads(SeatId seat) const { return stage_.conversation().leads(seat); }

 private:
  bool open_next();
  void take_positions();
  [[nodiscard]] std::vector<ItemId> items_of(const std::string& product) const;
  [[nodiscard]] Vote vote_in(std::uint16_t ballot) const;

  Stage stage_;
  std::vector<SeatId> people_;
  std::set<Room> been_;
};

// Stops in each room of one script, with one choice of its options; `look` may act. Afterwards
// everybody contributes, and on. The other does so for all shipped scripts and all choices.
using Look = std::function<void(WholePlay&)>;
void in_each_room_of(const PlayableScript& playable, const Choices& choices, const Look& look);
void in_each_room(const Look& look);

// Where a seat is in the open round: in the place of the group, position or derived group that it
// was last told it sits in.
struct Whereabouts {
  Ring ring{Ring::away};
  const Placement* placement{};  // null: the round does not name it
  bool beside{};                 // in a room beside the round
};
[[nodiscard]] Whereabouts whereabouts(const WholePlay& play, SeatId seat);

}  // namespace arena::test
