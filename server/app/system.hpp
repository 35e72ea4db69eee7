// SPDX-License-Identifier: EUPL-1.2
// The world's time and chance, as the hub's ports want them.
#pragma once

#include "server/hub/ports.hpp"

namespace arena::app {

class SystemClock final : public hub::Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

// libsodium's generator. Throws std::runtime_error if the library cannot start.
class SystemEntropy final : public hub::Entropy {
 public:
  SystemEntropy();
  void fill(std::span<std::byte> bytes) override;
};

}  // namespace arena::app
