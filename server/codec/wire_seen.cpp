// SPDX-License-Identifier: EUPL-1.2
// Frames to clients, as a client reads them.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <utility>

#include "arena/v1/wire.pb.h"
#include "server/codec/wire.hpp"
#include "server/codec/wire_parts.hpp"
#include "server/codec/wire_seen_script.hpp"

namespace arena::codec {
namespace {

// The name of the field that is set in a oneof; empty for one of a newer server.
template <class Message>
std::string field_name(const Message& message, int number) {
  const auto* const field = message.GetDescriptor()->FindFieldByNumber(number);
  return field == nullptr ? std::string{} : field->name();
}

// NOT_RECOGNISED of `VERDICT_NOT_RECOGNISED` in lower case; empty for a value that is unknown.
std::string enumerator(std::string name, std::string_view prefix = {}) {
  name.erase(0, name.starts_with(prefix) ? prefix.size() : 0);
  std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return name.ends_with("unspecified") ? std::string{} : name;
}

SeenSeat seen(const v1::SeatView& seat) { return {seat.code(), seat.group(), seat.name()}; }

SeenClock seen(const v1::ClockView& clock) {
  return {clock.timed(),      clock.paused(),  clock.opened_ms(),
          clock.planned_ms(), clock.ends_ms(), clock.remaining_ms()};
}

// Each reads one notice; false if a number in it is out of bounds.
bool read_room(const v1::Room& message, Room& out) {
  const auto room = room_of(message);
  if (room) out = *room;
  return room.has_value();
}

bool read_turn(const v1::Turn& message, Turn& out) {
  const auto turn = turn_of(message);
  if (turn) out = *turn;
  return turn.has_value();
}

template <class Messages>
bool read_turns(const Messages& messages, std::vector<Turn>& out) {
  for (const v1::Turn& message : messages) {
    if (!read_turn(message, out.emplace_back())) return false;
  }
  return true;
}

void read_seat(const v1::SeatView& seat, SeenNotice& out) {
  out.code = seat.code();
  out.group = seat.group();
  out.name = seat.name();
}

bool read(const v1::SlotView& slot, SeenNotice& out) {
  out.slot.emplace();
  out.slot->writes = slot.writes();
  out.slot->writing_ends_ms = slot.writing_ends_ms();
  out.slot->text = slot.text();
  return read_octets(slot.slot(), out.slot->slot) && read_octets(slot.key(), out.slot->key);
}

bool read(const v1::Seated& notice, SeenNotice& out) {
  read_seat(notice.self(), out);
  out.seats.push_back(seen(notice.self()));
  for (const auto& seat : notice.seats()) out.seats.push_back(seen(seat));
  out.clock = seen(notice.clock());
  out.floor = notice.floor();
  out.sitting = notice.sittings_ended();
  out.title = notice.title();
  out.script = seen_script(notice.script());
  for (const auto& person : notice.waiting()) {
    out.lobby.push_back({person.waiting(), person.group(), person.name()});
  }
  out.subject = notice.subject();
  out.lead = notice.lead();
  out.archive_level = notice.archive_level();
  out.releaser = notice.releaser();
  out.keep_until_ms = notice.keep_until_ms();
  out.learning_questions = {notice.learning_questions().begin(), notice.learning_questions().end()};
  if (notice.has_slot() && !read(notice.slot(), out)) return false;
  return read_room(notice.room(), out.room);
}

bool read(const v1::RoundEntered& notice, SeenNotice& out) {
  out.flag = notice.returned();
  out.clock = seen(notice.clock());
  for (const auto& seat : notice.seats()) out.seats.push_back(seen(seat));
  out.code = notice.by();
  out.text = notice.reason();
  out.subject = notice.subject();
  return read_room(notice.room(), out.room);
}

bool read(const v1::ClockChanged& notice, SeenNotice& out) {
  out.change = enumerator(v1::ClockChanged::Change_Name(notice.change()));
  out.clock = seen(notice.clock());
  out.code = notice.by();
  out.text = notice.reason();
  return true;
}

bool read(const v1::SittingOver& notice, SeenNotice& out) {
  out.sitting = notice.sitting();
  out.flag = notice.more_follow();
  out.text = notice.reason();
  return true;
}

bool read(const v1::LobbyChanged& notice, SeenNotice& out) {
  out.change = enumerator(v1::LobbyChanged::Change_Name(notice.change()));
  out.waiting = notice.waiting();
  out.group = notice.group();
  out.name = notice.name();
  out.code = notice.code();
  return true;
}

bool read(const v1::ContributionShown& notice, SeenNotice& out) {
  out.change = enumerator(v1::ContributionShown::Kind_Name(notice.kind()));
  out.code = notice.code();
  out.item = notice.item();
  out.text = notice.text();
  out.product = notice.product();
  out.scribe = notice.scribe();
  if (!read_turns(notice.evidence(), out.evidence)) return false;
  if (notice.has_reply_to()) {
    out.reply_to.emplace();
    if (!read_turn(notice.reply_to(), *out.reply_to)) return false;
  }
  return read_turn(notice.turn(), out.turn);
}

bool read(const v1::PassShown& notice, SeenNotice& out) {
  out.code = notice.code();
  return read_turn(notice.turn(), out.turn);
}

bool read(const v1::OwnNote& notice, SeenNotice& out) {
  out.item = notice.note();
  out.text = notice.text();
  return read_room(notice.room(), out.room);
}

bool read(const v1::OwnMark& notice, SeenNotice& out) {
  out.flag = notice.on();
  return read_turn(notice.turn(), out.turn);
}

bool read(const v1::QuestionWaiting& notice, SeenNotice& out) {
  out.item = notice.question();
  out.code = notice.code();
  out.text = notice.text();
  return true;
}

bool read(const v1::QuestionDecided& notice, SeenNotice& out) {
  out.change = enumerator(v1::QuestionDecided::Decision_Name(notice.decision()));
  out.item = notice.question();
  out.text = notice.text();
  return true;
}

bool read(const v1::LessonVerdict& notice, SeenNotice& out) {
  out.change = enumerator(v1::Verdict_Name(notice.verdict()), "VERDICT_");
  out.item = notice.lesson();
  out.code = notice.code();
  return true;
}

bool read(const v1::HelpShown& notice, SeenNotice& out) {
  out.code = notice.code();
  out.flag = notice.from_chair();
  out.text = notice.text();
  return true;
}

bool read(const v1::HandShown& notice, SeenNotice& out) {
  out.code = notice.code();
  out.flag = notice.up();
  return true;
}

bool read(const v1::SeatLeft& notice, SeenNotice& out) {
  out.code = notice.code();
  out.text = notice.reason();
  return true;
}

bool read(const v1::SeatTaken& notice, SeenNotice& out) {
  read_seat(notice.seat(), out);
  return true;
}

bool read(const v1::ConversationOver& notice, SeenNotice& out) {
  out.text = notice.reason();
  return true;
}

bool read(const v1::FloorShown& notice, SeenNotice& out) {
  out.code = notice.code();
  return true;
}

bool read(const v1::SeatMoved& notice, SeenNotice& out) {
  read_seat(notice.seat(), out);
  return true;
}

bool read(const v1::OwnItem& notice, SeenNotice& out) {
  out.item = notice.item();
  out.product = notice.product();
  out.flag = notice.reconsidered();
  out.text = notice.text();
  return read_room(notice.room(), out.room);
}

bool read(const v1::ItemSeen& notice, SeenNotice& out) {
  out.item = notice.item();
  out.product = notice.product();
  out.text = notice.text();
  return read_turns(notice.evidence(), out.evidence);
}

bool read(const v1::ItemChanged& notice, SeenNotice& out) {
  out.change = enumerator(v1::ItemChanged::Change_Name(notice.change()));
  out.item = notice.item();
  out.state = notice.state();
  out.due_ms = notice.due_ms();
  out.signal = notice.signal();
  out.text = notice.text();
  return read_turns(notice.evidence(), out.evidence);
}

bool read(const v1::LetterAnswerShown& notice, SeenNotice& out) {
  out.code = notice.code();
  out.text = notice.text();
  return true;
}

template <class Vote>
bool read_vote(const Vote& notice, SeenNotice& out) {
  out.ballot = notice.ballot();
  out.choices = {notice.choices().begin(), notice.choices().end()};
  out.not_applicable = notice.not_applicable();
  out.text = notice.reason();
  return read_room(notice.room(), out.room);
}

bool read(const v1::OwnVote& notice, SeenNotice& out) { return read_vote(notice, out); }

bool read(const v1::VoteSeen& notice, SeenNotice& out) {
  out.code = notice.code();
  return read_vote(notice, out);
}

bool read(const v1::BallotResult& notice, SeenNotice& out) {
  out.ballot = notice.ballot();
  out.answered = notice.answered();
  out.below_floor = notice.below_floor();
  if (!notice.not_applicable_suppressed()) out.not_applicable_count = notice.not_applicable();
  for (const auto& tally : notice.tallies()) {
    SeenTally counted{tally.choice(), std::nullopt};
    if (!tally.suppressed()) counted.count = tally.count();
    out.tallies.push_back(counted);
  }
  return read_room(notice.room(), out.room);
}

bool read(const v1::OwnConsent& notice, SeenNotice& out) {
  out.archive_level = notice.level();
  out.quoted = notice.quoted();
  out.reused = notice.reused();
  return true;
}

bool read(const v1::WarningShown& notice, SeenNotice& out) {
  out.code = notice.code();
  out.text = notice.text();
  return true;
}

bool read(const v1::IncidentShown& notice, SeenNotice& out) {
  out.item = notice.incident();
  out.code = notice.about();
  out.due_ms = notice.due_ms();
  out.text = notice.text();
  return true;
}

bool read(const v1::LeadShown& notice, SeenNotice& out) {
  out.code = notice.code();
  out.flag = notice.offered();
  return true;
}

bool read_body(const v1::Notice& notice, SeenNotice& out) {
  switch (notice.notice_case()) {
    case v1::Notice::kSeated:
      return read(notice.seated(), out);
    case v1::Notice::kRoundEntered:
      return read(notice.round_entered(), out);
    case v1::Notice::kClockChanged:
      return read(notice.clock_changed(), out);
    case v1::Notice::kSittingOver:
      return read(notice.sitting_over(), out);
    case v1::Notice::kConversationOver:
      return read(notice.conversation_over(), out);
    case v1::Notice::kSeatTaken:
      return read(notice.seat_taken(), out);
    case v1::Notice::kSeatLeft:
      return read(notice.seat_left(), out);
    case v1::Notice::kLobbyChanged:
      return read(notice.lobby_changed(), out);
    case v1::Notice::kContribution:
      return read(notice.contribution(), out);
    case v1::Notice::kPass:
      return read(notice.pass(), out);
    case v1::Notice::kOwnNote:
      return read(notice.own_note(), out);
    case v1::Notice::kOwnMark:
      return read(notice.own_mark(), out);
    case v1::Notice::kHand:
      return read(notice.hand(), out);
    case v1::Notice::kFloor:
      return read(notice.floor(), out);
    case v1::Notice::kQuestionWaiting:
      return read(notice.question_waiting(), out);
    case v1::Notice::kQuestionDecided:
      return read(notice.question_decided(), out);
    case v1::Notice::kLessonVerdict:
      return read(notice.lesson_verdict(), out);
    case v1::Notice::kHelp:
      return read(notice.help(), out);
    case v1::Notice::kSeatMoved:
      return read(notice.seat_moved(), out);
    case v1::Notice::kOwnItem:
      return read(notice.own_item(), out);
    case v1::Notice::kItemSeen:
      return read(notice.item_seen(), out);
    case v1::Notice::kItemChanged:
      return read(notice.item_changed(), out);
    case v1::Notice::kLetter:
      out.text = notice.letter().text();
      return true;
    case v1::Notice::kLetterAnswer:
      return read(notice.letter_answer(), out);
    case v1::Notice::kOwnVote:
      return read(notice.own_vote(), out);
    case v1::Notice::kVoteSeen:
      return read(notice.vote_seen(), out);
    case v1::Notice::kBallotResult:
      return read(notice.ballot_result(), out);
    case v1::Notice::kOwnConsent:
      return read(notice.own_consent(), out);
    case v1::Notice::kOwnPass:
      return true;
    case v1::Notice::kReady:
      out.code = notice.ready().code();
      return true;
    case v1::Notice::kMayEnd:
      out.change = notice.may_end().why();
      return true;
    case v1::Notice::kWarning:
      return read(notice.warning(), out);
    case v1::Notice::kIncident:
      return read(notice.incident(), out);
    case v1::Notice::kLead:
      return read(notice.lead(), out);
    case v1::Notice::kSlot:
      return read(notice.slot().slot(), out);
    case v1::Notice::kSlotOver:
      out.change = notice.slot_over().how();
      out.text = notice.slot_over().reason();
      return true;
    case v1::Notice::NOTICE_NOT_SET:
      return true;  // of a newer server: its number still counts
  }
  return true;
}

bool read_id(const std::string& bytes, SeenStatus& out) { return read_octets(bytes, out.id); }

bool read(const v1::Refused& refused, SeenStatus& out) {
  if (!read_id(refused.id(), out)) return false;
  out.refusal =
      SeenRefusal{out.id, refused.reason(), refused.opens_in_round(), refused.time_left_ms()};
  return true;
}

bool read(const v1::Welcome& welcome, SeenStatus& out) {
  out.flag = welcome.seated();
  out.resync = welcome.resync();
  out.now_ms = welcome.now_ms();
  return true;
}

bool read(const v1::Presence& presence, SeenStatus& out) {
  out.code = presence.code();
  out.flag = presence.connected();
  return true;
}

bool read(const v1::CaseWorkers& workers, SeenStatus& out) {
  out.asked = workers.asked();
  out.answered = workers.answered();
  out.unsure = workers.unsure();
  out.codes = {workers.listeners().begin(), workers.listeners().end()};
  return true;
}

bool read_body(const v1::Status& status, SeenStatus& out) {
  switch (status.status_case()) {
    case v1::Status::kWelcome:
      return read(status.welcome(), out);
    case v1::Status::kPageEnd:
      out.flag = status.page_end().more();
      return true;
    case v1::Status::kAccepted:
      return read_id(status.accepted().id(), out);
    case v1::Status::kRefused:
      return read(status.refused(), out);
    case v1::Status::kFrozen:
      out.flag = status.frozen().frozen();
      return true;
    case v1::Status::kPresence:
      return read(status.presence(), out);
    case v1::Status::kRemoved:
      out.text = status.removed().reason();
      return true;
    case v1::Status::kCaseWorkers:
      return read(status.case_workers(), out);
    case v1::Status::kTokenIssued:
      return read_octets(status.token_issued().slot(), out.slot) &&
             read_octets(status.token_issued().element(), out.evaluation.element) &&
             read_octets(status.token_issued().challenge(), out.evaluation.challenge) &&
             read_octets(status.token_issued().response(), out.evaluation.response);
    case v1::Status::kShuttingDown:
    case v1::Status::STATUS_NOT_SET:
      return true;
  }
  return true;
}

tl::unexpected<DecodeError> fault(std::string sentence) {
  return tl::unexpected<DecodeError>(DecodeError{std::move(sentence)});
}

tl::expected<SeenFrame, DecodeError> read_frame(const v1::ServerFrame& frame) {
  if (frame.has_notice() == frame.has_status()) {
    return fault("A frame of the server holds either a notice or a status.");
  }
  if (frame.has_notice()) {
    SeenNotice notice;
    notice.sequence = frame.sequence();
    notice.at_ms = frame.notice().at_ms();
    notice.kind = field_name(frame.notice(), frame.notice().notice_case());
    if (!read_body(frame.notice(), notice))
      return fault("A notice makes no sense: a room above 65535, or a slot without its key.");
    return notice;
  }
  SeenStatus status;
  status.kind = field_name(frame.status(), frame.status().status_case());
  if (!read_body(frame.status(), status)) return fault("An id or a token has the wrong length.");
  return status;
}

}  // namespace

tl::expected<std::vector<SeenFrame>, DecodeError> decode_server_message(std::string_view bytes) {
  const google::protobuf::LogSilencer quiet;
  v1::ServerMessage message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return fault("The bytes are not a message of arena.v1.");
  }
  std::vector<SeenFrame> frames;
  frames.reserve(static_cast<std::size_t>(message.frames_size()));
  for (const auto& frame : message.frames()) {
    auto seen_frame = read_frame(frame);
    if (!seen_frame) return tl::unexpected<DecodeError>(std::move(seen_frame.error()));
    frames.push_back(std::move(*seen_frame));
  }
  return frames;
}

}  // namespace arena::codec
