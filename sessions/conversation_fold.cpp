// SPDX-License-Identifier: EUPL-1.2
// The fold: how events make a Conversation.
#include <algorithm>
#include <variant>

#include "sessions/assert.hpp"
#include "sessions/conversation.hpp"

namespace arena {

// Whether an event can stand after this state: the references it makes are to things that
// exist. decide() gives only such events; a journal that does not is not ours.
class Folding {
 public:
  explicit Folding(const Conversation& conversation) : c_(conversation) {}

  bool operator()(const Created& e) const {
    return c_.last_ == EventNumber{} && !bad_choice(c_.script_, e.choices);
  }
  bool operator()(const Arrived& e) const {
    return e.seat.value == c_.people_.size() + 1 && e.group.value < c_.script_.groups.size();
  }
  bool operator()(const Admitted& e) const {
    return stands(e.seat, Conversation::Standing::waiting);
  }
  bool operator()(const TurnedAway& e) const {
    return stands(e.seat, Conversation::Standing::waiting);
  }
  bool operator()(const Removed& e) const { return seated(e.seat); }
  bool operator()(const RoundOpened& e) const {
    return e.room.round >= 1 && e.room.round <= c_.script_.rounds.size() && e.room.room == 0;
  }
  bool operator()(const RoundPaused&) const { return open() && !c_.clock_.paused_at; }
  bool operator()(const RoundResumed&) const { return open() && c_.clock_.paused_at; }
  bool operator()(const RoundExtended&) const { return open(); }
  bool operator()(const SittingEnded& e) const { return e.sitting == c_.sittings_ended_ + 1; }
  bool operator()(const Closed&) const { return !c_.closed_; }
  bool operator()(const Spoken& e) const { return next(e.turn); }
  bool operator()(const Answered& e) const { return next(e.turn) && question(e.question); }
  bool operator()(const Passed& e) const { return e.turn ? next(*e.turn) : open(); }
  bool operator()(const Noted& e) const { return open() && !c_.notes_.contains(e.note); }
  bool operator()(const Marked&) const { return true; }
  bool operator()(const HandRaised&) const { return open(); }
  bool operator()(const HandLowered& e) const { return known(e.seat); }
  bool operator()(const FloorGiven& e) const { return seated(e.seat); }
  bool operator()(const FloorFreed&) const { return c_.floor_ != nobody; }
  bool operator()(const QuestionAsked& e) const { return open() && !question(e.question); }
  bool operator()(const QuestionShown& e) const { return next(e.turn) && known(e.asker); }
  bool operator()(const QuestionReturned& e) const { return question(e.question); }
  bool operator()(const QuestionsMerged& e) const {
    return next(e.turn) && !question(e.merged) &&
           std::all_of(e.questions.begin(), e.questions.end(),
                       [this](ItemId id) { return question(id); });
  }
  bool operator()(const QuestionMerged& e) const { return question(e.question); }
  bool operator()(const QuestionWithheld& e) const { return question(e.question); }
  bool operator()(const LessonProposed& e) const { return next(e.turn) && !item(e.lesson); }
  bool operator()(const LessonShared& e) const {
    return (!e.turn || next(*e.turn)) && lesson(e.lesson);
  }
  bool operator()(const LessonJudged& e) const { return item(e.lesson); }
  bool operator()(const LessonBrought& e) const { return !item(e.lesson); }
  bool operator()(const ItemProposed& e) const {
    return (e.turn ? next(*e.turn) : open()) && !item(e.item) &&
           e.product < c_.script_.products.size();
  }
  bool operator()(const ItemReconsidered& e) const { return product_item(e.item); }
  bool operator()(const ItemShared& e) const { return next(e.turn) && product_item(e.item); }
  bool operator()(const ItemReleased& e) const { return product_item(e.item); }
  bool operator()(const ItemStateSet& e) const { return product_item(e.item); }
  bool operator()(const EvidenceAdded& e) const { return item(e.item); }
  bool operator()(const ItemAssigned& e) const { return item(e.item) && before(e.text_of); }
  bool operator()(const ItemDecided& e) const { return item(e.item) && before(e.text_of); }
  bool operator()(const LetterSent&) const { return true; }
  bool operator()(const LetterAnswered&) const { return c_.letter_sent_; }
  bool operator()(const NoteCarried& e) const { return next(e.turn) && c_.notes_.contains(e.note); }
  bool operator()(const MarkCarried& e) const { return next(e.turn); }
  bool operator()(const SaidReady&) const { return open(); }
  bool operator()(const PositionTaken& e) const { return position(e.position) && seated(e.seat); }
  bool operator()(const PositionLeft& e) const { return position(e.position) && known(e.seat); }
  bool operator()(const VoteCast& e) const {
    return open() && e.ballot < c_.open_round()->ballots.size();
  }
  bool operator()(const VoteShown& e) const { return ballot(e.room, e.ballot) && known(e.seat); }
  bool operator()(const BallotShown& e) const { return ballot(e.room, e.ballot); }
  bool operator()(const ConsentSet& e) const { return e.level <= c_.archive_level_; }
  bool operator()(const RoundMayEnd&) const { return open(); }
  bool operator()(const Warned& e) const { return known(e.seat); }
  bool operator()(const IncidentRecorded& e) const { return !c_.incidents_.contains(e.incident); }
  bool operator()(const IncidentClosed& e) const { return c_.incidents_.contains(e.incident); }
  bool operator()(const LeadOffered& e) const { return seated(e.seat); }
  bool operator()(const LeadTaken&) const { return true; }
  bool operator()(const SlotOpened& e) const {
    return open() && !c_.slot_ &&
           std::all_of(e.eligible.begin(), e.eligible.end(),
                       [this](SeatId seat) { return seated(seat); });
  }
  bool operator()(const SlotEnded& e) const { return c_.slot_ && c_.slot_->slot == e.slot; }
  bool operator()(const ContributedAnonymously& e) const { return next(e.turn) && !c_.slot_; }
  bool operator()(const HelpAsked&) const { return true; }
  bool operator()(const HelpAnswered& e) const { return known(e.seat); }

