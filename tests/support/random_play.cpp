// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/random_play.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

namespace arena::test {
namespace {

struct Frequency {
  std::string_view act;
  int times;
};

constexpr Frequency frequencies[] = {
    {"speak", 7},
    {"reply", 2},
    {"ask", 4},
    {"answer", 3},
    {"pass", 2},
    {"note", 2},
    {"mark", 3},
    {"raise_hand", 3},
    {"lower_hand", 1},
    {"propose_lesson", 3},
    {"judge_lesson", 3},
    {"ask_help", 2},
    {"anonymous", 1},
    {"arrive", 2},
    {"admit", 3},
    {"turn_away", 1},
    {"remove", 1},
    {"open_next_round", 4},
    {"open_round", 2},
    {"pause", 1},
    {"resume", 2},
    {"extend", 1},
    {"end_sitting", 1},
    {"close", 1},
    {"give_floor", 4},
    {"take_floor", 1},
    {"accept_question", 4},
    {"ask_to_rephrase", 1},
    {"merge_questions", 1},
    {"withhold_question", 1},
    {"answer_help", 1},
    {"wait", 2},
    {"repeat", 2},
};

bool is_of_the_chair(std::string_view act) {
  constexpr std::string_view acts[] = {
      "admit",           "turn_away",       "remove",          "open_next_round",
      "open_round",      "pause",           "resume",          "extend",
      "end_sitting",     "close",           "give_floor",      "take_floor",
      "accept_question", "ask_to_rephrase", "merge_questions", "withhold_question",
      "answer_help"};
  return std::find(std::begin(acts), std::end(acts), act) != std::end(acts);
}

std::size_t index(int n, std::size_t size) { return static_cast<std::size_t>(n) % size; }

template <class T>
T picked(const std::vector<T>& from, int n, T otherwise) {
  // The newest are the likeliest to matter.
  if (from.empty() || n % 16 == 15) return otherwise;
  return from[from.size() - 1 - index(n, std::min<std::size_t>(from.size(), 4))];
}

}  // namespace

const std::vector<std::string_view>& random_acts() {
  static const std::vector<std::string_view> acts = [] {
    std::vector<std::string_view> all;
    for (const Frequency& each : frequencies) {
      all.insert(all.end(), static_cast<std::size_t>(each.times), each.act);
    }
    return all;
  }();
  return acts;
}

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << RandomPlay::act_of(step) << '(' << step.act << ',' << step.who << ',' << step.what
             << ',' << step.quirk << ')';
}

std::string_view RandomPlay::act_of(const Step& step) {
  return random_acts()[index(step.act, random_acts().size())];
}

RandomPlay::RandomPlay(const PlayableScript& script, std::uint64_t seed) : stage_(script, seed) {
  const auto& groups = stage_.conversation().script().groups;
  const auto join_all = [&](bool chairs, int times) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (leads(groups[i].role) != chairs) continue;
      for (int n = 0; n < times; ++n) stage_.join(GroupIndex{static_cast<std::uint8_t>(i)});
    }
  };
  join_all(true, 1);
  join_all(false, 2);
}

std::string RandomPlay::next_token() const { return "<token" + std::to_string(attempts_) + ">"; }

