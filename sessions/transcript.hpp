// SPDX-License-Identifier: EUPL-1.2
// The transcript: what was said, in order, as it may be kept. A pure projection of the record.
//
// Help, notes, marks, hands, withheld questions and rooms whose words are not kept are no part of
// it. Turns are in the order in which they were first shown. The archive level of the conversation
// is obeyed here, and that of each person for the own words, which may be lower: `nothing` gives
// no turns, `lessons_only` only lessons.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sessions/event.hpp"
#include "sessions/ids.hpp"
#include "sessions/script.hpp"

namespace arena {

enum class TurnKind : std::uint8_t {
  speech,
  guidance,
  question,
  answer,
  lesson,
  pass,
  item,  // of another product
  note,  // brought along by its owner
  anonymous
};
[[nodiscard]] std::string_view name(TurnKind kind) noexcept;

struct TranscriptTurn {
  Turn turn;
  TurnKind kind{};
  std::optional<SeatCode> code;  // absent: anonymous, or a question the chair merged
  std::optional<GroupIndex> group;
  Ring ring{};
  std::string round_id;
  Instant at;
  std::optional<Turn> reply_to;
  std::optional<SeatCode> scribe;  // who typed it for the one who said it
  bool erased{};                   // withdrawn or purged: `text` is empty
  std::string text;
  bool quotable{};  // may be read outside the archive: its owner agreed, or it is the chair's
  friend bool operator==(const TranscriptTurn&, const TranscriptTurn&) = default;
};

// A lesson, or an item of another product, with what became of it.
struct TranscriptItem {
  ItemId item;
  std::optional<std::uint16_t> product;  // position in Script::products; absent: a lesson
  std::optional<SeatCode> code;          // whose proposal; absent where it is the group's
  std::string text;
  std::vector<Turn> evidence;
  bool brought{};     // from the conversation before this one, where its evidence stands
  std::string owner;  // empty: nobody yet
  std::optional<Instant> due;
  bool signal{};
  bool shared{};
  std::optional<Decision> decision;
  std::string reason;  // of the decision
  std::uint16_t state{};
  std::array<std::uint32_t, 3> verdicts{};  // by Verdict
  friend bool operator==(const TranscriptItem&, const TranscriptItem&) = default;
};

struct TranscriptLetter {
  Instant at;
  std::string text;
  friend bool operator==(const TranscriptLetter&, const TranscriptLetter&) = default;
};

struct Transcript {
  ConversationId conversation;
  std::string title;
  std::string script_id;
  ArchiveLevel archive_level{};
  std::vector<TranscriptTurn> turns;
  std::vector<TranscriptItem> items;      // as proposed
  std::vector<BallotShown> ballots;       // as shown
  std::vector<std::string> round_labels;  // of round n at n - 1: "1", "2", "o", "s"
  std::vector<TranscriptLetter> letters;  // to everybody, as sent
  std::vector<Instant> sittings;          // when the first round of each was opened
  std::vector<std::uint32_t> people;      // who were admitted, by GroupIndex
  std::size_t left_out{};                 // turns the archive level keeps out
  friend bool operator==(const Transcript&, const Transcript&) = default;
};

// `history` is a whole journal of a conversation run with `script`, from Created on.
[[nodiscard]] Transcript transcript_of(const Script& script, std::span<const Record> history);

// "3.12", "C3"; with the labels that people know the rounds by, where they are given.
[[nodiscard]] std::string label(const Turn& turn, std::span<const std::string> round_labels = {});
[[nodiscard]] std::string label(const SeatCode& code);

}  // namespace arena
