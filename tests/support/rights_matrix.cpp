// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/rights_matrix.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace arena::test {

namespace {

// What may follow from another act, and is told to the room besides it.
constexpr std::array following{"hand",         "floor",     "seat_moved",   "question_decided",
                               "contribution", "item_seen", "item_changed", "vote_seen",
                               "ballot_result"};

bool may_follow(const std::string& kind) {
  return std::find(following.begin(), following.end(), kind) != following.end();
}

std::string canary_text(std::size_t canary) {
  std::string digits = std::to_string(canary);
  digits.insert(0, 6 - std::min<std::size_t>(6, digits.size()), '0');
  return "c~" + digits + "~";
}

// The frames of messages that stand one after another, as their bytes: read by hand, so that
// nothing of the product's decoder can hide anything.
std::vector<std::string_view> frames_in(std::string_view bytes) {
  std::vector<std::string_view> frames;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t begin = at++;  // the tag
    std::size_t length = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto octet = static_cast<unsigned char>(bytes.at(at++));
      length |= static_cast<std::size_t>(octet & 0x7fU) << shift;
      if ((octet & 0x80U) == 0) break;
    }
    at += length;
    frames.push_back(bytes.substr(begin, at - begin));
  }
  return frames;
}

// The sequence of a frame that holds a notice.
std::optional<std::uint64_t> sequence_of(std::string_view frame) {
  std::size_t at = 1;
  while ((static_cast<unsigned char>(frame[at]) & 0x80U) != 0) ++at;
  ++at;
  if (at + 9 > frame.size() || frame[at] != '\x09') return std::nullopt;
  std::uint64_t sequence = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    sequence |= static_cast<std::uint64_t>(static_cast<unsigned char>(frame[at + 1 + i])) << 8 * i;
  }
  return sequence;
}

// Help, and what is said in a room that is not kept, lose their words when the sitting ends.
bool lost_its_words(std::string_view first, std::string_view again) {
  const auto before = codec::decode_server_message(first);
  const auto after = codec::decode_server_message(again);
  if (!before || !after) return false;
  const auto* const had = std::get_if<codec::SeenNotice>(&before->front());
  const auto* const has = std::get_if<codec::SeenNotice>(&after->front());
  if (had == nullptr || has == nullptr || had->kind != has->kind) return false;
  const bool passing = had->kind == "help" || had->turn.room.room != 0;
  return passing && has->text.empty() && had->code == has->code;
}

}  // namespace

RightsMatrix::RightsMatrix(Method method, codec::ApiConversationCreated created)
    : rights_(std::move(method)), created_(std::move(created)) {}

void RightsMatrix::wrong(std::string sentence) { result_.wrong.push_back(std::move(sentence)); }

// ---- one act, or several that are all refused

void RightsMatrix::run(Attendee& actor, std::string_view act) { run(make(actor, act)); }

void RightsMatrix::run(Trial trial) {
  std::vector<Trial> one;
  one.push_back(std::move(trial));
  attempt(std::move(one));
}

// A refusal comes after everything that was sent to the same person before it.
void RightsMatrix::sync() {
  std::vector<std::pair<Attendee*, CommandId>> asked;
  for (Attendee& person : people_) {
    if (person.present) {
      asked.emplace_back(&person, person.socket.act(Speak{}, "too late", Room{99, 0, 0}));
    }
  }
  const bool all = chair().socket.wait([&] {
    return std::all_of(asked.begin(), asked.end(), [](const auto& one) {
      return one.first->socket.answer(one.second).has_value();
    });
  });
  if (!all) throw std::runtime_error("somebody is not answered");
}

void RightsMatrix::attempt(std::vector<Trial> trials) {
  std::map<Attendee*, std::size_t> before;
  People away;
  for (Attendee& person : people_) {
    before[&person] = person.socket.notices().size();
    if (spot(person).away()) away.insert(&person);
  }
  std::vector<CommandId> ids;
  for (Trial& t : trials) {
    t.listens =
        rights_.is_open() && spot(*t.actor).ring == "outer" &&
        (rights_.open().listen_only || (rights_.open().gate && !rights_.open().outer_share));
    std::string text;
    if (t.says) {
      holders_.emplace_back();
      t.canary = holders_.size() - 1;
      text = "words " + canary_text(t.canary) + " of " + t.act;
    }
    ids.push_back(t.actor->socket.act(t.body, text, t.room));
  }
  const bool answered = chair().socket.wait([&] {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!trials[i].actor->socket.answer(ids[i])) return false;
    }
    return true;
  });
  if (!answered) throw std::runtime_error("an act is not answered: " + trials.back().act);
  sync();
  for (std::size_t i = 0; i < ids.size(); ++i) check_answer(trials[i], ids[i]);
  for (Attendee& person : people_) check_told(trials.back(), person, before[&person], away);
}

