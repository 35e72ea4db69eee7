// SPDX-License-Identifier: EUPL-1.2
// The door for codes that are said aloud where no link can be sent: 8 characters, 40 random bits.
// So few can be guessed, so guesses are counted: over all codes and from wherever they come, since
// a neighbourhood centre shares one address and who attacks has many. A code is dead once 100
// wrong ones were tried since it was made; with R codes alive a guesser's chance is at most
// 100 R / 2^40. Links are not concerned: they go on when codes do not.
//
// Source: reference §8, "spoken fallback"; alphabet of Douglas Crockford's Base32.
// Home: the I/O thread.
#pragma once

#include <cstddef>
#include <map>

#include "server/hub/ports.hpp"

namespace arena::app {

class SpokenCodes {
 public:
  static constexpr std::size_t wrong_max = 100;
  // A code is for one meeting: so long it lives unless another time is given.
  static constexpr Span life{24LL * 60 * 60 * 1000};

  explicit SpokenCodes(hub::Entropy& entropy) : entropy_(entropy) {}

  [[nodiscard]] hub::Secret make();
  // Whether a try with `code` counts for anything. Counts it as wrong until right() is told.
  [[nodiscard]] bool try_code(const hub::Secret& code);
  void right();

 private:
  hub::Entropy& entropy_;
  std::size_t wrong_{};
  std::map<hub::Secret, std::size_t> wrong_when_made_;  // of a code from before a restart: 0
};

}  // namespace arena::app
