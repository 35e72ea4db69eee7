// SPDX-License-Identifier: EUPL-1.2
// `arena replay`: plays a debate that was held elsewhere, then compares what was archived.
#include "clients/cli/replay.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "clients/cli/command.hpp"
#include "clients/cli/progress.hpp"

namespace arena::cli {
namespace {

struct Options {
  ReplayOptions replay;
  ServerChoice server;
  std::string archive = "full";
  std::string progress = "auto";
  bool json{};
};

Progress::Form form_of(const Options& options, const Terminal& terminal) {
  if (options.progress == "lines") return Progress::Form::lines;
  const bool bar = options.progress == "auto" && terminal.err_is_terminal;
  return bar ? Progress::Form::bar : Progress::Form::none;
}

void print(const ReplayReport& report, bool as_json, Terminal& terminal) {
  if (as_json) {
    const nlohmann::ordered_json line{{"conversation", report.conversation},
                                      {"turns", report.turns},
                                      {"speakers", report.speakers},
                                      {"accepted", report.accepted},
                                      {"refused", report.refused},
                                      {"refusals", report.refusals},
                                      {"archived", report.archived},
                                      {"mismatched", report.mismatched},
                                      {"resent", report.resent},
                                      {"ms", report.ms}};
    terminal.out << line.dump() << "\n";
    return;
  }
  terminal.out << "conversation " << report.conversation << "\n"
               << report.turns << " turns by " << report.speakers << " speakers in " << report.ms
               << " ms: " << report.accepted << " accepted, " << report.refused << " refused\n";
  for (const auto& [reason, count] : report.refusals) {
    terminal.out << "  refused " << reason << ": " << count << "\n";
  }
  terminal.out << report.archived << " archived, " << report.mismatched
               << " differ from what was accepted; " << report.resent << " sent again\n";
}

int run_replay(const Options& options, Terminal& terminal) {
  const auto debate = read_debate(read_file(options.replay.file), options.replay.file.string());
  if (!debate) throw Stop(said_no, debate.error() + " Nothing was sent.");
  const ServerLink server(options.server);
  const auto created = create_conversation(server, options.replay.script,
                                           options.replay.file.stem().string(), options.archive);

  Replay replay(server, created, *debate, options.replay);
  replay.seat_everybody();
  replay.open_round();
  Progress progress(terminal, form_of(options, terminal), "turn");
  replay.play([&](std::size_t played, std::size_t turns) { progress.show(played, turns); });
  replay.leave();

  ReplayReport report = replay.report();
  compare_with_export(
      *debate, replay.played(),
      export_of(server, report.conversation, "jsonl", ServerLink::Patience::a_minute), report);
  print(report, options.json, terminal);
  return report.complete() ? fine : said_no;
}

}  // namespace

void add_replay(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "replay", "Play a conversation from a file over the real protocol, one connection a speaker");
  command
      ->add_option("FILE", options->replay.file,
                   "VLOS XML, or JSON Lines with speaker, role, text, at, reply_to")
      ->required();
  command->add_option("--script", options->replay.script, "Id of a shipped script, or a file")
      ->capture_default_str();
  command->add_option("--round", options->replay.round,
                      "Id of the round to advance to first; default the first");
  command
      ->add_option("--speed", options->replay.speed,
                   "Times the clock of the file; 0: as fast as the server accepts")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  command->add_option("--archive", options->archive, "Archive level of the conversation")
      ->capture_default_str()
      ->check(CLI::IsMember({"nothing", "lessons_only", "pseudonymised", "full"}));
  add_server_options(*command, options->server);
  command->add_flag("--json", options->json, "One line of JSON");
  command
      ->add_option("--progress", options->progress,
                   "auto (a bar on a terminal), lines (for machines) or none")
      ->capture_default_str()
      ->check(CLI::IsMember({"auto", "lines", "none"}));
  // For tests of what reached whom: every message as received, one file a person.
  command->add_option("--record-frames", options->replay.record_frames)->group("");
  command->callback([options, &terminal] { terminal.code = run_replay(*options, terminal); });
}

}  // namespace arena::cli
