// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/person.hpp"

#include <sys/random.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <stdexcept>
#include <utility>
#include <variant>

namespace arena::cli {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds first_delay{20};
constexpr milliseconds longest_delay{500};

// The documented close codes after which trying again cannot help (docs/protocol.md).
std::optional<std::string> final_word(unsigned code) {
  switch (code) {
    case 1009:
      return "the message was too big for the server.";
    case 4002:
      return "the server did not understand this program; install the same version.";
    case 4003:
      return "the server speaks another version of the protocol; install the same version.";
    case 4004:
      return "this seat is not (or no longer) valid; ask the facilitator for a new link.";
    case 4005:
      return "you were removed from the conversation.";
    case 4006:
      return "this seat is now in use on another device.";
    case 4009:
      return "the facilitator did not admit you.";
    default:
      return std::nullopt;
  }
}

}  // namespace

CommandId new_command_id() {
  CommandId id;
  if (getrandom(id.bytes.data(), id.bytes.size(), 0) != static_cast<ssize_t>(id.bytes.size())) {
    throw std::runtime_error("the system gives no random numbers; try again.");
  }
  return id;
}

Person::Person(boost::asio::io_context& io, FindServer find, hub::Secret seat, Hooks hooks)
    : io_(io), find_(std::move(find)), seat_(seat), hooks_(std::move(hooks)), timer_(io) {
  connect();
}

Person::~Person() { *alive_ = false; }

void Person::send(ActBody act, std::string text, Answered answered, std::uint16_t beside) {
  Room room = room_;
  if (beside != 0) room.room = beside;
  commands_.push_back(
      {{new_command_id(), room, std::move(act), std::move(text)}, std::move(answered), false});
  if (commands_.size() == 1) send_next();
}

void Person::leave() {
  timer_.cancel();
  over_ = "left";
  caught_up_ = false;
  if (socket_) socket_->close();
}

void Person::connect() {
  const std::optional<net::Url> server = find_();
  if (!server) return retry("no server was found");
  socket_ = std::make_unique<net::ClientSocket>(
      io_, *server,
      net::ClientSocket::Events{[] {}, [this](std::string message) { received(message); },
                                [this](unsigned code, std::string why) {
                                  // The socket is replaced later: it may not be destroyed inside
                                  // its own callback.
                                  boost::asio::post(
                                      io_, [this, alive = alive_, code, why = std::move(why)] {
                                        if (*alive) closed(code, why);
                                      });
                                }});
  socket_->send(codec::encode_hello({codec::protocol_version, seat_, last_seen_}));
}

void Person::closed(unsigned code, const std::string& why) {
  if (over_) return;
  socket_.reset();
  if (const auto word = final_word(code)) {
    close_code_ = code;
    return end(*word);
  }
  if (std::exchange(caught_up_, false) && hooks_.line) hooks_.line(false);
  retry(why);
}

void Person::retry(const std::string& why) {
  const auto now = Clock::now();
  if (!lost_since_) {
    lost_since_ = now;
    delay_ = first_delay;
  }
  if (now - *lost_since_ > patience) {
    return end("the server has been away for " + std::to_string(patience.count()) + " seconds (" +
               why + "); try again later.");
  }
  timer_.expires_after(delay_);
  delay_ = std::min(delay_ * 2, longest_delay);
  timer_.async_wait([this, alive = alive_](const boost::system::error_code& ec) {
    if (!ec && *alive && !over_) connect();
  });
}

void Person::end(const std::string& why) {
  if (over_) return;
  over_ = why;
  caught_up_ = false;
  if (hooks_.over) hooks_.over(why);
}

void Person::received(const std::string& message) {
  if (over_) return;
  if (hooks_.bytes) hooks_.bytes(message);
  const auto frames = codec::decode_server_message(message);
  if (!frames) {
    if (socket_) socket_->close();
    return end("the server sent what this program does not understand: " + frames.error().sentence);
  }
  // Answers are given after all that came with them is known: the room may have changed.
  std::deque<std::function<void()>> answers;
  for (const codec::SeenFrame& frame : *frames) {
    if (over_) return;
    if (const auto* const notice = std::get_if<codec::SeenNotice>(&frame)) take(*notice);
    if (const auto* const status = std::get_if<codec::SeenStatus>(&frame)) take(*status, answers);
  }
  for (const auto& answer : answers) answer();
}

void Person::take(const codec::SeenNotice& notice) {
  if (notice.sequence != last_seen_.value + 1) {
    if (socket_) socket_->close();
    return end("the server left out a notice (after " + std::to_string(last_seen_.value) +
               " came " + std::to_string(notice.sequence) + "); tell its operator.");
  }
  last_seen_.value = notice.sequence;
  if (notice.kind == "seated") {
    code_ = notice.code;
    group_ = notice.group;
  }
  if (notice.kind == "seated" || notice.kind == "round_entered") room_read_ = notice.room;
  if (notice.kind == "sitting_over" || notice.kind == "conversation_over") room_read_ = Room{};
  if (!reads_again_) room_ = room_read_;
  if (hooks_.notice) hooks_.notice(notice);
}

void Person::take(const codec::SeenStatus& status, std::deque<std::function<void()>>& answers) {
  if (status.kind == "welcome") {
    reads_again_ = reads_again_ || status.resync;
    if (status.resync) last_seen_ = {};
    // In the lobby there is nothing to read: what comes arrives by itself.
    status.flag ? socket_->send(codec::encode_page_request()) : caught_up();
  } else if (status.kind == "page_end") {
    status.flag ? socket_->send(codec::encode_page_request()) : caught_up();
  } else if ((status.kind == "accepted" || status.kind == "refused") && !commands_.empty() &&
             commands_.front().request.id == status.id) {
    answers.emplace_back(
        [answered = std::move(commands_.front().answered), refusal = status.refusal] {
          if (answered) answered(refusal);
        });
    commands_.pop_front();
    send_next();
  }
  if (hooks_.status) hooks_.status(status);
}

void Person::caught_up() {
  lost_since_.reset();
  reads_again_ = false;
  room_ = room_read_;
  const bool again = std::exchange(caught_up_, true);
  if (hooks_.line) hooks_.line(true);
  if (!again) send_next();  // otherwise it is on its way
}

void Person::send_next() {
  if (!caught_up_ || commands_.empty() || !socket_) return;
  Pending& next = commands_.front();
  if (std::exchange(next.sent, true)) ++resent_;
  socket_->send(codec::encode_command(next.request));
}

bool run_until(boost::asio::io_context& io, milliseconds limit, const std::function<bool()>& done) {
  const auto end = Clock::now() + limit;
  while (!done()) {
    if (io.stopped()) io.restart();
    if (Clock::now() >= end) return false;
    io.run_one_until(end);
  }
  return true;
}

}  // namespace arena::cli
