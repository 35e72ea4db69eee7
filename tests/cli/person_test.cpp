// SPDX-License-Identifier: EUPL-1.2
// One seat over the wire: what was not answered is sent again, what was answered never is.
#include "clients/cli/person.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "clients/cli/qr.hpp"
#include "clients/cli/server_link.hpp"
#include "tests/support/loopback_server.hpp"

namespace arena::cli {
namespace {

using test::link_for;
using test::LoopbackServer;

constexpr std::chrono::seconds limit{20};

class Seated : public testing::Test {
 protected:
  void SetUp() override {
    const auto link = parse_link(link_for(server.create("open_gesprek"), "chair"));
    ASSERT_TRUE(link);
    seat = take_seat(*link, "");
    Person::Hooks hooks;
    hooks.notice = [this](const codec::SeenNotice& notice) {
      if (notice.kind == "contribution") heard.push_back(notice.text);
    };
    hooks.line = [this](bool connected) { connected ? ++connections : ++losses; };
    hooks.over = [this](const std::string& why) { over = why; };
    person = std::make_unique<Person>(
        io,
        [this]() -> std::optional<net::Url> {
          auto url = net::parse_url(server.url());
          if (!url) return std::nullopt;
          return *url;
        },
        seat.secret, hooks);
    ASSERT_TRUE(run_until(io, limit, [&] { return person->seated() && person->connected(); }));
  }

  // "" if accepted, otherwise the reason.
  std::string answer_to(ActBody act, const std::string& text = {}) {
    std::optional<Reply> reply;
    person->send(std::move(act), text, [&](const Reply& given) { reply = given; });
    EXPECT_TRUE(run_until(io, limit, [&] { return reply.has_value(); }));
    return !reply || !*reply ? "" : (*reply)->reason;
  }

  LoopbackServer server;
  boost::asio::io_context io;
  Seat seat;
  std::vector<std::string> heard;
  int connections{}, losses{};
  std::optional<std::string> over;
  std::unique_ptr<Person> person;
};

TEST_F(Seated, KeepsItsOrderOfActs) {
  std::vector<int> answered;
  person->send(OpenRound{1}, {}, nullptr);
  ASSERT_TRUE(run_until(io, limit, [&] { return person->room().round == 1; }));
  for (int i = 0; i < 5; ++i) {
    person->send(Speak{}, std::to_string(i),
                 [&answered, i](const Reply&) { answered.push_back(i); });
  }
  ASSERT_TRUE(run_until(io, limit, [&] { return answered.size() == 5 && heard.size() == 5; }));
  EXPECT_EQ(answered, (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(heard, (std::vector<std::string>{"0", "1", "2", "3", "4"}));
}

TEST_F(Seated, FindsItsServerOnAnotherPortAndGivesWhatWaitedOnce) {
  ASSERT_EQ(answer_to(OpenRound{1}), "");
  ASSERT_EQ(answer_to(Speak{}, "voor"), "");
  server.stop();
  ASSERT_TRUE(run_until(io, limit, [&] { return losses == 1; }));
  std::optional<Reply> reply;
  person->send(Speak{}, "erna", [&](const Reply& given) { reply = given; });
  server.start();
  ASSERT_TRUE(run_until(io, limit, [&] { return reply && heard.size() == 2; }));
  EXPECT_FALSE(*reply);
  EXPECT_EQ(heard, (std::vector<std::string>{"voor", "erna"}));
  EXPECT_EQ(connections, 2);
}

TEST_F(Seated, NeverRepeatsWhatWasRefused) {
  EXPECT_EQ(answer_to(Speak{}, "te vroeg"), "not_open");
  server.stop();
  server.start();
  ASSERT_TRUE(run_until(io, limit, [&] { return connections == 2; }));
  EXPECT_EQ(answer_to(OpenRound{1}), "");
  EXPECT_EQ(person->resent(), 0U);
  EXPECT_TRUE(heard.empty());
}

TEST_F(Seated, SaysWhenTheSeatIsInUseElsewhere) {
  Person other(io, [this]() -> std::optional<net::Url> { return *net::parse_url(server.url()); },
               seat.secret, {});
  ASSERT_TRUE(run_until(io, limit, [&] { return over.has_value(); }));
  EXPECT_EQ(*over, "this seat is now in use on another device.");
  EXPECT_EQ(person->close_code(), 4006U);
}

TEST(Links, AreReadWholeOrNotAtAll) {
  EXPECT_TRUE(parse_link("http://127.0.0.1:8470/#" + std::string(32, 'f')));
  for (const std::string& link :
       {std::string("http://127.0.0.1:8470/"), "http://127.0.0.1:8470/#" + std::string(31, 'f'),
        "http://127.0.0.1:8470/#" + std::string(32, 'g'), std::string("hello")}) {
    EXPECT_FALSE(parse_link(link)) << link;
  }
}

TEST(QrCode, IsASquareWithItsQuietZone) {
  const std::string code = qr_code("http://127.0.0.1:8470/#" + std::string(32, 'f'));
  const std::string blank_line = code.substr(0, code.find('\n'));
  EXPECT_EQ(blank_line.find(' '), std::string::npos);  // light, which is painted
  const auto rows = std::count(code.begin(), code.end(), '\n');
  EXPECT_GT(rows, 10);
  EXPECT_TRUE(code.ends_with("\n"));
  EXPECT_EQ(qr_code(std::string(10'000, 'x')), "");
}

}  // namespace
}  // namespace arena::cli
