// SPDX-License-Identifier: EUPL-1.2
// A detached slot as the conversation knows it (DESIGN §6): that one is open, for whom, and until
// when. Who wrote is known neither here nor anywhere else; the tokens and envelopes that make it so
// are in server/anonymity.
//
//     opened: everybody who may writes, on their own device → the writing ends → each of them hands
//     in one envelope, writer or not → intake closes → one shuffled batch, or nothing at all
#pragma once

#include <cstddef>
#include <cstdint>

#include "sessions/ids.hpp"

namespace arena {

using SlotId = Octets<struct SlotTag, 16>;              // random
using SlotElement = Octets<struct SlotElementTag, 32>;  // of ristretto255, as RFC 9496 writes it

// From the end of the writing each device sends at a moment of its own choice within slot_send;
// intake closes after slot_hand_in.
inline constexpr Span slot_send{20'000};
inline constexpr Span slot_hand_in{30'000};
inline constexpr Span slot_writing_min = minutes(1);
inline constexpr Span slot_writing_max = minutes(30);
// A floor below this holds nowhere, whatever a script says.
inline constexpr std::size_t slot_floor_min = 4;

enum class SlotEnd : std::uint8_t {
  published,
  below_floor,  // fewer envelopes than the script's floor: nothing is shown to anybody
  cancelled     // by the chair, or because somebody who could write had to go
};

}  // namespace arena
