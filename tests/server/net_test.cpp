// SPDX-License-Identifier: EUPL-1.2
// The listener and its sockets: who may connect, what is refused and how, and that nobody is
// delayed by somebody slow. Over real loopback sockets.
#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cctype>
#include <fstream>
#include <span>
#include <string>

#include "server/net/client.hpp"
#include "server/net/http_target.hpp"
#include "server/net/origins.hpp"
#include "server/net/outgoing.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/memory_slots.hpp"
#include "tests/support/participant.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/seeded_entropy.hpp"

namespace arena::test {
namespace {

using boost::asio::io_context;

// ---- values ------------------------------------------------------------------------------------

TEST(Url, HasHostPortTargetAndFragment) {
  const auto url = net::parse_url("http://example.org:81/a/b?c=d#secret");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "example.org");
  EXPECT_EQ(url->port, "81");
  EXPECT_EQ(url->target, "/a/b?c=d");
  EXPECT_EQ(url->fragment, "secret");
}

TEST(Url, KnowsIpv6AndTheDefaultPort) {
  const auto url = net::parse_url("http://[::1]");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(url->port, "80");
  EXPECT_EQ(url->target, "/");
}

TEST(Url, MayBeSecure) {
  const auto url = net::parse_url("https://example.org/#secret");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->secure);
  EXPECT_EQ(url->port, "443");
  EXPECT_FALSE(net::parse_url("http://example.org")->secure);
}

TEST(Url, RefusesWhatIsNoAddress) {
  for (const char* wrong : {"", "httpx://x", "ftp://x", "http://", "http://:80", "http://x:0",
                            "http://x:99999", "http://x:", "http://[::1", "http://[::1]8"}) {
    EXPECT_FALSE(net::parse_url(wrong)) << wrong;
  }
}

TEST(Target, UndoesEscapesAndReadsTheQuery) {
  const auto target = net::parse_target("/a%20b?x=1&y=%26&z");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a b");
  EXPECT_EQ(target->query, (std::map<std::string, std::string>{{"x", "1"}, {"y", "&"}, {"z", ""}}));
}

TEST(Target, RefusesBrokenEscapesAndControlCharacters) {
  for (const char* wrong : {"", "a", "/%", "/%4", "/%zz", "/%00", "/%0a", "/?a=%1"}) {
    EXPECT_FALSE(net::parse_target(wrong)) << wrong;
  }
}

TEST(Origins, AreExact) {
  const net::Origins origins(net::Scheme::http, "127.0.0.1", 8470, {"https://arena.example.org"});
  EXPECT_TRUE(origins.allows("http://127.0.0.1:8470"));
  EXPECT_TRUE(origins.allows("http://localhost:8470"));
  EXPECT_TRUE(origins.allows("https://arena.example.org"));
  for (const char* wrong : {"", "null", "http://127.0.0.1", "http://127.0.0.1:84700",
                            "https://127.0.0.1:8470", "https://arena.example.org.evil.org",
                            "HTTPS://ARENA.EXAMPLE.ORG", "https://arena.example.org/"}) {
    EXPECT_FALSE(origins.allows(wrong)) << wrong;
  }
}

TEST(Origins, KnowLocalhostOnLoopbackOnly) {
  EXPECT_FALSE(
      net::Origins(net::Scheme::http, "192.0.2.1", 8470, {}).allows("http://localhost:8470"));
  EXPECT_TRUE(net::Origins(net::Scheme::http, "::1", 80, {}).allows("http://[::1]"));
}

TEST(Outgoing, PutsWhatIsReadyIntoOneMessage) {
  net::Outgoing outgoing;
  const auto notice = std::make_shared<const std::string>(100, '\0');
  ASSERT_TRUE(outgoing.add(hub::PageEnd{true}));
  ASSERT_TRUE(outgoing.add(hub::PageEnd{false}));
  std::string message = "left over";
  outgoing.take(message);
  EXPECT_TRUE(outgoing.empty());
  const auto frames = codec::decode_server_message(message);
  ASSERT_TRUE(frames);
  EXPECT_EQ(frames->size(), 2U);
}

