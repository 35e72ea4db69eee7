// SPDX-License-Identifier: EUPL-1.2
// Who may do what, when, in arenagesprek_nabespreking: written down from the method (its table
// of rounds, the wrapper of every method and base rules B1-B10), not from the code or the script.
// Two tests hold the product to it: one at the core, one over the real socket.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sessions/command.hpp"

namespace arena::test {

enum class Who : std::uint8_t { client, professional, chair };
enum class Place : std::uint8_t {
  lobby,
  opening,
  ervaringen,
  verduidelijking,
  nabespreking,
  afsluiting,
  nacheck,
  between_sittings,
  terugkoppeling
};
inline constexpr std::array all_who{Who::client, Who::professional, Who::chair};
inline constexpr std::array all_places{
    Place::lobby,           Place::opening,          Place::ervaringen,
    Place::verduidelijking, Place::nabespreking,     Place::afsluiting,
    Place::nacheck,         Place::between_sittings, Place::terugkoppeling};

[[nodiscard]] std::string_view name(Who who) noexcept;
[[nodiscard]] std::string_view name(Place place) noexcept;
// The round that is open there, from 1; 0 for none.
[[nodiscard]] std::uint16_t round_of(Place place) noexcept;
// Somebody who may only listen there: the professionals, as long as the clients talk.
[[nodiscard]] bool only_listens(Who who, Place place) noexcept;
[[nodiscard]] bool is_away(Who who, Place place) noexcept;

struct Cell {
  bool accepted{};
  std::string reason;  // of the refusal
  std::optional<std::uint16_t> opens_in_round;
};

// One act; per who nine words, a place each: `yes`, `reason`, or `reason@round it opens in`, as
// people count the rounds: `o` the opening, `s1` and `s2` what closes the sitting.
struct ActRow {
  std::string_view act;
  std::array<std::string_view, 3> cells;
  [[nodiscard]] Cell at(Who who, Place place) const;
};
[[nodiscard]] std::span<const ActRow> rights_table() noexcept;

// What stands in the conversation when an act is tried; an item that is not there yet is 1.
struct Things {
  Turn turn;                   // a turn everybody saw: of the opening, then of ervaringen
  ItemId shown_question{1};    // accepted in verduidelijking
  ItemId waiting_question{1};  // still at the gate, if that is where we are
  ItemId other_waiting_question{1};
  ItemId lesson{1};  // proposed in the debrief
  SeatId in_lobby;
  SeatCode somebody;  // a seat that is neither actor nor chair
};
[[nodiscard]] ActBody act_named(std::string_view act, const Things& things, Place place);
// The text such an act comes with; holds `canary` where it has one.
[[nodiscard]] std::string text_of(std::string_view act, std::string_view canary);

}  // namespace arena::test
