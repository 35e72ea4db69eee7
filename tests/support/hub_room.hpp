// SPDX-License-Identifier: EUPL-1.2
// A hub with one conversation, a journal and a clock in the test's hand.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/hub/hub.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/memory_slots.hpp"
#include "tests/support/plain_encoder.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/recording_outbox.hpp"
#include "tests/support/scripts_for_tests.hpp"
#include "tests/support/seeded_entropy.hpp"

namespace arena::hub {

struct Guest {
  Secret secret;
  std::shared_ptr<test::RecordingOutbox> outbox;
  std::shared_ptr<Connection> connection;
};

inline constexpr Room gesprek{1, 0, 0};  // of open_gesprek, or the first of another script

class HubTest : public ::testing::Test {
 protected:
  static constexpr std::size_t client_group = 0;
  static constexpr std::size_t chair_group = 2;

  explicit HubTest(test::PlayableScript playable = test::shipped_script("open_gesprek"))
      : journal_(&io_), playable_(std::move(playable)) {}

  // Runs everything that can run without the clock.
  void settle() {
    do {
      journal_.settle();
      io_.restart();
      io_.poll();
    } while (journal_.waiting() > 0);
  }
  // The same, but nothing reaches the disk.
  void run_without_disk() {
    io_.restart();
    io_.poll();
  }

  ConversationOpened open(std::optional<Instant> links_expire = {},
                          ArchiveLevel level = ArchiveLevel::full) {
    ConversationOpened opened;
    hub_->create({playable_.script, playable_.text, "Proef", level, links_expire},
                 [&](auto result) { opened = result.value(); });
    settle();
    return opened;
  }

  tl::expected<Joined, JoinRefusal> join(const Secret& link) {
    tl::expected<Joined, JoinRefusal> joined = tl::unexpected(JoinRefusal::frozen);
    hub_->join({link, ""}, [&](auto result) { joined = result; });
    settle();
    return joined;
  }

  Guest attach(const Secret& seat, ViewerSequence last_seen = {}) {
    Guest guest{seat, std::make_shared<test::RecordingOutbox>(), nullptr};
    hub_->attach(seat, last_seen, guest.outbox, [&](auto result) {
      if (result) guest.connection = *result;
    });
    settle();
    if (guest.connection) hub_->page(guest.connection);
    return guest;
  }

  // A facilitator who has opened the first round.
  Guest chair_of(const ConversationOpened& opened) {
    const Guest chair = attach(join(opened.links[chair_group].secret)->seat_secret);
    act(chair, Room{}, OpenRound{1});
    settle();
    return chair;
  }

  CommandId act(const Guest& guest, Room room, ActBody body, std::string text = {}) {
    CommandId id;
    entropy_.fill(id.bytes);
    hub_->command(guest.connection, {id, room, std::move(body), std::move(text)});
    return id;
  }

  // A client, let in by `chair`.
  Guest client_of(const ConversationOpened& opened, const Guest& chair) {
    const auto joined = join(opened.links[client_group].secret);
    const Guest client = attach(joined->seat_secret);
    for (const SeatKey& key : journal_.disk().seat_keys) {
      if (key.secret == test::plain_digest(joined->seat_secret))
        act(chair, gesprek, Admit{key.seat});
    }
    settle();
    hub_->page(client.connection);
    return client;
  }

  // As the machine does when it starts again with what is on disk.
  void restart() {
    hub_.reset();
    Directory directory = journal_.directory();
    directory.slots = left_;
    hub_.emplace(io_, ports(), directory);
  }

  Hub::Ports ports() {
    return {journal_,
            slots_,
            clock_,
            entropy_,
            encoder_,
            &test::plain_commitment,
            &test::plain_digest,
            [this](const std::string&) { return playable_.script; }};
  }

  boost::asio::io_context io_;
  test::MemoryJournal journal_;
  test::MemorySlots slots_;
  test::ManualClock clock_;
  test::SeededEntropy entropy_{7};
  test::PlainEncoder encoder_;
  test::PlayableScript playable_;
  std::vector<Directory::Pending> left_;  // what lies beside the record at a restart
  std::optional<Hub> hub_{std::in_place, io_, ports(), Directory{}};
};

}  // namespace arena::hub
