// SPDX-License-Identifier: EUPL-1.2
// The script as a client reads it. Internal to the codec.
#pragma once

#include "arena/v1/wire.pb.h"
#include "server/codec/wire.hpp"

namespace arena::codec {

[[nodiscard]] SeenScript seen_script(const v1::ScriptView& script);

}  // namespace arena::codec
