// SPDX-License-Identifier: EUPL-1.2
// What tests of the record share: a directory that goes away, short histories, waiting for the
// journal's thread, and another hand in its file, which the product does not have.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "server/journal/journal.hpp"

namespace arena::test {

using journal::commitment;
using journal::SqliteJournal;
using journal::verify;
using journal::VerifyReport;

namespace fs = std::filesystem;
using Status = tl::expected<void, hub::StorageError>;
using History = tl::expected<std::vector<Record>, hub::StorageError>;

template <class Target>
Target octets(std::uint64_t seed) {
  Target out;
  for (std::size_t i = 0; i < Target::size; ++i) {
    out.bytes[i] = static_cast<std::byte>((seed >> (8 * (i % 8))) + i * (seed + 3));
  }
  return out;
}

inline const ConversationId one = octets<ConversationId>(1);
inline const ConversationId two = octets<ConversationId>(2);

class Directory {
 public:
  Directory() {
    std::string name = (fs::temp_directory_path() / "arena-journal-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Directory() { fs::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] fs::path file() const { return path_ / "journal.sqlite"; }

 private:
  fs::path path_;
};

// ---- records

inline Record with_text(Event event, std::string text) {
  const Salt salt = octets<Salt>(event.number.value * 977 + 5);
  event.cause =
      Cause{octets<CommandId>(event.number.value + 1'000), commitment(salt, "command " + text)};
  event.content = commitment(salt, text);
  return {std::move(event), Content{salt, std::move(text)}};
}

inline Event event_at(std::uint64_t number, EventBody body) {
  Event event;
  event.number = {number};
  event.at = {1'788'256'800'000 + static_cast<std::int64_t>(number)};
  event.actor = {number == 1 ? 0U : 3U};
  event.audience = {1, {{3}}};
  event.body = std::move(body);
  return event;
}

inline Record created(const ConversationId& id) {
  return {event_at(1, Created{id, "id: \"open_gesprek\"\n", "Wachten", ArchiveLevel::full}),
          std::nullopt};
}

inline Record spoken(std::uint64_t number, std::string text) {
  const auto turn = static_cast<std::uint32_t>(number);
  return with_text(event_at(number, Spoken{{{1, 0, 0}, turn}, false, std::nullopt}),
                   std::move(text));
}

// A command without words: its salt stands alone.
inline Record passed(std::uint64_t number) {
  Event event = event_at(number, Passed{Turn{{1, 0, 0}, static_cast<std::uint32_t>(number)}});
  const Salt salt = octets<Salt>(number * 31);
  event.cause = Cause{octets<CommandId>(number + 1'000), commitment(salt, "pass")};
  return {event, Content{salt, ""}};
}

inline Record plain(std::uint64_t number) {
  return {event_at(number, RoundPaused{}), std::nullopt};
}

inline hub::Append of(const ConversationId& id, std::vector<Record> records,
                      std::vector<hub::Invitation> invitations = {},
                      std::vector<hub::SeatKey> seat_keys = {},
                      std::vector<EventNumber> erase = {}) {
  return {id,
          std::move(records),
          std::move(invitations),
          std::move(seat_keys),
          std::move(erase),
          std::nullopt,
          std::nullopt};
}

inline std::vector<Record> a_history(const ConversationId& id) {
  return {created(id), spoken(2, "Ik heb drie weken gewacht."), passed(3),
          spoken(4, "En toen belde niemand. Ook niet op dinsdag."), plain(5)};
}

// ---- waiting for the journal

inline std::future<Status> give(SqliteJournal& journal, hub::Append append) {
  auto promise = std::make_shared<std::promise<Status>>();
  auto future = promise->get_future();
  journal.append(std::move(append), [promise](Status result) { promise->set_value(result); });
  return future;
}
inline Status append(SqliteJournal& journal, hub::Append append) {
  return give(journal, std::move(append)).get();
}
inline History load(SqliteJournal& journal, const ConversationId& id) {
  std::promise<History> promise;
  journal.load(id, [&](History history) { promise.set_value(std::move(history)); });
  return promise.get_future().get();
}
inline Status probe(SqliteJournal& journal) {
  std::promise<Status> promise;
  journal.probe([&](Status result) { promise.set_value(std::move(result)); });
  return promise.get_future().get();
}

// Holds the journal's thread, so that what is given meanwhile waits together.
class Hold {
 public:
  explicit Hold(SqliteJournal& journal) {
    journal.probe([released = release_.get_future().share()](const Status&) { released.wait(); });
  }
  ~Hold() { release_.set_value(); }

 private:
  std::promise<void> release_;
};

inline std::uint64_t any_history(const std::vector<Record>& /*history*/) { return 0; }

inline VerifyReport verified(const fs::path& directory) { return verify(directory, any_history); }

// ---- another hand in the file

class Hand {
 public:
  explicit Hand(const fs::path& file) {
    sqlite3_open(file.c_str(), &handle_);
    run("PRAGMA synchronous=OFF");
  }
  ~Hand() { sqlite3_close(handle_); }
  Hand(const Hand&) = delete;
  Hand& operator=(const Hand&) = delete;

  std::string run(const std::string& sql) {
    char* message = nullptr;
    sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message);
    std::string out = message == nullptr ? "" : message;
    sqlite3_free(message);
    return out;
  }
  std::string value(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr);
    std::string out;
    if (sqlite3_step(statement) == SQLITE_ROW) {
      const void* data = sqlite3_column_blob(statement, 0);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, 0));
      if (size > 0) out.assign(static_cast<const char*>(data), size);
    }
    sqlite3_finalize(statement);
    return out;
  }
  void replace(const std::string& sql, const std::string& bytes) {
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    sqlite3_bind_blob(statement, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    ASSERT_EQ(sqlite3_step(statement), SQLITE_DONE) << sqlite3_errmsg(handle_);
    sqlite3_finalize(statement);
  }
  void drop_triggers() {
    run("DROP TRIGGER events_never_change; DROP TRIGGER events_never_go;"
        "PRAGMA ignore_check_constraints=ON");
  }

 private:
  sqlite3* handle_{};
};

inline void write_histories(const fs::path& directory) {
  SqliteJournal journal(directory);
  ASSERT_TRUE(append(journal, of(one, a_history(one))));
  ASSERT_TRUE(append(journal, of(two, a_history(two))));
}

inline std::string bytes_of(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

// In place: truncating would make the file system write it to the disk each time.
inline void write_bytes(const fs::path& file, const std::string& bytes) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  if (!out) out.open(file, std::ios::binary | std::ios::out);
  out << bytes;
  out.close();
  fs::resize_file(file, bytes.size());
}

}  // namespace arena::test
