// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/taint_model.hpp"

#include <type_traits>
#include <variant>

namespace arena::test {

bool TaintModel::leads(SeatId seat) const {
  return arena::leads(script_.groups.at(people_.at(seat.value - 1).group.value).role);
}

bool TaintModel::shown_by_name(SeatId seat) const {
  return script_.groups.at(people_.at(seat.value - 1).group.value).shown_as == ShownAs::name;
}

Ring TaintModel::ring(SeatId seat, std::uint16_t round) const {
  if (leads(seat)) return Ring::chair;
  if (round == 0) return Ring::inner;
  for (const Placement& placement : script_.rounds.at(round - 1U).placements) {
    if (placement.group == people_.at(seat.value - 1).group) return placement.ring;
  }
  return Ring::away;
}

std::set<SeatId> TaintModel::everybody() const {
  std::set<SeatId> seats;
  for (std::uint32_t n = 1; n <= people_.size(); ++n) {
    if (people_[n - 1].standing == Standing::seated) seats.insert(SeatId{n});
  }
  return seats;
}

std::set<SeatId> TaintModel::present() const {
  std::set<SeatId> seats = everybody();
  std::erase_if(seats, [this](SeatId seat) { return ring(seat, round_) == Ring::away; });
  return seats;
}

std::set<SeatId> TaintModel::chair_and(SeatId seat) const {
  std::set<SeatId> seats = everybody();
  std::erase_if(seats, [&](SeatId each) { return each != seat && !leads(each); });
  return seats;
}

SeatId TaintModel::seat_of(const SeatCode& code) const {
  for (const SeatId seat : everybody()) {
    if (people_.at(seat.value - 1).code == code) return seat;
  }
  return nobody;
}

void TaintModel::heard(const std::string& token, const std::set<SeatId>& by) {
  if (!token.empty()) heard_by_[token].insert(by.begin(), by.end());
}

void TaintModel::share_lessons() {
  if (round_ == 0 || !script_.rounds.at(round_ - 1U).shares_lessons) return;
  for (auto& [id, lesson] : lessons_) {
    if (!lesson.shared) heard(lesson.token, present());
    lesson.shared = true;
  }
}

void TaintModel::help_is_over() {
  erased_.insert(help_.begin(), help_.end());
  help_.clear();
}

void TaintModel::note_new_seats(const std::vector<Event>& events) {
  for (const Event& event : events) {
    if (const auto* arrived = std::get_if<Arrived>(&event.body)) {
      people_.push_back({arrived->group, Standing::waiting, {}});
    } else if (const auto* admitted = std::get_if<Admitted>(&event.body)) {
      Person& person = people_.at(admitted->seat.value - 1);
      person.standing = Standing::seated;
      person.code = admitted->code;
    }
  }
}

void TaintModel::accept(const Command& command, const std::vector<Event>& events,
                        const std::string& token) {
  note_new_seats(events);
  const SeatId actor = command.actor;
  const auto visit = [&](const auto& act) {
    using Act = std::remove_cvref_t<decltype(act)>;
    if constexpr (std::is_same_v<Act, Speak> || std::is_same_v<Act, Answer> ||
                  std::is_same_v<Act, PauseRound> || std::is_same_v<Act, ResumeRound> ||
                  std::is_same_v<Act, ExtendRound> || std::is_same_v<Act, MergeQuestions>) {
      heard(token, present());
    } else if constexpr (std::is_same_v<Act, Ask>) {
      const bool gate = script_.rounds.at(round_ - 1U).gate;
      heard(token, gate ? chair_and(actor) : present());
      const auto* asked = std::get_if<QuestionAsked>(&events.front().body);
      if (asked != nullptr) questions_[asked->question] = {actor, token};
    } else if constexpr (std::is_same_v<Act, AcceptQuestion>) {
      heard(questions_.at(act.question).token, present());
    } else if constexpr (std::is_same_v<Act, AskToRephrase> ||
                         std::is_same_v<Act, WithholdQuestion>) {
      heard(token, chair_and(questions_.at(act.question).asker));
    } else if constexpr (std::is_same_v<Act, TakeNote>) {
      heard(token, {actor});
    } else if constexpr (std::is_same_v<Act, ProposeLesson>) {
      heard(token, present());
      lessons_[std::get<LessonProposed>(events.front().body).lesson] = {token, false};
    } else if constexpr (std::is_same_v<Act, AskHelp>) {
      heard(token, chair_and(actor));
      help_.push_back(token);
    } else if constexpr (std::is_same_v<Act, AnswerHelp>) {
      heard(token, chair_and(seat_of(act.seat)));
      help_.push_back(token);
    } else if constexpr (std::is_same_v<Act, TurnAway>) {
      people_.at(act.seat.value - 1).standing = Standing::gone;
    } else if constexpr (std::is_same_v<Act, Remove>) {
      const SeatId gone = seat_of(act.seat);
      people_.at(gone.value - 1).standing = Standing::gone;
      // Who is away is seen by nobody in the room, so nobody there is told.
      heard(token, ring(gone, round_) == Ring::away ? chair_and(nobody) : present());
    } else if constexpr (std::is_same_v<Act, OpenRound>) {
      heard(token, everybody());
      round_ = act.round;
      share_lessons();
    } else if constexpr (std::is_same_v<Act, EndSitting> ||
                         std::is_same_v<Act, CloseConversation>) {
      heard(token, everybody());
      round_ = 0;
      help_is_over();
    }
  };
  std::visit(visit, command.act);
}

}  // namespace arena::test
