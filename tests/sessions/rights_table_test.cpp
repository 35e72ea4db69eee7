// SPDX-License-Identifier: EUPL-1.2
// Every act × every group × every round of arenagesprek_nabespreking (and the lobby, and
// between the sittings), held against a table written from the method alone.
#include "tests/support/rights_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "tests/support/stage.hpp"

namespace arena::test {
namespace {

// A conversation brought to one place, with people and things to act with and on.
struct Scene {
  explicit Scene(Place place);
  [[nodiscard]] SeatId actor(Who who) const {
    return who == Who::client ? client : who == Who::professional ? professional : chair;
  }
  [[nodiscard]] bool leads(SeatId seat) const { return seat == chair || seat == other_chair; }
  // What everybody was told so far, but for the actor.
  [[nodiscard]] std::size_t told_to_others(SeatId of, bool chairs_too) const;

  Stage stage;
  SeatId chair, other_chair, client, other_client, professional, other_professional;
  Things things;
};

ItemId asked(const Result<std::vector<Event>>& events) {
  return std::get<QuestionAsked>(events.value().front().body).question;
}

const PlayableScript& the_script() {
  static const PlayableScript script = shipped_script("arenagesprek_nabespreking");
  return script;
}

Scene::Scene(Place place) : stage(the_script(), 7) {
  chair = stage.join("chair");
  other_chair = stage.join("chair");
  client = stage.join("client");
  other_client = stage.join("client");
  professional = stage.join("professional");
  other_professional = stage.join("professional");
  things.in_lobby = stage.arrive(*stage.conversation().script().group_named("client")).value();
  things.somebody = stage.code(other_professional);
  things.turn = Turn{Room{round_of(Place::opening), 0, 0}, 1};
  if (place == Place::lobby) return;

  stage.advance_to(round_of(Place::opening));
  (void)stage.act(chair, Speak{}, "welcome").value();
  if (place == Place::opening) return;

  stage.advance_to(round_of(Place::ervaringen));
  (void)stage.act(other_client, Speak{}, "the first turn").value();
  things.turn = Turn{Room{round_of(Place::ervaringen), 0, 0}, 1};
  if (place == Place::ervaringen) return;

  stage.advance_to(round_of(Place::verduidelijking));
  things.shown_question = asked(stage.act(other_professional, Ask{}, "shown?"));
  (void)stage.act(chair, AcceptQuestion{things.shown_question}).value();
  things.waiting_question = asked(stage.act(other_professional, Ask{}, "waiting?"));
  things.other_waiting_question = asked(stage.act(other_professional, Ask{}, "waiting too?"));
  if (place == Place::verduidelijking) return;

  stage.advance_to(round_of(Place::nabespreking));
  const auto lesson = stage.act(other_professional, ProposeLesson{}, "a lesson");
  things.lesson = std::get<LessonProposed>(lesson.value().front().body).lesson;
  if (place == Place::nabespreking) return;

  stage.advance_to(round_of(Place::afsluiting));
  if (place == Place::afsluiting) return;
  stage.advance_to(round_of(Place::nacheck));
  if (place == Place::nacheck) return;

  (void)stage.act(chair, EndSitting{}, "until the next").value();
  if (place == Place::terugkoppeling) stage.advance_to(round_of(place));
}

std::size_t Scene::told_to_others(SeatId of, bool chairs_too) const {
  std::size_t told = 0;
  for (const SeatId seat :
       {chair, other_chair, client, other_client, professional, other_professional}) {
    if (seat == of || (leads(seat) && !chairs_too)) continue;
    told += stage.told(seat).size();
  }
  return told;
}

std::string in_words(const Cell& cell) {
  if (cell.accepted) return "accepted";
  return cell.reason + (cell.opens_in_round ? "@" + std::to_string(*cell.opens_in_round) : "");
}

std::string in_words(const Result<std::vector<Event>>& outcome) {
  if (outcome) return "accepted";
  const Rejection& why = outcome.error();
  return in_words(Cell{false, std::string(name(why.reason)), why.opens_in_round});
}

TEST(RightsTable, EveryCellIsRight) {
  std::size_t cells = 0;
  std::size_t right = 0;
  for (const Place place : all_places) {
    for (const Who who : all_who) {
      for (const ActRow& row : rights_table()) {
        Scene scene(place);
        const auto outcome = scene.stage.act(
            scene.actor(who), act_named(row.act, scene.things, place), text_of(row.act, "canary"));
        ++cells;
        const std::string expected = in_words(row.at(who, place));
        right += in_words(outcome) == expected ? 1U : 0U;
        EXPECT_EQ(in_words(outcome), expected)
            << row.act << " by " << name(who) << " in " << name(place);
      }
    }
  }
  std::cout << "cells right " << right << " of " << cells << '\n';
  EXPECT_EQ(cells, rights_table().size() * all_who.size() * all_places.size());
}

TEST(ClosedListening, NothingAListenerDoesIsPerceivable) {
  std::size_t perceived_of_listeners = 0;
  std::size_t perceived_of_clients = 0;
  for (const Place place : {Place::ervaringen, Place::verduidelijking}) {
    for (const ActRow& row : rights_table()) {
      for (const Who who : {Who::professional, Who::client}) {
        Scene scene(place);
        const SeatId actor = scene.actor(who);
        const std::size_t before = scene.told_to_others(actor, false);
        (void)scene.stage.act(actor, act_named(row.act, scene.things, place),
                              text_of(row.act, "canary"));
        const std::size_t told = scene.told_to_others(actor, false) - before;
        (who == Who::client ? perceived_of_clients : perceived_of_listeners) += told;
        if (who == Who::professional) {
          EXPECT_EQ(told, 0U) << row.act << " of a listener in " << name(place);
        }
      }
    }
  }
  EXPECT_EQ(perceived_of_listeners, 0U);
  EXPECT_GT(perceived_of_clients, 0U) << "a zero that cannot be anything else proves nothing";
}

TEST(ClosedListening, OnlyHelpAndQuestionsReachTheChair) {
  for (const Place place : {Place::ervaringen, Place::verduidelijking}) {
    for (const ActRow& row : rights_table()) {
      Scene scene(place);
      const std::size_t before = scene.told_to_others(scene.professional, true);
      (void)scene.stage.act(scene.professional, act_named(row.act, scene.things, place),
                            text_of(row.act, "canary"));
      const std::size_t told = scene.told_to_others(scene.professional, true) - before;
      const bool question = row.act == "ask" && place == Place::verduidelijking;
      const bool may = row.act == "ask_help" || question;
      EXPECT_EQ(told, may ? 2U : 0U) << row.act << " in " << name(place);
    }
  }
}

TEST(Away, NothingOfTheDebriefArrives) {
  std::size_t in_the_room = 0;
  for (const ActRow& row : rights_table()) {
    for (const Who who : {Who::professional, Who::chair}) {
      // These end the debrief, and are told to all; answering help is told to who asked.
      if (row.act == "end_sitting" || row.act == "open_round_before" ||
          row.act == "open_next_round") {
        continue;
      }
      Scene scene(Place::nabespreking);
      const std::size_t client_before = scene.stage.told(scene.client).size();
      const std::size_t room_before = scene.stage.told(scene.other_professional).size();
      (void)scene.stage.act(scene.actor(who), act_named(row.act, scene.things, Place::nabespreking),
                            text_of(row.act, "canary"));
      EXPECT_EQ(scene.stage.told(scene.client).size(), client_before)
          << row.act << " by " << name(who) << " reached somebody who is away";
      in_the_room += scene.stage.told(scene.other_professional).size() - room_before;
    }
  }
  EXPECT_GT(in_the_room, 0U);
}

TEST(Refusals, CauseNoEventAndKeepNoText) {
  std::size_t refusals = 0;
  for (const Place place : all_places) {
    for (const Who who : all_who) {
      for (const ActRow& row : rights_table()) {
        Scene scene(place);
        const Conversation before = scene.stage.conversation();
        const std::size_t records = scene.stage.records().size();
        const auto outcome = scene.stage.act(
            scene.actor(who), act_named(row.act, scene.things, place), text_of(row.act, "words"));
        if (outcome) continue;
        ++refusals;
        EXPECT_TRUE(scene.stage.conversation() == before) << row.act;
        EXPECT_EQ(scene.stage.records().size(), records) << row.act;
      }
    }
  }
  EXPECT_GT(refusals, 300U);
}

// Each seated person's rights, ring and floor as the method's table has them.
TEST(ShippedScript, SaysWhatTheMethodSays) {
  const Script& script = the_script().script;
  ASSERT_EQ(script.rounds.size(), 7U);
  const auto client = script.group_named("client");
  const auto professional = script.group_named("professional");
  ASSERT_TRUE(client && professional);
  EXPECT_TRUE(script.groups.at(professional->value).powerful);

  const std::array<std::uint16_t, 7> planned{10, 50, 20, 30, 10, 5, 30};
  const std::array<std::uint16_t, 7> sittings{1, 1, 1, 1, 1, 1, 2};
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(script.rounds[i].id, name(all_places.at(i < 6 ? i + 1 : 8)));
    EXPECT_EQ(script.rounds[i].minutes, planned.at(i));
    EXPECT_EQ(script.rounds[i].sitting, sittings.at(i));
    EXPECT_EQ(script.rounds[i].floor, Floor::open);
    EXPECT_FALSE(script.rounds[i].advance_automatically);
  }
  const auto round = [&](Place place) { return script.rounds.at(round_of(place) - 1U); };
  EXPECT_EQ(round(Place::opening).part, Part::head);
  EXPECT_TRUE(round(Place::opening).presentation);
  EXPECT_TRUE(round(Place::ervaringen).listen_only);
  EXPECT_TRUE(round(Place::verduidelijking).gate);
  EXPECT_EQ(round(Place::afsluiting).part, Part::tail);
  EXPECT_EQ(round(Place::nacheck).part, Part::tail);
  EXPECT_TRUE(round(Place::terugkoppeling).shares_lessons);
}

// Voice, respect and explanation; nobody's answer is shown beside a code.
TEST(ShippedScript, AsksThreeThingsAfterwardsOfWhichOnlyTheDistributionIsShown) {
  const Script& script = the_script().script;
  const std::vector<Ballot>& ballots = script.rounds.at(round_of(Place::nacheck) - 1U).ballots;
  ASSERT_EQ(ballots.size(), 3U);
  for (const Ballot& ballot : ballots) EXPECT_EQ(ballot.shown, Ballot::Shown::anonymously);
  EXPECT_EQ(script.anonymous_floor, 5U);
}

TEST(ShippedScript, NamesTheListenersUnlessItIsChosenOtherwise) {
  const Script& script = the_script().script;
  const auto shown = [&](const Choices& choices) {
    const Script chosen = with_choices(script, choices);
    return chosen.groups.at(chosen.group_named("professional")->value).shown_as;
  };
  EXPECT_EQ(shown({}), ShownAs::name);
  EXPECT_EQ(shown({{"zicht", "rol"}}), ShownAs::code);
}

TEST(DebriefScript, IsTheShippedOneWithoutWhatStandsAroundIt) {
  const Script script = debrief_script().script;
  std::vector<std::string> rounds;
  for (const Round& round : script.rounds) rounds.push_back(round.id);
  EXPECT_EQ(rounds, (std::vector<std::string>{"ervaringen", "verduidelijking", "nabespreking",
                                              "terugkoppeling"}));
  for (const Round& round : script.rounds) {
    EXPECT_EQ(round,
              the_script().script.rounds.at(
                  static_cast<std::size_t>(*the_script().script.round_named(round.id)) - 1U));
  }
  EXPECT_EQ(script.id, "debrief_test");
}

}  // namespace
}  // namespace arena::test
