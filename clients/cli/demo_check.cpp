// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/demo_check.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "clients/cli/command.hpp"
#include "clients/cli/person.hpp"

namespace arena::cli {
namespace {

constexpr std::chrono::seconds step_limit{20};

struct Participant {
  explicit Participant(std::string plays) : role(std::move(plays)) {}
  std::string role;
  std::string received;                        // every byte that came over the socket
  std::map<std::string, std::uint64_t> items;  // questions and lessons, by their text
  std::vector<std::string> saw, did_not_see;
  std::unique_ptr<Person> person;
};

// Texts of one kind and who may see them; whoever is not named must not find a byte of them.
struct Finding {
  std::string what;
  std::vector<std::string> texts;
  std::vector<std::string> seen_by;  // roles
};

class DemoCheck {
 public:
  DemoCheck(const ServerLink& server, const codec::ApiConversationCreated& created,
            std::ostream& out)
      : server_(server), created_(created), out_(out) {}

  bool run() {
    seat_everybody();
    opening();
    telling_experiences();
    clarifying_questions();
    debrief();
    closing();
    after_check();
    feedback();
    for (const auto* participant : {&chair_, &client_, &professional_}) print(*participant);
    out_ << checks_ - failures_ << " of " << checks_ << " checks held\n";
    return failures_ == 0;
  }

 private:
  // ---- the conversation
  void seat_everybody() {
    for (Participant* participant : {&chair_, &client_, &professional_}) {
      join(*participant);
      wait_for([&] { return participant->person->connected(); }, participant->role + " connects");
    }
    wait_for([&] { return waiting_.size() == 2; }, "two people wait in the lobby");
    for (const std::uint32_t waiting : waiting_) accepted(chair_, Admit{{waiting}});
    wait_for([&] { return client_.person->seated() && professional_.person->seated(); },
             "everybody is seated");
  }

  void opening() {
    open("opening");
    accepted(chair_, Speak{}, welcome_);
    refused(client_, Speak{}, "not_in_this_round", interruption_);
    for (Participant* participant : {&client_, &professional_}) {
      accepted(*participant, BeReady{});
      refused(*participant, BeReady{}, "already_decided");
    }
    wait_for([&] { return ready_["facilitator"] == 2; }, "the facilitator sees who is ready");
    wait_for([&] { return sees(client_, welcome_) && sees(professional_, welcome_); },
             "the welcome is heard");
  }

  void telling_experiences() {
    open("ervaringen");
    expect({"the welcome", {welcome_}, {"facilitator", "client", "professional"}});
    count(ready_, {{"facilitator", 2}, {"client", 1}, {"professional", 1}},
          "who has read the opening (seen by facilitator; each their own)");
    accepted(client_, Speak{}, story_);
    wait_for([&] { return sees(chair_, story_) && sees(professional_, story_); },
             "the story is heard");
    accepted(chair_, Speak{}, guidance_);
    refused(professional_, Speak{}, "listen_only", interruption_);
    refused(professional_, RaiseHand{}, "listen_only");
    accepted(professional_, TakeNote{}, listeners_note_);
    accepted(professional_, MarkTurn{Turn{professional_.person->room(), 1}});
    accepted(client_, TakeNote{}, clients_note_);
  }

  void clarifying_questions() {
    open("verduidelijking");
    expect({"the client's story", {story_}, {"facilitator", "client", "professional"}});
    expect({"the facilitator's guidance", {guidance_}, {"facilitator", "client", "professional"}});
    expect({"what the professional was refused to say", {interruption_}, {}});
    expect({"the professional's note", {listeners_note_}, {"professional"}});
    expect({"the client's note", {clients_note_}, {"client"}});
    accepted(professional_, Ask{}, question_);
    accepted(professional_, Ask{}, withheld_question_);
    wait_for([&] { return chair_.items.contains(withheld_question_); }, "the gate has questions");
    expect(
        {"the question before it passed the gate", {question_}, {"facilitator", "professional"}});
    accepted(chair_, AcceptQuestion{{chair_.items.at(question_)}});
    accepted(chair_, WithholdQuestion{{chair_.items.at(withheld_question_)}}, reason_);
    wait_for([&] { return client_.items.contains(question_); }, "the question passes the gate");
    accepted(client_, Answer{{client_.items.at(question_)}}, answer_);
  }

