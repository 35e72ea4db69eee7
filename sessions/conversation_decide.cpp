// SPDX-License-Identifier: EUPL-1.2
// Who may do what, when. One Deciding is one decision: it looks, it never changes.
#include <algorithm>
#include <set>

#include "sessions/assert.hpp"
#include "sessions/conversation.hpp"
#include "sessions/conversation_looking.hpp"
#include "sessions/draw.hpp"
#include "sessions/utf8.hpp"

namespace arena {

namespace {

using Events = std::vector<Event>;

// The right an act asks for. None for help, which everybody may ask, and for the acts of the
// chair and the shell, which check_right refuses to anybody else.
struct RightOf {
  using Asked = std::optional<Right>;
  Asked operator()(const Speak&) const { return Right::speak; }
  Asked operator()(const Ask&) const { return Right::ask; }
  Asked operator()(const Answer&) const { return Right::answer; }
  Asked operator()(const Pass&) const { return Right::pass; }
  Asked operator()(const TakeNote&) const { return Right::note; }
  Asked operator()(const MarkTurn&) const { return Right::mark; }
  Asked operator()(const RaiseHand&) const { return Right::hand; }
  Asked operator()(const LowerHand&) const { return Right::hand; }
  Asked operator()(const ProposeLesson&) const { return Right::propose_lesson; }
  Asked operator()(const JudgeLesson&) const { return Right::judge_lesson; }
  Asked operator()(const ContributeAnonymously&) const { return Right::anonymous; }
  template <class Act>
  Asked operator()(const Act&) const {
    return std::nullopt;
  }
};

template <class... Acts>
bool is_one_of(const ActBody& act) {
  return (std::holds_alternative<Acts>(act) || ...);
}

// Acts that reach a person wherever the conversation stands: help must never be too late, and
// neither must removing somebody.
bool in_any_room(const ActBody& act) { return is_one_of<AskHelp, AnswerHelp, Remove>(act); }

bool private_to_its_owner(Right right) { return right == Right::note || right == Right::mark; }

}  // namespace

class Conversation::Deciding : private Conversation::Looking {
 public:
  Deciding(const Conversation& conversation, const Command& command)
      : Looking(conversation, command), next_(conversation.last_.value + 1) {}

  Result<Events> decide() {
    if (c_.closed_) return refuse(Reason::closed);
    if (command_.actor == nobody) {
      ARENA_ASSERT((is_one_of<Arrive, Tick>(command_.act)));
      return std::visit(*this, command_.act);
    }
    if (auto standing = check_standing(); !standing) return tl::unexpected(standing.error());
    if (c_.remembered_.contains({command_.actor, command_.id})) return refuse(Reason::id_reused);
    if (!in_any_room(command_.act) && command_.room != c_.room_) {
      return elsewhere();
    }
    if (auto right = check_right(); !right) return tl::unexpected(right.error());
    if (auto text = check_text(); !text) return tl::unexpected(text.error());
    return std::visit(*this, command_.act);
  }

