// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/spoken_code.hpp"

#include <algorithm>

#include "server/codec/api.hpp"

namespace arena::codec {
namespace {

// Crockford's Base32: no I, L, O and U.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

char meant(char typed) {
  const char c = upper(typed);
  if (c == 'O') return '0';
  return c == 'I' || c == 'L' ? '1' : c;
}

}  // namespace

hub::Secret spoken_code(const std::array<std::byte, spoken_code_size>& chance) {
  hub::Secret code;
  std::transform(chance.begin(), chance.end(), code.bytes.begin(), [](std::byte one) {
    return static_cast<std::byte>(alphabet[std::to_integer<std::size_t>(one) % alphabet.size()]);
  });
  return code;
}

bool is_spoken_code(const hub::Secret& secret) noexcept {
  const auto rest = secret.bytes.begin() + spoken_code_size;
  return std::all_of(secret.bytes.begin(), rest,
                     [](std::byte one) {
                       return alphabet.find(std::to_integer<char>(one)) != std::string_view::npos;
                     }) &&
         std::all_of(rest, secret.bytes.end(), [](std::byte one) { return one == std::byte{}; });
}

std::string spoken_code_text(const hub::Secret& code) {
  std::string text;
  for (std::size_t i = 0; i < spoken_code_size; ++i) {
    if (i == spoken_code_size / 2) text += '-';
    text += std::to_integer<char>(code.bytes[i]);
  }
  return text;
}

std::optional<hub::Secret> read_spoken_code(std::string_view typed) {
  hub::Secret code;
  std::size_t size = 0;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (size == spoken_code_size) return std::nullopt;
    code.bytes[size++] = static_cast<std::byte>(meant(c));
  }
  return is_spoken_code(code) ? std::optional(code) : std::nullopt;
}

std::optional<hub::Secret> read_link_secret(std::string_view text) {
  const auto secret = from_hex<hub::Secret>(text);
  return secret ? secret : read_spoken_code(text);
}

}  // namespace arena::codec
