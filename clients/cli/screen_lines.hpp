// SPDX-License-Identifier: EUPL-1.2
// What stands in the parts of the full screen, as lines of a given width.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/screen.hpp"

namespace arena::cli {

struct Line {
  std::string text;
  Style style = Style::plain;
};

[[nodiscard]] std::vector<Line> lines_of(std::string_view text, Style style, std::size_t columns);

// Everything said, oldest first, and what of one's own is on its way or was refused.
[[nodiscard]] std::vector<Line> talk_lines(const ScreenState& state, std::int64_t now_ms,
                                           std::size_t columns);
[[nodiscard]] std::vector<Line> panel_lines(const ScreenState& state, Panel panel,
                                            std::size_t columns);
// What I may do now, and when I may do what I may not.
[[nodiscard]] std::vector<Line> standing_lines(const ScreenState& state, std::int64_t now_ms,
                                               std::size_t columns);
[[nodiscard]] std::vector<Line> circle_in_words(const Known& known, std::size_t columns);
// "Ronde 1 van 4: … · alleen luisteren · nog 31 minuten"
[[nodiscard]] std::string round_line(const Known& known, std::int64_t now_ms, bool connected);
[[nodiscard]] std::string floor_line(const Known& known);
[[nodiscard]] bool may_in_round(const Known& known, std::string_view right);

}  // namespace arena::cli
