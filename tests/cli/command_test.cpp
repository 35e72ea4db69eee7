// SPDX-License-Identifier: EUPL-1.2
// The `arena` command against a real server: exit codes, sentences, and taking part by script.
#include "clients/cli/command.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "clients/cli/seat_store.hpp"
#include "clients/cli/server_link.hpp"
#include "tests/support/loopback_server.hpp"

namespace arena::cli {
namespace {

using test::link_for;
using test::LoopbackServer;
using test::TemporaryDirectory;

struct Outcome {
  int code{};
  std::string out, err;
};

// A pipe that holds what is typed and then ends.
class Typed {
 public:
  explicit Typed(const std::string& lines) {
    if (pipe2(ends_, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    if (write(ends_[1], lines.data(), lines.size()) != static_cast<ssize_t>(lines.size())) {
      throw std::runtime_error("the pipe is too small");
    }
    close(ends_[1]);
  }
  ~Typed() { close(ends_[0]); }
  Typed(const Typed&) = delete;
  Typed& operator=(const Typed&) = delete;
  [[nodiscard]] int descriptor() const { return ends_[0]; }

 private:
  int ends_[2]{};
};

Outcome arena(std::vector<std::string> words, const std::string& typed = {}) {
  words.insert(words.begin(), "arena");
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  std::ostringstream out;
  std::ostringstream err;
  const Typed input(typed);
  Terminal terminal{input.descriptor(), out, err};
  const int code = run(static_cast<int>(argv.size()), argv.data(), terminal);
  return {code, out.str(), err.str()};
}

// Exactly one line, which ends as a sentence does.
void expect_one_sentence(const std::string& text) {
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
  EXPECT_TRUE(text.ends_with(".\n")) << text;
  EXPECT_TRUE(text.starts_with("arena: ")) << text;
}

void write(const std::filesystem::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

class Command : public testing::Test {
 protected:
  void SetUp() override { setenv("XDG_STATE_HOME", home.path().c_str(), 1); }

  [[nodiscard]] std::string data() const { return server.data().string(); }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const {
    return home.path() / name;
  }
  TemporaryDirectory home;
  LoopbackServer server;
};

const std::string small_debate =
    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"Een verhaal.\"}\n"
    "{\"speaker\":\"b\",\"role\":\"professional\",\"text\":\"Een antwoord.\",\"reply_to\":1}\n"
    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"Dank u.\\nEn tot ziens.\"}\n";

TEST_F(Command, StaffAreAddedListedEntrustedAndRemovedAndTheLogTellsIt) {
  const Outcome added =
      arena({"staff", "add", "Anna", "--role", "host", "--role", "facilitator", "--data", data()});
  EXPECT_EQ(added.code, fine) << added.err;
  EXPECT_NE(added.out.find("An account for Anna."), std::string::npos);
  EXPECT_EQ(arena({"staff", "list", "--data", data()}).out, "1  Anna  host, facilitator\n");
  const std::string id = codec::hex(server.create("open_gesprek").conversation);
  EXPECT_EQ(arena({"staff", "entrust", "Anna", "--conversation", id, "--data", data()}).code, fine);
  EXPECT_EQ(arena({"staff", "remove", "Anna", "--data", data()}).code, misused);
  EXPECT_EQ(arena({"staff", "remove", "Anna", "--sure", "--data", data()}).code, fine);
  EXPECT_EQ(arena({"staff", "list", "--data", data()}).out, "");
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"staff", "remove", "Anna", "--sure", "--data", data()},
        {"staff", "entrust", "Anna", "--conversation", id, "--data", data()}}) {
    const Outcome refused = arena(wrong);
    EXPECT_EQ(refused.code, said_no);
    expect_one_sentence(refused.err);
  }
  const std::string log = arena({"staff", "log", "--data", data()}).out;
  for (const char* deed :
       {"  token  add account\n", "  token  made account  #1\n", "  token  remove account  #1\n"}) {
    EXPECT_NE(log.find(deed), std::string::npos) << log;
  }
  EXPECT_NE(log.find("  token  entrust conversation  #1  " + id), std::string::npos) << log;
}

TEST_F(Command, ACodeToSayAloudOpensTheDoor) {
  const std::string id = codec::hex(server.create("open_gesprek").conversation);
  const Outcome made =
      arena({"code", "--data", data(), "--conversation", id, "--group", "client", "--json"});
  ASSERT_EQ(made.code, fine) << made.err;
  const auto json = nlohmann::json::parse(made.out);
  EXPECT_EQ(json["code"].get<std::string>().size(), 9U);
  EXPECT_EQ(test::post_join(json["url"]).status, 200U);
  EXPECT_EQ(arena({"code", "--data", data(), "--conversation", id, "--group", "chair"}).code,
            said_no);
  EXPECT_EQ(arena({"code", "--data", data(), "--conversation", "x", "--group", "client"}).code,
            misused);
}

TEST_F(Command, IsMisusedWithoutASubcommandOrWithAnUnknownOption) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{},
        {"dance"},
        {"new", "--title", "T"},
        {"verify"},
        {"export", "--conversation", "x", "--format", "pdf", "--out", "-", "--data", data()},
        {"report", "--conversation", "x", "--format", "html", "--out", "-", "--data", data()},
        {"report", "--conversation", "x", "--format", "html", "--sent", "--out", "-"},
        {"replay", "x", "--speed", "-1"},
        {"stats", "--server", "http://localhost:1"}}) {
    const Outcome outcome = arena(words);
    EXPECT_EQ(outcome.code, misused);
    expect_one_sentence(outcome.err);
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(Command, EverySubcommandHasHelp) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--help"},
                                                {"new", "--help"},
                                                {"join", "--help"},
                                                {"replay", "--help"},
                                                {"export", "--help"},
                                                {"invite", "--help"},
                                                {"report", "--help"},
                                                {"stats", "--help"},
                                                {"verify", "--help"},
                                                {"script", "--help"},
                                                {"script", "check", "--help"},
                                                {"demo", "--help"}}) {
    const Outcome outcome = arena(words);
    EXPECT_EQ(outcome.code, fine);
    EXPECT_NE(outcome.out.find("Usage"), std::string::npos);
  }
}

