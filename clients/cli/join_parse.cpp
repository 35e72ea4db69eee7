// SPDX-License-Identifier: EUPL-1.2
// Acts of everybody.
#include "clients/cli/join_parse.hpp"

#include <algorithm>
#include <optional>

namespace arena::cli {

Parsed no_number(const JoinView& view, std::uint32_t number) {
  return tl::unexpected(say(view.language(), Say::no_such_number, {std::to_string(number)}));
}

Parsed no_such(const JoinView& view, const std::string& typed, const std::string& others) {
  return tl::unexpected(
      say(view.language(), Say::no_such_one, {JoinView::printable(typed), others}));
}

tl::expected<std::uint16_t, std::string> round_of(const std::string& typed, const JoinView& view) {
  if (const auto round = view.round_named(typed)) return *round;
  std::string ids;
  if (view.script()) {
    for (const codec::SeenRound& round : view.script()->rounds) {
      ids += (ids.empty() ? "" : ", ") + round.id;
    }
  }
  return tl::unexpected(
      say(view.language(), Say::no_such_round, {JoinView::printable(typed), ids}));
}

tl::expected<GroupIndex, std::string> position_of(const std::string& typed, const JoinView& view,
                                                  bool of_queue) {
  std::string ids;
  if (view.script()) {
    const auto& groups = view.script()->groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const bool fits = of_queue ? groups[i].queued : groups[i].capacity > 0;
      if (!fits) continue;
      if (groups[i].id == typed) return GroupIndex{static_cast<std::uint8_t>(i)};
      ids += (ids.empty() ? "" : ", ") + groups[i].id;
    }
  }
  return tl::unexpected(say(view.language(), Say::no_such_one, {JoinView::printable(typed), ids}));
}

Parsed reply(Arguments& typed) {
  const auto turn = typed.turn();
  if (!turn || typed.text().empty()) return unclear();
  return one(Speak{*turn}, typed.text());
}

Parsed mark(Arguments& typed) {
  const auto turn = typed.turn();
  if (!turn) return unclear();
  if (typed.text().empty()) return one(MarkTurn{*turn, true});
  return typed.takes("uit", "off") ? one(MarkTurn{*turn, false}) : unclear();
}

Parsed carry_mark(Arguments& typed) {
  const auto turn = typed.turn();
  return turn ? one(CarryMark{*turn}) : unclear();
}

Parsed hand(Arguments& typed) {
  if (typed.text().empty()) return one(RaiseHand{});
  return typed.takes("neer", "down") ? one(LowerHand{}) : unclear();
}

// What it rests on may stand before it.
Parsed lesson(Arguments& typed) {
  ProposeLesson act;
  while (typed.turn_follows()) act.evidence.push_back(*typed.turn());
  return typed.text().empty() ? unclear() : one(std::move(act), typed.text());
}

Parsed judge(Arguments& typed) {
  const auto number = typed.number();
  std::optional<Verdict> verdict;
  if (typed.takes("herkend", "recognised")) verdict = Verdict::recognised;
  if (typed.takes("deels", "partly")) verdict = Verdict::partly;
  if (typed.takes("niet", "not")) verdict = Verdict::not_recognised;
  if (!number || !verdict) return unclear();
  const std::uint64_t item = typed.view().item(*number);
  if (item == 0) return no_number(typed.view(), *number);
  return one(JudgeLesson{{item}, *verdict});
}

// The product may be left out where the round makes only one.
Parsed propose(Arguments& typed) {
  const JoinView& view = typed.view();
  const codec::SeenPlacement* const mine = view.placement();
  std::vector<std::string> makes;
  if (mine != nullptr) makes = mine->makes;
  std::string product = typed.peek();
  if (std::find(makes.begin(), makes.end(), product) != makes.end()) {
    static_cast<void>(typed.word());
  } else if (makes.size() == 1) {
    product = makes.front();
  } else if (!makes.empty()) {
    std::string ids;
    for (const std::string& each : makes) ids += (ids.empty() ? "" : ", ") + each;
    return no_such(view, product, ids);
  }
  if (typed.text().empty() || !view.script()) return unclear();
  const auto& products = view.script()->products;
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const auto& each) { return each.id == product; });
  // Where nothing is made the server says so, and when it will be.
  const auto index = found == products.end() ? std::ptrdiff_t{0} : found - products.begin();
  return one(Propose{static_cast<std::uint16_t>(index)}, typed.text());
}

