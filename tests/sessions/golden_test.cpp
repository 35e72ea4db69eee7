// SPDX-License-Identifier: EUPL-1.2
// Plays every golden transcript of tests/transcripts and compares what people were told.
// ARENA_REWRITE=1 writes what was told into the files instead; the diff is the review.
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/scripts_for_tests.hpp"

namespace arena::test {
namespace {

std::vector<std::filesystem::path> transcripts() {
  std::vector<std::filesystem::path> found;
  const auto folder = std::filesystem::path(ARENA_SOURCE_DIR) / "tests" / "transcripts";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class GoldenTranscript : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GoldenTranscript, TellsEverybodyWhatIsWritten) {
  const std::string written = content_of(GetParam());
  const std::string played = write_golden(play_golden(read_golden(written)).file);
  const char* rewrite = std::getenv("ARENA_REWRITE");
  if (rewrite != nullptr && *rewrite == '1') {
    std::ofstream(GetParam(), std::ios::binary) << played;
    return;
  }
  EXPECT_EQ(written, played) << "run with ARENA_REWRITE=1 and review the diff";
}

INSTANTIATE_TEST_SUITE_P(Transcripts, GoldenTranscript, testing::ValuesIn(transcripts()),
                         [](const auto& each) { return each.param.stem().string(); });

// What a golden transcript of this script leaves out; nothing, if it shows the whole method.
std::vector<std::string> missing_from(const GoldenCourse& course, const Script& script) {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < script.rounds.size(); ++i) {
    const bool opened = std::any_of(course.opened.begin(), course.opened.end(),
                                    [&](const Room& room) { return room.round == i + 1; });
    if (!opened) missing.push_back("round " + script.rounds[i].id);
  }
  const bool somebody_may_pass =
      std::any_of(script.rounds.begin(), script.rounds.end(), [](const Round& round) {
        return std::any_of(round.placements.begin(), round.placements.end(),
                           [](const Placement& p) { return p.may.has(Right::pass); });
      });
  if (course.refusals == 0) missing.emplace_back("a refusal");
  if (course.passes == 0 && somebody_may_pass) missing.emplace_back("a pass");
  if (course.returns == 0) missing.emplace_back("somebody who leaves and returns");
  return missing;
}

class GoldenTranscriptOfAMethod : public testing::TestWithParam<std::string> {};

TEST_P(GoldenTranscriptOfAMethod, ShowsEveryRoundARefusalAPassAndAReturn) {
  const std::string& id = GetParam();
  const auto path =
      std::filesystem::path(ARENA_SOURCE_DIR) / "tests" / "transcripts" / (id + ".txt");
  ASSERT_TRUE(std::filesystem::exists(path)) << "write tests/transcripts/" << id << ".txt";
  const GoldenCourse course = play_golden(read_golden(content_of(path))).course;
  EXPECT_EQ(course.script, id);
  EXPECT_EQ(missing_from(course, script_named(id).script), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Scripts, GoldenTranscriptOfAMethod,
                         testing::ValuesIn(shipped_script_ids()),
                         [](const auto& each) { return each.param; });

TEST(GoldenTranscripts, AreFoundWantingWhereTheyLeaveSomethingOut) {
  const std::string text =
      "script open_gesprek\njoin cem(chair) ana(client)\nana loses connection\nana "
      "reconnects\n----\n";
  const GoldenCourse course = play_golden(read_golden(text)).course;
  const std::vector<std::string> all{"round gesprek", "a refusal", "a pass",
                                     "somebody who leaves and returns"};
  EXPECT_EQ(missing_from(course, script_named("open_gesprek").script), all);
}

TEST(GoldenTranscripts, AreThere) { EXPECT_GE(transcripts().size(), 10U); }

TEST(GoldenTranscripts, SayTheLineOfWhatIsNotUnderstood) {
  const GoldenFile file = read_golden("script queue_test\njoin cem(leiding)\ncem dances\n----\n");
  try {
    (void)play_golden(file);
    FAIL() << "nobody dances here";
  } catch (const std::exception& error) {
    EXPECT_STREQ(error.what(), "line 3: no such act: dances");
  }
}

TEST(GoldenTranscripts, ShowAChangeInWhatIsTold) {
  const std::string text =
      "script queue_test\njoin cem(leiding)\nopen-round kring\ncem says \"hallo\"\n----\nnothing\n";
  EXPECT_NE(write_golden(play_golden(read_golden(text)).file), text);
}

}  // namespace
}  // namespace arena::test
