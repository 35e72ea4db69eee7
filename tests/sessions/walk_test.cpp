// SPDX-License-Identifier: EUPL-1.2
// Walks through every shipped script, with every choice of its options and few people: in each
// room that can be reached somebody besides the chair can act, unless it is a presentation, and
// there is a way on to the end.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "tests/support/plain_hash.hpp"
#include "tests/support/scripts_for_tests.hpp"
#include "tests/support/stage.hpp"

namespace arena::test {
namespace {

class Walk : public ::testing::TestWithParam<std::string> {
 protected:
  // As many people of each group as the method needs, and two at least.
  void seat_people(Stage& stage) {
    const Script& script = stage.conversation().script();
    for (const bool chairs : {true, false}) {
      for (const Group& group : script.groups) {
        if (group.position || group.derived || leads(group.role) != chairs) continue;
        const int people = std::min<int>(group.limit, std::max<int>(2, group.needs));
        for (int i = 0; i < people; ++i) people_.push_back(stage.join(group.id));
      }
    }
  }

  // One of each act that this person may try now; how many the conversation accepts.
  std::size_t acts_of(Stage& stage, SeatId seat) {
    const auto& conversation = stage.conversation();
    const std::vector<ActBody> acts{Speak{},
                                    Ask{},
                                    Answer{},
                                    Pass{},
                                    TakeNote{},
                                    RaiseHand{},
                                    ProposeLesson{},
                                    Propose{0},
                                    Vote{},
                                    BeReady{},
                                    TakeSeat{position_of(conversation.script())},
                                    Vote{0, {1}, false}};
    std::size_t accepted = 0;
    for (const ActBody& act : acts) {
      const bool speaks = !std::holds_alternative<Pass>(act) && !std::holds_alternative<Vote>(act);
      if (conversation.decide(stage.command_for(seat, act, speaks ? "words" : ""))) ++accepted;
    }
    return accepted;
  }
  static GroupIndex position_of(const Script& script) {
    for (std::size_t i = 0; i < script.groups.size(); ++i) {
      if (script.groups[i].position) return GroupIndex{static_cast<std::uint8_t>(i)};
    }
    return GroupIndex{63};
  }

  void look_around(Stage& stage, const std::string& where) {
    const auto& conversation = stage.conversation();
    const Round& round = conversation.script().rounds[conversation.room().round - 1U];
    std::size_t acts = 0;
    for (const SeatId seat : people_) {
      const bool chairs = conversation.leads(seat);
      const std::size_t own = acts_of(stage, seat);
      if (!chairs) acts += own;
      // Everybody can always ask for help.
      ASSERT_TRUE(conversation.decide(stage.command_for(seat, AskHelp{}, "help"))) << where;
    }
    ASSERT_TRUE(round.presentation || acts > 0U) << where << ": nobody can act";
    ++states;
  }

  // Items for whatever is repeated over a product later, and for ballots that choose among them.
  void make_items(Stage& stage) {
    const auto& products = stage.conversation().script().products;
    for (const SeatId seat : people_) {
      for (std::uint16_t product = 0; product < products.size(); ++product) {
        (void)stage.act(seat, Propose{product}, "an item");
      }
    }
  }

  // Through all rooms to the end, opening each and looking around.
  void walk(const std::string& id, const Choices& choices) {
    people_.clear();
    Stage stage(script_named(id), 1, choices);
    seat_people(stage);
    const SeatId chair = stage.chair();
    const auto& conversation = stage.conversation();
    std::set<Room> been;
    for (int steps = 0; steps < 200; ++steps) {
      bool moved = false;
      for (std::uint16_t round = 1; round <= conversation.script().rounds.size(); ++round) {
        if (conversation.room().round != 0 && round < conversation.room().round &&
            conversation.room().repetition == 0) {
          continue;
        }
        const Room before = conversation.room();
        auto opened = stage.act(chair, OpenRound{round});
        if (!opened) continue;
        if (been.contains(conversation.room())) continue;
        EXPECT_NE(before, conversation.room());
        moved = true;
        break;
      }
      if (moved) {
        been.insert(conversation.room());
        const Round& round = conversation.script().rounds[conversation.room().round - 1U];
        look_around(stage, id + ", round " + round.id);
        make_items(stage);
        continue;
      }
      if (conversation.room().round == 0) break;
      ASSERT_TRUE(stage.act(chair, EndSitting{})) << id;
    }
    ASSERT_TRUE(stage.act(chair, CloseConversation{})) << id << ": there is no way to the end";
    std::set<std::uint16_t> held;
    for (const Room& room : been) held.insert(room.round);
    for (std::uint16_t round = 1; round <= conversation.script().rounds.size(); ++round) {
      const Round& script_round = conversation.script().rounds[round - 1U];
      EXPECT_EQ(held.contains(round), script_round.held)
          << id << ": round " << script_round.id << " cannot be reached";
    }
    const auto replayed =
        Conversation::replay(script_named(id).script, plain_commitment, stage.records());
    ASSERT_TRUE(replayed) << id;
    EXPECT_TRUE(*replayed == conversation) << id;
  }

  std::vector<SeatId> people_;
  static inline std::size_t states = 0;
};

TEST_P(Walk, EveryRoomHasAnActForSomebodyAndAWayOn) {
  const auto& playable = script_named(GetParam());
  for (const Choices& choices : all_choices(playable.script)) walk(GetParam(), choices);
  RecordProperty("states", static_cast<int>(states));
  std::cout << GetParam() << ": " << states << " states so far" << std::endl;
}

INSTANTIATE_TEST_SUITE_P(Scripts, Walk, ::testing::ValuesIn(shipped_script_ids()),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace arena::test
