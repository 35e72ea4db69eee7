// SPDX-License-Identifier: EUPL-1.2
// Who may do what, when: the checks, and what everybody may say.
#include <algorithm>
#include <set>

#include "sessions/assert.hpp"
#include "sessions/conversation_deciding.hpp"
#include "sessions/draw.hpp"
#include "sessions/utf8.hpp"

namespace arena {

namespace {

using Events = std::vector<Event>;

// The right an act asks for. None for what every seat may do at any time, and for the acts of
// the chair and the shell, which check_right refuses to anybody else.
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
  Asked operator()(const RequestToken&) const { return Right::anonymous; }
  Asked operator()(const CarryNote&) const { return Right::speak; }
  Asked operator()(const CarryMark&) const { return Right::speak; }
  Asked operator()(const Propose&) const { return Right::propose; }
  Asked operator()(const ReconsiderItem&) const { return Right::speak; }
  Asked operator()(const ShareItem&) const { return Right::speak; }
  Asked operator()(const Vote&) const { return Right::vote; }
  Asked operator()(const BeReady&) const { return Right::ready; }
  Asked operator()(const TakeSeat&) const { return Right::take_seat; }
  Asked operator()(const LeaveSeat&) const { return Right::leave_seat; }
  template <class Act>
  Asked operator()(const Act&) const {
    return std::nullopt;
  }
};

template <class... Acts>
bool is_one_of(const ActBody& act) {
  return (std::holds_alternative<Acts>(act) || ...);
}

// Open to every seat, in every round and also while away.
bool open_to_all(const ActBody& act) { return is_one_of<AskHelp, SetConsent, AnswerLetter>(act); }

// Acts that reach a person wherever the conversation stands: help must never be too late, and
// neither must removing somebody, or who leads.
bool in_any_room(const ActBody& act) {
  return open_to_all(act) ||
         is_one_of<AnswerHelp, Remove, Warn, RecordIncident, CloseIncident, OfferLead, TakeLead>(
             act);
}

// While people write anonymously the chair may guide, let people in, and stop it.
bool during_slot(const ActBody& act, bool leads) {
  if (const auto* speak = std::get_if<Speak>(&act)) return leads && !speak->for_seat;
  return in_any_room(act) || is_one_of<Admit, TurnAway, CancelSlot, RequestToken>(act);
}

bool private_to_its_owner(Right right) { return right == Right::note || right == Right::mark; }

}  // namespace

Result<std::vector<Event>> Conversation::Deciding::decide() {
  if (c_.closed_) return refuse(Reason::closed);
  if (command_.actor == nobody) {
    ARENA_ASSERT(
        (is_one_of<Arrive, Tick, ChairGone, BringLesson, AssignItem, DecideItem, CloseSlot>(
            command_.act)));
    return std::visit(*this, command_.act);
  }
  if (auto standing = check_standing(); !standing) return tl::unexpected(standing.error());
  if (c_.remembered_.contains({command_.actor, command_.id})) return refuse(Reason::id_reused);
  if (!in_any_room(command_.act) && !may_act_in(command_.room)) return elsewhere();
  const bool said_beside = is_one_of<Speak, Pass, TakeNote>(command_.act);
  if (!in_any_room(command_.act) && beside() && leads() && !said_beside) return elsewhere();
  if (auto right = check_right(); !right) return tl::unexpected(right.error());
  if (auto slot = check_slot(); !slot) return tl::unexpected(slot.error());
  if (auto text = check_text(); !text) return tl::unexpected(text.error());
  auto events = std::visit(*this, command_.act);
  if (!events || c_.room_.round == 0 || beside()) return events;
  events_ = std::move(*events);
  notice_that_it_may_end();
  return take();
}

// ---- acts of everybody who has the right