TEST(Outgoing, CutsMessagesAt64KiBAndLetsALargerFrameGoAlone) {
  net::Outgoing outgoing;
  const auto large = std::make_shared<const std::string>(40'000, '\0');
  const auto larger = std::make_shared<const std::string>(100'000, '\0');
  ASSERT_TRUE(outgoing.add({1}, large));
  ASSERT_TRUE(outgoing.add({2}, large));
  ASSERT_TRUE(outgoing.add({3}, larger));
  std::string message;
  outgoing.take(message);
  EXPECT_EQ(message.size(), codec::notice_frame_bytes(*large));
  outgoing.take(message);
  EXPECT_EQ(message.size(), codec::notice_frame_bytes(*large));
  outgoing.take(message);
  EXPECT_EQ(message.size(), codec::notice_frame_bytes(*larger));
  EXPECT_TRUE(outgoing.empty());
}

TEST(Outgoing, HoldsSoManyFramesAndSoManyBytes) {
  net::Outgoing frames;
  for (std::size_t i = 0; i < net::Outgoing::frames_max; ++i) {
    ASSERT_TRUE(frames.add(hub::PageEnd{false}));
  }
  EXPECT_FALSE(frames.add(hub::PageEnd{false}));

  net::Outgoing bytes;
  const auto quarter = std::make_shared<const std::string>(net::Outgoing::bytes_max / 4, '\0');
  for (std::uint64_t i = 1; i <= 3; ++i) ASSERT_TRUE(bytes.add({i}, quarter));
  EXPECT_FALSE(bytes.add({4}, quarter));
  std::string message;
  bytes.take(message);
  EXPECT_TRUE(bytes.add({4}, quarter));
}

// ---- the document
// --------------------------------------------------------------------------------

// docs/protocol.md gives a stranger bytes to compare with; they must be the ones we speak.
TEST(Document, ShowsTheBytesThatAreSpoken) {
  std::ifstream file(std::string(ARENA_SOURCE_DIR) + "/docs/protocol.md");
  std::string digits;
  for (std::string line; std::getline(file, line);) {
    std::string some;
    for (const char c : line) {
      if (std::isxdigit(static_cast<unsigned char>(c)) != 0) some += c;
    }
    const bool prose =
        line.find_first_not_of("0123456789abcdef \xe2\x86\x90\x92\x80\xa6") != std::string::npos;
    if (!prose) digits += some;
  }
  const auto in_document = [&digits](const std::string& bytes) {
    return digits.find(codec::hex(std::as_bytes(std::span(bytes)))) != std::string::npos;
  };
  const auto secret = codec::from_hex<hub::Secret>("00112233445566778899aabbccddeeff");
  const auto id = codec::from_hex<CommandId>("101112131415161718191a1b1c1d1e1f");
  EXPECT_TRUE(in_document(codec::encode_hello({1, *secret, {}})));
  EXPECT_TRUE(in_document(codec::encode_page_request()));
  EXPECT_TRUE(in_document(codec::encode_command({*id, Room{1, 0, 0}, Speak{}, "Hallo"})));
  std::string welcome;
  codec::append_status_frame(welcome, hub::Welcome{{1'788'256'800'000}, true, false});
  EXPECT_TRUE(in_document(welcome));
  std::string accepted;
  codec::append_status_frame(accepted, hub::Accepted{*id});
  EXPECT_TRUE(in_document(accepted));
}

// ---- HTTP --------------------------------------------------------------------------------------

std::string head(const LoopbackServer& server, const std::string& request) {
  return raw_exchange(server.url(), request, "\r\n\r\n");
}

std::string status_of(const std::string& answer) { return answer.substr(0, answer.find("\r\n")); }

TEST(Http, RefusesMethodsItDoesNotKnow) {
  const LoopbackServer server;
  const std::string answer = head(server, "DELETE / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(answer), "HTTP/1.1 405 Method Not Allowed");
  EXPECT_NE(answer.find("Allow: GET, HEAD, POST"), std::string::npos);
}

TEST(Http, RefusesAHeadOver8KiB) {
  const LoopbackServer server;
  const std::string request =
      "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(9'000, 'x') + "\r\n\r\n";
  EXPECT_EQ(status_of(head(server, request)), "HTTP/1.1 431 Request Header Fields Too Large");
}

TEST(Http, RefusesABodyOver64KiBBeforeItIsSent) {
  const LoopbackServer server;
  const std::string request = "POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n";
  EXPECT_EQ(status_of(head(server, request)), "HTTP/1.1 413 Payload Too Large");
}

TEST(Http, RefusesWhatIsNoRequest) {
  const LoopbackServer server;
  EXPECT_EQ(status_of(head(server, "HELLO\r\n\r\n")), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status_of(head(server, "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")),
            "HTTP/1.1 400 Bad Request");
}

TEST(Http, TellsEveryAnswerWhatBrowsersMustNotDo) {
  const LoopbackServer server;
  for (const char* request :
       {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HELLO\r\n\r\n",
        "GET /api/stats HTTP/1.1\r\nHost: x\r\n\r\n", "GET /ws HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    const std::string answer = head(server, request);
    for (const char* header :
         {"Content-Security-Policy: default-src 'none'; script-src 'self'; ",
          "frame-ancestors 'none'", "X-Content-Type-Options: nosniff",
          "Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin",
          "Cross-Origin-Resource-Policy: same-origin", "Cache-Control: no-"}) {
      EXPECT_NE(answer.find(header), std::string::npos) << request << header;
    }
  }
}

TEST(Http, AnswersHeadWithoutABody) {
  const LoopbackServer server;
  const std::string request = "HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  const std::string answer = raw_exchange(server.url(), request, "never");
  EXPECT_EQ(status_of(answer), "HTTP/1.1 200 OK");
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
  EXPECT_EQ(answer.find("Content-Length: 0"), std::string::npos);
}

TEST(Http, KeepsAConnectionForTheNextRequest) {
  const LoopbackServer server;
  const std::string one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  const std::string answers = raw_exchange(server.url(), one + last, "never");
  EXPECT_NE(answers.find("HTTP/1.1 200 OK", 15), std::string::npos);
}

// A request that trickles in must not hold a connection for ever.
TEST(Http, EndsARequestThatDoesNotComeWithinTenSeconds) {
  const LoopbackServer server;
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(raw_exchange(server.url(), "GET / HTTP/1.1\r\nHo", "never"), "");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, patience);
}

// ---- the upgrade -------------------------------------------------------------------------------

struct Upgrade {
  std::string origin;
  std::string subprotocol = "arena.v1";
  std::string more;
};

std::string upgrade(const LoopbackServer& server, const Upgrade& with) {
  std::string request =
      "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
      with.more;
  if (!with.origin.empty()) request += "Origin: " + with.origin + "\r\n";
  if (!with.subprotocol.empty()) {
    request += "Sec-WebSocket-Protocol: " + with.subprotocol + "\r\n";
  }
  return head(server, request + "\r\n");
}

TEST(Upgrade, IsAcceptedWithTheServersOwnOriginAndTheSubprotocol) {
  const LoopbackServer server;
  const std::string answer = upgrade(server, {server.url(), "other, arena.v1", {}});
  EXPECT_EQ(status_of(answer), "HTTP/1.1 101 Switching Protocols");
  EXPECT_NE(answer.find("Sec-WebSocket-Protocol: arena.v1\r\n"), std::string::npos);
}

TEST(Upgrade, IsRefusedToAPageOfAnotherSite) {
  const LoopbackServer server;
  const std::string answer = upgrade(server, {"https://evil.example.org", "arena.v1", {}});
  EXPECT_EQ(status_of(answer), "HTTP/1.1 403 Forbidden");
}

TEST(Upgrade, IsRefusedWithoutAnOriginOrWithTwo) {
  const LoopbackServer server;
  EXPECT_EQ(status_of(upgrade(server, {})), "HTTP/1.1 403 Forbidden");
  const std::string two = "Origin: " + server.url() + "\r\n";
  EXPECT_EQ(status_of(upgrade(server, {"https://evil.example.org", "arena.v1", two})),
            "HTTP/1.1 403 Forbidden");
}

TEST(Upgrade, AllowsTheOriginsThatAreConfigured) {
  app::Settings settings;
  settings.origins = {"https://arena.example.org"};
  settings.public_url = "https://other.example.org/arena/";
  const LoopbackServer server(settings);
  for (const char* origin : {"https://arena.example.org", "https://other.example.org"}) {
    EXPECT_EQ(status_of(upgrade(server, {origin, "arena.v1", {}})),
              "HTTP/1.1 101 Switching Protocols");
  }
}

TEST(Upgrade, IsRefusedWithoutTheSubprotocol) {
  const LoopbackServer server;
  EXPECT_EQ(status_of(upgrade(server, {server.url(), "", {}})), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status_of(upgrade(server, {server.url(), "arena.v2", {}})), "HTTP/1.1 400 Bad Request");
}

TEST(Upgrade, NeverCompresses) {
  const LoopbackServer server;
  const std::string answer = upgrade(
      server, {server.url(), "arena.v1", "Sec-WebSocket-Extensions: permessage-deflate\r\n"});
  EXPECT_EQ(status_of(answer), "HTTP/1.1 101 Switching Protocols");
  EXPECT_EQ(answer.find("Sec-WebSocket-Extensions"), std::string::npos);
}

TEST(Upgrade, IsWhatTheSocketsAddressIsFor) {
  const LoopbackServer server;
  EXPECT_EQ(status_of(head(server, "GET /ws HTTP/1.1\r\nHost: x\r\n\r\n")),
            "HTTP/1.1 426 Upgrade Required");
}

// A peer that closes its WebSocket and keeps the line. Nothing of it may stay here.
TEST(Upgrade, EndsForAPeerThatClosesAndDoesNotLetGo) {
  namespace asio = boost::asio;
  const LoopbackServer server;
  const net::Url url = url_of(server.url());
  io_context io;
  asio::ip::tcp::socket peer(io);
  peer.connect(
      {asio::ip::make_address(url.host), static_cast<std::uint16_t>(std::stoul(url.port))});
  asio::write(peer, asio::buffer("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                                 "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                 "Sec-WebSocket-Protocol: arena.v1\r\nOrigin: " +
                                 server.url() + "\r\n\r\n"));
  std::string answer;
  asio::read_until(peer, asio::dynamic_buffer(answer), "\r\n\r\n");
  const unsigned char close[] = {0x88, 0x80, 0, 0, 0, 0};  // masked, without a reason
  asio::write(peer, asio::buffer(close));
  // Once the server has let go, what is still sent is answered by a reset.
  asio::steady_timer again(io);
  boost::system::error_code reset;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!reset && std::chrono::steady_clock::now() < deadline) {
    again.expires_after(std::chrono::milliseconds(200));
    again.wait();
    asio::write(peer, asio::buffer("x", 1), reset);
  }
  EXPECT_TRUE(reset);
}

// ---- frames that are not understood ------------------------------------------------------------

class BadFrames : public testing::Test {
 protected:
  void SetUp() override {
    const auto created = server.create("open_gesprek");
    person.join(link_for(created, "chair"));
  }
  unsigned code_after(const std::function<void()>& sending) {
    sending();
    person.wait([this] { return person.close_code().has_value(); });
    return person.close_code().value_or(0);
  }

  LoopbackServer server;
  io_context io;
  Participant person{io};
};

TEST_F(BadFrames, ATextFrameIsClosedWith4002) {
  ASSERT_TRUE(person.attach());
  EXPECT_EQ(code_after([this] { person.send_text("hello"); }), 4002U);
}

TEST_F(BadFrames, BytesThatAreNoFrameAreClosedWith4002) {
  ASSERT_TRUE(person.attach());
  EXPECT_EQ(code_after([this] { person.send("\xff\xff\xff"); }), 4002U);
}

TEST_F(BadFrames, ACommandBeforeHelloIsClosedWith4002) {
  person.connect();
  EXPECT_EQ(code_after([this] { person.act(Pass{}); }), 4002U);
}

TEST_F(BadFrames, ASecondHelloIsClosedWith4002) {
  ASSERT_TRUE(person.attach());
  EXPECT_EQ(code_after([this] { person.say_hello(); }), 4002U);
}

TEST_F(BadFrames, AnUnknownVersionIsClosedWith4003) {
  person.connect();
  const auto hello = codec::encode_hello({codec::protocol_version + 1, person.seat(), {}});
  EXPECT_EQ(code_after([&] { person.send(hello); }), 4003U);
}

TEST_F(BadFrames, ASecretOfNoSeatIsClosedWith4004) {
  person.connect();
  const auto hello = codec::encode_hello({codec::protocol_version, hub::Secret{}, {}});
  EXPECT_EQ(code_after([&] { person.send(hello); }), 4004U);
}

TEST_F(BadFrames, AFrameOver64KiBIsClosedWith1009) {
  ASSERT_TRUE(person.attach());
  EXPECT_EQ(code_after([this] { person.send(std::string(65'537, 'x')); }), 1009U);
}

// A connection closed with bytes unread is reset by the kernel, and then sending fails.
TEST_F(BadFrames, WhoStillSendsTooMuchIsHeardOutAndToldWhyInsteadOfBeingReset) {
  boost::asio::ip::tcp::socket client(io);
  const auto port = static_cast<std::uint16_t>(std::stoul(net::parse_url(server.url())->port));
  client.connect({boost::asio::ip::make_address("127.0.0.1"), port});
  const auto send = [&](const std::string& bytes) {
    boost::system::error_code ec;
    boost::asio::write(client, boost::asio::buffer(bytes), ec);
    return !ec;
  };
  const auto receive_until = [&](const std::string& end) {
    std::string received;
    boost::system::error_code ec;
    boost::asio::read_until(client, boost::asio::dynamic_buffer(received), end, ec);
    return received;
  };
  ASSERT_TRUE(
      send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
           "Sec-WebSocket-Protocol: arena.v1\r\nOrigin: " +
           server.url() + "\r\n\r\n"));
  ASSERT_NE(receive_until("\r\n\r\n").find(" 101 "), std::string::npos);
  const std::string header("\x82\xff\0\0\0\0\x01\0\0\0\0\0\0\0", 14);  // 16 MiB, masked with zeros
  ASSERT_TRUE(send(header));
  for (int sent = 0; sent < 256; ++sent) ASSERT_TRUE(send(std::string(65'536, 'x'))) << sent;
  const std::string too_big("\x88\x02\x03\xf1", 4);
  EXPECT_EQ(receive_until(too_big), too_big);
}

TEST_F(BadFrames, AFrameOf64KiBIsNotTooBig) {
  ASSERT_TRUE(person.attach());
  EXPECT_EQ(code_after([this] { person.send(std::string(65'536, '\xff')); }), 4002U);
}

TEST_F(BadFrames, SilenceInsteadOfHelloIsDroppedWithinTenSeconds) {
  person.connect();
  EXPECT_EQ(code_after([] {}), 1006U);
}

TEST_F(BadFrames, ASeatInUseElsewhereIsClosedWith4006) {
  ASSERT_TRUE(person.attach());
  Participant elsewhere(io);
  elsewhere.take_seat(person.seat(), server.url());
  ASSERT_TRUE(elsewhere.attach());
  EXPECT_EQ(code_after([] {}), 4006U);
  EXPECT_TRUE(elsewhere.open());
}

// ---- slow readers ------------------------------------------------------------------------------

TEST(SlowReader, IsClosedWith4008ResumesWithoutLossAndDelaysNobody) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek");
  io_context io;
  io_context standing_still;
  Participant chair(io);
  Participant fast(io);
  Participant slow(standing_still);
  chair.join(link_for(created, "chair"));
  ASSERT_TRUE(chair.attach());
  fast.join(link_for(created, "client"));
  slow.join(link_for(created, "client"));
  ASSERT_TRUE(fast.attach());
  ASSERT_TRUE(slow.attach());
  ASSERT_TRUE(chair.admit(2));
  ASSERT_EQ(chair.ask_and_wait(OpenRound{1}), "");
  ASSERT_TRUE(fast.wait([&] { return fast.room().round == 1; }));
  ASSERT_TRUE(slow.wait([&] { return slow.room().round == 1; }));

  // More than the outbox and what the kernel holds for a reader that has stopped.
  constexpr int texts = 200;
  const std::string filling(16'000, 'x');
  for (int i = 0; i < texts; ++i) {
    ASSERT_EQ(fast.ask_and_wait(Speak{}, std::to_string(i) + filling), "") << i;
    ASSERT_TRUE(chair.wait([&] { return chair.heard(std::to_string(i) + filling); })) << i;
  }
  EXPECT_TRUE(chair.gap_free());

  ASSERT_TRUE(slow.wait([&] { return slow.close_code().has_value(); }));
  EXPECT_EQ(slow.close_code(), 4008U);
  EXPECT_FALSE(slow.heard(std::to_string(texts - 1) + filling));
  ASSERT_TRUE(slow.attach());
  EXPECT_TRUE(slow.gap_free());
  for (int i = 0; i < texts; ++i) EXPECT_TRUE(slow.heard(std::to_string(i) + filling)) << i;
}

// ---- frames that become ready together
// -----------------------------------------------------------

TEST(Turn, WritesWhatBecomesReadyTogetherInOneMessage) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek");
  io_context io;
  Participant chair(io);
  chair.join(link_for(created, "chair"));
  ASSERT_TRUE(chair.attach());
  // Welcome; then the page: the snapshot with the end of the page.
  EXPECT_EQ(chair.messages(), 2U);
  EXPECT_GE(chair.notices().size() + chair.statuses().size(), 3U);
}

// ---- stopping ----------------------------------------------------------------------------------

TEST(Stopping, WaitsTwoSecondsForAHandlerThatNeverAnswers) {
  io_context io;
  MemoryJournal journal(&io);
  MemorySlots slots;
  ManualClock clock;
  SeededEntropy entropy(1);
  codec::NoticeEncoder encoder;
  hub::Hub hub(io,
               {journal, slots, clock, entropy, encoder, &plain_commitment, &plain_digest,
                [](const std::string&) { return std::optional<Script>(); }},
               {});
  bool asked = false;
  net::Respond kept;  // an answer that is owed for ever
  const auto never = [&](const net::HttpRequest&, net::Respond respond) {
    asked = true;
    kept = std::move(respond);
  };
  net::Server server(io, {"127.0.0.1", 0}, hub, never, {});
  boost::asio::ip::tcp::socket client(io);
  client.connect({boost::asio::ip::make_address("127.0.0.1"), server.endpoint().port});
  boost::asio::write(client, boost::asio::buffer(std::string("GET / HTTP/1.1\r\nHost: x\r\n\r\n")));
  ASSERT_TRUE(wait_until(io, [&] { return asked; }));
  bool stopped = false;
  server.stop([&] { stopped = true; });
  EXPECT_TRUE(wait_until(
      io, [&] { return stopped; }, std::chrono::seconds(8)));
}

}  // namespace
}  // namespace arena::test
