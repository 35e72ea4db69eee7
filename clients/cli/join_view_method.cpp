// SPDX-License-Identifier: EUPL-1.2
// How it reads what methods add to talk: what a round is about, products, ballots, the letter, and
// the care of who leads.
#include <algorithm>
#include <chrono>

#include "clients/cli/join_view.hpp"

namespace arena::cli {
namespace {

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string day_of(Language language, std::int64_t at_ms) {
  const auto day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at_ms)));
  const std::chrono::year_month_day date(day);
  const std::string year = std::to_string(static_cast<int>(date.year()));
  const std::string month = std::to_string(static_cast<unsigned>(date.month()));
  const std::string in_month = std::to_string(static_cast<unsigned>(date.day()));
  if (language == Language::nl) return in_month + "-" + month + "-" + year;
  const auto two = [](const std::string& digits) {
    return digits.size() == 1 ? "0" + digits : digits;
  };
  return year + "-" + two(month) + "-" + two(in_month);
}

// ---- the open round

std::string JoinView::product_title(const std::string& id) const {
  if (id.empty()) return text_say(Say::a_lesson);
  if (script_) {
    for (const codec::SeenProduct& product : script_->products) {
      if (product.id == id) return words(product.title);
    }
  }
  return id;
}

std::string JoinView::state_title(std::uint64_t item, std::uint32_t state) const {
  if (script_) {
    for (const codec::SeenProduct& product : script_->products) {
      if (product.id == product_of(item) && state < product.states.size()) {
        return words(product.states[state]);
      }
    }
  }
  return std::to_string(state + 1);
}

std::string JoinView::subject_line() const {
  const codec::SeenRound* const open = round();
  if (open == nullptr || away_ || room_.repetition == 0) return {};
  const auto& statements = script_->statements;
  if (open->repeats_over == "statements" && room_.repetition <= statements.size()) {
    return text_say(Say::subject_statement,
                    {std::to_string(room_.repetition), std::to_string(statements.size()),
                     words(statements[room_.repetition - 1U])});
  }
  const auto made = std::find_if(items_.begin(), items_.end(),
                                 [&](const Made& each) { return each.id == subject_; });
  if (made == items_.end()) return {};
  return text_say(Say::subject_item,
                  {product_title(made->product), std::to_string(number_of_item(subject_)),
                   printable(made->text)});
}

std::vector<std::string> JoinView::about_round() const {
  Lines lines;
  const codec::SeenRound* const open = round();
  if (open == nullptr) return lines;
  if (away_ && !leads()) return lines;  // of a room one is not in, one is told nothing
  const auto add = [&](const codec::SeenWords& both, Say form) {
    if (!words(both).empty()) lines.push_back(text_say(form, {words(both)}));
  };
  if (const codec::SeenSideRoom* const beside = side_room()) {
    lines.push_back(text_say(Say::beside, {words(beside->title)}));
    if (!beside->kept) lines.push_back(text_say(Say::beside_not_kept));
    return lines;
  }
  if (const std::string subject = subject_line(); !subject.empty()) lines.push_back(subject);
  add(open->purpose, Say::purpose);
  add(open->question_rule, Say::question_rule);
  if (open->part == "head") {
    for (const codec::SeenWords& rule : script_->conduct) add(rule, Say::rule);
  }
  add(open->chair_note, Say::chair_note);
  const bool of_statement = open->repeats_over == "statements" && room_.repetition >= 1 &&
                            room_.repetition <= script_->statement_notes.size();
  if (of_statement) add(script_->statement_notes[room_.repetition - 1U], Say::chair_note);
  return lines;
}

// ---- what people make

const std::string& JoinView::product_of(std::uint64_t item) const {
  static const std::string lesson;
  const auto made =
      std::find_if(items_.begin(), items_.end(), [&](const Made& each) { return each.id == item; });
  return made == items_.end() ? lesson : made->product;
}

std::vector<std::string> JoinView::item_changed(const codec::SeenNotice& notice) const {
  const std::string number = std::to_string(number_of_item(notice.item));
  if (notice.change == "state") {
    return {text_say(Say::item_state, {number, state_title(notice.item, notice.state)}) +
            reason(notice.text)};
  }
  if (notice.change == "evidence") {
    return {text_say(Say::item_evidence, {number, turn_labels(notice.evidence)})};
  }
  if (notice.change == "assigned") {
    std::string line = notice.text.empty()
                           ? text_say(Say::item_unowned, {number})
                           : text_say(Say::item_owned, {number, printable(notice.text)});
    if (notice.due_ms != 0) line += text_say(Say::item_due, {day_of(language_, notice.due_ms)});
    if (notice.signal) line += text_say(Say::item_signal);
    return {line};
  }
  const Say what = notice.change == "adopted"    ? Say::item_adopted
                   : notice.change == "declined" ? Say::item_declined
                                                 : Say::item_done;
  return {text_say(what, {number}) + reason(notice.text)};
}

