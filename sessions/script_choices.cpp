// SPDX-License-Identifier: EUPL-1.2
// What a script is once its options are chosen, and how people count its rounds.
#include <algorithm>

#include "sessions/script.hpp"

namespace arena {

namespace {

const Option* option_named(const Script& script, const std::string& id) {
  const auto found = std::find_if(script.options.begin(), script.options.end(),
                                  [&](const Option& option) { return option.id == id; });
  return found == script.options.end() ? nullptr : &*found;
}

bool holds(const Script& script, const std::optional<Condition>& condition,
           const Choices& choices) {
  if (!condition) return true;
  const auto chosen = choices.find(condition->option);
  if (chosen != choices.end()) return chosen->second == condition->choice;
  const Option* option = option_named(script, condition->option);
  return option != nullptr && !option->choices.empty() &&
         option->choices.front().id == condition->choice;
}

}  // namespace

Script with_choices(Script script, const Choices& choices) {
  const auto left_out = [&](const Placement& p) { return !holds(script, p.only_if, choices); };
  for (Round& round : script.rounds) {
    round.held = holds(script, round.only_if, choices);
    std::erase_if(round.placements, left_out);
    for (SideRoom& room : round.side_rooms) std::erase_if(room.placements, left_out);
  }
  for (Group& group : script.groups) {
    if (group.named_if && holds(script, group.named_if, choices)) group.shown_as = ShownAs::name;
  }
  return script;
}

std::optional<std::string> bad_choice(const Script& script, const Choices& choices) {
  for (const auto& entry : choices) {
    const std::string& id = entry.first;
    const std::string& chosen = entry.second;
    const Option* option = option_named(script, id);
    if (option == nullptr) return "The script has no option `" + id + "`.";
    const bool known = std::any_of(option->choices.begin(), option->choices.end(),
                                   [&](const Labelled& choice) { return choice.id == chosen; });
    if (known) continue;
    std::string sentence = "The option `";
    sentence.append(id).append("` has no choice `").append(chosen);
    sentence.append("`; choose one of ");
    for (const Labelled& choice : option->choices) {
      if (&choice != &option->choices.front()) sentence.append(", ");
      sentence.append(choice.id);
    }
    return sentence.append(".");
  }
  return std::nullopt;
}

std::string round_label(const Script& script, std::uint16_t round) {
  if (round == 0 || round > script.rounds.size()) return {};
  const Part part = script.rounds[round - 1U].part;
  std::size_t nth = 0;
  std::size_t all = 0;
  for (std::size_t i = 0; i < script.rounds.size(); ++i) {
    if (script.rounds[i].part != part) continue;
    ++all;
    if (i < round) ++nth;
  }
  std::string number = std::to_string(nth);
  if (part == Part::body) return number;
  return (part == Part::head ? "o" : "s") + (all > 1 ? number : std::string{});
}

}  // namespace arena
