// SPDX-License-Identifier: EUPL-1.2
#include "server/net/client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <exception>
#include <utility>

#include "server/net/origins.hpp"
#include "server/net/socket.hpp"
#include "server/net/stream.hpp"
#include "server/net/tasks.hpp"
#include "server/net/tls.hpp"

namespace arena::net {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

namespace {

using WebSocket = websocket::stream<Stream, false>;

// A message of the server holds at most 64 KiB, or one frame that is larger by itself.
constexpr std::size_t message_bytes_max = 16'777'216;

struct ToSend {
  bool text{};
  std::string bytes;
};

}  // namespace

class ClientSocket::Implementation {
 public:
  Implementation(asio::io_context& io, Url url, Events callbacks)
      : server(std::move(url)),
        events(std::move(callbacks)),
        resolver(io),
        stream(Stream(TcpSocket(io.get_executor()), server.secure ? client_tls() : nullptr)),
        wake(io.get_executor(), SteadyClock::time_point::max()) {}

  void add(ToSend message) {
    queue.push_back(std::move(message));
    wake.cancel();
  }
  void close() {
    closing = true;
    wake.cancel();
  }
  void drop() {
    events = {};
    closing = true;
    resolver.cancel();
    stream.next_layer().close();
    wake.cancel();
  }
  // Tells once, and nobody after drop().
  void tell_closed(unsigned code, std::string why) {
    const auto on_close = std::exchange(events.on_close, nullptr);
    if (on_close) on_close(code, std::move(why));
  }

  const Url server;
  Events events;
  asio::ip::basic_resolver<asio::ip::tcp, Executor> resolver;
  WebSocket stream;
  Timer wake;  // the writer sleeps here
  std::deque<ToSend> queue;
  bool closing{};
};

namespace {

template <class Client>
void prepare(Client& client) {
  error_code ignored;
  client.stream.next_layer().socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  client.stream.read_message_max(message_bytes_max);
  client.stream.auto_fragment(false);
  client.stream.set_option(
      websocket::stream_base::timeout{handshake_max, websocket::stream_base::none(), false});
  const auto port = static_cast<std::uint16_t>(std::stoul(client.server.port));
  auto name_ourselves = [origin = origin_of(client.server.secure ? Scheme::https : Scheme::http,
                                            client.server.host,
                                            port)](websocket::request_type& request) {
    request.set(beast::http::field::origin, origin);
    request.set(beast::http::field::sec_websocket_protocol, subprotocol);
  };
  client.stream.set_option(websocket::stream_base::decorator(name_ourselves));
}

// The empty text: connected; otherwise why not.
template <class Client>
Task<std::string> connect(std::shared_ptr<Client> client) {
  const Url& server = client->server;
  auto [unknown, addresses] =
      co_await client->resolver.async_resolve(server.host, server.port, as_result);
  if (unknown) co_return unknown.message();
  Stream& connection = client->stream.next_layer();
  connection.expires_after(handshake_max);
  const error_code refused = co_await connection.connect(addresses);
  if (refused) co_return refused.message();
  std::string untrusted = co_await secure(connection, server.host, server.pinned_certificate);
  if (!untrusted.empty()) co_return untrusted;
  connection.expires_never();  // the WebSocket has a time of its own
  prepare(*client);
  const auto port = static_cast<std::uint16_t>(std::stoul(server.port));
  websocket::response_type response;
  auto [declined] = co_await client->stream.async_handshake(
      response, host_and_port(server.host, port), "/ws", as_result);
  if (!declined) co_return std::string{};
  const bool answered = response.result_int() >= 400;
  co_return declined.message() +
      (answered ? " (HTTP " + std::to_string(response.result_int()) + ")" : std::string{});
}

template <class Client>
Task<void> read_messages(std::shared_ptr<Client> client) {
  beast::flat_buffer buffer;
  while (true) {
    auto [ec, bytes] = co_await client->stream.async_read(buffer, as_result);
    if (ec) co_return;
    std::string message(static_cast<const char*>(buffer.cdata().data()), bytes);
    buffer.consume(bytes);
    // A copy: the callback may drop the client, and with it the callback.
    const auto on_message = client->events.on_message;
    if (on_message) on_message(std::move(message));
  }
}

template <class Client>
Task<void> write_messages(std::shared_ptr<Client> client) {
  co_await asio::this_coro::throw_if_cancelled(false);
  while (true) {
    if (!client->queue.empty()) {
      const ToSend message = std::move(client->queue.front());
      client->queue.pop_front();
      client->stream.text(message.text);
      auto [ec, bytes] =
          co_await client->stream.async_write(asio::buffer(message.bytes), as_result);
      if (ec) co_return;
      continue;
    }
    if (client->closing) {
      co_await client->stream.async_close(websocket::close_code::normal, as_result);
      co_return;
    }
    co_await client->wake.async_wait(as_result);
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return;
  }
}

template <class Client>
Task<void> take_part(std::shared_ptr<Client> client) {
  using namespace asio::experimental::awaitable_operators;
  const std::string fault = co_await connect(client);
  if (!fault.empty()) {
    client->tell_closed(0, fault);
    co_return;
  }
  const auto on_open = client->events.on_open;
  if (on_open) on_open();
  auto ended = co_await (read_messages(client) || write_messages(client));
  (void)ended;
  const auto& reason = client->stream.reason();
  const unsigned code = reason.code == websocket::close_code::none ? 1006U : reason.code;
  client->stream.next_layer().close();
  client->tell_closed(code, std::string(reason.reason.data(), reason.reason.size()));
}

}  // namespace

ClientSocket::ClientSocket(boost::asio::io_context& io, const Url& server, Events events)
    : implementation_(std::make_shared<Implementation>(io, server, std::move(events))) {
  auto ended = [client = implementation_](std::exception_ptr fault) {
    if (fault) client->tell_closed(1006, "fault in the client");
  };
  asio::co_spawn(io.get_executor(), take_part(implementation_), ended);
}

ClientSocket::~ClientSocket() { implementation_->drop(); }

void ClientSocket::send(std::string binary) { implementation_->add({false, std::move(binary)}); }
void ClientSocket::send_text(std::string text) { implementation_->add({true, std::move(text)}); }
void ClientSocket::close() { implementation_->close(); }

}  // namespace arena::net
