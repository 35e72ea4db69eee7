// SPDX-License-Identifier: EUPL-1.2
// Frames of the server: encoded as the server does, read as a client does.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "server/codec/wire.hpp"
#include "sessions/script.hpp"
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

// ---- notices
// ---------------------------------------------------------------------------------------

Script small_script() {
  Script script;
  script.id = "proef";
  script.title = {"Proef", "Trial"};
  script.standing_reason = {"Orde", "Order"};
  Group client;
  client.id = "client";
  client.title = {"Cliënten", "Clients"};
  client.role = Role::client;
  client.letter = 'C';
  client.advised_min = 2;
  client.advised_max = 12;
  client.limit = 40;
  Group professional = client;
  professional.id = "professional";
  professional.title = {"Professionals", "Professionals"};
  professional.role = Role::professional;
  professional.letter = 'P';
  professional.shown_as = ShownAs::name;
  script.groups = {client, professional};
  Product questions;
  questions.id = "vragen";
  script.products = {questions};
  Round round;
  round.id = "een";
  round.title = {"Eén", "One"};
  round.purpose = {"Waarom", "Why"};
  round.chair_note = {"geheim", "secret"};
  round.minutes = 50;
  round.sitting = 1;
  round.listen_only = true;
  round.gate = true;
  round.floor = Floor::queue;
  round.placements = {{GroupIndex{0}, Ring::inner, {Right::speak, Right::pass}, {}, {}},
                      {GroupIndex{1}, Ring::outer, {Right::note, Right::mark}, {}, {}}};
  script.rounds = {round};
  return script;
}

const Script& script() {
  static const Script made = small_script();
  return made;
}

SeenNotice seen(const NoticeBody& body, std::uint64_t sequence = 9) {
  static const std::string title = "Titel";
  const hub::Words words{
      script(), title,
      [](EventNumber event) {
        return event.value == 5 ? std::string_view("de tekst") : std::string_view{};
      },
      [](SeatId seat) { return seat.value == 2 ? std::string_view("Naam") : std::string_view{}; }};
  const auto encoded = NoticeEncoder().encode(Notice{Instant{1234}, body}, words);
  std::string message;
  append_notice_frame(message, ViewerSequence{sequence}, *encoded);
  EXPECT_EQ(message.size(), notice_frame_bytes(*encoded));
  const auto frames = decode_server_message(message);
  EXPECT_TRUE(frames && frames->size() == 1);
  if (!frames || frames->size() != 1) return {};
  const auto& notice = std::get<SeenNotice>(frames->front());
  EXPECT_EQ(notice.sequence, sequence);
  EXPECT_EQ(notice.at_ms, 1234);
  return notice;
}

