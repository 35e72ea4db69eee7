// SPDX-License-Identifier: EUPL-1.2
// Stored events: every alternative comes back as it was, equal events have equal bytes, and
// bytes that nobody wrote are refused.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/codec/archive.hpp"

namespace arena {
namespace {

using codec::decode_event;
using codec::encode_event;

template <class Target>
Target octets(std::uint8_t seed) {
  Target out;
  for (std::size_t i = 0; i < Target::size; ++i) out.bytes[i] = static_cast<std::byte>(seed + i);
  return out;
}

// Values of every width, with zero and the largest among them.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  template <class Number>
  Number number() {
    switch (engine_() % 4) {
      case 0:
        return 0;
      case 1:
        return std::numeric_limits<Number>::max();
      default:
        return static_cast<Number>(engine_() >> (engine_() % 64));
    }
  }
  bool flag() { return engine_() % 2 == 0; }
  template <class Target>
  Target some_octets() {
    return octets<Target>(static_cast<std::uint8_t>(engine_()));
  }
  std::string bytes() {
    std::string out(engine_() % 40, '\0');
    for (char& c : out) c = static_cast<char>(engine_());
    return out;
  }
  SeatId seat() { return {number<std::uint32_t>()}; }
  ItemId item() { return {number<std::uint64_t>()}; }
  EventNumber event() { return {number<std::uint64_t>()}; }
  // Events are counted from 1.
  std::optional<EventNumber> told_again() {
    if (!flag()) return std::nullopt;
    return EventNumber{number<std::uint64_t>() | 1U};
  }
  Room room() {
    return {number<std::uint16_t>(), number<std::uint16_t>(), number<std::uint16_t>()};
  }
  Turn turn() { return {room(), number<std::uint32_t>()}; }
  std::optional<Turn> maybe_turn() { return flag() ? std::optional(turn()) : std::nullopt; }
  std::vector<ItemId> items() {
    std::vector<ItemId> out(engine_() % 4);
    for (ItemId& id : out) id = item();
    return out;
  }
  std::vector<Turn> turns() {
    std::vector<Turn> out(engine_() % 4);
    for (Turn& each : out) each = turn();
    return out;
  }
  std::vector<std::uint64_t> choices() {
    std::vector<std::uint64_t> out(engine_() % 4);
    for (std::uint64_t& each : out) each = number<std::uint64_t>();
    return out;
  }
  Verdict verdict() { return static_cast<Verdict>(engine_() % 3); }
  ArchiveLevel level() { return static_cast<ArchiveLevel>(engine_() % 4); }
  SeatCode code() { return {static_cast<char>('A' + engine_() % 26), number<std::uint16_t>()}; }

