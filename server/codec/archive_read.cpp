// SPDX-License-Identifier: EUPL-1.2
// Bodies of stored events, as they are read.
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "server/codec/archive_bodies.hpp"

namespace arena::codec {
namespace {

using Stored = v1::StoredEvent;

// Where the words stand of what is told again; 0: beside the event itself.
std::optional<EventNumber> told_again(std::uint64_t text_of) {
  return text_of == 0 ? std::nullopt : std::optional(EventNumber{text_of});
}

// Reads parts of a stored event and remembers the first thing that makes no sense, so that the
// reading of an alternative stays a plain list of its fields.
class Reader {
 public:
  explicit Reader(std::string& fault) : fault_(fault) {}

  void fail(std::string sentence) {
    if (fault_.empty()) fault_ = std::move(sentence);
  }

  template <class Target>
  [[nodiscard]] Target small(std::uint32_t value, const char* what) {
    if (value > std::numeric_limits<Target>::max()) {
      fail(std::string(what) + " is out of range");
      return {};
    }
    return static_cast<Target>(value);
  }

  template <class Target>
  [[nodiscard]] Target octets(const std::string& bytes, const char* what) {
    Target out;
    if (bytes.size() != Target::size) {
      fail(std::string(what) + " has the wrong length");
      return out;
    }
    std::memcpy(out.bytes.data(), bytes.data(), Target::size);
    return out;
  }

  [[nodiscard]] Room room(const Stored::Room& room) {
    return {small<std::uint16_t>(room.round(), "a round"),
            small<std::uint16_t>(room.repetition(), "a repetition"),
            small<std::uint16_t>(room.room(), "a room")};
  }
  [[nodiscard]] Turn turn(const Stored::Turn& turn) { return {room(turn.room()), turn.number()}; }
  [[nodiscard]] SeatCode code(const Stored::SeatCode& code) {
    return {static_cast<char>(small<std::uint8_t>(code.letter(), "a seat's letter")),
            small<std::uint16_t>(code.number(), "a seat's number")};
  }

  [[nodiscard]] ArchiveLevel level(int value) {
    switch (value) {
      case Stored::ARCHIVE_LEVEL_NOTHING:
        return ArchiveLevel::nothing;
      case Stored::ARCHIVE_LEVEL_LESSONS_ONLY:
        return ArchiveLevel::lessons_only;
      case Stored::ARCHIVE_LEVEL_PSEUDONYMISED:
        return ArchiveLevel::pseudonymised;
      case Stored::ARCHIVE_LEVEL_FULL:
        return ArchiveLevel::full;
      default:
        fail("the archive level is unknown");
        return {};
    }
  }
  template <class StoredTurns>
  [[nodiscard]] std::vector<Turn> turns(const StoredTurns& stored) {
    std::vector<Turn> out;
    for (const auto& each : stored) out.push_back(turn(each));
    return out;
  }
  [[nodiscard]] Decision decision(int value) {
    switch (value) {
      case Stored::DECISION_ADOPTED:
        return Decision::adopted;
      case Stored::DECISION_DECLINED:
        return Decision::declined;
      case Stored::DECISION_DONE:
        return Decision::done;
      default:
        fail("the decision is unknown");
        return {};
    }
  }
  [[nodiscard]] RoundEnd end(int value) {
    switch (value) {
      case Stored::ROUND_END_TIME:
        return RoundEnd::time;
      case Stored::ROUND_END_EVERYBODY_ACTED:
        return RoundEnd::everybody_acted;
      case Stored::ROUND_END_QUEUE_EMPTY:
        return RoundEnd::queue_empty;
      case Stored::ROUND_END_LIST_EXHAUSTED:
        return RoundEnd::list_exhausted;
      case Stored::ROUND_END_ALL_SUBMITTED:
        return RoundEnd::all_submitted;
      default:
        fail("the end of a round is unknown");
        return {};
    }
  }
  [[nodiscard]] SlotEnd slot_end(int value) {
    switch (value) {
      case Stored::SLOT_END_PUBLISHED:
        return SlotEnd::published;
      case Stored::SLOT_END_BELOW_FLOOR:
        return SlotEnd::below_floor;
      case Stored::SLOT_END_CANCELLED:
        return SlotEnd::cancelled;
      default:
        fail("the end of a slot is unknown");
        return {};
    }
  }
  [[nodiscard]] Verdict verdict(int value) {
    switch (value) {
      case Stored::VERDICT_RECOGNISED:
        return Verdict::recognised;
      case Stored::VERDICT_PARTLY:
        return Verdict::partly;
      case Stored::VERDICT_NOT_RECOGNISED:
        return Verdict::not_recognised;
      default:
        fail("the verdict is unknown");
        return {};
    }
  }

