// SPDX-License-Identifier: EUPL-1.2
// `arena demo`: a server with an example conversation, to look at or to check itself.
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/demo_check.hpp"
#include "clients/cli/qr.hpp"
#include "clients/cli/server_link.hpp"
#include "server/app/config.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  ServerChoice server;
  std::string listen = "127.0.0.1:0";
  bool check{};
};

// A directory that goes when the demonstration does.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string form = (fs::temp_directory_path() / "arena-demo-XXXXXX").string();
    if (mkdtemp(form.data()) == nullptr) {
      throw Stop(said_no, "No temporary directory can be made; give one with --data.");
    }
    path_ = form;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

void wait_for_ctrl_c() {
  boost::asio::io_context io{1};
  boost::asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([](const boost::system::error_code&, int) {});
  io.run();
}

int run_demo(Options options, Terminal& terminal) {
  std::unique_ptr<TemporaryDirectory> temporary;
  if (options.server.data.empty()) {
    temporary = std::make_unique<TemporaryDirectory>();
    options.server.data = temporary->path();
  }
  options.server.listen = app::parse_listen(options.listen);
  const ServerLink server(options.server);
  const auto created =
      create_conversation(server, "arenagesprek_nabespreking", "Voorbeeldgesprek", "full");
  terminal.out << "arena: a server at " << server.url() << " holds an example conversation, "
               << codec::hex(created.conversation) << std::endl;
  if (options.check) return check_demo(server, created, terminal.out) ? fine : said_no;
  for (const codec::ApiLink& link : created.links) {
    terminal.out << "\n" << link.role << "  " << link.url << "\n" << qr_code(link.url);
  }
  terminal.out << "\nOpen a link in a browser, or `arena join LINK`. Ctrl-C stops the server."
               << std::endl;
  wait_for_ctrl_c();
  return fine;
}

}  // namespace

void add_demo(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "demo", "Start a server with an example conversation; a link and a QR code per role");
  command->add_flag("--check", options->check,
                    "Join one person per role, run every round, and print what each of them saw "
                    "and did not see; then stop");
  command->add_option("--data", options->server.data, "Directory; default a temporary one");
  command->add_option("--listen", options->listen, "Address, HOST:PORT")->capture_default_str();
  command->footer("For looking around: its output may change from version to version.");
  command->callback([options, &terminal] { terminal.code = run_demo(*options, terminal); });
}

}  // namespace arena::cli