 private:
  [[nodiscard]] bool open() const { return c_.room_.round != 0; }
  [[nodiscard]] bool before(std::optional<EventNumber> other) const {
    return !other || *other <= c_.last_;
  }
  [[nodiscard]] bool known(SeatId seat) const { return c_.person(seat) != nullptr; }
  [[nodiscard]] bool stands(SeatId seat, Conversation::Standing standing) const {
    const auto* found = c_.person(seat);
    return found != nullptr && found->standing == standing;
  }
  [[nodiscard]] bool seated(SeatId seat) const {
    return stands(seat, Conversation::Standing::seated);
  }
  [[nodiscard]] bool question(ItemId id) const { return c_.questions_.contains(id); }
  [[nodiscard]] bool item(ItemId id) const { return c_.items_.contains(id); }
  [[nodiscard]] bool lesson(ItemId id) const { return item(id) && !c_.items_.at(id).product; }
  [[nodiscard]] bool product_item(ItemId id) const {
    return item(id) && c_.items_.at(id).product.has_value();
  }
  [[nodiscard]] bool position(GroupIndex group) const {
    return group.value < c_.script_.groups.size() &&
           c_.script_.groups[group.value].position.has_value();
  }
  [[nodiscard]] bool ballot(const Room& room, std::uint16_t ballot) const {
    return room.round != 0 && room.round <= c_.script_.rounds.size() &&
           ballot < c_.script_.rounds[room.round - 1U].ballots.size();
  }
  [[nodiscard]] bool next(const Turn& turn) const {
    const auto found = c_.turns_.find(turn.room);
    const std::size_t shown = found == c_.turns_.end() ? 0 : found->second.size();
    const bool main_or_beside = turn.room.round == c_.room_.round &&
                                turn.room.repetition == c_.room_.repetition && open() &&
                                turn.room.room <= c_.open_round()->side_rooms.size();
    return main_or_beside && turn.number == shown + 1;
  }

