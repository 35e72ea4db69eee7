// SPDX-License-Identifier: EUPL-1.2
// The bytes of a command that a repeat must match.
#include <span>
#include <type_traits>
#include <variant>

#include "sessions/conversation.hpp"
#include "sessions/overloaded.hpp"

namespace arena {

namespace {

// Builds the bytes of command_bytes: fixed-width, big-endian, so that two different commands
// can never give the same bytes.
class ByteWriter {
 public:
  void number(std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes_.push_back(static_cast<char>(value >> shift & 0xFFU));
    }
  }
  void room(const Room& room) {
    number(room.round);
    number(room.repetition);
    number(room.room);
  }
  void turn(const Turn& turn) {
    room(turn.room);
    number(turn.number);
  }
  void turns(const std::vector<Turn>& turns) {
    number(turns.size());
    for (const Turn& each : turns) turn(each);
  }
  void items(const std::vector<ItemId>& items) {
    number(items.size());
    for (const ItemId item : items) number(item.value);
  }
  void code(const SeatCode& code) {
    number(static_cast<unsigned char>(code.letter));
    number(code.number);
  }
  void octets(std::span<const std::byte> octets) {
    for (const std::byte octet : octets) number(std::to_integer<std::uint64_t>(octet));
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

void write_act(ByteWriter& out, const ActBody& act) {
  std::visit(
      Overloaded{
          [&](const Speak& speak) {
            out.number(speak.reply_to ? 1 : 0);
            if (speak.reply_to) out.turn(*speak.reply_to);
            out.number(speak.for_seat ? 1 : 0);
            if (speak.for_seat) out.code(*speak.for_seat);
          },
          [&](const Answer& answer) { out.number(answer.question.value); },
          [&](const MarkTurn& mark) {
            out.turn(mark.turn);
            out.number(mark.on ? 1 : 0);
          },
          [&](const JudgeLesson& judge) {
            out.number(judge.lesson.value);
            out.number(static_cast<std::uint64_t>(judge.verdict));
          },
          [&](const Admit& admit) { out.number(admit.seat.value); },
          [&](const TurnAway& away) { out.number(away.seat.value); },
          [&](const Remove& remove) {
            out.code(remove.seat);
            if (remove.excused) out.number(1);
          },
          [&](const OpenRound& open) {
            out.number(open.round);
            out.number(open.repetition);
          },
          [&](const ExtendRound& extend) {
            out.number(static_cast<std::uint64_t>(extend.by.value));
          },
          [&](const GiveFloor& give) { out.code(give.seat); },
          [&](const AcceptQuestion& accept) { out.number(accept.question.value); },
          [&](const AskToRephrase& ask) { out.number(ask.question.value); },
          [&](const MergeQuestions& merge) { out.items(merge.questions); },
          [&](const WithholdQuestion& withhold) { out.number(withhold.question.value); },
          [&](const AnswerHelp& answer) { out.code(answer.seat); },
          [&](const Arrive& arrive) { out.number(arrive.group.value); },
          [&](const ProposeLesson& lesson) { out.turns(lesson.evidence); },
          [&](const CarryNote& carry) { out.number(carry.note.value); },
          [&](const CarryMark& carry) { out.turn(carry.turn); },
          [&](const Propose& propose) { out.number(propose.product); },
          [&](const ReconsiderItem& again) { out.number(again.item.value); },
          [&](const ShareItem& share) { out.number(share.item.value); },
          [&](const Vote& vote) {
            out.number(vote.ballot);
            out.number(vote.not_applicable ? 1 : 0);
            out.number(vote.choices.size());
            for (const std::uint64_t choice : vote.choices) out.number(choice);
          },
          [&](const TakeSeat& take) { out.number(take.position.value); },
          [&](const SetConsent& consent) {
            out.number(static_cast<std::uint64_t>(consent.level));
            out.number(consent.quoted ? 1 : 0);
            out.number(consent.reused ? 1 : 0);
          },
          [&](const BindPosition& bind) {
            out.number(bind.position.value);
            out.code(bind.seat);
          },
          [&](const FreePosition& free) { out.code(free.seat); },
          [&](const ReplaceSeated& replace) { out.number(replace.position.value); },
          [&](const SetItemState& set) {
            out.number(set.item.value);
            out.number(set.state);
          },
          [&](const AddEvidence& evidence) {
            out.number(evidence.item.value);
            out.turns(evidence.turns);
          },
          [&](const AssignItem& assign) {
            out.number(assign.item.value);
            out.number(assign.due ? 1 : 0);
            if (assign.due) out.number(static_cast<std::uint64_t>(assign.due->value));
            out.number(assign.signal ? 1 : 0);
          },
          [&](const DecideItem& decide) {
            out.number(decide.item.value);
            out.number(static_cast<std::uint64_t>(decide.decision));
          },
          [&](const SendLetter& letter) { out.items(letter.lessons); },
          [&](const Warn& warn) { out.code(warn.seat); },
          [&](const RecordIncident& incident) {
            out.number(incident.about ? 1 : 0);
            if (incident.about) out.code(*incident.about);
          },
          [&](const CloseIncident& close) { out.number(close.incident.value); },
          [&](const OfferLead& offer) { out.code(offer.seat); },
          [&](const BringLesson& bring) {
            out.octets(bring.from.bytes);
            out.number(bring.lesson.value);
          },
          [&](const SayCaseWorker& say) {
            out.number(say.listeners.size());
            for (const SeatCode& code : say.listeners) out.code(code);
            out.number(say.unsure ? 1 : 0);
          },
          [&](const RequestToken& request) {
            out.octets(request.slot.bytes);
            out.octets(request.blinded.bytes);
          },
          // The slot and its key are the shell's, another each time.
          [&](const OpenSlot& open) { out.number(static_cast<std::uint64_t>(open.writing.value)); },
          [&](const CloseSlot& close) { out.octets(close.slot.bytes); },
          [](const auto& bare) {
            static_assert(std::is_empty_v<std::remove_cvref_t<decltype(bare)>>,
                          "an act with members must write them");
          },
      },
      act);
}

}  // namespace

std::string command_bytes(const Command& command) {
  ByteWriter out;
  out.number(command.act.index());
  out.room(command.room);
  write_act(out, command.act);
  out.text(command.text);
  return out.take();
}

}  // namespace arena