RandomPlay::Attempt RandomPlay::perform(const Step& step) {
  const std::string act(act_of(step));
  if (act == "wait") {
    stage_.wait(Span{step.what * 7'000});
    return {};
  }
  if (act == "repeat") return repeat(step);
  const bool silent = act == "pass" || act == "resume" || act == "accept_question";
  std::string text = silent && step.quirk % 4 != 0 ? "" : "words " + next_token();
  Stage::Departing departing;
  if (step.quirk % 23 == 22) departing.room = Room{static_cast<std::uint16_t>(step.what % 5), 0, 0};
  if (step.quirk % 29 == 28) text = step.what % 2 == 0 ? "" : "\xC3\x28" + next_token();
  return give(act,
              stage_.command_for(actor_of(act, step), body(act, step), std::move(text), departing),
              false);
}

RandomPlay::Attempt RandomPlay::repeat(const Step& step) {
  if (stage_.accepted().empty()) return {};
  Command again = stage_.accepted()[index(step.what, stage_.accepted().size())];
  if (again.actor == nobody) return {};
  if (step.quirk % 2 == 0) again.text += next_token();
  return give("repeat", std::move(again), true);
}

RandomPlay::Attempt RandomPlay::give(std::string act, Command command, bool repeat) {
  ++attempts_;
  auto outcome = stage_.give(command);
  if (outcome) learn(*outcome);
  return {std::move(act), std::move(command), std::move(outcome), repeat};
}

SeatId RandomPlay::any_seat(int n) const {
  return SeatId{static_cast<std::uint32_t>(index(n, stage_.conversation().seats_size()) + 1)};
}

SeatId RandomPlay::actor_of(std::string_view act, const Step& step) const {
  if (act == "arrive") return nobody;
  const SeatId chair = stage_.chair();
  if (is_of_the_chair(act) && step.who % 8 != 7 && chair != nobody) return chair;
  return any_seat(step.who);
}

ActBody RandomPlay::body(std::string_view act, const Step& step) const {
  const Turn turn = picked(turns_, step.what, Turn{Room{1, 0, 0}, 77});
  if (act == "speak") return Speak{};
  if (act == "reply") return Speak{turn};
  if (act == "ask") return Ask{};
  if (act == "answer") return Answer{picked(questions_, step.what, ItemId{404})};
  if (act == "pass") return Pass{};
  if (act == "note") return TakeNote{};
  if (act == "mark") return MarkTurn{turn, step.quirk % 4 != 0};
  if (act == "raise_hand") return RaiseHand{};
  if (act == "lower_hand") return LowerHand{};
  if (act == "propose_lesson") return ProposeLesson{};
  if (act == "judge_lesson") {
    return JudgeLesson{picked(lessons_, step.what, ItemId{404}),
                       static_cast<Verdict>(step.quirk % 3)};
  }
  if (act == "ask_help") return AskHelp{};
  if (act == "anonymous") return RequestToken{};
  if (act == "arrive") {
    const std::size_t groups = stage_.conversation().script().groups.size();
    return Arrive{GroupIndex{static_cast<std::uint8_t>(index(step.what, groups))}};
  }
  return body_of_the_chair(act, step);
}

ActBody RandomPlay::body_of_the_chair(std::string_view act, const Step& step) const {
  const auto newest = SeatId{static_cast<std::uint32_t>(stage_.conversation().seats_size())};
  const SeatId waiting = step.what % 4 == 3 ? any_seat(step.what) : newest;
  const SeatCode code = stage_.code(any_seat(step.what));
  const ItemId question = picked(questions_, step.what, ItemId{404});
  if (act == "admit") return Admit{waiting};
  if (act == "turn_away") return TurnAway{waiting};
  if (act == "remove") return Remove{code};
  if (act == "open_next_round") {
    std::uint16_t last = 0;
    for (const Record& record : stage_.records()) {
      const auto* opened = std::get_if<RoundOpened>(&record.event.body);
      if (opened != nullptr) last = opened->room.round;
    }
    return OpenRound{static_cast<std::uint16_t>(last + 1U)};
  }
  if (act == "open_round") return OpenRound{static_cast<std::uint16_t>(step.what % 6)};
  if (act == "pause") return PauseRound{};
  if (act == "resume") return ResumeRound{};
  if (act == "extend") return ExtendRound{minutes(step.what % 12)};
  if (act == "end_sitting") return EndSitting{};
  if (act == "close" && step.what % 8 == 0) return CloseConversation{};
  if (act == "give_floor") return GiveFloor{code};
  if (act == "accept_question") return AcceptQuestion{question};
  if (act == "ask_to_rephrase") return AskToRephrase{question};
  if (act == "merge_questions") {
    MergeQuestions merge;
    for (int n = 0; n < 2 + step.quirk % 2; ++n) {
      merge.questions.push_back(picked(questions_, step.what + n, ItemId{404}));
    }
    return merge;
  }
  if (act == "withhold_question") return WithholdQuestion{question};
  if (act == "answer_help") return AnswerHelp{code};
  return TakeFloor{};
}

void RandomPlay::learn(const std::vector<Event>& events) {
  for (const Event& event : events) {
    std::visit(
        [this](const auto& body) {
          using Body = std::remove_cvref_t<decltype(body)>;
          if constexpr (requires { body.turn; } && !std::is_same_v<Body, Marked>) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(body.turn)>,
                                         std::optional<Turn>>) {
              if (body.turn) turns_.push_back(*body.turn);
            } else {
              turns_.push_back(body.turn);
            }
          }
          if constexpr (std::is_same_v<Body, QuestionAsked> ||
                        std::is_same_v<Body, QuestionShown>) {
            questions_.push_back(body.question);
          }
          if constexpr (std::is_same_v<Body, QuestionsMerged>) questions_.push_back(body.merged);
          if constexpr (std::is_same_v<Body, LessonProposed>) lessons_.push_back(body.lesson);
        },
        event.body);
  }
}

}  // namespace arena::test
