// SPDX-License-Identifier: EUPL-1.2
// What the chair does: lobby, clock, floor, the question gate, care for people, who leads.
#include <algorithm>
#include <iterator>
#include <set>

#include "sessions/conversation_deciding.hpp"
#include "sessions/utf8.hpp"

namespace arena {

namespace {

using Events = std::vector<Event>;

constexpr Span planned_max = minutes(1'440);

}  // namespace

// ---- lobby and clock

Result<Events> Conversation::Deciding::operator()(const Admit& act) {
  const Person* waiting = c_.person(act.seat);
  if (waiting == nullptr) return refuse(Reason::no_such_seat);
  if (waiting->standing != Standing::waiting) return refuse(Reason::already_decided);
  if (is_full(waiting->group)) return refuse(Reason::full);
  admit(act.seat, waiting->group);
  return take();
}

Result<Events> Conversation::Deciding::operator()(const TurnAway& act) {
  const Person* waiting = c_.person(act.seat);
  if (waiting == nullptr) return refuse(Reason::no_such_seat);
  if (waiting->standing != Standing::waiting) return refuse(Reason::already_decided);
  add_text(only_chair(), TurnedAway{act.seat});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const Remove& act) {
  if (act.excused && c_.begun()) return refuse(Reason::wrong_moment);
  if (act.excused && !command_.text.empty()) return refuse(Reason::wrong_moment);
  if (!act.excused && blank(command_.text)) return refuse(Reason::reason_missing);
  const auto seat = seat_of(act.seat);
  if (!seat) return refuse(Reason::no_such_seat);
  if (*seat == command_.actor) return refuse(Reason::wrong_moment);
  // Who is left could be told by who is gone.
  const bool writes =
      c_.slot_ && std::binary_search(c_.slot_->eligible.begin(), c_.slot_->eligible.end(), *seat);
  if (writes) cancel_slot();
  if (c_.floor_ == *seat) add(c_.in_room(c_.room_), FloorFreed{});
  if (const auto position = seated_position(*seat)) leave_seat(*seat, *position);
  add_text(those_who_see(*seat), Removed{*seat});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const PauseRound&) {
  if (c_.room_.round == 0) return refuse(Reason::not_open);
  if (c_.clock_.paused_at) return refuse(Reason::wrong_moment);
  if (blank(command_.text)) return refuse(Reason::reason_missing);
  add_text(here(), RoundPaused{});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const ResumeRound&) {
  if (c_.room_.round == 0) return refuse(Reason::not_open);
  if (!c_.clock_.paused_at) return refuse(Reason::wrong_moment);
  add_text(here(), RoundResumed{});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const ExtendRound& act) {
  if (c_.room_.round == 0) return refuse(Reason::not_open);
  if (c_.clock_.planned.value == 0 || act.by.value <= 0 || act.by > extension_max ||
      c_.clock_.planned + act.by > planned_max) {
    return refuse(Reason::wrong_moment);
  }
  add_text(here(), RoundExtended{act.by});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const EndSitting&) {
  if (c_.room_.round == 0) return refuse(Reason::not_open);
  end_sitting();
  return take();
}

Result<Events> Conversation::Deciding::operator()(const CloseConversation&) {
  if (c_.room_.round != 0) return refuse(Reason::wrong_moment);  // end the sitting first
  add_text(everybody(), Closed{});
  return take();
}

// ---- floor

Result<Events> Conversation::Deciding::operator()(const GiveFloor& act) {
  if (!queue_is_open()) return refuse(Reason::wrong_moment);
  const auto seat = seat_of(act.seat);
  if (!seat) return refuse(Reason::no_such_seat);
  if (!may_have_floor(*seat)) return refuse(Reason::not_in_this_round);
  if (c_.floor_ == *seat) return refuse(Reason::already_decided);
  if (hand_is_up(*seat)) add(here(), HandLowered{*seat});
  add(here(), FloorGiven{*seat});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const TakeFloor&) {
  if (c_.floor_ == nobody) return refuse(Reason::wrong_moment);
  add(here(), FloorFreed{});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const GiveFloorToNext&) {
  const auto next = queue_is_open() ? next_on_floor() : std::nullopt;
  if (!next) return refuse(Reason::wrong_moment);
  if (hand_is_up(*next)) add(here(), HandLowered{*next});
  add(here(), FloorGiven{*next});
  return take();
}

bool Conversation::Deciding::may_have_floor(SeatId seat) const {
  return c_.room_of(seat) == c_.room_ && rights_of(seat).has(Right::speak);
}

// Who may speak in a round that goes round, in the order of their codes, which is random.
std::vector<SeatId> Conversation::Deciding::seats_in_turn() const {
  std::vector<std::pair<SeatCode, SeatId>> seats;
  for (std::size_t i = 0; i < c_.people_.size(); ++i) {
    const SeatId seat{static_cast<std::uint32_t>(i + 1)};
    if (c_.people_[i].standing != Standing::seated || c_.leads(seat)) continue;
    if (!may_have_floor(seat)) continue;
    seats.emplace_back(c_.people_[i].code, seat);
  }
  std::sort(seats.begin(), seats.end());
  std::vector<SeatId> in_turn;
  in_turn.reserve(seats.size());
  for (const auto& [code, seat] : seats) in_turn.push_back(seat);
  return in_turn;
}

std::optional<SeatId> Conversation::Deciding::next_on_floor() const {
  if (c_.open_round()->floor == Floor::round_robin) {
    // From who has it on, and round: whoever was skipped comes again after all others.
    auto seats = seats_in_turn();
    const auto holder = std::find(seats.begin(), seats.end(), c_.floor_);
    if (holder != seats.end()) std::rotate(seats.begin(), holder + 1, seats.end());
    for (const SeatId seat : seats) {
      if (!c_.passed_.contains(seat) && seat != c_.floor_) return seat;
    }
    return std::nullopt;
  }
  // A hand of somebody who may not speak here asks for something else.
  std::vector<SeatId> asking;
  std::copy_if(c_.hands_.begin(), c_.hands_.end(), std::back_inserter(asking),
               [this](SeatId seat) { return may_have_floor(seat); });
  if (asking.empty()) return std::nullopt;
  if (!c_.open_round()->quiet_first) return asking.front();
  const auto spoken = [&](SeatId seat) {
    const auto found = c_.spoken_.find(seat);
    return found == c_.spoken_.end() ? 0U : found->second;
  };
  return *std::min_element(asking.begin(), asking.end(), [&](SeatId a, SeatId b) {
    return spoken(a) < spoken(b);  // the first of equals
  });
}

// ---- question gate

Result<Events> Conversation::Deciding::operator()(const AcceptQuestion& act) {
  const auto question = waiting_question(act.question);
  if (!question) return tl::unexpected(question.error());
  add(here(), QuestionShown{act.question, (*question)->asker, next_turn(), (*question)->asked});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const AskToRephrase& act) {
  const auto question = waiting_question(act.question);
  if (!question) return tl::unexpected(question.error());
  if (blank(command_.text)) return refuse(Reason::reason_missing);
  add_text(chair_and((*question)->asker), QuestionReturned{act.question});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const MergeQuestions& act) {
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

Result<Events> Conversation::Deciding::operator()(const WithholdQuestion& act) {
  const auto question = waiting_question(act.question);
  if (!question) return tl::unexpected(question.error());
  if (blank(command_.text)) return refuse(Reason::reason_missing);
  add_text(chair_and((*question)->asker), QuestionWithheld{act.question});
  return take();
}

// ---- care for people

Result<Events> Conversation::Deciding::operator()(const AnswerHelp& act) {
  if (blank(command_.text)) return refuse(Reason::text_empty);
  const auto seat = seat_of(act.seat);
  if (!seat) return refuse(Reason::no_such_seat);
  add_text(chair_and(*seat), HelpAnswered{*seat});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const Warn& act) {
  if (blank(command_.text)) return refuse(Reason::reason_missing);
  if (c_.warnings_ >= signals_max) return refuse(Reason::too_many);
  const auto seat = seat_of(act.seat);
  if (!seat || c_.leads(*seat)) return refuse(Reason::no_such_seat);
  if (c_.place_of(*seat, c_.room_.round).ring == Ring::away) return refuse(Reason::wrong_moment);
  add_text(chair_and(*seat), Warned{*seat});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const RecordIncident& act) {
  if (blank(command_.text)) return refuse(Reason::text_empty);
  if (c_.incidents_.size() >= signals_max) return refuse(Reason::too_many);
  SeatId about = nobody;
  if (act.about) {
    const auto seat = seat_of(*act.about);
    if (!seat) return refuse(Reason::no_such_seat);
    about = *seat;
  }
  add_text(only_chair(), IncidentRecorded{new_item(), about, command_.at + incident_answer});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const CloseIncident& act) {
  const auto incident = c_.incidents_.find(act.incident);
  if (incident == c_.incidents_.end()) return refuse(Reason::no_such_item);
  if (incident->second) return refuse(Reason::already_decided);
  if (blank(command_.text)) return refuse(Reason::reason_missing);
  add_text(only_chair(), IncidentClosed{act.incident});
  return take();
}

// ---- who leads

Result<Events> Conversation::Deciding::operator()(const OfferLead& act) {
  const auto seat = seat_of(act.seat);
  if (!seat || !c_.leads(*seat)) return refuse(Reason::no_such_seat);
  if (*seat == c_.lead_ || c_.lead_ != command_.actor) return refuse(Reason::wrong_moment);
  add(only_chair(), LeadOffered{*seat});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const TakeLead&) {
  if (c_.lead_ == command_.actor) return refuse(Reason::already_decided);
  const bool may = c_.lead_ == nobody || c_.lead_offered_ == command_.actor || c_.halted_;
  if (!may) return refuse(Reason::wrong_moment);
  add(only_chair(), LeadTaken{});
  return take();
}

}  // namespace arena
