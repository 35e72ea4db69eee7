// SPDX-License-Identifier: EUPL-1.2
// Words that somebody wants gone are in no file, and the record stays whole: the whole server, over
// real sockets, with its real record.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "server/app/transcripts.hpp"
#include "server/journal/journal.hpp"
#include "tests/support/open_room.hpp"

namespace arena::test {
namespace {

class Withdrawal : public OpenRoom {
 protected:
  net::Answer withdraw(const Participant& person, std::optional<Turn> only = {}) const {
    return server.request("POST", "/api/withdraw",
                          codec::encode_withdraw_request({person.seat(), only}));
  }
  net::Answer erase(const std::string& seat) const {
    return server.administer("POST",
                             "/api/conversations/" + codec::hex(created.conversation) + "/erase",
                             codec::encode_erase_request(seat));
  }
  journal::VerifyReport verified() {
    server.stop();
    return journal::verify(server.data(), [](const auto&) { return std::uint64_t{}; });
  }
  // What somebody who looks anew is shown of this turn.
  std::string shown_anew(const Participant& person, const Turn& turn) {
    Participant again(io);
    again.take_seat(person.seat(), server.url());
    EXPECT_TRUE(again.attach());
    for (const auto& notice : again.notices()) {
      if (notice.kind == "contribution" && notice.turn == turn) return notice.text;
    }
    return "not shown";
  }
};

TEST_F(Withdrawal, OfOneTurnTakesItsWordsFromEveryFileAndNothingElse) {
  begin(ArchiveLevel::full);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Dit neem ik terug."), "");
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Dit blijft staan."), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("Dit blijft staan."); }));
  EXPECT_TRUE(stands("Dit neem ik terug."));
  const Turn turn{{1, 0, 0}, 1};
  EXPECT_EQ(withdraw(ana, turn).body, "{\"erased\":\"1\"}");
  EXPECT_FALSE(stands("Dit neem ik terug."));
  EXPECT_TRUE(stands("Dit blijft staan."));
  EXPECT_EQ(shown_anew(ben, turn), "");
  EXPECT_EQ(shown_anew(ben, {{1, 0, 0}, 2}), "Dit blijft staan.");
  const auto again = withdraw(ana, turn);
  EXPECT_EQ(again.status, 404U);
  EXPECT_NE(again.body.find("no_such_words"), std::string::npos);
  const auto report = verified();
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.erased, 1U);
}

TEST_F(Withdrawal, TakesTheWordsFromTheScreensThatAreOpen) {
  begin(ArchiveLevel::full);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Dit neem ik terug."), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("Dit neem ik terug."); }));
  const std::size_t before = ben.notices().size();
  EXPECT_EQ(withdraw(ana).status, 200U);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "En nu verder."), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("En nu verder."); }));
  // From the beginning, without a gap, and without the words.
  std::uint64_t sequence = 0;
  for (std::size_t i = before; i < ben.notices().size(); ++i) {
    EXPECT_EQ(ben.notices()[i].sequence, ++sequence);
    EXPECT_NE(ben.notices()[i].text, "Dit neem ik terug.");
  }
  EXPECT_EQ(sequence, before + 1);
}

TEST_F(Withdrawal, IsForOnesOwnWordsAlone) {
  begin(ArchiveLevel::full);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Van Ana."), "");
  for (const Participant* other : {&ben, &chair}) {
    EXPECT_EQ(withdraw(*other, Turn{{1, 0, 0}, 1}).status, 404U);
  }
  Participant nobody_here(io);
  EXPECT_NE(withdraw(nobody_here).body.find("no_such_seat"), std::string::npos);
  EXPECT_TRUE(stands("Van Ana."));
}

TEST_F(Withdrawal, OfEverythingHoldsAfterTheCloseAndAfterARestart) {
  begin(ArchiveLevel::full);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Een van Ana."), "");
  ASSERT_EQ(ana.ask_and_wait(TakeNote{}, "Twee van Ana."), "");
  ASSERT_EQ(ben.ask_and_wait(Speak{}, "Een van Ben."), "");
  end();
  server.stop();
  server.start();
  EXPECT_EQ(withdraw(ana).body, "{\"erased\":\"2\"}");
  EXPECT_FALSE(stands("Een van Ana."));
  EXPECT_FALSE(stands("Twee van Ana."));
  EXPECT_TRUE(stands("Een van Ben."));
  const auto report = verified();
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.erased, 2U);
}

