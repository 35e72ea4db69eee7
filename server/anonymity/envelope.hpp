// SPDX-License-Identifier: EUPL-1.2
// What every eligible seat sends in a detached slot, writer or not: the same number of bytes, so
// that neither length nor silence tells who wrote. Two bytes say how long the text is (most
// significant first), the text follows, zeros fill the rest. No text at all is a pass. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace arena::anonymity {

constexpr std::size_t envelope_bytes = 4'096;
constexpr std::size_t envelope_text_bytes_max = 4'000;
using Envelope = std::array<std::byte, envelope_bytes>;

// Nothing if the text is longer than envelope_text_bytes_max.
[[nodiscard]] std::optional<Envelope> sealed(std::string_view text);
// The text, empty for a pass; nothing if this is no envelope: a text that is too long or not UTF-8,
// or padding that is not zero (it could carry a mark).
[[nodiscard]] std::optional<std::string> opened(const Envelope& envelope);

}  // namespace arena::anonymity
