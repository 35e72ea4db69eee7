// SPDX-License-Identifier: EUPL-1.2
// `arena export`: the transcript of a conversation as a file.
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/server_link.hpp"

namespace arena::cli {
namespace {

struct Options {
  ServerChoice server;
  std::string conversation;
  std::string format;
  std::string out;
};

int run_export(const Options& options, Terminal& terminal) {
  if (!codec::from_hex<ConversationId>(options.conversation)) {
    throw Stop(misused, "`" + options.conversation +
                            "` is no id of a conversation; `arena stats` lists them.");
  }
  const ServerLink server(options.server);
  const std::string content = export_of(server, options.conversation, options.format);
  write_out(options.out, content, terminal);
  return fine;
}

}  // namespace

void add_export(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand("export", "Write a transcript to a file");
  command->add_option("--conversation", options->conversation, "Id of the conversation")
      ->required();
  command->add_option("--format", options->format, "jsonl or csv")
      ->required()
      ->check(CLI::IsMember({"jsonl", "csv"}));
  command->add_option("--out", options->out, "File, or - for standard output")->required();
  add_server_options(*command, options->server);
  command->callback([options, &terminal] { terminal.code = run_export(*options, terminal); });
}

}  // namespace arena::cli
