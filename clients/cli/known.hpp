// SPDX-License-Identifier: EUPL-1.2
// What one person knows now, as data: the fold of what the server told them. The screen draws it
// and `arena show` prints it. It holds no rule and knows of nothing that was not told.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clients/cli/join_view.hpp"
#include "server/codec/wire.hpp"

namespace arena::cli {

struct Talk {
  std::string kind;  // speech, guidance, question, answer, lesson, pass; told: what happened
  std::int64_t at_ms{};
  Turn turn;
  std::optional<Turn> reply_to;
  std::string code;      // empty: nobody's own
  std::string text;      // of `told`: a sentence in the person's language
  std::size_t number{};  // of the question or lesson
};
struct GateQuestion {
  std::size_t number{};
  std::string code, text;
  std::string state = "waiting";  // accepted, rephrase, merged, withheld
  std::string reason;
};
struct KnownLesson {
  std::size_t number{};
  std::string code, text;
  std::map<std::string, std::string> verdicts;  // by seat
};
struct HelpLine {
  std::string code, text;
  bool from_chair{};
};

struct Known {
  explicit Known(Language language) : view(language) {}

  JoinView view;  // script, room, and the words of line mode
  std::string title, code, group;
  std::optional<codec::SeenClock> clock;
  std::int64_t server_ahead_ms{};  // the server's clock minus ours
  std::map<std::string, codec::SeenSeat> seats;
  std::string floor;
  std::vector<std::string> hands;  // in the order they went up
  std::vector<Talk> talk;
  std::vector<std::string> notes;
  std::set<std::string> marks;  // labels of turns, "1.3"
  std::vector<GateQuestion> questions;
  std::vector<KnownLesson> lessons;
  std::vector<HelpLine> help;
  std::vector<codec::SeenWaiting> lobby;  // the chair
  std::set<std::string> unconnected;      // the chair
  bool welcomed{}, frozen{}, stopping{};
  std::string removed;  // the reason, once removed
  bool is_removed{};

  [[nodiscard]] bool seated() const noexcept { return !code.empty(); }
  [[nodiscard]] std::string ring_of(const std::string& group_id) const;  // empty: no round is open
  [[nodiscard]] std::vector<std::string> codes_in(const std::string& ring) const;
  [[nodiscard]] std::size_t turns_in_round(const std::string& seat) const;
  // Of the open round; nothing if it has no clock. Below 0: over time.
  [[nodiscard]] std::optional<std::int64_t> left_ms(std::int64_t now_ms) const;
  // Hands, those who spoke least in this round first.
  [[nodiscard]] std::vector<std::string> queue() const;
  // Seats that asked for help after the last answer they got.
  [[nodiscard]] std::set<std::string> unanswered_help() const;
};

void learn(Known& known, const codec::SeenNotice& notice);
// `now_ms` is this machine's clock.
void learn(Known& known, const codec::SeenStatus& status, std::int64_t now_ms);

[[nodiscard]] std::int64_t clock_now_ms();
[[nodiscard]] int utc_offset_minutes();  // of this machine's time zone, now

}  // namespace arena::cli
