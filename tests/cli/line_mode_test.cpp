// SPDX-License-Identifier: EUPL-1.2
// Line mode without a server: what is typed becomes acts, what is told becomes lines.
#include <gtest/gtest.h>

#include <algorithm>

#include "clients/cli/join_acts.hpp"
#include "clients/cli/join_view.hpp"

namespace arena::cli {
namespace {

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
  first.placements = {{"client", "inner", {"speak", "pass", "note"}},
                      {"professional", "outer", {"note", "mark"}},
                      {"chair", "chair", {}}};
  codec::SeenRound second = first;
  second.id = "nabespreking";
  second.title_nl = "Nabespreking";
  second.title_en = "Debrief";
  second.placements = {
      {"client", "away", {}}, {"professional", "inner", {"speak"}}, {"chair", "chair", {}}};
  script.rounds = {first, second};
  return script;
}

codec::SeenNotice notice(std::string kind) {
  codec::SeenNotice made;
  made.kind = std::move(kind);
  return made;
}

JoinView seated_as(const std::string& code, const std::string& group, Language language,
                   std::uint16_t round = 1) {
  JoinView view(language);
  codec::SeenNotice seated = notice("seated");
  seated.code = code;
  seated.group = group;
  seated.title = "Proef";
  seated.room = Room{round, 0, 0};
  seated.seats = {{code, group, ""}};
  seated.script = script();
  static_cast<void>(view.take(seated));
  return view;
}

// The single act a line stands for.
Acts::One act(const std::string& line, const JoinView& view) {
  const auto typed = parse_typed(line, view);
  if (!typed) {
    ADD_FAILURE() << line << ": " << typed.error();
    return {};
  }
  const auto* const acts = std::get_if<Acts>(&*typed);
  if (acts == nullptr || acts->acts.size() != 1) {
    ADD_FAILURE() << line << " is not one act";
    return {};
  }
  return acts->acts.front();
}

TEST(Typing, PlainTextIsSpeech) {
  const JoinView view = seated_as("C3", "client", Language::nl);
  EXPECT_TRUE(std::holds_alternative<Speak>(act("Ik wil iets zeggen.", view).act));
  EXPECT_EQ(act("Ik wil iets zeggen.", view).text, "Ik wil iets zeggen.");
  EXPECT_EQ(act("//tmp is een map", view).text, "/tmp is een map");
}

TEST(Typing, KnowsEveryActInDutchAndEnglish) {
  JoinView view = seated_as("G1", "chair", Language::nl);
  codec::SeenNotice question = notice("question_waiting");
  question.item = 77;
  static_cast<void>(view.take(question));
  question.item = 78;
  static_cast<void>(view.take(question));
  codec::SeenNotice lesson = notice("contribution");
  lesson.change = "lesson";
  lesson.item = 99;
  static_cast<void>(view.take(lesson));
  const std::vector<std::pair<std::string, std::string>> lines{
      {"/reactie 1.3 ja", "/reply 1.3 ja"},
      {"/vraag wie", "/ask wie"},
      {"/antwoord 1 ik", "/answer 1 ik"},
      {"/pas", "/pass"},
      {"/notitie let op", "/note let op"},
      {"/markeer 1.3", "/mark 1.3"},
      {"/hand", "/raise"},
      {"/hand neer", "/raise down"},
      {"/les beter", "/lesson beter"},
      {"/oordeel 1 deels", "/judge 1 partly"},
      {"/hulp kom", "/help-me kom"},
      {"/laat-toe 4", "/admit 4"},
      {"/weiger 4 vol", "/turn-away 4 vol"},
      {"/open nabespreking", "/open-round 2"},
      {"/pauze koffie", "/pause koffie"},
      {"/verder", "/resume"},
      {"/verleng 5", "/extend 5"},
      {"/geef-woord C3", "/give-floor c3"},
      {"/neem-woord", "/take-floor"},
      {"/door 1", "/accept 1"},
      {"/anders 1 korter", "/rephrase 1 korter"},
      {"/samen 1 2 samen", "/merge 1 2 samen"},
      {"/houd-tegen 2 verwijt", "/withhold 2 verwijt"},
      {"/verwijder C3 grof", "/remove C3 grof"},
      {"/hulp-antwoord C3 hier", "/answer-help C3 hier"},
      {"/einde-zitting", "/end-sitting"},
      {"/sluit klaar", "/close klaar"}};
  for (const auto& [dutch, english] : lines) {
    const Acts::One one = act(dutch, view);
    const Acts::One other = act(english, view);
    EXPECT_EQ(one.act.index(), other.act.index()) << dutch;
    EXPECT_EQ(one.text, other.text) << dutch;
  }
  EXPECT_EQ(std::get<AcceptQuestion>(act("/door 2", view).act).question.value, 78U);
  EXPECT_EQ(std::get<JudgeLesson>(act("/oordeel 1 niet", view).act).lesson.value, 99U);
  EXPECT_EQ(std::get<JudgeLesson>(act("/oordeel 1 niet", view).act).verdict,
            Verdict::not_recognised);
  EXPECT_EQ(std::get<MarkTurn>(act("/markeer 2.14 uit", view).act).turn, (Turn{Room{2, 0, 0}, 14}));
  EXPECT_FALSE(std::get<MarkTurn>(act("/markeer 2.14 uit", view).act).on);
  EXPECT_EQ(std::get<GiveFloor>(act("/geef-woord C3", view).act).seat, (SeatCode{'C', 3}));
  EXPECT_EQ(std::get<ExtendRound>(act("/verleng 5 te kort", view).act).by, minutes(5));
  EXPECT_EQ(act("/verleng 5 te kort", view).text, "te kort");
  EXPECT_EQ(std::get<MergeQuestions>(act("/samen 1 2 waarom 3", view).act).questions.size(), 2U);
}

TEST(Typing, SaysHowItIsTypedWhenItIsUnclear) {
  const JoinView view = seated_as("G1", "chair", Language::nl);
  for (const char* const line : {"/vraag",
                                 "/antwoord",
                                 "/markeer drie",
                                 "/markeer 1",
                                 "/oordeel 1 misschien",
                                 "/verleng",
                                 "/verleng veel",
                                 "/geef-woord 3",
                                 "/open",
                                 "/open 2/x",
                                 "/samen",
                                 "/hand hoog",
                                 "/pas nu",
                                 "/stem",
                                 "/oordeel",
                                 "/bewaar iets",
                                 "/bewaar alles en meer",
                                 "/eigenaar",
                                 "/besluit 1",
                                 "/stand 1",
                                 "/namens C3",
                                 "/waarschuw C3",
                                 "/zet-neer",
                                 "/in-zaal 1"}) {
    const auto typed = parse_typed(line, view);
    ASSERT_FALSE(typed) << line;
    EXPECT_TRUE(typed.error().starts_with("Typ het zo: /")) << line << ": " << typed.error();
  }
}

TEST(Typing, NamesWhatIsNotThere) {
  const JoinView view = seated_as("G1", "chair", Language::en);
  EXPECT_EQ(parse_typed("/accept 5", view).error(),
            "There is no number 5. Use the number that is shown.");
  EXPECT_EQ(parse_typed("/open-round lunch", view).error(),
            "There is no round `lunch`. The rounds are: ervaringen, nabespreking.");
  EXPECT_EQ(parse_typed("/dance", view).error(),
            "`/dance` is unknown. Type /? for what you can do.");
  EXPECT_FALSE(parse_typed("\xC3\x28", view));
}

TEST(Typing, AdmitsAllWhoWait) {
  JoinView view = seated_as("G1", "chair", Language::nl);
  codec::SeenNotice lobby = notice("lobby_changed");
  lobby.change = "waiting";
  for (const std::uint32_t waiting : {4U, 6U, 9U}) {
    lobby.waiting = waiting;
    static_cast<void>(view.take(lobby));
  }
  lobby.change = "admitted";
  lobby.waiting = 6;
  static_cast<void>(view.take(lobby));
  const auto typed = parse_typed("/laat-toe allen", view);
  ASSERT_TRUE(typed);
  const auto& acts = std::get<Acts>(*typed).acts;
  ASSERT_EQ(acts.size(), 2U);
  EXPECT_EQ(std::get<Admit>(acts[1].act).seat.value, 9U);
}

TEST(Typing, ListsOnlyWhatIsOpenNow) {
  const auto listed = [](const std::vector<std::string>& lines, const std::string& act) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.starts_with("  " + act); });
  };
  const auto client = acts_open_to(seated_as("C3", "client", Language::nl));
  EXPECT_TRUE(listed(client, "/pas"));
  EXPECT_TRUE(listed(client, "/hand"));  // a queue round
  EXPECT_TRUE(listed(client, "/hulp"));
  EXPECT_FALSE(listed(client, "/markeer"));
  EXPECT_FALSE(listed(client, "/open"));
  const auto listener = acts_open_to(seated_as("P1", "professional", Language::nl));
  EXPECT_TRUE(listed(listener, "/markeer"));
  EXPECT_TRUE(listed(listener, "(gewone tekst kunt u nu niet sturen)"));
  const auto away = acts_open_to(seated_as("C3", "client", Language::nl, 2));
  EXPECT_TRUE(listed(away, "/hulp"));
  EXPECT_FALSE(listed(away, "/notitie"));
  EXPECT_TRUE(listed(acts_open_to(seated_as("G1", "chair", Language::nl)), "/open"));
}

