// SPDX-License-Identifier: EUPL-1.2
// Non-interference: what a person receives is a function of what that person may know. Two
// conversations that differ only in things hidden from somebody give that person the same
// frames, byte for byte, sequence numbers included, and the same answers.
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server/codec/wire.hpp"
#include "tests/support/check_property.hpp"
#include "tests/support/random_play.hpp"

namespace arena::test {
namespace {

using Steps = std::vector<Step>;

// A stage of the same seed draws the same ids: what is put in between gets others.
Command apart(Command command) {
  command.id.bytes.front() ^= std::byte{0x5A};
  command.draw ^= 0x5A5A5A5A5A5A5A5AULL;
  return command;
}

// What one seat receives of a conversation: its frames, and the answers to its own commands.
struct Received {
  std::string frames;
  std::vector<std::string> answers;
  friend bool operator==(const Received&, const Received&) = default;
};

std::string answer(const Result<std::vector<Event>>& outcome) {
  if (outcome) return "accepted";
  const Rejection& why = outcome.error();
  return std::string(name(why.reason)) + ' ' + std::to_string(why.opens_in_round.value_or(0)) +
         ' ' + std::to_string(why.time_left.value_or(Span{-1}).value);
}

std::string frames_of(const Stage& stage, SeatId viewer) {
  const hub::Words words{stage.conversation().script(), stage.conversation().title(),
                         [&stage](EventNumber number) { return stage.text(number); },
                         [](SeatId) { return std::string_view("somebody"); }};
  std::string frames;
  ViewerSequence sequence;
  for (const Stage::Told& told : stage.told(viewer)) {
    ++sequence.value;
    codec::append_notice_frame(frames, sequence,
                               *codec::NoticeEncoder().encode(told.notice, words));
  }
  return frames;
}

// A conversation of which all commands are known beforehand, so that it can be given once more
// with something between them. Everybody has joined before it begins.
class Rehearsed {
 public:
  Rehearsed(const PlayableScript& script, const Steps& steps) : script_(script) {
    RandomPlay play(script_);
    for (const Step& step : steps) {
      const std::string_view act = RandomPlay::act_of(step);
      // A new seat would be numbered after the hidden arrivals; they are no part of this.
      if (act == "arrive" || act == "admit" || act == "turn_away" || act == "close") continue;
      const auto attempt = play.perform(step);
      if (!attempt.act.empty() && !attempt.repeat) commands_.push_back(attempt.command);
    }
  }

  // `between` is asked before each command, and may act.
  template <class Between>
  [[nodiscard]] Received received_by(SeatId viewer, Between between) const {
    RandomPlay play(script_);
    Stage& stage = play.stage();
    Received received;
    for (std::size_t i = 0; i < commands_.size(); ++i) {
      between(stage, i, commands_[i].at);
      const auto outcome = stage.give(commands_[i]);
      if (commands_[i].actor == viewer) received.answers.push_back(answer(outcome));
    }
    received.frames = frames_of(stage, viewer);
    return received;
  }
  [[nodiscard]] Received received_by(SeatId viewer) const {
    return received_by(viewer, [](Stage&, std::size_t, Instant) {});
  }
  [[nodiscard]] std::size_t size() const noexcept { return commands_.size(); }

 private:
  const PlayableScript& script_;
  std::vector<Command> commands_;
};

// RandomPlay seats a chair first, then two clients, then two professionals.
constexpr SeatId chair{1};
constexpr SeatId client{2};
constexpr SeatId other_client{3};
constexpr SeatId professional{4};
constexpr SeatId other_professional{5};

// Does what nobody but the actor and the chair may know of; in the debrief, what clients may
// not know of. Gives how much of it was accepted.
class Hidden {
 public:
  Hidden(SeatId viewer, const Steps& steps) : viewer_(viewer), steps_(steps) {}

  void operator()(Stage& stage, std::size_t i, Instant at) {
    if (steps_.empty()) return;
    const Step& step = steps_[i % steps_.size()];
    const bool away = viewer_ == client && stage.conversation().room().round == 3;
    if (away && step.act % 2 == 0) {
      in_the_debrief(stage, step, at);
    } else {
      in_any_room(stage, step, at);
    }
  }
  [[nodiscard]] std::size_t accepted() const noexcept { return accepted_; }

 private:
  Result<std::vector<Event>> act(Stage& stage, Instant at, SeatId actor, ActBody body,
                                 std::string text = {}, Stage::Departing departing = {}) {
    Command command = apart(stage.command_for(actor, std::move(body), std::move(text), departing));
    command.at = at;
    auto outcome = stage.give(command);
    accepted_ += outcome ? 1U : 0U;
    return outcome;
  }

  void in_the_debrief(Stage& stage, const Step& step, Instant at) {
    switch (step.what % 5) {
      case 0:
        (void)act(stage, at, professional, Speak{}, "said behind her back");
        break;
      case 1:
        (void)act(stage, at, other_professional, Pass{});
        break;
      case 2:
        (void)act(stage, at, chair, Speak{}, "mind your words");
        break;
      case 3:
        // A pause that lasts would keep lessons from being proposed, and those do come back.
        if (act(stage, at, chair, PauseRound{}, "a hidden pause")) {
          (void)act(stage, at, chair, ResumeRound{});
        }
        break;
      default:
        (void)act(stage, at, chair, ExtendRound{minutes(7)});
        break;
    }
  }

