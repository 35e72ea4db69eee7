// SPDX-License-Identifier: EUPL-1.2
// JSON Lines: one object a line with `speaker`, `role`, `text`, and if wanted `at` (seconds) and
// `reply_to` (the number of an earlier line). Empty lines are skipped but counted.
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "clients/cli/debate.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;
using Fault = std::string;

tl::expected<std::string, Fault> words(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return tl::unexpected(std::string("`") + key + "` is missing");
  if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
    return tl::unexpected(std::string("`") + key + "` must be a text that is not empty");
  }
  return found->get<std::string>();
}

class Reader {
 public:
  tl::expected<void, Fault> add(std::size_t number, std::string_view line) {
    const json object = json::parse(line, nullptr, false);
    if (object.is_discarded())
      return tl::unexpected(Fault("this is not one JSON object; give VLOS XML, or a line a turn"));
    if (!object.is_object()) return tl::unexpected(Fault("this is JSON, but not an object"));
    const auto speaker = words(object, "speaker");
    const auto role = words(object, "role");
    auto text = words(object, "text");
    for (const auto* field : {&speaker, &role, static_cast<const decltype(speaker)*>(&text)}) {
      if (!*field) return tl::unexpected(field->error());
    }
    if (const auto fault = fault_of_text(*text)) return tl::unexpected(*fault);
    DebateTurn turn;
    turn.text = std::move(*text);
    if (const auto read = read_optional(object, turn); !read) return read;
    turn.speaker = debate_.seat_of(*speaker, *role);
    turn_of_line_.emplace(number, debate_.turns.size());
    debate_.turns.push_back(std::move(turn));
    return {};
  }

  Debate take() { return std::move(debate_); }
  [[nodiscard]] bool empty() const { return debate_.turns.empty(); }

 private:
  tl::expected<void, Fault> read_optional(const json& object, DebateTurn& turn) const {
    if (const auto at = object.find("at"); at != object.end() && !at->is_null()) {
      if (!at->is_number() || !std::isfinite(at->get<double>()) || at->get<double>() < 0) {
        return tl::unexpected(Fault("`at` must be seconds, 0 or more"));
      }
      turn.at = at->get<double>();
    }
    if (const auto to = object.find("reply_to"); to != object.end() && !to->is_null()) {
      const auto found = to->is_number_unsigned() ? turn_of_line_.find(to->get<std::size_t>())
                                                  : turn_of_line_.end();
      if (found == turn_of_line_.end()) {
        return tl::unexpected(Fault("`reply_to` must be the number of an earlier line"));
      }
      turn.reply_to = found->second;
    }
    return {};
  }

  Debate debate_;
  std::map<std::size_t, std::size_t> turn_of_line_;
};

}  // namespace

tl::expected<Debate, std::string> read_json_lines(std::string_view bytes, const std::string& file) {
  std::string_view rest = without_byte_order_mark(bytes);
  Reader reader;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (const auto added = reader.add(number, line); !added) {
      return tl::unexpected(file + " line " + std::to_string(number) + ": " + added.error() + ".");
    }
  }
  if (reader.empty()) return tl::unexpected(file + " line 1: the file holds no turns.");
  return reader.take();
}

}  // namespace arena::cli
