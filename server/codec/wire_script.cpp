// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/wire_script.hpp"

#include <algorithm>
#include <string>

namespace arena::codec {
namespace {

void put_words(const Bilingual& text, v1::Words& out) {
  out.set_nl(text.nl);
  out.set_en(text.en);
}

std::string word(Floor floor) {
  switch (floor) {
    case Floor::open:
      return "open";
    case Floor::queue:
      return "queue";
    case Floor::round_robin:
      return "round_robin";
  }
  return {};
}

std::string word(Part part) {
  switch (part) {
    case Part::head:
      return "head";
    case Part::body:
      return "body";
    case Part::tail:
      return "tail";
  }
  return {};
}

std::string word(Product::Kind kind) {
  switch (kind) {
    case Product::Kind::unspecified:
      return {};
    case Product::Kind::lesson:
      return "lesson";
    case Product::Kind::question:
      return "question";
    case Product::Kind::assumption:
      return "assumption";
    case Product::Kind::offer:
      return "offer";
    case Product::Kind::observation:
      return "observation";
    case Product::Kind::action:
      return "action";
    case Product::Kind::summary:
      return "summary";
  }
  return {};
}

std::string word(Ballot::Scale scale) {
  switch (scale) {
    case Ballot::Scale::choose_one:
      return "choose_one";
    case Ballot::Scale::agree5:
      return "agree5";
    case Ballot::Scale::rank:
      return "rank";
    case Ballot::Scale::several:
      return "several";
  }
  return {};
}

void put_group(const Group& group, v1::GroupView& out) {
  out.set_id(group.id);
  put_words(group.title, *out.mutable_title());
  out.set_role(std::string(name(group.role)));
  out.set_letter(std::string(1, group.letter));
  out.set_advised_min(group.advised_min);
  out.set_advised_max(group.advised_max);
  out.set_limit(group.limit);
  out.set_needs(group.needs);
  if (group.derived) out.set_of(group.derived->of);
  if (!group.position) return;
  out.set_of(group.position->of);
  out.set_queued(group.position->bound_by == Position::BoundBy::queue);
  out.set_capacity(group.position->capacity);
}

void put_placement(const Placement& placement, const Script& script, v1::PlacementView& out) {
  out.set_group(script.groups.at(placement.group.value).id);
  out.set_ring(std::string(name(placement.ring)));
  for (int right = 0; right < rights_count; ++right) {
    if (placement.may.has(static_cast<Right>(right))) {
      out.add_may(std::string(name(static_cast<Right>(right))));
    }
  }
  for (const std::string& product : placement.makes) out.add_makes(product);
}

void put_ballot(const Ballot& ballot, v1::BallotView& out) {
  out.set_id(ballot.id);
  put_words(ballot.title, *out.mutable_title());
  for (const Labelled& option : ballot.options) put_words(option.title, *out.add_options());
  out.set_options_from(ballot.options_from);
  out.set_scale(word(ballot.scale));
  out.set_not_applicable(ballot.not_applicable);
  out.set_asks_reason(ballot.asks_reason);
  out.set_shown(ballot.shown == Ballot::Shown::named ? "named" : "anonymously");
  out.set_compared_with(ballot.compared_with);
}

std::string repeats_over(const Script& script, std::uint16_t round) {
  for (const Repetition& repetition : script.repetitions) {
    const auto from = script.round_named(repetition.from);
    const auto to = script.round_named(repetition.to);
    if (!from || !to || round < *from || round > *to) continue;
    return repetition.over == Repetition::Over::product ? repetition.product : "statements";
  }
  return {};
}

void put_releases(const Round& round, v1::RoundView& out) {
  out.set_own_only_until(round.own_only_until);
  out.set_shares_lessons(round.shares_lessons);
  for (const Release& release : round.releases) {
    v1::ReleaseView& view = *out.add_releases();
    if (release.kind == Release::Kind::product) view.set_product(release.what);
    if (release.kind == Release::Kind::ballot) view.set_ballot(release.what);
    for (const std::string& group : release.to) view.add_to(group);
  }
}

void put_form(const Round& round, v1::RoundView& out) {
  out.set_listen_only(round.listen_only);
  out.set_gate(round.gate);
  out.set_floor(word(round.floor));
  out.set_presentation(round.presentation);
  out.set_held(round.held);
  out.set_part(word(round.part));
  out.set_quiet_first(round.quiet_first);
  out.set_carries_notes(round.carries_notes);
  out.set_own_only(!round.own_only_until.empty());
  for (const RoundEnd end : round.ends_when) out.add_ends_when(std::string(name(end)));
  out.set_answers_to(round.answers_to == AnswersTo::chair_only ? "chair_only" : "everybody");
  out.set_advances_automatically(round.advance_automatically);
  for (const std::string& product : round.takes) out.add_takes(product);
}

void put_round(const Script& script, std::uint16_t number, bool chair, v1::RoundView& out) {
  const Round& round = script.rounds[number - 1U];
  out.set_id(round.id);
  put_words(round.title, *out.mutable_title());
  put_words(round.purpose, *out.mutable_purpose());
  out.set_minutes(round.minutes);
  out.set_sitting(round.sitting);
  out.set_label(round_label(script, number));
  out.set_repeats_over(repeats_over(script, number));
  put_form(round, out);
  put_releases(round, out);
  for (const Placement& placement : round.placements) {
    put_placement(placement, script, *out.add_placements());
  }
  for (const Ballot& ballot : round.ballots) put_ballot(ballot, *out.add_ballots());
  for (const SideRoom& room : round.side_rooms) {
    v1::SideRoomView& beside = *out.add_side_rooms();
    beside.set_id(room.id);
    put_words(room.title, *beside.mutable_title());
    beside.set_led_by(room.led_by);
    beside.set_kept(room.retention == SideRoom::Retention::archived);
    for (const Placement& placement : room.placements) {
      put_placement(placement, script, *beside.add_placements());
    }
  }
  if (!round.question_rule.nl.empty()) {
    put_words(round.question_rule, *out.mutable_question_rule());
  }
  if (chair && !round.chair_note.nl.empty()) {
    put_words(round.chair_note, *out.mutable_chair_note());
  }
}

}  // namespace

void put_script(const Script& script, const Choices& choices, bool chair, v1::ScriptView& out) {
  out.set_id(script.id);
  put_words(script.title, *out.mutable_title());
  for (const Group& group : script.groups) put_group(group, *out.add_groups());
  for (std::size_t i = 1; i <= script.rounds.size(); ++i) {
    const auto round = static_cast<std::uint16_t>(i);
    put_round(script, round, chair, *out.add_rounds());
  }
  put_words(script.standing_reason, *out.mutable_standing_reason());
  out.set_anonymous_floor(script.anonymous_floor);
  for (const Bilingual& rule : script.conduct) put_words(rule, *out.add_conduct());
  for (const Statement& statement : script.statements) {
    put_words(statement.text, *out.add_statements());
    if (chair) put_words(statement.chair_note, *out.add_statement_notes());
  }
  for (const Product& product : script.products) {
    v1::ProductView& view = *out.add_products();
    view.set_id(product.id);
    put_words(product.title, *view.mutable_title());
    view.set_kind(word(product.kind));
    view.set_judged_by(product.judged_by);
    view.set_with_owner(product.with_owner);
    view.set_with_date(product.with_date);
    view.set_own(product.own);
    for (const Labelled& state : product.states) put_words(state.title, *view.add_states());
  }
  for (const Option& option : script.options) {
    const auto chosen = choices.find(option.id);
    const auto choice = std::find_if(
        option.choices.begin(), option.choices.end(),
        [&](const Labelled& each) { return chosen == choices.end() || each.id == chosen->second; });
    if (choice == option.choices.end()) continue;
    v1::ChosenOption& view = *out.add_chosen();
    put_words(option.title, *view.mutable_title());
    put_words(choice->title, *view.mutable_choice());
  }
}

}  // namespace arena::codec
