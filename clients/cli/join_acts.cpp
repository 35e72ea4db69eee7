// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/join_acts.hpp"

#include <algorithm>

#include "clients/cli/join_forms.hpp"
#include "sessions/utf8.hpp"

namespace arena::cli {
namespace {

Typed spoken(std::string text) {
  Acts acts;
  acts.acts.push_back({Speak{}, std::move(text)});
  return acts;
}

// Words that must follow: those that do not stand between brackets.
std::size_t words_needed(std::string_view rest) {
  std::size_t needed = 0;
  bool within_word = false, within_brackets = false;
  for (const char each : rest) {
    if (each == '[') within_brackets = true;
    needed += each != ' ' && !within_word && !within_brackets ? 1 : 0;
    within_word = each != ' ';
    if (each == ']') within_brackets = false;
  }
  return needed;
}

std::string usage(const Form& form, Language language) {
  const bool nl = language == Language::nl;
  const std::string_view rest = nl ? form.nl_rest : form.en_rest;
  return "/" + std::string(nl ? form.nl : form.en) + (rest.empty() ? "" : " ") + std::string(rest);
}

bool may(const JoinView& view, std::string_view right) {
  // Who leads may guide and take notes in every round.
  if (view.leads() && view.round() != nullptr && (right == "speak" || right == "note")) return true;
  const codec::SeenPlacement* const mine = view.placement();
  if (mine == nullptr) return false;
  const auto has = [&](std::string_view wanted) {
    return std::find(mine->may.begin(), mine->may.end(), wanted) != mine->may.end();
  };
  // To speak in a queue round implies to raise a hand.
  return has(right) || (right == "hand" && has("speak") && view.round()->floor == "queue");
}

bool is_open(const Form& form, const JoinView& view) {
  if (form.now != nullptr && !form.now(view)) return false;
  switch (form.whom) {
    case For::everybody:
      return true;
    case For::others:
      return !view.leads();
    case For::chair:
      return view.leads();
    case For::with_right:
      break;
  }
  return may(view, form.right);
}

}  // namespace

tl::expected<Typed, std::string> parse_typed(const std::string& line, const JoinView& view) {
  if (!is_utf8(line)) return tl::unexpected(say(view.language(), Say::not_utf8));
  if (line.find_first_not_of(" \t") == std::string::npos) return Typed{Nothing{}};
  if (line.starts_with("//")) return spoken(line.substr(1));
  if (!line.starts_with("/")) return spoken(line);
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string name = line.substr(1, end - 1);
  if (name == "?" || name == "help") return Typed{ListActs{}};
  const auto all = forms();
  const auto form = std::find_if(
      all.begin(), all.end(), [&](const Form& each) { return name == each.nl || name == each.en; });
  if (form == all.end()) {
    return tl::unexpected(
        say(view.language(), Say::no_such_act, {JoinView::printable("/" + name)}));
  }
  const std::size_t rest = line.find_first_not_of(' ', end);
  Arguments typed(rest == std::string::npos ? "" : line.substr(rest), view);
  auto parsed = form->parse(typed);
  if (!parsed && parsed.error().empty()) {
    return tl::unexpected(say(view.language(), Say::needs, {usage(*form, view.language())}));
  }
  return parsed;
}

std::vector<OpenAct> open_acts(const JoinView& view) {
  std::vector<OpenAct> acts;
  const bool nl = view.language() == Language::nl;
  for (const Form& form : forms()) {
    if (!is_open(form, view)) continue;
    const std::string_view rest = nl ? form.nl_rest : form.en_rest;
    acts.push_back({nl ? form.nl : form.en, nl ? form.en : form.nl, rest,
                    nl ? form.nl_what : form.en_what, form.takes, words_needed(rest)});
  }
  return acts;
}

std::string acts_in_short() {
  constexpr std::size_t columns = 90;
  std::string text;
  std::string line = "Acts, or their Dutch names: say TEXT";
  for (const Form& form : forms()) {
    if (form.en == "who" || form.en == "wait" || form.en == "leave") continue;
    const std::string act = usage(form, Language::en).substr(1);
    if (line.size() + act.size() + 3 > columns) {
      text += line + "\n";
      line = "  " + act;
    } else {
      line += " | " + act;
    }
  }
  return text + line;
}

std::vector<std::string> acts_open_to(const JoinView& view) {
  std::vector<std::string> lines{say(view.language(), Say::may_now)};
  const bool speaks = view.leads() || may(view, "speak");
  if (!speaks) lines.push_back("  " + say(view.language(), Say::may_nothing));
  for (const Form& form : forms()) {
    if (is_open(form, view)) lines.push_back("  " + usage(form, view.language()));
  }
  return lines;
}

}  // namespace arena::cli
