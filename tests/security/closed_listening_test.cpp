// SPDX-License-Identifier: EUPL-1.2
// Closed listening over the real socket: every act × group × round of arenagesprek_nabespreking,
// and what others received because of it, in raw bytes. Each zero has a positive control.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"
#include "tests/support/rights_table.hpp"

namespace arena::test {
namespace {

// What a whole run adds up to.
struct Tally {
  std::size_t cells{}, right{};
  std::size_t by_listeners{};     // notices to others than the chair, of what listeners did
  std::size_t by_clients{};       // the same of clients: the control
  std::size_t to_away{};          // notices to clients in the debrief, but own help
  std::size_t to_those_inside{};  // the control
  // Canaries. Lessons of the debrief are released later; the rest of it never is.
  std::set<std::string> refused, accepted, of_listeners, of_debrief, lessons;
};

struct Attempt {
  std::string answer;  // as a cell in words
  bool accepted{};
  std::string canary;
};

// A conversation on a real server, brought to one place, with seven people on sockets.
class Scene {
 public:
  Scene(LoopbackServer& server, Place place);

  // One act of one person; afterwards everybody has received what there was to receive.
  Attempt attempt(Who who, const ActRow& row, Tally& tally);

  [[nodiscard]] Participant& actor(Who who) {
    return who == Who::client ? client : who == Who::professional ? professional : chair;
  }
  [[nodiscard]] std::vector<Participant*> everybody() {
    return {&chair, &other_chair, &client, &other_client, &professional, &other_professional};
  }
  void sync();
  void open(Place place);

 private:
  void expect(Participant& who, ActBody body, const std::string& text = {});
  void arrive_in_lobby(const std::string& link);
  void bring_to(Place place);
  ItemId ask(const std::string& text);
  [[nodiscard]] Things things_for(std::string_view act) const;
  [[nodiscard]] std::string answer_in_words(Participant& who, const std::string& reason) const;
  void clean_up(std::string_view act, bool accepted);

  boost::asio::io_context io_;
  Place place_;
  Things things_;
  std::vector<SeatId> waiting_;
  std::vector<ItemId> questions_;  // at the gate: one for each act of the chair, two to merge

