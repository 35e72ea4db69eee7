// SPDX-License-Identifier: EUPL-1.2
// Lessons and items of other products, what becomes of them, ballots, the letter.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>

#include "sessions/conversation_deciding.hpp"
#include "sessions/utf8.hpp"

namespace arena {

namespace {

using Events = std::vector<Event>;

}  // namespace

// ---- what an act may be about

Result<const Conversation::Item*> Conversation::Deciding::item(ItemId id) const {
  const auto found = c_.items_.find(id);
  if (found == c_.items_.end()) return refuse(Reason::no_such_item);
  const Item& item = found->second;
  const bool others_own = item.own && item.by != command_.actor;
  if (others_own) return refuse(Reason::no_such_item);
  return &item;
}

// All who were shown it; none of them may be away now, for to them nothing may arrive.
Result<Audience> Conversation::Deciding::told_of(const Item& item) const {
  Audience audience = item.seen_by;
  audience.groups |= only_chair().groups;
  if (c_.room_.round == 0) return audience;
  for (std::size_t i = 0; i < c_.people_.size(); ++i) {
    const SeatId seat{static_cast<std::uint32_t>(i + 1)};
    if (c_.people_[i].standing != Standing::seated) continue;
    if (!is_in(audience, seat, c_.people_[i].group)) continue;
    const Place place = c_.place_of(seat, c_.room_.round);
    if (place.ring == Ring::away || place.room != 0) return refuse(Reason::wrong_moment);
  }
  return audience;
}

Result<void> Conversation::Deciding::all_seen(const std::vector<Turn>& turns) const {
  if (turns.size() > evidence_max) return refuse(Reason::too_many);
  const bool all = std::all_of(turns.begin(), turns.end(), [&](const Turn& t) { return sees(t); });
  if (!all) return refuse(Reason::no_such_turn);
  return {};
}

// ---- making lessons and items

Result<Events> Conversation::Deciding::operator()(const ProposeLesson& act) {
  if (c_.items_.size() >= items_max) return refuse(Reason::too_many);
  if (auto seen = all_seen(act.evidence); !seen) return tl::unexpected(seen.error());
  add_text(here(), LessonProposed{new_item(), next_turn(), act.evidence});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const Propose& act) {
  if (c_.items_.size() >= items_max) return refuse(Reason::too_many);
  const Place place = c_.place_of(command_.actor, c_.room_.round);
  const auto& products = c_.script_.products;
  const bool makes = act.product < products.size() && place.placement != nullptr &&
                     std::find(place.placement->makes.begin(), place.placement->makes.end(),
                               products[act.product].id) != place.placement->makes.end();
  if (!makes) return refuse(Reason::no_such_item);
  const bool own = products[act.product].own || !c_.open_round()->own_only_until.empty();
  if (own) {
    add_text(only(command_.actor), ItemProposed{new_item(), act.product, std::nullopt});
  } else {
    add_text(here(), ItemProposed{new_item(), act.product, next_turn()});
  }
  return take();
}

Result<Events> Conversation::Deciding::operator()(const ReconsiderItem& act) {
  const auto own = item(act.item);
  if (!own) return tl::unexpected(own.error());
  if (!(*own)->own) return refuse(Reason::already_decided);
  add_text(only(command_.actor), ItemReconsidered{act.item});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const ShareItem& act) {
  const auto own = item(act.item);
  if (!own) return tl::unexpected(own.error());
  if (!(*own)->own) return refuse(Reason::already_decided);
  if (!holds_floor()) return not_your_turn();
  add(here(), ItemShared{act.item, next_turn(), (*own)->text_of});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const JudgeLesson& act) {
  const auto judged = item(act.lesson);
  if (!judged) return refuse(Reason::no_such_lesson);
  if (!is_in((*judged)->seen_by, command_.actor, group())) return refuse(Reason::no_such_lesson);
  // A client's verdict is for the chair: who has power over that client does not see it.
  add(chair_and(command_.actor), LessonJudged{act.lesson, act.verdict});
  return take();
}

// ---- what becomes of them

Result<Events> Conversation::Deciding::operator()(const SetItemState& act) {
  const auto found = item(act.item);
  if (!found) return tl::unexpected(found.error());
  const auto product = (*found)->product;
  if (!product || act.state >= c_.script_.products[*product].states.size()) {
    return refuse(Reason::no_such_item);
  }
  const auto audience = told_of(**found);
  if (!audience) return tl::unexpected(audience.error());
  add_text(*audience, ItemStateSet{act.item, act.state});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const AddEvidence& act) {
  const auto found = item(act.item);
  if (!found) return tl::unexpected(found.error());
  if (act.turns.empty()) return refuse(Reason::no_such_turn);
  if (auto seen = all_seen(act.turns); !seen) return tl::unexpected(seen.error());
  const auto audience = told_of(**found);
  if (!audience) return tl::unexpected(audience.error());
  add(*audience, EvidenceAdded{act.item, act.turns});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const AssignItem& act) {
  const auto found = item(act.item);
  if (!found) return tl::unexpected(found.error());
  const auto product = (*found)->product;
  if (product && !c_.script_.products[*product].with_owner) return refuse(Reason::no_such_item);
  // A date that comes along from an earlier conversation may have passed: then it is overdue.
  const bool brought = command_.actor == nobody;
  if (!brought && act.due && *act.due <= command_.at) return refuse(Reason::date_in_past);
  // Who left cannot do it any more. Of an owner who is no seat it is not for us to say who that is.
  const SeatCode owner = seat_code_from(command_.text);
  if (owner != SeatCode{} && gone(owner)) return refuse(Reason::no_such_seat);
  const auto audience = told_of(**found);
  if (!audience) return tl::unexpected(audience.error());
  add_text(*audience, ItemAssigned{act.item, act.due, act.signal});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const DecideItem& act) {
  const auto found = item(act.item);
  if (!found) return tl::unexpected(found.error());
  const Item& decided = **found;
  if (decided.decision() == act.decision) return refuse(Reason::already_decided);
  const bool reason = !blank(command_.text);
  if (act.decision == Decision::declined && !reason) return refuse(Reason::reason_missing);
  if (act.decision == Decision::done && !decided.owned()) return refuse(Reason::owner_missing);
  if (act.decision == Decision::adopted && !decided.product && !decided.supported()) {
    return refuse(Reason::evidence_missing);
  }
  const auto audience = told_of(decided);
  if (!audience) return tl::unexpected(audience.error());
  add_text(*audience, ItemDecided{act.item, act.decision});
  return take();
}

// To who is shown a lesson or an item now: by whom it is done and when, and what was decided.
void Conversation::Deciding::tell_what_became_of(const Item& item, const Audience& audience) {
  if (item.assigned) add(audience, *item.assigned);
  if (item.decided) add(audience, *item.decided);
}

// Between sittings, when nobody is away: the letter reaches everybody, and with it its lessons.
Result<Events> Conversation::Deciding::operator()(const SendLetter& act) {
  if (c_.room_.round != 0) return refuse(Reason::wrong_moment);
  if (blank(command_.text)) return refuse(Reason::text_empty);
  const std::set<ItemId> distinct(act.lessons.begin(), act.lessons.end());
  if (act.lessons.empty() || distinct.size() != act.lessons.size()) {
    return refuse(Reason::no_such_lesson);
  }
  for (const ItemId id : act.lessons) {
    const auto found = item(id);
    if (!found || (*found)->product) return refuse(Reason::no_such_lesson);
    if (!(*found)->supported()) return refuse(Reason::evidence_missing);
  }
  add_text(everybody(), LetterSent{});
  for (const ItemId id : act.lessons) {
    const Item& lesson = c_.items_.at(id);
    if (lesson.shared) continue;
    add(everybody(), LessonShared{id, std::nullopt, lesson.text_of, lesson.evidence});
    tell_what_became_of(lesson, everybody());
  }
  return take();
}

// ---- ballots

// What may be answered: options from 1, the five points of agreement, or items.
std::vector<std::uint64_t> Conversation::Deciding::answers_of(const Ballot& ballot) const {
  std::vector<std::uint64_t> answers;
  if (!ballot.options_from.empty()) {
    for (const ItemId item : c_.items_of(ballot.options_from)) answers.push_back(item.value);
    return answers;
  }
  const std::size_t size =
      ballot.scale == Ballot::Scale::agree5 && ballot.options.empty() ? 5 : ballot.options.size();
  for (std::size_t i = 0; i < size; ++i) answers.push_back(i + 1);
  return answers;
}

Result<void> Conversation::Deciding::check_vote(const Ballot& ballot, const Vote& vote) const {
  if (!command_.text.empty() && !ballot.asks_reason) return refuse(Reason::no_such_choice);
  if (vote.choices.size() > choices_max) return refuse(Reason::too_many);
  if (vote.not_applicable) {
    const bool offered = ballot.not_applicable && vote.choices.empty();
    if (!offered) return refuse(Reason::no_such_choice);
    return {};
  }
  const auto answers = answers_of(ballot);
  const std::set<std::uint64_t> distinct(vote.choices.begin(), vote.choices.end());
  const bool known = std::all_of(distinct.begin(), distinct.end(), [&](std::uint64_t choice) {
    return std::find(answers.begin(), answers.end(), choice) != answers.end();
  });
  if (!known || distinct.size() != vote.choices.size()) return refuse(Reason::no_such_choice);
  bool complete = vote.choices.size() == 1;
  if (ballot.scale == Ballot::Scale::rank) complete = vote.choices.size() == answers.size();
  if (ballot.scale == Ballot::Scale::several) complete = true;
  if (!complete) return refuse(Reason::no_such_choice);
  return {};
}

Result<Events> Conversation::Deciding::operator()(const Vote& act) {
  const auto& ballots = c_.open_round()->ballots;
  if (act.ballot >= ballots.size()) return refuse(Reason::no_such_ballot);
  if (c_.ballots_shown_.contains({c_.room_, act.ballot})) return refuse(Reason::already_decided);
  if (auto valid = check_vote(ballots[act.ballot], act); !valid) {
    return tl::unexpected(valid.error());
  }
  add_text(only(command_.actor), VoteCast{act.ballot, act.choices, act.not_applicable});
  return take();
}

// To rank gives points: the first of n gets n. Without names there is nothing below the floor, and
// no count that would point at one or two people; where only one count is hidden, the smallest of
// the others is hidden too, so that it cannot be reckoned from the sum.
BallotShown Conversation::Deciding::counted(const BallotKey& key) const {
  const Ballot& ballot = c_.script_.rounds[key.first.round - 1U].ballots[key.second];
  BallotShown shown;
  shown.room = key.first;
  shown.ballot = key.second;
  const auto answers = answers_of(ballot);
  std::map<std::uint64_t, std::uint32_t> counts;
  for (const std::uint64_t answer : answers) counts[answer] = 0;
  std::uint32_t not_applicable = 0;
  const auto& votes = c_.votes_.at(key);
  for (const auto& [seat, cast] : votes) {
    if (cast.not_applicable) ++not_applicable;
    const auto first = static_cast<std::uint32_t>(answers.size());
    for (std::uint32_t i = 0; i < cast.choices.size(); ++i) {
      counts[cast.choices[i]] += ballot.scale == Ballot::Scale::rank ? first - i : 1;
    }
  }
  shown.answered = static_cast<std::uint32_t>(votes.size());
  shown.not_applicable = not_applicable;
  for (const std::uint64_t answer : answers) shown.tallies.push_back({answer, counts[answer]});
  if (ballot.shown != Ballot::Shown::anonymously) return shown;
  if (shown.answered < c_.script_.anonymous_floor) {
    shown.answered = 0;
    shown.not_applicable.reset();
    shown.tallies.clear();
    shown.below_floor = true;
    return shown;
  }
  if (ballot.scale != Ballot::Scale::rank) hide_small_counts(shown);
  return shown;
}

// Zero says nothing of anybody; a count of one or two might.
void Conversation::Deciding::hide_small_counts(BallotShown& shown) {
  std::vector<std::optional<std::uint32_t>*> counts{&shown.not_applicable};
  for (Tally& tally : shown.tallies) counts.push_back(&tally.count);
  std::size_t hidden = 0;
  for (auto* count : counts) {
    if (count->value_or(0) == 0 || **count >= shown_count_min) continue;
    count->reset();
    ++hidden;
  }
  if (hidden != 1) return;
  const auto smaller = [](const auto* a, const auto* b) {
    return a->value_or(0) != 0 && (b->value_or(0) == 0 || **a < **b);
  };
  auto* smallest = *std::min_element(counts.begin(), counts.end(), smaller);
  if (smallest->value_or(0) != 0) smallest->reset();
}

void Conversation::Deciding::show_ballot(const BallotKey& key, const Audience& audience) {
  const auto votes = c_.votes_.find(key);
  if (votes == c_.votes_.end() || c_.ballots_shown_.contains(key)) return;
  const Ballot& ballot = c_.script_.rounds[key.first.round - 1U].ballots[key.second];
  if (ballot.shown == Ballot::Shown::named) {
    std::map<SeatCode, SeatId> by_code;  // whose turn came first tells nothing
    for (const auto& [seat, cast] : votes->second) by_code[c_.person(seat)->code] = seat;
    for (const auto& [code, seat] : by_code) {
      const Cast& cast = votes->second.at(seat);
      const auto reason = cast.reasoned ? std::optional(cast.at) : std::nullopt;
      add(audience,
          VoteShown{key.first, key.second, seat, cast.choices, cast.not_applicable, reason});
    }
  }
  add(audience, counted(key));
}

}  // namespace arena
