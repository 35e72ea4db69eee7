// SPDX-License-Identifier: EUPL-1.2
// What happened. Events are past, append-only, and hold seats and commitments, never text
// and never a name: a text lives beside its event as Content, so that it can be erased while
// the chain of events still verifies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/ids.hpp"

namespace arena {

// What is kept of the words when the conversation is archived (DESIGN §8).
enum class ArchiveLevel : std::uint8_t { nothing, lessons_only, pseudonymised, full };

// Who may ever be told of an event. Fixed when the event is written; letting somebody else
// know later is a new event. Empty: nobody but the record.
struct Audience {
  std::uint64_t groups{};     // one bit per GroupIndex
  std::vector<SeatId> seats;  // beside those groups, ascending
  friend bool operator==(const Audience&, const Audience&) = default;
};

struct Created {
  ConversationId conversation;
  std::string script_text;  // the frozen script, byte for byte
  std::string title;
  ArchiveLevel archive_level{};
  friend bool operator==(const Created&, const Created&) = default;
};

// ---- seats
struct Arrived {  // in the lobby
  SeatId seat;
  GroupIndex group;
  friend bool operator==(const Arrived&, const Arrived&) = default;
};
struct Admitted {
  SeatId seat;
  SeatCode code;
  friend bool operator==(const Admitted&, const Admitted&) = default;
};
struct TurnedAway {
  SeatId seat;
  friend bool operator==(const TurnedAway&, const TurnedAway&) = default;
};
struct Removed {
  SeatId seat;
  friend bool operator==(const Removed&, const Removed&) = default;
};

// ---- rounds and clock
struct RoundOpened {
  Room room;
  bool returned{};  // an earlier round goes on, with its numbering
  friend bool operator==(const RoundOpened&, const RoundOpened&) = default;
};
struct RoundPaused {
  friend bool operator==(const RoundPaused&, const RoundPaused&) = default;
};
struct RoundResumed {
  friend bool operator==(const RoundResumed&, const RoundResumed&) = default;
};
struct RoundExtended {
  Span by;
  friend bool operator==(const RoundExtended&, const RoundExtended&) = default;
};
struct SittingEnded {
  std::uint16_t sitting{};  // from 1
  friend bool operator==(const SittingEnded&, const SittingEnded&) = default;
};
struct Closed {
  friend bool operator==(const Closed&, const Closed&) = default;
};

// ---- speech
struct Spoken {
  Turn turn;
  bool guidance{};  // by the chair
  std::optional<Turn> reply_to;
  friend bool operator==(const Spoken&, const Spoken&) = default;
};
struct Answered {
  Turn turn;
  ItemId question;
  friend bool operator==(const Answered&, const Answered&) = default;
};
struct Passed {
  Turn turn;
  friend bool operator==(const Passed&, const Passed&) = default;
};
struct Noted {
  ItemId note;
  friend bool operator==(const Noted&, const Noted&) = default;
};
struct Marked {
  Turn turn;
  bool on{};
  friend bool operator==(const Marked&, const Marked&) = default;
};

// ---- floor
struct HandRaised {
  friend bool operator==(const HandRaised&, const HandRaised&) = default;
};
struct HandLowered {
  SeatId seat;
  friend bool operator==(const HandLowered&, const HandLowered&) = default;
};
struct FloorGiven {
  SeatId seat;
  friend bool operator==(const FloorGiven&, const FloorGiven&) = default;
};
struct FloorFreed {
  friend bool operator==(const FloorFreed&, const FloorFreed&) = default;
};

// ---- question gate
struct QuestionAsked {  // to the gate: the asker and the chair know
  ItemId question;
  friend bool operator==(const QuestionAsked&, const QuestionAsked&) = default;
};
struct QuestionShown {  // accepted, or asked where there is no gate
  ItemId question;
  SeatId asker;
  Turn turn;
  EventNumber text_of;  // where its words stand
  friend bool operator==(const QuestionShown&, const QuestionShown&) = default;
};
struct QuestionReturned {  // the asker is asked to rephrase
  ItemId question;
  friend bool operator==(const QuestionReturned&, const QuestionReturned&) = default;
};
struct QuestionsMerged {  // the chair's wording stands for all of them
  std::vector<ItemId> questions;
  ItemId merged;
  Turn turn;
  friend bool operator==(const QuestionsMerged&, const QuestionsMerged&) = default;
};
struct QuestionMerged {  // tells one asker what became of the question
  ItemId question;
  friend bool operator==(const QuestionMerged&, const QuestionMerged&) = default;
};
struct QuestionWithheld {
  ItemId question;
  friend bool operator==(const QuestionWithheld&, const QuestionWithheld&) = default;
};

// ---- lessons
struct LessonProposed {
  ItemId lesson;
  Turn turn;
  friend bool operator==(const LessonProposed&, const LessonProposed&) = default;
};
struct LessonShared {  // released into a later round, with a number of that round
  ItemId lesson;
  Turn turn;
  EventNumber text_of;
  friend bool operator==(const LessonShared&, const LessonShared&) = default;
};
struct LessonJudged {
  ItemId lesson;
  Verdict verdict{};
  friend bool operator==(const LessonJudged&, const LessonJudged&) = default;
};

// ---- help: never part of transcript or archive
struct HelpAsked {
  ItemId help;
  friend bool operator==(const HelpAsked&, const HelpAsked&) = default;
};
struct HelpAnswered {
  SeatId seat;
  friend bool operator==(const HelpAnswered&, const HelpAnswered&) = default;
};

using EventBody =
    std::variant<Created, Arrived, Admitted, TurnedAway, Removed, RoundOpened, RoundPaused,
                 RoundResumed, RoundExtended, SittingEnded, Closed, Spoken, Answered, Passed, Noted,
                 Marked, HandRaised, HandLowered, FloorGiven, FloorFreed, QuestionAsked,
                 QuestionShown, QuestionReturned, QuestionsMerged, QuestionMerged, QuestionWithheld,
                 LessonProposed, LessonShared, LessonJudged, HelpAsked, HelpAnswered>;

// The command an event answers: remembered, so that a repeat is recognised.
struct Cause {
  CommandId id;
  Commitment body;  // commitment(salt, command_bytes(command)); see conversation.hpp
  friend bool operator==(const Cause&, const Cause&) = default;
};

struct Event {
  EventNumber number;
  Instant at;
  SeatId actor = nobody;  // whose act it was; nobody for the shell's own
  Audience audience;
  EventBody body;
  std::optional<Cause> cause;         // on the first event of each accepted command
  std::optional<Commitment> content;  // set if a text belongs to this event
  friend bool operator==(const Event&, const Event&) = default;
};

// The erasable part of an event. Kept apart from it, in memory and on disk.
struct Content {
  Salt salt;
  std::string text;
  friend bool operator==(const Content&, const Content&) = default;
};

// An event with what belongs to it: the unit that is appended and replayed. `content` holds
// the salt whenever the event has a cause or a text; it is absent once erased.
struct Record {
  Event event;
  std::optional<Content> content;
  friend bool operator==(const Record&, const Record&) = default;
};

}  // namespace arena
