// SPDX-License-Identifier: EUPL-1.2
// The circle, drawn in characters: the inner ring with the facilitators at the top and oneself at
// the bottom, who listens around it, and between them the border that tells the form of the round.
#pragma once

#include <cstdint>
#include <string>

#include "clients/cli/known.hpp"
#include "clients/cli/terminal_text.hpp"

namespace arena::cli {

struct Area {
  std::size_t row{}, column{}, rows{}, columns{};
};

// Needs at least 11 rows of 30 columns; where the codes do not fit, seats are dots.
void draw_circle(Canvas& canvas, Area area, const Known& known, std::int64_t now_ms);

// The form of the open round in a few words; empty if none is open.
[[nodiscard]] std::string form_of_round(const Known& known);
// "bijna om, nog 4 minuten"
[[nodiscard]] std::string time_left(const Known& known, std::int64_t now_ms, bool connected);
[[nodiscard]] Style style_of_ring(const std::string& ring);

}  // namespace arena::cli