TEST_F(Command, SaysWhichServerWhenNoneIsNamed) {
  const Outcome outcome = arena({"stats"});
  EXPECT_EQ(outcome.code, misused);
  expect_one_sentence(outcome.err);
}

TEST_F(Command, SaysAtOnceThatNoServerAnswers) {
  const std::string token = (server.data() / "admin.token").string();
  const std::string url = server.url();
  server.stop();
  const Outcome outcome = arena({"stats", "--server", url, "--token", token});
  EXPECT_EQ(outcome.code, said_no);
  expect_one_sentence(outcome.err);
}

TEST_F(Command, NewGivesALinkPerRole) {
  const Outcome outcome = arena(
      {"new", "--script", "arenagesprek_nabespreking", "--title", "T", "--data", data(), "--json"});
  ASSERT_EQ(outcome.code, fine) << outcome.err;
  const auto made = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(made["conversation"].get<std::string>().size(), 32U);
  ASSERT_EQ(made["links"].size(), 3U);
  for (const auto& link : made["links"]) {
    EXPECT_TRUE(parse_link(link["url"].get<std::string>())) << link;
  }
}

TEST_F(Command, NewTalksToAServerByAddressAndToken) {
  const std::string token = (server.data() / "admin.token").string();
  EXPECT_EQ(arena({"new", "--script", "open_gesprek", "--title", "T", "--server", server.url(),
                   "--token", token})
                .code,
            fine);
  write(file("wrong"), "00\n");
  const Outcome outcome = arena({"new", "--script", "open_gesprek", "--title", "T", "--server",
                                 server.url(), "--token", file("wrong")});
  EXPECT_EQ(outcome.code, said_no);
  expect_one_sentence(outcome.err);
}

TEST_F(Command, NewRefusesAnUnknownScript) {
  const Outcome outcome =
      arena({"new", "--script", "no_such_method", "--title", "T", "--data", data()});
  EXPECT_EQ(outcome.code, said_no);
  expect_one_sentence(outcome.err);
}

TEST_F(Command, ReplayArchivesEveryTurn) {
  write(file("debate.jsonl"), small_debate);
  const Outcome outcome =
      arena({"replay", file("debate.jsonl"), "--data", data(), "--speed", "0", "--json"});
  ASSERT_EQ(outcome.code, fine) << outcome.err;
  const auto report = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(report["turns"], 3);
  EXPECT_EQ(report["speakers"], 2);
  EXPECT_EQ(report["accepted"], 3);
  EXPECT_EQ(report["archived"], 3);
  EXPECT_EQ(report["mismatched"], 0);
  EXPECT_EQ(outcome.err, "");
}

TEST_F(Command, ReplayCountsWhatAListenerMayNotSay) {
  write(file("debate.jsonl"), small_debate);
  const Outcome outcome =
      arena({"replay", file("debate.jsonl"), "--script", "arenagesprek_nabespreking", "--round",
             "ervaringen", "--data", data(), "--speed", "0", "--json"});
  ASSERT_EQ(outcome.code, fine) << outcome.err;
  const auto report = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(report["accepted"], 2);
  EXPECT_EQ(report["refusals"], nlohmann::json({{"listen_only", 1}}));
  EXPECT_EQ(report["archived"], 2);
}

