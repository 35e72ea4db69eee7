// SPDX-License-Identifier: EUPL-1.2
// Who is no longer there gets nothing more, and what may not be kept is in no file: the whole
// server, over real sockets, with its real record.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/support/open_room.hpp"

namespace arena::test {
namespace {

SeatCode code_of(const Participant& person) {
  return {person.code().front(), static_cast<std::uint16_t>(std::stoi(person.code().substr(1)))};
}

class Access : public OpenRoom {};

TEST_F(Access, OfWhoIsRemovedEndsWithinASecondOnTheOpenSocket) {
  begin(ArchiveLevel::full);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "ervoor"), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("ervoor"); }));
  const auto asked = std::chrono::steady_clock::now();
  ASSERT_EQ(chair.ask_and_wait(Remove{code_of(ben)}, "Dit was afgesproken."), "");
  ASSERT_TRUE(ben.wait([&] { return ben.close_code().has_value(); }));
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - asked);
  std::cout << "socket closed " << took.count() << " ms after the removal\n";
  EXPECT_LT(took, std::chrono::seconds(1));
  EXPECT_EQ(ben.close_code(), 4005U);
  EXPECT_TRUE(ben.has_status("removed"));

  ASSERT_EQ(ana.ask_and_wait(Speak{}, "erna"), "");
  Participant again(io);  // with the key that the device still has
  again.take_seat(ben.seat(), server.url());
  EXPECT_FALSE(again.attach());
  EXPECT_EQ(again.close_code(), 4005U);
  EXPECT_TRUE(again.notices().empty());
  EXPECT_EQ(ben.received().find("erna"), std::string::npos);
  EXPECT_EQ(again.received().find("erna"), std::string::npos);
  EXPECT_TRUE(ana.open());
}

TEST_F(Access, AfterTheCloseNoFileHoldsWordsOfAConversationThatKeepsNothing) {
  begin(ArchiveLevel::nothing);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Dit blijft tussen ons."), "");
  ASSERT_EQ(ben.ask_and_wait(TakeNote{}, "Alleen voor mij."), "");
  EXPECT_TRUE(stands("Dit blijft tussen ons."));
  EXPECT_TRUE(stands("Alleen voor mij."));
  end();
  server.stop();
  EXPECT_FALSE(stands("Dit blijft tussen ons."));
  EXPECT_FALSE(stands("Alleen voor mij."));
}

TEST_F(Access, AfterTheCloseNoFileHoldsTheWordsOfWhoAgreedToNothing) {
  begin(ArchiveLevel::full);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "Van mij mag het weg."), "");
  ASSERT_EQ(ben.ask_and_wait(Speak{}, "Van mij mag het blijven."), "");
  ASSERT_EQ(ana.ask_and_wait(SetConsent{ArchiveLevel::nothing, false, false}), "");
  EXPECT_TRUE(stands("Van mij mag het weg."));
  end();
  server.stop();
  EXPECT_FALSE(stands("Van mij mag het weg."));
  EXPECT_TRUE(stands("Van mij mag het blijven."));
}

// ---- who tries what is not theirs
// ----------------------------------------------------------------

TEST(Guessing, FindsNoLinkAndHoldsUpNobodyBehindTheSameAddress) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek");
  const std::string link = link_for(created, "client");
  const std::size_t secret = link.find('#') + 1;
  std::size_t joined = 0;
  std::size_t found = 0;
  std::size_t guessed = 0;
  std::string sentence;
  std::mt19937_64 chance(11);  // every guess differs from the link in two places, at least
  for (std::size_t people = 0; people < 30; ++people) {
    for (int i = 0; i < 20; ++i) {
      std::string guess = link;
      for (const std::size_t place : {chance() % 16, 16 + chance() % 16}) {
        char& digit = guess[secret + place];
        digit = digit == 'f' ? '0' : 'f';
      }
      const auto answer = post_join(guess);
      if (sentence.empty()) sentence = answer.body;
      ++guessed;
      if (answer.status == 200) ++found;
      EXPECT_EQ(answer.body, sentence) << "every guess is refused alike";
    }
    if (post_join(link).status == 200) ++joined;
  }
  std::cout << "links guessed " << found << " of " << guessed << ", joined meanwhile " << joined
            << " of 30\n";
  EXPECT_EQ(found, 0U);
  EXPECT_EQ(joined, 30U);
}

