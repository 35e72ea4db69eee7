// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/memory_journal.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

namespace arena::test {

void MemoryJournal::append(hub::Append append, Appended done) {
  waiting_.emplace_back(Appending{std::move(append), std::move(done)});
}

void MemoryJournal::load(ConversationId conversation, Loaded done) {
  waiting_.emplace_back(Loading{conversation, std::move(done)});
}

void MemoryJournal::probe(Probed done) { waiting_.emplace_back(Probing{std::move(done)}); }

bool MemoryJournal::step() {
  if (waiting_.empty()) return false;

  std::vector<Appending> group;
  while (!waiting_.empty() && group.size() < group_max_) {
    auto* appending = std::get_if<Appending>(&waiting_.front());
    if (appending == nullptr) break;
    group.push_back(std::move(*appending));
    waiting_.pop_front();
  }
  if (!group.empty()) {
    commit_or_fail(std::move(group));
    return true;
  }

  Task task = std::move(waiting_.front());
  waiting_.pop_front();
  if (auto* loading = std::get_if<Loading>(&task)) {
    const auto found = disk_.histories.find(loading->conversation);
    auto history = found == disk_.histories.end() ? std::vector<Record>{} : found->second;
    tell([done = std::move(loading->done), history = std::move(history)]() mutable {
      done(std::move(history));
    });
  } else if (auto* probing = std::get_if<Probing>(&task)) {
    tell([done = std::move(probing->done), failing = failing_] {
      if (failing) {
        done(tl::unexpected(hub::StorageError{"the disk is full"}));
      } else {
        done({});
      }
    });
  }
  return true;
}

void MemoryJournal::settle() {
  while (step()) {
  }
}

void MemoryJournal::commit_or_fail(std::vector<Appending> group) {
  if (this_group_fails() || !fits(group)) {
    ++groups_failed_;
    for (Appending& each : group) {
      tell([done = std::move(each.done)] {
        done(tl::unexpected(hub::StorageError{"the disk is full"}));
      });
    }
    return;
  }
  ++groups_committed_;
  for (const Appending& each : group) keep(each.append);
  for (Appending& each : group) {
    if (on_commit) on_commit(each.append);
    tell([done = std::move(each.done)] { done({}); });
  }
}

// An append whose numbers do not follow on is refused, as the product's UNIQUE keys would.
bool MemoryJournal::fits(const std::vector<Appending>& group) const {
  std::map<ConversationId, std::uint64_t> last;
  for (const Appending& each : group) {
    const auto found = disk_.histories.find(each.append.conversation);
    const std::uint64_t on_disk = found == disk_.histories.end() ? 0 : found->second.size();
    auto& next = last.try_emplace(each.append.conversation, on_disk).first->second;
    for (const Record& record : each.append.records) {
      if (record.event.number.value != ++next) return false;
    }
  }
  return true;
}

void MemoryJournal::keep(const hub::Append& append) {
  auto& history = disk_.histories[append.conversation];
  history.insert(history.end(), append.records.begin(), append.records.end());
  for (const EventNumber number : append.erase) history.at(number.value - 1).content.reset();
  for (const auto& invitation : append.invitations) {
    disk_.invitations[invitation.secret] = invitation;
  }
  for (const auto& key : append.seat_keys) {
    std::erase_if(disk_.seat_keys, [&key](const hub::SeatKey& other) {
      return other.conversation == key.conversation && other.seat == key.seat;
    });
    disk_.seat_keys.push_back(key);
  }
  for (hub::SeatKey& key : disk_.seat_keys) {
    const bool forgotten =
        std::find(append.forget.begin(), append.forget.end(), key.seat) != append.forget.end();
    if (key.conversation == append.conversation && forgotten) key.name.clear();
  }
  if (append.keep_until) disk_.keep_until[append.conversation] = *append.keep_until;
  if (append.purge) purge(append.conversation);
}

void MemoryJournal::purge(const ConversationId& conversation) {
  erase_contents(conversation);
  std::erase_if(disk_.invitations,
                [&](const auto& one) { return one.second.conversation == conversation; });
  std::erase_if(disk_.seat_keys,
                [&](const hub::SeatKey& key) { return key.conversation == conversation; });
  disk_.keep_until.erase(conversation);
}

bool MemoryJournal::this_group_fails() noexcept {
  if (failing_) return true;
  if (!fail_in_) return false;
  if ((*fail_in_)-- > 0) return false;
  fail_in_.reset();
  return true;
}

void MemoryJournal::tell(std::function<void()> callback) {
  if (io_ == nullptr) {
    callback();
    return;
  }
  boost::asio::post(*io_, std::move(callback));
}

hub::Directory MemoryJournal::directory() const {
  hub::Directory directory;
  for (const auto& [conversation, history] : disk_.histories) {
    directory.conversations.push_back(conversation);
  }
  for (const auto& [secret, invitation] : disk_.invitations) {
    directory.invitations.push_back(invitation);
  }
  directory.seat_keys = disk_.seat_keys;
  for (const auto& [conversation, until] : disk_.keep_until) {
    directory.keeping.push_back({conversation, until});
  }
  return directory;
}

void MemoryJournal::erase_contents(ConversationId conversation) {
  for (Record& record : disk_.histories[conversation]) record.content.reset();
}

}  // namespace arena::test
