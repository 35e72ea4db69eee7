// SPDX-License-Identifier: EUPL-1.2
// What holds of every conversation, whatever people do: tried with random plays on the four rounds
// of a shipped script and on one with a floor queue, against a model that reads the script's table
// itself.
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "server/codec/wire.hpp"
#include "tests/support/check_property.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/random_play.hpp"
#include "tests/support/taint_model.hpp"

namespace arena::test {
namespace {

using Steps = std::vector<Step>;

// Each property is tried on both scripts.
template <class Property>
void check_on_both(const std::string& sentence, Property property) {
  for (const char* id : {"debrief_test", "queue_test"}) {
    const PlayableScript script = script_named(id);
    check_steps(sentence + " (" + id + ")", [&](const Steps& steps) { property(script, steps); });
  }
}

RandomPlay played(const PlayableScript& script, const Steps& steps) {
  RandomPlay play(script);
  for (const Step& step : steps) (void)play.perform(step);
  return play;
}

tl::expected<Conversation, EventNumber> fold(const PlayableScript& script,
                                             const std::vector<Record>& records,
                                             std::size_t prefix) {
  return Conversation::replay(script.script, plain_commitment,
                              std::span<const Record>(records).first(prefix));
}

TEST(Fold, OfEveryPrefixGivesTheStateThatWasLive) {
  check_on_both(
      "folding a prefix gives the live state", [](const auto& script, const Steps& steps) {
        RandomPlay play(script);
        std::map<std::size_t, Conversation> live;
        live.emplace(play.stage().records().size(), play.stage().conversation());
        for (const Step& step : steps) {
          (void)play.perform(step);
          live.insert_or_assign(play.stage().records().size(), play.stage().conversation());
        }
        const auto& records = play.stage().records();
        for (std::size_t prefix = 1; prefix <= records.size(); ++prefix) {
          const auto folded = fold(script, records, prefix);
          RC_ASSERT(folded.has_value());
          const auto then = live.find(prefix);
          if (then != live.end()) RC_ASSERT(*folded == then->second);
        }
      });
}

TEST(Fold, NeedsNoTexts) {
  check_on_both("erased texts change nothing", [](const auto& script, const Steps& steps) {
    const RandomPlay play = played(script, steps);
    std::vector<Record> records = play.stage().records();
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (i % 3 != 2) records[i].content.reset();
    }
    const auto folded = fold(script, records, records.size());
    RC_ASSERT(folded.has_value());
    RC_ASSERT(*folded == play.stage().conversation());
  });
}

TEST(Fold, RefusesAnEventThatIsMissingOrDoubled) {
  const PlayableScript script = queue_script();
  RandomPlay play(script);
  for (int n = 0; n < 300; ++n) (void)play.perform({n * 7, n * 5, n * 3, n});
  const auto& records = play.stage().records();
  ASSERT_GT(records.size(), 20U);
  for (std::size_t i = 1; i < records.size(); ++i) {
    std::vector<Record> doubled = records;
    doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), records[i]);
    EXPECT_FALSE(fold(script, doubled, doubled.size()).has_value()) << i;
    if (i + 1 == records.size()) continue;  // a prefix is a valid history
    std::vector<Record> missing = records;
    missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(fold(script, missing, missing.size()).has_value()) << i;
  }
}

TEST(Turns, AreNumberedWithoutGapsPerRoom) {
  check_on_both("turn numbers have no gaps", [](const auto& script, const Steps& steps) {
    const RandomPlay play = played(script, steps);
    std::map<Room, std::uint32_t> last;
    for (const Record& record : play.stage().records()) {
      std::visit(
          [&last](const auto& body) {
            using Body = std::remove_cvref_t<decltype(body)>;
            if constexpr (requires { body.turn; } && !std::is_same_v<Body, Marked>) {
              const std::optional<Turn> turn = body.turn;
              if (turn) RC_ASSERT(turn->number == ++last[turn->room]);
            }
          },
          record.event.body);
    }
  });
}

