// SPDX-License-Identifier: EUPL-1.2
// Bodies of events as they are stored.
#include <variant>

#include "server/codec/archive_bodies.hpp"

namespace arena::codec {
namespace {

using Stored = v1::StoredEvent;

void put(Stored::Room* out, const Room& room) {
  out->set_round(room.round);
  out->set_repetition(room.repetition);
  out->set_room(room.room);
}

void put(Stored::Turn* out, const Turn& turn) {
  put(out->mutable_room(), turn.room);
  out->set_number(turn.number);
}

Stored::ArchiveLevel stored(ArchiveLevel level) {
  switch (level) {
    case ArchiveLevel::nothing:
      return Stored::ARCHIVE_LEVEL_NOTHING;
    case ArchiveLevel::lessons_only:
      return Stored::ARCHIVE_LEVEL_LESSONS_ONLY;
    case ArchiveLevel::pseudonymised:
      return Stored::ARCHIVE_LEVEL_PSEUDONYMISED;
    case ArchiveLevel::full:
      return Stored::ARCHIVE_LEVEL_FULL;
  }
  return Stored::ARCHIVE_LEVEL_UNSPECIFIED;
}

Stored::Decision stored(Decision decision) {
  switch (decision) {
    case Decision::adopted:
      return Stored::DECISION_ADOPTED;
    case Decision::declined:
      return Stored::DECISION_DECLINED;
    case Decision::done:
      return Stored::DECISION_DONE;
  }
  return Stored::DECISION_UNSPECIFIED;
}

Stored::RoundEnd stored(RoundEnd end) {
  switch (end) {
    case RoundEnd::time:
      return Stored::ROUND_END_TIME;
    case RoundEnd::everybody_acted:
      return Stored::ROUND_END_EVERYBODY_ACTED;
    case RoundEnd::queue_empty:
      return Stored::ROUND_END_QUEUE_EMPTY;
    case RoundEnd::list_exhausted:
      return Stored::ROUND_END_LIST_EXHAUSTED;
    case RoundEnd::all_submitted:
      return Stored::ROUND_END_ALL_SUBMITTED;
  }
  return Stored::ROUND_END_UNSPECIFIED;
}

Stored::Verdict stored(Verdict verdict) {
  switch (verdict) {
    case Verdict::recognised:
      return Stored::VERDICT_RECOGNISED;
    case Verdict::partly:
      return Stored::VERDICT_PARTLY;
    case Verdict::not_recognised:
      return Stored::VERDICT_NOT_RECOGNISED;
  }
  return Stored::VERDICT_UNSPECIFIED;
}

// One function per alternative: a new one does not compile until it can be stored.
void put(Stored& out, const Created& e) {
  auto* b = out.mutable_created();
  b->set_conversation(bytes_of(e.conversation));
  b->set_script_text(e.script_text);
  b->set_title(e.title);
  b->set_archive_level(stored(e.archive_level));
  for (const auto& [option, choice] : e.choices) {
    auto* chosen = b->add_choices();
    chosen->set_option(option);
    chosen->set_choice(choice);
  }
  if (e.after) b->set_after(bytes_of(*e.after));
  b->set_releaser(e.releaser);
  for (const std::string& question : e.learning_questions) b->add_learning_questions(question);
}
void put(Stored& out, const Arrived& e) {
  auto* b = out.mutable_arrived();
  b->set_seat(e.seat.value);
  b->set_group(e.group.value);
}
void put(Stored& out, const Admitted& e) {
  auto* b = out.mutable_admitted();
  b->set_seat(e.seat.value);
  b->mutable_code()->set_letter(static_cast<unsigned char>(e.code.letter));
  b->mutable_code()->set_number(e.code.number);
}
void put(Stored& out, const TurnedAway& e) { out.mutable_turned_away()->set_seat(e.seat.value); }
void put(Stored& out, const Removed& e) { out.mutable_removed()->set_seat(e.seat.value); }
void put(Stored& out, const RoundOpened& e) {
  auto* b = out.mutable_round_opened();
  put(b->mutable_room(), e.room);
  b->set_returned(e.returned);
}
void put(Stored& out, const RoundPaused&) { out.mutable_round_paused(); }
void put(Stored& out, const RoundResumed&) { out.mutable_round_resumed(); }
void put(Stored& out, const RoundExtended& e) {
  out.mutable_round_extended()->set_by_ms(e.by.value);
}
void put(Stored& out, const SittingEnded& e) {
  out.mutable_sitting_ended()->set_sitting(e.sitting);
}
void put(Stored& out, const Closed&) { out.mutable_closed(); }
void put(Stored& out, const Spoken& e) {
  auto* b = out.mutable_spoken();
  put(b->mutable_turn(), e.turn);
  b->set_guidance(e.guidance);
  if (e.reply_to) put(b->mutable_reply_to(), *e.reply_to);
  b->set_for_seat(e.for_seat.value);
}
void put(Stored& out, const Answered& e) {
  auto* b = out.mutable_answered();
  put(b->mutable_turn(), e.turn);
  b->set_question(e.question.value);
}
void put(Stored& out, const Passed& e) {
  auto* b = out.mutable_passed();
  if (e.turn) put(b->mutable_turn(), *e.turn);
}
void put(Stored& out, const Noted& e) { out.mutable_noted()->set_note(e.note.value); }
void put(Stored& out, const Marked& e) {
  auto* b = out.mutable_marked();
  put(b->mutable_turn(), e.turn);
  b->set_on(e.on);
}
void put(Stored& out, const HandRaised&) { out.mutable_hand_raised(); }
void put(Stored& out, const HandLowered& e) { out.mutable_hand_lowered()->set_seat(e.seat.value); }
void put(Stored& out, const FloorGiven& e) { out.mutable_floor_given()->set_seat(e.seat.value); }
void put(Stored& out, const FloorFreed&) { out.mutable_floor_freed(); }
void put(Stored& out, const QuestionAsked& e) {
  out.mutable_question_asked()->set_question(e.question.value);
}
void put(Stored& out, const QuestionShown& e) {
  auto* b = out.mutable_question_shown();
  b->set_question(e.question.value);
  b->set_asker(e.asker.value);
  put(b->mutable_turn(), e.turn);
  b->set_text_of(e.text_of.value);
}
void put(Stored& out, const QuestionReturned& e) {
  out.mutable_question_returned()->set_question(e.question.value);
}
void put(Stored& out, const QuestionsMerged& e) {
  auto* b = out.mutable_questions_merged();
  for (const ItemId question : e.questions) b->add_questions(question.value);
  b->set_merged(e.merged.value);
  put(b->mutable_turn(), e.turn);
}
void put(Stored& out, const QuestionMerged& e) {
  out.mutable_question_merged()->set_question(e.question.value);
}
void put(Stored& out, const QuestionWithheld& e) {
  out.mutable_question_withheld()->set_question(e.question.value);
}
void put(Stored& out, const LessonProposed& e) {
  auto* b = out.mutable_lesson_proposed();
  b->set_lesson(e.lesson.value);
  put(b->mutable_turn(), e.turn);
  for (const Turn& turn : e.evidence) put(b->add_evidence(), turn);
}
void put(Stored& out, const LessonShared& e) {
  auto* b = out.mutable_lesson_shared();
  b->set_lesson(e.lesson.value);
  if (e.turn) put(b->mutable_turn(), *e.turn);
  b->set_text_of(e.text_of.value);
  for (const Turn& turn : e.evidence) put(b->add_evidence(), turn);
}
void put(Stored& out, const LessonJudged& e) {
  auto* b = out.mutable_lesson_judged();
  b->set_lesson(e.lesson.value);
  b->set_verdict(stored(e.verdict));
}
void put(Stored& out, const HelpAsked& e) { out.mutable_help_asked()->set_help(e.help.value); }
void put(Stored& out, const HelpAnswered& e) {
  out.mutable_help_answered()->set_seat(e.seat.value);
}
void put(Stored& out, const NoteCarried& e) {
  auto* b = out.mutable_note_carried();
  b->set_note(e.note.value);
  put(b->mutable_turn(), e.turn);
  b->set_text_of(e.text_of.value);
}
void put(Stored& out, const MarkCarried& e) {
  auto* b = out.mutable_mark_carried();
  put(b->mutable_marked(), e.marked);
  put(b->mutable_turn(), e.turn);
}
void put(Stored& out, const SaidReady&) { out.mutable_said_ready(); }
void put(Stored& out, const PositionTaken& e) {
  out.mutable_position_taken()->set_position(e.position.value);
  out.mutable_position_taken()->set_seat(e.seat.value);
}
void put(Stored& out, const PositionLeft& e) {
  out.mutable_position_left()->set_position(e.position.value);
  out.mutable_position_left()->set_seat(e.seat.value);
}
void put(Stored& out, const LessonBrought& e) {
  auto* b = out.mutable_lesson_brought();
  b->set_lesson(e.lesson.value);
  b->set_from(bytes_of(e.from));
  b->set_was(e.was.value);
}
void put(Stored& out, const ItemProposed& e) {
  auto* b = out.mutable_item_proposed();
  b->set_item(e.item.value);
  b->set_product(e.product);
  if (e.turn) put(b->mutable_turn(), *e.turn);
}
void put(Stored& out, const ItemReconsidered& e) {
  out.mutable_item_reconsidered()->set_item(e.item.value);
}
void put(Stored& out, const ItemShared& e) {
  auto* b = out.mutable_item_shared();
  b->set_item(e.item.value);
  put(b->mutable_turn(), e.turn);
  b->set_text_of(e.text_of.value);
}
void put(Stored& out, const ItemReleased& e) {
  out.mutable_item_released()->set_item(e.item.value);
  out.mutable_item_released()->set_text_of(e.text_of.value);
}
void put(Stored& out, const ItemStateSet& e) {
  out.mutable_item_state_set()->set_item(e.item.value);
  out.mutable_item_state_set()->set_state(e.state);
}
void put(Stored& out, const EvidenceAdded& e) {
  auto* b = out.mutable_evidence_added();
  b->set_item(e.item.value);
  for (const Turn& turn : e.turns) put(b->add_turns(), turn);
}
void put(Stored& out, const ItemAssigned& e) {
  auto* b = out.mutable_item_assigned();
  b->set_item(e.item.value);
  if (e.due) b->set_due_ms(e.due->value);
  b->set_signal(e.signal);
  if (e.text_of) b->set_text_of(e.text_of->value);
}
void put(Stored& out, const ItemDecided& e) {
  auto* b = out.mutable_item_decided();
  b->set_item(e.item.value);
  b->set_decision(stored(e.decision));
  if (e.text_of) b->set_text_of(e.text_of->value);
}
void put(Stored& out, const LetterSent&) { out.mutable_letter_sent(); }
void put(Stored& out, const LetterAnswered&) { out.mutable_letter_answered(); }
void put(Stored& out, const VoteCast& e) {
  auto* b = out.mutable_vote_cast();
  b->set_ballot(e.ballot);
  for (const std::uint64_t choice : e.choices) b->add_choices(choice);
  b->set_not_applicable(e.not_applicable);
}
void put(Stored& out, const VoteShown& e) {
  auto* b = out.mutable_vote_shown();
  put(b->mutable_room(), e.room);
  b->set_ballot(e.ballot);
  b->set_seat(e.seat.value);
  for (const std::uint64_t choice : e.choices) b->add_choices(choice);
  b->set_not_applicable(e.not_applicable);
  b->set_text_of(e.text_of.value_or(EventNumber{}).value);
}
void put(Stored& out, const BallotShown& e) {
  auto* b = out.mutable_ballot_shown();
  put(b->mutable_room(), e.room);
  b->set_ballot(e.ballot);
  b->set_answered(e.answered);
  if (e.not_applicable) b->set_not_applicable(*e.not_applicable);
  b->set_below_floor(e.below_floor);
  for (const Tally& tally : e.tallies) {
    auto* counted = b->add_tallies();
    counted->set_choice(tally.choice);
    if (tally.count) counted->set_count(*tally.count);
  }
}
void put(Stored& out, const ConsentSet& e) {
  auto* b = out.mutable_consent_set();
  b->set_level(stored(e.level));
  b->set_quoted(e.quoted);
  b->set_reused(e.reused);
}
void put(Stored& out, const RoundMayEnd& e) { out.mutable_round_may_end()->set_why(stored(e.why)); }
void put(Stored& out, const Warned& e) { out.mutable_warned()->set_seat(e.seat.value); }
void put(Stored& out, const IncidentRecorded& e) {
  auto* b = out.mutable_incident_recorded();
  b->set_incident(e.incident.value);
  b->set_about(e.about.value);
  b->set_due_ms(e.due.value);
}
void put(Stored& out, const IncidentClosed& e) {
  out.mutable_incident_closed()->set_incident(e.incident.value);
}
void put(Stored& out, const LeadOffered& e) { out.mutable_lead_offered()->set_seat(e.seat.value); }
void put(Stored& out, const LeadTaken&) { out.mutable_lead_taken(); }

// ---- a detached slot

Stored::SlotEnd stored(SlotEnd how) {
  switch (how) {
    case SlotEnd::published:
      return Stored::SLOT_END_PUBLISHED;
    case SlotEnd::below_floor:
      return Stored::SLOT_END_BELOW_FLOOR;
    case SlotEnd::cancelled:
      return Stored::SLOT_END_CANCELLED;
  }
  return Stored::SLOT_END_UNSPECIFIED;
}
void put(Stored& out, const SlotOpened& e) {
  auto* b = out.mutable_slot_opened();
  b->set_slot(bytes_of(e.slot));
  b->set_key(bytes_of(e.key));
  for (const SeatId seat : e.eligible) b->add_eligible(seat.value);
  b->set_writing_ends_ms(e.writing_ends.value);
}
void put(Stored& out, const SlotEnded& e) {
  out.mutable_slot_ended()->set_slot(bytes_of(e.slot));
  out.mutable_slot_ended()->set_how(stored(e.how));
}
void put(Stored& out, const ContributedAnonymously& e) {
  put(out.mutable_contributed_anonymously()->mutable_turn(), e.turn);
}

}  // namespace

void put_body(v1::StoredEvent& out, const EventBody& body) {
  std::visit([&](const auto& e) { put(out, e); }, body);
}

}  // namespace arena::codec
