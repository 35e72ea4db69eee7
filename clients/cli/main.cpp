// SPDX-License-Identifier: EUPL-1.2
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "clients/cli/command.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE,
              SIG_IGN);  // `arena export --out - | head` ends with an error code, not a signal
  std::ios::sync_with_stdio(false);
  arena::cli::Terminal terminal{STDIN_FILENO, std::cout, std::cerr, isatty(STDOUT_FILENO) != 0,
                                isatty(STDERR_FILENO) != 0};
  const int code = arena::cli::run(argc, argv, terminal);
  std::cout.flush();
  return code == arena::cli::fine && !std::cout ? arena::cli::said_no : code;
}
