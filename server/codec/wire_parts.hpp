// SPDX-License-Identifier: EUPL-1.2
// Small parts that every frame of the live protocol shares: seat codes as people read them,
// rooms, turns and ids. Pure. The templates take the generated messages without naming them,
// so that this header stays free of protobuf.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "sessions/ids.hpp"

namespace arena::codec {

// "C3". The code that names nobody is the empty text.
[[nodiscard]] std::string seat_code_text(SeatCode code);
[[nodiscard]] std::string seat_code_text(const std::optional<SeatCode>& code);

template <class Tag, std::size_t N>
[[nodiscard]] std::string octets_text(const Octets<Tag, N>& octets) {
  std::string bytes(N, '\0');
  std::memcpy(bytes.data(), octets.bytes.data(), N);
  return bytes;
}

// False, and `octets` untouched, unless there are exactly as many bytes as it holds.
template <class Tag, std::size_t N>
[[nodiscard]] bool read_octets(std::string_view bytes, Octets<Tag, N>& octets) noexcept {
  if (bytes.size() != N) return false;
  std::memcpy(octets.bytes.data(), bytes.data(), N);
  return true;
}

[[nodiscard]] constexpr bool fits_16_bits(std::uint32_t number) noexcept {
  return number <= std::numeric_limits<std::uint16_t>::max();
}

template <class Message>
void put_room(const Room& room, Message& out) {
  out.set_round(room.round);
  out.set_repetition(room.repetition);
  out.set_room(room.room);
}

template <class Message>
[[nodiscard]] std::optional<Room> room_of(const Message& message) {
  if (!fits_16_bits(message.round()) || !fits_16_bits(message.repetition()) ||
      !fits_16_bits(message.room())) {
    return std::nullopt;
  }
  return Room{static_cast<std::uint16_t>(message.round()),
              static_cast<std::uint16_t>(message.repetition()),
              static_cast<std::uint16_t>(message.room())};
}

template <class Message>
void put_turn(const Turn& turn, Message& out) {
  put_room(turn.room, *out.mutable_room());
  out.set_number(turn.number);
}

template <class Message>
[[nodiscard]] std::optional<Turn> turn_of(const Message& message) {
  const auto room = room_of(message.room());
  if (!room) return std::nullopt;
  return Turn{*room, message.number()};
}

}  // namespace arena::codec
