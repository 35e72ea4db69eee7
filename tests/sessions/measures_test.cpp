// SPDX-License-Identifier: EUPL-1.2
// Measures of turn-taking, against values that others computed.
#include "sessions/measures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace arena {
namespace {

TEST(Gini, IsThatOfTheOracles) {
  const auto of = [](std::vector<double> values) { return gini(values); };
  EXPECT_DOUBLE_EQ(of({1, 2, 3, 4}), 0.25);
  EXPECT_DOUBLE_EQ(of({4, 1, 3, 2}), 0.25) << "order means nothing";
  EXPECT_DOUBLE_EQ(of({1, 2, 3, 4, 5}), 0.26666666666666666);
  EXPECT_DOUBLE_EQ(of({0, 0, 7, 0, 0}), 0.8);
  EXPECT_DOUBLE_EQ(of({3, 3, 3}), 0);
  EXPECT_DOUBLE_EQ(of({}), 0);
  EXPECT_DOUBLE_EQ(of({0, 0}), 0);
}

TEST(Entropy, IsThatOfTheOracles) {
  const auto of = [](std::vector<double> counts) { return entropy_bits(counts); };
  EXPECT_DOUBLE_EQ(of({2, 1, 1}), 1.5);
  EXPECT_DOUBLE_EQ(of({5}), 0);
  EXPECT_DOUBLE_EQ(of({5, 0}), 0);
  EXPECT_DOUBLE_EQ(of({}), 0);
  EXPECT_DOUBLE_EQ(of({3, 3, 3, 3}), 2);
}

TEST(Words, AreRunsWithoutWhiteSpace) {
  EXPECT_EQ(words_in(""), 0U);
  EXPECT_EQ(words_in(" \t\r\n "), 0U);
  EXPECT_EQ(words_in("Ik heb gewacht."), 3U);
  EXPECT_EQ(words_in("  Ik\nheb  gewacht.\n"), 3U);
  EXPECT_EQ(words_in("’s ochtends — daarna €5"), 5U);
}

TEST(Words, AreSplitAtUnicodeWhiteSpaceOnly) {
  for (const char* space : {"\u0085", "\u00a0", "\u1680", "\u2000", "\u200a", "\u2028", "\u2029",
                            "\u202f", "\u205f", "\u3000", "\x1f"}) {
    EXPECT_EQ(words_in(std::string("een") + space + "twee"), 2U) << space;
  }
  for (const char* other : {"\u200b", "\u00ad", "\u2060", "\ufeff", "é", "ꀀ", "😀"}) {
    EXPECT_EQ(words_in(std::string("een") + other + "twee"), 1U) << other;
  }
}

TEST(Words, AreCountedInBytesThatAreNotUtf8Too) {
  EXPECT_EQ(words_in("een\xff twee\xc2"), 2U);
  EXPECT_EQ(words_in("\xe2\x80 \xf0"), 2U);
}

TranscriptTurn said(SeatCode code, std::string text, TurnKind kind = TurnKind::speech) {
  TranscriptTurn turn;
  turn.kind = kind;
  turn.code = code;
  turn.text = std::move(text);
  return turn;
}

TEST(Measures, CountTurnsWordsAndTransitionsOfThoseWhoSpoke) {
  constexpr SeatCode a{'C', 1};
  constexpr SeatCode b{'C', 2};
  Transcript transcript;
  transcript.turns = {said(a, "een twee"), said(a, "drie"), said(b, "vier vijf zes"),
                      said(a, "zeven"),    said(b, "acht"), said(a, "negen")};
  const Measures measured = measure(transcript);
  EXPECT_EQ(measured.turns, 6U);
  EXPECT_EQ(measured.speakers, 2U);
  EXPECT_EQ(measured.words, 9U);
  EXPECT_EQ(measured.transitions, 4U);
  EXPECT_EQ(measured.transition_pairs, 2U);
}

TEST(Measures, LeaveOutPassesAndWhatNobodySaid) {
  constexpr SeatCode a{'C', 1};
  Transcript transcript;
  TranscriptTurn merged = said(a, "Hoe lang duurde het?", TurnKind::question);
  merged.code.reset();
  transcript.turns = {said(a, "een"), merged, said({'C', 2}, "", TurnKind::pass), said(a, "twee")};
  const Measures measured = measure(transcript);
  EXPECT_EQ(measured.turns, 2U);
  EXPECT_EQ(measured.speakers, 1U);
  EXPECT_EQ(measured.words, 2U);
  EXPECT_EQ(measured.transitions, 0U);
}

TEST(Measures, OfNothingAreZero) { EXPECT_EQ(measure({}), Measures{}); }

// ---- a real debate
// -------------------------------------------------------------------------------

// Just enough XML for one known file: elements, attributes and text, in document order. Gives the
// speaker's key and the words of each turn, as the corpus README tells.
class Debate {
 public:
  explicit Debate(const std::string& xml) : xml_(xml) {
    for (std::size_t at = 0; at < xml_.size();) {
      const std::size_t open = xml_.find('<', at);
      text(xml_.substr(at, open - at));
      if (open == std::string::npos) break;
      const std::size_t close = xml_.find('>', open);
      tag(xml_.substr(open + 1, close - open - 1));
      at = close + 1;
    }
  }
  [[nodiscard]] Transcript transcript() const { return transcript_; }

