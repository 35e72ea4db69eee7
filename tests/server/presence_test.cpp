// SPDX-License-Identifier: EUPL-1.2
// When nobody who leads is there: over real sockets and in real time, what people notice of it,
// that nobody gets the chair by it, and that all is still there when somebody is back.
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <set>
#include <string>

#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {
namespace {

using boost::asio::io_context;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* circle = R"(
id: "rondje"
title { nl: "Rondje" en: "Round" }
source: "tests"
standing_reason { nl: "Zo gaat een rondje." en: "So a round goes." }
group { id: "client" title { nl: "Cliënten" en: "Clients" } role: CLIENT limit: 10 }
group { id: "chair" title { nl: "Gespreksleiders" en: "Facilitators" } role: FACILITATOR limit: 2 }
round {
  id: "rondje"
  title { nl: "Rondje" en: "Round" }
  purpose { nl: "Om de beurt." en: "In turn." }
  minutes: 10
  floor: QUEUE
  ends_when: TIME
  inner { group: "client" may: SPEAK may: PASS may: NOTE }
}
)";

class Stopwatch {
 public:
  [[nodiscard]] milliseconds passed() const {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began_);
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// Two facilitators and two clients in a round where one asks for the floor: Ana has it, Ben waits.
class Presence : public testing::Test {
 protected:
  void SetUp() override {
    codec::ApiNewConversation asked;
    asked.script_text = circle;
    asked.title = "Rondje";
    const auto created = codec::decode_conversation_created(
        server.administer("POST", "/api/conversations", codec::encode_new_conversation(asked))
            .body);
    ASSERT_TRUE(created);
    chair.join(link_for(*created, "chair"), "Samira");
    second.join(link_for(*created, "chair"), "Tom");
    ana.join(link_for(*created, "client"));
    ben.join(link_for(*created, "client"));
    for (Participant* one : {&chair, &second, &ana, &ben}) ASSERT_TRUE(one->attach());
    ASSERT_TRUE(chair.admit(2));
    ASSERT_EQ(chair.ask_and_wait(OpenRound{1}), "");
    for (Participant* one : {&chair, &second, &ana, &ben}) {
      ASSERT_TRUE(one->wait([&] { return one->room().round == 1; }));
    }
    ASSERT_EQ(ana.ask_and_wait(RaiseHand{}), "");
    ASSERT_EQ(ben.ask_and_wait(RaiseHand{}), "");
    ASSERT_EQ(chair.ask_and_wait(GiveFloorToNext{}), "");
    ASSERT_EQ(ana.ask_and_wait(Speak{}, "Ik begin."), "");
  }

  static bool stands_still(const Participant& who) {
    const auto* clock = who.last("clock_changed");
    return clock != nullptr && clock->change == "paused";
  }
  // How long it takes from now until Ana is told that the round stands still.
  milliseconds until_it_stands_still(const char* why) {
    const Stopwatch watch;
    EXPECT_TRUE(ana.wait([&] { return stands_still(ana); }));
    std::cout << why << ": paused after " << watch.passed().count() << " ms\n";
    return watch.passed();
  }
  // What somebody who reads it all from the beginning knows of floor, hands, clock and lead.
  struct Known {
    std::string code, floor, lead;
    std::set<std::string> hands;
    std::int64_t remaining_ms{};
    bool paused{};
  };
  static Known known_to(const Participant& who) {
    Known known;
    known.code = who.code();
    for (const auto& notice : who.notices()) {
      if (notice.kind == "seated") known.lead = notice.lead;
      if (notice.kind == "lead") known.lead = notice.code;
      if (notice.kind == "floor") known.floor = notice.code;
      if (notice.kind == "hand" && notice.flag) known.hands.insert(notice.code);
      if (notice.kind == "hand" && !notice.flag) known.hands.erase(notice.code);
      if (!notice.clock) continue;
      known.paused = notice.clock->paused;
      known.remaining_ms = notice.clock->remaining_ms;
    }
    return known;
  }

