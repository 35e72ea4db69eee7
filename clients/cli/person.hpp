// SPDX-License-Identifier: EUPL-1.2
// One seat over the wire: keeps its connection, resumes where it was, and gives each command
// exactly once. What is not answered when the connection breaks is sent again under its id;
// what was refused is never sent again.
//
// Home: the thread that runs `io`. Hooks are called there; a person may not be destroyed inside
// one of its hooks.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/codec/wire.hpp"
#include "server/net/client.hpp"

namespace arena::cli {

// Where the server is now; asked before each attempt, for it may come back elsewhere.
using FindServer = std::function<std::optional<net::Url>()>;

// What the server says to a command: nothing against it, or why not.
using Reply = std::optional<codec::SeenRefusal>;

[[nodiscard]] CommandId new_command_id();

class Person {
 public:
  struct Hooks {
    std::function<void(const codec::SeenNotice&)> notice;
    std::function<void(const codec::SeenStatus&)> status;
    std::function<void(const std::string& message)> bytes;  // as received
    std::function<void(bool connected)> line;               // caught up, or lost and trying again
    std::function<void(const std::string& why)> over;       // for good; nothing follows
  };
  using Answered = std::function<void(const Reply&)>;
  static constexpr std::chrono::seconds patience{60};

  Person(boost::asio::io_context& io, FindServer find, hub::Secret seat, Hooks hooks);
  ~Person();
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;

  // Queues an act for the room this seat is in now, or for one beside the round (from 1); one is
  // under way at a time.
  void send(ActBody act, std::string text, Answered answered, std::uint16_t beside = 0);
  // Closes the connection; the seat remains.
  void leave();

  [[nodiscard]] bool connected() const noexcept { return caught_up_; }
  [[nodiscard]] bool idle() const noexcept { return commands_.empty(); }
  // From the beginning: until that is done nobody is anywhere else than before.
  [[nodiscard]] bool reads_again() const noexcept { return reads_again_; }
  [[nodiscard]] bool seated() const noexcept { return !code_.empty(); }
  [[nodiscard]] const std::string& code() const noexcept { return code_; }
  [[nodiscard]] const std::string& group() const noexcept { return group_; }
  [[nodiscard]] Room room() const noexcept { return room_; }
  [[nodiscard]] const std::optional<std::string>& over() const noexcept { return over_; }
  // With what the server ended it for good (docs/protocol.md); 0 if it did not.
  [[nodiscard]] unsigned close_code() const noexcept { return close_code_; }
  [[nodiscard]] std::size_t resent() const noexcept { return resent_; }

 private:
  struct Pending {
    hub::CommandRequest request;
    Answered answered;
    bool sent{};
  };
  void connect();
  void received(const std::string& message);
  void take(const codec::SeenNotice& notice);
  void take(const codec::SeenStatus& status, std::deque<std::function<void()>>& answers);
  void closed(unsigned code, const std::string& why);
  void caught_up();
  void send_next();
  void retry(const std::string& why);
  void end(const std::string& why);

  boost::asio::io_context& io_;
  FindServer find_;
  hub::Secret seat_;
  Hooks hooks_;
  boost::asio::steady_timer timer_;
  std::unique_ptr<net::ClientSocket> socket_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // what was posted may outlive this

  std::optional<std::chrono::steady_clock::time_point> lost_since_;
  std::chrono::milliseconds delay_{};
  std::deque<Pending> commands_;
  ViewerSequence last_seen_;
  bool reads_again_{};
  Room room_read_;  // where the notices read so far end
  Room room_;
  std::string code_;
  std::string group_;
  std::optional<std::string> over_;
  unsigned close_code_{};
  std::size_t resent_{};
  bool caught_up_{};
};

// Runs `io` until `done` holds; false if `limit` passes first.
[[nodiscard]] bool run_until(boost::asio::io_context& io, std::chrono::milliseconds limit,
                             const std::function<bool()>& done);

}  // namespace arena::cli
