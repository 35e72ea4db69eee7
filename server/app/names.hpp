// SPDX-License-Identifier: EUPL-1.2
// The names that people give when they join. Others read them, so a name holds nothing that cannot
// be seen, and nobody is called what reads as somebody who leads (UTS 39, with the tables of ICU).
//
// Pure. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "server/hub/hub.hpp"

namespace arena::app {

// Unicode advises no more (UTS 39, 5.4): what is stacked higher covers the lines above.
inline constexpr std::size_t marks_on_a_letter_max = 4;

// The name as it is kept and shown: one form for what looks the same (NFC), one space between words
// and none around them. Nothing for a name that begins with a mark, piles marks up, or holds a
// control character, a directional mark, a line break, a character that takes no room, or one that
// means nothing. `name` is UTF-8.
[[nodiscard]] std::optional<std::string> tidy_name(const std::string& name);

// Whether who reads `name` could take its bearer for somebody who leads: it reads like the name or
// the code of one, holds a word for one, or has the form of a code. In any script, in capitals or
// not, with or without accents, spaces and points.
[[nodiscard]] bool poses_as_leader(const std::string& name, const hub::WhoLeads& leading);

}  // namespace arena::app
