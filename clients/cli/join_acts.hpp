// SPDX-License-Identifier: EUPL-1.2
// What is typed in line mode: plain text is speech, a line that begins with `/` is an act, one
// that begins with `//` is speech that begins with `/`. Dutch names with English aliases.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients/cli/join_view.hpp"
#include "sessions/command.hpp"
#include "tl/expected.hpp"

namespace arena::cli {

// One line may ask for several acts (/laat-toe allen).
struct Acts {
  struct One {
    ActBody act;
    std::string text;
    std::uint16_t beside{};  // the room beside the round that it is for; 0: where one is
  };
  std::vector<One> acts;
};
struct ListActs {};       // /?
struct WhoSits {};        // /wie
struct Leave {};          // /weg
struct WaitFor {          // /wacht ervaringen, /wacht einde
  std::uint16_t round{};  // 0: until the conversation is closed
};
struct Enclose {  // /anoniem: into the envelope of the slot that is open; empty: nothing in it
  std::string text;
};
struct Nothing {};  // an empty line
using Typed = std::variant<Acts, ListActs, WhoSits, Leave, WaitFor, Enclose, Nothing>;

// The error is a sentence for the person.
[[nodiscard]] tl::expected<Typed, std::string> parse_typed(const std::string& line,
                                                           const JoinView& view);

// An act that is open now, and what follows its name, so that it can be chosen.
enum class Takes {
  nothing,
  text,
  turn,
  question,
  item,
  own_item,
  verdict,
  decision,
  state,
  seat,
  facilitator,
  waiting,
  round,
  minutes,
  ballot,
  choice,  // and more of them
  note,
  mark,
  product,
  position,
  level,
  incident,
  side_room
};
using Taken = std::array<Takes, 2>;
struct OpenAct {
  std::string_view name, alias, rest, what;  // alias: its name in the other language
  Taken takes;
  std::size_t words_needed{};  // after the name
};
[[nodiscard]] std::vector<OpenAct> open_acts(const JoinView& view);

// The names of all acts that go to the server, for a help text.
[[nodiscard]] std::string acts_in_short();

// What this person may type now, a line each.
[[nodiscard]] std::vector<std::string> acts_open_to(const JoinView& view);

}  // namespace arena::cli
