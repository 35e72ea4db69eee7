// SPDX-License-Identifier: EUPL-1.2
// What a build must show of the methods, line by line (method description, part 10): lines 4 to 8,
// what is published, in what order things go, and what is recorded. See conformance_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <tuple>

#include "sessions/transcript.hpp"
#include "tests/support/scripts_for_tests.hpp"
#include "tests/support/whole_play.hpp"

namespace arena::test {
namespace {

// ---- 4. Every published lesson links to an utterance, an owner and a date, or says "no owner".

std::vector<ItemId> lessons_of(const Stage& stage) {
  std::vector<ItemId> lessons;
  for (const Record& record : stage.records()) {
    const auto* proposed = std::get_if<LessonProposed>(&record.event.body);
    if (proposed != nullptr) lessons.push_back(proposed->lesson);
  }
  return lessons;
}

std::optional<Turn> first_turn(const Stage& stage) {
  for (const Record& record : stage.records()) {
    const auto* spoken = std::get_if<Spoken>(&record.event.body);
    if (spoken != nullptr && spoken->turn.room.room == 0) return spoken->turn;
  }
  return std::nullopt;
}

Reason refused_with(Stage& stage, ActBody act, const std::string& text = {}) {
  const auto outcome = stage.act(stage.chair(), std::move(act), text);
  EXPECT_FALSE(outcome) << "this should be refused";
  return outcome ? reason_last : outcome.error().reason;
}

TEST(Conformance, APublishedLessonRestsOnAnUtteranceAndHasAnOwnerOrSaysNobody) {
  std::size_t published = 0;
  for (const std::string& id : shipped_script_ids()) {
    SCOPED_TRACE(id);
    WholePlay play(script_named(id));
    while (play.go_on()) play.contribute("words");
    Stage& stage = play.stage();
    const auto lessons = lessons_of(stage);
    const auto turn = first_turn(stage);
    if (lessons.size() < 2 || !turn) continue;
    const ItemId owned = lessons[0];
    const ItemId nobodys = lessons[1];
    EXPECT_EQ(refused_with(stage, SendLetter{{owned}}, "Beste allen"), Reason::evidence_missing);
    EXPECT_EQ(refused_with(stage, DecideItem{owned, Decision::adopted}), Reason::evidence_missing);
    EXPECT_EQ(refused_with(stage, DecideItem{owned, Decision::done}), Reason::owner_missing);
    EXPECT_TRUE(stage.act(stage.chair(), AddEvidence{owned, {*turn}}));
    EXPECT_TRUE(stage.act(stage.chair(), AddEvidence{nobodys, {*turn}}));
    EXPECT_EQ(refused_with(stage, AssignItem{owned, stage.now(), false}, "Ben"),
              Reason::date_in_past);
    const Instant due = stage.now() + minutes(60);
    EXPECT_TRUE(stage.act(stage.chair(), AssignItem{owned, due, false}, "Ben"));
    EXPECT_TRUE(stage.act(stage.chair(), AssignItem{nobodys, std::nullopt, false}));
    EXPECT_TRUE(stage.act(stage.chair(), SendLetter{{owned, nobodys}}, "Beste allen"));
    const Transcript kept = transcript_of(play.script(), stage.records());
    for (const TranscriptItem& lesson : kept.items) {
      if (lesson.item != owned && lesson.item != nobodys) continue;
      ++published;
      EXPECT_TRUE(lesson.shared);
      EXPECT_EQ(lesson.evidence, std::vector<Turn>{*turn});
      EXPECT_EQ(lesson.owner, lesson.item == owned ? "Ben" : "");
      EXPECT_EQ(lesson.due, lesson.item == owned ? std::optional(due) : std::nullopt);
    }
  }
  EXPECT_GT(published, 0U);
  std::cout << published << " lessons published\n";
}

// Clients were away while it was given an owner: they were told that there was none.
struct ADebrief {
  ADebrief() : stage(debrief_script()) {
    chair = stage.join("chair");
    ada = stage.join("client");
    const SeatId mo = stage.join("professional");
    stage.advance_to(1);
    EXPECT_TRUE(stage.act(ada, Speak{}, "Nobody calls me back."));
    said = *first_turn(stage);
    stage.advance_to(3);
    EXPECT_TRUE(stage.act(mo, ProposeLesson{{said}}, "Call people back."));
    lesson = lessons_of(stage).front();
    due = stage.now() + minutes(60);
    EXPECT_TRUE(stage.act(chair, AssignItem{lesson, due, true}, "Team Work"));
  }
  // Of the lesson, as Ada was told of it.
  template <class Body, class Which>
  const Body* told(Which which) const {
    for (const Stage::Told& each : stage.told(ada)) {
      const auto* body = std::get_if<Body>(&each.notice.body);
      if (body != nullptr && which(*body)) return body;
    }
    return nullptr;
  }
  const ItemChanged* told(ItemChanged::Change change) const {
    return told<ItemChanged>([change](const ItemChanged& each) { return each.change == change; });
  }
  void expect_owner_and_date() const {
    const ItemChanged* assigned = told(ItemChanged::Change::assigned);
    ASSERT_NE(assigned, nullptr);
    EXPECT_EQ(stage.text(*assigned->text_of), "Team Work");
    EXPECT_EQ(assigned->due, due);
    EXPECT_TRUE(assigned->signal);
  }
  Stage stage;
  SeatId chair, ada;
  Turn said;
  ItemId lesson;
  Instant due;
};

TEST(Conformance, ALessonThatARoundSharesComesWithEvidenceOwnerDateAndDecision) {
  ADebrief debrief;
  EXPECT_TRUE(debrief.stage.act(debrief.chair, DecideItem{debrief.lesson, Decision::adopted}));
  EXPECT_EQ(debrief.told(ItemChanged::Change::assigned), nullptr);  // she was away
  debrief.stage.advance_to(4);
  const auto* shown = debrief.told<ContributionShown>(
      [](const ContributionShown& each) { return each.kind == ContributionKind::lesson; });
  ASSERT_NE(shown, nullptr);
  EXPECT_EQ(shown->evidence, std::vector<Turn>{debrief.said});
  debrief.expect_owner_and_date();
  EXPECT_NE(debrief.told(ItemChanged::Change::adopted), nullptr);
}

TEST(Conformance, ALessonThatALetterSharesComesWithEvidenceOwnerDateAndReason) {
  ADebrief debrief;
  EXPECT_TRUE(debrief.stage.act(debrief.chair, DecideItem{debrief.lesson, Decision::declined},
                                "There is no money."));
  EXPECT_TRUE(debrief.stage.act(debrief.chair, EndSitting{}));
  EXPECT_TRUE(debrief.stage.act(debrief.chair, SendLetter{{debrief.lesson}}, "Dear all"));
  const auto* shown = debrief.told<ItemSeen>([](const ItemSeen&) { return true; });
  ASSERT_NE(shown, nullptr);
  EXPECT_EQ(shown->evidence, std::vector<Turn>{debrief.said});
  debrief.expect_owner_and_date();
  const ItemChanged* declined = debrief.told(ItemChanged::Change::declined);
  ASSERT_NE(declined, nullptr);
  EXPECT_EQ(debrief.stage.text(*declined->text_of), "There is no money.");
  const Transcript kept =
      transcript_of(debrief.stage.conversation().script(), debrief.stage.records());
  EXPECT_EQ(kept.items.front().owner, "Team Work");
  EXPECT_EQ(kept.items.front().reason, "There is no money.");
}

// ---- 5. Rounds run in the declared order; each switch is one event in the log.

// Where a room stands in the order of the script: repeated rounds come once for each repetition.
std::tuple<std::uint16_t, std::uint16_t, std::uint16_t> order_of(const Script& script, Room room) {
  std::uint16_t from = room.round;
  for (const Repetition& repetition : script.repetitions) {
    const std::uint16_t first = script.round_named(repetition.from).value_or(0);
    const std::uint16_t last = script.round_named(repetition.to).value_or(0);
    if (first <= room.round && room.round <= last) from = first;
  }
  return {from, room.repetition, room.round};
}

bool in_order(const Script& script, const std::vector<Room>& opened) {
  return std::is_sorted(opened.begin(), opened.end(), [&](const Room& a, const Room& b) {
    return order_of(script, a) < order_of(script, b);
  });
}

// How many of all rounds the chair could open now without saying why.
std::size_t ways_on(WholePlay& play) {
  std::size_t ways = 0;
  for (std::uint16_t round = 0; round <= play.script().rounds.size() + 1; ++round) {
    const Stage& stage = play.stage();
    const Command command = play.stage().command_for(stage.chair(), OpenRound{round});
    if (stage.conversation().decide(command)) ++ways;
  }
  return ways;
}

TEST(Conformance, RoundsRunInTheDeclaredOrderAndEachSwitchIsOneEvent) {
  std::size_t switches = 0;
  for (const std::string& id : shipped_script_ids()) {
    const PlayableScript playable = script_named(id);
    for (const Choices& choices : all_choices(playable.script)) {
      SCOPED_TRACE(id);
      WholePlay play(playable, choices);
      std::vector<Room> opened;
      std::size_t asked = 0;
      while (play.go_on()) {
        ++asked;
        play.contribute("words");
        // A way on is the next room, or the one after all that is left of a repetition.
        EXPECT_LE(ways_on(play), play.room().repetition != 0 ? 2U : 1U);
      }
      std::size_t ended = 0;
      for (const Record& record : play.stage().records()) {
        if (const auto* entered = std::get_if<RoundOpened>(&record.event.body)) {
          opened.push_back(entered->room);
        }
        if (std::holds_alternative<SittingEnded>(record.event.body)) ++ended;
      }
      EXPECT_EQ(opened.size() + ended, asked);
      EXPECT_TRUE(in_order(play.script(), opened));
      switches += asked;
      if (opened.size() > 1) {  // the control
        std::swap(opened.front(), opened.back());
        EXPECT_FALSE(in_order(play.script(), opened));
      }
    }
  }
  std::cout << switches << " switches, one event each\n";
}

// ---- 6. No leak before a reveal; a list that a round makes is the agenda of the round over it.

// Whether a notice only tells the chair that the round may end, or that somebody is ready.
bool tells_no_content(const Notice& notice) {
  return std::holds_alternative<MayEnd>(notice.body) ||
         std::holds_alternative<ReadyShown>(notice.body);
}

struct Reveals {
  std::size_t own = 0;     // acts whose content is the actor's own until a later round
  std::size_t leaked = 0;  // notices of them to others before that round
  std::size_t shown = 0;   // votes and results in that round: the control
};

std::size_t results_told(const Stage& stage, SeatId seat) {
  const auto& told = stage.told(seat);
  return static_cast<std::size_t>(std::count_if(told.begin(), told.end(), [](const auto& each) {
    return std::holds_alternative<VoteSeen>(each.notice.body) ||
           std::holds_alternative<BallotResult>(each.notice.body);
  }));
}

// A vote has a text only where the ballot asks for a reason.
bool takes_text(const Round& round, const ActBody& act) {
  const auto* vote = std::get_if<Vote>(&act);
  if (vote == nullptr) return true;
  return vote->ballot < round.ballots.size() && round.ballots[vote->ballot].asks_reason;
}

void decide_alone(WholePlay& play, Reveals& counts) {
  Stage& stage = play.stage();
  for (const SeatId seat : play.people()) {
    for (const ActBody& act : play.every_act()) {
      if (std::holds_alternative<AskHelp>(act) || play.leads(seat)) continue;
      std::map<SeatId, std::size_t> before;
      for (const SeatId other : play.people()) before[other] = stage.told(other).size();
      const auto done = stage.act(seat, act, takes_text(play.round(), act) ? "SECRET" : "");
      if (!done) continue;
      ++counts.own;
      for (const SeatId other : play.people()) {
        if (other == seat) continue;
        const auto& told = stage.told(other);
        for (std::size_t i = before[other]; i < told.size(); ++i) {
          if (!play.leads(other) || !tells_no_content(told[i].notice)) ++counts.leaked;
        }
      }
    }
  }
}

TEST(Conformance, NothingOfADecisionMadeAloneIsToldBeforeTheReveal) {
  Reveals counts;
  for (const std::string& id : shipped_script_ids()) {
    const PlayableScript playable = script_named(id);
    for (const Choices& choices : all_choices(playable.script)) {
      WholePlay play(playable, choices);
      while (play.go_on()) {
        const bool alone = play.room().round != 0 && !play.round().own_only_until.empty();
        if (!alone) continue;
        SCOPED_TRACE(id + ", round " + play.round().id);
        const std::string until = play.round().own_only_until;
        const std::size_t before = results_told(play.stage(), play.people().back());
        decide_alone(play, counts);
        EXPECT_EQ(results_told(play.stage(), play.people().back()), before);
        const bool votes = !play.round().ballots.empty();
        while (play.go_on() && play.round().id != until) {
        }
        const std::size_t shown = results_told(play.stage(), play.people().back()) - before;
        EXPECT_EQ(shown > 0U, votes);
        counts.shown += shown;
      }
    }
  }
  EXPECT_EQ(counts.leaked, 0U);
  EXPECT_GT(counts.own, 0U);
  EXPECT_GT(counts.shown, 0U);
  std::cout << counts.own << " acts alone, " << counts.leaked << " told before the reveal, "
            << counts.shown << " after it\n";
}

TEST(Conformance, ADecisionThatIsNotMadeAloneIsNoticed) {
  WholePlay play(script_named("open_gesprek"));
  ASSERT_TRUE(play.go_on());
  Reveals counts;
  decide_alone(play, counts);
  EXPECT_GT(counts.leaked, 0U);
}

TEST(Conformance, TheListThatASittingMakesIsTheAgendaOfTheNext) {
  std::size_t lists = 0;
  for (const std::string& id : shipped_script_ids()) {
    const PlayableScript playable = script_named(id);
    for (const Repetition& repetition : playable.script.repetitions) {
      if (repetition.over != Repetition::Over::product) continue;
      SCOPED_TRACE(id);
      ++lists;
      WholePlay play(playable);
      std::vector<ItemId> agenda;
      while (play.go_on()) {
        play.contribute("words");
      }
      std::vector<ItemId> list;
      for (const Record& record : play.stage().records()) {
        const auto* made = std::get_if<ItemProposed>(&record.event.body);
        if (made != nullptr && play.script().products[made->product].id == repetition.product) {
          list.push_back(made->item);
        }
      }
      for (const auto& told : play.stage().told(play.people().back())) {
        const auto* entered = std::get_if<RoundEntered>(&told.notice.body);
        if (entered != nullptr && entered->subject) agenda.push_back(*entered->subject);
      }
      EXPECT_GT(list.size(), 1U);
      EXPECT_EQ(agenda, list);
    }
  }
  EXPECT_GT(lists, 0U);
}

// ---- 7. Pass is accepted in every speaking round, and archived as passed.

TEST(Conformance, PassIsAcceptedInEverySpeakingRoundAndArchived) {
  std::size_t passed = 0;
  std::size_t not_kept = 0;  // in a room beside, of which nothing is kept
  for (const std::string& id : shipped_script_ids()) {
    const PlayableScript playable = script_named(id);
    for (const Choices& choices : all_choices(playable.script)) {
      SCOPED_TRACE(id);
      WholePlay play(playable, choices);
      std::size_t kept = 0;
      while (play.go_on()) {
        play.contribute("words");
        for (const SeatId seat : play.people()) {
          if (play.room().round == 0 || play.leads(seat)) continue;
          const Whereabouts where = whereabouts(play, seat);
          const bool speaks =
              where.placement != nullptr &&
              (where.placement->may.has(Right::speak) || where.placement->may.has(Right::answer));
          const auto done = play.stage().act(seat, Pass{});
          if (!speaks) continue;
          EXPECT_TRUE(done) << "round " << play.round().id << ", seat " << seat.value;
          ++passed;
          ++(where.beside ? not_kept : kept);
        }
      }
      std::size_t archived = 0;
      for (const TranscriptTurn& turn :
           transcript_of(play.script(), play.stage().records()).turns) {
        if (turn.kind != TurnKind::pass) continue;
        ++archived;
        EXPECT_EQ(name(turn.kind), "pass");
        EXPECT_EQ(turn.text, "");
      }
      EXPECT_GE(archived, kept);
      EXPECT_TRUE(kept > 0U);
    }
  }
  std::cout << passed << " passes accepted, " << not_kept
            << " of them in rooms that keep nothing\n";
}

TEST(Conformance, ARoundInWhichOneMayNotPassIsNoticed) {
  PlayableScript broken = script_named("open_gesprek");
  for (Placement& placement : broken.script.rounds.front().placements) {
    placement.may = {Right::speak};
  }
  WholePlay play(broken);
  ASSERT_TRUE(play.go_on());
  EXPECT_FALSE(play.stage().act(play.people().back(), Pass{}));
}

// ---- 8. An incident record carries a due time 48 hours later.

TEST(Conformance, AnIncidentIsDueAnAnswerIn48Hours) {
  constexpr std::int64_t hour_ms = std::int64_t{60} * 60 * 1000;
  std::size_t records = 0;
  std::size_t told = 0;
  std::size_t told_to_others = 0;
  in_each_room([&](WholePlay& play) {
    Stage& stage = play.stage();
    stage.wait(minutes(7));
    const auto done = stage.act(stage.chair(), RecordIncident{stage.code(play.people().back())},
                                "Iemand liep boos weg.");
    ASSERT_TRUE(done);
    const auto& recorded = std::get<IncidentRecorded>(done->front().body);
    EXPECT_EQ(recorded.due.value - stage.now().value, 48 * hour_ms);
    ++records;
    for (const SeatId seat : play.people()) {
      const auto notice = stage.conversation().notice_for(seat, done->front());
      if (!notice) continue;
      ++(play.leads(seat) ? told : told_to_others);
      EXPECT_EQ(std::get<IncidentShown>(notice->body).due, recorded.due);
    }
  });
  EXPECT_GE(told, records);
  EXPECT_EQ(told_to_others, 0U);
  std::cout << records << " incidents, told to " << told << " who lead and " << told_to_others
            << " others\n";
}

}  // namespace
}  // namespace arena::test
