// SPDX-License-Identifier: EUPL-1.2
// How far long work is, on standard error: a bar on a terminal; lines for machines if asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "clients/cli/command.hpp"

namespace arena::cli {

class Progress {
 public:
  enum class Form { none, bar, lines };
  Progress(Terminal& terminal, Form form, std::string what);
  void show(std::size_t done, std::size_t total);

 private:
  Terminal& terminal_;
  Form form_;
  std::string what_;
  std::chrono::steady_clock::time_point shown_;
};

}  // namespace arena::cli
