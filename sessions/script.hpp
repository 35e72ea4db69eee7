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
#include <map>
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
  client,
  client_rep,
  professional,
  manager,
  official,
  chain_partner,
  facilitator,
  co_facilitator,
  translator,
  reporter,
  scientist,
  researcher,
  host
};
enum class Ring : std::uint8_t { inner, outer, away, chair };
enum class Floor : std::uint8_t { open, queue, round_robin };
// The head opens a sitting, the tail closes it.
enum class Part : std::uint8_t { head, body, tail };

// A choice between options that is made before the opening and then frozen.
struct Condition {
  std::string option;
  std::string choice;
  friend bool operator==(const Condition&, const Condition&) = default;
};

// A word people choose from: an option's choice, a ballot's option, the state of an item.
struct Labelled {
  std::string id;
  Bilingual title;
  friend bool operator==(const Labelled&, const Labelled&) = default;
};

// The right to act, one bit each in an ActSet.
enum class Right : std::uint8_t {
  speak,           // S
  ask,             // Q
  answer,          // A
  pass,            // P
  note,            // N
  mark,            // M
  hand,            // H; implied by speak in a queue round
  anonymous,       // X
  propose_lesson,  // L
  judge_lesson,    // J
  vote,            // V
  propose,         // a product other than a lesson
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

// Places that members of a group take and leave while the conversation runs.
struct Position {
  enum class BoundBy : std::uint8_t { unspecified, chair, vote, queue };
  enum class Replacement : std::uint8_t { none, one_by_one, all_at_once };
  std::string of;  // id of the group whose members may sit there
  BoundBy bound_by{};
  std::uint16_t capacity{};
  std::uint16_t keep_empty{};  // chairs that stay free for who wants to come in
  Replacement replacement{};
  std::uint16_t period_minutes{};  // all_at_once: how long one company sits
  std::string ballot;              // bound by vote
  friend bool operator==(const Position&, const Position&) = default;
};

// A group that follows from what happened: who of `of` sat in `ring` when a round ended.
struct Derived {
  std::string of;
  std::string at_end_of;  // round id
  Ring ring{};
  bool complement{};  // who did not
  friend bool operator==(const Derived&, const Derived&) = default;
};

struct Group {
  std::string id;
  Bilingual title;
  Role role{};
  char letter{};  // of its respondent codes; by role unless given
  ShownAs shown_as{};
  bool powerful{};              // has power over others here: listens closed (B1)
  std::uint16_t advised_min{};  // 0: no advice
  std::uint16_t advised_max{};
  std::uint16_t limit{};                // above this nobody is admitted
  std::string at_least;                 // id of a group it should not be smaller than
  std::uint16_t needs{};                // with fewer people no round of the body opens
  std::optional<Condition> named_if{};  // shown by name if that was chosen
  std::optional<Position> position{};
  std::optional<Derived> derived{};
  friend bool operator==(const Group&, const Group&) = default;
};

struct Placement {
  GroupIndex group;
  Ring ring{};
  ActSet may;
  std::vector<std::string> makes{};  // ids of products, with Right::propose
  std::optional<Condition> only_if{};
  friend bool operator==(const Placement&, const Placement&) = default;
};

struct Ballot {
  enum class Scale : std::uint8_t { choose_one, agree5, rank, several };
  enum class Shown : std::uint8_t { unspecified, named, anonymously };
  std::string id;
  Bilingual title;
  std::vector<Labelled> options;
  std::string options_from;  // id of a product
  Scale scale{};
  bool not_applicable{};  // that answer is offered too
  bool asks_reason{};
  Shown shown{};              // anonymously: as a distribution, from the script's floor on
  std::string compared_with;  // id of an earlier ballot
  friend bool operator==(const Ballot&, const Ballot&) = default;
};

// What becomes known when a round opens, and to whom. `what` is the id of a product, a ballot or
// a round, as `kind` says.
struct Release {
  enum class Kind : std::uint8_t { none, product, ballot, contributions, anonymous };
  Kind kind{};
  std::string what;
  std::vector<std::string> to;  // group ids
  friend bool operator==(const Release&, const Release&) = default;
};

// A room of its own beside the round, for groups that are away from it.
struct SideRoom {
  enum class Retention : std::uint8_t { unspecified, archived, erased_with_sitting };
  std::string id;
  Bilingual title;
  std::string led_by;
  Retention retention{};
  std::vector<Placement> placements;
  friend bool operator==(const SideRoom&, const SideRoom&) = default;
};

enum class RoundEnd : std::uint8_t {
  time,
  everybody_acted,  // or passed
  queue_empty,
  list_exhausted,  // every item it takes has been dealt with
  all_submitted,
};
enum class AnswersTo : std::uint8_t { everybody, chair_only };

struct Round {
  std::string id;
  Bilingual title;
  Bilingual purpose;
  std::uint16_t minutes{};   // planned; 0: no clock
  std::uint16_t sitting{1};  // the dated part of the conversation it belongs to
  bool listen_only{};
  bool outer_share{};
  bool presentation{};
  bool gate{};  // questions pass the chair (B9)
  bool advance_automatically{};
  bool shares_lessons{};  // the lessons drafted so far are released when it opens
  Floor floor{};
  std::vector<Placement> placements;  // groups not named here are away
  Bilingual chair_note{};             // hidden from everybody else
  Bilingual question_rule{};          // what a question must be
  AnswersTo answers_to{};
  bool quiet_first{};                 // queue: who spoke least comes first
  bool carries_notes{};               // each may bring notes of earlier rounds
  std::vector<RoundEnd> ends_when{};  // suggested to the chair; a rule if it advances by itself
  std::optional<Condition> only_if{};
  std::vector<SideRoom> side_rooms{};
  Part part{Part::body};
  bool held{true};                   // false: what was chosen leaves it out (with_choices)
  std::vector<std::string> takes{};  // ids of products that are its input
  std::vector<Ballot> ballots{};
  std::string own_only_until{};  // id of the round that reveals what is made here
  std::vector<Release> releases{};
  friend bool operator==(const Round&, const Round&) = default;
};

struct Option {
  std::string id;
  Bilingual title;
  std::vector<Labelled> choices;  // the first holds if nothing is chosen
  friend bool operator==(const Option&, const Option&) = default;
};

struct Statement {
  std::string id;
  Bilingual text;
  Bilingual chair_note;  // what to find out; hidden from everybody else
  friend bool operator==(const Statement&, const Statement&) = default;
};

struct Product {
  enum class Kind : std::uint8_t {
    unspecified,
    lesson,
    question,
    assumption,
    offer,
    observation,
    action,
    summary
  };
  std::string id;
  Bilingual title;
  Kind kind{};
  std::string judged_by;  // group id
  bool with_owner{};
  bool with_date{};
  std::vector<Labelled> states;  // of its items; the first is how they begin
  bool own{};                    // an item stays its owner's, who may share it
  friend bool operator==(const Product&, const Product&) = default;
};

// Rounds `from` … `to` are held once for each statement, or for each item of a product.
struct Repetition {
  enum class Over : std::uint8_t { unspecified, statements, product };
  std::string from;
  std::string to;
  Over over{};
  std::string product;
  friend bool operator==(const Repetition&, const Repetition&) = default;
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
  Bilingual standing_reason;        // of everyday reversible acts of the chair
  std::uint16_t anonymous_floor{};  // people, before anything anonymous is shown; 0: not said
  std::vector<Bilingual> conduct{};
  std::vector<Option> options{};
  std::vector<Statement> statements{};
  std::vector<Product> products{};
  std::vector<Repetition> repetitions{};
  bool brings_lessons{};  // open lessons of the conversation before it in its series come in

