// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/curses.hpp"

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <langinfo.h>
#include <ncurses.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <clocale>
#include <cstdio>
#include <cwchar>
#include <optional>
#include <string_view>

#include "clients/cli/command.hpp"

namespace arena::cli {
namespace {

// Codes of our own for the marks around pasted text.
constexpr int paste_begins = KEY_MAX + 1;
constexpr int paste_ends = KEY_MAX + 2;

struct Look {
  Style style;
  short colour;  // of the text; -1: as the terminal has it
  attr_t attributes;
};
constexpr std::array looks{
    Look{Style::plain, -1, A_NORMAL},
    Look{Style::dim, -1, A_DIM},
    Look{Style::strong, -1, A_BOLD},
    Look{Style::bar, -1, A_REVERSE},
    Look{Style::inner, COLOR_YELLOW, A_BOLD},
    Look{Style::outer, COLOR_BLUE, A_NORMAL},
    Look{Style::floor, COLOR_YELLOW, A_REVERSE | A_BOLD},
    Look{Style::act, COLOR_CYAN, A_NORMAL},
    Look{Style::good, COLOR_GREEN, A_NORMAL},
    Look{Style::warn, COLOR_YELLOW, A_REVERSE},
    Look{Style::bad, COLOR_RED, A_REVERSE | A_BOLD},
    Look{Style::secret, COLOR_MAGENTA, A_NORMAL},
};

struct CellLook {
  attr_t attributes{};
  short pair{};
};

CellLook look_of(Style style) {
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (looks[i].style == style) {
      return {looks[i].attributes, static_cast<short>(has_colors() ? i + 1 : 0)};
    }
  }
  return {};
}

void tell_terminal(std::string_view sequence) {
  static_cast<void>(std::fwrite(sequence.data(), 1, sequence.size(), stdout));
  static_cast<void>(std::fflush(stdout));
}

std::wstring wide(std::string_view text) {
  std::wstring shown;
  while (!text.empty()) shown += static_cast<wchar_t>(take_character(text));
  return shown;
}

std::optional<Key::Kind> kind_of_function_key(wint_t code) {
  switch (code) {
    case KEY_BACKSPACE:
      return Key::Kind::backspace;
    case KEY_DC:
      return Key::Kind::erase;
    case KEY_LEFT:
      return Key::Kind::left;
    case KEY_RIGHT:
      return Key::Kind::right;
    case KEY_UP:
      return Key::Kind::up;
    case KEY_DOWN:
      return Key::Kind::down;
    case KEY_HOME:
      return Key::Kind::home;
    case KEY_END:
      return Key::Kind::end;
    case KEY_PPAGE:
      return Key::Kind::page_up;
    case KEY_NPAGE:
      return Key::Kind::page_down;
    case KEY_BTAB:
      return Key::Kind::tab;
    case KEY_ENTER:
      return Key::Kind::enter;
    case KEY_F(1):
      return Key::Kind::show_help;
    case KEY_F(2):
      return Key::Kind::show_places;
    case KEY_F(3):
      return Key::Kind::show_notes;
    case KEY_F(4):
      return Key::Kind::show_desk;
    case KEY_F(5):
      return Key::Kind::show_items;
    case KEY_F(6):
      return Key::Kind::show_rules;
    default:
      return std::nullopt;
  }
}

// Enter sends carriage return; Ctrl+J is a line feed and begins a line.
std::optional<Key> key_of_character(wint_t character) {
  constexpr wint_t ctrl_u = 21, escape = 27, rub_out = 127;
  switch (character) {
    case L'\r':
      return Key{Key::Kind::enter, {}};
    case L'\n':
      return Key{Key::Kind::new_line, {}};
    case L'\t':
      return Key{Key::Kind::tab, {}};
    case L'\b':
    case rub_out:
      return Key{Key::Kind::backspace, {}};
    case ctrl_u:
      return Key{Key::Kind::clear, {}};
    case escape:
      return Key{Key::Kind::escape, {}};
    default:
      if (character < 32) return std::nullopt;
      return Key{Key::Kind::text, utf8(static_cast<char32_t>(character))};
  }
}

}  // namespace

