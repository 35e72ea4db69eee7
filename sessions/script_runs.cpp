// SPDX-License-Identifier: EUPL-1.2
// What the engine does not run yet, in one place: a feature that is built leaves this list.
#include <algorithm>
#include <array>

#include "sessions/script.hpp"

namespace arena {
namespace {

constexpr std::array rights_not_run{Right::anonymous, Right::vote,       Right::propose,
                                    Right::take_seat, Right::leave_seat, Right::ready};

void add_placement(const Script& script, const Placement& placement, const std::string& where,
                   std::vector<std::string>& out) {
  const auto at = static_cast<std::size_t>(placement.group.value);
  if (at >= script.groups.size()) return;  // check_script says so
  const Group& group = script.groups[at];
  const std::string who = where + ", group " + group.id;
  for (const Right right : rights_not_run) {
    if (placement.may.has(right)) {
      out.push_back(std::string(who).append(": the act ").append(name(right)));
    }
  }
  if (placement.only_if) out.push_back(who + ": a place that is an option");
  if (leads(group.role) && placement.ring != Ring::chair) {
    out.push_back(who + ": a leading group outside the chair");
  }
}

void add_round(const Script& script, const Round& round, std::vector<std::string>& out) {
  const std::string where = "round " + round.id;
  const auto say = [&](bool used, const char* what) {
    if (used) out.push_back(where + ": " + what);
  };
  for (const Placement& placement : round.placements) {
    add_placement(script, placement, where, out);
  }
  const bool by_time =
      round.minutes != 0 && std::all_of(round.ends_when.begin(), round.ends_when.end(),
                                        [](RoundEnd end) { return end == RoundEnd::time; });
  say(round.advance_automatically && !by_time, "moving on by itself other than by its minutes");
  say(round.floor == Floor::round_robin, "a floor that goes round");
  say(round.part != Part::body, "a part that is not counted");
  say(round.answers_to == AnswersTo::chair_only, "answers to the chair only");
  say(round.quiet_first, "a queue that lets quiet people go first");
  say(round.carries_notes, "notes that are carried into it");
  say(round.only_if.has_value(), "a round that is an option");
  say(!round.side_rooms.empty(), "rooms beside it");
  say(!round.takes.empty(), "products as its input");
  say(!round.ballots.empty(), "ballots");
  say(!round.own_only_until.empty(), "keeping what is made until a reveal");
  say(!round.releases.empty(), "releases other than shared lessons");
}

}  // namespace

std::vector<std::string> what_cannot_run(const Script& script) {
  std::vector<std::string> out;
  for (const Group& group : script.groups) {
    if (group.position) out.push_back("group " + group.id + ": positions");
    if (group.derived) out.push_back("group " + group.id + ": derived groups");
    if (group.needs != 0) out.push_back("group " + group.id + ": people it needs");
    if (group.named_if) out.push_back("group " + group.id + ": names that are an option");
  }
  if (!script.options.empty()) out.emplace_back("options");
  if (!script.statements.empty()) out.emplace_back("statements");
  if (!script.products.empty()) out.emplace_back("products other than lessons");
  if (!script.repetitions.empty()) out.emplace_back("repeated rounds");
  if (script.brings_lessons) out.emplace_back("lessons of an earlier conversation");
  for (const Round& round : script.rounds) add_round(script, round, out);
  return out;
}

}  // namespace arena
