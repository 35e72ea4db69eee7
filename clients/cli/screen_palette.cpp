// SPDX-License-Identifier: EUPL-1.2
// Typing `/` offers what is open now, then what the act may be about.
#include <algorithm>

#include "clients/cli/join_arguments.hpp"
#include "clients/cli/screen.hpp"

namespace arena::cli {
namespace {

using Choices = std::vector<Choice>;

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

Choices turns(const Known& known) {
  Choices choices;
  for (auto talk = known.talk.rbegin(); talk != known.talk.rend(); ++talk) {
    if (talk->kind == "told" || talk->kind == "pass") continue;
    if (talk->kind == "letter") continue;
    choices.push_back(
        {known.view.turn_label(talk->turn), talk->code + ": " + first_line(talk->text)});
  }
  return choices;
}

Choices marked(const Known& known) {
  Choices choices = turns(known);
  std::erase_if(choices, [&](const Choice& each) { return !known.marks.contains(each.word); });
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

// Lessons and items of lists; `own`: those that nobody else sees yet.
Choices items(const Known& known, bool own) {
  Choices choices;
  for (const KnownItem& item : known.items) {
    if (item.own != own) continue;
    choices.push_back({std::to_string(item.number),
                       known.view.product_title(item.product) + ": " + first_line(item.text)});
  }
  return choices;
}

Choices notes(const Known& known) {
  Choices choices;
  for (const KnownNote& note : known.notes) {
    choices.push_back({std::to_string(note.number), first_line(note.text)});
  }
  return choices;
}

Choices incidents(const Known& known) {
  Choices choices;
  for (const KnownIncident& incident : known.incidents) {
    if (incident.closed) continue;
    choices.push_back({std::to_string(incident.number), first_line(incident.text)});
  }
  return choices;
}

Choices words(Language language, std::initializer_list<std::pair<const char*, const char*>> both) {
  Choices choices;
  for (const auto& [nl, en] : both) choices.push_back({language == Language::nl ? nl : en, ""});
  return choices;
}

Choices ballots(const Known& known) {
  Choices choices;
  const codec::SeenRound* const round = known.view.round();
  for (std::size_t i = 0; round != nullptr && i < round->ballots.size(); ++i) {
    choices.push_back({std::to_string(i + 1), known.view.words(round->ballots[i].title)});
  }
  return choices;
}

// Of the ballot, or the item, that was typed before.
Choices answers(const Known& known, std::size_t ballot) {
  Choices choices;
  const codec::SeenBallot* const asked =
      ballot == 0 ? nullptr
                  : known.view.ballot(known.view.room(), static_cast<std::uint32_t>(ballot - 1));
  if (asked == nullptr) return choices;
  for (const JoinView::BallotChoice& choice : known.view.choices_of(*asked)) {
    choices.push_back({std::to_string(choice.number), first_line(choice.title)});
  }
  const Language language = known.view.language();
  if (asked->not_applicable) {
    choices.push_back(
        {language == Language::nl ? "nvt" : "na", say(language, Say::not_applicable)});
  }
  return choices;
}

Choices states(const Known& known, std::size_t number) {
  Choices choices;
  if (!known.view.script()) return choices;
  for (const codec::SeenProduct& product : known.view.script()->products) {
    if (product.id != known.view.product_of(known.view.item(number))) continue;
    for (const codec::SeenWords& state : product.states) {
      choices.push_back({std::to_string(choices.size() + 1), known.view.words(state)});
    }
  }
  return choices;
}

Choices products(const Known& known) {
  Choices choices;
  const codec::SeenPlacement* const mine = known.view.placement();
  if (mine == nullptr) return choices;
  for (const std::string& id : mine->makes) choices.push_back({id, known.view.product_title(id)});
  return choices;
}

// Who leads sees every position; others those they can take by themselves.
Choices positions(const Known& known) {
  Choices choices;
  if (!known.view.script()) return choices;
  for (const codec::SeenGroup& group : known.view.script()->groups) {
    const bool open = known.view.leads() ? group.capacity > 0 : group.queued;
    if (open) choices.push_back({group.id, known.view.group_title(group.id)});
  }
  return choices;
}

Choices side_rooms(const Known& known) {
  Choices choices;
  const codec::SeenRound* const round = known.view.round();
  for (std::size_t i = 0; round != nullptr && i < round->side_rooms.size(); ++i) {
    choices.push_back({std::to_string(i + 1), known.view.words(round->side_rooms[i].title)});
  }
  return choices;
}

Choices facilitators(const Known& known) {
  Choices choices;
  for (const auto& [code, seat] : known.seats) {
    if (code == known.code || !known.view.leads(seat.group)) continue;
    choices.push_back({code, known.view.group_title(seat.group)});
  }
  return choices;
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
  std::size_t past = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].held) continue;
    const auto number = static_cast<std::uint16_t>(i + 1);
    choices.push_back({known.view.round_label(number), known.view.title_of(all[i])});
    if (number <= known.view.room().round) past = choices.size();
  }
  // What comes next stands first.
  std::rotate(choices.begin(), choices.begin() + static_cast<std::ptrdiff_t>(past), choices.end());
  return choices;
}

// `before`: the number that was typed before it, 0 if there is none.
Choices choices_of(Takes takes, const Known& known, std::size_t before) {
  const Language language = known.view.language();
  switch (takes) {
    case Takes::nothing:
    case Takes::text:
      return {};
    case Takes::turn:
      return turns(known);
    case Takes::question:
      return questions(known);
    case Takes::item:
      return items(known, false);
    case Takes::own_item:
      return items(known, true);
    case Takes::verdict:
      return words(language, {{"herkend", "recognised"}, {"deels", "partly"}, {"niet", "not"}});
    case Takes::decision:
      return words(language,
                   {{"overgenomen", "adopted"}, {"afgewezen", "declined"}, {"gedaan", "done"}});
    case Takes::level:
      return words(language, {{"niets", "nothing"},
                              {"lessen", "lessons"},
                              {"zonder-naam", "no-name"},
                              {"alles", "all"}});
    case Takes::state:
      return states(known, before);
    case Takes::ballot:
      return ballots(known);
    case Takes::choice:
      return answers(known, before);
    case Takes::note:
      return notes(known);
    case Takes::mark:
      return marked(known);
    case Takes::incident:
      return incidents(known);
    case Takes::product:
      return products(known);
    case Takes::position:
      return positions(known);
    case Takes::side_room:
      return side_rooms(known);
    case Takes::facilitator:
      return facilitators(known);
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
  const std::string first = line.substr(space + 1, line.find(' ', space + 1) - space - 1);
  const std::size_t number = before == 0 ? 0 : whole_number(first).value_or(0);
  for (Choice& choice : choices_of(act->takes[before], state.known, number)) {
    if (choice.word.starts_with(typed)) palette.choices.push_back(std::move(choice));
  }
  return palette;
}

}  // namespace arena::cli
