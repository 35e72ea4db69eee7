// SPDX-License-Identifier: EUPL-1.2
// A whole server over a data directory: from the administrator's first request to a clean stop
// and a restart, with what may be wrong about links, requests and the directory.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "server/app/config.hpp"
#include "server/app/shipped_scripts.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {
namespace {

using boost::asio::io_context;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string error_of(const net::Answer& answer) {
  const auto failure = codec::decode_api_error(answer.body);
  return failure ? failure->error : "no ApiError: " + answer.body;
}

// A chair and two clients in the one round of open_gesprek.
class OpenConversation : public testing::Test {
 protected:
  void SetUp() override {
    created = server.create("open_gesprek");
    chair.join(link_for(created, "chair"));
    ASSERT_TRUE(chair.attach());
    ana.join(link_for(created, "client"), "Ana");
    ben.join(link_for(created, "client"), "Ben");
    ASSERT_TRUE(ana.attach());
    ASSERT_TRUE(ben.attach());
  }
  void open_round() {
    ASSERT_TRUE(chair.admit(2));
    ASSERT_EQ(chair.ask_and_wait(OpenRound{1}), "");
    for (Participant* one : {&chair, &ana, &ben}) {
      ASSERT_TRUE(one->wait([&] { return one->room().round == 1; }));
    }
  }

  LoopbackServer server;
  io_context io;
  codec::ApiConversationCreated created;
  Participant chair{io};
  Participant ana{io};
  Participant ben{io};
};

// ---- the way of a conversation -----------------------------------------------------------------

TEST_F(OpenConversation, GoesFromLinkThroughLobbyToSpeechThatOthersHear) {
  EXPECT_TRUE(chair.has_notice("seated"));
  EXPECT_FALSE(ana.has_notice("seated"));
  EXPECT_TRUE(ana.notices().empty());
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "too early"), "not_admitted");

  open_round();
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Goedemorgen"), "");
  EXPECT_TRUE(ben.wait([&] { return ben.heard("Goedemorgen"); }));
  EXPECT_TRUE(chair.wait([&] { return chair.heard("Goedemorgen"); }));
  EXPECT_EQ(ben.last("contribution")->code, ana.code());
  for (const Participant* one : {&chair, &ana, &ben}) EXPECT_TRUE(one->gap_free());
}

TEST_F(OpenConversation, AnswersARepeatOnceAndRefusesAnIdUsedForSomethingElse) {
  open_round();
  const CommandId id = ana.act(Speak{}, "Eén keer");
  ASSERT_TRUE(ana.wait([&] { return ana.answer(id) == ""; }));
  ana.send_command({id, ana.room(), Speak{}, "Eén keer"});
  ana.send_command({id, ana.room(), Speak{}, "Iets anders"});
  ASSERT_TRUE(ana.wait([&] { return ana.answer(id) == "id_reused"; }));
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Daarna"), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("Daarna"); }));
  std::size_t contributions = 0;
  for (const auto& notice : ben.notices()) contributions += notice.kind == "contribution" ? 1 : 0;
  EXPECT_EQ(contributions, 2U);
}

TEST_F(OpenConversation, RefusesTextsThatAreEmptyTooLongOrNotUtf8) {
  open_round();
  EXPECT_EQ(ana.ask_and_wait(Speak{}, ""), "text_empty");
  EXPECT_EQ(ana.ask_and_wait(Speak{}, std::string(16'385, 'x')), "text_too_long");
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "\xff\xfe"), "text_not_utf8");
  EXPECT_EQ(ana.ask_and_wait(Speak{}, std::string(16'384, 'x')), "");
  EXPECT_TRUE(ana.open());
}

TEST_F(OpenConversation, RefusesAnActForARoundThatIsOver) {
  open_round();
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "late", Room{}), "round_over");
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "early", Room{2, 0, 0}), "round_over");
}

