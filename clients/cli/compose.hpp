// SPDX-License-Identifier: EUPL-1.2
// The field in which a contribution is written: several lines, a cursor, nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/terminal_text.hpp"

namespace arena::cli {

class Compose {
 public:
  explicit Compose(std::string text = {}) : text_(std::move(text)), cursor_(text_.size()) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  void set(std::string text);
  void insert(std::string_view text);
  void erase_before();
  void erase_after();
  void left();
  void right();
  void home();  // of the line as it was typed
  void end();

  // The field as lines of `columns`, and where the cursor stands in it.
  struct Layout {
    std::vector<std::string> lines;
    std::size_t row{}, column{};
  };
  [[nodiscard]] Layout layout(std::size_t columns) const;

 private:
  [[nodiscard]] std::size_t before_cursor() const;
  [[nodiscard]] std::size_t after_cursor() const;
  std::string text_;
  std::size_t cursor_;
};

}  // namespace arena::cli
