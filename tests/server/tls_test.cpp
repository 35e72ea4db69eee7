// SPDX-License-Identifier: EUPL-1.2
// The listener with a certificate: what it speaks, to whom, and that nothing of it leads from one
// connection to another. Over real loopback sockets.
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>

#include "server/app/config.hpp"
#include "server/net/client.hpp"
#include "server/net/origins.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"
#include "tests/support/tls_hand.hpp"

namespace arena::test {
namespace {

app::Settings with(const net::TlsFiles& files) {
  app::Settings settings;
  settings.tls = files;
  return settings;
}

// A server with a certificate for 127.0.0.1, which this process trusts for as long.
class TlsTest : public testing::Test {
 protected:
  void SetUp() override { ::setenv("SSL_CERT_FILE", files.certificate.c_str(), 1); }
  void TearDown() override { ::unsetenv("SSL_CERT_FILE"); }

  [[nodiscard]] std::string port() const { return url_of(server.url()).port; }
  [[nodiscard]] TlsVisit offer(int lowest, int highest, const std::string& ciphers) const {
    return visit_tls(port(), {lowest, highest, ciphers});
  }
  [[nodiscard]] TlsVisit offer(int lowest, int highest) const {
    return visit_tls(port(), {lowest, highest});
  }

  TemporaryDirectory certificates;
  net::TlsFiles files = make_certificate(certificates.path(), "127.0.0.1");
  LoopbackServer server{with(files)};
};

// ---- a conversation ----------------------------------------------------------------------------

TEST_F(TlsTest, AConversationGoesOverItFromLinkToExport) {
  const auto created = server.create("open_gesprek");
  EXPECT_TRUE(link_for(created, "chair").starts_with("https://127.0.0.1:"));
  boost::asio::io_context io;
  Participant chair(io), client(io);
  chair.join(link_for(created, "chair"));
  ASSERT_TRUE(chair.attach());
  client.join(link_for(created, "client"), "Noor");
  ASSERT_TRUE(client.attach());
  ASSERT_TRUE(chair.admit(1));
  ASSERT_EQ(chair.ask_and_wait(OpenRound{1}), "");
  ASSERT_TRUE(client.wait([&] { return client.room().round == 1; }));
  const std::string long_text(3'900, 'w');
  EXPECT_EQ(client.ask_and_wait(Speak{}, long_text), "");
  EXPECT_TRUE(chair.wait([&] { return chair.heard(long_text); }));

  // Cut off by the network, and back over a new connection.
  client.drop();
  EXPECT_EQ(chair.ask_and_wait(Speak{}, "Nog even."), "");
  ASSERT_TRUE(client.attach());
  EXPECT_TRUE(client.wait([&] { return client.heard("Nog even."); }));
  EXPECT_TRUE(client.gap_free());

  const std::string target =
      "/api/conversations/" + codec::hex(created.conversation) + "/export?format=jsonl";
  const net::Answer exported = server.administer("GET", target);
  EXPECT_EQ(exported.status, 200U);
  EXPECT_NE(exported.body.find(long_text), std::string::npos);
}

TEST_F(TlsTest, AnOpenSocketIsClosedInOrderWhenTheServerStops) {
  const auto created = server.create("open_gesprek");
  boost::asio::io_context io;
  Participant chair(io);
  chair.join(link_for(created, "chair"));
  ASSERT_TRUE(chair.attach());
  server.begin_to_stop();
  ASSERT_TRUE(chair.wait([&] { return chair.close_code().has_value(); }));
  EXPECT_EQ(chair.close_code(), 1001U);
}

// ---- what is spoken ----------------------------------------------------------------------------

TEST_F(TlsTest, SpeaksVersion13AndVersion12WithForwardSecrecyOnly) {
  EXPECT_EQ(offer(0, 0).version, "TLSv1.3");
  EXPECT_EQ(offer(0, TLS1_2_VERSION).version, "TLSv1.2");
  EXPECT_TRUE(offer(0, TLS1_2_VERSION).cipher.starts_with("ECDHE-"));
  EXPECT_EQ(offer(0, TLS1_1_VERSION).version, "");
  EXPECT_EQ(offer(0, TLS1_VERSION).version, "");
}

TEST_F(TlsTest, RefusesWeakCiphersAndTheOnesWithoutForwardSecrecy) {
  for (const char* weak :
       {"AES128-GCM-SHA256", "AES256-SHA", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384",
        "DHE-RSA-AES256-GCM-SHA384", "eNULL:@SECLEVEL=0", "aNULL:@SECLEVEL=0", "PSK"}) {
    EXPECT_EQ(offer(0, TLS1_2_VERSION, weak).version, "") << weak;
  }
  for (const char* good : {"ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    EXPECT_EQ(offer(0, TLS1_2_VERSION, good).cipher, good);
  }
}

// With a ticket or a session the connection of an envelope could be told to be that of a seat.
TEST_F(TlsTest, GivesNothingByWhichAConnectionIsKnownAgain) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const TlsVisit visit = offer(version, version);
    ASSERT_NE(visit.version, "");
    EXPECT_FALSE(visit.ticket) << visit.version;
    EXPECT_FALSE(visit.reused) << visit.version;
  }
}

TEST_F(TlsTest, AgreesOnHttp11AndEndsInOrder) {
  const TlsVisit visit = offer(0, 0);
  EXPECT_EQ(visit.protocol, "http/1.1");
  EXPECT_TRUE(visit.answer.starts_with("HTTP/1.1 "));
  EXPECT_TRUE(visit.orderly);
}

TEST_F(TlsTest, TellsBrowsersToComeEncryptedForTwoYears) {
  const std::string header = "Strict-Transport-Security: max-age=63072000\r\n";
  EXPECT_NE(offer(0, 0).answer.find(header), std::string::npos);
  const LoopbackServer plain;
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(raw_exchange(plain.url(), request, "never").find("Strict-Transport"),
            std::string::npos);
}

TEST_F(TlsTest, SaysNothingInTheClear) {
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(raw_exchange(server.url(), request, "never").find("HTTP/1.1"), std::string::npos);
  const auto answer =
      net::http_request("GET", url_of("http://127.0.0.1:" + port()), "/healthz", "", "", patience);
  EXPECT_FALSE(answer);
}

TEST_F(TlsTest, EndsAConnectionThatDoesNotBeginWithinTenSeconds) {
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(raw_exchange(server.url(), "\x16\x03\x01", "never"), "");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, patience);
}

TEST_F(TlsTest, AllowsItsOwnSecureOriginAndNoOtherOfItsName) {
  const net::Origins origins(net::Scheme::https, "127.0.0.1", 8470, {});
  EXPECT_TRUE(origins.allows("https://127.0.0.1:8470"));
  EXPECT_TRUE(origins.allows("https://localhost:8470"));
  EXPECT_FALSE(origins.allows("http://127.0.0.1:8470"));
  EXPECT_EQ(net::origin_of(net::Scheme::https, "arena.example.org", 443),
            "https://arena.example.org");
  EXPECT_EQ(net::origin_of(net::Scheme::https, "arena.example.org", 80),
            "https://arena.example.org:80");
}

// ---- whom our own programs trust ---------------------------------------------------------------

net::Answer must_answer(const net::Url& url) {
  const auto answer = net::http_request("GET", url, "/healthz", "", "", patience);
  if (!answer) throw std::runtime_error(answer.error());
  return *answer;
}

TEST_F(TlsTest, AServerWhoseCertificateNobodyVouchesForIsNotSpokenTo) {
  ::unsetenv("SSL_CERT_FILE");
  const auto answer = net::http_request("GET", url_of(server.url()), "/healthz", "", "", patience);
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().find("is not trusted"), std::string::npos) << answer.error();
  EXPECT_NE(answer.error().find("SSL_CERT_FILE"), std::string::npos);

