// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/wire_parts.hpp"

namespace arena::codec {

std::string seat_code_text(SeatCode code) {
  if (code == SeatCode{}) return {};
  return code.letter + std::to_string(code.number);
}

std::string seat_code_text(const std::optional<SeatCode>& code) {
  return code ? seat_code_text(*code) : std::string{};
}

}  // namespace arena::codec
