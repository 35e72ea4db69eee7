// SPDX-License-Identifier: EUPL-1.2
// Acts as clients send them.
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "server/codec/api.hpp"
#include "server/codec/wire_acts.hpp"
#include "server/codec/wire_parts.hpp"

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
  Speak act;
  if (speak.has_reply_to()) {
    act.reply_to = turn_of(speak.reply_to());
    if (!act.reply_to) return fault("The turn that is replied to has a number above 65535.");
  }
  if (!speak.for_seat().empty()) act.for_seat = seat_code_from(speak.for_seat());
  return act;
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
  return Remove{seat_code_from(remove.seat()), remove.excused()};
}

ActOr read(const v1::SayCaseWorker& say) {
  SayCaseWorker act{{}, say.unsure()};
  act.listeners.reserve(static_cast<std::size_t>(say.listeners_size()));
  for (const std::string& code : say.listeners()) act.listeners.push_back(seat_code_from(code));
  return act;
}

ActOr read(v1::OpenRound& open, std::string& text) {
  if (!fits_16_bits(open.round()) || !fits_16_bits(open.repetition())) {
    return fault("The round to open has a number above 65535.");
  }
  text = std::move(*open.mutable_reason());
  return OpenRound{static_cast<std::uint16_t>(open.round()),
                   static_cast<std::uint16_t>(open.repetition())};
}

ActOr read(v1::ExtendRound& extend, std::string& text) {
  if (!fits_16_bits(extend.minutes())) return fault("A round is extended by over 65535 minutes.");
  text = std::move(*extend.mutable_reason());
  return ExtendRound{minutes(extend.minutes())};
}

ActOr read(v1::OpenSlot& open, std::string& text) {
  if (!fits_16_bits(open.minutes())) return fault("Writing lasts over 65535 minutes.");
  text = std::move(*open.mutable_text());
  return OpenSlot{minutes(open.minutes()), {}, {}};
}

ActOr read(const v1::RequestToken& request) {
  RequestToken act;
  const bool whole =
      read_octets(request.slot(), act.slot) && read_octets(request.blinded(), act.blinded);
  if (!whole) return fault("A slot is 16 bytes and a blinded element 32.");
  return act;
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

// ---- lessons, items, ballots, positions

using TurnsOr = tl::expected<std::vector<Turn>, DecodeError>;

template <class Messages>
TurnsOr read_turns(const Messages& messages) {
  if (messages.size() > listed_max) return fault("An act names at most 256 turns.");
  std::vector<Turn> turns;
  turns.reserve(static_cast<std::size_t>(messages.size()));
  for (const v1::Turn& message : messages) {
    const auto turn = turn_of(message);
    if (!turn) return fault("A turn that is named has a number above 65535.");
    turns.push_back(*turn);
  }
  return turns;
}

// A position in a list of the script; what is too large is no position of any.
std::optional<GroupIndex> group_at(std::uint32_t position) {
  if (position > std::numeric_limits<std::uint8_t>::max()) return std::nullopt;
  return GroupIndex{static_cast<std::uint8_t>(position)};
}

ActOr read(v1::ProposeLesson& propose, std::string& text) {
  text = std::move(*propose.mutable_text());
  auto evidence = read_turns(propose.evidence());
  if (!evidence) return tl::unexpected<DecodeError>(std::move(evidence.error()));
  return ProposeLesson{std::move(*evidence)};
}

ActOr read(const v1::CarryMark& carry) {
  const auto turn = turn_of(carry.turn());
  if (!turn) return fault("The turn that is brought along has a number above 65535.");
  return CarryMark{*turn};
}

ActOr read(v1::Propose& propose, std::string& text) {
  if (!fits_16_bits(propose.product())) return fault("A product has a number above 65535.");
  text = std::move(*propose.mutable_text());
  return Propose{static_cast<std::uint16_t>(propose.product())};
}

ActOr read(v1::ReconsiderItem& reconsider, std::string& text) {
  text = std::move(*reconsider.mutable_text());
  return ReconsiderItem{ItemId{reconsider.item()}};
}

ActOr read(v1::Vote& vote, std::string& text) {
  if (!fits_16_bits(vote.ballot())) return fault("A ballot has a number above 65535.");
  if (vote.choices_size() > listed_max) return fault("A vote holds at most 256 choices.");
  text = std::move(*vote.mutable_reason());
  return Vote{static_cast<std::uint16_t>(vote.ballot()),
              {vote.choices().begin(), vote.choices().end()},
              vote.not_applicable()};
}

ActOr read(const v1::TakeSeat& take) {
  const auto position = group_at(take.position());
  if (!position) return fault("A position has a number above 255.");
  return TakeSeat{*position};
}

ActOr read(const v1::SetConsent& consent) {
  const auto level = archive_level_named(consent.level());
  if (!level) return fault("What is kept is nothing, lessons_only, pseudonymised or full.");
  return SetConsent{*level, consent.quoted(), consent.reused()};
}

ActOr read(const v1::BindPosition& bind) {
  const auto position = group_at(bind.position());
  if (!position) return fault("A position has a number above 255.");
  return BindPosition{*position, seat_code_from(bind.seat())};
}

ActOr read(const v1::ReplaceSeated& replace) {
  const auto position = group_at(replace.position());
  if (!position) return fault("A position has a number above 255.");
  return ReplaceSeated{*position};
}

ActOr read(const v1::SetItemState& set) {
  if (!fits_16_bits(set.state())) return fault("A state has a number above 65535.");
  return SetItemState{ItemId{set.item()}, static_cast<std::uint16_t>(set.state())};
}

ActOr read(const v1::AddEvidence& add) {
  auto turns = read_turns(add.turns());
  if (!turns) return tl::unexpected<DecodeError>(std::move(turns.error()));
  return AddEvidence{ItemId{add.item()}, std::move(*turns)};
}

ActOr read(v1::AssignItem& assign, std::string& text) {
  text = std::move(*assign.mutable_owner());
  AssignItem act{ItemId{assign.item()}, std::nullopt, assign.signal()};
  if (assign.due_ms() != 0) act.due = Instant{assign.due_ms()};
  return act;
}

ActOr read(v1::DecideItem& decide, std::string& text) {
  text = std::move(*decide.mutable_reason());
  const ItemId item{decide.item()};
  switch (decide.decision()) {
    case v1::DecideItem::ADOPTED:
      return DecideItem{item, Decision::adopted};
    case v1::DecideItem::DECLINED:
      return DecideItem{item, Decision::declined};
    case v1::DecideItem::DONE:
      return DecideItem{item, Decision::done};
    default:
      return fault("A lesson is adopted, declined or done.");
  }
}

ActOr read(v1::SendLetter& letter, std::string& text) {
  if (letter.lessons_size() > listed_max) return fault("A letter names at most 256 lessons.");
  text = std::move(*letter.mutable_text());
  SendLetter act;
  for (const std::uint64_t lesson : letter.lessons()) act.lessons.push_back({lesson});
  return act;
}

ActOr read(v1::Warn& warn, std::string& text) {
  text = std::move(*warn.mutable_text());
  return Warn{seat_code_from(warn.seat())};
}

ActOr read(v1::RecordIncident& incident, std::string& text) {
  text = std::move(*incident.mutable_text());
  RecordIncident act;
  if (!incident.about().empty()) act.about = seat_code_from(incident.about());
  return act;
}

ActOr read(v1::CloseIncident& close, std::string& text) {
  text = std::move(*close.mutable_text());
  return CloseIncident{ItemId{close.incident()}};
}

}  // namespace

