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
  const std::string played = write_golden(play_golden(read_golden(written)));
  const char* rewrite = std::getenv("ARENA_REWRITE");
  if (rewrite != nullptr && *rewrite == '1') {
    std::ofstream(GetParam(), std::ios::binary) << played;
    return;
  }
  EXPECT_EQ(written, played) << "run with ARENA_REWRITE=1 and review the diff";
}

INSTANTIATE_TEST_SUITE_P(Transcripts, GoldenTranscript, testing::ValuesIn(transcripts()),
                         [](const auto& each) { return each.param.stem().string(); });

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
  EXPECT_NE(write_golden(play_golden(read_golden(text))), text);
}

}  // namespace
}  // namespace arena::test
