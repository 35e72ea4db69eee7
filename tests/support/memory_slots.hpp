// SPDX-License-Identifier: EUPL-1.2
// Slots that a test holds in its hand: what was handed in is what the test says. Tokens are not
// proven here; the real ones are in tests/security.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/hub/ports.hpp"

namespace arena::test {

class MemorySlots final : public hub::Slots {
 public:
  [[nodiscard]] hub::SlotKeys draw() override {
    hub::SlotKeys keys;
    keys.key.bytes.front() = static_cast<std::byte>(++drawn);
    return keys;
  }
  void issue(const SlotId& slot, SeatId seat, const SlotElement& blinded, Issued done) override {
    const auto [known, is_new] = issued[slot].emplace(seat, blinded);
    if (!is_new && known->second != blinded) return done(tl::unexpected(Reason::id_reused));
    done(hub::SlotEvaluation{blinded, {}, {}});
  }
  void close(const SlotId& slot, Read done) override {
    ++closed;
    if (failing) return done(tl::unexpected(hub::StorageError{"the disk is full"}));
    done(outcomes[slot]);
  }
  void discard(const SlotId& slot) override { discarded.insert(slot); }

  std::map<SlotId, std::map<SeatId, SlotElement>> issued;
  std::map<SlotId, hub::SlotOutcome> outcomes;
  std::set<SlotId> discarded;
  std::size_t drawn{}, closed{};
  bool failing{};
};

}  // namespace arena::test