  LoopbackServer server;
  io_context io;
  Participant chair{io};
  Participant second{io};
  Participant ana{io};
  Participant ben{io};
};

TEST_F(Presence, BothFacilitatorsGoneTheRoundStandsStillAndTheSecondTakesOver) {
  chair.drop();
  EXPECT_FALSE(ana.wait([&] { return stands_still(ana); }, seconds(10)))
      << "one facilitator is there";
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Het gaat gewoon door."), "");

  second.drop();
  const auto took = until_it_stands_still("both facilitators gone");
  EXPECT_GE(took, milliseconds(7'900)) << "a reload must not stop anybody";
  EXPECT_LE(took, seconds(10));
  const Stopwatch standing_still;
  ASSERT_TRUE(ben.wait([&] { return stands_still(ben); }));
  EXPECT_EQ(ana.last("clock_changed")->code, "") << "nobody did it";
  const std::int64_t left = ana.last("clock_changed")->clock->remaining_ms;
  EXPECT_LE(left, 600'000 - 18'000);

  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Hoort iemand mij?"), "paused");
  EXPECT_EQ(ana.ask_and_wait(TakeNote{}, "Een notitie gaat altijd."), "");
  EXPECT_EQ(ben.ask_and_wait(TakeLead{}), "not_for_your_role");
  EXPECT_EQ(ben.ask_and_wait(ResumeRound{}, "Dan doe ik het."), "not_for_your_role");
  EXPECT_FALSE(ana.has_notice("lead") || ben.has_notice("lead")) << "nobody was promoted";

  Participant reloaded(io);  // another page of the same seat, that knows nothing yet
  reloaded.take_seat(second.seat(), server.url());
  ASSERT_TRUE(reloaded.attach());
  const Known back = known_to(reloaded);
  EXPECT_EQ(back.code, second.code());
  EXPECT_EQ(back.lead, chair.code()) << "who led still does";
  EXPECT_EQ(back.floor, ana.code());
  EXPECT_EQ(back.hands, std::set<std::string>{ben.code()});
  EXPECT_TRUE(back.paused);
  EXPECT_EQ(back.remaining_ms, left);

  EXPECT_EQ(reloaded.ask_and_wait(TakeLead{}), "");
  EXPECT_EQ(reloaded.ask_and_wait(ResumeRound{}), "");
  ASSERT_TRUE(ana.wait([&] { return !stands_still(ana); }));
  std::cout << "the second facilitator took over " << standing_still.passed().count()
            << " ms after it was paused\n";
  EXPECT_LE(standing_still.passed(), seconds(60));
  const auto& clock = *ana.last("clock_changed");
  EXPECT_EQ(clock.clock->ends_ms - clock.at_ms, left) << "the clock stood still";
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Ik ga verder."), "");
  EXPECT_EQ(ben.ask_and_wait(Speak{}, "Ik ook?"), "not_your_turn");

  Participant first_again(io);
  first_again.take_seat(chair.seat(), server.url());
  ASSERT_TRUE(first_again.attach());
  EXPECT_EQ(first_again.code(), chair.code());
  EXPECT_EQ(known_to(first_again).lead, second.code());
  EXPECT_TRUE(ana.gap_free() && ben.gap_free());
}

TEST_F(Presence, AFacilitatorWhoComesBackInTimeStopsNobody) {
  second.drop();
  chair.drop();
  EXPECT_FALSE(ana.wait([&] { return stands_still(ana); }, seconds(5)));
  ASSERT_TRUE(chair.attach());
  EXPECT_FALSE(ana.wait([&] { return stands_still(ana); }, seconds(10)));
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Het ging gewoon door."), "");
}

// A machine that loses its network says nothing, and breaks no connection either.
TEST_F(Presence, AFacilitatorWhoFallsSilentIsGoneToo) {
  io_context standing_still;
  Participant silent(standing_still);
  silent.take_seat(chair.seat(), server.url());
  ASSERT_TRUE(silent.attach());
  second.drop();
  const auto took = until_it_stands_still("a silent facilitator");
  EXPECT_GE(took, milliseconds(7'500));
  EXPECT_LE(took, seconds(10));
}

TEST_F(Presence, AfterARestartTheWaitBeginsAnewAndQueueAndSeatsAreThere) {
  server.stop();
  server.start();
  ASSERT_TRUE(ana.attach(server.url()));
  const auto took = until_it_stands_still("a restart without facilitators");
  EXPECT_GE(took, milliseconds(7'900));
  EXPECT_LE(took, seconds(10));

  Participant reloaded(io);
  reloaded.take_seat(chair.seat(), server.url());
  ASSERT_TRUE(reloaded.attach());
  const Known back = known_to(reloaded);
  EXPECT_EQ(back.code, chair.code());
  EXPECT_EQ(back.floor, ana.code());
  EXPECT_EQ(back.hands, std::set<std::string>{ben.code()});
  EXPECT_EQ(reloaded.ask_and_wait(ResumeRound{}), "");
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Ik ga verder."), "");
}

}  // namespace
}  // namespace arena::test
