// SPDX-License-Identifier: EUPL-1.2
// `arena act` and `arena show` against a real server: one thing done or looked at, then gone.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "clients/cli/command.hpp"
#include "tests/support/loopback_server.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;
using test::link_for;
using test::LoopbackServer;

struct Outcome {
  int code{};
  std::string out, err;
};

class Visits : public testing::Test {
 protected:
  void SetUp() override {
    keep_seats_in("first");
    const auto created = server.create("arenagesprek_nabespreking");
    chair = link_for(created, "chair");
    client = link_for(created, "client");
    professional = link_for(created, "professional");
  }
  // Each is another person's home.
  void keep_seats_in(const std::string& name) const {
    const std::string home = (homes.path() / name).string();
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the server's threads read no environment
    ::setenv("XDG_STATE_HOME", home.c_str(), 1);
  }
  static Outcome run(std::vector<const char*> words) {
    words.insert(words.begin(), "arena");
    std::ostringstream out, err;
    Terminal terminal{0, out, err};
    const int code = cli::run(static_cast<int>(words.size()), words.data(), terminal);
    return {code, out.str(), err.str()};
  }
  static json shown(const std::string& link) {
    const Outcome outcome = run({"show", link.c_str(), "--json"});
    EXPECT_EQ(outcome.code, fine) << outcome.err;
    return json::parse(outcome.out);
  }
  void seat_a_client_and_a_professional() const {
    EXPECT_EQ(run({"show", client.c_str(), "--name", "Ada"}).code, fine);
    EXPECT_EQ(run({"show", professional.c_str()}).code, fine);
    EXPECT_EQ(run({"act", chair.c_str(), "admit", "all"}).code, fine);
  }
  // Of the round as people count it, and of all before it.
  void open_rounds_up_to(const std::string& wanted) const {
    for (const char* const round : {"o", "1", "2"}) {
      ASSERT_EQ(run({"act", chair.c_str(), "open-round", round}).code, fine) << round;
      if (round == wanted) return;
    }
  }

  test::TemporaryDirectory homes;
  LoopbackServer server;
  std::string chair, client, professional;
};

TEST_F(Visits, LeadAConversationFromAScript) {
  const json lobby = [&] {
    EXPECT_EQ(run({"show", client.c_str(), "--name", "Ada"}).code, fine);
    return shown(chair)["lobby"];
  }();
  ASSERT_EQ(lobby.size(), 1U);
  EXPECT_EQ(lobby[0]["name"], "Ada");
  EXPECT_EQ(lobby[0]["group"], "client");
  seat_a_client_and_a_professional();
  open_rounds_up_to("o");
  EXPECT_EQ(shown(client)["round"]["id"], "opening");
  EXPECT_EQ(run({"act", client.c_str(), "klaar"}).code, fine);
  const Outcome opened = run({"act", chair.c_str(), "open-round", "1", "--json"});
  EXPECT_EQ(opened.code, fine) << opened.err;
  EXPECT_EQ(json::parse(opened.out)["answers"], json::parse(R"([{"accepted":true}])"));
  EXPECT_EQ(run({"act", client.c_str(), "zeg", "/het begon hier"}).code, fine);
  const json seen = shown(professional);
  EXPECT_EQ(seen["round"]["id"], "ervaringen");
  EXPECT_EQ(seen["round"]["ring"], "outer");
  EXPECT_GT(seen["clock"]["left_ms"], 0);
  EXPECT_TRUE(seen["lobby"].empty());
  ASSERT_FALSE(seen["talk"].empty());
  EXPECT_EQ(seen["talk"].back()["text"], "/het begon hier");
  EXPECT_EQ(seen["talk"].back()["turn"], "1.1");
}

TEST_F(Visits, TellARefusalWithItsReasonAndExitOne) {
  seat_a_client_and_a_professional();
  open_rounds_up_to("1");
  const Outcome refused = run({"act", professional.c_str(), "say", "maar", "--json"});
  EXPECT_EQ(refused.code, said_no);
  const json answer = json::parse(refused.out)["answers"][0];
  EXPECT_EQ(answer["accepted"], false);
  EXPECT_EQ(answer["reason"], "listen_only");
  const json rounds = shown(professional)["script"]["rounds"];
  EXPECT_EQ(rounds[answer["opens_in_round"].get<std::size_t>() - 1]["id"], "nabespreking");
  const Outcome lines = run({"act", professional.c_str(), "--lang", "en", "say", "maar"});
  EXPECT_EQ(lines.code, said_no);
  EXPECT_TRUE(lines.out.starts_with("not sent: You are listening now")) << lines.out;
}

