// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/rights_table.hpp"

#include <sstream>
#include <stdexcept>

namespace arena::test {
namespace {

// Places, in order: lobby, ervaringen, verduidelijking, nabespreking, between the sittings,
// terugkoppeling. Method 4.1 gives the rights:
//
//     round             clients (ring, may)      professionals (ring, may)
//     ervaringen        inner  S P N             outer  N M
//     verduidelijking   inner  A P N             outer  Q N M, questions through the gate
//     nabespreking      away                     inner  S P N L (X is not built yet)
//     terugkoppeling    inner  S A P J           inner  S A P    (clients judge)
//
// The chair speaks and takes notes in every round. Help is open to every seat, always. The round
// of experiences is the one in which listeners only listen (listen_only); in the next they ask.
// A right that is past says not_in_this_round (a return may open it again), one that never
// comes not_for_your_role; for who is away, and while no round is open, that comes first.
constexpr std::string_view never_client =
    "not_open not_for_your_role not_for_your_role away not_open not_for_your_role";
constexpr std::string_view never_professional =
    "not_open listen_only not_for_your_role not_for_your_role not_open not_for_your_role";
constexpr std::string_view never_chair =
    "not_open not_for_your_role not_for_your_role not_for_your_role not_open not_for_your_role";
constexpr std::string_view chair_only =
    "not_for_your_role not_for_your_role not_for_your_role not_for_your_role not_for_your_role "
    "not_for_your_role";
constexpr std::string_view always = "yes yes yes yes yes yes";

constexpr std::array table{
    // -------- acts of who has the right
    ActRow{"speak",
           {"not_open@1 yes not_in_this_round@4 away@4 not_open@4 yes",
            "not_open@3 listen_only@3 not_in_this_round@3 yes not_open@4 yes",
            "not_open@1 yes yes yes not_open@4 yes"}},
    ActRow{"reply",
           {"not_open@1 yes not_in_this_round@4 away@4 not_open@4 yes",
            "not_open@3 listen_only@3 not_in_this_round@3 yes not_open@4 yes",
            "not_open@1 yes yes yes not_open@4 yes"}},
    ActRow{
        "ask",
        {never_client, "not_open@2 listen_only@2 yes not_in_this_round not_open not_in_this_round",
         never_chair}},
    ActRow{"answer",
           {"not_open@2 not_in_this_round@2 yes away@4 not_open@4 yes",
            "not_open@4 listen_only@4 not_in_this_round@4 not_in_this_round@4 not_open@4 yes",
            never_chair}},
    ActRow{"pass",
           {"not_open@1 yes yes away@4 not_open@4 yes",
            "not_open@3 listen_only@3 not_in_this_round@3 yes not_open@4 yes", never_chair}},
    ActRow{"note",
           {"not_open@1 yes yes away not_open not_in_this_round",
            "not_open@1 yes yes yes not_open not_in_this_round",
            "not_open@1 yes yes yes not_open@4 yes"}},
    ActRow{"mark",
           {never_client, "not_open@1 yes yes not_in_this_round not_open not_in_this_round",
            never_chair}},
    ActRow{"unmark",
           {never_client, "not_open@1 yes yes not_in_this_round not_open not_in_this_round",
            never_chair}},
    ActRow{"raise_hand", {never_client, never_professional, never_chair}},
    ActRow{"lower_hand", {never_client, never_professional, never_chair}},
    ActRow{"propose_lesson",
           {never_client,
            "not_open@3 listen_only@3 not_in_this_round@3 yes not_open not_in_this_round",
            never_chair}},
    ActRow{"judge_lesson",
           {"not_open@4 not_in_this_round@4 not_in_this_round@4 away@4 not_open@4 yes",
            never_professional, never_chair}},
    ActRow{"ask_help", {always, always, always}},
    ActRow{"contribute_anonymously",
           {"not_open not_available not_available away not_open not_available",
            "not_open listen_only not_available not_available not_open not_available",
            "not_open not_available not_available not_available not_open not_available"}},
    // -------- acts of the chair
    ActRow{"admit", {chair_only, chair_only, always}},
    ActRow{"turn_away", {chair_only, chair_only, always}},
    ActRow{"remove", {chair_only, chair_only, always}},
    ActRow{"open_next_round",
           {chair_only, chair_only, "yes yes yes wrong_moment yes no_such_round"}},
    ActRow{
        "open_round_before",
        {chair_only, chair_only, "no_such_round no_such_round yes yes wrong_moment wrong_moment"}},
    ActRow{"pause", {chair_only, chair_only, "not_open yes yes yes not_open yes"}},
    ActRow{"resume",
           {chair_only, chair_only,
            "not_open wrong_moment wrong_moment wrong_moment not_open wrong_moment"}},
    ActRow{"extend", {chair_only, chair_only, "not_open yes yes yes not_open yes"}},
    ActRow{"end_sitting", {chair_only, chair_only, "not_open yes yes yes not_open yes"}},
    ActRow{"close",
           {chair_only, chair_only, "yes wrong_moment wrong_moment wrong_moment yes wrong_moment"}},
    ActRow{"give_floor",
           {chair_only, chair_only,
            "wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment"}},
    ActRow{"take_floor",
           {chair_only, chair_only,
            "wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment wrong_moment"}},
    ActRow{"accept_question",
           {chair_only, chair_only,
            "no_such_question no_such_question yes already_decided already_decided "
            "already_decided"}},
    ActRow{"ask_to_rephrase",
           {chair_only, chair_only,
            "no_such_question no_such_question yes already_decided already_decided "
            "already_decided"}},
    ActRow{"merge_questions",
           {chair_only, chair_only,
            "no_such_question no_such_question yes already_decided already_decided "
            "already_decided"}},
    ActRow{"withhold_question",
           {chair_only, chair_only,
            "no_such_question no_such_question yes already_decided already_decided "
            "already_decided"}},
    ActRow{"answer_help", {chair_only, chair_only, always}},
};

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
    case Place::ervaringen:
      return "ervaringen";
    case Place::verduidelijking:
      return "verduidelijking";
    case Place::nabespreking:
      return "nabespreking";
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
    case Place::ervaringen:
      return 1;
    case Place::verduidelijking:
      return 2;
    case Place::nabespreking:
      return 3;
    case Place::terugkoppeling:
      return 4;
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
    cell.opens_in_round = static_cast<std::uint16_t>(std::stoul(word.substr(at + 1)));
  }
  return cell;
}

std::span<const ActRow> rights_table() noexcept { return table; }

ActBody act_named(std::string_view act, const Things& things, Place place) {
  // Between the sittings the third round is behind us.
  const auto here = place == Place::between_sittings ? std::uint16_t{3} : round_of(place);
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
  if (act == "ask_help") return AskHelp{};
  if (act == "contribute_anonymously") return ContributeAnonymously{};
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
  constexpr std::array without{"pass",       "mark",         "unmark",         "raise_hand",
                               "lower_hand", "judge_lesson", "admit",          "resume",
                               "give_floor", "take_floor",   "accept_question"};
  for (const std::string_view each : without) {
    if (each == act) return {};
  }
  return "words " + std::string(canary) + " of an act";
}

}  // namespace arena::test