 private:
  [[nodiscard]] bool within(std::initializer_list<const char*> path) const {
    if (path_.size() < path.size()) return false;
    return std::equal(path.begin(), path.end(), path_.end() - static_cast<long>(path.size()));
  }
  [[nodiscard]] bool in_turn() const {
    return !path_.empty() && (path_.back() == "woordvoerder" || path_.back() == "interrumpant");
  }

  void tag(const std::string& tag) {
    if (tag.front() == '?' || tag.front() == '!') return;
    if (tag.front() == '/') {
      if (path_.back() == "alineaitem") piece(" ");
      path_.pop_back();
      if (in_turn_of_.size() > path_.size()) in_turn_of_.resize(path_.size());
      return;
    }
    const std::string name = tag.substr(0, tag.find_first_of(" /\t\r\n"));
    const bool parent_is_turn = in_turn();
    const std::size_t turn = in_turn_of_.empty() ? 0 : in_turn_of_.back();
    path_.push_back(name);
    in_turn_of_.push_back(turn);
    if (in_turn()) {
      transcript_.turns.push_back(said({}, ""));
      in_turn_of_.back() = transcript_.turns.size();
    } else if (parent_is_turn && name == "spreker") {
      speaker(tag);
    } else if (name == "tekst") {
      text_depth_ = parent_is_turn ? path_.size() : 0;
    }
    if (tag.back() == '/') {
      path_.pop_back();
      in_turn_of_.pop_back();
    }
  }

  void speaker(const std::string& tag) {
    const std::string attribute = "objectid=\"";
    const std::size_t begin = tag.find(attribute) + attribute.size();
    const std::string key = tag.substr(begin, tag.find('"', begin) - begin);
    const auto number =
        static_cast<std::uint16_t>(speakers_.emplace(key, speakers_.size() + 1).first->second);
    transcript_.turns[in_turn_of_.back() - 1].code = SeatCode{'C', number};
  }

  void text(const std::string& text) {
    const auto item = std::find(path_.begin(), path_.end(), "alineaitem");
    if (item != path_.end()) piece(text);
  }
  // Of the turn's own text only: motions and announcements have a `tekst` of their own.
  void piece(const std::string& text) {
    if (text_depth_ == 0 || path_.size() < text_depth_ || path_[text_depth_ - 1] != "tekst") return;
    transcript_.turns[in_turn_of_.back() - 1].text += text;
  }

  const std::string xml_;
  std::vector<std::string> path_;
  std::vector<std::size_t> in_turn_of_;  // for each open element: its turn, from 1
  std::size_t text_depth_{};
  std::map<std::string, std::size_t> speakers_;
  Transcript transcript_;
};

TEST(Measures, OfARealDebateAreThoseOfTheCorpus) {
  std::ifstream file(ARENA_SOURCE_DIR "/../shared/corpora/tweede-kamer-2014-10-15.xml");
  if (!file) GTEST_SKIP() << "the corpus is not here";
  std::ostringstream xml;
  xml << file.rdbuf();
  const Measures measured = measure(Debate(xml.str()).transcript());
  EXPECT_EQ(measured.turns, 604U);
  EXPECT_EQ(measured.speakers, 36U);
  EXPECT_EQ(measured.words, 76'155U) << "the speaker's name at the head of a turn included";
  EXPECT_NEAR(measured.gini_turns, 0.417586, 5e-7);
  EXPECT_NEAR(measured.gini_words, 0.526219, 5e-7);
  EXPECT_NEAR(measured.entropy_turns_bits, 4.743025, 5e-7);
  EXPECT_EQ(measured.transitions, 587U);
  EXPECT_EQ(measured.transition_pairs, 199U);
}

}  // namespace
}  // namespace arena
