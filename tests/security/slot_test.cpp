// SPDX-License-Identifier: EUPL-1.2
// The detached slot: one envelope a person, nothing below the floor, nothing that tells who wrote.
#include "server/anonymity/slot.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace arena::anonymity {
namespace {

namespace fs = std::filesystem;

constexpr SeatId seat(std::uint32_t number) { return {number}; }

// A person with a seat, as a client is one.
struct Person {
  SeatId at;
  TokenInput input;
  Blinding blinding;

  explicit Person(std::uint32_t number) : at(seat(number)), input{}, blinding{} {
    randombytes_buf(input.bytes.data(), TokenInput::size);
    blinding = *blind(input.bytes);
  }
  [[nodiscard]] Token token(Slot& slot) const {
    const auto evaluation = slot.issue(at, blinding.blinded);
    EXPECT_TRUE(evaluation);
    const std::vector<Bytes> inputs{input.bytes};
    const auto outputs = unblind(inputs, std::vector{blinding}, *evaluation, slot.public_key());
    EXPECT_TRUE(outputs);
    return Token{input, outputs->front()};
  }
};

std::string all_bytes_under(const fs::path& directory) {
  std::string out;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    std::ifstream in(entry.path(), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(in), {});
  }
  return out;
}
std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
template <class Value>
std::string raw(const Value& value) {
  return {reinterpret_cast<const char*>(value.bytes.data()), Value::size};
}
bool found(const std::string& bytes, const std::string& needle) {
  return bytes.find(needle) != std::string::npos;
}

class DetachedSlot : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_GE(sodium_init(), 0);
    std::string name = (fs::temp_directory_path() / "arena-slot-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    directory = name;
    randombytes_buf(id.bytes.data(), SlotId::size);
    randombytes_buf(conversation.bytes.data(), ConversationId::size);
  }
  void TearDown() override { fs::remove_all(directory); }

  [[nodiscard]] Slot::Opening opening(std::uint32_t people, std::size_t floor = 5) const {
    Slot::Opening out{id, conversation, {}, floor};
    for (std::uint32_t i = 1; i <= people; ++i) out.eligible.push_back(seat(i));
    return out;
  }
  [[nodiscard]] Slot opened(std::uint32_t people, std::size_t floor = 5) const {
    auto slot = Slot::open(directory, opening(people, floor), SlotKey::random());
    EXPECT_TRUE(slot);
    return *std::move(slot);
  }
  [[nodiscard]] fs::path pending_file() const {
    for (const auto& entry : fs::directory_iterator(directory)) {
      if (entry.path().extension() == ".pending") return entry.path();
    }
    return {};
  }

  fs::path directory;
  SlotId id{};
  ConversationId conversation{};
};

TEST_F(DetachedSlot, GivesOutWhatWasWrittenAndLeavesOutThePasses) {
  Slot slot = opened(6);
  for (std::uint32_t i = 1; i <= 6; ++i) {
    const std::string text = i % 2 == 0 ? "tekst " + std::to_string(i) : std::string();
    EXPECT_EQ(slot.take(Person(i).token(slot), *sealed(text)), Slot::Taken::kept);
  }
  const auto outcome = slot.close();
  EXPECT_TRUE(outcome.published);
  EXPECT_EQ(outcome.handed_in, 6U);
  EXPECT_EQ(std::set<std::string>(outcome.texts.begin(), outcome.texts.end()),
            (std::set<std::string>{"tekst 2", "tekst 4", "tekst 6"}));
}

TEST_F(DetachedSlot, IsNotOpenedForFewerPeopleThanItsFloor) {
  EXPECT_FALSE(Slot::open(directory, opening(4), SlotKey::random()));
  EXPECT_FALSE(
      Slot::open(directory, opening(20, 3), SlotKey::random()));  // no script may go below four
  auto twice = opening(4);
  twice.eligible.push_back(seat(4));
  EXPECT_FALSE(Slot::open(directory, twice, SlotKey::random()));
  EXPECT_TRUE(fs::is_empty(directory));
  EXPECT_TRUE(Slot::open(directory, opening(5), SlotKey::random()));
}

TEST_F(DetachedSlot, GivesOutNothingWhenFewerPeopleHandedInThanItsFloor) {
  int published = 0;
  for (std::uint32_t people = 0; people < 5; ++people) {
    randombytes_buf(id.bytes.data(), SlotId::size);
    Slot slot = opened(8);
    for (std::uint32_t i = 1; i <= people; ++i) {
      ASSERT_EQ(slot.take(Person(i).token(slot), *sealed("tekst")), Slot::Taken::kept);
    }
    const auto outcome = slot.close();
    published += outcome.published ? 1 : 0;
    EXPECT_TRUE(outcome.texts.empty());
    EXPECT_EQ(outcome.handed_in, people);
    slot.erase();
  }
  EXPECT_EQ(published, 0);
}