const EventNumber text{5};
const ItemId item{0xFEDC'BA98'7654'3210ULL};
const SeatView client_seat{SeatId{2}, c3, GroupIndex{0}};
const SeatView professional_seat{SeatId{2}, SeatCode{'P', 1}, GroupIndex{1}};
const ClockView clock_view{true, true, Instant{11}, Span{22}, Instant{33}, Span{44}};

void expect_clock(const std::optional<SeenClock>& clock) {
  ASSERT_TRUE(clock);
  EXPECT_TRUE(clock->timed && clock->paused);
  EXPECT_EQ(clock->opened_ms, 11);
  EXPECT_EQ(clock->planned_ms, 22);
  EXPECT_EQ(clock->ends_ms, 33);
  EXPECT_EQ(clock->remaining_ms, 44);
}

TEST(Notices, HaveAKindOfTheirOwnForEveryAlternative) {
  const std::vector<NoticeBody> all{Seated{client_seat, {}, {}, {}, {}, 0, {}},
                                    RoundEntered{},
                                    ClockChanged{},
                                    SittingOver{},
                                    ConversationOver{},
                                    SeatTaken{client_seat},
                                    SeatLeft{},
                                    LobbyChanged{},
                                    ContributionShown{},
                                    PassShown{},
                                    OwnNote{},
                                    OwnMark{},
                                    HandShown{},
                                    FloorShown{},
                                    QuestionWaiting{},
                                    QuestionDecided{},
                                    LessonVerdict{},
                                    HelpShown{},
                                    SeatMoved{client_seat},
                                    OwnItem{},
                                    ItemSeen{},
                                    ItemChanged{},
                                    LetterShown{},
                                    LetterAnswerShown{},
                                    OwnVote{},
                                    VoteSeen{},
                                    BallotResult{},
                                    OwnConsent{},
                                    OwnPass{},
                                    ReadyShown{},
                                    MayEnd{},
                                    WarningShown{},
                                    IncidentShown{},
                                    LeadShown{},
                                    SlotShown{},
                                    SlotOver{}};
  std::set<std::string> kinds;
  std::set<std::size_t> alternatives;
  for (const NoticeBody& body : all) {
    kinds.insert(seen(body).kind);
    alternatives.insert(body.index());
  }
  EXPECT_EQ(alternatives.size(), std::variant_size_v<NoticeBody>);
  EXPECT_EQ(kinds.size(), std::variant_size_v<NoticeBody>);
  EXPECT_FALSE(kinds.contains(""));
}

TEST(Notices, OfBeingSeatedHoldTheSnapshotAndTheScript) {
  const auto notice = seen(Seated{client_seat,
                                  {2, 0, 0},
                                  clock_view,
                                  {client_seat, professional_seat},
                                  SeatCode{'P', 1},
                                  1,
                                  {{SeatId{2}, {}, GroupIndex{0}}}});
  EXPECT_EQ(notice.kind, "seated");
  EXPECT_EQ(notice.code, "C3");
  EXPECT_EQ(notice.group, "client");
  EXPECT_EQ(notice.room, (Room{2, 0, 0}));
  expect_clock(notice.clock);
  ASSERT_EQ(notice.seats.size(), 3U);
  EXPECT_EQ(notice.seats[0].code, "C3");
  EXPECT_EQ(notice.seats[2].code, "P1");
  EXPECT_EQ(notice.floor, "P1");
  EXPECT_EQ(notice.sitting, 1U);
  EXPECT_EQ(notice.title, "Titel");
  ASSERT_EQ(notice.lobby.size(), 1U);
  EXPECT_EQ(notice.lobby[0].waiting, 2U);
  EXPECT_EQ(notice.lobby[0].group + notice.lobby[0].name, "clientNaam");
  ASSERT_TRUE(notice.script);
  EXPECT_EQ(notice.script->id, "proef");
  EXPECT_EQ(notice.script->title_nl, "Proef");
  ASSERT_EQ(notice.script->groups.size(), 2U);
  EXPECT_EQ(notice.script->groups[1].role, "professional");
  ASSERT_EQ(notice.script->rounds.size(), 1U);
  const SeenRound& round = notice.script->rounds[0];
  EXPECT_EQ(round.title_en, "One");
  EXPECT_EQ(round.floor, "queue");
  EXPECT_EQ(round.minutes, 50U);
  EXPECT_EQ(round.sitting, 1U);
  EXPECT_TRUE(round.listen_only && round.gate);
  ASSERT_EQ(round.placements.size(), 2U);
  EXPECT_EQ(round.placements[1].ring, "outer");
  EXPECT_EQ(round.placements[1].may, (std::vector<std::string>{"note", "mark"}));
}

TEST(Notices, NeverHoldTheNotesOfTheChair) {
  static const std::string title;
  const hub::Words words{script(), title, [](EventNumber) { return std::string_view{}; },
                         [](SeatId) { return std::string_view{}; }};
  const auto encoded =
      NoticeEncoder().encode(Notice{{}, Seated{client_seat, {}, {}, {}, {}, 0, {}}}, words);
  EXPECT_EQ(encoded->find("geheim"), std::string::npos);
  EXPECT_EQ(encoded->find("secret"), std::string::npos);
  EXPECT_NE(encoded->find("Waarom"), std::string::npos);
}

TEST(Notices, NameOnlyWhoIsShownByName) {
  EXPECT_EQ(seen(SeatTaken{client_seat}).name, "");
  EXPECT_EQ(seen(SeatTaken{professional_seat}).name, "Naam");
  EXPECT_EQ(seen(SeatTaken{professional_seat}).group, "professional");
  const auto entered = seen(RoundEntered{
      {1, 0, 0}, true, clock_view, {client_seat, professional_seat}, SeatCode{'G', 1}, text});
  EXPECT_EQ(entered.seats[0].name, "");
  EXPECT_EQ(entered.seats[1].name, "Naam");
  EXPECT_EQ(entered.code, "G1");
  EXPECT_EQ(entered.text, "de tekst");
  EXPECT_TRUE(entered.flag);
  expect_clock(entered.clock);
}

TEST(Notices, OfClockAndSittingsSayWhy) {
  using Change = ClockChanged::Change;
  const auto paused = seen(ClockChanged{Change::paused, clock_view, SeatCode{'G', 1}, text});
  EXPECT_EQ(paused.change, "paused");
  EXPECT_EQ(paused.text, "de tekst");
  EXPECT_EQ(paused.code, "G1");
  expect_clock(paused.clock);
  EXPECT_EQ(seen(ClockChanged{Change::resumed, {}, {}, {}}).change, "resumed");
  EXPECT_EQ(seen(ClockChanged{Change::extended, {}, {}, {}}).change, "extended");
  EXPECT_EQ(seen(ClockChanged{Change::extended, {}, {}, {}}).text, "");
  const auto over = seen(SittingOver{1, true, text});
  EXPECT_EQ(over.sitting, 1U);
  EXPECT_TRUE(over.flag);
  EXPECT_EQ(over.text, "de tekst");
  EXPECT_EQ(seen(ConversationOver{text}).text, "de tekst");
  const auto left = seen(SeatLeft{c3, text});
  EXPECT_EQ(left.code + left.text, "C3de tekst");
}

TEST(Notices, OfTheLobbyNameThePersonToTheChair) {
  using Change = LobbyChanged::Change;
  const auto waiting = seen(LobbyChanged{Change::waiting, SeatId{2}, GroupIndex{0}, {}});
  EXPECT_EQ(waiting.change, "waiting");
  EXPECT_EQ(waiting.waiting, 2U);
  EXPECT_EQ(waiting.group, "client");
  EXPECT_EQ(waiting.name, "Naam");
  EXPECT_EQ(waiting.code, "");
  const auto admitted = seen(LobbyChanged{Change::admitted, SeatId{2}, GroupIndex{0}, c3});
  EXPECT_EQ(admitted.change + admitted.code, "admittedC3");
  EXPECT_EQ(seen(LobbyChanged{Change::turned_away, SeatId{2}, GroupIndex{0}, {}}).change,
            "turned_away");
}

TEST(Notices, OfSpeechHoldWordsNumberAndWhose) {
  const Turn earlier{{3, 0, 0}, 4};
  const auto answer =
      seen(ContributionShown{ContributionKind::answer, turn_3_12, c3, earlier, item, text});
  EXPECT_EQ(answer.kind + "/" + answer.change, "contribution/answer");
  EXPECT_EQ(answer.turn, turn_3_12);
  EXPECT_EQ(answer.reply_to, earlier);
  EXPECT_EQ(answer.item, item.value);
  EXPECT_EQ(answer.code + answer.text, "C3de tekst");
  const std::map<ContributionKind, std::string> kinds{{ContributionKind::speech, "speech"},
                                                      {ContributionKind::guidance, "guidance"},
                                                      {ContributionKind::question, "question"},
                                                      {ContributionKind::lesson, "lesson"}};
  for (const auto& [kind, name] : kinds) {
    const auto shown = seen(ContributionShown{kind, turn_3_12, {}, {}, {}, EventNumber{6}});
    EXPECT_EQ(shown.change, name);
    EXPECT_EQ(shown.code + shown.text, "");  // merged by the chair, and its text erased
    EXPECT_FALSE(shown.reply_to);
  }
  const auto pass = seen(PassShown{turn_3_12, c3});
  EXPECT_EQ(pass.turn, turn_3_12);
  EXPECT_EQ(pass.code, "C3");
  const auto note = seen(OwnNote{item, {3, 1, 2}, text});
  EXPECT_EQ(note.item, item.value);
  EXPECT_EQ(note.room, (Room{3, 1, 2}));
  EXPECT_EQ(note.text, "de tekst");
  EXPECT_TRUE(seen(OwnMark{turn_3_12, true}).flag);
  EXPECT_FALSE(seen(OwnMark{turn_3_12, false}).flag);
  EXPECT_EQ(seen(OwnMark{turn_3_12, true}).turn, turn_3_12);
}

TEST(Notices, OfFloorGateLessonsAndHelpHoldTheirFields) {
  EXPECT_EQ(seen(HandShown{c3, true}).code, "C3");
  EXPECT_TRUE(seen(HandShown{c3, true}).flag);
  EXPECT_EQ(seen(FloorShown{c3}).code, "C3");
  EXPECT_EQ(seen(FloorShown{}).code, "");
  const auto waiting = seen(QuestionWaiting{item, c3, text});
  EXPECT_EQ(waiting.item, item.value);
  EXPECT_EQ(waiting.code + waiting.text, "C3de tekst");
  using Decision = QuestionDecided::Decision;
  EXPECT_EQ(seen(QuestionDecided{Decision::accepted, item, {}}).change, "accepted");
  EXPECT_EQ(seen(QuestionDecided{Decision::rephrase, item, text}).change, "rephrase");
  EXPECT_EQ(seen(QuestionDecided{Decision::rephrase, item, text}).text, "de tekst");
  EXPECT_EQ(seen(QuestionDecided{Decision::merged, item, {}}).change, "merged");
  EXPECT_EQ(seen(QuestionDecided{Decision::withheld, item, {}}).change, "withheld");
  EXPECT_EQ(seen(QuestionDecided{Decision::withheld, item, {}}).item, item.value);
  EXPECT_EQ(seen(LessonVerdict{item, c3, Verdict::recognised}).change, "recognised");
  EXPECT_EQ(seen(LessonVerdict{item, c3, Verdict::partly}).change, "partly");
  const auto verdict = seen(LessonVerdict{item, c3, Verdict::not_recognised});
  EXPECT_EQ(verdict.change + verdict.code, "not_recognisedC3");
  EXPECT_EQ(verdict.item, item.value);
  const auto help = seen(HelpShown{c3, true, text});
  EXPECT_EQ(help.code + help.text, "C3de tekst");
  EXPECT_TRUE(help.flag);
}

TEST(Notices, AreEncodedOnceAndNumberedPerViewer) {
  static const std::string title;
  const hub::Words words{script(), title, [](EventNumber) { return std::string_view("x"); },
                         [](SeatId) { return std::string_view{}; }};
  const auto encoded = NoticeEncoder().encode(Notice{{}, OwnNote{item, {}, text}}, words);
  std::string message;
  append_notice_frame(message, ViewerSequence{1}, *encoded);
  const std::size_t one = message.size();
  append_notice_frame(message, ViewerSequence{0xFFFF'FFFF'FFFF'FFFFULL}, *encoded);
  EXPECT_EQ(message.size(), 2 * one);  // the number is as wide whatever it is
  append_status_frame(message, hub::PageEnd{true});
  const auto frames = decode_server_message(message);
  ASSERT_TRUE(frames);
  ASSERT_EQ(frames->size(), 3U);
  EXPECT_EQ(std::get<SeenNotice>((*frames)[0]).sequence, 1U);
  EXPECT_EQ(std::get<SeenNotice>((*frames)[1]).sequence, 0xFFFF'FFFF'FFFF'FFFFULL);
  EXPECT_EQ(std::get<SeenStatus>((*frames)[2]).kind, "page_end");
}

// ---- statuses
// ----------------------------------------------------------------------------------------

SeenStatus seen(const hub::Status& status) {
  std::string message;
  append_status_frame(message, status);
  const auto frames = decode_server_message(message);
  EXPECT_TRUE(frames && frames->size() == 1);
  return frames && frames->size() == 1 ? std::get<SeenStatus>(frames->front()) : SeenStatus{};
}

TEST(Statuses, HaveAKindOfTheirOwnForEveryAlternative) {
  const std::vector<hub::Status> all{
      hub::Welcome{},         hub::PageEnd{},    hub::Accepted{},      hub::Refused{},
      hub::FrozenStatus{},    hub::Presence{},   hub::RemovedStatus{}, hub::ShuttingDown{},
      hub::CaseWorkersRead{}, hub::TokenIssued{}};
  std::set<std::string> kinds;
  std::set<std::size_t> alternatives;
  for (const hub::Status& status : all) {
    kinds.insert(seen(status).kind);
    alternatives.insert(status.index());
  }
  EXPECT_EQ(alternatives.size(), std::variant_size_v<hub::Status>);
  EXPECT_EQ(kinds.size(), std::variant_size_v<hub::Status>);
  EXPECT_FALSE(kinds.contains(""));
}

TEST(Statuses, HoldTheirFields) {
  const auto welcome = seen(hub::Welcome{Instant{77}, true, true});
  EXPECT_TRUE(welcome.flag && welcome.resync);
  EXPECT_EQ(welcome.now_ms, 77);
  EXPECT_FALSE(seen(hub::Welcome{Instant{77}, false, true}).flag);
  EXPECT_TRUE(seen(hub::PageEnd{true}).flag);
  EXPECT_EQ(seen(hub::Accepted{octets<CommandId>(3)}).id, octets<CommandId>(3));
  EXPECT_TRUE(seen(hub::FrozenStatus{true}).flag);
  EXPECT_FALSE(seen(hub::FrozenStatus{false}).flag);
  EXPECT_EQ(seen(hub::RemovedStatus{"een reden"}).text, "een reden");
  const auto presence = seen(hub::Presence{c3, true});
  EXPECT_EQ(presence.code, "C3");
  EXPECT_TRUE(presence.flag);
}

TEST(Statuses, ExplainARefusal) {
  const auto bare = seen(hub::Refused{octets<CommandId>(3), {Reason::listen_only, {}, {}}});
  ASSERT_TRUE(bare.refusal);
  EXPECT_EQ(bare.refusal->id, octets<CommandId>(3));
  EXPECT_EQ(bare.refusal->reason, "listen_only");
  EXPECT_EQ(bare.refusal->opens_in_round, 0U);
  EXPECT_EQ(bare.refusal->time_left_ms, -1);
  const auto full =
      seen(hub::Refused{octets<CommandId>(3), {Reason::round_over, std::uint16_t{2}, Span{0}}});
  EXPECT_EQ(full.refusal->reason, "round_over");
  EXPECT_EQ(full.refusal->opens_in_round, 2U);
  EXPECT_EQ(full.refusal->time_left_ms, 0);
}

// ---- any bytes
// ---------------------------------------------------------------------------------------

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

TEST(AnyBytes, OfAServerGiveFramesOrASentence) {
  static const std::string title = "Titel";
  const hub::Words words{script(), title, [](EventNumber) { return std::string_view("tekst"); },
                         [](SeatId) { return std::string_view("naam"); }};
  std::string message;
  for (const NoticeBody& body :
       {NoticeBody{Seated{client_seat, {1, 0, 0}, clock_view, {professional_seat}, {}, 0, {}}},
        NoticeBody{
            ContributionShown{ContributionKind::answer, turn_3_12, c3, turn_3_12, item, text}}}) {
    append_notice_frame(message, ViewerSequence{1}, *NoticeEncoder().encode({{}, body}, words));
  }
  append_status_frame(message, hub::Refused{octets<CommandId>(1), {Reason::away, {}, {}}});
  test::Random random(7);
  std::size_t understood = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto frames = decode_server_message(mutated(message, random));
    if (frames)
      ++understood;
    else
      EXPECT_FALSE(frames.error().sentence.empty());
  }
  EXPECT_GT(understood, 100U);
  EXPECT_LT(understood, 19'900U);
}

}  // namespace
}  // namespace arena::codec
