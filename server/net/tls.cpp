// SPDX-License-Identifier: EUPL-1.2
#include "server/net/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <stdexcept>
#include <string_view>

namespace arena::net {
namespace {

namespace ssl = asio::ssl;

constexpr const char* ciphers_of_1_2 =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr const char* groups = "X25519:P-256:P-384";
// As ALPN writes it: the length, then the name.
constexpr std::string_view protocol{"\x08http/1.1"};

void check(long done) {
  if (done != 1) throw std::runtime_error("OpenSSL here does not know the ciphers of Arena.");
}

// Takes HTTP/1.1 if it is offered; says nothing to who offers something else.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  const auto* const ours = reinterpret_cast<const unsigned char*>(protocol.data());
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(
      &chosen, out_size, ours, static_cast<unsigned>(protocol.size()), offered, offered_size);
  if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

Tls context(ssl::context::method method) {
  auto made = std::make_shared<ssl::context>(method);
  SSL_CTX* const raw = made->native_handle();
  check(SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION));
  check(SSL_CTX_set_cipher_list(raw, ciphers_of_1_2));
  check(SSL_CTX_set1_groups_list(raw, groups));
  SSL_CTX_set_options(raw, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION | SSL_OP_CLEANSE_PLAINTEXT |
                               SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
  return made;
}

std::string hexadecimal(const unsigned char* bytes, unsigned size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += digits[bytes[i] >> 4U];
    text += digits[bytes[i] & 0xFU];
  }
  return text;
}

std::string fingerprint_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (certificate == nullptr || X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) {
    return {};
  }
  return hexadecimal(digest.data(), size);
}

}  // namespace

Tls server_tls(const TlsFiles& files) {
  Tls made = context(ssl::context::tls_server);
  SSL_CTX_set_num_tickets(made->native_handle(), 0);
  SSL_CTX_set_alpn_select_cb(made->native_handle(), &choose_protocol, nullptr);
  error_code ec;
  made->use_certificate_chain_file(files.certificate.string(), ec);
  if (ec) {
    throw std::runtime_error("The certificate '" + files.certificate.string() +
                             "' cannot be used (" + ec.message() +
                             "): name a PEM file that this user can read, the server's own "
                             "certificate first and then those up to its authority.");
  }
  // A key with a password is refused: nobody is there to type it.
  made->set_password_callback([](std::size_t, ssl::context::password_purpose) { return ""; });
  made->use_private_key_file(files.key.string(), ssl::context::pem, ec);
  if (!ec && SSL_CTX_check_private_key(made->native_handle()) != 1) {
    ec = error_code(static_cast<int>(ERR_get_error()), asio::error::get_ssl_category());
  }
  if (ec) {
    throw std::runtime_error(
        "The key '" + files.key.string() + "' cannot be used with the certificate (" +
        ec.message() +
        "): name the PEM file of the key the certificate was made for, without "
        "a password.");
  }
  return made;
}

Tls client_tls() {
  Tls made = context(ssl::context::tls_client);
  error_code ignored;  // nothing is trusted then, which the handshake says
  made->set_default_verify_paths(ignored);
  return made;
}

std::string fingerprint(ssl::context& server) {
  return fingerprint_of(SSL_CTX_get0_certificate(server.native_handle()));
}

namespace {

// Whose certificate it must be, before the handshake.
void expect(SSL* connection, const std::string& host, const std::string& pinned) {
  error_code not_an_address;
  asio::ip::make_address(host, not_an_address);
  if (not_an_address) SSL_set_tlsext_host_name(connection, host.c_str());
  SSL_set_verify(connection, pinned.empty() ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  if (not_an_address) {
    SSL_set1_host(connection, host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host.c_str());
  }
}

}  // namespace

Task<std::string> secure(Stream& stream, std::string host, std::string pinned) {
  SSL* const connection = stream.tls_handle();
  if (connection == nullptr) co_return std::string{};
  expect(connection, host, pinned);
  const error_code ec = co_await stream.handshake(Stream::Side::client);
  if (ec) {
    co_return "The certificate of " + host + " is not trusted or it does not speak TLS (" +
        ec.message() + "): check the address; an authority of your own is named by SSL_CERT_FILE.";
  }
  const auto* const shown = SSL_get0_peer_certificate(connection);
  if (!pinned.empty() && fingerprint_of(shown) != pinned) {
    co_return "The server at " + host + " is not the one that runs over this data directory.";
  }
  co_return std::string{};
}

}  // namespace arena::net
