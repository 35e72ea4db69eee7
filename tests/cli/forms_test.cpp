// SPDX-License-Identifier: EUPL-1.2
// Everything that the protocol can carry can be typed: each act of `Command` in wire.proto has a
// form, in both languages, that becomes that act and no other.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "clients/cli/join_acts.hpp"
#include "clients/cli/join_forms.hpp"
#include "clients/cli/join_view.hpp"

namespace arena::cli {
namespace {

codec::SeenNotice notice(std::string kind, std::uint64_t item = 0) {
  codec::SeenNotice made;
  made.kind = std::move(kind);
  made.item = item;
  return made;
}

codec::SeenScript script() {
  codec::SeenScript script;
  script.id = "s";
  script.groups = {{"client", "Cliënten", "Clients", "client", 0, 0},
                   {"chair", "Gespreksleiders", "Facilitators", "facilitator", 0, 0},
                   {"kom", "In de kom", "In the bowl", "client", 0, 0, "client", true, 0, 4},
                   {"tafel", "Aan tafel", "At the table", "client", 0, 0, "client", false, 0, 2},
                   {"verslag", "Verslaglegger", "Reporter", "reporter", 0, 0}};
  script.products = {{"acties",
                      "action",
                      "",
                      {"Acties", "Actions"},
                      true,
                      true,
                      false,
                      {{"Nog te doen", "To do"}, {"Gedaan", "Done"}}},
                     {"wensen", "offer", "", {"Wensen", "Wishes"}, false, false, false, {}}};
  script.statements = {{"Eén.", "One."}, {"Twee.", "Two."}};
  codec::SeenRound opening;
  opening.id = "opening";
  opening.title_nl = "Opening";
  opening.title_en = "Opening";
  opening.label = "o";
  opening.part = "head";
  opening.floor = "open";
  opening.placements = {{"client", "inner", {"ready"}}};
  codec::SeenRound talk = opening;
  talk.id = "gesprek";
  talk.label = "1";
  talk.part = "body";
  talk.carries_notes = true;
  talk.repeats_over = "statements";
  talk.placements = {{"client", "inner", {"speak", "vote", "propose"}, {"acties", "wensen"}}};
  codec::SeenBallot stand;
  stand.id = "stand";
  stand.title = {"Mening?", "Opinion?"};
  stand.scale = "agree5";
  stand.not_applicable = true;
  codec::SeenBallot order;
  order.id = "volgorde";
  order.title = {"Volgorde?", "Order?"};
  order.scale = "rank";
  order.options_from = "acties";
  order.asks_reason = true;
  talk.ballots = {stand, order};
  talk.side_rooms = {{"napraten", {"Napraten", "Afterwards"}, false, {}}};
  script.rounds = {opening, talk};
  return script;
}

JoinView seated_as(const std::string& code, const std::string& group) {
  JoinView view(Language::nl);
  codec::SeenNotice seated = notice("seated");
  seated.code = code;
  seated.group = group;
  seated.room = Room{2, 1, 0};
  seated.seats = {{code, group, ""}};
  seated.script = script();
  static_cast<void>(view.take(seated));
  for (const std::uint64_t question : {71U, 72U}) {
    static_cast<void>(view.take(notice("question_waiting", question)));
  }
  codec::SeenNotice lesson = notice("contribution", 81);
  lesson.change = "lesson";
  lesson.text = "Bel terug.";
  static_cast<void>(view.take(lesson));
  for (const std::uint64_t item : {82U, 83U}) {
    codec::SeenNotice action = notice("contribution", item);
    action.change = "item";
    action.product = "acties";
    action.text = "Doen.";
    static_cast<void>(view.take(action));
  }
  static_cast<void>(view.take(notice("own_note", 91)));
  codec::SeenNotice incident = notice("incident", 95);
  incident.due_ms = 1;
  static_cast<void>(view.take(incident));
  return view;
}

struct Example {
  std::string nl, en;
};
const std::map<std::string, Example> examples{
    {"speak", {"/namens C3 ik ook", "/type-for C3 ik ook"}},
    {"ask", {"/vraag wie", "/ask wie"}},
    {"answer", {"/antwoord 1 ik", "/answer 1 ik"}},
    {"pass", {"/pas", "/pass"}},
    {"note", {"/notitie let op", "/note let op"}},
    {"mark", {"/markeer 1/1.3", "/mark 1/1.3"}},
    {"raise_hand", {"/hand", "/raise"}},
    {"lower_hand", {"/hand neer", "/raise down"}},
    {"propose_lesson", {"/les 1/1.3 o.2 bel terug", "/lesson 1/1.3 o.2 bel terug"}},
    {"judge_lesson", {"/oordeel 1 deels", "/judge 1 partly"}},
    {"ask_help", {"/hulp kom", "/help-me kom"}},
    {"open_slot", {"/envelop 5 wat zegt u nooit", "/envelopes 5 wat zegt u nooit"}},
    {"cancel_slot", {"/envelop-stop te druk", "/envelopes-stop te druk"}},
    {"admit", {"/laat-toe 4", "/admit 4"}},
    {"turn_away", {"/weiger 4 vol", "/turn-away 4 vol"}},
    {"remove", {"/verwijder C3 grof", "/remove C3 grof"}},
    {"open_round", {"/open gesprek/2 verder", "/open-round 1/2 verder"}},
    {"pause", {"/pauze koffie", "/pause koffie"}},
    {"resume", {"/verder", "/resume"}},
    {"extend", {"/verleng 5 meer", "/extend 5 meer"}},
    {"end_sitting", {"/einde-zitting", "/end-sitting"}},
    {"close", {"/sluit klaar", "/close klaar"}},
    {"give_floor", {"/geef-woord C3", "/give-floor c3"}},
    {"take_floor", {"/neem-woord", "/take-floor"}},
    {"accept_question", {"/door 1", "/accept 1"}},
    {"ask_to_rephrase", {"/anders 1 korter", "/rephrase 1 korter"}},
    {"merge_questions", {"/samen 1 2 samen", "/merge 1 2 samen"}},
    {"withhold_question", {"/houd-tegen 2 verwijt", "/withhold 2 verwijt"}},
    {"answer_help", {"/hulp-antwoord C3 hier", "/answer-help C3 hier"}},
    {"carry_note", {"/breng-in 1", "/bring 1"}},
    {"carry_mark", {"/breng-markering 1/1.3", "/bring-mark 1/1.3"}},
    {"propose", {"/stel-voor wensen koffie", "/propose wensen koffie"}},
    {"reconsider", {"/herzie 2 toch niet", "/reconsider 2 toch niet"}},
    {"share_item", {"/deel 2", "/share 2"}},
    {"vote", {"/stem 2 3 2 want dit", "/vote 2 3 2 want dit"}},
    {"ready", {"/klaar", "/ready"}},
    {"take_seat", {"/ga-zitten", "/sit kom"}},
    {"leave_seat", {"/sta-op", "/stand-up"}},
    {"set_consent", {"/bewaar lessen citeren", "/keep lessons quote"}},
    {"answer_letter", {"/antwoord-brief dank u", "/answer-letter dank u"}},
    {"give_floor_to_next", {"/volgende", "/next"}},
    {"bind_position", {"/zet-neer tafel C3", "/seat tafel C3"}},
    {"free_position", {"/maak-vrij C3", "/free C3"}},
    {"replace_seated", {"/wissel kom", "/replace kom"}},
    {"set_item_state", {"/stand 2 2 af", "/state 2 2 af"}},
    {"add_evidence", {"/bewijs 1 1/1.3 o.2", "/evidence 1 1/1.3 o.2"}},
    {"assign_item", {"/eigenaar 1 2030-12-31 signaal Bo", "/assign 1 2030-12-31 signal Bo"}},
    {"decide_item", {"/besluit 1 afgewezen te duur", "/decide 1 declined te duur"}},
    {"send_letter", {"/brief 1 Beste allen", "/letter 1 Beste allen"}},
    {"warn", {"/waarschuw C3 rustig", "/warn C3 rustig"}},
    {"record_incident", {"/incident C3 riep", "/incident c3 riep"}},
    {"close_incident", {"/incident-klaar 1 besproken", "/close-incident 1 besproken"}},
    {"offer_lead", {"/draag-over G2", "/offer-lead G2"}},
    {"take_lead", {"/neem-over", "/take-lead"}},
    {"say_case_worker", {"/klantmanager P1 P2", "/case-worker p1 p2"}},
    {"read_case_workers", {"/klantmanagers", "/case-workers"}}};

// Name and number of each act, as `oneof act` of `message Command` says them.
std::map<std::string, unsigned> acts_of_the_protocol() {
  std::ifstream file(std::string(ARENA_SOURCE_DIR) + "/proto/arena/v1/wire.proto");
  std::string line;
  bool inside = false;
  std::map<std::string, unsigned> acts;
  const std::regex field(R"(^\s+\w+ (\w+) = (\d+);)");
  while (std::getline(file, line)) {
    if (line.find("oneof act {") != std::string::npos) inside = true;
    std::smatch found;
    if (inside && std::regex_search(line, found, field)) {
      acts[found[1]] = static_cast<unsigned>(std::stoul(found[2]));
    }
    if (inside && line == "  }") break;
  }
  return acts;
}

// Field numbers of a protobuf message, and the bytes of those that are messages or strings.
std::map<unsigned, std::string> fields_of(const std::string& bytes) {
  std::map<unsigned, std::string> fields;
  std::size_t at = 0;
  const auto number = [&] {
    std::uint64_t value = 0;
    for (int shift = 0; at < bytes.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes[at++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < bytes.size()) {
    const std::uint64_t tag = number();
    constexpr unsigned of_length = 2;
    if ((tag & 7U) != of_length) {
      number();
      continue;
    }
    const std::uint64_t size = number();
    fields[static_cast<unsigned>(tag >> 3U)] = bytes.substr(at, size);
    at += size;
  }
  return fields;
}

// The number of the act in the frame that goes to the server.
unsigned number_on_the_wire(const Acts::One& one) {
  const std::string frame = codec::encode_command({CommandId{}, Room{2, 1, 0}, one.act, one.text});
  constexpr unsigned command = 2, id = 1, room = 2;
  auto fields = fields_of(fields_of(frame)[command]);
  fields.erase(id);
  fields.erase(room);
  return fields.size() == 1 ? fields.begin()->first : 0;
}

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

TEST(Forms, EveryActOfTheProtocolCanBeTypedInBothLanguages) {
  auto acts = acts_of_the_protocol();
  ASSERT_GT(acts.size(), 50U);
  ASSERT_EQ(acts.erase("request_token"), 1U);  // the program's own, never typed
  const JoinView view = seated_as("G1", "chair");
  for (const auto& [name, number] : acts) {
    const auto example = examples.find(name);
    ASSERT_NE(example, examples.end()) << "no form is known for the act " << name;
    EXPECT_EQ(number_on_the_wire(act(example->second.nl, view)), number) << example->second.nl;
    const Acts::One nl = act(example->second.nl, view);
    const Acts::One en = act(example->second.en, view);
    EXPECT_EQ(number_on_the_wire(en), number) << example->second.en;
    EXPECT_EQ(nl.text, en.text) << name;
  }
  EXPECT_EQ(examples.size(), acts.size());
}

TEST(Forms, NoNameStandsForTwoActs) {
  std::set<std::string_view> names;
  for (const Form& form : forms()) {
    EXPECT_TRUE(names.insert(form.nl).second) << form.nl;
    EXPECT_TRUE(form.en == form.nl || names.insert(form.en).second) << form.en;
  }
}

TEST(Forms, SayWhatTheirNumbersStandFor) {
  const JoinView view = seated_as("G1", "chair");
  const auto vote = std::get<Vote>(act("/stem 2 3 2 want dit", view).act);
  EXPECT_EQ(vote.ballot, 1U);
  EXPECT_EQ(vote.choices, (std::vector<std::uint64_t>{83, 82}));  // items, best first
  EXPECT_EQ(std::get<Vote>(act("/stem 1 4", view).act).choices, (std::vector<std::uint64_t>{4}));
  EXPECT_TRUE(std::get<Vote>(act("/stem 1 nvt", view).act).not_applicable);
  EXPECT_EQ(std::get<Propose>(act("/stel-voor wensen koffie", view).act).product, 1U);
  EXPECT_EQ(std::get<TakeSeat>(act("/ga-zitten", view).act).position.value, 2U);
  EXPECT_EQ(std::get<BindPosition>(act("/zet-neer tafel C3", view).act).position.value, 3U);
  EXPECT_EQ(std::get<SetItemState>(act("/stand 2 2", view).act).state, 1U);
  EXPECT_EQ(std::get<CarryNote>(act("/breng-in 1", view).act).note.value, 91U);
  EXPECT_EQ(std::get<CloseIncident>(act("/incident-klaar 1 ja", view).act).incident.value, 95U);
  const auto lesson = std::get<ProposeLesson>(act("/les 1/1.3 o.2 bel terug", view).act);
  EXPECT_EQ(lesson.evidence, (std::vector<Turn>{{Room{2, 1, 0}, 3}, {Room{1, 0, 0}, 2}}));
  const auto opened = std::get<OpenRound>(act("/open 1/2", view).act);
  EXPECT_EQ(opened.round, 2U);  // as people count: after the opening
  EXPECT_EQ(opened.repetition, 2U);
  EXPECT_EQ(act("/in-zaal 1 hoe is het", view).beside, 1U);
  EXPECT_FALSE(std::get<RecordIncident>(act("/incident iemand riep", view).act).about);
  const auto consent = std::get<SetConsent>(act("/bewaar zonder-naam hergebruik", view).act);
  EXPECT_EQ(consent.level, ArchiveLevel::pseudonymised);
  EXPECT_FALSE(consent.quoted);
  EXPECT_TRUE(consent.reused);
}

TEST(Forms, ReadADayOrSayThatItIsNone) {
  const JoinView view = seated_as("G1", "chair");
  const Acts::One one = act("/eigenaar 1 2030-12-31 signaal Team Werk", view);
  const auto assigned = std::get<AssignItem>(one.act);
  ASSERT_TRUE(assigned.due);
  EXPECT_EQ(day_of(Language::en, assigned.due->value), "2030-12-31");
  EXPECT_EQ(day_of(Language::nl, assigned.due->value), "31-12-2030");
  EXPECT_TRUE(assigned.signal);
  EXPECT_EQ(one.text, "Team Werk");
  EXPECT_EQ(act("/eigenaar 1", view).text, "");  // nobody yet
  EXPECT_EQ(parse_typed("/eigenaar 1 2030-02-30 Bo", view).error(),
            "`2030-02-30` is geen dag. Typ een dag zo: 2026-12-31.");
}

TEST(Forms, SayWhyALetterWithoutLessonsIsNone) {
  const JoinView view = seated_as("G1", "chair");
  EXPECT_EQ(parse_typed("/brief Beste allen", view).error(),
            "Een brief gaat over lessen. Noem eerst hun nummers.");
  EXPECT_EQ(parse_typed("/brief 9 Beste allen", view).error(),
            "Nummer 9 is er niet. Gebruik het nummer dat erbij staat.");
}

TEST(Forms, OfWhoLeadsAreForWhomTheCoreLetsLead) {
  EXPECT_TRUE(seated_as("G1", "chair").leads());
  EXPECT_TRUE(seated_as("V1", "verslag").leads());  // a reporter types and guides too
  EXPECT_FALSE(seated_as("C1", "client").leads());
}

}  // namespace
}  // namespace arena::cli
