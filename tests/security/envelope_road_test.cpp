// SPDX-License-Identifier: EUPL-1.2
// A detached slot over the real road: tokens over the sockets, envelopes by HTTP without a name.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/open_slot_room.hpp"

namespace arena::test {
namespace {

using anonymity::Token;

using EnvelopesOnTheRoad = OpenSlotRoom<LoopbackServer>;

TEST_F(EnvelopesOnTheRoad, AreKeptOnceAndTheirHolderCanAskWhetherTheyAre) {
  const auto holder = token(*people.front());
  ASSERT_TRUE(holder);
  const auto status = [&] {
    return server.request("POST", "/api/envelopes/status", asked(*holder)).body;
  };
  EXPECT_EQ(status(), "{\"kept\":false}");
  for (int time = 0; time < 2; ++time) {
    const auto answer = hand_in(whole(*holder, "Niemand luistert."));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body, "{\"kept\":true}");
  }
  EXPECT_EQ(hand_in(whole(*holder, "Iets anders.")).status, 409U);
  EXPECT_EQ(status(), "{\"kept\":true}");
}

TEST_F(EnvelopesOnTheRoad, ArePassedOnToNobodyBeforeTheEnd) {
  const auto holder = token(*people.front());
  ASSERT_TRUE(holder);
  ASSERT_EQ(hand_in(whole(*holder, "Niemand luistert.")).status, 200U);
  ASSERT_EQ(chair.ask_and_wait(CancelSlot{}, "Er is brand."), "");
  for (Participant* person : {people.back().get(), &chair}) {
    ASSERT_TRUE(person->wait([&] { return person->has_notice("slot_over"); }));
    EXPECT_EQ(person->received().find("Niemand luistert."), std::string::npos);
  }
  EXPECT_EQ(hand_in(whole(*holder, "Niemand luistert.")).status, 410U);
  EXPECT_EQ(server.stored().find("Niemand luistert."), std::string::npos);
  EXPECT_FALSE(client.has_notice("slot") || client.has_notice("slot_over")) << "away";
}

TEST_F(EnvelopesOnTheRoad, NeedATokenOfThisSlot) {
  const auto holder = token(*people.front());
  ASSERT_TRUE(holder);
  Token forged = *holder;
  forged.output.bytes.front() ^= std::byte{1};
  EXPECT_EQ(hand_in(whole(forged, "vals")).status, 403U);
  EXPECT_FALSE(token(*people.front())) << "one for each seat";
  EXPECT_FALSE(token(chair));
  EXPECT_FALSE(token(client));
}

TEST_F(EnvelopesOnTheRoad, HaveOneLengthAndNoSender) {
  const auto holder = token(*people.front());
  ASSERT_TRUE(holder);
  const std::string body = whole(*holder, "tekst");
  EXPECT_EQ(hand_in(body.substr(1)).status, 400U);
  EXPECT_EQ(hand_in(body + "x").status, 400U);
  EXPECT_EQ(hand_in("").status, 400U);
  std::string marked = body;
  marked.back() = 'x';  // where the padding is
  EXPECT_EQ(hand_in(marked).status, 400U);
  EXPECT_EQ(server.request("GET", "/api/envelopes").status, 405U);
  EXPECT_EQ(server.request("POST", "/api/envelopes", body, "a bearer").status, 400U);
  EXPECT_NE(exchange("Cookie: who=me\r\n", body).find(" 400 "), std::string::npos);
  EXPECT_NE(exchange("Origin: https://elsewhere.example\r\n", body).find(" 403 "),
            std::string::npos);
  EXPECT_EQ(hand_in(body).status, 200U);
}

TEST_F(EnvelopesOnTheRoad, EndTheirConnectionWithTheAnswer) {
  const auto holder = token(*people.front());
  ASSERT_TRUE(holder);
  const std::string answer = exchange("", whole(*holder, "tekst"));
  EXPECT_NE(answer.find(" 200 "), std::string::npos) << answer;
  EXPECT_NE(answer.find("Connection: close"), std::string::npos) << answer;
}

TEST_F(EnvelopesOnTheRoad, CloseTheFloorForEverythingElseMeanwhile) {
  EXPECT_EQ(people.front()->ask_and_wait(Speak{}, "hardop"), "slot_open");
  EXPECT_EQ(people.front()->ask_and_wait(AskHelp{}, "hulp"), "");
  EXPECT_EQ(chair.ask_and_wait(OpenRound{5}), "slot_open");
  EXPECT_EQ(chair.ask_and_wait(Speak{}, "Neem de tijd."), "");
}

TEST_F(EnvelopesOnTheRoad, GoOnAfterARestartOfTheServer) {
  const auto holder = token(*people.front());
  ASSERT_TRUE(holder);
  ASSERT_EQ(hand_in(whole(*holder, "van daarvoor")).status, 200U);
  server.stop();
  server.start();
  EXPECT_EQ(hand_in(whole(*holder, "van daarvoor")).status, 200U);
  EXPECT_EQ(hand_in(whole(*holder, "iets anders")).status, 409U);
  ASSERT_TRUE(people.back()->attach(server.url()));
  EXPECT_TRUE(token(*people.back()));
}

}  // namespace
}  // namespace arena::test
