// SPDX-License-Identifier: EUPL-1.2
// The parts of a message to clients that are written by hand. Internal to the codec.
#pragma once

#include <cstddef>
#include <string>

namespace arena::codec {

// Tags of the fields that are written by hand: (number << 3) | wire type. A test reads such
// frames back with the generated code.
inline constexpr char frames_tag = (1 << 3) | 2;    // ServerMessage.frames
inline constexpr char sequence_tag = (1 << 3) | 1;  // ServerFrame.sequence, fixed64
inline constexpr char notice_tag = (2 << 3) | 2;    // ServerFrame.notice
inline constexpr std::size_t sequence_bytes = 9;

inline void append_varint(std::string& out, std::size_t value) {
  for (; value > 0x7f; value >>= 7) out.push_back(static_cast<char>((value & 0x7f) | 0x80));
  out.push_back(static_cast<char>(value));
}

[[nodiscard]] inline std::size_t varint_bytes(std::size_t value) noexcept {
  std::size_t bytes = 1;
  for (; value > 0x7f; value >>= 7) ++bytes;
  return bytes;
}

}  // namespace arena::codec
