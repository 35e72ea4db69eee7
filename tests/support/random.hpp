// SPDX-License-Identifier: EUPL-1.2
// A small generator of pseudo-random numbers for tests: the same seed gives the same numbers on
// every machine and library (the standard distributions differ between libraries).
//
// A value; not for secrets.
#pragma once

#include <cstddef>
#include <cstdint>

namespace arena::test {

class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) noexcept : state_(seed) {}

  // splitmix64: any seed is good, 0 included.
  constexpr std::uint64_t next() noexcept {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  // 0 … n - 1; n must not be 0. The bias of the remainder is far below what a test could see.
  constexpr std::size_t below(std::size_t n) noexcept {
    return static_cast<std::size_t>(next() % n);
  }

  // low … high, both included.
  constexpr std::int64_t between(std::int64_t low, std::int64_t high) noexcept {
    const auto width = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(next() % width);
  }

  // True in `parts` of `whole` cases.
  constexpr bool chance(std::size_t parts, std::size_t whole) noexcept {
    return below(whole) < parts;
  }

 private:
  std::uint64_t state_;
};

}  // namespace arena::test