Result<Events> Conversation::Deciding::operator()(const Speak& act) {
  SeatId speaker = command_.actor;
  if (act.for_seat) {
    const auto said_by = spoken_for(*act.for_seat);
    if (!said_by) return tl::unexpected(said_by.error());
    speaker = *said_by;
  } else if (!holds_floor()) {
    return not_your_turn();
  }
  if (act.reply_to && !all_here_see(*act.reply_to)) return refuse(Reason::no_such_turn);
  const bool scribed = speaker != command_.actor;
  add_text(here(),
           Spoken{next_turn(), leads() && !scribed, act.reply_to, scribed ? speaker : nobody});
  return take();
}

// A scribe of the chair types what somebody said: it must be what that person may say here.
Result<SeatId> Conversation::Deciding::spoken_for(const SeatCode& code) const {
  if (!leads()) return refuse(Reason::not_for_your_role);
  const auto seat = seat_of(code);
  if (!seat || c_.leads(*seat)) return refuse(Reason::no_such_seat);
  const Place place = c_.place_of(*seat, c_.room_.round);
  if (place.ring == Ring::away || place.room != room().room) return refuse(Reason::away);
  if (!rights_of(*seat).has(Right::speak)) {
    const bool listens = place.ring == Ring::outer && c_.open_round()->listen_only;
    return refuse(listens ? Reason::listen_only : Reason::not_in_this_round);
  }
  if (c_.clock_.paused_at && !beside()) return refuse(Reason::paused);
  if (c_.passed_.contains(*seat)) return refuse(Reason::passed_already);
  if (!beside() && queue_is_open() && c_.floor_ != *seat) return refuse(Reason::not_your_turn);
  return *seat;
}

Result<Events> Conversation::Deciding::operator()(const Ask&) {
  const ItemId question = new_item();
  if (!c_.open_round()->gate) {
    add_text(here(), QuestionShown{question, command_.actor, next_turn(), {next_}});
    return take();
  }
  if (waiting_questions() >= open_questions_max) return refuse(Reason::too_many);
  add_text(chair_and(command_.actor), QuestionAsked{question});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const Answer& act) {
  if (!holds_floor()) return not_your_turn();
  const auto found = c_.questions_.find(act.question);
  if (found == c_.questions_.end() || found->second.state != Question::State::shown ||
      !all_here_see(found->second.turn)) {
    return refuse(Reason::no_such_question);
  }
  const bool to_chair = c_.open_round()->answers_to == AnswersTo::chair_only;
  add_text(to_chair ? chair_and(command_.actor) : here(), Answered{next_turn(), act.question});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const Pass&) {
  if (!c_.open_round()->own_only_until.empty() && !beside()) {
    add(only(command_.actor), Passed{});  // whether somebody decided is nobody's to know yet
    return take();
  }
  add(here(), Passed{next_turn()});
  if (beside()) return take();
  const bool held_floor = c_.floor_ == command_.actor;
  if (held_floor) add(here(), FloorFreed{});
  if (hand_is_up(command_.actor)) add(here(), HandLowered{command_.actor});
  if (held_floor && c_.open_round()->floor == Floor::round_robin) {
    if (const auto next = next_on_floor()) add(here(), FloorGiven{*next});
  }
  const auto position = seated_position(command_.actor);
  const bool makes_room = position && rights_of(command_.actor).has(Right::leave_seat);
  if (makes_room && !c_.hands_.empty()) leave_seat(command_.actor, *position);
  return take();
}

Result<Events> Conversation::Deciding::operator()(const TakeNote&) {
  add_text(only(command_.actor), Noted{new_item()});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const MarkTurn& act) {
  if (!sees(act.turn)) return refuse(Reason::no_such_turn);
  add(only(command_.actor), Marked{act.turn, act.on});
  return take();
}

Result<void> Conversation::Deciding::may_bring_along() const {
  if (!holds_floor()) return not_your_turn();
  const bool brings = c_.open_round()->carries_notes && !beside();
  if (!brings) return refuse(Reason::not_in_this_round);
  return {};
}

