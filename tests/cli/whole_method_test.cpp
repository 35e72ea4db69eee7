// SPDX-License-Identifier: EUPL-1.2
// A whole method from the door to the answer on the letter, led and taken part in by
// `arena act --json` and `arena show --json` alone: whatever a facilitator does on a screen, a
// script can do.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "clients/cli/command.hpp"
#include "tests/support/loopback_server.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;
using Words = std::vector<std::string>;

class WholeMethod : public testing::Test {
 protected:
  explicit WholeMethod(const std::string& script) : created(server.create(script)) {}

  struct Outcome {
    int code{};
    std::string out, err;
  };
  static Outcome run(const Words& words) {
    std::vector<const char*> argv{"arena"};
    for (const std::string& word : words) argv.push_back(word.c_str());
    std::ostringstream out, err;
    Terminal terminal{0, out, err};
    const int code = cli::run(static_cast<int>(argv.size()), argv.data(), terminal);
    return {code, out.str(), err.str()};
  }
  static json show(const std::string& seat) {
    const Outcome outcome = run({"show", seat, "--lang", "en", "--json"});
    EXPECT_EQ(outcome.code, fine) << outcome.err;
    return outcome.code == fine ? json::parse(outcome.out) : json{};
  }
  static Outcome act(const std::string& seat, const Words& words) {
    Words all{"act", seat, "--lang", "en", "--json"};
    all.insert(all.end(), words.begin(), words.end());
    return run(all);
  }
  static void does(const std::string& seat, const Words& words) {
    const Outcome outcome = act(seat, words);
    EXPECT_EQ(outcome.code, fine) << words.front() << ": " << outcome.out << outcome.err;
  }
  // The reason; the sentence must be one, in words.
  static std::string refused(const std::string& seat, const Words& words) {
    const Outcome outcome = act(seat, words);
    EXPECT_EQ(outcome.code, said_no) << words.front() << ": " << outcome.out << outcome.err;
    if (outcome.code != said_no || outcome.out.empty()) return "not refused";
    const json answer = json::parse(outcome.out)["answers"][0];
    const auto sentence = answer["sentence"].get<std::string>();
    EXPECT_TRUE(sentence.starts_with("not sent: ") && sentence.ends_with('.')) << sentence;
    return answer["reason"];
  }

  // Follows a link on a device of one's own; gives the file of the seat.
  std::string come(const std::string& group, const std::string& name) {
    return follow(test::link_for(created, group), name);
  }
  std::string follow(const std::string& link, const std::string& name) {
    const std::string home = (homes.path() / name).string();
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the server's threads read no environment
    ::setenv("XDG_STATE_HOME", home.c_str(), 1);
    const Outcome outcome = run({"show", link, "--name", name, "--json"});
    EXPECT_EQ(outcome.code, fine) << outcome.err;
    return json::parse(outcome.out)["seat_file"];
  }
  static std::string code_of(const std::string& seat) { return show(seat)["seat"]; }
  static const json* named(const json& all, const std::string& key, const json& value) {
    for (const json& each : all) {
      if (each.contains(key) && each[key] == value) return &each;
    }
    return nullptr;
  }

  test::TemporaryDirectory homes;
  test::LoopbackServer server;
  codec::ApiConversationCreated created;
};

