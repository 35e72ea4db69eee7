// SPDX-License-Identifier: EUPL-1.2
// Golden transcripts as files: blocks of what people do and what everybody was told.
#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/golden.hpp"
#include "tests/support/golden_sentence.hpp"

namespace arena::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

GoldenFile read_golden(const std::string& text) {
  GoldenFile file;
  GoldenBlock block;
  block.first_line = 1;
  bool telling = false;
  std::size_t line_number = 0;
  for (std::string& line : lines_of(text)) {
    ++line_number;
    if (!telling && line == "----") {
      telling = true;
    } else if (!telling) {
      block.input.push_back(std::move(line));
    } else if (line.empty()) {
      file.blocks.push_back(std::exchange(block, {}));
      block.first_line = line_number;
      block.input.emplace_back();
      telling = false;
    } else {
      block.told.push_back(std::move(line));
    }
  }
  if (telling) {
    file.blocks.push_back(std::move(block));
    return file;
  }
  for (const std::string& line : block.input) {
    if (!line.empty() && line.front() != '#') wrong("the last block lacks its ----: " + line);
  }
  file.rest = std::move(block.input);
  return file;
}

std::string write_golden(const GoldenFile& file) {
  std::string text;
  const auto add = [&text](const std::string& line) { text += line + '\n'; };
  for (const GoldenBlock& block : file.blocks) {
    std::for_each(block.input.begin(), block.input.end(), add);
    add("----");
    std::for_each(block.told.begin(), block.told.end(), add);
  }
  std::for_each(file.rest.begin(), file.rest.end(), add);
  return text;
}

}  // namespace arena::test
