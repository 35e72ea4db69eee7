// SPDX-License-Identifier: EUPL-1.2
// The checker's rules about the script as a whole, its groups and its matter. Those about rounds
// stand in script_check_rounds.cpp and script_check_extras.cpp.
#include "sessions/script_check.hpp"

#include "sessions/script_checking.hpp"

namespace arena {

const LineNode& LineNode::part(std::string_view name, std::size_t index) const {
  const auto found = parts.find(name);
  if (found == parts.end() || index >= found->second.size()) return *this;
  return found->second[index];
}

std::vector<ScriptFault> check_script(const Script& script, const ScriptLines& lines) {
  Checking checking{script, lines};
  check_head(checking);
  check_groups(checking);
  check_matter(checking);
  check_parts(checking);
  check_rounds(checking);
  std::stable_sort(checking.faults.begin(), checking.faults.end(),
                   [](const ScriptFault& a, const ScriptFault& b) { return a.line < b.line; });
  return std::move(checking.faults);
}

// ---- shared -------------------------------------------------------------------------------------

void check_id(Checking& checking, const LineNode& at, const std::string& id,
              std::vector<std::string>& taken, const std::string& round) {
  if (!well_formed(id)) {
    checking.add(at.part("id"), "id-form",
                 "An id is lower-case letters, figures and underscores and begins with a letter; " +
                     quoted(id) + " is not.",
                 round);
  } else if (std::find(taken.begin(), taken.end(), id) != taken.end()) {
    checking.add(at.part("id"), "id-unique", "The id " + quoted(id) + " is used twice.", round);
  }
  taken.push_back(id);
}

void check_title(Checking& checking, const LineNode& at, std::string_view field,
                 const Bilingual& title, const std::string& round) {
  if (in_both(title)) return;
  checking.add(at.part(field), "text-both",
               "Give " + quoted(field) + " in Dutch (nl) and in English (en).", round);
}

void check_labels(Checking& checking, const LineNode& at, std::string_view field,
                  const std::vector<Labelled>& labels, const std::string& round) {
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const LineNode& label = at.part(field, i);
    check_id(checking, label, labels[i].id, taken, round);
    check_title(checking, label, "title", labels[i].title, round);
  }
}

ScriptIndex::ScriptIndex(const Script& script) {
  for (std::size_t i = 0; i < script.rounds.size(); ++i) {
    const Round& round = script.rounds[i];
    for (const Placement& placement : round.placements) {
      for (const std::string& product : placement.makes) products.try_emplace(product, i);
      if (placement.may.has(Right::propose_lesson))
        lessons_proposed = std::min(lessons_proposed, i);
    }
    if (round.shares_lessons) lessons_shared = std::min(lessons_shared, i);
    for (const Ballot& ballot : round.ballots) {
      Found& found = ballots[ballot.id];
      found.round = std::min(found.round, i);
      ++found.times;
    }
  }
}

bool made_before(const ScriptIndex& index, std::string_view product, std::size_t round) {
  const auto found = index.products.find(product);
  return found != index.products.end() && found->second < round;
}

std::size_t round_of_ballot(const ScriptIndex& index, std::string_view id) {
  const auto found = index.ballots.find(id);
  return found == index.ballots.end() ? ScriptIndex::never : found->second.round;
}

bool condition_known(const Script& script, const Condition& condition) {
  return std::any_of(script.options.begin(), script.options.end(), [&](const Option& option) {
    return option.id == condition.option &&
           std::any_of(option.choices.begin(), option.choices.end(),
                       [&](const Labelled& choice) { return choice.id == condition.choice; });
  });
}

const Product* product_named(const Script& script, std::string_view id) noexcept {
  const auto found = std::find_if(script.products.begin(), script.products.end(),
                                  [&](const Product& product) { return product.id == id; });
  return found == script.products.end() ? nullptr : &*found;
}

// ---- the script as a whole
// ------------------------------------------------------------------------

