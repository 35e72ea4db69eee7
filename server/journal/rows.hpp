// SPDX-License-Identifier: EUPL-1.2
// From rows to records, with every check that a row allows: the one way to read the record, for
// recovery as for `arena verify`.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/journal/sqlite.hpp"
#include "sessions/event.hpp"
#include "tl/expected.hpp"

namespace arena::journal {

// "ARNA": what tells a record from any other SQLite file.
inline constexpr std::int64_t application_id = 0x41524e41;

// Throws SqliteError if `database` is not a record this version reads, with a sentence that says
// which. An empty new file is no record either.
void expect_record(Database& database, const std::filesystem::path& file);

// What to tell when `file` cannot be opened or read as a record: one sentence.
[[nodiscard]] std::string open_failure(const std::filesystem::path& file, const SqliteError& error);

// One row of `events` with the row of `contents` beside it.
struct Row {
  std::int64_t number{}, seat{};
  std::optional<std::string_view> command;
  std::string_view chain, bytes;
  bool content{};  // false: erased, or there never was one
  std::string_view salt, text, checksum;
};

// Of a query that selects row_columns, from column `first` on.
inline constexpr const char* row_columns =
    "e.number, e.seat, e.command, e.chain, e.bytes, c.number, c.salt, c.text, c.checksum"
    " FROM events e LEFT JOIN contents c"
    " ON c.conversation = e.conversation AND c.number = e.number";
[[nodiscard]] Row row_of(const Query& query, int first);

// "conversation <hex>, event <n>: <what>".
[[nodiscard]] std::string event_fault(std::string_view conversation, std::int64_t number,
                                      std::string_view what);

// The id in `bytes`, if they are as long as it.
template <class Target>
[[nodiscard]] std::optional<Target> octets(std::string_view bytes) {
  if (bytes.size() != Target::size) return std::nullopt;
  Target out;
  std::memcpy(out.bytes.data(), bytes.data(), Target::size);
  return out;
}

// Follows one conversation from its first event on.
class Chain {
 public:
  explicit Chain(const ConversationId& conversation);

  // The record in `row`, or what is wrong with it (event_fault).
  [[nodiscard]] tl::expected<Record, std::string> next(const Row& row);
  [[nodiscard]] const ConversationId& conversation() const noexcept { return conversation_; }
  [[nodiscard]] std::int64_t last() const noexcept { return last_; }
  [[nodiscard]] const std::string& link() const noexcept { return link_; }  // after the last

 private:
  [[nodiscard]] std::optional<std::string> fault_of_content(const Row& row,
                                                            const Event& event) const;

  ConversationId conversation_;
  std::int64_t last_{};
  std::string link_;
  std::set<std::pair<SeatId, CommandId>> commands_;
};

// Reads the rows of one conversation, in order, into `take`; the fault that stopped it.
class RowReader {
 public:
  explicit RowReader(Database& database);
  [[nodiscard]] std::optional<std::string> read(const ConversationId& conversation,
                                                const std::function<void(Record)>& take);
  // Every conversation that has an event, in order of its id.
  [[nodiscard]] std::vector<ConversationId> conversations();

 private:
  Statement rows_;
  Statement conversations_;
};

}  // namespace arena::journal