// Which ballot, then the answer; the rest is the reason. Several answers where several may be
// given.
Parsed vote(Arguments& typed) {
  const JoinView& view = typed.view();
  const auto number = typed.number();
  if (!number || *number == 0) return unclear();
  const codec::SeenBallot* const ballot = view.ballot(view.room(), *number - 1);
  if (ballot == nullptr) return no_number(view, *number);
  Vote act{static_cast<std::uint16_t>(*number - 1), {}, false};
  if (typed.takes("nvt", "na")) {
    act.not_applicable = true;
    return one(std::move(act), typed.text());
  }
  const auto offered = view.choices_of(*ballot);
  const bool many = ballot->scale == "rank" || ballot->scale == "several";
  while (typed.number_follows() && (many || act.choices.empty())) {
    const std::uint32_t choice = typed.number().value_or(0);
    const auto found = std::find_if(offered.begin(), offered.end(),
                                    [&](const auto& each) { return each.number == choice; });
    if (found == offered.end()) return no_number(view, choice);
    act.choices.push_back(found->value);
  }
  if (act.choices.empty() && ballot->scale != "several") return unclear();
  return one(std::move(act), typed.text());
}

// Where there is one position that people take by themselves, it need not be named.
Parsed take_seat(Arguments& typed) {
  const JoinView& view = typed.view();
  std::string named = typed.word();
  if (named.empty() && view.script()) {
    const auto& groups = view.script()->groups;
    const auto queued = [](const auto& group) { return group.queued; };
    if (std::count_if(groups.begin(), groups.end(), queued) == 1) {
      named = std::find_if(groups.begin(), groups.end(), queued)->id;
    }
  }
  const auto position = position_of(named, view, true);
  if (!position) return tl::unexpected(position.error());
  return one(TakeSeat{*position});
}

Parsed consent(Arguments& typed) {
  SetConsent act;
  if (typed.takes("niets", "nothing")) {
    act.level = ArchiveLevel::nothing;
  } else if (typed.takes("lessen", "lessons")) {
    act.level = ArchiveLevel::lessons_only;
  } else if (typed.takes("zonder-naam", "no-name")) {
    act.level = ArchiveLevel::pseudonymised;
  } else if (typed.takes("alles", "all")) {
    act.level = ArchiveLevel::full;
  } else {
    return unclear();
  }
  while (!typed.text().empty()) {
    if (typed.takes("citeren", "quote")) {
      act.quoted = true;
    } else if (typed.takes("hergebruik", "reuse")) {
      act.reused = true;
    } else {
      return unclear();
    }
  }
  return one(act);
}

Parsed enclose(Arguments& typed) { return Typed{Enclose{typed.text()}}; }

Parsed case_worker(Arguments& typed) {
  SayCaseWorker act;
  if (typed.takes("nee", "none")) return typed.text().empty() ? one(act) : unclear();
  if (typed.takes("weet-niet", "unsure")) {
    act.unsure = true;
    return typed.text().empty() ? one(act) : unclear();
  }
  while (typed.seat_follows()) act.listeners.push_back(*typed.seat());
  if (act.listeners.empty() || !typed.text().empty()) return unclear();
  return one(act);
}

Parsed wait(Arguments& typed) {
  const std::string word = typed.word();
  if (word.empty()) return unclear();
  if (word == "einde" || word == "end") return Typed{WaitFor{0}};
  return round_of(word, typed.view()).and_then([](std::uint16_t round) -> Parsed {
    return Typed{WaitFor{round}};
  });
}

}  // namespace arena::cli
