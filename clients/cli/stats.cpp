// SPDX-License-Identifier: EUPL-1.2
// `arena stats`: measures of turn-taking of one conversation or all.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "clients/cli/command.hpp"
#include "clients/cli/server_link.hpp"

namespace arena::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  ServerChoice server;
  std::string conversation;
  bool json{};
};

std::string number(const ordered_json& row, const char* key, const char* format) {
  char text[32];
  std::snprintf(text, sizeof text, format, row.value(key, 0.0));
  return text;
}

void print_row(const ordered_json& row, Terminal& terminal) {
  const auto count = [&](const char* key) { return std::to_string(row.value(key, 0)); };
  terminal.out << row.value("conversation", "") << "  " << row.value("title", "") << "\n"
               << "  turns " << count("turns") << ", speakers " << count("speakers") << ", words "
               << count("words") << "\n"
               << "  Gini of turns " << number(row, "gini_turns", "%.6f") << ", of words "
               << number(row, "gini_words", "%.6f") << "; entropy of turns "
               << number(row, "entropy_turns_bits", "%.6f") << " bits\n"
               << "  transitions between different speakers " << count("transitions")
               << ", distinct ordered pairs " << count("transition_pairs") << "\n";
}

int run_stats(const Options& options, Terminal& terminal) {
  const ServerLink server(options.server);
  const std::string target = options.conversation.empty()
                                 ? "/api/stats"
                                 : "/api/conversations/" + options.conversation + "/stats";
  const std::string body = server.request("GET", target, "");
  const auto stats = ordered_json::parse(body, nullptr, false);
  if (!stats.is_object() || !stats.contains("conversations")) {
    throw Stop(said_no,
               "The server answered what this program does not understand; "
               "install the same version of both.");
  }
  if (options.json) {
    terminal.out << stats.dump() << "\n";
    return fine;
  }
  for (const ordered_json& row : stats["conversations"]) print_row(row, terminal);
  terminal.out << "A word is what stands between white space in the archived text of a turn.\n";
  return fine;
}

}  // namespace

void add_stats(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "stats", "Turns, words, Gini, entropy and transitions; words are what white space parts");
  command->add_option("--conversation", options->conversation, "Id; default all");
  add_server_options(*command, options->server);
  command->add_flag("--json", options->json, "One line of JSON");
  command->callback([options, &terminal] { terminal.code = run_stats(*options, terminal); });
}

}  // namespace arena::cli
