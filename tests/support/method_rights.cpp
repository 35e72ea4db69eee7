// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/method_rights.hpp"

#include <algorithm>

namespace arena::test {

namespace {

const MethodPlace* place_of(const MethodRound& round, std::string_view group) {
  const auto found = std::find_if(round.places.begin(), round.places.end(),
                                  [&](const MethodPlace& place) { return place.group == group; });
  return found == round.places.end() ? nullptr : &*found;
}

}  // namespace

// A position or a derived group that the round names goes before the own group; whom the round
// does not name is away; who leads sits in the chair and may speak and take notes there.
Spot MethodRights::spot(const Standing& person, std::size_t in_round) const {
  Spot spot{person.group, leads(person) ? "chair" : "inner", 0, {}, {}};
  if (in_round == 0) return spot;
  const MethodRound& there = method_.rounds.at(in_round - 1);
  const MethodPlace* place = place_of(there, person.group);
  if (!leads(person)) {
    for (const MethodGroup& group : method_.groups) {
      if (person.position != group.id && !person.derived.contains(group.id)) continue;
      const MethodPlace* const apart = place_of(there, group.id);
      if (apart != nullptr) place = apart;
    }
    spot.ring = place == nullptr ? "away" : place->ring;
  }
  if (place != nullptr) {
    spot.group = place->group;
    spot.room = place->room;
    spot.may = place->may;
    spot.makes = place->makes;
  }
  if (spot.ring == "chair") spot.may.insert({"SPEAK", "NOTE"});
  const bool queues = there.floor == "QUEUE" && spot.room == 0 && spot.ring != "chair";
  if (queues && spot.may.contains("SPEAK")) spot.may.insert("HAND");
  if (spot.away()) spot.may.clear();
  return spot;
}

bool MethodRights::only_listens(const Standing& person) const {
  return is_open() && open().listen_only && spot(person).ring == "outer";
}

// Also in a place that this person may yet come to sit in.
bool MethodRights::could(const Standing& person, std::string_view right,
                         std::size_t in_round) const {
  if (spot(person, in_round).may.contains(std::string(right))) return true;
  const auto& places = method_.rounds.at(in_round - 1).places;
  return std::any_of(places.begin(), places.end(), [&](const MethodPlace& place) {
    const MethodGroup& group = method_.group(place.group);
    const bool may_come = group.of == person.group &&
                          (group.position || (group.derived && !settled.contains(group.id)));
    return may_come && place.room == 0 && place.may.contains(std::string(right));
  });
}

std::size_t MethodRights::opens(const Standing& person, std::string_view right) const {
  for (std::size_t i = 1; i <= method_.rounds.size(); ++i) {
    const MethodRound& later = method_.rounds[i - 1];
    const bool over = is_open() ? i < round : later.sitting <= sittings_ended;
    if (!over && later.held && could(person, right, i)) return i;
  }
  return 0;
}

std::optional<Refusal> MethodRights::refusal(const Standing& person, std::string_view right) const {
  bool ever = false;
  for (std::size_t i = 1; i <= method_.rounds.size(); ++i) {
    ever = ever || (method_.rounds[i - 1].held && could(person, right, i));
  }
  if (!is_open()) {
    if (letter_sent && right == "JUDGE_LESSON" && ever) return std::nullopt;
    return Refusal{"not_open", opens(person, right)};
  }
  const Spot here = spot(person);
  if (here.away()) return Refusal{"away", opens(person, right)};
  if (!here.may.contains(std::string(right))) {
    if (only_listens(person)) return Refusal{"listen_only", opens(person, right)};
    if (!ever) return Refusal{"not_for_your_role"};
    return Refusal{"not_in_this_round", opens(person, right)};
  }
  const bool own_business = right == "NOTE" || right == "MARK";
  if (paused && here.room == 0 && here.ring != "chair" && !own_business) return Refusal{"paused"};
  return std::nullopt;
}

}  // namespace arena::test
