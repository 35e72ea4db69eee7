// SPDX-License-Identifier: EUPL-1.2
#include "sessions/transcript.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "sessions/keeping.hpp"

namespace arena {
namespace {

// Walks a history and keeps what a later turn needs to know of it.
class Projection {
 public:
  Projection(const Script& script, std::span<const Record> history)
      : script_(script), history_(history) {}

  [[nodiscard]] Transcript run() && {
    transcript_.script_id = script_.id;
    transcript_.people.resize(script_.groups.size());
    for (std::size_t i = 1; i <= script_.rounds.size(); ++i) {
      const auto round = static_cast<std::uint16_t>(i);
      transcript_.round_labels.push_back(round_label(script_, round));
    }
    for (const Record& record : history_) {
      record_ = &record;
      std::visit([this](const auto& body) { on(body); }, record.event.body);
    }
    keep_what_may_be_kept();
    return std::move(transcript_);
  }

 private:
  struct Seat {
    std::optional<GroupIndex> group;
    std::optional<SeatCode> code;
    std::optional<GroupIndex> position;
    std::optional<ArchiveLevel> consent;  // to less than the conversation's level
    bool quoted{};
  };

  // ---- who sits where
  void on(const Created& e) {
    transcript_.conversation = e.conversation;
    transcript_.title = e.title;
    transcript_.archive_level = e.archive_level;
    script_ = with_choices(std::move(script_), e.choices);
  }
  void on(const Arrived& e) { seats_[e.seat].group = e.group; }
  void on(const Admitted& e) {
    Seat& seat = seats_[e.seat];
    seat.code = e.code;
    if (seat.group) ++transcript_.people.at(seat.group->value);
  }
  void on(const PositionTaken& e) { seats_[e.seat].position = e.position; }
  void on(const PositionLeft& e) { seats_[e.seat].position.reset(); }
  void on(const ConsentSet& e) {
    seats_[record_->event.actor].consent = e.level;
    seats_[record_->event.actor].quoted = e.quoted;
  }
  void on(const RoundOpened& e) {
    const Round* const round = round_of(e.room);
    if (round == nullptr || round->sitting <= transcript_.sittings.size()) return;
    transcript_.sittings.resize(round->sitting, record_->event.at);
  }

  // ---- turns
  void on(const Spoken& e) {
    const bool scribed = e.for_seat != nobody;
    const SeatId speaker = scribed ? e.for_seat : record_->event.actor;
    TranscriptTurn turn =
        begin(e.turn, e.guidance ? TurnKind::guidance : TurnKind::speech, speaker);
    words(turn, record_);
    turn.reply_to = e.reply_to;
    if (scribed) turn.scribe = seats_[record_->event.actor].code;
    keep(std::move(turn));
  }
  void on(const Answered& e) {
    TranscriptTurn turn = said(e.turn, TurnKind::answer);
    if (const auto asked = questions_.find(e.question); asked != questions_.end()) {
      turn.reply_to = asked->second;
    }
    keep(std::move(turn));
  }
  void on(const Passed& e) {
    if (e.turn) keep(said(*e.turn, TurnKind::pass));
  }
  void on(const NoteCarried& e) {
    TranscriptTurn turn = begin(e.turn, TurnKind::note, record_->event.actor);
    words(turn, record_of(e.text_of));
    keep(std::move(turn));
  }
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
  void on(const ContributedAnonymously& e) {
    TranscriptTurn turn = said(e.turn, TurnKind::anonymous);
    turn.ring = Ring::inner;
    keep(std::move(turn));
  }
  void on(const LessonProposed& e) {
    TranscriptItem& lesson = propose(e.lesson, std::nullopt);
    lesson.evidence = e.evidence;
    keep(said(e.turn, TurnKind::lesson));
  }

  // ---- lessons, items, ballots
  void on(const LessonBrought& e) {
    TranscriptItem& lesson = propose(e.lesson, std::nullopt);
    lesson.code.reset();
    lesson.brought = true;
  }
  void on(const LessonShared& e) { item(e.lesson).shared = true; }
  void on(const LessonJudged& e) {
    auto& verdicts = verdicts_[e.lesson];
    verdicts[record_->event.actor] = e.verdict;
    item(e.lesson).verdicts = {};
    for (const auto& [seat, verdict] : verdicts) {
      ++item(e.lesson).verdicts.at(static_cast<std::size_t>(verdict));
    }
  }
  void on(const ItemProposed& e) {
    propose(e.item, e.product).shared = e.turn.has_value();
    if (e.turn) keep(said(*e.turn, TurnKind::item));
  }
  void on(const ItemReconsidered& e) { item(e.item).text = text_of(record_); }
  void on(const ItemShared& e) {
    item(e.item).shared = true;
    TranscriptTurn turn = begin(e.turn, TurnKind::item, record_->event.actor);
    words(turn, record_of(e.text_of));
    keep(std::move(turn));
  }
  void on(const ItemReleased& e) { item(e.item).shared = true; }
  void on(const ItemStateSet& e) { item(e.item).state = e.state; }
  void on(const EvidenceAdded& e) {
    auto& evidence = item(e.item).evidence;
    evidence.insert(evidence.end(), e.turns.begin(), e.turns.end());
  }
  void on(const ItemAssigned& e) {
    item(e.item).owner = text_of(e.text_of ? record_of(*e.text_of) : record_);
    item(e.item).due = e.due;
    item(e.item).signal = e.signal;
  }
  void on(const ItemDecided& e) {
    TranscriptItem& decided = item(e.item);
    if (e.text_of || decided.decision != e.decision || record_->content) {
      decided.reason = text_of(e.text_of ? record_of(*e.text_of) : record_);
    }
    decided.decision = e.decision;
  }
  void on(const LetterSent&) {
    transcript_.letters.push_back({record_->event.at, text_of(record_)});
  }
  void on(const BallotShown& e) { transcript_.ballots.push_back(e); }