  void debrief() {
    open("nabespreking");
    expect({"the question after it passed the gate",
            {question_},
            {"facilitator", "client", "professional"}});
    expect({"the withheld question and its reason",
            {withheld_question_, reason_},
            {"facilitator", "professional"}});
    expect({"the answer", {answer_}, {"facilitator", "client", "professional"}});
    for (const std::string& text : debrief_) accepted(professional_, Speak{}, text);
    accepted(professional_, ProposeLesson{}, lesson_);
    refused(client_, Speak{}, "away", interruption_);
    accepted(client_, AskHelp{}, help_);
    wait_for([&] { return sees(chair_, help_) && sees(chair_, lesson_); },
             "the chair sees help and lesson");
  }

  // The client is back: what the professional learnt waits for the next sitting.
  void closing() {
    open("afsluiting");
    accepted(chair_, Speak{}, agreements_);
    accepted(client_, Speak{}, leaving_);
    refused(professional_, Speak{}, "not_in_this_round", interruption_);
    accepted(professional_, BeReady{});
    wait_for([&] { return sees(professional_, leaving_); }, "the client's leaving words are heard");
  }

  void after_check() {
    open("nacheck");
    expect({"the agreements and how the client leaves",
            {agreements_, leaving_},
            {"facilitator", "client", "professional"}});
    for (Participant* participant : {&client_, &professional_}) {
      for (std::uint16_t ballot = 0; ballot < 3; ++ballot) {
        accepted(*participant, Vote{ballot, {4}, false});
      }
    }
    refused(chair_, Vote{0, {4}, false}, "not_for_your_role");
    accepted(chair_, EndSitting{});
    wait_for_all([](const Person& person) { return person.room().round == 0; }, "the sitting ends");
    count(votes_, {{"client", 3}, {"professional", 3}},
          "answers to the after-check (3 ballots; each their own)");
    count(hidden_, {{"facilitator", 3}, {"client", 3}, {"professional", 3}},
          "that too few answered to show a distribution (3 ballots, seen by facilitator, client, "
          "professional)");
    count(shown_, {}, "a distribution of the answers (seen by nobody)");
    expect({"the debrief", {debrief_[0], debrief_[1], lesson_}, {"facilitator", "professional"}});
    expect({"the client's call for help", {help_}, {"facilitator", "client"}});
  }

  void feedback() {
    open("terugkoppeling");
    wait_for([&] { return client_.items.contains(lesson_); }, "the lesson comes back");
    accepted(client_, JudgeLesson{{client_.items.at(lesson_)}, Verdict::recognised});
    accepted(client_, Speak{}, thanks_);
    accepted(chair_, EndSitting{});
    wait_for_all([](const Person& person) { return person.room().round == 0; }, "the sitting ends");
    closing_ = true;
    accepted(chair_, CloseConversation{});
    wait_for([&] { return closed_ == 3; }, "the conversation closes");
    expect({"the lesson, once released", {lesson_}, {"facilitator", "client", "professional"}});
    expect({"what else was said in the debrief",
            {debrief_[0], debrief_[1]},
            {"facilitator", "professional"}});
    expect(
        {"what the client said at the end", {thanks_}, {"facilitator", "client", "professional"}});
    expect({"what anybody was refused to say", {interruption_}, {}});
    verdicts();
  }

  void verdicts() {
    for (Participant* participant : {&chair_, &client_, &professional_}) {
      const bool may = participant != &professional_;
      judge(verdicts_[participant->role] > 0, may, *participant,
            "the client's verdict on the lesson (seen by facilitator, client)");
    }
  }

  // ---- what holds it together
  void join(Participant& participant) {
    const auto found =
        std::find_if(created_.links.begin(), created_.links.end(),
                     [&](const codec::ApiLink& link) { return link.role == participant.role; });
    const auto link = found == created_.links.end() ? std::nullopt : parse_link(found->url);
    if (!link) throw Stop(said_no, "The conversation has no link for a " + participant.role + ".");
    const Seat seat = take_seat(*link, {});
    participant.person =
        std::make_unique<Person>(io_, server_.find(), seat.secret, hooks(participant));
  }

