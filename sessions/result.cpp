// SPDX-License-Identifier: EUPL-1.2
#include "sessions/result.hpp"

namespace arena {

std::string_view name(Reason reason) noexcept {
  switch (reason) {
    case Reason::listen_only:
      return "listen_only";
    case Reason::away:
      return "away";
    case Reason::not_your_turn:
      return "not_your_turn";
    case Reason::round_over:
      return "round_over";
    case Reason::not_open:
      return "not_open";
    case Reason::not_for_your_role:
      return "not_for_your_role";
    case Reason::not_in_this_round:
      return "not_in_this_round";
    case Reason::not_available:
      return "not_available";
    case Reason::paused:
      return "paused";
    case Reason::frozen:
      return "frozen";
    case Reason::not_admitted:
      return "not_admitted";
    case Reason::removed:
      return "removed";
    case Reason::closed:
      return "closed";
    case Reason::full:
      return "full";
    case Reason::text_empty:
      return "text_empty";
    case Reason::text_too_long:
      return "text_too_long";
    case Reason::text_not_utf8:
      return "text_not_utf8";
    case Reason::reason_missing:
      return "reason_missing";
    case Reason::no_such_seat:
      return "no_such_seat";
    case Reason::no_such_round:
      return "no_such_round";
    case Reason::no_such_question:
      return "no_such_question";
    case Reason::no_such_lesson:
      return "no_such_lesson";
    case Reason::no_such_turn:
      return "no_such_turn";
    case Reason::already_decided:
      return "already_decided";
    case Reason::id_reused:
      return "id_reused";
    case Reason::too_many:
      return "too_many";
    case Reason::wrong_moment:
      return "wrong_moment";
    case Reason::too_few_people:
      return "too_few_people";
    case Reason::no_such_item:
      return "no_such_item";
    case Reason::no_such_ballot:
      return "no_such_ballot";
    case Reason::no_such_choice:
      return "no_such_choice";
    case Reason::no_such_position:
      return "no_such_position";
    case Reason::passed_already:
      return "passed_already";
    case Reason::date_in_past:
      return "date_in_past";
    case Reason::owner_missing:
      return "owner_missing";
    case Reason::evidence_missing:
      return "evidence_missing";
    case Reason::above_agreed_level:
      return "above_agreed_level";
    case Reason::too_few_answers:
      return "too_few_answers";
    case Reason::slot_open:
      return "slot_open";
  }
  return "unknown";
}

}  // namespace arena
