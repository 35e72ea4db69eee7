// SPDX-License-Identifier: EUPL-1.2
// What the engine does not run yet, in one place: a feature that is built leaves this list.
#include <algorithm>

#include "sessions/script.hpp"

namespace arena {
namespace {

void add_placement(const Script& script, const Placement& placement, const std::string& where,
                   std::vector<std::string>& out) {
  const auto at = static_cast<std::size_t>(placement.group.value);
  if (at >= script.groups.size()) return;  // check_script says so
  const Group& group = script.groups[at];
  const std::string who = where + ", group " + group.id;
  if (leads(group.role) && placement.ring != Ring::chair) {
    out.push_back(who + ": a leading group outside the chair");
  }
}

void add_round(const Script& script, const Round& round, std::vector<std::string>& out) {
  const std::string where = "round " + round.id;
  for (const Placement& placement : round.placements) {
    add_placement(script, placement, where, out);
  }
  for (const SideRoom& room : round.side_rooms) {
    for (const Placement& placement : room.placements) {
      add_placement(script, placement, where + ", room " + room.id, out);
      if (placement.may.has(Right::anonymous)) {
        out.push_back(where + ", room " + room.id + ": the act " +
                      std::string(name(Right::anonymous)));
      }
    }
  }
  const bool releases_words =
      std::any_of(round.releases.begin(), round.releases.end(), [](const Release& release) {
        return release.kind == Release::Kind::contributions ||
               release.kind == Release::Kind::anonymous;
      });
  if (releases_words) out.push_back(where + ": releasing what was said in another round");
}

}  // namespace

std::vector<std::string> what_cannot_run(const Script& script) {
  std::vector<std::string> out;
  for (const Round& round : script.rounds) add_round(script, round, out);
  return out;
}

}  // namespace arena
