// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/compose.hpp"

#include <algorithm>

namespace arena::cli {

std::size_t Compose::before_cursor() const {
  std::size_t at = cursor_;
  while (at > 0) {
    --at;
    if ((static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U) continue;
    std::string_view rest = std::string_view(text_).substr(at);
    // A mark goes with the letter it stands on.
    if (columns_of(take_character(rest)) > 0) break;
  }
  return at;
}

std::size_t Compose::after_cursor() const {
  std::string_view rest = std::string_view(text_).substr(cursor_);
  if (rest.empty()) return cursor_;
  static_cast<void>(take_character(rest));
  while (!rest.empty()) {
    std::string_view next = rest;
    if (columns_of(take_character(next)) > 0) break;
    rest = next;
  }
  return text_.size() - rest.size();
}

void Compose::set(std::string text) {
  text_ = std::move(text);
  cursor_ = text_.size();
}

void Compose::insert(std::string_view text) {
  text_.insert(cursor_, text);
  cursor_ += text.size();
}

void Compose::erase_before() {
  const std::size_t from = before_cursor();
  text_.erase(from, cursor_ - from);
  cursor_ = from;
}

void Compose::erase_after() { text_.erase(cursor_, after_cursor() - cursor_); }
void Compose::left() { cursor_ = before_cursor(); }
void Compose::right() { cursor_ = after_cursor(); }

void Compose::home() {
  const std::size_t line = cursor_ == 0 ? std::string::npos : text_.rfind('\n', cursor_ - 1);
  cursor_ = line == std::string::npos ? 0 : line + 1;
}

void Compose::end() { cursor_ = std::min(text_.find('\n', cursor_), text_.size()); }

Compose::Layout Compose::layout(std::size_t columns) const {
  Layout layout;
  const std::string_view text = text_;
  for (const Stretch& line : stretches(text, columns)) {
    if (line.begin <= cursor_) {
      layout.row = layout.lines.size();
      layout.column = columns_of(text.substr(line.begin, cursor_ - line.begin));
    }
    layout.lines.emplace_back(text.substr(line.begin, line.end - line.begin));
  }
  return layout;
}

}  // namespace arena::cli