TEST(Lines, TellASpeakersTurnWithItsNumber) {
  JoinView view = seated_as("C3", "client", Language::nl);
  codec::SeenNotice spoken = notice("contribution");
  spoken.change = "speech";
  spoken.code = "C5";
  spoken.turn = Turn{Room{1, 0, 0}, 12};
  spoken.reply_to = Turn{Room{1, 0, 0}, 3};
  spoken.text = "Bij mij ook.\nAl jaren.";
  EXPECT_EQ(view.take(spoken),
            std::vector<std::string>{"[1.12] C5 (op 1.3): Bij mij ook.\n    Al jaren."});
}

TEST(Lines, NeverLetATextCommandTheTerminal) {
  JoinView view = seated_as("C3", "client", Language::nl);
  codec::SeenNotice spoken = notice("contribution");
  spoken.change = "speech";
  spoken.code = "C5";
  spoken.turn = Turn{Room{1, 0, 0}, 1};
  spoken.text =
      "a\x1b[2J\r\x07\xC2\x9B"
      "b\x7F \u202E \u2067 \u2069 \u200F";
  const std::string line = view.take(spoken).at(0);
  for (const char* turn : {"\u202E", "\u2067", "\u2069", "\u200F"}) {
    EXPECT_EQ(line.find(turn), std::string::npos);
  }
  for (const char control : {'\x1b', '\r', '\x07', '\x7F'}) {
    EXPECT_EQ(line.find(control), std::string::npos);
  }
  EXPECT_EQ(line.find("\xC2\x9B"), std::string::npos);
  EXPECT_NE(line.find('b'), std::string::npos);
}

