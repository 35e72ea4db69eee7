// SPDX-License-Identifier: EUPL-1.2
// A detached slot over the real road: tokens over the sockets, envelopes by HTTP without a name.
#include <gtest/gtest.h>
#include <sodium.h>

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/anonymity/envelope.hpp"
#include "server/anonymity/slot.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {
namespace {

using anonymity::Token;

template <class Value>
std::string raw(const Value& value) {
  return {reinterpret_cast<const char*>(value.bytes.data()), Value::size};
}

constexpr int writers = 5;

class EnvelopesOnTheRoad : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_GE(sodium_init(), 0);
    created = server.create("arenagesprek_nabespreking");
    chair.join(link_for(created, "chair"));
    ASSERT_TRUE(chair.attach());
    client.join(link_for(created, "client"));
    ASSERT_TRUE(client.attach());
    for (int i = 0; i < writers; ++i) {
      people.push_back(std::make_unique<Participant>(io));
      people.back()->join(link_for(created, "professional"));
      ASSERT_TRUE(people.back()->attach());
    }
    ASSERT_TRUE(chair.admit(writers + 1));
    for (std::uint16_t round = 1; round <= 4; ++round) {
      ASSERT_EQ(chair.ask_and_wait(OpenRound{round}), "");
      ASSERT_TRUE(chair.wait([&] { return chair.room().round == round; }));
    }
    ASSERT_EQ(chair.ask_and_wait(OpenSlot{slot_writing_min, {}, {}}, "Wat zegt u nooit?"), "");
    for (const auto& person : people) {
      ASSERT_TRUE(person->wait([&] { return person->has_notice("slot"); }));
    }
    slot = *people.front()->last("slot")->slot;
  }

  std::optional<Token> token(Participant& person) {
    anonymity::TokenInput input;
    randombytes_buf(input.bytes.data(), input.bytes.size());
    const auto blinding = anonymity::blind(input.bytes);
    if (!person.ask_and_wait(RequestToken{slot.slot, blinding->blinded}).empty()) return {};
    const auto& issued = person.statuses();
    const auto found = std::find_if(issued.rbegin(), issued.rend(), [](const auto& status) {
      return status.kind == "token_issued";
    });
    if (found == issued.rend()) return {};
    anonymity::Evaluation evaluation{{found->evaluation.element}, {}};
    evaluation.proof.challenge.bytes = found->evaluation.challenge.bytes;
    evaluation.proof.response.bytes = found->evaluation.response.bytes;
    const anonymity::Bytes inputs[] = {input.bytes};
    const auto outputs = anonymity::unblind(inputs, {&*blinding, 1}, evaluation, slot.key);
    if (!outputs) return {};
    return Token{input, outputs->front()};
  }

  std::string asked(const Token& of) const {
    return raw(slot.slot) + raw(of.input) + raw(of.output);
  }
  std::string whole(const Token& of, const std::string& text) const {
    const auto envelope = anonymity::sealed(text);
    return asked(of) +
           std::string(reinterpret_cast<const char*>(envelope->data()), envelope->size());
  }
  net::Answer hand_in(const std::string& body) const {
    return server.request("POST", "/api/envelopes", body);
  }
  std::string exchange(const std::string& head, const std::string& body) const {
    return raw_exchange(server.url(),
                        "POST /api/envelopes HTTP/1.1\r\nHost: arena\r\n" + head +
                            "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
                        "}");
  }

  LoopbackServer server;
  boost::asio::io_context io;
  codec::ApiConversationCreated created;
  Participant chair{io};
  Participant client{io};
  std::vector<std::unique_ptr<Participant>> people;
  codec::SeenSlot slot;
};

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