  const Conversation& c_;
};

bool Conversation::follows(const Event& event) const {
  if (event.number.value != last_.value + 1) return false;
  const bool first = std::holds_alternative<Created>(event.body);
  if (first != (event.number.value == 1)) return false;
  if (event.actor != nobody && person(event.actor) == nullptr &&
      !std::holds_alternative<Arrived>(event.body)) {
    return false;
  }
  return std::visit(Folding(*this), event.body);
}

// What follows from a round's end: who belongs to the groups that are made of it.
void Conversation::leave_room(const Event& event, Room next) {
  for (auto& [id, question] : questions_) {
    if (question.state == Question::State::waiting) question.state = Question::State::lapsed;
  }
  for (std::size_t i = 0; room_.round != 0 && i < script_.groups.size(); ++i) {
    const auto& derived = script_.groups[i].derived;
    if (!derived || derived->at_end_of != script_.rounds[room_.round - 1U].id) continue;
    Derivation derivation{event.number, {static_cast<std::uint8_t>(i)}, {}};
    for (std::size_t seat = 0; seat < people_.size(); ++seat) {
      const SeatId id{static_cast<std::uint32_t>(seat + 1)};
      if (people_[seat].standing != Standing::seated) continue;
      if (script_.groups[people_[seat].group.value].id != derived->of) continue;
      const bool sat_there = place_of(id, room_.round).ring == derived->ring;
      if (sat_there != derived->complement) derivation.seats.insert(id);
    }
    derived_.push_back(std::move(derivation));
  }
  room_ = next;
  rooms_.emplace_back(event.number, next);
  floor_ = nobody;
  hands_.clear();
  acted_.clear();
  passed_.clear();
  ready_.clear();
  may_end_.clear();
  halted_ = false;
  clock_ = RoundClock{};
}

// Known by its id alone from now on: the salt would let a guess at the words be confirmed.
void Conversation::forget_passing() {
  const std::set<EventNumber> passing(passing_.begin(), passing_.end());
  for (auto& [key, before] : remembered_) {
    if (passing.contains(before.answered_by)) before.salt.reset();
  }
  passing_.clear();
}

// Applies one event. What it changes stands with the kind of event it is.
class Conversation::Applying {
 public:
  Applying(Conversation& conversation, const Event& event) : c_(conversation), event_(event) {}

  // ---- the conversation and its seats
  void operator()(const Created& e) const {
    c_.id_ = e.conversation;
    c_.title_ = e.title;
    c_.archive_level_ = e.archive_level;
    c_.releaser_ = e.releaser;
    c_.learning_questions_ = e.learning_questions;
    c_.choices_ = e.choices;
    c_.script_ = with_choices(c_.script_, e.choices);
  }
  void operator()(const Arrived& e) const {
    Person arrived;
    arrived.group = e.group;
    arrived.arrived = event_.number;
    c_.people_.push_back(arrived);
  }
  void operator()(const Admitted& e) const {
    Person& admitted = at(e.seat);
    admitted.standing = Standing::seated;
    admitted.code = e.code;
    admitted.admitted = event_.number;
    if (c_.lead_ == nobody && c_.leads(e.seat)) c_.lead_ = e.seat;
    admitted.room_then = c_.room_;
    admitted.clock_then = c_.clock_view(event_.at);
    if (c_.floor_ != nobody) admitted.floor_then = at(c_.floor_).code;
    if (c_.lead_ != nobody) admitted.lead_then = at(c_.lead_).code;
    admitted.sittings_then = c_.sittings_ended_;
    if (c_.slot_) {
      admitted.slot_then =
          SlotView{c_.slot_->slot, c_.slot_->key, false, c_.slot_->writing_ends, c_.slot_text_};
    }
  }
  void operator()(const TurnedAway& e) const {
    at(e.seat).standing = Standing::turned_away;
    at(e.seat).gone = event_.number;
  }
  void operator()(const Removed& e) const {
    at(e.seat).standing = Standing::removed;
    at(e.seat).gone = event_.number;
    put_hand_down(e.seat);
    if (c_.floor_ == e.seat) c_.floor_ = nobody;
    if (c_.lead_ == e.seat) c_.lead_ = nobody;
    if (c_.lead_offered_ == e.seat) c_.lead_offered_ = nobody;
  }

  // ---- rounds and clock
  void operator()(const RoundOpened& e) const {
    c_.leave_room(event_, e.room);
    c_.clock_.opened = event_.at;
    c_.clock_.planned = minutes(c_.script_.rounds[e.room.round - 1U].minutes);
    clock_changed();
  }
  void operator()(const RoundPaused&) const {
    c_.clock_.paused_at = event_.at;
    c_.halted_ = event_.actor == nobody;
    clock_changed();
  }
  void operator()(const RoundResumed&) const {
    c_.clock_.paused_for = c_.clock_.paused_for + (event_.at - *c_.clock_.paused_at);
    c_.clock_.paused_at.reset();
    c_.halted_ = false;
    clock_changed();
  }
  void operator()(const RoundExtended& e) const {
    c_.clock_.planned = c_.clock_.planned + e.by;
    clock_changed();
  }
  void operator()(const SittingEnded& e) const {
    c_.leave_room(event_, Room{});
    c_.sittings_ended_ = e.sitting;
    c_.forget_passing();
  }
  void operator()(const Closed&) const {
    c_.leave_room(event_, Room{});
    c_.closed_ = true;
    c_.forget_passing();
  }
  void operator()(const RoundMayEnd& e) const { c_.may_end_.insert(e.why); }