  Person::Hooks hooks(Participant& participant) {
    Person::Hooks hooks;
    hooks.bytes = [&participant](const std::string& message) { participant.received += message; };
    hooks.notice = [this, &participant](const codec::SeenNotice& notice) {
      if (notice.item != 0 && !notice.text.empty()) participant.items[notice.text] = notice.item;
      if (notice.kind == "lobby_changed" && notice.change == "waiting") {
        waiting_.push_back(notice.waiting);
      }
      if (notice.kind == "lesson_verdict") ++verdicts_[participant.role];
      if (notice.kind == "ready") ++ready_[participant.role];
      if (notice.kind == "own_vote") ++votes_[participant.role];
      if (notice.kind == "ballot_result") {
        ++(notice.below_floor ? hidden_ : shown_)[participant.role];
      }
      if (notice.kind == "seated" && notice.script) script_ = *notice.script;
      if (notice.kind == "conversation_over") ++closed_;
    };
    hooks.over = [this, &participant](const std::string& why) {
      if (!closing_ && !fault_) fault_ = participant.role + ": " + why;
    };
    return hooks;
  }

  void wait_for(const std::function<bool()>& done, const std::string& what) {
    const bool came = run_until(io_, step_limit, [&] { return fault_ || done(); });
    if (fault_) throw Stop(said_no, "The demonstration stopped: " + *fault_);
    if (!came) throw Stop(said_no, "The demonstration waited in vain for this: " + what + ".");
  }
  void wait_for_all(bool (*done)(const Person&), const std::string& what) {
    wait_for(
        [&] {
          return done(*chair_.person) && done(*client_.person) && done(*professional_.person);
        },
        what);
  }

  Reply reply_to(Participant& participant, ActBody act, const std::string& text) {
    std::optional<Reply> reply;
    participant.person->send(std::move(act), text, [&](const Reply& given) { reply = given; });
    wait_for([&] { return reply.has_value(); }, "a reply to the " + participant.role);
    return *reply;
  }

  void accepted(Participant& participant, ActBody act, const std::string& text = {}) {
    const Reply refusal = reply_to(participant, std::move(act), text);
    if (!refusal) return;
    throw Stop(said_no, "The server refused the " + participant.role + " what must be open (" +
                            refusal->reason + ").");
  }

  void refused(Participant& participant, ActBody act, const std::string& reason,
               const std::string& text = {}) {
    const Reply refusal = reply_to(participant, std::move(act), text);
    const bool held = refusal && refusal->reason == reason;
    ++checks_;
    if (held) return;
    ++failures_;
    out_ << "FAILED: the " << participant.role << " was to be refused " << reason << " but was "
         << (refusal ? "refused " + refusal->reason : "accepted") << "\n";
  }

  // Everybody has entered the round, so everybody has all that came before it.
  void open(const std::string& id) {
    const auto found = std::find_if(script_.rounds.begin(), script_.rounds.end(),
                                    [&](const codec::SeenRound& each) { return each.id == id; });
    if (found == script_.rounds.end()) throw Stop(said_no, "The script has no round " + id + ".");
    const auto round = static_cast<std::uint16_t>(found - script_.rounds.begin() + 1);
    accepted(chair_, OpenRound{round});
    wait_for(
        [&] {
          return chair_.person->room().round == round && client_.person->room().round == round &&
                 professional_.person->room().round == round;
        },
        "the round " + id + " opens for everybody");
    out_ << "round " << found->label << " " << id << ": everybody has entered\n";
  }

  static bool sees(const Participant& participant, const std::string& text) {
    return participant.received.find(text) != std::string::npos;
  }

  void expect(const Finding& finding) {
    for (Participant* participant : {&chair_, &client_, &professional_}) {
      const auto count = static_cast<std::size_t>(
          std::count_if(finding.texts.begin(), finding.texts.end(),
                        [&](const std::string& text) { return sees(*participant, text); }));
      const bool may = std::find(finding.seen_by.begin(), finding.seen_by.end(),
                                 participant->role) != finding.seen_by.end();
      const std::size_t total = finding.texts.size();
      const bool right = count == (may ? total : 0);
      judge(right ? may : !may, may, *participant,
            finding.what + " (" + std::to_string(total) + (total == 1 ? " text" : " texts") +
                ", seen by " + names(finding.seen_by) + ")");
    }
  }

