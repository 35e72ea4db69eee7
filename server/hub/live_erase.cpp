// SPDX-License-Identifier: EUPL-1.2
// Words that cease to exist because the person whose they are wants it.
#include <algorithm>
#include <chrono>
#include <set>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "server/hub/live.hpp"
#include "sessions/keeping.hpp"

namespace arena::hub {
namespace {

template <class Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// Who is in which room, or away, may be another after it.
bool moves_people(const Record& record) {
  const auto& body = record.event.body;
  return std::holds_alternative<RoundOpened>(body) || std::holds_alternative<SittingEnded>(body) ||
         std::holds_alternative<Closed>(body) || std::holds_alternative<PositionTaken>(body) ||
         std::holds_alternative<PositionLeft>(body);
}

}  // namespace

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
  const Gone gone{append.erase, append.forget};
  if (gone.words.empty() && gone.names.empty()) {
    return done(tl::unexpected(WithdrawRefusal::no_such_words));
  }
  write(std::move(append), [this, done, gone](bool durable) {
    if (!durable) return done(tl::unexpected(WithdrawRefusal::frozen));
    after_the_log_is_empty([this, done, gone] {
      take_from_screens(gone);
      done(gone.words.size());
    });
  });
}

// Everybody who was told of what is gone reads all of it again, and finds it empty. Who was told
// nothing of it notices nothing. Whoever takes back one word after the other does not keep all
// others reading: what goes within a second of the last time waits for its end.
void Live::take_from_screens(Gone gone) {
  gone_.words.insert(gone_.words.end(), gone.words.begin(), gone.words.end());
  gone_.names.insert(gone_.names.end(), gone.names.begin(), gone.names.end());
  if (taking_) return;
  taking_ = true;
  reads_again_.merge(told_of(std::exchange(gone_, {})));
  read_again();
  screens_.expires_after(std::chrono::milliseconds(Hub::screens_each.value));
  screens_.async_wait([this](boost::system::error_code ec) {
    if (ec) return;
    taking_ = false;
    if (!gone_.words.empty() || !gone_.names.empty()) take_from_screens({});
  });
}

// Who has read again since is not kept anywhere. So after a start everybody owes it who was told of
// anything that is gone by now; a screen that begins from the beginning has paid.
void Live::look_back() {
  if (std::exchange(looked_back_, true)) return;
  Gone gone;
  for (const Record& record : std::span(records_).first(told_)) {
    if (record.event.content && !record.content) gone.words.push_back(record.event.number);
  }
  if (!gone.words.empty()) reads_again_.merge(told_of(gone));
}

// Who is away, where nothing arrives, or not connected reads when back; who is reading, after that.
// Nobody is away or back before that is on the disk and told. It is done once the first page is
// asked for: the connection may be gone already.
void Live::read_again() {
  if (reads_again_.empty()) return;
  const auto pending = std::span(records_).subspan(told_);
  if (frozen_ || std::any_of(pending.begin(), pending.end(), moves_people)) return;
  for (const SeatId seat : reads_again_) {
    const auto connection = connection_of(seat);
    if (!connection || !connection->caught_up || conversation_.away(seat)) continue;
    place(*connection, {});
    connection->caught_up = false;
    connection->outbox->status(Welcome{ports_.clock.now(), true, true});
  }
}

// Whose notices would be other bytes if these words or names were others.
std::set<SeatId> Live::told_of(const Gone& gone) const {
  const auto as_if = [&](std::string_view instead) {
    Words other = words();
    other.text = [&gone, instead, text = other.text](EventNumber number) {
      return contains(gone.words, number) ? instead : text(number);
    };
    other.name = [&gone, instead, name = other.name](SeatId seat) {
      return contains(gone.names, seat) ? instead : name(seat);
    };
    return other;
  };
  const Words one = as_if("a"), another = as_if("b");
  struct Looked {
    Notice notice;
    bool rests{};
  };
  // Words are told from their event on; names from anywhere.
  const auto first = std::min_element(gone.words.begin(), gone.words.end());
  const std::size_t from = gone.names.empty() ? first->value - 1 : 0;
  std::set<SeatId> told;
  for (std::size_t i = from; i < told_; ++i) {
    std::vector<Looked> looked;  // many are told the same
    for (std::uint32_t n = 1; n <= conversation_.seats_size(); ++n) {
      const SeatId seat{n};
      if (told.contains(seat) || !seat_is_told(seat)) continue;
      const auto notice = conversation_.notice_for(seat, records_[i].event);
      if (!notice) continue;
      auto found = std::find_if(looked.begin(), looked.end(),
                                [&](const Looked& each) { return each.notice == *notice; });
      if (found == looked.end()) {
        const bool rests =
            *ports_.encoder.encode(*notice, one) != *ports_.encoder.encode(*notice, another);
        found = looked.insert(looked.end(), {*notice, rests});
      }
      if (found->rests) told.insert(seat);
    }
  }
  return told;
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
