// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/api_staff.hpp"

#include "arena/v1/api.pb.h"
#include "server/codec/api_json.hpp"

namespace arena::codec {

tl::expected<ApiStaffLogin, DecodeError> decode_staff_login(std::string_view json) {
  const auto message = from_json<v1::StaffLogin>(json);
  if (!message) return tl::unexpected(message.error());
  return ApiStaffLogin{message->name(), message->password(), message->code()};
}

std::string encode_staff_login(const ApiStaffLogin& login) {
  v1::StaffLogin message;
  message.set_name(login.name);
  message.set_password(login.password);
  message.set_code(login.code);
  return to_json(message);
}

tl::expected<ApiStaffPerson, DecodeError> decode_staff_person(std::string_view json) {
  const auto message = from_json<v1::StaffPerson>(json);
  if (!message) return tl::unexpected(message.error());
  return ApiStaffPerson{message->name(), {message->roles().begin(), message->roles().end()}};
}

std::string encode_staff_person(const ApiStaffPerson& person) {
  v1::StaffPerson message;
  message.set_name(person.name);
  for (const std::string& role : person.roles) message.add_roles(role);
  return to_json(message);
}

tl::expected<ApiStaffMade, DecodeError> decode_staff_made(std::string_view json) {
  const auto message = from_json<v1::StaffMade>(json);
  if (!message) return tl::unexpected(message.error());
  return ApiStaffMade{message->name(), message->password(), message->totp_secret(),
                      message->totp_uri()};
}

std::string encode_staff_made(const ApiStaffMade& made) {
  v1::StaffMade message;
  message.set_name(made.name);
  message.set_password(made.password);
  message.set_totp_secret(made.totp_secret);
  message.set_totp_uri(made.totp_uri);
  return to_json(message);
}

tl::expected<std::string, DecodeError> decode_staff_name(std::string_view json) {
  const auto message = from_json<v1::StaffName>(json);
  if (!message) return tl::unexpected(message.error());
  return message->name();
}

std::string encode_staff_name(const std::string& name) {
  v1::StaffName message;
  message.set_name(name);
  return to_json(message);
}

tl::expected<std::string, DecodeError> decode_release(std::string_view json) {
  const auto message = from_json<v1::Release>(json);
  if (!message) return tl::unexpected(message.error());
  return message->transcript();
}

std::string encode_release(const std::string& transcript) {
  v1::Release message;
  message.set_transcript(transcript);
  return to_json(message);
}

}  // namespace arena::codec