  // ---- acts of everybody who has the right
  Result<Events> operator()(const Speak& act) {
    if (!holds_floor()) return not_your_turn();
    if (act.reply_to && !all_here_see(*act.reply_to)) return refuse(Reason::no_such_turn);
    add_text(here(), Spoken{next_turn(), leads(), act.reply_to});
    return take();
  }
  Result<Events> operator()(const Ask&) {
    const ItemId question = new_item();
    if (!c_.open_round()->gate) {
      add_text(here(), QuestionShown{question, command_.actor, next_turn(), {next_}});
      return take();
    }
    if (waiting_questions() >= open_questions_max) return refuse(Reason::too_many);
    add_text(chair_and(command_.actor), QuestionAsked{question});
    return take();
  }
  Result<Events> operator()(const Answer& act) {
    if (!holds_floor()) return not_your_turn();
    const auto found = c_.questions_.find(act.question);
    if (found == c_.questions_.end() || found->second.state != Question::State::shown ||
        !all_here_see(found->second.turn)) {
      return refuse(Reason::no_such_question);
    }
    add_text(here(), Answered{next_turn(), act.question});
    return take();
  }
  Result<Events> operator()(const Pass&) {
    add(here(), Passed{next_turn()});
    if (c_.floor_ == command_.actor) add(here(), FloorFreed{});
    if (hand_is_up(command_.actor)) add(here(), HandLowered{command_.actor});
    return take();
  }
  Result<Events> operator()(const TakeNote&) {
    add_text(only(command_.actor), Noted{new_item()});
    return take();
  }
  Result<Events> operator()(const MarkTurn& act) {
    if (!sees(act.turn)) return refuse(Reason::no_such_turn);
    add(only(command_.actor), Marked{act.turn, act.on});
    return take();
  }
  Result<Events> operator()(const RaiseHand&) {
    if (hand_is_up(command_.actor) || c_.floor_ == command_.actor) {
      return refuse(Reason::wrong_moment);
    }
    add(here(), HandRaised{});
    return take();
  }
  Result<Events> operator()(const LowerHand&) {
    if (!hand_is_up(command_.actor)) return refuse(Reason::wrong_moment);
    add(here(), HandLowered{command_.actor});
    return take();
  }
  Result<Events> operator()(const ProposeLesson&) {
    add_text(here(), LessonProposed{new_item(), next_turn()});
    return take();
  }
  Result<Events> operator()(const JudgeLesson& act) {
    const auto found = c_.lessons_.find(act.lesson);
    if (found == c_.lessons_.end() || !found->second.shared) {
      return refuse(Reason::no_such_lesson);
    }
    // A client's verdict is for the chair: who has power over that client does not see it.
    add(chair_and(command_.actor), LessonJudged{act.lesson, act.verdict});
    return take();
  }
  Result<Events> operator()(const AskHelp&) {
    add_text(chair_and(command_.actor), HelpAsked{new_item()});
    return take();
  }
  Result<Events> operator()(const ContributeAnonymously&) { return refuse(Reason::not_available); }

