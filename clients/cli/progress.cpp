// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/progress.hpp"

#include <utility>

namespace arena::cli {
namespace {

constexpr std::size_t width = 40;
constexpr std::chrono::milliseconds between{50};

}  // namespace

Progress::Progress(Terminal& terminal, Form form, std::string what)
    : terminal_(terminal), form_(form), what_(std::move(what)) {}

void Progress::show(std::size_t done, std::size_t total) {
  if (form_ == Form::none || total == 0) return;
  if (form_ == Form::lines) {
    terminal_.err << what_ << " " << done << "/" << total << std::endl;
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (done < total && now - shown_ < between) return;
  shown_ = now;
  const std::size_t filled = done * width / total;
  terminal_.err << "\r" << what_ << " [" << std::string(filled, '#')
                << std::string(width - filled, '.') << "] " << done << "/" << total
                << (done == total ? "\n" : "") << std::flush;
}

}  // namespace arena::cli
