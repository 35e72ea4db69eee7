// SPDX-License-Identifier: EUPL-1.2
// Staff: the second factor, who may do what, logins that cannot be guessed, kept or lent, and a log
// of deeds that tells when it was changed.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "server/codec/api_staff.hpp"
#include "server/staff/duties.hpp"
#include "server/staff/register.hpp"
#include "server/staff/totp.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"
#include "tests/support/staff_desk.hpp"

namespace arena::test {
namespace {

using staff::Deed;
using staff::Role;

// ---- the second factor -------------------------------------------------------------------------

TEST(Totp, AgreesWithTheVectorsOfRfc6238) {
  const auto secret = secret_of("12345678901234567890");
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},
                                                          {1'111'111'109, "081804"},
                                                          {1'111'111'111, "050471"},
                                                          {1'234'567'890, "005924"},
                                                          {2'000'000'000, "279037"},
                                                          {20'000'000'000, "353130"}};
  for (const auto& [seconds, code] : vectors) {
    EXPECT_EQ(staff::totp(secret, staff::totp_step({seconds * 1'000})), code) << seconds;
  }
}

TEST(Totp, IsTakenOnceAndOneStepEarlyOrLate) {
  const auto secret = secret_of("abcdefghijklmnopqrst");
  const Instant now{1'700'000'015'000};
  const std::int64_t step = staff::totp_step(now);
  for (const std::int64_t off : {-1, 0, 1}) {
    const std::string code = staff::totp(secret, step + off);
    EXPECT_EQ(staff::totp_matches(secret, code, now, 0), step + off);
    EXPECT_FALSE(staff::totp_matches(secret, code, now, step + off)) << "a second time";
  }
  for (const std::int64_t off : {-2, 2}) {
    EXPECT_FALSE(staff::totp_matches(secret, staff::totp(secret, step + off), now, 0));
  }
  for (const char* wrong : {"", "12345", "1234567", "abcdef"}) {
    EXPECT_FALSE(staff::totp_matches(secret, wrong, now, 0)) << wrong;
  }
}

TEST(Totp, IsWrittenAsAppsReadIt) {
  EXPECT_EQ(staff::base32("foobar"), "MZXW6YTBOI");  // RFC 4648, 10, without its padding
  EXPECT_EQ(staff::base32("f"), "MY");
  EXPECT_EQ(staff::totp_uri(secret_of("12345678901234567890"), "Anna de Wit"),
            "otpauth://totp/Arena:Anna%20de%20Wit?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Arena");
}

// ---- who may do what ---------------------------------------------------------------------------

TEST(Duties, AreAsLittleAsTheWorkNeeds) {
  struct Row {
    Deed deed;
    const char* roles;  // a: administrator, h: host, f: facilitator, r: researcher
  };
  const Row table[] = {{Deed::log_in, "ahfr"},
                       {Deed::log_out, "ahfr"},
                       {Deed::see_accounts, "a"},
                       {Deed::add_account, "a"},
                       {Deed::remove_account, "a"},
                       {Deed::see_log, "a"},
                       {Deed::list_conversations, "hfr"},
                       {Deed::open_conversation, "h"},
                       {Deed::entrust, "h"},
                       {Deed::make_link, "h"},
                       {Deed::make_code, "h"},
                       {Deed::erase_person, "h"},
                       {Deed::write_document, "f"},
                       {Deed::check_transcript, "f"},
                       {Deed::propose_release, "f"},
                       {Deed::confirm_release, "hf"},
                       {Deed::read_transcript, "r"}};
  const std::pair<Role, char> roles[] = {{Role::administrator, 'a'},
                                         {Role::host, 'h'},
                                         {Role::facilitator, 'f'},
                                         {Role::researcher, 'r'}};
  for (const Row& row : table) {
    for (const auto& [role, letter] : roles) {
      const bool may = std::string_view(row.roles).find(letter) != std::string_view::npos;
      EXPECT_EQ(staff::may({role}, row.deed), may) << name(row.deed) << ' ' << name(role);
    }
    EXPECT_FALSE(staff::may({}, row.deed));
  }
}

// ---- the log -----------------------------------------------------------------------------------

void damage(const std::filesystem::path& directory, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open((directory / "staff.sqlite").c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  sqlite3_close(handle);
}

void write_deeds(const std::filesystem::path& directory, int count) {
  staff::Register here(directory);
  for (int i = 0; i < count; ++i) {
    staff::Entry entry;
    entry.at = {60'000LL * i};
    entry.who = i % 3;
    entry.deed = i % 2 == 0 ? Deed::make_link : Deed::read_transcript;
    entry.allowed = i % 5 != 0;
    if (i % 2 == 0) entry.conversation = ConversationId{{std::byte{7}}};
    here.note(entry);
  }
}

TEST(StaffLog, IsSoundAsItWasWritten) {
  const TemporaryDirectory directory;
  EXPECT_EQ(staff::verify_log(directory.path()).entries, 0);
  write_deeds(directory.path(), 12);
  const auto report = staff::verify_log(directory.path());
  EXPECT_EQ(report.entries, 12);
  EXPECT_FALSE(report.fault);
  EXPECT_EQ(staff::Register(directory.path()).log(10, 100).size(), 2U);
}

TEST(StaffLog, IsAppendedToAndNothingElse) {
  const TemporaryDirectory directory;
  write_deeds(directory.path(), 3);
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open((directory.path() / "staff.sqlite").c_str(), &handle), SQLITE_OK);
  for (const char* sql : {"UPDATE deeds SET who = 9", "DELETE FROM deeds WHERE number = 3"}) {
    EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << sql;
  }
  sqlite3_close(handle);
}

TEST(StaffLog, TellsWhichEntryWasChangedAddedOrTakenOut) {
  const std::pair<const char*, std::int64_t> changes[] = {
      {"UPDATE deeds SET who = 9 WHERE number = 4", 4},
      {"UPDATE deeds SET at = at + 1 WHERE number = 5", 5},
      {"UPDATE deeds SET deed = 'see log' WHERE number = 6", 6},
      {"UPDATE deeds SET allowed = 1 - allowed WHERE number = 7", 7},
      {"UPDATE deeds SET conversation = x'' WHERE number = 1", 1},
      {"UPDATE deeds SET about = 3 WHERE number = 2", 2},
      {"UPDATE deeds SET chain = zeroblob(32) WHERE number = 12", 12},
      {"DELETE FROM deeds WHERE number = 3", 3},
      {"INSERT INTO deeds SELECT 13, at, who, deed, allowed, conversation, about, chain FROM deeds "
       "WHERE number = 12",
       13}};
  for (const auto& [sql, number] : changes) {
    const TemporaryDirectory directory;
    write_deeds(directory.path(), 12);
    damage(directory.path(), "DROP TRIGGER deeds_never_change; DROP TRIGGER deeds_never_go");
    damage(directory.path(), sql);
    EXPECT_EQ(staff::verify_log(directory.path()).fault, number) << sql;
  }
}

// ---- over real sockets -------------------------------------------------------------------------

class StaffTest : public testing::Test {
 protected:
  codec::ApiStaffMade account(const std::string& who, const std::vector<std::string>& roles) {
    return test::account(server, who, roles);
  }
  [[nodiscard]] Answer log_in(const codec::ApiStaffMade& made, std::int64_t step_off = 0) const {
    return test::log_in(server, made, step_off);
  }
  [[nodiscard]] Browser browser_of(const codec::ApiStaffMade& made) const {
    return test::browser_of(server, made);
  }
  [[nodiscard]] std::string log() const { return server.administer("GET", "/api/staff/log").body; }

  LoopbackServer server;
};

constexpr const char* open_one = R"({"script_id":"open_gesprek","title":"Aan tafel"})";

TEST_F(StaffTest, LogInWithPasswordAndCodeAndGetACookieThatOnlyTheirBrowserUsesHere) {
  const auto made = account("Anna", {"host"});
  const Answer in = log_in(made);
  EXPECT_EQ(in.status, "200") << in.body;
  EXPECT_NE(in.head.find("; Path=/; Secure; HttpOnly; SameSite=Strict"), std::string::npos);
  EXPECT_TRUE(in.cookie().starts_with("__Host-arena="));
  EXPECT_EQ(in.cookie().size(), std::string("__Host-arena=").size() + 64);
  const Browser anna{server, in.cookie()};
  EXPECT_EQ(anna.ask("GET", "/api/staff/me").body, R"({"name":"Anna","roles":["host"]})");
  EXPECT_EQ(Browser{server}.ask("GET", "/api/staff/me").status, "401");
}

TEST_F(StaffTest, WhoMisguessesLearnsNothing) {
  const auto made = account("Anna", {"host"});
  const auto attempt = [&](const std::string& name, const std::string& password,
                           const std::string& code) {
    const Answer answer = Browser{server}.ask("POST", "/api/staff/login",
                                              codec::encode_staff_login({name, password, code}));
    return answer.status + answer.body;
  };
  const std::string right = code_of(made, 0);
  const std::string said = attempt("Nobody", made.password, right);
  EXPECT_TRUE(said.starts_with("401"));
  EXPECT_EQ(attempt("Anna", "guess", right), said);
  EXPECT_EQ(attempt("Anna", made.password, "000000"), said);
  EXPECT_EQ(attempt("anna", made.password, right), said);
  EXPECT_EQ(attempt("", "", ""), said);
}

TEST_F(StaffTest, ACodeThatWasTakenIsNotTakenAgain) {
  const auto made = account("Anna", {"host"});
  EXPECT_EQ(log_in(made).status, "200");
  EXPECT_EQ(log_in(made).status, "401");
  EXPECT_EQ(log_in(made, 1).status, "200");
}

TEST_F(StaffTest, AfterFiveWrongTriesAnAccountWaitsAlsoForTheRightPassword) {
  auto made = account("Anna", {"host"});
  const auto other = account("Bram", {"host"});
  auto guess = made;
  guess.password = "guess";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(log_in(guess).status, "401");
  EXPECT_EQ(log_in(made).status, "401");
  EXPECT_EQ(log_in(other).status, "200") << "nobody else is held up";
}

TEST_F(StaffTest, GuessingFillsNoLogAndHoldsUpNobodyWhoWorks) {
  account("Anna", {"host"});
  std::atomic<std::size_t> answered{0};
  std::vector<std::thread> guessers;
  for (int i = 0; i < 24; ++i) {
    guessers.emplace_back([this, i, &answered] {
      const auto guess =
          codec::encode_staff_login({i % 2 == 0 ? "Anna" : "Niemand", "geraden", "000000"});
      const Answer answer = Browser{server}.ask("POST", "/api/staff/login", guess);
      EXPECT_TRUE(answer.status == "401" || answer.status == "503") << answer.status;
      ++answered;
    });
  }
  EXPECT_EQ(server.administer("GET", "/api/staff").status, 200U);
  EXPECT_LT(answered, guessers.size()) << "a deed does not wait for passwords";
  for (std::thread& one : guessers) one.join();
  const std::string deeds = log();
  std::size_t noted = 0;
  for (std::size_t at = 0;
       (at = deeds.find(R"("deed":"log in","allowed":false)", at)) != std::string::npos; ++at) {
    ++noted;
  }
  EXPECT_EQ(noted, 2U) << "one for the account, one for names that nobody has";
}

// A login whose password is being checked while its account ends.
TEST_F(StaffTest, ALoginThatIsUnderWayWhenItsAccountEndsIsWorthNothing) {
  for (int round = 0; round < 6; ++round) {
    const auto made = account("Anna", {"administrator"});
    std::string cookie;
    std::thread owner([&] { cookie = log_in(made).cookie(); });
    const auto removed =
        server.administer("POST", "/api/staff/remove", codec::encode_staff_name("Anna"));
    owner.join();
    ASSERT_EQ(removed.status, 200U);
    const Browser anna{server, cookie};
    EXPECT_EQ(anna.ask("GET", "/api/staff/me").status, "401") << "round " << round;
  }
}

// Whoever plants a cookie in a browser before its owner logs in has nothing afterwards.
TEST_F(StaffTest, ACookieFromBeforeTheLoginIsWorthNothingAfterIt) {
  const auto made = account("Anna", {"host"});
  Browser planted{server, "__Host-arena=" + std::string(64, 'a')};
  const Answer in =
      planted.ask("POST", "/api/staff/login",
                  codec::encode_staff_login({made.name, made.password, code_of(made, 0)}));
  ASSERT_EQ(in.status, "200");
  EXPECT_NE(in.cookie(), planted.cookie);
  EXPECT_EQ(planted.ask("GET", "/api/staff/me").status, "401");
  // Two of the name: nobody can tell which one is the owner's.
  const Browser two{server, planted.cookie + "; " + in.cookie()};
  EXPECT_EQ(two.ask("GET", "/api/staff/me").status, "401");
  const Browser among_others{server, "theme=dark; " + in.cookie() + "; x=y"};
  EXPECT_EQ(among_others.ask("GET", "/api/staff/me").status, "200");
}

TEST_F(StaffTest, ALoginEndsWhenItsOwnerSaysSoOrIsRemoved) {
  const auto made = account("Anna", {"host"});
  const Browser first = browser_of(made);
  const Browser second{server, log_in(made, 1).cookie()};
  EXPECT_EQ(first.ask("POST", "/api/staff/logout", "{}").status, "200");
  EXPECT_EQ(first.ask("GET", "/api/staff/me").status, "401");
  EXPECT_EQ(second.ask("GET", "/api/staff/me").status, "200");
  EXPECT_EQ(server.administer("POST", "/api/staff/remove", codec::encode_staff_name("Anna")).status,
            200U);
  EXPECT_EQ(second.ask("GET", "/api/staff/me").status, "401");
  EXPECT_EQ(log_in(made, 1).status, "401");
  EXPECT_EQ(server.stored().find("Anna"), std::string::npos) << "no name of who went stays";
}

TEST_F(StaffTest, APageOfAnotherSiteCannotActWithTheCookie) {
  const Browser anna = browser_of(account("Anna", {"host"}));
  std::size_t tried = 0, done = 0;
  for (const std::string& origin :
       {std::string(), std::string("null"), std::string("https://evil.example.org"),
        server.url() + ".evil.org", server.url() + "0", "https" + server.url().substr(4)}) {
    for (const char* target : {"/api/conversations", "/api/staff", "/api/staff/remove"}) {
      Browser forged = anna;
      forged.origin = origin;
      ++tried;
      const Answer answer = forged.ask("POST", target, open_one);
      done += answer.status.starts_with("2") ? 1 : 0;
      EXPECT_TRUE(answer.status == "403" || answer.status == "401") << origin << answer.status;
    }
  }
  EXPECT_EQ(anna.ask("POST", "/api/conversations", open_one).status, "201");
  std::cout << "posts with a cookie from other pages: tried " << tried << ", done " << done << '\n';
}

// ---- each does what is theirs, to what is theirs ------------------------------------------------

TEST_F(StaffTest, EachRoleMayDoWhatItsWorkNeedsToWhatIsEntrustedToIt) {
  const Browser host = browser_of(account("Host", {"host"}));
  const Answer opened = host.ask("POST", "/api/conversations", open_one);
  ASSERT_EQ(opened.status, "201") << opened.body;
  const std::string mine =
      codec::hex(codec::decode_conversation_created(opened.body)->conversation);
  const std::string others = codec::hex(server.create("open_gesprek").conversation);

  struct Person {
    Browser browser;
    char letter;
  };
  const Person people[] = {{browser_of(account("Beheer", {"administrator"})), 'a'},
                           {host, 'h'},
                           {browser_of(account("Leider", {"facilitator"})), 'f'},
                           {browser_of(account("Zoeker", {"researcher"})), 'r'}};
  for (const char* to : {"Beheer", "Leider", "Zoeker"}) {
    EXPECT_EQ(
        host.ask("POST", "/api/conversations/" + mine + "/entrust", codec::encode_staff_name(to))
            .status,
        "200");
  }
  struct Route {
    const char* method;
    std::string target;
    std::string body;
    const char* roles;
    bool of_one;
  };
  const auto routes = [&](const std::string& id) {
    const std::string one = "/api/conversations/" + id;
    return std::vector<Route>{
        {"GET", "/api/staff", "", "a", false},
        {"GET", "/api/staff/log", "", "a", false},
        {"POST", "/api/staff", R"({"name":"","roles":["host"]})", "a", false},
        {"POST", "/api/staff/remove", R"({"name":"Niemand"})", "a", false},
        {"GET", "/api/conversations", "", "hfr", false},
        {"GET", "/api/conversations?titles=yes", "", "hfr", false},
        {"POST", "/api/conversations", R"({"title":""})", "h", false},
        {"GET", "/api/stats", "", "r", false},
        {"POST", one + "/links", R"({"group":"client"})", "h", true},
        {"POST", one + "/links", R"({"group":"client","spoken":true})", "h", true},
        {"POST", one + "/entrust", R"({"name":"Niemand"})", "h", true},
        {"POST", one + "/erase", R"({"seat":"C999"})", "h", true},
        {"GET", one + "/report?format=json", "", "f", true},
        {"GET", one + "/letter?format=json", "", "f", true},
        {"GET", one + "/export?format=jsonl", "", "r", true},
        {"GET", one + "/export?format=jsonl&check=yes", "", "f", true},
        {"POST", one + "/propose", R"({"transcript":""})", "f", true},
        {"POST", one + "/confirm", R"({"transcript":""})", "", true},
        {"GET", one + "/stats", "", "r", true}};
  };
  std::size_t right = 0, cells = 0;
  for (const Person& person : people) {
    for (const std::string& id : {mine, others}) {
      for (const Route& route : routes(id)) {
        const bool theirs =
            std::string_view(route.roles).find(person.letter) != std::string_view::npos &&
            (!route.of_one || id == mine);
        const Answer answer = person.browser.ask(route.method, route.target, route.body);
        const bool refused =
            answer.status == "403" && answer.body.find("not_yours") != std::string::npos;
        ++cells;
        right += refused != theirs ? 1 : 0;
        EXPECT_EQ(refused, !theirs) << person.letter << ' ' << route.method << ' ' << route.target
                                    << ' ' << answer.status << answer.body;
      }
    }
  }
  std::cout << "staff: cells right " << right << " of " << cells << '\n';

  // A list holds what is theirs and nothing else.
  const std::string listed = host.ask("GET", "/api/conversations?titles=yes").body;
  EXPECT_NE(listed.find(mine), std::string::npos);
  EXPECT_NE(listed.find("Aan tafel"), std::string::npos);
  EXPECT_EQ(listed.find(others), std::string::npos);
  // Nor can a host carry on what somebody else led.
  const Answer after =
      host.ask("POST", "/api/conversations",
               R"({"script_id":"open_gesprek","title":"Verder","after":")" + others + R"("})");
  EXPECT_NE(after.body.find("no_such_conversation"), std::string::npos) << after.body;
}

TEST_F(StaffTest, EachDeedIsInTheLogAllowedOrNotWithoutContent) {
  const Browser host = browser_of(account("Anna", {"host"}));
  const Answer opened = host.ask("POST", "/api/conversations", open_one);
  const std::string id = codec::hex(codec::decode_conversation_created(opened.body)->conversation);
  EXPECT_EQ(host.ask("GET", "/api/conversations/" + id + "/export?format=csv").status, "403");
  const std::string deeds = log();
  for (const char* part :
       {R"("deed":"add account","allowed":true)", R"("deed":"log in","allowed":true)",
        R"("deed":"open conversation","allowed":true)"}) {
    EXPECT_NE(deeds.find(part), std::string::npos) << part << deeds;
  }
  EXPECT_NE(deeds.find(R"("deed":"read transcript","allowed":false,"conversation":")" + id),
            std::string::npos);
  EXPECT_NE(deeds.find(R"("deed":"opened conversation","allowed":true,"conversation":")" + id),
            std::string::npos);
  EXPECT_NE(deeds.find(R"("deed":"made account","allowed":true,"about":1)"), std::string::npos);
  EXPECT_EQ(deeds.find("Aan tafel"), std::string::npos);
  EXPECT_EQ(deeds.find("Anna"), std::string::npos);
  server.stop();
  const auto report = staff::verify_log(server.data());
  EXPECT_FALSE(report.fault);
  EXPECT_GE(report.entries, 5);
}

TEST_F(StaffTest, PasswordsCodesAndLoginsStandInNoFile) {
  const auto made = account("Anna", {"host"});
  const Answer in = log_in(made);
  const std::string token = in.cookie().substr(std::string("__Host-arena=").size());
  server.stop();
  const std::string stored = server.stored();
  EXPECT_NE(stored.find("Anna"), std::string::npos) << "the control: what is kept is found";
  EXPECT_NE(stored.find("$argon2id$"), std::string::npos);
  EXPECT_EQ(stored.find(made.password), std::string::npos);
  EXPECT_EQ(stored.find(token), std::string::npos);
}

TEST_F(StaffTest, WrongAccountsAreRefusedWithASentence) {
  const auto refused = [&](const std::string& name, const std::vector<std::string>& roles) {
    return server.administer("POST", "/api/staff", codec::encode_staff_person({name, roles})).body;
  };
  account("Anna", {"host"});
  EXPECT_NE(refused("Anna", {"host"}).find("name_taken"), std::string::npos);
  EXPECT_NE(refused("", {"host"}).find("bad_name"), std::string::npos);
  EXPECT_NE(refused("two\nlines", {"host"}).find("bad_name"), std::string::npos);
  EXPECT_NE(refused("Bram", {}).find("no_such_role"), std::string::npos);
  EXPECT_NE(refused("Bram", {"host", "king"}).find("no_such_role"), std::string::npos);
  EXPECT_NE(server.administer("POST", "/api/staff/remove", codec::encode_staff_name("Bram"))
                .body.find("no_such_account"),
            std::string::npos);
}

}  // namespace
}  // namespace arena::test