TEST_F(Withdrawal, CanBeAskedByTheAdministratorForAPersonAndTakesTheNameToo) {
  begin(ArchiveLevel::full, "Ana van Hierachter");
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Woorden van Ana."), "");
  EXPECT_TRUE(stands("Ana van Hierachter"));
  EXPECT_EQ(erase("C77").status, 404U);
  EXPECT_EQ(erase("niemand").status, 400U);
  EXPECT_EQ(erase(ana.code()).body, "{\"erased\":\"1\"}");
  EXPECT_FALSE(stands("Woorden van Ana."));
  EXPECT_FALSE(stands("Ana van Hierachter"));
  const auto by_somebody =
      server.request("POST", "/api/conversations/" + codec::hex(created.conversation) + "/erase",
                     codec::encode_erase_request(ana.code()));
  EXPECT_EQ(by_somebody.status, 401U);
  EXPECT_TRUE(verified().sound);
}

TEST_F(Withdrawal, NeedsOneThingToBeSaid) {
  begin(ArchiveLevel::full);
  for (const char* body :
       {"{}", "{\"all\":true,\"number\":1}", "{\"round\":70000,\"number\":1}", "[]"}) {
    EXPECT_EQ(server.request("POST", "/api/withdraw", body).status, 400U) << body;
  }
}

// ---- names

TEST_F(Withdrawal, NobodysNameStandsAnywhereAfterTheClose) {
  begin(ArchiveLevel::full, "Ana van Hierachter");
  EXPECT_TRUE(stands("Ana van Hierachter"));
  end();
  server.stop();
  EXPECT_FALSE(stands("Ana van Hierachter"));
}

// ---- what is past its date

class Purge : public Withdrawal {
 protected:
  static Instant now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
  }
  // A conversation whose words go at `until`.
  void begin_until(Instant until) {
    begin(ArchiveLevel::full, "Ana van Hierachter",
          [&](codec::ApiNewConversation& asked) { asked.keep_until = until; });
  }
  bool gone() const { return !stands("Dit gaat weg.") && !stands("Ana van Hierachter"); }
};

TEST_F(Purge, TakesAllWordsNamesAndSeatsOfAConversationThatIsPastItsDate) {
  constexpr Span soon{1'500};
  const Instant until = now() + soon;
  begin_until(until);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Dit gaat weg."), "");
  while (now() < until) ASSERT_EQ(ben.ask_and_wait(TakeNote{}, "Dit gaat weg."), "");
  server.stop();
  server.start();
  EXPECT_TRUE(ana.attach(server.url())) << "its round is open";
  ASSERT_TRUE(chair.attach(server.url()));
  EXPECT_TRUE(stands("Dit gaat weg."));
  ASSERT_EQ(chair.ask_and_wait(EndSitting{}), "");
  server.stop();
  EXPECT_TRUE(stands("Dit gaat weg."));
  server.start();
  Participant late(io);
  late.take_seat(ana.seat(), server.url());
  while (!gone() && late.attach(server.url())) late.drop();
  EXPECT_FALSE(late.attach(server.url()));
  EXPECT_EQ(late.close_code(), 4004U);
  const std::string link = link_for(created, "client");
  EXPECT_EQ(post_join(server.url() + "/" + link.substr(link.find('#'))).status, 404U);
  const auto report = verified();
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_GT(report.erased, 1U);
}

TEST_F(Purge, LeavesWhatIsNotPastItsDate) {
  constexpr Span a_day{86'400'000};
  begin_until(now() + a_day);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Dit gaat weg."), "");
  ASSERT_EQ(chair.ask_and_wait(EndSitting{}), "");
  server.stop();
  server.start();
  EXPECT_TRUE(ana.attach(server.url()));
  EXPECT_TRUE(stands("Dit gaat weg."));
}

TEST_F(Purge, NeedsADateThatIsStillToCome) {
  codec::ApiNewConversation asked;
  asked.script_id = "open_gesprek";
  asked.title = "Proef";
  asked.keep_until = Instant{1'000};
  const auto answer =
      server.administer("POST", "/api/conversations", codec::encode_new_conversation(asked));
  EXPECT_EQ(answer.status, 400U);
  EXPECT_NE(answer.body.find("keep_until_past"), std::string::npos);
}

}  // namespace
}  // namespace arena::test
