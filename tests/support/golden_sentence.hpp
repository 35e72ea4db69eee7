// SPDX-License-Identifier: EUPL-1.2
// The sentences of a golden transcript, word by word. Internal to golden.cpp and golden_text.cpp.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/ids.hpp"

namespace arena::test {

[[noreturn]] inline void wrong(const std::string& sentence) { throw std::runtime_error(sentence); }

// The words of a sentence, and the quoted text at its end if it has one.
class Sentence {
 public:
  explicit Sentence(const std::string& line) {
    const auto quote = line.find('"');
    if (quote != std::string::npos) {
      const auto end = line.rfind('"');
      if (end == quote) wrong("a text lacks its closing quote: " + line);
      text_ = line.substr(quote + 1, end - quote - 1);
    }
    std::istringstream words(line.substr(0, quote));
    for (std::string word; words >> word;) words_.push_back(word);
  }

  [[nodiscard]] std::string next() {
    if (at_ == words_.size()) wrong("the sentence ends too early");
    return words_[at_++];
  }
  // Takes the word if it is the next one.
  [[nodiscard]] bool takes(std::string_view word) {
    if (at_ == words_.size() || words_[at_] != word) return false;
    ++at_;
    return true;
  }
  void expect(std::string_view word) {
    if (!takes(word)) wrong("expected '" + std::string(word) + "'");
  }
  [[nodiscard]] bool done() const noexcept { return at_ == words_.size(); }
  [[nodiscard]] std::string text() const { return text_.value_or(""); }
  [[nodiscard]] bool has_text() const noexcept { return text_.has_value(); }

 private:
  std::vector<std::string> words_;
  std::size_t at_ = 0;
  std::optional<std::string> text_;
};

inline std::uint32_t number(std::string_view word) {
  std::uint32_t value{};
  const auto [end, ec] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (ec != std::errc{} || end != word.data() + word.size()) {
    wrong("not a number: " + std::string(word));
  }
  return value;
}

inline Turn turn(const std::string& word) {
  const auto point = word.find('.');
  if (point == std::string::npos) wrong("not a turn: " + word);
  Turn turn;
  turn.number = number(std::string_view(word).substr(point + 1));
  std::array<std::uint16_t*, 3> parts{&turn.room.round, &turn.room.repetition, &turn.room.room};
  std::istringstream room(word.substr(0, point));
  std::string part;
  for (std::size_t i = 0; i < parts.size() && std::getline(room, part, '/'); ++i) {
    *parts[i] = static_cast<std::uint16_t>(number(part));
  }
  return turn;
}

}  // namespace arena::test
