// SPDX-License-Identifier: EUPL-1.2
// Every act × group × round of one script over real sockets: what is answered, who is told of it,
// and in whose bytes its words stand, each held against MethodRights.
//
// Every text that is sent carries a canary: a number of its own. The matrix knows of each who may
// have it, and looks for it in every byte that everybody received. In each round one person of
// every place is off the network; at its end that person resumes and must have what the others
// have. It counts and names what is wrong; it asserts nothing, so that a test can also hold it to
// finding what was planted.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/codec/api.hpp"
#include "tests/support/method_rights.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {

struct MatrixResult {
  std::size_t rounds{}, cells{}, right{};
  std::size_t frames{};            // looked through, live and resumed
  std::size_t texts{};             // sent, each with its canary
  std::size_t texts_refused{};     // of them
  std::size_t held{};              // texts × people who may have them, and have
  std::size_t astray{};            // … who may not, and have
  std::size_t missing{};           // … who may, and have not
  std::size_t by_listeners{};      // notices to others, of what listeners did in listening rounds
  std::size_t by_others_there{};   // the control: of what the others did there
  std::size_t to_away{};           // notices to who is away, of what others did: but help
  std::size_t to_inside{};         // the control: to who is not away, in the same rounds
  std::size_t resumed{};           // notices received after coming back, compared with what is due
  std::size_t read_again{};        // notices received once more, compared with the first time
  std::size_t erased{};            // of them: words of an earlier sitting that are not kept
  std::vector<std::string> wrong;  // a sentence each
  std::vector<std::string> refused_canaries, accepted_canaries;
};

class RightsMatrix {
 public:
  // `method` says what is expected of the conversation that `created` is.
  RightsMatrix(Method method, codec::ApiConversationCreated created);

  // Through the whole script, from the lobby to the close.
  [[nodiscard]] MatrixResult walk();

 private:
  struct Attendee;
  using People = std::set<Attendee*>;
  using Canary = std::size_t;  // from 1; 0: no text

  struct Attendee {
    Attendee(boost::asio::io_context& io, std::string group) : socket(io) {
      standing.group = std::move(group);
    }
    Participant socket;
    Standing standing;
    bool present = true, passed{}, ready{};
    std::vector<std::string> owed;  // kinds of what happens while it is not connected
    std::set<Canary> found;
    std::size_t scanned{};             // bytes of what was received
    std::vector<std::string> history;  // notices, by their number, as first received
  };
  struct Trial {
    std::string act;
    Attendee* actor{};
    ActBody body;
    Room room;
    bool says{};  // it carries a text
    Canary canary{};
    Refusal refusal;                   // no reason: it is accepted
    std::string kind, kind_for_chair;  // of the notice that tells it
    People told, hears;                // hears: who has the text because of it
    bool moves_all{};                  // other notices may follow from it, to who is in the room
    bool listens{};                    // the actor only listens, in this round
    // What follows once it is accepted.
    std::function<void(const Trial&)> then;
  };
  struct ActSort {
    std::string_view name, right;
    bool of_chair{}, says{};
    void (RightsMatrix::*fill)(Trial&);
  };
  struct Said {
    Turn turn;
    People seen_by;
    ItemId question;
  };
  struct Made {
    ItemId id;
    std::string product;  // empty: a lesson
    Attendee* by{};
    std::string round;
    std::size_t repetition{};
    Canary canary{};
    bool own{}, shared{}, evidence{}, owner{};
    std::string decision;
    Canary named{}, reason{};  // the owner's name and the words of the decision, as told last
    People seen_by;
  };
  struct Owned {  // a note, a question at the gate, a mark, the reason of a vote
    Attendee* by{};
    ItemId id;
    Canary canary{};
    Turn turn;
    std::string round, ballot;
    std::size_t repetition{};
  };
  struct Newcomer {
    SeatId seat;
    Standing standing;
    std::string code;
  };

  static const std::vector<ActSort>& acts();

  // ---- rights_matrix.cpp: rounds, and what is counted
  void try_place();
  void try_people();
  void try_all(Attendee& actor);
  void try_chairs();
  void try_paused();
  void prepare_for_chair();
  void give_lead_back(Attendee& to);
  [[nodiscard]] bool left_out(const Attendee& actor, std::string_view act) const;
  std::set<std::string> refuse_together(Attendee& actor);
  void run(Attendee& actor, std::string_view act);
  void run(Trial trial);
  void attempt(std::vector<Trial> trials);
  void check_answer(const Trial& trial, const CommandId& id);
  void check_told(const Trial& trial, Attendee& person, std::size_t before, const People& away);
  void count(const Trial& trial, Attendee& person, const std::vector<std::string>& kinds,
             const People& away);
  void sync();
  void step(std::size_t next);
  void end_sitting();
  void settle_derived();
  void fill_positions(const MethodRound& next);
  void sit(Attendee& person, std::string_view position);
  void leave_some();
  void return_all();
  void read_all_again();
  void look_at(Attendee& person, std::string_view frame);
  void scan();
  void follow_moves();
  void wrong(std::string sentence);
  [[nodiscard]] std::string where() const;

