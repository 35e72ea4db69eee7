// SPDX-License-Identifier: EUPL-1.2
// What the rules answer when they say no.
//
// A Rejection is told to the one who asked and to nobody else; it is never recorded,
// and neither is the text that was refused (DESIGN §5).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sessions/ids.hpp"
#include "tl/expected.hpp"

namespace arena {

// Closed on purpose: a new reason must be answered in every switch, in the wire mapping
// and in the catalogue of the web client.
enum class Reason : std::uint8_t {
  listen_only,        // this seat only listens in this round
  away,               // this seat is outside the room; only Help is open
  not_your_turn,      // a queue round, and somebody else (or nobody) has the floor
  round_over,         // the act was written for a room that is not the open one
  not_open,           // no round is open: lobby, or between two sittings
  not_for_your_role,  // this act is never open to this group
  not_in_this_round,  // this act opens to this group in another round
  not_available,      // this act is not built yet (anonymous contribution)
  paused,             // the chair has paused the round
  frozen,             // the record cannot be written
  not_admitted,       // still in the lobby
  removed,            // no longer part of this conversation
  closed,             // the conversation has ended
  full,               // the role's limit is reached
  text_empty,
  text_too_long,
  text_not_utf8,
  reason_missing,  // a facilitator's act that must say why
  no_such_seat,
  no_such_round,
  no_such_question,
  no_such_lesson,
  no_such_turn,
  already_decided,  // the question, the lobby request or the lesson was dealt with already
  id_reused,        // the command id was used before, for something else
  too_many,         // a bound of this conversation is reached
  wrong_moment,     // pausing what is paused, extending what has no clock, and the like
  too_few_people,   // the method needs more people before this round can open
  no_such_item,     // or not one that this act is for
  no_such_ballot,
  no_such_choice,      // not an answer that the ballot offers
  no_such_position,    // or not one that this seat can take
  passed_already,      // a scribe types for somebody who passed in this round
  date_in_past,        // a date by which something is to be done
  owner_missing,       // adopted or done, but nobody is named who does it
  evidence_missing,    // a lesson that no utterance supports
  above_agreed_level,  // consent to keep more than was agreed for this conversation
  too_few_answers,     // reading now would tell whose answer it is
  slot_open,           // people are writing anonymously; until that is over little else is open
};

inline constexpr Reason reason_last = Reason::slot_open;

// A stable machine name ("listen_only"), the same on the wire and in golden transcripts.
[[nodiscard]] std::string_view name(Reason reason) noexcept;

struct Rejection {
  Reason reason{};
  // The round (from 1) in which the refused act opens for this seat, and when the current
  // round is due to end; absent where there is nothing to wait for.
  std::optional<std::uint16_t> opens_in_round;
  std::optional<Span> time_left;
  friend bool operator==(const Rejection&, const Rejection&) = default;
};

template <class T>
using Result = tl::expected<T, Rejection>;

[[nodiscard]] inline tl::unexpected<Rejection> refuse(Reason reason) {
  return tl::unexpected<Rejection>(Rejection{reason, std::nullopt, std::nullopt});
}

}  // namespace arena
