// SPDX-License-Identifier: EUPL-1.2
// Staff as they come in: an account, a browser that is logged in. For tests over real sockets.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/codec/api_staff.hpp"
#include "server/staff/totp.hpp"
#include "tests/support/loopback_server.hpp"

namespace arena::test {

inline staff::TotpSecret secret_of(std::string_view text) {
  staff::TotpSecret secret;
  for (std::size_t i = 0; i < secret.size; ++i) secret.bytes[i] = static_cast<std::byte>(text[i]);
  return secret;
}

inline std::string unbase32(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : text) {
    held = held << 5U | static_cast<std::uint32_t>(alphabet.find(c));
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(held >> bits & 0xFFU);
  }
  return out;
}

inline Instant now() {
  using std::chrono::milliseconds;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<milliseconds>(since).count()};
}

struct Answer {
  std::string status, head, body;
  [[nodiscard]] std::string cookie() const {  // "__Host-arena=…" as a browser sends it back
    const std::size_t at = head.find("Set-Cookie: ");
    if (at == std::string::npos) return "";
    return head.substr(at + 12, head.find(';', at) - at - 12);
  }
};

// A browser in which somebody works, or somebody else's.
struct Browser {
  const LoopbackServer& server;
  std::string cookie{};
  std::string origin = server.url();

  [[nodiscard]] Answer ask(const std::string& method, const std::string& target,
                           const std::string& body = {}) const {
    std::string request = method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    if (!cookie.empty()) request += "Cookie: " + cookie + "\r\n";
    if (!origin.empty() && method == "POST") request += "Origin: " + origin + "\r\n";
    if (method == "POST") {
      request +=
          "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
          "\r\n";
    }
    const std::string all = raw_exchange(server.url(), request + "\r\n" + body, "never");
    const std::size_t end = all.find("\r\n\r\n");
    if (end == std::string::npos) return {"no answer", all, ""};
    return {all.substr(9, 3), all.substr(0, end), all.substr(end + 4)};
  }
};

// An account with these roles, made with the administrator's token.
inline codec::ApiStaffMade account(const LoopbackServer& server, const std::string& who,
                                   const std::vector<std::string>& roles) {
  const auto answer =
      server.administer("POST", "/api/staff", codec::encode_staff_person({who, roles}));
  const auto made = codec::decode_staff_made(answer.body);
  if (answer.status != 201 || !made) throw std::runtime_error(answer.body);
  return *made;
}
inline std::string code_of(const codec::ApiStaffMade& made, std::int64_t step_off) {
  const auto secret = secret_of(unbase32(made.totp_secret));
  return staff::totp(secret, staff::totp_step(now()) + step_off);
}
inline Answer log_in(const LoopbackServer& server, const codec::ApiStaffMade& made,
                     std::int64_t step_off = 0) {
  return Browser{server}.ask(
      "POST", "/api/staff/login",
      codec::encode_staff_login({made.name, made.password, code_of(made, step_off)}));
}
inline Browser browser_of(const LoopbackServer& server, const codec::ApiStaffMade& made) {
  return {server, log_in(server, made).cookie()};
}

}  // namespace arena::test
