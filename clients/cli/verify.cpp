// SPDX-License-Identifier: EUPL-1.2
// `arena verify`: checks that the record in a data directory is whole and unchanged.
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "clients/cli/command.hpp"
#include "server/app/server_app.hpp"
#include "server/codec/api.hpp"
#include "server/codec/script_text.hpp"
#include "server/journal/journal.hpp"
#include "server/staff/register.hpp"
#include "sessions/conversation.hpp"

namespace arena::cli {
namespace {

struct Options {
  std::filesystem::path path;
  std::string signer;
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

std::vector<std::string> signers_of(const journal::VerifyReport& report) {
  std::vector<std::string> signers;
  for (const journal::SealSigner& signer : report.signers) signers.push_back(codec::hex(signer));
  return signers;
}

void print(const journal::VerifyReport& report, const staff::LogReport& deeds,
           const Options& options, Terminal& terminal) {
  if (options.json) {
    const nlohmann::ordered_json line{
        {"sound", report.sound},   {"conversations", report.conversations},
        {"events", report.events}, {"texts", report.texts},
        {"erased", report.erased}, {"ends", report.ends},
        {"seals", report.seals},   {"signers", signers_of(report)},
        {"deeds", deeds.entries},  {"fault", report.fault}};
    terminal.out << line.dump() << "\n";
    return;
  }
  if (report.sound) {
    terminal.out << "sound: " << report.conversations << " conversations, " << report.events
                 << " events, " << report.texts << " texts, " << report.erased << " erased\n";
    terminal.out << "sealed: " << report.seals << " of " << report.ends << " ends";
    for (const std::string& signer : signers_of(report)) terminal.out << ", by " << signer;
    terminal.out << "\n";
    terminal.out << "log of the staff: " << deeds.entries << " deeds\n";
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
  std::optional<journal::SealSigner> signer;
  if (!options.signer.empty()) {
    signer = codec::from_hex<journal::SealSigner>(options.signer);
    if (!signer) throw Stop(misused, "--signer is 64 hexadecimal digits, as `arena verify` told.");
  } else if (const auto seed = app::seal_seed(options.path)) {
    signer = journal::signer_of(*seed);
  }
  journal::VerifyReport report = journal::verify(options.path, &first_that_does_not_follow, signer);
  const staff::LogReport deeds = staff::verify_log(options.path);
  if (report.sound && deeds.fault) {
    report.sound = false;
    report.fault =
        "entry " + std::to_string(*deeds.fault) + " of the staff's log is not as it was written.";
  }
  print(report, deeds, options, terminal);
  if (!report.sound && !options.json)
    throw Stop(said_no, "The record is not sound: " + report.fault);
  return report.sound ? fine : said_no;
}

}  // namespace

void add_verify(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "verify",
      "Check every event, text and chain, and the log of the staff, of a data directory that no "
      "server uses");
  command->add_option("PATH", options->path, "Data directory")->required();
  command->add_option("--signer", options->signer,
                      "Who must have sealed it; without it the key of this directory");
  command->add_flag("--json", options->json, "One line of JSON");
  command->callback([options, &terminal] { terminal.code = run_verify(*options, terminal); });
}

}  // namespace arena::cli