  // ---- acts of the chair
  Result<Events> operator()(const Admit& act) {
    const Person* waiting = c_.person(act.seat);
    if (waiting == nullptr) return refuse(Reason::no_such_seat);
    if (waiting->standing != Standing::waiting) return refuse(Reason::already_decided);
    if (is_full(waiting->group)) return refuse(Reason::full);
    admit(act.seat, waiting->group);
    return take();
  }
  Result<Events> operator()(const TurnAway& act) {
    const Person* waiting = c_.person(act.seat);
    if (waiting == nullptr) return refuse(Reason::no_such_seat);
    if (waiting->standing != Standing::waiting) return refuse(Reason::already_decided);
    add_text(only_chair(), TurnedAway{act.seat});
    return take();
  }
  Result<Events> operator()(const Remove& act) {
    if (blank(command_.text)) return refuse(Reason::reason_missing);
    const auto seat = seat_of(act.seat);
    if (!seat) return refuse(Reason::no_such_seat);
    if (*seat == command_.actor) return refuse(Reason::wrong_moment);
    if (c_.floor_ == *seat) add(here(), FloorFreed{});
    add_text(those_who_see(c_.person(*seat)->group), Removed{*seat});
    return take();
  }
  Result<Events> operator()(const OpenRound& act) {
    if (act.round == 0 || act.round > c_.script_.rounds.size()) {
      return refuse(Reason::no_such_round);
    }
    const bool returned = c_.room_.round != 0 && act.round < c_.room_.round;
    if (!returned && act.round != next_round()) return refuse(Reason::wrong_moment);
    if (sitting_of(act.round) != c_.sittings_ended_ + 1) return refuse(Reason::wrong_moment);
    if (returned && blank(command_.text)) return refuse(Reason::reason_missing);
    open_round(act.round, returned);
    return take();
  }
  Result<Events> operator()(const PauseRound&) {
    if (c_.room_.round == 0) return refuse(Reason::not_open);
    if (c_.clock_.paused_at) return refuse(Reason::wrong_moment);
    if (blank(command_.text)) return refuse(Reason::reason_missing);
    add_text(here(), RoundPaused{});
    return take();
  }
  Result<Events> operator()(const ResumeRound&) {
    if (c_.room_.round == 0) return refuse(Reason::not_open);
    if (!c_.clock_.paused_at) return refuse(Reason::wrong_moment);
    add_text(here(), RoundResumed{});
    return take();
  }
  Result<Events> operator()(const ExtendRound& act) {
    if (c_.room_.round == 0) return refuse(Reason::not_open);
    if (c_.clock_.planned.value == 0 || act.by.value <= 0 || act.by > extension_max ||
        c_.clock_.planned + act.by > planned_max) {
      return refuse(Reason::wrong_moment);
    }
    add_text(here(), RoundExtended{act.by});
    return take();
  }
  Result<Events> operator()(const EndSitting&) {
    if (c_.room_.round == 0) return refuse(Reason::not_open);
    end_sitting();
    return take();
  }
  Result<Events> operator()(const CloseConversation&) {
    if (c_.room_.round != 0) return refuse(Reason::wrong_moment);  // end the sitting first
    add_text(everybody(), Closed{});
    return take();
  }
  Result<Events> operator()(const GiveFloor& act) {
    if (!queue_is_open()) return refuse(Reason::wrong_moment);
    const auto seat = seat_of(act.seat);
    if (!seat) return refuse(Reason::no_such_seat);
    if (!rights_of(*seat).has(Right::speak)) return refuse(Reason::not_in_this_round);
    if (c_.floor_ == *seat) return refuse(Reason::already_decided);
    if (hand_is_up(*seat)) add(here(), HandLowered{*seat});
    add(here(), FloorGiven{*seat});
    return take();
  }
  Result<Events> operator()(const TakeFloor&) {
    if (c_.floor_ == nobody) return refuse(Reason::wrong_moment);
    add(here(), FloorFreed{});
    return take();
  }
  Result<Events> operator()(const AcceptQuestion& act) {
    const auto question = waiting_question(act.question);
    if (!question) return tl::unexpected(question.error());
    add(here(), QuestionShown{act.question, (*question)->asker, next_turn(), (*question)->asked});
    return take();
  }
  Result<Events> operator()(const AskToRephrase& act) {
    const auto question = waiting_question(act.question);
    if (!question) return tl::unexpected(question.error());
    if (blank(command_.text)) return refuse(Reason::reason_missing);
    add_text(chair_and((*question)->asker), QuestionReturned{act.question});
    return take();
  }
  Result<Events> operator()(const MergeQuestions& act) {
    const std::set<ItemId> distinct(act.questions.begin(), act.questions.end());
    if (distinct.size() < 2 || distinct.size() != act.questions.size()) {
      return refuse(Reason::no_such_question);
    }
    for (const ItemId id : act.questions) {
      const auto question = waiting_question(id);
      if (!question) return tl::unexpected(question.error());
    }
    if (blank(command_.text)) return refuse(Reason::text_empty);
    // Each asker, and nobody else but the chair, learns what became of the own question.
    add_text(here(), QuestionsMerged{act.questions, new_item(), next_turn()});
    for (const ItemId id : act.questions) {
      add(chair_and(c_.questions_.at(id).asker), QuestionMerged{id});
    }
    return take();
  }
  Result<Events> operator()(const WithholdQuestion& act) {
    const auto question = waiting_question(act.question);
    if (!question) return tl::unexpected(question.error());
    if (blank(command_.text)) return refuse(Reason::reason_missing);
    add_text(chair_and((*question)->asker), QuestionWithheld{act.question});
    return take();
  }
  Result<Events> operator()(const AnswerHelp& act) {
    if (blank(command_.text)) return refuse(Reason::text_empty);
    const auto seat = seat_of(act.seat);
    if (!seat) return refuse(Reason::no_such_seat);
    add_text(chair_and(*seat), HelpAnswered{*seat});
    return take();
  }

