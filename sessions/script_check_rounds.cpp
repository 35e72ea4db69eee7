// SPDX-License-Identifier: EUPL-1.2
// The checker's rules about rounds and who may do what in them.
#include <optional>

#include "sessions/script_checking.hpp"

namespace arena {

namespace {

constexpr std::uint16_t minutes_max = 480;

constexpr ActSet listening{Right::note, Right::mark};

// An act that does something; passing and asking for the floor do not.
bool acts(ActSet may) { return !only(may, {Right::pass, Right::hand}); }

// Said to others in words of one's own, or counted among them.
bool needs_pass(ActSet may) {
  return may.has(Right::speak) || may.has(Right::answer) || may.has(Right::vote);
}

class RoundCheck {
 public:
  RoundCheck(Checking& checking, std::size_t index)
      : checking_(checking),
        script_(checking.script),
        round_(checking.script.rounds[index]),
        index_(index),
        at_(checking.lines.script.part("round", index)) {}

  void check() {
    check_title(checking_, at_, "title", round_.title, round_.id);
    check_notes();
    check_clock();
    if (!check_seating()) return;  // the rules below go through the groups by index
    check_placements();
    check_rings();
    check_questions();
    check_lessons();
    check_ends();
    check_extras(checking_, index_);
  }

 private:
  void add(const LineNode& at, std::string_view rule, std::string sentence) {
    checking_.add(at, rule, std::move(sentence), round_.id);
  }
  void add(const LineNode& at, const Placement& placement, std::string_view rule,
           std::string sentence) {
    checking_.add(at, rule, std::move(sentence), round_.id, group(placement).id);
  }
  [[nodiscard]] const Group& group(const Placement& placement) const {
    return script_.groups[placement.group.value];
  }
  // Who leads sits in the chair without being named, so that placement has the round's own line.
  [[nodiscard]] const LineNode& line_of(std::size_t placement) const {
    std::size_t nth = 0;
    for (std::size_t i = 0; i < placement; ++i) {
      if (round_.placements[i].ring == round_.placements[placement].ring) ++nth;
    }
    return at_.part(name(round_.placements[placement].ring), nth);
  }
  template <class Test>
  [[nodiscard]] bool anybody(Test test) const {
    return std::any_of(round_.placements.begin(), round_.placements.end(), test);
  }
  [[nodiscard]] bool anybody_inside_may(ActSet rights) const {
    return anybody([&](const Placement& p) {
      if (p.ring != Ring::inner) return false;
      for (int bit = 0; bit < rights_count; ++bit) {
        const auto right = static_cast<Right>(bit);
        if (rights.has(right) && p.may.has(right)) return true;
      }
      return false;
    });
  }
  [[nodiscard]] bool anybody_may(Right right) const {
    return anybody([&](const Placement& p) { return p.ring != Ring::chair && p.may.has(right); });
  }

  void check_notes() {
    if (!in_both_or_none(round_.purpose)) {
      check_title(checking_, at_, "purpose", round_.purpose, round_.id);
    }
    if (!in_both_or_none(round_.chair_note)) {
      check_title(checking_, at_, "chair_note", round_.chair_note, round_.id);
    }
    if (!in_both_or_none(round_.question_rule)) {
      check_title(checking_, at_, "question_rule", round_.question_rule, round_.id);
    }
  }

  void check_clock() {
    if (round_.minutes > minutes_max) {
      add(at_.part("minutes"), "minutes-range", "A round lasts at most 480 minutes.");
    }
    const int before = index_ == 0 ? 1 : script_.rounds[index_ - 1].sitting;
    const int next = index_ == 0 ? 1 : before + 1;
    if (round_.sitting != before && round_.sitting != next) {
      add(at_.part("sitting"), "sittings-in-order",
          "Sittings are counted from 1 without a gap, in the order of the rounds.");
    }
  }

  // Who sits where; false if a placement names no group at all.
  bool check_seating() {
    for (std::size_t i = 0; i < round_.placements.size(); ++i) {
      const Placement& placement = round_.placements[i];
      if (placement.group.value >= script_.groups.size()) {
        add(line_of(i), "unknown-group", "This placement names no group of the script.");
        return false;
      }
      for (std::size_t j = 0; j < i; ++j) {
        const Placement& other = round_.placements[j];
        const bool either = placement.only_if && other.only_if &&
                            placement.only_if->option == other.only_if->option &&
                            placement.only_if->choice != other.only_if->choice;
        if (other.group != placement.group || either) continue;
        add(line_of(i), placement, "placed-once",
            "A group has one place in a round, or one for each choice of an option.");
        break;  // said once, however often it is placed
      }
    }
    if (!anybody([](const Placement& p) { return p.ring == Ring::chair; })) {
      add(at_, "chair-in-round", "Somebody must sit in the chair of every round.");
    }
    return true;
  }

