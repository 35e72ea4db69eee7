// SPDX-License-Identifier: EUPL-1.2
// The `arena` command: one file a subcommand, each added to CLI11 by its own add_… function.
//
// Exit codes (DESIGN §10): 0 fine, 1 somebody said no, 2 misused. A command that cannot go on
// throws Stop; run() prints its one sentence on standard error and gives its code.
#pragma once

#include <CLI/CLI.hpp>
#include <ostream>
#include <stdexcept>
#include <string>

namespace arena::cli {

inline constexpr int fine = 0;
inline constexpr int said_no = 1;
inline constexpr int misused = 2;

// One sentence that says what to do, and the exit code.
class Stop : public std::runtime_error {
 public:
  Stop(int code, const std::string& sentence) : std::runtime_error(sentence), code_(code) {}
  [[nodiscard]] int code() const noexcept { return code_; }

 private:
  int code_;
};

// Where a command reads and writes. Tests hand in their own.
struct Terminal {
  int in = 0;  // file descriptor of standard input
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int code = fine;  // set by the subcommand that ran
};

// Each adds its subcommand; `terminal` must outlive the parsing.
void add_new(CLI::App& arena, Terminal& terminal);
void add_erase(CLI::App& arena, Terminal& terminal);
void add_invite(CLI::App& arena, Terminal& terminal);
void add_code(CLI::App& arena, Terminal& terminal);
void add_staff(CLI::App& arena, Terminal& terminal);
void add_join(CLI::App& arena, Terminal& terminal);
void add_show(CLI::App& arena, Terminal& terminal);
void add_act(CLI::App& arena, Terminal& terminal);
void add_replay(CLI::App& arena, Terminal& terminal);
void add_export(CLI::App& arena, Terminal& terminal);
void add_report(CLI::App& arena, Terminal& terminal);
void add_stats(CLI::App& arena, Terminal& terminal);
void add_verify(CLI::App& arena, Terminal& terminal);
void add_script(CLI::App& arena, Terminal& terminal);
void add_demo(CLI::App& arena, Terminal& terminal);
void add_withdraw(CLI::App& arena, Terminal& terminal);

// To standard output where `out` is "-"; otherwise a file, which is complete or absent.
void write_out(const std::string& out, const std::string& content, Terminal& terminal);

// Parses and runs; returns the exit code. No exception leaves it.
[[nodiscard]] int run(int argc, const char* const* argv, Terminal& terminal);

}  // namespace arena::cli