 public:
  Participant chair{io_}, other_chair{io_}, client{io_}, other_client{io_}, professional{io_},
      other_professional{io_}, spare{io_};
};

std::string fresh_canary() {
  static int count = 0;
  return "canary-" + std::to_string(++count) + "-end";
}

bool contains(const std::string& bytes, const std::string& canary) {
  return bytes.find(canary) != std::string::npos;
}

Scene::Scene(LoopbackServer& server, Place place) : place_(place) {
  const auto created = server.create("arenagesprek_nabespreking");
  const auto take_part = [&](Participant& who, const std::string& group) {
    who.join(link_for(created, group));
    if (!who.attach()) throw std::runtime_error("somebody cannot attach");
  };
  take_part(chair, "chair");
  take_part(other_chair, "chair");
  take_part(client, "client");
  take_part(other_client, "client");
  take_part(professional, "professional");
  take_part(other_professional, "professional");
  take_part(spare, "professional");
  if (!chair.admit(5)) throw std::runtime_error("somebody is not admitted");
  const auto seated = [this] {
    return !client.code().empty() && !other_client.code().empty() && !professional.code().empty() &&
           !other_professional.code().empty() && !spare.code().empty();
  };
  if (!chair.wait(seated)) throw std::runtime_error("somebody has no seat");
  for (int n = 0; n < 2; ++n) arrive_in_lobby(link_for(created, "client"));
  bring_to(place);
  sync();
}

void Scene::arrive_in_lobby(const std::string& link) {
  const std::size_t before = chair.notices().size();
  if (post_join(link).status != 200) throw std::runtime_error("nobody can arrive");
  chair.wait([&] { return chair.notices().size() > before; });
  waiting_.push_back(SeatId{chair.last("lobby_changed")->waiting});
}

void Scene::expect(Participant& who, ActBody body, const std::string& text) {
  const std::string refused = who.ask_and_wait(std::move(body), text);
  if (!refused.empty()) throw std::runtime_error("the scene cannot be set: " + refused);
}

ItemId Scene::ask(const std::string& text) {
  expect(other_professional, Ask{}, text);
  return ItemId{other_professional.last("question_waiting")->item};
}

void Scene::bring_to(Place place) {
  things_.turn = Turn{Room{round_of(Place::opening), 0, 0}, 1};
  if (place == Place::lobby) return;

  open(Place::opening);
  expect(chair, Speak{}, "welcome");
  sync();
  if (place == Place::opening) return;

  open(Place::ervaringen);
  expect(other_client, Speak{}, "the first turn");
  things_.turn = Turn{Room{round_of(Place::ervaringen), 0, 0}, 1};
  sync();
  if (place == Place::ervaringen) return;

  open(Place::verduidelijking);
  things_.shown_question = ask("shown?");
  expect(chair, AcceptQuestion{things_.shown_question});
  for (int n = 0; n < 5; ++n) questions_.push_back(ask("waiting?"));
  if (place == Place::verduidelijking) return;

  open(Place::nabespreking);
  expect(other_professional, ProposeLesson{}, "a lesson");
  things_.lesson = ItemId{other_professional.last("contribution")->item};
  if (place == Place::nabespreking) return;

  open(Place::afsluiting);
  if (place == Place::afsluiting) return;
  open(Place::nacheck);
  if (place == Place::nacheck) return;

  expect(chair, EndSitting{}, "until the next");
  sync();
  if (place == Place::terugkoppeling) open(place);
}

void Scene::open(Place place) {
  expect(chair, OpenRound{round_of(place)});
  sync();
}

// A refusal comes after everything that was sent to the same person before it.
void Scene::sync() {
  for (Participant* person : everybody()) {
    (void)person->ask_and_wait(Speak{}, "too late", Room{99, 0, 0});
  }
}

Things Scene::things_for(std::string_view act) const {
  Things things = things_;
  things.in_lobby = waiting_.at(act == "turn_away" ? 1 : 0);
  const std::string& code = act == "remove" ? spare.code() : other_professional.code();
  things.somebody = {code.front(), static_cast<std::uint16_t>(std::stoul(code.substr(1)))};
  if (!questions_.empty()) {
    const std::size_t which = act == "ask_to_rephrase"     ? 1
                              : act == "withhold_question" ? 2
                              : act == "merge_questions"   ? 3
                                                           : 0;
    things.waiting_question = questions_.at(which);
    things.other_waiting_question = questions_.at(4);
  }
  return things;
}

std::string in_words(const Cell& cell) {
  if (cell.accepted) return "accepted";
  return cell.reason + (cell.opens_in_round ? "@" + std::to_string(*cell.opens_in_round) : "");
}

std::string Scene::answer_in_words(Participant& who, const std::string& reason) const {
  if (reason.empty()) return "accepted";
  for (auto status = who.statuses().rbegin(); status != who.statuses().rend(); ++status) {
    if (!status->refusal) continue;
    const std::uint32_t opens = status->refusal->opens_in_round;
    return reason + (opens == 0 ? "" : "@" + std::to_string(opens));
  }
  return reason;
}

void Scene::clean_up(std::string_view act, bool accepted) {
  if (act == "pause" && accepted) expect(chair, ResumeRound{});
}

Attempt Scene::attempt(Who who, const ActRow& row, Tally& tally) {
  Participant& person = actor(who);
  std::vector<std::pair<Participant*, std::size_t>> before;
  for (Participant* each : everybody()) before.emplace_back(each, each->notices().size());

  Attempt attempt;
  attempt.canary = fresh_canary();
  const std::string reason = person.ask_and_wait(act_named(row.act, things_for(row.act), place_),
                                                 text_of(row.act, attempt.canary));
  attempt.accepted = reason.empty();
  attempt.answer = answer_in_words(person, reason);
  sync();

  for (const auto& [other, count] : before) {
    const std::size_t told = other->notices().size() - count;
    if (other == &person || other == &chair || other == &other_chair) continue;
    if (only_listens(who, place_)) tally.by_listeners += told;
    if (who == Who::client) tally.by_clients += told;
    if (place_ != Place::nabespreking) continue;
    const bool away = other == &client || other == &other_client;
    (away ? tally.to_away : tally.to_those_inside) += told;
  }
  clean_up(row.act, attempt.accepted);
  if (row.act == "pause") sync();
  return attempt;
}

// Acts after which the conversation stands elsewhere: each has a scene of its own.
bool leaves_the_place(std::string_view act) {
  return act == "open_next_round" || act == "open_round_before" || act == "end_sitting" ||
         act == "close";
}

class ClosedListeningTest : public testing::Test {
 protected:
  void try_cell(Scene& scene, Who who, Place place, const ActRow& row) {
    const Cell cell = row.at(who, place);
    // What moves everybody to another room is told to those who are away, too.
    Tally apart;
    const bool moves = cell.accepted && leaves_the_place(row.act);
    const Attempt attempt = scene.attempt(who, row, moves ? apart : tally_);
    ++tally_.cells;
    tally_.right += attempt.answer == in_words(cell) ? 1U : 0U;
    EXPECT_EQ(attempt.answer, in_words(cell))
        << row.act << " by " << name(who) << " in " << name(place);
    if (text_of(row.act, attempt.canary).empty()) return;
    (attempt.accepted ? tally_.accepted : tally_.refused).insert(attempt.canary);
    const bool reaches_the_chair = row.act == "ask_help" || row.act == "ask";
    if (only_listens(who, place)) tally_.of_listeners.insert(attempt.canary);
    if (place == Place::nabespreking && who != Who::client && !moves) {
      (row.act == "propose_lesson" ? tally_.lessons : tally_.of_debrief).insert(attempt.canary);
    }
    if (!attempt.accepted || !reaches_the_chair) return;
    EXPECT_TRUE(contains(scene.chair.received(), attempt.canary)) << row.act;
  }

