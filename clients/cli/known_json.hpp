// SPDX-License-Identifier: EUPL-1.2
// What a person knows now as JSON, for machines. Fields are added, never renamed.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "clients/cli/known.hpp"

namespace arena::cli {

[[nodiscard]] nlohmann::ordered_json as_json(const Known& known, std::int64_t now_ms);

}  // namespace arena::cli
