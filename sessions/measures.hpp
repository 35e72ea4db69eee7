// SPDX-License-Identifier: EUPL-1.2
// Measures of turn-taking. They describe a conversation, never a person (DESIGN §8).
//
// Gini: G = Σ_i Σ_j |x_i − x_j| / (2 n² mean(x)) over speakers (mean absolute difference form;
// 1,2,3,4 gives 0.25). Entropy: Shannon, H = −Σ p log2 p over shares of turns, in bits.
// Transitions: adjacent turns by different speakers. A word is a maximal run of characters
// that are not Unicode white space.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "sessions/transcript.hpp"

namespace arena {

struct Measures {
  std::size_t turns{};
  std::size_t speakers{};
  std::size_t words{};
  double gini_turns{};
  double gini_words{};
  double entropy_turns_bits{};
  std::size_t transitions{};       // between successive different speakers
  std::size_t transition_pairs{};  // distinct ordered pairs among them
  friend bool operator==(const Measures&, const Measures&) = default;
};

// Turns without a code (merged questions) and passes are not counted.
[[nodiscard]] Measures measure(const Transcript& transcript);

[[nodiscard]] std::size_t words_in(std::string_view utf8) noexcept;
// 0 for no values or all zero.
[[nodiscard]] double gini(std::span<const double> values);
[[nodiscard]] double entropy_bits(std::span<const double> counts);

}  // namespace arena
