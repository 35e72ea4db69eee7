// SPDX-License-Identifier: EUPL-1.2
// The bodies of /api/staff (proto/arena/v1/api.proto) as JSON, both ways. Total and pure, as
// api.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/codec/wire.hpp"
#include "tl/expected.hpp"

namespace arena::codec {

struct ApiStaffLogin {
  std::string name, password, code;
  friend bool operator==(const ApiStaffLogin&, const ApiStaffLogin&) = default;
};
struct ApiStaffPerson {
  std::string name;
  std::vector<std::string> roles;
  friend bool operator==(const ApiStaffPerson&, const ApiStaffPerson&) = default;
};
struct ApiStaffMade {
  std::string name, password, totp_secret, totp_uri;
  friend bool operator==(const ApiStaffMade&, const ApiStaffMade&) = default;
};

[[nodiscard]] tl::expected<ApiStaffLogin, DecodeError> decode_staff_login(std::string_view json);
[[nodiscard]] std::string encode_staff_login(const ApiStaffLogin& login);
[[nodiscard]] tl::expected<ApiStaffPerson, DecodeError> decode_staff_person(std::string_view json);
[[nodiscard]] std::string encode_staff_person(const ApiStaffPerson& person);
[[nodiscard]] tl::expected<ApiStaffMade, DecodeError> decode_staff_made(std::string_view json);
[[nodiscard]] std::string encode_staff_made(const ApiStaffMade& made);
// {"name":…}: whose account, or to whom something is entrusted.
[[nodiscard]] tl::expected<std::string, DecodeError> decode_staff_name(std::string_view json);
[[nodiscard]] std::string encode_staff_name(const std::string& name);

// {"transcript":…}: what somebody releases, as hexadecimal digits.
[[nodiscard]] tl::expected<std::string, DecodeError> decode_release(std::string_view json);
[[nodiscard]] std::string encode_release(const std::string& transcript);

}  // namespace arena::codec
