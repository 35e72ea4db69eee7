// SPDX-License-Identifier: EUPL-1.2
// What is chosen before the opening, and how people count the rounds.
#include <gtest/gtest.h>

#include "sessions/script.hpp"

namespace arena {
namespace {

const Condition visible{"zicht", "naam"};
const Condition hidden{"zicht", "code"};

Script with_an_option() {
  Script script;
  script.options = {{"zicht", {}, {{"code", {}}, {"naam", {}}}},
                    {"extra", {}, {{"nee", {}}, {"ja", {}}}}};
  script.groups.resize(2);
  script.groups[0].id = "luisteraar";
  script.groups[0].named_if = visible;
  script.rounds.resize(3);
  script.rounds[0].placements = {{GroupIndex{0}, Ring::outer, {Right::note}, {}, visible},
                                 {GroupIndex{0}, Ring::away, {}, {}, hidden},
                                 {GroupIndex{1}, Ring::inner, {Right::speak}, {}, {}}};
  SideRoom room;
  room.placements = {{GroupIndex{0}, Ring::inner, {Right::speak}, {}, visible}};
  script.rounds[1].side_rooms = {room};
  script.rounds[1].only_if = Condition{"extra", "ja"};
  return script;
}

TEST(Choices, AreTheFirstOnesWhereNothingIsChosen) {
  const Script chosen = with_choices(with_an_option(), {});
  EXPECT_EQ(chosen.groups[0].shown_as, ShownAs::code);
  ASSERT_EQ(chosen.rounds[0].placements.size(), 2U);
  EXPECT_EQ(chosen.rounds[0].placements[0].ring, Ring::away);
  EXPECT_TRUE(chosen.rounds[1].side_rooms[0].placements.empty());
  EXPECT_TRUE(chosen.rounds[0].held);
  EXPECT_FALSE(chosen.rounds[1].held);
}

TEST(Choices, DecideWhoSitsWhereWhoIsNamedAndWhatIsHeld) {
  const Script script = with_an_option();
  const Script chosen = with_choices(script, {{"zicht", "naam"}, {"extra", "ja"}});
  EXPECT_EQ(chosen.groups[0].shown_as, ShownAs::name);
  EXPECT_EQ(chosen.groups[1].shown_as, ShownAs::code);
  ASSERT_EQ(chosen.rounds[0].placements.size(), 2U);
  EXPECT_EQ(chosen.rounds[0].placements[0].ring, Ring::outer);
  EXPECT_EQ(chosen.rounds[0].placements[1].ring, Ring::inner);
  EXPECT_EQ(chosen.rounds[1].side_rooms[0].placements.size(), 1U);
  EXPECT_TRUE(chosen.rounds[1].held);
  EXPECT_EQ(chosen.rounds.size(), script.rounds.size());  // numbers of rounds stay what they were
}

TEST(Choices, ThatDoNotExistAreNamedInASentence) {
  const Script script = with_an_option();
  EXPECT_EQ(bad_choice(script, {}), std::nullopt);
  EXPECT_EQ(bad_choice(script, {{"zicht", "naam"}}), std::nullopt);
  EXPECT_EQ(bad_choice(script, {{"licht", "aan"}}), "The script has no option `licht`.");
  EXPECT_EQ(bad_choice(script, {{"zicht", "aan"}}),
            "The option `zicht` has no choice `aan`; choose one of code, naam.");
}

TEST(RoundLabel, CountsTheBodyOnly) {
  Script script;
  script.rounds.resize(5);
  script.rounds[0].part = Part::head;
  script.rounds[3].part = Part::tail;
  script.rounds[4].part = Part::tail;
  EXPECT_EQ(round_label(script, 1), "o");
  EXPECT_EQ(round_label(script, 2), "1");
  EXPECT_EQ(round_label(script, 3), "2");
  EXPECT_EQ(round_label(script, 4), "s1");
  EXPECT_EQ(round_label(script, 5), "s2");
}

TEST(RoundLabel, NumbersSeveralOpeningsAndIsNothingForNoRound) {
  Script script;
  script.rounds.resize(3);
  script.rounds[0].part = Part::head;
  script.rounds[1].part = Part::head;
  EXPECT_EQ(round_label(script, 1), "o1");
  EXPECT_EQ(round_label(script, 2), "o2");
  EXPECT_EQ(round_label(script, 3), "1");
  EXPECT_EQ(round_label(script, 0), "");
  EXPECT_EQ(round_label(script, 4), "");
}

}  // namespace
}  // namespace arena
