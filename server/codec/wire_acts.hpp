// SPDX-License-Identifier: EUPL-1.2
// Acts as a Command of the live protocol holds them, both ways. Internal to the codec.
#pragma once

#include <string>

#include "arena/v1/wire.pb.h"
#include "server/codec/wire.hpp"

namespace arena::codec {

// What one act may list; the rules have bounds of their own, which are lower.
inline constexpr int listed_max = 256;

// Takes the text out of `command`.
[[nodiscard]] tl::expected<ActBody, DecodeError> read_act(v1::Command& command, std::string& text);

void put_act(const ActBody& act, const std::string& text, v1::Command& out);

}  // namespace arena::codec