TEST_F(Command, ReplayAdvancesThroughSittings) {
  write(file("debate.jsonl"), small_debate);
  const Outcome outcome =
      arena({"replay", file("debate.jsonl"), "--script", "arenagesprek_nabespreking", "--round",
             "terugkoppeling", "--data", data(), "--speed", "0", "--json"});
  ASSERT_EQ(outcome.code, fine) << outcome.err;
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["accepted"], 3);
}

TEST_F(Command, ReplaySendsNothingOfABadFile) {
  write(file("bad.jsonl"), small_debate + "{\"speaker\":\n");
  write(file("cut.xml"), "<vlosCoreDocument><vergadering>");
  for (const char* const name : {"bad.jsonl", "cut.xml"}) {
    const Outcome outcome = arena({"replay", file(name), "--data", data(), "--speed", "0"});
    EXPECT_EQ(outcome.code, said_no);
    expect_one_sentence(outcome.err);
    EXPECT_NE(outcome.err.find(" line "), std::string::npos) << outcome.err;
  }
  const Outcome stats = arena({"stats", "--data", data(), "--json"});
  EXPECT_EQ(nlohmann::json::parse(stats.out)["conversations"].size(), 0U);
}

TEST_F(Command, ReplaySaysWhichRoleOrRoundIsNotThere) {
  write(file("host.jsonl"), "{\"speaker\":\"a\",\"role\":\"host\",\"text\":\"Welkom.\"}\n");
  write(file("debate.jsonl"), small_debate);
  for (const auto& words :
       {std::vector<std::string>{"replay", file("host.jsonl"), "--data", data()},
        {"replay", file("debate.jsonl"), "--round", "lunch", "--data", data()},
        {"replay", file("absent.jsonl"), "--data", data()},
        {"replay", home.path().string(), "--data", data()}}) {
    const Outcome outcome = arena(words);
    EXPECT_EQ(outcome.code, said_no);
    expect_one_sentence(outcome.err);
  }
}

TEST_F(Command, ExportAndStatsTellOfAReplay) {
  write(file("debate.jsonl"), small_debate);
  const auto report = nlohmann::json::parse(
      arena({"replay", file("debate.jsonl"), "--data", data(), "--speed", "0", "--json"}).out);
  const std::string id = report["conversation"];
  const Outcome to_file = arena({"export", "--data", data(), "--conversation", id, "--format",
                                 "jsonl", "--out", file("out.jsonl")});
  EXPECT_EQ(to_file.code, fine) << to_file.err;
  const Outcome to_screen =
      arena({"export", "--data", data(), "--conversation", id, "--format", "jsonl", "--out", "-"});
  EXPECT_EQ(read_file(file("out.jsonl")), to_screen.out);
  EXPECT_EQ(std::count(to_screen.out.begin(), to_screen.out.end(), '\n'), 3);

  const auto stats =
      nlohmann::json::parse(arena({"stats", "--data", data(), "--conversation", id, "--json"}).out);
  ASSERT_EQ(stats["conversations"].size(), 1U);
  EXPECT_EQ(stats["conversations"][0]["turns"], 3);
  EXPECT_EQ(stats["conversations"][0]["words"], 9);
}

TEST_F(Command, ExportRefusesAnUnknownConversationAndLeavesNoFile) {
  const Outcome outcome = arena({"export", "--data", data(), "--conversation", std::string(32, '0'),
                                 "--format", "csv", "--out", file("out.csv")});
  EXPECT_EQ(outcome.code, said_no);
  expect_one_sentence(outcome.err);
  EXPECT_FALSE(std::filesystem::exists(file("out.csv")));
}

