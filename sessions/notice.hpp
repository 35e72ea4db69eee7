// SPDX-License-Identifier: EUPL-1.2
// What one person is told of an event. Made in one place only, Conversation::notice_for.
//
// A notice carries no text: it names the event whose text belongs to it (`text_of`), and the
// shell puts the words in when it encodes, so that an erased text is gone everywhere at once.
// Equal notices are encoded once and shared by all who receive them.
//
// No notice holds an event number, a count or an order that tells of anything its viewer may
// not see (DESIGN §5). `text_of` never leaves the server.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sessions/event.hpp"
#include "sessions/ids.hpp"
#include "sessions/script.hpp"

namespace arena {

struct SeatView {
  SeatId seat;  // for the shell to look a name up; on the wire only code and group appear
  SeatCode code;
  GroupIndex
      group;  // where the person sits in that room: the own group, a position or a derived one
  friend bool operator==(const SeatView&, const SeatView&) = default;
};

// The clock of the open round. Running: it is due at `ends`. Paused: `remaining` is left.
struct ClockView {
  bool timed{};  // false: the round has no clock
  bool paused{};
  Instant opened;
  Span planned;  // with its extensions
  Instant ends;
  Span remaining;
  friend bool operator==(const ClockView&, const ClockView&) = default;
};

// A detached slot that is open.
struct SlotView {
  SlotId slot;
  SlotElement key;
  bool writes{};  // whether this viewer is one of those who may write
  Instant writing_ends;
  std::optional<EventNumber> text_of{};  // what is asked
  friend bool operator==(const SlotView&, const SlotView&) = default;
};

// ---- place, round and clock
struct Seated {  // to the one admitted: the snapshot; nothing older is ever shown
  SeatView self;
  Room room;
  ClockView clock;
  std::vector<SeatView> seats;  // who sits in a room this seat perceives, itself included
  std::optional<SeatCode> floor;
  std::uint16_t sittings_ended{};
  std::vector<SeatView> waiting;    // in the lobby, without a code; to the chair only
  std::optional<ItemId> subject{};  // as in RoundEntered
  std::optional<SeatCode> lead{};
  std::optional<SlotView> slot{};
  friend bool operator==(const Seated&, const Seated&) = default;
};
struct RoundEntered {
  Room room;
  bool returned{};
  ClockView clock;
  std::vector<SeatView> seats;  // empty for those who are away; the chair sees all
  std::optional<SeatCode> by;
  std::optional<EventNumber> text_of;  // the reason, where one was given
  std::optional<ItemId> subject{};     // the item that this repetition is about
  friend bool operator==(const RoundEntered&, const RoundEntered&) = default;
};
struct ClockChanged {
  enum class Change : std::uint8_t { paused, resumed, extended } change{};
  ClockView clock;
  std::optional<SeatCode> by;
  std::optional<EventNumber> text_of;  // the reason; absent: the script's standing reason
  friend bool operator==(const ClockChanged&, const ClockChanged&) = default;
};
struct SittingOver {
  std::uint16_t sitting{};
  bool more_follow{};  // another sitting is part of the script
  std::optional<EventNumber> text_of;
  friend bool operator==(const SittingOver&, const SittingOver&) = default;
};
struct ConversationOver {
  std::optional<EventNumber> text_of;
  friend bool operator==(const ConversationOver&, const ConversationOver&) = default;
};
struct SeatTaken {
  SeatView seat;
  friend bool operator==(const SeatTaken&, const SeatTaken&) = default;
};
struct SeatMoved {  // into a position, or back to the own group
  SeatView seat;
  friend bool operator==(const SeatMoved&, const SeatMoved&) = default;
};
struct SeatLeft {  // removed by the chair
  SeatCode code;
  std::optional<EventNumber> text_of;
  friend bool operator==(const SeatLeft&, const SeatLeft&) = default;
};
// To the chair only. `admitted` stands for SeatTaken too: an event gives one notice a viewer.
struct LobbyChanged {
  enum class Change : std::uint8_t { waiting, admitted, turned_away } change{};
  SeatId seat;
  GroupIndex group;
  std::optional<SeatCode> code;
  friend bool operator==(const LobbyChanged&, const LobbyChanged&) = default;
};

// ---- speech
enum class ContributionKind : std::uint8_t {
  speech,
  guidance,
  question,
  answer,
  lesson,
  item,  // of another product
  note,  // brought along by its owner
  mark,  // the same; it has no text, `reply_to` is what was marked
  anonymous
};
struct ContributionShown {  // signed, unless it is anonymous: with the code of who said it
  ContributionKind kind{};
  Turn turn;
  std::optional<SeatCode> code;  // absent: anonymous, or the chair's merged question
  std::optional<Turn> reply_to;
  std::optional<ItemId> item;  // the question asked or answered, the lesson, the item
  EventNumber text_of;         // a mark: of no event
  std::optional<std::uint16_t> product{};
  std::optional<SeatCode> scribe{};  // who typed it for the one who said it
  std::vector<Turn> evidence{};      // of a lesson: those that this viewer was shown
  friend bool operator==(const ContributionShown&, const ContributionShown&) = default;
};
struct PassShown {
  Turn turn;
  SeatCode code;
  friend bool operator==(const PassShown&, const PassShown&) = default;
};
struct OwnNote {
  ItemId note;
  Room room;
  EventNumber text_of;
  friend bool operator==(const OwnNote&, const OwnNote&) = default;
};
struct OwnMark {
  Turn turn;
  bool on{};
  friend bool operator==(const OwnMark&, const OwnMark&) = default;
};

// ---- a detached slot
struct SlotShown {
  SlotView slot;
  friend bool operator==(const SlotShown&, const SlotShown&) = default;
};
struct SlotOver {
  SlotId slot;
  SlotEnd how{};
  std::optional<EventNumber> text_of;  // the reason it was cancelled
  friend bool operator==(const SlotOver&, const SlotOver&) = default;
};

// ---- floor
struct HandShown {
  SeatCode code;
  bool up{};
  friend bool operator==(const HandShown&, const HandShown&) = default;
};
struct FloorShown {
  std::optional<SeatCode> code;  // absent: nobody has the floor
  friend bool operator==(const FloorShown&, const FloorShown&) = default;
};

// ---- question gate, to the asker and the chair
struct QuestionWaiting {
  ItemId question;
  SeatCode code;
  EventNumber text_of;
  friend bool operator==(const QuestionWaiting&, const QuestionWaiting&) = default;
};
struct QuestionDecided {
  enum class Decision : std::uint8_t { accepted, rephrase, merged, withheld } decision{};
  ItemId question;
  std::optional<EventNumber> text_of;  // the reason, or what is asked of the asker
  friend bool operator==(const QuestionDecided&, const QuestionDecided&) = default;
};

// ---- items of products, and what becomes of lessons and items
struct OwnItem {  // nobody else sees it yet
  ItemId item;
  std::uint16_t product{};
  Room room;
  bool reconsidered{};  // the text is what its owner thinks of it now
  EventNumber text_of;
  friend bool operator==(const OwnItem&, const OwnItem&) = default;
};
struct ItemSeen {  // released: not a turn of any round
  ItemId item;
  std::optional<std::uint16_t> product;  // absent: a lesson
  EventNumber text_of;
  std::vector<Turn> evidence{};  // of a lesson: those that this viewer was shown
  friend bool operator==(const ItemSeen&, const ItemSeen&) = default;
};
struct ItemChanged {
  enum class Change : std::uint8_t { state, evidence, assigned, adopted, declined, done } change{};
  ItemId item;
  std::uint16_t state{};               // with state
  std::vector<Turn> evidence;          // those that this viewer was shown
  std::optional<Instant> due;          // with assigned
  bool signal{};                       // with assigned
  std::optional<EventNumber> text_of;  // assigned: the owner; otherwise the reason
  friend bool operator==(const ItemChanged&, const ItemChanged&) = default;
};
struct LetterShown {
  EventNumber text_of;
  friend bool operator==(const LetterShown&, const LetterShown&) = default;
};
struct LetterAnswerShown {  // to the one who answered and the chair
  SeatCode code;
  EventNumber text_of;
  friend bool operator==(const LetterAnswerShown&, const LetterAnswerShown&) = default;
};

// ---- ballots
struct OwnVote {
  Room room;
  std::uint16_t ballot{};
  std::vector<std::uint64_t> choices;
  bool not_applicable{};
  std::optional<EventNumber> text_of;
  friend bool operator==(const OwnVote&, const OwnVote&) = default;
};
struct VoteSeen {
  Room room;
  std::uint16_t ballot{};
  SeatCode code;
  std::vector<std::uint64_t> choices;
  bool not_applicable{};
  std::optional<EventNumber> text_of;
  friend bool operator==(const VoteSeen&, const VoteSeen&) = default;
};
struct BallotResult {
  Room room;
  std::uint16_t ballot{};
  std::uint32_t answered{};
  std::optional<std::uint32_t> not_applicable;
  bool below_floor{};
  std::vector<Tally> tallies;
  friend bool operator==(const BallotResult&, const BallotResult&) = default;
};

// ---- consent, and the care of the chair
struct OwnConsent {
  ArchiveLevel level{};
  bool quoted{};
  bool reused{};
  friend bool operator==(const OwnConsent&, const OwnConsent&) = default;
};
struct OwnPass {  // in a round that is own-only
  friend bool operator==(const OwnPass&, const OwnPass&) = default;
};
struct ReadyShown {  // to the one who is ready and the chair
  SeatCode code;
  friend bool operator==(const ReadyShown&, const ReadyShown&) = default;
};
struct MayEnd {  // to the chair
  RoundEnd why{};
  friend bool operator==(const MayEnd&, const MayEnd&) = default;
};
struct WarningShown {  // to the one warned and the chair
  SeatCode code;
  EventNumber text_of;
  friend bool operator==(const WarningShown&, const WarningShown&) = default;
};
struct IncidentShown {  // to the chair
  ItemId incident;
  std::optional<SeatCode> about;
  std::optional<Instant> due;  // absent: it is closed
  std::optional<EventNumber> text_of;
  friend bool operator==(const IncidentShown&, const IncidentShown&) = default;
};
struct LeadShown {
  SeatCode code;
  bool offered{};  // otherwise: leads now
  friend bool operator==(const LeadShown&, const LeadShown&) = default;
};

// ---- lessons, help
struct LessonVerdict {
  ItemId lesson;
  SeatCode code;
  Verdict verdict{};
  friend bool operator==(const LessonVerdict&, const LessonVerdict&) = default;
};
struct HelpShown {  // to the one who asked and the chair
  SeatCode code;    // who asked
  bool from_chair{};
  EventNumber text_of;
  friend bool operator==(const HelpShown&, const HelpShown&) = default;
};

using NoticeBody =
    std::variant<Seated, RoundEntered, ClockChanged, SittingOver, ConversationOver, SeatTaken,
                 SeatLeft, LobbyChanged, ContributionShown, PassShown, OwnNote, OwnMark, HandShown,
                 FloorShown, QuestionWaiting, QuestionDecided, LessonVerdict, HelpShown, SeatMoved,
                 OwnItem, ItemSeen, ItemChanged, LetterShown, LetterAnswerShown, OwnVote, VoteSeen,
                 BallotResult, OwnConsent, OwnPass, ReadyShown, MayEnd, WarningShown, IncidentShown,
                 LeadShown, SlotShown, SlotOver>;

struct Notice {
  Instant at;
  NoticeBody body;
  friend bool operator==(const Notice&, const Notice&) = default;
};

}  // namespace arena
