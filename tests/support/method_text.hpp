// SPDX-License-Identifier: EUPL-1.2
// A script as its text says it, read by a reader of its own: nothing here comes from the product's
// parser, codec or rules, so that a test may hold the product to it.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace arena::test {

// A field of protobuf text format: a scalar has a value, a block has fields.
struct TextField {
  std::string name;
  std::string value;
  std::vector<TextField> fields;

  [[nodiscard]] std::vector<const TextField*> all(std::string_view field) const;
  // Of the first field of that name; empty if there is none.
  [[nodiscard]] std::string text(std::string_view field) const;
  [[nodiscard]] std::size_t number(std::string_view field) const;
  [[nodiscard]] bool on(std::string_view field) const { return text(field) == "true"; }
  [[nodiscard]] std::vector<std::string> words(std::string_view field) const;
};

// Throws std::runtime_error where the text is none.
[[nodiscard]] TextField read_text_format(std::string_view text);

struct MethodGroup {
  std::string id;
  std::string of;        // of a position or derived group: what it is made of
  std::string bound_by;  // of a position
  bool position{}, derived{}, leads{}, all_at_once{};
  std::string at_end_of, ring;  // of a derived group
  bool complement{};
  std::size_t limit{}, needs{}, capacity{};
};

struct MethodPlace {
  std::string group, ring;  // "inner", "outer", "away"
  std::set<std::string> may;
  std::vector<std::string> makes;
  std::size_t room{};  // 0: the main one
};

struct MethodBallot {
  std::string id, scale, options_from;
  std::size_t options{};
  bool asks_reason{}, named{};
};

struct MethodRelease {
  std::string product, ballot;
  std::vector<std::string> to;
};

struct MethodRound {
  std::string id, floor, own_only_until;
  std::size_t sitting = 1;
  bool held = true, timed{}, listen_only{}, outer_share{}, gate{}, carries_notes{},
       shares_lessons{}, answers_to_chair{};
  std::vector<MethodPlace> places;
  std::vector<std::string> led_by;  // of the rooms beside it
  std::vector<MethodBallot> ballots;
  std::vector<std::string> takes;
  std::vector<MethodRelease> releases;
};

struct MethodProduct {
  std::string id;
  bool own{}, with_owner{};
  std::size_t states{};
};

struct Method {
  std::string id;
  std::vector<MethodGroup> groups;
  std::vector<MethodProduct> products;
  std::vector<MethodRound> rounds;

  [[nodiscard]] const MethodGroup& group(std::string_view group_id) const;
  [[nodiscard]] const MethodProduct& product(std::string_view product_id) const;
};

// With these choices of its options; the first choice where none is given.
[[nodiscard]] Method read_method(std::string_view text,
                                 const std::map<std::string, std::string>& choices = {});

}  // namespace arena::test
