// SPDX-License-Identifier: EUPL-1.2
// Words that cease to exist because the person whose they are wants it.
#include <utility>

#include "server/hub/live.hpp"
#include "sessions/keeping.hpp"

namespace arena::hub {

void Live::erase(SeatCode code, std::optional<Turn> only, const Withdrawn& done) {
  if (frozen_) return done(tl::unexpected(WithdrawRefusal::frozen));
  Append append;
  append.conversation = id_;
  append.erase = words_of(records_, code, only);
  if (!only) {
    for (const auto& [seat, name] : names_) {
      const auto sits = conversation_.seat(seat);
      if (!name.empty() && sits && sits->code == std::optional(code)) append.forget.push_back(seat);
    }
  }
  const std::size_t words = append.erase.size();
  if (words == 0 && append.forget.empty()) {
    return done(tl::unexpected(WithdrawRefusal::no_such_words));
  }
  write(std::move(append), [this, done, words](bool durable) {
    if (!durable) return done(tl::unexpected(WithdrawRefusal::frozen));
    after_the_log_is_empty([done, words] { done(words); });
  });
}

void Live::purge(const std::function<void(bool)>& done) {
  if (frozen_ || purged_ || conversation_.room().round != 0) return done(false);
  Append append;
  append.conversation = id_;
  append.purge = true;
  purged_ = true;
  write(std::move(append), [this, done](bool durable) {
    purged_ = durable;
    if (!durable) return done(false);
    for (Record& record : records_) record.content.reset();
    names_.clear();
    const auto connected = connections_;
    for (const auto& [seat, connection] : connected) {
      connection->outbox->close(CloseReason::bad_secret);
      detach(*connection, {});
    }
    after_the_log_is_empty([done] { done(true); });
  });
}

// What was erased stands in the write-ahead log until the journal has emptied it, right after the
// commit and before whatever it is asked next. What is answered is so.
void Live::after_the_log_is_empty(std::function<void()> then) {
  ports_.journal.probe([this, then = std::move(then)](const auto& /*probed*/) { post_(then); });
}

}  // namespace arena::hub
