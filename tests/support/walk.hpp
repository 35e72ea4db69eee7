// SPDX-License-Identifier: EUPL-1.2
// Walks through all shapes that a conversation of a few people can take: in each, everybody tries
// everything, the chair and the shell too, and what is accepted leads to the next shapes, breadth
// first. Two conversations of one shape are walked as one (shape.hpp).
//
// One facet at a time: in every shape every act is tried, but only the acts of the facet (and those
// that open rounds, end sittings and close, which belong to each) lead on. So all that one facet
// can do to a conversation is walked in full; what two do to each other is walked as far as the
// first conversation, in which everybody contributes, goes through all rooms.
//
// Bounded: of a product at most two items, one of them in its own facet, one lesson, two questions
// at the gate, one person who is removed and one who comes later; and a number of shapes a room,
// beyond which the walk goes on through those it has. Whether that was reached is said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sessions/conversation.hpp"
#include "tests/support/scripts_for_tests.hpp"

namespace arena::test {

// Which acts lead to another shape.
struct Facet {
  enum class Of : std::uint8_t {
    talk,      // speech, passes, questions and answers, hands and the floor
    speech,    // of these speech and passes alone
    gate,      // questions and answers alone
    floor,     // hands and the floor alone
    own,       // notes, marks, being ready, own ballots
    notes,     // of these the notes and marks alone
    ready,     // being ready alone
    ballot,    // one of the ballots of each round alone
    people,    // who comes, goes, sits in a position
    leading,   // pause, more time, no facilitator there, who leads
    products,  // the lesson and its letter, or the items of one product
    all        // every act at once
  };
  Of of{Of::all};
  std::optional<std::uint16_t> product{};  // of products; absent: the lesson
  std::uint16_t ballot{};                  // of ballot: its position in the round
};
// Those to walk up to a number of shapes a room, or to their end: what people say and what they
// do for themselves have too many shapes for that, and are then walked one kind of act at a time.
enum class Depth : std::uint8_t { bounded, everything };
[[nodiscard]] std::vector<Facet> facets_of(const Script& script, Depth depth);
[[nodiscard]] std::string name(const Facet& facet, const Script& script);

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
                          const Facet& facet, std::size_t states_per_room,
                          const Decide& decide = decide_as_it_is);

}  // namespace arena::test
