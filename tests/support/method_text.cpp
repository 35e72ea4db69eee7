// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/method_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <stdexcept>

namespace arena::test {

namespace {

// ---- text format

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<TextField> fields(bool inside) {
    std::vector<TextField> read;
    while (true) {
      skip();
      if (at_ == text_.size() && !inside) return read;
      if (inside && take('}')) return read;
      TextField field;
      field.name = word();
      if (field.name.empty()) throw std::runtime_error("a field without a name");
      skip();
      const bool scalar = take(':');
      skip();
      if (take('{')) {
        field.fields = fields(true);
      } else if (scalar) {
        field.value = value();
      } else {
        throw std::runtime_error("a field without a value: " + field.name);
      }
      read.push_back(std::move(field));
    }
  }

 private:
  void skip() {
    while (at_ < text_.size()) {
      const char next = text_[at_];
      if (next == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else if (std::isspace(static_cast<unsigned char>(next)) != 0 || next == ',' ||
                 next == ';') {
        ++at_;
      } else {
        return;
      }
    }
  }
  bool take(char wanted) {
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  std::string word() {
    std::string read;
    while (at_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_')) {
      read += text_[at_++];
    }
    return read;
  }
  // Strings that stand side by side are one.
  std::string value() {
    if (at_ < text_.size() && text_[at_] != '"') return word();
    std::string read;
    while (take('"')) {
      while (at_ < text_.size() && text_[at_] != '"') {
        if (text_[at_] == '\\') ++at_;
        if (at_ < text_.size()) read += text_[at_++];
      }
      if (!take('"')) throw std::runtime_error("a string without an end");
      skip();
    }
    return read;
  }

  std::string_view text_;
  std::size_t at_{};
};

// ---- the method

class Reading {
 public:
  Reading(const TextField& script, std::map<std::string, std::string> choices)
      : script_(script), choices_(std::move(choices)) {
    for (const TextField* option : script.all("option")) {
      const auto offered = option->all("choice");
      choices_.try_emplace(option->text("id"), offered.at(0)->text("id"));
    }
  }

  Method method() {
    Method read;
    read.id = script_.text("id");
    for (const TextField* each : script_.all("group")) read.groups.push_back(group(*each));
    for (const TextField* each : script_.all("product")) {
      read.products.push_back(
          {each->text("id"), each->on("own"), each->on("with_owner"), each->all("state").size()});
    }
    for (const TextField* each : script_.all("round")) read.rounds.push_back(round(*each));
    return read;
  }

 private:
  [[nodiscard]] bool holds(const TextField& field) const {
    const auto conditions = field.all("only_if");
    return std::all_of(conditions.begin(), conditions.end(), [this](const TextField* condition) {
      return choices_.at(condition->text("option")) == condition->text("choice");
    });
  }

  static MethodGroup group(const TextField& field) {
    MethodGroup group;
    group.id = field.text("id");
    constexpr std::array leading{"FACILITATOR", "CO_FACILITATOR", "TRANSLATOR", "REPORTER"};
    group.leads = std::find(leading.begin(), leading.end(), field.text("role")) != leading.end();
    group.limit = field.number("limit");
    group.needs = field.number("needs");
    for (const TextField* position : field.all("position")) {
      group.position = true;
      group.of = position->text("of");
      group.bound_by = position->text("bound_by");
      group.capacity = position->number("capacity");
      group.all_at_once = position->text("replacement") == "ALL_AT_ONCE";
    }
    for (const TextField* derived : field.all("derived")) {
      group.derived = true;
      group.of = derived->text("of");
      group.at_end_of = derived->text("at_end_of");
      group.ring = derived->text("ring") == "OUTER" ? "outer" : "inner";
      group.complement = derived->on("complement");
    }
    return group;
  }

  void add_places(MethodRound& round, const TextField& field, std::size_t room) const {
    for (const char* const ring : {"inner", "outer", "away"}) {
      for (const TextField* place : field.all(ring)) {
        if (!holds(*place)) continue;
        const auto may = place->words("may");
        round.places.push_back(
            {place->text("group"), ring, {may.begin(), may.end()}, place->words("makes"), room});
      }
    }
  }

  [[nodiscard]] MethodRound round(const TextField& field) const {
    MethodRound round;
    round.id = field.text("id");
    round.floor = field.text("floor");
    round.own_only_until = field.text("own_only_until");
    round.sitting = std::max<std::size_t>(1, field.number("sitting"));
    round.held = holds(field);
    round.timed = field.number("minutes") != 0;
    round.listen_only = field.on("listen_only");
    round.outer_share = field.on("outer_share");
    round.gate = field.on("gate");
    round.carries_notes = field.on("carries_notes");
    round.shares_lessons = field.on("shares_lessons");
    round.answers_to_chair = field.text("answers_to") == "CHAIR_ONLY";
    add_places(round, field, 0);
    for (const TextField* beside : field.all("side_room")) {
      round.led_by.push_back(beside->text("led_by"));
      add_places(round, *beside, round.led_by.size());
    }
    for (const TextField* ballot : field.all("ballot")) {
      round.ballots.push_back({ballot->text("id"), ballot->text("scale"),
                               ballot->text("options_from"), ballot->all("option").size(),
                               ballot->on("asks_reason"), ballot->text("shown") == "NAMED"});
    }
    round.takes = field.words("takes");
    for (const TextField* release : field.all("release")) {
      round.releases.push_back(
          {release->text("product"), release->text("ballot"), release->words("to")});
    }
    return round;
  }

  const TextField& script_;
  std::map<std::string, std::string> choices_;
};

template <class Things>
const auto& named(const Things& things, std::string_view id) {
  const auto found =
      std::find_if(things.begin(), things.end(), [&](const auto& thing) { return thing.id == id; });
  if (found == things.end()) throw std::runtime_error("the script has no " + std::string(id));
  return *found;
}

}  // namespace

std::vector<const TextField*> TextField::all(std::string_view field) const {
  std::vector<const TextField*> found;
  for (const TextField& each : fields) {
    if (each.name == field) found.push_back(&each);
  }
  return found;
}

std::string TextField::text(std::string_view field) const {
  const auto found = all(field);
  return found.empty() ? std::string{} : found.front()->value;
}

std::size_t TextField::number(std::string_view field) const {
  const std::string digits = text(field);
  return digits.empty() ? 0 : std::stoul(digits);
}

std::vector<std::string> TextField::words(std::string_view field) const {
  std::vector<std::string> found;
  for (const TextField* each : all(field)) found.push_back(each->value);
  return found;
}

TextField read_text_format(std::string_view text) { return {{}, {}, Reader(text).fields(false)}; }

const MethodGroup& Method::group(std::string_view group_id) const {
  return named(groups, group_id);
}

const MethodProduct& Method::product(std::string_view product_id) const {
  return named(products, product_id);
}

Method read_method(std::string_view text, const std::map<std::string, std::string>& choices) {
  const TextField script = read_text_format(text);
  return Reading(script, choices).method();
}

}  // namespace arena::test
