// SPDX-License-Identifier: EUPL-1.2
// The script as a participant may read it. Internal to the codec.
#pragma once

#include "arena/v1/wire.pb.h"
#include "sessions/script.hpp"

namespace arena::codec {

// The script as chosen. `chair`: for somebody who leads, with what is hidden from all others.
void put_script(const Script& script, const Choices& choices, bool chair, v1::ScriptView& out);

}  // namespace arena::codec