namespace {

constexpr std::size_t rounds_max = 100;
constexpr std::uint16_t anonymous_floor_min = 4;  // DESIGN §6
constexpr std::uint16_t limit_max = 10'000;

bool anything_anonymous(const Script& script) {
  const auto anonymous = [](const Placement& p) { return p.may.has(Right::anonymous); };
  const auto anonymous_room = [&](const SideRoom& room) {
    return std::any_of(room.placements.begin(), room.placements.end(), anonymous);
  };
  const auto anonymous_ballot = [](const Ballot& ballot) {
    return ballot.shown == Ballot::Shown::anonymously;
  };
  return std::any_of(script.rounds.begin(), script.rounds.end(), [&](const Round& round) {
    return std::any_of(round.placements.begin(), round.placements.end(), anonymous) ||
           std::any_of(round.side_rooms.begin(), round.side_rooms.end(), anonymous_room) ||
           std::any_of(round.ballots.begin(), round.ballots.end(), anonymous_ballot);
  });
}

void check_anonymous_floor(Checking& checking) {
  const Script& script = checking.script;
  const bool needed = anything_anonymous(script);
  if (script.anonymous_floor >= anonymous_floor_min) return;
  if (!needed && script.anonymous_floor == 0) return;
  checking.add(checking.lines.script.part("anonymous_floor"), "anonymous-floor",
               "What is anonymous needs a floor: set `anonymous_floor` to 4 or more people.");
}

void check_runs(Checking& checking) {
  if (checking.script.draft) return;
  for (const std::string& what : what_cannot_run(checking.script)) {
    checking.add(
        checking.lines.script.part("draft"), "cannot-run",
        "The engine does not run this yet: " + what + ". Set `draft: true` or leave it out.");
  }
}

}  // namespace

void check_head(Checking& checking) {
  const Script& script = checking.script;
  const LineNode& head = checking.lines.script;
  std::vector<std::string> taken;
  check_id(checking, head, script.id, taken);
  check_title(checking, head, "title", script.title);
  if (!in_both_or_none(script.summary)) check_title(checking, head, "summary", script.summary);
  if (!in_both(script.standing_reason)) {
    checking.add(head.part("standing_reason"), "standing-reason",
                 "Everyday acts of the chair carry a standing reason: give `standing_reason` in "
                 "Dutch (nl) and in English (en).");
  }
  if (script.source.empty()) {
    checking.add(head.part("source"), "source-named",
                 "Say in `source` where the method is described.");
  }
  for (std::size_t i = 0; i < script.conduct.size(); ++i) {
    if (!in_both(script.conduct[i])) {
      checking.add(head.part("conduct", i), "text-both",
                   "Give each rule of conduct in Dutch (nl) and in English (en).");
    }
  }
  if (script.rounds.empty() || script.rounds.size() > rounds_max) {
    checking.add(head, "rounds-count", "A script has 1 to 100 rounds.");
  } else if (std::all_of(script.rounds.begin(), script.rounds.end(),
                         [](const Round& round) { return round.only_if.has_value(); })) {
    checking.add(head, "reachable", "At least one round must be held whatever is chosen.");
  }
  check_anonymous_floor(checking);
  check_runs(checking);
}

// ---- groups
// ---------------------------------------------------------------------------------------

namespace {

class GroupCheck {
 public:
  GroupCheck(Checking& checking, std::size_t index)
      : checking_(checking),
        script_(checking.script),
        group_(checking.script.groups[index]),
        index_(static_cast<std::uint8_t>(index)),
        at_(checking.lines.script.part("group", index)) {}

  void check() {
    check_title(checking_, at_, "title", group_.title);
    if (group_.letter < 'A' || group_.letter > 'Z') {
      add("letter", "letter-form", "A letter is one capital letter, A to Z.");
    }
    check_sizes();
    check_named();
    if (!group_.at_least.empty() &&
        (!script_.group_named(group_.at_least) || group_.at_least == group_.id)) {
      add("at_least", "at-least-known",
          "`at_least` names another group of the script; " + quoted(group_.at_least) + " is none.");
    }
    if (group_.position && group_.derived) {
      add("derived", "made-once", "A group is a position or derived, not both.");
    }
    if (group_.position) check_position(*group_.position);
    if (group_.derived) check_derived(*group_.derived);
    check_placed();
  }

 private:
  void add(std::string_view field, std::string_view rule, std::string sentence) {
    add_at(at_.part(field), rule, std::move(sentence));
  }
  void add_at(const LineNode& at, std::string_view rule, std::string sentence) {
    checking_.add(at, rule, std::move(sentence), {}, group_.id);
  }

  void check_sizes() {
    if (group_.limit == 0 || group_.limit > limit_max) {
      add("limit", "group-limit", "Give the group a `limit` from 1 to 10000 people.");
      return;
    }
    if (group_.advised_max != 0 && group_.advised_min > group_.advised_max) {
      add("advised_min", "group-advice", "`advised_min` is more than `advised_max`.");
    }
    if (group_.advised_min > group_.limit || group_.advised_max > group_.limit) {
      add("limit", "group-advice", "The advice asks for more people than `limit` lets in.");
    }
    const bool advised = group_.advised_min == 0 || group_.needs <= group_.advised_min;
    if (!advised || group_.needs > group_.limit) {
      add("needs", "group-needs",
          "`needs` is at most `advised_min` where that is given, and at most `limit`.");
    }
    if (group_.needs != 0 && (group_.position || group_.derived)) {
      add("needs", "group-needs", "Only a group of people who arrive `needs` a number of them.");
    }
  }

