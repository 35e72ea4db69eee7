// SPDX-License-Identifier: EUPL-1.2
// The scripts the tests play: the shipped ones, read from sessions/scripts, and a few made for
// a test, built by hand.
#pragma once

#include <string>
#include <vector>

#include "sessions/script.hpp"

namespace arena::test {

struct PlayableScript {
  Script script;
  std::string text;  // what the first event of a journal holds
};

// sessions/scripts/<id>.textproto, read and checked as the product does. Throws
// std::runtime_error naming the first fault.
[[nodiscard]] PlayableScript shipped_script(const std::string& id);

// Two groups and a chair. Round 1 `kring`: floor QUEUE, members speak, guests listen (notes and
// hands). Round 2 `open`: floor OPEN, both speak and ask without a gate, and propose lessons.
// Round 3 `slot`: members judge the shared lessons; guests are away. No round has a clock but
// `kring` (10 minutes).
[[nodiscard]] PlayableScript queue_script();

// `kring` of queue_script alone, with a clock that moves on by itself: round 1 of 10 minutes
// advances automatically to round 2.
[[nodiscard]] PlayableScript automatic_script();

// automatic_script() in which members may contribute anonymously in `kring` and in `slot`, from
// four people on.
[[nodiscard]] PlayableScript anonymous_script();

// The shipped arenagesprek_nabespreking without what stands around the conversation itself, with
// nothing chosen: 1 `ervaringen`, clients speak and professionals listen; 2 `verduidelijking`,
// questions through the gate; 3 `nabespreking`, clients are away; in sitting 2, 4 `terugkoppeling`.
// Its text can be read as a script.
[[nodiscard]] PlayableScript debrief_script();

// By id: "queue_test", "automatic_test", "anonymous_test" and "debrief_test" are those above,
// everything else is shipped.
[[nodiscard]] PlayableScript script_named(const std::string& id);

// The ids of all shipped scripts, in order.
[[nodiscard]] std::vector<std::string> shipped_script_ids();

// Every way to choose one of each option of a script.
[[nodiscard]] std::vector<Choices> all_choices(const Script& script);

}  // namespace arena::test
