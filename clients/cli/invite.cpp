// SPDX-License-Identifier: EUPL-1.2
// `arena invite`: an invitation to print, with a new link for one person or a link there is.
#include <memory>
#include <nlohmann/json.hpp>

#include "clients/cli/command.hpp"
#include "clients/cli/invitation.hpp"
#include "clients/cli/known.hpp"
#include "clients/cli/server_link.hpp"

namespace arena::cli {
namespace {

struct Options {
  ServerChoice server;
  std::string conversation;
  std::string group;
  std::string link;
  std::string when;
  std::string where;
  std::string language = "nl";
  std::string out;
};

std::string title_of(const ServerLink& server, const Options& options) {
  const auto stats = nlohmann::json::parse(
      server.request("GET", "/api/conversations/" + options.conversation + "/stats", ""), nullptr,
      false);
  if (stats.is_discarded()) throw Stop(said_no, "The server answered no JSON.");
  return stats["conversations"].at(0).value("title", "");
}

int run_invite(const Options& options, Terminal& terminal) {
  must_be_conversation(options.conversation);
  if (!options.link.empty() && !parse_link(options.link)) {
    throw Stop(misused, "`" + options.link +
                            "` is no invitation link; it looks like http://host:port/#… with 32 "
                            "digits.");
  }
  const ServerLink server(options.server);
  Invitation invitation;
  invitation.title = title_of(server, options);
  invitation.personal = options.link.empty();
  invitation.role = options.group;
  invitation.link = options.link;
  if (invitation.personal) {
    const codec::ApiLink link = new_link(server, options.conversation, {options.group});
    invitation.role = link.role;
    invitation.link = link.url;
  }
  invitation.when = options.when;
  invitation.where = options.where;
  invitation.language = library::language_named(options.language).value_or(invitation.language);
  invitation.made = {clock_now_ms()};
  write_out(options.out, invitation_page(invitation), terminal);
  return fine;
}

}  // namespace

void add_invite(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "invite", "Write an invitation to print: role, time, promises, a link and its QR code");
  command->add_option("--conversation", options->conversation, "Id of the conversation")
      ->required();
  command->add_option("--group", options->group, "Group of the script that is invited")->required();
  command->add_option("--link", options->link,
                      "A link from `arena new`; without it a new one is made for one person");
  command->add_option("--when", options->when, "Day and time, as people say them");
  command->add_option("--where", options->where, "Place, as people say it");
  command->add_option("--language", options->language, "nl or en")
      ->capture_default_str()
      ->check(CLI::IsMember({"nl", "en"}));
  command->add_option("--out", options->out, "HTML file, or - for standard output")->required();
  add_server_options(*command, options->server);
  command->callback([options, &terminal] { terminal.code = run_invite(*options, terminal); });
}

}  // namespace arena::cli
