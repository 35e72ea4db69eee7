// SPDX-License-Identifier: EUPL-1.2
// The acts of everybody who has the right: what each is about, and what should come of it.
#include <algorithm>
#include <stdexcept>

#include "tests/support/rights_matrix.hpp"

namespace arena::test {

namespace {

constexpr ItemId none{1};  // names nothing
constexpr Turn no_turn{Room{1, 0, 0}, 60'000};

}  // namespace

// In the order in which they are tried: what changes where somebody sits comes last.
const std::vector<RightsMatrix::ActSort>& RightsMatrix::acts() {
  using M = RightsMatrix;
  static const std::vector<ActSort> all{
      {"note", "NOTE", false, true, &M::note},
      {"unmark", "MARK", false, false, &M::unmark},
      {"mark", "MARK", false, false, &M::mark},
      {"raise_hand", "HAND", false, false, &M::raise_hand},
      {"lower_hand", "HAND", false, false, &M::lower_hand},
      {"speak", "SPEAK", false, true, &M::speak},
      {"reply", "SPEAK", false, true, &M::reply},
      {"speak_beside", "SPEAK", false, true, &M::speak_beside},
      {"speak_for", "SPEAK", false, true, &M::speak_for},
      {"ask", "ASK", false, true, &M::ask},
      {"answer", "ANSWER", false, true, &M::answer},
      {"propose", "PROPOSE", false, true, &M::propose},
      {"propose_lesson", "PROPOSE_LESSON", false, true, &M::propose_lesson},
      {"reconsider", "SPEAK", false, true, &M::reconsider},
      {"share_item", "SPEAK", false, false, &M::share_item},
      {"carry_note", "SPEAK", false, false, &M::carry_note},
      {"carry_mark", "SPEAK", false, false, &M::carry_mark},
      {"judge_lesson", "JUDGE_LESSON", false, false, &M::judge_lesson},
      {"vote", "VOTE", false, false, &M::vote},
      {"vote_second", "VOTE", false, false, &M::vote_second},
      {"vote_third", "VOTE", false, false, &M::vote_third},
      {"ready", "READY", false, false, &M::be_ready},
      {"set_consent", "", false, false, &M::set_consent},
      {"ask_help", "", false, true, &M::ask_help},
      {"answer_letter", "", false, true, &M::answer_letter},
      {"request_token", "ANONYMOUS", false, false, &M::request_token},
      {"pass", "PASS", false, false, &M::pass},
      {"take_seat", "TAKE_SEAT", false, false, &M::take_seat},
      {"leave_seat", "LEAVE_SEAT", false, false, &M::leave_seat},

      {"open_no_round", "", true, false, &M::open_no_round},
      {"open_round", "", true, true, &M::open_round},
      {"end_sitting", "", true, true, &M::end_of_sitting},
      {"close", "", true, true, &M::close},
      {"admit", "", true, false, &M::admit},
      {"turn_away", "", true, true, &M::turn_away},
      {"remove", "", true, true, &M::remove},
      {"answer_help", "", true, true, &M::answer_help},
      {"warn", "", true, true, &M::warn},
      {"record_incident", "", true, true, &M::record_incident},
      {"close_incident", "", true, true, &M::close_incident},
      {"offer_lead", "", true, false, &M::offer_lead},
      {"take_lead", "", true, false, &M::take_lead},
      {"give_floor_to_next", "", true, false, &M::give_floor_to_next},
      {"take_floor", "", true, false, &M::take_floor},
      {"give_floor", "", true, false, &M::give_floor},
      {"accept_question", "", true, false, &M::accept_question},
      {"ask_to_rephrase", "", true, true, &M::ask_to_rephrase},
      {"merge_questions", "", true, true, &M::merge_questions},
      {"withhold_question", "", true, true, &M::withhold_question},
      {"bind_position", "", true, false, &M::bind_position},
      {"free_position", "", true, false, &M::free_position},
      {"replace_seated", "", true, false, &M::replace_seated},
      {"set_item_state", "", true, false, &M::set_item_state},
      {"add_evidence", "", true, false, &M::add_evidence},
      {"assign_item", "", true, true, &M::assign_item},
      {"decide_item", "", true, true, &M::decide_item},
      {"send_letter", "", true, true, &M::send_letter},
      {"extend", "", true, true, &M::extend},
      {"pause", "", true, true, &M::pause},
      {"resume", "", true, false, &M::resume},
  };
  return all;
}

RightsMatrix::Trial RightsMatrix::make(Attendee& actor, std::string_view act) {
  const auto sort = std::find_if(acts().begin(), acts().end(),
                                 [&](const ActSort& each) { return each.name == act; });
  if (sort == acts().end()) throw std::logic_error("no act is called " + std::string(act));
  Trial t;
  t.act = sort->name;
  t.actor = &actor;
  t.room = room_;
  if (rights_.is_open()) t.room.room = static_cast<std::uint16_t>(spot(actor).room);
  t.says = sort->says;
  if (rights_.closed) {
    no(t, "closed");
  } else if (sort->of_chair) {
    if (!leads(actor)) no(t, "not_for_your_role");
  } else if (!sort->right.empty() && act != "speak_beside") {
    if (const auto refusal = rights_.refusal(actor.standing, sort->right)) t.refusal = *refusal;
  }
  (this->*sort->fill)(t);
  return t;
}

// The first reason that holds is the one that is owed.
void RightsMatrix::no(Trial& t, std::string reason) {
  if (t.refusal.reason.empty()) t.refusal.reason = std::move(reason);
}

void RightsMatrix::say(Trial& t, People hearers) {
  t.kind = "contribution";
  t.told = hearers;
  t.hears = std::move(hearers);
  t.then = [this](const Trial& done) { saw_turn(done); };
}

void RightsMatrix::saw_turn(const Trial& t, ItemId question) {
  const std::string kind = t.kind == "pass" ? "pass" : "contribution";
  Attendee* somebody = *t.told.begin();
  for (Attendee* person : t.told) somebody = person->present ? person : somebody;
  said_.push_back({last(*somebody, kind).turn, t.told, question});
}

const codec::SeenNotice& RightsMatrix::last(Attendee& person, const std::string& kind) {
  const codec::SeenNotice* notice = person.socket.last(kind);
  static const codec::SeenNotice nothing;
  return notice == nullptr ? nothing : *notice;
}

bool RightsMatrix::all_saw(const People& seen_by, const People& people) {
  return std::includes(seen_by.begin(), seen_by.end(), people.begin(), people.end());
}

// ---- speech

void RightsMatrix::speak(Trial& t) {
  t.body = Speak{};
  if (!holds_floor(*t.actor)) no(t, "not_your_turn");
  say(t, around(*t.actor));
}

void RightsMatrix::reply(Trial& t) {
  if (!holds_floor(*t.actor)) no(t, "not_your_turn");
  say(t, around(*t.actor));
  const auto said = std::find_if(said_.rbegin(), said_.rend(),
                                 [&](const Said& s) { return all_saw(s.seen_by, t.told); });
  if (said == said_.rend()) no(t, "no_such_turn");
  t.body = Speak{said == said_.rend() ? no_turn : said->turn};
}

// In the room beside the round, if there is one: only those in it and who leads it are there.
void RightsMatrix::speak_beside(Trial& t) {
  t.body = Speak{};
  t.room.room = 1;
  const bool exists = rights_.is_open() && !rights_.open().led_by.empty();
  const bool there =
      exists && (spot(*t.actor).room == 1 ||
                 (leads(*t.actor) && rights_.open().led_by.front() == t.actor->standing.group));
  if (!there && t.refusal.reason.empty()) {
    t.refusal = {"round_over", rights_.opens(t.actor->standing, "SPEAK")};
  } else if (t.refusal.reason.empty()) {
    if (const auto refusal = rights_.refusal(t.actor->standing, "SPEAK")) t.refusal = *refusal;
  }
  if (exists) say(t, in_room(1));
}

// A scribe types what somebody said: what that person may say, and did not pass.
void RightsMatrix::speak_for(Trial& t) {
  if (!leads(*t.actor)) no(t, "not_for_your_role");
  Attendee* speaker{};
  for (Attendee& person : people_) {
    const Spot there = spot(person);
    if (leads(person) || (speaker != nullptr && !there.may.contains("SPEAK"))) continue;
    const bool better = speaker == nullptr || (there.room == 0 && !person.passed);
    if (better) speaker = &person;
  }
  const Spot there = spot(*speaker);
  if (there.away() || there.room != 0) no(t, "away");
  if (!there.may.contains("SPEAK")) {
    no(t, rights_.only_listens(speaker->standing) ? "listen_only" : "not_in_this_round");
  }
  if (speaker->passed) no(t, "passed_already");
  if (queues() && floor() != speaker->socket.code()) no(t, "not_your_turn");
  const std::string& code = speaker->socket.code();
  t.body =
      Speak{{}, SeatCode{code.front(), static_cast<std::uint16_t>(std::stoul(code.substr(1)))}};
  say(t, in_room(0));
}

void RightsMatrix::ask(Trial& t) {
  t.body = Ask{};
  if (rights_.is_open() && rights_.open().gate) {
    t.kind = "question_waiting";
    t.told = t.hears = chairs_and(*t.actor);
    t.then = [this](const Trial& done) {
      Owned asked;
      asked.by = done.actor;
      asked.id = ItemId{last(*done.actor, "question_waiting").item};
      asked.canary = done.canary;
      waiting_.push_back(asked);
    };
    return;
  }
  say(t, around(*t.actor));
  t.then = [this](const Trial& done) {
    saw_turn(done, ItemId{last(*done.actor, "contribution").item});
  };
}

void RightsMatrix::answer(Trial& t) {
  if (!holds_floor(*t.actor)) no(t, "not_your_turn");
  const People here = around(*t.actor);
  const auto asked = std::find_if(said_.rbegin(), said_.rend(), [&](const Said& s) {
    return s.question != ItemId{} && all_saw(s.seen_by, here);
  });
  if (asked == said_.rend()) no(t, "no_such_question");
  t.body = Answer{asked == said_.rend() ? none : asked->question};
  const bool to_chair = rights_.is_open() && rights_.open().answers_to_chair;
  say(t, to_chair ? chairs_and(*t.actor) : here);
}

void RightsMatrix::pass(Trial& t) {
  t.body = Pass{};
  const bool own = rights_.is_open() && !rights_.open().own_only_until.empty() && t.room.room == 0;
  t.kind = own ? "own_pass" : "pass";
  t.told = own ? People{t.actor} : around(*t.actor);
  t.moves_all = !own;
  t.then = [this, own](const Trial& done) {
    done.actor->passed = true;
    if (!own) saw_turn(done);
  };
}

// ---- what is one's own

void RightsMatrix::note(Trial& t) {
  t.body = TakeNote{};
  t.kind = "own_note";
  t.told = t.hears = {t.actor};
  t.then = [this](const Trial& done) {
    Owned note;
    note.by = done.actor;
    note.id = ItemId{last(*done.actor, "own_note").item};
    note.canary = done.canary;
    notes_.push_back(note);
  };
}

void RightsMatrix::mark(Trial& t) {
  const auto seen = std::find_if(said_.rbegin(), said_.rend(),
                                 [&](const Said& s) { return s.seen_by.contains(t.actor); });
  if (seen == said_.rend()) no(t, "no_such_turn");
  const Turn turn = seen == said_.rend() ? no_turn : seen->turn;
  t.body = MarkTurn{turn, true};
  t.kind = "own_mark";
  t.told = {t.actor};
  t.then = [this, turn](const Trial& done) {
    Owned mark;
    mark.by = done.actor;
    mark.turn = turn;
    marks_.push_back(mark);
  };
}

void RightsMatrix::unmark(Trial& t) {
  mark(t);
  std::get<MarkTurn>(t.body).on = false;
  const Turn turn = std::get<MarkTurn>(t.body).turn;
  t.then = [this, turn](const Trial& done) {
    std::erase_if(marks_, [&](const Owned& m) { return m.by == done.actor && m.turn == turn; });
  };
}

void RightsMatrix::may_bring(Trial& t) {
  if (!holds_floor(*t.actor)) no(t, "not_your_turn");
  const bool brings = rights_.is_open() && rights_.open().carries_notes && t.room.room == 0;
  if (!brings) no(t, "not_in_this_round");
  t.kind = "contribution";
  t.told = around(*t.actor);
}

void RightsMatrix::carry_note(Trial& t) {
  may_bring(t);
  const auto note =
      std::find_if(notes_.rbegin(), notes_.rend(), [&](const Owned& n) { return n.by == t.actor; });
  if (note == notes_.rend()) no(t, "no_such_item");
  t.body = CarryNote{note == notes_.rend() ? none : note->id};
  const Canary canary = note == notes_.rend() ? 0 : note->canary;
  t.then = [this, canary](const Trial& done) {
    holders_[canary].insert(done.told.begin(), done.told.end());
    saw_turn(done);
  };
}

void RightsMatrix::carry_mark(Trial& t) {
  may_bring(t);
  const auto mark = std::find_if(marks_.rbegin(), marks_.rend(), [&](const Owned& m) {
    if (m.by != t.actor) return false;
    return std::any_of(said_.begin(), said_.end(), [&](const Said& s) {
      return s.turn == m.turn && all_saw(s.seen_by, t.told);
    });
  });
  if (mark == marks_.rend()) no(t, "no_such_turn");
  t.body = CarryMark{mark == marks_.rend() ? no_turn : mark->turn};
  t.then = [this](const Trial& done) { saw_turn(done); };
}

// ---- floor, seats, being ready

void RightsMatrix::raise_hand(Trial& t) {
  t.body = RaiseHand{};
  t.kind = "hand";
  t.told = around(*t.actor);
  const std::string& code = t.actor->socket.code();
  if (hands().contains(code) || floor() == code) no(t, "wrong_moment");
}

void RightsMatrix::lower_hand(Trial& t) {
  t.body = LowerHand{};
  t.kind = "hand";
  t.told = around(*t.actor);
  if (!hands().contains(t.actor->socket.code())) no(t, "wrong_moment");
}

void RightsMatrix::be_ready(Trial& t) {
  t.body = BeReady{};
  t.kind = "ready";
  t.told = chairs_and(*t.actor);
  if (t.actor->ready) no(t, "already_decided");
  t.then = [](const Trial& done) { done.actor->ready = true; };
}

void RightsMatrix::take_seat(Trial& t) {
  const auto index = position_index(true);
  t.body = TakeSeat{{static_cast<std::uint8_t>(index.value_or(0))}};
  t.told = around(*t.actor);
  t.moves_all = true;
  if (!index) return no(t, "no_such_position");
  const MethodGroup& seats = rights_.method().groups[*index];
  const bool waits = hands().contains(t.actor->socket.code());
  if (!t.actor->standing.position.empty() || waits) no(t, "already_decided");
  t.kind = seated_in(seats.id) < seats.capacity ? "seat_moved" : "hand";
  t.then = [id = seats.id](const Trial& done) {
    if (done.kind == "seat_moved") done.actor->standing.position = id;
  };
}

void RightsMatrix::leave_seat(Trial& t) {
  t.body = LeaveSeat{};
  t.kind = "seat_moved";
  t.told = around(*t.actor);
  t.moves_all = true;
  if (t.actor->standing.position.empty()) no(t, "no_such_position");
  t.then = [](const Trial& done) { done.actor->standing.position.clear(); };
}

// ---- lessons and items

void RightsMatrix::propose(Trial& t) {
  const Spot here = spot(*t.actor);
  const auto& products = rights_.method().products;
  std::size_t index = 0;
  while (!here.makes.empty() && products[index].id != here.makes.front()) ++index;
  t.body = Propose{static_cast<std::uint16_t>(index)};
  if (here.makes.empty()) return no(t, "no_such_item");
  const bool own = products[index].own || !rights_.open().own_only_until.empty();
  t.kind = own ? "own_item" : "contribution";
  t.told = t.hears = own ? People{t.actor} : around(*t.actor);
  t.then = [this, own, product = products[index].id](const Trial& done) {
    Made item;
    item.id = ItemId{last(*done.actor, done.kind).item};
    item.product = product;
    item.by = done.actor;
    item.round = rights_.open().id;
    item.repetition = room_.repetition;
    item.canary = done.canary;
    item.own = own;
    item.seen_by = done.told;
    made_.push_back(item);
    if (!own) saw_turn(done);
  };
}

void RightsMatrix::propose_lesson(Trial& t) {
  const auto seen = std::find_if(said_.rbegin(), said_.rend(),
                                 [&](const Said& s) { return s.seen_by.contains(t.actor); });
  ProposeLesson proposal;
  if (seen != said_.rend()) proposal.evidence.push_back(seen->turn);
  t.body = proposal;
  say(t, around(*t.actor));
  t.then = [this, rests = !proposal.evidence.empty()](const Trial& done) {
    saw_turn(done);
    Made lesson;
    lesson.id = ItemId{last(*done.actor, "contribution").item};
    lesson.by = done.actor;
    lesson.canary = done.canary;
    lesson.evidence = rests;
    lesson.seen_by = done.told;
    made_.push_back(lesson);
  };
}

RightsMatrix::Made* RightsMatrix::own_item(const Attendee& actor) {
  const auto own = std::find_if(made_.rbegin(), made_.rend(),
                                [&](const Made& m) { return m.own && m.by == &actor; });
  return own == made_.rend() ? nullptr : &*own;
}

void RightsMatrix::reconsider(Trial& t) {
  Made* const own = own_item(*t.actor);
  if (own == nullptr) no(t, "no_such_item");
  t.body = ReconsiderItem{own == nullptr ? none : own->id};
  t.kind = "own_item";
  t.told = t.hears = {t.actor};
  t.then = [own](const Trial& done) { own->canary = done.canary; };
}

void RightsMatrix::share_item(Trial& t) {
  Made* const own = own_item(*t.actor);
  if (own == nullptr) no(t, "no_such_item");
  if (!holds_floor(*t.actor)) no(t, "not_your_turn");
  t.body = ShareItem{own == nullptr ? none : own->id};
  t.kind = "contribution";
  t.told = around(*t.actor);
  t.then = [this, own](const Trial& done) {
    show(*own, done.told);
    saw_turn(done);
  };
}

void RightsMatrix::judge_lesson(Trial& t) {
  const auto seen = std::find_if(made_.rbegin(), made_.rend(), [&](const Made& m) {
    return !m.own && m.seen_by.contains(t.actor);
  });
  if (seen == made_.rend()) no(t, "no_such_lesson");
  t.body = JudgeLesson{seen == made_.rend() ? none : seen->id, Verdict::partly};
  t.kind = "lesson_verdict";
  t.told = chairs_and(*t.actor);
}

// ---- ballots

void RightsMatrix::vote(Trial& t) { vote_on(t, 0); }
void RightsMatrix::vote_second(Trial& t) { vote_on(t, 1); }
void RightsMatrix::vote_third(Trial& t) { vote_on(t, 2); }

void RightsMatrix::vote_on(Trial& t, std::size_t at) {
  const auto ballot = static_cast<std::uint16_t>(at);
  t.body = Vote{ballot, {1}};
  t.kind = "own_vote";
  t.told = t.hears = {t.actor};
  if (!rights_.is_open() || at >= rights_.open().ballots.size()) return no(t, "no_such_ballot");
  const MethodBallot& on = rights_.open().ballots[at];
  Vote vote{ballot, choices_of(on)};
  const bool complete = on.scale == "RANK" || on.scale == "SEVERAL" || vote.choices.size() == 1;
  if (!complete) no(t, "no_such_choice");
  t.body = vote;
  t.says = on.asks_reason;
  t.then = [this, id = on.id](const Trial& done) {
    Owned reason;
    reason.by = done.actor;
    reason.canary = done.canary;
    reason.round = rights_.open().id;
    reason.repetition = room_.repetition;
    reason.ballot = id;
    if (done.says) reasons_.push_back(reason);
  };
}

std::vector<std::uint64_t> RightsMatrix::choices_of(const MethodBallot& ballot) const {
  std::vector<std::uint64_t> choices;
  if (!ballot.options_from.empty()) {
    for (const Made& made : made_) {
      if (made.product == ballot.options_from) choices.push_back(made.id.value);
    }
  } else if (ballot.options == 0) {
    choices = {4};  // of the five points
  } else {
    for (std::size_t i = 1; i <= ballot.options; ++i) choices.push_back(i);
  }
  if (ballot.scale != "RANK" && choices.size() > 1) choices.resize(1);
  return choices;
}

// ---- open to everybody, always

void RightsMatrix::set_consent(Trial& t) {
  t.body = SetConsent{ArchiveLevel::lessons_only, true, false};
  if (leads(*t.actor)) no(t, "not_for_your_role");
  t.kind = "own_consent";
  t.told = {t.actor};
}

void RightsMatrix::ask_help(Trial& t) {
  t.body = AskHelp{};
  t.kind = "help";
  t.told = t.hears = chairs_and(*t.actor);
}

void RightsMatrix::answer_letter(Trial& t) {
  t.body = AnswerLetter{};
  if (leads(*t.actor)) no(t, "not_for_your_role");
  if (!rights_.letter_sent) no(t, "not_open");
  t.kind = "letter_answer";
  t.told = t.hears = chairs_and(*t.actor);
}

void RightsMatrix::request_token(Trial& t) {
  t.body = RequestToken{};
  no(t, "not_open");
}

}  // namespace arena::test