  // ---- rights_matrix_acts.cpp: what each act is, and what should come of it
  Trial make(Attendee& actor, std::string_view act);
  void say(Trial& t, People hearers);
  void no(Trial& t, std::string reason);
  void speak(Trial& t);
  void reply(Trial& t);
  void speak_beside(Trial& t);
  void speak_for(Trial& t);
  void ask(Trial& t);
  void answer(Trial& t);
  void pass(Trial& t);
  void note(Trial& t);
  void mark(Trial& t);
  void unmark(Trial& t);
  void raise_hand(Trial& t);
  void lower_hand(Trial& t);
  void propose(Trial& t);
  void propose_lesson(Trial& t);
  void reconsider(Trial& t);
  void share_item(Trial& t);
  void carry_note(Trial& t);
  void carry_mark(Trial& t);
  void judge_lesson(Trial& t);
  void vote(Trial& t);
  void vote_second(Trial& t);
  void vote_third(Trial& t);
  void be_ready(Trial& t);
  void take_seat(Trial& t);
  void leave_seat(Trial& t);
  void set_consent(Trial& t);
  void ask_help(Trial& t);
  void answer_letter(Trial& t);
  void request_token(Trial& t);
  void vote_on(Trial& t, std::size_t ballot);
  [[nodiscard]] std::vector<std::uint64_t> choices_of(const MethodBallot& ballot) const;
  [[nodiscard]] Made* own_item(const Attendee& actor);
  void may_bring(Trial& t);

  // ---- rights_matrix_chair.cpp: the same of the acts of the chair, and of the change of rounds
  void admit(Trial& t);
  void turn_away(Trial& t);
  void remove(Trial& t);
  void answer_help(Trial& t);
  void warn(Trial& t);
  void record_incident(Trial& t);
  void close_incident(Trial& t);
  void offer_lead(Trial& t);
  void take_lead(Trial& t);
  void give_floor_to_next(Trial& t);
  void take_floor(Trial& t);
  void give_floor(Trial& t);
  void accept_question(Trial& t);
  void ask_to_rephrase(Trial& t);
  void merge_questions(Trial& t);
  void withhold_question(Trial& t);
  void bind_position(Trial& t);
  void free_position(Trial& t);
  void replace_seated(Trial& t);
  void set_item_state(Trial& t);
  void add_evidence(Trial& t);
  void assign_item(Trial& t);
  void decide_item(Trial& t);
  void send_letter(Trial& t);
  void pause(Trial& t);
  void resume(Trial& t);
  void extend(Trial& t);
  void open_no_round(Trial& t);
  void open_round(Trial& t);
  void end_of_sitting(Trial& t);
  void close(Trial& t);
  void tell_all(Trial& t, const Made& made);
  void decided(Trial& t, const char* kind);
  [[nodiscard]] Made* followed(bool with_owner);
  [[nodiscard]] std::optional<Owned> waiting_question(std::size_t at) const;
  void release_into(const MethodRound& round);
  void reveal_votes(const std::function<bool(const Owned&)>& which, const People& to);
  void show(Made& made, const People& to);
  void arrive();

  // ---- rights_matrix_people.cpp: who takes part, and who is where
  void gather();
  [[nodiscard]] Spot spot(const Attendee& person) const { return rights_.spot(person.standing); }
  [[nodiscard]] bool leads(const Attendee& person) const { return rights_.leads(person.standing); }
  [[nodiscard]] People everybody();
  [[nodiscard]] People chairs();
  [[nodiscard]] People in_room(std::size_t room);
  [[nodiscard]] People around(const Attendee& actor) { return in_room(spot(actor).room); }
  [[nodiscard]] People chairs_and(Attendee& person);
  [[nodiscard]] People who_see(const Standing& person);
  [[nodiscard]] static bool all_saw(const People& seen_by, const People& people);
  [[nodiscard]] Attendee* with_code(std::string_view code);
  [[nodiscard]] std::string floor() const;
  [[nodiscard]] std::set<std::string> hands() const;
  [[nodiscard]] bool queues() const {
    return rights_.is_open() && rights_.open().floor != "OPEN" && !rights_.open().floor.empty();
  }
  [[nodiscard]] bool holds_floor(const Attendee& actor) const;
  [[nodiscard]] bool may_have_floor(const Attendee& person) const;
  [[nodiscard]] std::optional<std::size_t> position_index(bool queued = false) const;
  [[nodiscard]] std::size_t seated_in(std::string_view position) const;
  [[nodiscard]] Attendee& chair() { return *chair_; }
  void saw_turn(const Trial& t, ItemId question = {});
  [[nodiscard]] static const codec::SeenNotice& last(Attendee& person, const std::string& kind);

  MethodRights rights_;
  codec::ApiConversationCreated created_;
  boost::asio::io_context io_;
  std::deque<Attendee> people_;
  Attendee* chair_{};
  Room room_;
  std::vector<People> holders_{{}};  // by canary: who may have it; of what was refused nobody
  std::vector<Said> said_;
  std::vector<Made> made_;
  std::vector<Owned> notes_, marks_, waiting_, reasons_;
  std::vector<Newcomer> lobby_, admitted_;
  ItemId incident_{1};
  bool incident_open_{};
  Attendee* lead_{};
  Attendee* lead_offered_{};
  std::size_t arrivals_{};
  Attendee* target_{};                   // of the next act of the chair, where one is meant
  std::optional<std::size_t> position_;  // the same
  std::size_t next_round_{};             // where open_round goes
  bool last_place_{};                    // after the last sitting
  std::size_t moved_{};                  // notices of the chair that were looked at for moves
  std::set<std::pair<const Attendee*, Canary>> reported_;
  MatrixResult result_;
};

}  // namespace arena::test