  // ---- acts of the shell
  Result<Events> operator()(const Arrive& act) {
    if (act.group.value >= c_.script_.groups.size()) return refuse(Reason::no_such_seat);
    if (c_.people_.size() >= participants_max) return refuse(Reason::too_many);
    if (is_full(act.group) || waiting_in_lobby() >= lobby_max) return refuse(Reason::full);
    const SeatId seat{static_cast<std::uint32_t>(c_.people_.size() + 1)};
    add(only_chair(), Arrived{seat, act.group});
    if (arena::leads(c_.script_.groups[act.group.value].role)) admit(seat, act.group);
    return take();
  }
  Result<Events> operator()(const Tick&) {
    const auto due = c_.deadline();
    if (!due || command_.at < *due) return refuse(Reason::wrong_moment);
    const auto following = static_cast<std::uint16_t>(c_.room_.round + 1);
    const bool same_sitting =
        following <= c_.script_.rounds.size() && sitting_of(following) == c_.sittings_ended_ + 1;
    if (same_sitting) {
      open_round(following, false);
    } else {
      end_sitting();
    }
    return take();
  }

 private:
  static constexpr Span planned_max = minutes(1'440);

  // ---- checks, in the order in which a refusal is owed
  [[nodiscard]] Result<void> check_standing() const {
    const Person* actor = c_.person(command_.actor);
    if (actor == nullptr || actor->standing == Standing::waiting ||
        actor->standing == Standing::turned_away) {
      return refuse(Reason::not_admitted);
    }
    if (actor->standing == Standing::removed) return refuse(Reason::removed);
    return {};
  }

  [[nodiscard]] Result<void> check_right() const {
    const bool shell_act = is_one_of<Arrive, Tick>(command_.act);
    if (shell_act) return refuse(Reason::not_for_your_role);
    const std::optional<Right> right = std::visit(RightOf{}, command_.act);
    if (!right) {
      if (std::holds_alternative<AskHelp>(command_.act) || leads()) return {};
      return refuse(Reason::not_for_your_role);
    }
    if (c_.room_.round == 0) return not_now(Reason::not_open, *right);
    const Ring ring = c_.ring_of(group(), c_.room_.round);
    if (ring == Ring::away) return not_now(Reason::away, *right);
    if (!rights_of(command_.actor).has(*right)) return lacks_right(ring, *right);
    if (c_.clock_.paused_at && !leads() && !private_to_its_owner(*right)) {
      return tl::unexpected(Rejection{Reason::paused, std::nullopt, time_left()});
    }
    return {};
  }

  [[nodiscard]] Result<void> lacks_right(Ring ring, Right right) const {
    if (ring == Ring::outer && c_.open_round()->listen_only) {
      return not_now(Reason::listen_only, right);
    }
    if (right == Right::anonymous) return refuse(Reason::not_available);
    if (!ever_opens(right)) return refuse(Reason::not_for_your_role);
    return not_now(Reason::not_in_this_round, right);
  }

  [[nodiscard]] Result<void> check_text() const {
    const std::string& text = command_.text;
    if (text.size() > contribution_bytes_max) return refuse(Reason::text_too_long);
    if (!is_utf8(text)) return refuse(Reason::text_not_utf8);
    const bool says = is_one_of<Speak, Ask, Answer, TakeNote, ProposeLesson>(command_.act);
    if (says && blank(text)) return refuse(Reason::text_empty);
    return {};
  }

  // A refusal that says when the act opens for this seat, and what is left of this round.
  [[nodiscard]] tl::unexpected<Rejection> not_now(Reason reason, Right right) const {
    const auto opens = opens_in(right);
    const bool for_nothing = reason == Reason::not_in_this_round && !opens;
    return tl::unexpected(Rejection{reason, opens, for_nothing ? std::nullopt : time_left()});
  }
  [[nodiscard]] tl::unexpected<Rejection> not_your_turn() const {
    return tl::unexpected(Rejection{Reason::not_your_turn, std::nullopt, time_left()});
  }
  // The act was written for another room. If this seat may do it in the open one, it says so.
  [[nodiscard]] tl::unexpected<Rejection> elsewhere() const {
    const auto right = std::visit(RightOf{}, command_.act);
    if (!right) return refuse(Reason::round_over);
    const bool here_too = c_.room_.round != 0 && rights_of(command_.actor).has(*right);
    if (!here_too) return not_now(Reason::round_over, *right);
    return tl::unexpected(Rejection{Reason::round_over, c_.room_.round, time_left()});
  }

  // ---- making events
  void add(Audience audience, EventBody body) {
    Event event;
    event.number = {next_++};
    event.at = command_.at;
    event.actor = command_.actor;
    event.audience = std::move(audience);
    event.body = std::move(body);
    if (events_.empty() && command_.actor != nobody) {
      event.cause = Cause{command_.id, c_.commitment_(command_.salt, command_bytes(command_))};
    }
    events_.push_back(std::move(event));
  }
  // The event that the command's text belongs to, if it has one.
  void add_text(Audience audience, EventBody body) {
    add(std::move(audience), std::move(body));
    if (!command_.text.empty()) {
      events_.back().content = c_.commitment_(command_.salt, command_.text);
    }
  }
  Result<Events> take() { return std::move(events_); }

  [[nodiscard]] Turn turn_in(const Room& room, std::uint32_t more) const {
    const auto found = c_.turns_.find(room);
    const std::size_t shown = found == c_.turns_.end() ? 0 : found->second.size();
    return Turn{room, static_cast<std::uint32_t>(shown + 1) + more};
  }
  [[nodiscard]] Turn next_turn() const { return turn_in(c_.room_, 0); }

  ItemId new_item() {
    for (std::uint64_t step = 0;; ++step) {
      const ItemId item{mixed(command_.draw, step)};
      const bool taken = c_.questions_.contains(item) || c_.lessons_.contains(item);
      if (item.value != 0 && !taken) return item;
    }
  }

  // Codes are drawn from all numbers up to the limit, so that a code tells nothing of the order
  // of arrival; those of removed people are never given again.
  [[nodiscard]] SeatCode new_code(GroupIndex group) const {
    const char letter = c_.script_.groups[group.value].letter;
    std::set<std::uint16_t> used;
    std::size_t pool = 0;
    for (const Group& other : c_.script_.groups) {
      if (other.letter == letter) pool += other.limit;
    }
    for (const Person& person : c_.people_) {
      if (person.admitted == EventNumber{} || person.code.letter != letter) continue;
      used.insert(person.code.number);
      if (person.standing == Standing::removed) ++pool;
    }
    ARENA_ASSERT(used.size() < pool);
    std::uint64_t skip = mixed(command_.draw, 1) % (pool - used.size());
    for (std::uint16_t number = 1;; ++number) {
      if (used.contains(number)) continue;
      if (skip-- == 0) return SeatCode{letter, number};
    }
  }

  void admit(SeatId seat, GroupIndex group) {
    Audience audience = those_who_see(group);
    audience.seats = {seat};
    add(std::move(audience), Admitted{seat, new_code(group)});
  }

  void open_round(std::uint16_t round, bool returned) {
    const Room room{round, 0, 0};
    add_text(everybody(), RoundOpened{room, returned});
    if (!c_.script_.rounds[round - 1U].shares_lessons) return;
    std::vector<std::pair<EventNumber, ItemId>> drafts;  // in the order they were proposed
    for (const auto& [id, lesson] : c_.lessons_) {
      if (!lesson.shared) drafts.emplace_back(lesson.proposed, id);
    }
    std::sort(drafts.begin(), drafts.end());
    std::uint32_t more = 0;
    for (const auto& [proposed, id] : drafts) {
      add(in_room(round), LessonShared{id, turn_in(room, more++), proposed});
    }
  }

  void end_sitting() {
    add_text(everybody(), SittingEnded{static_cast<std::uint16_t>(c_.sittings_ended_ + 1)});
  }

  std::uint64_t next_;
  Events events_;
};

Result<std::vector<Event>> Conversation::decide(const Command& command) const {
  return Deciding(*this, command).decide();
}

std::optional<EventNumber> Conversation::remembers(SeatId seat, const CommandId& id) const {
  const auto found = remembered_.find({seat, id});
  if (found == remembered_.end()) return std::nullopt;
  return found->second.answered_by;
}

Result<bool> Conversation::accepted_before(const Command& command) const {
  const auto found = remembered_.find({command.actor, command.id});
  if (found == remembered_.end()) return false;
  const Remembered& before = found->second;
  if (!before.salt) return true;  // erased: known by its id alone
  if (commitment_(*before.salt, command_bytes(command)) == before.body) return true;
  return refuse(Reason::id_reused);
}

}  // namespace arena
