// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/terminal_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "sessions/utf8.hpp"

namespace arena::cli {
namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t character) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
    return character >= range.first && character <= range.last;
  });
}

constexpr std::array harmful{
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0x061C, 0x061C},   Range{0x200B, 0x200B},
    Range{0x200E, 0x200F}, Range{0x2028, 0x202E}, Range{0x2060, 0x206F},   Range{0xFEFF, 0xFEFF},
    Range{0xFFF9, 0xFFFB}, Range{0xE000, 0xF8FF}, Range{0xE0000, 0xE007F},
};
constexpr std::array combining{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A},
    Range{0x064B, 0x065F}, Range{0x0670, 0x0670}, Range{0x06D6, 0x06DC}, Range{0x093C, 0x093C},
    Range{0x0941, 0x0948}, Range{0x094D, 0x094D}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A},
    Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200C, 0x200D},
    Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
};
constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

constexpr char32_t replacement = 0xFFFD;

std::size_t sequence_length(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

// U+00C0 to U+00FF without their accents.
constexpr std::string_view plain_latin =
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

char ascii_of(char32_t character) {
  if (character < 0x80) return static_cast<char>(character);
  if (character >= 0xC0 && character <= 0xFF) return plain_latin[character - 0xC0];
  if (character >= 0x2500 && character <= 0x257F) {  // lines and corners
    return character == 0x2500 ? '-' : character == 0x2502 ? '|' : '+';
  }
  switch (character) {
    case U'‘':
    case U'’':
      return '\'';
    case U'“':
    case U'”':
    case U'„':
      return '"';
    case U'–':
    case U'—':
      return '-';
    case U'…':
    case U'·':
      return '.';
    case U'•':
      return '*';
    case U'→':
    case U'▸':
      return '>';
    case U'✓':
      return 'v';
    case U'€':
      return 'E';
    default:
      return '?';
  }
}

}  // namespace

char32_t take_character(std::string_view& rest) {
  const auto first = static_cast<unsigned char>(rest.front());
  const std::size_t length = sequence_length(first);
  if (first >= 0x80 && (length > rest.size() || !is_utf8(rest.substr(0, length)))) {
    rest.remove_prefix(1);
    return replacement;
  }
  constexpr std::array<unsigned, 5> lead_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t character = first & lead_bits[length];
  for (std::size_t i = 1; i < length; ++i) {
    character = (character << 6U) | (static_cast<unsigned char>(rest[i]) & 0x3FU);
  }
  rest.remove_prefix(length);
  return character;
}

std::string utf8(char32_t character) {
  const auto byte = [](char32_t value) {
    return static_cast<char>(static_cast<unsigned char>(value));
  };
  if (character < 0x80) return {byte(character)};
  if (character < 0x800) return {byte(0xC0 | (character >> 6U)), byte(0x80 | (character & 0x3FU))};
  if (character < 0x10000) {
    return {byte(0xE0 | (character >> 12U)), byte(0x80 | ((character >> 6U) & 0x3FU)),
            byte(0x80 | (character & 0x3FU))};
  }
  return {byte(0xF0 | (character >> 18U)), byte(0x80 | ((character >> 12U) & 0x3FU)),
          byte(0x80 | ((character >> 6U) & 0x3FU)), byte(0x80 | (character & 0x3FU))};
}

std::string harmless(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const char32_t character = take_character(text);
    if (character == U'\n') {
      shown += '\n';
    } else if (character == U'\t') {
      shown += ' ';
    } else {
      shown += utf8(within(harmful, character) ? replacement : character);
    }
  }
  return shown;
}

std::size_t columns_of(char32_t character) {
  if (character < 0x300) return 1;
  return within(combining, character) ? 0 : within(wide, character) ? 2 : 1;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) columns += columns_of(take_character(text));
  return columns;
}

std::vector<Stretch> stretches(std::string_view text, std::size_t columns) {
  columns = std::max<std::size_t>(columns, 2);  // a wide character must fit
  std::vector<Stretch> lines;
  std::size_t begin = 0, used = 0, after_space = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t at = text.size() - rest.size();
    const char32_t character = take_character(rest);
    if (character == U'\n') {
      lines.push_back({begin, at});
      begin = after_space = at + 1;
      used = 0;
      continue;
    }
    used += columns_of(character);
    if (used > columns && character != U' ') {
      const std::size_t end = after_space > begin ? after_space : at;
      lines.push_back({begin, end});
      begin = end;
      used = columns_of(text.substr(begin, text.size() - rest.size() - begin));
    }
    if (character == U' ') after_space = text.size() - rest.size();
  }
  lines.push_back({begin, text.size()});
  return lines;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  for (const Stretch& line : stretches(text, columns)) {
    std::string_view words = text.substr(line.begin, line.end - line.begin);
    while (words.ends_with(' ')) words.remove_suffix(1);
    lines.emplace_back(words);
  }
  return lines;
}

std::string in_ascii(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const char32_t character = take_character(text);
    shown.append(columns_of(character), ascii_of(character));
  }
  return shown;
}

std::string hour_and_minute(std::int64_t at_ms, int utc_offset_minutes) {
  const std::int64_t at = ((at_ms / 60'000 + utc_offset_minutes) % 1440 + 1440) % 1440;  // minutes
  return std::to_string(at / 60) + (at % 60 < 10 ? ".0" : ".") + std::to_string(at % 60);
}

Canvas::Canvas(Size size, bool ascii)
    : size_(size), ascii_(ascii), cells_(size.rows, std::vector<Cell>(size.columns)) {}

void Canvas::put(std::size_t row, std::size_t column, std::string_view text, Style style,
                 std::size_t columns) {
  if (row >= size_.rows || column >= size_.columns) return;
  const std::size_t end = column + std::min(columns, size_.columns - column);
  std::string safe = harmless(text);
  std::replace(safe.begin(), safe.end(), '\n', ' ');
  const bool cut = columns_of(safe) > end - column;
  if (ascii_) safe = in_ascii(safe);
  const std::size_t last = cut && end > column ? end - 1 : end;
  std::vector<Cell>& cells = cells_[row];
  std::string_view rest = safe;
  std::size_t at = column;
  while (!rest.empty()) {
    const char32_t character = take_character(rest);
    const std::size_t width = columns_of(character);
    if (width == 0) {
      if (at > column) cells[at - 1].glyph += utf8(character);
      continue;
    }
    if (at + width > last) break;
    cells[at] = {utf8(character), style};
    if (width == 2) cells[at + 1] = {"", style};
    at += width;
  }
  if (cut && at < end) cells[at] = {ascii_ ? "." : "…", style};
}

void Canvas::fill(std::size_t row, std::size_t column, std::size_t columns, std::string_view glyph,
                  Style style) {
  for (std::size_t i = 0; i < columns; ++i) put(row, column + i, glyph, style, 1);
}

std::string Canvas::text(std::size_t row) const {
  std::string line;
  for (const Cell& cell : cells_[row]) line += cell.glyph;
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace arena::cli
