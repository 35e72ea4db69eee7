// SPDX-License-Identifier: EUPL-1.2
// A detached slot from its opening to its end, on real sockets and a real clock: five terminals, of
// which two have something in the envelope. It lasts a minute and a half, in which nothing is done.
#include "clients/cli/slot_writer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "clients/cli/server_link.hpp"
#include "tests/support/loopback_server.hpp"

namespace arena::cli {
namespace {

using test::link_for;

struct Terminal {
  Terminal(boost::asio::io_context& io, const net::Url& server, hub::Secret seat)
      : person(io, find(server), seat, hooks()),
        writer(
            io, find(server), [this](ActBody act) { person.send(std::move(act), {}, {}); },
            [this](SlotWriter::Fate fate) { fates.push_back(fate); }) {}

  static FindServer find(const net::Url& server) {
    return [server]() -> std::optional<net::Url> { return server; };
  }
  Person::Hooks hooks() {
    Person::Hooks made;
    made.notice = [this](const codec::SeenNotice& notice) {
      writer.take(notice);
      notices.push_back(notice);
    };
    made.status = [this](const codec::SeenStatus& status) { writer.take(status); };
    made.bytes = [this](const std::string& message) { received += message; };
    return made;
  }
  [[nodiscard]] bool told(const std::string& kind) const {
    return std::any_of(notices.begin(), notices.end(),
                       [&](const auto& notice) { return notice.kind == kind; });
  }
  [[nodiscard]] std::multiset<std::string> anonymous() const {
    std::multiset<std::string> texts;
    for (const auto& notice : notices) {
      if (notice.change != "anonymous") continue;
      EXPECT_EQ(notice.code, "");
      texts.insert(notice.text);
    }
    return texts;
  }

  std::vector<codec::SeenNotice> notices;
  std::vector<SlotWriter::Fate> fates;
  std::string received;
  Person person;
  SlotWriter writer;
};

TEST(EnvelopesOfTheTerminal, ComeOutForEverybodyTogetherAndWithoutAName) {
  const test::LoopbackServer server;
  const auto created = server.create("arenagesprek_nabespreking");
  boost::asio::io_context io;
  test::Participant chair(io);
  chair.join(link_for(created, "chair"));
  ASSERT_TRUE(chair.attach());
  std::vector<std::unique_ptr<Terminal>> people;
  for (int i = 0; i < 5; ++i) {
    const auto link = parse_link(link_for(created, "professional"));
    people.push_back(std::make_unique<Terminal>(io, link->server, take_seat(*link, "").secret));
  }
  ASSERT_TRUE(chair.admit(people.size()));
  for (std::uint16_t round = 1; round <= 4; ++round) {
    ASSERT_EQ(chair.ask_and_wait(OpenRound{round}), "");
    ASSERT_TRUE(chair.wait([&] { return chair.room().round == round; }));
  }
  ASSERT_EQ(chair.ask_and_wait(OpenSlot{slot_writing_min, {}, {}}, "Wat zegt u nooit?"), "");
  for (const auto& each : people) {
    ASSERT_TRUE(chair.wait([&] { return each->told("slot"); }));
  }
  EXPECT_TRUE(people[0]->writer.write("Ik durf niet alles te vragen."));
  EXPECT_TRUE(people[1]->writer.write("Toch maar niets."));
  EXPECT_TRUE(people[1]->writer.write(""));
  EXPECT_TRUE(people[2]->writer.write("Ik ook niet."));
  EXPECT_FALSE(people[3]->writer.write(std::string(4'001, 'x')));

  const auto whole = std::chrono::milliseconds((slot_writing_min + slot_hand_in).value + 20'000);
  for (const auto& each : people) {
    ASSERT_TRUE(chair.wait([&] { return each->told("slot_over"); }, whole));
  }
  const std::multiset<std::string> expected{"Ik durf niet alles te vragen.", "Ik ook niet."};
  for (const auto& each : people) {
    ASSERT_TRUE(chair.wait([&] { return each->anonymous().size() == expected.size(); }));
    EXPECT_EQ(each->anonymous(), expected);
    EXPECT_EQ(each->fates, std::vector<SlotWriter::Fate>{SlotWriter::Fate::handed_in});
    EXPECT_EQ(each->received.find("Toch maar niets."), std::string::npos);
    EXPECT_FALSE(each->writer.write("te laat"));
  }
  EXPECT_EQ(server.stored().find("Toch maar niets."), std::string::npos);
}

TEST(EnvelopesOfTheTerminal, AreNotWrittenWhereNoSlotIsOpen) {
  boost::asio::io_context io;
  SlotWriter writer(
      io, [] { return std::optional<net::Url>(); }, [](const ActBody&) {}, [](SlotWriter::Fate) {});
  EXPECT_FALSE(writer.write("tekst"));
}

TEST(EnvelopesOfTheTerminal, AreNotLostWhenTheConversationIsReadAgain) {
  boost::asio::io_context io;
  std::size_t asked = 0;
  SlotWriter writer(
      io, [] { return std::optional<net::Url>(); }, [&](const ActBody&) { ++asked; },
      [](SlotWriter::Fate) {});
  std::vector<codec::SeenNotice> told(3);
  for (std::size_t i = 0; i < told.size(); ++i) told[i].sequence = i + 1;
  told[1].kind = "slot_over";
  for (const std::size_t opens : {0U, 2U}) {
    told[opens].kind = "slot";
    told[opens].slot.emplace();
    told[opens].slot->slot.bytes.front() = static_cast<std::byte>(opens);
    told[opens].slot->writes = true;
    told[opens].slot->writing_ends_ms = INT64_MAX / 2;
  }
  for (const codec::SeenNotice& notice : told) writer.take(notice);
  ASSERT_TRUE(writer.write("Dit mag niet weg."));
  for (const codec::SeenNotice& notice : told) writer.take(notice);
  EXPECT_EQ(asked, 2U) << "no other blinding: the server would refuse it";
}

// A server that uses another key for each could know its people again.
TEST(EnvelopesOfTheTerminal, AreNotHandedInWhenTheProofDoesNotHold) {
  boost::asio::io_context io;
  std::vector<SlotWriter::Fate> fates;
  std::vector<RequestToken> asked;
  SlotWriter writer(
      io, [] { return std::optional<net::Url>(); },
      [&](const ActBody& act) { asked.push_back(std::get<RequestToken>(act)); },
      [&](SlotWriter::Fate fate) { fates.push_back(fate); });
  const auto published = anonymity::SlotKey::random();
  const auto tagging = anonymity::SlotKey::random();
  codec::SeenNotice notice;
  notice.sequence = 7;
  notice.kind = "slot";
  notice.slot.emplace();
  notice.slot->key = published.public_key();
  notice.slot->writes = true;
  notice.slot->writing_ends_ms = INT64_MAX / 2;
  writer.take(notice);
  ASSERT_EQ(asked.size(), 1U);
  const auto evaluation = tagging.evaluate({&asked.front().blinded, 1});
  ASSERT_TRUE(evaluation);
  codec::SeenStatus issued;
  issued.kind = "token_issued";
  issued.evaluation.element = evaluation->elements.front();
  issued.evaluation.challenge.bytes = evaluation->proof.challenge.bytes;
  issued.evaluation.response.bytes = evaluation->proof.response.bytes;
  writer.take(issued);
  EXPECT_EQ(fates, std::vector<SlotWriter::Fate>{SlotWriter::Fate::not_safe});
  EXPECT_FALSE(writer.write("tekst"));
}

}  // namespace
}  // namespace arena::cli