  boost::asio::io_context io;
  std::string why;
  net::ClientSocket::Events events;
  events.on_close = [&why](unsigned code, std::string reason) {
    EXPECT_EQ(code, 0U);
    why = std::move(reason);
  };
  const net::ClientSocket socket(io, url_of(server.url()), events);
  ASSERT_TRUE(wait_until(io, [&] { return !why.empty(); }));
  EXPECT_NE(why.find("is not trusted"), std::string::npos) << why;
}

TEST_F(TlsTest, ACertificateForAnotherNameIsNotTrustedEvenIfVouchedFor) {
  TemporaryDirectory elsewhere;
  const net::TlsFiles other = make_certificate(elsewhere.path(), "arena.example.org");
  ::setenv("SSL_CERT_FILE", other.certificate.c_str(), 1);
  const LoopbackServer misnamed(with(other));
  EXPECT_FALSE(net::http_request("GET", url_of(misnamed.url()), "/healthz", "", "", patience));
}

// What the certificate is called does not matter to who can read the directory.
TEST_F(TlsTest, TheServerOfADirectoryIsKnownByItsFingerprint) {
  TemporaryDirectory elsewhere;
  const LoopbackServer misnamed(with(make_certificate(elsewhere.path(), "arena.example.org")));
  ::unsetenv("SSL_CERT_FILE");
  net::Url url = url_of(misnamed.url());
  url.pinned_certificate = app::fingerprint_at(misnamed.data());
  EXPECT_EQ(url.pinned_certificate.size(), 64U);
  EXPECT_EQ(must_answer(url).status, 200U);

  url.pinned_certificate = app::fingerprint_at(server.data());
  const auto other = net::http_request("GET", url, "/healthz", "", "", patience);
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().find("is not the one that runs over this data directory"),
            std::string::npos);
}

