// SPDX-License-Identifier: EUPL-1.2
// A removal that was decided but never reached the disk did not happen: who was to be removed
// must get, after the thaw, what was kept from them in between.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "server/hub/hub.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/memory_slots.hpp"
#include "tests/support/plain_encoder.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/recording_outbox.hpp"
#include "tests/support/scripts_for_tests.hpp"
#include "tests/support/seeded_entropy.hpp"

namespace arena::test {
namespace {

class LostRemovalTest : public testing::Test {
 protected:
  struct Guest {
    std::shared_ptr<RecordingOutbox> outbox = std::make_shared<RecordingOutbox>();
    std::shared_ptr<hub::Connection> connection;
  };

  void run() {
    io_.restart();
    io_.poll();
  }
  void settle() {
    do {
      journal_.settle();
      run();
    } while (journal_.waiting() > 0);
  }

  Guest seat(const hub::Secret& link) {
    Guest guest;
    std::optional<hub::Secret> secret;
    hub_.join({link, ""}, [&](const auto& joined) { secret = joined.value().seat_secret; });
    settle();
    hub_.attach(*secret, {}, guest.outbox,
                [&](const auto& attached) { guest.connection = attached.value(); });
    run();
    hub_.page(guest.connection);
    return guest;
  }
  void act(const Guest& guest, std::uint16_t round, ActBody body, const std::string& text = {}) {
    hub::CommandRequest request{{}, Room{round, 0, 0}, std::move(body), text};
    entropy_.fill(request.id.bytes);
    hub_.command(guest.connection, std::move(request));
  }
  static bool heard(const Guest& guest, const std::string& text) {
    for (const auto& sent : guest.outbox->notices()) {
      if (sent.notice->find(text) != std::string::npos) return true;
    }
    return false;
  }

  boost::asio::io_context io_;
  ManualClock clock_;
  SeededEntropy entropy_{1};
  MemoryJournal journal_{&io_};
  MemorySlots slots_;
  PlainEncoder encoder_;
  hub::Hub hub_{io_,
                {journal_, slots_, clock_, entropy_, encoder_, plain_commitment, plain_digest,
                 [](const std::string&) { return std::optional(queue_script().script); }},
                {}};
};

TEST_F(LostRemovalTest, GivesBackWhatWasKeptFromTheOneWhoStayed) {
  std::optional<hub::ConversationOpened> opened;
  hub_.create({queue_script().script, "queue_test", "Proef", ArchiveLevel::full, {}},
              [&](auto result) { opened = result.value(); });
  settle();
  const Guest chair = seat(opened->links[2].secret);
  const Guest member = seat(opened->links[0].secret);
  const Guest victim = seat(opened->links[1].secret);
  act(chair, 0, Admit{SeatId{2}});
  act(chair, 0, Admit{SeatId{3}});
  act(chair, 0, OpenRound{1});
  act(chair, 1, OpenRound{2});
  settle();

  std::vector<Record> history;
  hub_.history(opened->conversation, [&](auto loaded) { history = loaded.value(); });
  settle();
  SeatCode code;
  for (const Record& record : history) {
    const auto* admitted = std::get_if<Admitted>(&record.event.body);
    if (admitted != nullptr && admitted->seat == SeatId{3}) code = admitted->code;
  }

  // The words reach the disk; before they are told the removal is decided, and then lost.
  act(member, 2, Speak{}, "said before it");
  ASSERT_TRUE(journal_.step());
  act(chair, 2, Remove{code}, "a removal that never was");
  journal_.fail_group(0);
  run();
  EXPECT_TRUE(heard(member, "said before it"));
  EXPECT_FALSE(heard(victim, "said before it")) << "the scene is not what it should be";
  settle();

  EXPECT_TRUE(heard(victim, "said before it"));
  EXPECT_FALSE(victim.outbox->closed().has_value());
  EXPECT_FALSE(heard(member, "a removal that never was"));
  std::uint64_t expected = 0;
  for (const auto& sent : victim.outbox->notices()) EXPECT_EQ(sent.sequence.value, ++expected);
  EXPECT_EQ(chair.outbox->last<hub::Refused>()->why.reason, Reason::frozen);

  // And the conversation goes on, for the one who stayed too.
  act(member, 2, Speak{}, "said after it");
  settle();
  EXPECT_TRUE(heard(victim, "said after it"));
}

}  // namespace
}  // namespace arena::test
