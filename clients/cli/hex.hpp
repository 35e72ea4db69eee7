// SPDX-License-Identifier: EUPL-1.2
// Octets as hexadecimal digits, the way secrets and ids stand in links and JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sessions/ids.hpp"

namespace arena::cli {

template <class Bytes>
[[nodiscard]] std::string to_hex(const Bytes& octets) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : octets.bytes) {
    const auto value = std::to_integer<unsigned>(byte);
    text += digits[value >> 4U];
    text += digits[value & 15U];
  }
  return text;
}

// -1 where it is none.
[[nodiscard]] constexpr int hex_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

template <class Bytes>
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text) {
  Bytes octets;
  if (text.size() != 2 * Bytes::size) return std::nullopt;
  for (std::size_t i = 0; i < Bytes::size; ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    octets.bytes[i] = static_cast<std::byte>(high * 16 + low);
  }
  return octets;
}

}  // namespace arena::cli