std::vector<std::string> JoinView::take_item(const codec::SeenNotice& notice) {
  const std::string& kind = notice.kind;
  if (kind == "own_item") {
    const std::string number = std::to_string(make(notice));
    return {text_say(notice.flag ? Say::own_item_again : Say::own_item,
                     {product_title(notice.product), number, printable(notice.text)})};
  }
  if (kind == "item_seen") {
    const std::string number = std::to_string(make(notice));
    return {
        text_say(Say::item_seen, {product_title(notice.product), number, printable(notice.text)})};
  }
  if (kind == "item_changed") return item_changed(notice);
  if (kind == "letter") {
    letter_came_ = true;
    Lines lines{text_say(Say::letter, {printable(notice.text)})};
    if (!leads()) lines.push_back(text_say(Say::letter_answer_it));
    return lines;
  }
  if (kind == "letter_answer") {
    return {text_say(notice.code == code_ ? Say::letter_answer_mine : Say::letter_answer,
                     {notice.code, printable(notice.text)})};
  }
  return {};
}

// ---- ballots

const codec::SeenBallot* JoinView::ballot(const Room& room, std::uint32_t ballot) const {
  if (!script_ || room.round == 0 || room.round > script_->rounds.size()) return nullptr;
  const auto& ballots = script_->rounds[room.round - 1U].ballots;
  return ballot < ballots.size() ? &ballots[ballot] : nullptr;
}

std::vector<JoinView::BallotChoice> JoinView::choices_of(const codec::SeenBallot& ballot) const {
  std::vector<BallotChoice> choices;
  if (!ballot.options_from.empty()) {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].product != ballot.options_from) continue;
      choices.push_back({items_[i].id, i + 1, printable(items_[i].text)});
    }
    return choices;
  }
  for (const codec::SeenWords& option : ballot.options) {
    choices.push_back({choices.size() + 1, choices.size() + 1, words(option)});
  }
  if (!choices.empty() || ballot.scale != "agree5") return choices;
  for (const Say point : {Say::agree_1, Say::agree_2, Say::agree_3, Say::agree_4, Say::agree_5}) {
    choices.push_back({choices.size() + 1, choices.size() + 1, text_say(point)});
  }
  return choices;
}

std::string JoinView::chosen(const codec::SeenBallot& ballot,
                             const std::vector<std::uint64_t>& choices, bool not_applicable) const {
  if (not_applicable) return text_say(Say::not_applicable);
  std::string titles;
  const std::vector<BallotChoice> offered = choices_of(ballot);
  for (const std::uint64_t choice : choices) {
    const auto found = std::find_if(offered.begin(), offered.end(),
                                    [&](const auto& each) { return each.value == choice; });
    titles += titles.empty() ? "" : ballot.scale == "rank" ? " > " : ", ";
    titles += found == offered.end() ? "?" : found->title;
  }
  return titles.empty() ? text_say(Say::nothing_chosen) : titles;
}

std::vector<std::string> JoinView::open_ballots() const {
  Lines lines;
  const codec::SeenRound* const open = round();
  const codec::SeenPlacement* const mine = placement();
  if (open == nullptr || mine == nullptr || !has(mine->may, "vote")) return lines;
  for (std::size_t i = 0; i < open->ballots.size(); ++i) {
    const codec::SeenBallot& ballot = open->ballots[i];
    const std::string number = std::to_string(i + 1);
    lines.push_back(text_say(Say::ballot, {number, words(ballot.title)}));
    for (const BallotChoice& choice : choices_of(ballot)) {
      lines.push_back("  " + std::to_string(choice.number) + " " + choice.title);
    }
    const Say how = ballot.scale == "rank"      ? Say::ballot_rank
                    : ballot.scale == "several" ? Say::ballot_several
                                                : Say::ballot_one;
    std::string hint = text_say(how, {number});
    if (ballot.not_applicable) hint += text_say(Say::ballot_not_applicable);
    if (ballot.asks_reason) hint += text_say(Say::ballot_reason);
    hint += text_say(ballot.shown == "anonymously" ? Say::ballot_anonymous : Say::ballot_named);
    lines.push_back("  " + hint);
  }
  return lines;
}

