// SPDX-License-Identifier: EUPL-1.2
// What somebody may do, when, and what a refusal says: the base rules of docs/methods.md applied to
// a Method. Written down a second time, apart from the product, to hold the product to it.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tests/support/method_text.hpp"

namespace arena::test {

// Where somebody belongs: the own group, a position that was taken, groups made of what happened.
struct Standing {
  std::string group;
  std::string position;
  std::set<std::string> derived;
};

struct Spot {
  std::string group;  // the one that places this person in the round
  std::string ring;   // "inner", "outer", "away", "chair"
  std::size_t room{};
  std::set<std::string> may;
  std::vector<std::string> makes;
  [[nodiscard]] bool away() const { return ring == "away"; }
};

struct Refusal {
  std::string reason;
  std::size_t opens{};  // round from 1; 0: none
};

class MethodRights {
 public:
  explicit MethodRights(Method method) : method_(std::move(method)) {}

  [[nodiscard]] const Method& method() const noexcept { return method_; }
  [[nodiscard]] const MethodRound& open() const { return method_.rounds.at(round - 1); }
  [[nodiscard]] bool is_open() const noexcept { return round != 0; }

  [[nodiscard]] Spot spot(const Standing& person, std::size_t in_round) const;
  [[nodiscard]] Spot spot(const Standing& person) const { return spot(person, round); }
  [[nodiscard]] bool leads(const Standing& person) const {
    return method_.group(person.group).leads;
  }
  [[nodiscard]] bool only_listens(const Standing& person) const;

  // Why this person may not now; nothing: the right is there.
  [[nodiscard]] std::optional<Refusal> refusal(const Standing& person,
                                               std::string_view right) const;
  // The round, this one or a later one, in which the right opens; 0: none.
  [[nodiscard]] std::size_t opens(const Standing& person, std::string_view right) const;

  // ---- where the conversation stands
  std::size_t round{};  // from 1; 0: none is open
  std::size_t sittings_ended{};
  bool paused{}, letter_sent{}, closed{};
  std::set<std::string> settled;  // derived groups of which it is known who is in them

 private:
  [[nodiscard]] bool could(const Standing& person, std::string_view right,
                           std::size_t in_round) const;

  Method method_;
};

}  // namespace arena::test
