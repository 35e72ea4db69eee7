// SPDX-License-Identifier: EUPL-1.2
#include "server/anonymity/envelope.hpp"

#include <algorithm>
#include <cstring>

#include "sessions/utf8.hpp"

namespace arena::anonymity {
namespace {

constexpr std::size_t length_bytes = 2;
static_assert(length_bytes + envelope_text_bytes_max <= envelope_bytes);

}  // namespace

std::optional<Envelope> sealed(std::string_view text) {
  if (text.size() > envelope_text_bytes_max) return std::nullopt;
  Envelope out{};
  out[0] = static_cast<std::byte>(text.size() >> 8U);
  out[1] = static_cast<std::byte>(text.size() & 0xFFU);
  std::memcpy(out.data() + length_bytes, text.data(), text.size());
  return out;
}

std::optional<std::string> opened(const Envelope& envelope) {
  const std::size_t size =
      std::to_integer<std::size_t>(envelope[0]) << 8U | std::to_integer<std::size_t>(envelope[1]);
  if (size > envelope_text_bytes_max) return std::nullopt;
  const auto* const padding = envelope.begin() + length_bytes + size;
  const bool padded =
      std::all_of(padding, envelope.end(), [](std::byte byte) { return byte == std::byte{}; });
  std::string text(reinterpret_cast<const char*>(envelope.data()) + length_bytes, size);
  if (!padded || !is_utf8(text)) return std::nullopt;
  return text;
}

}  // namespace arena::anonymity