  void try_place(Place place) {
    Scene scene(server_, place);
    for (const Who who : all_who) {
      for (const ActRow& row : rights_table()) {
        if (row.at(who, place).accepted && leaves_the_place(row.act)) continue;
        try_cell(scene, who, place, row);
      }
    }
    check_bytes(scene);
    if (place == Place::nabespreking) check_return_of_who_was_away(scene);
    for (const ActRow& row : rights_table()) {
      if (!row.at(Who::chair, place).accepted || !leaves_the_place(row.act)) continue;
      Scene apart(server_, place);
      try_cell(apart, Who::chair, place, row);
    }
  }

  // Nobody but the chair has a byte of what listeners wrote, nobody at all of what was refused.
  void check_bytes(Scene& scene) {
    for (Participant* person : scene.everybody()) {
      for (const std::string& canary : tally_.refused) {
        EXPECT_FALSE(contains(person->received(), canary)) << "a refused text was delivered";
      }
      for (const std::string& canary : tally_.accepted) {
        accepted_delivered_ += contains(person->received(), canary) ? 1U : 0U;
      }
    }
    for (Participant* person : {&scene.client, &scene.other_client, &scene.other_professional}) {
      for (const std::string& canary : tally_.of_listeners) {
        listeners_delivered_ += contains(person->received(), canary) ? 1U : 0U;
      }
    }
    count_debrief_bytes(scene);
    lessons_before_release_ += lessons_received_by(scene.client);
  }

  [[nodiscard]] std::size_t lessons_received_by(const Participant& person) const {
    std::size_t received = 0;
    for (const std::string& canary : tally_.lessons) {
      received += contains(person.received(), canary) ? 1U : 0U;
    }
    return received;
  }

  void count_debrief_bytes(Scene& scene) {
    for (const std::string& canary : tally_.of_debrief) {
      for (Participant* away : {&scene.client, &scene.other_client}) {
        debrief_to_away_ += contains(away->received(), canary) ? 1U : 0U;
      }
      debrief_to_inside_ += contains(scene.other_professional.received(), canary) ? 1U : 0U;
    }
  }

  // Reads everything once more, from the beginning: while away, back at the closing, and when the
  // lessons return.
  void check_return_of_who_was_away(Scene& scene) {
    read_all_again(scene.client);
    read_all_again(scene.other_client);
    scene.open(Place::afsluiting);
    read_all_again(scene.client);
    count_debrief_bytes(scene);
    lessons_before_release_ += lessons_received_by(scene.client);
    scene.open(Place::nacheck);
    ASSERT_EQ(scene.chair.ask_and_wait(EndSitting{}, "until the next"), "");
    scene.sync();
    scene.open(Place::terugkoppeling);
    read_all_again(scene.client);
    count_debrief_bytes(scene);
    lessons_after_release_ += lessons_received_by(scene.client);
  }

