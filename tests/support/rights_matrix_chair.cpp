// SPDX-License-Identifier: EUPL-1.2
// The acts of the chair, and what becomes known when a round opens.
#include <algorithm>
#include <stdexcept>

#include "tests/support/rights_matrix.hpp"

namespace arena::test {

namespace {

constexpr ItemId none{1};  // names nothing
constexpr SeatCode nobody_here{'Z', 9'999};

SeatCode seat_code(const std::string& code) {
  if (code.size() < 2) return nobody_here;
  return {code.front(), static_cast<std::uint16_t>(std::stoul(code.substr(1)))};
}

}  // namespace

// ---- rounds

void RightsMatrix::open_no_round(Trial& t) {
  t.body = OpenRound{0};
  no(t, "no_such_round");
}

void RightsMatrix::open_round(Trial& t) {
  t.body = OpenRound{static_cast<std::uint16_t>(next_round_)};
  t.kind = "round_entered";
  t.told = t.hears = everybody();
  t.moves_all = true;
  t.then = [this](const Trial&) {
    rights_.round = next_round_;
    rights_.paused = false;
    room_ = chair().socket.room();
    waiting_.clear();
    for (Attendee& person : people_) person.passed = person.ready = false;
    follow_moves();
    release_into(rights_.open());
  };
}

// What was voted in the round and is shown in no later one is shown now.
void RightsMatrix::end_of_sitting(Trial& t) {
  t.body = EndSitting{};
  if (!rights_.is_open()) no(t, "not_open");
  t.kind = "sitting_over";
  t.told = t.hears = everybody();
  t.moves_all = true;
  t.then = [this, here = in_room(0)](const Trial&) {
    const std::string& over = rights_.open().id;
    reveal_votes([&](const Owned& vote) { return vote.round == over; }, here);
    rights_.round = 0;
    rights_.paused = false;
    ++rights_.sittings_ended;
    room_ = {};
    waiting_.clear();
    for (Attendee& person : people_) person.passed = person.ready = false;
  };
}

void RightsMatrix::close(Trial& t) {
  t.body = CloseConversation{};
  if (rights_.is_open()) no(t, "wrong_moment");
  t.kind = "conversation_over";
  t.told = t.hears = everybody();
  t.then = [this](const Trial&) { rights_.closed = true; };
}

// Who is shown it only now is told too who does it, and what was decided and why.
void RightsMatrix::show(Made& made, const People& to) {
  const bool news = std::any_of(to.begin(), to.end(),
                                [&](Attendee* person) { return !made.seen_by.contains(person); });
  for (const Canary canary : {made.canary, news ? made.named : 0, news ? made.reason : 0}) {
    holders_[canary].insert(to.begin(), to.end());
  }
  made.seen_by.insert(to.begin(), to.end());
  made.own = false;
}

void RightsMatrix::reveal_votes(const std::function<bool(const Owned&)>& which, const People& to) {
  for (const Owned& reason : reasons_) {
    if (which(reason)) holders_[reason.canary].insert(to.begin(), to.end());
  }
  std::erase_if(reasons_, which);
}

// By the text of the script: what the round takes, what it releases and to whom, what people made
// for themselves until now, and the lessons so far.
void RightsMatrix::release_into(const MethodRound& round) {
  const Method& method = rights_.method();
  const People here = in_room(0);
  const auto waited = [&](const std::string& made_in, std::size_t repetition) {
    return std::any_of(method.rounds.begin(), method.rounds.end(), [&](const MethodRound& r) {
      return r.id == made_in && r.own_only_until == round.id && repetition == room_.repetition;
    });
  };
  for (Made& made : made_) {
    const bool taken =
        std::find(round.takes.begin(), round.takes.end(), made.product) != round.takes.end();
    if (taken && !made.own) show(made, here);
    if (made.own && !method.product(made.product).own && waited(made.round, made.repetition)) {
      show(made, here);
    }
    const bool shared = round.shares_lessons && made.product.empty() && !made.shared;
    if (!shared) continue;
    show(made, here);
    made.shared = true;
  }
  reveal_votes([&](const Owned& vote) { return waited(vote.round, vote.repetition); }, here);
  for (const MethodRelease& release : round.releases) {
    People to = chairs();
    for (Attendee& person : people_) {
      const Standing& who = person.standing;
      const bool named = std::any_of(release.to.begin(), release.to.end(), [&](auto& group) {
        return who.group == group || who.position == group || who.derived.contains(group);
      });
      if (named) to.insert(&person);
    }
    for (Made& made : made_) {
      if (!made.product.empty() && made.product == release.product && !made.own) show(made, to);
    }
    reveal_votes([&](const Owned& vote) { return vote.ballot == release.ballot; }, to);
  }
}

// ---- clock

void RightsMatrix::pause(Trial& t) {
  t.body = PauseRound{};
  if (!rights_.is_open()) no(t, "not_open");
  if (rights_.paused) no(t, "wrong_moment");
  t.kind = "clock_changed";
  t.told = t.hears = in_room(0);
  t.then = [this](const Trial&) { rights_.paused = true; };
}

void RightsMatrix::resume(Trial& t) {
  t.body = ResumeRound{};
  if (!rights_.is_open()) no(t, "not_open");
  if (!rights_.paused) no(t, "wrong_moment");
  t.kind = "clock_changed";
  t.told = in_room(0);
  t.then = [this](const Trial&) { rights_.paused = false; };
}

void RightsMatrix::extend(Trial& t) {
  t.body = ExtendRound{minutes(1)};
  if (!rights_.is_open()) no(t, "not_open");
  if (rights_.is_open() && !rights_.open().timed) no(t, "wrong_moment");
  t.kind = "clock_changed";
  t.told = t.hears = in_room(0);
}

// ---- people

// Somebody comes into the lobby, of a group that has room; only the chair is told.
void RightsMatrix::arrive() {
  std::vector<std::string> open;
  for (const MethodGroup& group : rights_.method().groups) {
    const auto members = static_cast<std::size_t>(
        std::count_if(people_.begin(), people_.end(),
                      [&](const Attendee& person) { return person.standing.group == group.id; }));
    if (group.of.empty() && !group.leads && group.limit > members + 1) open.push_back(group.id);
  }
  if (open.empty()) return;
  Newcomer newcomer;
  newcomer.standing.group = open[arrivals_++ % open.size()];
  const std::size_t before = chair().socket.notices().size();
  for (const auto& link : created_.links) {
    if (link.group == newcomer.standing.group && post_join(link.url).status != 200) {
      throw std::runtime_error("nobody can arrive");
    }
  }
  chair().socket.wait([&] { return chair().socket.notices().size() > before; });
  newcomer.seat = SeatId{last(chair(), "lobby_changed").waiting};
  lobby_.push_back(newcomer);
  sync();
}

void RightsMatrix::admit(Trial& t) {
  if (lobby_.empty()) {
    t.body = Admit{SeatId{60'000}};
    return no(t, "no_such_seat");
  }
  const Newcomer newcomer = lobby_.front();
  t.body = Admit{newcomer.seat};
  t.kind = "seat_taken";
  t.kind_for_chair = "lobby_changed";
  t.told = who_see(newcomer.standing);
  t.then = [this, newcomer](const Trial&) {
    lobby_.erase(lobby_.begin());
    admitted_.push_back(newcomer);
    admitted_.back().code = last(chair(), "lobby_changed").code;
  };
}

void RightsMatrix::turn_away(Trial& t) {
  t.body = TurnAway{lobby_.empty() ? SeatId{60'000} : lobby_.back().seat};
  if (lobby_.empty()) return no(t, "no_such_seat");
  t.kind = "lobby_changed";
  t.told = chairs();
  t.then = [this](const Trial&) { lobby_.pop_back(); };
}

void RightsMatrix::remove(Trial& t) {
  if (admitted_.empty()) {
    t.body = Remove{nobody_here};
    return no(t, "no_such_seat");
  }
  t.body = Remove{seat_code(admitted_.back().code)};
  t.kind = "seat_left";
  t.told = t.hears = who_see(admitted_.back().standing);
  t.then = [this](const Trial&) { admitted_.pop_back(); };
}

// Somebody who is away, if there is such a person: it must reach exactly that one.
void RightsMatrix::answer_help(Trial& t) {
  Attendee* asker{};
  for (Attendee& person : people_) {
    if (!leads(person) && (asker == nullptr || spot(person).away())) asker = &person;
  }
  t.body = AnswerHelp{seat_code(asker->socket.code())};
  t.kind = "help";
  t.told = t.hears = chairs_and(*asker);
}

void RightsMatrix::warn(Trial& t) {
  Attendee* warned{};
  for (Attendee& person : people_) {
    if (!leads(person) && !spot(person).away()) warned = &person;
  }
  t.body = Warn{seat_code(warned->socket.code())};
  t.kind = "warning";
  t.told = t.hears = chairs_and(*warned);
}

void RightsMatrix::record_incident(Trial& t) {
  t.body = RecordIncident{seat_code(people_.back().socket.code())};
  t.kind = "incident";
  t.told = t.hears = chairs();
  t.then = [this](const Trial&) {
    incident_ = ItemId{last(chair(), "incident").item};
    incident_open_ = true;
  };
}

void RightsMatrix::close_incident(Trial& t) {
  t.body = CloseIncident{incident_open_ ? incident_ : none};
  if (!incident_open_) no(t, "no_such_item");
  t.kind = "incident";
  t.told = t.hears = chairs();
  t.then = [this](const Trial&) { incident_open_ = false; };
}

void RightsMatrix::offer_lead(Trial& t) {
  Attendee* other = target_;
  for (Attendee* person : chairs()) {
    if (other == nullptr && person != t.actor) other = person;
  }
  t.body = OfferLead{other == nullptr ? nobody_here : seat_code(other->socket.code())};
  if (other == nullptr) no(t, "no_such_seat");
  if (other == lead_ || lead_ != t.actor) no(t, "wrong_moment");
  t.kind = "lead";
  t.told = chairs();
  t.then = [this, other](const Trial&) { lead_offered_ = other; };
}

void RightsMatrix::take_lead(Trial& t) {
  t.body = TakeLead{};
  if (lead_ == t.actor) no(t, "already_decided");
  if (lead_offered_ != t.actor) no(t, "wrong_moment");
  t.kind = "lead";
  t.told = chairs();
  t.then = [this](const Trial& done) {
    lead_ = done.actor;
    lead_offered_ = nullptr;
  };
}

// ---- floor

// Of those who ask in a queue, or of all in a round that goes round, somebody who may speak there.
void RightsMatrix::give_floor_to_next(Trial& t) {
  t.body = GiveFloorToNext{};
  t.kind = "floor";
  t.told = in_room(0);
  t.moves_all = true;
  const bool round = queues() && rights_.open().floor == "ROUND_ROBIN";
  const std::set<std::string> up = hands();
  const bool waits = std::any_of(people_.begin(), people_.end(), [&](const Attendee& person) {
    const std::string& code = person.socket.code();
    return may_have_floor(person) &&
           (round ? !person.passed && code != floor() : up.contains(code));
  });
  if (!queues() || !waits) no(t, "wrong_moment");
}

void RightsMatrix::take_floor(Trial& t) {
  t.body = TakeFloor{};
  t.kind = "floor";
  t.told = in_room(0);
  if (floor().empty()) no(t, "wrong_moment");
}

void RightsMatrix::give_floor(Trial& t) {
  Attendee* to = target_;
  for (Attendee& person : people_) {
    const bool better = to == nullptr || !may_have_floor(*to) || to->socket.code() == floor();
    if (target_ == nullptr && better && !leads(person)) to = &person;
  }
  t.body = GiveFloor{seat_code(to->socket.code())};
  t.kind = "floor";
  t.told = in_room(0);
  t.moves_all = true;
  if (!queues()) return no(t, "wrong_moment");
  if (!may_have_floor(*to)) no(t, "not_in_this_round");
  if (floor() == to->socket.code()) no(t, "already_decided");
}

// ---- question gate

std::optional<RightsMatrix::Owned> RightsMatrix::waiting_question(std::size_t at) const {
  return at < waiting_.size() ? std::optional(waiting_[at]) : std::nullopt;
}

void RightsMatrix::accept_question(Trial& t) {
  const auto question = waiting_question(0);
  t.body = AcceptQuestion{question ? question->id : none};
  if (!question) return no(t, "no_such_question");
  t.kind = "contribution";
  t.told = in_room(0);
  t.then = [this, question](const Trial& done) {
    holders_[question->canary].insert(done.told.begin(), done.told.end());
    saw_turn(done, question->id);
    waiting_.erase(waiting_.begin());
  };
}

void RightsMatrix::decided(Trial& t, const char* kind) {
  const auto question = waiting_question(0);
  if (!question) return no(t, "no_such_question");
  t.kind = kind;
  t.told = t.hears = chairs_and(*question->by);
  t.then = [this](const Trial&) { waiting_.erase(waiting_.begin()); };
}

void RightsMatrix::ask_to_rephrase(Trial& t) {
  const auto question = waiting_question(0);
  t.body = AskToRephrase{question ? question->id : none};
  decided(t, "question_decided");
}

void RightsMatrix::withhold_question(Trial& t) {
  const auto question = waiting_question(0);
  t.body = WithholdQuestion{question ? question->id : none};
  decided(t, "question_decided");
}

void RightsMatrix::merge_questions(Trial& t) {
  const auto first = waiting_question(0);
  const auto second = waiting_question(1);
  t.body = MergeQuestions{{first ? first->id : none, second ? second->id : ItemId{2}}};
  if (!first || !second) return no(t, "no_such_question");
  say(t, in_room(0));
  t.moves_all = true;
  t.then = [this](const Trial& done) {
    saw_turn(done, ItemId{last(chair(), "contribution").item});
    waiting_.erase(waiting_.begin(), waiting_.begin() + 2);
  };
}

// ---- positions

// Told to the room, and to whom it moves, also where that person is away until then.
void RightsMatrix::bind_position(Trial& t) {
  const auto index = position_ ? position_ : position_index();
  const auto position = static_cast<std::uint8_t>(index.value_or(0));
  Attendee* to = target_;
  for (Attendee& person : people_) {
    const bool member = !index || person.standing.group == rights_.method().groups[*index].of;
    const bool better = to == nullptr || !to->standing.position.empty();
    if (target_ == nullptr && member && better) to = &person;
  }
  t.body = BindPosition{{position}, seat_code(to->socket.code())};
  if (!index) return no(t, "no_such_position");
  const MethodGroup& seats = rights_.method().groups[*index];
  if (!to->standing.position.empty()) no(t, "already_decided");
  if (seated_in(seats.id) >= seats.capacity) no(t, "full");
  t.kind = "seat_moved";
  t.told = in_room(0);
  t.told.insert(to);
  t.moves_all = true;
  t.then = [to, id = seats.id](const Trial&) { to->standing.position = id; };
}

void RightsMatrix::free_position(Trial& t) {
  Attendee* from = &people_.back();
  for (Attendee& person : people_) {
    if (!person.standing.position.empty()) from = &person;
  }
  t.body = FreePosition{seat_code(from->socket.code())};
  if (from->standing.position.empty()) return no(t, "no_such_position");
  t.kind = "seat_moved";
  t.told = in_room(0);
  t.told.insert(from);
  t.moves_all = true;
  t.then = [from](const Trial&) { from->standing.position.clear(); };
}

void RightsMatrix::replace_seated(Trial& t) {
  const auto index = position_index();
  t.body = ReplaceSeated{{static_cast<std::uint8_t>(index.value_or(0))}};
  if (!index) return no(t, "no_such_position");
  const MethodGroup& seats = rights_.method().groups[*index];
  if (!seats.all_at_once) no(t, "wrong_moment");
  if (!rights_.is_open()) no(t, "not_open");
  t.kind = "seat_moved";
  t.told = in_room(0);
  t.moves_all = true;
  // Whoever sat leaves and others sit down, each told once, also where the round names no chair.
  t.then = [this, id = seats.id](const Trial&) {
    const auto& notices = chair().socket.notices();
    for (; moved_ < notices.size(); ++moved_) {
      if (notices[moved_].kind != "seat_moved") continue;
      std::string& position = with_code(notices[moved_].code)->standing.position;
      position = position.empty() ? id : std::string{};
    }
  };
}

// ---- what becomes of lessons and items

// All who were shown it; nobody of them may be outside the room now.
void RightsMatrix::tell_all(Trial& t, const Made& made) {
  t.kind = "item_changed";
  t.told = chairs();
  t.told.insert(made.seen_by.begin(), made.seen_by.end());
  const bool outside = std::any_of(t.told.begin(), t.told.end(), [&](const Attendee* person) {
    return rights_.is_open() && !leads(*person) &&
           (spot(*person).away() || spot(*person).room != 0);
  });
  if (outside) no(t, "wrong_moment");
}

// A lesson, or an item that has an owner.
RightsMatrix::Made* RightsMatrix::followed(bool with_owner) {
  const auto found = std::find_if(made_.rbegin(), made_.rend(), [&](const Made& made) {
    const bool owned = made.product.empty() || rights_.method().product(made.product).with_owner;
    return !made.own && owned == with_owner;
  });
  return found == made_.rend() ? nullptr : &*found;
}

void RightsMatrix::set_item_state(Trial& t) {
  const auto with_states = std::find_if(made_.rbegin(), made_.rend(), [&](const Made& made) {
    return !made.own && !made.product.empty() && rights_.method().product(made.product).states > 1;
  });
  const bool found = with_states != made_.rend();
  t.body = SetItemState{found ? with_states->id : none, 1};
  found ? tell_all(t, *with_states) : no(t, "no_such_item");
}

void RightsMatrix::add_evidence(Trial& t) {
  const Made* const made = followed(true);
  const auto seen = std::find_if(said_.rbegin(), said_.rend(),
                                 [&](const Said& s) { return s.seen_by.contains(t.actor); });
  AddEvidence body{made == nullptr ? none : made->id, {}};
  if (seen != said_.rend()) body.turns.push_back(seen->turn);
  t.body = body;
  if (made == nullptr) return no(t, "no_such_item");
  if (body.turns.empty()) no(t, "no_such_turn");
  tell_all(t, *made);
  t.then = [this](const Trial&) { followed(true)->evidence = true; };
}

void RightsMatrix::assign_item(Trial& t) {
  const Made* const made = followed(true);
  const Made* const ownerless = followed(false);
  const Made* const about = made == nullptr ? ownerless : made;
  t.body = AssignItem{about == nullptr ? none : about->id, {}, false};
  if (made == nullptr) return no(t, "no_such_item");
  tell_all(t, *made);
  t.hears = t.told;
  t.then = [this](const Trial& done) {
    followed(true)->owner = true;
    followed(true)->named = done.canary;
  };
}

void RightsMatrix::decide_item(Trial& t) {
  const Made* const made = followed(true);
  const bool adopted = made != nullptr && made->decision == "adopted";
  const Decision decision = adopted ? Decision::done : Decision::adopted;
  t.body = DecideItem{made == nullptr ? none : made->id, decision};
  if (made == nullptr) return no(t, "no_such_item");
  if (adopted && !made->owner) no(t, "owner_missing");
  if (!adopted && made->product.empty() && !made->evidence) no(t, "evidence_missing");
  tell_all(t, *made);
  t.hears = t.told;
  t.then = [this, adopted](const Trial& done) {
    followed(true)->decision = adopted ? "done" : "adopted";
    followed(true)->reason = done.canary;
  };
}

void RightsMatrix::send_letter(Trial& t) {
  SendLetter letter;
  for (const Made& made : made_) {
    if (made.product.empty() && made.evidence) letter.lessons.push_back(made.id);
  }
  t.body = letter;
  if (rights_.is_open()) no(t, "wrong_moment");
  if (letter.lessons.empty()) no(t, "no_such_lesson");
  t.kind = "letter";
  t.told = t.hears = everybody();
  t.moves_all = true;
  t.then = [this](const Trial&) {
    rights_.letter_sent = true;
    for (Made& made : made_) {
      if (made.product.empty() && made.evidence) show(made, everybody());
      if (made.product.empty() && made.evidence) made.shared = true;
    }
  };
}

}  // namespace arena::test
