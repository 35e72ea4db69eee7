// SPDX-License-Identifier: EUPL-1.2
// One person at the other end of a real socket, for tests that read like a script: joins by
// link, attaches, acts, and waits until something has been received. Keeps every byte it got.
//
// Blocking to use: wait() runs `io` until a predicate holds or a deadline passes. People who
// share an io_context all live on while a test waits for one of them; a person whose io_context
// nobody runs is a slow reader.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/codec/api.hpp"
#include "server/codec/wire.hpp"
#include "server/net/client.hpp"

namespace arena::test {

inline constexpr std::chrono::seconds patience{20};

// Runs `io` until `holds` does; false if that takes longer than `at_most`.
bool wait_until(boost::asio::io_context& io, const std::function<bool()>& holds,
                std::chrono::milliseconds at_most = patience);

// The server of a link or an address, and what follows its '#'. Throws if it is no address.
[[nodiscard]] net::Url url_of(const std::string& address);

// Sends `bytes` on a connection of their own, and gives what came back until `enough` bytes
// ("\r\n\r\n" for a head) were seen, the server closed, or the deadline passed.
[[nodiscard]] std::string raw_exchange(const std::string& server, const std::string& bytes,
                                       const std::string& enough,
                                       std::chrono::milliseconds at_most = patience);

// POST /api/join with the secret of `link`.
[[nodiscard]] net::Answer post_join(const std::string& link, const std::string& name = {});

class Participant {
 public:
  explicit Participant(boost::asio::io_context& io) : io_(io) {}
  ~Participant();  // closes, and sees it through, if connected
  Participant(const Participant&) = delete;
  Participant& operator=(const Participant&) = delete;

  // Throws std::runtime_error with the answer if the server refuses.
  void join(const std::string& link, const std::string& name = {});
  // Connects to the server of the link (or to another address it now has), says Hello with the
  // last sequence it has, and, once seated, reads pages until notices arrive live. False if
  // the connection closed or the deadline passed.
  [[nodiscard]] bool attach(const std::string& server = {});
  // The same without waiting or asking for pages.
  void connect(const std::string& server = {});
  void say_hello();
  void ask_page() { send(codec::encode_page_request()); }

  // Sends an act for the room that is open as far as this person knows (or for `room`).
  CommandId act(ActBody body, const std::string& text = {}, std::optional<Room> room = {});
  // act(), then its answer: empty if accepted, otherwise the reason; "no answer" if none came.
  [[nodiscard]] std::string ask_and_wait(ActBody body, const std::string& text = {},
                                         std::optional<Room> room = {});
  // As the chair: lets in everybody who waits, once `count` people do. False if they do not
  // come or cannot be admitted.
  [[nodiscard]] bool admit(std::size_t count);
  void send_command(const hub::CommandRequest& command);
  void send(std::string binary);
  void send_text(std::string text);
  void close();  // orderly, and waits for it
  void drop();   // as a network that breaks

  bool wait(const std::function<bool()>& holds, std::chrono::milliseconds at_most = patience) {
    return wait_until(io_, holds, at_most);
  }

  // ---- what was received
  [[nodiscard]] bool open() const noexcept { return open_; }
  [[nodiscard]] std::optional<unsigned> close_code() const noexcept { return close_code_; }
  [[nodiscard]] const std::vector<codec::SeenNotice>& notices() const noexcept { return notices_; }
  [[nodiscard]] const std::vector<codec::SeenStatus>& statuses() const noexcept {
    return statuses_;
  }
  [[nodiscard]] const std::string& received() const noexcept { return received_; }
  [[nodiscard]] std::size_t messages() const noexcept { return messages_; }
  [[nodiscard]] bool has_status(const std::string& kind) const;
  [[nodiscard]] bool has_notice(const std::string& kind) const;
  [[nodiscard]] bool heard(const std::string& text) const;  // in a contribution
  [[nodiscard]] std::optional<std::string> answer(const CommandId& id) const;
  [[nodiscard]] const codec::SeenNotice* last(const std::string& kind) const;
  // Whether sequences run 1, 2, 3 … without a gap, repeats of a resync aside.
  [[nodiscard]] bool gap_free() const;

  [[nodiscard]] hub::Secret seat() const noexcept { return seat_; }
  void take_seat(hub::Secret seat, const std::string& server);
  [[nodiscard]] const std::string& code() const noexcept { return code_; }
  [[nodiscard]] Room room() const noexcept { return room_; }
  [[nodiscard]] ViewerSequence last_seen() const noexcept { return last_seen_; }
  void forget(ViewerSequence from) { last_seen_ = from; }  // as a client that lost its memory

 private:
  void take(const std::string& message);
  void take(codec::SeenNotice notice);
  void take(codec::SeenStatus status);
  [[nodiscard]] bool attached() const;
  [[nodiscard]] std::vector<SeatId> waiting() const;

  boost::asio::io_context& io_;
  std::string server_;
  hub::Secret seat_;
  std::unique_ptr<net::ClientSocket> socket_;
  bool open_{};
  std::optional<unsigned> close_code_;
  bool welcomed_{};
  bool in_lobby_{};
  bool caught_up_{};
  ViewerSequence last_seen_;
  std::string code_;
  Room room_;
  std::string received_;
  std::size_t messages_{};
  std::vector<codec::SeenNotice> notices_;
  std::vector<codec::SeenStatus> statuses_;
  std::map<CommandId, std::string> answers_;
};

}  // namespace arena::test