void RightsMatrix::check_answer(const Trial& t, const CommandId& id) {
  Refusal got{*t.actor->socket.answer(id)};
  const auto& statuses = t.actor->socket.statuses();
  for (auto status = statuses.rbegin(); status != statuses.rend() && !got.reason.empty();
       ++status) {
    if (!status->refusal || status->refusal->id != id) continue;
    got.opens = status->refusal->opens_in_round;
    break;
  }
  const auto in_words = [](const Refusal& refusal) {
    if (refusal.reason.empty()) return std::string("accepted");
    return refusal.reason + (refusal.opens == 0 ? "" : "@" + std::to_string(refusal.opens));
  };
  ++result_.cells;
  const bool right = in_words(got) == in_words(t.refusal);
  result_.right += right ? 1U : 0U;
  if (!right) {
    wrong(where() + t.act + " by " + spot(*t.actor).group + ": " + in_words(got) + ", not " +
          in_words(t.refusal));
  }
  if (t.canary != 0) {
    auto& texts = got.reason.empty() ? result_.accepted_canaries : result_.refused_canaries;
    texts.push_back(canary_text(t.canary));
  }
  if (!got.reason.empty() || !t.refusal.reason.empty()) return;
  holders_[t.canary].insert(t.hears.begin(), t.hears.end());
  if (t.then) t.then(t);
  follow_moves();
}

std::string RightsMatrix::where() const {
  const std::string at = rights_.is_open() ? rights_.open().id
                         : rights_.closed  ? "closed"
                                           : "no round";
  return rights_.method().id + ", " + at + (rights_.paused ? ", paused: " : ": ");
}

void RightsMatrix::check_told(const Trial& t, Attendee& person, std::size_t before,
                              const People& away) {
  const bool told = t.refusal.reason.empty() && t.told.contains(&person);
  const std::string& kind = leads(person) && !t.kind_for_chair.empty() ? t.kind_for_chair : t.kind;
  if (told && !person.present) person.owed.push_back(kind);
  if (!person.present) return;
  std::vector<std::string> kinds;
  for (std::size_t i = before; i < person.socket.notices().size(); ++i) {
    kinds.push_back(person.socket.notices()[i].kind);
  }
  count(t, person, kinds, away);
  const bool outside = spot(person).away();
  bool heard = false;
  for (const std::string& each : kinds) {
    const bool first = told && each == kind && !heard;
    heard = heard || first;
    const bool follows =
        t.moves_all && told && may_follow(each) && (!outside || each == "seat_moved");
    const bool hint = each == "may_end" && leads(person);
    if (!first && !follows && !hint) {
      wrong(where() + spot(person).group + " is told " + each + " because of " + t.act + " by " +
            spot(*t.actor).group);
    }
  }
  if (told && !heard) {
    wrong(where() + spot(person).group + " is not told of " + t.act + " by " +
          spot(*t.actor).group);
  }
}

// The zeros, counted without what is expected of the act, and their controls.
void RightsMatrix::count(const Trial& t, Attendee& person, const std::vector<std::string>& kinds,
                         const People& away) {
  const bool listening_round = rights_.is_open() && (rights_.open().listen_only || t.listens);
  const auto to_the_chair = [&](const std::string& kind) {
    return leads(person) && (kind == "help" || kind == "question_waiting");
  };
  const bool is_away = away.contains(&person) && spot(person).away();
  for (const std::string& kind : kinds) {
    if (&person != t.actor && listening_round && !leads(*t.actor) && !to_the_chair(kind)) {
      ++(t.listens ? result_.by_listeners : result_.by_others_there);
    }
    if (&person == t.actor || t.act == "open_round") continue;
    const bool own_help_or_move = kind == "help" || kind == "round_entered" ||
                                  kind == "sitting_over" || kind == "conversation_over";
    if (is_away && !own_help_or_move) ++result_.to_away;
    if (!away.empty() && !away.contains(&person) && !leads(person)) ++result_.to_inside;
  }
}

// ---- all acts of one person in one place

bool RightsMatrix::left_out(const Attendee& actor, std::string_view act) const {
  if (!leads(actor)) return false;
  if (act == "open_round") return true;  // the walk itself
  if (act == "end_sitting") return rights_.is_open();
  if (act == "close") return !rights_.is_open();
  return act == "send_letter" && !rights_.is_open() && !last_place_;
}

std::set<std::string> RightsMatrix::refuse_together(Attendee& actor) {
  std::vector<Trial> refused;
  std::set<std::string> tried;
  for (const ActSort& sort : acts()) {
    if (left_out(actor, sort.name) && !rights_.closed) continue;
    Trial trial = make(actor, sort.name);
    if (trial.refusal.reason.empty()) continue;
    tried.insert(trial.act);
    refused.push_back(std::move(trial));
  }
  if (!refused.empty()) attempt(std::move(refused));
  return tried;
}

