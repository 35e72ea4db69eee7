// SPDX-License-Identifier: EUPL-1.2
// A transcript comes to researchers when two people have read it: a facilitator, and who was named
// before the conversation opened. Over real sockets.
#include <gtest/gtest.h>
#include <sodium.h>

#include <iostream>
#include <string>

#include "tests/support/open_room.hpp"
#include "tests/support/staff_desk.hpp"

namespace arena::test {
namespace {

std::string sha256(const std::string& text) {
  Octets<struct Sha256Tag, 32> digest;
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.bytes.data()),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return codec::hex(digest);
}

class Release : public OpenRoom {
 protected:
  // A conversation for which `releaser` was named, entrusted to a facilitator and a researcher.
  void held(const std::string& releaser, ArchiveLevel level = ArchiveLevel::full) {
    begin(level, "", [&](codec::ApiNewConversation& asked) { asked.releaser = releaser; });
    of = "/api/conversations/" + codec::hex(created.conversation);
    for (const char* to : {"Leider", "Zoeker"}) {
      ASSERT_EQ(server.administer("POST", of + "/entrust", codec::encode_staff_name(to)).status,
                200U);
    }
    ASSERT_EQ(ana.ask_and_wait(Speak{}, "Bij het loket hielp niemand."), "");
    ASSERT_EQ(ben.ask_and_wait(Speak{}, "Bij mij ook niet."), "");
  }
  static Answer step(const Browser& who, const std::string& path, const std::string& digest) {
    return who.ask("POST", path, codec::encode_release(digest));
  }
  Answer propose(const Browser& who, const std::string& digest) const {
    return step(who, of + "/propose", digest);
  }
  Answer confirm(const Browser& who, const std::string& digest) const {
    return step(who, of + "/confirm", digest);
  }
  Answer checked(const Browser& who) const {
    return who.ask("GET", of + "/export?format=jsonl&check=yes");
  }
  Answer read(const Browser& who) const { return who.ask("GET", of + "/export?format=jsonl"); }
  static bool says(const Answer& answer, const std::string& status, const std::string& error) {
    const bool right =
        answer.status == status && answer.body.find('"' + error + '"') != std::string::npos;
    if (!right) std::cout << answer.status << ' ' << answer.body << '\n';
    return right;
  }
  [[nodiscard]] bool lists(const Browser& who, const std::string& part) const {
    return who.ask("GET", "/api/conversations?titles=yes").body.find(part) != std::string::npos;
  }

