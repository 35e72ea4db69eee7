// SPDX-License-Identifier: EUPL-1.2
// Scripts as text: protobuf text format (proto/arena/v1/script.proto) <-> sessions/script.hpp,
// with the line of every fault. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sessions/script.hpp"
#include "sessions/script_check.hpp"
#include "tl/expected.hpp"

namespace arena::codec {

// Reads a script and proves it (check_script). `file` is named in faults only. On failure at
// least one fault; text-format errors give exactly one, with its line.
[[nodiscard]] tl::expected<Script, std::vector<ScriptFault>> read_script(std::string_view text,
                                                                         std::string_view file);

// Warnings of a script that is right: role sizes out of balance and the like are said when
// people join; this is for the author (an unclosed advice, a round without a purpose).
[[nodiscard]] std::string sentence(const ScriptFault& fault);

}  // namespace arena::codec
