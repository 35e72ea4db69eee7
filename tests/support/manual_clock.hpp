// SPDX-License-Identifier: EUPL-1.2
// A clock that stands still until a test moves it.
#pragma once

#include "server/hub/ports.hpp"

namespace arena::test {

// 1 September 2026, 10:00 UTC: when every conversation in the tests begins.
inline constexpr Instant morning{1'788'256'800'000};

class ManualClock final : public hub::Clock {
 public:
  explicit ManualClock(Instant now = morning) noexcept : now_(now) {}

  [[nodiscard]] Instant now() const override { return now_; }
  void advance(Span by) noexcept { now_ = now_ + by; }

 private:
  Instant now_;
};

}  // namespace arena::test
