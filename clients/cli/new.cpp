// SPDX-License-Identifier: EUPL-1.2
// `arena new`: a conversation and one invitation link per role.
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "clients/cli/command.hpp"
#include "clients/cli/known.hpp"
#include "clients/cli/qr.hpp"
#include "clients/cli/server_link.hpp"

namespace arena::cli {
namespace {

struct Options {
  ServerChoice server;
  std::string script;
  std::string title;
  std::string archive = "pseudonymised";
  std::vector<std::string> choices;  // "name=choice"
  std::string after;
  std::string releaser;
  std::vector<std::string> learning_questions;
  unsigned keep_days{};  // 0: until somebody removes it
  bool json{};
  bool qr{};
};

void print_json(const codec::ApiConversationCreated& created, Terminal& terminal) {
  nlohmann::ordered_json links = nlohmann::ordered_json::array();
  for (const codec::ApiLink& link : created.links) {
    links.push_back({{"group", link.group}, {"role", link.role}, {"url", link.url}});
  }
  const nlohmann::ordered_json line{{"conversation", codec::hex(created.conversation)},
                                    {"links", links},
                                    {"warnings", created.warnings}};
  terminal.out << line.dump() << "\n";
}

codec::ApiNewConversation wanted_by(const Options& options) {
  codec::ApiNewConversation wanted;
  for (const std::string& choice : options.choices) {
    const auto equals = choice.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Stop(misused, "write --option NAME=CHOICE; `arena script show` says which.");
    }
    const bool first =
        wanted.options.emplace(choice.substr(0, equals), choice.substr(equals + 1)).second;
    if (!first) {
      throw Stop(misused, "choose option `" + choice.substr(0, equals) + "` once.");
    }
  }
  if (!options.after.empty()) {
    wanted.after = codec::from_hex<ConversationId>(options.after);
    if (!wanted.after) {
      throw Stop(misused, "--after is a conversation of 32 hexadecimal digits.");
    }
  }
  wanted.releaser = options.releaser;
  wanted.learning_questions = options.learning_questions;
  if (options.keep_days != 0) {
    constexpr std::int64_t day_ms = 86'400'000;
    wanted.keep_until = Instant{clock_now_ms() + day_ms * options.keep_days};
  }
  return wanted;
}

int run_new(const Options& options, Terminal& terminal) {
  const codec::ApiNewConversation wanted = wanted_by(options);
  const ServerLink server(options.server);
  const auto created =
      create_conversation(server, options.script, options.title, options.archive, wanted);
  if (server.is_own()) {
    terminal.err << "arena: no server runs over " << options.server.data.string()
                 << "; start arenad there and put its address in these links.\n";
  }
  for (const std::string& warning : created.warnings) terminal.err << "arena: " << warning << "\n";
  if (options.json) {
    print_json(created, terminal);
    return fine;
  }
  terminal.out << codec::hex(created.conversation) << "\n";
  for (const codec::ApiLink& link : created.links) {
    terminal.out << link.group << "  " << link.url << "\n";
    if (options.qr && terminal.out_is_terminal) terminal.out << qr_code(link.url) << "\n";
  }
  return fine;
}

}  // namespace

void add_new(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      arena.add_subcommand("new", "Make a conversation; prints its id and one link per role");
  command
      ->add_option("--script", options->script,
                   "Id of a shipped script (`arena script list`) or a file")
      ->required();
  command->add_option("--title", options->title, "What people see")->required();
  command
      ->add_option("--archive", options->archive,
                   "What is kept afterwards: nothing, lessons_only, pseudonymised or full")
      ->capture_default_str()
      ->check(CLI::IsMember({"nothing", "lessons_only", "pseudonymised", "full"}));
  command->add_option("--option", options->choices,
                      "NAME=CHOICE, an option of the script (`arena script show`); repeatable");
  command->add_option("--after", options->after,
                      "The conversation that this one continues; its open lessons come along");
  command->add_option("--releaser", options->releaser,
                      "Who confirms that the archive is released: the name of an account");
  command->add_option("--learning-question", options->learning_questions,
                      "What the listeners hope to learn; all see it; repeatable, at most 5");
  command
      ->add_option("--keep-days", options->keep_days,
                   "After so many days all words, names and links go by themselves")
      ->check(CLI::Range(1U, 36'500U));
  add_server_options(*command, options->server);
  command->add_flag("--json", options->json, "One line of JSON");
  command->add_flag("--qr", options->qr, "A QR code per link, on a terminal");
  command->callback([options, &terminal] { terminal.code = run_new(*options, terminal); });
}

}  // namespace arena::cli
