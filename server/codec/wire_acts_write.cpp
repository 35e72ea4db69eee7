// SPDX-License-Identifier: EUPL-1.2
// Acts as a client writes them.
#include <variant>

#include "server/codec/api.hpp"
#include "server/codec/wire_acts.hpp"
#include "server/codec/wire_parts.hpp"

namespace arena::codec {
namespace {

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

// A code that is none must stay one: left out it would mean that nobody is named.
std::string named(const std::optional<SeatCode>& code) {
  return code && *code == SeatCode{} ? "?" : seat_code_text(code);
}

void put(const Speak& act, const std::string& text, v1::Command& out) {
  out.mutable_speak()->set_text(text);
  if (act.reply_to) put_turn(*act.reply_to, *out.mutable_speak()->mutable_reply_to());
  if (act.for_seat) out.mutable_speak()->set_for_seat(named(act.for_seat));
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
void put(const ProposeLesson& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_propose_lesson(), text);
  for (const Turn& turn : act.evidence)
    put_turn(turn, *out.mutable_propose_lesson()->add_evidence());
}
void put(const JudgeLesson& act, const std::string&, v1::Command& out) {
  out.mutable_judge_lesson()->set_lesson(act.lesson.value);
  out.mutable_judge_lesson()->set_verdict(wire_verdict(act.verdict));
}
void put(const AskHelp&, const std::string& text, v1::Command& out) {
  put_text(out.mutable_ask_help(), text);
}
void put(const RequestToken& act, const std::string&, v1::Command& out) {
  out.mutable_request_token()->set_slot(octets_text(act.slot));
  out.mutable_request_token()->set_blinded(octets_text(act.blinded));
}
void put(const OpenSlot& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_open_slot(), text);
  out.mutable_open_slot()->set_minutes(
      static_cast<std::uint32_t>(act.writing.value / minutes(1).value));
}
void put(const CancelSlot&, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_cancel_slot(), text);
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
  out.mutable_remove()->set_excused(act.excused);
}
void put(const SayCaseWorker& act, const std::string&, v1::Command& out) {
  out.mutable_say_case_worker()->set_unsure(act.unsure);
  for (const SeatCode& code : act.listeners) {
    out.mutable_say_case_worker()->add_listeners(seat_code_text(code));
  }
}
void put(const ReadCaseWorkers&, const std::string&, v1::Command& out) {
  out.mutable_read_case_workers();
}
void put(const OpenRound& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_open_round(), text);
  out.mutable_open_round()->set_round(act.round);
  out.mutable_open_round()->set_repetition(act.repetition);
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
void put(const CarryNote& act, const std::string&, v1::Command& out) {
  out.mutable_carry_note()->set_note(act.note.value);
}
void put(const CarryMark& act, const std::string&, v1::Command& out) {
  put_turn(act.turn, *out.mutable_carry_mark()->mutable_turn());
}
void put(const Propose& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_propose(), text);
  out.mutable_propose()->set_product(act.product);
}
void put(const ReconsiderItem& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_reconsider(), text);
  out.mutable_reconsider()->set_item(act.item.value);
}
void put(const ShareItem& act, const std::string&, v1::Command& out) {
  out.mutable_share_item()->set_item(act.item.value);
}
void put(const Vote& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_vote(), text);
  out.mutable_vote()->set_ballot(act.ballot);
  for (const std::uint64_t choice : act.choices) out.mutable_vote()->add_choices(choice);
  out.mutable_vote()->set_not_applicable(act.not_applicable);
}
void put(const BeReady&, const std::string&, v1::Command& out) { out.mutable_ready(); }
void put(const TakeSeat& act, const std::string&, v1::Command& out) {
  out.mutable_take_seat()->set_position(act.position.value);
}
void put(const LeaveSeat&, const std::string&, v1::Command& out) { out.mutable_leave_seat(); }
void put(const SetConsent& act, const std::string&, v1::Command& out) {
  out.mutable_set_consent()->set_level(std::string(name(act.level)));
  out.mutable_set_consent()->set_quoted(act.quoted);
  out.mutable_set_consent()->set_reused(act.reused);
}
void put(const AnswerLetter&, const std::string& text, v1::Command& out) {
  put_text(out.mutable_answer_letter(), text);
}
void put(const GiveFloorToNext&, const std::string&, v1::Command& out) {
  out.mutable_give_floor_to_next();
}
void put(const BindPosition& act, const std::string&, v1::Command& out) {
  out.mutable_bind_position()->set_position(act.position.value);
  out.mutable_bind_position()->set_seat(seat_code_text(act.seat));
}
void put(const FreePosition& act, const std::string&, v1::Command& out) {
  out.mutable_free_position()->set_seat(seat_code_text(act.seat));
}
void put(const ReplaceSeated& act, const std::string&, v1::Command& out) {
  out.mutable_replace_seated()->set_position(act.position.value);
}
void put(const SetItemState& act, const std::string&, v1::Command& out) {
  out.mutable_set_item_state()->set_item(act.item.value);
  out.mutable_set_item_state()->set_state(act.state);
}
void put(const AddEvidence& act, const std::string&, v1::Command& out) {
  out.mutable_add_evidence()->set_item(act.item.value);
  for (const Turn& turn : act.turns) put_turn(turn, *out.mutable_add_evidence()->add_turns());
}
void put(const AssignItem& act, const std::string& text, v1::Command& out) {
  out.mutable_assign_item()->set_owner(text);
  out.mutable_assign_item()->set_item(act.item.value);
  out.mutable_assign_item()->set_due_ms(act.due.value_or(Instant{}).value);
  out.mutable_assign_item()->set_signal(act.signal);
}
v1::DecideItem::Decision wire_decision(Decision decision) {
  switch (decision) {
    case Decision::adopted:
      return v1::DecideItem::ADOPTED;
    case Decision::declined:
      return v1::DecideItem::DECLINED;
    case Decision::done:
      return v1::DecideItem::DONE;
  }
  return v1::DecideItem::DECISION_UNSPECIFIED;
}
void put(const DecideItem& act, const std::string& text, v1::Command& out) {
  put_reason(out.mutable_decide_item(), text);
  out.mutable_decide_item()->set_item(act.item.value);
  out.mutable_decide_item()->set_decision(wire_decision(act.decision));
}
void put(const SendLetter& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_send_letter(), text);
  for (const ItemId lesson : act.lessons) out.mutable_send_letter()->add_lessons(lesson.value);
}
void put(const Warn& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_warn(), text);
  out.mutable_warn()->set_seat(seat_code_text(act.seat));
}
void put(const RecordIncident& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_record_incident(), text);
  out.mutable_record_incident()->set_about(named(act.about));
}
void put(const CloseIncident& act, const std::string& text, v1::Command& out) {
  put_text(out.mutable_close_incident(), text);
  out.mutable_close_incident()->set_incident(act.incident.value);
}
void put(const OfferLead& act, const std::string&, v1::Command& out) {
  out.mutable_offer_lead()->set_seat(seat_code_text(act.seat));
}
void put(const TakeLead&, const std::string&, v1::Command& out) { out.mutable_take_lead(); }
// Acts of the shell have no place on the wire: such a command carries no act and is refused.
void put(const Arrive&, const std::string&, v1::Command&) {}
void put(const Tick&, const std::string&, v1::Command&) {}
void put(const ChairGone&, const std::string&, v1::Command&) {}
void put(const BringLesson&, const std::string&, v1::Command&) {}
void put(const CloseSlot&, const std::string&, v1::Command&) {}

}  // namespace

void put_act(const ActBody& act, const std::string& text, v1::Command& out) {
  std::visit([&](const auto& body) { put(body, text, out); }, act);
}

}  // namespace arena::codec
