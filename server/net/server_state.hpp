// SPDX-License-Identifier: EUPL-1.2
// What the listener and its connections share, and the two things they do together: writing
// once per loop turn, and stopping.
//
// Home: the I/O thread. Held by the Server and by every coroutine it started.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/net/origins.hpp"
#include "server/net/server.hpp"
#include "server/net/stream.hpp"
#include "server/net/tasks.hpp"

namespace arena::net {

// One accepted connection, as stopping sees it.
class Live {
 public:
  virtual ~Live() = default;
  virtual void finish() = 0;  // ends by itself once what is due has been sent
  virtual void drop() = 0;    // ends now
};

// One connection with something to write, as the loop turn sees it.
class Waker {
 public:
  virtual ~Waker() = default;
  virtual void wake() = 0;
  bool waits_for_turn{};  // kept by ServerState
};

class ServerState : public std::enable_shared_from_this<ServerState> {
 public:
  // Above this, new connections are closed unread.
  static constexpr std::size_t connections_max = 20'000;

  ServerState(asio::io_context& context, hub::Hub& hub_of_server, HttpHandler handler)
      : io(context), hub(&hub_of_server), http(std::move(handler)), acceptor(context) {}

  // Has `waker` woken when everything that is ready now has been done, so that frames which
  // become ready together are written together.
  void wake_at_end_of_turn(const std::shared_ptr<Waker>& waker);

  void enter(Live& connection) { live_.insert(&connection); }
  void leave(Live& connection);
  [[nodiscard]] bool full() const noexcept { return live_.size() >= connections_max; }

  [[nodiscard]] bool stopping() const noexcept { return stopping_; }
  // Closes the acceptor; `done` once every connection has ended.
  void stop(std::function<void()> done);
  void drop_all();
  // Calls what stop() was given, whoever is still there.
  void give_up();

  asio::io_context& io;
  hub::Hub* hub;  // absent once the Server is gone
  HttpHandler http;
  Acceptor acceptor;
  Origins origins;
  Tls tls;  // of connections from now on; none: plain
  std::function<void(std::string)> on_fault;

 private:
  // Bounds the wait for an end of the turn under steady load.
  static constexpr int postponements_max = 8;
  void post_end_of_turn();
  void end_of_turn();

  std::vector<std::weak_ptr<Waker>> to_wake_;
  bool more_since_posting_{};
  int postponements_{};
  bool turn_posted_{};

  std::set<Live*> live_;
  bool stopping_{};
  std::function<void()> stopped_;
};

// Keeps a connection known while its coroutine runs.
class Registration {
 public:
  Registration(std::shared_ptr<ServerState> state, Live& connection)
      : state_(std::move(state)), connection_(connection) {
    state_->enter(connection_);
  }
  ~Registration() { state_->leave(connection_); }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

 private:
  std::shared_ptr<ServerState> state_;
  Live& connection_;
};

}  // namespace arena::net