  void check_placements() {
    for (std::size_t i = 0; i < round_.placements.size(); ++i) {
      const Placement& placement = round_.placements[i];
      const LineNode& at = line_of(i);
      if (placement.ring == Ring::away && !(placement.may.empty() && placement.makes.empty())) {
        add(at, placement, "away-silent", "Who is away may do nothing here; leave out `may`.");
      }
      if (placement.ring == Ring::chair) continue;
      if (needs_pass(placement.may) && !placement.may.has(Right::pass)) {
        add(at, placement, "pass-with-speak",
            "Who may speak, answer or vote may always pass: add `may: PASS`.");
      }
      if (placement.may.has(Right::hand) && round_.floor != Floor::queue) {
        add(at, placement, "hand-needs-queue",
            "Hands go up only where the floor is QUEUE; leave out HAND or change `floor`.");
      }
      if (placement.ring == Ring::outer) check_outer(placement, at);
      check_product_act(placement, at);
      check_audience(placement, at);
    }
  }

  void check_outer(const Placement& placement, const LineNode& at) {
    if (round_.listen_only && !only(placement.may, listening)) {
      add(at, placement, "listen-only",
          "In a listen-only round the outer ring holds NOTE and MARK and nothing else.");
      return;
    }
    if (placement.may.has(Right::ask) && !round_.gate) {
      add(at, placement, "gate-for-outer",
          "Questions of the outer ring pass the chair: add `gate: true`.");
    }
    const ActSet closed{Right::note, Right::mark, Right::ask};
    if (group(placement).powerful && !round_.outer_share && !only(placement.may, closed)) {
      add(at, placement, "powerful-outer",
          "Who has power over others holds only NOTE, MARK and gated ASK in the outer ring, "
          "unless the round says `outer_share: true`.");
    }
  }

  void check_product_act(const Placement& placement, const LineNode& at) {
    if (placement.may.has(Right::propose) == placement.makes.empty()) {
      add(at, placement, "propose-names-product",
          "PROPOSE and `makes` belong together: say what is proposed.");
    }
    for (std::size_t k = 0; k < placement.makes.size(); ++k) {
      if (product_named(script_, placement.makes[k]) != nullptr) continue;
      add(at.part("makes", k), placement, "product-known",
          "The script defines no product " + quoted(placement.makes[k]) + ".");
    }
  }

  void check_audience(const Placement& placement, const LineNode& at) {
    const ActSet replies{Right::answer, Right::speak};
    if (placement.may.has(Right::ask) && !anybody_inside_may(replies)) {
      add(at, placement, "audience", "Nobody in the inner ring may answer what is asked here.");
    }
    const ActSet heard{Right::answer, Right::speak, Right::ask, Right::propose_lesson};
    if (placement.may.has(Right::mark) && !anybody_inside_may(heard)) {
      add(at, placement, "audience", "Nobody in the inner ring says anything to mark.");
    }
    if (placement.may.has(Right::judge_lesson) && !lessons_known() && !items_to_judge()) {
      add(at, placement, "audience",
          "There are no lessons to judge: propose them here, or share those of an earlier round.");
    }
    const bool seat_known =
        std::any_of(script_.groups.begin(), script_.groups.end(), [](const Group& group) {
          return group.position && group.position->bound_by == Position::BoundBy::queue;
        });
    if ((placement.may.has(Right::take_seat) || placement.may.has(Right::leave_seat)) &&
        !seat_known) {
      add(at, placement, "seat-to-take", "No position of the script is bound by QUEUE.");
    }
  }

  [[nodiscard]] bool lessons_before() const { return checking_.index.lessons_proposed < index_; }
  [[nodiscard]] bool lessons_known() const {
    if (anybody_may(Right::propose_lesson)) return true;
    return lessons_before() && checking_.index.lessons_shared <= index_;
  }
  // Items of a product that somebody judges: made here or before.
  [[nodiscard]] bool items_to_judge() const {
    return std::any_of(script_.products.begin(), script_.products.end(), [&](const Product& p) {
      return !p.judged_by.empty() && made_before(checking_.index, p.id, index_ + 1);
    });
  }

  void check_rings() {
    const bool inner = anybody([](const Placement& p) { return p.ring == Ring::inner; });
    const bool outer = anybody([](const Placement& p) { return p.ring == Ring::outer; });
    const bool somebody =
        anybody([](const Placement& p) { return p.ring != Ring::chair && acts(p.may); });
    if (round_.presentation) {
      if (anybody([](const Placement& p) {
            return p.ring != Ring::chair && !only(p.may, {Right::note, Right::mark, Right::ready});
          })) {
        add(at_.part("presentation"), "presentation-silent",
            "In a presentation others hold NOTE, MARK and READY at most.");
      }
    } else if (!inner) {
      add(at_, "inner-ring", "Nobody sits in the inner ring; add `inner` or `presentation: true`.");
    } else if (!somebody) {
      add(at_, "somebody-may-act",
          "Nobody besides the chair may act; give somebody an act or say `presentation: true`.");
    }
    if (round_.listen_only && !outer) {
      add(at_.part("listen_only"), "listen-only", "Nobody sits in the outer ring to listen.");
    }
    if (round_.listen_only && round_.outer_share) {
      add(at_.part("outer_share"), "listen-only",
          "The outer ring either only listens or shares, not both.");
    }
  }