  // Who is made of others is shown as they are, and has no line of its own for it.
  void check_named() {
    if (!group_.named_if || group_.position || group_.derived) return;
    if (!condition_known(script_, *group_.named_if)) {
      add("named_if", "condition-known",
          "`named_if` names an option of the script and one of its choices.");
    }
    if (group_.shown_as == ShownAs::name) {
      add("named_if", "named-once",
          "With `shown_as: NAME` nothing is left to choose; leave one out.");
    }
  }

  // A group of people who arrive, not one made out of another.
  [[nodiscard]] bool plain(std::string_view id) const {
    const auto found = script_.group_named(id);
    if (!found) return false;
    const Group& group = script_.groups[found->value];
    return !group.position && !group.derived && !leads(group.role);
  }

  void check_position(const Position& position) {
    const LineNode& at = at_.part("position");
    if (!plain(position.of)) {
      add_at(at.part("of"), "position-source",
             "`of` names the group whose members may sit there; " + quoted(position.of) +
                 " is not such a group.");
    }
    if (position.capacity == 0 || position.keep_empty >= position.capacity) {
      add_at(at.part("capacity"), "position-capacity",
             "A position needs a `capacity` that is more than `keep_empty`.");
    }
    const bool by_vote = position.bound_by == Position::BoundBy::vote;
    const bool ballot_known =
        round_of_ballot(checking_.index, position.ballot) < script_.rounds.size();
    if (position.bound_by == Position::BoundBy::unspecified ||
        by_vote != !position.ballot.empty() || (by_vote && !ballot_known)) {
      add_at(at.part("bound_by"), "position-bound",
             "A position is bound by CHAIR or QUEUE, or by VOTE with the `ballot` of a round.");
    }
    const bool all = position.replacement == Position::Replacement::all_at_once;
    if (all != (position.period_minutes != 0)) {
      add_at(at.part("replacement"), "position-period",
             "ALL_AT_ONCE, and only that, needs `period_minutes`.");
    }
  }

  void check_derived(const Derived& derived) {
    const LineNode& at = at_.part("derived");
    const auto of = script_.group_named(derived.of);
    if (!of || derived.of == group_.id || script_.groups[of->value].derived ||
        leads(script_.groups[of->value].role)) {
      add_at(at.part("of"), "derived-source",
             "`of` names the group this one is a part of; " + quoted(derived.of) +
                 " is not such a group.");
    }
    if (!script_.round_named(derived.at_end_of)) {
      add_at(at.part("at_end_of"), "derived-source",
             "`at_end_of` names a round; " + quoted(derived.at_end_of) + " is none.");
    }
  }

  void check_placed() {
    if (leads(group_.role) || group_.role == Role::host || group_.role == Role::researcher) return;
    const auto here = [&](const Placement& placement) {
      return placement.group == GroupIndex{index_} && placement.ring != Ring::away;
    };
    const auto in_round = [&](const Round& round) {
      return std::any_of(round.placements.begin(), round.placements.end(), here) ||
             std::any_of(round.side_rooms.begin(), round.side_rooms.end(),
                         [&](const SideRoom& room) {
                           return std::any_of(room.placements.begin(), room.placements.end(), here);
                         });
    };
    // People of this group may sit in a position made of it instead.
    const auto in_position = [&](const Group& group) {
      return (group.position && group.position->of == group_.id) ||
             (group.derived && group.derived->of == group_.id);
    };
    if (std::any_of(script_.rounds.begin(), script_.rounds.end(), in_round)) return;
    if (std::any_of(script_.groups.begin(), script_.groups.end(), in_position)) return;
    add("id", "group-placed", "No round places this group: place it, or leave it out.");
  }

  Checking& checking_;
  const Script& script_;
  const Group& group_;
  std::uint8_t index_;
  const LineNode& at_;
};

}  // namespace

