// SPDX-License-Identifier: EUPL-1.2
// The transcript: what was said, in order, as it may be kept. A pure projection of the record.
//
// Help, notes, marks, hands and withheld questions are no part of it. Turns are in the order
// in which they were first shown. The archive level of the conversation is obeyed here:
// `nothing` gives no turns, `lessons_only` only lessons.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sessions/event.hpp"
#include "sessions/ids.hpp"
#include "sessions/script.hpp"

namespace arena {

enum class TurnKind : std::uint8_t { speech, guidance, question, answer, lesson, pass };
[[nodiscard]] std::string_view name(TurnKind kind) noexcept;

struct TranscriptTurn {
  Turn turn;
  TurnKind kind{};
  std::optional<SeatCode> code;  // absent: a question the chair merged
  std::optional<GroupIndex> group;
  Ring ring{};
  std::string round_id;
  Instant at;
  std::optional<Turn> reply_to;
  bool erased{};  // withdrawn or purged: `text` is empty
  std::string text;
  friend bool operator==(const TranscriptTurn&, const TranscriptTurn&) = default;
};

struct Transcript {
  ConversationId conversation;
  std::string title;
  std::string script_id;
  ArchiveLevel archive_level{};
  std::vector<TranscriptTurn> turns;
  std::size_t left_out{};  // turns the archive level keeps out
  friend bool operator==(const Transcript&, const Transcript&) = default;
};

// `history` is a whole journal of a conversation run with `script`, from Created on.
[[nodiscard]] Transcript transcript_of(const Script& script, std::span<const Record> history);

// "3.12", "C3".
[[nodiscard]] std::string label(const Turn& turn);
[[nodiscard]] std::string label(const SeatCode& code);

}  // namespace arena
