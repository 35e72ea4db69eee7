// SPDX-License-Identifier: EUPL-1.2
// Transcripts as files for researchers. Deterministic: the same transcript gives the same bytes.
//
// Columns (docs/exports.md): conversation_id, turn (`3.12`), round, round_id, number, kind, seat,
// group, role, ring, time (ISO 8601 UTC, milliseconds), reply_to, erased, text. Empty means none.
#pragma once

#include <string>

#include "sessions/script.hpp"
#include "sessions/transcript.hpp"

namespace arena::library {

// JSON Lines: one object a turn, keys in the order above, UTF-8, LF.
[[nodiscard]] std::string jsonl(const Script& script, const Transcript& transcript);
// CSV (RFC 4180): header line, CRLF, UTF-8 without BOM. A cell that a spreadsheet would run as
// a formula is preceded by an apostrophe.
[[nodiscard]] std::string csv(const Script& script, const Transcript& transcript);

}  // namespace arena::library
