// SPDX-License-Identifier: EUPL-1.2
// One connection as HTTP and the WebSocket see it: bytes to read and to write within a time,
// encrypted or plain. Which of the two is settled when it is made.
//
// Home: the thread of its executor. Errors come as error_code.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream_base.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <cstddef>
#include <memory>
#include <utility>
#include <variant>

#include "server/net/tasks.hpp"

namespace arena::net {

namespace beast = boost::beast;

// The versions, ciphers and certificate of a side (tls.hpp); none: plain.
using Tls = std::shared_ptr<asio::ssl::context>;

class Stream {
 public:
  using executor_type = Executor;
  using Tcp = beast::basic_stream<asio::ip::tcp, Executor>;
  // Writes a sequence of buffers as one record.
  using Encrypted = beast::ssl_stream<Tcp>;

  Stream(Tcp tcp, Tls tls) : tls_(std::move(tls)), layer_(make(std::move(tcp), tls_)) {}

  [[nodiscard]] executor_type get_executor() { return tcp().get_executor(); }
  [[nodiscard]] Tcp& tcp() {
    Encrypted* const secure = encrypted();
    return secure != nullptr ? secure->next_layer() : *std::get_if<Tcp>(&layer_);
  }
  [[nodiscard]] Encrypted* encrypted() noexcept { return std::get_if<Encrypted>(&layer_); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    auto start = [this](auto handler, const Buffers& into) {
      if (Encrypted* const secure = encrypted(); secure != nullptr) {
        secure->async_read_some(into, std::move(handler));
      } else {
        tcp().async_read_some(into, std::move(handler));
      }
    };
    return asio::async_initiate<Token, void(error_code, std::size_t)>(std::move(start), token,
                                                                      buffers);
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    auto start = [this](auto handler, const Buffers& from) {
      if (Encrypted* const secure = encrypted(); secure != nullptr) {
        secure->async_write_some(from, std::move(handler));
      } else {
        tcp().async_write_some(from, std::move(handler));
      }
    };
    return asio::async_initiate<Token, void(error_code, std::size_t)>(std::move(start), token,
                                                                      buffers);
  }

  void close() { tcp().close(); }

  // What Beast's WebSocket asks of a stream it does not know.
  friend void beast_close_socket(Stream& stream) { stream.close(); }
  template <class Handler>
  friend void async_teardown(beast::role_type role, Stream& stream, Handler&& handler) {
    using beast::async_teardown;
    using beast::websocket::async_teardown;
    if (Encrypted* const secure = stream.encrypted(); secure != nullptr) {
      async_teardown(role, *secure, std::forward<Handler>(handler));
    } else {
      async_teardown(role, stream.tcp().socket(), std::forward<Handler>(handler));
    }
  }

 private:
  using Layer = std::variant<Tcp, Encrypted>;
  static Layer make(Tcp tcp, const Tls& tls) {
    if (!tls) return Layer(std::in_place_type<Tcp>, std::move(tcp));
    return Layer(std::in_place_type<Encrypted>, std::move(tcp), *tls);
  }

  Tls tls_;  // outlives what was made of it
  Layer layer_;
};

}  // namespace arena::net