  static void read_all_again(Participant& away) {
    std::vector<codec::SeenNotice> first = away.notices();
    away.close();
    away.forget({});
    ASSERT_TRUE(away.attach());
    const std::vector<codec::SeenNotice> all = away.notices();
    ASSERT_GE(all.size(), first.size());
    const std::vector<codec::SeenNotice> again(
        all.begin() + static_cast<std::ptrdiff_t>(first.size()), all.end());
    bool in_debrief = false;
    std::uint64_t expected = 0;
    for (const codec::SeenNotice& notice : again) {
      EXPECT_EQ(notice.sequence, ++expected) << "a gap tells that something happened elsewhere";
      if (notice.kind == "sitting_over" || notice.kind == "round_entered") in_debrief = false;
      if (in_debrief) {
        EXPECT_EQ(notice.kind, "help");
        EXPECT_EQ(notice.code, away.code()) << "somebody else's help";
      }
      if (notice.kind == "round_entered") {
        in_debrief = notice.room.round == round_of(Place::nabespreking);
      }
    }
    EXPECT_GT(again.size(), 3U);
  }

  // What was refused stands in no file; what was accepted does.
  void check_disk() {
    server_.stop();
    const std::string stored = server_.stored();
    std::size_t kept = 0;
    for (const std::string& canary : tally_.refused) {
      EXPECT_FALSE(contains(stored, canary)) << "a refused text is on disk";
    }
    for (const std::string& canary : tally_.accepted) kept += contains(stored, canary) ? 1U : 0U;
    EXPECT_GT(kept, 20U) << "accepted texts are kept, so the search can find";
    std::cout << "refused texts on disk 0 of " << tally_.refused.size() << " (accepted " << kept
              << " of " << tally_.accepted.size() << ")\n";
  }

  LoopbackServer server_;
  Tally tally_;
  std::size_t accepted_delivered_{};
  std::size_t listeners_delivered_{};
  std::size_t debrief_to_away_{};
  std::size_t debrief_to_inside_{};
  std::size_t lessons_before_release_{};
  std::size_t lessons_after_release_{};
};

TEST_F(ClosedListeningTest, HoldsForEveryActGroupAndRound) {
  for (const Place place : all_places) try_place(place);

  std::cout << "cells right " << tally_.right << " of " << tally_.cells << '\n'
            << "perceivable acts by listeners in listening rounds " << tally_.by_listeners
            << " (by clients " << tally_.by_clients << ")\n"
            << "texts of listeners delivered to others " << listeners_delivered_
            << " (accepted texts " << accepted_delivered_ << ")\n"
            << "notices to who is away " << tally_.to_away << " (to who is inside "
            << tally_.to_those_inside << ")\n"
            << "texts of the debrief in bytes to who is away " << debrief_to_away_
            << " (to who is inside " << debrief_to_inside_ << ")\n"
            << "lessons to who is away " << lessons_before_release_ << " (once released "
            << lessons_after_release_ << ")\n";

  EXPECT_EQ(tally_.cells, rights_table().size() * all_who.size() * all_places.size());
  EXPECT_EQ(tally_.right, tally_.cells);
  EXPECT_EQ(tally_.by_listeners, 0U);
  EXPECT_GT(tally_.by_clients, 0U);
  EXPECT_EQ(listeners_delivered_, 0U);
  EXPECT_GT(accepted_delivered_, 0U);
  EXPECT_EQ(tally_.to_away, 0U);
  EXPECT_GT(tally_.to_those_inside, 0U);
  EXPECT_EQ(debrief_to_away_, 0U);
  EXPECT_GT(debrief_to_inside_, 0U);
  EXPECT_EQ(lessons_before_release_, 0U);
  EXPECT_GT(lessons_after_release_, 0U);
  check_disk();
}

}  // namespace
}  // namespace arena::test
