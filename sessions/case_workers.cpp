// SPDX-License-Identifier: EUPL-1.2
#include "sessions/case_workers.hpp"

#include <algorithm>
#include <set>

#include "sessions/script.hpp"

namespace arena {
namespace {

using Standing = Conversation::Standing;

Role role_of(const Conversation& conversation, const Conversation::Seat& seat) {
  return conversation.script().groups[seat.group.value].role;
}

bool is_asked(Role role) { return role == Role::client || role == Role::client_rep; }

// Who may decide about a client in daily life.
bool may_decide(Role role) {
  return role == Role::professional || role == Role::manager || role == Role::official ||
         role == Role::chain_partner;
}

template <class Which>
std::vector<Conversation::Seat> seats_of(const Conversation& conversation, Which which) {
  std::vector<Conversation::Seat> seats;
  for (std::uint32_t n = 1; n <= conversation.seats_size(); ++n) {
    const auto seat = conversation.seat(SeatId{n});
    if (seat->standing == Standing::seated && which(role_of(conversation, *seat))) {
      seats.push_back(*seat);
    }
  }
  return seats;
}

Result<void> check_standing(const std::optional<Conversation::Seat>& seat) {
  if (!seat || seat->standing == Standing::waiting || seat->standing == Standing::turned_away) {
    return refuse(Reason::not_admitted);
  }
  if (seat->standing == Standing::removed) return refuse(Reason::removed);
  return {};
}

}  // namespace

Result<void> CaseWorkers::say(const Conversation& conversation, SeatId seat,
                              const SayCaseWorker& answer) {
  const auto own = conversation.seat(seat);
  if (auto standing = check_standing(own); !standing) return standing;
  if (!is_asked(role_of(conversation, *own))) return refuse(Reason::not_for_your_role);
  if (conversation.begun() || conversation.closed()) return refuse(Reason::wrong_moment);
  if (read_) return refuse(Reason::already_decided);
  const auto listeners = seats_of(conversation, may_decide);
  const bool known =
      std::all_of(answer.listeners.begin(), answer.listeners.end(), [&](const SeatCode& code) {
        return std::any_of(listeners.begin(), listeners.end(),
                           [&](const auto& each) { return each.code == code; });
      });
  if (!known) return refuse(Reason::no_such_seat);
  said_[seat] = answer;
  return {};
}

Result<CaseWorkers::Answers> CaseWorkers::read(const Conversation& conversation, SeatId seat) {
  if (auto standing = check_standing(conversation.seat(seat)); !standing) {
    return tl::unexpected(standing.error());
  }
  if (!conversation.leads(seat)) return refuse(Reason::not_for_your_role);
  if (conversation.begun() || conversation.closed()) return refuse(Reason::wrong_moment);
  if (read_) return *read_;
  Answers answers;
  answers.asked = seats_of(conversation, is_asked).size();
  std::set<SeatCode> listeners;
  for (const auto& [by, said] : said_) {
    const auto who = conversation.seat(by);
    if (who->standing != Standing::seated) continue;
    ++answers.answered;
    if (said.unsure) ++answers.unsure;
    listeners.insert(said.listeners.begin(), said.listeners.end());
  }
  if (answers.answered < std::min(answers.asked, enough_answers)) {
    return refuse(Reason::too_few_answers);
  }
  answers.listeners.assign(listeners.begin(), listeners.end());
  said_.clear();
  read_ = answers;
  return answers;
}

void CaseWorkers::forget() noexcept {
  said_.clear();
  read_.reset();
}

}  // namespace arena