TEST_F(OpenConversation, ResumesTheSameSeatAfterALostConnection) {
  open_round();
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "voor"), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("voor"); }));
  const std::string code = ben.code();
  ben.drop();
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "tijdens"), "");
  ASSERT_TRUE(ben.attach());
  EXPECT_TRUE(ben.heard("tijdens"));
  EXPECT_TRUE(ben.gap_free());
  EXPECT_EQ(ben.code(), code);
}

TEST_F(OpenConversation, TellsAClientThatKnowsTooMuchToReadAllAgain) {
  open_round();
  ben.drop();
  ben.forget({1'000});
  ASSERT_TRUE(ben.attach());
  EXPECT_TRUE(ben.statuses().back().kind == "page_end");
  bool resync = false;
  for (const auto& status : ben.statuses()) resync = resync || status.resync;
  EXPECT_TRUE(resync);
}

TEST_F(OpenConversation, ResumesTheSameSeatAfterARestart) {
  open_round();
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "voor de herstart"), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("voor de herstart"); }));
  const auto last_seen = ben.last_seen();
  server.stop();
  server.start();
  ASSERT_TRUE(ana.attach(server.url()));
  ASSERT_TRUE(ben.attach(server.url()));
  EXPECT_EQ(ben.last_seen(), last_seen);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "na de herstart"), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("na de herstart"); }));
  EXPECT_TRUE(ben.gap_free());
}

TEST_F(OpenConversation, LosesNothingThatWasAcceptedWhenItIsStopped) {
  open_round();
  std::set<CommandId> asked;
  for (int i = 0; i < 100; ++i) asked.insert(ana.act(Speak{}, std::to_string(i)));
  ASSERT_TRUE(ana.wait([&] { return ana.answer(*asked.begin()).has_value(); }));
  server.begin_to_stop();
  for (const int i : {0, 1, 2}) {
    Participant& one = *std::array{&ana, &ben, &chair}[static_cast<std::size_t>(i)];
    ASSERT_TRUE(one.wait([&] { return one.close_code().has_value(); }));
    EXPECT_EQ(one.close_code(), 1001U);
    EXPECT_TRUE(one.has_status("shutting_down"));
  }
  server.stop();
  server.start();
  Participant reader(io);
  reader.take_seat(ben.seat(), server.url());
  ASSERT_TRUE(reader.attach());
  std::size_t accepted = 0;
  for (const CommandId& id : asked) accepted += ana.answer(id) == "" ? 1 : 0;
  std::size_t kept = 0;
  for (int i = 0; i < 100; ++i) kept += reader.heard(std::to_string(i)) ? 1 : 0;
  EXPECT_GT(accepted, 0U);
  EXPECT_GE(kept, accepted);
}

TEST_F(OpenConversation, ExportsWhatWasSaidTheSameBytesEachTime) {
  open_round();
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Bewaard"), "");
  const std::string path = "/api/conversations/" + codec::hex(created.conversation);
  for (const char* format : {"jsonl", "csv"}) {
    const std::string target = path + "/export?format=" + format;
    const auto first = server.administer("GET", target);
    EXPECT_EQ(first.status, 200U);
    EXPECT_NE(first.body.find("Bewaard"), std::string::npos);
    EXPECT_EQ(first.body, server.administer("GET", target).body);
  }
  EXPECT_EQ(error_of(server.administer("GET", path + "/export?format=docx")), "no_such_format");
  const auto stats = server.administer("GET", path + "/stats");
  EXPECT_NE(stats.body.find("\"turns\":1,\"speakers\":1,\"words\":1,"), std::string::npos);
  EXPECT_EQ(stats.body, server.administer("GET", "/api/stats").body);
  EXPECT_EQ(server.request("GET", path + "/export?format=csv").status, 401U);
}

// ---- links -------------------------------------------------------------------------------------

TEST(Links, ThatAreNotKnownAreRefusedAlikeHoweverNearTheyCome) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek");
  std::string near = link_for(created, "client");
  near.back() = near.back() == '0' ? '1' : '0';
  const auto refused = post_join(near);
  EXPECT_EQ(refused.status, 404U);
  EXPECT_EQ(error_of(refused), "link_unknown");
  EXPECT_EQ(post_join(server.url() + "/#" + std::string(32, '0')).body, refused.body);
  EXPECT_EQ(post_join(server.url() + "/#short").body, refused.body);
}

