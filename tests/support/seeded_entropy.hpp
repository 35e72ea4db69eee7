// SPDX-License-Identifier: EUPL-1.2
// Entropy that a seed decides, so that a test can be repeated byte for byte.
#pragma once

#include <cstddef>
#include <span>

#include "server/hub/ports.hpp"
#include "tests/support/random.hpp"

namespace arena::test {

class SeededEntropy final : public hub::Entropy {
 public:
  explicit SeededEntropy(std::uint64_t seed) noexcept : random_(seed) {}

  void fill(std::span<std::byte> bytes) override {
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random_.next() & 0xFFU);
  }

 private:
  Random random_;
};

}  // namespace arena::test
