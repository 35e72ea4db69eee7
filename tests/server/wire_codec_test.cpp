// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <type_traits>

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

// ---- acts: every field in words, so that one that is dropped both ways is still missed
// -----------

std::string words(const Turn& turn) {
  return std::to_string(turn.room.round) + "/" + std::to_string(turn.room.repetition) + "/" +
         std::to_string(turn.room.room) + "." + std::to_string(turn.number);
}
std::string words(SeatCode code) { return seat_code_text(code); }
std::string words(ItemId item) { return std::to_string(item.value); }

std::string fields(const Speak& act) { return act.reply_to ? words(*act.reply_to) : "none"; }
std::string fields(const Answer& act) { return words(act.question); }
std::string fields(const MarkTurn& act) { return words(act.turn) + (act.on ? " on" : " off"); }
std::string fields(const JudgeLesson& act) {
  return words(act.lesson) + " " + std::to_string(static_cast<int>(act.verdict));
}
std::string fields(const Admit& act) { return std::to_string(act.seat.value); }
std::string fields(const TurnAway& act) { return std::to_string(act.seat.value); }
std::string fields(const Remove& act) { return words(act.seat); }
std::string fields(const OpenRound& act) { return std::to_string(act.round); }
std::string fields(const ExtendRound& act) { return std::to_string(act.by.value); }
std::string fields(const GiveFloor& act) { return words(act.seat); }
std::string fields(const AcceptQuestion& act) { return words(act.question); }
std::string fields(const AskToRephrase& act) { return words(act.question); }
std::string fields(const MergeQuestions& act) {
  std::string out;
  for (const ItemId question : act.questions) out += words(question) + " ";
  return out;
}
std::string fields(const WithholdQuestion& act) { return words(act.question); }
std::string fields(const AnswerHelp& act) { return words(act.seat); }
template <class Act>
requires std::is_empty_v<Act> std::string fields(const Act&) { return ""; }

std::string fields(const ActBody& act) {
  return std::to_string(act.index()) + ": " +
         std::visit([](const auto& body) { return fields(body); }, act);
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
          {ContributeAnonymously{}, true},
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
          {AnswerHelp{c3}, true}};
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
  // Arrive and Tick are the shell's own; every other act stands above.
  EXPECT_EQ(seen.size(), std::variant_size_v<ActBody> - 2);
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