TEST(Links, ThatHaveExpiredAreRefused) {
  const LoopbackServer server;
  codec::ApiNewConversation asked;
  asked.script_id = "open_gesprek";
  asked.title = "Over";
  asked.links_expire = Instant{1};
  const auto answer =
      server.administer("POST", "/api/conversations", codec::encode_new_conversation(asked));
  const auto created = codec::decode_conversation_created(answer.body);
  ASSERT_TRUE(created);
  const auto refused = post_join(link_for(*created, "client"));
  EXPECT_EQ(refused.status, 410U);
  EXPECT_EQ(error_of(refused), "link_expired");
}

TEST(Links, ForOnePersonAdmitOnePerson) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek");
  const auto answer =
      server.administer("POST", "/api/conversations/" + codec::hex(created.conversation) + "/links",
                        codec::encode_new_link({"client", std::nullopt}));
  ASSERT_EQ(answer.status, 201U);
  const auto link = codec::decode_link(answer.body);
  ASSERT_TRUE(link);
  EXPECT_EQ(link->kind, "personal");
  EXPECT_EQ(post_join(link->url).status, 200U);
  const auto refused = post_join(link->url);
  EXPECT_EQ(refused.status, 409U);
  EXPECT_EQ(error_of(refused), "link_used");
}

TEST(Links, OfAGroupThatDoesNotExistAreNotMade) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek");
  const std::string path = "/api/conversations/" + codec::hex(created.conversation) + "/links";
  const auto body = codec::encode_new_link({"nobody", std::nullopt});
  EXPECT_EQ(error_of(server.administer("POST", path, body)), "no_such_group");
}

TEST(Links, HoldThePublicAddress) {
  app::Settings settings;
  settings.public_url = "https://arena.example.org/";
  const LoopbackServer server(settings);
  const auto created = server.create("open_gesprek");
  EXPECT_TRUE(link_for(created, "client").starts_with("https://arena.example.org/#"));
}

// ---- the HTTP API ------------------------------------------------------------------------------

TEST(SecurityTxt, SaysWhereFaultsAreReportedIfThatIsConfigured) {
  app::Settings settings;
  settings.security_contact = "mailto:security@example.org";
  settings.public_url = "https://arena.example.org";
  const LoopbackServer server(settings);
  const auto answer = server.request("GET", "/.well-known/security.txt");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.body.starts_with("Contact: mailto:security@example.org\nExpires: 20"));
  EXPECT_TRUE(
      answer.body.ends_with("T00:00:00Z\nPreferred-Languages: nl, en\n"
                            "Canonical: https://arena.example.org/.well-known/security.txt\n"));
  EXPECT_EQ(LoopbackServer().request("GET", "/.well-known/security.txt").status, 404U);
}

TEST(Api, RefusesWhoIsNotTheAdministrator) {
  const LoopbackServer server;
  for (const std::string& token : {std::string(), std::string(32, '0'), server.token() + "0"}) {
    for (const char* path : {"/api/conversations", "/api/stats", "/api/nothing"}) {
      const auto answer = server.request("GET", path, {}, token);
      EXPECT_EQ(answer.status, 401U) << path;
      EXPECT_EQ(error_of(answer), "not_administrator");
    }
  }
}

TEST(Api, ListsTheConversationsInTheOrderTheyWereMade) {
  const LoopbackServer server;
  const std::string first = codec::hex(server.create("open_gesprek").conversation);
  const std::string second = codec::hex(server.create("arenagesprek_nabespreking").conversation);
  EXPECT_EQ(server.administer("GET", "/api/conversations").body,
            R"({"conversations":[{"conversation":")" + first + R"("},{"conversation":")" + second +
                R"("}]})");
}

