// SPDX-License-Identifier: EUPL-1.2
// The listener: HTTP/1.1 and the WebSocket of `arena.v1` on one port, encrypted if there is a
// certificate. Boost.Beast stays behind this header.
//
// Limits: request head 8 KiB, body 64 KiB, handshake 10 s, frame 64 KiB, outbox 256 frames or
// 1 MiB, idle ping 30 s (the chair 3 s). One write per socket per loop turn: frames that are
// ready together go out as one WebSocket message.
//
// Home: the I/O thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/hub/hub.hpp"

namespace arena::net {

struct HttpRequest {
  std::string method;  // "GET"
  std::string path;    // without query
  std::map<std::string, std::string> query;
  std::string bearer;  // of Authorization, empty if none
  std::string content_type;
  std::string body;
  bool accepts_gzip{};
  bool has_origin{};   // only browsers send one
  std::string origin;  // the Origin header; empty if there is none or more than one
  bool has_cookie{};
  std::string cookie;  // the Cookie header; empty if there is none or more than one
};
struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::map<std::string, std::string> headers;
  bool closes{};  // the connection ends with this answer
};
// Called once, on the I/O thread, during the handler or later; after 30 s the answer is 503.
using Respond = std::function<void(HttpResponse)>;
// A HEAD request comes as GET. Headers that every answer has (content policy, no-store) are added
// unless the response names them.
using HttpHandler = std::function<void(HttpRequest, Respond)>;

struct Endpoint {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
};

// PEM files: the server's own certificate and then those up to its authority; its key.
struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

class Server {
 public:
  // Throws std::system_error (port in use, no such address) with the address in its text.
  // `origins`: extra exact Origins allowed beside the server's own address; clients that are not
  // browsers send the server's own. With `tls` nothing is spoken in the clear; throws
  // std::runtime_error with a sentence if its files cannot be used.
  Server(boost::asio::io_context& io, const Endpoint& endpoint, hub::Hub& hub, HttpHandler http,
         std::vector<std::string> origins, std::optional<TlsFiles> tls = std::nullopt);
  ~Server();

  [[nodiscard]] Endpoint endpoint() const;  // with the port that was taken
  [[nodiscard]] std::string url() const;    // http://host:port or https://host:port
  // SHA-256 of the certificate in hexadecimal, by which our own programs on this machine know
  // the server; empty without TLS.
  [[nodiscard]] std::string fingerprint() const;
  // Reads the files of `tls` again, for the connections from now on. Throws as the constructor
  // does; the old certificate then stays in use.
  void renew_certificate();
  [[nodiscard]] bool allows(const std::string& origin) const;
  // Called with what a connection's coroutine threw: a fault of ours, for the log.
  void on_fault(std::function<void(std::string)> report);
  // Stops accepting; closes connections once what is in their outboxes is sent, at most 2 s.
  void stop(std::function<void()> done);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace arena::net
