// SPDX-License-Identifier: EUPL-1.2
// The files of slots beside a real record: made before the event that opens one is committed,
// erased after the one that ends it was, and told apart after a crash.
#include "server/anonymity/slots.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/loopback_server.hpp"

namespace arena::anonymity {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t people = 5;

template <class Value>
std::string raw(const Value& value) {
  return {reinterpret_cast<const char*>(value.bytes.data()), Value::size};
}

Record record(std::uint64_t number) {
  Record made;
  made.event.number = {number};
  made.event.at = {1'000};
  if (number == 1) {
    made.event.body = Created{};
  } else {
    made.event.body = RoundPaused{};
  }
  return made;
}

class SlotsBesideTheRecord : public ::testing::Test {
 protected:
  SlotsBesideTheRecord() {
    EXPECT_GE(sodium_init(), 0);
    randombytes_buf(slot.bytes.data(), SlotId::size);
    randombytes_buf(conversation.bytes.data(), ConversationId::size);
    start();
  }

  void start() {
    journal = std::make_unique<journal::SqliteJournal>(directory.path());
    slots = std::make_unique<Slots>(directory.path(), *journal);
  }
  void stop() {
    journal.reset();  // its thread ends before what it calls
    slots.reset();
  }
  void restart() {
    stop();
    start();
  }
  void TearDown() override { stop(); }

  [[nodiscard]] bool append(std::uint64_t number, bool opens, bool ends) {
    hub::Append wanted;
    wanted.conversation = conversation;
    wanted.records = {record(number)};
    if (opens) wanted.opens_slot = opening();
    if (ends) wanted.ends_slot = slot;
    std::promise<bool> durable;
    journal->append(std::move(wanted),
                    [&](const auto& result) { durable.set_value(result.has_value()); });
    return durable.get_future().get();
  }
  [[nodiscard]] hub::SlotOpening opening() {
    keys = slots->draw();
    hub::SlotOpening made{slot, {}, people, keys.secret};
    for (std::uint32_t seat = 1; seat <= people; ++seat) made.eligible.push_back({seat});
    return made;
  }

  // As a device does it.
  [[nodiscard]] std::optional<Token> token(SeatId seat) {
    TokenInput input;
    randombytes_buf(input.bytes.data(), TokenInput::size);
    const auto blinding = blind(input.bytes);
    std::promise<tl::expected<hub::SlotEvaluation, Reason>> answer;
    slots->issue(slot, seat, blinding->blinded, [&](auto issued) { answer.set_value(issued); });
    const auto issued = answer.get_future().get();
    if (!issued) return std::nullopt;
    Evaluation evaluation{{issued->element}, {}};
    evaluation.proof.challenge.bytes = issued->challenge.bytes;
    evaluation.proof.response.bytes = issued->response.bytes;
    const Bytes inputs[] = {input.bytes};
    const auto outputs = unblind(inputs, {&*blinding, 1}, evaluation, keys.key);
    if (!outputs) return std::nullopt;
    return Token{input, outputs->front()};
  }
  [[nodiscard]] Slots::Taken take(const Token& of, const std::string& text) {
    std::promise<Slots::Taken> answer;
    slots->take(slot, of, *sealed(text), [&](auto taken) { answer.set_value(taken); });
    return answer.get_future().get();
  }
  [[nodiscard]] bool holds(const Token& of) {
    std::promise<bool> answer;
    slots->holds(slot, of, [&](bool held) { answer.set_value(held); });
    return answer.get_future().get();
  }
  [[nodiscard]] hub::SlotOutcome close() {
    std::promise<hub::SlotOutcome> answer;
    slots->close(slot, [&](const auto& outcome) { answer.set_value(outcome.value()); });
    return answer.get_future().get();
  }
  void wait_for_thread() {
    std::promise<void> reached;
    journal->run([&] { reached.set_value(); });
    reached.get_future().get();
  }

  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(directory.path())) {
      count += entry.path().extension() == ".pending" ? 1U : 0U;
    }
    return count;
  }
  [[nodiscard]] bool stands(const std::string& bytes) const {
    for (const auto& entry : fs::recursive_directory_iterator(directory.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string all((std::istreambuf_iterator<char>(file)), {});
      if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  test::TemporaryDirectory directory;
  SlotId slot;
  ConversationId conversation;
  hub::SlotKeys keys;
  std::unique_ptr<Slots> slots;  // outlives the journal's thread
  std::unique_ptr<journal::SqliteJournal> journal;
};

TEST_F(SlotsBesideTheRecord, HoldWhatWasHandedInUntilTheRecordSaysHowItEnded) {
  ASSERT_TRUE(append(1, true, false));
  EXPECT_EQ(files(), 1U);
  std::vector<Token> tokens;
  for (std::uint32_t seat = 1; seat <= people; ++seat) {
    const auto made = token({seat});
    ASSERT_TRUE(made);
    tokens.push_back(*made);
    EXPECT_EQ(take(*made, seat % 2 == 0 ? "tekst " + std::to_string(seat) : ""),
              Slots::Taken::kept);
  }
  EXPECT_TRUE(stands("tekst 2"));
  EXPECT_TRUE(stands(raw(keys.secret)));
  EXPECT_TRUE(holds(tokens.front()));
  const auto outcome = close();
  EXPECT_TRUE(outcome.published);
  EXPECT_EQ(outcome.texts.size(), 2U);
  ASSERT_TRUE(append(2, false, true));
  EXPECT_EQ(files(), 0U);
  EXPECT_FALSE(stands("tekst 2"));
  EXPECT_FALSE(stands(raw(keys.secret)));
  for (const Token& each : tokens) {
    EXPECT_FALSE(stands(raw(each.input)));
    EXPECT_FALSE(holds(each));
  }
}

TEST_F(SlotsBesideTheRecord, TakeNothingOnceIntakeIsClosed) {
  ASSERT_TRUE(append(1, true, false));
  const auto early = token({1});
  ASSERT_TRUE(early);
  (void)close();
  EXPECT_EQ(take(*early, "te laat"), Slots::Taken::over);
  EXPECT_FALSE(token({2}));
  EXPECT_FALSE(close().published);
}

TEST_F(SlotsBesideTheRecord, LeaveNothingOfAnOpeningThatDidNotReachTheRecord) {
  ASSERT_TRUE(append(1, false, false));
  EXPECT_FALSE(append(1, true, false)) << "a number twice";
  EXPECT_EQ(files(), 0U);
  EXPECT_FALSE(token({1}));
  ASSERT_TRUE(append(2, true, false));
  EXPECT_TRUE(token({1})) << "what failed before is no hindrance";
}

TEST_F(SlotsBesideTheRecord, FailTheAppendWhenTheFileCannotBeMade) {
  hub::Append wanted;
  wanted.conversation = conversation;
  wanted.records = {record(1)};
  wanted.opens_slot = opening();
  wanted.opens_slot->eligible.resize(2);  // fewer than the floor
  std::promise<bool> durable;
  journal->append(std::move(wanted),
                  [&](const auto& result) { durable.set_value(result.has_value()); });
  EXPECT_FALSE(durable.get_future().get());
  EXPECT_EQ(files(), 0U);
  EXPECT_TRUE(append(1, false, false));
}

TEST_F(SlotsBesideTheRecord, AreKnownAfterARestartAndGoOn) {
  ASSERT_TRUE(append(1, true, false));
  const auto before = token({1});
  ASSERT_TRUE(before);
  ASSERT_EQ(take(*before, "van daarvoor"), Slots::Taken::kept);
  restart();
  ASSERT_EQ(slots->pending().size(), 1U);
  EXPECT_EQ(slots->pending().front().slot, slot);
  EXPECT_EQ(slots->pending().front().conversation, conversation);
  EXPECT_TRUE(holds(*before));
  EXPECT_EQ(take(*before, "van daarvoor"), Slots::Taken::kept);
  EXPECT_EQ(take(*before, "iets anders"), Slots::Taken::other_body);
  EXPECT_TRUE(token({2}));
}

TEST_F(SlotsBesideTheRecord, AreErasedWhenTheRecordDoesNotKnowThem) {
  ASSERT_TRUE(append(1, true, false));
  const auto holder = token({1});
  ASSERT_EQ(take(*holder, "wees"), Slots::Taken::kept);
  restart();
  slots->discard(slot);
  wait_for_thread();
  EXPECT_EQ(files(), 0U);
  EXPECT_FALSE(stands("wees"));
}

TEST_F(SlotsBesideTheRecord, ThatWereBeingMadeWhenTheMachineStoppedAreNoSlots) {
  const fs::path half = directory.path() / ("slot-" + std::string(32, 'a') + ".pending");
  stop();
  std::ofstream(half).close();
  start();
  EXPECT_TRUE(slots->pending().empty());
  EXPECT_FALSE(fs::exists(half));
}

TEST_F(SlotsBesideTheRecord, GiveOneTokenASeatAndOnlyToThoseWhoMayWrite) {
  ASSERT_TRUE(append(1, true, false));
  EXPECT_TRUE(token({1}));
  EXPECT_FALSE(token({1})) << "another element";
  EXPECT_FALSE(token({people + 1}));
}

}  // namespace
}  // namespace arena::anonymity
