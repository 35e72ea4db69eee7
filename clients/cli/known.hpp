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
  std::string kind;  // speech, guidance, question, answer, lesson, item, note, mark, pass;
                     // told: what happened; letter
  std::int64_t at_ms{};
  Turn turn;
  std::optional<Turn> reply_to;
  std::string code;      // empty: nobody's own
  std::string text;      // of `told`: a sentence in the person's language
  std::size_t number{};  // of the question, lesson or item
  std::string product{};
  std::string scribe{};  // who typed it for the one who said it
};
struct GateQuestion {
  std::size_t number{};
  std::string code, text;
  std::string state = "waiting";  // accepted, rephrase, merged, withheld
  std::string reason;
};
// A lesson, or an item of another product.
struct KnownItem {
  std::size_t number{};
  std::string product;  // empty: a lesson
  std::string code, text;
  bool own{};  // nobody else sees it yet
  bool reconsidered{};
  std::optional<std::uint32_t> state;
  std::vector<Turn> evidence;
  std::string owner;
  std::int64_t due_ms{};  // 0: no date
  bool signal{};
  std::string decision, reason;                 // adopted, declined, done
  std::map<std::string, std::string> verdicts;  // by seat
};
struct KnownAnswer {
  std::vector<std::uint64_t> choices;
  bool not_applicable{};
  std::string reason;
};
struct KnownBallot {
  Room room;
  std::uint32_t ballot{};  // position in the round's ballots
  std::optional<KnownAnswer> own;
  std::map<std::string, KnownAnswer> shown;  // by seat
  std::optional<codec::SeenNotice> result;
};
struct KnownNote {
  std::size_t number{};
  std::string text;
};
struct KnownCaseWorkers {  // what clients answered before the first round
  std::uint32_t asked{}, answered{}, unsure{};
  std::vector<std::string> listeners;  // who decide about somebody here
};
struct KnownIncident {
  std::size_t number{};
  std::string about, text, answer;
  std::int64_t due_ms{};
  bool closed{};
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
  std::vector<KnownNote> notes;
  std::set<std::string> marks;  // labels of turns, "1.3"
  std::vector<GateQuestion> questions;
  std::vector<KnownItem> items;
  std::vector<KnownBallot> ballots;
  std::vector<std::string> letters;
  std::vector<HelpLine> letter_answers, warnings;
  std::vector<KnownIncident> incidents;  // the chair
  std::set<std::string> ready;           // in this round
  std::vector<std::string> may_end;      // why this round may end; the chair
  bool passed_unseen{};                  // in this round, where nobody else is told
  std::string lead, lead_offered;        // seats
  std::string archive_level, releaser;
  std::int64_t keep_until_ms{};  // then all words and names go; 0: no date
  std::vector<std::string> learning_questions;
  std::optional<codec::SeenNotice> consent;
  std::uint32_t sittings_ended{};
  std::vector<HelpLine> help;
  std::vector<codec::SeenWaiting> lobby;         // the chair
  std::set<std::string> unconnected;             // the chair
  std::optional<KnownCaseWorkers> case_workers;  // the chair, once they were read
  std::optional<codec::SeenSlot> slot;           // people write anonymously
  bool welcomed{}, frozen{}, stopping{};
  std::string removed;  // the reason, once removed
  bool is_removed{};

  [[nodiscard]] bool seated() const noexcept { return !code.empty(); }
  // Empty: no round is open; "beside": in a room beside the round, as the chair sees it.
  [[nodiscard]] std::string ring_of(const std::string& group_id) const;
  [[nodiscard]] std::vector<std::string> codes_in(const std::string& ring) const;
  [[nodiscard]] std::size_t turns_in_round(const std::string& seat) const;
  // Of the open round; nothing if it has no clock. Below 0: over time.
  [[nodiscard]] std::optional<std::int64_t> left_ms(std::int64_t now_ms) const;
  // Hands, those who spoke least in this round first.
  [[nodiscard]] std::vector<std::string> queue() const;
  [[nodiscard]] const KnownBallot* ballot(const Room& room, std::uint32_t ballot) const;
  // Seats that asked for help after the last answer they got.
  [[nodiscard]] std::set<std::string> unanswered_help() const;
};

void learn(Known& known, const codec::SeenNotice& notice);
// `now_ms` is this machine's clock.
void learn(Known& known, const codec::SeenStatus& status, std::int64_t now_ms);

[[nodiscard]] std::int64_t clock_now_ms();
[[nodiscard]] int utc_offset_minutes();  // of this machine's time zone, now

}  // namespace arena::cli