Curses::Curses() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): `arena join` has one thread
  std::setlocale(LC_CTYPE, "");
  // NOLINTNEXTLINE(concurrency-mt-unsafe): as above
  utf8_ = std::string_view(nl_langinfo(CODESET)) == "UTF-8";
  // What is typed is UTF-8 more often than the environment says.
  // NOLINTNEXTLINE(concurrency-mt-unsafe): as above
  if (!utf8_) std::setlocale(LC_CTYPE, "C.UTF-8");
  if (newterm(nullptr, stdout, stdin) == nullptr) {
    throw Stop(misused, "This terminal cannot be drawn on; take part with --lines.");
  }
  cbreak();
  noecho();
  nonl();
  nodelay(stdscr, TRUE);
  keypad(stdscr, TRUE);
  set_escdelay(25);
  define_key("\x1b[200~", paste_begins);
  define_key("\x1b[201~", paste_ends);
  tell_terminal("\x1b[?2004h");  // marks around pasted text, so that its lines are not sent
  if (has_colors()) {
    start_color();
    use_default_colors();
    for (std::size_t i = 0; i < looks.size(); ++i) {
      init_pair(static_cast<short>(i + 1), looks[i].colour, -1);
    }
  }
}

Curses::~Curses() {
  tell_terminal("\x1b[?2004l");
  endwin();
}

Size Curses::size() const {
  int rows = 0, columns = 0;
  rows = getmaxy(stdscr);
  columns = getmaxx(stdscr);
  return {static_cast<std::size_t>(columns), static_cast<std::size_t>(rows)};
}

void Curses::resize() {
  winsize now{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &now) == 0 && now.ws_row > 0 && now.ws_col > 0) {
    resizeterm(now.ws_row, now.ws_col);
  }
  clearok(stdscr, TRUE);
}

void Curses::show(const Canvas& canvas) {
  werase(stdscr);
  for (std::size_t row = 0; row < canvas.size().rows; ++row) {
    const auto& cells = canvas.row(row);
    // Each run of one style stands at its own column: a width that the terminal sees otherwise
    // shifts no more than that run.
    for (std::size_t begin = 0; begin < cells.size();) {
      std::size_t end = begin;
      std::string run;
      while (end < cells.size() && cells[end].style == cells[begin].style) {
        run += cells[end++].glyph;
      }
      const CellLook look = look_of(cells[begin].style);
      wattr_set(stdscr, look.attributes, look.pair, nullptr);
      const std::wstring text = wide(run);
      mvwaddnwstr(stdscr, static_cast<int>(row), static_cast<int>(begin), text.data(),
                  static_cast<int>(text.size()));
      begin = end;
    }
  }
  wmove(stdscr, static_cast<int>(canvas.cursor_row), static_cast<int>(canvas.cursor_column));
  wrefresh(stdscr);
}

std::vector<Key> Curses::keys() {
  std::vector<Key> keys;
  wint_t code{};
  bool after_escape = false;
  for (int result{}; (result = wget_wch(stdscr, &code)) != ERR;) {
    if (result == KEY_CODE_YES) {
      if (code == paste_begins || code == paste_ends) {
        pasting_ = code == paste_begins;
      } else if (const auto kind = kind_of_function_key(code)) {
        keys.push_back({*kind, {}});
      }
      continue;
    }
    std::optional<Key> key = key_of_character(code);
    if (!key) continue;
    if (pasting_) {  // its lines are lines, not sent
      const bool line = key->kind == Key::Kind::enter || key->kind == Key::Kind::new_line;
      if (line) key = Key{Key::Kind::new_line, {}};
      if (line || key->kind == Key::Kind::text) keys.push_back(std::move(*key));
      continue;
    }
    // Alt+Enter arrives as Escape and Enter.
    if (after_escape && key->kind == Key::Kind::enter) {
      keys.back() = {Key::Kind::new_line, {}};
      after_escape = false;
      continue;
    }
    after_escape = key->kind == Key::Kind::escape;
    keys.push_back(std::move(*key));
  }
  return keys;
}

}  // namespace arena::cli
