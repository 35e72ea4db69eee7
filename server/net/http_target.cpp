// SPDX-License-Identifier: EUPL-1.2
#include "server/net/http_target.hpp"

#include <charconv>

namespace arena::net {
namespace {

std::optional<char> octet(std::string_view hex) {
  unsigned value{};
  const auto [end, ec] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  if (hex.size() != 2 || ec != std::errc{} || end != hex.data() + hex.size()) return std::nullopt;
  return static_cast<char>(value);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::optional<std::string> unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const auto decoded = octet(text.substr(i + 1, 2));
      if (!decoded) return std::nullopt;
      c = *decoded;
      i += 2;
    }
    if (is_control(c)) return std::nullopt;
    plain.push_back(c);
  }
  return plain;
}

bool add_pair(std::map<std::string, std::string>& query, std::string_view pair) {
  const std::size_t equals = pair.find('=');
  const auto name = unescaped(pair.substr(0, equals));
  const auto value =
      unescaped(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
  if (!name || !value) return false;
  query[*name] = *value;
  return true;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return std::nullopt;
  const std::size_t mark = target.find('?');
  const auto path = unescaped(target.substr(0, mark));
  if (!path) return std::nullopt;
  Target result{*path, {}};
  if (mark == std::string_view::npos) return result;
  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const std::size_t ampersand = rest.find('&');
    const std::string_view pair = rest.substr(0, ampersand);
    if (!pair.empty() && !add_pair(result.query, pair)) return std::nullopt;
    rest = ampersand == std::string_view::npos ? std::string_view{} : rest.substr(ampersand + 1);
  }
  return result;
}

}  // namespace arena::net
