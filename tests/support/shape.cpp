// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/shape.hpp"

#include <algorithm>
#include <variant>

namespace arena::test {

class Shape::Folding {
 public:
  Folding(Shape& shape, const Event& event) : s_(shape), event_(event) {}

  // ---- seats
  void operator()(const Arrived& e) const { s_.people_.push_back({e.group}); }
  void operator()(const Admitted& e) const {
    s_.at(e.seat).standing = Standing::seated;
    s_.at(e.seat).code = e.code;
    const bool leads = arena::leads(s_.script_->groups[s_.at(e.seat).group.value].role);
    if (leads && s_.lead_ == nobody) s_.lead_ = e.seat;
  }
  void operator()(const TurnedAway& e) const { s_.at(e.seat).standing = Standing::gone; }
  void operator()(const Removed& e) const {
    s_.at(e.seat).standing = Standing::gone;
    std::erase(s_.hands_, e.seat);
    for (SeatId* who : {&s_.floor_, &s_.lead_, &s_.offered_}) {
      if (*who == e.seat) *who = nobody;
    }
  }

  // ---- rounds
  void operator()(const RoundOpened& e) const { s_.leave_room(e.room); }
  void operator()(const SittingEnded& e) const {
    s_.leave_room(Room{});
    s_.sittings_ = e.sitting;
  }
  void operator()(const Closed&) const {
    s_.leave_room(Room{});
    s_.closed_ = true;
  }
  void operator()(const RoundPaused&) const {
    s_.paused_ = true;
    s_.halted_ = event_.actor == nobody;
  }
  void operator()(const RoundResumed&) const { s_.paused_ = s_.halted_ = false; }
  void operator()(const RoundExtended&) const { s_.overdue_ = false; }

  // ---- speech and floor
  void operator()(const Spoken& e) const {
    acts(e.for_seat == nobody ? event_.actor : e.for_seat);
    if (e.turn.room.room == 0) s_.turn_ = e.turn;
  }
  void operator()(const Answered&) const { acts(event_.actor); }
  void operator()(const Passed&) const {
    acts(event_.actor);
    s_.at(event_.actor).passed = true;
  }
  void operator()(const Noted&) const { s_.at(event_.actor).noted = true; }
  void operator()(const SaidReady&) const { s_.at(event_.actor).ready = true; }
  void operator()(const HandRaised&) const { s_.hands_.push_back(event_.actor); }
  void operator()(const HandLowered& e) const { std::erase(s_.hands_, e.seat); }
  void operator()(const FloorGiven& e) const { s_.floor_ = e.seat; }
  void operator()(const FloorFreed&) const { s_.floor_ = nobody; }
  void operator()(const PositionTaken& e) const { s_.at(e.seat).position = e.position; }
  void operator()(const PositionLeft& e) const { s_.at(e.seat).position.reset(); }

  // ---- questions
  void operator()(const QuestionAsked& e) const { s_.waiting_.push_back(e.question); }
  void operator()(const QuestionShown& e) const {
    std::erase(s_.waiting_, e.question);
    s_.shown_ = e.question;
    acts(e.asker);
  }
  void operator()(const QuestionReturned& e) const { std::erase(s_.waiting_, e.question); }
  void operator()(const QuestionsMerged& e) const {
    for (const ItemId id : e.questions) std::erase(s_.waiting_, id);
    s_.shown_ = e.merged;
  }
  void operator()(const QuestionWithheld& e) const { std::erase(s_.waiting_, e.question); }

  // ---- what is made
  void operator()(const LessonProposed& e) const {
    acts(event_.actor);
    s_.made_.push_back({e.lesson, std::nullopt, event_.actor, false, false, e.evidence.size()});
  }
  void operator()(const ItemProposed& e) const {
    acts(event_.actor);
    s_.made_.push_back({e.item, e.product, event_.actor, !e.turn});
  }
  void operator()(const ItemShared& e) const { made(e.item).own = false; }
  void operator()(const ItemReleased& e) const { made(e.item).own = false; }
  void operator()(const ItemStateSet& e) const { made(e.item).state = e.state; }
  void operator()(const ItemAssigned& e) const { made(e.item).assigned = true; }
  void operator()(const ItemDecided& e) const { made(e.item).decision = e.decision; }
  void operator()(const EvidenceAdded& e) const { made(e.item).evidence += e.turns.size(); }
  void operator()(const LetterSent&) const { s_.letter_ = true; }
  void operator()(const VoteCast& e) const {
    s_.at(event_.actor).votes[e.ballot] = e.choices.empty() ? 0 : e.choices.front();
  }
  void operator()(const BallotShown& e) const {
    if (e.room == s_.room_) s_.ballots_shown_.insert(e.ballot);
  }

  // ---- who leads
  void operator()(const LeadOffered& e) const { s_.offered_ = e.seat; }
  void operator()(const LeadTaken&) const {
    s_.lead_ = event_.actor;
    s_.offered_ = nobody;
  }

