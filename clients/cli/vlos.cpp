// SPDX-License-Identifier: EUPL-1.2
// The parliament's VLOS XML. A turn is every `woordvoerder` and every `interrumpant`, in document
// order; only its direct child `tekst` was said by its speaker.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "clients/cli/debate.hpp"

namespace arena::cli {
namespace {

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& node) { return local_name(node) == name; });
}

std::string all_text(const pugi::xml_node& node) {
  if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) return node.value();
  std::string text;
  for (const pugi::xml_node& inner : node.children()) text += all_text(inner);
  return text;
}

bool has_emphasis(const pugi::xml_node& item) { return !child(item, "nadruk").empty(); }

// Items of a paragraph are joined by a space, paragraphs by a line feed. The first item of a
// turn is the speaker's name when it holds an emphasis; it was not said.
std::string text_of(const pugi::xml_node& turn) {
  std::string text;
  bool first_item = true;
  for (const pugi::xml_node& paragraph : child(turn, "tekst").children()) {
    if (local_name(paragraph) != "alinea") continue;
    std::string line;
    bool any = false;
    for (const pugi::xml_node& item : paragraph.children()) {
      if (local_name(item) != "alineaitem") continue;
      const bool is_prefix = first_item && has_emphasis(item);
      first_item = false;
      if (is_prefix) continue;
      if (any) line += ' ';
      line += all_text(item);
      any = true;
    }
    if (!any) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::string_view role_of(const pugi::xml_node& turn, const pugi::xml_node& speaker) {
  if (all_text(child(turn, "isvoorzitter")) == "true") return "facilitator";
  const std::string_view kind = speaker.attribute("soort").value();
  return kind == "Minister" || kind == "Staatssecretaris" ? "professional" : "client";
}

// Local time without zone, as seconds on a clock of its own.
std::optional<double> seconds_of(const std::string& time) {
  int year{}, month{}, day{}, hour{}, minute{};
  double second{};
  if (std::sscanf(time.c_str(), "%d-%d-%dT%d:%d:%lf", &year, &month, &day, &hour, &minute,
                  &second) != 6) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return static_cast<double>(days) * 86'400 + hour * 3'600 + minute * 60 + second;
}

class Reader {
 public:
  Reader(std::string_view bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {}

  tl::expected<Debate, std::string> read() {
    pugi::xml_document document;
    const pugi::xml_parse_result result =
        document.load_buffer(bytes_.data(), bytes_.size(),
                             pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    if (!result) {
      return tl::unexpected(fault_at(
          result.offset,
          std::string("the XML is broken (") + result.description() + "); fetch the file again"));
    }
    const pugi::xml_node root = document.document_element();
    if (local_name(root) != "vlosCoreDocument") {
      return tl::unexpected(fault_at(
          root.offset_debug(), "this is not a VLOS report, its first element is `" +
                                   std::string(local_name(root)) + "` and not vlosCoreDocument"));
    }
    visit(root, std::nullopt);
    if (fault_) return tl::unexpected(*fault_);
    if (debate_.turns.empty()) {
      return tl::unexpected(fault_at(root.offset_debug(), "the report holds no turns"));
    }
    return std::move(debate_);
  }

 private:
  std::string fault_at(std::ptrdiff_t offset, const std::string& what) const {
    const auto end = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(bytes_.size())));
    const auto line = 1 + std::count(bytes_.begin(), bytes_.begin() + static_cast<long>(end), '\n');
    return file_ + " line " + std::to_string(line) + ", byte " + std::to_string(end) + ": " + what +
           ".";
  }

  void visit(const pugi::xml_node& parent, std::optional<std::size_t> interrupted) {
    for (const pugi::xml_node& node : parent.children()) {
      if (fault_) return;
      const std::string_view name = local_name(node);
      if (name == "woordvoerder") {
        add_turn(node, std::nullopt);
        visit(node, debate_.turns.size() - 1);
      } else if (name == "interrumpant") {
        add_turn(node, interrupted);
        visit(node, interrupted);
      } else {
        visit(node, interrupted);
      }
    }
  }

  void add_turn(const pugi::xml_node& node, std::optional<std::size_t> interrupted) {
    const pugi::xml_node speaker = child(node, "spreker");
    const std::string key = speaker.attribute("objectid").value();
    DebateTurn turn;
    turn.text = text_of(node);
    turn.at = seconds_of(all_text(child(node, "markeertijdbegin")));
    turn.reply_to = interrupted;
    if (key.empty()) {
      fault_ = fault_at(node.offset_debug(), "this turn has no spreker with an objectid");
    } else if (const auto fault = fault_of_text(turn.text)) {
      fault_ = fault_at(node.offset_debug(), *fault);
    }
    turn.speaker = debate_.seat_of(key, std::string(role_of(node, speaker)));
    debate_.turns.push_back(std::move(turn));
  }

  std::string_view bytes_;
  std::string file_;
  Debate debate_;
  std::optional<std::string> fault_;
};

}  // namespace

tl::expected<Debate, std::string> read_vlos(std::string_view bytes, const std::string& file) {
  return Reader(bytes, file).read();
}

}  // namespace arena::cli
