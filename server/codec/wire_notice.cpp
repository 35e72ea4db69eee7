// SPDX-License-Identifier: EUPL-1.2
// Frames to clients, as the server encodes them: notices, statuses and their framing.
#include <memory>
#include <utility>

#include "arena/v1/wire.pb.h"
#include "server/codec/api.hpp"
#include "server/codec/wire.hpp"
#include "server/codec/wire_framing.hpp"
#include "server/codec/wire_parts.hpp"
#include "server/codec/wire_script.hpp"

namespace arena::codec {
namespace {

using hub::Words;

// ---- parts -------------------------------------------------------------------------------------

std::string text_of(const Words& words, EventNumber event) {
  return std::string(words.text(event));
}
// Without a text of its own an act carries the standing reason, which the client has in the
// script in both languages: so the field stays empty.
std::string text_of(const Words& words, const std::optional<EventNumber>& event) {
  return event ? text_of(words, *event) : std::string{};
}

std::string product_id(const Words& words, std::uint16_t product) {
  return words.script.products.at(product).id;
}

const Group& group_of(const Words& words, GroupIndex group) {
  return words.script.groups.at(group.value);
}

// A name goes only where the script shows the group by name.
void put_seat(const SeatView& seat, const Words& words, v1::SeatView& out) {
  const Group& group = group_of(words, seat.group);
  out.set_code(seat_code_text(seat.code));
  out.set_group(group.id);
  if (group.shown_as == ShownAs::name) out.set_name(std::string(words.name(seat.seat)));
}

// The chair decides on a person in the lobby, and so is told the name that person gave.
void put_waiting(SeatId seat, GroupIndex group, const Words& words, v1::LobbyChanged& out) {
  out.set_change(v1::LobbyChanged::WAITING);
  out.set_waiting(seat.value);
  out.set_group(group_of(words, group).id);
  out.set_name(std::string(words.name(seat)));
}

void put_clock(const ClockView& clock, v1::ClockView& out) {
  out.set_timed(clock.timed);
  out.set_paused(clock.paused);
  out.set_opened_ms(clock.opened.value);
  out.set_planned_ms(clock.planned.value);
  out.set_ends_ms(clock.ends.value);
  out.set_remaining_ms(clock.remaining.value);
}

void put_slot(const SlotView& slot, const Words& words, v1::SlotView& out) {
  out.set_slot(octets_text(slot.slot));
  out.set_key(octets_text(slot.key));
  out.set_writes(slot.writes);
  out.set_writing_ends_ms(slot.writing_ends.value);
  out.set_text(text_of(words, slot.text_of));
}

std::string slot_end_name(SlotEnd how) {
  switch (how) {
    case SlotEnd::published:
      return "published";
    case SlotEnd::below_floor:
      return "below_floor";
    case SlotEnd::cancelled:
      break;
  }
  return "cancelled";
}

v1::Verdict wire_verdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::recognised:
      return v1::VERDICT_RECOGNISED;
    case Verdict::partly:
      return v1::VERDICT_PARTLY;
    case Verdict::not_recognised:
      return v1::VERDICT_NOT_RECOGNISED;
  }
  return v1::VERDICT_UNSPECIFIED;
}

// ---- notices: one overload each, so that a new one does not compile until it is written
// ----------

void put(const Seated& notice, const Words& words, v1::Notice& out) {
  v1::Seated& seated = *out.mutable_seated();
  put_seat(notice.self, words, *seated.mutable_self());
  put_room(notice.room, *seated.mutable_room());
  put_clock(notice.clock, *seated.mutable_clock());
  for (const SeatView& seat : notice.seats) put_seat(seat, words, *seated.add_seats());
  seated.set_floor(seat_code_text(notice.floor));
  seated.set_sittings_ended(notice.sittings_ended);
  seated.set_title(words.title);
  const bool leads_here = leads(group_of(words, notice.self.group).role);
  put_script(words.script, words.choices, leads_here, *seated.mutable_script());
  if (notice.subject) seated.set_subject(notice.subject->value);
  seated.set_lead(seat_code_text(notice.lead));
  seated.set_archive_level(std::string(name(words.archive_level)));
  seated.set_releaser(std::string(words.releaser));
  for (const std::string& question : words.learning_questions) {
    seated.add_learning_questions(question);
  }
  seated.set_keep_until_ms(words.keep_until.value_or(Instant{}).value);
  if (notice.slot) put_slot(*notice.slot, words, *seated.mutable_slot());
  for (const SeatView& seat : notice.waiting) {
    put_waiting(seat.seat, seat.group, words, *seated.add_waiting());
  }
}

