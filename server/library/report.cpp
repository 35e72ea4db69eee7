// SPDX-License-Identifier: EUPL-1.2
#include "server/library/report.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace arena::library {
namespace {

// What those who judge think of a lesson. In words where a count would point at few people.
std::string judgement_of(const std::array<std::uint32_t, 3>& verdicts, Language language) {
  const bool nl = language == Language::dutch;
  const auto [yes, partly, no] = verdicts;
  const std::uint32_t all = yes + partly + no;
  if (all == 0) return nl ? "Nog niemand beoordeelde deze les." : "Nobody has judged this lesson.";
  if (all < small_group) {
    return nl ? "Enkele mensen beoordeelden deze les. Bij zo weinig mensen zeggen wij niet hoe."
              : "A few people judged this lesson. With so few we do not say how.";
  }
  // Where all say the same, a count would say it of each.
  const auto small = [](std::uint32_t count) { return count != 0 && count < small_group; };
  const bool differ = yes != all && partly != all && no != all;
  if (differ && !small(yes) && !small(partly) && !small(no)) {
    const std::string counts[] = {std::to_string(yes), std::to_string(partly), std::to_string(no)};
    return nl ? "Herkend door " + counts[0] + ", deels door " + counts[1] + ", niet door " +
                    counts[2] + "."
              : "Recognised by " + counts[0] + ", partly by " + counts[1] + ", not by " +
                    counts[2] + ".";
  }
  if (2 * yes > all) {
    return nl ? "De meeste mensen herkennen deze les." : "Most people recognise this lesson.";
  }
  if (2 * partly > all) {
    return nl ? "De meeste mensen herkennen deze les voor een deel."
              : "Most people recognise this lesson in part.";
  }
  if (2 * no > all) {
    return nl ? "De meeste mensen herkennen deze les niet."
              : "Most people do not recognise this lesson.";
  }
  return nl ? "Mensen denken verschillend over deze les." : "People differ on this lesson.";
}

class Reporting {
 public:
  Reporting(const Script& script, const Transcript& transcript, Instant now, Language language)
      : script_(script), transcript_(transcript) {
    report_.language = language;
    report_.made = now;
    for (const TranscriptTurn& turn : transcript.turns) turns_[turn.turn] = &turn;
  }

