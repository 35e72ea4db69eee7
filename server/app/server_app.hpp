// SPDX-License-Identifier: EUPL-1.2
// A whole Arena server over one data directory, in this process: `arenad` runs one until it is
// told to stop; `arena` runs one for itself when no server has the directory.
//
// DIR/lock       held while a server runs (one server a directory)
// DIR/endpoint   the address of the running server; with TLS also the SHA-256 of its certificate
// DIR/admin.token  the administrator's token, mode 0600, made at first start
// DIR/seal.key   what the seals of the record are signed with, mode 0600, made at first start
// DIR/journal.sqlite  the record
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/journal/journal.hpp"
#include "server/net/server.hpp"

namespace arena::app {

struct Settings {
  std::filesystem::path data;
  net::Endpoint listen{"127.0.0.1", 0};
  std::optional<std::filesystem::path>
      web;  // the built web application; default: beside the binary
  std::vector<std::string> origins;
  std::string public_url;            // of links; default the address it listens on
  std::string security_contact;      // where faults are reported; empty: no security.txt
  std::optional<net::TlsFiles> tls;  // HTTPS and nothing else; read again at SIGHUP
  journal::Options journal;
  bool quiet{};  // no log on standard error
};

class ServerApp {
 public:
  // Throws std::runtime_error with one sentence that says what to do.
  explicit ServerApp(Settings settings);
  ~ServerApp();

  [[nodiscard]] std::string url() const;  // http://host:port, or https
  void run();                             // until stop() or SIGTERM/SIGINT if handle_signals
  void handle_signals();
  void stop();  // thread-safe: clean shutdown

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// Of a running server: the address in DIR/endpoint if the directory is in use.
[[nodiscard]] std::optional<std::string> running_at(const std::filesystem::path& data);
// The SHA-256 of the certificate that server shows, in hexadecimal; empty without TLS.
[[nodiscard]] std::string fingerprint_at(const std::filesystem::path& data);
[[nodiscard]] std::optional<journal::SealSeed> seal_seed(const std::filesystem::path& data);
[[nodiscard]] std::string admin_token(const std::filesystem::path& data);  // throws if none
[[nodiscard]] std::string_view version() noexcept;

}  // namespace arena::app
