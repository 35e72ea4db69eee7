// SPDX-License-Identifier: EUPL-1.2
// What happened, as stored: the body of an event both ways. Internal to the codec.
#pragma once

#include <cstring>
#include <string>

#include "arena/v1/archive.pb.h"
#include "sessions/event.hpp"

namespace arena::codec {

template <class Tag, std::size_t N>
[[nodiscard]] std::string bytes_of(const Octets<Tag, N>& octets) {
  std::string out(N, '\0');
  std::memcpy(out.data(), octets.bytes.data(), N);
  return out;
}

void put_body(v1::StoredEvent& out, const EventBody& body);

// The body; `fault` says in words what makes no sense, or stays empty.
[[nodiscard]] EventBody body_of(const v1::StoredEvent& in, std::string& fault);

}  // namespace arena::codec
