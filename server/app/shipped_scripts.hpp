// SPDX-License-Identifier: EUPL-1.2
// The methods that come with Arena, as the text of sessions/scripts/*.textproto: part of the
// binary, so that nothing has to be installed beside it. In order of id.
#pragma once

#include <string_view>
#include <vector>

namespace arena::app {

struct ShippedScript {
  std::string_view id;    // the file's name without extension
  std::string_view text;  // byte for byte
};
[[nodiscard]] const std::vector<ShippedScript>& shipped_scripts();

}  // namespace arena::app
