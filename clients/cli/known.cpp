// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/known.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace arena::cli {
namespace {

void seat_all(Known& known, const codec::SeenNotice& notice) {
  known.seats.clear();
  for (const codec::SeenSeat& seat : notice.seats) known.seats[seat.code] = seat;
  known.clock = notice.clock;
  known.hands.clear();
  known.ready.clear();
  known.may_end.clear();
  known.passed_unseen = false;
  const auto self = known.seats.find(known.code);
  if (self != known.seats.end()) known.group = self->second.group;
}

KnownItem& item_in(Known& known, const codec::SeenNotice& notice) {
  const std::size_t number = known.view.number_of_item(notice.item);
  const auto found = std::find_if(known.items.begin(), known.items.end(),
                                  [&](const KnownItem& each) { return each.number == number; });
  if (found != known.items.end()) return *found;
  KnownItem& made = known.items.emplace_back();
  made.number = number;
  made.product = notice.product;
  return made;
}

void learn_item(Known& known, const codec::SeenNotice& notice) {
  KnownItem& item = item_in(known, notice);
  if (notice.kind == "lesson_verdict") {
    item.verdicts[notice.code] = notice.change;
  } else if (notice.kind != "item_changed") {
    item.text = notice.text;
    item.own = notice.kind == "own_item";
    item.reconsidered = item.reconsidered || (item.own && notice.flag);
    if (item.own) item.code = known.code;
    if (!notice.code.empty()) item.code = notice.code;
    if (!notice.evidence.empty()) item.evidence = notice.evidence;
  } else if (notice.change == "state") {
    item.state = notice.state;
  } else if (notice.change == "evidence") {
    item.evidence.insert(item.evidence.end(), notice.evidence.begin(), notice.evidence.end());
  } else if (notice.change == "assigned") {
    item.owner = notice.text;
    item.due_ms = notice.due_ms;
    item.signal = notice.signal;
  } else {
    item.decision = notice.change;
    item.reason = notice.text;
  }
}

void learn_ballot(Known& known, const codec::SeenNotice& notice) {
  const auto same = [&](const KnownBallot& each) {
    return each.room == notice.room && each.ballot == notice.ballot;
  };
  auto found = std::find_if(known.ballots.begin(), known.ballots.end(), same);
  if (found == known.ballots.end()) {
    found = known.ballots.insert(found, {notice.room, notice.ballot, {}, {}, {}});
  }
  if (notice.kind == "ballot_result") {
    found->result = notice;
    return;
  }
  const KnownAnswer answer{notice.choices, notice.not_applicable, notice.text};
  notice.kind == "own_vote" ? static_cast<void>(found->own = answer)
                            : static_cast<void>(found->shown[notice.code] = answer);
}

void learn_incident(Known& known, const codec::SeenNotice& notice) {
  const std::size_t number = known.view.number_of_item(notice.item);
  for (KnownIncident& incident : known.incidents) {
    if (incident.number != number) continue;
    incident.closed = notice.due_ms == 0;
    incident.answer = notice.text;
    return;
  }
  known.incidents.push_back({number, notice.code, notice.text, "", notice.due_ms, false});
}

// Of the care of who leads, of oneself and of the letter.
void learn_care(Known& known, const codec::SeenNotice& notice) {
  const std::string& kind = notice.kind;
  if (kind == "letter") {
    known.letters.push_back(notice.text);
  } else if (kind == "letter_answer") {
    known.letter_answers.push_back({notice.code, notice.text, false});
  } else if (kind == "warning") {
    known.warnings.push_back({notice.code, notice.text, true});
  } else if (kind == "incident") {
    learn_incident(known, notice);
  } else if (kind == "ready") {
    known.ready.insert(notice.code);
  } else if (kind == "may_end") {
    known.may_end.push_back(notice.change);
  } else if (kind == "own_consent") {
    known.consent = notice;
  } else if (kind == "own_pass") {
    known.passed_unseen = true;
  } else if (kind == "slot" || kind == "slot_over") {
    known.slot = notice.slot;
  } else if (kind == "lead" && notice.flag) {
    known.lead_offered = notice.code;
  } else if (kind == "lead") {
    known.lead = notice.code;
    known.lead_offered.clear();
  }
}

void learn_speech(Known& known, const codec::SeenNotice& notice) {
  Talk talk{notice.kind == "pass" ? "pass" : notice.change,
            notice.at_ms,
            notice.turn,
            notice.reply_to,
            notice.code,
            notice.text,
            known.view.number_of_item(notice.item),
            notice.product,
            notice.scribe};
  // A question that passed the gate comes as what is said, and as nothing else.
  for (GateQuestion& question : known.questions) {
    if (talk.kind == "question" && question.number == talk.number) question.state = "accepted";
  }
  if (talk.kind == "lesson" || talk.kind == "item") learn_item(known, notice);
  known.talk.push_back(std::move(talk));
}

void learn_gate(Known& known, const codec::SeenNotice& notice) {
  const std::size_t number = known.view.number_of_item(notice.item);
  if (notice.kind == "question_waiting") {
    known.questions.push_back({number, notice.code, notice.text, "waiting", ""});
    return;
  }
  for (GateQuestion& question : known.questions) {
    if (question.number != number) continue;
    question.state = notice.change;
    question.reason = notice.text;
  }
}

void learn_lobby(Known& known, const codec::SeenNotice& notice) {
  std::erase_if(known.lobby, [&](const auto& each) { return each.waiting == notice.waiting; });
  if (notice.change == "waiting") {
    known.lobby.push_back({notice.waiting, notice.group, notice.name});
  } else if (notice.change == "admitted") {
    known.seats[notice.code] = {notice.code, notice.group, notice.name};
  }
}

void learn_hand(Known& known, const codec::SeenNotice& notice) {
  std::erase(known.hands, notice.code);
  if (notice.flag) known.hands.push_back(notice.code);
}

void learn_place(Known& known, const codec::SeenNotice& notice) {
  if (notice.kind == "seated") {
    known.title = notice.title;
    known.code = notice.code;
    known.group = notice.group;
    known.floor = notice.floor;
    known.lobby = notice.lobby;
    known.lead = notice.lead;
    known.archive_level = notice.archive_level;
    known.releaser = notice.releaser;
    known.keep_until_ms = notice.keep_until_ms;
    known.learning_questions = notice.learning_questions;
    known.slot = notice.slot;
    known.sittings_ended = notice.sitting;
    seat_all(known, notice);
  } else if (notice.kind == "round_entered") {
    known.floor.clear();
    known.case_workers.reset();  // its moment is over
    seat_all(known, notice);
  } else if (notice.kind == "clock_changed") {
    known.clock = notice.clock;
  } else if (notice.kind == "seat_taken" || notice.kind == "seat_moved") {
    known.seats[notice.code] = {notice.code, notice.group, notice.name};
    if (notice.code == known.code) known.group = notice.group;
  } else if (notice.kind == "seat_left") {
    known.seats.erase(notice.code);
    std::erase(known.hands, notice.code);
    known.unconnected.erase(notice.code);
  } else if (notice.kind == "sitting_over" || notice.kind == "conversation_over") {
    if (notice.kind == "sitting_over") known.sittings_ended = notice.sitting;
    known.clock.reset();
    known.floor.clear();
    known.hands.clear();
    known.ready.clear();
    known.may_end.clear();
  }
}

// What an entry of the talk is of more than one line.
std::string told_of(const Known& known, const codec::SeenNotice& notice,
                    const std::vector<std::string>& lines) {
  std::string text = lines.front();
  if (notice.kind == "round_entered") {
    for (const std::string& line : known.view.about_round()) text += "\n" + line;
  } else {
    for (std::size_t i = 1; i < lines.size(); ++i) text += "\n" + lines[i];
  }
  return text;
}

// What is told as a sentence between the contributions; everything else has a place of its own.
bool is_told(const std::string& kind) {
  for (const char* const each :
       {"round_entered", "clock_changed", "sitting_over",     "conversation_over", "seat_taken",
        "seat_left",     "seat_moved",    "question_decided", "lesson_verdict",    "item_seen",
        "item_changed",  "letter_answer", "vote_seen",        "ballot_result",     "own_consent",
        "own_pass",      "may_end",       "warning",          "incident",          "lead",
        "slot",          "slot_over"}) {
    if (kind == each) return true;
  }
  return false;
}

}  // namespace

