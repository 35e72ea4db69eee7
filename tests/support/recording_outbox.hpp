// SPDX-License-Identifier: EUPL-1.2
// An outbox that keeps everything it is given, in order, for a test to read.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/hub/ports.hpp"

namespace arena::test {

class RecordingOutbox final : public hub::Outbox {
 public:
  struct Sent {
    ViewerSequence sequence;
    hub::SharedNotice notice;
  };

  void notice(ViewerSequence sequence, hub::SharedNotice notice) override {
    if (closed_) return;
    if (on_notice) on_notice(sequence, *notice);
    notices_.push_back(Sent{sequence, std::move(notice)});
  }
  void status(const hub::Status& status) override {
    if (closed_) return;
    if (on_status) on_status(status);
    statuses_.push_back(status);
  }
  void close(hub::CloseReason reason) override {
    if (closed_) return;
    closed_ = reason;
    if (on_close) on_close(reason);
  }

  [[nodiscard]] const std::vector<Sent>& notices() const noexcept { return notices_; }
  [[nodiscard]] const std::vector<hub::Status>& statuses() const noexcept { return statuses_; }
  [[nodiscard]] std::optional<hub::CloseReason> closed() const noexcept { return closed_; }

  template <class S>
  [[nodiscard]] std::size_t count() const {
    std::size_t n = 0;
    for (const auto& status : statuses_) n += std::holds_alternative<S>(status) ? 1U : 0U;
    return n;
  }
  template <class S>
  [[nodiscard]] const S* last() const {
    for (auto it = statuses_.rbegin(); it != statuses_.rend(); ++it) {
      if (const S* status = std::get_if<S>(&*it)) return status;
    }
    return nullptr;
  }

  std::function<void(ViewerSequence, const std::string&)> on_notice;
  std::function<void(const hub::Status&)> on_status;
  std::function<void(hub::CloseReason)> on_close;

 private:
  std::vector<Sent> notices_;
  std::vector<hub::Status> statuses_;
  std::optional<hub::CloseReason> closed_;
};

}  // namespace arena::test
