// SPDX-License-Identifier: EUPL-1.2
// What an act will do to people, before it is done; read from the script that the server sent and
// from what the server told.
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

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const codec::SeenPlacement* placed(const std::vector<codec::SeenPlacement>& placements,
                                   const std::string& group) {
  const auto found = std::find_if(placements.begin(), placements.end(),
                                  [&](const auto& each) { return each.group == group; });
  return found == placements.end() ? nullptr : &*found;
}

std::string move_of(const Known& known, const codec::SeenGroup& group,
                    const codec::SeenRound& round) {
  const codec::SeenPlacement* const then = placed(round.placements, group.id);
  const bool beside =
      std::any_of(round.side_rooms.begin(), round.side_rooms.end(),
                  [&](const auto& room) { return placed(room.placements, group.id) != nullptr; });
  const auto may = [&](const char* right) { return has(then->may, right); };
  const OnScreen what = beside                                    ? OnScreen::moves_beside
                        : then == nullptr || then->ring == "away" ? OnScreen::moves_away
                        : may("speak")                            ? OnScreen::moves_speak
                        : may("vote")                             ? OnScreen::moves_vote
                        : may("answer")                           ? OnScreen::moves_answer
                        : may("ask")                              ? OnScreen::moves_ask
                        : then->ring == "inner"                   ? OnScreen::moves_present
                                                                  : OnScreen::moves_listen;
  return say(known.view.language(), what,
             {known.view.group_title(group.id), std::to_string(seated_in(known, group.id))});
}