std::string Known::ring_of(const std::string& group_id) const {
  const codec::SeenRound* const round = view.round();
  if (round == nullptr) return {};
  if (view.leads(group_id)) return "chair";
  const auto ring_in = [&](const std::vector<codec::SeenPlacement>& placements) {
    const auto found = std::find_if(placements.begin(), placements.end(),
                                    [&](const auto& place) { return place.group == group_id; });
    return found == placements.end() ? std::string{} : found->ring;
  };
  const std::string here = ring_in(view.placements_here());
  if (!here.empty()) return here;
  for (const codec::SeenSideRoom& beside : round->side_rooms) {
    if (!ring_in(beside.placements).empty()) return "beside";
  }
  return "away";
}

std::vector<std::string> Known::codes_in(const std::string& ring) const {
  std::vector<std::string> codes;
  for (const auto& [seat_code, seat] : seats) {
    if (ring_of(seat.group) == ring) codes.push_back(seat_code);
  }
  return codes;
}

std::size_t Known::turns_in_round(const std::string& seat) const {
  return static_cast<std::size_t>(std::count_if(talk.begin(), talk.end(), [&](const Talk& each) {
    return each.code == seat && each.kind != "told" && each.kind != "pass" &&
           each.turn.room == view.room();
  }));
}

std::optional<std::int64_t> Known::left_ms(std::int64_t now_ms) const {
  if (!clock || !clock->timed) return std::nullopt;
  return clock->paused ? clock->remaining_ms : clock->ends_ms - (now_ms + server_ahead_ms);
}

