// SPDX-License-Identifier: EUPL-1.2
// `arenad` as it must never be: it says accepted before the disk has it (synchronous=OFF). It
// exists to show that the check for missing syncs finds them; it takes the same two options.
#include <exception>
#include <iostream>
#include <string>

#include "server/app/config.hpp"
#include "server/app/server_app.hpp"

int main(int argc, char** argv) {
  try {
    arena::app::Settings settings;
    settings.journal.synchronous = arena::journal::Options::Synchronous::off;
    for (int i = 1; i + 1 < argc; i += 2) {
      const std::string option = argv[i];
      if (option == "--data") settings.data = argv[i + 1];
      if (option == "--listen") settings.listen = arena::app::parse_listen(argv[i + 1]);
    }
    arena::app::ServerApp server(settings);
    server.handle_signals();
    server.run();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "arenad_unsynced: " << error.what() << '\n';
    return 1;
  }
}
