// SPDX-License-Identifier: EUPL-1.2
// Frames from clients, both ways: what the server decodes and what the CLI encodes.
#include "server/codec/wire.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/unknown_field_set.h>

#include <utility>

#include "arena/v1/wire.pb.h"
#include "server/codec/wire_parts.hpp"
#include "sessions/utf8.hpp"

namespace arena::codec {
namespace {

using ActOr = tl::expected<ActBody, DecodeError>;

tl::unexpected<DecodeError> fault(std::string sentence) {
  return tl::unexpected<DecodeError>(DecodeError{std::move(sentence)});
}

// ---- reading acts ----------------------------------------------------------------------------

template <class Act, class Message>
ActBody with_text(Message& message, std::string& text) {
  text = std::move(*message.mutable_text());
  return Act{};
}

template <class Act, class Message>
ActBody with_reason(Message& message, std::string& text) {
  text = std::move(*message.mutable_reason());
  return Act{};
}

ActOr read(v1::Speak& speak, std::string& text) {
  text = std::move(*speak.mutable_text());
  if (!speak.has_reply_to()) return Speak{};
  const auto reply_to = turn_of(speak.reply_to());
  if (!reply_to) return fault("The turn that is replied to has a number above 65535.");
  return Speak{*reply_to};
}

ActOr read(v1::Answer& answer, std::string& text) {
  text = std::move(*answer.mutable_text());
  return Answer{ItemId{answer.question()}};
}

ActOr read(const v1::MarkTurn& mark) {
  const auto turn = turn_of(mark.turn());
  if (!turn) return fault("The turn that is marked has a number above 65535.");
  return MarkTurn{*turn, mark.on()};
}

ActOr read(const v1::JudgeLesson& judge) {
  const ItemId lesson{judge.lesson()};
  switch (judge.verdict()) {
    case v1::VERDICT_RECOGNISED:
      return JudgeLesson{lesson, Verdict::recognised};
    case v1::VERDICT_PARTLY:
      return JudgeLesson{lesson, Verdict::partly};
    case v1::VERDICT_NOT_RECOGNISED:
      return JudgeLesson{lesson, Verdict::not_recognised};
    default:
      return fault("A lesson is judged recognised, partly or not recognised.");
  }
}

ActOr read(v1::TurnAway& turn_away, std::string& text) {
  text = std::move(*turn_away.mutable_reason());
  return TurnAway{SeatId{turn_away.waiting()}};
}

ActOr read(v1::Remove& remove, std::string& text) {
  text = std::move(*remove.mutable_reason());
  return Remove{seat_code_from(remove.seat())};
}

ActOr read(v1::OpenRound& open, std::string& text) {
  if (!fits_16_bits(open.round())) return fault("The round to open has a number above 65535.");
  text = std::move(*open.mutable_reason());
  return OpenRound{static_cast<std::uint16_t>(open.round())};
}

ActOr read(v1::ExtendRound& extend, std::string& text) {
  if (!fits_16_bits(extend.minutes())) return fault("A round is extended by over 65535 minutes.");
  text = std::move(*extend.mutable_reason());
  return ExtendRound{minutes(extend.minutes())};
}

ActOr read(v1::AskToRephrase& rephrase, std::string& text) {
  text = std::move(*rephrase.mutable_text());
  return AskToRephrase{ItemId{rephrase.question()}};
}

ActOr read(v1::MergeQuestions& merge, std::string& text) {
  text = std::move(*merge.mutable_text());
  MergeQuestions act;
  act.questions.reserve(static_cast<std::size_t>(merge.questions_size()));
  for (const std::uint64_t question : merge.questions()) act.questions.push_back({question});
  return act;
}

ActOr read(v1::WithholdQuestion& withhold, std::string& text) {
  text = std::move(*withhold.mutable_reason());
  return WithholdQuestion{ItemId{withhold.question()}};
}

ActOr read(v1::AnswerHelp& answer, std::string& text) {
  text = std::move(*answer.mutable_text());
  return AnswerHelp{seat_code_from(answer.seat())};
}

// No default: a new act in wire.proto does not compile until it is read here.
ActOr read_act(v1::Command& command, std::string& text) {
  switch (command.act_case()) {
    case v1::Command::kSpeak:
      return read(*command.mutable_speak(), text);
    case v1::Command::kAsk:
      return with_text<Ask>(*command.mutable_ask(), text);
    case v1::Command::kAnswer:
      return read(*command.mutable_answer(), text);
    case v1::Command::kPass:
      return Pass{};
    case v1::Command::kNote:
      return with_text<TakeNote>(*command.mutable_note(), text);
    case v1::Command::kMark:
      return read(command.mark());
    case v1::Command::kRaiseHand:
      return RaiseHand{};
    case v1::Command::kLowerHand:
      return LowerHand{};
    case v1::Command::kProposeLesson:
      return with_text<ProposeLesson>(*command.mutable_propose_lesson(), text);
    case v1::Command::kJudgeLesson:
      return read(command.judge_lesson());
    case v1::Command::kAskHelp:
      return with_text<AskHelp>(*command.mutable_ask_help(), text);
    case v1::Command::kContributeAnonymously:
      return with_text<ContributeAnonymously>(*command.mutable_contribute_anonymously(), text);
    case v1::Command::kAdmit:
      return Admit{SeatId{command.admit().waiting()}};
    case v1::Command::kTurnAway:
      return read(*command.mutable_turn_away(), text);
    case v1::Command::kRemove:
      return read(*command.mutable_remove(), text);
    case v1::Command::kOpenRound:
      return read(*command.mutable_open_round(), text);
    case v1::Command::kPause:
      return with_reason<PauseRound>(*command.mutable_pause(), text);
    case v1::Command::kResume:
      return ResumeRound{};
    case v1::Command::kExtend:
      return read(*command.mutable_extend(), text);
    case v1::Command::kEndSitting:
      return with_reason<EndSitting>(*command.mutable_end_sitting(), text);
    case v1::Command::kClose:
      return with_reason<CloseConversation>(*command.mutable_close(), text);
    case v1::Command::kGiveFloor:
      return GiveFloor{seat_code_from(command.give_floor().seat())};
    case v1::Command::kTakeFloor:
      return TakeFloor{};
    case v1::Command::kAcceptQuestion:
      return AcceptQuestion{ItemId{command.accept_question().question()}};
    case v1::Command::kAskToRephrase:
      return read(*command.mutable_ask_to_rephrase(), text);
    case v1::Command::kMergeQuestions:
      return read(*command.mutable_merge_questions(), text);
    case v1::Command::kWithholdQuestion:
      return read(*command.mutable_withhold_question(), text);
    case v1::Command::kAnswerHelp:
      return read(*command.mutable_answer_help(), text);
    case v1::Command::ACT_NOT_SET:
      break;
  }
  return fault("A command holds no act that this server knows.");
}

tl::expected<ClientFrame, DecodeError> read_command(v1::Command& command) {
  hub::CommandRequest request;
  if (!read_octets(command.id(), request.id)) return fault("A command id is 16 bytes.");
  const auto room = room_of(command.room());
  if (!room) return fault("The room of a command has a number above 65535.");
  request.room = *room;
  auto act = read_act(command, request.text);
  if (!act) return tl::unexpected<DecodeError>(std::move(act.error()));
  request.act = std::move(*act);
  return request;
}

tl::expected<ClientFrame, DecodeError> read_hello(const v1::Hello& message) {
  Hello hello{message.version(), {}, {message.last_seen()}};
  if (!read_octets(message.seat_secret(), hello.seat_secret)) {
    return fault("A seat secret is 16 bytes.");
  }
  return hello;
}

// ---- text that is not UTF-8 --------------------------------------------------------------------

bool parse(v1::ClientFrame& frame, std::string_view bytes) {
  return frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// Empties the strings of a message that are not UTF-8 and keeps the last of them in `broken`.
// False if the bytes are malformed in any other way.
bool take_broken_text(std::string& bytes, const google::protobuf::Descriptor& type,
                      std::string& broken) {
  using google::protobuf::FieldDescriptor;
  using google::protobuf::UnknownField;
  google::protobuf::UnknownFieldSet fields;
  if (!fields.ParseFromString(bytes)) return false;
  for (int i = 0; i < fields.field_count(); ++i) {
    UnknownField& field = *fields.mutable_field(i);
    const FieldDescriptor* const known = type.FindFieldByNumber(field.number());
    if (known == nullptr || field.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
    std::string& value = *field.mutable_length_delimited();
    if (known->type() == FieldDescriptor::TYPE_MESSAGE) {
      if (!take_broken_text(value, *known->message_type(), broken)) return false;
    } else if (known->type() == FieldDescriptor::TYPE_STRING && !is_utf8(value)) {
      broken = std::exchange(value, {});
    }
  }
  return fields.SerializeToString(&bytes);
}

// The parser refuses a whole frame for one bad byte in a text. To whoever typed it that is a
// text that must be written again, not a broken connection: so the act is read without its
// text, which goes on as it came for the rules to refuse as text_not_utf8.
bool parse_broken_text(v1::ClientFrame& frame, std::string_view bytes, std::string& broken) {
  std::string rest(bytes);
  if (!take_broken_text(rest, *v1::ClientFrame::descriptor(), broken)) return false;
  return !broken.empty() && parse(frame, rest) && frame.has_command();
}

// ---- writing acts ------------------------------------------------------------------------------

template <class Message>
void put_text(Message* message, const std::string& text) {
  message->set_text(text);
}
template <class Message>
void put_reason(Message* message, const std::string& text) {
  message->set_reason(text);
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

void put(const Speak& act, const std::string& text, v1::Command& out) {
  out.mutable_speak()->set_text(text);
  if (act.reply_to) put_turn(*act.reply_to, *out.mutable_speak()->mutable_reply_to());
}
void put(const Ask&, const std::string& text, v1::Command& out) {
  put_text(out.mutable_ask(), text);
}
void put(const Answer& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_answer(), text);
  out.mutable_answer()->set_question(act.question.value);
}
void put(const Pass&, const std::string&, v1::Command& out) { out.mutable_pass(); }
void put(const TakeNote&, const std::string& text, v1::Command& out) {
  put_text(out.mutable_note(), text);
}
void put(const MarkTurn& act, const std::string&, v1::Command& out) {
  put_turn(act.turn, *out.mutable_mark()->mutable_turn());
  out.mutable_mark()->set_on(act.on);
}
void put(const RaiseHand&, const std::string&, v1::Command& out) { out.mutable_raise_hand(); }
void put(const LowerHand&, const std::string&, v1::Command& out) { out.mutable_lower_hand(); }
void put(const ProposeLesson&, const std::string& text, v1::Command& out) {
  put_text(out.mutable_propose_lesson(), text);
}
void put(const JudgeLesson& act, const std::string&, v1::Command& out) {
  out.mutable_judge_lesson()->set_lesson(act.lesson.value);
  out.mutable_judge_lesson()->set_verdict(wire_verdict(act.verdict));
}
void put(const AskHelp&, const std::string& text, v1::Command& out) {
  put_text(out.mutable_ask_help(), text);
}
void put(const ContributeAnonymously&, const std::string& text, v1::Command& out) {
  put_text(out.mutable_contribute_anonymously(), text);
}
void put(const Admit& act, const std::string&, v1::Command& out) {
  out.mutable_admit()->set_waiting(act.seat.value);
}
void put(const TurnAway& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_turn_away(), text);
  out.mutable_turn_away()->set_waiting(act.seat.value);
}
void put(const Remove& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_remove(), text);
  out.mutable_remove()->set_seat(seat_code_text(act.seat));
}
void put(const OpenRound& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_open_round(), text);
  out.mutable_open_round()->set_round(act.round);
}
void put(const PauseRound&, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_pause(), text);
}
void put(const ResumeRound&, const std::string&, v1::Command& out) { out.mutable_resume(); }
void put(const ExtendRound& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_extend(), text);
  out.mutable_extend()->set_minutes(static_cast<std::uint32_t>(act.by.value / minutes(1).value));
}
void put(const EndSitting&, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_end_sitting(), text);
}
void put(const CloseConversation&, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_close(), text);
}
void put(const GiveFloor& act, const std::string&, v1::Command& out) {
  out.mutable_give_floor()->set_seat(seat_code_text(act.seat));
}
void put(const TakeFloor&, const std::string&, v1::Command& out) { out.mutable_take_floor(); }
void put(const AcceptQuestion& act, const std::string&, v1::Command& out) {
  out.mutable_accept_question()->set_question(act.question.value);
}
void put(const AskToRephrase& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_ask_to_rephrase(), text);
  out.mutable_ask_to_rephrase()->set_question(act.question.value);
}
void put(const MergeQuestions& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_merge_questions(), text);
  for (const ItemId question : act.questions) {
    out.mutable_merge_questions()->add_questions(question.value);
  }
}
void put(const WithholdQuestion& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_withhold_question(), text);
  out.mutable_withhold_question()->set_question(act.question.value);
}
void put(const AnswerHelp& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_answer_help(), text);
  out.mutable_answer_help()->set_seat(seat_code_text(act.seat));
}
// Acts of the shell have no place on the wire: such a command carries no act and is refused.
void put(const Arrive&, const std::string&, v1::Command&) {}
void put(const Tick&, const std::string&, v1::Command&) {}

}  // namespace

