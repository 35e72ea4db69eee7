// SPDX-License-Identifier: EUPL-1.2
// `arena act`: one act from one's own seat, and the server's answer.
#include <memory>
#include <nlohmann/json.hpp>

#include "clients/cli/command.hpp"
#include "clients/cli/join_acts.hpp"
#include "clients/cli/visit.hpp"

namespace arena::cli {
namespace {

struct Options {
  VisitOptions visit;
  std::vector<std::string> words;
};

// As line mode reads it: `say TEXT` is plain text, any other first word is the name of an act.
std::string typed_line(const std::vector<std::string>& words) {
  std::string rest;
  for (std::size_t i = 1; i < words.size(); ++i) rest += (i == 1 ? "" : " ") + words[i];
  const std::string& name = words.front();
  if (name == "say" || name == "zeg") return rest.starts_with('/') ? "/" + rest : rest;
  return (name.starts_with('/') ? "" : "/") + name + (rest.empty() ? "" : " " + rest);
}

Acts acts_of(const std::string& line, const JoinView& view) {
  auto typed = parse_typed(line, view);
  if (!typed) throw Stop(misused, typed.error());
  Acts* const acts = std::get_if<Acts>(&*typed);
  if (acts == nullptr) {
    throw Stop(misused, "`" + line + "` asks nothing of the server; `arena show` tells what is.");
  }
  if (acts->acts.empty()) throw Stop(said_no, "There is nobody or nothing that this is about.");
  return std::move(*acts);
}

nlohmann::ordered_json as_json(const Reply& reply, const JoinView& view) {
  if (!reply) return {{"accepted", true}};
  nlohmann::ordered_json answer{
      {"accepted", false}, {"reason", reply->reason}, {"sentence", view.refused(*reply)}};
  if (reply->opens_in_round != 0) answer["opens_in_round"] = reply->opens_in_round;
  if (reply->time_left_ms >= 0) answer["time_left_ms"] = reply->time_left_ms;
  return answer;
}

int run_act(const Options& options, Terminal& terminal) {
  Visit visit(options.visit);
  const JoinView& view = visit.known().view;
  if (!visit.known().seated()) {
    throw Stop(said_no, "The facilitator has not let you in yet; try again, or give --wait.");
  }
  Acts acts = acts_of(typed_line(options.words), view);
  auto answers = nlohmann::ordered_json::array();
  bool refused = false;
  for (Acts::One& one : acts.acts) {
    const Reply reply = visit.act(std::move(one));
    refused = refused || reply.has_value();
    if (options.visit.json) {
      answers.push_back(as_json(reply, view));
    } else {
      terminal.out << (reply ? view.refused(*reply) : say(view.language(), Say::kept)) << "\n";
    }
  }
  if (options.visit.json) {
    terminal.out
        << nlohmann::ordered_json{{"seat", visit.known().code}, {"answers", answers}}.dump()
        << "\n";
  }
  return refused ? said_no : fine;
}

}  // namespace

void add_act(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "act", "Do one thing from your seat and tell the answer: 0 kept, 1 refused, 2 misused");
  add_visit_options(*command, options->visit);
  command
      ->add_option("ACT", options->words,
                   "The name of an act and what follows it, as in `arena join`")
      ->required();
  command->footer(
      acts_in_short() +
      "\nNothing is asked twice here: previews are in `arena join` and in the browser.\n"
      "An `arena join` that runs on the same seat is put aside.\n"
      "Rounds go by their id or the number people count them by; questions, lessons and items of\n"
      "lists, notes and incidents by the numbers of `arena show --json`.\n"
      "  arena act LINK admit all\n"
      "  arena act LINK open-round 2 'We go on'\n"
      "  arena act LINK say 'Welcome, everybody.' --json");
  command->callback([options, &terminal] { terminal.code = run_act(*options, terminal); });
}

}  // namespace arena::cli
