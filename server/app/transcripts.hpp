// SPDX-License-Identifier: EUPL-1.2
// From a conversation's record to what researchers get: transcript, export, measures. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "sessions/event.hpp"
#include "sessions/script.hpp"
#include "sessions/transcript.hpp"

namespace arena::app {

struct ReadConversation {
  Script script;
  Transcript transcript;
  bool closed{};
};
// Nothing if `history` is empty or does not begin with a script that can be read.
[[nodiscard]] std::optional<ReadConversation> read_conversation(std::span<const Record> history);

// {"conversations": [{…}]}, in the order given (docs/http-api.md).
[[nodiscard]] std::string stats_json(std::span<const Transcript> transcripts);

}  // namespace arena::app