// Whether an event shows something of its actor: everything but notes, marks, help, questions
// on their way to the gate and the seats' own coming and going.
bool shows_the_actor(const EventBody& body) {
  return std::holds_alternative<Spoken>(body) || std::holds_alternative<Answered>(body) ||
         std::holds_alternative<Passed>(body) || std::holds_alternative<HandRaised>(body) ||
         std::holds_alternative<HandLowered>(body) ||
         std::holds_alternative<LessonProposed>(body) || std::holds_alternative<LessonJudged>(body);
}

TEST(ListenOnly, LetsNoOuterSeatContributeWhateverIsTried) {
  const PlayableScript script = debrief_script();
  std::size_t tried = 0;
  check_steps("listeners contribute nothing", [&](const Steps& steps) {
    RandomPlay play(script);
    TaintModel model(script.script);
    for (const Record& record : play.stage().records()) model.accept({}, {record.event}, {});
    (void)play.stage().act(play.stage().chair(), OpenRound{1});
    for (const Step& step : steps) {
      // This conversation stays in its round.
      const std::string_view act = RandomPlay::act_of(step);
      if (act == "open_next_round" || act == "open_round" || act == "end_sitting") continue;
      const std::size_t before = play.stage().records().size();
      (void)play.perform(step);
      for (std::size_t i = before; i < play.stage().records().size(); ++i) {
        const Event& event = play.stage().records()[i].event;
        model.accept({}, {event}, {});
        if (event.actor == nobody || model.ring(event.actor, 1) != Ring::outer) continue;
        RC_ASSERT(!shows_the_actor(event.body));
        for (std::uint32_t n = 1; n <= model.seats(); ++n) {
          const SeatId seat{n};
          if (seat == event.actor || model.leads(seat)) continue;
          RC_ASSERT(!play.stage().conversation().notice_for(seat, event).has_value());
        }
        ++tried;
      }
    }
  });
  EXPECT_GT(tried, 30U) << "listeners took notes, marked and asked for help";
}

// Of what one is away from, nothing arrives: rounds and sittings that begin and end, the own
// seat and the own help are all.
TEST(Away, NothingArrivesButRoundsAndOwnHelp) {
  std::size_t while_away = 0;
  check_on_both("who is away is told nothing", [&](const auto& script, const Steps& steps) {
    const RandomPlay play = played(script, steps);
    const Stage& stage = play.stage();
    TaintModel model(script.script);
    for (const Record& record : stage.records()) model.accept({}, {record.event}, {});
    for (std::uint32_t n = 1; n <= model.seats(); ++n) {
      std::uint16_t round = 0;
      auto next = stage.told(SeatId{n}).begin();
      for (const Record& record : stage.records()) {
        if (const auto* opened = std::get_if<RoundOpened>(&record.event.body)) {
          round = opened->room.round;
        } else if (std::holds_alternative<SittingEnded>(record.event.body)) {
          round = 0;
        }
        if (next == stage.told(SeatId{n}).end() || next->event != record.event.number) continue;
        const NoticeBody& told = (next++)->notice.body;
        if (model.ring(SeatId{n}, round) != Ring::away) continue;
        ++while_away;
        const auto* help = std::get_if<HelpShown>(&told);
        const bool own_help = help != nullptr && help->code == stage.code(SeatId{n});
        RC_ASSERT(own_help || std::holds_alternative<RoundEntered>(told) ||
                  std::holds_alternative<Seated>(told));
      }
    }
  });
  EXPECT_GT(while_away, 50U);
}

TEST(Repeats, ChangeNothingAndAreAnswered) {
  check_on_both("a repeat changes nothing", [](const auto& script, const Steps& steps) {
    RandomPlay play = played(script, steps);
    Stage& stage = play.stage();
    const Conversation before = stage.conversation();
    const std::size_t records = stage.records().size();
    for (const Command& accepted : std::vector<Command>(stage.accepted())) {
      if (accepted.actor == nobody) continue;
      Command again = accepted;
      again.at = stage.now() + minutes(3);
      again.draw = 5;
      again.salt = {};
      const auto known = stage.conversation().accepted_before(again);
      RC_ASSERT(known.has_value());
      RC_ASSERT(*known);
      RC_ASSERT(stage.give(again).has_value());

      Command other = again;
      other.text += "!";
      // Help is erased when its sitting ends; then an id is known by itself alone.
      const bool help = std::holds_alternative<AskHelp>(other.act) ||
                        std::holds_alternative<AnswerHelp>(other.act);
      if (help) continue;
      const auto reused = stage.conversation().accepted_before(other);
      RC_ASSERT(!reused.has_value());
      RC_ASSERT(reused.error().reason == Reason::id_reused);
    }
    RC_ASSERT(stage.conversation() == before);
    RC_ASSERT(stage.records().size() == records);
  });
}