TEST_F(DetachedSlot, OnePersonCannotCountTwice) {
  Slot slot = opened(5, 5);
  const Person ana(1);
  const Token token = ana.token(slot);
  for (int i = 0; i < 5; ++i) {
    const auto taken = slot.take(token, *sealed("tekst"));
    EXPECT_EQ(taken, i == 0 ? Slot::Taken::kept : Slot::Taken::kept_before);
  }
  EXPECT_EQ(slot.take(token, *sealed("iets anders")), Slot::Taken::other_body);
  EXPECT_EQ(slot.close().handed_in, 1U);
  // Nor by asking for a second token.
  const Person again(1);
  const auto second = slot.issue(ana.at, again.blinding.blinded);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), Slot::Issue::other_element);
  EXPECT_TRUE(slot.issue(ana.at, ana.blinding.blinded));  // the same one again: a lost answer
}

TEST_F(DetachedSlot, IssuesNothingToASeatThatIsNotEligible) {
  Slot slot = opened(5);
  const auto refused = slot.issue(seat(6), Person(6).blinding.blinded);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), Slot::Issue::not_eligible);
  const auto nothing = slot.issue(seat(1), Element{});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error(), Slot::Issue::no_element);
}

TEST_F(DetachedSlot, TakesNoTokenButItsOwn) {
  Slot slot = opened(5);
  const Token good = Person(1).token(slot);
  SlotId other;
  randombytes_buf(other.bytes.data(), SlotId::size);
  auto elsewhere =
      Slot::open(directory, {other, conversation, opening(5).eligible, 5}, SlotKey::random());
  ASSERT_TRUE(elsewhere);
  const Token foreign = Person(1).token(*elsewhere);
  Token forged = good;
  randombytes_buf(forged.output.bytes.data(), Output::size);
  Token borrowed = good;
  borrowed.input = Person(2).input;
  for (const Token& wrong : {foreign, forged, borrowed}) {
    EXPECT_EQ(slot.take(wrong, *sealed("tekst")), Slot::Taken::no_token);
    EXPECT_FALSE(slot.holds(wrong));
  }
  EXPECT_EQ(slot.close().handed_in, 0U);
  EXPECT_FALSE(slot.holds(good));
  EXPECT_EQ(slot.take(good, *sealed("tekst")), Slot::Taken::kept);
  EXPECT_TRUE(slot.holds(good));
}

int tries() {
  const char* wanted =
      std::getenv("ARENA_TOKEN_TRIES");  // NOLINT(concurrency-mt-unsafe): one thread
  return wanted != nullptr ? std::stoi(wanted) : 500;
}

// At the door itself: used ones, of another slot, of another key, made up, of seats that have none.
TEST_F(DetachedSlot, TakesNoneOfManyTokensThatAreNotGoodAnyMoreOrNeverWere) {
  Slot slot = opened(5);
  SlotId other;
  randombytes_buf(other.bytes.data(), SlotId::size);
  auto elsewhere =
      Slot::open(directory, {other, conversation, opening(5).eligible, 5}, SlotKey::random());
  ASSERT_TRUE(elsewhere);
  const Token used = Person(1).token(slot);
  ASSERT_EQ(slot.take(used, *sealed("van Ana")), Slot::Taken::kept);
  const Token foreign = Person(2).token(*elsewhere);
  int accepted = 0;
  int issued = 0;
  for (int i = 0; i < tries(); ++i) {
    const Envelope envelope = *sealed(std::to_string(i));
    Token forged = used;
    randombytes_buf(forged.output.bytes.data(), Output::size);
    Token borrowed = used;
    randombytes_buf(borrowed.input.bytes.data(), TokenInput::size);
    for (const Token& wrong : {used, foreign, forged, borrowed}) {
      accepted += slot.take(wrong, envelope) == Slot::Taken::kept ? 1 : 0;
    }
    // Who has a token asks for another; a seat that is not eligible asks for one.
    for (const std::uint32_t asking : {1U, 6U + static_cast<std::uint32_t>(i)}) {
      Element element;
      element.bytes = used.input.bytes;
      randombytes_buf(element.bytes.data(), 8);
      issued += slot.issue(seat(asking), element) ? 1 : 0;
    }
  }
  EXPECT_EQ(accepted, 0);
  EXPECT_EQ(issued, 0);
  EXPECT_EQ(slot.close().handed_in, 1U);
  std::printf("used, foreign, forged, borrowed tokens accepted %d of %d, tokens issued %d of %d\n",
              accepted, 4 * tries(), issued, 2 * tries());
}