class RingSwapByScript : public WholeMethod {
 protected:
  RingSwapByScript() : WholeMethod("klantarena_ringwissel") {
    chair = come("chair", "Gea");
    second = come("chair", "Hans");
    for (const char* const name : {"Ada", "Bo", "Cas"}) clients.push_back(come("client", name));
    staff = come("medewerker", "Mo");
    manager = come("manager", "Lea");
    everybody = clients;
    everybody.insert(everybody.end(), {staff, manager});
  }
  void opening() {
    EXPECT_EQ(show(chair)["lobby"].size(), 5U);
    does(chair, {"admit", "all"});
    does(chair, {"open-round", "opening", "Everybody is here."});
    for (const std::string& seat : everybody) does(seat, {"ready"});
    const json seen = show(chair);
    EXPECT_EQ(seen["round"]["label"], "o");
    EXPECT_EQ(seen["round"]["ready"].size(), 5U);
    EXPECT_EQ(seen["round"]["may_end"], json::array({"all_submitted"}));
    EXPECT_EQ(seen["script"]["rules"].size(), 10U);
    EXPECT_EQ(seen["lead"], seen["seat"]);
  }
  // Clients tell; staff listen, and keep what they think to themselves.
  void telling() {
    does(chair, {"open-round", "1"});
    does(clients[0], {"say", "Nobody calls me back."});
    does(chair, {"type-for", code_of(clients[1]), "Nor", "me."});
    does(clients[2], {"pass"});
    EXPECT_EQ(refused(chair, {"type-for", code_of(clients[2]), "Nor me."}), "passed_already");
    EXPECT_EQ(refused(staff, {"say", "But we do call."}), "listen_only");
    does(staff, {"note", "Call back"});
    does(staff, {"mark", "1.1"});
    const json seen = show(clients[0]);
    EXPECT_EQ(seen["talk"].back()["kind"], "pass");
    const json* const typed = named(seen["talk"], "turn", "1.2");
    ASSERT_NE(typed, nullptr);
    EXPECT_EQ((*typed)["code"], code_of(clients[1]));
    EXPECT_EQ((*typed)["scribe"], code_of(chair));
    EXPECT_EQ(show(staff)["notes"], json::parse(R"([{"number":1,"text":"Call back"}])"));
    EXPECT_EQ(show(staff)["marks"], json::array({"1.1"}));
  }
  // The gate; two facilitators at once on one question.
  void questions() {
    does(chair, {"open-round", "2"});
    does(staff, {"ask", "Who did you call?"});
    does(second, {"accept", "1"});
    EXPECT_EQ(refused(chair, {"withhold", "1", "A reproach."}), "already_decided");
    does(clients[0], {"answer", "1", "The desk."});
    EXPECT_EQ(show(chair)["questions"][0]["state"], "accepted");
    does(chair, {"offer-lead", code_of(second)});
    EXPECT_EQ(show(second)["lead_offered"], code_of(second));
    does(second, {"take-lead"});
    EXPECT_EQ(show(chair)["lead"], code_of(second));
  }
  // The rings swap: the floor goes round, and what was noted is brought along.
  void swap() {
    does(chair, {"open-round", "3"});
    does(chair, {"next"});
    const bool staff_first = show(chair)["floor"] == code_of(staff);
    for (const bool of_staff : {staff_first, !staff_first}) {
      const std::string& speaker = of_staff ? staff : manager;
      EXPECT_EQ(show(chair)["floor"], code_of(speaker));
      if (of_staff) {
        does(speaker, {"bring", "1"});
        does(speaker, {"bring-mark", "1.1"});
        does(speaker, {"lesson", "1.1", "Call people back."});
      } else {
        does(speaker, {"propose", "Make a list of calls."});
      }
      does(speaker, {"pass"});
    }
    const json seen = show(clients[0]);
    EXPECT_NE(named(seen["talk"], "kind", "note"), nullptr);
    EXPECT_NE(named(seen["talk"], "kind", "mark"), nullptr);
    EXPECT_EQ(seen["round"]["ring"], "outer");
  }
  void agreements() {
    does(chair, {"open-round", "4"});
    const json mine = show(clients[0])["lessons"];
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine[0]["text"], "Call people back.");
    does(clients[0], {"judge", number(mine[0]), "recognised"});
    does(clients[1], {"judge", number(mine[0]), "partly"});
    const json seen = show(chair);
    ASSERT_EQ(seen["lessons"].size(), 1U);
    ASSERT_EQ(seen["items"].size(), 1U);
    const std::string lesson = number(seen["lessons"][0]);
    const std::string action = number(seen["items"][0]);
    EXPECT_EQ(refused(chair, {"assign", lesson, "2020-01-31", "Mo"}), "date_in_past");
    EXPECT_EQ(refused(chair, {"decide", lesson, "done"}), "owner_missing");
    EXPECT_EQ(refused(chair, {"decide", lesson, "declined"}), "reason_missing");
    does(chair, {"assign", lesson, "2099-12-31", "signal", "Team", "Work"});
    does(chair, {"evidence", lesson, "1.2"});
    does(chair, {"decide", lesson, "adopted"});
    EXPECT_EQ(refused(second, {"decide", lesson, "adopted"}), "already_decided");
    does(chair, {"assign", action, "2099-06-30", code_of(manager)});
    does(chair, {"state", action, "2"});
    const json known = show(clients[2]);
    const json shared = known["lessons"][0];
    EXPECT_EQ(shared["owner"], "Team Work");
    EXPECT_EQ(shared["decision"], "adopted");
    EXPECT_EQ(shared["signal"], true);
    EXPECT_EQ(shared["evidence"], json::array({"1.1", "1.2"}));
    EXPECT_TRUE(shared["verdicts"].empty());  // for the chair alone
    EXPECT_EQ(show(chair)["lessons"][0]["verdicts"].size(), 2U);
    EXPECT_EQ(show(chair)["items"][0]["state_title"], "Done");
  }
  void care() {
    does(clients[1], {"help-me", "May I go out for a moment?"});
    does(chair, {"answer-help", code_of(clients[1]), "Of course."});
    does(chair, {"warn", code_of(manager), "Please do not interrupt."});
    does(chair, {"incident", code_of(manager), "Interrupted", "twice."});
    does(chair, {"close-incident", "1", "Talked about it."});
    does(clients[0], {"keep", "lessons"});
    EXPECT_EQ(show(manager)["warnings"][0]["text"], "Please do not interrupt.");
    EXPECT_EQ(show(chair)["incidents"][0]["closed"], true);
    EXPECT_TRUE(show(clients[1])["incidents"].empty());
    EXPECT_EQ(show(clients[0])["consent"]["level"], "lessons_only");
  }
  void closing() {
    does(chair, {"open-round", "afsluiting"});
    does(clients[0], {"say", "I was heard."});
    does(chair, {"open-round", "nacheck"});
    for (const std::string& seat : everybody) {
      for (const char* const ballot : {"1", "2", "3"}) does(seat, {"vote", ballot, "5"});
    }
    EXPECT_EQ(refused(staff, {"vote", "1", "5", "because"}), "no_such_choice");
    const json ballots = show(staff)["ballots"];
    const json* const own = named(ballots, "id", "stem");
    ASSERT_NE(own, nullptr);
    EXPECT_EQ((*own)["own"]["choices"], json::array({5}));
    does(chair, {"end-sitting", "Done", "for", "today."});
  }
  void letter() {
    const json seen = show(chair);
    const std::string lesson = number(seen["lessons"][0]);
    const Outcome empty = act(chair, {"letter", "Dear", "all,"});
    EXPECT_EQ(empty.code, misused);
    EXPECT_NE(empty.err.find("A letter is about lessons. Name their numbers first."),
              std::string::npos)
        << empty.err;
    does(chair, {"letter", lesson, "Dear", "all,", "we", "will", "call."});
    EXPECT_EQ(show(clients[0])["letters"], json::array({"Dear all, we will call."}));
    does(clients[0], {"answer-letter", "Thank", "you."});
    EXPECT_EQ(show(chair)["letter_answers"][0]["text"], "Thank you.");
    EXPECT_TRUE(show(clients[1])["letter_answers"].empty());
    does(chair, {"close", "It", "is", "done."});
  }
  static std::string number(const json& item) { return std::to_string(item["number"].get<int>()); }

  std::string chair, second, staff, manager;
  Words clients, everybody;
};

