// SPDX-License-Identifier: EUPL-1.2
// What waits to be sent to one connection: bounded, in order, notices shared with all others who
// receive the same. Takes out as much as one WebSocket message may hold.
//
// A value without a thread; its home is its connection's.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "server/hub/ports.hpp"

namespace arena::net {

class Outgoing {
 public:
  static constexpr std::size_t frames_max = 16'384;  // bytes are what bounds it
  static constexpr std::size_t bytes_max = 1'048'576;
  // A message is cut off here; one frame that is larger by itself goes alone.
  static constexpr std::size_t message_bytes_max = 65'536;

  // False: there is no room. Nothing is added then.
  [[nodiscard]] bool add(ViewerSequence sequence, hub::SharedNotice notice);
  [[nodiscard]] bool add(const hub::Status& status);

  // Moves the next message, one or more frames, into `message`, replacing what was there.
  void take(std::string& message);

  [[nodiscard]] bool empty() const noexcept { return frames_.empty(); }
  void clear();

 private:
  struct Frame {
    ViewerSequence sequence;
    hub::SharedNotice notice;  // absent: a status, encoded
    std::string status;
    std::size_t bytes{};
  };
  [[nodiscard]] bool add(Frame frame);

  std::deque<Frame> frames_;
  std::size_t bytes_{};
};

}  // namespace arena::net
