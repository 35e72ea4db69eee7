// SPDX-License-Identifier: EUPL-1.2
// What an act of the chair will do to people, before it is done; read from the script that the
// server sent and from what the server told.
#include <algorithm>

#include "clients/cli/screen.hpp"
#include "sessions/transcript.hpp"

namespace arena::cli {
namespace {

std::size_t seated_in(const Known& known, const std::string& group) {
  std::size_t count = 0;
  for (const auto& [code, seat] : known.seats) count += seat.group == group ? 1 : 0;
  return count;
}

std::string move_of(const Known& known, const codec::SeenGroup& group,
                    const codec::SeenPlacement* then) {
  const auto may = [&](const char* right) {
    return std::find(then->may.begin(), then->may.end(), right) != then->may.end();
  };
  const OnScreen what = then == nullptr || then->ring == "away" ? OnScreen::moves_away
                        : may("speak")                          ? OnScreen::moves_speak
                        : may("answer")                         ? OnScreen::moves_answer
                        : may("ask")                            ? OnScreen::moves_ask
                                                                : OnScreen::moves_listen;
  return say(known.view.language(), what,
             {known.view.group_title(group.id), std::to_string(seated_in(known, group.id))});
}

void add_what_waits(const Known& known, std::vector<std::string>& effects) {
  const Language language = known.view.language();
  const auto waiting = std::count_if(known.questions.begin(), known.questions.end(),
                                     [](const auto& each) { return each.state == "waiting"; });
  if (waiting > 0) {
    effects.push_back(say(language, OnScreen::waiting_questions, {std::to_string(waiting)}));
  }
  if (!known.lobby.empty()) {
    effects.push_back(say(language, OnScreen::waiting_door, {std::to_string(known.lobby.size())}));
  }
  for (const std::string& code : known.unanswered_help()) {
    effects.push_back(say(language, OnScreen::waiting_help, {code}));
  }
}

// Fills in title, button and effects; false for an act that is done at once.
class Preview {
 public:
  Preview(const Known& known, Confirm& confirm)
      : known_(known), confirm_(confirm), language_(known.view.language()) {}

  bool operator()(const OpenRound& act) {
    const auto& rounds = known_.view.script()->rounds;
    if (act.round < 1 || act.round > rounds.size()) return false;
    const codec::SeenRound& round = rounds[act.round - 1U];
    const std::string number = std::to_string(act.round);
    title(OnScreen::open_title,
          {number, language_ == Language::nl ? round.title_nl : round.title_en});
    button(OnScreen::open_act, {number});
    for (const codec::SeenGroup& group : known_.view.script()->groups) {
      if (known_.view.leads(group.id)) continue;
      const auto place = std::find_if(round.placements.begin(), round.placements.end(),
                                      [&](const auto& each) { return each.group == group.id; });
      confirm_.effects.push_back(
          move_of(known_, group, place == round.placements.end() ? nullptr : &*place));
    }
    add_what_waits(known_, confirm_.effects);
    return true;
  }
  bool operator()(const EndSitting&) {
    title(OnScreen::end_title, {});
    button(OnScreen::end_act, {});
    effect(OnScreen::end_effect, {});
    add_what_waits(known_, confirm_.effects);
    effect(OnScreen::no_undo, {});
    return true;
  }
  bool operator()(const CloseConversation&) {
    title(OnScreen::close_title, {});
    button(OnScreen::close_act, {});
    effect(OnScreen::close_effect, {});
    add_what_waits(known_, confirm_.effects);
    effect(OnScreen::no_undo, {});
    return true;
  }
  bool operator()(const Remove& act) {
    const std::string code = label(act.seat);
    title(OnScreen::remove_title, {code});
    button(OnScreen::remove_act, {code});
    effect(OnScreen::remove_effect, {});
    effect(OnScreen::no_undo, {});
    return true;
  }
  bool operator()(const WithholdQuestion& act) {
    const std::size_t number = known_.view.number_of_item(act.question.value);
    title(OnScreen::withhold_title, {std::to_string(number)});
    button(OnScreen::withhold_act, {});
    for (const GateQuestion& question : known_.questions) {
      if (question.number != number) continue;
      confirm_.effects.push_back(question.code + ": " + question.text);
      effect(OnScreen::withhold_effect, {question.code});
    }
    return true;
  }
  bool operator()(const TurnAway& act) {
    title(OnScreen::turn_away_title, {std::to_string(act.seat.value)});
    button(OnScreen::turn_away_act, {});
    effect(OnScreen::no_undo, {});
    return true;
  }
  template <class Act>
  bool operator()(const Act&) {
    return false;
  }

 private:
  using Values = std::initializer_list<std::string_view>;
  void title(OnScreen what, Values values) { confirm_.title = say(language_, what, values); }
  void button(OnScreen what, Values values) { confirm_.button = say(language_, what, values); }
  void effect(OnScreen what, Values values) {
    confirm_.effects.push_back(say(language_, what, values));
  }
  const Known& known_;
  Confirm& confirm_;
  Language language_;
};

}  // namespace

std::optional<Confirm> confirm_for(const Known& known, const std::string& line, const Acts& acts) {
  if (acts.acts.size() != 1 || !known.view.script()) return std::nullopt;
  Confirm confirm;
  confirm.line = line;
  if (!std::visit(Preview(known, confirm), acts.acts.front().act)) return std::nullopt;
  const std::string& reason = acts.acts.front().text;
  confirm.effects.push_back(say(known.view.language(),
                                reason.empty() ? OnScreen::reason_none : OnScreen::reason_shown,
                                {reason}));
  confirm.acts = acts;
  return confirm;
}

}  // namespace arena::cli
