// SPDX-License-Identifier: EUPL-1.2
// Who may know what. The only place where an event becomes something a person is told.
//
// Everything here is a function of the viewer and of facts up to the event: events that come
// later never change the answer, but for the removal of the viewer.
#include <algorithm>
#include <iterator>

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
    const Place place = place_in(e.room);
    Room room = e.room;
    room.room = place.room;
    RoundEntered entered{room,   e.returned,  c_.clocks_.at(event_.number), {}, by(),
                         text(), std::nullopt};
    if (place.ring == Ring::away) return entered;
    entered.seats = seats_in(room);
    entered.subject = c_.subject_of(e.room);
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
    const bool scribed = e.for_seat != nobody;
    ContributionShown shown{kind,     e.turn,       code(scribed ? e.for_seat : event_.actor),
                            reply_to, std::nullopt, event_.number};
    if (scribed) shown.scribe = code(event_.actor);
    return shown;
  }
  Told operator()(const Answered& e) const {
    return ContributionShown{ContributionKind::answer,
                             e.turn,
                             code(event_.actor),
                             std::nullopt,
                             e.question,
                             event_.number};
  }
  Told operator()(const Passed& e) const {
    if (!e.turn) return OwnPass{};
    return PassShown{*e.turn, code(event_.actor)};
  }
  Told operator()(const Noted& e) const { return OwnNote{e.note, room_then(), event_.number}; }
  Told operator()(const Marked& e) const { return OwnMark{e.turn, e.on}; }
  Told operator()(const NoteCarried& e) const {
    return ContributionShown{ContributionKind::note, e.turn, code(event_.actor),
                             std::nullopt,           e.note, e.text_of};
  }
  Told operator()(const MarkCarried& e) const {
    const auto marked = saw(e.marked) ? std::optional(e.marked) : std::nullopt;
    return ContributionShown{ContributionKind::mark, e.turn,       code(event_.actor), marked,
                             std::nullopt,           EventNumber{}};
  }
  Told operator()(const SaidReady&) const { return ReadyShown{code(event_.actor)}; }

  Told operator()(const HandRaised&) const { return HandShown{code(event_.actor), true}; }
  Told operator()(const HandLowered& e) const { return HandShown{code(e.seat), false}; }
  Told operator()(const FloorGiven& e) const { return FloorShown{code(e.seat)}; }
  Told operator()(const FloorFreed&) const { return FloorShown{std::nullopt}; }
  Told operator()(const PositionTaken& e) const { return moved(e.seat); }
  Told operator()(const PositionLeft& e) const { return moved(e.seat); }

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
    ContributionShown shown{ContributionKind::lesson,
                            e.turn,
                            code(event_.actor),
                            std::nullopt,
                            e.lesson,
                            event_.number};
    shown.evidence = those_seen(e.evidence);
    return shown;
  }
  // A released lesson is the group's: whose proposal it was stays in the debrief.
  Told operator()(const LessonShared& e) const {
    if (!e.turn) return ItemSeen{e.lesson, std::nullopt, e.text_of, those_seen(e.evidence)};
    ContributionShown shown{
        ContributionKind::lesson, *e.turn, std::nullopt, std::nullopt, e.lesson, e.text_of};
    shown.evidence = those_seen(e.evidence);
    return shown;
  }
  Told operator()(const LessonJudged& e) const {
    return LessonVerdict{e.lesson, code(event_.actor), e.verdict};
  }
  Told operator()(const LessonBrought& e) const {
    return ItemSeen{e.lesson, std::nullopt, event_.number};
  }

  Told operator()(const ItemProposed& e) const {
    if (!e.turn) return OwnItem{e.item, e.product, room_then(), false, event_.number};
    ContributionShown shown{ContributionKind::item, *e.turn, code(event_.actor),
                            std::nullopt,           e.item,  event_.number};
    shown.product = e.product;
    return shown;
  }
  Told operator()(const ItemReconsidered& e) const {
    return OwnItem{e.item, product_of(e.item), room_then(), true, event_.number};
  }
  Told operator()(const ItemShared& e) const {
    ContributionShown shown{ContributionKind::item, e.turn, code(event_.actor),
                            std::nullopt,           e.item, e.text_of};
    shown.product = product_of(e.item);
    return shown;
  }
  Told operator()(const ItemReleased& e) const {
    return ItemSeen{e.item, product_of(e.item), e.text_of};
  }
  Told operator()(const ItemStateSet& e) const {
    ItemChanged changed = change(ItemChanged::Change::state, e.item);
    changed.state = e.state;
    return changed;
  }
  Told operator()(const EvidenceAdded& e) const {
    ItemChanged changed = change(ItemChanged::Change::evidence, e.item);
    changed.evidence = those_seen(e.turns);
    return changed;
  }
  Told operator()(const ItemAssigned& e) const {
    ItemChanged changed = change(ItemChanged::Change::assigned, e.item);
    changed.due = e.due;
    changed.signal = e.signal;
    if (e.text_of) changed.text_of = e.text_of;
    return changed;
  }
  Told operator()(const ItemDecided& e) const {
    ItemChanged changed = change(decided_as(e.decision), e.item);
    if (e.text_of) changed.text_of = e.text_of;
    return changed;
  }
  Told operator()(const LetterSent&) const { return LetterShown{event_.number}; }
  Told operator()(const LetterAnswered&) const {
    return LetterAnswerShown{code(event_.actor), event_.number};
  }

  Told operator()(const VoteCast& e) const {
    return OwnVote{room_then(), e.ballot, e.choices, e.not_applicable, text()};
  }
  Told operator()(const VoteShown& e) const {
    return VoteSeen{e.room, e.ballot, code(e.seat), e.choices, e.not_applicable, e.text_of};
  }
  Told operator()(const BallotShown& e) const {
    return BallotResult{e.room, e.ballot, e.answered, e.not_applicable, e.below_floor, e.tallies};
  }

  Told operator()(const ConsentSet& e) const { return OwnConsent{e.level, e.quoted, e.reused}; }
  Told operator()(const RoundMayEnd& e) const { return MayEnd{e.why}; }
  Told operator()(const Warned& e) const { return WarningShown{code(e.seat), event_.number}; }
  Told operator()(const IncidentRecorded& e) const {
    const auto about = e.about == nobody ? std::nullopt : std::optional(code(e.about));
    return IncidentShown{e.incident, about, e.due, text()};
  }
  Told operator()(const IncidentClosed& e) const {
    return IncidentShown{e.incident, std::nullopt, std::nullopt, text()};
  }
  Told operator()(const LeadOffered& e) const { return LeadShown{code(e.seat), true}; }
  Told operator()(const LeadTaken&) const { return LeadShown{code(event_.actor), false}; }

  Told operator()(const SlotOpened& e) const {
    const bool writes = std::binary_search(e.eligible.begin(), e.eligible.end(), viewer_);
    return SlotShown{SlotView{e.slot, e.key, writes, e.writing_ends, text()}};
  }
  Told operator()(const SlotEnded& e) const { return SlotOver{e.slot, e.how, text()}; }
  Told operator()(const ContributedAnonymously& e) const {
    return ContributionShown{ContributionKind::anonymous,
                             e.turn,
                             std::nullopt,
                             std::nullopt,
                             std::nullopt,
                             event_.number};
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
  [[nodiscard]] Place place_in(const Room& room) const {
    return c_.place_of(viewer_, room.round, event_.number);
  }
  [[nodiscard]] bool saw(const Turn& turn) const {
    const auto found = c_.turns_.find(turn.room);
    if (found == c_.turns_.end() || turn.number == 0 || turn.number > found->second.size()) {
      return false;
    }
    const ShownTurn& shown = found->second[turn.number - 1];
    const auto& seats = shown.audience.seats;
    const bool told = (shown.audience.groups >> self_.group.value & 1U) != 0 ||
                      std::binary_search(seats.begin(), seats.end(), viewer_);
    return told && shown.event > self_.admitted;
  }
  [[nodiscard]] std::vector<Turn> those_seen(const std::vector<Turn>& turns) const {
    std::vector<Turn> seen;
    std::copy_if(turns.begin(), turns.end(), std::back_inserter(seen),
                 [this](const Turn& turn) { return saw(turn); });
    return seen;
  }
  [[nodiscard]] std::uint16_t product_of(ItemId item) const {
    return c_.items_.at(item).product.value_or(0);
  }
  [[nodiscard]] static ItemChanged::Change decided_as(Decision decision) {
    switch (decision) {
      case Decision::adopted:
        return ItemChanged::Change::adopted;
      case Decision::declined:
        return ItemChanged::Change::declined;
      case Decision::done:
        break;
    }
    return ItemChanged::Change::done;
  }
  [[nodiscard]] ItemChanged change(ItemChanged::Change what, ItemId item) const {
    return ItemChanged{what, item, 0, {}, std::nullopt, false, text()};
  }
  [[nodiscard]] Told moved(SeatId seat) const {
    const Place place = c_.place_of(seat, room_then().round, event_.number);
    return SeatMoved{SeatView{seat, code(seat), place.group}};
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
      const SeatId seat{static_cast<std::uint32_t>(i + 1)};
      const Place place = c_.place_of(seat, room.round, event_.number);
      const bool elsewhere = place.ring == Ring::away || place.room != room.room;
      const bool beside_its_chair = place.ring == Ring::chair && leads_beside(seat, room);
      if (elsewhere && !leads() && !beside_its_chair) continue;
      seats.push_back({seat, person.code, place.group});
    }
    // By code, which is random: the order tells nothing of who came first.
    std::sort(seats.begin(), seats.end(), [](auto& a, auto& b) { return a.code < b.code; });
    return seats;
  }
  // Who leads a room beside the round is there too.
  [[nodiscard]] bool leads_beside(SeatId seat, const Room& room) const {
    if (room.room == 0) return false;
    const auto& beside = c_.script_.rounds[room.round - 1U].side_rooms[room.room - 1U];
    return beside.led_by == c_.script_.groups[c_.person(seat)->group.value].id;
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
    const Place place = place_in(self_.room_then);
    snapshot.self = SeatView{viewer_, self_.code, place.group};
    snapshot.room = self_.room_then;
    snapshot.room.room = place.room;
    snapshot.sittings_ended = self_.sittings_then;
    snapshot.lead = self_.lead_then;
    if (place.ring == Ring::away || place.room != 0) {
      snapshot.clock = planned_clock();
      snapshot.seats = {snapshot.self};
      if (place.room != 0) snapshot.seats = seats_in(snapshot.room);
      return snapshot;
    }
    snapshot.subject = c_.subject_of(snapshot.room);
    snapshot.clock = self_.clock_then;
    snapshot.floor = self_.floor_then;
    snapshot.slot = self_.slot_then;
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