TEST_F(DetachedSlot, TakesNoEnvelopeThatCouldCarryAMark) {
  Slot slot = opened(5);
  const Token token = Person(1).token(slot);
  Envelope marked = *sealed("tekst");
  marked.back() = std::byte{1};
  EXPECT_EQ(slot.take(token, marked), Slot::Taken::no_envelope);
  Envelope endless{};
  endless[0] = std::byte{0xff};
  EXPECT_EQ(slot.take(token, endless), Slot::Taken::no_envelope);
  Envelope no_text = *sealed("\xff\xfe");
  EXPECT_EQ(slot.take(token, no_text), Slot::Taken::no_envelope);
  EXPECT_EQ(slot.take(token, *sealed("tekst")), Slot::Taken::kept);
}

TEST_F(DetachedSlot, GoesOnAfterTheServerStopped) {
  const Person ana(1);
  const Person ben(2);
  Token of_ana{};
  Element key{};
  {
    Slot slot = opened(5);
    key = slot.public_key();
    of_ana = ana.token(slot);
    ASSERT_EQ(slot.take(of_ana, *sealed("van Ana")), Slot::Taken::kept);
    ASSERT_TRUE(slot.issue(ben.at, ben.blinding.blinded));
  }
  EXPECT_EQ(Slot::lying_in(directory), std::vector{id});
  auto slot = Slot::resume(directory, id);
  ASSERT_TRUE(slot);
  EXPECT_EQ(slot->public_key(), key);
  EXPECT_TRUE(slot->holds(of_ana));
  EXPECT_EQ(slot->take(of_ana, *sealed("van Ana")), Slot::Taken::kept_before);
  EXPECT_EQ(slot->take(ben.token(*slot), *sealed("van Ben")), Slot::Taken::kept);
  const auto second = slot->issue(ben.at, Person(2).blinding.blinded);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), Slot::Issue::other_element);
  for (std::uint32_t i = 3; i <= 5; ++i) {
    EXPECT_EQ(slot->take(Person(i).token(*slot), *sealed("")), Slot::Taken::kept);
  }
  const auto outcome = slot->close();
  EXPECT_TRUE(outcome.published);
  EXPECT_EQ(std::set<std::string>(outcome.texts.begin(), outcome.texts.end()),
            (std::set<std::string>{"van Ana", "van Ben"}));
}

TEST_F(DetachedSlot, AFileThatWasOnlyHalfMadeIsNoSlotAndCanBeDiscarded) {
  { std::ofstream half(directory / ("slot-" + std::string(32, 'a') + ".pending")); }
  const auto lying = Slot::lying_in(directory);
  ASSERT_EQ(lying.size(), 1U);
  EXPECT_FALSE(Slot::resume(directory, lying.front()));
  Slot::discard(directory, lying.front());
  EXPECT_TRUE(fs::is_empty(directory));
  Slot::discard(directory, id);  // of no file: nothing happens
  EXPECT_FALSE(Slot::resume(directory, id));
}

