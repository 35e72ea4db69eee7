// SPDX-License-Identifier: EUPL-1.2
// How connections are encrypted: TLS 1.3, or 1.2 with forward secrecy, by the parameters that the
// Dutch NCSC calls good (IT Security Guidelines for TLS); nothing is kept by which a connection
// could be known again (no tickets, no resumption), so that an envelope's connection leads to no
// other one.
//
// Values; no thread of their own. Throws std::runtime_error with one sentence that says what to do.
#pragma once

#include <string>

#include "server/net/server.hpp"
#include "server/net/stream.hpp"

namespace arena::net {

[[nodiscard]] Tls server_tls(const TlsFiles& files);
// Trusts what the system trusts, or the file that SSL_CERT_FILE names.
[[nodiscard]] Tls client_tls();

// SHA-256 of the certificate a server shows, in hexadecimal.
[[nodiscard]] std::string fingerprint(asio::ssl::context& server);

// The client's handshake, of a stream that is encrypted; a plain one needs none. The certificate
// must be the pinned one, whoever signed it and whatever it is called, or, if none is, a
// trusted one for `host`. The empty text: all is well; otherwise a sentence.
[[nodiscard]] Task<std::string> secure(Stream& stream, std::string host, std::string pinned);

}  // namespace arena::net
