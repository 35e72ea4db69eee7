// SPDX-License-Identifier: EUPL-1.2
// The target of an HTTP request, `/path?name=value`, with its percent-escapes undone. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace arena::net {

struct Target {
  std::string path;
  std::map<std::string, std::string> query;
};

// Nothing if it is not an absolute path, an escape is broken, or it holds control characters.
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

}  // namespace arena::net
