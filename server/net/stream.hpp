// SPDX-License-Identifier: EUPL-1.2
// One connection as HTTP and the WebSocket see it: bytes to read and to write within a time,
// encrypted or plain. Which of the two is settled when it is made.
//
// Whoever waits is forgotten here but for what it is called with: so the layers below, of which
// Beast makes much for each kind of handler, are compiled once, in stream.cpp.
//
// Home: the thread of its executor. Errors come as error_code.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/role.hpp>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "server/net/tasks.hpp"

struct ssl_st;  // OpenSSL's SSL

namespace arena::net {

// The versions, ciphers and certificate of a side (tls.hpp); none: plain.
using Tls = std::shared_ptr<asio::ssl::context>;

// A completion handler of any kind, with its slot for cancellation.
template <class... Results>
class Waiting {
 public:
  using executor_type = Executor;
  using cancellation_slot_type = asio::cancellation_slot;

  template <class Handler>
  Waiting(Handler handler, const Executor& otherwise)
      : executor_(asio::get_associated_executor(handler, otherwise)),
        slot_(asio::get_associated_cancellation_slot(handler)),
        held_(std::make_unique<Held<Handler>>(std::move(handler))) {}

  [[nodiscard]] executor_type get_executor() const noexcept { return executor_; }
  [[nodiscard]] cancellation_slot_type get_cancellation_slot() const noexcept { return slot_; }
  void operator()(Results... results) {
    const auto held = std::move(held_);
    held->complete(results...);
  }

 private:
  struct Any {
    virtual ~Any() = default;
    virtual void complete(Results... results) = 0;
  };
  template <class Handler>
  struct Held final : Any {
    explicit Held(Handler of) : handler(std::move(of)) {}
    void complete(Results... results) override { std::move(handler)(results...); }
    Handler handler;
  };
  Executor executor_;
  asio::cancellation_slot slot_;
  std::unique_ptr<Any> held_;
};
using WaitingForBytes = Waiting<error_code, std::size_t>;
using WaitingForEnd = Waiting<error_code>;

// Some of what is to be written: what is left over, the caller writes next.
class Pieces {
 public:
  using value_type = asio::const_buffer;
  using const_iterator = const asio::const_buffer*;

  template <class Buffers>
  explicit Pieces(const Buffers& buffers) {
    const auto end = asio::buffer_sequence_end(buffers);
    for (auto at = asio::buffer_sequence_begin(buffers); at != end && size_ < pieces_.size();
         ++at) {
      const asio::const_buffer piece(*at);
      if (piece.size() > 0) pieces_[size_++] = piece;
    }
  }
  [[nodiscard]] const_iterator begin() const noexcept { return pieces_.data(); }
  [[nodiscard]] const_iterator end() const noexcept { return pieces_.data() + size_; }

 private:
  std::array<asio::const_buffer, 8> pieces_{};
  std::size_t size_{};
};

class Stream {
 public:
  using executor_type = Executor;

  Stream(TcpSocket tcp, Tls tls);
  Stream(Stream&& other) noexcept;
  Stream& operator=(Stream&&) = delete;
  ~Stream();

  [[nodiscard]] executor_type get_executor();
  [[nodiscard]] bool secure() const noexcept;
  [[nodiscard]] TcpSocket& socket();
  [[nodiscard]] ssl_st* tls_handle() noexcept;  // null: plain

  // The time for what is done next, all of it; then it fails and the connection is closed.
  void expires_after(SteadyClock::duration time);
  void expires_never();
  void close();

  [[nodiscard]] Task<error_code> connect(asio::ip::tcp::resolver::results_type addresses);
  enum class Side : std::uint8_t { server, client };
  [[nodiscard]] Task<error_code> handshake(Side side);  // of a plain one nothing
  // Says that nothing was cut off, and sends no more.
  [[nodiscard]] Task<void> finish_sending();
  // Reads below the encryption and throws it away; no bytes at the end.
  [[nodiscard]] Task<std::size_t> discard_some();

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    auto start = [this](auto handler, asio::mutable_buffer into) {
      read_some(into, WaitingForBytes(std::move(handler), get_executor()));
    };
    return asio::async_initiate<Token, void(error_code, std::size_t)>(std::move(start), token,
                                                                      first_of(buffers));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    auto start = [this](auto handler, const Pieces& from) {
      write_some(from, WaitingForBytes(std::move(handler), get_executor()));
    };
    return asio::async_initiate<Token, void(error_code, std::size_t)>(std::move(start), token,
                                                                      Pieces(buffers));
  }

  // What Beast's WebSocket asks of a stream it does not know.
  friend void beast_close_socket(Stream& stream) { stream.close(); }
  template <class Handler>
  friend void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler) {
    stream.tear_down(role, WaitingForEnd(std::decay_t<Handler>(std::forward<Handler>(handler)),
                                         stream.get_executor()));
  }

 private:
  class Layers;
  // The first that has room: reading some means no more than that.
  template <class Buffers>
  static asio::mutable_buffer first_of(const Buffers& buffers) {
    const auto end = asio::buffer_sequence_end(buffers);
    const auto found = std::find_if(asio::buffer_sequence_begin(buffers), end, [](const auto& one) {
      return asio::mutable_buffer(one).size() > 0;
    });
    return found == end ? asio::mutable_buffer() : asio::mutable_buffer(*found);
  }
  void read_some(asio::mutable_buffer into, WaitingForBytes waiting);
  void write_some(const Pieces& from, WaitingForBytes waiting);
  void tear_down(boost::beast::role_type role, WaitingForEnd waiting);

  std::unique_ptr<Layers> layers_;
};

}  // namespace arena::net
