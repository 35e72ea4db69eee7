// SPDX-License-Identifier: EUPL-1.2
// Walks through all shapes that a conversation of a few people can take: in each, everybody tries
// everything, the chair and the shell too, and what is accepted leads to the next shapes, breadth
// first. Two conversations of one shape are walked as one (shape.hpp).
//
// Bounded: each of a product at most twice, one lesson, two questions at the gate, one person who
// is removed and one who comes later; and a number of shapes a room, beyond which the walk goes on
// through those it has. Whether that was reached is said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sessions/conversation.hpp"
#include "tests/support/scripts_for_tests.hpp"

namespace arena::test {

struct Walked {
  std::size_t states = 0;
  std::size_t steps = 0;  // accepted acts that lead from one to another
  std::size_t tried = 0;  // acts in all
  std::size_t rooms = 0;  // that were entered, and how many of them were exhausted
  std::size_t rooms_exhausted = 0;
  std::set<std::uint16_t> rounds;      // that were opened
  std::vector<std::string> no_act;     // states in which nobody can do anything, as shapes
  std::vector<std::string> no_way_on;  // states from which the end cannot be reached
};

// The engine, or one that is broken on purpose.
using Decide = std::function<Result<std::vector<Event>>(const Conversation&, const Command&)>;
[[nodiscard]] Result<std::vector<Event>> decide_as_it_is(const Conversation& conversation,
                                                         const Command& command);

[[nodiscard]] Walked walk(const PlayableScript& playable, const Choices& choices,
                          std::size_t states_per_room, const Decide& decide = decide_as_it_is);

}  // namespace arena::test
