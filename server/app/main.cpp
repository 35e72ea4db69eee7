// SPDX-License-Identifier: EUPL-1.2
// `arenad`: hosts the conversations of one data directory until it is told to stop.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

#include "server/app/config.hpp"
#include "server/app/server_app.hpp"
#include "server/journal/sqlite.hpp"

namespace {

constexpr int said_no = 1;
constexpr int misused = 2;

struct Options {
  std::string data, listen, config, web;
};

void describe(CLI::App& app, Options& options) {
  app.add_option("--data", options.data, "Directory of the record; made if it is not there")
      ->type_name("DIR")
      ->required();
  app.add_option("--listen", options.listen, "Address to listen on (127.0.0.1:8470)")
      ->type_name("HOST:PORT");
  app.add_option(
         "--config", options.config,
         "TOML file with listen, origins, public_url, web, security_contact, tls_certificate, "
         "tls_key; "
         "options here win")
      ->type_name("FILE");
  app.add_option("--web", options.web, "Directory of the built web application")->type_name("DIR");
  app.set_version_flag("--version", "arenad " + std::string(arena::app::version()));
}

// What stands on the command line wins.
arena::app::Settings settings_of(const Options& options) {
  arena::app::Config config;
  if (!options.config.empty()) config = arena::app::read_config(options.config);
  arena::app::Settings settings;
  settings.data = options.data;
  settings.listen = config.listen.value_or(arena::net::Endpoint{"127.0.0.1", 8470});
  if (!options.listen.empty()) settings.listen = arena::app::parse_listen(options.listen);
  settings.origins = config.origins;
  settings.public_url = config.public_url;
  settings.web = config.web;
  settings.tls = config.tls;
  settings.security_contact = config.security_contact;
  if (!options.web.empty()) settings.web = options.web;
  return settings;
}

int serve(const Options& options) {
  arena::journal::wipe_freed_memory();  // and what we free ourselves: main_memory.cpp
  try {
    arena::app::ServerApp server(settings_of(options));
    server.handle_signals();
    server.run();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "arenad: " << error.what() << '\n';
    return said_no;
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Hosts structured conversations in rounds.", "arenad");
  Options options;
  describe(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return misused;
  }
  return serve(options);
}
