// SPDX-License-Identifier: EUPL-1.2
// `arena staff`: accounts for who works with the server, what is entrusted to them, and the log of
// what was done. Asked with the administrator's token.
#include <array>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "clients/cli/command.hpp"
#include "clients/cli/qr.hpp"
#include "clients/cli/server_link.hpp"
#include "server/codec/api_staff.hpp"

namespace arena::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  ServerChoice server;
  std::string name;
  std::vector<std::string> roles;
  std::string conversation;
  bool sure{};
  bool json{};
};

ordered_json parsed(const std::string& body) {
  auto answer = ordered_json::parse(body, nullptr, false);
  if (answer.is_discarded()) throw Stop(said_no, "The server answered no JSON.");
  return answer;
}

std::string joined(const ordered_json& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word.get<std::string>();
  return text;
}

int run_add(const Options& options, Terminal& terminal) {
  const ServerLink server(options.server);
  const std::string body = server.request(
      "POST", "/api/staff", codec::encode_staff_person({options.name, options.roles}));
  if (options.json) {
    terminal.out << body << '\n';
    return fine;
  }
  const auto made = codec::decode_staff_made(body);
  if (!made) throw Stop(said_no, made.error().sentence);
  terminal.out << "An account for " << made->name << ". What follows is shown this once:\n"
               << "  password      " << made->password << '\n'
               << "  for the app   " << made->totp_secret << '\n';
  if (terminal.out_is_terminal) terminal.out << qr_code(made->totp_uri) << '\n';
  terminal.out << "They put the second into an app that makes codes of six digits, and log in at "
               << server.url() << "/staff\n";
  return fine;
}

int run_list(const Options& options, Terminal& terminal) {
  const ServerLink server(options.server);
  const std::string body = server.request("GET", "/api/staff", "");
  if (options.json) {
    terminal.out << body << '\n';
    return fine;
  }
  const auto answer = parsed(body);
  for (const auto& one : answer["accounts"]) {
    terminal.out << one.value("number", 0) << "  " << one.value("name", "") << "  "
                 << joined(one["roles"]) << '\n';
  }
  return fine;
}

int run_remove(const Options& options, Terminal& terminal) {
  if (!options.sure) {
    throw Stop(misused, "This ends the account of " + options.name +
                            " and its logins at once; add --sure if that is meant.");
  }
  const ServerLink server(options.server);
  static_cast<void>(
      server.request("POST", "/api/staff/remove", codec::encode_staff_name(options.name)));
  terminal.out << "The account of " << options.name
               << " is gone; what it did stays in the log, under its number.\n";
  return fine;
}

int run_entrust(const Options& options, Terminal& terminal) {
  must_be_conversation(options.conversation);
  const ServerLink server(options.server);
  static_cast<void>(server.request("POST",
                                   "/api/conversations/" + options.conversation + "/entrust",
                                   codec::encode_staff_name(options.name)));
  terminal.out << options.conversation << " is entrusted to " << options.name << ".\n";
  return fine;
}

std::string minute_of(std::int64_t ms) {
  const std::time_t seconds = ms / 1'000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts);
  return {text.data(), size};
}

std::string who_of(std::int64_t who) {
  if (who == 0) return "token";
  return who < 0 ? "unknown" : "#" + std::to_string(who);
}

int run_log(const Options& options, Terminal& terminal) {
  const ServerLink server(options.server);
  std::int64_t last = 0;
  while (true) {
    const auto page =
        parsed(server.request("GET", "/api/staff/log?after=" + std::to_string(last), ""))["deeds"];
    // Reading it is a deed too: what the last page adds to it by itself ends the reading.
    const bool full = page.size() == 1'000;
    for (const auto& one : page) {
      last = one.value("number", std::int64_t{0});
      if (options.json) {
        terminal.out << one.dump() << '\n';
        continue;
      }
      terminal.out << minute_of(one.value("at_ms", std::int64_t{0})) << "  "
                   << who_of(one.value("who", std::int64_t{0})) << "  " << one.value("deed", "")
                   << (one.value("allowed", false) ? "" : "  REFUSED")
                   << (one.contains("about") ? "  " + who_of(one.value("about", std::int64_t{0}))
                                             : "")
                   << (one.contains("conversation") ? "  " + one.value("conversation", "") : "")
                   << '\n';
    }
    if (!full) return fine;
  }
}

CLI::App* add_command(CLI::App& staff, const char* name, const char* about, Options& options) {
  CLI::App* const command = staff.add_subcommand(name, about);
  add_server_options(*command, options.server);
  return command;
}

}  // namespace

void add_staff(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const staff =
      arena.add_subcommand("staff", "Accounts of who works here: add, list, remove, entrust, log");
  staff->require_subcommand(1);

  CLI::App* const add = add_command(*staff, "add", "Make an account", *options);
  add->add_option("NAME", options->name, "What the person logs in as")->required();
  add->add_option("--role", options->roles,
                  "administrator, host, facilitator or researcher; more than one is allowed")
      ->required()
      ->check(CLI::IsMember({"administrator", "host", "facilitator", "researcher"}));
  add->add_flag("--json", options->json, "One JSON object instead of sentences");
  add->callback([options, &terminal] { terminal.code = run_add(*options, terminal); });

  CLI::App* const list = add_command(*staff, "list", "The accounts there are", *options);
  list->add_flag("--json", options->json, "One JSON object");
  list->callback([options, &terminal] { terminal.code = run_list(*options, terminal); });

  CLI::App* const remove = add_command(*staff, "remove", "End an account", *options);
  remove->add_option("NAME", options->name, "Whose")->required();
  remove->add_flag("--sure", options->sure, "It cannot be undone");
  remove->callback([options, &terminal] { terminal.code = run_remove(*options, terminal); });

  CLI::App* const entrust =
      add_command(*staff, "entrust", "Let somebody work on a conversation", *options);
  entrust->add_option("NAME", options->name, "To whom")->required();
  entrust->add_option("--conversation", options->conversation, "Id of the conversation")
      ->required();
  entrust->callback([options, &terminal] { terminal.code = run_entrust(*options, terminal); });

  CLI::App* const log =
      add_command(*staff, "log", "Who did what, when, to which conversation", *options);
  log->add_flag("--json", options->json, "One JSON object a line");
  log->callback([options, &terminal] { terminal.code = run_log(*options, terminal); });
}

}  // namespace arena::cli