void RightsMatrix::try_all(Attendee& actor) {
  const std::set<std::string> tried = refuse_together(actor);
  for (const ActSort& sort : acts()) {
    if (left_out(actor, sort.name)) continue;
    const bool waits_for_floor =
        sort.name == "speak" && queues() && may_have_floor(actor) && !holds_floor(actor);
    if (waits_for_floor) {
      target_ = &actor;
      run(chair(), "give_floor");
      target_ = nullptr;
    }
    Trial trial = make(actor, sort.name);
    if (!trial.refusal.reason.empty() && tried.contains(trial.act)) continue;
    run(std::move(trial));
    if (sort.name == "pause" && rights_.paused) try_paused();
  }
}

void RightsMatrix::try_paused() {
  std::set<std::string> tried;
  for (Attendee& person : people_) {
    if (leads(person) || !person.present || !tried.insert(spot(person).group).second) continue;
    refuse_together(person);
  }
}

void RightsMatrix::try_chairs() {
  std::set<std::string> tried;
  for (Attendee& person : people_) {
    if (!leads(person) || !tried.insert(person.standing.group).second) continue;
    std::map<Attendee*, std::string> positions;
    for (Attendee& other : people_) positions[&other] = other.standing.position;
    prepare_for_chair();
    try_all(person);
    if (lead_offered_ != nullptr) give_lead_back(person);
    for (auto& [other, position] : positions) {
      const bool left = !position.empty() && other->standing.position.empty() &&
                        !rights_.method().group(position).all_at_once;
      if (left) sit(*other, position);
    }
  }
}

void RightsMatrix::give_lead_back(Attendee& to) {
  Attendee& other = *lead_offered_;
  run(other, "take_lead");
  target_ = &to;
  run(other, "offer_lead");
  target_ = nullptr;
  run(to, "take_lead");
}

// People in the lobby, questions at the gate, a hand that is up.
void RightsMatrix::prepare_for_chair() {
  arrive();
  arrive();
  for (Attendee& person : people_) {
    if (leads(person) || !person.present || !rights_.is_open()) continue;
    while (rights_.open().gate && spot(person).may.contains("ASK") && waiting_.size() < 5) {
      run(person, "ask");
    }
    const bool raises =
        spot(person).may.contains("HAND") && hands().empty() && floor() != person.socket.code();
    if (raises) run(person, "raise_hand");
  }
}

void RightsMatrix::try_people() {
  std::set<std::string> tried;
  for (bool found = true; found;) {
    found = false;
    for (Attendee& person : people_) {
      if (leads(person) || !person.present) continue;
      if (!tried.insert(spot(person).group).second) continue;
      found = true;
      try_all(person);
    }
  }
}

void RightsMatrix::try_place() {
  leave_some();
  try_people();
  for (Attendee& person : people_) {  // somebody sits inside when the round ends
    const bool takes = !leads(person) && person.present && spot(person).may.contains("TAKE_SEAT");
    if (!takes || seated_in(rights_.method().groups[*position_index(true)].id) != 0) continue;
    run(person, "take_seat");
  }
  try_chairs();
  return_all();
  scan();
}

// ---- off the network, and back

void RightsMatrix::leave_some() {
  std::map<std::string, std::vector<Attendee*>> places;
  for (Attendee& person : people_) {
    if (!leads(person)) places[spot(person).group].push_back(&person);
  }
  for (auto& [group, members] : places) {
    if (members.size() < 2) continue;
    members.back()->socket.drop();
    members.back()->present = false;
  }
}

void RightsMatrix::return_all() {
  for (Attendee& person : people_) {
    if (person.present) continue;
    const std::size_t before = person.socket.notices().size();
    if (!person.socket.attach()) throw std::runtime_error("somebody cannot come back");
    person.present = true;
    auto owed = person.owed.begin();
    for (std::size_t i = before; i < person.socket.notices().size(); ++i) {
      const std::string& kind = person.socket.notices()[i].kind;
      ++result_.resumed;
      if (owed != person.owed.end() && kind == *owed) {
        ++owed;
      } else if (!may_follow(kind)) {
        wrong(where() + spot(person).group + " is told " + kind + " when it comes back");
      }
    }
    if (owed != person.owed.end()) {
      wrong(where() + spot(person).group + " is not told " + *owed + " when it comes back");
    }
    person.owed.clear();
  }
}

// As a client that lost its memory: the same notices once more, byte for byte.
void RightsMatrix::read_all_again() {
  scan();
  for (Attendee& person : people_) {
    const std::size_t known = person.history.size();
    person.socket.close();
    person.socket.forget({});
    if (!person.socket.attach()) throw std::runtime_error("somebody cannot come back");
    if (person.socket.last_seen().value != known) {
      wrong(where() + spot(person).group + " reads " +
            std::to_string(person.socket.last_seen().value) + " notices, not " +
            std::to_string(known));
    }
  }
  scan();
}

