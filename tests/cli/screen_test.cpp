// SPDX-License-Identifier: EUPL-1.2
// The full screen without a terminal. Whole screens are compared with tests/cli/golden/*.txt; to
// write them anew, set ARENA_REWRITE in the environment and read the difference.
#include "clients/cli/screen.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace arena::cli {
namespace {

constexpr std::int64_t noon_ms = 1'792'929'600'000 / 86'400'000 * 86'400'000 + 43'200'000;
constexpr Size wide{110, 30};
constexpr Size narrow{60, 22};

codec::SeenScript script() {
  codec::SeenScript script;
  script.id = "s";
  script.groups = {{"client", "Cliënten", "Clients", "client", 2, 3},
                   {"professional", "Professionals", "Professionals", "professional", 0, 0},
                   {"chair", "Gespreksleiders", "Facilitators", "facilitator", 0, 0}};
  codec::SeenRound first;
  first.id = "ervaringen";
  first.title_nl = "Ervaringen";
  first.title_en = "Experiences";
  first.floor = "queue";
  first.listen_only = true;
  first.placements = {{"client", "inner", {"speak", "pass", "note"}},
                      {"professional", "outer", {"note", "mark"}}};
  codec::SeenRound second = first;
  second.id = "verduidelijking";
  second.title_nl = "Verduidelijking";
  second.title_en = "Clarifying";
  second.listen_only = false;
  second.gate = true;
  second.placements = {{"client", "inner", {"answer", "note"}},
                       {"professional", "outer", {"ask", "note"}}};
  codec::SeenRound third = first;
  third.id = "nabespreking";
  third.title_nl = "Nabespreking";
  third.title_en = "Debrief";
  third.floor = "open";
  third.listen_only = false;
  third.placements = {{"client", "away", {}},
                      {"professional", "inner", {"speak", "propose_lesson"}}};
  script.rounds = {first, second, third};
  return script;
}

const std::vector<codec::SeenSeat> everybody{
    {"C3", "client", ""},         {"C5", "client", ""},          {"C8", "client", ""},
    {"P1", "professional", "Bo"}, {"P4", "professional", "Kim"}, {"G2", "chair", ""}};

codec::SeenNotice notice(std::string kind) {
  codec::SeenNotice made;
  made.kind = std::move(kind);
  made.at_ms = noon_ms;
  return made;
}

class Screen : public testing::Test {
 protected:
  void sit(const std::string& code, const std::string& group, std::uint16_t round = 1) {
    codec::SeenStatus welcome;
    welcome.kind = "welcome";
    welcome.flag = true;
    welcome.now_ms = noon_ms;
    take(state, welcome, noon_ms);
    codec::SeenNotice seated = notice("seated");
    seated.code = code;
    seated.group = group;
    seated.title = "Proef";
    seated.room = Room{round, 0, 0};
    seated.seats = everybody;
    seated.script = script();
    seated.clock = clock(31);
    take(state, seated);
    connection_changed(state, true);
  }
  static codec::SeenClock clock(int minutes) {
    codec::SeenClock clock;
    clock.timed = true;
    clock.ends_ms = noon_ms + minutes * 60'000;
    return clock;
  }
  void enter(std::uint16_t round, std::vector<codec::SeenSeat> seats) {
    codec::SeenNotice entered = notice("round_entered");
    entered.room = Room{round, 0, 0};
    entered.seats = std::move(seats);
    entered.clock = clock(20);
    take(state, entered);
  }
  void hear(const std::string& code, std::uint32_t number, const std::string& text,
            const std::string& kind = "speech", std::uint64_t item = 0) {
    codec::SeenNotice spoken = notice("contribution");
    spoken.change = kind;
    spoken.code = code;
    spoken.turn = Turn{Room{state.known.view.room().round, 0, 0}, number};
    spoken.text = text;
    spoken.item = item;
    take(state, spoken);
  }
  void ask_at_gate(const std::string& code, const std::string& text, std::uint64_t item) {
    codec::SeenNotice question = notice("question_waiting");
    question.code = code;
    question.text = text;
    question.item = item;
    take(state, question);
  }
  void raise(const std::string& code) {
    codec::SeenNotice hand = notice("hand");
    hand.code = code;
    hand.flag = true;
    take(state, hand);
  }
  void wait_at_door(std::uint32_t number, const std::string& name) {
    codec::SeenNotice lobby = notice("lobby_changed");
    lobby.change = "waiting";
    lobby.waiting = number;
    lobby.group = "client";
    lobby.name = name;
    take(state, lobby);
  }

