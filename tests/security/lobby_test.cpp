// SPDX-License-Identifier: EUPL-1.2
// The lobby: who waits for admission is told that, and nothing of what goes on inside. Over real
// sockets: the frames somebody receives beside a busy conversation are those beside a silent one.
#include <gtest/gtest.h>

#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "tests/support/open_room.hpp"

namespace arena::test {
namespace {

class Lobby : public OpenRoom {
 protected:
  // What somebody who waits receives, but for the server's clock.
  struct Received {
    std::vector<std::string> statuses;
    std::size_t notices{}, bytes{};
    friend bool operator==(const Received&, const Received&) = default;
  };
  static Received received(const Participant& person) {
    Received all;
    for (const auto& status : person.statuses()) {
      std::string one = status.kind + (status.flag ? " +" : " -") + (status.resync ? "resync" : "");
      if (status.refusal) {
        one += status.refusal->reason + ' ' + std::to_string(status.refusal->opens_in_round) + ' ' +
               std::to_string(status.refusal->time_left_ms);
      }
      all.statuses.push_back(one);
    }
    all.notices = person.notices().size();
    all.bytes = person.received().size();
    return all;
  }
  // Everything that somebody who is inside may try.
  static void try_everything(Participant& waiting) {
    const Turn turn{{1, 0, 0}, 1};
    const std::vector<ActBody> acts{
        Speak{},    Ask{},        Pass{},          TakeNote{},        RaiseHand{},
        AskHelp{},  BeReady{},    TakeSeat{},      OpenRound{1},      PauseRound{},
        TakeLead{}, EndSitting{}, SayCaseWorker{}, ReadCaseWorkers{}, MarkTurn{turn, true}};
    for (const Room& room : {Room{}, Room{1, 0, 0}}) {
      for (const ActBody& act : acts) {
        EXPECT_NE(waiting.ask_and_wait(act, "Hallo?", room), "") << "nothing is open to them";
      }
    }
  }
  // What somebody receives who waits while this happens inside, tries all there is, and comes back.
  Received beside(const codec::ApiConversationCreated& conversation,
                  const std::function<void()>& happens) {
    Participant waiting(io);
    waiting.join(link_for(conversation, "client"), "Wacht");
    EXPECT_TRUE(waiting.attach());
    happens();
    try_everything(waiting);
    waiting.close();
    EXPECT_TRUE(waiting.attach());
    try_everything(waiting);
    for (const char* canary : {said, "Ben van binnen"}) {
      EXPECT_EQ(waiting.received().find(canary), std::string::npos);
    }
    return received(waiting);
  }
  static constexpr const char* said = "Achter de deur gezegd.";
};

TEST_F(Lobby, TellsOfABusyConversationWhatItTellsOfASilentOne) {
  begin();
  const Received silent = beside(created, [] {});
  const auto busy = [&] {
    EXPECT_EQ(ana.ask_and_wait(Speak{}, said), "");
    EXPECT_EQ(ben.ask_and_wait(AskHelp{}, said), "");
    EXPECT_EQ(chair.ask_and_wait(Speak{}, said), "");
    EXPECT_EQ(chair.ask_and_wait(PauseRound{}, said), "");
    EXPECT_EQ(chair.ask_and_wait(ResumeRound{}), "");
    Participant another(io);
    another.join(link_for(created, "client"), "Ben van binnen");
    EXPECT_TRUE(another.attach());
    EXPECT_TRUE(ben.wait([&] { return ben.heard(said); })) << "those inside hear it";
  };
  const Received loud = beside(created, busy);
  EXPECT_EQ(loud, silent);
  EXPECT_EQ(beside(server.create("open_gesprek"), [] {}), silent) << "or of one that has not begun";
  const auto timed = server.create("arenagesprek_nabespreking");
  Participant leads(io);
  leads.join(link_for(timed, "chair"));
  ASSERT_TRUE(leads.attach());
  ASSERT_EQ(leads.ask_and_wait(OpenRound{1}), "");
  EXPECT_EQ(beside(timed, [] {}), silent) << "or of one whose clock runs";
  EXPECT_EQ(silent.notices, 0U);
  std::cout << "bytes beyond the own state before admission: " << loud.bytes - silent.bytes
            << " of " << silent.bytes << ", " << silent.statuses.size() << " answers alike\n";
}

TEST_F(Lobby, TellsWhoIsTurnedAwayNothingElse) {
  begin();
  Participant waiting(io);
  waiting.join(link_for(created, "client"), "Wacht");
  ASSERT_TRUE(waiting.attach());
  ASSERT_TRUE(chair.wait([&] { return chair.has_notice("lobby_changed"); }));
  const std::size_t before = waiting.received().size();
  std::uint32_t who = 0;
  for (const auto& notice : chair.notices()) {
    if (notice.kind == "lobby_changed" && notice.change == "waiting") who = notice.waiting;
  }
  ASSERT_EQ(chair.ask_and_wait(TurnAway{SeatId{who}}, "De zaal is vol."), "");
  ASSERT_TRUE(waiting.wait([&] { return waiting.close_code().has_value(); }));
  EXPECT_EQ(waiting.close_code(), 4009U);
  EXPECT_EQ(waiting.received().size(), before) << "not even the reason: it is in the record";
}

}  // namespace
}  // namespace arena::test
