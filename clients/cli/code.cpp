// SPDX-License-Identifier: EUPL-1.2
// `arena code`: a code to say aloud where no link can be sent.
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "clients/cli/command.hpp"
#include "clients/cli/known.hpp"
#include "clients/cli/server_link.hpp"

namespace arena::cli {
namespace {

struct Options {
  ServerChoice server;
  std::string conversation;
  std::string group;
  unsigned hours = 24;
  bool json{};
};

constexpr std::int64_t ms_per_hour = 3'600'000;

int run_code(const Options& options, Terminal& terminal) {
  must_be_conversation(options.conversation);
  const ServerLink server(options.server);
  const Instant until{clock_now_ms() + options.hours * ms_per_hour};
  const codec::ApiLink link = new_link(server, options.conversation, {options.group, until, true});
  const std::size_t hash = link.url.find('#');
  const std::string page = link.url.substr(0, hash);
  const std::string code = link.url.substr(hash + 1);
  if (options.json) {
    terminal.out << nlohmann::ordered_json{{"conversation", options.conversation},
                                           {"group", link.group},
                                           {"code", code},
                                           {"url", link.url}}
                        .dump()
                 << '\n';
    return fine;
  }
  terminal.out << code << "\nSay: open " << page << " and give this code. It admits people as "
               << link.group << ", through the lobby, for " << options.hours
               << " hours; after 100 wrong guesses it is dead and you make another.\n";
  return fine;
}

}  // namespace

void add_code(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      arena.add_subcommand("code", "Make a code to say aloud, where no link can be sent");
  command->add_option("--conversation", options->conversation, "Id of the conversation")
      ->required();
  command->add_option("--group", options->group, "Group of the script that comes in by it")
      ->required();
  command->add_option("--hours", options->hours, "How long it lives")
      ->capture_default_str()
      ->check(CLI::Range(1U, 24U * 31U));
  command->add_flag("--json", options->json, "One JSON object instead of sentences");
  add_server_options(*command, options->server);
  command->callback([options, &terminal] { terminal.code = run_code(*options, terminal); });
}

}  // namespace arena::cli
