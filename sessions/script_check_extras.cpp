// SPDX-License-Identifier: EUPL-1.2
// The checker's rules about what a round may hold beside its rings: conditions, products,
// ballots, releases, derived groups and side rooms.
#include "sessions/script_checking.hpp"

namespace arena {

namespace {

class ExtrasCheck {
 public:
  ExtrasCheck(Checking& checking, std::size_t index)
      : checking_(checking),
        script_(checking.script),
        round_(checking.script.rounds[index]),
        index_(index),
        at_(checking.lines.script.part("round", index)) {}

  void check() {
    if (round_.only_if) check_condition(*round_.only_if, at_.part("only_if"));
    for (const Placement& placement : round_.placements) check_made_group(placement);
    check_placement_conditions();
    check_takes();
    check_ballots();
    check_reveal();
    check_own_only();
    for (std::size_t i = 0; i < round_.releases.size(); ++i) {
      check_release(round_.releases[i], at_.part("release", i));
    }
    check_side_rooms();
  }

 private:
  void add(const LineNode& at, std::string_view rule, std::string sentence,
           std::string group = {}) {
    checking_.add(at, rule, std::move(sentence), round_.id, std::move(group));
  }
  [[nodiscard]] bool earlier(std::string_view round) const {
    const auto number = script_.round_named(round);
    return number && *number <= index_;
  }

  void check_condition(const Condition& condition, const LineNode& at) {
    if (condition_known(script_, condition)) return;
    add(at, "condition-known",
        "`only_if` names an option of the script and one of its choices; " +
            quoted(condition.option + ": " + condition.choice) + " is none.");
  }

  void check_placement_conditions() {
    for (const Ring ring : {Ring::inner, Ring::outer, Ring::away}) {
      std::size_t nth = 0;
      for (const Placement& placement : round_.placements) {
        if (placement.ring != ring) continue;
        const LineNode& at = at_.part(name(ring), nth++);
        if (placement.only_if) check_condition(*placement.only_if, at.part("only_if"));
      }
    }
  }

  void check_made_group(const Placement& placement) {
    const Group& group = script_.groups[placement.group.value];
    if (group.derived && !earlier(group.derived->at_end_of)) {
      add(at_, "derived-earlier",
          "This group is known only after round " + quoted(group.derived->at_end_of) +
              "; place it in a later one.",
          group.id);
    }
    if (group.position && group.position->bound_by == Position::BoundBy::vote &&
        round_of_ballot(checking_.index, group.position->ballot) > index_) {
      add(at_, "position-earlier",
          "Who sits here is known only after ballot " + quoted(group.position->ballot) + ".",
          group.id);
    }
  }

  void check_takes() {
    for (std::size_t i = 0; i < round_.takes.size(); ++i) {
      if (made_before(checking_.index, round_.takes[i], index_)) continue;
      add(at_.part("takes", i), "takes-earlier",
          "No earlier round makes the product " + quoted(round_.takes[i]) + ".");
    }
  }

  void check_ballots() {
    const bool votes = std::any_of(round_.placements.begin(), round_.placements.end(),
                                   [](const Placement& p) { return p.may.has(Right::vote); });
    if (votes == round_.ballots.empty()) {
      add(at_.part("ballot"), "vote-needs-ballot",
          "VOTE and `ballot` belong together: say what the vote is about, and who votes.");
    }
    for (std::size_t i = 0; i < round_.ballots.size(); ++i) {
      check_ballot(round_.ballots[i], at_.part("ballot", i));
    }
  }

  void check_ballot(const Ballot& ballot, const LineNode& at) {
    if (!well_formed(ballot.id)) {
      add(at.part("id"), "id-form", "A ballot needs an id of lower-case letters and figures.");
    } else if (checking_.index.ballots.at(ballot.id).times != 1) {
      add(at.part("id"), "id-unique", "The id " + quoted(ballot.id) + " is used twice.");
    }
    check_title(checking_, at, "title", ballot.title, round_.id);
    check_labels(checking_, at, "option", ballot.options, round_.id);
    if (!options_right(ballot)) {
      add(at.part("option"), "ballot-options",
          "Give at least two of `option`, or a product made by then in `options_from`; AGREE5 has "
          "answers of its own.");
    }
    if (ballot.shown == Ballot::Shown::unspecified) {
      add(at.part("shown"), "ballot-shown", "Say whether votes are shown NAMED or ANONYMOUSLY.");
    }
    if (!ballot.compared_with.empty() &&
        round_of_ballot(checking_.index, ballot.compared_with) >= index_) {
      add(at.part("compared_with"), "compared-earlier",
          "`compared_with` names a ballot of an earlier round.");
    }
  }

  [[nodiscard]] bool options_right(const Ballot& ballot) const {
    const bool from_product = !ballot.options_from.empty();
    if (ballot.scale == Ballot::Scale::agree5) return ballot.options.empty();
    if (from_product) {
      return ballot.options.empty() &&
             made_before(checking_.index, ballot.options_from, index_ + 1);
    }
    return ballot.options.size() >= 2;
  }