TEST(Api, SaysWhatIsWrongWithANewConversation) {
  const LoopbackServer server;
  const auto error = [&server](const std::string& body) {
    return error_of(server.administer("POST", "/api/conversations", body));
  };
  EXPECT_EQ(error("{"), "bad_body");
  EXPECT_EQ(error(R"({"scriptt": "x"})"), "bad_body");
  EXPECT_EQ(error(R"({"script_id": "open_gesprek"})"), "title_missing");
  EXPECT_EQ(error(R"({"title": "t"})"), "script_missing");
  EXPECT_EQ(error(R"({"title": "t", "script_id": "a", "script_text": "b"})"), "script_missing");
  EXPECT_EQ(error(R"({"title": "t", "script_id": "unknown"})"), "no_such_script");
  EXPECT_EQ(error(R"({"title": "t", "script_text": "id: 7"})"), "script_wrong");
  EXPECT_EQ(error(R"({"title": "t", "script_id": "open_gesprek", "options": {"a": "b"}})"),
            "no_such_option");
  EXPECT_EQ(error(R"({"title": "t", "script_id": "open_gesprek", "after": "xyz"})"), "bad_body");
  EXPECT_EQ(error(R"({"title": "t", "script_id": "open_gesprek", "archive_level": "all"})"),
            "bad_body");
  EXPECT_EQ(error(R"({"title": ")" + std::string(201, 't') + R"(", "script_id": "open_gesprek"})"),
            "title_missing");
}

TEST(Api, TakesAScriptOfOnesOwn) {
  const LoopbackServer server;
  codec::ApiNewConversation asked;
  for (const auto& shipped : app::shipped_scripts()) {
    if (shipped.id == "open_gesprek") asked.script_text = shipped.text;
  }
  asked.title = "Eigen draaiboek";
  const auto answer =
      server.administer("POST", "/api/conversations", codec::encode_new_conversation(asked));
  EXPECT_EQ(answer.status, 201U) << answer.body;
}

TEST(Api, RefusesPostsFromPagesOfOtherSitesAndFromForms) {
  const LoopbackServer server;
  const auto post = [&server](const std::string& headers) {
    const std::string body = R"({"link": "", "name": ""})";
    const std::string request = "POST /api/join HTTP/1.1\r\nHost: x\r\n" + headers +
                                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                                body;
    const std::string answer = raw_exchange(server.url(), request, "\r\n\r\n");
    return answer.substr(9, 3);
  };
  const std::string json = "Content-Type: application/json\r\n";
  EXPECT_EQ(post("Content-Type: text/plain\r\n"), "415");
  EXPECT_EQ(post(json), "404");
  EXPECT_EQ(post("Content-Type: Application/JSON; charset=utf-8\r\n"), "404");
  EXPECT_EQ(post(json + "Origin: " + server.url() + "\r\n"), "404");
  EXPECT_EQ(post(json + "Origin: https://evil.example.org\r\n"), "403");
  EXPECT_EQ(post(json + "Origin: null\r\n"), "403");
}

TEST(Api, RefusesNamesThatAreTooLong) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek");
  const std::string link = link_for(created, "client");
  EXPECT_EQ(post_join(link, std::string(101, 'n')).status, 400U);
  EXPECT_EQ(post_join(link, std::string(100, 'n')).status, 200U);
}

TEST(Api, KnowsNothingBesideItsPaths) {
  const LoopbackServer server;
  EXPECT_EQ(server.administer("GET", "/api/nothing").status, 404U);
  EXPECT_EQ(server.administer("GET", "/api/conversations/xyz/stats").status, 404U);
  EXPECT_EQ(
      server.administer("GET", "/api/conversations/" + std::string(32, '0') + "/stats").status,
      404U);
  EXPECT_EQ(server.request("GET", "/api/join").status, 405U);
}

TEST(Api, ShowsTheShippedScriptsAndItsHealth) {
  const LoopbackServer server;
  EXPECT_EQ(server.request("GET", "/healthz").body, R"({"status":"ok","record_writable":true})");
  const auto scripts = server.request("GET", "/api/scripts");
  EXPECT_NE(scripts.body.find(R"("id":"arenagesprek_nabespreking")"), std::string::npos);
  EXPECT_NE(scripts.body.find(R"("id":"open_gesprek")"), std::string::npos);
}