Result<Events> Conversation::Deciding::operator()(const CarryNote& act) {
  if (auto may = may_bring_along(); !may) return tl::unexpected(may.error());
  const auto note = c_.notes_.find(act.note);
  if (note == c_.notes_.end() || note->second.first != command_.actor) {
    return refuse(Reason::no_such_item);
  }
  add(here(), NoteCarried{act.note, next_turn(), note->second.second});
  return take();
}

// Only what all who are here were shown: a mark must not tell of another room.
Result<Events> Conversation::Deciding::operator()(const CarryMark& act) {
  if (auto may = may_bring_along(); !may) return tl::unexpected(may.error());
  if (!c_.marks_.contains({command_.actor, act.turn}) || !all_here_see(act.turn)) {
    return refuse(Reason::no_such_turn);
  }
  add(here(), MarkCarried{act.turn, next_turn()});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const BeReady&) {
  if (c_.ready_.contains(command_.actor)) return refuse(Reason::already_decided);
  add(chair_and(command_.actor), SaidReady{});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const SetConsent& act) {
  if (leads()) return refuse(Reason::not_for_your_role);
  if (act.level > c_.archive_level_) return refuse(Reason::above_agreed_level);
  add(only(command_.actor), ConsentSet{act.level, act.quoted, act.reused});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const AnswerLetter&) {
  if (leads()) return refuse(Reason::not_for_your_role);
  if (!c_.letter_sent_) return refuse(Reason::not_open);
  if (blank(command_.text)) return refuse(Reason::text_empty);
  add_text(chair_and(command_.actor), LetterAnswered{});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const RaiseHand&) {
  if (hand_is_up(command_.actor) || c_.floor_ == command_.actor) {
    return refuse(Reason::wrong_moment);
  }
  add(here(), HandRaised{});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const LowerHand&) {
  if (!hand_is_up(command_.actor)) return refuse(Reason::wrong_moment);
  add(here(), HandLowered{command_.actor});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const AskHelp&) {
  add_text(chair_and(command_.actor), HelpAsked{new_item()});
  return take();
}

// ---- checks, in the order in which a refusal is owed
Result<void> Conversation::Deciding::check_standing() const {
  const Person* actor = c_.person(command_.actor);
  if (actor == nullptr || actor->standing == Standing::waiting ||
      actor->standing == Standing::turned_away) {
    return refuse(Reason::not_admitted);
  }
  if (actor->standing == Standing::removed) return refuse(Reason::removed);
  return {};
}

Result<void> Conversation::Deciding::check_right() const {
  const bool shell_act = is_one_of<Arrive, Tick, ChairGone, BringLesson, CloseSlot>(command_.act);
  if (shell_act) return refuse(Reason::not_for_your_role);
  const std::optional<Right> right = std::visit(RightOf{}, command_.act);
  if (!right) {
    if (open_to_all(command_.act) || leads()) return {};
    return refuse(Reason::not_for_your_role);
  }
  if (c_.room_.round == 0) {
    // After a letter the clients judge its lessons where they are.
    const bool answers_letter =
        c_.letter_sent_ && *right == Right::judge_lesson && ever_opens(*right);
    if (answers_letter) return {};
    return not_now(Reason::not_open, *right);
  }
  const Place place = c_.place_of(command_.actor, c_.room_.round);
  if (place.ring == Ring::away) return not_now(Reason::away, *right);
  if (!rights_of(command_.actor).has(*right)) return lacks_right(place.ring, *right);
  if (c_.clock_.paused_at && !beside() && !leads() && !private_to_its_owner(*right)) {
    return tl::unexpected(Rejection{Reason::paused, std::nullopt, time_left()});
  }
  return {};
}

