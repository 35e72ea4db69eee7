// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/api.hpp"

#include <cstdint>
#include <utility>

#include "arena/v1/api.pb.h"
#include "server/codec/api_json.hpp"
#include "server/codec/spoken_code.hpp"

namespace arena::codec {
namespace {

tl::unexpected<DecodeError> wrong(const char* sentence) {
  return tl::unexpected(DecodeError{sentence});
}

// Zero stands for none.
std::optional<Instant> instant(std::int64_t ms) {
  return ms == 0 ? std::nullopt : std::optional(Instant{ms});
}

void put_link(const ApiLink& link, v1::Link& message) {
  message.set_group(link.group);
  message.set_role(link.role);
  message.set_kind(link.kind);
  message.set_url(link.url);
}

ApiLink link_of(const v1::Link& message) {
  return {message.group(), message.role(), message.kind(), message.url()};
}

int digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string hex(std::span<const std::byte> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) {
    text.push_back(digits[std::to_integer<std::size_t>(byte >> 4)]);
    text.push_back(digits[std::to_integer<std::size_t>(byte & std::byte{15})]);
  }
  return text;
}

bool read_hex(std::string_view digits, std::span<std::byte> bytes) noexcept {
  if (digits.size() != bytes.size() * 2) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = digit(digits[2 * i]);
    const int low = digit(digits[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::byte>(high * 16 + low);
  }
  return true;
}

tl::expected<ApiJoin, DecodeError> decode_join_request(std::string_view json) {
  const auto message = from_json<v1::JoinRequest>(json);
  if (!message) return tl::unexpected(message.error());
  const auto secret = read_link_secret(message->link());
  return ApiJoin{secret.value_or(hub::Secret{}), message->name()};
}

std::string encode_join_request(const ApiJoin& request) {
  v1::JoinRequest message;
  message.set_link(hex(request.link));
  message.set_name(request.name);
  return to_json(message);
}

std::string encode_join_answer(const ApiJoined& joined) {
  v1::JoinAnswer message;
  message.set_conversation(hex(joined.conversation));
  message.set_seat_secret(hex(joined.seat_secret));
  message.set_seated(joined.seated);
  return to_json(message);
}

tl::expected<ApiJoined, DecodeError> decode_join_answer(std::string_view json) {
  const auto message = from_json<v1::JoinAnswer>(json);
  if (!message) return tl::unexpected(message.error());
  const auto conversation = from_hex<ConversationId>(message->conversation());
  const auto secret = from_hex<hub::Secret>(message->seat_secret());
  if (!conversation || !secret) return wrong("The answer names no conversation or no seat.");
  return ApiJoined{*conversation, *secret, message->seated()};
}

tl::expected<ApiNewConversation, DecodeError> decode_new_conversation(std::string_view json) {
  const auto message = from_json<v1::NewConversation>(json);
  if (!message) return tl::unexpected(message.error());
  ApiNewConversation request{message->script_id(), message->script_text(), message->title()};
  request.links_expire = instant(message->links_expire_ms());
  request.keep_until = instant(message->keep_until_ms());
  request.options = Choices(message->options().begin(), message->options().end());
  request.releaser = message->releaser();
  request.learning_questions = {message->learning_questions().begin(),
                                message->learning_questions().end()};
  if (!message->after().empty()) {
    request.after = from_hex<ConversationId>(message->after());
    if (!request.after) return wrong("after is a conversation of 32 hexadecimal digits.");
  }
  if (message->archive_level().empty()) return request;
  const auto level = archive_level_named(message->archive_level());
  if (!level) {
    return wrong("archive_level is nothing, lessons_only, pseudonymised or full.");
  }
  request.archive_level = *level;
  return request;
}

std::string encode_new_conversation(const ApiNewConversation& request) {
  v1::NewConversation message;
  message.set_script_id(request.script_id);
  message.set_script_text(request.script_text);
  message.set_title(request.title);
  message.set_archive_level(std::string(name(request.archive_level)));
  message.set_links_expire_ms(request.links_expire.value_or(Instant{}).value);
  message.set_keep_until_ms(request.keep_until.value_or(Instant{}).value);
  message.mutable_options()->insert(request.options.begin(), request.options.end());
  if (request.after) message.set_after(hex(*request.after));
  message.set_releaser(request.releaser);
  for (const std::string& question : request.learning_questions) {
    message.add_learning_questions(question);
  }
  return to_json(message);
}

std::string encode_conversation_created(const ApiConversationCreated& created) {
  v1::ConversationCreated message;
  message.set_conversation(hex(created.conversation));
  for (const ApiLink& link : created.links) put_link(link, *message.add_links());
  for (const std::string& warning : created.warnings) message.add_warnings(warning);
  return to_json(message);
}

tl::expected<ApiConversationCreated, DecodeError> decode_conversation_created(
    std::string_view json) {
  const auto message = from_json<v1::ConversationCreated>(json);
  if (!message) return tl::unexpected(message.error());
  const auto conversation = from_hex<ConversationId>(message->conversation());
  if (!conversation) return wrong("The answer names no conversation.");
  ApiConversationCreated created{*conversation, {}, {}};
  for (const auto& link : message->links()) {
    created.links.push_back(link_of(link));
  }
  created.warnings.assign(message->warnings().begin(), message->warnings().end());
  return created;
}

tl::expected<ApiNewLink, DecodeError> decode_new_link(std::string_view json) {
  const auto message = from_json<v1::NewLink>(json);
  if (!message) return tl::unexpected(message.error());
  return ApiNewLink{message->group(), instant(message->expires_ms()), message->spoken()};
}

std::string encode_new_link(const ApiNewLink& request) {
  v1::NewLink message;
  message.set_group(request.group);
  message.set_expires_ms(request.expires.value_or(Instant{}).value);
  message.set_spoken(request.spoken);
  return to_json(message);
}

std::string encode_link(const ApiLink& link) {
  v1::Link message;
  put_link(link, message);
  return to_json(message);
}

tl::expected<ApiLink, DecodeError> decode_link(std::string_view json) {
  const auto message = from_json<v1::Link>(json);
  if (!message) return tl::unexpected(message.error());
  return link_of(*message);
}

tl::expected<ApiDocumentRequest, DecodeError> decode_document_request(std::string_view json) {
  const auto message = from_json<v1::DocumentRequest>(json);
  if (!message) return tl::unexpected(message.error());
  ApiDocumentRequest request;
  request.seat_secret = from_hex<hub::Secret>(message->seat_secret()).value_or(hub::Secret{});
  request.format = message->format();
  request.language = message->language();
  request.sent = message->sent();
  request.text = message->text();
  for (const std::uint64_t lesson : message->lessons()) request.lessons.push_back({lesson});
  return request;
}

tl::expected<ApiWithdraw, DecodeError> decode_withdraw_request(std::string_view json) {
  const auto message = from_json<v1::WithdrawRequest>(json);
  if (!message) return tl::unexpected(message.error());
  ApiWithdraw request;
  request.seat_secret = from_hex<hub::Secret>(message->seat_secret()).value_or(hub::Secret{});
  constexpr std::uint32_t most = 0xFFFF;
  if (message->round() > most || message->repetition() > most || message->room() > most) {
    return wrong("There is no such turn.");
  }
  if (message->all() == (message->number() != 0)) {
    return wrong("Give either all, or round and number of one turn.");
  }
  if (message->all()) return request;
  request.only = Turn{{static_cast<std::uint16_t>(message->round()),
                       static_cast<std::uint16_t>(message->repetition()),
                       static_cast<std::uint16_t>(message->room())},
                      message->number()};
  return request;
}

std::string encode_withdraw_request(const ApiWithdraw& request) {
  v1::WithdrawRequest message;
  message.set_seat_secret(hex(request.seat_secret));
  message.set_all(!request.only);
  if (request.only) {
    message.set_round(request.only->room.round);
    message.set_repetition(request.only->room.repetition);
    message.set_room(request.only->room.room);
    message.set_number(request.only->number);
  }
  return to_json(message);
}

tl::expected<SeatCode, DecodeError> decode_erase_request(std::string_view json) {
  const auto message = from_json<v1::EraseRequest>(json);
  if (!message) return tl::unexpected(message.error());
  const SeatCode seat = seat_code_from(message->seat());
  if (seat == SeatCode{}) return wrong("seat is the code of a person, like C3.");
  return seat;
}

std::string encode_erase_request(std::string_view seat) {
  v1::EraseRequest message;
  message.set_seat(std::string(seat));
  return to_json(message);
}

std::string encode_erased(std::size_t texts) {
  v1::Erased message;
  message.set_erased(texts);
  return to_json(message);
}

tl::expected<std::size_t, DecodeError> decode_erased(std::string_view json) {
  const auto message = from_json<v1::Erased>(json);
  if (!message) return tl::unexpected(message.error());
  return static_cast<std::size_t>(message->erased());
}

std::string encode_document_request(const ApiDocumentRequest& request) {
  v1::DocumentRequest message;
  message.set_seat_secret(hex(request.seat_secret));
  message.set_format(request.format);
  message.set_language(request.language);
  message.set_sent(request.sent);
  message.set_text(request.text);
  for (const ItemId lesson : request.lessons) message.add_lessons(lesson.value);
  return to_json(message);
}

std::string_view name(ArchiveLevel level) noexcept {
  switch (level) {
    case ArchiveLevel::nothing:
      return "nothing";
    case ArchiveLevel::lessons_only:
      return "lessons_only";
    case ArchiveLevel::pseudonymised:
      return "pseudonymised";
    case ArchiveLevel::full:
      return "full";
  }
  return "";
}

std::optional<ArchiveLevel> archive_level_named(std::string_view wanted) noexcept {
  for (const auto level : {ArchiveLevel::nothing, ArchiveLevel::lessons_only,
                           ArchiveLevel::pseudonymised, ArchiveLevel::full}) {
    if (name(level) == wanted) return level;
  }
  return std::nullopt;
}

std::string_view name(hub::LinkKind kind) noexcept {
  switch (kind) {
    case hub::LinkKind::role:
      return "role";
    case hub::LinkKind::facilitator:
      return "facilitator";
    case hub::LinkKind::personal:
      return "personal";
  }
  return "";
}

std::string encode_api_error(std::string_view error, std::string_view sentence) {
  v1::ApiError message;
  message.set_error(std::string(error));
  message.set_sentence(std::string(sentence));
  return to_json(message);
}

tl::expected<ApiFailure, DecodeError> decode_api_error(std::string_view json) {
  const auto message = from_json<v1::ApiError>(json);
  if (!message) return tl::unexpected(message.error());
  return ApiFailure{message->error(), message->sentence()};
}

}  // namespace arena::codec
