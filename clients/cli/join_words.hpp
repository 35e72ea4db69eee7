// SPDX-License-Identifier: EUPL-1.2
// What `arena join` says, in plain Dutch and in English. One catalogue; {1} {2} … are filled in.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace arena::cli {

enum class Language { nl, en };

enum class Say {
  // who and where
  seated,
  lobby,
  size_low,
  size_high,
  seat_taken,
  seat_left,
  who_title,
  who_line,
  // rounds and clock
  round_entered,
  round_returned,
  round_sitting_again,
  round_clock,
  round_away,
  round_listen,
  round_inner,
  paused,
  halted,
  resumed,
  extended,
  sitting_over,
  sitting_over_more,
  conversation_over,
  // speech
  contribution,
  guidance,
  question,
  answer,
  lesson,
  merged_question,
  released_lesson,
  in_reply,
  passed,
  // own
  note,
  marked,
  unmarked,
  hand_up,
  hand_down,
  floor,
  floor_mine,
  floor_free,
  // gate, lessons, help, lobby
  question_waiting,
  question_mine_waiting,
  question_accepted,
  question_rephrase,
  question_merged,
  question_withheld,
  verdict,
  recognised,
  partly,
  not_recognised,
  help_asked,
  help_answered,
  lobby_waiting,
  lobby_admitted,
  lobby_turned_away,
  // sending and the line
  sending,
  kept,
  not_sent,
  refused_in_round,
  refused_minutes,
  frozen,
  thawed,
  lost,
  regained,
  presence_on,
  presence_off,
  shutting_down,
  // typing
  may_now,
  may_nothing,
  no_such_act,
  needs,
  no_such_number,
  no_such_round,
  not_utf8,
  reason_for,
};

[[nodiscard]] std::string say(Language language, Say what,
                              std::initializer_list<std::string_view> values = {});

// `form` with {1} {2} … filled in; what is missing is left out.
[[nodiscard]] std::string filled(std::string_view form,
                                 std::initializer_list<std::string_view> values);

// Why the server refused, in a sentence; `reason` is its machine name.
[[nodiscard]] std::string refusal_sentence(Language language, std::string_view reason);

}  // namespace arena::cli
