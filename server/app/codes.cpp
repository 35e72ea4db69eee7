// SPDX-License-Identifier: EUPL-1.2
#include "server/app/codes.hpp"

#include <array>

#include "server/codec/spoken_code.hpp"

namespace arena::app {

hub::Secret SpokenCodes::make() {
  std::array<std::byte, codec::spoken_code_size> chance{};
  entropy_.fill(chance);
  const hub::Secret code = codec::spoken_code(chance);
  wrong_when_made_[code] = wrong_;
  return code;
}

bool SpokenCodes::try_code(const hub::Secret& code) {
  const auto made = wrong_when_made_.find(code);
  const std::size_t before = made == wrong_when_made_.end() ? 0 : made->second;
  const bool alive = wrong_ < before + wrong_max;
  ++wrong_;
  return alive;
}

void SpokenCodes::right() { --wrong_; }

}  // namespace arena::app