tl::expected<ClientFrame, DecodeError> decode_client_frame(std::string_view bytes) {
  if (bytes.size() > frame_bytes_max) return fault("A frame holds at most 65536 bytes.");
  const google::protobuf::LogSilencer quiet;  // or anybody could fill the log with bad frames
  v1::ClientFrame frame;
  std::string broken;
  if (!parse(frame, bytes) && !parse_broken_text(frame, bytes, broken)) {
    return fault("The bytes are not a frame of arena.v1.");
  }
  switch (frame.frame_case()) {
    case v1::ClientFrame::kHello:
      return read_hello(frame.hello());
    case v1::ClientFrame::kPage:
      return PageRequest{};
    case v1::ClientFrame::kCommand: {
      auto command = read_command(*frame.mutable_command());
      if (command && !broken.empty()) {
        std::get<hub::CommandRequest>(*command).text = std::move(broken);
      }
      return command;
    }
    case v1::ClientFrame::FRAME_NOT_SET:
      break;
  }
  return fault("A frame holds a hello, a command or a page request.");
}

std::string encode_hello(const Hello& hello) {
  v1::ClientFrame frame;
  frame.mutable_hello()->set_version(hello.version);
  frame.mutable_hello()->set_seat_secret(octets_text(hello.seat_secret));
  frame.mutable_hello()->set_last_seen(hello.last_seen.value);
  return frame.SerializeAsString();
}

std::string encode_page_request() {
  v1::ClientFrame frame;
  frame.mutable_page();
  return frame.SerializeAsString();
}

std::string encode_command(const hub::CommandRequest& command) {
  const google::protobuf::LogSilencer quiet;  // text that is not UTF-8 is the server's to refuse
  v1::ClientFrame frame;
  v1::Command& out = *frame.mutable_command();
  out.set_id(octets_text(command.id));
  put_room(command.room, *out.mutable_room());
  std::visit([&](const auto& act) { put(act, command.text, out); }, command.act);
  return frame.SerializeAsString();
}

}  // namespace arena::codec
