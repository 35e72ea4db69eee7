// SPDX-License-Identifier: EUPL-1.2
// The terminal as a canvas and a keyboard, by way of ncurses, which no other file sees
// (docs/adr/0011-terminal-library.md). One at a time: ncurses keeps its state in globals.
#pragma once

#include <vector>

#include "clients/cli/screen.hpp"
#include "clients/cli/terminal_text.hpp"

namespace arena::cli {

class Curses {
 public:
  Curses();   // throws Stop if the terminal cannot be drawn on
  ~Curses();  // the terminal is as it was
  Curses(const Curses&) = delete;
  Curses& operator=(const Curses&) = delete;

  // Whether the environment says that the terminal takes UTF-8.
  [[nodiscard]] bool utf8() const noexcept { return utf8_; }
  [[nodiscard]] Size size() const;
  void resize();  // after SIGWINCH
  void show(const Canvas& canvas);
  // What was typed since; empty if nothing was. Never waits.
  [[nodiscard]] std::vector<Key> keys();

 private:
  bool utf8_{};
  bool pasting_{};
};

}  // namespace arena::cli
