// SPDX-License-Identifier: EUPL-1.2
// The other end of the wire, for `arena` and for tests: HTTP requests and an `arena.v1` socket.
// Blocking and coroutine-free to use; Beast stays behind this header.
//
// Client: home is one io_context run by the caller. All callbacks come from it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "tl/expected.hpp"

namespace arena::net {

struct Url {
  bool secure{};  // https
  std::string host;
  std::string port;
  std::string target;  // path and query, "/" if empty
  std::string fragment;
  // SHA-256 of the certificate the server must show, in hexadecimal; empty: one that the system
  // trusts, or the file that the environment names in SSL_CERT_FILE, for this host.
  std::string pinned_certificate;
};
[[nodiscard]] tl::expected<Url, std::string> parse_url(const std::string& url);

struct Answer {
  unsigned status{};
  std::string body;
};
// One request on a connection of its own; an error is one sentence.
[[nodiscard]] tl::expected<Answer, std::string> http_request(
    const std::string& method, const Url& url, const std::string& target, const std::string& body,
    const std::string& bearer, std::chrono::milliseconds timeout);

// A live socket. Messages go out in order; each that comes in is given to `on_message`.
class ClientSocket {
 public:
  struct Events {
    std::function<void()> on_open;
    std::function<void(std::string)> on_message;                   // one binary message
    std::function<void(unsigned code, std::string why)> on_close;  // once; 0: never connected
  };
  ClientSocket(boost::asio::io_context& io, const Url& server, Events events);
  ~ClientSocket();                   // drops the connection; no callback follows
  void send(std::string binary);     // queued until open
  void send_text(std::string text);  // for tests of what is refused
  void close();

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace arena::net
