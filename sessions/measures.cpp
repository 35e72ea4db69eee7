// SPDX-License-Identifier: EUPL-1.2
#include "sessions/measures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace arena {
namespace {

// Reads one character at `at` and moves past it. A byte that begins none is one of its own: a
// count of words must not fail on what it counts.
char32_t next_character(std::string_view utf8, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned char lead = byte(at++);
  const std::size_t more = lead < 0xC2   ? 0
                           : lead < 0xE0 ? 1
                           : lead < 0xF0 ? 2
                           : lead < 0xF5 ? 3
                                         : 0;
  if (more == 0) return lead < 0x80 ? lead : U'\uFFFD';
  char32_t character = lead & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if (at + i >= utf8.size() || (byte(at + i) & 0xC0U) != 0x80) return U'\uFFFD';
    character = character << 6U | (byte(at + i) & 0x3FU);
  }
  at += more;
  return character;
}

// The characters that Unicode and its bidirectional algorithm count as white space: those at
// which Python's str.split() splits too.
bool white_space(char32_t c) noexcept {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool counts(const TranscriptTurn& turn) {
  return turn.code.has_value() && turn.kind != TurnKind::pass;
}

struct Share {
  double turns{};
  double words{};
};

}  // namespace

Measures measure(const Transcript& transcript) {
  Measures out;
  std::map<SeatCode, Share> speakers;
  std::set<std::pair<SeatCode, SeatCode>> pairs;
  std::optional<SeatCode> before;
  for (const TranscriptTurn& turn : transcript.turns) {
    if (!counts(turn)) continue;
    const std::size_t words = words_in(turn.text);
    Share& share = speakers[*turn.code];
    share.turns += 1;
    share.words += static_cast<double>(words);
    ++out.turns;
    out.words += words;
    if (before && *before != *turn.code) {
      ++out.transitions;
      pairs.emplace(*before, *turn.code);
    }
    before = turn.code;
  }

  std::vector<double> turns;
  std::vector<double> words;
  for (const auto& [code, share] : speakers) {
    turns.push_back(share.turns);
    words.push_back(share.words);
  }
  out.speakers = speakers.size();
  out.gini_turns = gini(turns);
  out.gini_words = gini(words);
  out.entropy_turns_bits = entropy_bits(turns);
  out.transition_pairs = pairs.size();
  return out;
}

std::size_t words_in(std::string_view utf8) noexcept {
  std::size_t words = 0;
  bool inside = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const bool space = white_space(next_character(utf8, at));
    if (!space && !inside) ++words;
    inside = !space;
  }
  return words;
}

// With the values in ascending order the double sum of absolute differences is
// 2 Σ (2i − n − 1) x_i, i from 1.
double gini(std::span<const double> values) {
  std::vector<double> ascending(values.begin(), values.end());
  std::sort(ascending.begin(), ascending.end());
  const auto n = static_cast<double>(ascending.size());
  double sum = 0;
  double weighted = 0;
  double rank = 1;
  for (const double value : ascending) {
    sum += value;
    weighted += (2 * rank - n - 1) * value;
    rank += 1;
  }
  return sum > 0 ? weighted / (n * sum) : 0;
}

double entropy_bits(std::span<const double> counts) {
  double sum = 0;
  for (const double count : counts) sum += count;
  double bits = 0;
  for (const double count : counts) {
    if (count > 0) bits -= count / sum * std::log2(count / sum);
  }
  return bits;
}

}  // namespace arena
