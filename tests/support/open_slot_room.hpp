// SPDX-License-Identifier: EUPL-1.2
// A conversation in which an anonymous slot is open for five people, on real sockets, with all they
// need to hand in an envelope. The server may be one in this process or one beside it.
#pragma once

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
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

template <class Value>
std::string raw_bytes(const Value& value) {
  return {reinterpret_cast<const char*>(value.bytes.data()), Value::size};
}

template <class Server>
class OpenSlotRoom : public ::testing::Test {
 protected:
  static constexpr int writers = 5;

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

  std::optional<anonymity::Token> token(Participant& person) {
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
    return anonymity::Token{input, outputs->front()};
  }

  std::string asked(const anonymity::Token& of) const {
    return raw_bytes(slot.slot) + raw_bytes(of.input) + raw_bytes(of.output);
  }
  std::string whole(const anonymity::Token& of, const std::string& text) const {
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

  Server server;
  boost::asio::io_context io;
  codec::ApiConversationCreated created;
  Participant chair{io};
  Participant client{io};
  std::vector<std::unique_ptr<Participant>> people;
  codec::SeenSlot slot;
};

}  // namespace arena::test
