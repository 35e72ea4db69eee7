// SPDX-License-Identifier: EUPL-1.2
#include "sessions/transcript.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace arena {
namespace {

// Walks a history and keeps what a later turn needs to know of it.
class Projection {
 public:
  Projection(const Script& script, std::span<const Record> history)
      : script_(script), history_(history) {}

  [[nodiscard]] Transcript run() && {
    transcript_.script_id = script_.id;
    for (const Record& record : history_) {
      record_ = &record;
      std::visit([this](const auto& body) { on(body); }, record.event.body);
    }
    return std::move(transcript_);
  }

 private:
  struct Seat {
    std::optional<GroupIndex> group;
    std::optional<SeatCode> code;
  };

  // ---- who sits where
  void on(const Created& e) {
    transcript_.conversation = e.conversation;
    transcript_.title = e.title;
    transcript_.archive_level = e.archive_level;
  }
  void on(const Arrived& e) { seats_[e.seat].group = e.group; }
  void on(const Admitted& e) { seats_[e.seat].code = e.code; }

  // ---- turns
  void on(const Spoken& e) {
    TranscriptTurn turn = said(e.turn, e.guidance ? TurnKind::guidance : TurnKind::speech);
    turn.reply_to = e.reply_to;
    keep(std::move(turn));
  }
  void on(const Answered& e) {
    TranscriptTurn turn = said(e.turn, TurnKind::answer);
    if (const auto asked = questions_.find(e.question); asked != questions_.end()) {
      turn.reply_to = asked->second;
    }
    keep(std::move(turn));
  }
  void on(const Passed& e) { keep(said(e.turn, TurnKind::pass)); }
  void on(const QuestionShown& e) {
    questions_[e.question] = e.turn;
    TranscriptTurn turn = begin(e.turn, TurnKind::question, e.asker);
    words(turn, record_of(e.text_of));
    keep(std::move(turn));
  }
  // The chair's wording of what several asked: it carries nobody's code.
  void on(const QuestionsMerged& e) {
    questions_[e.merged] = e.turn;
    TranscriptTurn turn = said(e.turn, TurnKind::question);
    turn.code.reset();
    turn.group.reset();
    keep(std::move(turn));
  }
  void on(const LessonProposed& e) { keep(said(e.turn, TurnKind::lesson)); }

  // Everything else is no turn: the house-keeping of seats, rounds, floor and gate; notes, marks
  // and help, which are kept from the transcript by rule; questions that were not shown; verdicts;
  // and LessonShared, which releases words that stand in the transcript already.
  template <class Other>
  void on(const Other& /*event*/) {}

  [[nodiscard]] TranscriptTurn said(const Turn& number, TurnKind kind) const {
    TranscriptTurn turn = begin(number, kind, record_->event.actor);
    words(turn, record_);
    return turn;
  }

  [[nodiscard]] TranscriptTurn begin(const Turn& number, TurnKind kind, SeatId by) const {
    TranscriptTurn turn;
    turn.turn = number;
    turn.kind = kind;
    turn.at = record_->event.at;
    if (const auto seat = seats_.find(by); seat != seats_.end()) {
      turn.code = seat->second.code;
      turn.group = seat->second.group;
    }
    turn.ring = ring_of(turn.group, number.room);
    if (const Round* round = round_of(number.room)) turn.round_id = round->id;
    return turn;
  }

  static void words(TranscriptTurn& turn, const Record* record) {
    if (record == nullptr || !record->event.content) return;
    turn.erased = !record->content;
    if (record->content) turn.text = record->content->text;
  }

  [[nodiscard]] const Record* record_of(EventNumber number) const {
    if (number.value == 0 || number.value > history_.size()) return nullptr;
    return &history_[number.value - 1];
  }

  [[nodiscard]] const Round* round_of(const Room& room) const {
    if (room.round == 0 || room.round > script_.rounds.size()) return nullptr;
    return &script_.rounds[room.round - 1U];
  }

  [[nodiscard]] Ring ring_of(std::optional<GroupIndex> group, const Room& room) const {
    const Round* const round = round_of(room);
    if (!group || round == nullptr) return Ring::away;
    const auto placed =
        std::find_if(round->placements.begin(), round->placements.end(),
                     [&](const Placement& placement) { return placement.group == *group; });
    return placed == round->placements.end() ? Ring::away : placed->ring;
  }

  void keep(TranscriptTurn turn) {
    if (may_be_kept(turn.kind)) {
      transcript_.turns.push_back(std::move(turn));
    } else {
      ++transcript_.left_out;
    }
  }

  [[nodiscard]] bool may_be_kept(TurnKind kind) const {
    switch (transcript_.archive_level) {
      case ArchiveLevel::nothing:
        return false;
      case ArchiveLevel::lessons_only:
        return kind == TurnKind::lesson;
      case ArchiveLevel::pseudonymised:
      case ArchiveLevel::full:
        return true;
    }
    return false;
  }

  const Script& script_;
  std::span<const Record> history_;
  const Record* record_{};  // the one being read
  std::map<SeatId, Seat> seats_;
  std::map<ItemId, Turn> questions_;  // where each was first shown
  Transcript transcript_;
};

}  // namespace

std::string_view name(TurnKind kind) noexcept {
  switch (kind) {
    case TurnKind::speech:
      return "speech";
    case TurnKind::guidance:
      return "guidance";
    case TurnKind::question:
      return "question";
    case TurnKind::answer:
      return "answer";
    case TurnKind::lesson:
      return "lesson";
    case TurnKind::pass:
      return "pass";
  }
  return "";
}

Transcript transcript_of(const Script& script, std::span<const Record> history) {
  return Projection(script, history).run();
}

std::string label(const Turn& turn) {
  std::string out = std::to_string(turn.room.round);
  if (turn.room.repetition != 0 || turn.room.room != 0) {
    out += "/" + std::to_string(turn.room.repetition);
  }
  if (turn.room.room != 0) out += "/" + std::to_string(turn.room.room);
  return out + "." + std::to_string(turn.number);
}

std::string label(const SeatCode& code) { return code.letter + std::to_string(code.number); }

}  // namespace arena
