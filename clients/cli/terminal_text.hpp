// SPDX-License-Identifier: EUPL-1.2
// Text on its way to a terminal: made harmless, measured, wrapped, and drawn on a canvas of cells.
// Pure: the same text always gives the same cells, whatever the terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arena::cli {

// Takes the first character off well-formed or broken UTF-8; a broken byte is U+FFFD.
[[nodiscard]] char32_t take_character(std::string_view& rest);
[[nodiscard]] std::string utf8(char32_t character);

// Controls could command a terminal and directional marks could turn a line around: both are
// shown as "�". Line feeds stay; a tab becomes a space.
[[nodiscard]] std::string harmless(std::string_view text);

// Columns that a character or a text takes: 0 for a combining mark, 2 for a wide character.
[[nodiscard]] std::size_t columns_of(char32_t character);
[[nodiscard]] std::size_t columns_of(std::string_view text);

// Lines of at most `columns`, broken at spaces where there are any. Never empty.
struct Stretch {
  std::size_t begin{}, end{};  // bytes of the text
};
[[nodiscard]] std::vector<Stretch> stretches(std::string_view text, std::size_t columns);
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

// The same in ASCII, column for column: é is e, a line is a dash, what has no likeness is "?".
[[nodiscard]] std::string in_ascii(std::string_view text);

// "14.22" in a time zone.
[[nodiscard]] std::string hour_and_minute(std::int64_t at_ms, int utc_offset_minutes);

enum class Style { plain, dim, strong, bar, inner, outer, floor, act, good, warn, bad, secret };

struct Size {
  std::size_t columns{}, rows{};
};

// The one door to the terminal: whatever is put here is harmless.
class Canvas {
 public:
  struct Cell {
    std::string glyph = " ";  // empty: the right half of a wide character
    Style style = Style::plain;
  };
  Canvas(Size size, bool ascii);

  // From `column` on, at most `columns` wide and never over the edge; "…" where it is cut.
  void put(std::size_t row, std::size_t column, std::string_view text, Style style = Style::plain,
           std::size_t columns = SIZE_MAX);
  void fill(std::size_t row, std::size_t column, std::size_t columns, std::string_view glyph,
            Style style);

  [[nodiscard]] Size size() const noexcept { return size_; }
  [[nodiscard]] const std::vector<Cell>& row(std::size_t row) const { return cells_[row]; }
  // Without the spaces at its end.
  [[nodiscard]] std::string text(std::size_t row) const;

  // Where the cursor stands.
  std::size_t cursor_row{}, cursor_column{};

 private:
  Size size_;
  bool ascii_;
  std::vector<std::vector<Cell>> cells_;
};

}  // namespace arena::cli
