// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/command.hpp"

namespace arena::cli {
void add_demo(CLI::App&, Terminal&) {}
}  // namespace arena::cli
