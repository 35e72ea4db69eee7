// SPDX-License-Identifier: EUPL-1.2
// Frames to clients, as the server encodes them: notices, statuses and their framing.
#include <memory>
#include <utility>

#include "arena/v1/wire.pb.h"
#include "server/codec/wire.hpp"
#include "server/codec/wire_parts.hpp"

namespace arena::codec {
namespace {

using hub::Words;

// Tags of the fields that are written by hand: (number << 3) | wire type. A test reads such
// frames back with the generated code.
constexpr char frames_tag = (1 << 3) | 2;    // ServerMessage.frames
constexpr char sequence_tag = (1 << 3) | 1;  // ServerFrame.sequence, fixed64
constexpr char notice_tag = (2 << 3) | 2;    // ServerFrame.notice
constexpr std::size_t sequence_bytes = 9;

void append_varint(std::string& out, std::size_t value) {
  for (; value > 0x7f; value >>= 7) out.push_back(static_cast<char>((value & 0x7f) | 0x80));
  out.push_back(static_cast<char>(value));
}

std::size_t varint_bytes(std::size_t value) noexcept {
  std::size_t bytes = 1;
  for (; value > 0x7f; value >>= 7) ++bytes;
  return bytes;
}

// ---- parts -------------------------------------------------------------------------------------

std::string text_of(const Words& words, EventNumber event) {
  return std::string(words.text(event));
}
// Without a text of its own an act carries the standing reason, which the client has in the
// script in both languages: so the field stays empty.
std::string text_of(const Words& words, const std::optional<EventNumber>& event) {
  return event ? text_of(words, *event) : std::string{};
}

void put_words(const Bilingual& text, v1::Words& out) {
  out.set_nl(text.nl);
  out.set_en(text.en);
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

// ---- the script, as a participant may read it
// ----------------------------------------------------

void put_group(const Group& group, v1::GroupView& out) {
  out.set_id(group.id);
  put_words(group.title, *out.mutable_title());
  out.set_role(std::string(name(group.role)));
  out.set_letter(std::string(1, group.letter));
  out.set_advised_min(group.advised_min);
  out.set_advised_max(group.advised_max);
  out.set_limit(group.limit);
}

void put_placement(const Placement& placement, const Script& script, v1::PlacementView& out) {
  out.set_group(script.groups.at(placement.group.value).id);
  out.set_ring(std::string(name(placement.ring)));
  for (int right = 0; right < rights_count; ++right) {
    if (placement.may.has(static_cast<Right>(right))) {
      out.add_may(std::string(name(static_cast<Right>(right))));
    }
  }
}

void put_round(const Round& round, const Script& script, v1::RoundView& out) {
  out.set_id(round.id);
  put_words(round.title, *out.mutable_title());
  put_words(round.purpose, *out.mutable_purpose());
  out.set_minutes(round.minutes);
  out.set_sitting(round.sitting);
  out.set_listen_only(round.listen_only);
  out.set_gate(round.gate);
  out.set_floor(round.floor == Floor::queue ? "queue" : "open");
  for (const Placement& placement : round.placements) {
    put_placement(placement, script, *out.add_placements());
  }
  out.set_presentation(round.presentation);
}

void put_script(const Script& script, v1::ScriptView& out) {
  out.set_id(script.id);
  put_words(script.title, *out.mutable_title());
  for (const Group& group : script.groups) put_group(group, *out.add_groups());
  for (const Round& round : script.rounds) put_round(round, script, *out.add_rounds());
  put_words(script.standing_reason, *out.mutable_standing_reason());
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
  put_script(words.script, *seated.mutable_script());
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

// ---- statuses
// --------------------------------------------------------------------------------------

void put(const hub::Welcome& status, v1::Status& out) {
  out.mutable_welcome()->set_now_ms(status.now.value);
  out.mutable_welcome()->set_seated(status.seated);
  out.mutable_welcome()->set_resync(status.resync);
}
void put(const hub::PageEnd& status, v1::Status& out) {
  out.mutable_page_end()->set_more(status.more);
}
void put(const hub::Accepted& status, v1::Status& out) {
  out.mutable_accepted()->set_id(octets_text(status.id));
}
void put(const hub::Refused& status, v1::Status& out) {
  v1::Refused& refused = *out.mutable_refused();
  refused.set_id(octets_text(status.id));
  refused.set_reason(std::string(name(status.why.reason)));
  refused.set_opens_in_round(status.why.opens_in_round.value_or(0));
  refused.set_time_left_ms(status.why.time_left.value_or(Span{-1}).value);
}
void put(const hub::FrozenStatus& status, v1::Status& out) {
  out.mutable_frozen()->set_frozen(status.frozen);
}
void put(const hub::Presence& status, v1::Status& out) {
  out.mutable_presence()->set_code(seat_code_text(status.code));
  out.mutable_presence()->set_connected(status.connected);
}
void put(const hub::RemovedStatus& removed, v1::Status& out) {
  out.mutable_removed()->set_reason(removed.reason);
}
void put(const hub::ShuttingDown&, v1::Status& out) { out.mutable_shutting_down(); }

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

void append_notice_frame(std::string& message, ViewerSequence sequence,
                         const std::string& encoded_notice) {
  message.push_back(frames_tag);
  append_varint(message, sequence_bytes + encoded_notice.size());
  message.push_back(sequence_tag);
  for (int shift = 0; shift < 64; shift += 8) {
    message.push_back(static_cast<char>(sequence.value >> shift & 0xff));
  }
  message += encoded_notice;
}

std::size_t notice_frame_bytes(const std::string& encoded_notice) noexcept {
  const std::size_t frame = sequence_bytes + encoded_notice.size();
  return 1 + varint_bytes(frame) + frame;
}

void append_status_frame(std::string& message, const hub::Status& status) {
  v1::ServerFrame frame;
  std::visit([&](const auto& body) { put(body, *frame.mutable_status()); }, status);
  message.push_back(frames_tag);
  append_varint(message, frame.ByteSizeLong());
  frame.AppendToString(&message);
}

}  // namespace arena::codec