// What only others may do, or only to what is theirs: with numbers of somebody here, of nobody, and
// of a thing that may be anybody's.
std::vector<ActBody> acts_on(SeatCode code, SeatId seat, ItemId item, const Room& room) {
  return {Remove{code},
          Warn{code},
          GiveFloor{code},
          GiveFloorToNext{},
          TakeFloor{},
          Admit{seat},
          TurnAway{seat},
          OpenRound{room.round, room.repetition},
          PauseRound{},
          ResumeRound{},
          ExtendRound{Span{60'000}},
          EndSitting{},
          CloseConversation{},
          AcceptQuestion{item},
          AskToRephrase{item},
          WithholdQuestion{item},
          MergeQuestions{{item, ItemId{2}}},
          AnswerHelp{code},
          BindPosition{GroupIndex{0}, code},
          FreePosition{code},
          ReplaceSeated{GroupIndex{0}},
          SetItemState{item, 0},
          AssignItem{item, std::nullopt, true},
          DecideItem{item, Decision::adopted},
          AddEvidence{item, {Turn{room, 1}}},
          SendLetter{{item}},
          RecordIncident{code},
          CloseIncident{item},
          OfferLead{code},
          TakeLead{},
          CarryNote{item},
          JudgeLesson{item, Verdict::recognised},
          OpenSlot{slot_writing_min, {}, {}},
          CancelSlot{},
          ReadCaseWorkers{}};
}

std::size_t role_tries() {
  const char* const wanted = std::getenv("ARENA_ROLE_TRIES");
  return wanted == nullptr ? 1'000 : std::stoul(wanted);
}

// A seat acts for itself alone: whatever numbers of others it names, of this conversation or of
// another, what it may not do has no effect.
TEST_F(Access, NamingWhatIsSomebodyElsesHasNoEffect) {
  begin(ArchiveLevel::full);
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "van Ana"), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("van Ana"); }));
  const std::size_t told = chair.notices().size();
  std::mt19937_64 chance(20);
  const auto one_of = [&chance](std::uint64_t count) { return chance() % count; };
  std::map<std::string, std::size_t> reasons;
  std::size_t tried = 0;
  std::size_t accepted = 0;
  while (tried < role_tries()) {
    const SeatCode codes[] = {
        code_of(ana), code_of(ben), {'G', 1}, {'C', static_cast<std::uint16_t>(one_of(100))}};
    const auto random_item = [&] { return ItemId{one_of(3) == 0 ? chance() : one_of(8)}; };
    const Room room{static_cast<std::uint16_t>(one_of(4)), static_cast<std::uint16_t>(one_of(2)),
                    static_cast<std::uint16_t>(one_of(2))};
    const SeatId seat{static_cast<std::uint32_t>(one_of(9))};
    for (const ActBody& act : acts_on(codes[one_of(4)], seat, random_item(), room)) {
      const Room written_for = one_of(2) == 0 ? Room{1, 0, 0} : room;
      const std::string answer = ben.ask_and_wait(act, "Omdat het kan.", written_for);
      EXPECT_NE(answer, "no answer") << "act " << act.index();
      if (answer.empty()) ++accepted;
      ++reasons[answer];
      ++tried;
    }
  }
  ASSERT_EQ(ana.ask_and_wait(Speak{}, "nog steeds"), "");
  ASSERT_TRUE(chair.wait([&] { return chair.heard("nog steeds"); }));
  const std::size_t effects = chair.notices().size() - told - 1;  // one is what Ana said
  std::cout << "acts on what is somebody else's: accepted " << accepted << ", effects " << effects
            << " of " << tried << '\n';
  for (const auto& [reason, count] : reasons) std::cout << "  " << reason << ' ' << count << '\n';
  EXPECT_EQ(accepted, 0U);
  EXPECT_EQ(effects, 0U);
}

}  // namespace
}  // namespace arena::test
