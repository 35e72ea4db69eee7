// SPDX-License-Identifier: EUPL-1.2
// Events as stored bytes (proto/arena/v1/archive.proto). Deterministic: the same event gives the
// same bytes, for ever; the journal chains exactly these bytes.
#pragma once

#include <string>
#include <string_view>

#include "server/codec/wire.hpp"
#include "sessions/event.hpp"
#include "tl/expected.hpp"

namespace arena::codec {

[[nodiscard]] std::string encode_event(const Event& event);
[[nodiscard]] tl::expected<Event, DecodeError> decode_event(std::string_view bytes);

}  // namespace arena::codec
