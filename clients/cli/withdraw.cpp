// SPDX-License-Identifier: EUPL-1.2
// `arena withdraw`: one takes back one's own words.
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "clients/cli/command.hpp"
#include "clients/cli/join_arguments.hpp"
#include "clients/cli/visit.hpp"

namespace arena::cli {
namespace {

struct Options {
  VisitOptions visit;
  std::string turn;
  bool all{};
};

int run_withdraw(const Options& options, Terminal& terminal) {
  if (options.turn.empty() != options.all) {
    throw Stop(
        misused,
        "Give --turn with one turn, like 1.2, or --all for every word of yours; it cannot be "
        "undone.");
  }
  const Visit visit(options.visit);
  std::optional<Turn> only;
  if (!options.all) {
    Arguments typed(options.turn, visit.known().view);
    only = typed.turn();
    if (!only) {
      throw Stop(misused, "`" + options.turn + "` is no turn; `arena show` tells them, like 1.2.");
    }
  }
  const std::size_t gone = visit.withdraw(only);
  if (options.visit.json) {
    terminal.out << nlohmann::ordered_json{{"seat", visit.known().code}, {"erased", gone}}.dump()
                 << "\n";
  } else {
    terminal.out << gone << (gone == 1 ? " text is" : " texts are")
                 << " gone, also from the screens of others. Who read it can remember it.\n";
  }
  return fine;
}

}  // namespace

void add_withdraw(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      arena.add_subcommand("withdraw", "Take back your own words: one turn, or all and your name");
  add_visit_options(*command, options->visit);
  command->add_option("--turn", options->turn, "One turn, as `arena show` numbers it");
  command->add_flag("--all", options->all, "Everything you wrote, notes too, and your name");
  command->callback([options, &terminal] { terminal.code = run_withdraw(*options, terminal); });
}

}  // namespace arena::cli
