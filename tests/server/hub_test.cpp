// SPDX-License-Identifier: EUPL-1.2
// The law of the hub: decide → append → tell. A journal that a test holds in its hand shows what
// is told before and after a commit, and what happens when a commit fails.
#include "server/hub/hub.hpp"

#include <gtest/gtest.h>

#include "tests/support/hub_room.hpp"

namespace arena::hub {
namespace {

using test::RecordingOutbox;

TEST_F(HubTest, TellsNobodyBeforeTheCommit) {
  const Guest chair = chair_of(open());
  const std::size_t before = chair.outbox->notices().size();

  act(chair, gesprek, Speak{}, "Welkom.");
  run_without_disk();
  EXPECT_EQ(chair.outbox->notices().size(), before);
  const std::size_t accepted = chair.outbox->count<Accepted>();

  settle();
  EXPECT_EQ(chair.outbox->notices().size(), before + 1);
  EXPECT_EQ(chair.outbox->count<Accepted>(), accepted + 1);
}

TEST_F(HubTest, ARefusalThatRestsOnWhatIsNotOnDiskWaitsForIt) {
  const Guest chair = chair_of(open());
  act(chair, gesprek, EndSitting{});
  act(chair, gesprek, Speak{}, "Te laat.");  // refused because of the sitting that just ended
  run_without_disk();
  EXPECT_EQ(chair.outbox->count<Refused>(), 0U);
  settle();
  ASSERT_EQ(chair.outbox->count<Refused>(), 1U);
  EXPECT_EQ(chair.outbox->last<Refused>()->why.reason, Reason::round_over);
}

TEST_F(HubTest, ARepeatIsAnsweredAndNotRepeated) {
  const Guest chair = chair_of(open());
  const CommandId id{};
  hub_->command(chair.connection, {id, gesprek, Speak{}, "Een keer."});
  settle();
  const std::size_t notices = chair.outbox->notices().size();
  const std::size_t accepted = chair.outbox->count<Accepted>();

  hub_->command(chair.connection, {id, gesprek, Speak{}, "Een keer."});
  settle();
  EXPECT_EQ(chair.outbox->notices().size(), notices);
  EXPECT_EQ(chair.outbox->count<Accepted>(), accepted + 1);

  hub_->command(chair.connection, {id, gesprek, Speak{}, "Iets anders."});
  settle();
  EXPECT_EQ(chair.outbox->notices().size(), notices);
  EXPECT_EQ(chair.outbox->last<Refused>()->why.reason, Reason::id_reused);
}

TEST_F(HubTest, FreezesWhenAnAppendFailsAndSaysSo) {
  const Guest chair = chair_of(open());
  journal_.fail_from_now_on(true);
  act(chair, gesprek, Speak{}, "Dit kan niet bewaard worden.");
  const std::size_t before = chair.outbox->notices().size();
  journal_.step();
  run_without_disk();

  ASSERT_NE(chair.outbox->last<FrozenStatus>(), nullptr);
  EXPECT_TRUE(chair.outbox->last<FrozenStatus>()->frozen);
  EXPECT_EQ(chair.outbox->notices().size(), before);

  act(chair, gesprek, Speak{}, "En dit ook niet.");
  EXPECT_EQ(chair.outbox->last<Refused>()->why.reason, Reason::frozen);
}

TEST_F(HubTest, ThawsWithWhatIsOnDiskAndRefusesWhatIsNot) {
  const Guest chair = chair_of(open());
  act(chair, gesprek, Speak{}, "Bewaard.");
  settle();
  const std::size_t kept = chair.outbox->notices().size();

  journal_.fail_group(0);
  const CommandId lost = act(chair, gesprek, Speak{}, "Verloren.");
  settle();  // the group fails; the probe and the load after it succeed

  ASSERT_NE(chair.outbox->last<FrozenStatus>(), nullptr);
  EXPECT_EQ(chair.outbox->count<FrozenStatus>(), 2U);
  EXPECT_FALSE(chair.outbox->last<FrozenStatus>()->frozen);
  EXPECT_EQ(chair.outbox->last<Refused>()->id, lost);
  EXPECT_EQ(chair.outbox->last<Refused>()->why.reason, Reason::frozen);
  EXPECT_EQ(chair.outbox->notices().size(), kept);

  act(chair, gesprek, Speak{}, "Verder.");
  settle();
  EXPECT_EQ(chair.outbox->notices().size(), kept + 1);
  EXPECT_EQ(chair.outbox->notices().back().sequence.value, kept + 1);
}

TEST_F(HubTest, AFrozenConversationDoesNotStopAnother) {
  const Guest one = chair_of(open());
  const Guest other = chair_of(open());
  journal_.fail_group(0);
  act(one, gesprek, Speak{}, "Mislukt.");
  settle();
  EXPECT_EQ(one.outbox->count<FrozenStatus>(), 2U);
  EXPECT_EQ(other.outbox->count<FrozenStatus>(), 0U);
}

TEST_F(HubTest, ARepeatOfWhatIsOnDiskIsAcceptedWhileFrozen) {
  const Guest chair = chair_of(open());
  const CommandId kept = act(chair, gesprek, Speak{}, "Bewaard.");
  settle();
  journal_.fail_from_now_on(true);
  act(chair, gesprek, Speak{}, "Mislukt.");
  journal_.step();
  run_without_disk();

  const std::size_t accepted = chair.outbox->count<Accepted>();
  hub_->command(chair.connection, {kept, gesprek, Speak{}, "Bewaard."});
  EXPECT_EQ(chair.outbox->count<Accepted>(), accepted + 1);
}

TEST_F(HubTest, ErasesHelpWhenItsSittingEnds) {
  const ConversationOpened opened = open();
  const Guest chair = chair_of(opened);
  act(chair, gesprek, AskHelp{}, "Alleen voor de gespreksleiders.");
  settle();
  const auto helps = [&] {
    std::size_t n = 0;
    for (const Record& record : journal_.disk().histories.at(opened.conversation)) {
      if (std::holds_alternative<HelpAsked>(record.event.body) && record.content) ++n;
    }
    return n;
  };
  EXPECT_EQ(helps(), 1U);
  act(chair, gesprek, EndSitting{});
  settle();
  EXPECT_EQ(helps(), 0U);

  const Guest again = attach(chair.secret);  // who reads it all again gets no word of it
  for (const auto& sent : again.outbox->notices()) {
    EXPECT_EQ(sent.notice->find("Alleen voor de gespreksleiders"), std::string::npos);
  }
}

TEST_F(HubTest, ErasesAtTheCloseWhatWasPromisedNotToBeKept) {
  const ConversationOpened opened = open({}, ArchiveLevel::nothing);
  const Guest chair = chair_of(opened);
  const Guest client = client_of(opened, chair);
  act(client, gesprek, Speak{}, "Dit blijft onder ons.");
  act(chair, gesprek, Speak{}, "Dank u wel.");
  settle();
  const auto words = [&] {
    std::vector<std::string> out;
    for (const Record& record : journal_.disk().histories.at(opened.conversation)) {
      if (record.event.content && record.content) out.push_back(record.content->text);
    }
    return out;
  };
  EXPECT_EQ(words(), (std::vector<std::string>{"Dit blijft onder ons.", "Dank u wel."}));
  act(chair, gesprek, EndSitting{});
  settle();
  act(chair, Room{}, CloseConversation{});
  settle();
  EXPECT_EQ(words(), std::vector<std::string>{});

  restart();  // from the record without the words
  const Guest again = attach(client.secret);
  EXPECT_FALSE(again.outbox->notices().empty());
  for (const auto& sent : again.outbox->notices()) {
    EXPECT_EQ(sent.notice->find("Dit blijft onder ons"), std::string::npos);
  }
}

TEST_F(HubTest, ErasesNothingAtTheCloseWhereAllIsKept) {
  const ConversationOpened opened = open();
  const Guest chair = chair_of(opened);
  act(chair, gesprek, Speak{}, "Dit mag blijven.");
  act(chair, gesprek, EndSitting{});
  settle();
  act(chair, Room{}, CloseConversation{});
  settle();
  const auto& history = journal_.disk().histories.at(opened.conversation);
  EXPECT_TRUE(std::ranges::any_of(history, [](const Record& record) {
    return record.content && record.content->text == "Dit mag blijven.";
  }));
  EXPECT_TRUE(std::holds_alternative<Closed>(history.back().event.body));
}

TEST_F(HubTest, ASeatIsOnOneDeviceAtATime) {
  const ConversationOpened opened = open();
  const Guest first = chair_of(opened);
  const Guest second = attach(first.secret);
  EXPECT_EQ(first.outbox->closed(), CloseReason::superseded);
  EXPECT_FALSE(second.outbox->closed());
  EXPECT_EQ(second.outbox->notices().size(), first.outbox->notices().size());
}

TEST_F(HubTest, APersonalLinkIsForOnePerson) {
  const ConversationOpened opened = open();
  std::optional<NewLink> link;
  hub_->invite(opened.conversation, {opened.links[client_group].group},
               [&](auto made) { link = made; });
  settle();
  ASSERT_TRUE(link);
  EXPECT_TRUE(join(link->secret).has_value());
  EXPECT_EQ(join(link->secret).error(), JoinRefusal::used_up);
}

TEST_F(HubTest, ALinkExpiresAtItsTime) {
  const ConversationOpened opened = open(clock_.now() + minutes(10));
  EXPECT_TRUE(join(opened.links[client_group].secret).has_value());
  clock_.advance(minutes(10));
  EXPECT_EQ(join(opened.links[client_group].secret).error(), JoinRefusal::expired);
  Secret unknown;
  entropy_.fill(unknown.bytes);
  EXPECT_EQ(join(unknown).error(), JoinRefusal::no_such_link);
}

// ---- nobody who leads is there -----------------------------------------------------------------

class Attended : public HubTest {
 protected:
  Attended() : chair_(chair_of(opened_)), client_(client_of(opened_, chair_)) {}

