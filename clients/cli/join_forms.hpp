// SPDX-License-Identifier: EUPL-1.2
// Every act that can be typed: its names, what follows them, who has it and when, and how it is
// read. Line mode, the full screen, `arena act` and their help texts all read this one table.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "clients/cli/join_acts.hpp"
#include "clients/cli/join_arguments.hpp"

namespace arena::cli {

// An empty sentence stands for "type it like this"; the caller knows the form.
using Parsed = tl::expected<Typed, std::string>;

enum class For { everybody, others, with_right, chair };  // others: who does not lead

struct Form {
  std::string_view nl, en;            // names
  std::string_view nl_rest, en_rest;  // what follows them
  std::string_view nl_what, en_what;  // what it does
  Taken takes;
  For whom;
  std::string_view right;  // of the script, where one is needed
  Parsed (*parse)(Arguments&);
  bool (*now)(const JoinView&) = nullptr;  // whether there is anything to do it with
};

[[nodiscard]] std::span<const Form> forms();

}  // namespace arena::cli
