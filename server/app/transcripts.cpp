// SPDX-License-Identifier: EUPL-1.2
#include "server/app/transcripts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "server/codec/api.hpp"
#include "server/codec/script_text.hpp"
#include "sessions/measures.hpp"

namespace arena::app {

std::optional<ReadConversation> read_conversation(std::span<const Record> history) {
  if (history.empty()) return std::nullopt;
  const auto* created = std::get_if<Created>(&history.front().event.body);
  if (!created) return std::nullopt;
  auto script = codec::read_script(created->script_text, "journal");
  if (!script) return std::nullopt;
  auto transcript = transcript_of(*script, history);
  const bool closed = std::any_of(history.begin(), history.end(), [](const Record& record) {
    return std::holds_alternative<Closed>(record.event.body);
  });
  return ReadConversation{std::move(*script), std::move(transcript), closed};
}

std::string stats_json(std::span<const Transcript> transcripts) {
  auto conversations = nlohmann::ordered_json::array();
  for (const Transcript& transcript : transcripts) {
    const Measures measures = measure(transcript);
    conversations.push_back({{"conversation", codec::hex(transcript.conversation)},
                             {"title", transcript.title},
                             {"script", transcript.script_id},
                             {"turns", measures.turns},
                             {"speakers", measures.speakers},
                             {"words", measures.words},
                             {"gini_turns", measures.gini_turns},
                             {"gini_words", measures.gini_words},
                             {"entropy_turns_bits", measures.entropy_turns_bits},
                             {"transitions", measures.transitions},
                             {"transition_pairs", measures.transition_pairs}});
  }
  return nlohmann::ordered_json{{"conversations", std::move(conversations)}}.dump();
}

}  // namespace arena::app
