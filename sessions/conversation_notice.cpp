// SPDX-License-Identifier: EUPL-1.2
// Who may know what. The only place where an event becomes something a person is told.
//
// Everything here is a function of the viewer and of facts up to the event: events that come
// later never change the answer, but for the removal of the viewer.
#include <algorithm>

#include "sessions/conversation.hpp"

namespace arena {

class Conversation::Telling {
 public:
  using Told = std::optional<NoticeBody>;

  Telling(const Conversation& conversation, SeatId viewer, const Event& event)
      : c_(conversation), viewer_(viewer), event_(event), self_(*conversation.person(viewer)) {}

  Told operator()(const Created&) const { return std::nullopt; }
  Told operator()(const Arrived& e) const {
    return LobbyChanged{LobbyChanged::Change::waiting, e.seat, e.group, std::nullopt};
  }
  Told operator()(const Admitted& e) const {
    if (e.seat == viewer_) return seated();
    const GroupIndex group = c_.person(e.seat)->group;
    if (leads()) return LobbyChanged{LobbyChanged::Change::admitted, e.seat, group, e.code};
    return SeatTaken{SeatView{e.seat, e.code, group}};
  }
  Told operator()(const TurnedAway& e) const {
    return LobbyChanged{LobbyChanged::Change::turned_away, e.seat, c_.person(e.seat)->group,
                        std::nullopt};
  }
  Told operator()(const Removed& e) const { return SeatLeft{code(e.seat), text()}; }

  Told operator()(const RoundOpened& e) const {
    RoundEntered entered{e.room, e.returned, c_.clocks_.at(event_.number), {}, by(), text()};
    if (ring_in(e.room) != Ring::away) entered.seats = seats_in(e.room);
    return entered;
  }
  Told operator()(const RoundPaused&) const { return clock(ClockChanged::Change::paused); }
  Told operator()(const RoundResumed&) const { return clock(ClockChanged::Change::resumed); }
  Told operator()(const RoundExtended&) const { return clock(ClockChanged::Change::extended); }
  Told operator()(const SittingEnded& e) const {
    const auto& rounds = c_.script_.rounds;
    const bool more = std::any_of(rounds.begin(), rounds.end(),
                                  [&](const Round& r) { return r.sitting > e.sitting; });
    return SittingOver{e.sitting, more, text()};
  }
  Told operator()(const Closed&) const { return ConversationOver{text()}; }

  // A reply shows its turn only to who was there for it: numbers tell what went before.
  Told operator()(const Spoken& e) const {
    const auto kind = e.guidance ? ContributionKind::guidance : ContributionKind::speech;
    const auto reply_to = e.reply_to && saw(*e.reply_to) ? e.reply_to : std::nullopt;
    return ContributionShown{kind,     e.turn,       code(event_.actor),
                             reply_to, std::nullopt, event_.number};
  }
  Told operator()(const Answered& e) const {
    return ContributionShown{ContributionKind::answer,
                             e.turn,
                             code(event_.actor),
                             std::nullopt,
                             e.question,
                             event_.number};
  }
  Told operator()(const Passed& e) const { return PassShown{e.turn, code(event_.actor)}; }
  Told operator()(const Noted& e) const { return OwnNote{e.note, room_then(), event_.number}; }
  Told operator()(const Marked& e) const { return OwnMark{e.turn, e.on}; }

  Told operator()(const HandRaised&) const { return HandShown{code(event_.actor), true}; }
  Told operator()(const HandLowered& e) const { return HandShown{code(e.seat), false}; }
  Told operator()(const FloorGiven& e) const { return FloorShown{code(e.seat)}; }
  Told operator()(const FloorFreed&) const { return FloorShown{std::nullopt}; }

  Told operator()(const QuestionAsked& e) const {
    return QuestionWaiting{e.question, code(event_.actor), event_.number};
  }
  Told operator()(const QuestionShown& e) const {
    return ContributionShown{
        ContributionKind::question, e.turn, code(e.asker), std::nullopt, e.question, e.text_of};
  }
  Told operator()(const QuestionReturned& e) const {
    return QuestionDecided{QuestionDecided::Decision::rephrase, e.question, text()};
  }
  Told operator()(const QuestionsMerged& e) const {
    return ContributionShown{
        ContributionKind::question, e.turn, std::nullopt, std::nullopt, e.merged, event_.number};
  }
  Told operator()(const QuestionMerged& e) const {
    return QuestionDecided{QuestionDecided::Decision::merged, e.question, std::nullopt};
  }
  Told operator()(const QuestionWithheld& e) const {
    return QuestionDecided{QuestionDecided::Decision::withheld, e.question, text()};
  }

  Told operator()(const LessonProposed& e) const {
    return ContributionShown{ContributionKind::lesson,
                             e.turn,
                             code(event_.actor),
                             std::nullopt,
                             e.lesson,
                             event_.number};
  }
  // A released lesson is the group's: whose proposal it was stays in the debrief.
  Told operator()(const LessonShared& e) const {
    return ContributionShown{
        ContributionKind::lesson, e.turn, std::nullopt, std::nullopt, e.lesson, e.text_of};
  }
  Told operator()(const LessonJudged& e) const {
    return LessonVerdict{e.lesson, code(event_.actor), e.verdict};
  }

