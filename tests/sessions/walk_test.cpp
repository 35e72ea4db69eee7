// SPDX-License-Identifier: EUPL-1.2
// Walks every shipped script with few people, through all shapes that a conversation can take
// (tests/support/walk.hpp): in each somebody can act, and there is a way on to the end.
//
// ARENA_WALK_STATES sets how many shapes of each room are walked (0: all of them), ARENA_WALK_FACET
// which facet alone, and ARENA_WALK_CHOICES=1 has every choice of every option walked, not only the
// first and the last.
#include "tests/support/walk.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <limits>
#include <string>

namespace arena::test {
namespace {

constexpr std::size_t states_per_room = 25;

std::size_t states_asked() {
  const char* asked = std::getenv("ARENA_WALK_STATES");
  if (asked == nullptr) return states_per_room;
  const std::size_t states = std::stoul(asked);
  return states == 0 ? std::numeric_limits<std::size_t>::max() : states;
}

Depth depth_asked() {
  const bool everything = states_asked() == std::numeric_limits<std::size_t>::max();
  return everything ? Depth::everything : Depth::bounded;
}

bool facet_asked(const std::string& name) {
  const char* asked = std::getenv("ARENA_WALK_FACET");
  return asked == nullptr || name == asked;
}

std::vector<Choices> choices_asked(const Script& script) {
  const char* asked = std::getenv("ARENA_WALK_CHOICES");
  const auto all = all_choices(script);
  return asked == nullptr ? std::vector<Choices>{all.front(), all.back()} : all;
}

std::string first_of(const std::vector<std::string>& states) {
  return states.empty() ? "none" : states.front();
}

class WalkOfAScript : public ::testing::TestWithParam<std::string> {};

TEST_P(WalkOfAScript, HasAnActForSomebodyAndAWayOnInEveryState) {
  const PlayableScript playable = script_named(GetParam());
  std::set<Choices> distinct;
  for (const Choices& choices : choices_asked(playable.script)) {
    if (!distinct.insert(choices).second) continue;
    const Script chosen = with_choices(playable.script, choices);
    for (const Facet& facet : facets_of(chosen, depth_asked())) {
      if (!facet_asked(name(facet, chosen))) continue;
      const Walked walked = walk(playable, choices, facet, states_asked());
      EXPECT_EQ(walked.no_act.size(), 0U) << first_of(walked.no_act);
      EXPECT_EQ(walked.no_way_on.size(), 0U) << first_of(walked.no_way_on);
      for (std::uint16_t round = 1; round <= chosen.rounds.size(); ++round) {
        const Round& of = chosen.rounds[round - 1U];
        EXPECT_EQ(walked.rounds.contains(round), of.held) << "round " << of.id;
      }
      std::cout << GetParam() << ", " << name(facet, chosen) << ": " << walked.states << " states, "
                << walked.steps << " steps of " << walked.tried << " acts tried; "
                << walked.rooms_exhausted << " of " << walked.rooms << " rooms exhausted; "
                << walked.no_act.size() << " without an act, " << walked.no_way_on.size()
                << " without a way on\n";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Scripts, WalkOfAScript, ::testing::ValuesIn(shipped_script_ids()),
                         [](const auto& param) { return param.param; });

// ---- the controls: a script and an engine with a dead end are found out

TEST(Walk, FindsARoundInWhichNobodyCanAct) {
  PlayableScript broken = queue_script();
  for (Placement& placement : broken.script.rounds[1].placements) placement.may = {};
  const Walked walked = walk(broken, {}, {}, states_per_room);
  EXPECT_GT(walked.no_act.size(), 0U);
  EXPECT_EQ(walked.no_way_on.size(), 0U);
}

TEST(Walk, FindsAStateThatAnEngineDoesNotLeadOutOf) {
  const PlayableScript playable = queue_script();
  // Once a round is paused, the chair can do nothing any more but ask for help.
  const Decide broken = [](const Conversation& conversation,
                           const Command& command) -> Result<std::vector<Event>> {
    if (!conversation.leads(command.actor)) return conversation.decide(command);
    Command pause = command;
    pause.act = PauseRound{};
    pause.text = "why";
    const auto once_more = conversation.decide(pause);
    const bool paused = !once_more && once_more.error().reason == Reason::wrong_moment;
    const bool shut = paused && !std::holds_alternative<AskHelp>(command.act);
    if (shut) return refuse(Reason::paused);
    return conversation.decide(command);
  };
  const Walked walked = walk(playable, {}, {}, states_per_room, broken);
  EXPECT_GT(walked.no_way_on.size(), 0U);
  EXPECT_EQ(walk(playable, {}, {}, states_per_room).no_way_on.size(), 0U);
}

}  // namespace
}  // namespace arena::test
