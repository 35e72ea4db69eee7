// SPDX-License-Identifier: EUPL-1.2
// A journal in memory that a test holds in its hand: it commits when it is told to, fails when
// it is told to, and forgets what was not committed when it is told to crash.
//
// What is given waits in order. `step()` takes one group (everything that waits, up to
// `group_max` appends) and commits it as a whole or fails it as a whole, as the port promises;
// a load or a probe is a step of its own. With an io_context, callbacks are posted to it;
// without one they run inside step(), never inside append().
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <variant>
#include <vector>

#include "server/hub/ports.hpp"

namespace arena::test {

class MemoryJournal : public hub::Journal {
 public:
  // What has reached the disk; it outlives a crash.
  struct Disk {
    std::map<ConversationId, std::vector<Record>> histories;
    std::map<hub::Digest, hub::Invitation> invitations;
    std::vector<hub::SeatKey> seat_keys;
    std::map<ConversationId, Instant> keep_until;
  };

  explicit MemoryJournal(boost::asio::io_context* io = nullptr) : io_(io) {}

  void append(hub::Append append, Appended done) override;
  void load(ConversationId conversation, Loaded done) override;
  void probe(Probed done) override;

  // One group, one load or one probe. False: nothing waits.
  bool step();
  // Until nothing waits (with an io_context: nothing that was given so far).
  void settle();

  void fail_from_now_on(bool fail) noexcept { failing_ = fail; }
  void fail_group(std::size_t nth_from_now) noexcept { fail_in_ = nth_from_now; }
  void group_max(std::size_t appends) noexcept { group_max_ = appends; }

  // The machine stops: what waits is lost, and nobody is told.
  void crash() { waiting_.clear(); }

  [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }
  [[nodiscard]] std::size_t groups_committed() const noexcept { return groups_committed_; }
  [[nodiscard]] std::size_t groups_failed() const noexcept { return groups_failed_; }
  [[nodiscard]] const Disk& disk() const noexcept { return disk_; }
  void restore(Disk disk) { disk_ = std::move(disk); }
  [[nodiscard]] hub::Directory directory() const;

  // Removes texts and salts from the record, as an erasure would.
  void erase_contents(ConversationId conversation);

  // Called at each commit, before anybody is told.
  std::function<void(const hub::Append&)> on_commit;

 private:
  struct Appending {
    hub::Append append;
    Appended done;
  };
  struct Loading {
    ConversationId conversation;
    Loaded done;
  };
  struct Probing {
    Probed done;
  };
  using Task = std::variant<Appending, Loading, Probing>;

  void commit_or_fail(std::vector<Appending> group);
  [[nodiscard]] bool fits(const std::vector<Appending>& group) const;
  void keep(const hub::Append& append);
  void purge(const ConversationId& conversation);
  [[nodiscard]] bool this_group_fails() noexcept;
  void tell(std::function<void()> callback);

  boost::asio::io_context* io_;
  std::deque<Task> waiting_;
  Disk disk_;
  std::size_t group_max_ = 64;
  std::size_t groups_committed_{};
  std::size_t groups_failed_{};
  std::optional<std::size_t> fail_in_;
  bool failing_{};
};

// A journal of a disk that is full from the start.
class FailingJournal final : public MemoryJournal {
 public:
  explicit FailingJournal(boost::asio::io_context* io = nullptr) : MemoryJournal(io) {
    fail_from_now_on(true);
  }
};

}  // namespace arena::test