TEST_F(DetachedSlot, LeavesNothingOfKeyTokensAndTextsBehind) {
  Slot slot = opened(40);
  std::vector<std::string> canaries;
  std::vector<Token> tokens;
  for (std::uint32_t i = 1; i <= 40; ++i) {
    std::string text;
    for (std::uint32_t word = 0; word < 25; ++word) {  // all over the envelope
      canaries.push_back("kanarie-" + std::to_string(1'000'000 + 100 * i + word));
      text += canaries.back() + std::string(120, '.');
    }
    tokens.push_back(Person(i).token(slot));
    ASSERT_EQ(slot.take(tokens.back(), *sealed(text)), Slot::Taken::kept);
  }
  const std::string before = all_bytes_under(directory);
  const auto count = [&](const std::string& bytes) {
    return std::count_if(canaries.begin(), canaries.end(),
                         [&](const std::string& canary) { return found(bytes, canary); });
  };
  EXPECT_EQ(count(before), 1'000);  // that the scan finds what is there
  // The tokens themselves are nowhere, also while the slot is open.
  for (const Token& token : tokens) {
    EXPECT_FALSE(found(before, raw(token.input)));
    EXPECT_FALSE(found(before, raw(token.output)));
  }
  for (const auto& entry : fs::directory_iterator(directory)) {
    const bool pending = entry.path().extension() == ".pending";
    EXPECT_TRUE(pending || entry.file_size() == 0)
        << "copies are left in " << entry.path().filename();
  }
  const fs::path copy = directory / "linked";
  fs::create_hard_link(pending_file(), copy);  // what stays of the file after it was removed
  slot.erase();
  const std::string after = all_bytes_under(directory);
  EXPECT_FALSE(after.empty());
  EXPECT_EQ(count(after), 0);
  fs::remove(copy);
  EXPECT_TRUE(fs::is_empty(directory));
  std::printf("canaries found before %d of 1000, after %d of 1000\n",
              static_cast<int>(count(before)), static_cast<int>(count(after)));
}

// The same envelopes in whatever order they came give the same bytes: so the file cannot tell.
TEST_F(DetachedSlot, ItsFileDoesNotTellInWhichOrderEnvelopesCame) {
  std::vector<std::pair<Token, Envelope>> envelopes;
  {
    Slot slot = opened(12);
    for (std::uint32_t i = 1; i <= 12; ++i) {
      envelopes.emplace_back(Person(i).token(slot), *sealed("tekst " + std::to_string(i)));
    }
  }
  const fs::path pending = pending_file();
  const std::string empty = bytes_of(pending);
  std::set<std::string> different;
  for (int order = 0; order < 6; ++order) {
    { std::ofstream(pending, std::ios::binary | std::ios::trunc) << empty; }
    auto slot = Slot::resume(directory, id);
    ASSERT_TRUE(slot);
    for (const auto& [token, envelope] : envelopes) {
      ASSERT_EQ(slot->take(token, envelope), Slot::Taken::kept);
      // Also a copy that is made half way tells nothing: it is one of the set, not of the order.
    }
    slot.reset();
    different.insert(bytes_of(pending));
    std::rotate(envelopes.begin(), envelopes.begin() + 5, envelopes.end());
    std::swap(envelopes.front(), envelopes[static_cast<std::size_t>(order) + 3]);
  }
  EXPECT_EQ(different.size(), 1U);
  EXPECT_NE(*different.begin(), empty);
}

// A guess by the place in the batch is as good as chance: 1 of k, within three points.
TEST_F(DetachedSlot, ThePlaceInTheBatchDoesNotTellWhoWrote) {
  Slot slot = opened(5);
  for (std::uint32_t i = 1; i <= 5; ++i) {
    ASSERT_EQ(slot.take(Person(i).token(slot), *sealed(std::to_string(i))), Slot::Taken::kept);
  }
  constexpr int batches = 5'560;
  std::array<int, 5> right{};
  for (int i = 0; i < batches; ++i) {
    const auto outcome = slot.close();
    ASSERT_EQ(outcome.texts.size(), 5U);
    for (std::size_t place = 0; place < 5; ++place) {
      right[place] += outcome.texts[place] == std::to_string(place + 1) ? 1 : 0;
    }
  }
  for (const int hits : right) {
    EXPECT_NEAR(static_cast<double>(hits) / batches, 0.2, 0.03);
  }
}

// What a table may hold: anything else fails here, before somebody has to think of it.
TEST_F(DetachedSlot, KeepsNoTimeNoPlaceAndNoOrder) {
  Slot slot = opened(5);
  const std::string bytes = bytes_of(pending_file());
  std::size_t tables = 0;
  for (std::size_t at = bytes.find("CREATE "); at != std::string::npos;
       at = bytes.find("CREATE ", at + 1)) {
    ++tables;
  }
  EXPECT_EQ(tables, 3U);
  EXPECT_TRUE(found(bytes, "CREATE TABLE slot(\n  secret BLOB NOT NULL PRIMARY KEY"));
  EXPECT_TRUE(found(bytes, "CREATE TABLE issued(\n  seat INTEGER NOT NULL PRIMARY KEY"));
  EXPECT_TRUE(found(bytes, "CREATE TABLE envelopes(\n  token BLOB NOT NULL PRIMARY KEY"));
}

TEST(Envelope, HoldsATextOfFourThousandBytesAndNoMore) {
  const std::string longest(envelope_text_bytes_max, 'a');
  EXPECT_EQ(opened(*sealed(longest)), longest);
  EXPECT_FALSE(sealed(longest + "a"));
  EXPECT_EQ(opened(*sealed("")), "");
}

}  // namespace
}  // namespace arena::anonymity