  static std::string names(const std::vector<std::string>& roles) {
    std::string all;
    for (const std::string& role : roles) all += (all.empty() ? "" : ", ") + role;
    return all.empty() ? "nobody" : all;
  }

  // Notices of one kind; who is not named must have had none.
  void count(const std::map<std::string, int>& got, const std::map<std::string, int>& due,
             const std::string& line) {
    const auto of = [](const std::map<std::string, int>& counts, const std::string& role) {
      const auto found = counts.find(role);
      return found == counts.end() ? 0 : found->second;
    };
    for (Participant* participant : {&chair_, &client_, &professional_}) {
      const int wanted = of(due, participant->role);
      const bool may = wanted > 0;
      judge(of(got, participant->role) == wanted ? may : !may, may, *participant, line);
    }
  }

  // Each zero has its positive control: the same texts were found with those who may see them.
  void judge(bool saw, bool may, Participant& participant, const std::string& line) {
    ++checks_;
    (saw ? participant.saw : participant.did_not_see).push_back(line);
    if (saw == may) return;
    ++failures_;
    out_ << "FAILED: the " << participant.role << (saw ? " saw " : " did not see ") << line << "\n";
  }

  void print(const Participant& participant) {
    const std::string who = participant.role + " " + participant.person->code();
    for (const std::string& line : participant.saw) out_ << who << " saw: " << line << "\n";
    for (const std::string& line : participant.did_not_see) {
      out_ << who << " did not see: " << line << "\n";
    }
  }

  // Invented; each is long enough to stand nowhere by chance.
  const std::string welcome_ = "Welkom. Eerst vertelt de cliënt, daarna mag u iets vragen.";
  const std::string agreements_ = "De lessen komen over een maand bij u terug, in deze kamer.";
  const std::string leaving_ = "Ik ga met een lichter hoofd weg dan ik kwam.";
  const std::string story_ = "Ik wachtte negen weken op een brief over mijn aanvraag.";
  const std::string guidance_ = "Dank u. Wie wil hierop verdergaan, neemt de tijd.";
  const std::string interruption_ = "Dat lag aan het nieuwe systeem, niet aan ons.";
  const std::string listeners_note_ = "Negen weken: nagaan waar de brief bleef liggen.";
  const std::string clients_note_ = "Straks vragen wie er eigenlijk meeleest.";
  const std::string question_ = "Wist u in die weken bij wie u kon navragen?";
  const std::string withheld_question_ = "Had u niet gewoon zelf kunnen bellen toen?";
  const std::string reason_ = "Dit is meer een verwijt dan een vraag om verduidelijking.";
  const std::string answer_ = "Nee, op de brief stond alleen een postbusnummer.";
  const std::vector<std::string> debrief_{"Wij sturen brieven zonder naam en nummer eronder.",
                                          "Bij ons team wist ook niemand wie dat oppakt."};
  const std::string lesson_ = "Onder elke brief staat voortaan een naam en een nummer.";
  const std::string help_ = "Ik vind het spannend, kan ik u straks even spreken?";
  const std::string thanks_ = "Hier herken ik mijn verhaal in, dank u wel daarvoor.";

  const ServerLink& server_;
  const codec::ApiConversationCreated& created_;
  std::ostream& out_;
  boost::asio::io_context io_{1};
  std::vector<std::uint32_t> waiting_;
  codec::SeenScript script_;
  std::map<std::string, int> verdicts_, ready_, votes_, hidden_, shown_;  // by role
  int closed_{};
  bool closing_{};
  std::optional<std::string> fault_;
  std::size_t checks_{}, failures_{};
  Participant chair_{"facilitator"};
  Participant client_{"client"};
  Participant professional_{"professional"};
};

}  // namespace

bool check_demo(const ServerLink& server, const codec::ApiConversationCreated& created,
                std::ostream& out) {
  return DemoCheck(server, created, out).run();
}

}  // namespace arena::cli
