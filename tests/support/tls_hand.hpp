// SPDX-License-Identifier: EUPL-1.2
// What tests of TLS need and the product must not have: certificates made on the spot, and a client
// that offers old versions, weak ciphers and a session to go on with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "server/net/server.hpp"

namespace arena::test {

// A self-signed certificate for `name` (a host name or an IP address) and its key, in `directory`.
// Making it again there replaces it.
net::TlsFiles make_certificate(const std::filesystem::path& directory, const std::string& name);

// Keys that belong to no such certificate: of another kind (RSA), and one behind a password.
void make_unfit_keys(const std::filesystem::path& of_another_kind,
                     const std::filesystem::path& behind_a_password);

struct TlsOffer {
  int lowest{}, highest{};  // TLS1_VERSION … TLS1_3_VERSION; 0: any
  std::string ciphers = "ALL:@SECLEVEL=0";
};
struct TlsVisit {
  std::string version, cipher;  // "TLSv1.3"; empty: the server refused
  bool ticket{};                // the server gave something to go on with
  bool reused{};                // a second connection with the first one's session went on
  bool orderly{};               // the server said that nothing was cut off
  std::string certificate;      // its SHA-256
  std::string answer;           // to `GET / HTTP/1.1`, Connection: close
  std::string protocol;         // of ALPN
};
// Offers `offer` to host:port twice, the second time with the session of the first.
[[nodiscard]] TlsVisit visit_tls(const std::string& port, const TlsOffer& offer = {});

}  // namespace arena::test
