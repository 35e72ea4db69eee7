// SPDX-License-Identifier: EUPL-1.2
// `arena show`: what one person sees now, once.
#include <memory>
#include <nlohmann/json.hpp>

#include "clients/cli/command.hpp"
#include "clients/cli/known_json.hpp"
#include "clients/cli/screen_circle.hpp"
#include "clients/cli/screen_lines.hpp"
#include "clients/cli/visit.hpp"

namespace arena::cli {
namespace {

void print(const std::vector<Line>& lines, Terminal& terminal) {
  for (const Line& line : lines) terminal.out << harmless(line.text) << "\n";
}

void print(const Known& known, Terminal& terminal) {
  const Language language = known.view.language();
  constexpr std::size_t columns = 78;
  const std::int64_t now_ms = clock_now_ms();
  if (!known.seated()) {
    terminal.out << say(language, Say::lobby) << "\n";
    return;
  }
  ScreenState state(language);
  state.known = known;
  state.connected = true;
  state.utc_offset_minutes = utc_offset_minutes();
  terminal.out << harmless(known.title) << "\n"
               << round_line(known, now_ms, true) << "\n"
               << floor_line(known) << "\n\n";
  print(talk_lines(state, now_ms, columns), terminal);
  terminal.out << "\n";
  print(panel_lines(state, Panel::places, columns), terminal);
  if (!known.items.empty()) {
    terminal.out << "\n";
    print(panel_lines(state, Panel::items, columns), terminal);
  }
  if (!known.view.leads()) return;
  terminal.out << "\n";
  print(panel_lines(state, Panel::desk, columns), terminal);
}

int run_show(const VisitOptions& options, Terminal& terminal) {
  const Visit visit(options);
  if (options.json) {
    auto json = as_json(visit.known(), clock_now_ms());
    json["seat_file"] = visit.seat_file();
    terminal.out << json.dump() << "\n";
  } else {
    print(visit.known(), terminal);
  }
  return fine;
}

}  // namespace

void add_show(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<VisitOptions>();
  CLI::App* const command = arena.add_subcommand(
      "show", "What you see now from your seat: round, clock, seats, talk, what waits for you");
  add_visit_options(*command, *options);
  command->footer(
      "Questions, lessons and lists, notes and people at the door have the numbers that\n"
      "`arena act` takes.\n"
      "Somebody who has not been let in sees nothing but that.");
  command->callback([options, &terminal] { terminal.code = run_show(*options, terminal); });
}

}  // namespace arena::cli