void put(const RoundEntered& notice, const Words& words, v1::Notice& out) {
  v1::RoundEntered& entered = *out.mutable_round_entered();
  put_room(notice.room, *entered.mutable_room());
  entered.set_returned(notice.returned);
  put_clock(notice.clock, *entered.mutable_clock());
  for (const SeatView& seat : notice.seats) put_seat(seat, words, *entered.add_seats());
  entered.set_by(seat_code_text(notice.by));
  entered.set_reason(text_of(words, notice.text_of));
  if (notice.subject) entered.set_subject(notice.subject->value);
}

v1::ClockChanged::Change wire_change(ClockChanged::Change change) {
  switch (change) {
    case ClockChanged::Change::paused:
      return v1::ClockChanged::PAUSED;
    case ClockChanged::Change::resumed:
      return v1::ClockChanged::RESUMED;
    case ClockChanged::Change::extended:
      return v1::ClockChanged::EXTENDED;
  }
  return v1::ClockChanged::CHANGE_UNSPECIFIED;
}

void put(const ClockChanged& notice, const Words& words, v1::Notice& out) {
  v1::ClockChanged& changed = *out.mutable_clock_changed();
  changed.set_change(wire_change(notice.change));
  put_clock(notice.clock, *changed.mutable_clock());
  changed.set_by(seat_code_text(notice.by));
  changed.set_reason(text_of(words, notice.text_of));
}

void put(const SittingOver& notice, const Words& words, v1::Notice& out) {
  out.mutable_sitting_over()->set_sitting(notice.sitting);
  out.mutable_sitting_over()->set_more_follow(notice.more_follow);
  out.mutable_sitting_over()->set_reason(text_of(words, notice.text_of));
}

void put(const ConversationOver& notice, const Words& words, v1::Notice& out) {
  out.mutable_conversation_over()->set_reason(text_of(words, notice.text_of));
}

void put(const SeatTaken& notice, const Words& words, v1::Notice& out) {
  put_seat(notice.seat, words, *out.mutable_seat_taken()->mutable_seat());
}

void put(const SeatLeft& notice, const Words& words, v1::Notice& out) {
  out.mutable_seat_left()->set_code(seat_code_text(notice.code));
  out.mutable_seat_left()->set_reason(text_of(words, notice.text_of));
}

v1::LobbyChanged::Change wire_change(LobbyChanged::Change change) {
  switch (change) {
    case LobbyChanged::Change::waiting:
      return v1::LobbyChanged::WAITING;
    case LobbyChanged::Change::admitted:
      return v1::LobbyChanged::ADMITTED;
    case LobbyChanged::Change::turned_away:
      return v1::LobbyChanged::TURNED_AWAY;
  }
  return v1::LobbyChanged::CHANGE_UNSPECIFIED;
}

void put(const LobbyChanged& notice, const Words& words, v1::Notice& out) {
  v1::LobbyChanged& lobby = *out.mutable_lobby_changed();
  put_waiting(notice.seat, notice.group, words, lobby);
  lobby.set_change(wire_change(notice.change));
  lobby.set_code(seat_code_text(notice.code));
}

v1::ContributionShown::Kind wire_kind(ContributionKind kind) {
  switch (kind) {
    case ContributionKind::speech:
      return v1::ContributionShown::SPEECH;
    case ContributionKind::guidance:
      return v1::ContributionShown::GUIDANCE;
    case ContributionKind::question:
      return v1::ContributionShown::QUESTION;
    case ContributionKind::answer:
      return v1::ContributionShown::ANSWER;
    case ContributionKind::lesson:
      return v1::ContributionShown::LESSON;
    case ContributionKind::item:
      return v1::ContributionShown::ITEM;
    case ContributionKind::note:
      return v1::ContributionShown::NOTE;
    case ContributionKind::mark:
      return v1::ContributionShown::MARK;
    case ContributionKind::anonymous:
      return v1::ContributionShown::ANONYMOUS;
  }
  return v1::ContributionShown::KIND_UNSPECIFIED;
}

void put(const ContributionShown& notice, const Words& words, v1::Notice& out) {
  v1::ContributionShown& shown = *out.mutable_contribution();
  shown.set_kind(wire_kind(notice.kind));
  put_turn(notice.turn, *shown.mutable_turn());
  shown.set_code(seat_code_text(notice.code));
  if (notice.reply_to) put_turn(*notice.reply_to, *shown.mutable_reply_to());
  if (notice.item) shown.set_item(notice.item->value);
  shown.set_text(text_of(words, notice.text_of));
  if (notice.product) shown.set_product(product_id(words, *notice.product));
  shown.set_scribe(seat_code_text(notice.scribe));
  for (const Turn& turn : notice.evidence) put_turn(turn, *shown.add_evidence());
}

void put(const PassShown& notice, const Words&, v1::Notice& out) {
  put_turn(notice.turn, *out.mutable_pass()->mutable_turn());
  out.mutable_pass()->set_code(seat_code_text(notice.code));
}

