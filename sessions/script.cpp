// SPDX-License-Identifier: EUPL-1.2
#include "sessions/script.hpp"

#include <algorithm>
#include <iterator>

namespace arena {

std::optional<GroupIndex> Script::group_named(std::string_view wanted) const noexcept {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& group) { return group.id == wanted; });
  if (found == groups.end()) return std::nullopt;
  return GroupIndex{static_cast<std::uint8_t>(std::distance(groups.begin(), found))};
}

std::optional<std::uint16_t> Script::round_named(std::string_view wanted) const noexcept {
  const auto found = std::find_if(rounds.begin(), rounds.end(),
                                  [&](const Round& round) { return round.id == wanted; });
  if (found == rounds.end()) return std::nullopt;
  return static_cast<std::uint16_t>(std::distance(rounds.begin(), found) + 1);
}

std::string_view name(Role role) noexcept {
  switch (role) {
    case Role::client:
      return "client";
    case Role::client_rep:
      return "client_rep";
    case Role::professional:
      return "professional";
    case Role::manager:
      return "manager";
    case Role::official:
      return "official";
    case Role::chain_partner:
      return "chain_partner";
    case Role::facilitator:
      return "facilitator";
    case Role::co_facilitator:
      return "co_facilitator";
    case Role::translator:
      return "translator";
    case Role::reporter:
      return "reporter";
    case Role::scientist:
      return "scientist";
    case Role::researcher:
      return "researcher";
    case Role::host:
      return "host";
  }
  return "unknown";
}

std::string_view name(Ring ring) noexcept {
  switch (ring) {
    case Ring::inner:
      return "inner";
    case Ring::outer:
      return "outer";
    case Ring::away:
      return "away";
    case Ring::chair:
      return "chair";
  }
  return "unknown";
}

std::string_view name(Right right) noexcept {
  switch (right) {
    case Right::speak:
      return "speak";
    case Right::ask:
      return "ask";
    case Right::answer:
      return "answer";
    case Right::pass:
      return "pass";
    case Right::note:
      return "note";
    case Right::mark:
      return "mark";
    case Right::hand:
      return "hand";
    case Right::anonymous:
      return "anonymous";
    case Right::propose_lesson:
      return "propose_lesson";
    case Right::judge_lesson:
      return "judge_lesson";
    case Right::vote:
      return "vote";
    case Right::propose:
      return "propose";
    case Right::take_seat:
      return "take_seat";
    case Right::leave_seat:
      return "leave_seat";
    case Right::ready:
      return "ready";
  }
  return "unknown";
}

std::string_view name(RoundEnd end) noexcept {
  switch (end) {
    case RoundEnd::time:
      return "time";
    case RoundEnd::everybody_acted:
      return "everybody_acted";
    case RoundEnd::queue_empty:
      return "queue_empty";
    case RoundEnd::list_exhausted:
      return "list_exhausted";
    case RoundEnd::all_submitted:
      return "all_submitted";
  }
  return "unknown";
}

char code_letter(Role role) noexcept {
  switch (role) {
    case Role::client:
      return 'C';
    case Role::client_rep:
      return 'R';
    case Role::professional:
      return 'P';
    case Role::manager:
      return 'L';
    case Role::official:
      return 'B';
    case Role::chain_partner:
      return 'K';
    case Role::facilitator:
    case Role::co_facilitator:
      return 'G';
    case Role::translator:
      return 'T';
    case Role::reporter:
      return 'V';
    case Role::scientist:
      return 'W';
    case Role::researcher:
      return 'Z';
    case Role::host:
      return 'H';
  }
  return '?';
}

bool leads(Role role) noexcept {
  switch (role) {
    case Role::facilitator:
    case Role::co_facilitator:
    case Role::translator:
    case Role::reporter:
      return true;
    case Role::client:
    case Role::client_rep:
    case Role::professional:
    case Role::manager:
    case Role::official:
    case Role::chain_partner:
    case Role::scientist:
    case Role::researcher:
    case Role::host:
      return false;
  }
  return false;
}

}  // namespace arena