  void in_any_room(Stage& stage, const Step& step, Instant at) {
    const SeatId other = viewer_ == client ? other_client : other_professional;
    switch (step.what % 9) {
      case 0:
        (void)act(stage, at, other, TakeNote{}, "a note of somebody else");
        break;
      case 1:
        (void)act(stage, at, other_professional, TakeNote{}, "another note");
        break;
      case 2:
        (void)act(stage, at, other_professional, MarkTurn{Turn{Room{1, 0, 0}, 1}, true});
        break;
      case 3:
        (void)act(stage, at, other, AskHelp{}, "help of somebody else");
        break;
      case 4:
        (void)act(stage, at, chair, AnswerHelp{stage.code(other)}, "I am coming");
        break;
      case 5:
        question_at_the_gate(stage, step, at);
        break;
      case 6:
        (void)stage.arrive(GroupIndex{0});
        break;
      case 7:
        turn_the_newest_away(stage, at);
        break;
      default:
        (void)act(stage, at, other, Speak{}, "too late", {Room{99, 0, 0}, {}});
        (void)act(stage, at, other, AcceptQuestion{ItemId{3}});
        break;
    }
  }

  void question_at_the_gate(Stage& stage, const Step& step, Instant at) {
    if (stage.conversation().room().round != 2) return;
    const auto asked = act(stage, at, other_professional, Ask{}, "is it not your own fault?");
    if (!asked) return;
    const ItemId question = std::get<QuestionAsked>(asked->front().body).question;
    if (step.who % 3 == 0) {
      (void)act(stage, at, chair, WithholdQuestion{question}, "it judges");
    } else if (step.who % 3 == 1) {
      (void)act(stage, at, chair, AskToRephrase{question}, "please ask, do not judge");
    }
  }

  void turn_the_newest_away(Stage& stage, Instant at) {
    const SeatId newest{static_cast<std::uint32_t>(stage.conversation().seats_size())};
    if (stage.conversation().seat(newest)->standing != Conversation::Standing::waiting) return;
    (void)act(stage, at, chair, TurnAway{newest}, "not invited");
  }

  SeatId viewer_;
  const Steps& steps_;
  std::size_t accepted_{};
};

void check_viewer(SeatId viewer, const std::string& sentence) {
  const PlayableScript script = debrief_script();
  std::size_t hidden_acts = 0;
  check_steps(sentence, [&](const Steps& steps) {
    const Steps hidden_steps = *rc::gen::arbitrary<Steps>();
    const Rehearsed rehearsed(script, steps);
    Hidden hidden(viewer, hidden_steps);
    const Received with = rehearsed.received_by(
        viewer, [&](Stage& stage, std::size_t i, Instant at) { hidden(stage, i, at); });
    const Received without = rehearsed.received_by(viewer);
    RC_ASSERT(with.answers == without.answers);
    RC_ASSERT(with.frames == without.frames);
    hidden_acts += hidden.accepted();
  });
  EXPECT_GT(hidden_acts, 200U) << "nothing was hidden, so nothing was shown";
}

TEST(NonInterference, AClientLearnsNothingOfNotesGateHelpLobbyOrDebrief) {
  check_viewer(client, "hidden acts do not change what a client receives");
}

TEST(NonInterference, AListenerLearnsNothingOfNotesGateHelpOrLobby) {
  check_viewer(professional, "hidden acts do not change what a listener receives");
}

// The same check does find a difference that may be seen.
TEST(NonInterference, SeesADifferenceThatIsNotHidden) {
  const PlayableScript script = debrief_script();
  std::size_t compared = 0;
  check_steps("a visible act changes what a client receives", [&](const Steps& steps) {
    const Rehearsed rehearsed(script, steps);
    bool spoken = false;
    const Received with = rehearsed.received_by(client, [&](Stage& stage, std::size_t, Instant at) {
      const std::uint16_t round = stage.conversation().room().round;
      if (spoken || round == 0 || round == 3 || !stage.conversation().leads(chair)) return;
      if (stage.conversation().seat(client)->standing != Conversation::Standing::seated) return;
      Command command = apart(stage.command_for(chair, Speak{}, "heard by all"));
      command.at = at;
      spoken = stage.give(command).has_value();
    });
    if (!spoken) return;
    RC_ASSERT(with.frames != rehearsed.received_by(client).frames);
    ++compared;
  });
  EXPECT_GT(compared, 20U);
}

// A turn that somebody in the room never saw may not be named to them: its number alone tells
// that it was there, and how many there were.
TEST(NonInterference, AReplyNamesNoTurnThatAListenerNeverSaw) {
  Stage stage(debrief_script());
  (void)stage.join("chair");
  const SeatId ana = stage.join("client");
  const SeatId ben = stage.join("professional");
  stage.advance_to(3);
  ASSERT_TRUE(stage.act(ben, Speak{}, "said in the debrief"));
  stage.advance_to(4);
  const std::size_t before = stage.told(ana).size();
  const auto reply = stage.act(ben, Speak{Turn{Room{3, 0, 0}, 1}}, "as I said then");
  ASSERT_FALSE(reply.has_value()) << "a client is told of turn 3.1, where she was away";
  EXPECT_EQ(reply.error().reason, Reason::no_such_turn);
  EXPECT_EQ(stage.told(ana).size(), before);
}

}  // namespace
}  // namespace arena::test