void RightsMatrix::look_at(Attendee& person, std::string_view frame) {
  ++result_.frames;
  for (auto at = frame.find("c~"); at != std::string_view::npos; at = frame.find("c~", at + 1)) {
    if (at + 9 > frame.size() || frame[at + 8] != '~') continue;
    const std::string_view digits = frame.substr(at + 2, 6);
    // Ids are random bytes: those may look like the beginning of one.
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) continue;
    person.found.insert(std::stoul(std::string(digits)));
  }
  const auto sequence = sequence_of(frame);
  if (!sequence) return;
  if (*sequence == person.history.size() + 1) {
    person.history.emplace_back(frame);
    return;
  }
  ++result_.read_again;
  const bool known = *sequence >= 1 && *sequence <= person.history.size();
  const std::string_view first = known ? person.history[*sequence - 1] : std::string_view{};
  if (first == frame) return;
  if (known && lost_its_words(first, frame)) {
    ++result_.erased;
    return;
  }
  wrong(where() + spot(person).group + " reads notice " + std::to_string(*sequence) +
        " otherwise than before");
}

void RightsMatrix::scan() {
  for (Attendee& person : people_) {
    const std::string_view received = person.socket.received();
    for (const std::string_view frame : frames_in(received.substr(person.scanned))) {
      look_at(person, frame);
    }
    person.scanned = received.size();
    for (Canary canary = 1; canary < holders_.size(); ++canary) {
      const bool may = holders_[canary].contains(&person);
      const bool has = person.found.contains(canary);
      if (may == has || !reported_.insert({&person, canary}).second) continue;
      ++(has ? result_.astray : result_.missing);
      wrong(where() + spot(person).group + (has ? " has the text " : " lacks the text ") +
            std::to_string(canary));
    }
  }
}

// ---- the walk

void RightsMatrix::settle_derived() {
  for (const MethodGroup& group : rights_.method().groups) {
    if (!group.derived || !rights_.is_open() || group.at_end_of != rights_.open().id) continue;
    rights_.settled.insert(group.id);
    for (Attendee& person : people_) {
      if (person.standing.group != group.of) continue;
      const bool sat_there = spot(person).ring == group.ring;
      if (sat_there != group.complement) person.standing.derived.insert(group.id);
    }
  }
}

void RightsMatrix::fill_positions(const MethodRound& next) {
  for (const MethodGroup& seats : rights_.method().groups) {
    const bool named = std::any_of(next.places.begin(), next.places.end(),
                                   [&](const MethodPlace& p) { return p.group == seats.id; });
    if (!named || seats.bound_by != "CHAIR" || seats.all_at_once) continue;
    for (Attendee& person : people_) {
      const bool sits = person.standing.group == seats.of && person.standing.position.empty() &&
                        seated_in(seats.id) < seats.capacity;
      if (sits) sit(person, seats.id);
    }
  }
}

void RightsMatrix::sit(Attendee& person, std::string_view position) {
  const auto& groups = rights_.method().groups;
  target_ = &person;
  position_ = 0;
  while (groups[*position_].id != position) ++*position_;
  run(chair(), "bind_position");
  target_ = nullptr;
  position_.reset();
}

void RightsMatrix::step(std::size_t next) {
  fill_positions(rights_.method().rounds[next - 1]);
  settle_derived();
  next_round_ = next;
  run(chair(), "open_round");
  if (rights_.round != next) throw std::runtime_error(where() + "the next round does not open");
  ++result_.rounds;
}

void RightsMatrix::end_sitting() {
  read_all_again();
  settle_derived();
  run(chair(), "end_sitting");
}

MatrixResult RightsMatrix::walk() {
  gather();
  try_place();
  const auto& rounds = rights_.method().rounds;
  for (std::size_t next = 1; next <= rounds.size(); ++next) {
    if (!rounds[next - 1].held) continue;
    if (rights_.is_open() && rounds[next - 1].sitting != rights_.open().sitting) {
      end_sitting();
      try_place();
    }
    step(next);
    try_place();
  }
  end_sitting();
  last_place_ = true;
  try_place();
  if (rights_.letter_sent) try_people();
  read_all_again();
  run(chair(), "close");
  for (Attendee& person : people_) {
    if (rights_.closed) refuse_together(person);
  }
  scan();
  result_.texts = holders_.size() - 1;
  result_.texts_refused = result_.refused_canaries.size();
  for (const Attendee& person : people_) result_.held += person.found.size();
  result_.held -= result_.astray;
  return std::move(result_);
}

}  // namespace arena::test