void put(const OwnNote& notice, const Words& words, v1::Notice& out) {
  out.mutable_own_note()->set_note(notice.note.value);
  put_room(notice.room, *out.mutable_own_note()->mutable_room());
  out.mutable_own_note()->set_text(text_of(words, notice.text_of));
}

void put(const OwnMark& notice, const Words&, v1::Notice& out) {
  put_turn(notice.turn, *out.mutable_own_mark()->mutable_turn());
  out.mutable_own_mark()->set_on(notice.on);
}

void put(const HandShown& notice, const Words&, v1::Notice& out) {
  out.mutable_hand()->set_code(seat_code_text(notice.code));
  out.mutable_hand()->set_up(notice.up);
}

void put(const FloorShown& notice, const Words&, v1::Notice& out) {
  out.mutable_floor()->set_code(seat_code_text(notice.code));
}

void put(const QuestionWaiting& notice, const Words& words, v1::Notice& out) {
  out.mutable_question_waiting()->set_question(notice.question.value);
  out.mutable_question_waiting()->set_code(seat_code_text(notice.code));
  out.mutable_question_waiting()->set_text(text_of(words, notice.text_of));
}

v1::QuestionDecided::Decision wire_decision(QuestionDecided::Decision decision) {
  switch (decision) {
    case QuestionDecided::Decision::accepted:
      return v1::QuestionDecided::ACCEPTED;
    case QuestionDecided::Decision::rephrase:
      return v1::QuestionDecided::REPHRASE;
    case QuestionDecided::Decision::merged:
      return v1::QuestionDecided::MERGED;
    case QuestionDecided::Decision::withheld:
      return v1::QuestionDecided::WITHHELD;
  }
  return v1::QuestionDecided::DECISION_UNSPECIFIED;
}

void put(const QuestionDecided& notice, const Words& words, v1::Notice& out) {
  out.mutable_question_decided()->set_question(notice.question.value);
  out.mutable_question_decided()->set_decision(wire_decision(notice.decision));
  out.mutable_question_decided()->set_text(text_of(words, notice.text_of));
}

void put(const LessonVerdict& notice, const Words&, v1::Notice& out) {
  out.mutable_lesson_verdict()->set_lesson(notice.lesson.value);
  out.mutable_lesson_verdict()->set_code(seat_code_text(notice.code));
  out.mutable_lesson_verdict()->set_verdict(wire_verdict(notice.verdict));
}

void put(const HelpShown& notice, const Words& words, v1::Notice& out) {
  out.mutable_help()->set_code(seat_code_text(notice.code));
  out.mutable_help()->set_from_chair(notice.from_chair);
  out.mutable_help()->set_text(text_of(words, notice.text_of));
}

void put(const SeatMoved& notice, const Words& words, v1::Notice& out) {
  put_seat(notice.seat, words, *out.mutable_seat_moved()->mutable_seat());
}

// ---- items of products, and what becomes of lessons and items

void put(const OwnItem& notice, const Words& words, v1::Notice& out) {
  v1::OwnItem& own = *out.mutable_own_item();
  own.set_item(notice.item.value);
  own.set_product(product_id(words, notice.product));
  put_room(notice.room, *own.mutable_room());
  own.set_reconsidered(notice.reconsidered);
  own.set_text(text_of(words, notice.text_of));
}

void put(const ItemSeen& notice, const Words& words, v1::Notice& out) {
  v1::ItemSeen& seen = *out.mutable_item_seen();
  seen.set_item(notice.item.value);
  if (notice.product) seen.set_product(product_id(words, *notice.product));
  seen.set_text(text_of(words, notice.text_of));
  for (const Turn& turn : notice.evidence) put_turn(turn, *seen.add_evidence());
}

v1::ItemChanged::Change wire_change(ItemChanged::Change change) {
  switch (change) {
    case ItemChanged::Change::state:
      return v1::ItemChanged::STATE;
    case ItemChanged::Change::evidence:
      return v1::ItemChanged::EVIDENCE;
    case ItemChanged::Change::assigned:
      return v1::ItemChanged::ASSIGNED;
    case ItemChanged::Change::adopted:
      return v1::ItemChanged::ADOPTED;
    case ItemChanged::Change::declined:
      return v1::ItemChanged::DECLINED;
    case ItemChanged::Change::done:
      return v1::ItemChanged::DONE;
  }
  return v1::ItemChanged::CHANGE_UNSPECIFIED;
}

void put(const ItemChanged& notice, const Words& words, v1::Notice& out) {
  v1::ItemChanged& changed = *out.mutable_item_changed();
  changed.set_item(notice.item.value);
  changed.set_change(wire_change(notice.change));
  changed.set_state(notice.state);
  for (const Turn& turn : notice.evidence) put_turn(turn, *changed.add_evidence());
  changed.set_due_ms(notice.due.value_or(Instant{}).value);
  changed.set_signal(notice.signal);
  changed.set_text(text_of(words, notice.text_of));
}

