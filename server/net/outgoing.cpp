// SPDX-License-Identifier: EUPL-1.2
#include "server/net/outgoing.hpp"

#include <utility>

#include "server/codec/wire.hpp"

namespace arena::net {

bool Outgoing::add(ViewerSequence sequence, hub::SharedNotice notice) {
  const std::size_t bytes = codec::notice_frame_bytes(*notice);
  return add(Frame{sequence, std::move(notice), {}, bytes});
}

bool Outgoing::add(const hub::Status& status) {
  std::string encoded;
  codec::append_status_frame(encoded, status);
  const std::size_t bytes = encoded.size();
  return add(Frame{{}, nullptr, std::move(encoded), bytes});
}

bool Outgoing::add(Frame frame) {
  if (frames_.size() == frames_max || bytes_ + frame.bytes > bytes_max) return false;
  bytes_ += frame.bytes;
  frames_.push_back(std::move(frame));
  return true;
}

void Outgoing::take(std::string& message) {
  message.clear();
  while (!frames_.empty()) {
    const Frame& frame = frames_.front();
    if (!message.empty() && message.size() + frame.bytes > message_bytes_max) return;
    if (frame.notice) {
      codec::append_notice_frame(message, frame.sequence, *frame.notice);
    } else {
      message += frame.status;
    }
    bytes_ -= frame.bytes;
    frames_.pop_front();
  }
}

void Outgoing::clear() {
  frames_.clear();
  bytes_ = 0;
}

}  // namespace arena::net
