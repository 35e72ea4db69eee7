// SPDX-License-Identifier: EUPL-1.2
// Words that are under way when a round ends: of two people on open sockets, each of whom may speak
// in a round in which the other may not, while the chair goes to and fro between the two. What was
// refused stands nowhere; what was accepted belongs to the round that was open.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {
namespace {

constexpr Room opening{1, 0, 0};      // nobody speaks but the chair
constexpr Room experiences{2, 0, 0};  // clients speak, professionals listen
constexpr Room questions{3, 0, 0};    // nobody speaks but by question and answer
constexpr Room debrief{4, 0, 0};      // professionals speak, clients are away
constexpr std::size_t at_once = 10;   // acts of each, half before and half after the chair's
constexpr std::size_t digits = 7;
const std::string mark = "straddle";

std::size_t tries() {
  const char* const wanted =
      std::getenv("ARENA_RACE_TRIES");  // NOLINT(concurrency-mt-unsafe): one thread
  return wanted != nullptr ? std::stoul(wanted) : 2'000;
}

std::string text_of(std::size_t number) {
  std::string name = std::to_string(number);
  name.insert(0, digits - name.size(), '0');
  return mark + name;
}

// The numbers of all texts that stand in these bytes.
std::set<std::size_t> numbers_in(const std::string& bytes) {
  std::set<std::size_t> out;
  for (std::size_t at = bytes.find(mark); at != std::string::npos; at = bytes.find(mark, at + 1)) {
    const std::string name = bytes.substr(at + mark.size(), digits);
    if (name.size() == digits && name.find_first_not_of("0123456789") == std::string::npos) {
      out.insert(std::stoul(name));
    }
  }
  return out;
}

struct Straddler {
  Participant& person;
  Room own;  // where this person may speak
  std::map<std::size_t, CommandId> sent;

  void speak(std::size_t number) { sent[number] = person.act(Speak{}, text_of(number), own); }
  [[nodiscard]] bool answered() const {
    return std::ranges::all_of(
        sent, [this](const auto& one) { return person.answer(one.second).has_value(); });
  }
};

class Straddling : public testing::Test {
 protected:
  void SetUp() override {
    const auto created = server.create("arenagesprek_nabespreking");
    chair.join(link_for(created, "chair"));
    ASSERT_TRUE(chair.attach());
    ana.join(link_for(created, "client"));
    pim.join(link_for(created, "professional"), "Pim");
    ASSERT_TRUE(ana.attach());
    ASSERT_TRUE(pim.attach());
    ASSERT_TRUE(chair.admit(2));
    for (const Room& room : {opening, experiences}) {
      ASSERT_EQ(chair.ask_and_wait(OpenRound{room.round}), "");
      ASSERT_TRUE(pim.wait([&] { return chair.room() == room && pim.room() == room; }));
    }
  }

  LoopbackServer server;
  boost::asio::io_context io;
  Participant chair{io};
  Participant ana{io};
  Participant pim{io};
  std::set<std::size_t> accepted;
  std::set<std::size_t> refused;
};

TEST_F(Straddling, WhatComesAfterTheRoundStandsNowhere) {
  std::vector<Straddler> people{{ana, experiences, {}}, {pim, debrief, {}}};
  std::size_t number = 0;
  for (bool in_debrief = false; number < tries(); in_debrief = !in_debrief) {
    for (Straddler& one : people) one.sent.clear();
    const auto half = [&] {
      for (std::size_t i = 0; i < at_once / 2; ++i) {
        for (Straddler& one : people) one.speak(number++);
      }
    };
    half();
    // One may go back to any round, and on to the next alone.
    const CommandId turned = in_debrief
                                 ? chair.act(OpenRound{experiences.round}, "Er was nog iets.")
                                 : chair.act(OpenRound{questions.round});
    half();
    ASSERT_TRUE(chair.wait([&] { return chair.answer(turned).has_value(); }));
    ASSERT_EQ(chair.answer(turned), "");
    for (Straddler& one : people) {
      ASSERT_TRUE(one.person.wait([&] { return one.answered(); }));
      for (const auto& [name, id] : one.sent) {
        const std::string answer = *one.person.answer(id);
        (answer.empty() ? accepted : refused).insert(name);
        EXPECT_TRUE(answer.empty() || answer == "round_over") << answer;
      }
    }
    if (!in_debrief) {
      ASSERT_EQ(chair.ask_and_wait(OpenRound{debrief.round}), "");
    }
    const Room next = in_debrief ? experiences : debrief;
    for (Participant* one : {&chair, &pim}) {
      ASSERT_TRUE(one->wait([&] { return one->room() == next; }));
    }
  }
  ASSERT_TRUE(chair.wait([&] { return chair.heard(text_of(*accepted.rbegin())); }));

  // Each contribution stands in the round that was open, and in which its speaker may speak.
  Room open = experiences;
  std::size_t misplaced = 0;
  std::set<std::size_t> said_in_debrief;
  for (const auto& notice : chair.notices()) {
    if (notice.kind == "round_entered") open = notice.room;
    if (notice.kind != "contribution") continue;
    const Room& own = notice.code == ana.code() ? experiences : debrief;
    if (notice.turn.room != open || open != own) ++misplaced;
    if (own == debrief) said_in_debrief.merge(numbers_in(notice.text));
  }
  server.stop();
  const std::set<std::size_t> on_disk = numbers_in(server.stored());
  std::vector<std::size_t> kept_though_refused;
  std::ranges::set_intersection(on_disk, refused, std::back_inserter(kept_though_refused));
  std::cout << "acts straddling a round " << number << ": accepted " << accepted.size()
            << ", refused " << refused.size() << ", in another round " << misplaced
            << ", stored though refused " << kept_though_refused.size() << '\n';
  EXPECT_EQ(misplaced, 0U);
  EXPECT_TRUE(kept_though_refused.empty());
  EXPECT_EQ(on_disk, accepted);
  EXPECT_GT(accepted.size(), number / 10);
  EXPECT_GT(refused.size(), number / 10);
  const std::set<std::size_t> to_ana = numbers_in(ana.received());
  EXPECT_FALSE(to_ana.empty()) << "her own words were shown to her";
  std::vector<std::size_t> of_the_debrief;
  std::ranges::set_intersection(to_ana, said_in_debrief, std::back_inserter(of_the_debrief));
  EXPECT_TRUE(of_the_debrief.empty());
  EXPECT_GT(said_in_debrief.size(), number / 100);
}

}  // namespace
}  // namespace arena::test
