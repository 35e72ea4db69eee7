// SPDX-License-Identifier: EUPL-1.2
// A Script is a method as data: who may do what, in which round, and who perceives it.
// It says everything DESIGN §4 lists; `codec` reads it from protobuf text (proto/arena/v1/
// script.proto is the same thing in words), check_script (script_check.hpp) proves it, and
// a Conversation runs it. Part of what can be said is not run yet: see what_cannot_run().
//
// A plain value; immutable once a conversation holds it. Codes S Q A P N M H X L J V and base
// rules B1-B10 are those of the method description (docs/methods.md).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/ids.hpp"

namespace arena {

struct Bilingual {
  std::string nl;
  std::string en;
  friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

enum class Role : std::uint8_t {
  client, client_rep, professional, manager, official, chain_partner, facilitator, co_facilitator,
  translator, reporter, scientist, researcher, host
};
enum class Ring : std::uint8_t { inner, outer, away, chair };
enum class Floor : std::uint8_t { open, queue };

// The right to act, one bit each in an ActSet.
enum class Right : std::uint8_t {
  speak,            // S
  ask,              // Q
  answer,           // A
  pass,             // P
  note,             // N
  mark,             // M
  hand,             // H; implied by speak in a queue round
  anonymous,        // X
  propose_lesson,   // L
  judge_lesson,     // J
  vote,             // V
  propose,          // a product other than a lesson
  take_seat,
  leave_seat,
  ready,
};
inline constexpr int rights_count = 15;

class ActSet {
 public:
  constexpr ActSet() = default;
  constexpr ActSet(std::initializer_list<Right> rights) {
    for (const Right right : rights) add(right);
  }
  constexpr void add(Right right) noexcept { bits_ |= 1U << static_cast<unsigned>(right); }
  [[nodiscard]] constexpr bool has(Right right) const noexcept {
    return (bits_ >> static_cast<unsigned>(right) & 1U) != 0;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  friend constexpr bool operator==(const ActSet&, const ActSet&) = default;

 private:
  std::uint32_t bits_{};
};

// How people of a group appear to others: by code only, or by code and name.
enum class ShownAs : std::uint8_t { code, name };

struct Group {
  std::string id;
  Bilingual title;
  Role role{};
  char letter{};                       // of its respondent codes; by role unless given
  ShownAs shown_as{};
  bool powerful{};                     // has power over others here: listens closed (B1)
  std::uint16_t advised_min{};         // 0: no advice
  std::uint16_t advised_max{};
  std::uint16_t limit{};               // above this nobody is admitted
  std::string at_least;                // id of a group it should not be smaller than
  friend bool operator==(const Group&, const Group&) = default;
};

struct Placement {
  GroupIndex group;
  Ring ring{};
  ActSet may;
  friend bool operator==(const Placement&, const Placement&) = default;
};

struct Round {
  std::string id;
  Bilingual title;
  Bilingual purpose;
  std::uint16_t minutes{};     // planned; 0: no clock
  std::uint16_t sitting{1};    // the dated part of the conversation it belongs to
  bool listen_only{};
  bool outer_share{};
  bool presentation{};
  bool gate{};                 // questions pass the chair (B9)
  bool advance_automatically{};
  bool shares_lessons{};       // the lessons drafted so far are released when it opens
  Floor floor{};
  std::vector<Placement> placements;  // groups not named here are away
  friend bool operator==(const Round&, const Round&) = default;
};

struct Script {
  std::string id;
  Bilingual title;
  Bilingual summary;
  std::string source;
  // Set where the script uses words the engine does not run yet: readable and checked, but no
  // conversation can be opened with it.
  bool draft{};
  // Groups in order of definition; at most 64. Exactly one or more sit in Ring::chair.
  std::vector<Group> groups;
  std::vector<Round> rounds;
  Bilingual standing_reason;   // of everyday reversible acts of the chair

  friend bool operator==(const Script&, const Script&) = default;

  [[nodiscard]] std::optional<GroupIndex> group_named(std::string_view id) const noexcept;
  // From 1, as in Room::round.
  [[nodiscard]] std::optional<std::uint16_t> round_named(std::string_view id) const noexcept;
};

inline constexpr std::size_t groups_max = 64;

// A stable machine name ("client", "inner", "speak"), as written in scripts in lower case.
[[nodiscard]] std::string_view name(Role role) noexcept;
[[nodiscard]] std::string_view name(Ring ring) noexcept;
[[nodiscard]] std::string_view name(Right right) noexcept;
// The letter of a role's respondent codes: C client, P professional, L manager, G facilitator …
[[nodiscard]] char code_letter(Role role) noexcept;
// Roles that lead: they sit in Ring::chair.
[[nodiscard]] bool leads(Role role) noexcept;

}  // namespace arena
