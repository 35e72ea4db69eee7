// SPDX-License-Identifier: EUPL-1.2
// Words that somebody takes back leave the open screens too: whoever was told of them reads all of
// it again and finds them empty; nobody else notices anything.
#include <algorithm>

#include "tests/support/hub_room.hpp"

namespace arena::hub {
namespace {

constexpr std::size_t professional_group = 1;
constexpr const char* words = "Ik woon bij mijn zus.";

class TakenBack : public HubTest {
 protected:
  static constexpr Room telling{2, 0, 0};
  static constexpr std::uint16_t debrief = 4;

  TakenBack() : HubTest(test::shipped_script("arenagesprek_nabespreking")) {}

  // Two clients, one of whom said something, a listener and a facilitator.
  void SetUp() override {
    opened_ = open();
    chair_ = attach(join(opened_.links[chair_group].secret)->seat_secret);
    ana_ = sits_down(client_group);
    bea_ = sits_down(client_group);
    ben_ = sits_down(professional_group);
    opens(1);
    opens(telling.round);
    act(ana_, telling, Speak{}, words);
    settle();
  }
  Guest sits_down(std::size_t group) {
    const auto joined = join(opened_.links[group].secret);
    const Guest guest = attach(joined->seat_secret);
    for (const SeatKey& key : journal_.disk().seat_keys) {
      if (key.secret == test::plain_digest(joined->seat_secret))
        act(chair_, Room{}, Admit{key.seat});
    }
    settle();
    return guest;
  }
  void opens(std::uint16_t round) {
    act(chair_, Room{round_, 0, 0}, OpenRound{round});
    round_ = round;
    settle();
  }
  std::size_t withdraw(const Guest& author, std::optional<Turn> only = {}) {
    std::size_t gone = 0;
    hub_->withdraw(author.secret, only, [&](auto result) { gone = result.value_or(0); });
    settle();
    return gone;
  }
  // All that it is shown from the last beginning on.
  std::string reads(const Guest& guest) {
    hub_->page(guest.connection);
    std::string text;
    for (const auto& sent : guest.outbox->notices()) {
      if (sent.sequence == ViewerSequence{1}) text.clear();
      text += *sent.notice + '\n';
    }
    return text;
  }
  static std::size_t told_to_read_again(const Guest& guest) {
    const auto& all = guest.outbox->statuses();
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const Status& status) {
      const auto* welcome = std::get_if<Welcome>(&status);
      return welcome != nullptr && welcome->resync && welcome->seated;
    }));
  }
  struct Received {
    std::size_t notices{}, statuses{};
    friend bool operator==(const Received&, const Received&) = default;
  };
  static Received received(const Guest& guest) {
    return {guest.outbox->notices().size(), guest.outbox->statuses().size()};
  }

  ConversationOpened opened_;
  std::uint16_t round_ = 0;
  Guest chair_, ana_, bea_, ben_;
};

TEST_F(TakenBack, WordsAreReadAgainByWhoeverWasToldThemAndAreEmptyThen) {
  for (const Guest* guest : {&chair_, &ana_, &bea_, &ben_}) {
    EXPECT_NE(reads(*guest).find(words), std::string::npos);
  }
  EXPECT_EQ(withdraw(ana_), 1U);
  for (const Guest* guest : {&chair_, &ana_, &bea_, &ben_}) {
    EXPECT_EQ(told_to_read_again(*guest), 1U);
    EXPECT_EQ(reads(*guest).find(words), std::string::npos) << reads(*guest);
  }
  act(bea_, telling, Speak{}, "En dit blijft.");
  settle();
  EXPECT_NE(reads(ben_).find("En dit blijft."), std::string::npos) << "live again";
  EXPECT_EQ(told_to_read_again(ben_), 1U);
}

TEST_F(TakenBack, WordsThatSomebodyWasNeverToldChangeNothingForThem) {
  act(ben_, telling, TakeNote{}, "Voor mij alleen.");
  settle();
  const Received others[] = {received(chair_), received(ana_), received(bea_)};
  EXPECT_EQ(withdraw(ben_), 1U);
  EXPECT_EQ(told_to_read_again(ben_), 1U);
  EXPECT_EQ(received(chair_), others[0]);
  EXPECT_EQ(received(ana_), others[1]);
  EXPECT_EQ(received(bea_), others[2]);
}

TEST_F(TakenBack, WhoIsAwayHearsOfItWhenBackAndNotBefore) {
  opens(3);
  opens(debrief);
  const Received before = received(bea_);
  EXPECT_EQ(withdraw(ana_), 1U);
  EXPECT_EQ(received(bea_), before) << "where nothing arrives, this does not either";
  EXPECT_EQ(told_to_read_again(ben_), 1U);
  act(chair_, Room{debrief, 0, 0}, Speak{}, "Wij gaan door.");
  settle();
  EXPECT_EQ(received(bea_), before);
  opens(debrief + 1);
  EXPECT_EQ(told_to_read_again(bea_), 1U);
  EXPECT_EQ(reads(bea_).find(words), std::string::npos);
}

TEST_F(TakenBack, WhoHasNoConnectionReadsAgainOnComingBackAndOnce) {
  const ViewerSequence last = bea_.outbox->notices().back().sequence;
  hub_->detach(bea_.connection, {});
  settle();
  EXPECT_EQ(withdraw(ana_), 1U);
  const Guest back = attach(bea_.secret, last);
  EXPECT_EQ(told_to_read_again(back), 1U);
  EXPECT_EQ(reads(back).find(words), std::string::npos);
  const Guest again = attach(bea_.secret, last);
  EXPECT_EQ(told_to_read_again(again), 0U);
}