  void check_questions() {
    if (round_.gate && !anybody_may(Right::ask)) {
      add(at_.part("gate"), "gate-idle", "A gate needs somebody who may ASK.");
    }
    if (round_.answers_to == AnswersTo::chair_only && !anybody_may(Right::answer)) {
      add(at_.part("answers_to"), "answers-idle", "`answers_to` needs somebody who may ANSWER.");
    }
    if (round_.quiet_first && round_.floor != Floor::queue) {
      add(at_.part("quiet_first"), "quiet-needs-queue", "`quiet_first` needs `floor: QUEUE`.");
    }
  }

  void check_lessons() {
    if (round_.shares_lessons && !lessons_before()) {
      add(at_.part("shares_lessons"), "lessons-to-share",
          "No earlier round lets anybody propose a lesson.");
    }
  }

  [[nodiscard]] bool repeats_over_product() const {
    return std::any_of(script_.repetitions.begin(), script_.repetitions.end(),
                       [&](const Repetition& repeat) {
                         const auto from = script_.round_named(repeat.from);
                         const auto to = script_.round_named(repeat.to);
                         return repeat.over == Repetition::Over::product && from && to &&
                                *from <= index_ + 1 && index_ + 1 <= *to;
                       });
  }

  [[nodiscard]] std::optional<std::string> why_never(RoundEnd end) const {
    switch (end) {
      case RoundEnd::time:
        if (round_.minutes != 0) return std::nullopt;
        return "TIME needs `minutes`.";
      case RoundEnd::everybody_acted:
        if (anybody([](const Placement& p) {
              return p.ring != Ring::chair && acts(p.may) && !only(p.may, listening);
            })) {
          return std::nullopt;
        }
        return "EVERYBODY_ACTED needs somebody with more to do than listen.";
      case RoundEnd::queue_empty:
        if (round_.floor == Floor::queue || anybody_may(Right::ask)) return std::nullopt;
        return "QUEUE_EMPTY needs `floor: QUEUE` or somebody who may ASK.";
      case RoundEnd::list_exhausted:
        if (!round_.takes.empty() || repeats_over_product()) return std::nullopt;
        return "LIST_EXHAUSTED needs a product in `takes`.";
      case RoundEnd::all_submitted:
        if (anybody_may(Right::vote) || anybody_may(Right::ready) || anybody_may(Right::propose) ||
            anybody_may(Right::anonymous)) {
          return std::nullopt;
        }
        return "ALL_SUBMITTED needs somebody who may VOTE, PROPOSE, be READY or go ANONYMOUS.";
    }
    return std::nullopt;
  }

  void check_ends() {
    for (std::size_t i = 0; i < round_.ends_when.size(); ++i) {
      if (const auto why = why_never(round_.ends_when[i])) {
        add(at_.part("ends_when", i), "can-end", "This end never comes: " + *why);
      }
    }
    if (round_.advance_automatically && round_.ends_when.empty() && round_.minutes == 0) {
      add(at_.part("advance"), "can-end",
          "A round that moves on by itself needs `minutes` or `ends_when`.");
    }
  }

  Checking& checking_;
  const Script& script_;
  const Round& round_;
  std::size_t index_;
  const LineNode& at_;
};

}  // namespace

void check_parts(Checking& checking) {
  const auto& rounds = checking.script.rounds;
  for (std::size_t i = 1; i < rounds.size(); ++i) {
    if (rounds[i].sitting != rounds[i - 1].sitting || rounds[i].part >= rounds[i - 1].part)
      continue;
    checking.add(checking.lines.script.part("round", i).part("part"), "part-order",
                 "In a sitting rounds of the HEAD come first, then the BODY, then the TAIL.",
                 rounds[i].id);
  }
  if (!rounds.empty() && std::none_of(rounds.begin(), rounds.end(), [](const Round& round) {
        return round.part == Part::body;
      })) {
    checking.add(checking.lines.script, "part-order", "At least one round is of the BODY.");
  }
}

void check_rounds(Checking& checking) {
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < checking.script.rounds.size(); ++i) {
    const std::string& id = checking.script.rounds[i].id;
    check_id(checking, checking.lines.script.part("round", i), id, taken, id);
    RoundCheck(checking, i).check();
  }
}

}  // namespace arena
