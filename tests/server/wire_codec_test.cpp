// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "server/codec/wire.hpp"
#include "server/codec/wire_parts.hpp"
#include "tests/support/random.hpp"

namespace arena::codec {
namespace {

template <class O>
O octets(int first) {
  O out;
  for (std::size_t i = 0; i < O::size; ++i) {
    out.bytes[i] = static_cast<std::byte>(static_cast<int>(i) + first);
  }
  return out;
}

constexpr Turn turn_3_12{{3, 1, 2}, 12};
constexpr SeatCode c3{'C', 3};
constexpr SeatCode p65535{'P', 65'535};

// ---- acts: every field as the core writes it, so that one that is dropped both ways is missed

std::string fields(const ActBody& act) {
  Command command;
  command.act = act;
  return command_bytes(command);
}

struct Sample {
  ActBody act;
  bool has_text;
};

std::vector<Sample> acts_of_people() {
  const ItemId item{0xFEDC'BA98'7654'3210ULL};
  return {{Speak{}, true},
          {Speak{turn_3_12}, true},
          {Ask{}, true},
          {Answer{item}, true},
          {Pass{}, false},
          {TakeNote{}, true},
          {MarkTurn{turn_3_12, true}, false},
          {MarkTurn{turn_3_12, false}, false},
          {RaiseHand{}, false},
          {LowerHand{}, false},
          {ProposeLesson{}, true},
          {JudgeLesson{item, Verdict::recognised}, false},
          {JudgeLesson{item, Verdict::partly}, false},
          {JudgeLesson{item, Verdict::not_recognised}, false},
          {AskHelp{}, true},
          {RequestToken{SlotId{}, SlotElement{}}, false},
          {OpenSlot{minutes(7), {}, {}}, true},
          {CancelSlot{}, true},
          {Admit{SeatId{4'000'000'000U}}, false},
          {TurnAway{SeatId{7}}, true},
          {Remove{c3}, true},
          {OpenRound{65'535}, true},
          {PauseRound{}, true},
          {ResumeRound{}, false},
          {ExtendRound{minutes(5)}, true},
          {EndSitting{}, true},
          {CloseConversation{}, true},
          {GiveFloor{p65535}, false},
          {TakeFloor{}, false},
          {AcceptQuestion{item}, false},
          {AskToRephrase{item}, true},
          {MergeQuestions{{item, ItemId{1}, ItemId{2}}}, true},
          {WithholdQuestion{item}, true},
          {AnswerHelp{c3}, true},
          {Speak{turn_3_12, c3}, true},
          {ProposeLesson{{turn_3_12, Turn{{1, 0, 0}, 1}}}, true},
          {OpenRound{2, 3}, true},
          {CarryNote{item}, false},
          {CarryMark{turn_3_12}, false},
          {Propose{7}, true},
          {ReconsiderItem{item}, true},
          {ShareItem{item}, false},
          {Vote{3, {1, item.value}, false}, true},
          {Vote{0, {}, true}, true},
          {BeReady{}, false},
          {TakeSeat{GroupIndex{200}}, false},
          {LeaveSeat{}, false},
          {SetConsent{ArchiveLevel::nothing, true, false}, false},
          {SetConsent{ArchiveLevel::lessons_only, false, true}, false},
          {SetConsent{ArchiveLevel::pseudonymised, false, false}, false},
          {SetConsent{ArchiveLevel::full, true, true}, false},
          {AnswerLetter{}, true},
          {GiveFloorToNext{}, false},
          {BindPosition{GroupIndex{3}, p65535}, false},
          {FreePosition{c3}, false},
          {ReplaceSeated{GroupIndex{3}}, false},
          {SetItemState{item, 2}, false},
          {AddEvidence{item, {turn_3_12}}, false},
          {AssignItem{item, Instant{1'795'000'000'000}, true}, true},
          {AssignItem{item, std::nullopt, false}, true},
          {DecideItem{item, Decision::adopted}, true},
          {DecideItem{item, Decision::declined}, true},
          {DecideItem{item, Decision::done}, true},
          {SendLetter{{item, ItemId{1}}}, true},
          {Warn{c3}, true},
          {RecordIncident{c3}, true},
          {RecordIncident{}, true},
          {CloseIncident{item}, true},
          {OfferLead{c3}, false},
          {TakeLead{}, false},
          {SayCaseWorker{{{'P', 3}, {'P', 4}}, true}, false},
          {ReadCaseWorkers{}, false},
          {Remove{{'P', 3}, true}, true}};
}

TEST(ClientFrames, RefuseNumbersAndWordsThatMakeNoSense) {
  const auto refused = [](const ActBody& act) {
    return !decode_client_frame(
        encode_command({octets<CommandId>(1), Room{1, 0, 0}, act, std::string{}}));
  };
  EXPECT_FALSE(refused(Vote{1, std::vector<std::uint64_t>(256, 1), false}));
  EXPECT_TRUE(refused(Vote{1, std::vector<std::uint64_t>(257, 1), false}));
  EXPECT_TRUE(refused(AddEvidence{ItemId{1}, std::vector<Turn>(257, turn_3_12)}));
  EXPECT_TRUE(refused(ProposeLesson{std::vector<Turn>(257, turn_3_12)}));
  EXPECT_TRUE(refused(SendLetter{std::vector<ItemId>(257, ItemId{1})}));
  EXPECT_TRUE(refused(DecideItem{ItemId{1}, static_cast<Decision>(9)}));
}

hub::CommandRequest request(ActBody act, std::string text = {}) {
  return {octets<CommandId>(1), Room{2, 3, 4}, std::move(act), std::move(text)};
}

hub::CommandRequest decoded(const std::string& bytes) {
  auto frame = decode_client_frame(bytes);
  EXPECT_TRUE(frame) << (frame ? "" : frame.error().sentence);
  return frame ? std::get<hub::CommandRequest>(*frame) : hub::CommandRequest{};
}

TEST(ClientFrames, CarryEveryActOfAPersonWithAllItsFields) {
  std::set<std::size_t> seen;
  for (const Sample& sample : acts_of_people()) {
    const hub::CommandRequest sent = request(sample.act, sample.has_text ? "Zó is het — écht" : "");
    const hub::CommandRequest got = decoded(encode_command(sent));
    EXPECT_EQ(got.id, sent.id);
    EXPECT_EQ(got.room, sent.room);
    EXPECT_EQ(got.text, sent.text) << fields(sent.act);
    EXPECT_EQ(fields(got.act), fields(sent.act));
    seen.insert(sent.act.index());
  }
  // Five are the shell's own; every other act stands above.
  EXPECT_EQ(seen.size(), std::variant_size_v<ActBody> - 5);
}

TEST(ClientFrames, CarryNoTextWithAnActThatHasNone) {
  for (const Sample& sample : acts_of_people()) {
    const auto got = decoded(encode_command(request(sample.act, "iets")));
    EXPECT_EQ(got.text, sample.has_text ? "iets" : "") << fields(sample.act);
  }
}

TEST(ClientFrames, RefuseTheActsOfTheShell) {
  EXPECT_FALSE(decode_client_frame(encode_command(request(Tick{}))));
  EXPECT_FALSE(decode_client_frame(encode_command(request(Arrive{GroupIndex{1}}))));
}

TEST(ClientFrames, CarryHelloAndPageRequest) {
  const Hello hello{7, octets<hub::Secret>(40), {0x0102'0304'0506'0708ULL}};
  const auto frame = decode_client_frame(encode_hello(hello));
  ASSERT_TRUE(frame);
  const auto& got = std::get<Hello>(*frame);
  EXPECT_EQ(got.version, 7U);
  EXPECT_EQ(got.seat_secret, hello.seat_secret);
  EXPECT_EQ(got.last_seen, hello.last_seen);
  const auto page = decode_client_frame(encode_page_request());
  ASSERT_TRUE(page);
  EXPECT_TRUE(std::holds_alternative<PageRequest>(*page));
}

// ---- frames by hand, as no client of ours would make them
// ----------------------------------------

std::string varint(std::uint64_t value) {
  std::string out;
  for (; value > 0x7f; value >>= 7) out.push_back(static_cast<char>((value & 0x7f) | 0x80));
  out.push_back(static_cast<char>(value));
  return out;
}
std::string number(std::uint32_t field, std::uint64_t value) {
  return varint(field << 3) + varint(value);
}
std::string block(std::uint32_t field, const std::string& bytes) {
  return varint(field << 3 | 2) + varint(bytes.size()) + bytes;
}
std::string command_frame(const std::string& act, const std::string& id = std::string(16, 'i')) {
  return block(2, block(1, id) + act);
}
std::string sentence_for(const std::string& bytes) {
  const auto frame = decode_client_frame(bytes);
  return frame ? "accepted" : frame.error().sentence;
}

TEST(ClientFrames, RefuseWhatIsMalformedInOneSentence) {
  const std::map<std::string, std::string> wrong{
      {"nothing at all", ""},
      {"no frame that is known", block(9, "x")},
      {"half a frame", command_frame(block(13, "")).substr(0, 5)},
      {"not protobuf", "\xff\xff\xff\xff"},
      {"no act", command_frame("")},
      {"an act of another version", command_frame(block(99, ""))},
      {"an id of 15 bytes", command_frame(block(13, ""), std::string(15, 'i'))},
      {"an id of 17 bytes", command_frame(block(13, ""), std::string(17, 'i'))},
      {"a seat secret of 15 bytes", block(1, number(1, 1) + block(2, std::string(15, 's')))},
      {"no seat secret", block(1, number(1, 1))},
      {"a verdict that is not said", command_frame(block(19, ""))},
      {"a verdict that does not exist", command_frame(block(19, number(2, 77)))},
      {"a round above 65535", command_frame(block(43, number(1, 65'536)))},
      {"minutes above 65535", command_frame(block(46, number(1, 65'536)))},
      {"a room above 65535", command_frame(block(2, number(1, 65'536)) + block(13, ""))},
      {"a turn above 65535", command_frame(block(15, block(1, block(1, number(2, 65'536)))))},
      {"a reply to a turn above 65535",
       command_frame(block(10, block(2, block(1, number(3, 65'536)))))},
  };
  for (const auto& [what, bytes] : wrong) {
    const std::string sentence = sentence_for(bytes);
    EXPECT_NE(sentence, "accepted") << what;
    EXPECT_TRUE(sentence.ends_with(".")) << what << ": " << sentence;
  }
  EXPECT_EQ(sentence_for(command_frame(block(13, ""))), "accepted");
}

TEST(ClientFrames, RefuseMoreThan64KiB) {
  const std::string text(frame_bytes_max, 'x');
  EXPECT_FALSE(decode_client_frame(encode_command(request(Speak{}, text))));
  EXPECT_TRUE(decode_client_frame(encode_command(request(Speak{}, text.substr(100)))));
}

TEST(ClientFrames, LeaveAMalformedSeatCodeToTheRules) {
  for (const char* const code : {"", "C", "C0", "C03", "c3", "C65536", "C3 ", "CC3", "C-3", "3C"}) {
    const auto got = decoded(command_frame(block(49, block(1, code))));
    EXPECT_EQ(std::get<GiveFloor>(got.act).seat, SeatCode{}) << code;
  }
  EXPECT_EQ(std::get<GiveFloor>(decoded(command_frame(block(49, block(1, "C3")))).act).seat, c3);
}

TEST(ClientFrames, PassOnTextThatIsNotUtf8SoThatTheRulesCanRefuseIt) {
  for (const char* const broken : {"\xff", "abc\xc3", "\xed\xa0\x80", "\xc0\xaf"}) {
    const auto got = decoded(encode_command(request(Speak{turn_3_12}, broken)));
    EXPECT_EQ(got.id, octets<CommandId>(1));
    EXPECT_EQ(got.room, (Room{2, 3, 4}));
    EXPECT_EQ(got.text, broken);
    EXPECT_EQ(fields(got.act), fields(ActBody{Speak{turn_3_12}}));
  }
}

TEST(ClientFrames, KeepTheRestOfAnActWhoseReasonIsNotUtf8) {
  const auto got = decoded(encode_command(request(Remove{c3}, "omdat\xfe")));
  EXPECT_EQ(std::get<Remove>(got.act).seat, c3);
  EXPECT_EQ(got.text, "omdat\xfe");
}

TEST(ClientFrames, PassOnASeatCodeThatIsNotUtf8AsATextToRefuse) {
  const auto got = decoded(command_frame(block(49, block(1, "\xff"))));
  EXPECT_EQ(std::get<GiveFloor>(got.act).seat, SeatCode{});
  EXPECT_EQ(got.text, "\xff");
}

TEST(ClientFrames, DoNotMistakeOtherFaultsForBrokenText) {
  // A text that is not UTF-8 and a command that makes no sense: the frame is refused.
  EXPECT_FALSE(decode_client_frame(block(2, block(1, "short") + block(10, block(1, "\xff")))));
  EXPECT_FALSE(decode_client_frame(command_frame(block(10, block(1, "\xff"))) + "\x12\x7f"));
}

// ---- any bytes
// -----------------------------------------------------------------------------------------

std::string mutated(std::string bytes, test::Random& random) {
  const std::size_t changes = 1 + random.below(2);
  for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
    const std::size_t at = random.below(bytes.size());
    switch (random.below(4)) {
      case 0:
        bytes[at] = static_cast<char>(random.next());
        break;
      case 1:
        bytes.erase(at, 1 + random.below(4));
        break;
      case 2:
        bytes.insert(at, 1 + random.below(4), static_cast<char>(random.next()));
        break;
      default:
        bytes.resize(at);
        break;
    }
  }
  return bytes;
}

TEST(AnyBytes, GiveAFrameOrASentenceAndNeverMore) {
  std::vector<std::string> seeds{encode_hello({1, octets<hub::Secret>(1), {5}}),
                                 encode_page_request()};
  for (const Sample& sample : acts_of_people()) {
    seeds.push_back(encode_command(request(sample.act, "een tekst met é")));
  }
  test::Random random(20'261'122);
  std::size_t understood = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto frame = decode_client_frame(mutated(seeds[random.below(seeds.size())], random));
    if (!frame) {
      EXPECT_FALSE(frame.error().sentence.empty());
      continue;
    }
    ++understood;
    // What was understood can be said again and is then understood the same.
    if (const auto* const command = std::get_if<hub::CommandRequest>(&*frame)) {
      EXPECT_EQ(fields(decoded(encode_command(*command)).act), fields(command->act));
    }
  }
  EXPECT_GT(understood, 1'000U);   // the test reaches behind the parser,
  EXPECT_LT(understood, 19'000U);  // and in front of it
}

}  // namespace
}  // namespace arena::codec
