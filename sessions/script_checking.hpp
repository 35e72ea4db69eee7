// SPDX-License-Identifier: EUPL-1.2
// What the parts of the script checker share. For script_check*.cpp only.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sessions/script.hpp"
#include "sessions/script_check.hpp"

namespace arena {

// One script under proof, and what is wrong with it so far.
struct Checking {
  const Script& script;
  const ScriptLines& lines;
  std::vector<ScriptFault> faults;

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
[[nodiscard]] bool made_before(const Script& script, std::string_view product, std::size_t round);
[[nodiscard]] const Product* product_named(const Script& script, std::string_view id) noexcept;
// The round (from 0) that holds a ballot of that id, or rounds.size().
[[nodiscard]] std::size_t round_of_ballot(const Script& script, std::string_view id) noexcept;

// Each adds the faults of its part.
void check_head(Checking& checking);
void check_groups(Checking& checking);
void check_matter(Checking& checking);  // options, statements, products, repetitions
void check_rounds(Checking& checking);
void check_extras(Checking& checking, std::size_t round);  // ballots, releases, side rooms

}  // namespace arena
