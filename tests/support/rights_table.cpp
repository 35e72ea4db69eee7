// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/rights_table.hpp"

#include <sstream>
#include <stdexcept>

namespace arena::test {
namespace {

// Places, in order: lobby, opening, ervaringen, verduidelijking, nabespreking, afsluiting, nacheck,
// between the sittings, terugkoppeling. Methods 4.0 and 4.1 give the rights:
//
//     round             clients (ring, may)      professionals (ring, may)
//     opening           inner  ready             inner  ready
//     ervaringen        inner  S P N             outer  N M
//     verduidelijking   inner  A P N             outer  Q N M, questions through the gate
//     nabespreking      away                     inner  S P N L X
//     afsluiting        inner  S P               inner  ready (clients check out)
//     nacheck           inner  V P               inner  V P
//     terugkoppeling    inner  S A P J           inner  S A P    (clients judge)
//
// The chair speaks and takes notes in every round. Help is open to every seat, always. The round
// of experiences is the one in which listeners only listen (listen_only); in the next they ask.
// A right that is past says not_in_this_round (a return may open it again), one that never
// comes not_for_your_role; for who is away, and while no round is open, that comes first.
constexpr std::string_view never_client =
    "not_open not_for_your_role not_for_your_role not_for_your_role away not_for_your_role "
    "not_for_your_role not_open not_for_your_role";
constexpr std::string_view never_professional =
    "not_open not_for_your_role listen_only not_for_your_role not_for_your_role "
    "not_for_your_role not_for_your_role not_open not_for_your_role";
constexpr std::string_view never_chair =
    "not_open not_for_your_role not_for_your_role not_for_your_role not_for_your_role "
    "not_for_your_role not_for_your_role not_open not_for_your_role";
constexpr std::string_view chair_only =
    "not_for_your_role not_for_your_role not_for_your_role not_for_your_role not_for_your_role "
    "not_for_your_role not_for_your_role not_for_your_role not_for_your_role";
constexpr std::string_view always = "yes yes yes yes yes yes yes yes yes";
constexpr std::string_view while_open = "not_open yes yes yes yes yes yes not_open yes";
constexpr std::string_view no_floor =
    "wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment "
    "wrong_moment wrong_moment";
constexpr std::string_view at_the_gate =
    "no_such_question no_such_question no_such_question yes already_decided already_decided "
    "already_decided already_decided already_decided";

constexpr std::array table{
    // -------- acts of who has the right
    ActRow{"speak",
           {"not_open@1 not_in_this_round@1 yes not_in_this_round@s1 away@s1 yes "
            "not_in_this_round@4 not_open@4 yes",
            "not_open@3 not_in_this_round@3 listen_only@3 not_in_this_round@3 yes "
            "not_in_this_round@4 not_in_this_round@4 not_open@4 yes",
            "not_open@o yes yes yes yes yes yes not_open@4 yes"}},
    ActRow{"reply",
           {"not_open@1 not_in_this_round@1 yes not_in_this_round@s1 away@s1 yes "
            "not_in_this_round@4 not_open@4 yes",
            "not_open@3 not_in_this_round@3 listen_only@3 not_in_this_round@3 yes "
            "not_in_this_round@4 not_in_this_round@4 not_open@4 yes",
            "not_open@o yes yes yes yes yes yes not_open@4 yes"}},
    ActRow{"ask",
           {never_client,
            "not_open@2 not_in_this_round@2 listen_only@2 yes not_in_this_round not_in_this_round "
            "not_in_this_round not_open not_in_this_round",
            never_chair}},
    ActRow{"answer",
           {"not_open@2 not_in_this_round@2 not_in_this_round@2 yes away@4 not_in_this_round@4 "
            "not_in_this_round@4 not_open@4 yes",
            "not_open@4 not_in_this_round@4 listen_only@4 not_in_this_round@4 not_in_this_round@4 "
            "not_in_this_round@4 not_in_this_round@4 not_open@4 yes",
            never_chair}},
    ActRow{"pass",
           {"not_open@1 not_in_this_round@1 yes yes away@s1 yes yes not_open@4 yes",
            "not_open@3 not_in_this_round@3 listen_only@3 not_in_this_round@3 yes "
            "not_in_this_round@s2 yes not_open@4 yes",
            never_chair}},
    ActRow{"note",
           {"not_open@1 not_in_this_round@1 yes yes away not_in_this_round not_in_this_round "
            "not_open not_in_this_round",
            "not_open@1 not_in_this_round@1 yes yes yes not_in_this_round not_in_this_round "
            "not_open not_in_this_round",
            "not_open@o yes yes yes yes yes yes not_open@4 yes"}},
    ActRow{"mark",
           {never_client,
            "not_open@1 not_in_this_round@1 yes yes not_in_this_round not_in_this_round "
            "not_in_this_round not_open not_in_this_round",
            never_chair}},
    ActRow{"unmark",
           {never_client,
            "not_open@1 not_in_this_round@1 yes yes not_in_this_round not_in_this_round "
            "not_in_this_round not_open not_in_this_round",
            never_chair}},
    ActRow{"raise_hand", {never_client, never_professional, never_chair}},
    ActRow{"lower_hand", {never_client, never_professional, never_chair}},
    ActRow{"propose_lesson",
           {never_client,
            "not_open@3 not_in_this_round@3 listen_only@3 not_in_this_round@3 yes "
            "not_in_this_round not_in_this_round not_open not_in_this_round",
            never_chair}},
    ActRow{"judge_lesson",
           {"not_open@4 not_in_this_round@4 not_in_this_round@4 not_in_this_round@4 away@4 "
            "not_in_this_round@4 not_in_this_round@4 not_open@4 yes",
            never_professional, never_chair}},
    ActRow{"ready",
           {"not_open@o yes not_in_this_round not_in_this_round away not_in_this_round "
            "not_in_this_round not_open not_in_this_round",
            "not_open@o yes listen_only@s1 not_in_this_round@s1 not_in_this_round@s1 yes "
            "not_in_this_round not_open not_in_this_round",
            never_chair}},
    ActRow{"vote",
           {"not_open@s2 not_in_this_round@s2 not_in_this_round@s2 not_in_this_round@s2 away@s2 "
            "not_in_this_round@s2 yes not_open not_in_this_round",
            "not_open@s2 not_in_this_round@s2 listen_only@s2 not_in_this_round@s2 "
            "not_in_this_round@s2 not_in_this_round@s2 yes not_open not_in_this_round",
            never_chair}},
    ActRow{"ask_help", {always, always, always}},
    ActRow{"request_token",
           {never_client,
            "not_open@3 not_in_this_round@3 listen_only@3 not_in_this_round@3 not_open "
            "not_in_this_round not_in_this_round not_open not_in_this_round",
            never_chair}},
    // -------- acts of the chair
    ActRow{"admit", {chair_only, chair_only, always}},
    ActRow{"turn_away", {chair_only, chair_only, always}},
    ActRow{"remove", {chair_only, chair_only, always}},
    ActRow{"open_next_round",
           {chair_only, chair_only, "yes yes yes yes yes yes wrong_moment yes no_such_round"}},
    ActRow{"open_round_before",
           {chair_only, chair_only,
            "no_such_round no_such_round yes yes yes yes yes wrong_moment wrong_moment"}},
    ActRow{"pause", {chair_only, chair_only, while_open}},
    ActRow{"resume",
           {chair_only, chair_only,
            "not_open wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment "
            "wrong_moment not_open wrong_moment"}},
    ActRow{"extend", {chair_only, chair_only, while_open}},
    ActRow{"end_sitting", {chair_only, chair_only, while_open}},
    ActRow{"close",
           {chair_only, chair_only,
            "yes wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment yes "
            "wrong_moment"}},
    ActRow{"give_floor", {chair_only, chair_only, no_floor}},
    ActRow{"take_floor", {chair_only, chair_only, no_floor}},
    ActRow{"accept_question", {chair_only, chair_only, at_the_gate}},
    ActRow{"ask_to_rephrase", {chair_only, chair_only, at_the_gate}},
    ActRow{"merge_questions", {chair_only, chair_only, at_the_gate}},
    ActRow{"withhold_question", {chair_only, chair_only, at_the_gate}},
    ActRow{"answer_help", {chair_only, chair_only, always}},
};

// The rounds in their order, as people count them.
constexpr std::array<std::string_view, 7> counted{"o", "1", "2", "3", "s1", "s2", "4"};

std::uint16_t round_counted(std::string_view label) {
  for (std::size_t i = 0; i < counted.size(); ++i) {
    if (counted.at(i) == label) return static_cast<std::uint16_t>(i + 1);
  }
  throw std::logic_error("the rights table has no round " + std::string(label));
}

}  // namespace

std::string_view name(Who who) noexcept {
  switch (who) {
    case Who::client:
      return "client";
    case Who::professional:
      return "professional";
    case Who::chair:
      return "chair";
  }
  return {};
}

std::string_view name(Place place) noexcept {
  switch (place) {
    case Place::lobby:
      return "lobby";
    case Place::opening:
      return "opening";
    case Place::ervaringen:
      return "ervaringen";
    case Place::verduidelijking:
      return "verduidelijking";
    case Place::nabespreking:
      return "nabespreking";
    case Place::afsluiting:
      return "afsluiting";
    case Place::nacheck:
      return "nacheck";
    case Place::between_sittings:
      return "between_sittings";
    case Place::terugkoppeling:
      return "terugkoppeling";
  }
  return {};
}

std::uint16_t round_of(Place place) noexcept {
  switch (place) {
    case Place::lobby:
    case Place::between_sittings:
      return 0;
    case Place::opening:
      return 1;
    case Place::ervaringen:
      return 2;
    case Place::verduidelijking:
      return 3;
    case Place::nabespreking:
      return 4;
    case Place::afsluiting:
      return 5;
    case Place::nacheck:
      return 6;
    case Place::terugkoppeling:
      return 7;
  }
  return 0;
}

bool only_listens(Who who, Place place) noexcept {
  return who == Who::professional &&
         (place == Place::ervaringen || place == Place::verduidelijking);
}

bool is_away(Who who, Place place) noexcept {
  return who == Who::client && place == Place::nabespreking;
}

Cell ActRow::at(Who who, Place place) const {
  std::istringstream words{std::string(cells.at(static_cast<std::size_t>(who)))};
  std::string word;
  for (int i = 0; i <= static_cast<int>(place); ++i) words >> word;
  if (!words) throw std::logic_error("a row of the rights table is too short");
  if (word == "yes") return {true, {}, {}};
  const auto at = word.find('@');
  Cell cell{false, word.substr(0, at), {}};
  if (at != std::string::npos) {
    cell.opens_in_round = round_counted(std::string_view(word).substr(at + 1));
  }
  return cell;
}

std::span<const ActRow> rights_table() noexcept { return table; }

ActBody act_named(std::string_view act, const Things& things, Place place) {
  // Between the sittings the last round of the first is behind us.
  const auto here = round_of(place == Place::between_sittings ? Place::nacheck : place);
  if (act == "speak") return Speak{};
  if (act == "reply") return Speak{things.turn};
  if (act == "ask") return Ask{};
  if (act == "answer") return Answer{things.shown_question};
  if (act == "pass") return Pass{};
  if (act == "note") return TakeNote{};
  if (act == "mark") return MarkTurn{things.turn, true};
  if (act == "unmark") return MarkTurn{things.turn, false};
  if (act == "raise_hand") return RaiseHand{};
  if (act == "lower_hand") return LowerHand{};
  if (act == "propose_lesson") return ProposeLesson{};
  if (act == "judge_lesson") return JudgeLesson{things.lesson, Verdict::recognised};
  if (act == "ready") return BeReady{};
  if (act == "vote") return Vote{0, {4}, false};
  if (act == "ask_help") return AskHelp{};
  if (act == "request_token") return RequestToken{};
  if (act == "admit") return Admit{things.in_lobby};
  if (act == "turn_away") return TurnAway{things.in_lobby};
  if (act == "remove") return Remove{things.somebody};
  if (act == "open_next_round") return OpenRound{static_cast<std::uint16_t>(here + 1U)};
  if (act == "open_round_before") {
    return OpenRound{static_cast<std::uint16_t>(here == 0 ? 0U : here - 1U)};
  }
  if (act == "pause") return PauseRound{};
  if (act == "resume") return ResumeRound{};
  if (act == "extend") return ExtendRound{minutes(5)};
  if (act == "end_sitting") return EndSitting{};
  if (act == "close") return CloseConversation{};
  if (act == "give_floor") return GiveFloor{things.somebody};
  if (act == "take_floor") return TakeFloor{};
  if (act == "accept_question") return AcceptQuestion{things.waiting_question};
  if (act == "ask_to_rephrase") return AskToRephrase{things.waiting_question};
  if (act == "merge_questions") {
    return MergeQuestions{{things.waiting_question, things.other_waiting_question}};
  }
  if (act == "withhold_question") return WithholdQuestion{things.waiting_question};
  if (act == "answer_help") return AnswerHelp{things.somebody};
  throw std::logic_error("no act is called " + std::string(act));
}

std::string text_of(std::string_view act, std::string_view canary) {
  constexpr std::array without{"pass",       "mark",         "unmark",          "raise_hand",
                               "lower_hand", "judge_lesson", "admit",           "resume",
                               "give_floor", "take_floor",   "accept_question", "ready",
                               "vote",       "request_token"};
  for (const std::string_view each : without) {
    if (each == act) return {};
  }
  return "words " + std::string(canary) + " of an act";
}

}  // namespace arena::test