  Told operator()(const HelpAsked&) const {
    return HelpShown{code(event_.actor), false, event_.number};
  }
  Told operator()(const HelpAnswered& e) const {
    return HelpShown{code(e.seat), true, event_.number};
  }

 private:
  [[nodiscard]] SeatCode code(SeatId seat) const { return c_.person(seat)->code; }
  [[nodiscard]] bool leads() const {
    return arena::leads(c_.script_.groups[self_.group.value].role);
  }
  [[nodiscard]] Ring ring_in(const Room& room) const { return c_.ring_of(self_.group, room.round); }
  [[nodiscard]] bool saw(const Turn& turn) const {
    const auto found = c_.turns_.find(turn.room);
    if (found == c_.turns_.end() || turn.number == 0 || turn.number > found->second.size()) {
      return false;
    }
    return found->second[turn.number - 1].event > self_.admitted;
  }
  [[nodiscard]] std::optional<SeatCode> by() const {
    return event_.actor == nobody ? std::nullopt : std::optional(code(event_.actor));
  }
  [[nodiscard]] std::optional<EventNumber> text() const {
    return event_.content ? std::optional(event_.number) : std::nullopt;
  }
  [[nodiscard]] Room room_then() const {
    Room room;
    for (const auto& [from, entered] : c_.rooms_) {
      if (from < event_.number) room = entered;
    }
    return room;
  }

  [[nodiscard]] Told clock(ClockChanged::Change change) const {
    return ClockChanged{change, c_.clocks_.at(event_.number), by(), text()};
  }

  // Who sits in `room` right after the event, as this viewer may see it: those who are in the
  // room; the chair, who answers for everybody, sees those who are away too.
  [[nodiscard]] std::vector<SeatView> seats_in(const Room& room) const {
    std::vector<SeatView> seats;
    for (std::size_t i = 0; i < c_.people_.size(); ++i) {
      const Person& person = c_.people_[i];
      if (person.admitted == EventNumber{} || person.admitted > event_.number) continue;
      if (person.gone != EventNumber{} && person.gone < event_.number) continue;
      if (!leads() && c_.ring_of(person.group, room.round) == Ring::away) continue;
      seats.push_back({SeatId{static_cast<std::uint32_t>(i + 1)}, person.code, person.group});
    }
    // By code, which is random: the order tells nothing of who came first.
    std::sort(seats.begin(), seats.end(), [](auto& a, auto& b) { return a.code < b.code; });
    return seats;
  }
  [[nodiscard]] std::vector<SeatView> waiting_then() const {
    std::vector<SeatView> waiting;
    for (std::size_t i = 0; i < c_.people_.size(); ++i) {
      const Person& person = c_.people_[i];
      const bool arrived_later = person.arrived > event_.number;
      const bool admitted = person.admitted != EventNumber{} && person.admitted <= event_.number;
      const bool gone = person.gone != EventNumber{} && person.gone <= event_.number;
      if (arrived_later || admitted || gone) continue;
      waiting.push_back({SeatId{static_cast<std::uint32_t>(i + 1)}, SeatCode{}, person.group});
    }
    return waiting;
  }

  // The snapshot at admission: round, clock, who sits where; nothing older is ever shown.
  [[nodiscard]] Seated seated() const {
    Seated snapshot;
    snapshot.self = SeatView{viewer_, self_.code, self_.group};
    snapshot.room = self_.room_then;
    snapshot.sittings_ended = self_.sittings_then;
    if (ring_in(snapshot.room) == Ring::away) {
      snapshot.clock = planned_clock();
      snapshot.seats = {snapshot.self};
      return snapshot;
    }
    snapshot.clock = self_.clock_then;
    snapshot.floor = self_.floor_then;
    snapshot.seats = seats_in(snapshot.room);
    if (leads()) snapshot.waiting = waiting_then();
    return snapshot;
  }
  // What somebody who is away may know of the time: the plan of the frozen script.
  [[nodiscard]] ClockView planned_clock() const {
    ClockView clock = self_.clock_then;
    clock.paused = false;
    clock.remaining = {};
    clock.planned = minutes(c_.script_.rounds[self_.room_then.round - 1U].minutes);
    clock.ends = clock.opened + clock.planned;
    return clock;
  }

  const Conversation& c_;
  SeatId viewer_;
  const Event& event_;
  const Person& self_;
};

std::optional<Notice> Conversation::notice_for(SeatId viewer, const Event& event) const {
  const Person* self = person(viewer);
  if (self == nullptr || self->standing != Standing::seated) return std::nullopt;
  if (event.number < self->admitted) return std::nullopt;
  const bool in_group = (event.audience.groups >> self->group.value & 1U) != 0;
  const auto& seats = event.audience.seats;
  const bool named = std::find(seats.begin(), seats.end(), viewer) != seats.end();
  if (!in_group && !named) return std::nullopt;
  auto body = std::visit(Telling(*this, viewer, event), event.body);
  if (!body) return std::nullopt;
  return Notice{event.at, *std::move(body)};
}

}  // namespace arena