TEST(Repeats, OfErasedHelpAreKnownByTheirIdAlone) {
  Stage stage(debrief_script());
  const SeatId chair = stage.join("chair");
  const SeatId client = stage.join("client");
  stage.advance_to(1);
  const Command help = stage.command_for(client, AskHelp{}, "please");
  ASSERT_TRUE(stage.give(help));
  Command other = help;
  other.text = "something else";
  EXPECT_EQ(stage.conversation().accepted_before(other).error().reason, Reason::id_reused);
  ASSERT_TRUE(stage.act(chair, EndSitting{}, "over"));
  const auto folded =
      Conversation::replay(stage.conversation().script(), plain_commitment, stage.records());
  ASSERT_TRUE(folded);
  EXPECT_TRUE(folded->accepted_before(help).value());
  EXPECT_TRUE(folded->accepted_before(other).value());
}

TEST(Refusals, CauseNothingWhateverIsTried) {
  check_on_both("a refusal causes nothing", [](const auto& script, const Steps& steps) {
    RandomPlay play(script);
    for (const Step& step : steps) {
      const Conversation before = play.stage().conversation();
      const std::size_t records = play.stage().records().size();
      const auto attempt = play.perform(step);
      if (attempt.act.empty()) continue;
      if (attempt.outcome) {
        RC_ASSERT(attempt.repeat || !attempt.outcome->empty());
        continue;
      }
      RC_ASSERT(play.stage().conversation() == before);
      RC_ASSERT(play.stage().records().size() == records);
    }
  });
}

TEST(Notices, OfOldEventsStayWhatTheyWere) {
  check_on_both("a notice never changes", [](const auto& script, const Steps& steps) {
    const RandomPlay play = played(script, steps);
    const Stage& stage = play.stage();
    for (std::uint32_t n = 1; n <= stage.conversation().seats_size(); ++n) {
      const SeatId seat{n};
      std::map<EventNumber, Notice> told;
      for (const Stage::Told& each : stage.told(seat)) told.emplace(each.event, each.notice);
      const auto standing = stage.conversation().seat(seat)->standing;
      for (const Record& record : stage.records()) {
        const auto now = stage.conversation().notice_for(seat, record.event);
        const auto then = told.find(record.event.number);
        if (standing == Conversation::Standing::seated) {
          RC_ASSERT(now.has_value() == (then != told.end()));
          if (now) RC_ASSERT(*now == then->second);
        } else {
          RC_ASSERT(!now.has_value());
        }
      }
    }
  });
}

// ---- taint: who gets which words, against the model --------------------------------------------

// Everything each seat has received, as the bytes of the protocol.
class Received {
 public:
  explicit Received(const Stage& stage) : stage_(stage) {}

  void read_news() {
    for (std::uint32_t n = 1; n <= stage_.conversation().seats_size(); ++n) {
      const auto& told = stage_.told(SeatId{n});
      std::size_t& read = read_[SeatId{n}];
      for (; read < told.size(); ++read) bytes_[SeatId{n}] += encoded(told[read].notice);
    }
  }
  [[nodiscard]] bool has(SeatId seat, const std::string& token) {
    return bytes_[seat].find(token) != std::string::npos;
  }
  static std::string name_of(SeatId seat) { return "<name" + std::to_string(seat.value) + ">"; }

 private:
  [[nodiscard]] std::string encoded(const Notice& notice) const {
    std::map<SeatId, std::string> names;
    for (std::uint32_t n = 1; n <= stage_.conversation().seats_size(); ++n) {
      names[SeatId{n}] = name_of(SeatId{n});
    }
    const hub::Words words{stage_.conversation().script(), stage_.conversation().title(),
                           [this](EventNumber number) { return stage_.text(number); },
                           [&names](SeatId seat) { return std::string_view(names.at(seat)); }};
    return *codec::NoticeEncoder().encode(notice, words);
  }

