// SPDX-License-Identifier: EUPL-1.2
// Acts of who leads.
#include <algorithm>
#include <chrono>
#include <optional>

#include "clients/cli/join_parse.hpp"

namespace arena::cli {
namespace {

// "2026-12-31": the evening of that day, so that it is the same day on every screen in Europe.
std::optional<Instant> day(const std::string& typed) {
  if (typed.size() != 10 || typed[4] != '-' || typed[7] != '-') return std::nullopt;
  const auto year = whole_number(typed.substr(0, 4));
  const auto month = whole_number(typed.substr(5, 2));
  const auto in_month = whole_number(typed.substr(8, 2));
  if (!year || !month || !in_month) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(*month), std::chrono::day(*in_month)};
  if (!date.ok()) return std::nullopt;
  const auto evening = std::chrono::sys_days(date) + std::chrono::hours(20);
  return Instant{
      std::chrono::duration_cast<std::chrono::milliseconds>(evening.time_since_epoch()).count()};
}

bool is_dated(const std::string& typed) {
  return !typed.empty() && std::all_of(typed.begin(), typed.end(), [](char each) {
    return (each >= '0' && each <= '9') || each == '-';
  }) && typed.find('-') != std::string::npos;
}

// The product of an item, or null for a lesson.
const codec::SeenProduct* product_of(const JoinView& view, std::uint64_t item) {
  const std::string& id = view.product_of(item);
  if (!view.script() || id.empty()) return nullptr;
  const auto& products = view.script()->products;
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const auto& each) { return each.id == id; });
  return found == products.end() ? nullptr : &*found;
}

}  // namespace

Parsed admit(Arguments& typed) {
  if (typed.takes("allen", "all")) {
    Acts acts;
    for (const std::uint32_t seat : typed.view().waiting()) {
      acts.acts.push_back({Admit{{seat}}, {}});
    }
    return Typed{std::move(acts)};
  }
  const auto number = typed.number();
  return number ? one(Admit{{*number}}) : unclear();
}

Parsed excuse(Arguments& typed) {
  const auto seat = typed.seat();
  return seat && typed.text().empty() ? one(Remove{*seat, true}) : unclear();
}

Parsed turn_away(Arguments& typed) {
  const auto number = typed.number();
  return number ? one(TurnAway{{*number}}, typed.text()) : unclear();
}

// "2", or "2/3" for the third time.
Parsed open(Arguments& typed) {
  const std::string word = typed.word();
  if (word.empty()) return unclear();
  const std::size_t slash = std::min(word.find('/'), word.size());
  const bool again = slash < word.size();
  const auto repetition = again ? whole_number(word.substr(slash + 1)) : 0U;
  if (!repetition || *repetition > UINT16_MAX) return unclear();
  const auto number = static_cast<std::uint16_t>(*repetition);
  return round_of(word.substr(0, slash), typed.view()).and_then([&](std::uint16_t round) {
    return one(OpenRound{round, number}, typed.text());
  });
}

Parsed extend(Arguments& typed) {
  const auto number = typed.number();
  return number ? one(ExtendRound{minutes(*number)}, typed.text()) : unclear();
}

Parsed open_slot(Arguments& typed) {
  const auto number = typed.number();
  return number ? one(OpenSlot{minutes(*number), {}, {}}, typed.text()) : unclear();
}

Parsed merge(Arguments& typed) {
  MergeQuestions act;
  while (typed.number_follows()) {
    const std::uint32_t number = typed.number().value_or(0);
    const std::uint64_t item = typed.view().question(number);
    if (item == 0) return no_number(typed.view(), number);
    act.questions.push_back({item});
  }
  return act.questions.size() < 2 || typed.text().empty() ? unclear()
                                                          : one(std::move(act), typed.text());
}

Parsed speak_for(Arguments& typed) {
  const auto seat = typed.seat();
  if (!seat || typed.text().empty()) return unclear();
  return one(Speak{std::nullopt, *seat}, typed.text());
}

