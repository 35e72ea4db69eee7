// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "clients/cli/replay.hpp"
#include "sessions/transcript.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

std::string field(const json& row, const char* key) {
  const auto found = row.find(key);
  return found != row.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string label_of(const std::optional<Turn>& turn) { return turn ? label(*turn) : ""; }

bool same(const json& row, const DebateTurn& turn, const PlayedTurn& played) {
  return row.is_object() && field(row, "text") == turn.text && field(row, "seat") == played.code &&
         field(row, "turn") == label_of(played.turn) &&
         field(row, "reply_to") == label_of(played.reply_to);
}

}  // namespace

void compare_with_export(const Debate& debate, const std::vector<PlayedTurn>& played,
                         const std::string& jsonl, ReplayReport& report) {
  std::vector<json> rows;
  std::istringstream lines(jsonl);
  for (std::string line; std::getline(lines, line);) {
    rows.push_back(json::parse(line, nullptr, false));
  }
  report.archived = rows.size();
  std::size_t row = 0;
  std::size_t matched = 0;
  for (std::size_t i = 0; i < played.size(); ++i) {
    if (!played[i].accepted) continue;
    if (row < rows.size() && same(rows[row], debate.turns[i], played[i])) ++matched;
    ++row;
  }
  report.mismatched = std::max(row, rows.size()) - matched;
}

}  // namespace arena::cli