  // ---- speech
  void operator()(const Spoken& e) const {
    const SeatId speaker = e.for_seat != nobody ? e.for_seat : event_.actor;
    ++c_.spoken_[speaker];
    c_.acted_.insert(speaker);
    show(e.turn);
  }
  void operator()(const Answered& e) const {
    ++c_.spoken_[event_.actor];
    c_.acted_.insert(event_.actor);
    show(e.turn);
  }
  void operator()(const Passed& e) const {
    c_.acted_.insert(event_.actor);
    c_.passed_.insert(event_.actor);
    if (e.turn) show(*e.turn);
  }
  void operator()(const Noted& e) const { c_.notes_[e.note] = {event_.actor, event_.number}; }
  void operator()(const Marked& e) const {
    if (e.on) {
      c_.marks_.insert({event_.actor, e.turn});
    } else {
      c_.marks_.erase({event_.actor, e.turn});
    }
  }
  void operator()(const NoteCarried& e) const {
    c_.acted_.insert(event_.actor);
    show(e.turn);
  }
  void operator()(const MarkCarried& e) const { show(e.turn); }
  void operator()(const SaidReady&) const { c_.ready_.insert(event_.actor); }

  // ---- floor and positions
  void operator()(const HandRaised&) const { c_.hands_.push_back(event_.actor); }
  void operator()(const HandLowered& e) const { put_hand_down(e.seat); }
  void operator()(const FloorGiven& e) const { c_.floor_ = e.seat; }
  void operator()(const FloorFreed&) const { c_.floor_ = nobody; }
  void operator()(const PositionTaken& e) const {
    c_.moves_.push_back({event_.number, e.position, e.seat, true});
  }
  void operator()(const PositionLeft& e) const {
    c_.moves_.push_back({event_.number, e.position, e.seat, false});
  }

  // ---- question gate
  void operator()(const QuestionAsked& e) const {
    c_.questions_[e.question] =
        Question{event_.actor, c_.room_, event_.number, Question::State::waiting, {}};
  }
  void operator()(const QuestionShown& e) const {
    Question& question = c_.questions_[e.question];
    if (question.asker == nobody) {
      question = Question{e.asker, c_.room_, event_.number, Question::State::shown, e.turn};
    }
    question.state = Question::State::shown;
    question.turn = e.turn;
    c_.acted_.insert(e.asker);
    show(e.turn);
  }
  void operator()(const QuestionReturned& e) const {
    c_.questions_[e.question].state = Question::State::returned;
  }
  void operator()(const QuestionsMerged& e) const {
    c_.questions_[e.merged] =
        Question{event_.actor, c_.room_, event_.number, Question::State::shown, e.turn};
    for (const ItemId id : e.questions) c_.questions_[id].state = Question::State::merged;
    show(e.turn);
  }
  void operator()(const QuestionMerged& e) const {
    c_.questions_[e.question].state = Question::State::merged;
  }
  void operator()(const QuestionWithheld& e) const {
    c_.questions_[e.question].state = Question::State::withheld;
  }

  // ---- lessons and items
  void operator()(const LessonProposed& e) const {
    Item& lesson = made(e.lesson);
    lesson.seen_by = event_.audience;
    lesson.evidence = e.evidence;
    c_.acted_.insert(event_.actor);
    show(e.turn);
  }
  void operator()(const LessonBrought& e) const {
    Item& lesson = made(e.lesson);
    lesson.by = nobody;
    lesson.seen_by = event_.audience;
  }
  void operator()(const LessonShared& e) const {
    c_.items_[e.lesson].shared = true;
    seen(e.lesson);
    if (e.turn) show(*e.turn);
  }
  void operator()(const LessonJudged& e) const {
    c_.items_[e.lesson].verdicts[event_.actor] = e.verdict;
  }
  void operator()(const ItemProposed& e) const {
    Item& item = made(e.item);
    item.product = e.product;
    item.own = !e.turn;
    item.seen_by = event_.audience;
    c_.acted_.insert(event_.actor);
    if (e.turn) show(*e.turn);
  }
  void operator()(const ItemReconsidered& e) const { c_.items_[e.item].text_of = event_.number; }
  void operator()(const ItemShared& e) const {
    c_.items_[e.item].own = false;
    seen(e.item);
    c_.acted_.insert(event_.actor);
    show(e.turn);
  }
  void operator()(const ItemReleased& e) const {
    c_.items_[e.item].own = false;
    seen(e.item);
  }
  void operator()(const ItemStateSet& e) const { c_.items_[e.item].state = e.state; }
  void operator()(const EvidenceAdded& e) const {
    auto& evidence = c_.items_[e.item].evidence;
    evidence.insert(evidence.end(), e.turns.begin(), e.turns.end());
  }
  void operator()(const ItemAssigned& e) const {
    c_.items_[e.item].assigned = ItemAssigned{e.item, e.due, e.signal, words_of(e.text_of)};
  }
  void operator()(const ItemDecided& e) const {
    c_.items_[e.item].decided = ItemDecided{e.item, e.decision, words_of(e.text_of)};
  }
  void operator()(const LetterSent&) const { c_.letter_sent_ = true; }
  void operator()(const LetterAnswered&) const {}

