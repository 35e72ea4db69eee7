// SPDX-License-Identifier: EUPL-1.2
// What a person asks for. Commands are imperative; events (event.hpp) are past.
//
// A command is a value that carries everything decide() may need from outside: who asks,
// when, and the random numbers it may use. At most one text belongs to a command; what it
// means depends on the act (the contribution itself, or the reason of a facilitator's act).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sessions/ids.hpp"
#include "sessions/slot.hpp"

namespace arena {

// What is kept of somebody's words when the conversation is archived (DESIGN §8), from the least to
// the most.
enum class ArchiveLevel : std::uint8_t { nothing, lessons_only, pseudonymised, full };

// The erasable part of an event. Kept apart from it, in memory and on disk.
struct Content {
  Salt salt;
  std::string text;
  friend bool operator==(const Content&, const Content&) = default;
};

// ---- acts of everybody who has the right -------------------------------------------------
struct Speak {
  std::optional<Turn> reply_to;
  std::optional<SeatCode> for_seat{};  // a scribe of the chair types what this person said
};
struct Ask {};  // a clarifying question, to the gate where the round has one
struct Answer {
  ItemId question;
};
struct Pass {};  // also "I am done" of who holds the floor or sits in a position
struct TakeNote {};
struct CarryNote {  // show an own note where the round lets notes be brought along
  ItemId note;
};
struct CarryMark {  // the same with an own mark
  Turn turn;
};
struct MarkTurn {
  Turn turn;
  bool on = true;
};
struct RaiseHand {};
struct LowerHand {};
struct ProposeLesson {
  std::vector<Turn> evidence;  // what was said that it rests on
};
struct Propose {            // an item of another product
  std::uint16_t product{};  // position in Script::products, from 0
};
struct ReconsiderItem {  // what its owner thinks of it now; the text is the new thought
  ItemId item;
};
struct ShareItem {  // show an own item that nobody else sees yet, as last reconsidered
  ItemId item;
};
struct Vote {
  std::uint16_t ballot{};              // position in Round::ballots, from 0
  std::vector<std::uint64_t> choices;  // options from 1, or items; in order of preference to rank
  bool not_applicable{};               // the text is the reason, where one is asked
};
struct BeReady {};
struct TakeSeat {  // or wait for one, with a hand up
  GroupIndex position;
};
struct LeaveSeat {};
struct SetConsent {  // for one's own words: never more than the conversation's level
  ArchiveLevel level{};
  bool quoted{};
  bool reused{};
};
struct AnswerLetter {};  // to the chair, after a letter
enum class Verdict : std::uint8_t { recognised, partly, not_recognised };
struct JudgeLesson {  // or an item of another product
  ItemId lesson;
  Verdict verdict{};
};
// Whether somebody who listens decides about this person. Never recorded: case_workers.hpp.
struct SayCaseWorker {
  std::vector<SeatCode> listeners;  // none: nobody who listens
  bool unsure{};
};
struct AskHelp {};  // open to every seat in every round, also while away
// The token with which an envelope is handed in. Never recorded, and what is written never comes
// over the socket: server/anonymity.
struct RequestToken {
  SlotId slot;
  SlotElement blinded;
};

// ---- acts of the chair ---------------------------------------------------------------------
struct Admit {
  SeatId seat;
};
struct TurnAway {
  SeatId seat;
};
struct Remove {
  SeatCode seat;
  bool excused{};  // before anything was said, and without a word why: a listener who decides
                   // about somebody here
};
struct ReadCaseWorkers {};     // all answers at once, and no more after it
struct OpenRound {             // advance, or return to an earlier round of the same sitting
  std::uint16_t round{};       // from 1
  std::uint16_t repetition{};  // from 1 where the round is repeated; 0: the next or the only one
};
struct PauseRound {};
struct ResumeRound {};
struct ExtendRound {
  Span by;
};
// Who may contribute anonymously in the open round writes; the text is what is asked. The shell
// draws the slot and its key.
struct OpenSlot {
  Span writing;
  SlotId slot;
  SlotElement key;
};
struct CancelSlot {};  // nothing of it is shown; the text is the reason
struct EndSitting {};
struct CloseConversation {};
struct GiveFloor {
  SeatCode seat;
};
struct TakeFloor {};
struct AcceptQuestion {
  ItemId question;
};
struct AskToRephrase {
  ItemId question;
};
struct MergeQuestions {
  std::vector<ItemId> questions;  // the text is the merged question
};
struct WithholdQuestion {
  ItemId question;
};
struct AnswerHelp {
  SeatCode seat;
};
struct GiveFloorToNext {};  // by the order of the floor: quiet first, or who asked first
struct BindPosition {
  GroupIndex position;
  SeatCode seat;
};
struct FreePosition {
  SeatCode seat;
};
struct ReplaceSeated {  // a whole new company sits down
  GroupIndex position;
};
struct SetItemState {
  ItemId item;
  std::uint16_t state{};  // position in Product::states, from 0
};
// Of a lesson, or of an item of a product with an owner.
struct AddEvidence {
  ItemId item;
  std::vector<Turn> turns;
};
struct AssignItem {  // the text is the owner, by code or name; empty: nobody yet
  ItemId item;
  std::optional<Instant> due;
  bool signal{};  // a case that shows a problem of the organisation
};
enum class Decision : std::uint8_t { adopted, declined, done };
struct DecideItem {  // the text is the reason
  ItemId item;
  Decision decision{};
};
struct SendLetter {  // to everybody; the text is the letter. These lessons are shared with it.
  std::vector<ItemId> lessons;
};
struct Warn {
  SeatCode seat;
};
struct RecordIncident {  // for the chair; due an answer within 48 hours
  std::optional<SeatCode> about;
};
struct CloseIncident {
  ItemId incident;
};
struct OfferLead {
  SeatCode seat;
};
struct TakeLead {};  // the yes of whom it was offered to; or where nobody leads

// ---- acts of the shell, which has checked a link's secret ----------------------------------
struct Arrive {
  GroupIndex group;
};
struct Tick {};       // the deadline has passed
struct ChairGone {};  // no facilitator has been connected for a while
struct CloseSlot {    // intake is over
  SlotId slot;
  bool published{};            // the floor was reached
  std::vector<Content> texts;  // shuffled, each with a salt of its own
};
// An open lesson of the conversation before this one in its series. What became of it there comes
// along too: AssignItem and DecideItem, asked by the shell before the first round.
struct BringLesson {
  ConversationId from;
  ItemId lesson;
};

using ActBody = std::variant<
    Speak, Ask, Answer, Pass, TakeNote, MarkTurn, RaiseHand, LowerHand, ProposeLesson, JudgeLesson,
    AskHelp, RequestToken, Admit, TurnAway, Remove, OpenRound, PauseRound, ResumeRound, ExtendRound,
    EndSitting, CloseConversation, GiveFloor, TakeFloor, AcceptQuestion, AskToRephrase,
    MergeQuestions, WithholdQuestion, AnswerHelp, Arrive, Tick, CarryNote, CarryMark, Propose,
    ReconsiderItem, ShareItem, Vote, BeReady, TakeSeat, LeaveSeat, SetConsent, AnswerLetter,
    GiveFloorToNext, BindPosition, FreePosition, ReplaceSeated, SetItemState, AddEvidence,
    AssignItem, DecideItem, SendLetter, Warn, RecordIncident, CloseIncident, OfferLead, TakeLead,
    ChairGone, BringLesson, SayCaseWorker, ReadCaseWorkers, OpenSlot, CancelSlot, CloseSlot>;

struct Command {
  CommandId id;           // a repeat of an accepted id is answered, never repeated
  SeatId actor = nobody;  // nobody: the shell itself (Arrive, Tick)
  Room room;              // the room it was written for
  Instant at;             // when the shell took it up
  std::uint64_t draw{};   // fresh random bits: item ids, seat codes
  Salt salt;              // fresh random salt of the text and of the body's commitment
  ActBody act;
  std::string text;  // UTF-8, empty where the act has none
};

}  // namespace arena
