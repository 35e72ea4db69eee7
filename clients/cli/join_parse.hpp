// SPDX-License-Identifier: EUPL-1.2
// How each act is read from what was typed after its name. Internal to the table of forms.
#pragma once

#include <string>
#include <utility>

#include "clients/cli/join_forms.hpp"

namespace arena::cli {

inline Parsed one(ActBody act, std::string text = {}) {
  Acts acts;
  acts.acts.push_back({std::move(act), std::move(text)});
  return Typed{std::move(acts)};
}
inline Parsed unclear() { return tl::unexpected(std::string{}); }

[[nodiscard]] Parsed no_number(const JoinView& view, std::uint32_t number);
// "`x` is not there. Choose from: …"
[[nodiscard]] Parsed no_such(const JoinView& view, const std::string& typed,
                             const std::string& others);

// What the number of a thing stands for.
using Numbered = std::uint64_t (JoinView::*)(std::size_t) const;

template <class Act>
Parsed with_text(Arguments& typed) {
  return typed.text().empty() ? unclear() : one(Act{}, typed.text());
}
template <class Act>
Parsed with_reason(Arguments& typed) {
  return one(Act{}, typed.text());
}
template <class Act>
Parsed bare(Arguments& typed) {
  return typed.text().empty() ? one(Act{}) : unclear();
}
// An act on a thing by its number; the rest is its text.
template <class Act, Numbered numbered>
Parsed on_number(Arguments& typed) {
  const auto number = typed.number();
  if (!number) return unclear();
  const std::uint64_t thing = (typed.view().*numbered)(*number);
  if (thing == 0) return no_number(typed.view(), *number);
  return one(Act{ItemId{thing}}, typed.text());
}
template <class Act, Numbered numbered>
Parsed text_on_number(Arguments& typed) {
  const auto parsed = on_number<Act, numbered>(typed);
  return parsed && typed.text().empty() ? unclear() : parsed;
}
template <class Act>
Parsed on_seat(Arguments& typed) {
  const auto seat = typed.seat();
  return seat ? one(Act{*seat}, typed.text()) : unclear();
}
template <class Act>
Parsed text_on_seat(Arguments& typed) {
  const auto parsed = on_seat<Act>(typed);
  return parsed && typed.text().empty() ? unclear() : parsed;
}
template <class What>
Parsed meta(Arguments&) {
  return Typed{What{}};
}

// Of everybody.
Parsed reply(Arguments& typed);
Parsed mark(Arguments& typed);
Parsed carry_mark(Arguments& typed);
Parsed hand(Arguments& typed);
Parsed lesson(Arguments& typed);
Parsed judge(Arguments& typed);
Parsed propose(Arguments& typed);
Parsed vote(Arguments& typed);
Parsed take_seat(Arguments& typed);
Parsed consent(Arguments& typed);
Parsed case_worker(Arguments& typed);
Parsed wait(Arguments& typed);

// Of the chair.
Parsed admit(Arguments& typed);
Parsed turn_away(Arguments& typed);
Parsed excuse(Arguments& typed);
Parsed open(Arguments& typed);
Parsed extend(Arguments& typed);
Parsed open_slot(Arguments& typed);
Parsed enclose(Arguments& typed);
Parsed merge(Arguments& typed);
Parsed speak_for(Arguments& typed);
Parsed speak_beside(Arguments& typed);
Parsed bind(Arguments& typed);
Parsed replace(Arguments& typed);
Parsed set_state(Arguments& typed);
Parsed evidence(Arguments& typed);
Parsed assign(Arguments& typed);
Parsed decide(Arguments& typed);
Parsed letter(Arguments& typed);
Parsed incident(Arguments& typed);

// A round by its id or label.
[[nodiscard]] tl::expected<std::uint16_t, std::string> round_of(const std::string& typed,
                                                                const JoinView& view);
// A position of the script by its id; where `of_queue`, one that people take by themselves.
[[nodiscard]] tl::expected<GroupIndex, std::string> position_of(const std::string& typed,
                                                                const JoinView& view,
                                                                bool of_queue);

}  // namespace arena::cli