void check_groups(Checking& checking) {
  const Script& script = checking.script;
  const LineNode& head = checking.lines.script;
  if (script.groups.empty() || script.groups.size() > groups_max) {
    checking.add(head, "groups-count", "A script has 1 to 64 groups.");
    return;
  }
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < script.groups.size(); ++i) {
    check_id(checking, head.part("group", i), script.groups[i].id, taken);
    GroupCheck(checking, i).check();
  }
  if (std::none_of(script.groups.begin(), script.groups.end(),
                   [](const Group& group) { return leads(group.role); })) {
    checking.add(head, "chair-present",
                 "Somebody must lead: define a group with the role FACILITATOR.");
  }
}

// ---- matter: options, statements, products, repetitions
// ------------------------------------------

namespace {

void check_products(Checking& checking) {
  const Script& script = checking.script;
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < script.products.size(); ++i) {
    const Product& product = script.products[i];
    const LineNode& at = checking.lines.script.part("product", i);
    check_id(checking, at, product.id, taken);
    check_title(checking, at, "title", product.title);
    check_labels(checking, at, "state", product.states);
    if (product.kind == Product::Kind::unspecified) {
      checking.add(at.part("kind"), "product-kind",
                   "Say in `kind` what the product is: LESSON, QUESTION, ASSUMPTION, OFFER, "
                   "OBSERVATION, ACTION or SUMMARY.");
    }
    if (!product.judged_by.empty() && !script.group_named(product.judged_by)) {
      checking.add(at.part("judged_by"), "unknown-group",
                   "The script defines no group " + quoted(product.judged_by) + ".");
    }
    if (!made_before(checking.index, product.id, script.rounds.size())) {
      checking.add(at, "product-made",
                   "Nobody makes this product: name it in `makes` of a placement.");
    }
  }
}

void check_repetition(Checking& checking, const Repetition& repeat, const LineNode& at) {
  const Script& script = checking.script;
  const auto from = script.round_named(repeat.from);
  const auto to = script.round_named(repeat.to);
  if (!from || !to || *from > *to) {
    checking.add(at.part("from"), "repeat-rounds",
                 "`from` and `to` name the first and the last round that are repeated.");
    return;
  }
  if (script.rounds[*from - 1U].sitting != script.rounds[*to - 1U].sitting) {
    checking.add(at.part("to"), "repeat-sitting", "Rounds that are repeated are of one sitting.");
  }
  const bool over_statements = repeat.over == Repetition::Over::statements;
  const bool over_product = repeat.over == Repetition::Over::product;
  if ((over_statements && !script.statements.empty() && repeat.product.empty()) ||
      (over_product && made_before(checking.index, repeat.product, *from - 1U))) {
    return;
  }
  checking.add(at.part("over"), "repeat-over",
               "Rounds are repeated over STATEMENTS that the script holds, or over a PRODUCT that "
               "an earlier round makes.");
}

// Each round is repeated for one reason only.
void check_overlap(Checking& checking) {
  const Script& script = checking.script;
  std::vector<bool> repeated(script.rounds.size());
  for (std::size_t i = 0; i < script.repetitions.size(); ++i) {
    const auto from = script.round_named(script.repetitions[i].from);
    const auto to = script.round_named(script.repetitions[i].to);
    if (!from || !to || *from > *to) continue;
    bool again = false;
    for (std::size_t round = *from - 1U; round < *to; ++round) {
      again = again || repeated[round];
      repeated[round] = true;
    }
    if (!again) continue;
    checking.add(checking.lines.script.part("repeat", i), "repeat-once",
                 "A round is repeated by one `repeat` only; these overlap.");
  }
}

}  // namespace

void check_matter(Checking& checking) {
  const Script& script = checking.script;
  const LineNode& head = checking.lines.script;
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < script.options.size(); ++i) {
    const LineNode& at = head.part("option", i);
    check_id(checking, at, script.options[i].id, taken);
    check_title(checking, at, "title", script.options[i].title);
    check_labels(checking, at, "choice", script.options[i].choices);
    if (script.options[i].choices.size() < 2) {
      checking.add(at, "option-choices", "An option has at least two choices.");
    }
  }
  taken.clear();
  for (std::size_t i = 0; i < script.statements.size(); ++i) {
    const LineNode& at = head.part("statement", i);
    check_id(checking, at, script.statements[i].id, taken);
    check_title(checking, at, "text", script.statements[i].text);
    if (!in_both_or_none(script.statements[i].chair_note)) {
      check_title(checking, at, "chair_note", script.statements[i].chair_note);
    }
  }
  check_products(checking);
  for (std::size_t i = 0; i < script.repetitions.size(); ++i) {
    check_repetition(checking, script.repetitions[i], head.part("repeat", i));
  }
  check_overlap(checking);
}

}  // namespace arena