TEST_F(TakenBack, AScreenThatWasOfflineOverARestartReadsAgainOnComingBackAndOnce) {
  act(bea_, telling, TakeNote{}, "Voor mij alleen.");
  settle();
  const ViewerSequence last_of_bea = bea_.outbox->notices().back().sequence;
  const ViewerSequence last_of_ben = ben_.outbox->notices().back().sequence;
  hub_->detach(bea_.connection, {});
  EXPECT_EQ(withdraw(ana_), 1U);
  EXPECT_EQ(withdraw(bea_), 1U);
  restart();
  const Guest back = attach(bea_.secret, last_of_bea);
  EXPECT_EQ(told_to_read_again(back), 1U);
  EXPECT_EQ(reads(back).find(words), std::string::npos);
  EXPECT_EQ(told_to_read_again(attach(bea_.secret, last_of_bea)), 0U);
  EXPECT_EQ(told_to_read_again(attach(ben_.secret, last_of_ben)), 1U);
}

TEST_F(TakenBack, WhoWasToldNothingOfItNoticesNothingAfterARestartEither) {
  act(ben_, telling, TakeNote{}, "Voor mij alleen.");
  settle();
  const ViewerSequence last = bea_.outbox->notices().back().sequence;
  EXPECT_EQ(withdraw(ben_), 1U);
  restart();
  EXPECT_EQ(told_to_read_again(attach(bea_.secret, last)), 0U);
}

TEST_F(TakenBack, WhoseConnectionWasDeadWhenItWasToldIsToldAgain) {
  const ViewerSequence last = bea_.outbox->notices().back().sequence;
  EXPECT_EQ(withdraw(ana_), 1U);
  EXPECT_EQ(told_to_read_again(bea_), 1U) << "and this never arrived";
  for (int i = 0; i < 2; ++i) {
    Guest back{bea_.secret, std::make_shared<test::RecordingOutbox>(), nullptr};
    hub_->attach(bea_.secret, last, back.outbox, [&](auto result) { back.connection = *result; });
    settle();
    EXPECT_EQ(told_to_read_again(back), 1U) << "until a page is asked for";
  }
  const Guest back = attach(bea_.secret, last);
  EXPECT_EQ(reads(back).find(words), std::string::npos);
  EXPECT_EQ(told_to_read_again(attach(bea_.secret, last)), 0U);
}

TEST_F(TakenBack, NobodyIsTakenForAwayOrBackBeforeThatIsOnTheDisk) {
  opens(3);
  opens(debrief);
  act(chair_, Room{debrief, 0, 0}, OpenRound{debrief + 1});
  run_without_disk();  // back, as far as memory knows
  const Received before = received(bea_);
  hub_->withdraw(ana_.secret, std::nullopt, [](auto) {});
  run_without_disk();
  EXPECT_EQ(received(bea_), before);
  settle();
  EXPECT_EQ(told_to_read_again(bea_), 1U);
}

TEST_F(TakenBack, WhoeverTakesBackOneWordAfterTheOtherDoesNotKeepAllOthersReading) {
  for (int i = 0; i < 5; ++i) act(ana_, telling, Speak{}, "Nog een.");
  settle();
  for (std::uint32_t n = 1; n <= 6; ++n) {
    EXPECT_EQ(withdraw(ana_, Turn{telling, n}), 1U);
    reads(ben_);
  }
  EXPECT_EQ(told_to_read_again(ben_), 1U) << "the others wait for the end of a second";
}

TEST_F(TakenBack, WhoIsStillReadingReadsAgainAfterThat) {
  for (std::size_t i = 0; i < Hub::page_notices_max; ++i) {
    act(ana_, telling, Speak{}, "Nog een.");
    settle();
  }
  Guest late{bea_.secret, std::make_shared<test::RecordingOutbox>(), nullptr};
  hub_->attach(bea_.secret, {}, late.outbox, [&](auto result) { late.connection = *result; });
  settle();
  ASSERT_NE(reads(late).find(words), std::string::npos);
  ASSERT_TRUE(late.outbox->last<PageEnd>()->more) << "and has not come to the end";
  EXPECT_EQ(withdraw(ana_, Turn{telling, 1}), 1U);
  EXPECT_EQ(told_to_read_again(late), 0U) << "one thing after the other";
  reads(late);
  EXPECT_EQ(told_to_read_again(late), 1U);
  reads(late);
  EXPECT_EQ(reads(late).find(words), std::string::npos);
}

TEST_F(TakenBack, ANameLeavesTheScreensOfThoseWhoWereShownIt) {
  std::optional<Secret> seat;
  hub_->join({opened_.links[client_group].secret, "Dirk"},
             [&](auto result) { seat = result->seat_secret; });
  settle();
  const Guest dirk = attach(*seat);
  for (const SeatKey& key : journal_.disk().seat_keys) {
    if (key.secret == test::plain_digest(*seat)) act(chair_, telling, Admit{key.seat});
  }
  settle();
  ASSERT_NE(reads(chair_).find("Dirk"), std::string::npos);
  const Received client = received(bea_);
  hub_->withdraw(*seat, std::nullopt, [](auto) {});
  settle();
  EXPECT_EQ(told_to_read_again(chair_), 1U);
  EXPECT_EQ(reads(chair_).find("Dirk"), std::string::npos);
  EXPECT_EQ(received(bea_), client) << "clients are known to her by their codes";
}

}  // namespace
}  // namespace arena::hub
