// SPDX-License-Identifier: EUPL-1.2
// Golden transcripts: a conversation as text that a facilitator could read (tests/transcripts).
//
// A file is a row of blocks. A block is what people do, a line `----`, and what everybody was
// told because of it; an empty line ends it. Lines that begin with `#` are for the reader.
//
//     script ID                          the method; first of all
//     seed N                             of codes and ids; 1 unless given
//     join ana(client) cem(chair)        by link, and admitted where there is a lobby
//     arrive dirk(client)                by link, no more
//     wait 5 minutes | wait 30 seconds | wait 14 days
//     open-round ervaringen              by the first chair
//     envelopes 5 "one|two"              so many were handed in, with these texts; the rest passed
//     ana says to 1.2 "…"                and so on: see the table in golden.cpp
//     late ervaringen: ana says "…"      written for another round than the open one
//     in napraten: cem says "…"          in a room beside the open round
//     ana repeats                        her last command once more, or with another "text"
//     ana loses connection               nothing reaches her; the core does not know
//     ana reconnects                     and catches up on what she would have been told
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "sessions/event.hpp"
#include "sessions/ids.hpp"

namespace arena::test {

struct GoldenBlock {
  std::vector<std::string> input;  // as written, comments and empty lines too
  std::size_t first_line{};        // from 1
  std::vector<std::string> told;
};

struct GoldenFile {
  std::vector<GoldenBlock> blocks;
  std::vector<std::string> rest;  // after the last block: comments and empty lines
};

// What happens in a file, counted while it is played.
struct GoldenCourse {
  std::string script;
  std::set<Room> opened;
  std::size_t refusals{};
  std::size_t passes{};
  std::size_t returns{};  // of people who lost their connection in an open round
};

// Throws std::runtime_error with a line number where the text is not a golden transcript.
[[nodiscard]] GoldenFile read_golden(const std::string& text);
[[nodiscard]] std::string write_golden(const GoldenFile& file);

// Plays the inputs and gives the same file with what people were really told.
struct PlayedGolden {
  GoldenFile file;
  GoldenCourse course;
};
[[nodiscard]] PlayedGolden play_golden(const GoldenFile& file);
// Plays the inputs and gives the journal that came of them.
[[nodiscard]] std::vector<Record> history_of_golden(const GoldenFile& file);

}  // namespace arena::test
