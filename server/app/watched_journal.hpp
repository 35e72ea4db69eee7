// SPDX-License-Identifier: EUPL-1.2
// A journal that is watched: says in the log when the record can no longer be written, and when
// it can again, and knows which of the two holds.
//
// Threads as of hub::Journal; is_writable() from any.
#pragma once

#include <atomic>
#include <utility>

#include "server/app/log.hpp"
#include "server/hub/ports.hpp"

namespace arena::app {

class WatchedJournal final : public hub::Journal {
 public:
  WatchedJournal(hub::Journal& journal, Log& log) : journal_(journal), log_(log) {}

  void append(hub::Append append, Appended done) override;
  void load(ConversationId conversation, Loaded done) override;
  void probe(Probed done) override;

  [[nodiscard]] bool is_writable() const noexcept { return writable_; }

 private:
  void written(const tl::expected<void, hub::StorageError>& result);

  hub::Journal& journal_;
  Log& log_;
  std::atomic<bool> writable_{true};
};

}  // namespace arena::app