  void check_reveal() {
    if (round_.own_only_until.empty()) return;
    const auto reveal = script_.round_named(round_.own_only_until);
    if (reveal && *reveal > index_ + 1) return;
    add(at_.part("own_only_until"), "reveal-later",
        "`own_only_until` names a later round, in which it is revealed.");
  }

  // What is heard in the room is nobody's own.
  void check_own_only() {
    if (round_.own_only_until.empty()) return;
    const ActSet silent{Right::note, Right::vote, Right::propose, Right::pass, Right::ready};
    for (const Ring ring : {Ring::inner, Ring::outer}) {
      std::size_t nth = 0;
      for (const Placement& placement : round_.placements) {
        if (placement.ring != ring) continue;
        const LineNode& at = at_.part(name(ring), nth++);
        if (only(placement.may, silent)) continue;
        add(at, "own-only-silent",
            "In a round with `own_only_until` people hold NOTE, VOTE, PROPOSE, PASS and READY at "
            "most.",
            script_.groups[placement.group.value].id);
      }
    }
  }

  // Earlier, or in the repetition before this one.
  [[nodiscard]] bool known_by_now(std::size_t round) const {
    if (round < index_) return true;
    return std::any_of(script_.repetitions.begin(), script_.repetitions.end(),
                       [&](const Repetition& repeat) {
                         const auto from = script_.round_named(repeat.from);
                         const auto to = script_.round_named(repeat.to);
                         return from && to && index_ + 1 >= *from && round < *to;
                       });
  }

  [[nodiscard]] bool release_known(const Release& release) const {
    switch (release.kind) {
      case Release::Kind::none:
        return false;
      case Release::Kind::product:
        return made_before(checking_.index, release.what, index_);
      case Release::Kind::ballot:
        return known_by_now(round_of_ballot(checking_.index, release.what));
      case Release::Kind::contributions:
      case Release::Kind::anonymous:
        return earlier(release.what);
    }
    return false;
  }

  void check_release(const Release& release, const LineNode& at) {
    if (!release_known(release)) {
      add(at, "release-earlier",
          "A release names one thing of an earlier round: a product, a ballot, its contributions "
          "or what was anonymous in it.");
    }
    if (release.to.empty()) add(at, "release-to", "Say in `to` which groups it is released to.");
    for (std::size_t i = 0; i < release.to.size(); ++i) {
      const auto group = script_.group_named(release.to[i]);
      if (!group) {
        add(at.part("to", i), "unknown-group",
            "The script defines no group " + quoted(release.to[i]) + ".", release.to[i]);
      } else if (is_away(*group)) {
        add(at.part("to", i), "away-sees-nothing",
            "This group is away in this round; release it where the group is present.",
            release.to[i]);
      }
    }
  }

  [[nodiscard]] bool is_away(GroupIndex group) const {
    return std::none_of(
        round_.placements.begin(), round_.placements.end(),
        [&](const Placement& p) { return p.group == group && p.ring != Ring::away; });
  }

  void check_side_rooms() {
    std::vector<std::string> taken;
    for (std::size_t i = 0; i < round_.side_rooms.size(); ++i) {
      const SideRoom& room = round_.side_rooms[i];
      const LineNode& at = at_.part("side_room", i);
      check_id(checking_, at, room.id, taken, round_.id);
      check_title(checking_, at, "title", room.title, round_.id);
      const auto leader = script_.group_named(room.led_by);
      if (!leader || !leads(script_.groups[leader->value].role)) {
        add(at.part("led_by"), "room-led", "`led_by` names a group that leads.");
      }
      if (room.retention == SideRoom::Retention::unspecified) {
        add(at.part("retention"), "room-retention",
            "Say whether what is said there is ARCHIVED or ERASED_WITH_SITTING.");
      }
      if (room.placements.empty()) {
        add(at, "room-placed", "Nobody sits in this room.");
      }
      for (const Placement& placement : room.placements) check_in_room(placement, at);
    }
  }

  void check_in_room(const Placement& placement, const LineNode& at) {
    if (placement.group.value >= script_.groups.size()) return;
    const std::string& group = script_.groups[placement.group.value].id;
    if (!is_away(placement.group)) {
      add(at, "room-once", "Nobody can be in the round and in a room beside it.", group);
    }
    if (placement.may.has(Right::speak) && !placement.may.has(Right::pass)) {
      add(at, "pass-with-speak", "Who may speak may always pass: add `may: PASS`.", group);
    }
    if (!only(placement.may, {Right::speak, Right::pass, Right::note})) {
      add(at, "room-acts", "In a room beside the round people hold SPEAK, PASS and NOTE at most.",
          group);
    }
  }

  Checking& checking_;
  const Script& script_;
  const Round& round_;
  std::size_t index_;
  const LineNode& at_;
};

}  // namespace

void check_extras(Checking& checking, std::size_t round) { ExtrasCheck(checking, round).check(); }

}  // namespace arena