TEST_F(Command, InviteIsAPageToPrintWithALinkOfItsOwn) {
  const auto made = nlohmann::json::parse(arena({"new", "--script", "open_gesprek", "--title",
                                                 "Aan <tafel>", "--data", data(), "--json"})
                                              .out);
  const std::string id = made["conversation"];
  const Outcome own = arena({"invite", "--data", data(), "--conversation", id, "--group", "client",
                             "--when", "10 december, 14.00 uur", "--out", "-"});
  EXPECT_EQ(own.code, fine) << own.err;
  for (const char* part :
       {"Aan &lt;tafel&gt;", "10 december, 14.00 uur", "U praat met andere cliënten.", "<svg ",
        "/#", "Deze link is voor één persoon."}) {
    EXPECT_NE(own.out.find(part), std::string::npos) << part;
  }
  const std::string link = made["links"][0]["url"];
  const Outcome role = arena({"invite", "--data", data(), "--conversation", id, "--group",
                              "professional", "--link", link, "--language", "en", "--out", "-"});
  EXPECT_NE(role.out.find(link), std::string::npos);
  EXPECT_NE(role.out.find("You listen first"), std::string::npos);
  const Outcome nobody = arena({"invite", "--data", data(), "--conversation", id, "--group",
                                "nobody", "--out", file("page.html")});
  EXPECT_EQ(nobody.code, said_no);
  expect_one_sentence(nobody.err);
  EXPECT_FALSE(std::filesystem::exists(file("page.html")));
  const Outcome wrong = arena({"invite", "--data", data(), "--conversation", id, "--group",
                               "client", "--link", "http://x/", "--out", "-"});
  EXPECT_EQ(wrong.code, misused);
  expect_one_sentence(wrong.err);
}

TEST_F(Command, ReportIsADocumentAndALetterWithoutLessonsIsNone) {
  write(file("debate.jsonl"), small_debate);
  const auto replayed = nlohmann::json::parse(
      arena({"replay", file("debate.jsonl"), "--data", data(), "--speed", "0", "--json"}).out);
  const std::string id = replayed["conversation"];
  const Outcome report = arena({"report", "--data", data(), "--conversation", id, "--format",
                                "docx", "--out", file("report.docx")});
  EXPECT_EQ(report.code, fine) << report.err;
  EXPECT_TRUE(read_file(file("report.docx")).starts_with("PK"));
  const Outcome english = arena({"report", "--data", data(), "--conversation", id, "--format",
                                 "html", "--language", "en", "--out", "-"});
  EXPECT_NE(english.out.find("<html lang=\"en\">"), std::string::npos);
  const Outcome letter = arena({"report", "--letter", "--data", data(), "--conversation", id,
                                "--format", "docx", "--out", file("letter.docx")});
  EXPECT_EQ(letter.code, said_no);
  expect_one_sentence(letter.err);
  EXPECT_FALSE(std::filesystem::exists(file("letter.docx")));
}

TEST_F(Command, VerifyLeavesADirectoryInUseAloneAndReadsItAfterwards) {
  write(file("debate.jsonl"), small_debate);
  ASSERT_EQ(arena({"replay", file("debate.jsonl"), "--data", data(), "--speed", "0"}).code, fine);
  const Outcome in_use = arena({"verify", data()});
  EXPECT_EQ(in_use.code, said_no);
  expect_one_sentence(in_use.err);
  server.stop();
  const Outcome sound = arena({"verify", data(), "--json"});
  EXPECT_EQ(sound.code, fine) << sound.err;
  EXPECT_EQ(nlohmann::json::parse(sound.out)["texts"], 3);
  EXPECT_EQ(arena({"verify", home.path().string()}).code, misused);
}

TEST_F(Command, VerifyNamesAChangedText) {
  write(file("debate.jsonl"), small_debate);
  ASSERT_EQ(arena({"replay", file("debate.jsonl"), "--data", data(), "--speed", "0"}).code, fine);
  server.stop();
  const auto record = server.data() / "journal.sqlite";
  std::string bytes = read_file(record);
  const std::size_t at = bytes.find("Een verhaal.");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'e';
  write(record, bytes);
  const Outcome outcome = arena({"verify", data()});
  EXPECT_EQ(outcome.code, said_no);
  EXPECT_NE(outcome.err.find("The record is not sound"), std::string::npos) << outcome.err;
}

TEST_F(Command, StartsAServerOverADirectoryThatNobodyUses) {
  server.stop();
  write(file("debate.jsonl"), small_debate);
  EXPECT_EQ(arena({"replay", file("debate.jsonl"), "--data", data(), "--speed", "0"}).code, fine);
  EXPECT_EQ(arena({"stats", "--data", data()}).code, fine);
  EXPECT_FALSE(app::running_at(server.data()));
}

TEST_F(Command, ScriptListShowAndCheck) {
  const auto list = nlohmann::json::parse(arena({"script", "list", "--json"}).out);
  std::vector<std::string> ids;
  for (const auto& script : list["scripts"]) ids.push_back(script["id"]);
  EXPECT_NE(std::find(ids.begin(), ids.end(), "arenagesprek_nabespreking"), ids.end());
  const Outcome shown = arena({"script", "show", "open_gesprek"});
  EXPECT_EQ(shown.code, fine);
  EXPECT_EQ(arena({"script", "show", "nothing"}).code, said_no);
  write(file("right.textproto"), shown.out);
  EXPECT_EQ(arena({"script", "check", file("right.textproto")}).code, fine);
  write(file("wrong.textproto"), "id: \"x\"\nround { color: 3 }\n");
  const Outcome wrong = arena({"script", "check", file("wrong.textproto")});
  EXPECT_EQ(wrong.code, said_no);
  EXPECT_NE(wrong.err.find("wrong.textproto"), std::string::npos) << wrong.err;
  EXPECT_NE(wrong.err.find("2"), std::string::npos) << wrong.err;
}

