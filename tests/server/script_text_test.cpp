// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/script_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/random.hpp"

namespace arena::codec {
namespace {

// A script that uses every word of the schema once.
const std::string everything = R"(# Not a method that anybody holds.
id: "alles"
title { nl: "Alles" en: "Everything" }
summary { nl: "Kort" en: "Short" }
source: "made for a test"
draft: true
standing_reason { nl: "Zo gaat het" en: "So it goes" }
anonymous_floor: 6
brings_lessons: true
conduct { nl: "Wees aardig" en: "Be kind" }
group {
  id: "lid"
  title { nl: "Leden" en: "Members" }
  role: CLIENT_REP
  letter: "X"
  shown_as: NAME
  powerful: true
  advised_min: 2
  advised_max: 3
  limit: 4
  at_least: "gast"
}
group {
  id: "gast"
  title { nl: "g" en: "g" }
  role: CHAIN_PARTNER
  limit: 5
  needs: 3
  named_if { option: "keus" choice: "b" }
}
group {
  id: "kom"
  title { nl: "k" en: "k" }
  position {
    of: "gast"
    bound_by: QUEUE
    capacity: 3
    keep_empty: 1
    replacement: ALL_AT_ONCE
    period_minutes: 7
  }
}
group { id: "gekozen" title { nl: "k" en: "k" } position { of: "lid" bound_by: VOTE capacity: 1 ballot: "wie" } }
group { id: "rest" title { nl: "r" en: "r" } derived { of: "gast" at_end_of: "een" ring: OUTER complement: true } }
group { id: "leiding" title { nl: "l" en: "l" } role: FACILITATOR limit: 2 }
group { id: "hulp" title { nl: "h" en: "h" } role: CO_FACILITATOR limit: 2 }
option {
  id: "keus"
  title { nl: "o" en: "o" }
  choice { id: "a" title { nl: "a" en: "a" } }
  choice { id: "b" title { nl: "b" en: "b" } }
}
statement { id: "s1" text { nl: "stelling" en: "statement" } chair_note { nl: "n" en: "n" } }
product {
  id: "lijst"
  title { nl: "p" en: "p" }
  kind: QUESTION
  judged_by: "gast"
  with_owner: true
  with_date: true
  own: true
  state { id: "open" title { nl: "o" en: "o" } }
}
repeat { from: "een" to: "een" over: STATEMENTS }
repeat { from: "twee" to: "twee" over: PRODUCT product: "lijst" }
round {
  id: "een"
  title { nl: "Eén" en: "One" }
  purpose { nl: "doel" en: "purpose" }
  chair_note { nl: "let op" en: "mind" }
  minutes: 30
  outer_share: true
  floor: QUEUE
  quiet_first: true
  advance: AUTOMATIC
  ends_when: TIME
  ends_when: EVERYBODY_ACTED
  ends_when: QUEUE_EMPTY
  ends_when: ALL_SUBMITTED
  gate: true
  answers_to: CHAIR_ONLY
  question_rule { nl: "r" en: "r" }
  part: HEAD
  inner {
    group: "lid"
    may: SPEAK may: ASK may: ANSWER may: PASS may: NOTE may: MARK may: HAND may: ANONYMOUS
    may: PROPOSE_LESSON may: JUDGE_LESSON may: VOTE may: PROPOSE may: TAKE_SEAT may: LEAVE_SEAT
    may: READY
    makes: "lijst"
    only_if { option: "keus" choice: "a" }
  }
  outer { group: "gast" may: [NOTE, MARK] }
  outer { group: "kom" may: NOTE }
  ballot {
    id: "wie"
    title { nl: "w" en: "w" }
    option { id: "x" title { nl: "x" en: "x" } }
    option { id: "y" title { nl: "y" en: "y" } }
    scale: SEVERAL
    not_applicable: true
    asks_reason: true
    shown: ANONYMOUSLY
  }
}
round {
  id: "twee"
  title { nl: "Twee" en: "Two" }
  sitting: 2
  listen_only: true
  floor: ROUND_ROBIN
  takes: "lijst"
  shares_lessons: true
  carries_notes: true
  ends_when: LIST_EXHAUSTED
  only_if { option: "keus" choice: "b" }
  release { product: "lijst" to: "gekozen" to: "lid" }
  release { ballot: "wie" to: "lid" }
  release { contributions_of: "een" to: "lid" }
  release { anonymous_of: "een" to: "lid" }
  inner { group: "lid" may: VOTE may: PASS }
  outer { group: "gekozen" may: NOTE }
  away { group: "gast" }
  side_room {
    id: "kring"
    title { nl: "k" en: "k" }
    led_by: "hulp"
    retention: ERASED_WITH_SITTING
    inner { group: "gast" may: SPEAK may: PASS }
    outer { group: "rest" may: NOTE }
  }
  ballot {
    id: "weer"
    title { nl: "w" en: "w" }
    options_from: "lijst"
    scale: RANK
    shown: NAMED
    compared_with: "wie"
  }
}
round {
  id: "slot"
  title { nl: "Slot" en: "End" }
  sitting: 2
  presentation: true
  part: TAIL
  own_only_until: "open"
  inner { group: "lid" may: READY }
}
round {
  id: "open"
  title { nl: "Open" en: "Open" }
  sitting: 2
  part: TAIL
  inner { group: "lid" may: READY }
}
)";

Script read(const std::string& text) {
  auto script = read_script(text, "alles.textproto");
  if (!script) {
    for (const ScriptFault& fault : script.error()) ADD_FAILURE() << sentence(fault);
    return {};
  }
  return *script;
}

TEST(ScriptText, SaysWhoTakesPart) {
  const Script script = read(everything);
  EXPECT_EQ(script.id, "alles");
  EXPECT_EQ(script.title, (Bilingual{"Alles", "Everything"}));
  EXPECT_EQ(script.summary, (Bilingual{"Kort", "Short"}));
  EXPECT_EQ(script.source, "made for a test");
  EXPECT_TRUE(script.draft);
  EXPECT_EQ(script.standing_reason, (Bilingual{"Zo gaat het", "So it goes"}));
  EXPECT_EQ(script.anonymous_floor, 6);
  EXPECT_EQ(script.conduct, (std::vector<Bilingual>{{"Wees aardig", "Be kind"}}));
  EXPECT_TRUE(script.brings_lessons);
  ASSERT_EQ(script.groups.size(), 7U);
  EXPECT_EQ(script.groups[0], (Group{"lid",
                                     {"Leden", "Members"},
                                     Role::client_rep,
                                     'X',
                                     ShownAs::name,
                                     true,
                                     2,
                                     3,
                                     4,
                                     "gast",
                                     0,
                                     {},
                                     {},
                                     {}}));
  EXPECT_EQ(script.groups[1].needs, 3);
  EXPECT_EQ(script.groups[1].named_if, (Condition{"keus", "b"}));
  EXPECT_EQ(script.groups[1].letter, code_letter(Role::chain_partner));
}

TEST(ScriptText, SaysWhoSitsWhereWhileItRuns) {
  const Script script = read(everything);
  ASSERT_EQ(script.groups.size(), 7U);
  EXPECT_EQ(script.groups[2].position, (Position{"gast", Position::BoundBy::queue, 3, 1,
                                                 Position::Replacement::all_at_once, 7, ""}));
  EXPECT_EQ(script.groups[3].position, (Position{"lid", Position::BoundBy::vote, 1, 0,
                                                 Position::Replacement::none, 0, "wie"}));
  EXPECT_EQ(script.groups[4].derived, (Derived{"gast", "een", Ring::outer, true}));
  // Who is made of others has their role and letter, and is as many as there are places.
  EXPECT_EQ(script.groups[2].role, Role::chain_partner);
  EXPECT_EQ(script.groups[2].limit, 3);
  EXPECT_EQ(script.groups[3].letter, 'X');
  EXPECT_TRUE(script.groups[3].powerful);
  EXPECT_EQ(script.groups[4].limit, 5);
  EXPECT_EQ(script.groups[4].named_if, (Condition{"keus", "b"}));
  EXPECT_EQ(script.groups[4].needs, 0);
}

TEST(ScriptText, SaysWhatItIsAboutAndWhatItMakes) {
  const Script script = read(everything);
  const Labelled a{"a", {"a", "a"}};
  const Labelled b{"b", {"b", "b"}};
  EXPECT_EQ(script.options, (std::vector<Option>{{"keus", {"o", "o"}, {a, b}}}));
  EXPECT_EQ(script.statements,
            (std::vector<Statement>{{"s1", {"stelling", "statement"}, {"n", "n"}}}));
  EXPECT_EQ(script.products, (std::vector<Product>{{"lijst",
                                                    {"p", "p"},
                                                    Product::Kind::question,
                                                    "gast",
                                                    true,
                                                    true,
                                                    {{"open", {"o", "o"}}},
                                                    true}}));
  EXPECT_EQ(script.repetitions,
            (std::vector<Repetition>{{"een", "een", Repetition::Over::statements, ""},
                                     {"twee", "twee", Repetition::Over::product, "lijst"}}));
}

TEST(ScriptText, SaysHowARoundGoes) {
  const Script script = read(everything);
  ASSERT_EQ(script.rounds.size(), 4U);
  const Round& one = script.rounds[0];
  EXPECT_EQ(one.purpose, (Bilingual{"doel", "purpose"}));
  EXPECT_EQ(one.chair_note, (Bilingual{"let op", "mind"}));
  EXPECT_EQ(one.minutes, 30);
  EXPECT_EQ(one.sitting, 1);
  EXPECT_TRUE(one.outer_share && one.quiet_first && one.advance_automatically && one.gate);
  EXPECT_FALSE(one.listen_only || one.presentation || one.shares_lessons || one.carries_notes);
  EXPECT_EQ(one.floor, Floor::queue);
  EXPECT_EQ(one.answers_to, AnswersTo::chair_only);
  EXPECT_EQ(one.question_rule, (Bilingual{"r", "r"}));
  EXPECT_EQ(one.part, Part::head);
  EXPECT_EQ(one.ends_when, (std::vector<RoundEnd>{RoundEnd::time, RoundEnd::everybody_acted,
                                                  RoundEnd::queue_empty, RoundEnd::all_submitted}));
  const Round& two = script.rounds[1];
  EXPECT_EQ(two.sitting, 2);
  EXPECT_TRUE(two.listen_only && two.shares_lessons && two.carries_notes);
  EXPECT_EQ(two.floor, Floor::round_robin);
  EXPECT_EQ(two.part, Part::body);
  EXPECT_EQ(two.only_if, (Condition{"keus", "b"}));
  EXPECT_EQ(two.takes, std::vector<std::string>{"lijst"});
  EXPECT_EQ(two.ends_when, std::vector<RoundEnd>{RoundEnd::list_exhausted});
  EXPECT_EQ(two.releases,
            (std::vector<Release>{{Release::Kind::product, "lijst", {"gekozen", "lid"}},
                                  {Release::Kind::ballot, "wie", {"lid"}},
                                  {Release::Kind::contributions, "een", {"lid"}},
                                  {Release::Kind::anonymous, "een", {"lid"}}}));
  EXPECT_TRUE(script.rounds[2].presentation);
  EXPECT_EQ(script.rounds[2].part, Part::tail);
  EXPECT_EQ(script.rounds[2].own_only_until, "open");
}

TEST(ScriptText, HasAWordForEveryAct) {
  const Script script = read(everything);
  const Placement& member = script.rounds.at(0).placements.at(0);
  for (int right = 0; right < rights_count; ++right) {
    EXPECT_TRUE(member.may.has(static_cast<Right>(right))) << name(static_cast<Right>(right));
  }
  EXPECT_EQ(member.makes, std::vector<std::string>{"lijst"});
  EXPECT_EQ(member.only_if, (Condition{"keus", "a"}));
  EXPECT_EQ(script.rounds[0].placements.at(1).may, (ActSet{Right::note, Right::mark}));
}

TEST(ScriptText, SeatsWhoLeadsInTheChairOfEveryRound) {
  const Script script = read(everything);
  for (const Round& round : script.rounds) {
    const auto in_chair = std::count_if(round.placements.begin(), round.placements.end(),
                                        [&](const Placement& placement) {
                                          return placement.ring == Ring::chair &&
                                                 leads(script.groups[placement.group.value].role) &&
                                                 placement.may == ActSet{Right::speak, Right::note};
                                        });
    EXPECT_EQ(in_chair, 2) << round.id;
  }
}

TEST(ScriptText, SaysBallotsAndRoomsBesideARound) {
  const Script script = read(everything);
  const Ballot& who = script.rounds.at(0).ballots.at(0);
  EXPECT_EQ(who, (Ballot{"wie",
                         {"w", "w"},
                         {{"x", {"x", "x"}}, {"y", {"y", "y"}}},
                         "",
                         Ballot::Scale::several,
                         true,
                         true,
                         Ballot::Shown::anonymously,
                         ""}));
  const Ballot& again = script.rounds.at(1).ballots.at(0);
  EXPECT_EQ(again, (Ballot{"weer",
                           {"w", "w"},
                           {},
                           "lijst",
                           Ballot::Scale::rank,
                           false,
                           false,
                           Ballot::Shown::named,
                           "wie"}));
  const SideRoom& room = script.rounds.at(1).side_rooms.at(0);
  EXPECT_EQ(room.id, "kring");
  EXPECT_EQ(room.led_by, "hulp");
  EXPECT_EQ(room.retention, SideRoom::Retention::erased_with_sitting);
  ASSERT_EQ(room.placements.size(), 2U);
  EXPECT_EQ(room.placements[0],
            (Placement{GroupIndex{1}, Ring::inner, {Right::speak, Right::pass}, {}, {}}));
  EXPECT_EQ(room.placements[1].ring, Ring::outer);
}

TEST(ScriptText, GivesExactlyOneFaultForTextThatCannotBeRead) {
  const auto script = read_script("id: \"a\"\nround {\n  id: 7\n  bogus: 1\n}\nid: 3", "x");
  ASSERT_FALSE(script);
  ASSERT_EQ(script.error().size(), 1U);
  EXPECT_EQ(script.error()[0].rule, "syntax");
  EXPECT_EQ(script.error()[0].line, 3U);
  EXPECT_EQ(script.error()[0].file, "x");
}

TEST(ScriptText, RefusesMoreThan256KiBAnd65Groups) {
  const auto long_text = read_script(std::string(script_bytes_max + 1, '#'), "x");
  ASSERT_FALSE(long_text);
  EXPECT_EQ(long_text.error()[0].rule, "script-size");
  std::string groups;
  for (int i = 0; i < 65; ++i)
    groups += "group { id: \"g" + std::to_string(i) + "\" role: HOST }\n";
  const auto many = read_script(groups, "x");
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error()[0].rule, "groups-count");
  EXPECT_EQ(many.error()[0].line, 65U);
}

