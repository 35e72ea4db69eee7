// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/tls_hand.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cctype>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace arena::test {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* what) const {
    Free(what);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL_SESSION, Freed<SSL_SESSION_free>>;
using Connection = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using File = std::unique_ptr<std::FILE, Freed<std::fclose>>;

constexpr long valid_seconds = 86'400;

File written(const std::filesystem::path& path) {
  File file(std::fopen(path.c_str(), "w"));
  if (!file) throw std::runtime_error("cannot write " + path.string());
  return file;
}

std::string hexadecimal(const unsigned char* bytes, unsigned size) {
  std::string text;
  std::array<char, 3> two{};
  for (unsigned i = 0; i < size; ++i) {
    std::snprintf(two.data(), two.size(), "%02x", unsigned{bytes[i]});
    text += two.data();
  }
  return text;
}

std::string sha256_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  X509_digest(certificate, EVP_sha256(), digest.data(), &size);
  return hexadecimal(digest.data(), size);
}

// What the server sends until it closes; whether it said so.
void read_all(BIO* connection, TlsVisit& visit) {
  SSL* ssl = nullptr;
  BIO_get_ssl(connection, &ssl);
  std::array<char, 4096> bytes{};
  while (true) {
    const int count = SSL_read(ssl, bytes.data(), static_cast<int>(bytes.size()));
    if (count <= 0) {
      visit.orderly = SSL_get_error(ssl, count) == SSL_ERROR_ZERO_RETURN;
      return;
    }
    visit.answer.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

int note_ticket(SSL* ssl, SSL_SESSION*) {
  *static_cast<bool*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl))) = true;
  return 0;
}

// Connects, asks for the front page, and reads it. The session, if the handshake came about.
Session visit_once(SSL_CTX* context, const std::string& port, SSL_SESSION* known, TlsVisit& visit) {
  const Connection connection(BIO_new_ssl_connect(context));
  BIO_set_conn_hostname(connection.get(), ("127.0.0.1:" + port).c_str());
  SSL* ssl = nullptr;
  BIO_get_ssl(connection.get(), &ssl);
  constexpr std::array<unsigned char, 12> offered{2,   'h', '2', 8,   'h', 't',
                                                  't', 'p', '/', '1', '.', '1'};
  SSL_set_alpn_protos(ssl, offered.data(), offered.size());
  if (known != nullptr) SSL_set_session(ssl, known);
  if (BIO_do_connect(connection.get()) <= 0 || BIO_do_handshake(connection.get()) <= 0) return {};
  visit.version = SSL_get_version(ssl);
  visit.cipher = SSL_get_cipher_name(ssl);
  visit.reused = SSL_session_reused(ssl) == 1;
  visit.certificate = sha256_of(SSL_get0_peer_certificate(ssl));
  const unsigned char* protocol = nullptr;
  unsigned protocol_size = 0;
  SSL_get0_alpn_selected(ssl, &protocol, &protocol_size);
  visit.protocol.assign(protocol, protocol + protocol_size);
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  BIO_write(connection.get(), request.data(), static_cast<int>(request.size()));
  visit.answer.clear();
  read_all(connection.get(), visit);
  return Session(SSL_get1_session(ssl));
}

}  // namespace

net::TlsFiles make_certificate(const std::filesystem::path& directory, const std::string& name) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate made(X509_new());
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -valid_seconds);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), valid_seconds);
  X509_set_pubkey(made.get(), key.get());
  X509_NAME* const subject = X509_get_subject_name(made.get());
  const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0);
  X509_set_issuer_name(made.get(), subject);
  const bool address = std::isdigit(static_cast<unsigned char>(name.front())) != 0;
  const std::string other_name = (address ? "IP:" : "DNS:") + name;
  X509_EXTENSION* const names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, other_name.c_str());
  X509_add_ext(made.get(), names, -1);
  X509_EXTENSION_free(names);
  X509_sign(made.get(), key.get(), EVP_sha256());

  net::TlsFiles files{directory / "chain.pem", directory / "key.pem"};
  PEM_write_X509(written(files.certificate).get(), made.get());
  PEM_write_PrivateKey(written(files.key).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return files;
}

void make_unfit_keys(const std::filesystem::path& of_another_kind,
                     const std::filesystem::path& behind_a_password) {
  const Key rsa(EVP_RSA_gen(2'048));
  PEM_write_PrivateKey(written(of_another_kind).get(), rsa.get(), nullptr, nullptr, 0, nullptr,
                       nullptr);
  const Key elliptic(EVP_EC_gen("P-256"));
  std::string password = "geheim";
  PEM_write_PrivateKey(written(behind_a_password).get(), elliptic.get(), EVP_aes_256_cbc(),
                       reinterpret_cast<unsigned char*>(password.data()),
                       static_cast<int>(password.size()), nullptr, nullptr);
}

TlsVisit visit_tls(const std::string& port, const TlsOffer& offer) {
  const Context context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_min_proto_version(context.get(), offer.lowest);
  SSL_CTX_set_max_proto_version(context.get(), offer.highest);
  SSL_CTX_set_cipher_list(context.get(), offer.ciphers.c_str());
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT);
  bool ticket = false;
  SSL_CTX_set_app_data(context.get(), &ticket);
  SSL_CTX_sess_set_new_cb(context.get(), &note_ticket);
  TlsVisit visit;
  const Session session = visit_once(context.get(), port, nullptr, visit);
  if (!session) return visit;
  const bool resumable = SSL_SESSION_is_resumable(session.get()) == 1;
  visit_once(context.get(), port, session.get(), visit);
  visit.ticket = SSL_SESSION_has_ticket(session.get()) == 1 || (ticket && resumable);
  return visit;
}

}  // namespace arena::test