// What people will read that they could not read before.
void add_what_shows(const Known& known, const codec::SeenRound& round,
                    std::vector<std::string>& effects) {
  const JoinView& view = known.view;
  const auto ballot_title = [&](const std::string& id) {
    for (const codec::SeenRound& each : view.script()->rounds) {
      for (const codec::SeenBallot& ballot : each.ballots) {
        if (ballot.id == id) return view.words(ballot.title);
      }
    }
    return id;
  };
  for (const codec::SeenRound& before : view.script()->rounds) {
    if (before.own_only_until != round.id || before.own_only_until.empty()) continue;
    for (const codec::SeenBallot& ballot : before.ballots) {
      const OnScreen what =
          ballot.shown == "named" ? OnScreen::shows_votes : OnScreen::shows_result;
      effects.push_back(say(view.language(), what, {view.words(ballot.title)}));
    }
    if (before.ballots.empty()) {
      effects.push_back(say(view.language(), OnScreen::shows_own, {view.title_of(before)}));
    }
  }
  for (const codec::SeenRelease& release : round.releases) {
    std::string to;
    for (const std::string& group : release.to) {
      to += (to.empty() ? "" : ", ") + view.group_title(group);
    }
    const std::string what =
        release.ballot.empty() ? view.product_title(release.product) : ballot_title(release.ballot);
    effects.push_back(say(view.language(), OnScreen::shows_to, {to, what}));
  }
  if (round.shares_lessons) effects.push_back(say(view.language(), OnScreen::shows_lessons));
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

// Fills in title, button, effects and the usual reason; false for an act that is done at once.
class Preview {
 public:
  Preview(const Known& known, const std::string& text, Confirm& confirm)
      : known_(known), text_(text), confirm_(confirm), language_(known.view.language()) {}

  bool operator()(const OpenRound& act) {
    const auto& rounds = known_.view.script()->rounds;
    if (act.round < 1 || act.round > rounds.size()) return false;
    const codec::SeenRound& round = rounds[act.round - 1U];
    const std::string number = known_.view.round_label(act.round);
    title(OnScreen::open_title, {number, known_.view.title_of(round)});
    button(OnScreen::open_act, {number});
    for (const codec::SeenGroup& group : known_.view.script()->groups) {
      if (known_.view.leads(group.id)) continue;
      const bool empty = !group.of.empty() && seated_in(known_, group.id) == 0;
      if (!empty) confirm_.effects.push_back(move_of(known_, group, round));
    }
    add_what_shows(known_, round, confirm_.effects);
    if (!round.repeats_over.empty() && act.repetition == 0) effect(OnScreen::repeats, {});
    add_what_waits(known_, confirm_.effects);
    const std::uint16_t now = known_.view.room().round;
    reason(OnScreen::reason_all, {},
           now == 0           ? OnScreen::usual_first
           : act.round <= now ? OnScreen::usual_back
                              : OnScreen::usual_next);
    return true;
  }
  bool operator()(const OpenSlot& act) {
    const std::string minutes_asked = std::to_string(act.writing.value / minutes(1).value);
    title(OnScreen::slot_title, {minutes_asked});
    button(OnScreen::slot_act, {});
    if (!text_.empty()) confirm_.effects.push_back(text_);
    effect(OnScreen::slot_effect, {std::to_string(known_.view.script()->anonymous_floor)});
    effect(OnScreen::slot_closed, {});
    return true;
  }
  bool operator()(const CancelSlot&) {
    title(OnScreen::slot_stop_title, {});
    button(OnScreen::slot_stop_act, {});
    effect(OnScreen::slot_stop_effect, {});
    reason(OnScreen::reason_all, {}, OnScreen::usual_slot_stop);
    return true;
  }
  bool operator()(const EndSitting&) {
    title(OnScreen::end_title, {});
    button(OnScreen::end_act, {});
    effect(OnScreen::end_effect, {});
    add_what_waits(known_, confirm_.effects);
    effect(OnScreen::no_undo, {});
    reason(OnScreen::reason_all, {}, OnScreen::usual_end);
    return true;
  }
  bool operator()(const CloseConversation&) {
    title(OnScreen::close_title, {});
    button(OnScreen::close_act, {});
    effect(OnScreen::close_effect, {});
    add_what_waits(known_, confirm_.effects);
    effect(OnScreen::no_undo, {});
    reason(OnScreen::reason_all, {}, OnScreen::usual_close);
    return true;
  }
  bool operator()(const Remove& act) {
    const std::string code = label(act.seat);
    title(OnScreen::remove_title, {code});
    button(OnScreen::remove_act, {code});
    effect(OnScreen::remove_effect, {});
    effect(OnScreen::no_undo, {});
    reason(OnScreen::reason_all, {}, OnScreen::usual_remove);
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
      reason(OnScreen::reason_one, {question.code}, OnScreen::usual_withhold);
    }
    return true;
  }
  bool operator()(const TurnAway& act) {
    title(OnScreen::turn_away_title, {std::to_string(act.seat.value)});
    button(OnScreen::turn_away_act, {});
    effect(OnScreen::no_undo, {});
    reason(OnScreen::reason_door, {}, OnScreen::usual_turn_away);
    return true;
  }

  // ---- text that others will read
  bool operator()(const SendLetter& act) {
    title(OnScreen::letter_title, {});
    button(OnScreen::letter_act, {});
    confirm_.effects.push_back(text_);
    effect(OnScreen::letter_effect, {});
    for (const ItemId lesson : act.lessons) {
      const KnownItem* const item = item_of(lesson);
      if (item != nullptr) {
        effect(OnScreen::letter_lessons, {std::to_string(item->number), item->text});
      }
    }
    effect(OnScreen::no_undo, {});
    return true;
  }
  bool operator()(const DecideItem& act) {
    const KnownItem* const item = item_of(act.item);
    if (item == nullptr) return false;
    title(act.decision == Decision::adopted    ? OnScreen::decide_title_adopted
          : act.decision == Decision::declined ? OnScreen::decide_title_declined
                                               : OnScreen::decide_title_done,
          {std::to_string(item->number)});
    button(OnScreen::decide_act, {});
    confirm_.effects.push_back(item->text);
    effect(OnScreen::decide_effect, {});
    reason(OnScreen::reason_all, {}, OnScreen::usual_decide);
    // Why somebody's lesson is not adopted has no usual words.
    if (act.decision == Decision::declined) confirm_.reason = Compose(text_);
    return true;
  }
  bool operator()(const ShareItem& act) {
    const KnownItem* const item = item_of(act.item);
    return item != nullptr && shares(item->text);
  }
  bool operator()(const CarryNote& act) {
    const std::size_t number = known_.view.number_of_item(act.note.value);
    const auto note = std::find_if(known_.notes.begin(), known_.notes.end(),
                                   [&](const KnownNote& each) { return each.number == number; });
    return note != known_.notes.end() && shares(note->text);
  }

  // ---- people who are moved
  bool operator()(const ReplaceSeated& act) {
    const codec::SeenGroup* const position = group_at(act.position);
    if (position == nullptr) return false;
    title(OnScreen::replace_title, {known_.view.group_title(position->id)});
    button(OnScreen::replace_act, {});
    std::string now;
    for (const auto& [code, seat] : known_.seats) {
      if (seat.group == position->id) now += (now.empty() ? "" : ", ") + code;
    }
    if (!now.empty()) effect(OnScreen::replace_effect, {now});
    effect(OnScreen::moves_effect, {});
    return true;
  }
  bool operator()(const BindPosition& act) {
    const codec::SeenGroup* const position = group_at(act.position);
    if (position == nullptr) return false;
    title(OnScreen::bind_title, {label(act.seat), known_.view.group_title(position->id)});
    button(OnScreen::bind_act, {label(act.seat)});
    effect(OnScreen::moves_effect, {});
    return true;
  }
  bool operator()(const FreePosition& act) {
    title(OnScreen::free_title, {label(act.seat)});
    button(OnScreen::free_act, {});
    effect(OnScreen::free_effect, {label(act.seat)});
    effect(OnScreen::moves_effect, {});
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
  // Filled with what was typed after the act, otherwise with what is usual.
  void reason(OnScreen reader, Values values, OnScreen usual) {
    confirm_.reason_label = say(language_, reader, values);
    confirm_.reason = Compose(text_.empty() ? say(language_, usual) : text_);
  }
  bool shares(const std::string& text) {
    title(OnScreen::share_title, {});
    button(OnScreen::share_act, {});
    confirm_.effects.push_back(text);
    effect(OnScreen::share_effect, {known_.code});
    effect(OnScreen::no_undo, {});
    return true;
  }
  [[nodiscard]] const KnownItem* item_of(ItemId item) const {
    const std::size_t number = known_.view.number_of_item(item.value);
    const auto found = std::find_if(known_.items.begin(), known_.items.end(),
                                    [&](const KnownItem& each) { return each.number == number; });
    return found == known_.items.end() ? nullptr : &*found;
  }
  [[nodiscard]] const codec::SeenGroup* group_at(GroupIndex group) const {
    const auto& groups = known_.view.script()->groups;
    return group.value < groups.size() ? &groups[group.value] : nullptr;
  }
  const Known& known_;
  const std::string& text_;
  Confirm& confirm_;
  Language language_;
};

}  // namespace

std::optional<Confirm> confirm_for(const Known& known, const std::string& line, const Acts& acts) {
  if (acts.acts.size() != 1 || !known.view.script()) return std::nullopt;
  Confirm confirm;
  confirm.line = line;
  const Acts::One& one = acts.acts.front();
  if (!std::visit(Preview(known, one.text, confirm), one.act)) return std::nullopt;
  confirm.acts = acts;
  return confirm;
}

}  // namespace arena::cli
