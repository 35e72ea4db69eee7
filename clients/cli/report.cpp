// SPDX-License-Identifier: EUPL-1.2
// `arena report`: the report of a conversation, or its letter to clients, as a document.
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/server_link.hpp"

namespace arena::cli {
namespace {

struct Options {
  ServerChoice server;
  std::string conversation;
  std::string format;
  std::string language = "nl";
  std::string out;
  bool letter{};
  bool sent{};
};

int run_report(const Options& options, Terminal& terminal) {
  if (!codec::from_hex<ConversationId>(options.conversation)) {
    throw Stop(misused, "`" + options.conversation +
                            "` is no id of a conversation; `arena stats` lists them.");
  }
  const ServerLink server(options.server);
  const std::string target = "/api/conversations/" + options.conversation +
                             (options.letter ? "/letter" : "/report") +
                             "?format=" + options.format + "&language=" + options.language +
                             (options.sent ? "&sent=yes" : "");
  std::string content = server.request("GET", target, "");
  if (options.format == "json") content += "\n";
  write_out(options.out, content, terminal);
  return fine;
}

}  // namespace

void add_report(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      arena.add_subcommand("report", "Write the report of a conversation, or its letter");
  command->add_option("--conversation", options->conversation, "Id of the conversation")
      ->required();
  auto* const letter =
      command->add_flag("--letter", options->letter, "The letter to clients, as a draft");
  command->add_flag("--sent", options->sent, "The letter as it was last sent")->needs(letter);
  command->add_option("--format", options->format, "docx, html or json")
      ->required()
      ->check(CLI::IsMember({"docx", "html", "json"}));
  command->add_option("--language", options->language, "nl or en")
      ->capture_default_str()
      ->check(CLI::IsMember({"nl", "en"}));
  command->add_option("--out", options->out, "File, or - for standard output")->required();
  add_server_options(*command, options->server);
  command->callback([options, &terminal] { terminal.code = run_report(*options, terminal); });
}

}  // namespace arena::cli
