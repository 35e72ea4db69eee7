// SPDX-License-Identifier: EUPL-1.2
#include "server/net/socket.hpp"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "server/codec/wire.hpp"
#include "server/hub/hub.hpp"
#include "server/net/outgoing.hpp"

namespace arena::net {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

unsigned close_code(hub::CloseReason reason) noexcept {
  switch (reason) {
    case hub::CloseReason::going_away:
      return 1001;
    case hub::CloseReason::bad_frame:
      return 4002;
    case hub::CloseReason::bad_version:
      return 4003;
    case hub::CloseReason::bad_secret:
      return 4004;
    case hub::CloseReason::removed:
      return 4005;
    case hub::CloseReason::superseded:
      return 4006;
    case hub::CloseReason::backlog:
      return 4008;
    case hub::CloseReason::too_big:
      return 1009;
    case hub::CloseReason::turned_away:
      return 4009;
    case hub::CloseReason::overloaded:
      return 4010;
  }
  return 1011;
}

namespace {

using WebSocket = websocket::stream<Stream, false>;  // without compression
using Instant = SteadyClock::time_point;

constexpr std::chrono::seconds ping_chair{3};
constexpr std::chrono::seconds ping_others{30};
// Nothing heard, not even a pong, for this long: the peer is gone.
constexpr std::chrono::seconds silence_chair_max{8};
constexpr std::chrono::seconds silence_others_max{75};
// From the decision to close until the connection is dropped, for a peer that does not read.
constexpr std::chrono::seconds close_max{10};
// What the kernel may hold for a peer that does not read; beyond it the outbox fills.
constexpr int kernel_send_bytes = 65'536;
// Buffers that grew larger than this for one message are given back after it.
constexpr std::size_t buffer_kept_max = 8'192;

// The connection that the reader, the writer, the watch and the hub share.
class Socket final : public hub::Outbox,
                     public Live,
                     public Waker,
                     public std::enable_shared_from_this<Socket> {
 public:
  Socket(Stream connection, std::shared_ptr<ServerState> server)
      : stream(std::move(connection)),
        state(std::move(server)),
        wake_timer(state->io.get_executor(), Instant::max()),
        attach_timer(state->io.get_executor(), Instant::max()),
        watch_timer(state->io.get_executor(), Instant::max()) {}

  // ---- the hub's side
  void notice(ViewerSequence sequence, hub::SharedNotice encoded) override {
    if (closing_) return;
    if (!queue_.add(sequence, std::move(encoded))) return close(hub::CloseReason::backlog);
    state->wake_at_end_of_turn(shared_from_this());
  }
  void status(const hub::Status& status) override {
    if (closing_) return;
    if (!queue_.add(status)) return close(hub::CloseReason::backlog);
    state->wake_at_end_of_turn(shared_from_this());
  }
  void close(hub::CloseReason reason) override {
    if (closing_) return;
    closing_ = reason;
    if (reason == hub::CloseReason::backlog) queue_.clear();
    end_by(SteadyClock::now() +
           (reason == hub::CloseReason::going_away ? std::chrono::seconds(stop_grace) : close_max));
    state->wake_at_end_of_turn(shared_from_this());
  }

  // ---- the server's side
  void finish() override { close(hub::CloseReason::going_away); }
  void drop() override { end(); }
  void wake() override { wake_timer.cancel(); }

  // ---- the reader's side
  void heard() { heard_ = SteadyClock::now(); }
  [[nodiscard]] bool closing() const noexcept { return closing_.has_value(); }
  [[nodiscard]] bool attaching() const noexcept { return attaching_; }
  void take(std::string_view bytes);

  // ---- the writer's side
  [[nodiscard]] bool idle() const noexcept { return queue_.empty() && !ping_due_ && !closing_; }
  [[nodiscard]] bool take_ping() noexcept { return std::exchange(ping_due_, false); }
  [[nodiscard]] bool take_message(std::string& message) {
    if (queue_.empty()) return false;
    queue_.take(message);
    return true;
  }
  [[nodiscard]] websocket::close_code code() const noexcept {
    return static_cast<websocket::close_code>(close_code(*closing_));
  }

  // ---- the watch's side
  [[nodiscard]] Instant next_check() const {
    return std::min({deadline_, next_ping_, heard_ + silence_max()});
  }
  [[nodiscard]] bool lifeless(Instant now) const { return now >= deadline_ || silent(now); }
  void ping_if_due(Instant now) {
    if (now < next_ping_) return;
    next_ping_ = now + (leads() ? ping_chair : ping_others);
    ping_due_ = true;
    wake();
  }

  // Ends the connection; after it nothing of it reaches the hub. Lets go of the hub's side,
  // which holds this one.
  void end();

  WebSocket stream;
  std::shared_ptr<ServerState> state;
  Timer wake_timer;    // the writer sleeps here
  Timer attach_timer;  // the reader sleeps here while the hub attaches
  Timer watch_timer;

 private:
  void take_first(const codec::ClientFrame& frame);
  void attached(tl::expected<std::shared_ptr<hub::Connection>, hub::CloseReason> result);
  void end_by(Instant deadline) {
    deadline_ = std::min(deadline_, deadline);
    watch_timer.cancel();
  }
  [[nodiscard]] bool leads() const { return connection_ && connection_->leads(); }
  [[nodiscard]] std::chrono::seconds silence_max() const {
    return leads() ? silence_chair_max : silence_others_max;
  }
  [[nodiscard]] bool silent(Instant now) const { return now - heard_ >= silence_max(); }

  Outgoing queue_;
  bool ping_due_{};
  std::optional<hub::CloseReason> closing_;
  bool greeted_{};
  bool attaching_{};
  bool ended_{};
  std::shared_ptr<hub::Connection> connection_;
  Instant heard_ = SteadyClock::now();
  Instant deadline_ = SteadyClock::now() + handshake_max;  // of Hello, then of closing
  Instant next_ping_ = SteadyClock::now() + ping_chair;
};

void Socket::take(std::string_view bytes) {
  if (!stream.got_binary()) return close(hub::CloseReason::bad_frame);
  auto frame = codec::decode_client_frame(bytes);
  if (!frame) return close(hub::CloseReason::bad_frame);
  if (!greeted_) return take_first(*frame);
  if (state->stopping() || !state->hub || !connection_) return;
  if (auto* command = std::get_if<hub::CommandRequest>(&*frame)) {
    return state->hub->command(connection_, std::move(*command));
  }
  if (std::holds_alternative<codec::PageRequest>(*frame)) return state->hub->page(connection_);
  close(hub::CloseReason::bad_frame);  // a second Hello
}

void Socket::take_first(const codec::ClientFrame& frame) {
  const auto* hello = std::get_if<codec::Hello>(&frame);
  if (!hello) return close(hub::CloseReason::bad_frame);
  if (hello->version != codec::protocol_version) return close(hub::CloseReason::bad_version);
  if (!state->hub) return close(hub::CloseReason::going_away);
  greeted_ = true;
  attaching_ = true;
  const auto self = shared_from_this();
  state->hub->attach(hello->seat_secret, hello->last_seen, self,
                     [self](auto result) { self->attached(std::move(result)); });
}

void Socket::attached(tl::expected<std::shared_ptr<hub::Connection>, hub::CloseReason> result) {
  attaching_ = false;
  attach_timer.cancel();
  if (!result) return close(result.error());
  if (ended_) {
    if (state->hub) state->hub->detach(*result);
    return;
  }
  connection_ = std::move(*result);
  if (!closing_) deadline_ = Instant::max();  // Hello came in time
}

void Socket::end() {
  ended_ = true;
  if (!closing_) closing_ = hub::CloseReason::going_away;  // an outbox that drops all
  queue_.clear();
  stream.next_layer().close();
  const Instant now = SteadyClock::now();
  using std::chrono::milliseconds;
  const auto unheard =
      silent(now) ? std::chrono::duration_cast<milliseconds>(now - heard_) : milliseconds{};
  const auto connection = std::exchange(connection_, nullptr);
  if (connection && state->hub) state->hub->detach(connection, Span{unheard.count()});
}

Task<bool> was_cancelled() {
  const auto state = co_await asio::this_coro::cancellation_state;
  co_return state.cancelled() != asio::cancellation_type::none;
}

Task<void> read_frames(std::shared_ptr<Socket> socket) {
  co_await asio::this_coro::throw_if_cancelled(false);
  beast::flat_buffer buffer;
  while (true) {
    const std::size_t room = codec::frame_bytes_max + 1 - buffer.size();
    auto [ec, bytes] = co_await socket->stream.async_read_some(buffer, room, as_result);
    if (ec) co_return;
    socket->heard();
    if (buffer.size() > codec::frame_bytes_max) socket->close(hub::CloseReason::too_big);
    const bool whole = socket->stream.is_message_done();
    if (!whole && !socket->closing()) continue;
    if (!socket->closing()) {
      socket->take({static_cast<const char*>(buffer.cdata().data()), buffer.size()});
    }
    buffer.clear();
    if (buffer.capacity() > buffer_kept_max) buffer.shrink_to_fit();
    while (socket->attaching()) {
      co_await socket->attach_timer.async_wait(as_result);
      const bool cancelled = co_await was_cancelled();
      if (cancelled) co_return;
    }
  }
}

// The only one that writes. Beast queues its own pongs and close replies behind it.
Task<void> write_messages(std::shared_ptr<Socket> socket) {
  co_await asio::this_coro::throw_if_cancelled(false);
  std::string message;
  while (true) {
    if (socket->idle()) {
      co_await socket->wake_timer.async_wait(as_result);
      const bool cancelled = co_await was_cancelled();
      if (cancelled) co_return;
      continue;
    }
    if (socket->take_ping()) {
      auto [ec] = co_await socket->stream.async_ping({}, as_result);
      if (ec) co_return;
      continue;
    }
    if (socket->take_message(message)) {
      auto [ec, bytes] = co_await socket->stream.async_write(asio::buffer(message), as_result);
      if (ec) co_return;
      if (message.capacity() > buffer_kept_max) message = {};
      continue;
    }
    co_await socket->stream.async_close(socket->code(), as_result);
    co_return;
  }
}

// Pings, and ends a connection whose peer is silent or whose time is up.
Task<void> watch(std::shared_ptr<Socket> socket) {
  co_await asio::this_coro::throw_if_cancelled(false);
  while (true) {
    socket->watch_timer.expires_at(socket->next_check());
    co_await socket->watch_timer.async_wait(as_result);
    const bool cancelled = co_await was_cancelled();
    if (cancelled) co_return;
    const Instant now = SteadyClock::now();
    if (socket->lifeless(now)) {
      socket->end();  // also where the peer has closed, and does not let go of the line
      co_return;
    }
    socket->ping_if_due(now);
  }
}

void prepare(Socket& socket) {
  error_code ignored;
  auto& tcp = socket.stream.next_layer().socket();
  tcp.set_option(asio::ip::tcp::no_delay(true), ignored);
  tcp.set_option(asio::socket_base::send_buffer_size(kernel_send_bytes), ignored);
  auto& stream = socket.stream;
  stream.binary(true);
  stream.auto_fragment(false);
  // The reader counts by itself. Beast would close at once, and with what the peer was still
  // sending unread the kernel resets the connection, so that the peer never learns why.
  stream.read_message_max(0);
  stream.set_option(
      websocket::stream_base::timeout{handshake_max, websocket::stream_base::none(), false});
  auto name_subprotocol = [](websocket::response_type& response) {
    response.set(beast::http::field::sec_websocket_protocol, subprotocol);
  };
  stream.set_option(websocket::stream_base::decorator(name_subprotocol));
  auto on_control = [weak = socket.weak_from_this()](websocket::frame_type, beast::string_view) {
    if (const auto self = weak.lock()) self->heard();
  };
  stream.control_callback(on_control);
}

}  // namespace

Task<void> serve_socket(Stream connection, UpgradeRequest request,
                        std::shared_ptr<ServerState> state) {
  using namespace asio::experimental::awaitable_operators;
  const auto socket = std::make_shared<Socket>(std::move(connection), state);
  const Registration registration(state, *socket);
  prepare(*socket);
  auto [ec] = co_await socket->stream.async_accept(request, as_result);
  if (ec || state->stopping()) co_return;
  auto ended = co_await (read_frames(socket) || write_messages(socket) || watch(socket));
  (void)ended;
  socket->end();
}

}  // namespace arena::net