TEST(ShippedScripts, AreTheFilesByteForByte) {
  const std::filesystem::path scripts =
      std::filesystem::path(ARENA_SOURCE_DIR) / "sessions" / "scripts";
  ASSERT_FALSE(app::shipped_scripts().empty());
  for (const auto& shipped : app::shipped_scripts()) {
    EXPECT_EQ(shipped.text, content(scripts / (std::string(shipped.id) + ".textproto")));
  }
}

// ---- the data directory ------------------------------------------------------------------------

class DataDirectories : public testing::Test {
 protected:
  static std::string refusal(const app::Settings& settings) {
    try {
      const app::ServerApp server(settings);
      return "started";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  [[nodiscard]] app::Settings settings(const std::filesystem::path& data) const {
    app::Settings made;
    made.data = data;
    made.quiet = true;
    return made;
  }
  static bool says(const std::string& sentence, const std::string& part) {
    return sentence.find(part) != std::string::npos;
  }

  TemporaryDirectory directory;
};

TEST_F(DataDirectories, AreMadeIfTheirParentIsThereWithATokenOnlyTheirOwnerReads) {
  const auto data = directory.path() / "new";
  EXPECT_EQ(refusal(settings(data)), "started");
  struct stat token {};
  ASSERT_EQ(::stat((data / "admin.token").c_str(), &token), 0);
  EXPECT_EQ(token.st_mode & 0777U, 0600U);
  const std::string first = app::admin_token(data);
  EXPECT_EQ(first.size(), 32U);
  EXPECT_EQ(refusal(settings(data)), "started");
  EXPECT_EQ(app::admin_token(data), first);
}

TEST_F(DataDirectories, WhoseParentIsMissingAreRefused) {
  const std::string sentence = refusal(settings(directory.path() / "no" / "such"));
  EXPECT_TRUE(says(sentence, "the directory above it is missing")) << sentence;
}

TEST_F(DataDirectories, ThatAreFilesAreRefused) {
  std::ofstream(directory.path() / "file") << "x";
  const std::string sentence = refusal(settings(directory.path() / "file"));
  EXPECT_TRUE(says(sentence, "is not a directory")) << sentence;
}

TEST_F(DataDirectories, ThatCannotBeWrittenAreRefused) {
  constexpr uid_t not_root = 65'534;
  const bool root = ::geteuid() == 0;
  ASSERT_EQ(::chmod(directory.path().c_str(), 0555), 0);
  if (root) {
    ASSERT_EQ(::seteuid(not_root), 0);
  }
  const std::string sentence = refusal(settings(directory.path()));
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  ASSERT_EQ(::chmod(directory.path().c_str(), 0755), 0);
  EXPECT_TRUE(says(sentence, "cannot be written")) << sentence;
}

TEST_F(DataDirectories, InUseByAnotherServerAreRefusedByName) {
  const LoopbackServer running;
  const std::string sentence = refusal(settings(running.data()));
  EXPECT_TRUE(says(sentence, running.data().string())) << sentence;
  EXPECT_TRUE(says(sentence, "in use by another arenad")) << sentence;
  EXPECT_EQ(running.request("GET", "/healthz").status, 200U);
}

TEST_F(DataDirectories, OfANewerVersionAreRefused) {
  EXPECT_EQ(refusal(settings(directory.path())), "started");
  sqlite3* db = nullptr;
  ASSERT_EQ(::sqlite3_open((directory.path() / "journal.sqlite").c_str(), &db), SQLITE_OK);
  const std::string newer = "PRAGMA user_version = " + std::to_string(journal::schema_version + 1);
  EXPECT_EQ(::sqlite3_exec(db, newer.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  ::sqlite3_close(db);
  const std::string sentence = refusal(settings(directory.path()));
  EXPECT_TRUE(says(sentence, "newer")) << sentence;
}

TEST_F(DataDirectories, SayWhereTheirServerRunsWhileItDoes) {
  LoopbackServer running;
  EXPECT_EQ(app::running_at(running.data()), running.url());
  running.stop();
  EXPECT_EQ(app::running_at(running.data()), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(running.data() / "endpoint"));
}

// A server that was killed leaves its address behind; it must not be believed.
TEST_F(DataDirectories, WithAnAddressLeftBehindAreNotInUse) {
  std::ofstream(directory.path() / "endpoint") << "http://127.0.0.1:1\n";
  EXPECT_EQ(app::running_at(directory.path()), std::nullopt);
  EXPECT_EQ(refusal(settings(directory.path())), "started");
}

TEST_F(DataDirectories, ArePutDownAgainIfThePortIsInUse) {
  const LoopbackServer running;
  app::Settings wanted = settings(directory.path());
  wanted.listen.port = static_cast<std::uint16_t>(std::stoul(url_of(running.url()).port));
  const std::string sentence = refusal(wanted);
  EXPECT_TRUE(says(sentence, "stop what listens there")) << sentence;
  EXPECT_TRUE(says(sentence, "127.0.0.1:" + url_of(running.url()).port)) << sentence;
  EXPECT_EQ(refusal(settings(directory.path())), "started");
}

TEST_F(DataDirectories, HoldNoWebApplicationIsSaid) {
  app::Settings wanted = settings(directory.path());
  wanted.web = directory.path() / "nothing";
  EXPECT_TRUE(says(refusal(wanted), "There is no index.html"));
}

// ---- configuration -----------------------------------------------------------------------------

class Configuration : public testing::Test {
 protected:
  std::string fault_of(const std::string& text) {
    std::ofstream(file()) << text;
    try {
      (void)app::read_config(file());
      return "read";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  [[nodiscard]] std::filesystem::path file() const { return directory.path() / "arena.toml"; }
  TemporaryDirectory directory;
};

TEST_F(Configuration, HasFourKeys) {
  std::ofstream(file()) << "listen = \"[::1]:80\"\norigins = [\"https://a\", \"https://b\"]\n"
                           "public_url = \"https://a\"\nweb = \"/srv/web\"\n";
  const auto config = app::read_config(file());
  EXPECT_EQ(config.listen->host, "::1");
  EXPECT_EQ(config.listen->port, 80);
  EXPECT_EQ(config.origins, (std::vector<std::string>{"https://a", "https://b"}));
  EXPECT_EQ(config.public_url, "https://a");
  EXPECT_EQ(config.web, "/srv/web");
}

TEST_F(Configuration, NamesAKeyThatIsNotKnown) {
  EXPECT_NE(fault_of("listn = \"x\"").find("listn"), std::string::npos);
}

TEST_F(Configuration, SaysTheLineThatIsWrong) {
  EXPECT_NE(fault_of("listen = \"127.0.0.1:1\"\norigins = [").find("line 2"), std::string::npos);
  EXPECT_NE(fault_of("origins = \"https://a\"").find("origins is a list"), std::string::npos);
  EXPECT_NE(fault_of("listen = 8470").find("listen is a text"), std::string::npos);
}

TEST_F(Configuration, ThatIsMissingIsSaid) {
  EXPECT_THROW((void)app::read_config(directory.path() / "none"), std::runtime_error);
}

TEST(Listen, IsAHostWithAPort) {
  EXPECT_EQ(app::parse_listen("localhost:8470").host, "localhost");
  for (const char* wrong : {"", "8470", ":8470", "host:", "host:x", "host:99999", "host:1 "}) {
    EXPECT_THROW((void)app::parse_listen(wrong), std::runtime_error) << wrong;
  }
}

TEST(PublicUrl, HasAnOrigin) {
  EXPECT_EQ(app::origin_of_url("https://a.example:8443/arena"), "https://a.example:8443");
  for (const char* wrong : {"", "a.example", "https://", "https:///x"}) {
    EXPECT_THROW((void)app::origin_of_url(wrong), std::runtime_error) << wrong;
  }
}

}  // namespace
}  // namespace arena::test
