// SPDX-License-Identifier: EUPL-1.2
// Stand-ins for the product's commitment and digest where a test links no cryptography.
//
// They are pure and differ for different inputs, which is all the core and the hub rely on;
// they hide and bind nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/hub/ports.hpp"

namespace arena::test {

// FNV-1a, widened: each output byte comes from a hash of its own.
template <class Out>
[[nodiscard]] Out plain_hash(std::string_view first, std::string_view second) {
  Out out;
  for (std::size_t i = 0; i < Out::size; ++i) {
    std::uint64_t hash = 0xCBF29CE484222325ULL + i;
    const auto mix = [&hash](std::string_view bytes) {
      for (const char c : bytes) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3ULL;
      }
    };
    mix(first);
    mix(second);
    out.bytes[i] = static_cast<std::byte>((hash >> 32U) & 0xFFU);
  }
  return out;
}

template <class Bytes>
[[nodiscard]] std::string_view view_of(const Bytes& octets) {
  return {reinterpret_cast<const char*>(octets.bytes.data()), octets.bytes.size()};
}

[[nodiscard]] inline Commitment plain_commitment(const Salt& salt, std::string_view bytes) {
  return plain_hash<Commitment>(view_of(salt), bytes);
}

[[nodiscard]] inline hub::Digest plain_digest(const hub::Secret& secret) {
  return plain_hash<hub::Digest>(view_of(secret), "secret");
}

}  // namespace arena::test
