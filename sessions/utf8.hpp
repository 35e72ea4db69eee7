// SPDX-License-Identifier: EUPL-1.2
// Whether bytes are well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates,
// nothing above U+10FFFF, and no U+0000. Pure.
#pragma once

#include <string_view>

namespace arena {

// Nothing in it but ASCII white space.
[[nodiscard]] bool blank(std::string_view text) noexcept;
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

}  // namespace arena
