// SPDX-License-Identifier: EUPL-1.2
// The fold: how events make a Conversation. Deciding and telling stand in files of their own.
#include "sessions/conversation.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "sessions/assert.hpp"

namespace arena {

namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

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
  void code(const SeatCode& code) {
    number(static_cast<unsigned char>(code.letter));
    number(code.number);
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
  std::visit(Overloaded{
                 [&](const Speak& speak) {
                   out.number(speak.reply_to ? 1 : 0);
                   if (speak.reply_to) out.turn(*speak.reply_to);
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
                 [&](const Remove& remove) { out.code(remove.seat); },
                 [&](const OpenRound& open) { out.number(open.round); },
                 [&](const ExtendRound& extend) {
                   out.number(static_cast<std::uint64_t>(extend.by.value));
                 },
                 [&](const GiveFloor& give) { out.code(give.seat); },
                 [&](const AcceptQuestion& accept) { out.number(accept.question.value); },
                 [&](const AskToRephrase& ask) { out.number(ask.question.value); },
                 [&](const MergeQuestions& merge) {
                   out.number(merge.questions.size());
                   for (const ItemId question : merge.questions) out.number(question.value);
                 },
                 [&](const WithholdQuestion& withhold) { out.number(withhold.question.value); },
                 [&](const AnswerHelp& answer) { out.code(answer.seat); },
                 [&](const Arrive& arrive) { out.number(arrive.group.value); },
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

Conversation::Conversation(Script script, CommitmentFunction commitment)
    : script_(std::move(script)), commitment_(commitment) {
  ARENA_ASSERT(commitment_ != nullptr);
  ARENA_ASSERT(script_.groups.size() <= groups_max);
}

Event Conversation::created(const Creation& creation) {
  Event event;
  event.number = {1};
  event.at = creation.at;
  event.body =
      Created{creation.conversation, creation.script_text, creation.title, creation.archive_level};
  return event;
}

tl::expected<Conversation, EventNumber> Conversation::replay(Script script,
                                                             CommitmentFunction commitment,
                                                             std::span<const Record> history) {
  Conversation conversation(std::move(script), commitment);
  for (const Record& record : history) {
    if (!conversation.follows(record.event)) return tl::unexpected(record.event.number);
    const auto salt = record.content ? std::optional(record.content->salt) : std::nullopt;
    conversation.apply(record.event, salt);
  }
  return conversation;
}

// ---- questions of the shell ------------------------------------------------------------------

std::optional<Conversation::Seat> Conversation::seat(SeatId id) const {
  const Person* found = person(id);
  if (found == nullptr) return std::nullopt;
  const bool has_code = found->admitted != EventNumber{};
  return Seat{found->group, found->standing, has_code ? std::optional(found->code) : std::nullopt,
              found->admitted};
}

std::size_t Conversation::seats_size() const noexcept { return people_.size(); }

std::size_t Conversation::seated_in(GroupIndex group) const noexcept {
  return static_cast<std::size_t>(std::count_if(people_.begin(), people_.end(), [&](auto& p) {
    return p.group == group && p.standing == Standing::seated;
  }));
}

Room Conversation::room() const noexcept { return room_; }

bool Conversation::leads(SeatId seat) const {
  const Person* found = person(seat);
  return found != nullptr && found->standing == Standing::seated &&
         arena::leads(script_.groups[found->group.value].role);
}

bool Conversation::closed() const noexcept { return closed_; }
EventNumber Conversation::last() const noexcept { return last_; }

std::optional<Instant> Conversation::deadline() const noexcept {
  const Round* round = open_round();
  if (round == nullptr || !round->advance_automatically) return std::nullopt;
  const ClockView clock = clock_view(clock_.opened);
  if (!clock.timed || clock.paused) return std::nullopt;
  return clock.ends;
}

std::vector<EventNumber> Conversation::erased_by(const Event& event) const {
  if (std::holds_alternative<SittingEnded>(event.body) ||
      std::holds_alternative<Closed>(event.body)) {
    return help_;
  }
  return {};
}

// ---- small looks at the state ----------------------------------------------------------------

const Round* Conversation::open_round() const noexcept {
  return room_.round == 0 ? nullptr : &script_.rounds[room_.round - 1U];
}

const Conversation::Person* Conversation::person(SeatId seat) const noexcept {
  if (seat == nobody || seat.value > people_.size()) return nullptr;
  return &people_[seat.value - 1];
}

Ring Conversation::ring_of(GroupIndex group, std::uint16_t round) const noexcept {
  if (arena::leads(script_.groups[group.value].role)) return Ring::chair;
  if (round == 0) return Ring::inner;  // lobby and between sittings: everybody is just there
  for (const Placement& placement : script_.rounds[round - 1U].placements) {
    if (placement.group == group) return placement.ring;
  }
  return Ring::away;
}

ClockView Conversation::clock_view(Instant at) const noexcept {
  ClockView view;
  view.timed = room_.round != 0 && clock_.planned.value > 0;
  view.opened = clock_.opened;
  view.planned = clock_.planned;
  view.paused = clock_.paused_at.has_value();
  const Instant due = clock_.opened + clock_.planned + clock_.paused_for;
  if (view.paused) {
    view.remaining = due - *clock_.paused_at;
  } else {
    view.ends = due;
    view.remaining = due - at;
  }
  if (!view.timed) view.remaining = {};
  return view;
}

// ---- the fold --------------------------------------------------------------------------------

// Whether an event can stand after this state: the references it makes are to things that
// exist. decide() gives only such events; a journal that does not is not ours.
class Folding {
 public:
  explicit Folding(const Conversation& conversation) : c_(conversation) {}

  bool operator()(const Created&) const { return c_.last_ == EventNumber{}; }
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
    return e.room.round >= 1 && e.room.round <= c_.script_.rounds.size();
  }
  bool operator()(const RoundPaused&) const { return open() && !c_.clock_.paused_at; }
  bool operator()(const RoundResumed&) const { return open() && c_.clock_.paused_at; }
  bool operator()(const RoundExtended&) const { return open(); }
  bool operator()(const SittingEnded& e) const { return e.sitting == c_.sittings_ended_ + 1; }
  bool operator()(const Closed&) const { return !c_.closed_; }
  bool operator()(const Spoken& e) const { return next(e.turn); }
  bool operator()(const Answered& e) const { return next(e.turn) && question(e.question); }
  bool operator()(const Passed& e) const { return next(e.turn); }
  bool operator()(const Noted&) const { return open(); }
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
  bool operator()(const LessonProposed& e) const { return next(e.turn) && !lesson(e.lesson); }
  bool operator()(const LessonShared& e) const { return next(e.turn) && lesson(e.lesson); }
  bool operator()(const LessonJudged& e) const { return lesson(e.lesson); }
  bool operator()(const HelpAsked&) const { return true; }
  bool operator()(const HelpAnswered& e) const { return known(e.seat); }

 private:
  [[nodiscard]] bool open() const { return c_.room_.round != 0; }
  [[nodiscard]] bool known(SeatId seat) const { return c_.person(seat) != nullptr; }
  [[nodiscard]] bool stands(SeatId seat, Conversation::Standing standing) const {
    const auto* found = c_.person(seat);
    return found != nullptr && found->standing == standing;
  }
  [[nodiscard]] bool seated(SeatId seat) const {
    return stands(seat, Conversation::Standing::seated);
  }
  [[nodiscard]] bool question(ItemId id) const { return c_.questions_.contains(id); }
  [[nodiscard]] bool lesson(ItemId id) const { return c_.lessons_.contains(id); }
  [[nodiscard]] bool next(const Turn& turn) const {
    const auto found = c_.turns_.find(turn.room);
    const std::size_t shown = found == c_.turns_.end() ? 0 : found->second.size();
    return turn.room == c_.room_ && open() && turn.number == shown + 1;
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

void Conversation::show(const Turn& turn, const Event& event) {
  turns_[turn.room].push_back(ShownTurn{event.number, event.audience});
}

void Conversation::apply(const Event& event, std::optional<Salt> salt) {
  ARENA_ASSERT(follows(event));
  last_ = event.number;
  if (event.cause) {
    remembered_.emplace(std::pair(event.actor, event.cause->id),
                        Remembered{event.number, event.cause->body, salt});
  }

  const auto at_seat = [this](SeatId seat) -> Person& { return people_[seat.value - 1]; };
  const auto put_hand_down = [this](SeatId seat) { std::erase(hands_, seat); };
  const auto clock_changed = [this, &event] { clocks_[event.number] = clock_view(event.at); };
  // Known by its id alone from now on: the salt would let a guess at the words be confirmed.
  const auto forget_help = [this] {
    for (auto& [key, before] : remembered_) {
      if (std::find(help_.begin(), help_.end(), before.answered_by) != help_.end()) {
        before.salt.reset();
      }
    }
    help_.clear();
  };
  const auto leave_room = [this, &event](Room next) {
    for (auto& [id, question] : questions_) {
      if (question.state == Question::State::waiting) question.state = Question::State::lapsed;
    }
    room_ = next;
    rooms_.emplace_back(event.number, next);
    floor_ = nobody;
    hands_.clear();
    clock_ = RoundClock{};
  };

  std::visit(
      Overloaded{
          [&](const Created& e) {
            id_ = e.conversation;
            title_ = e.title;
            archive_level_ = e.archive_level;
          },
          [&](const Arrived& e) {
            Person arrived;
            arrived.group = e.group;
            arrived.arrived = event.number;
            people_.push_back(arrived);
          },
          [&](const Admitted& e) {
            Person& admitted = at_seat(e.seat);
            admitted.standing = Standing::seated;
            admitted.code = e.code;
            admitted.admitted = event.number;
            admitted.room_then = room_;
            admitted.clock_then = clock_view(event.at);
            if (floor_ != nobody) admitted.floor_then = at_seat(floor_).code;
            admitted.sittings_then = sittings_ended_;
          },
          [&](const TurnedAway& e) {
            at_seat(e.seat).standing = Standing::turned_away;
            at_seat(e.seat).gone = event.number;
          },
          [&](const Removed& e) {
            at_seat(e.seat).standing = Standing::removed;
            at_seat(e.seat).gone = event.number;
            put_hand_down(e.seat);
            if (floor_ == e.seat) floor_ = nobody;
          },
          [&](const RoundOpened& e) {
            leave_room(e.room);
            clock_.opened = event.at;
            clock_.planned = minutes(script_.rounds[e.room.round - 1U].minutes);
            clock_changed();
          },
          [&](const RoundPaused&) {
            clock_.paused_at = event.at;
            clock_changed();
          },
          [&](const RoundResumed&) {
            clock_.paused_for = clock_.paused_for + (event.at - *clock_.paused_at);
            clock_.paused_at.reset();
            clock_changed();
          },
          [&](const RoundExtended& e) {
            clock_.planned = clock_.planned + e.by;
            clock_changed();
          },
          [&](const SittingEnded& e) {
            leave_room(Room{});
            sittings_ended_ = e.sitting;
            forget_help();
          },
          [&](const Closed&) {
            leave_room(Room{});
            closed_ = true;
            forget_help();
          },
          [&](const Spoken& e) { show(e.turn, event); },
          [&](const Answered& e) { show(e.turn, event); },
          [&](const Passed& e) { show(e.turn, event); },
          [&](const Noted&) {},
          [&](const Marked&) {},
          [&](const HandRaised&) { hands_.push_back(event.actor); },
          [&](const HandLowered& e) { put_hand_down(e.seat); },
          [&](const FloorGiven& e) { floor_ = e.seat; },
          [&](const FloorFreed&) { floor_ = nobody; },
          [&](const QuestionAsked& e) {
            questions_[e.question] =
                Question{event.actor, room_, event.number, Question::State::waiting, {}};
          },
          [&](const QuestionShown& e) {
            Question& question = questions_[e.question];
            if (question.asker == nobody) {
              question = Question{e.asker, room_, event.number, Question::State::shown, e.turn};
            }
            question.state = Question::State::shown;
            question.turn = e.turn;
            show(e.turn, event);
          },
          [&](const QuestionReturned& e) {
            questions_[e.question].state = Question::State::returned;
          },
          [&](const QuestionsMerged& e) {
            questions_[e.merged] =
                Question{event.actor, room_, event.number, Question::State::shown, e.turn};
            for (const ItemId id : e.questions) questions_[id].state = Question::State::merged;
            show(e.turn, event);
          },
          [&](const QuestionMerged& e) { questions_[e.question].state = Question::State::merged; },
          [&](const QuestionWithheld& e) {
            questions_[e.question].state = Question::State::withheld;
          },
          [&](const LessonProposed& e) {
            lessons_[e.lesson] = Lesson{event.actor, event.number, false, {}};
            show(e.turn, event);
          },
          [&](const LessonShared& e) {
            lessons_[e.lesson].shared = true;
            show(e.turn, event);
          },
          [&](const LessonJudged& e) { lessons_[e.lesson].verdicts[event.actor] = e.verdict; },
          [&](const HelpAsked&) { help_.push_back(event.number); },
          [&](const HelpAnswered&) { help_.push_back(event.number); },
      },
      event.body);
}

}  // namespace arena