// No default: a new act in wire.proto does not compile until it is read here.
tl::expected<ActBody, DecodeError> read_act(v1::Command& command, std::string& text) {
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
      return read(*command.mutable_propose_lesson(), text);
    case v1::Command::kJudgeLesson:
      return read(command.judge_lesson());
    case v1::Command::kAskHelp:
      return with_text<AskHelp>(*command.mutable_ask_help(), text);
    case v1::Command::kRequestToken:
      return read(command.request_token());
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
    case v1::Command::kCarryNote:
      return CarryNote{ItemId{command.carry_note().note()}};
    case v1::Command::kCarryMark:
      return read(command.carry_mark());
    case v1::Command::kPropose:
      return read(*command.mutable_propose(), text);
    case v1::Command::kReconsider:
      return read(*command.mutable_reconsider(), text);
    case v1::Command::kShareItem:
      return ShareItem{ItemId{command.share_item().item()}};
    case v1::Command::kVote:
      return read(*command.mutable_vote(), text);
    case v1::Command::kReady:
      return BeReady{};
    case v1::Command::kTakeSeat:
      return read(command.take_seat());
    case v1::Command::kLeaveSeat:
      return LeaveSeat{};
    case v1::Command::kSetConsent:
      return read(command.set_consent());
    case v1::Command::kAnswerLetter:
      return with_text<AnswerLetter>(*command.mutable_answer_letter(), text);
    case v1::Command::kGiveFloorToNext:
      return GiveFloorToNext{};
    case v1::Command::kBindPosition:
      return read(command.bind_position());
    case v1::Command::kFreePosition:
      return FreePosition{seat_code_from(command.free_position().seat())};
    case v1::Command::kReplaceSeated:
      return read(command.replace_seated());
    case v1::Command::kSetItemState:
      return read(command.set_item_state());
    case v1::Command::kAddEvidence:
      return read(command.add_evidence());
    case v1::Command::kAssignItem:
      return read(*command.mutable_assign_item(), text);
    case v1::Command::kDecideItem:
      return read(*command.mutable_decide_item(), text);
    case v1::Command::kSendLetter:
      return read(*command.mutable_send_letter(), text);
    case v1::Command::kWarn:
      return read(*command.mutable_warn(), text);
    case v1::Command::kRecordIncident:
      return read(*command.mutable_record_incident(), text);
    case v1::Command::kCloseIncident:
      return read(*command.mutable_close_incident(), text);
    case v1::Command::kOfferLead:
      return OfferLead{seat_code_from(command.offer_lead().seat())};
    case v1::Command::kTakeLead:
      return TakeLead{};
    case v1::Command::kSayCaseWorker:
      return read(command.say_case_worker());
    case v1::Command::kReadCaseWorkers:
      return ReadCaseWorkers{};
    case v1::Command::kOpenSlot:
      return read(*command.mutable_open_slot(), text);
    case v1::Command::kCancelSlot:
      return with_reason<CancelSlot>(*command.mutable_cancel_slot(), text);
    case v1::Command::ACT_NOT_SET:
      break;
  }
  return fault("A command holds no act that this server knows.");
}

}  // namespace arena::codec
