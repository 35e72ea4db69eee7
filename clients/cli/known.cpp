// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/known.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

#include "sessions/transcript.hpp"

namespace arena::cli {
namespace {

void seat_all(Known& known, const codec::SeenNotice& notice) {
  known.seats.clear();
  for (const codec::SeenSeat& seat : notice.seats) known.seats[seat.code] = seat;
  known.clock = notice.clock;
  known.hands.clear();
}

void learn_speech(Known& known, const codec::SeenNotice& notice) {
  Talk talk{notice.kind == "pass" ? "pass" : notice.change,
            notice.at_ms,
            notice.turn,
            notice.reply_to,
            notice.code,
            notice.text,
            known.view.number_of_item(notice.item)};
  // A question that passed the gate comes as what is said, and as nothing else.
  for (GateQuestion& question : known.questions) {
    if (talk.kind == "question" && question.number == talk.number) question.state = "accepted";
  }
  if (talk.kind == "lesson") {
    known.lessons.push_back({talk.number, talk.code, talk.text, {}});
  }
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
    seat_all(known, notice);
  } else if (notice.kind == "round_entered") {
    known.floor.clear();
    seat_all(known, notice);
  } else if (notice.kind == "clock_changed") {
    known.clock = notice.clock;
  } else if (notice.kind == "seat_taken") {
    known.seats[notice.code] = {notice.code, notice.group, notice.name};
  } else if (notice.kind == "seat_left") {
    known.seats.erase(notice.code);
    std::erase(known.hands, notice.code);
    known.unconnected.erase(notice.code);
  } else if (notice.kind == "sitting_over" || notice.kind == "conversation_over") {
    known.clock.reset();
    known.floor.clear();
    known.hands.clear();
  }
}

// What is told as a sentence between the contributions; everything else has a place of its own.
bool is_told(const std::string& kind) {
  for (const char* const each :
       {"round_entered", "clock_changed", "sitting_over", "conversation_over", "seat_taken",
        "seat_left", "question_decided", "lesson_verdict"}) {
    if (kind == each) return true;
  }
  return false;
}

}  // namespace

std::string Known::ring_of(const std::string& group_id) const {
  const codec::SeenRound* const round = view.round();
  if (round == nullptr) return {};
  if (view.leads(group_id)) return "chair";
  for (const codec::SeenPlacement& place : round->placements) {
    if (place.group == group_id) return place.ring;
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
    known.notes.push_back(notice.text);
  } else if (kind == "own_mark") {
    notice.flag ? static_cast<void>(known.marks.insert(label(notice.turn)))
                : static_cast<void>(known.marks.erase(label(notice.turn)));
  } else if (kind == "hand") {
    learn_hand(known, notice);
  } else if (kind == "floor") {
    known.floor = notice.code;
  } else if (kind == "help") {
    known.help.push_back({notice.code, notice.text, notice.flag});
  } else if (kind == "lesson_verdict") {
    const std::size_t number = known.view.number_of_item(notice.item);
    for (KnownLesson& lesson : known.lessons) {
      if (lesson.number == number) lesson.verdicts[notice.code] = notice.change;
    }
  } else {
    learn_place(known, notice);
  }
  if (is_told(kind) && !lines.empty()) {
    Talk told;
    told.kind = "told";
    told.at_ms = notice.at_ms;
    told.text = lines.front();
    known.talk.push_back(std::move(told));
  }
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