TEST_F(RingSwapByScript, IsLedFromTheDoorToTheAnswerOnTheLetter) {
  opening();
  telling();
  questions();
  swap();
  agreements();
  care();
  closing();
  letter();
}

// Three statements, each with a stand before and after: the repetitions, by their labels alone.
class StandsByScript : public WholeMethod {
 protected:
  StandsByScript() : WholeMethod("goed_werk_plaats") {}
};

TEST_F(StandsByScript, TakesEveryStatementInTurn) {
  const std::string chair = come("chair", "Gea");
  Words people;
  for (const char* const name : {"a", "b", "c", "d", "e", "f"}) {
    people.push_back(come("professional", name));
  }
  does(chair, {"admit", "all"});
  does(chair, {"open-round", "o"});
  for (const char* const time : {"1", "2", "3"}) {
    const std::string of = std::string("/") + time;
    does(chair, {"open-round", "1" + of});
    const json seen = show(people[0]);
    EXPECT_EQ(seen["round"]["repetition"], std::stoi(time));
    EXPECT_EQ(
        seen["round"]["subject"].get<std::string>().rfind("Statement " + std::string(time), 0), 0U);
    for (std::size_t i = 0; i < people.size(); ++i) {
      // The first time there are too few; nothing of them is shown.
      if (of == "/1" && i > 2) continue;
      does(people[i], {"vote", "1", i < 3 ? "4" : "2"});
    }
    does(chair, {"open-round", "2" + of});
    const json result = show(people[5])["ballots"].back()["result"];
    EXPECT_EQ(result["below_floor"], of == "/1");
    EXPECT_EQ(result["answered"], of == "/1" ? 0 : 6);
    if (of != "/1") {
      EXPECT_EQ(result["tallies"][3], json::parse(R"({"number":4,"title":"agree","count":3})"));
    }
    does(people[0], {"say", "So it is."});
    EXPECT_EQ(show(people[1])["talk"].back()["turn"], "2" + of + ".1");
    does(chair, {"open-round", "3" + of});
  }
  does(chair, {"open-round", "afsluiting"});
  const json told = show(chair)["talk"];
  EXPECT_NE(named(told, "text",
                  "Result of \"Do you agree with the statement? (statement 1)\": fewer than 4 "
                  "answers, so nothing is shown."),
            nullptr)
      << told;
  does(chair, {"end-sitting"});
  does(chair, {"close"});
}

// Two conversations of a series: what was left open in the first stands in the second.
class SeriesByScript : public WholeMethod {
 protected:
  SeriesByScript() : WholeMethod("arenagesprek_nabespreking") {}

