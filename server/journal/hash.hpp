// SPDX-License-Identifier: EUPL-1.2
// The hashes of the record, all BLAKE2b-256 (docs/record-format.md). Pure.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "sessions/ids.hpp"

namespace arena::journal {

// BLAKE2b-256 of the parts one after the other.
[[nodiscard]] std::string blake2b(std::initializer_list<std::string_view> parts);

// The link before the first event: it ties a chain to its conversation.
[[nodiscard]] std::string chain_begin(const ConversationId& conversation);
// The link of an event: over all that came before it and its own stored bytes.
[[nodiscard]] std::string chain_next(std::string_view before, std::string_view bytes);

// Guards a row of `contents` as a whole, and where it stands. It finds what a commitment cannot:
// a changed salt that has no text beside it. Erased with the row.
[[nodiscard]] std::string content_checksum(const ConversationId& conversation, std::int64_t number,
                                           std::string_view salt, std::string_view text);

// The raw bytes of an id, for as long as it lives.
template <class Tag, std::size_t N>
[[nodiscard]] std::string_view raw(const Octets<Tag, N>& octets) noexcept {
  return {reinterpret_cast<const char*>(octets.bytes.data()), N};
}
template <class Tag, std::size_t N>
[[nodiscard]] std::string_view raw(const Octets<Tag, N>&&) = delete;

[[nodiscard]] std::string hex(std::string_view bytes);

}  // namespace arena::journal
