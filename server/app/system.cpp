// SPDX-License-Identifier: EUPL-1.2
#include "server/app/system.hpp"

#include <sodium.h>

#include <chrono>
#include <stdexcept>

namespace arena::app {

Instant SystemClock::now() const {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

SystemEntropy::SystemEntropy() {
  if (sodium_init() < 0) {
    throw std::runtime_error("The cryptographic library cannot start: reinstall libsodium.");
  }
}

void SystemEntropy::fill(std::span<std::byte> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace arena::app