  // Whether the round goes on after `span`: what the client says then is kept, and what it says
  // after that. What is said at the very moment is kept in any case.
  bool goes_on_after(Span span) {
    clock_.advance(span);
    act(client_, gesprek, TakeNote{}, "Een notitie gaat altijd.");
    settle();
    return spoke(client_);
  }
  bool spoke(const Guest& guest) {
    const std::size_t refused = guest.outbox->count<Refused>();
    act(guest, gesprek, Speak{}, "Hoort iemand mij?");
    settle();
    if (guest.outbox->count<Refused>() == refused) return true;
    EXPECT_EQ(guest.outbox->last<Refused>()->why.reason, Reason::paused);
    return false;
  }
  static std::size_t told(const Guest& guest, const std::string& text) {
    std::size_t n = 0;
    for (const auto& sent : guest.outbox->notices()) {
      if (sent.notice->find(text) != std::string::npos) ++n;
    }
    return n;
  }
  template <class Body>
  std::size_t written() const {
    std::size_t n = 0;
    for (const Record& record : journal_.disk().histories.at(opened_.conversation)) {
      n += std::holds_alternative<Body>(record.event.body) ? 1U : 0U;
    }
    return n;
  }

  const ConversationOpened opened_ = open();
  Guest chair_;
  Guest client_;
};

TEST_F(Attended, ARoundThatNobodyLeadsStandsStillAfterEightSeconds) {
  hub_->detach(chair_.connection);
  EXPECT_TRUE(goes_on_after(Span{7'999}));
  EXPECT_EQ(told(client_, "paused"), 0U);
  EXPECT_FALSE(goes_on_after(Span{1}));
  EXPECT_EQ(told(client_, "paused"), 1U);
  EXPECT_EQ(told(client_, "paused by"), 0U) << "nobody did it";
}

TEST_F(Attended, ARoundThatIsLedGoesOn) {
  EXPECT_TRUE(goes_on_after(minutes(10)));
  EXPECT_EQ(written<RoundPaused>(), 0U);
}

TEST_F(Attended, NobodyIsPromotedAndTheSameFacilitatorGoesOnAfterAReload) {
  hub_->detach(chair_.connection);
  EXPECT_FALSE(goes_on_after(Span{8'000}));
  for (const ActBody& of_the_chair : {ActBody(ResumeRound{}), ActBody(TakeLead{})}) {
    act(client_, gesprek, of_the_chair, "Dan doe ik het.");
    settle();
    EXPECT_EQ(client_.outbox->last<Refused>()->why.reason, Reason::not_for_your_role);
  }
  EXPECT_FALSE(goes_on_after(minutes(60))) << "it does not thaw by itself";
  EXPECT_EQ(written<LeadTaken>() + written<RoundResumed>(), 0U);
  EXPECT_EQ(written<RoundPaused>(), 1U);

  const Guest again = attach(chair_.secret);
  EXPECT_EQ(told(again, "paused"), 1U) << "announced to who comes back too";
  act(again, gesprek, ResumeRound{});
  settle();
  EXPECT_TRUE(spoke(client_));
}

TEST_F(Attended, ASecondFacilitatorKeepsTheRoundGoingAndTakesOverWhereNobodyDid) {
  const Guest second = attach(join(opened_.links[chair_group].secret)->seat_secret);
  hub_->detach(chair_.connection);
  EXPECT_TRUE(goes_on_after(minutes(1)));
  act(second, gesprek, TakeLead{});
  settle();
  EXPECT_EQ(second.outbox->last<Refused>()->why.reason, Reason::wrong_moment);

  hub_->detach(second.connection);
  EXPECT_FALSE(goes_on_after(Span{8'000}));
  const Guest back = attach(second.secret);
  act(back, gesprek, TakeLead{});
  act(back, gesprek, ResumeRound{});
  settle();
  EXPECT_EQ(back.outbox->count<Refused>(), 0U);
  EXPECT_EQ(written<LeadTaken>(), 1U);
  EXPECT_TRUE(spoke(client_));
}

TEST_F(Attended, WhoWasSilentBeforeTheConnectionWasDroppedWasAwayAllThatTime) {
  clock_.advance(minutes(5));
  hub_->detach(chair_.connection, Span{5'000});
  EXPECT_TRUE(goes_on_after(Span{2'999}));
  EXPECT_FALSE(goes_on_after(Span{1}));
}

TEST_F(Attended, ASilentFacilitatorWasNotThereButTheOtherWas) {
  const Guest second = attach(join(opened_.links[chair_group].secret)->seat_secret);
  clock_.advance(Span{6'000});
  hub_->detach(second.connection);
  clock_.advance(Span{2'000});
  hub_->detach(chair_.connection, Span{8'000});
  EXPECT_TRUE(goes_on_after(Span{5'999}));
  EXPECT_FALSE(goes_on_after(Span{1}));
}

TEST_F(Attended, AShortReloadStopsNothing) {
  for (int reload = 0; reload < 3; ++reload) {
    hub_->detach(chair_.connection);
    EXPECT_TRUE(goes_on_after(Span{7'000}));
    chair_ = attach(chair_.secret);
  }
  EXPECT_EQ(written<RoundPaused>(), 0U);
}

TEST_F(Attended, ARoundThatStandsStillAlreadyIsNotPausedAgain) {
  act(chair_, gesprek, PauseRound{}, "Koffie.");
  settle();
  hub_->detach(chair_.connection);
  EXPECT_FALSE(goes_on_after(Span{8'000}));
  EXPECT_EQ(written<RoundPaused>(), 1U);
  EXPECT_EQ(told(client_, "paused by"), 1U);
}

TEST_F(Attended, BetweenSittingsNobodyNeedsToBeThere) {
  act(chair_, gesprek, EndSitting{});
  settle();
  hub_->detach(chair_.connection);
  clock_.advance(minutes(1));
  act(client_, {}, AskHelp{}, "Is daar iemand?");
  settle();
  EXPECT_EQ(written<HelpAsked>(), 1U);
  EXPECT_EQ(written<RoundPaused>(), 0U);
}

TEST_F(Attended, AfterARestartTheWaitBeginsAnew) {
  hub_->detach(chair_.connection);
  hub_->detach(client_.connection);
  clock_.advance(Span{7'000});
  restart();
  client_ = attach(client_.secret);
  EXPECT_TRUE(goes_on_after(Span{7'999}));
  EXPECT_FALSE(goes_on_after(Span{1}));
}

TEST_F(Attended, ItIsPausedAsSoonAsTheRecordCanBeWrittenAgain) {
  hub_->detach(chair_.connection);
  clock_.advance(Span{8'000});
  journal_.fail_group(0);
  act(client_, gesprek, Speak{}, "Mislukt.");
  settle();
  ASSERT_EQ(client_.outbox->count<FrozenStatus>(), 2U);
  EXPECT_FALSE(spoke(client_));
  EXPECT_EQ(written<RoundPaused>(), 1U);
}

// ---- before the start: whether a listener decides about a client

class AskedBeforeTheStart : public HubTest {
 protected:
  AskedBeforeTheStart()
      : opened_(open()), chair_(seated(chair_group)), client_(seated(client_group)) {
    other_ = seated(client_group);
    hub_->page(chair_.connection);
  }
  Guest seated(std::size_t group) {
    const Guest guest = attach(join(opened_.links[group].secret)->seat_secret);
    for (std::uint32_t seat = 2; chair_.connection && seat < 5; ++seat) {
      act(chair_, Room{}, Admit{SeatId{seat}});
      settle();
    }
    hub_->page(guest.connection);
    return guest;
  }
  ConversationOpened opened_;
  Guest chair_, client_, other_;
};

TEST_F(AskedBeforeTheStart, WhatClientsAnswerReachesTheChairAtOnceAndNobodyElseAndNoDisk) {
  const std::size_t records = journal_.disk().histories.at(opened_.conversation).size();
  const std::size_t notices = other_.outbox->notices().size();
  const std::size_t statuses = other_.outbox->statuses().size();
  act(client_, Room{}, SayCaseWorker{{}, true});
  settle();
  EXPECT_EQ(client_.outbox->count<Accepted>(), 1U);
  EXPECT_EQ(chair_.outbox->count<CaseWorkersRead>(), 0U);
  act(chair_, Room{}, ReadCaseWorkers{});
  settle();
  EXPECT_EQ(chair_.outbox->last<Refused>()->why.reason, Reason::too_few_answers);

  act(other_, Room{}, SayCaseWorker{});
  settle();
  act(chair_, Room{}, ReadCaseWorkers{});
  settle();
  ASSERT_EQ(chair_.outbox->count<CaseWorkersRead>(), 1U);
  const CaseWorkers::Answers answers{2, 2, 1, {}};
  EXPECT_EQ(chair_.outbox->last<CaseWorkersRead>()->answers, answers);
  EXPECT_EQ(client_.outbox->count<CaseWorkersRead>(), 0U);
  EXPECT_EQ(other_.outbox->notices().size(), notices);
  EXPECT_EQ(other_.outbox->statuses().size(), statuses + 1);  // that its own answer is taken
  EXPECT_EQ(journal_.disk().histories.at(opened_.conversation).size(), records);
}

// They count who sits here: nobody is told of a seat that is not on disk.
TEST_F(AskedBeforeTheStart, TheAnswersWaitForTheDiskLikeAllElse) {
  for (const Guest& guest : {client_, other_}) act(guest, Room{}, SayCaseWorker{});
  settle();
  act(chair_, Room{}, AskHelp{}, "Nog niet op schijf.");
  act(chair_, Room{}, ReadCaseWorkers{});
  run_without_disk();
  EXPECT_EQ(chair_.outbox->count<CaseWorkersRead>(), 0U);
  settle();
  EXPECT_EQ(chair_.outbox->count<CaseWorkersRead>(), 1U);
}

TEST_F(AskedBeforeTheStart, AFacilitatorWhoComesBackReadsTheAnswersUntilTheFirstRound) {
  for (const Guest& guest : {client_, other_}) act(guest, Room{}, SayCaseWorker{});
  settle();
  act(chair_, Room{}, ReadCaseWorkers{});
  settle();
  EXPECT_EQ(attach(chair_.secret).outbox->count<CaseWorkersRead>(), 1U);
  chair_ = attach(chair_.secret);
  act(chair_, Room{}, OpenRound{1});
  settle();
  EXPECT_EQ(attach(chair_.secret).outbox->count<CaseWorkersRead>(), 0U);
  EXPECT_EQ(attach(client_.secret).outbox->count<CaseWorkersRead>(), 0U);
}

TEST_F(HubTest, StopTellsEverybodyAndWaitsForTheDisk) {
  const Guest chair = chair_of(open());
  act(chair, gesprek, Speak{}, "Nog net.");
  bool stopped = false;
  hub_->stop([&] { stopped = true; });
  run_without_disk();
  EXPECT_EQ(chair.outbox->count<ShuttingDown>(), 1U);
  EXPECT_FALSE(stopped);
  settle();
  EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace arena::hub