  friend bool operator==(const Script&, const Script&) = default;

  [[nodiscard]] std::optional<GroupIndex> group_named(std::string_view id) const noexcept;
  // From 1, as in Room::round.
  [[nodiscard]] std::optional<std::uint16_t> round_named(std::string_view id) const noexcept;
};

inline constexpr std::size_t groups_max = 64;

// How people count a round (from 1): "1", "2" in the body; "o" for the opening and "s" for the
// closing, with a number where there are several; nothing for a round the script does not have.
[[nodiscard]] std::string round_label(const Script& script, std::uint16_t round);

// What was chosen before the opening: option id -> choice id. What is left out is the first choice.
using Choices = std::map<std::string, std::string>;
// The script as chosen: without the places and, marked as not held, the rounds that are left out.
[[nodiscard]] Script with_choices(Script script, const Choices& choices);
// One sentence that names an option or choice the script does not have, if there is one.
[[nodiscard]] std::optional<std::string> bad_choice(const Script& script, const Choices& choices);

// What the engine cannot run of a script, one phrase each ("round keuze: ballots"). Such a script
// is a draft: no conversation can be opened with it.
[[nodiscard]] std::vector<std::string> what_cannot_run(const Script& script);

// A stable machine name ("client", "inner", "speak"), as written in scripts in lower case.
[[nodiscard]] std::string_view name(Role role) noexcept;
[[nodiscard]] std::string_view name(Ring ring) noexcept;
[[nodiscard]] std::string_view name(Right right) noexcept;
[[nodiscard]] std::string_view name(RoundEnd end) noexcept;
// The letter of a role's respondent codes: C client, P professional, L manager, G facilitator …
[[nodiscard]] char code_letter(Role role) noexcept;
// Roles that lead: they sit in Ring::chair.
[[nodiscard]] bool leads(Role role) noexcept;

}  // namespace arena
