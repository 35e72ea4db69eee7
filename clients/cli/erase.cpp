// SPDX-License-Identifier: EUPL-1.2
// `arena erase`: the words and the name of one person cease to exist, because that person wants it.
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
  std::string seat;
  bool sure{};
  bool json{};
};

int run_erase(const Options& options, Terminal& terminal) {
  must_be_conversation(options.conversation);
  if (seat_code_from(options.seat) == SeatCode{}) {
    throw Stop(misused, "`" + options.seat + "` is no code of a person; it looks like C3.");
  }
  if (!options.sure) {
    throw Stop(misused, "This erases all words and the name of " + options.seat +
                            " for good; add --sure if the person wants that.");
  }
  const ServerLink server(options.server);
  const auto erased = codec::decode_erased(
      server.request("POST", "/api/conversations/" + options.conversation + "/erase",
                     codec::encode_erase_request(options.seat)));
  if (!erased) {
    throw Stop(said_no, "The server answered what this program does not understand (" +
                            erased.error().sentence + "); install the same version of both.");
  }
  if (options.json) {
    terminal.out << nlohmann::ordered_json{{"conversation", options.conversation},
                                           {"seat", options.seat},
                                           {"erased", *erased}}
                        .dump()
                 << '\n';
  } else {
    terminal.out << *erased << " texts of " << options.seat
                 << " are gone, and the name. Backups made earlier still hold them.\n";
  }
  return fine;
}

}  // namespace

void add_erase(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "erase", "Erase the words and the name of one person, who wants it; the record stays whole");
  command->add_option("--conversation", options->conversation, "Id of the conversation")
      ->required();
  command->add_option("--seat", options->seat, "Code of the person, like C3")->required();
  command->add_flag("--sure", options->sure, "It cannot be undone");
  command->add_flag("--json", options->json, "One JSON object instead of a sentence");
  add_server_options(*command, options->server);
  command->callback([options, &terminal] { terminal.code = run_erase(*options, terminal); });
}

}  // namespace arena::cli
