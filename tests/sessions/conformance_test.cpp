// SPDX-License-Identifier: EUPL-1.2
// What a build must show of the methods, line by line (method description, part 10): each line is
// one test over all shipped scripts with every choice of their options, in each room from the lobby
// to the end. Every count of zero has a control that counts something. Here lines 1 to 3: what is
// perceived, by whom, and what a refusal says; the others in conformance_record_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <string>

#include "tests/support/plain_encoder.hpp"
#include "tests/support/scripts_for_tests.hpp"
#include "tests/support/whole_play.hpp"

namespace arena::test {
namespace {

// How many others would be told something by an accepted act.
std::size_t told_to_others(const WholePlay& play, SeatId actor, const std::vector<Event>& events) {
  Conversation after = play.stage().conversation();
  std::set<SeatId> told;
  for (const Event& event : events) {
    after.apply(event, event.cause ? std::optional(Salt{}) : std::nullopt);
    for (const SeatId seat : play.people()) {
      if (seat != actor && after.notice_for(seat, event)) told.insert(seat);
    }
  }
  return told.size();
}

// ---- 1. Accepted perceivable acts by listeners in a listening round = 0, on every channel.

struct Listening {
  std::size_t tried = 0;
  std::size_t accepted = 0;     // notes, marks, help, consent: own
  std::size_t perceivable = 0;  // by anybody; help by anybody but the chair
};

void try_everything(WholePlay& play, SeatId seat, Listening& counts) {
  for (const ActBody& act : play.every_act()) {
    ++counts.tried;
    const auto events =
        play.stage().conversation().decide(play.stage().command_for(seat, act, "canary"));
    if (!events) continue;
    ++counts.accepted;
    const bool help = std::holds_alternative<AskHelp>(act);
    const auto chairs = std::count_if(play.people().begin(), play.people().end(),
                                      [&](SeatId each) { return play.leads(each); });
    const std::size_t heard = told_to_others(play, seat, *events);
    counts.perceivable += heard - (help ? static_cast<std::size_t>(chairs) : 0U);
  }
}

void listen(WholePlay& play, Listening& listeners, Listening& speakers) {
  if (!play.round().listen_only) return;
  for (const SeatId seat : play.people()) {
    const Ring ring = whereabouts(play, seat).ring;
    if (ring == Ring::outer) try_everything(play, seat, listeners);
    if (ring == Ring::inner) try_everything(play, seat, speakers);
  }
}

TEST(Conformance, NothingAListenerDoesInAListeningRoundIsPerceived) {
  Listening listeners;
  Listening speakers;  // the control: the same acts of those in the inner ring are heard
  in_each_room([&](WholePlay& play) { listen(play, listeners, speakers); });
  EXPECT_EQ(listeners.perceivable, 0U);
  EXPECT_GT(listeners.accepted, 0U);
  EXPECT_GT(speakers.perceivable, 0U);
  std::cout << "listening rounds: " << listeners.tried << " acts of listeners tried, "
            << listeners.accepted << " accepted, " << listeners.perceivable << " perceivable; "
            << speakers.perceivable << " of those who speak\n";
}

TEST(Conformance, AListenerWhoIsLetSpeakIsNoticed) {
  PlayableScript broken = debrief_script();
  for (Placement& placement : broken.script.rounds.front().placements) {
    placement.may.add(Right::speak);
  }
  Listening listeners;
  Listening speakers;
  in_each_room_of(broken, {}, [&](WholePlay& play) { listen(play, listeners, speakers); });
  EXPECT_GT(listeners.perceivable, 0U);
}

// ---- 2. Bytes about a round that are delivered to who is away = 0, live and after return.

struct AwayCounts {
  std::size_t away = 0;         // seats, summed over rounds
  std::size_t other = 0;        // notices to them but the round's entry and their own help
  std::size_t bytes = 0;        // of the room's words, then or ever after
  std::size_t bytes_there = 0;  // to who was in the room
};

std::string in_words(const Stage& stage, const Notice& notice) {
  const Conversation& conversation = stage.conversation();
  const hub::Words words{conversation.script(), conversation.title(),
                         [&](EventNumber event) { return stage.text(event); },
                         [](SeatId) { return std::string_view("somebody"); }};
  return plain(notice, words, [](ItemId) { return std::string("item"); });
}

// Everything that is said in a room where somebody is away holds the canary; lessons and items do
// not, for these the script may release later.
void look_at_away(WholePlay& play, AwayCounts& counts, std::set<SeatId>& away) {
  std::map<SeatId, std::size_t> read;
  for (const SeatId seat : play.people()) {
    if (play.leads(seat)) continue;
    if (whereabouts(play, seat).ring == Ring::away) read[seat] = play.stage().told(seat).size();
  }
  if (read.empty()) return;
  for (const auto& [seat, before] : read) away.insert(seat);
  counts.away += read.size();
  Stage& stage = play.stage();
  const auto& chair = stage.chair();
  for (const SeatId seat : play.people()) {
    (void)stage.act(chair, GiveFloor{stage.code(seat)});
    (void)stage.act(seat, Speak{}, "CANARY");
    (void)stage.act(seat, Ask{}, "CANARY");
    (void)stage.act(seat, TakeNote{}, "CANARY");
    (void)stage.act(seat, Pass{});
    (void)stage.act(seat, AskHelp{}, "help");
  }
  (void)stage.act(chair, PauseRound{}, "CANARY");
  (void)stage.act(chair, ResumeRound{}, "CANARY");
  (void)stage.act(chair, ExtendRound{minutes(5)}, "CANARY");
  for (const auto& [seat, before] : read) {
    const auto& told = stage.told(seat);
    counts.other += static_cast<std::size_t>(
        std::count_if(told.begin() + static_cast<std::ptrdiff_t>(before), told.end(),
                      [](auto& n) { return !std::holds_alternative<HelpShown>(n.notice.body); }));
  }
}

// What somebody who was away is told in the whole conversation, live and by a connection that comes
// back at the end; and the same of all others.
void count_canaries(const WholePlay& play, const std::set<SeatId>& away, AwayCounts& counts) {
  const Stage& stage = play.stage();
  for (const SeatId seat : play.people()) {
    std::size_t found = 0;
    const auto count = [&](const Notice& notice) {
      const std::string text = in_words(stage, notice);
      for (auto at = text.find("CANARY"); at != std::string::npos;
           at = text.find("CANARY", at + 1)) {
        ++found;
      }
    };
    for (const auto& told : stage.told(seat)) count(told.notice);
    for (const Record& record : stage.records()) {
      if (const auto notice = stage.conversation().notice_for(seat, record.event)) count(*notice);
    }
    (away.contains(seat) ? counts.bytes : counts.bytes_there) += found;
  }
}

// A script in which whoever is ever away is so in one round only, so that all canaries are of rooms
// that they were away from.
void away_from_one_round(const PlayableScript& playable, const Choices& choices,
                         AwayCounts& counts) {
  const std::size_t rounds = playable.script.rounds.size();
  for (std::uint16_t round = 1; round <= rounds; ++round) {
    std::set<SeatId> away;
    WholePlay play(playable, choices);
    while (play.go_on()) {
      if (play.room().round == 0) continue;
      SCOPED_TRACE(playable.script.id + ", round " + play.round().id);
      if (play.room().round == round) look_at_away(play, counts, away);
      play.contribute("words");
    }
    if (!away.empty()) count_canaries(play, away, counts);
  }
}

TEST(Conformance, NothingOfARoundReachesWhoIsAwayThenOrAfterReturn) {
  AwayCounts counts;
  for (const std::string& id : shipped_script_ids()) {
    const PlayableScript playable = script_named(id);
    for (const Choices& choices : all_choices(playable.script)) {
      away_from_one_round(playable, choices, counts);
    }
  }
  EXPECT_GT(counts.away, 0U);
  EXPECT_EQ(counts.other, 0U);
  EXPECT_EQ(counts.bytes, 0U);
  EXPECT_GT(counts.bytes_there, 0U);
  std::cout << "away: " << counts.away << " seats, " << counts.other << " other notices, "
            << counts.bytes << " canaries; " << counts.bytes_there << " to who was there\n";
}

// ---- 3. Each refused act yields a reason and the round it opens in; its text is not stored.

// The right of an act that others do not owe to the chair, as the method names it.
std::optional<Right> right_of(const ActBody& act) {
  static const std::map<std::size_t, Right> rights{
      {ActBody(Speak{}).index(), Right::speak},
      {ActBody(Ask{}).index(), Right::ask},
      {ActBody(Answer{}).index(), Right::answer},
      {ActBody(Pass{}).index(), Right::pass},
      {ActBody(TakeNote{}).index(), Right::note},
      {ActBody(MarkTurn{}).index(), Right::mark},
      {ActBody(ProposeLesson{}).index(), Right::propose_lesson},
      {ActBody(JudgeLesson{}).index(), Right::judge_lesson},
      {ActBody(Propose{}).index(), Right::propose},
      {ActBody(Vote{}).index(), Right::vote},
      {ActBody(BeReady{}).index(), Right::ready},
      {ActBody(TakeSeat{}).index(), Right::take_seat},
      {ActBody(LeaveSeat{}).index(), Right::leave_seat}};
  const auto found = rights.find(act.index());
  return found == rights.end() ? std::nullopt : std::optional(found->second);
}

// Whether the script gives this right in `round` to `group`, or to a position or derived group of
// it.
bool gives(const Script& script, std::uint16_t round, GroupIndex group, Right right, bool made) {
  const Round& of = script.rounds.at(round - 1U);
  if (!of.held) return false;
  const std::string& id = script.groups.at(group.value).id;
  const auto given = [&](const Placement& placement) {
    if (!placement.may.has(right)) return false;
    if (placement.group == group) return true;
    const Group& other = script.groups.at(placement.group.value);
    return made && ((other.position && other.position->of == id) ||
                    (other.derived && other.derived->of == id));
  };
  const auto in = [&](const std::vector<Placement>& all) {
    return std::any_of(all.begin(), all.end(), given);
  };
  return in(of.placements) ||
         std::any_of(of.side_rooms.begin(), of.side_rooms.end(),
                     [&](const SideRoom& room) { return in(room.placements); });
}

// The position that this seat is in now.
std::optional<GroupIndex> position_of(const Stage& stage, SeatId seat) {
  std::optional<GroupIndex> position;
  for (const Record& record : stage.records()) {
    const auto* taken = std::get_if<PositionTaken>(&record.event.body);
    const auto* left = std::get_if<PositionLeft>(&record.event.body);
    if (taken != nullptr && taken->seat == seat) position = taken->position;
    if (left != nullptr && left->seat == seat) position.reset();
  }
  return position;
}

// The group by which a seat is placed in `round`: its position where the round names that.
GroupIndex placed_as(const WholePlay& play, SeatId seat, std::uint16_t round) {
  const auto position = position_of(play.stage(), seat);
  const auto& placements = play.script().rounds.at(round - 1U).placements;
  const bool named = std::any_of(placements.begin(), placements.end(),
                                 [&](const Placement& p) { return p.group == position; });
  return named ? *position : play.stage().conversation().seat(seat)->group;
}

// True if the refusal names the first round from now on in which the script gives the right.
bool names_the_round(const WholePlay& play, SeatId seat, Right right, const Rejection& why) {
  const auto last = static_cast<std::uint16_t>(play.script().rounds.size());
  const std::uint16_t until = why.opens_in_round.value_or(static_cast<std::uint16_t>(last + 1));
  for (std::uint16_t round = static_cast<std::uint16_t>(play.room().round + 1); round < until;
       ++round) {
    // It opens earlier than the refusal says.
    if (gives(play.script(), round, placed_as(play, seat, round), right, false)) return false;
  }
  return !why.opens_in_round ||
         gives(play.script(), until, placed_as(play, seat, until), right, true);
}

struct Refusals {
  std::size_t all = 0;
  std::size_t of_a_right = 0;
  std::size_t wrong = 0;
  std::size_t stored = 0;
};

void refuse_all(WholePlay& play, Refusals& counts) {
  for (const SeatId seat : play.people()) {
    if (play.leads(seat)) continue;
    for (const ActBody& act : play.every_act()) {
      const Command command = play.stage().command_for(seat, act, "REFUSED");
      if (play.stage().conversation().decide(command)) continue;  // it may be done: let it be
      const auto refused = play.stage().give(command);
      ASSERT_FALSE(refused);
      ++counts.all;
      const Rejection& why = refused.error();
      if (name(why.reason).empty()) ++counts.wrong;
      const bool not_now = why.reason == Reason::listen_only || why.reason == Reason::away ||
                           why.reason == Reason::not_in_this_round;
      const auto right = right_of(act);
      if (!not_now || !right) continue;
      ++counts.of_a_right;
      if (names_the_round(play, seat, *right, why)) continue;
      ++counts.wrong;
      ADD_FAILURE() << "seat " << seat.value << " is told a wrong round for right " << name(*right);
    }
  }
  for (const Record& record : play.stage().records()) {
    if (record.content && record.content->text.find("REFUSED") != std::string::npos)
      ++counts.stored;
  }
}

TEST(Conformance, EachRefusalSaysWhyAndWhenAndKeepsNoText) {
  Refusals counts;
  in_each_room([&](WholePlay& play) { refuse_all(play, counts); });
  EXPECT_EQ(counts.wrong, 0U);
  EXPECT_EQ(counts.stored, 0U);
  EXPECT_GT(counts.of_a_right, 0U);
  std::cout << counts.all << " refusals, " << counts.of_a_right << " of a right, " << counts.wrong
            << " explained wrongly, " << counts.stored << " texts kept\n";
}

TEST(Conformance, AWrongRoundInARefusalIsNoticed) {
  WholePlay play(debrief_script());
  ASSERT_TRUE(play.go_on());
  const auto professional =
      std::find_if(play.people().begin(), play.people().end(),
                   [&](SeatId seat) { return whereabouts(play, seat).ring == Ring::outer; });
  ASSERT_NE(professional, play.people().end());
  const auto refused = play.stage().act(*professional, Speak{}, "but");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(names_the_round(play, *professional, Right::speak, refused.error()));
  for (const std::optional<std::uint16_t> wrong :
       {std::optional<std::uint16_t>(2), std::optional<std::uint16_t>(4),
        std::optional<std::uint16_t>()}) {
    EXPECT_FALSE(names_the_round(play, *professional, Right::speak,
                                 Rejection{Reason::listen_only, wrong, std::nullopt}));
  }
}

}  // namespace
}  // namespace arena::test