TEST(Lines, SayWhereOneIsAndWhatThatMeans) {
  JoinView view = seated_as("C3", "client", Language::nl, 0);
  codec::SeenNotice entered = notice("round_entered");
  entered.room = Room{2, 0, 0};
  entered.clock = codec::SeenClock{.timed = true,
                                   .paused = true,
                                   .opened_ms = 0,
                                   .planned_ms = 0,
                                   .ends_ms = 0,
                                   .remaining_ms = 62'000};
  const auto lines = view.take(entered);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "Ronde 2: Nabespreking. Nog 2 minuten.");
  EXPECT_TRUE(lines[1].starts_with("U bent even buiten het gesprek.")) << lines[1];
}

TEST(Lines, WarnTheChairOfRoleSizesWhenARoundOpens) {
  const auto enter = [](JoinView view) {
    codec::SeenNotice entered = notice("round_entered");
    entered.room = Room{1, 0, 0};
    entered.seats = {{"G1", "chair", ""}, {"C3", "client", ""}};
    return view.take(entered);
  };
  const auto chair = enter(seated_as("G1", "chair", Language::en, 0));
  EXPECT_EQ(chair.back(), "Note: Clients has 1; 2 or more is advised.");
  const auto client = enter(seated_as("C3", "client", Language::en, 0));
  EXPECT_EQ(client.back(), "You can take part now.");
}

TEST(Lines, ExplainARefusalWithRoundAndTime) {
  const JoinView view = seated_as("P1", "professional", Language::nl);
  codec::SeenRefusal refusal;
  refusal.reason = "listen_only";
  refusal.opens_in_round = 2;
  refusal.time_left_ms = 30'001;
  EXPECT_EQ(view.refused(refusal),
            "niet verstuurd: U luistert nu. Zo kunnen anderen vrij vertellen. Het mag in ronde 2 "
            "(Nabespreking). Deze ronde duurt nog 1 minuten.");
}

TEST(Lines, AnswerEveryReasonInBothLanguages) {
  for (int i = 0; i <= static_cast<int>(reason_last); ++i) {
    const std::string_view reason = name(static_cast<Reason>(i));
    for (const Language language : {Language::nl, Language::en}) {
      EXPECT_NE(refusal_sentence(language, reason), std::string(reason) + ".") << reason;
    }
  }
}

}  // namespace
}  // namespace arena::cli
