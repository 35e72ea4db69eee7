// SPDX-License-Identifier: EUPL-1.2
// `arena join` on a terminal: the full screen, a seat's connection, the keyboard and the signals
// brought together in one loop. Everything that can be decided without them is in screen.hpp.
#pragma once

#include "clients/cli/join_words.hpp"
#include "clients/cli/seat_store.hpp"

namespace arena::cli {

struct ScreenSeat {
  Link link;
  Seat seat;
  Language language{};
  bool ascii{};  // even where the terminal says it can do more
};
// Returns the exit code.
[[nodiscard]] int run_screen(const ScreenSeat& seat, const SeatStore& store);

}  // namespace arena::cli
