// SPDX-License-Identifier: EUPL-1.2
// Scripts as text: protobuf text format (proto/arena/v1/script.proto) <-> sessions/script.hpp,
// with the line of every fault. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/script.hpp"
#include "sessions/script_check.hpp"
#include "tl/expected.hpp"

namespace arena::codec {

inline constexpr std::size_t script_bytes_max = 262'144;

// Reads a script and proves it (check_script). `file` is named in faults only. On failure at
// least one fault; text-format errors give exactly one, with its line.
[[nodiscard]] tl::expected<Script, std::vector<ScriptFault>> read_script(std::string_view text,
                                                                         std::string_view file);

// One line for the author: file:line: round: group: what is wrong [rule].
[[nodiscard]] std::string sentence(const ScriptFault& fault);

}  // namespace arena::codec
