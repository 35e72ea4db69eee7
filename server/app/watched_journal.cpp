// SPDX-License-Identifier: EUPL-1.2
#include "server/app/watched_journal.hpp"

namespace arena::app {

void WatchedJournal::append(hub::Append append, Appended done) {
  auto watched = [this, done = std::move(done)](tl::expected<void, hub::StorageError> result) {
    written(result);
    done(std::move(result));
  };
  journal_.append(std::move(append), std::move(watched));
}

void WatchedJournal::load(ConversationId conversation, Loaded done) {
  auto watched = [this, done = std::move(done)](auto result) {
    if (!result) log_.error("a conversation cannot be read: " + result.error().sentence);
    done(std::move(result));
  };
  journal_.load(conversation, std::move(watched));
}

void WatchedJournal::probe(Probed done) {
  auto watched = [this, done = std::move(done)](tl::expected<void, hub::StorageError> result) {
    written(result);
    done(std::move(result));
  };
  journal_.probe(std::move(watched));
}

// Once per change: a disk stays full for many tries.
void WatchedJournal::written(const tl::expected<void, hub::StorageError>& result) {
  const bool was_writable = writable_.exchange(result.has_value());
  if (result && !was_writable) log_.info("the record can be written again: conversations go on");
  if (!result && was_writable) log_.error("conversations freeze: " + result.error().sentence);
}

}  // namespace arena::app
