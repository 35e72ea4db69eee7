// SPDX-License-Identifier: EUPL-1.2
#include "server/net/stream.hpp"

#include <boost/asio/ssl/stream_base.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <variant>

namespace arena::net {

namespace beast = boost::beast;

using Tcp = beast::basic_stream<asio::ip::tcp, Executor>;
// Writes several pieces as one record.
using Encrypted = beast::ssl_stream<Tcp>;

class Stream::Layers {
 public:
  Layers(TcpSocket tcp, Tls with) : tls(std::move(with)), layer(make(std::move(tcp), tls)) {}

  [[nodiscard]] Encrypted* encrypted() noexcept { return std::get_if<Encrypted>(&layer); }
  [[nodiscard]] Tcp& tcp() noexcept {
    Encrypted* const secure = encrypted();
    return secure != nullptr ? secure->next_layer() : *std::get_if<Tcp>(&layer);
  }

  Tls tls;  // outlives what was made of it
  std::variant<Tcp, Encrypted> layer;

 private:
  static std::variant<Tcp, Encrypted> make(TcpSocket tcp, const Tls& tls) {
    using Layer = std::variant<Tcp, Encrypted>;
    if (!tls) return Layer(std::in_place_type<Tcp>, std::move(tcp));
    return Layer(std::in_place_type<Encrypted>, Tcp(std::move(tcp)), *tls);
  }
};

Stream::Stream(TcpSocket tcp, Tls tls)
    : layers_(std::make_unique<Layers>(std::move(tcp), std::move(tls))) {}
Stream::Stream(Stream&& other) noexcept = default;
Stream::~Stream() = default;

Stream::executor_type Stream::get_executor() { return layers_->tcp().get_executor(); }
bool Stream::secure() const noexcept { return layers_->encrypted() != nullptr; }
TcpSocket& Stream::socket() { return layers_->tcp().socket(); }

ssl_st* Stream::tls_handle() noexcept {
  Encrypted* const encrypted = layers_->encrypted();
  return encrypted != nullptr ? encrypted->native_handle() : nullptr;
}

void Stream::expires_after(SteadyClock::duration time) { layers_->tcp().expires_after(time); }
void Stream::expires_never() { layers_->tcp().expires_never(); }
void Stream::close() { layers_->tcp().close(); }

Task<error_code> Stream::connect(asio::ip::tcp::resolver::results_type addresses) {
  auto [ec, endpoint] = co_await layers_->tcp().async_connect(addresses, as_result);
  co_return ec;
}

Task<error_code> Stream::handshake(Side side) {
  Encrypted* const encrypted = layers_->encrypted();
  if (encrypted == nullptr) co_return error_code{};
  using asio::ssl::stream_base;
  auto [ec] = co_await encrypted->async_handshake(
      side == Side::server ? stream_base::server : stream_base::client, as_result);
  co_return ec;
}

Task<void> Stream::finish_sending() {
  if (Encrypted* const encrypted = layers_->encrypted()) {
    co_await encrypted->async_shutdown(as_result);
  }
  error_code ignored;
  socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

Task<std::size_t> Stream::discard_some() {
  std::array<char, 4096> rest{};
  auto [ec, bytes] = co_await layers_->tcp().async_read_some(asio::buffer(rest), as_result);
  co_return ec ? 0 : bytes;
}

void Stream::read_some(asio::mutable_buffer into, WaitingForBytes waiting) {
  if (Encrypted* const encrypted = layers_->encrypted()) {
    encrypted->async_read_some(into, std::move(waiting));
  } else {
    layers_->tcp().async_read_some(into, std::move(waiting));
  }
}

void Stream::write_some(const Pieces& from, WaitingForBytes waiting) {
  if (Encrypted* const encrypted = layers_->encrypted()) {
    encrypted->async_write_some(from, std::move(waiting));
  } else {
    layers_->tcp().async_write_some(from, std::move(waiting));
  }
}

void Stream::tear_down(beast::role_type role, WaitingForEnd waiting) {
  using beast::async_teardown;
  using beast::websocket::async_teardown;
  if (Encrypted* const encrypted = layers_->encrypted()) {
    async_teardown(role, *encrypted, std::move(waiting));
  } else {
    async_teardown(role, socket(), std::move(waiting));
  }
}

}  // namespace arena::net