 private:
  std::string& fault_;
};

SlotOpened slot_opened(const Stored::SlotOpened& in, Reader& read) {
  SlotOpened opened{read.octets<SlotId>(in.slot(), "a slot"),
                    read.octets<SlotElement>(in.key(), "the key of a slot"),
                    {},
                    {in.writing_ends_ms()}};
  for (const std::uint32_t seat : in.eligible()) opened.eligible.push_back({seat});
  return opened;
}

Created created(const Stored::Created& in, Reader& read) {
  Created created{read.octets<ConversationId>(in.conversation(), "a conversation"),
                  in.script_text(),
                  in.title(),
                  read.level(in.archive_level()),
                  {},
                  std::nullopt,
                  in.releaser(),
                  {in.learning_questions().begin(), in.learning_questions().end()}};
  for (const auto& chosen : in.choices()) created.choices[chosen.option()] = chosen.choice();
  if (!in.after().empty()) {
    created.after = read.octets<ConversationId>(in.after(), "the conversation before it");
  }
  return created;
}

VoteShown vote_shown(const Stored::VoteShown& in, Reader& read) {
  VoteShown shown{read.room(in.room()), read.small<std::uint16_t>(in.ballot(), "a ballot"),
                  {in.seat()},          {in.choices().begin(), in.choices().end()},
                  in.not_applicable(),  std::nullopt};
  if (in.text_of() != 0) shown.text_of = EventNumber{in.text_of()};
  return shown;
}

BallotShown ballot_shown(const Stored::BallotShown& in, Reader& read) {
  BallotShown shown;
  shown.room = read.room(in.room());
  shown.ballot = read.small<std::uint16_t>(in.ballot(), "a ballot");
  shown.answered = in.answered();
  if (in.has_not_applicable()) shown.not_applicable = in.not_applicable();
  shown.below_floor = in.below_floor();
  for (const auto& tally : in.tallies()) {
    Tally counted{tally.choice(), std::nullopt};
    if (tally.has_count()) counted.count = tally.count();
    shown.tallies.push_back(counted);
  }
  return shown;
}

// Lessons and items, and what becomes of them.
EventBody item_body(const Stored& in, Reader& read) {
  switch (in.body_case()) {
    case Stored::kLessonBrought:
      return LessonBrought{
          {in.lesson_brought().lesson()},
          read.octets<ConversationId>(in.lesson_brought().from(), "a conversation"),
          {in.lesson_brought().was()}};
    case Stored::kItemProposed: {
      ItemProposed proposed{{in.item_proposed().item()},
                            read.small<std::uint16_t>(in.item_proposed().product(), "a product"),
                            std::nullopt};
      if (in.item_proposed().has_turn()) proposed.turn = read.turn(in.item_proposed().turn());
      return proposed;
    }
    case Stored::kItemReconsidered:
      return ItemReconsidered{{in.item_reconsidered().item()}};
    case Stored::kItemShared:
      return ItemShared{{in.item_shared().item()},
                        read.turn(in.item_shared().turn()),
                        {in.item_shared().text_of()}};
    case Stored::kItemReleased:
      return ItemReleased{{in.item_released().item()}, {in.item_released().text_of()}};
    case Stored::kItemStateSet:
      return ItemStateSet{{in.item_state_set().item()},
                          read.small<std::uint16_t>(in.item_state_set().state(), "a state")};
    case Stored::kEvidenceAdded:
      return EvidenceAdded{{in.evidence_added().item()}, read.turns(in.evidence_added().turns())};
    case Stored::kItemAssigned: {
      ItemAssigned assigned{{in.item_assigned().item()},
                            std::nullopt,
                            in.item_assigned().signal(),
                            told_again(in.item_assigned().text_of())};
      if (in.item_assigned().has_due_ms()) assigned.due = Instant{in.item_assigned().due_ms()};
      return assigned;
    }
    case Stored::kItemDecided:
      return ItemDecided{{in.item_decided().item()},
                         read.decision(in.item_decided().decision()),
                         told_again(in.item_decided().text_of())};
    case Stored::kLetterSent:
      return LetterSent{};
    case Stored::kLetterAnswered:
      return LetterAnswered{};
    default:
      read.fail("it does not say what happened");
      return Closed{};
  }
}

EventBody read_body(const Stored& in, Reader& read) {
  switch (in.body_case()) {
    case Stored::kCreated:
      return created(in.created(), read);
    case Stored::kArrived:
      return Arrived{{in.arrived().seat()},
                     {read.small<std::uint8_t>(in.arrived().group(), "a group")}};
    case Stored::kAdmitted:
      return Admitted{{in.admitted().seat()}, read.code(in.admitted().code())};
    case Stored::kTurnedAway:
      return TurnedAway{{in.turned_away().seat()}};
    case Stored::kRemoved:
      return Removed{{in.removed().seat()}};
    case Stored::kRoundOpened:
      return RoundOpened{read.room(in.round_opened().room()), in.round_opened().returned()};
    case Stored::kRoundPaused:
      return RoundPaused{};
    case Stored::kRoundResumed:
      return RoundResumed{};
    case Stored::kRoundExtended:
      return RoundExtended{{in.round_extended().by_ms()}};
    case Stored::kSittingEnded:
      return SittingEnded{read.small<std::uint16_t>(in.sitting_ended().sitting(), "a sitting")};
    case Stored::kClosed:
      return Closed{};
    case Stored::kSpoken: {
      Spoken spoken{read.turn(in.spoken().turn()),
                    in.spoken().guidance(),
                    std::nullopt,
                    {in.spoken().for_seat()}};
      if (in.spoken().has_reply_to()) spoken.reply_to = read.turn(in.spoken().reply_to());
      return spoken;
    }
    case Stored::kAnswered:
      return Answered{read.turn(in.answered().turn()), {in.answered().question()}};
    case Stored::kPassed: {
      Passed passed;
      if (in.passed().has_turn()) passed.turn = read.turn(in.passed().turn());
      return passed;
    }
    case Stored::kNoted:
      return Noted{{in.noted().note()}};
    case Stored::kMarked:
      return Marked{read.turn(in.marked().turn()), in.marked().on()};
    case Stored::kHandRaised:
      return HandRaised{};
    case Stored::kHandLowered:
      return HandLowered{{in.hand_lowered().seat()}};
    case Stored::kFloorGiven:
      return FloorGiven{{in.floor_given().seat()}};
    case Stored::kFloorFreed:
      return FloorFreed{};
    case Stored::kQuestionAsked:
      return QuestionAsked{{in.question_asked().question()}};
    case Stored::kQuestionShown:
      return QuestionShown{{in.question_shown().question()},
                           {in.question_shown().asker()},
                           read.turn(in.question_shown().turn()),
                           {in.question_shown().text_of()}};
    case Stored::kQuestionReturned:
      return QuestionReturned{{in.question_returned().question()}};
    case Stored::kQuestionsMerged: {
      QuestionsMerged merged;
      for (const auto question : in.questions_merged().questions()) {
        merged.questions.push_back({question});
      }
      merged.merged = {in.questions_merged().merged()};
      merged.turn = read.turn(in.questions_merged().turn());
      return merged;
    }
    case Stored::kQuestionMerged:
      return QuestionMerged{{in.question_merged().question()}};
    case Stored::kQuestionWithheld:
      return QuestionWithheld{{in.question_withheld().question()}};
    case Stored::kLessonProposed:
      return LessonProposed{{in.lesson_proposed().lesson()},
                            read.turn(in.lesson_proposed().turn()),
                            read.turns(in.lesson_proposed().evidence())};
    case Stored::kLessonShared: {
      LessonShared shared{{in.lesson_shared().lesson()},
                          {},
                          {in.lesson_shared().text_of()},
                          read.turns(in.lesson_shared().evidence())};
      if (in.lesson_shared().has_turn()) shared.turn = read.turn(in.lesson_shared().turn());
      return shared;
    }
    case Stored::kLessonJudged:
      return LessonJudged{{in.lesson_judged().lesson()},
                          read.verdict(in.lesson_judged().verdict())};
    case Stored::kHelpAsked:
      return HelpAsked{{in.help_asked().help()}};
    case Stored::kHelpAnswered:
      return HelpAnswered{{in.help_answered().seat()}};
    case Stored::kNoteCarried:
      return NoteCarried{{in.note_carried().note()},
                         read.turn(in.note_carried().turn()),
                         {in.note_carried().text_of()}};
    case Stored::kMarkCarried:
      return MarkCarried{read.turn(in.mark_carried().marked()),
                         read.turn(in.mark_carried().turn())};
    case Stored::kSaidReady:
      return SaidReady{};
    case Stored::kPositionTaken:
      return PositionTaken{{read.small<std::uint8_t>(in.position_taken().position(), "a position")},
                           {in.position_taken().seat()}};
    case Stored::kPositionLeft:
      return PositionLeft{{read.small<std::uint8_t>(in.position_left().position(), "a position")},
                          {in.position_left().seat()}};
    case Stored::kVoteCast:
      return VoteCast{read.small<std::uint16_t>(in.vote_cast().ballot(), "a ballot"),
                      {in.vote_cast().choices().begin(), in.vote_cast().choices().end()},
                      in.vote_cast().not_applicable()};
    case Stored::kVoteShown:
      return vote_shown(in.vote_shown(), read);
    case Stored::kBallotShown:
      return ballot_shown(in.ballot_shown(), read);
    case Stored::kConsentSet:
      return ConsentSet{read.level(in.consent_set().level()), in.consent_set().quoted(),
                        in.consent_set().reused()};
    case Stored::kRoundMayEnd:
      return RoundMayEnd{read.end(in.round_may_end().why())};
    case Stored::kWarned:
      return Warned{{in.warned().seat()}};
    case Stored::kIncidentRecorded:
      return IncidentRecorded{{in.incident_recorded().incident()},
                              {in.incident_recorded().about()},
                              {in.incident_recorded().due_ms()}};
    case Stored::kIncidentClosed:
      return IncidentClosed{{in.incident_closed().incident()}};
    case Stored::kLeadOffered:
      return LeadOffered{{in.lead_offered().seat()}};
    case Stored::kLeadTaken:
      return LeadTaken{};
    case Stored::kSlotOpened:
      return slot_opened(in.slot_opened(), read);
    case Stored::kSlotEnded:
      return SlotEnded{read.octets<SlotId>(in.slot_ended().slot(), "a slot"),
                       read.slot_end(in.slot_ended().how())};
    case Stored::kContributedAnonymously:
      return ContributedAnonymously{read.turn(in.contributed_anonymously().turn())};
    case Stored::kLessonBrought:
    case Stored::kItemProposed:
    case Stored::kItemReconsidered:
    case Stored::kItemShared:
    case Stored::kItemReleased:
    case Stored::kItemStateSet:
    case Stored::kEvidenceAdded:
    case Stored::kItemAssigned:
    case Stored::kItemDecided:
    case Stored::kLetterSent:
    case Stored::kLetterAnswered:
      return item_body(in, read);
    case Stored::BODY_NOT_SET:
      break;
  }
  read.fail("it does not say what happened");
  return Closed{};
}

}  // namespace

EventBody body_of(const v1::StoredEvent& in, std::string& fault) {
  Reader read(fault);
  return read_body(in, read);
}

}  // namespace arena::codec