  const Browser leader = browser_of(server, account(server, "Leider", {"facilitator"}));
  const Browser named = browser_of(server, account(server, "Meelezer", {"host"}));
  const Browser researcher = browser_of(server, account(server, "Zoeker", {"researcher"}));
  std::string of;
};

TEST_F(Release, NeedsAFacilitatorAndWhoWasNamedAndTheSameWords) {
  held("Meelezer");
  EXPECT_TRUE(says(checked(leader), "409", "not_closed"));
  EXPECT_TRUE(says(propose(leader, sha256("")), "409", "not_closed"));
  end();
  EXPECT_TRUE(says(read(researcher), "403", "not_released"));
  EXPECT_EQ(researcher.ask("GET", of + "/stats").status, "403");
  EXPECT_EQ(researcher.ask("GET", "/api/stats").body, R"({"conversations":[]})");

  const std::string transcript = checked(leader).body;
  ASSERT_NE(transcript.find("Bij het loket hielp niemand."), std::string::npos);
  const std::string digest = sha256(transcript);
  EXPECT_TRUE(says(confirm(named, digest), "409", "not_proposed"));
  EXPECT_TRUE(says(checked(named), "403", "not_yours")) << "nobody has proposed it";
  EXPECT_TRUE(says(propose(leader, sha256("iets anders")), "409", "transcript_changed"));
  EXPECT_TRUE(lists(named, R"("state":"named","confirms":"Meelezer","is_you":true)"));
  EXPECT_EQ(propose(leader, digest).status, "200");
  EXPECT_TRUE(lists(named, R"("state":"proposed","confirms":"Meelezer","is_you":true)"));
  EXPECT_TRUE(says(read(researcher), "403", "not_released"));
  EXPECT_EQ(checked(named).body, transcript);
  EXPECT_TRUE(says(confirm(named, sha256("iets anders")), "409", "transcript_changed"));
  EXPECT_EQ(confirm(named, digest).status, "200");

  EXPECT_EQ(read(researcher).body, transcript);
  EXPECT_EQ(researcher.ask("GET", of + "/stats").status, "200");
  EXPECT_NE(researcher.ask("GET", "/api/stats").body.find("\"turns\":2"), std::string::npos);
  EXPECT_TRUE(lists(researcher, R"("state":"released")"));
  EXPECT_TRUE(says(propose(leader, digest), "409", "released"));
  EXPECT_TRUE(says(confirm(named, digest), "409", "released"));
  server.stop();
  server.start();
  const Browser again{server, log_in(server, account(server, "Tweede", {"researcher"})).cookie()};
  EXPECT_EQ(read(again).status, "403") << "released, and not entrusted";
}

TEST_F(Release, IsNobodyElses) {
  held("Meelezer");
  end();
  const std::string digest = sha256(checked(leader).body);
  const Browser others[] = {
      researcher, browser_of(server, account(server, "Beheer", {"administrator"})),
      browser_of(server, account(server, "Iemand", {"host", "facilitator", "researcher"}))};
  for (const Browser& other : others) {
    EXPECT_TRUE(says(propose(other, digest), "403", "not_yours"));
    EXPECT_TRUE(says(checked(other), "403", "not_yours"));
  }
  EXPECT_TRUE(says(propose(named, digest), "403", "not_yours"));
  ASSERT_EQ(propose(leader, digest).status, "200");
  for (const Browser& other : others) {
    EXPECT_TRUE(says(confirm(other, digest), "403", "not_yours"));
  }
  EXPECT_TRUE(says(confirm(leader, digest), "403", "not_yours"));
  for (const char* step : {"/propose", "/confirm"}) {
    const auto with_token = server.administer("POST", of + step, codec::encode_release(digest));
    EXPECT_EQ(with_token.status, 403U) << "the operator is neither of the two: " << step;
  }
  EXPECT_TRUE(says(read(researcher), "403", "not_released"));
  EXPECT_EQ(leader.ask("POST", of + "/propose", "{}").status, "400");
}

TEST_F(Release, IsNotProposedByWhoConfirmsIt) {
  held("Leider");
  end();
  const std::string digest = sha256(checked(leader).body);
  EXPECT_TRUE(says(propose(leader, digest), "409", "you_confirm"));
  EXPECT_TRUE(says(confirm(leader, digest), "409", "not_proposed"));
}

TEST_F(Release, OfWordsThatWentSinceHasToBeProposedAnew) {
  held("Meelezer");
  end();
  const std::string before = sha256(checked(leader).body);
  ASSERT_EQ(propose(leader, before).status, "200");
  EXPECT_EQ(server
                .request("POST", "/api/withdraw",
                         codec::encode_withdraw_request({ana.seat(), std::nullopt}))
                .status,
            200U);
  EXPECT_TRUE(says(confirm(named, before), "409", "transcript_changed"));
  const std::string after = checked(named).body;
  EXPECT_EQ(after.find("Bij het loket"), std::string::npos);
  EXPECT_TRUE(says(confirm(named, sha256(after)), "409", "transcript_changed")) << "not proposed";
  ASSERT_EQ(propose(leader, sha256(after)).status, "200");
  EXPECT_EQ(confirm(named, sha256(after)).status, "200");
  // And what goes after the release is gone from what researchers read.
  EXPECT_EQ(server
                .request("POST", "/api/withdraw",
                         codec::encode_withdraw_request({ben.seat(), std::nullopt}))
                .status,
            200U);
  EXPECT_EQ(read(researcher).body.find("Bij mij ook niet."), std::string::npos);
}

TEST_F(Release, NeedsSomebodyWhoWasNamedAndCanDoIt) {
  held("Niemand van hier");
  end();
  const std::string digest = sha256(checked(leader).body);
  EXPECT_TRUE(says(propose(leader, digest), "409", "nobody_confirms"));
  EXPECT_TRUE(lists(leader, R"("state":"nobody_named")"));
  EXPECT_EQ(created.warnings.size(), 1U) << "who has the token is warned";
  for (const char* wrong : {"Zoeker", "Niemand van hier"}) {
    const Answer refused =
        named.ask("POST", "/api/conversations",
                  std::string(R"({"script_id":"open_gesprek","title":"Nog een","releaser":")") +
                      wrong + R"("})");
    EXPECT_TRUE(says(refused, "404", "no_such_releaser"));
  }
}

TEST_F(Release, OfNothingIsNone) {
  held("Meelezer", ArchiveLevel::nothing);
  end();
  EXPECT_TRUE(says(propose(leader, sha256("")), "409", "nothing_kept"));
}

TEST_F(Release, StandsInTheLogByWhomItWasProposedAndConfirmed) {
  held("Meelezer");
  end();
  const std::string digest = sha256(checked(leader).body);
  ASSERT_EQ(propose(leader, digest).status, "200");
  ASSERT_EQ(confirm(named, digest).status, "200");
  const std::string log = server.administer("GET", "/api/staff/log").body;
  for (const char* deed : {R"("who":1,"deed":"check transcript","allowed":true)",
                           R"("who":1,"deed":"propose release","allowed":true)",
                           R"("who":2,"deed":"confirm release","allowed":true)"}) {
    EXPECT_NE(log.find(deed), std::string::npos) << deed << log;
  }
  EXPECT_EQ(log.find("loket"), std::string::npos);
}

}  // namespace
}  // namespace arena::test