TEST_F(Command, JoinRefusesALinkThatIsNoneOrUnknown) {
  EXPECT_EQ(arena({"join", "http://127.0.0.1/#12"}).code, misused);
  const Outcome unknown = arena({"join", server.url() + "/#" + std::string(32, 'a')});
  EXPECT_EQ(unknown.code, said_no);
  expect_one_sentence(unknown.err);
}

// The client waits in the lobby before the chair comes, so that nobody waits for a clock.
TEST_F(Command, JoinCarriesAConversationByScript) {
  const auto created = server.create("arenagesprek_nabespreking");
  const std::string chair_link = link_for(created, "chair");
  const std::string client_link = link_for(created, "client");
  const auto link = parse_link(client_link);
  SeatStore().keep(*link, take_seat(*link, "Ana"));

  Outcome client;
  std::thread takes_part([&] {
    client = arena({"join", client_link},
                   "/wacht ervaringen\nIk vertel iets.\n/vraag mag dit\n/wacht verduidelijking\n"
                   "/hulp kom even\n/wacht einde\n");
  });
  const Outcome chair = arena({"join", chair_link, "--lang", "en"},
                              "/admit all\n/open-round opening\n/open-round ervaringen\n"
                              "Welcome.\n/extend 5\n/who\n"
                              "/open-round verduidelijking\n/end-sitting\n/close done\n");
  takes_part.join();

  EXPECT_EQ(chair.code, fine) << chair.out << chair.err;
  EXPECT_NE(chair.out.find("Type /admit"), std::string::npos) << chair.out;
  EXPECT_NE(chair.out.find("The conversation is closed. Reason: done"), std::string::npos)
      << chair.out;
  EXPECT_NE(client.out.find("Ronde 1: Ervaringen vertellen."), std::string::npos) << client.out;
  EXPECT_NE(client.out.find("Het gesprek is gesloten. Reden: done"), std::string::npos)
      << client.out;
}

TEST_F(Command, JoinShowsSendingKeptAndNotSent) {
  const auto created = server.create("open_gesprek");
  const Outcome outcome =
      arena({"join", link_for(created, "chair")}, "te vroeg\n/open gesprek\nNu wel.\n/onzin\n/?\n");
  EXPECT_EQ(outcome.code, said_no);  // for one line was refused and one was nonsense
  EXPECT_NE(outcome.out.find("… wordt verstuurd\nniet verstuurd: Er is nu geen ronde open."),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("bewaard\n"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("Nu wel."), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("`/onzin` ken ik niet."), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("  /laat-toe N|allen"), std::string::npos) << outcome.out;
}

TEST_F(Command, JoinAgainIsTheSameSeatAndNewIsAnother) {
  const auto created = server.create("open_gesprek");
  const std::string link = link_for(created, "chair");
  const auto seat_in = [](const std::string& out) {
    const std::size_t at = out.find("U bent hier ");
    return at == std::string::npos ? std::string{} : out.substr(at, out.find(' ', at + 12) - at);
  };
  const std::string first = seat_in(arena({"join", link}).out);
  EXPECT_NE(first, "");
  EXPECT_EQ(seat_in(arena({"join", link}).out), first);
  EXPECT_NE(seat_in(arena({"join", link, "--new"}).out), first);
}

TEST_F(Command, DemoChecksItself) {
  const Outcome outcome = arena({"demo", "--check"});
  EXPECT_EQ(outcome.code, fine) << outcome.out << outcome.err;
  EXPECT_NE(outcome.out.find(" did not see: the debrief (3 texts"), std::string::npos)
      << outcome.out;
  for (const char* const round : {"opening", "ervaringen", "verduidelijking", "nabespreking",
                                  "afsluiting", "nacheck", "terugkoppeling"}) {
    EXPECT_NE(outcome.out.find(std::string(" ") + round + ": everybody has entered"),
              std::string::npos)
        << round << '\n'
        << outcome.out;
  }
  EXPECT_EQ(outcome.out.find("FAILED"), std::string::npos) << outcome.out;
}

}  // namespace
}  // namespace arena::cli
