// SPDX-License-Identifier: EUPL-1.2
// The HTTP API's bodies (proto/arena/v1/api.proto) as JSON, both ways and for both sides. Total
// and pure: any text gives a value or a DecodeError, never an exception. Fields carry the names
// of the .proto file; fields that are not known are refused, so that a misspelt one is noticed.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/codec/wire.hpp"
#include "server/hub/ports.hpp"
#include "sessions/event.hpp"
#include "tl/expected.hpp"

namespace arena::codec {

// ---- hexadecimal digits ---------------------------------------------------------------------

// Lower case.
[[nodiscard]] std::string hex(std::span<const std::byte> bytes);
template <class Tag, std::size_t N>
[[nodiscard]] std::string hex(const Octets<Tag, N>& octets) {
  return hex(std::span<const std::byte>(octets.bytes));
}
// Exactly bytes.size() * 2 digits of either case; false otherwise.
[[nodiscard]] bool read_hex(std::string_view digits, std::span<std::byte> bytes) noexcept;
template <class Named>
[[nodiscard]] std::optional<Named> from_hex(std::string_view digits) noexcept {
  Named named;
  if (!read_hex(digits, std::span<std::byte>(named.bytes))) return std::nullopt;
  return named;
}

// ---- POST /api/join -------------------------------------------------------------------------

struct ApiJoin {
  hub::Secret link;
  std::string name;
  friend bool operator==(const ApiJoin&, const ApiJoin&) = default;
};
struct ApiJoined {
  ConversationId conversation;
  hub::Secret seat_secret;
  bool seated{};
  friend bool operator==(const ApiJoined&, const ApiJoined&) = default;
};
// A `link` that is no secret at all decodes as a secret nobody has: whoever guesses learns
// nothing from the answer.
[[nodiscard]] tl::expected<ApiJoin, DecodeError> decode_join_request(std::string_view json);
[[nodiscard]] std::string encode_join_request(const ApiJoin& request);
[[nodiscard]] std::string encode_join_answer(const ApiJoined& joined);
[[nodiscard]] tl::expected<ApiJoined, DecodeError> decode_join_answer(std::string_view json);

// ---- POST /api/conversations ----------------------------------------------------------------

struct ApiNewConversation {
  std::string script_id;    // a shipped script …
  std::string script_text;  // … or one's own
  std::string title;
  ArchiveLevel archive_level = ArchiveLevel::pseudonymised;
  std::optional<Instant> links_expire{};
  Choices options{};                      // of the script's options
  std::optional<ConversationId> after{};  // the one before it in its series
  std::string releaser{};
  std::vector<std::string> learning_questions{};  // what the listeners hope to learn
  std::optional<Instant> keep_until{};
  friend bool operator==(const ApiNewConversation&, const ApiNewConversation&) = default;
};
struct ApiLink {
  std::string group, role, kind, url;
  friend bool operator==(const ApiLink&, const ApiLink&) = default;
};
struct ApiConversationCreated {
  ConversationId conversation;
  std::vector<ApiLink> links;
  std::vector<std::string> warnings;
  friend bool operator==(const ApiConversationCreated&, const ApiConversationCreated&) = default;
};
struct ApiNewLink {
  std::string group;
  std::optional<Instant> expires{};
  bool spoken{};  // a code to say aloud, for all who hear it
  friend bool operator==(const ApiNewLink&, const ApiNewLink&) = default;
};
[[nodiscard]] tl::expected<ApiNewConversation, DecodeError> decode_new_conversation(
    std::string_view json);
[[nodiscard]] std::string encode_new_conversation(const ApiNewConversation& request);
[[nodiscard]] std::string encode_conversation_created(const ApiConversationCreated& created);
[[nodiscard]] tl::expected<ApiConversationCreated, DecodeError> decode_conversation_created(
    std::string_view json);

// ---- POST /api/conversations/{id}/links -------------------------------------------------------

[[nodiscard]] tl::expected<ApiNewLink, DecodeError> decode_new_link(std::string_view json);
[[nodiscard]] std::string encode_new_link(const ApiNewLink& request);
[[nodiscard]] std::string encode_link(const ApiLink& link);
[[nodiscard]] tl::expected<ApiLink, DecodeError> decode_link(std::string_view json);

// ---- POST /api/report, POST /api/letter -------------------------------------------------------

struct ApiDocumentRequest {
  hub::Secret seat_secret;
  std::string format;
  std::string language;
  bool sent{};
  std::string text;
  std::vector<ItemId> lessons;
  friend bool operator==(const ApiDocumentRequest&, const ApiDocumentRequest&) = default;
};
// A `seat_secret` that is no secret at all decodes as one that nobody has.
[[nodiscard]] tl::expected<ApiDocumentRequest, DecodeError> decode_document_request(
    std::string_view json);
[[nodiscard]] std::string encode_document_request(const ApiDocumentRequest& request);

// ---- POST /api/withdraw, POST /api/conversations/{id}/erase -----------------------------------

struct ApiWithdraw {
  hub::Secret seat_secret;
  std::optional<Turn> only;  // absent: all, and the name
  friend bool operator==(const ApiWithdraw&, const ApiWithdraw&) = default;
};
// A `seat_secret` that is no secret at all decodes as one that nobody has.
[[nodiscard]] tl::expected<ApiWithdraw, DecodeError> decode_withdraw_request(std::string_view json);
[[nodiscard]] std::string encode_withdraw_request(const ApiWithdraw& request);
[[nodiscard]] tl::expected<SeatCode, DecodeError> decode_erase_request(std::string_view json);
[[nodiscard]] std::string encode_erase_request(std::string_view seat);
[[nodiscard]] std::string encode_erased(std::size_t texts);
[[nodiscard]] tl::expected<std::size_t, DecodeError> decode_erased(std::string_view json);

// "nothing", "lessons_only", "pseudonymised", "full".
[[nodiscard]] std::string_view name(ArchiveLevel level) noexcept;
[[nodiscard]] std::optional<ArchiveLevel> archive_level_named(std::string_view name) noexcept;
// "role", "facilitator", "personal"; of an ApiLink also "spoken".
[[nodiscard]] std::string_view name(hub::LinkKind kind) noexcept;

// ---- errors ---------------------------------------------------------------------------------

struct ApiFailure {
  std::string error;     // machine name
  std::string sentence;  // says what to do
  friend bool operator==(const ApiFailure&, const ApiFailure&) = default;
};
[[nodiscard]] std::string encode_api_error(std::string_view error, std::string_view sentence);
[[nodiscard]] tl::expected<ApiFailure, DecodeError> decode_api_error(std::string_view json);

}  // namespace arena::codec