  [[nodiscard]] Report run() && {
    report_.conversation = transcript_.conversation;
    report_.title = transcript_.title;
    report_.method = in(report_.language, script_.title);
    report_.held = transcript_.sittings;
    report_.words_left_out = transcript_.left_out > 0;
    for (const TranscriptItem& item : transcript_.items) place(item);
    for (const BallotShown& ballot : transcript_.ballots) add(ballot);
    add_groups();
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::string words(const Bilingual& both) const {
    return in(report_.language, both);
  }
  [[nodiscard]] bool dutch() const { return report_.language == Language::dutch; }

  void place(const TranscriptItem& item) {
    const Product* const product = product_of(item);
    const std::string state = state_of(item, product);
    if (state == "sterk") return report_.strengths.push_back(point(item));
    if (state == "verbeter") return report_.improvements.push_back(point(item));
    if (state == "wens") return report_.wishes.push_back(point(item));
    const bool is_lesson = product == nullptr || product->kind == Product::Kind::lesson;
    if (!is_lesson && product->kind != Product::Kind::action) return list(item, *product);
    const bool taken_up = item.decision ? *item.decision == Decision::adopted : !item.owner.empty();
    if (item.decision == Decision::done) {
      report_.strengths.push_back(point(item));
    } else if (taken_up) {
      report_.improvements.push_back(point(item));
    } else {
      report_.wishes.push_back(point(item));
    }
  }

  [[nodiscard]] const Product* product_of(const TranscriptItem& item) const {
    const bool known = item.product && *item.product < script_.products.size();
    return known ? &script_.products[*item.product] : nullptr;
  }
  [[nodiscard]] static std::string state_of(const TranscriptItem& item, const Product* product) {
    if (product == nullptr || item.state >= product->states.size()) return {};
    return product->states[item.state].id;
  }

  [[nodiscard]] ReportPoint point(const TranscriptItem& item) const {
    ReportPoint point;
    point.text = item.text;
    point.status = status_of(item, report_.made);
    point.owner = item.owner;
    point.due = item.due;
    point.reason = item.reason;
    if (!item.product) point.judgement = judgement_of(item.verdicts, report_.language);
    point.signal = item.signal;
    point.brought = item.brought;
    for (const Turn& turn : item.evidence) {
      const auto found = turns_.find(turn);
      const TranscriptTurn* const said = found == turns_.end() ? nullptr : found->second;
      if (said == nullptr || !said->quotable || said->text.empty()) {
        ++point.evidence_not_quoted;
      } else {
        point.quotes.push_back({source_of(*said), said->text});
      }
    }
    return point;
  }
  [[nodiscard]] std::string source_of(const TranscriptTurn& said) const {
    const std::string turn =
        (dutch() ? "beurt " : "turn ") + label(said.turn, transcript_.round_labels);
    return said.code ? label(*said.code) + ", " + turn : turn;
  }

  void list(const TranscriptItem& item, const Product& product) {
    const std::string title = words(product.title);
    auto found = std::find_if(report_.lists.begin(), report_.lists.end(),
                              [&](const ReportList& each) { return each.title == title; });
    if (found == report_.lists.end()) {
      found = report_.lists.insert(report_.lists.end(), {title, {}});
    }
    std::string text = item.text;
    if (item.state < product.states.size()) {
      text += " (" + words(product.states[item.state].title) + ")";
    }
    found->items.push_back(std::move(text));
  }

  void add(const BallotShown& shown) {
    if (shown.room.round == 0 || shown.room.round > script_.rounds.size()) return;
    const Round& round = script_.rounds[shown.room.round - 1U];
    if (shown.ballot >= round.ballots.size()) return;
    const Ballot& ballot = round.ballots[shown.ballot];
    ReportBallot out;
    out.title = words(ballot.title);
    if (const std::string about = subject_of(shown.room); !about.empty()) out.title += ": " + about;
    if (!shown.below_floor && shown.answered >= small_group) {
      out.answered = shown.answered;
      for (const Tally& tally : shown.tallies) {
        out.counts.emplace_back(choice_of(ballot, tally.choice), tally.count);
      }
      if (ballot.not_applicable) {
        out.counts.emplace_back(dutch() ? "Niet van toepassing" : "Does not apply",
                                shown.not_applicable);
      }
      if (ballot.scale != Ballot::Scale::rank) hide_small(out);
    }
    report_.ballots.push_back(std::move(out));
  }

  // Where only one count is hidden, it could be reckoned from the sum: the next smallest goes too.
  static void hide_small(ReportBallot& ballot) {
    std::vector<std::optional<std::uint32_t>*> shown;
    std::size_t hidden = 0;
    for (auto& [choice, count] : ballot.counts) {
      if (count && *count != 0 && *count < small_group) count.reset();
      if (!count) ++hidden;
      if (count && *count != 0) shown.push_back(&count);
    }
    if (hidden != 1 || shown.empty()) return;
    (*std::min_element(shown.begin(), shown.end(), [](const auto* a, const auto* b) {
      return **a < **b;
    }))->reset();
  }

  [[nodiscard]] std::string subject_of(const Room& room) const {
    const auto is_held_over_statements = [&](const Repetition& repetition) {
      const auto from = script_.round_named(repetition.from);
      const auto to = script_.round_named(repetition.to);
      return repetition.over == Repetition::Over::statements && from && to && *from <= room.round &&
             room.round <= *to;
    };
    const bool statements = std::any_of(script_.repetitions.begin(), script_.repetitions.end(),
                                        is_held_over_statements);
    if (!statements || room.repetition == 0 || room.repetition > script_.statements.size()) {
      return {};
    }
    return words(script_.statements[room.repetition - 1U].text);
  }

  [[nodiscard]] std::string choice_of(const Ballot& ballot, std::uint64_t choice) const {
    if (!ballot.options_from.empty()) {
      const auto found =
          std::find_if(transcript_.items.begin(), transcript_.items.end(),
                       [&](const TranscriptItem& item) { return item.item.value == choice; });
      if (found != transcript_.items.end()) return found->text;
      return dutch() ? "(niet bewaard)" : "(not kept)";
    }
    if (choice != 0 && choice <= ballot.options.size()) {
      return words(ballot.options[choice - 1U].title);
    }
    constexpr std::array points_nl = {"Helemaal niet mee eens", "Niet mee eens",
                                      "Niet eens, niet oneens", "Mee eens", "Helemaal mee eens"};
    constexpr std::array points_en = {"Strongly disagree", "Disagree", "Neither", "Agree",
                                      "Strongly agree"};
    if (choice == 0 || choice > points_nl.size()) return std::to_string(choice);
    return dutch() ? points_nl.at(choice - 1U) : points_en.at(choice - 1U);
  }

  void add_groups() {
    for (std::size_t i = 0; i < script_.groups.size(); ++i) {
      const Group& group = script_.groups[i];
      if (leads(group.role) || group.position || group.derived) continue;
      const std::uint32_t people = i < transcript_.people.size() ? transcript_.people[i] : 0;
      ReportGroup out{words(group.title), people};
      if (people != 0 && people < small_group) out.people.reset();
      report_.groups.push_back(std::move(out));
    }
  }

  const Script& script_;
  const Transcript& transcript_;
  std::map<Turn, const TranscriptTurn*> turns_;
  Report report_;
};

}  // namespace

std::string_view name(Status status) noexcept {
  switch (status) {
    case Status::draft:
      return "draft";
    case Status::shared:
      return "shared";
    case Status::judged:
      return "judged";
    case Status::adopted:
      return "adopted";
    case Status::declined:
      return "declined";
    case Status::done:
      return "done";
    case Status::overdue:
      return "overdue";
  }
  return "";
}

Status status_of(const TranscriptItem& item, Instant now) noexcept {
  if (item.decision == Decision::done) return Status::done;
  if (item.decision == Decision::declined) return Status::declined;
  if (item.due && *item.due < now) return Status::overdue;
  if (item.decision == Decision::adopted) return Status::adopted;
  const auto& verdicts = item.verdicts;
  if (std::accumulate(verdicts.begin(), verdicts.end(), 0U) != 0) return Status::judged;
  return item.shared ? Status::shared : Status::draft;
}

tl::expected<Report, std::string> report_of(const Script& script, const Transcript& transcript,
                                            Instant now, Language language) {
  if (transcript.archive_level == ArchiveLevel::nothing) {
    return tl::unexpected(
        std::string("Nothing of this conversation is kept, as was agreed: there is no report."));
  }
  return Reporting(script, transcript, now, language).run();
}

}  // namespace arena::library
