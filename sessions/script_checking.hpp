// SPDX-License-Identifier: EUPL-1.2
// What the parts of the script checker share. For script_check*.cpp only.
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sessions/script.hpp"
#include "sessions/script_check.hpp"

namespace arena {

// Where things of a script are first found, so that no rule need search the whole script for each
// of many: a text of 256 KiB is proved in a moment, whatever it says. Rounds are counted from 0.
struct ScriptIndex {
  static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

  explicit ScriptIndex(const Script& script);

  struct Found {
    std::size_t round{never};
    std::size_t times{};
  };
  std::map<std::string_view, std::size_t> products;  // the first round that makes it
  std::map<std::string_view, Found> ballots;
  std::size_t lessons_proposed{never};  // the first round that proposes or shares them
  std::size_t lessons_shared{never};
};

// One script under proof, and what is wrong with it so far.
struct Checking {
  const Script& script;
  const ScriptLines& lines;
  ScriptIndex index{script};
  std::vector<ScriptFault> faults{};

  void add(const LineNode& at, std::string_view rule, std::string sentence, std::string round = {},
           std::string group = {}) {
    faults.push_back({lines.file, at.line, std::move(round), std::move(group), std::string(rule),
                      std::move(sentence)});
  }
};

// [a-z][a-z0-9_]*, at most 64 characters.
[[nodiscard]] inline bool well_formed(std::string_view id) noexcept {
  constexpr std::size_t id_bytes_max = 64;
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return !id.empty() && id.size() <= id_bytes_max && lower(id.front()) &&
         std::all_of(id.begin(), id.end(),
                     [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

[[nodiscard]] inline bool only(ActSet may, ActSet allowed) noexcept {
  for (int bit = 0; bit < rights_count; ++bit) {
    const auto right = static_cast<Right>(bit);
    if (may.has(right) && !allowed.has(right)) return false;
  }
  return true;
}
[[nodiscard]] inline bool in_both(const Bilingual& text) noexcept {
  return !text.nl.empty() && !text.en.empty();
}
[[nodiscard]] inline bool in_both_or_none(const Bilingual& text) noexcept {
  return text.nl.empty() == text.en.empty();
}
[[nodiscard]] inline std::string quoted(std::string_view id) { return "`" + std::string(id) + "`"; }

// The id and title that every block has. `taken` holds the ids of its kind so far.
void check_id(Checking& checking, const LineNode& at, const std::string& id,
              std::vector<std::string>& taken, const std::string& round = {});
void check_title(Checking& checking, const LineNode& at, std::string_view field,
                 const Bilingual& title, const std::string& round = {});
void check_labels(Checking& checking, const LineNode& at, std::string_view field,
                  const std::vector<Labelled>& labels, const std::string& round = {});

// Whether a product is made in a round before `round` (from 0).
[[nodiscard]] bool made_before(const ScriptIndex& index, std::string_view product,
                               std::size_t round);
// The round (from 0) that holds a ballot of that id, or ScriptIndex::never.
[[nodiscard]] std::size_t round_of_ballot(const ScriptIndex& index, std::string_view id);
[[nodiscard]] bool condition_known(const Script& script, const Condition& condition);
[[nodiscard]] const Product* product_named(const Script& script, std::string_view id) noexcept;

// Each adds the faults of its part.
void check_head(Checking& checking);
void check_groups(Checking& checking);
void check_matter(Checking& checking);  // options, statements, products, repetitions
void check_rounds(Checking& checking);
void check_parts(Checking& checking);                      // head, body, tail
void check_extras(Checking& checking, std::size_t round);  // ballots, releases, side rooms

}  // namespace arena
