// SPDX-License-Identifier: EUPL-1.2
// A code that is said aloud, "7KQ2-M4XP", as the secret of a link: its 8 characters and then
// zeros, which no link of 128 random bits is. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/hub/ports.hpp"

namespace arena::codec {

inline constexpr std::size_t spoken_code_size = 8;

// Five bits of each byte make a character.
[[nodiscard]] hub::Secret spoken_code(const std::array<std::byte, spoken_code_size>& chance);
[[nodiscard]] bool is_spoken_code(const hub::Secret& secret) noexcept;
// "7KQ2-M4XP"
[[nodiscard]] std::string spoken_code_text(const hub::Secret& code);
// As people type it: in either case, with spaces or hyphens, O for 0 and I or L for 1.
[[nodiscard]] std::optional<hub::Secret> read_spoken_code(std::string_view typed);
// What stands after the # of an invitation: 32 hexadecimal digits, or a code.
[[nodiscard]] std::optional<hub::Secret> read_link_secret(std::string_view text);

}  // namespace arena::codec
