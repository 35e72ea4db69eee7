// SPDX-License-Identifier: EUPL-1.2
// `arena script check|list|show`: methods as data.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "clients/cli/command.hpp"
#include "clients/cli/server_link.hpp"
#include "server/app/shipped_scripts.hpp"
#include "server/codec/script_text.hpp"

namespace arena::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::filesystem::path file;
  std::string id;
  bool json{};
};

ordered_json json_of(const Bilingual& words) { return {{"nl", words.nl}, {"en", words.en}}; }

ordered_json groups_of(const Script& script) {
  ordered_json groups = ordered_json::array();
  for (const Group& group : script.groups) {
    groups.push_back({{"id", group.id},
                      {"role", name(group.role)},
                      {"title", json_of(group.title)},
                      {"advised_min", group.advised_min},
                      {"advised_max", group.advised_max},
                      {"limit", group.limit}});
  }
  return groups;
}

ordered_json rounds_of(const Script& script) {
  ordered_json rounds = ordered_json::array();
  for (const Round& round : script.rounds) {
    rounds.push_back({{"id", round.id},
                      {"title", json_of(round.title)},
                      {"minutes", round.minutes},
                      {"sitting", round.sitting},
                      {"listen_only", round.listen_only}});
  }
  return rounds;
}

ordered_json json_of(const Script& script) {
  return {
      {"id", script.id},         {"title", json_of(script.title)}, {"draft", script.draft},
      {"source", script.source}, {"groups", groups_of(script)},    {"rounds", rounds_of(script)}};
}

Script shipped(const app::ShippedScript& script) {
  auto read = codec::read_script(script.text, script.id);
  if (!read) {
    throw Stop(said_no, "The shipped script " + std::string(script.id) +
                            " is broken: " + codec::sentence(read.error().front()));
  }
  return std::move(*read);
}

int run_list(const Options& options, Terminal& terminal) {
  ordered_json scripts = ordered_json::array();
  for (const app::ShippedScript& shipped_script : app::shipped_scripts()) {
    const Script script = shipped(shipped_script);
    if (options.json) {
      scripts.push_back(json_of(script));
      continue;
    }
    terminal.out << script.id << "  " << script.title.nl << (script.draft ? "  (draft)" : "")
                 << "\n";
  }
  if (options.json) terminal.out << ordered_json{{"scripts", scripts}}.dump() << "\n";
  return fine;
}

int run_show(const Options& options, Terminal& terminal) {
  const auto& scripts = app::shipped_scripts();
  const auto found = std::find_if(scripts.begin(), scripts.end(),
                                  [&](const auto& script) { return script.id == options.id; });
  if (found == scripts.end()) {
    throw Stop(said_no, "There is no script `" + options.id + "`; `arena script list` lists them.");
  }
  if (options.json) {
    terminal.out << json_of(shipped(*found)).dump() << "\n";
  } else {
    terminal.out << found->text;
  }
  return fine;
}

ordered_json json_of(const std::vector<ScriptFault>& faults) {
  ordered_json list = ordered_json::array();
  for (const ScriptFault& fault : faults) {
    list.push_back({{"file", fault.file},
                    {"line", fault.line},
                    {"round", fault.round},
                    {"group", fault.group},
                    {"rule", fault.rule},
                    {"sentence", fault.sentence}});
  }
  return list;
}

int run_check(const Options& options, Terminal& terminal) {
  const auto script = codec::read_script(read_file(options.file), options.file.string());
  const auto faults = script ? std::vector<ScriptFault>{} : script.error();
  if (options.json) {
    terminal.out << ordered_json{{"right", faults.empty()}, {"faults", json_of(faults)}}.dump()
                 << "\n";
  } else if (script) {
    terminal.out << options.file.string() << ": right, " << script->rounds.size() << " rounds for "
                 << script->groups.size() << " groups" << (script->draft ? "; a draft" : "")
                 << "\n";
  } else {
    for (const ScriptFault& fault : faults) terminal.err << codec::sentence(fault) << "\n";
  }
  return faults.empty() ? fine : said_no;
}

}  // namespace

void add_script(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand("script", "Methods as data: check, list, show");
  command->require_subcommand(1);

  CLI::App* const check =
      command->add_subcommand("check", "Prove that a script's form cannot break");
  check->add_option("FILE", options->file, "Script in protobuf text format")->required();
  check->add_flag("--json", options->json, "One line of JSON");
  check->callback([options, &terminal] { terminal.code = run_check(*options, terminal); });

  CLI::App* const list = command->add_subcommand("list", "The scripts that come with Arena");
  list->add_flag("--json", options->json, "One line of JSON");
  list->callback([options, &terminal] { terminal.code = run_list(*options, terminal); });

  CLI::App* const show = command->add_subcommand("show", "One shipped script, as its text");
  show->add_option("ID", options->id, "Its id")->required();
  show->add_flag("--json", options->json, "Its outline as JSON");
  show->callback([options, &terminal] { terminal.code = run_show(*options, terminal); });
}

}  // namespace arena::cli
