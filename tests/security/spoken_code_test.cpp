// SPDX-License-Identifier: EUPL-1.2
// Codes that are said aloud: what is read as one, and that guessing them from wherever it may be
// finds nothing and holds up nobody who has a link.
#include "server/codec/spoken_code.hpp"

#include <gtest/gtest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <iostream>
#include <random>
#include <string>

#include "server/app/codes.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/seeded_entropy.hpp"

namespace arena::test {
namespace {

namespace asio = boost::asio;

// ---- how a code is read ------------------------------------------------------------------------

TEST(SpokenCode, IsReadHoweverPeopleTypeIt) {
  const auto code = codec::read_spoken_code("7KQ2-M4X0");
  ASSERT_TRUE(code);
  EXPECT_EQ(codec::spoken_code_text(*code), "7KQ2-M4X0");
  for (const char* typed : {"7kq2m4x0", "7KQ2 M4X0", " 7k q2-m4 xO ", "7-K-Q-2-M-4-X-o"}) {
    EXPECT_EQ(codec::read_spoken_code(typed), code) << typed;
  }
  EXPECT_EQ(codec::read_spoken_code("1111-1111"), codec::read_spoken_code("IiLl-i1l1"));
}

TEST(SpokenCode, IsNothingElse) {
  for (const char* typed : {"", "7KQ2-M4X", "7KQ2-M4XPP", "7KQ2-M4XU", "7KQ2_M4XP", "7KQ2-M4Xé",
                            "--------", "00000000000000000000000000000000"}) {
    EXPECT_FALSE(codec::read_spoken_code(typed)) << typed;
  }
}

TEST(SpokenCode, OfEveryRandomByteIsReadBack) {
  SeededEntropy entropy(1);
  app::SpokenCodes codes(entropy);
  for (int i = 0; i < 1'000; ++i) {
    const hub::Secret code = codes.make();
    EXPECT_TRUE(codec::is_spoken_code(code));
    EXPECT_EQ(codec::read_link_secret(codec::spoken_code_text(code)), code);
    EXPECT_EQ(codec::read_link_secret(codec::hex(code)), code) << "guessing in digits is guessing";
  }
}

TEST(SpokenCode, OfALinkThereIsNone) {
  SeededEntropy entropy(2);
  for (int i = 0; i < 1'000; ++i) {
    hub::Secret link;
    entropy.fill(link.bytes);
    EXPECT_FALSE(codec::is_spoken_code(link));
  }
}

// ---- how guesses are counted -------------------------------------------------------------------

TEST(SpokenCodes, AreDeadAfterAHundredWrongOnesAndANewOneIsNot) {
  SeededEntropy entropy(3);
  app::SpokenCodes codes(entropy);
  const hub::Secret code = codes.make();
  const hub::Secret wrong = *codec::read_spoken_code("00000000");
  for (std::size_t i = 0; i + 1 < app::SpokenCodes::wrong_max; ++i) (void)codes.try_code(wrong);
  EXPECT_TRUE(codes.try_code(code));
  codes.right();
  EXPECT_TRUE(codes.try_code(code)) << "the right one counts for nothing";
  codes.right();
  (void)codes.try_code(wrong);
  EXPECT_FALSE(codes.try_code(code));
  EXPECT_TRUE(codes.try_code(codes.make()));
}

// Right tries that are under way when a code is made are taken back after it.
TEST(SpokenCodes, MadeWhileOthersComeInAreAlive) {
  SeededEntropy entropy(7);
  app::SpokenCodes codes(entropy);
  const hub::Secret old = codes.make();
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(codes.try_code(old));
  const hub::Secret fresh = codes.make();
  for (int i = 0; i < 5; ++i) codes.right();
  EXPECT_TRUE(codes.try_code(fresh));
}

// Guesses that are under way together do not slip through together.
TEST(SpokenCodes, CountATryBeforeItIsAnswered) {
  SeededEntropy entropy(4);
  app::SpokenCodes codes(entropy);
  const hub::Secret code = codes.make();
  std::size_t taken = 0;
  for (int i = 0; i < 1'000; ++i) taken += codes.try_code(code) ? 1 : 0;
  EXPECT_EQ(taken, app::SpokenCodes::wrong_max);
}

// ---- over real sockets -------------------------------------------------------------------------

struct Door {
  LoopbackServer server;
  codec::ApiConversationCreated created = server.create("open_gesprek");

  [[nodiscard]] net::Answer ask_for(const codec::ApiNewLink& wanted) const {
    return server.administer("POST",
                             "/api/conversations/" + codec::hex(created.conversation) + "/links",
                             codec::encode_new_link(wanted));
  }
  [[nodiscard]] std::string code() const {
    const auto link = codec::decode_link(ask_for({"client", std::nullopt, true}).body);
    return link ? link->url.substr(link->url.find('#') + 1) : "";
  }
  // What a person at `address` is answered who gives `link`: a code, or what follows the # of a
  // link.
  [[nodiscard]] std::string join_from(const std::string& address, const std::string& link) const {
    const std::string body = R"({"link":")" + link + R"("})";
    const net::Url url = url_of(server.url());
    asio::io_context io;
    asio::ip::tcp::socket socket(io, {asio::ip::make_address(address), 0});
    socket.connect(
        {asio::ip::make_address(url.host), static_cast<std::uint16_t>(std::stoul(url.port))});
    asio::write(socket, asio::buffer("POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                     "application/json\r\nConnection: close\r\nContent-Length: " +
                                     std::to_string(body.size()) + "\r\n\r\n" + body));
    std::string answer;
    boost::system::error_code end;
    asio::read(socket, asio::dynamic_buffer(answer), end);
    return answer.substr(0, answer.find("\r\n")) + answer.substr(answer.find("\r\n\r\n"));
  }
};

bool admitted(const std::string& answer) { return answer.starts_with("HTTP/1.1 200 "); }

std::string somewhere(std::mt19937_64& chance) {
  return "127." + std::to_string(1 + chance() % 250) + "." + std::to_string(chance() % 250) + "." +
         std::to_string(1 + chance() % 250);
}

TEST(Codes, GuessedFromManyAddressesAreNotFoundAndHoldUpNobodyBehindTheSameAddress) {
  const Door door;
  const std::string code = door.code();
  const std::string link = link_for(door.created, "client");
  const std::string secret = link.substr(link.find('#') + 1);
  SeededEntropy entropy(5);
  app::SpokenCodes guesses(entropy);
  std::mt19937_64 chance(6);
  std::set<std::string> refusals;
  std::size_t guessed = 0, found = 0, by_code = 0, by_link = 0;
  const auto guess_from = [&](const std::string& address) {
    const std::string answer = door.join_from(address, codec::spoken_code_text(guesses.make()));
    ++guessed;
    found += admitted(answer) ? 1 : 0;
    refusals.insert(answer);
  };

  // Fifteen people in one centre come by the code, while somebody there and others elsewhere guess.
  for (int person = 0; person < 15; ++person) {
    for (int i = 0; i < 3; ++i) guess_from("127.0.0.1");
    for (int i = 0; i < 3; ++i) guess_from(somewhere(chance));
    by_code += admitted(door.join_from("127.0.0.1", code)) ? 1 : 0;
  }
  EXPECT_EQ(by_code, 15U);
  // Then the guessing goes on: the code is dead, and nobody can tell from the answer.
  for (int i = 0; i < 2'000; ++i) guess_from(i % 2 == 0 ? "127.0.0.1" : somewhere(chance));
  refusals.insert(door.join_from("127.0.0.1", code));
  EXPECT_EQ(refusals.size(), 1U) << "every refusal is the same";
  EXPECT_TRUE(refusals.begin()->starts_with("HTTP/1.1 404 "));
  // Who has a link is not held up, and a new code opens again.
  for (int person = 0; person < 14; ++person) {
    guess_from("127.0.0.1");
    by_link += admitted(door.join_from("127.0.0.1", secret)) ? 1 : 0;
  }
  EXPECT_EQ(by_link, 14U);
  EXPECT_TRUE(admitted(door.join_from("127.0.0.1", door.code())));
  EXPECT_EQ(found, 0U);
  std::cout << "codes guessed " << found << " of " << guessed
            << ", dead after 100 wrong ones; joined meanwhile behind the same address " << by_code
            << " of 15 by code, " << by_link << " of 14 by link, 1 of 1 by a new code\n";
}

TEST(Codes, AdmitAllWhoHearThemThroughTheLobby) {
  const Door door;
  const std::string code = door.code();
  for (const char* typed : {code.c_str(), "zz"}) {
    const auto answer = door.join_from("127.0.0.1", typed);
    EXPECT_EQ(admitted(answer), typed == code) << answer;
  }
  const std::string again = door.join_from("127.0.0.1", code);
  EXPECT_TRUE(admitted(again));
  EXPECT_NE(again.find(R"("seated":false)"), std::string::npos);
}

TEST(Codes, AreNotMadeForWhoLeads) {
  const Door door;
  const net::Answer refused = door.ask_for({"chair", std::nullopt, true});
  EXPECT_EQ(refused.status, 409U);
  EXPECT_NE(refused.body.find("code_not_for_facilitators"), std::string::npos);
}

TEST(Codes, EndWithTheirTimeAndAreAllUnlike) {
  const Door door;
  const auto old = codec::decode_link(door.ask_for({"client", Instant{1}, true}).body);
  ASSERT_TRUE(old);
  EXPECT_EQ(old->kind, "spoken");
  const std::string code = old->url.substr(old->url.find('#') + 1);
  EXPECT_TRUE(door.join_from("127.0.0.1", code).starts_with("HTTP/1.1 410 "));
  EXPECT_NE(door.code(), door.code());
}

}  // namespace
}  // namespace arena::test