  const Stage& stage_;
  std::map<SeatId, std::size_t> read_;
  std::map<SeatId, std::string> bytes_;
};

struct Tainted {
  explicit Tainted(const PlayableScript& script)
      : play(script), received(play.stage()), model(script.script) {
    for (const Record& record : play.stage().records()) model.accept({}, {record.event}, {});
    received.read_news();
  }
  void perform(const Step& step) {
    const std::string token = play.next_token();
    const auto attempt = play.perform(step);
    received.read_news();
    if (attempt.act.empty()) return;
    tokens.insert(token);
    if (!attempt.outcome || attempt.outcome->empty()) return;
    const bool has_text = attempt.command.text.find(token) != std::string::npos;
    if (has_text && attempt.act == "turn_away") told_to_nobody.insert(token);
    model.accept(attempt.command, *attempt.outcome, has_text ? token : std::string());
  }

  RandomPlay play;
  Received received;
  TaintModel model;
  std::set<std::string> tokens;
  std::set<std::string> told_to_nobody;  // a reason that is only kept in the record
};

TEST(Taint, EveryTextReachesExactlyThoseWhoMayKnowIt) {
  std::size_t heard = 0;
  std::size_t kept_from = 0;
  std::size_t events = 0;
  check_on_both("texts reach whom they may", [&](const auto& script, const Steps& steps) {
    Tainted tainted(script);
    for (const Step& step : steps) tainted.perform(step);
    events += tainted.play.stage().records().size();
    const auto& heard_by = tainted.model.heard_by();
    for (const std::string& token : tainted.tokens) {
      const auto may = heard_by.find(token);
      for (std::uint32_t n = 1; n <= tainted.model.seats(); ++n) {
        const bool expected = may != heard_by.end() && may->second.contains(SeatId{n});
        if (tainted.received.has(SeatId{n}, token) != expected) {
          RC_LOG() << token << (expected ? " never reached seat " : " leaked to seat ") << n;
          RC_FAIL("a text and its audience do not match");
        }
        (expected ? heard : kept_from) += 1;
      }
    }
  });
  std::cout << "of " << events << " events, texts looked for at each seat: " << heard
            << " where they may be known, " << kept_from << " where they may not, wrong 0\n";
  EXPECT_GT(heard, 1000U);
  EXPECT_GT(kept_from, 1000U);
}

TEST(Taint, TheRecordKeepsOnlyWhatWasAcceptedAndNotErased) {
  check_on_both("refused and erased texts are nowhere", [](const auto& script, const Steps& steps) {
    Tainted tainted(script);
    for (const Step& step : steps) tainted.perform(step);
    std::string stored;
    for (const Record& record : tainted.play.stage().records()) {
      if (record.content) stored += record.content->text;
    }
    for (const std::string& token : tainted.tokens) {
      const bool heard = tainted.model.heard_by().contains(token);
      const bool kept = stored.find(token) != std::string::npos;
      const bool erased = tainted.model.erased().contains(token);
      RC_ASSERT(kept == (!erased && (heard || tainted.told_to_nobody.contains(token))));
    }
  });
}

TEST(Taint, NamesOfThoseShownByCodeReachOnlyTheChair) {
  std::size_t reached_chair = 0;
  check_on_both(
      "names of clients stay with the chair", [&](const auto& script, const Steps& steps) {
        Tainted tainted(script);
        for (const Step& step : steps) tainted.perform(step);
        for (std::uint32_t owner = 1; owner <= tainted.model.seats(); ++owner) {
          if (tainted.model.shown_by_name(SeatId{owner})) continue;
          for (std::uint32_t viewer = 1; viewer <= tainted.model.seats(); ++viewer) {
            const bool has = tainted.received.has(SeatId{viewer}, Received::name_of(SeatId{owner}));
            if (tainted.model.leads(SeatId{viewer})) {
              reached_chair += has ? 1U : 0U;
            } else if (owner != viewer) {
              RC_ASSERT(!has);
            }
          }
        }
      });
  EXPECT_GT(reached_chair, 100U) << "the chair sees who waits in the lobby";
}

}  // namespace
}  // namespace arena::test
