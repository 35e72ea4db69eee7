// SPDX-License-Identifier: EUPL-1.2
// The record as tables: what the journal's thread does with its one connection. Blocking; every
// function throws SqliteError and leaves no transaction open.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "server/hub/ports.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/rows.hpp"
#include "server/journal/seal.hpp"
#include "server/journal/sqlite.hpp"
#include "tl/expected.hpp"

namespace arena::journal {

class Store {
 public:
  Store(const std::filesystem::path& file, Options options);
  ~Store();  // moves the write-ahead log into the file
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] hub::Directory directory();
  // All of them in one commit, durable when this returns; or nothing of any.
  void append(std::span<const hub::Append* const> group);
  [[nodiscard]] tl::expected<std::vector<Record>, hub::StorageError> load(
      const ConversationId& conversation);
  void probe();
  // Moves the write-ahead log into the file once it is long, or holds what was erased; nobody
  // waits for it. A log that cannot be moved now (the disk is full) is moved another time.
  void tidy();
  // False: SQLite did not undo a failed transaction; the store must be opened anew.
  [[nodiscard]] bool usable() const noexcept { return !database_->in_transaction(); }

 private:
  // The end of a conversation's chain.
  struct Tail {
    std::int64_t number{};
    std::string link;
  };
  class Transaction;

  void put(const hub::Append& append);
  void put(const ConversationId& conversation, Tail& tail, const Record& record);
  void seal(const ConversationId& conversation, const Tail& tail);
  void purge(const ConversationId& conversation);
  [[nodiscard]] Tail& tail_of(const ConversationId& conversation);

  std::unique_ptr<Sealer> sealer_;  // absent: nothing is sealed
  std::unique_ptr<Database> database_;
  RowReader reader_;
  Statement begin_, commit_, savepoint_, release_;
  Statement tail_, event_, content_, erase_, invitation_, seat_, forget_, keep_until_, seal_,
      probe_, unprobe_;
  std::map<ConversationId, Tail> tails_;
  bool remnants_{};  // of erased texts and names, in the log
};

}  // namespace arena::journal
