// SPDX-License-Identifier: EUPL-1.2
// The configuration file of `arenad`, TOML:
//
//     listen = "127.0.0.1:8470"
//     origins = ["https://arena.example.org"]     # pages that may connect, beside our own
//     public_url = "https://arena.example.org"    # of links; its origin may connect too
//     web = "/usr/share/arena/web"
//     tls_certificate = "/etc/arena/chain.pem"     # both: HTTPS and nothing else
//     tls_key = "/etc/arena/key.pem"
//     security_contact = "mailto:security@example.org"  # of /.well-known/security.txt
//
// Throws std::runtime_error with one sentence that says what to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/net/server.hpp"

namespace arena::app {

struct Config {
  std::optional<net::Endpoint> listen;
  std::vector<std::string> origins;
  std::string public_url;
  std::optional<std::filesystem::path> web;
  std::optional<net::TlsFiles> tls;
  std::string security_contact;
};

// A key that is not known is a fault that names it.
[[nodiscard]] Config read_config(const std::filesystem::path& file);

// "HOST:PORT", IPv6 in brackets.
[[nodiscard]] net::Endpoint parse_listen(const std::string& text);

// "https://host" of "https://host/path"; throws if `url` is no http or https address.
[[nodiscard]] std::string origin_of_url(const std::string& url);

}  // namespace arena::app
