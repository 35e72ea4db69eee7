// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/wire_parts.hpp"

#include <charconv>

namespace arena::codec {

std::string seat_code_text(SeatCode code) {
  if (code == SeatCode{}) return {};
  return code.letter + std::to_string(code.number);
}

std::string seat_code_text(const std::optional<SeatCode>& code) {
  return code ? seat_code_text(*code) : std::string{};
}

SeatCode seat_code_from(std::string_view text) noexcept {
  if (text.size() < 2 || text[0] < 'A' || text[0] > 'Z' || text[1] == '0') return {};
  SeatCode code{text[0], 0};
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + 1, end, code.number);
  if (error != std::errc{} || stopped != end) return {};
  return code;
}

}  // namespace arena::codec