  Order press(Key::Kind kind) { return cli::press(state, {kind, {}}, noon_ms); }
  void type(const std::string& text) {
    EXPECT_TRUE(cli::press(state, {Key::Kind::text, text}, noon_ms).acts.empty());
  }
  [[nodiscard]] std::string shown(Size size = wide) const {
    const Canvas canvas = draw(state, size, noon_ms);
    std::string text;
    for (std::size_t row = 0; row < size.rows; ++row) text += canvas.text(row) + "\n";
    return text;
  }
  [[nodiscard]] bool shows(const std::string& words, Size size = wide) const {
    return shown(size).find(words) != std::string::npos;
  }

  void expect_golden(const std::string& name, Size size = wide) const {
    const std::string path = std::string(ARENA_SOURCE_DIR) + "/tests/cli/golden/" + name + ".txt";
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this test has one thread
    if (std::getenv("ARENA_REWRITE") != nullptr) std::ofstream(path) << shown(size);
    std::ifstream file(path);
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(shown(size), expected) << path;
  }

  ScreenState state{Language::nl};
};

TEST_F(Screen, OfAClientInTheInnerRing) {
  sit("C3", "client");
  hear("C5", 1, "Ik wacht al jaren op een antwoord dat nooit komt, en niemand belt mij terug.");
  hear("C3", 2, "Bij mij ook.");
  raise("C8");
  codec::SeenNotice floor = notice("floor");
  floor.code = "C5";
  take(state, floor);
  expect_golden("client");
}

TEST_F(Screen, OfAClientOnASmallTerminalInEnglish) {
  const ScreenState english(Language::en);
  state = english;
  sit("C3", "client");
  hear("C5", 1, "I have been waiting for years.");
  type("So have I");
  expect_golden("client_narrow", narrow);
}

TEST_F(Screen, OfAListenerWhoWasRefused) {
  sit("P1", "professional");
  hear("C5", 1, "Niemand belt mij terug.");
  type("Maar wij bellen wel");
  const Order order = press(Key::Kind::enter);
  ASSERT_EQ(order.acts.size(), 1U);
  codec::SeenRefusal refusal;
  refusal.reason = "listen_only";
  refusal.opens_in_round = 3;
  refusal.time_left_ms = 31 * 60'000;
  answered(state, order.acts.front().id, refusal);
  expect_golden("listener_refused");
  EXPECT_EQ(state.compose.text(), "Maar wij bellen wel");  // the draft is not lost
}

TEST_F(Screen, OfAFacilitatorWithWork) {
  sit("G2", "chair", 2);
  wait_at_door(7, "Anna");
  ask_at_gate("P1", "Wie belde u?", 70);
  raise("C8");
  codec::SeenNotice help = notice("help");
  help.code = "C5";
  help.text = "Mag ik even weg?";
  take(state, help);
  expect_golden("facilitator");
}

TEST_F(Screen, OfTheSecondChoiceBeforeARound) {
  sit("G2", "chair", 2);
  ask_at_gate("P1", "Wie belde u?", 70);
  type("/open 3 Wij gaan door");
  EXPECT_TRUE(press(Key::Kind::enter).acts.empty());
  expect_golden("confirm_round");
}

TEST_F(Screen, OfSomebodyWhoIsAway) {
  sit("C3", "client", 2);
  enter(3, {});
  expect_golden("away", narrow);
}

TEST_F(Screen, DrawnInAsciiHasNothingElse) {
  sit("C3", "client");
  hear("C5", 1, "Eén “café” – 10 €");
  state.ascii = true;
  const std::string text = shown();
  EXPECT_NE(text.find("Een \"cafe\" - 10 E"), std::string::npos) << text;
  for (const char byte : text) EXPECT_LT(static_cast<unsigned char>(byte), 0x80);
}

TEST_F(Screen, LetsNoTextOfOthersCommandTheTerminalOrTurnALine) {
  sit("G2", "chair");
  const std::string evil =
      "a\x1b[2J\r\x07\xC2\x9B"
      "b\x7F\xE2\x80\xAE"
      "c\xE2\x81\xA6\xFF";
  hear("C5", 1, evil);
  wait_at_door(7, evil);
  ask_at_gate("P1", evil, 70);
  codec::SeenNotice taken = notice("seat_taken");
  taken.code = "P9";
  taken.group = "professional";
  taken.name = evil;
  take(state, taken);
  for (const Panel panel : {Panel::none, Panel::places, Panel::desk}) {
    state.panel = panel;
    const std::string text = shown();
    for (const char* const harm :
         {"\x1b", "\r", "\x07", "\x7F", "\xC2\x9B", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xFF"}) {
      EXPECT_EQ(text.find(harm), std::string::npos);
    }
  }
}

TEST_F(Screen, FitsEverySize) {
  sit("C3", "client");
  hear("C5", 1, std::string(400, 'x') + " 漢字漢字 " + std::string(80, 'y'));
  type(std::string(300, 'z'));
  for (std::size_t columns = 1; columns < 130; columns += 3) {
    for (std::size_t rows = 1; rows < 50; rows += 3) {
      const Canvas canvas = draw(state, {columns, rows}, noon_ms);
      EXPECT_LT(canvas.cursor_row, rows);
      for (std::size_t row = 0; row < rows; ++row) {
        EXPECT_LE(columns_of(canvas.text(row)), columns);
      }
    }
  }
}

TEST_F(Screen, SendsASpokenTextAndTellsHowFarItIs) {
  sit("C3", "client");
  type("Hallo");
  press(Key::Kind::new_line);
  type("daar");
  const Order order = press(Key::Kind::enter);
  ASSERT_EQ(order.acts.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<Speak>(order.acts.front().act));
  EXPECT_EQ(order.acts.front().text, "Hallo\ndaar");
  EXPECT_TRUE(state.compose.empty());
  EXPECT_TRUE(shows("wordt verstuurd"));
  connection_changed(state, false);
  EXPECT_TRUE(shows("wacht op verbinding"));
  EXPECT_TRUE(shows("Geen verbinding. Uw plaats blijft van u."));
  connection_changed(state, true);
  EXPECT_TRUE(shows("U bent er weer."));
  answered(state, order.acts.front().id, std::nullopt);
  EXPECT_FALSE(shows("wordt verstuurd"));
  EXPECT_TRUE(shows("Bewaard."));
}

TEST_F(Screen, ChoosesAnActAndWhatItIsAbout) {
  sit("G2", "chair");
  wait_at_door(7, "Anna");
  wait_at_door(9, "Bo");
  type("/laat");
  EXPECT_TRUE(press(Key::Kind::enter).acts.empty());
  EXPECT_EQ(state.compose.text(), "/laat-toe ");
  EXPECT_TRUE(shows("Bo, Cliënten"));
  EXPECT_TRUE(press(Key::Kind::down).acts.empty());
  const Order order = press(Key::Kind::enter);
  ASSERT_EQ(order.acts.size(), 1U);
  EXPECT_EQ(std::get<Admit>(order.acts.front().act).seat.value, 9U);
}

TEST_F(Screen, OffersOnlyWhatIsOpen) {
  sit("P1", "professional");
  type("/");
  EXPECT_TRUE(shows("/markeer"));
  EXPECT_FALSE(shows("/verwijder"));
  EXPECT_FALSE(shows("/vraag"));
}

TEST_F(Screen, DoesNothingDangerousByOneKey) {
  sit("G2", "chair", 2);
  ask_at_gate("P1", "Wie belde u?", 70);
  for (const char* const line : {"/open 3", "/einde-zitting", "/sluit", "/verwijder C5 grof",
                                 "/houd-tegen 1 verwijt", "/weiger 7"}) {
    type(line);
    EXPECT_TRUE(press(Key::Kind::enter).acts.empty()) << line;
    ASSERT_TRUE(state.confirm) << line;
    EXPECT_TRUE(press(Key::Kind::enter).acts.empty()) << line;  // Back has the focus
    EXPECT_FALSE(state.confirm);
    press(Key::Kind::enter);
    press(Key::Kind::tab);  // to the reason, where Enter does no more than go on
    EXPECT_TRUE(press(Key::Kind::enter).acts.empty()) << line;
    ASSERT_TRUE(state.confirm) << line;
    EXPECT_EQ(press(Key::Kind::enter).acts.size(), 1U) << line;
  }
}

TEST_F(Screen, LooksAgainWhenAPreviewIsNoLongerTrue) {
  sit("G2", "chair", 2);
  type("/open 3");
  press(Key::Kind::enter);
  type(" Echt waar.");
  press(Key::Kind::enter);
  ASSERT_TRUE(state.confirm && state.confirm->chosen == Confirm::Chosen::act);
  ask_at_gate("P1", "Wie belde u?", 70);
  ASSERT_TRUE(state.confirm);
  EXPECT_TRUE(state.confirm->chosen == Confirm::Chosen::back);
  EXPECT_TRUE(shows("Er is iets veranderd."));
  EXPECT_TRUE(shows("De tijd is om. Echt waar."));  // what was typed is not lost
  EXPECT_TRUE(press(Key::Kind::enter).acts.empty());
}

TEST_F(Screen, FillsTheReasonWithWhatIsUsualAndSendsWhatItHolds) {
  sit("G2", "chair", 2);
  type("/verwijder C5");
  press(Key::Kind::enter);
  EXPECT_TRUE(shows("Reden, iedereen in de ronde leest dit:"));
  EXPECT_TRUE(shows("Dit past niet bij de afspraken."));
  press(Key::Kind::tab);
  press(Key::Kind::clear);
  type("Grof.");
  press(Key::Kind::tab);
  const Order order = press(Key::Kind::enter);
  ASSERT_EQ(order.acts.size(), 1U);
  EXPECT_EQ(order.acts.front().text, "Grof.");
}

TEST_F(Screen, TakesAQuestionOffTheDeskOnceItIsAsked) {
  sit("G2", "chair", 2);
  ask_at_gate("P1", "Wie belde u?", 70);
  EXPECT_TRUE(shows("Vragenpoort: 1"));
  hear("P1", 1, "Wie belde u?", "question", 70);
  EXPECT_FALSE(shows("Vragenpoort"));
}

TEST_F(Screen, PutsWhoSpokeLeastFirstInTheQueue) {
  sit("G2", "chair");
  hear("C5", 1, "Ik begin.");
  raise("C5");
  raise("C8");
  EXPECT_EQ(state.known.queue(), (std::vector<std::string>{"C8", "C5"}));
  EXPECT_TRUE(shows("C8: nog niet gesproken"));
}

TEST_F(Screen, ShowsAFreezeARemovalAndAnEnd) {
  sit("C3", "client");
  codec::SeenStatus frozen;
  frozen.kind = "frozen";
  frozen.flag = true;
  take(state, frozen, noon_ms);
  EXPECT_TRUE(shows("Het gesprek staat stil."));
  codec::SeenStatus removed;
  removed.kind = "removed";
  removed.text = "De afspraken zijn niet gevolgd.";
  take(state, removed, noon_ms);
  connection_over(state, "you were removed from the conversation.", 4005);
  EXPECT_TRUE(shows("U bent niet meer in dit gesprek. Reden: De afspraken zijn niet gevolgd."));
  EXPECT_TRUE(press(Key::Kind::enter).leave);
}

TEST_F(Screen, LeavesOnlyAfterASecondChoiceAndKeepsTheDraft) {
  sit("C3", "client");
  type("Nog niet klaar");
  EXPECT_FALSE(press(Key::Kind::interrupt).leave);
  EXPECT_TRUE(shows("Uw plaats en uw tekst blijven."));
  EXPECT_FALSE(press(Key::Kind::escape).leave);
  EXPECT_FALSE(press(Key::Kind::interrupt).leave);
  EXPECT_TRUE(press(Key::Kind::interrupt).leave);
  EXPECT_EQ(draft_of(state), "Nog niet klaar");
}

TEST_F(Screen, KeepsNotesAndMarksToTheirOwner) {
  sit("P1", "professional");
  hear("C5", 1, "Niemand belt mij terug.");
  codec::SeenNotice note = notice("own_note");
  note.text = "Terugbellen!";
  take(state, note);
  codec::SeenNotice mark = notice("own_mark");
  mark.turn = Turn{Room{1, 0, 0}, 1};
  mark.flag = true;
  take(state, mark);
  EXPECT_TRUE(shows("gemarkeerd, alleen voor u"));
  EXPECT_FALSE(shows("Terugbellen!"));
  press(Key::Kind::show_notes);
  EXPECT_TRUE(shows("Terugbellen!"));
}

TEST_F(Screen, ReadsAllAgainWhenTheServerAsksForItAndStaysAsItIsMeanwhile) {
  sit("C3", "client");
  hear("C5", 1, "Niemand belt mij terug.");
  codec::SeenStatus status;
  status.kind = "welcome";
  status.flag = status.resync = true;
  take(state, status, noon_ms);
  sit("C3", "client");
  hear("C5", 1, "");
  EXPECT_TRUE(shows("Niemand belt mij terug.")) << "until all is read";
  status = {};
  status.kind = "page_end";
  status.flag = true;
  take(state, status, noon_ms);
  EXPECT_TRUE(shows("Niemand belt mij terug.")) << "there is more";
  status.flag = false;
  take(state, status, noon_ms);
  EXPECT_FALSE(shows("Niemand belt mij terug."));
  EXPECT_TRUE(shows("De schrijver trok deze tekst in."));
  hear("C5", 2, "Ik ga verder.");
  EXPECT_TRUE(shows("Ik ga verder."));
}

TEST(ComposeField, MovesByWhatIsSeenAsOneCharacter) {
  Compose field("e\xCC\x81漢x");  // e with a combining accent, a wide character
  EXPECT_EQ(field.layout(20).column, 4U);
  field.left();
  field.left();
  EXPECT_EQ(field.layout(20).column, 1U);
  field.erase_before();
  EXPECT_EQ(field.text(), "漢x");
  field.erase_after();
  EXPECT_EQ(field.text(), "x");
}

TEST(ComposeField, WrapsAtSpacesWithoutLosingAByte) {
  const std::string text = "een twee drie vier vijf\nzes " + std::string(30, 'z');
  std::string together;
  for (const std::string& line : Compose(text).layout(10).lines) {
    EXPECT_LE(columns_of(line), 11U);
    together += line;
  }
  EXPECT_EQ(together + "\n", [&] {
    std::string flat = text;
    flat.erase(flat.find('\n'), 1);
    return flat + "\n";
  }());
}

}  // namespace
}  // namespace arena::cli