std::vector<std::string> Known::queue() const {
  std::vector<std::string> codes = hands;
  std::stable_sort(codes.begin(), codes.end(), [&](const auto& one, const auto& other) {
    return turns_in_round(one) < turns_in_round(other);
  });
  return codes;
}

const KnownBallot* Known::ballot(const Room& room, std::uint32_t ballot) const {
  const auto found = std::find_if(ballots.begin(), ballots.end(), [&](const KnownBallot& each) {
    return each.room == room && each.ballot == ballot;
  });
  return found == ballots.end() ? nullptr : &*found;
}

std::set<std::string> Known::unanswered_help() const {
  std::set<std::string> codes;
  for (const HelpLine& line : help) {
    line.from_chair ? static_cast<void>(codes.erase(line.code))
                    : static_cast<void>(codes.insert(line.code));
  }
  return codes;
}

void learn(Known& known, const codec::SeenNotice& notice) {
  const std::vector<std::string> lines = known.view.take(notice);
  const std::string& kind = notice.kind;
  if (kind == "contribution" || kind == "pass") {
    learn_speech(known, notice);
  } else if (kind == "question_waiting" || kind == "question_decided") {
    learn_gate(known, notice);
  } else if (kind == "lobby_changed") {
    learn_lobby(known, notice);
  } else if (kind == "own_note") {
    known.notes.push_back({known.view.number_of_item(notice.item), notice.text});
  } else if (kind == "own_mark") {
    notice.flag ? static_cast<void>(known.marks.insert(known.view.turn_label(notice.turn)))
                : static_cast<void>(known.marks.erase(known.view.turn_label(notice.turn)));
  } else if (kind == "hand") {
    learn_hand(known, notice);
  } else if (kind == "floor") {
    known.floor = notice.code;
  } else if (kind == "help") {
    known.help.push_back({notice.code, notice.text, notice.flag});
  } else if (kind == "lesson_verdict" || kind == "own_item" || kind == "item_seen" ||
             kind == "item_changed") {
    learn_item(known, notice);
  } else if (kind == "own_vote" || kind == "vote_seen" || kind == "ballot_result") {
    learn_ballot(known, notice);
  } else {
    learn_place(known, notice);
    learn_care(known, notice);
  }
  if (kind != "letter" && (!is_told(kind) || lines.empty())) return;
  Talk told;
  told.kind = kind == "letter" ? "letter" : "told";
  told.at_ms = notice.at_ms;
  told.text = kind == "letter" ? notice.text : told_of(known, notice, lines);
  known.talk.push_back(std::move(told));
}

void learn(Known& known, const codec::SeenStatus& status, std::int64_t now_ms) {
  if (status.kind == "welcome" && status.resync) known = Known(known.view.language());
  static_cast<void>(known.view.take(status));
  if (status.kind == "welcome") {
    known.welcomed = true;
    known.frozen = false;  // if it still is, that follows
    known.stopping = false;
    known.server_ahead_ms = status.now_ms - now_ms;
  } else if (status.kind == "frozen") {
    known.frozen = status.flag;
  } else if (status.kind == "shutting_down") {
    known.stopping = true;
  } else if (status.kind == "removed") {
    known.is_removed = true;
    known.removed = status.text;
  } else if (status.kind == "case_workers") {
    known.case_workers = {status.asked, status.answered, status.unsure, status.codes};
  } else if (status.kind == "presence") {
    status.flag ? static_cast<void>(known.unconnected.erase(status.code))
                : static_cast<void>(known.unconnected.insert(status.code));
  }
}

std::int64_t clock_now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

int utc_offset_minutes() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return static_cast<int>(local.tm_gmtoff / 60);
}

}  // namespace arena::cli