  Outcome renew(const std::string& after, const Words& more = {}) {
    Words words{"new",    "--script",    "arenagesprek_nabespreking",
                "--data", server.data(), "--title",
                "Again",  "--after",     after,
                "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
};

TEST_F(SeriesByScript, TakesTheOpenLessonsAlong) {
  const std::string first = codec::hex(created.conversation);
  const std::string chair = come("chair", "Gea");
  const std::string ada = come("client", "Ada");
  const std::string mo = come("professional", "Mo");
  does(chair, {"admit", "all"});
  does(chair, {"open-round", "opening"});
  does(chair, {"open-round", "ervaringen"});
  does(ada, {"say", "Nobody calls me back."});
  EXPECT_EQ(renew(first).code, said_no);  // it is under way
  EXPECT_NE(renew(first).err.find("end its sitting first"), std::string::npos);
  does(chair, {"open-round", "verduidelijking"});
  does(chair, {"open-round", "nabespreking"});
  does(mo, {"lesson", "1.1", "Call people back."});
  does(mo, {"lesson", "1.1", "Write shorter letters."});
  does(mo, {"lesson", "1.1", "Open on Saturdays."});
  does(chair, {"assign", "1", "2099-12-31", "Team", "Work"});
  does(chair, {"decide", "1", "adopted"});
  does(chair, {"assign", "2", "Team", "Work"});
  does(chair, {"decide", "2", "done"});
  does(chair, {"decide", "3", "declined", "Nobody", "is", "there."});
  does(chair, {"end-sitting"});
  does(chair, {"letter", "1", "We", "will", "call."});
  does(ada, {"answer-letter", "Please", "do."});

  const Outcome made =
      renew(first, {"--releaser", "J. de Vries", "--learning-question", "When do you feel heard?"});
  ASSERT_EQ(made.code, fine) << made.err;
  const json second = json::parse(made.out);
  std::string link;
  for (const json& each : second["links"]) {
    if (each["group"] == "chair") link = each["url"];
  }
  const std::string hans = follow(link, "Hans");
  does(hans, {"open-round", "opening"});
  const json seen = show(hans);
  ASSERT_EQ(seen["lessons"].size(), 1U) << seen["lessons"];  // neither what is done nor declined
  EXPECT_EQ(seen["lessons"][0]["text"], "Call people back.");
  EXPECT_EQ(seen["lessons"][0]["owner"], "Team Work");
  EXPECT_EQ(seen["lessons"][0]["decision"], "adopted");
  EXPECT_FALSE(seen["lessons"][0]["due_ms"].is_null());
  EXPECT_EQ(seen["learning_questions"], json::array({"When do you feel heard?"}));

  const std::string file = (homes.path() / "report.docx").string();
  const Outcome report = run({"report", "--data", server.data(), "--conversation",
                              second["conversation"], "--format", "docx", "--out", file});
  EXPECT_EQ(report.code, fine) << report.err;
}

// Before the start every client says whether a listener decides about them.
TEST_F(SeriesByScript, ReadsOnceWhoDecidesAboutAClientAndExcusesThem) {
  const std::string chair = come("chair", "Gea");
  const std::string ada = come("client", "Ada");
  const std::string mo = come("professional", "Mo");
  does(chair, {"admit", "all"});
  const std::string code = show(mo)["seat"];
  does(ada, {"case-worker", code});
  EXPECT_TRUE(show(chair)["case_workers"].is_null());
  does(chair, {"case-workers"});
  const json answers = show(chair)["case_workers"];
  EXPECT_EQ(answers["asked"], 1);
  EXPECT_EQ(answers["answered"], 1);
  EXPECT_EQ(answers["listeners"], json::array({code}));
  EXPECT_TRUE(show(ada)["case_workers"].is_null());
  does(chair, {"excuse", code});
  does(chair, {"open-round", "opening"});
  EXPECT_TRUE(show(chair)["case_workers"].is_null());
}

TEST_F(SeriesByScript, IsToldInOneSentenceWhatCannotBeContinuedOrChosen) {
  EXPECT_EQ(renew("c3").code, misused);
  const Outcome unknown = renew(std::string(32, 'a'));
  EXPECT_EQ(unknown.code, said_no);
  EXPECT_FALSE(unknown.err.empty());
  const std::string first = codec::hex(created.conversation);
  EXPECT_EQ(renew(first, {"--option", "zicht"}).code, misused);
  EXPECT_EQ(renew(first, {"--option", "zicht=rol", "--option", "zicht=naam"}).code, misused);
  EXPECT_EQ(renew(first, {"--option", "weather=fine"}).code, said_no);
}

}  // namespace
}  // namespace arena::cli