TEST_F(Visits, CarryAQuestionThroughTheGateByItsNumber) {
  seat_a_client_and_a_professional();
  open_rounds_up_to("2");
  ASSERT_EQ(run({"act", professional.c_str(), "vraag", "Wie belde u?"}).code, fine);
  EXPECT_EQ(run({"show", client.c_str(), "--json"}).out.find("Wie belde u?"), std::string::npos);
  const json waiting = shown(chair)["questions"];
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0]["state"], "waiting");
  const std::string number = std::to_string(waiting[0]["number"].get<int>());
  ASSERT_EQ(run({"act", chair.c_str(), "accept", number.c_str()}).code, fine);
  EXPECT_EQ(shown(chair)["questions"][0]["state"], "accepted");
  EXPECT_EQ(shown(client)["talk"].back()["text"], "Wie belde u?");
}

TEST_F(Visits, WaitOutsideUntilSomebodyLetsThemIn) {
  const Outcome early = run({"act", client.c_str(), "say", "hallo"});
  EXPECT_EQ(early.code, said_no);
  EXPECT_NE(early.err.find("has not let you in yet"), std::string::npos) << early.err;
  EXPECT_EQ(shown(client)["seat"], nullptr);
}

TEST_F(Visits, AcceptTheFileOfAKeptSeatInsteadOfTheLink) {
  const json seen = shown(chair);
  const auto file = seen["seat_file"].get<std::string>();
  keep_seats_in("second");
  EXPECT_EQ(shown(file)["seat"], seen["seat"]);
  EXPECT_EQ(shown(file)["seat_file"], file);
}

TEST_F(Visits, SayWhatIsWrongWithWhatWasAsked) {
  for (const std::vector<const char*>& words :
       {std::vector{"dance"}, {"open-round", "lunch"}, {"accept", "9"}, {"who"}, {"extend", "x"}}) {
    std::vector<const char*> all{"act", chair.c_str()};
    all.insert(all.end(), words.begin(), words.end());
    const Outcome outcome = run(all);
    EXPECT_EQ(outcome.code, misused) << words.front();
    EXPECT_TRUE(outcome.err.starts_with("arena: ")) << outcome.err;
    EXPECT_TRUE(outcome.out.empty());
  }
  EXPECT_EQ(run({"act", "http://127.0.0.1:1/#123", "pass"}).code, misused);
  EXPECT_EQ(run({"show"}).code, misused);
}

TEST_F(Visits, ReadAsTextForPeople) {
  seat_a_client_and_a_professional();
  open_rounds_up_to("1");
  ASSERT_EQ(run({"act", client.c_str(), "say", "Het begon hier."}).code, fine);
  const std::string text = run({"show", chair.c_str()}).out;
  EXPECT_NE(text.find("Ronde 1 van 4: Ervaringen vertellen · alleen luisteren"), std::string::npos)
      << text;
  EXPECT_NE(text.find("  Het begon hier.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Wie zit waar"), std::string::npos) << text;
}

TEST_F(Visits, TakeBackTheirOwnWords) {
  seat_a_client_and_a_professional();
  open_rounds_up_to("1");
  for (const char* const words : {"Het begon hier.", "En dit ging mis."}) {
    ASSERT_EQ(run({"act", client.c_str(), "say", words}).code, fine);
  }
  EXPECT_EQ(run({"withdraw", client.c_str()}).code, misused);
  EXPECT_EQ(run({"withdraw", client.c_str(), "--turn", "1.1", "--all"}).code, misused);
  EXPECT_EQ(run({"withdraw", client.c_str(), "--turn", "gisteren"}).code, misused);
  EXPECT_EQ(run({"withdraw", chair.c_str(), "--turn", "1.1"}).code, said_no) << "somebody else's";
  EXPECT_EQ(shown(professional)["talk"].back()["text"], "En dit ging mis.");
  const Outcome one = run({"withdraw", client.c_str(), "--turn", "1.2"});
  EXPECT_EQ(one.code, fine) << one.err;
  EXPECT_TRUE(one.out.starts_with("1 text is gone,")) << one.out;
  EXPECT_EQ(shown(professional)["talk"].back()["text"], "");
  const Outcome all = run({"withdraw", client.c_str(), "--all", "--json"});
  EXPECT_EQ(json::parse(all.out)["erased"], 1) << all.out;
  EXPECT_EQ(run({"withdraw", client.c_str(), "--all"}).code, said_no) << "nothing is left";
}

}  // namespace
}  // namespace arena::cli
