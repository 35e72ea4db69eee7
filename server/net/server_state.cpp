// SPDX-License-Identifier: EUPL-1.2
#include "server/net/server_state.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace arena::net {

void ServerState::wake_at_end_of_turn(const std::shared_ptr<Waker>& waker) {
  more_since_posting_ = true;
  if (waker->waits_for_turn) return;
  waker->waits_for_turn = true;
  to_wake_.push_back(waker);
  if (!turn_posted_) post_end_of_turn();
}

void ServerState::post_end_of_turn() {
  turn_posted_ = true;
  more_since_posting_ = false;
  asio::post(io, [self = shared_from_this()] { self->end_of_turn(); });
}

// Posting puts us behind everything that is ready. If that made more to write, something was
// still going on: give it one more turn.
void ServerState::end_of_turn() {
  if (more_since_posting_ && postponements_ < postponements_max) {
    ++postponements_;
    post_end_of_turn();
    return;
  }
  turn_posted_ = false;
  postponements_ = 0;
  const auto wakers = std::exchange(to_wake_, {});
  for (const auto& weak : wakers) {
    const auto waker = weak.lock();
    if (!waker) continue;
    waker->waits_for_turn = false;
    waker->wake();
  }
}

void ServerState::leave(Live& connection) {
  live_.erase(&connection);
  if (live_.empty()) give_up();
}

void ServerState::give_up() {
  if (stopped_) asio::post(io, std::exchange(stopped_, nullptr));
}

void ServerState::stop(std::function<void()> done) {
  stopping_ = true;
  error_code ignored;
  acceptor.close(ignored);
  if (live_.empty()) {
    asio::post(io, std::move(done));
    return;
  }
  stopped_ = std::move(done);
  const auto connections = live_;  // finish() may end one at once
  for (Live* connection : connections) connection->finish();
}

void ServerState::drop_all() {
  const auto connections = live_;
  for (Live* connection : connections) connection->drop();
}

}  // namespace arena::net