  // ---- ballots
  void operator()(const VoteCast& e) const {
    c_.votes_[{c_.room_, e.ballot}][event_.actor] =
        Cast{event_.number, e.choices, e.not_applicable, event_.content.has_value()};
  }
  void operator()(const VoteShown& e) const { c_.ballots_shown_.insert({e.room, e.ballot}); }
  void operator()(const BallotShown& e) const { c_.ballots_shown_.insert({e.room, e.ballot}); }

  // ---- a detached slot
  void operator()(const SlotOpened& e) const {
    c_.slot_ = e;
    c_.slot_text_ = words_of(std::nullopt);
  }
  void operator()(const SlotEnded&) const {
    c_.slot_.reset();
    c_.slot_text_.reset();
  }
  void operator()(const ContributedAnonymously& e) const { show(e.turn); }

  // ---- consent, help, and the care of the chair
  void operator()(const ConsentSet&) const {}
  void operator()(const HelpAsked&) const { c_.passing_.push_back(event_.number); }
  void operator()(const HelpAnswered&) const { c_.passing_.push_back(event_.number); }
  void operator()(const Warned&) const { ++c_.warnings_; }
  void operator()(const IncidentRecorded& e) const { c_.incidents_[e.incident] = false; }
  void operator()(const IncidentClosed& e) const { c_.incidents_[e.incident] = true; }
  void operator()(const LeadOffered& e) const { c_.lead_offered_ = e.seat; }
  void operator()(const LeadTaken&) const {
    c_.lead_ = event_.actor;
    c_.lead_offered_ = nobody;
  }

 private:
  [[nodiscard]] Person& at(SeatId seat) const { return c_.people_[seat.value - 1]; }
  void put_hand_down(SeatId seat) const { std::erase(c_.hands_, seat); }
  // Where the words of this event stand: beside it, or where they were first said.
  [[nodiscard]] std::optional<EventNumber> words_of(std::optional<EventNumber> told_again) const {
    if (told_again) return told_again;
    return event_.content ? std::optional(event_.number) : std::nullopt;
  }
  void clock_changed() const { c_.clocks_[event_.number] = c_.clock_view(event_.at); }

  void show(const Turn& turn) const {
    c_.turns_[turn.room].push_back(ShownTurn{event_.number, event_.audience});
    if (turn.room.room == 0) return;
    const auto& room = c_.open_round()->side_rooms[turn.room.room - 1U];
    if (room.retention != SideRoom::Retention::archived) c_.passing_.push_back(event_.number);
  }
  [[nodiscard]] Item& made(ItemId id) const {
    Item& item = c_.items_[id];
    item.by = event_.actor;
    item.proposed = event_.number;
    item.text_of = event_.number;
    item.room = c_.room_;
    return item;
  }
  void seen(ItemId id) const {
    Audience& by = c_.items_[id].seen_by;
    by.groups |= event_.audience.groups;
    by.seats.insert(by.seats.end(), event_.audience.seats.begin(), event_.audience.seats.end());
    std::sort(by.seats.begin(), by.seats.end());
    by.seats.erase(std::unique(by.seats.begin(), by.seats.end()), by.seats.end());
  }

  Conversation& c_;
  const Event& event_;
};

void Conversation::apply(const Event& event, std::optional<Salt> salt) {
  ARENA_ASSERT(follows(event));
  last_ = event.number;
  if (event.cause) {
    remembered_.emplace(std::pair(event.actor, event.cause->id),
                        Remembered{event.number, event.cause->body, salt});
  }
  std::visit(Applying(*this, event), event.body);
}

}  // namespace arena