  // The alternative at `index` of the variant. A new alternative gives "nothing drawn".
  EventBody body(std::size_t index) {
    switch (index) {
      case 0:
        return Created{some_octets<ConversationId>(),
                       bytes(),
                       bytes(),
                       level(),
                       flag() ? Choices{{"a", bytes()}, {bytes() + "b", bytes()}} : Choices{},
                       flag() ? std::optional(some_octets<ConversationId>()) : std::nullopt,
                       bytes()};
      case 1:
        return Arrived{seat(), {number<std::uint8_t>()}};
      case 2:
        return Admitted{seat(), code()};
      case 3:
        return TurnedAway{seat()};
      case 4:
        return Removed{seat()};
      case 5:
        return RoundOpened{room(), flag()};
      case 6:
        return RoundPaused{};
      case 7:
        return RoundResumed{};
      case 8:
        return RoundExtended{{number<std::int64_t>()}};
      case 9:
        return SittingEnded{number<std::uint16_t>()};
      case 10:
        return Closed{};
      case 11:
        return Spoken{turn(), flag(), maybe_turn(), seat()};
      case 12:
        return Answered{turn(), item()};
      case 13:
        return Passed{maybe_turn()};
      case 14:
        return Noted{item()};
      case 15:
        return Marked{turn(), flag()};
      case 16:
        return HandRaised{};
      case 17:
        return HandLowered{seat()};
      case 18:
        return FloorGiven{seat()};
      case 19:
        return FloorFreed{};
      case 20:
        return QuestionAsked{item()};
      case 21:
        return QuestionShown{item(), seat(), turn(), event()};
      case 22:
        return QuestionReturned{item()};
      case 23:
        return QuestionsMerged{items(), item(), turn()};
      case 24:
        return QuestionMerged{item()};
      case 25:
        return QuestionWithheld{item()};
      case 26:
        return LessonProposed{item(), turn(), turns()};
      case 27:
        return LessonShared{item(), maybe_turn(), event(), turns()};
      case 28:
        return LessonJudged{item(), verdict()};
      case 29:
        return HelpAsked{item()};
      case 30:
        return HelpAnswered{seat()};
      default:
        return later_body(index);
    }
  }
  EventBody later_body(std::size_t index) {
    switch (index) {
      case 31:
        return NoteCarried{item(), turn(), event()};
      case 32:
        return MarkCarried{turn(), turn()};
      case 33:
        return SaidReady{};
      case 34:
        return PositionTaken{{number<std::uint8_t>()}, seat()};
      case 35:
        return PositionLeft{{number<std::uint8_t>()}, seat()};
      case 36:
        return LessonBrought{item(), some_octets<ConversationId>(), item()};
      case 37:
        return ItemProposed{item(), number<std::uint16_t>(), maybe_turn()};
      case 38:
        return ItemReconsidered{item()};
      case 39:
        return ItemShared{item(), turn(), event()};
      case 40:
        return ItemReleased{item(), event()};
      case 41:
        return ItemStateSet{item(), number<std::uint16_t>()};
      case 42:
        return EvidenceAdded{item(), turns()};
      case 43:
        return ItemAssigned{item(),
                            flag() ? std::optional(Instant{number<std::int64_t>()}) : std::nullopt,
                            flag(), told_again()};
      case 44:
        return ItemDecided{item(), static_cast<Decision>(engine_() % 3), told_again()};
      case 45:
        return LetterSent{};
      case 46:
        return LetterAnswered{};
      case 47:
        return VoteCast{number<std::uint16_t>(), choices(), flag()};
      case 48:
        return VoteShown{
            room(),
            number<std::uint16_t>(),
            seat(),
            choices(),
            flag(),
            flag() ? std::optional(EventNumber{1ULL + number<std::uint32_t>()}) : std::nullopt};
      case 49:
        return BallotShown{room(),
                           number<std::uint16_t>(),
                           number<std::uint32_t>(),
                           flag() ? std::optional(number<std::uint32_t>()) : std::nullopt,
                           flag(),
                           {{number<std::uint64_t>(), std::nullopt}, {1, number<std::uint32_t>()}}};
      case 50:
        return ConsentSet{level(), flag(), flag()};
      case 51:
        return RoundMayEnd{static_cast<RoundEnd>(engine_() % 5)};
      case 52:
        return Warned{seat()};
      case 53:
        return IncidentRecorded{item(), seat(), {number<std::int64_t>()}};
      case 54:
        return IncidentClosed{item()};
      case 55:
        return LeadOffered{seat()};
      case 56:
        return LeadTaken{};
      case 57:
        return SlotOpened{some_octets<SlotId>(),
                          some_octets<SlotElement>(),
                          {seat(), seat()},
                          {number<std::int64_t>()}};
      case 58:
        return SlotEnded{some_octets<SlotId>(), static_cast<SlotEnd>(engine_() % 3)};
      case 59:
        return ContributedAnonymously{turn()};
      default:
        ADD_FAILURE() << "nothing is drawn for alternative " << index;
        return Closed{};
    }
  }
  Event event_with(std::size_t index) {
    Event out;
    out.number = event();
    out.at = {number<std::int64_t>()};
    out.actor = seat();
    if (flag()) out.audience.groups = number<std::uint64_t>();
    for (std::uint64_t i = engine_() % 4; i > 0; --i) out.audience.seats.push_back(seat());
    if (flag()) out.cause = Cause{some_octets<CommandId>(), some_octets<Commitment>()};
    if (flag()) out.content = some_octets<Commitment>();
    out.body = body(index);
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

constexpr std::size_t alternatives = std::variant_size_v<EventBody>;

Event spoken() {
  Event event;
  event.number = {7};
  event.at = {1'400'000'000'123};
  event.actor = {3};
  event.audience = {5, {{1}, {3}}};
  event.body = Spoken{{{3, 0, 0}, 12}, false, Turn{{3, 0, 0}, 11}};
  event.cause = Cause{octets<CommandId>(1), octets<Commitment>(40)};
  event.content = octets<Commitment>(90);
  return event;
}

TEST(StoredEvent, EveryAlternativeComesBackAsItWas) {
  Draw draw(20'261'122);
  for (std::size_t index = 0; index < alternatives; ++index) {
    for (int n = 0; n < 200; ++n) {
      const Event event = draw.event_with(index);
      ASSERT_EQ(event.body.index(), index) << "the list in this test does not follow EventBody";
      const std::string bytes = encode_event(event);
      const auto read = decode_event(bytes);
      ASSERT_TRUE(read) << read.error().sentence << ", alternative " << index;
      ASSERT_EQ(*read, event) << "alternative " << index;
      ASSERT_EQ(encode_event(*read), bytes);
    }
  }
}

TEST(StoredEvent, AlternativesNeverShareBytes) {
  std::set<std::string> seen;
  for (std::size_t index = 0; index < alternatives; ++index) {
    Event event;
    event.body = Draw(1).body(index);
    seen.insert(encode_event(event));
  }
  EXPECT_EQ(seen.size(), alternatives);
}

// These bytes stand in records that must be readable in twenty years. If this fails, the stored
// form has changed: give the record a new schema version and keep reading the old one.
TEST(StoredEvent, KeepsItsFormForEver) {
  std::string hex;
  for (const unsigned char c : encode_event(spoken())) {
    constexpr char digits[] = "0123456789abcdef";
    hex += digits[c >> 4U];
    hex += digits[c & 15U];
  }
  EXPECT_EQ(
      hex,
      "080710fbe082b4df28180322060805120201032a340a100102030405060708090a0b0c0d0e0f10122028292a"
      "2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464732205a5b5c5d5e5f60616263646566"
      "6768696a6b6c6d6e6f70717273747576777879f201100a060a020803100c1a060a020803100b");
}

TEST(StoredEvent, GarbageIsRefusedAndNeverThrows) {
  std::mt19937_64 engine(7);
  std::size_t refused = 0;
  for (int n = 0; n < 20'000; ++n) {
    std::string bytes(engine() % 64, '\0');
    for (char& c : bytes) c = static_cast<char>(engine());
    const auto read = decode_event(bytes);
    if (!read) {
      ++refused;
      EXPECT_FALSE(read.error().sentence.empty());
    }
  }
  EXPECT_GT(refused, 19'900U);
  EXPECT_FALSE(decode_event(""));
}

TEST(StoredEvent, EachChangedBitGivesAnotherEventOrARefusal) {
  const Event event = spoken();
  const std::string bytes = encode_event(event);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string changed = bytes;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto read = decode_event(changed);
    EXPECT_TRUE(!read || *read != event) << "bit " << bit;
  }
}

TEST(StoredEvent, EachTruncationIsRefused) {
  const std::string bytes = encode_event(spoken());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(decode_event(std::string_view(bytes).substr(0, length))) << length;
  }
}

// What a newer version may add is not skipped over: it would be lost when written again.
TEST(StoredEvent, UnknownFieldsAreRefused) {
  const std::string unknown("\xF8\x07\x01", 3);  // field 127, varint 1
  EXPECT_FALSE(decode_event(encode_event(spoken()) + unknown));
}

TEST(StoredEvent, NumbersThatDoNotFitAreRefused) {
  // number 1, body arrived { seat 1, group 256 }.
  const std::string bytes("\x08\x01\x5A\x05\x08\x01\x10\x80\x02", 9);
  const auto read = decode_event(bytes);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().sentence.find("a group is out of range"), std::string::npos);
}

}  // namespace
}  // namespace arena
