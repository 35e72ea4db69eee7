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

namespace arena {

// ---- acts of everybody who has the right -------------------------------------------------
struct Speak {
  std::optional<Turn> reply_to;
};
struct Ask {};  // a clarifying question, to the gate where the round has one
struct Answer {
  ItemId question;
};
struct Pass {};  // also "I am done" of who holds the floor
struct TakeNote {};
struct MarkTurn {
  Turn turn;
  bool on = true;
};
struct RaiseHand {};
struct LowerHand {};
struct ProposeLesson {};
enum class Verdict : std::uint8_t { recognised, partly, not_recognised };
struct JudgeLesson {
  ItemId lesson;
  Verdict verdict{};
};
struct AskHelp {};                // open to every seat in every round, also while away
struct ContributeAnonymously {};  // refused not_available until the detached slot is built

// ---- acts of the chair ---------------------------------------------------------------------
struct Admit {
  SeatId seat;
};
struct TurnAway {
  SeatId seat;
};
struct Remove {
  SeatCode seat;
};
struct OpenRound {        // advance, or return to an earlier round of the same sitting
  std::uint16_t round{};  // from 1
};
struct PauseRound {};
struct ResumeRound {};
struct ExtendRound {
  Span by;
};
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

// ---- acts of the shell, which has checked a link's secret ----------------------------------
struct Arrive {
  GroupIndex group;
};
struct Tick {};  // the deadline has passed

using ActBody =
    std::variant<Speak, Ask, Answer, Pass, TakeNote, MarkTurn, RaiseHand, LowerHand, ProposeLesson,
                 JudgeLesson, AskHelp, ContributeAnonymously, Admit, TurnAway, Remove, OpenRound,
                 PauseRound, ResumeRound, ExtendRound, EndSitting, CloseConversation, GiveFloor,
                 TakeFloor, AcceptQuestion, AskToRephrase, MergeQuestions, WithholdQuestion,
                 AnswerHelp, Arrive, Tick>;

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
