// SPDX-License-Identifier: EUPL-1.2
#include "server/library/export.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "server/codec/api.hpp"

namespace arena::library {
namespace {

using Json = nlohmann::ordered_json;

// ISO 8601, UTC, with milliseconds.
std::string iso(Instant at) {
  using std::chrono::days;
  using std::chrono::floor;
  using std::chrono::milliseconds;
  const std::chrono::sys_time<milliseconds> time{milliseconds{at.value}};
  const auto day = floor<days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss<milliseconds> clock{time - day};
  std::array<char, 64> out{};
  std::snprintf(
      out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return out.data();
}

// null is none; so is an empty cell.
template <class Label>
Json maybe(const std::optional<Label>& value) {
  return value ? Json(label(*value)) : Json(nullptr);
}

Json row_of(const Script& script, const Transcript& transcript, const TranscriptTurn& turn) {
  const Group* const group = turn.group && turn.group->value < script.groups.size()
                                 ? &script.groups[turn.group->value]
                                 : nullptr;
  Json row;
  row["conversation_id"] = codec::hex(transcript.conversation);
  row["turn"] = label(turn.turn);
  row["round"] = turn.turn.room.round;
  row["round_id"] = turn.round_id.empty() ? Json(nullptr) : Json(turn.round_id);
  row["number"] = turn.turn.number;
  row["kind"] = name(turn.kind);
  row["seat"] = maybe(turn.code);
  row["group"] = group != nullptr ? Json(group->id) : Json(nullptr);
  row["role"] = group != nullptr ? Json(name(group->role)) : Json(nullptr);
  row["ring"] = name(turn.ring);
  row["time"] = iso(turn.at);
  row["reply_to"] = maybe(turn.reply_to);
  row["erased"] = turn.erased;
  row["text"] = turn.text;
  return row;
}

// Never throws: bytes that are not UTF-8 become U+FFFD.
std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A spreadsheet would run a cell that begins with one of these. Apostrophes before one are
// doubled up too, so that taking one away gives every text back as it was.
bool runs_as_formula(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of('\'');
  return first != std::string_view::npos &&
         std::string_view("=+-@\t\r").find(cell[first]) != std::string_view::npos;
}

std::string cell_of(const Json& value) {
  if (value.is_null()) return {};
  if (!value.is_string()) return dump(value);
  std::string cell = value.get<std::string>();
  if (runs_as_formula(cell)) cell.insert(cell.begin(), '\'');
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string jsonl(const Script& script, const Transcript& transcript) {
  std::string out;
  for (const TranscriptTurn& turn : transcript.turns) {
    out += dump(row_of(script, transcript, turn)) + "\n";
  }
  return out;
}

std::string csv(const Script& script, const Transcript& transcript) {
  std::string out =
      "conversation_id,turn,round,round_id,number,kind,seat,group,role,ring,time,reply_to,erased,"
      "text\r\n";
  for (const TranscriptTurn& turn : transcript.turns) {
    const Json row = row_of(script, transcript, turn);
    std::string line;
    for (const Json& value : row) {
      if (!line.empty()) line += ',';
      line += cell_of(value);
    }
    out += line + "\r\n";
  }
  return out;
}

}  // namespace arena::library
