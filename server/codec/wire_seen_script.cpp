// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/wire_seen_script.hpp"

namespace arena::codec {
namespace {

SeenWords seen(const v1::Words& words) { return {words.nl(), words.en()}; }

template <class Messages>
std::vector<SeenWords> all_words(const Messages& messages) {
  std::vector<SeenWords> words;
  for (const v1::Words& message : messages) words.push_back(seen(message));
  return words;
}

template <class Messages>
std::vector<SeenPlacement> all_placements(const Messages& messages) {
  std::vector<SeenPlacement> placements;
  for (const v1::PlacementView& placement : messages) {
    placements.push_back({placement.group(),
                          placement.ring(),
                          {placement.may().begin(), placement.may().end()},
                          {placement.makes().begin(), placement.makes().end()}});
  }
  return placements;
}

SeenBallot seen(const v1::BallotView& ballot) {
  SeenBallot out;
  out.id = ballot.id();
  out.title = seen(ballot.title());
  out.options = all_words(ballot.options());
  out.options_from = ballot.options_from();
  out.scale = ballot.scale();
  out.shown = ballot.shown();
  out.compared_with = ballot.compared_with();
  out.not_applicable = ballot.not_applicable();
  out.asks_reason = ballot.asks_reason();
  return out;
}

SeenRound seen(const v1::RoundView& round) {
  SeenRound out;
  out.id = round.id();
  out.title_nl = round.title().nl();
  out.title_en = round.title().en();
  out.floor = round.floor();
  out.minutes = round.minutes();
  out.sitting = round.sitting();
  out.listen_only = round.listen_only();
  out.gate = round.gate();
  out.placements = all_placements(round.placements());
  out.label = round.label();
  out.part = round.part();
  out.repeats_over = round.repeats_over();
  out.answers_to = round.answers_to();
  out.held = round.held();
  out.quiet_first = round.quiet_first();
  out.carries_notes = round.carries_notes();
  out.own_only = round.own_only();
  out.presentation = round.presentation();
  for (const auto& ballot : round.ballots()) out.ballots.push_back(seen(ballot));
  for (const auto& room : round.side_rooms()) {
    out.side_rooms.push_back(
        {room.id(), seen(room.title()), room.kept(), all_placements(room.placements())});
  }
  out.purpose = seen(round.purpose());
  out.question_rule = seen(round.question_rule());
  out.chair_note = seen(round.chair_note());
  out.own_only_until = round.own_only_until();
  for (const auto& release : round.releases()) {
    out.releases.push_back(
        {release.product(), release.ballot(), {release.to().begin(), release.to().end()}});
  }
  out.shares_lessons = round.shares_lessons();
  return out;
}

SeenGroup seen(const v1::GroupView& group) {
  return {group.id(),          group.title().nl(),  group.title().en(), group.role(),
          group.advised_min(), group.advised_max(), group.of(),         group.queued(),
          group.needs(),       group.capacity()};
}

SeenProduct seen(const v1::ProductView& product) {
  return {
      product.id(),         product.kind(),      product.judged_by(), seen(product.title()),
      product.with_owner(), product.with_date(), product.own(),       all_words(product.states())};
}

}  // namespace

SeenScript seen_script(const v1::ScriptView& script) {
  SeenScript out;
  out.id = script.id();
  out.title_nl = script.title().nl();
  out.title_en = script.title().en();
  for (const auto& group : script.groups()) out.groups.push_back(seen(group));
  for (const auto& round : script.rounds()) out.rounds.push_back(seen(round));
  out.statements = all_words(script.statements());
  out.statement_notes = all_words(script.statement_notes());
  out.conduct = all_words(script.conduct());
  for (const auto& product : script.products()) out.products.push_back(seen(product));
  for (const auto& chosen : script.chosen()) {
    out.chosen.push_back({seen(chosen.title()), seen(chosen.choice())});
  }
  out.anonymous_floor = script.anonymous_floor();
  return out;
}

}  // namespace arena::codec
