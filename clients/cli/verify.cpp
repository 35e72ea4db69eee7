// SPDX-License-Identifier: EUPL-1.2
// `arena verify`: checks that the record in a data directory is whole and unchanged.
#include <memory>
#include <nlohmann/json.hpp>
#include <variant>

#include "clients/cli/command.hpp"
#include "server/app/server_app.hpp"
#include "server/codec/script_text.hpp"
#include "server/journal/journal.hpp"
#include "sessions/conversation.hpp"

namespace arena::cli {
namespace {

struct Options {
  std::filesystem::path path;
  bool json{};
};

// The number of the first event that does not follow from those before it, or 0.
std::uint64_t first_that_does_not_follow(const std::vector<Record>& history) {
  if (history.empty()) return 0;
  const auto* const created = std::get_if<Created>(&history.front().event.body);
  if (created == nullptr) return history.front().event.number.value;
  auto script = codec::read_script(created->script_text, "journal");
  if (!script) return history.front().event.number.value;
  const auto folded = Conversation::replay(std::move(*script), &journal::commitment, history);
  return folded ? 0 : folded.error().value;
}

void print(const journal::VerifyReport& report, const Options& options, Terminal& terminal) {
  if (options.json) {
    const nlohmann::ordered_json line{
        {"sound", report.sound},   {"conversations", report.conversations},
        {"events", report.events}, {"texts", report.texts},
        {"erased", report.erased}, {"fault", report.fault}};
    terminal.out << line.dump() << "\n";
    return;
  }
  if (report.sound) {
    terminal.out << "sound: " << report.conversations << " conversations, " << report.events
                 << " events, " << report.texts << " texts, " << report.erased << " erased\n";
  }
}

int run_verify(const Options& options, Terminal& terminal) {
  if (!std::filesystem::exists(options.path / "journal.sqlite")) {
    throw Stop(misused, "There is no record in " + options.path.string() +
                            "; give the data directory of a server.");
  }
  if (const auto url = app::running_at(options.path)) {
    throw Stop(said_no, "A server runs over " + options.path.string() + " (" + *url +
                            "); stop it first, then verify.");
  }
  const journal::VerifyReport report = journal::verify(options.path, &first_that_does_not_follow);
  print(report, options, terminal);
  if (!report.sound && !options.json)
    throw Stop(said_no, "The record is not sound: " + report.fault);
  return report.sound ? fine : said_no;
}

}  // namespace

void add_verify(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "verify", "Check every event, text and chain of a data directory that no server uses");
  command->add_option("PATH", options->path, "Data directory")->required();
  command->add_flag("--json", options->json, "One line of JSON");
  command->callback([options, &terminal] { terminal.code = run_verify(*options, terminal); });
}

}  // namespace arena::cli
