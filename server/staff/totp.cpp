// SPDX-License-Identifier: EUPL-1.2
#include "server/staff/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

namespace arena::staff {
namespace {

constexpr std::uint32_t million = 1'000'000;

bool is_unreserved(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string escaped(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0xFU];
  }
  return out;
}

}  // namespace

std::int64_t totp_step(Instant at) noexcept { return at.value / totp_step_ms; }

std::string totp(const TotpSecret& secret, std::int64_t step) {
  std::array<unsigned char, 8> counter{};
  auto rest = static_cast<std::uint64_t>(step);
  for (std::size_t i = counter.size(); i > 0; --i, rest >>= 8U) {
    counter[i - 1] = static_cast<unsigned char>(rest & 0xFFU);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (HMAC(EVP_sha1(), secret.bytes.data(), static_cast<int>(secret.bytes.size()), counter.data(),
           counter.size(), mac.data(), &size) == nullptr) {
    throw std::runtime_error("OpenSSL here has no SHA-1.");
  }
  const std::size_t offset = mac[size - 1] & 0xFU;  // RFC 4226, 5.3
  std::uint32_t number = mac[offset] & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) number = number << 8U | mac[offset + i];
  const std::string digits = std::to_string(number % million);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> totp_matches(const TotpSecret& secret, std::string_view code,
                                         Instant at, std::int64_t used) {
  std::optional<std::int64_t> found;
  const std::int64_t now = totp_step(at);
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    const std::string right = totp(secret, step);
    const bool same =
        code.size() == right.size() && sodium_memcmp(code.data(), right.data(), right.size()) == 0;
    if (same && step > used) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = held << 8U | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet[held >> (bits - 5) & 0x1FU];
  }
  if (bits > 0) out += alphabet[held << (5 - bits) & 0x1FU];
  return out;
}

std::string totp_uri(const TotpSecret& secret, std::string_view account) {
  const std::string_view bytes(reinterpret_cast<const char*>(secret.bytes.data()),
                               secret.bytes.size());
  return "otpauth://totp/Arena:" + escaped(account) + "?secret=" + base32(bytes) + "&issuer=Arena";
}

}  // namespace arena::staff