void put(const LetterShown& notice, const Words& words, v1::Notice& out) {
  out.mutable_letter()->set_text(text_of(words, notice.text_of));
}

void put(const LetterAnswerShown& notice, const Words& words, v1::Notice& out) {
  out.mutable_letter_answer()->set_code(seat_code_text(notice.code));
  out.mutable_letter_answer()->set_text(text_of(words, notice.text_of));
}

// ---- ballots

void put(const OwnVote& notice, const Words& words, v1::Notice& out) {
  v1::OwnVote& vote = *out.mutable_own_vote();
  put_room(notice.room, *vote.mutable_room());
  vote.set_ballot(notice.ballot);
  for (const std::uint64_t choice : notice.choices) vote.add_choices(choice);
  vote.set_not_applicable(notice.not_applicable);
  vote.set_reason(text_of(words, notice.text_of));
}

void put(const VoteSeen& notice, const Words& words, v1::Notice& out) {
  v1::VoteSeen& vote = *out.mutable_vote_seen();
  put_room(notice.room, *vote.mutable_room());
  vote.set_ballot(notice.ballot);
  vote.set_code(seat_code_text(notice.code));
  for (const std::uint64_t choice : notice.choices) vote.add_choices(choice);
  vote.set_not_applicable(notice.not_applicable);
  vote.set_reason(text_of(words, notice.text_of));
}

void put(const BallotResult& notice, const Words&, v1::Notice& out) {
  v1::BallotResult& result = *out.mutable_ballot_result();
  put_room(notice.room, *result.mutable_room());
  result.set_ballot(notice.ballot);
  result.set_answered(notice.answered);
  result.set_not_applicable(notice.not_applicable.value_or(0));
  result.set_not_applicable_suppressed(!notice.not_applicable && !notice.below_floor);
  result.set_below_floor(notice.below_floor);
  for (const Tally& tally : notice.tallies) {
    auto& counted = *result.add_tallies();
    counted.set_choice(tally.choice);
    counted.set_count(tally.count.value_or(0));
    counted.set_suppressed(!tally.count);
  }
}

// ---- a detached slot

void put(const SlotShown& notice, const Words& words, v1::Notice& out) {
  put_slot(notice.slot, words, *out.mutable_slot()->mutable_slot());
}
void put(const SlotOver& notice, const Words& words, v1::Notice& out) {
  out.mutable_slot_over()->set_slot(octets_text(notice.slot));
  out.mutable_slot_over()->set_how(slot_end_name(notice.how));
  out.mutable_slot_over()->set_reason(text_of(words, notice.text_of));
}

// ---- consent, and the care of the chair

void put(const OwnConsent& notice, const Words&, v1::Notice& out) {
  out.mutable_own_consent()->set_level(std::string(name(notice.level)));
  out.mutable_own_consent()->set_quoted(notice.quoted);
  out.mutable_own_consent()->set_reused(notice.reused);
}
void put(const OwnPass&, const Words&, v1::Notice& out) { out.mutable_own_pass(); }
void put(const ReadyShown& notice, const Words&, v1::Notice& out) {
  out.mutable_ready()->set_code(seat_code_text(notice.code));
}
void put(const MayEnd& notice, const Words&, v1::Notice& out) {
  out.mutable_may_end()->set_why(std::string(name(notice.why)));
}
void put(const WarningShown& notice, const Words& words, v1::Notice& out) {
  out.mutable_warning()->set_code(seat_code_text(notice.code));
  out.mutable_warning()->set_text(text_of(words, notice.text_of));
}
void put(const IncidentShown& notice, const Words& words, v1::Notice& out) {
  v1::IncidentShown& incident = *out.mutable_incident();
  incident.set_incident(notice.incident.value);
  incident.set_about(seat_code_text(notice.about));
  incident.set_due_ms(notice.due.value_or(Instant{}).value);
  incident.set_text(text_of(words, notice.text_of));
}
void put(const LeadShown& notice, const Words&, v1::Notice& out) {
  out.mutable_lead()->set_code(seat_code_text(notice.code));
  out.mutable_lead()->set_offered(notice.offered);
}

}  // namespace

hub::SharedNotice NoticeEncoder::encode(const Notice& notice, const hub::Words& words) const {
  v1::Notice out;
  out.set_at_ms(notice.at.value);
  std::visit([&](const auto& body) { put(body, words, out); }, notice.body);
  auto encoded = std::make_shared<std::string>();
  const std::size_t bytes = out.ByteSizeLong();
  encoded->reserve(1 + varint_bytes(bytes) + bytes);
  encoded->push_back(notice_tag);
  append_varint(*encoded, bytes);
  out.AppendToString(encoded.get());
  return encoded;
}

}  // namespace arena::codec
