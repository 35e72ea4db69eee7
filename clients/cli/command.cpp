// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/command.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

namespace arena::cli {
namespace {

// CLI11 may say more than one line; a sentence stands on one.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

int parse_and_run(CLI::App& arena, int argc, const char* const* argv, Terminal& terminal) {
  try {
    arena.parse(argc, argv);
    return terminal.code;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return arena.exit(error, terminal.out, terminal.err);
    terminal.err << "arena: " << one_line(error.what())
                 << " `arena --help` and `arena COMMAND --help` list what there is.\n";
    return misused;
  }
}

// Written beside its place and moved there.
void write_whole(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::path part = path;
  part += ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  std::error_code ec;
  if (file) std::filesystem::rename(part, path, ec);
  if (!file || ec) {
    std::filesystem::remove(part, ec);
    throw Stop(said_no, path.string() + " cannot be written; choose another --out.");
  }
}

}  // namespace

void write_out(const std::string& out, const std::string& content, Terminal& terminal) {
  if (out == "-") {
    terminal.out << content;
  } else {
    write_whole(out, content);
  }
}

int run(int argc, const char* const* argv, Terminal& terminal) {
  CLI::App arena{"Hosts, joins, replays, exports and verifies arena conversations.", "arena"};
  arena.require_subcommand(1);
  arena.footer("Exit code: 0 fine, 1 said no, 2 misused.");
  add_new(arena, terminal);
  add_erase(arena, terminal);
  add_invite(arena, terminal);
  add_code(arena, terminal);
  add_staff(arena, terminal);
  add_join(arena, terminal);
  add_show(arena, terminal);
  add_act(arena, terminal);
  add_withdraw(arena, terminal);
  add_replay(arena, terminal);
  add_export(arena, terminal);
  add_report(arena, terminal);
  add_stats(arena, terminal);
  add_verify(arena, terminal);
  add_script(arena, terminal);
  add_demo(arena, terminal);
  try {
    return parse_and_run(arena, argc, argv, terminal);
  } catch (const Stop& stop) {
    terminal.err << "arena: " << stop.what() << "\n";
    return stop.code();
  } catch (const std::exception& error) {
    terminal.err << "arena: " << one_line(error.what()) << "\n";
    return said_no;
  }
}

}  // namespace arena::cli