TEST(ScriptText, RefusesSoMuchOfOneThingThatCheckingWouldTakeLong) {
  std::string rounds;
  while (rounds.size() + 9 < script_bytes_max) rounds += "round {}\n";
  const auto script = read_script(rounds, "x");
  ASSERT_FALSE(script);
  ASSERT_EQ(script.error().size(), 1U);
  EXPECT_EQ(script.error()[0].rule, "too-many");
}

TEST(ScriptText, TellsAFaultInOneLine) {
  EXPECT_EQ(sentence({"a.textproto", 7, "kring", "lid", "some-rule", "This is wrong."}),
            "a.textproto:7: round kring: group lid: This is wrong. [some-rule]");
  EXPECT_EQ(sentence({"a.textproto", 7, "", "", "some-rule", "This is wrong."}),
            "a.textproto:7: This is wrong. [some-rule]");
}

TEST(ScriptText, TakesAnyBytesWithoutHarm) {
  test::Random random(5);
  std::size_t right = 0;
  for (int i = 0; i < 500; ++i) {
    std::string text = everything;
    for (std::size_t n = random.below(4); n > 0; --n) {
      const std::size_t at = random.below(text.size());
      if (random.chance(1, 2))
        text[at] = static_cast<char>(random.next());
      else
        text.erase(at, 1 + random.below(30));
    }
    const auto script = read_script(text, "x");
    if (script)
      ++right;
    else
      EXPECT_FALSE(script.error().empty());
  }
  EXPECT_GT(right, 50U);
  EXPECT_LT(right, 450U);
}

}  // namespace
}  // namespace arena::codec