Result<void> Conversation::Deciding::lacks_right(Ring ring, Right right) const {
  if (ring == Ring::outer && c_.open_round()->listen_only) {
    return not_now(Reason::listen_only, right);
  }
  if (!ever_opens(right)) return refuse(Reason::not_for_your_role);
  return not_now(Reason::not_in_this_round, right);
}

// Nothing else that shows who is at it, or in what: only help, and what the chair may do then. A
// room beside does not know of it.
Result<void> Conversation::Deciding::check_slot() const {
  if (!c_.slot_ || beside() || during_slot(command_.act, leads())) return {};
  const Span left = c_.slot_->writing_ends + slot_hand_in - command_.at;
  return tl::unexpected(Rejection{Reason::slot_open, std::nullopt, std::max(left, Span{})});
}

Result<void> Conversation::Deciding::check_text() const {
  const std::string& text = command_.text;
  if (text.size() > contribution_bytes_max) return refuse(Reason::text_too_long);
  if (!is_utf8(text)) return refuse(Reason::text_not_utf8);
  const bool says =
      is_one_of<Speak, Ask, Answer, TakeNote, ProposeLesson, Propose, ReconsiderItem>(command_.act);
  if (says && blank(text)) return refuse(Reason::text_empty);
  return {};
}

// A refusal that says when the act opens for this seat, and what is left of this round.
tl::unexpected<Rejection> Conversation::Deciding::not_now(Reason reason, Right right) const {
  const auto opens = opens_in(right);
  const bool for_nothing = reason == Reason::not_in_this_round && !opens;
  return tl::unexpected(Rejection{reason, opens, for_nothing ? std::nullopt : time_left()});
}

tl::unexpected<Rejection> Conversation::Deciding::not_your_turn() const {
  return tl::unexpected(Rejection{Reason::not_your_turn, std::nullopt, time_left()});
}

// The act was written for another room. If this seat may do it in the open one, it says so.
tl::unexpected<Rejection> Conversation::Deciding::elsewhere() const {
  const auto right = std::visit(RightOf{}, command_.act);
  if (!right) return refuse(Reason::round_over);
  const bool here_too = c_.room_.round != 0 && rights_of(command_.actor).has(*right);
  if (!here_too) return not_now(Reason::round_over, *right);
  return tl::unexpected(Rejection{Reason::round_over, c_.room_.round, time_left()});
}

// ---- making events
void Conversation::Deciding::add(Audience audience, EventBody body) {
  Event event;
  event.number = {next_++};
  event.at = command_.at;
  event.actor = command_.actor;
  event.audience = std::move(audience);
  event.body = std::move(body);
  if (events_.empty() && !continues_ && command_.actor != nobody) {
    event.cause = Cause{command_.id, c_.commitment_(command_.salt, command_bytes(command_))};
  }
  events_.push_back(std::move(event));
}

// The event that the command's text belongs to, if it has one.
void Conversation::Deciding::add_text(Audience audience, EventBody body) {
  add(std::move(audience), std::move(body));
  if (!command_.text.empty()) {
    events_.back().content = c_.commitment_(command_.salt, command_.text);
  }
}

Turn Conversation::Deciding::turn_in(const Room& room, std::uint32_t more) const {
  const auto found = c_.turns_.find(room);
  const std::size_t shown = found == c_.turns_.end() ? 0 : found->second.size();
  return Turn{room, static_cast<std::uint32_t>(shown + 1) + more};
}

ItemId Conversation::Deciding::new_item() const {
  for (std::uint64_t step = 0;; ++step) {
    const ItemId item{mixed(command_.draw, step)};
    const bool taken = c_.questions_.contains(item) || c_.items_.contains(item) ||
                       c_.notes_.contains(item) || c_.incidents_.contains(item);
    if (item.value != 0 && !taken) return item;
  }
}

// Codes are drawn from all numbers up to the limit, so that a code tells nothing of the order
// of arrival; those of removed people are never given again.
SeatCode Conversation::Deciding::new_code(GroupIndex group) const {
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