Parsed speak_beside(Arguments& typed) {
  const auto number = typed.number();
  if (!number || *number == 0 || *number > UINT16_MAX || typed.text().empty()) return unclear();
  Acts acts;
  acts.acts.push_back({Speak{}, typed.text(), static_cast<std::uint16_t>(*number)});
  return Typed{std::move(acts)};
}

Parsed bind(Arguments& typed) {
  const std::string named = typed.word();
  if (named.empty()) return unclear();
  const auto position = position_of(named, typed.view(), false);
  if (!position) return tl::unexpected(position.error());
  const auto seat = typed.seat();
  return seat ? one(BindPosition{*position, *seat}) : unclear();
}

Parsed replace(Arguments& typed) {
  const std::string named = typed.word();
  if (named.empty()) return unclear();
  const auto position = position_of(named, typed.view(), false);
  if (!position) return tl::unexpected(position.error());
  return one(ReplaceSeated{*position});
}

Parsed set_state(Arguments& typed) {
  const JoinView& view = typed.view();
  const auto number = typed.number();
  const auto state = typed.number();
  if (!number || !state || *state == 0 || *state > UINT16_MAX) return unclear();
  const std::uint64_t item = view.item(*number);
  if (item == 0) return no_number(view, *number);
  const codec::SeenProduct* const product = product_of(view, item);
  if (product != nullptr && *state > product->states.size()) return no_number(view, *state);
  return one(SetItemState{{item}, static_cast<std::uint16_t>(*state - 1)}, typed.text());
}

Parsed evidence(Arguments& typed) {
  const auto number = typed.number();
  if (!number) return unclear();
  const std::uint64_t item = typed.view().item(*number);
  if (item == 0) return no_number(typed.view(), *number);
  AddEvidence act{{item}, {}};
  while (typed.turn_follows()) act.turns.push_back(*typed.turn());
  return act.turns.empty() || !typed.text().empty() ? unclear() : one(std::move(act));
}

// The day and the word `signaal` may be left out; without a name nobody owns it.
Parsed assign(Arguments& typed) {
  const auto number = typed.number();
  if (!number) return unclear();
  const std::uint64_t item = typed.view().item(*number);
  if (item == 0) return no_number(typed.view(), *number);
  AssignItem act{{item}, std::nullopt, false};
  if (is_dated(typed.peek())) {
    const std::string word = typed.word();
    act.due = day(word);
    if (!act.due) return tl::unexpected(say(typed.view().language(), Say::no_such_date, {word}));
  }
  act.signal = typed.takes("signaal", "signal");
  return one(act, typed.text());
}

Parsed decide(Arguments& typed) {
  const auto number = typed.number();
  std::optional<Decision> decision;
  if (typed.takes("overgenomen", "adopted")) decision = Decision::adopted;
  if (typed.takes("afgewezen", "declined")) decision = Decision::declined;
  if (typed.takes("gedaan", "done")) decision = Decision::done;
  if (!number || !decision) return unclear();
  const std::uint64_t item = typed.view().item(*number);
  if (item == 0) return no_number(typed.view(), *number);
  return one(DecideItem{{item}, *decision}, typed.text());
}

Parsed letter(Arguments& typed) {
  SendLetter act;
  while (typed.number_follows()) {
    const std::uint32_t number = typed.number().value_or(0);
    const std::uint64_t item = typed.view().item(number);
    if (item == 0) return no_number(typed.view(), number);
    act.lessons.push_back({item});
  }
  if (act.lessons.empty() && !typed.text().empty()) {
    return tl::unexpected(say(typed.view().language(), Say::letter_without_lessons));
  }
  return typed.text().empty() ? unclear() : one(std::move(act), typed.text());
}

Parsed incident(Arguments& typed) {
  RecordIncident act;
  if (typed.seat_follows()) act.about = typed.seat();
  return typed.text().empty() ? unclear() : one(act, typed.text());
}

}  // namespace arena::cli
