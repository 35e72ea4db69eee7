// SPDX-License-Identifier: EUPL-1.2
// Spreads the one random draw of a command over as many independent values as its decision
// needs (splitmix64, Steele, Lea and Flood 2014). Pure; not a source of randomness.
#pragma once

#include <cstdint>

namespace arena {

[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t draw, std::uint64_t step) noexcept {
  std::uint64_t z = draw + (step + 1) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

}  // namespace arena
