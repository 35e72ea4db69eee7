// SPDX-License-Identifier: EUPL-1.2
// The script checker: proves before a script can be used that its form cannot break (DESIGN §4).
//
// Pure. Line numbers come from whoever read the text; the checker only carries them, so that a
// fault names file, line, round, group and the rule in plain words.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/script.hpp"

namespace arena {

struct ScriptFault {
  std::string file;
  std::size_t line{};    // from 1; 0 unknown
  std::string round;     // id, empty if the fault is not in a round
  std::string group;     // id, empty if no group is meant
  std::string rule;      // stable name, for instance "somebody-may-act"
  std::string sentence;  // what is wrong and what to do, in English
  friend bool operator==(const ScriptFault&, const ScriptFault&) = default;
};

// Where the parts of a script stand in its text. A node is a block or a value, its parts carry
// the names of script.proto ("round", "inner", "may") in the order of the text.
struct LineNode {
  std::size_t line{};  // from 1; 0 unknown
  std::map<std::string, std::vector<LineNode>, std::less<>> parts;
  // The part itself, or this block where the text does not have it.
  [[nodiscard]] const LineNode& part(std::string_view name, std::size_t index = 0) const;
};
struct ScriptLines {
  std::string file;
  LineNode script;
};

// All faults, in the order of the text; empty means the script is right.
[[nodiscard]] std::vector<ScriptFault> check_script(const Script& script, const ScriptLines& lines);

}  // namespace arena