TEST_F(TlsTest, WithoutTlsADirectoryHasNoFingerprint) {
  const LoopbackServer plain;
  EXPECT_EQ(app::fingerprint_at(plain.data()), "");
}

// ---- certificates ------------------------------------------------------------------------------

TEST_F(TlsTest, ARenewedCertificateIsShownAfterASignalAndOpenSocketsGoOn) {
  server.handle_signals();
  const auto created = server.create("open_gesprek");
  boost::asio::io_context io;
  Participant chair(io);
  chair.join(link_for(created, "chair"));
  ASSERT_TRUE(chair.attach());
  const std::string before = offer(0, 0).certificate;
  EXPECT_EQ(before, app::fingerprint_at(server.data()));

  make_certificate(certificates.path(), "127.0.0.1");
  ASSERT_EQ(std::raise(SIGHUP), 0);
  ASSERT_TRUE(chair.wait([&] { return app::fingerprint_at(server.data()) != before; }));
  EXPECT_EQ(offer(0, 0).certificate, app::fingerprint_at(server.data()));
  EXPECT_EQ(chair.ask_and_wait(OpenRound{1}), "");
}

TEST_F(TlsTest, ACertificateThatCannotBeUsedLeavesTheOldOneInUse) {
  server.handle_signals();
  const std::string before = offer(0, 0).certificate;
  std::ofstream(files.certificate) << "no certificate\n";
  ASSERT_EQ(std::raise(SIGHUP), 0);
  EXPECT_EQ(offer(0, 0).certificate, before);
  EXPECT_EQ(app::fingerprint_at(server.data()), before);
}

std::string refusal_of(const net::TlsFiles& files) {
  try {
    const LoopbackServer server(with(files));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "started";
}

TEST(TlsFiles, ThatCannotBeUsedAreRefusedWithASentenceThatNamesThem) {
  TemporaryDirectory one, two;
  const net::TlsFiles files = make_certificate(one.path(), "127.0.0.1");
  const net::TlsFiles others = make_certificate(two.path(), "127.0.0.1");
  const auto absent = one.path() / "absent.pem";
  const auto damaged = one.path() / "damaged.pem";
  std::ofstream(damaged) << "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  EXPECT_EQ(refusal_of(files), "started");
  const auto another_kind = one.path() / "rsa.pem";
  const auto with_password = one.path() / "locked.pem";
  make_unfit_keys(another_kind, with_password);
  for (const net::TlsFiles& wrong : {net::TlsFiles{absent, files.key}, {damaged, files.key}}) {
    const std::string said = refusal_of(wrong);
    EXPECT_TRUE(said.starts_with("The certificate '" + wrong.certificate.string())) << said;
  }
  for (const net::TlsFiles& wrong : {net::TlsFiles{files.certificate, absent},
                                     {files.certificate, files.certificate},
                                     {files.certificate, others.key},
                                     {files.certificate, another_kind},
                                     {files.certificate, with_password}}) {
    const std::string said = refusal_of(wrong);
    EXPECT_TRUE(said.starts_with("The key '" + wrong.key.string())) << said;
  }
}

TEST(TlsFiles, AreNamedTogetherInTheConfiguration) {
  TemporaryDirectory directory;
  const auto file = directory.path() / "arena.toml";
  std::ofstream(file) << "tls_certificate = \"a.pem\"\ntls_key = \"b.pem\"\n";
  const app::Config config = app::read_config(file);
  ASSERT_TRUE(config.tls);
  EXPECT_EQ(config.tls->certificate, "a.pem");
  EXPECT_EQ(config.tls->key, "b.pem");
  for (const char* alone : {"tls_certificate = \"a.pem\"\n", "tls_key = \"b.pem\"\n"}) {
    std::ofstream(file) << alone;
    EXPECT_THROW(app::read_config(file), std::runtime_error) << alone;
  }
}

}  // namespace
}  // namespace arena::test
