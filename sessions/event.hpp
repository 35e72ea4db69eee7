// SPDX-License-Identifier: EUPL-1.2
// What happened. Events are past, append-only, and hold seats and commitments, never text
// and never a name: a text lives beside its event as Content, so that it can be erased while
// the chain of events still verifies.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/ids.hpp"
#include "sessions/script.hpp"

namespace arena {

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
  Choices choices{};                              // of the script's options, frozen
  std::optional<ConversationId> after{};          // the one before it in its series
  std::string releaser{};                         // who confirms that the archive is released
  std::vector<std::string> learning_questions{};  // what the listeners hope to learn
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
  SeatId for_seat = nobody;  // who said it, where a scribe typed it
  friend bool operator==(const Spoken&, const Spoken&) = default;
};
struct Answered {
  Turn turn;
  ItemId question;
  friend bool operator==(const Answered&, const Answered&) = default;
};
struct Passed {
  std::optional<Turn> turn;  // absent: nobody else is told, in a round that is own-only
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
struct NoteCarried {
  ItemId note;
  Turn turn;
  EventNumber text_of;  // where the words of the note stand
  friend bool operator==(const NoteCarried&, const NoteCarried&) = default;
};
struct MarkCarried {
  Turn marked;
  Turn turn;
  friend bool operator==(const MarkCarried&, const MarkCarried&) = default;
};
struct SaidReady {
  friend bool operator==(const SaidReady&, const SaidReady&) = default;
};

// ---- a detached slot
struct SlotOpened {
  SlotId slot;
  SlotElement key;
  std::vector<SeatId> eligible;  // who may write, frozen; ascending
  Instant writing_ends;
  friend bool operator==(const SlotOpened&, const SlotOpened&) = default;
};
struct SlotEnded {
  SlotId slot;
  SlotEnd how{};
  friend bool operator==(const SlotEnded&, const SlotEnded&) = default;
};
struct ContributedAnonymously {  // one of the batch; no event ever had an author to hide
  Turn turn;
  friend bool operator==(const ContributedAnonymously&, const ContributedAnonymously&) = default;
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

// ---- positions
struct PositionTaken {
  GroupIndex position;
  SeatId seat;
  friend bool operator==(const PositionTaken&, const PositionTaken&) = default;
};
struct PositionLeft {
  GroupIndex position;
  SeatId seat;
  friend bool operator==(const PositionLeft&, const PositionLeft&) = default;
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
  std::vector<Turn> evidence{};
  friend bool operator==(const LessonProposed&, const LessonProposed&) = default;
};
struct LessonShared {  // released, with a number of the round it is released into
  ItemId lesson;
  std::optional<Turn> turn;  // absent: by a letter
  EventNumber text_of;
  std::vector<Turn> evidence{};  // all that it rests on by now
  friend bool operator==(const LessonShared&, const LessonShared&) = default;
};
struct LessonJudged {
  ItemId lesson;
  Verdict verdict{};
  friend bool operator==(const LessonJudged&, const LessonJudged&) = default;
};

struct LessonBrought {  // from the conversation before this one in its series
  ItemId lesson;
  ConversationId from;
  ItemId was;
  friend bool operator==(const LessonBrought&, const LessonBrought&) = default;
};

// ---- items of other products, and what becomes of items and lessons
struct ItemProposed {
  ItemId item;
  std::uint16_t product{};
  std::optional<Turn> turn;  // absent: its owner's own, until it is shown
  friend bool operator==(const ItemProposed&, const ItemProposed&) = default;
};
struct ItemReconsidered {
  ItemId item;
  friend bool operator==(const ItemReconsidered&, const ItemReconsidered&) = default;
};
struct ItemShared {  // by its owner, into the open round
  ItemId item;
  Turn turn;
  EventNumber text_of;
  friend bool operator==(const ItemShared&, const ItemShared&) = default;
};
struct ItemReleased {  // by the script, when a round opens
  ItemId item;
  EventNumber text_of;
  friend bool operator==(const ItemReleased&, const ItemReleased&) = default;
};
struct ItemStateSet {
  ItemId item;
  std::uint16_t state{};
  friend bool operator==(const ItemStateSet&, const ItemStateSet&) = default;
};
struct EvidenceAdded {
  ItemId item;
  std::vector<Turn> turns;
  friend bool operator==(const EvidenceAdded&, const EvidenceAdded&) = default;
};
struct ItemAssigned {  // its text is the owner
  ItemId item;
  std::optional<Instant> due;
  bool signal{};
  std::optional<EventNumber> text_of{};  // told again: where the name of the owner stands
  friend bool operator==(const ItemAssigned&, const ItemAssigned&) = default;
};
struct ItemDecided {
  ItemId item;
  Decision decision{};
  std::optional<EventNumber> text_of{};  // told again: where the reason stands
  friend bool operator==(const ItemDecided&, const ItemDecided&) = default;
};
struct LetterSent {
  friend bool operator==(const LetterSent&, const LetterSent&) = default;
};
struct LetterAnswered {
  friend bool operator==(const LetterAnswered&, const LetterAnswered&) = default;
};

// ---- ballots
struct VoteCast {
  std::uint16_t ballot{};
  std::vector<std::uint64_t> choices;
  bool not_applicable{};
  friend bool operator==(const VoteCast&, const VoteCast&) = default;
};
struct VoteShown {  // of a named ballot
  Room room;        // where the ballot was held
  std::uint16_t ballot{};
  SeatId seat;
  std::vector<std::uint64_t> choices;
  bool not_applicable{};
  std::optional<EventNumber> text_of;  // the reason
  friend bool operator==(const VoteShown&, const VoteShown&) = default;
};
struct Tally {
  std::uint64_t choice{};
  std::optional<std::uint32_t> count;  // to rank: points; absent: too few to be shown
  friend bool operator==(const Tally&, const Tally&) = default;
};
struct BallotShown {
  Room room;
  std::uint16_t ballot{};
  std::uint32_t answered{};  // with "not applicable"
  std::optional<std::uint32_t> not_applicable;
  bool below_floor{};  // fewer people than the script's floor: no tallies
  std::vector<Tally> tallies;
  friend bool operator==(const BallotShown&, const BallotShown&) = default;
};

// ---- consent, and the care of the chair
struct ConsentSet {
  ArchiveLevel level{};
  bool quoted{};
  bool reused{};
  friend bool operator==(const ConsentSet&, const ConsentSet&) = default;
};
struct RoundMayEnd {  // one of the script's conditions has come true
  RoundEnd why{};
  friend bool operator==(const RoundMayEnd&, const RoundMayEnd&) = default;
};
struct Warned {
  SeatId seat;
  friend bool operator==(const Warned&, const Warned&) = default;
};
struct IncidentRecorded {
  ItemId incident;
  SeatId about = nobody;
  Instant due;
  friend bool operator==(const IncidentRecorded&, const IncidentRecorded&) = default;
};
struct IncidentClosed {
  ItemId incident;
  friend bool operator==(const IncidentClosed&, const IncidentClosed&) = default;
};
struct LeadOffered {
  SeatId seat;
  friend bool operator==(const LeadOffered&, const LeadOffered&) = default;
};
struct LeadTaken {
  friend bool operator==(const LeadTaken&, const LeadTaken&) = default;
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
                 LessonProposed, LessonShared, LessonJudged, HelpAsked, HelpAnswered, NoteCarried,
                 MarkCarried, SaidReady, PositionTaken, PositionLeft, LessonBrought, ItemProposed,
                 ItemReconsidered, ItemShared, ItemReleased, ItemStateSet, EvidenceAdded,
                 ItemAssigned, ItemDecided, LetterSent, LetterAnswered, VoteCast, VoteShown,
                 BallotShown, ConsentSet, RoundMayEnd, Warned, IncidentRecorded, IncidentClosed,
                 LeadOffered, LeadTaken, SlotOpened, SlotEnded, ContributedAnonymously>;

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

// An event with what belongs to it: the unit that is appended and replayed. `content` holds
// the salt whenever the event has a cause or a text; it is absent once erased.
struct Record {
  Event event;
  std::optional<Content> content;
  friend bool operator==(const Record&, const Record&) = default;
};

}  // namespace arena
