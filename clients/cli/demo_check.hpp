// SPDX-License-Identifier: EUPL-1.2
// A whole arena conversation over the real socket with one person per role, and what each of
// them saw and did not see of it, judged by the bytes that reached them.
#pragma once

#include <ostream>

#include "clients/cli/server_link.hpp"
#include "server/codec/api.hpp"

namespace arena::cli {

// `created` is a new conversation of `arenagesprek_nabespreking`. Prints its findings; true if
// everything held. Throws Stop if the conversation does not go on.
[[nodiscard]] bool check_demo(const ServerLink& server,
                              const codec::ApiConversationCreated& created, std::ostream& out);

}  // namespace arena::cli