  // ---- a detached slot
  void operator()(const SlotOpened&) const { s_.slot_ = true; }
  void operator()(const SlotEnded&) const { s_.slot_ = false; }

  template <class Other>
  void operator()(const Other& /*no act depends on it*/) const {}

 private:
  void acts(SeatId seat) const {
    if (seat != nobody) s_.at(seat).acted = true;
  }
  [[nodiscard]] Made& made(ItemId id) const {
    return *std::find_if(s_.made_.begin(), s_.made_.end(),
                         [&](const Made& each) { return each.id == id; });
  }

  Shape& s_;
  const Event& event_;
};

void Shape::apply(const Event& event) { std::visit(Folding(*this, event), event.body); }

// By the last group that the round names: a position or derived group before the own one.
Ring Shape::ring_in(const Person& person, const Round& round) const {
  Ring ring = Ring::away;
  for (const Placement& placement : round.placements) {
    const bool special =
        placement.group == person.position || person.derived.contains(placement.group.value);
    if (special) return placement.ring;
    if (placement.group == person.group) ring = placement.ring;
  }
  return ring;
}

void Shape::leave_room(const Room& next) {
  for (std::size_t i = 0; room_.round != 0 && i < script_->groups.size(); ++i) {
    const auto& derived = script_->groups[i].derived;
    const Round& round = script_->rounds[room_.round - 1U];
    if (!derived || derived->at_end_of != round.id) continue;
    for (Person& person : people_) {
      const bool may = script_->groups[person.group.value].id == derived->of;
      const bool there = ring_in(person, round) == derived->ring;
      const auto group = static_cast<std::uint8_t>(i);
      person.derived.erase(group);
      if (may && person.standing == Standing::seated && there != derived->complement) {
        person.derived.insert(group);
      }
    }
  }
  room_ = next;
  paused_ = halted_ = overdue_ = false;
  floor_ = nobody;
  hands_.clear();
  waiting_.clear();
  ballots_shown_.clear();
  for (Person& person : people_) {
    person.acted = person.passed = person.ready = false;
    person.votes.clear();
  }
}

std::size_t Shape::made_of(std::optional<std::uint16_t> product) const {
  return static_cast<std::size_t>(std::count_if(
      made_.begin(), made_.end(), [&](const Made& each) { return each.product == product; }));
}

std::string Shape::of(SeatId seat) const {
  const Person& person = people_[seat.value - 1];
  std::string text = std::to_string(person.group.value) + char('a' + int(person.standing));
  if (person.standing == Standing::gone) return text;
  if (person.position) text += 'p' + std::to_string(person.position->value);
  for (const std::uint8_t group : person.derived) text += 'd' + std::to_string(group);
  if (person.acted) text += '!';
  if (person.passed) text += '-';
  if (person.ready) text += 'r';
  if (person.noted) text += 'n';
  if (floor_ == seat) text += 'f';
  if (lead_ == seat) text += 'L';
  if (offered_ == seat) text += 'O';
  const auto hand = std::find(hands_.begin(), hands_.end(), seat);
  if (hand != hands_.end()) text += 'h' + std::to_string(hand - hands_.begin());
  for (const auto& [ballot, choice] : person.votes) {
    const auto chosen = std::find_if(made_.begin(), made_.end(),
                                     [&](const Made& each) { return each.id.value == choice; });
    text += 'v' + std::to_string(ballot);
    if (chosen != made_.end()) text += '=' + std::to_string(chosen - made_.begin());
  }
  for (const Made& each : made_) {
    if (each.by != seat) continue;
    text += 'm' + (each.product ? std::to_string(*each.product) : std::string("L"));
    if (each.own) text += '*';
    if (each.assigned) text += '@';
    if (each.evidence != 0) text += 'e';
    if (each.state != 0) text += 's' + std::to_string(each.state);
    if (each.decision) text += '#' + std::to_string(int(*each.decision));
  }
  return text;
}

std::string Shape::key() const {
  std::string text = std::to_string(room_.round) + '/' + std::to_string(room_.repetition) + '/' +
                     std::to_string(sittings_);
  for (const bool flag : {closed_, paused_, halted_, overdue_, letter_, slot_})
    text += flag ? '1' : '0';
  text += 'q' + std::to_string(waiting_.size()) + (shown_ ? "a" : "") + (turn_ ? "t" : "");
  for (const std::uint16_t ballot : ballots_shown_) text += 'b' + std::to_string(ballot);
  std::vector<std::string> all;
  for (std::uint32_t seat = 1; seat <= people_.size(); ++seat) all.push_back(of(SeatId{seat}));
  std::sort(all.begin(), all.end());
  for (const std::string& each : all) text += ' ' + each;
  return text;
}

}  // namespace arena::test
