// SPDX-License-Identifier: EUPL-1.2
// Typing `/` offers what is open now, then what the act may be about.
#include <algorithm>

#include "clients/cli/screen.hpp"
#include "sessions/transcript.hpp"

namespace arena::cli {
namespace {

using Choices = std::vector<Choice>;

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

Choices turns(const Known& known) {
  Choices choices;
  for (auto talk = known.talk.rbegin(); talk != known.talk.rend(); ++talk) {
    if (talk->kind == "told" || talk->kind == "pass") continue;
    choices.push_back({label(talk->turn), talk->code + ": " + first_line(talk->text)});
  }
  return choices;
}

// At the gate those that wait; for who answers, those that were let through.
Choices questions(const Known& known) {
  Choices choices;
  for (const GateQuestion& question : known.questions) {
    if (question.state != "waiting") continue;
    choices.push_back(
        {std::to_string(question.number), question.code + ": " + first_line(question.text)});
  }
  if (known.view.leads()) return choices;
  choices.clear();
  for (const Talk& talk : known.talk) {
    if (talk.kind != "question") continue;
    choices.push_back({std::to_string(talk.number), talk.code + ": " + first_line(talk.text)});
  }
  return choices;
}

Choices lessons(const Known& known) {
  Choices choices;
  for (const KnownLesson& lesson : known.lessons) {
    choices.push_back({std::to_string(lesson.number), first_line(lesson.text)});
  }
  return choices;
}

Choices verdicts(Language language) {
  if (language == Language::nl) return {{"herkend", ""}, {"deels", ""}, {"niet", ""}};
  return {{"recognised", ""}, {"partly", ""}, {"not", ""}};
}

// Who wants to speak comes first.
Choices seats(const Known& known) {
  Choices choices;
  const std::vector<std::string> queue = known.queue();
  for (const std::string& code : queue) {
    choices.push_back({code, say(known.view.language(), OnScreen::wants_floor)});
  }
  for (const auto& [code, seat] : known.seats) {
    if (code == known.code || std::find(queue.begin(), queue.end(), code) != queue.end()) continue;
    const std::string name = seat.name.empty() ? "" : " " + seat.name;
    choices.push_back({code, known.view.group_title(seat.group) + name});
  }
  return choices;
}

Choices lobby(const Known& known) {
  const Language language = known.view.language();
  Choices choices;
  for (const codec::SeenWaiting& person : known.lobby) {
    const std::string name = person.name.empty() ? say(language, OnScreen::nameless) : person.name;
    choices.push_back(
        {std::to_string(person.waiting), name + ", " + known.view.group_title(person.group)});
  }
  if (choices.size() > 1) choices.push_back({say(language, OnScreen::everybody), ""});
  return choices;
}

Choices rounds(const Known& known) {
  Choices choices;
  if (!known.view.script()) return choices;
  const auto& all = known.view.script()->rounds;
  for (std::size_t i = 0; i < all.size(); ++i) {
    choices.push_back({std::to_string(i + 1),
                       known.view.language() == Language::nl ? all[i].title_nl : all[i].title_en});
  }
  // What comes next stands first.
  const std::size_t now = std::min<std::size_t>(known.view.room().round, choices.size());
  std::rotate(choices.begin(), choices.begin() + static_cast<std::ptrdiff_t>(now), choices.end());
  return choices;
}

Choices choices_of(Takes takes, const Known& known) {
  switch (takes) {
    case Takes::nothing:
    case Takes::text:
      return {};
    case Takes::turn:
      return turns(known);
    case Takes::question:
      return questions(known);
    case Takes::lesson:
      return lessons(known);
    case Takes::verdict:
      return verdicts(known.view.language());
    case Takes::seat:
      return seats(known);
    case Takes::waiting:
      return lobby(known);
    case Takes::round:
      return rounds(known);
    case Takes::minutes:
      return {{"5", ""}, {"10", ""}, {"15", ""}};
  }
  return {};
}

}  // namespace

Palette palette(const ScreenState& state) {
  Palette palette;
  const std::string& line = state.compose.text();
  const bool typing_act = line.starts_with('/') && !line.starts_with("//");
  if (!typing_act || line.find('\n') != std::string::npos) return palette;
  const JoinView& view = state.known.view;
  const std::size_t space = line.find(' ');
  if (space == std::string::npos) {
    palette.of_acts = true;
    palette.word_begin = 1;
    const std::string typed = line.substr(1);
    for (const OpenAct& act : open_acts(view)) {
      if (!act.name.starts_with(typed) && !act.alias.starts_with(typed)) continue;
      palette.choices.push_back(
          {std::string(act.name), std::string(act.what), std::string(act.rest)});
    }
    return palette;
  }
  const std::string name = line.substr(1, space - 1);
  const std::vector<OpenAct> acts = open_acts(view);
  const auto act = std::find_if(acts.begin(), acts.end(), [&](const OpenAct& each) {
    return each.name == name || each.alias == name;
  });
  if (act == acts.end()) return palette;
  // The word at the end, and how many words of the act stand before it.
  palette.word_begin = line.rfind(' ') + 1;
  const auto before = static_cast<std::size_t>(
      std::count(line.begin() + static_cast<std::ptrdiff_t>(space) + 1, line.end(), ' '));
  if (before >= act->takes.size()) return palette;
  const std::string typed = line.substr(palette.word_begin);
  for (Choice& choice : choices_of(act->takes[before], state.known)) {
    if (choice.word.starts_with(typed)) palette.choices.push_back(std::move(choice));
  }
  return palette;
}

}  // namespace arena::cli