// " (stelling 2)" where the round is repeated.
std::string JoinView::of_repetition(const Room& room) const {
  const bool of_statement = room.repetition != 0 && room.round >= 1 &&
                            room.round <= script_->rounds.size() &&
                            script_->rounds[room.round - 1U].repeats_over == "statements";
  if (of_statement) return text_say(Say::of_statement, {std::to_string(room.repetition)});
  return room.repetition == 0 ? std::string{}
                              : text_say(Say::of_repetition, {std::to_string(room.repetition)});
}

std::vector<std::string> JoinView::result(const codec::SeenNotice& notice) const {
  const codec::SeenBallot* const asked = ballot(notice.room, notice.ballot);
  if (asked == nullptr) return {};
  const std::string title = words(asked->title) + of_repetition(notice.room);
  if (notice.below_floor) {
    return {text_say(Say::result_below_floor, {title, std::to_string(script_->anonymous_floor)})};
  }
  Lines lines{text_say(notice.answered == 1 ? Say::result_one : Say::result,
                       {title, std::to_string(notice.answered)})};
  const auto count = [&](const std::optional<std::uint32_t>& counted) {
    return counted ? std::to_string(*counted) : text_say(Say::too_few_to_show);
  };
  const std::vector<BallotChoice> offered = choices_of(*asked);
  for (const codec::SeenTally& tally : notice.tallies) {
    const auto found = std::find_if(offered.begin(), offered.end(),
                                    [&](const auto& each) { return each.value == tally.choice; });
    const std::string what = found == offered.end() ? "?" : found->title;
    const bool points = asked->scale == "rank" && tally.count;
    lines.push_back("  " + what + ": " +
                    (points ? text_say(Say::points, {count(tally.count)}) : count(tally.count)));
  }
  if (asked->not_applicable) {
    lines.push_back("  " + text_say(Say::not_applicable) + ": " +
                    count(notice.not_applicable_count));
  }
  return lines;
}

std::vector<std::string> JoinView::take_ballot(const codec::SeenNotice& notice) {
  if (notice.kind == "ballot_result") return result(notice);
  if (notice.kind != "own_vote" && notice.kind != "vote_seen") return {};
  const codec::SeenBallot* const asked = ballot(notice.room, notice.ballot);
  if (asked == nullptr) return {};
  const Say what = notice.kind == "own_vote" ? Say::own_vote : Say::vote_seen;
  return {text_say(what, {notice.code, words(asked->title) + of_repetition(notice.room),
                          chosen(*asked, notice.choices, notice.not_applicable)}) +
          reason(notice.text)};
}

// ---- the care of who leads, and one's own consent

std::vector<std::string> JoinView::lead(const codec::SeenNotice& notice) const {
  const bool mine = notice.code == code_;
  const Say what = notice.flag ? (mine ? Say::lead_offered_mine : Say::lead_offered)
                               : (mine ? Say::lead_taken_mine : Say::lead_taken);
  return {text_say(what, {notice.code})};
}

std::vector<std::string> JoinView::take_care(const codec::SeenNotice& notice) {
  const std::string& kind = notice.kind;
  if (kind == "own_consent") {
    const Say level = notice.archive_level == "nothing"        ? Say::keep_nothing
                      : notice.archive_level == "lessons_only" ? Say::keep_lessons
                      : notice.archive_level == "full"         ? Say::keep_full
                                                               : Say::keep_pseudonymised;
    return {text_say(level) + text_say(notice.quoted ? Say::quoted : Say::not_quoted) +
            text_say(notice.reused ? Say::reused : Say::not_reused)};
  }
  if (kind == "ready") {
    return {text_say(notice.code == code_ ? Say::ready_mine : Say::ready, {notice.code})};
  }
  if (kind == "may_end") {
    const Say why = notice.change == "time"             ? Say::may_end_time
                    : notice.change == "queue_empty"    ? Say::may_end_queue
                    : notice.change == "list_exhausted" ? Say::may_end_list
                    : notice.change == "all_submitted"  ? Say::may_end_submitted
                                                        : Say::may_end_acted;
    return {text_say(why)};
  }
  if (kind == "warning") {
    return {text_say(notice.code == code_ ? Say::warned_mine : Say::warned,
                     {notice.code, printable(notice.text)})};
  }
  if (kind == "incident") {
    const std::string number = std::to_string(number_of(incidents_, notice.item));
    if (notice.due_ms == 0) {
      return {text_say(Say::incident_closed, {number, printable(notice.text)})};
    }
    const std::string about =
        notice.code.empty() ? "" : text_say(Say::incident_about, {notice.code});
    return {text_say(Say::incident,
                     {number, about, printable(notice.text), day_of(language_, notice.due_ms)})};
  }
  return kind == "lead" ? lead(notice) : Lines{};
}

}  // namespace arena::cli