  // Everything else is no turn: the house-keeping of seats, rounds, floor and gate; notes, marks
  // and help, which are kept from the transcript by rule; questions that were not shown; votes,
  // of which only what was shown is kept; and the care of the chair.
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
    turn.ring = ring_of(by, number.room);
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

  // Where somebody who contributed sat: in a position, with the own group, or in the derived group
  // of those who could be there.
  [[nodiscard]] Ring ring_of(SeatId by, const Room& room) const {
    const auto seat = seats_.find(by);
    const Round* const round = round_of(room);
    if (seat == seats_.end() || !seat->second.group || round == nullptr) return Ring::away;
    const auto& placements =
        room.room == 0 ? round->placements : round->side_rooms[room.room - 1U].placements;
    std::optional<Ring> derived;
    std::optional<Ring> own;
    for (const Placement& placement : placements) {
      if (placement.group == seat->second.position) return placement.ring;
      if (placement.group == *seat->second.group) own = placement.ring;
      const auto& of = script_.groups[placement.group.value].derived;
      const bool may_be = of && of->of == script_.groups[seat->second.group->value].id;
      if (may_be && (!derived || placement.may.has(Right::speak))) derived = placement.ring;
    }
    return own.value_or(derived.value_or(Ring::away));
  }

  [[nodiscard]] static std::string text_of(const Record* record) {
    return record != nullptr && record->content ? record->content->text : std::string{};
  }

  TranscriptItem& propose(ItemId id, std::optional<std::uint16_t> product) {
    places_[id] = transcript_.items.size();
    TranscriptItem item;
    item.item = id;
    item.product = product;
    item.code = seats_[record_->event.actor].code;
    item.text = text_of(record_);
    transcript_.items.push_back(std::move(item));
    return transcript_.items.back();
  }
  TranscriptItem& item(ItemId id) { return transcript_.items[places_.at(id)]; }

  // Words of a room that keeps nothing are no part of any of this.
  void keep(TranscriptTurn turn) {
    const Round* const round = round_of(turn.turn.room);
    if (turn.turn.room.room != 0 && round != nullptr) {
      const SideRoom& beside = round->side_rooms[turn.turn.room.room - 1U];
      if (beside.retention != SideRoom::Retention::archived) return;
    }
    transcript_.turns.push_back(std::move(turn));
  }

  // What somebody agreed to holds for all the words that carry their code, also earlier ones.
  void keep_what_may_be_kept() {
    std::map<SeatCode, ArchiveLevel> consents;
    std::map<SeatCode, bool> quotable;
    for (const auto& [id, seat] : seats_) {
      if (!seat.code) continue;
      if (seat.consent) consents[*seat.code] = *seat.consent;
      quotable[*seat.code] = seat.quoted || (seat.group && chairs(*seat.group));
    }
    const auto level_of = [&](const std::optional<SeatCode>& code) {
      const auto found = code ? consents.find(*code) : consents.end();
      if (found == consents.end()) return transcript_.archive_level;
      return std::min(found->second, transcript_.archive_level);
    };
    const std::size_t all = transcript_.turns.size();
    std::erase_if(transcript_.turns, [&](const TranscriptTurn& turn) {
      return !may_be_kept(turn.kind == TurnKind::lesson, level_of(turn.code));
    });
    transcript_.left_out = all - transcript_.turns.size();
    for (TranscriptTurn& turn : transcript_.turns) {
      // Of what is anonymous nobody can be asked.
      const bool asked = turn.kind != TurnKind::anonymous;
      turn.quotable = asked && (!turn.code || quotable[*turn.code]);
    }
    if (transcript_.archive_level == ArchiveLevel::nothing) transcript_.letters.clear();
    std::erase_if(transcript_.items, [&](const TranscriptItem& item) {
      return (item.product && !item.shared) || !may_be_kept(!item.product, level_of(item.code));
    });
  }

  [[nodiscard]] bool chairs(GroupIndex group) const {
    return group.value < script_.groups.size() && leads(script_.groups[group.value].role);
  }

  Script script_;
  std::span<const Record> history_;
  const Record* record_{};  // the one being read
  std::map<SeatId, Seat> seats_;
  std::map<ItemId, Turn> questions_;  // where each was first shown
  std::map<ItemId, std::size_t> places_;
  std::map<ItemId, std::map<SeatId, Verdict>> verdicts_;
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
    case TurnKind::item:
      return "item";
    case TurnKind::note:
      return "note";
    case TurnKind::anonymous:
      return "anonymous";
  }
  return "";
}

Transcript transcript_of(const Script& script, std::span<const Record> history) {
  return Projection(script, history).run();
}

std::string label(const Turn& turn, std::span<const std::string> round_labels) {
  const Room& room = turn.room;
  const bool named = room.round != 0 && room.round <= round_labels.size();
  std::string out = named ? round_labels[room.round - 1U] : std::to_string(room.round);
  if (room.repetition != 0 || room.room != 0) out += "/" + std::to_string(room.repetition);
  if (room.room != 0) out += "/" + std::to_string(room.room);
  return out + "." + std::to_string(turn.number);
}

std::string label(const SeatCode& code) { return code.letter + std::to_string(code.number); }

}  // namespace arena
