// SPDX-License-Identifier: EUPL-1.2
// The little of SQLite that the record uses. Errors are SqliteError and stay in this folder:
// what is public reports a StorageError.
//
// One Database is one connection, used by one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace arena::journal {

class SqliteError : public std::runtime_error {
 public:
  SqliteError(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
  [[nodiscard]] int code() const noexcept { return code_; }  // SQLite's primary result code

 private:
  int code_;
};

// From now on SQLite overwrites memory before it gives it back. To be called once, before the first
// Database of the process; false if it was too late.
bool wipe_freed_memory() noexcept;

class Database {
 public:
  enum class Access {
    create,  // makes the file where there is none, readable by its owner only
    read     // changes nothing, not even by closing
  };
  Database(const std::filesystem::path& file, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const char* sql);
  [[nodiscard]] std::int64_t number(const char* sql);  // the first value of the first row
  [[nodiscard]] std::string text(const char* sql);
  [[nodiscard]] bool in_transaction() const noexcept;
  enum class Log { keep, empty };
  // Moves the write-ahead log into the file, as far as that goes; false if not all of it went.
  // Log::empty leaves nothing of it behind.
  bool checkpoint(Log log) noexcept;
  void check(int code) const;  // throws unless it is SQLITE_OK
  // Pages in the write-ahead log after the last commit.
  [[nodiscard]] int wal_pages() const noexcept { return wal_pages_; }

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };

  int wal_pages_{};
  std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement, kept as long as its database.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);

 private:
  friend class Query;
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const noexcept;
  };
  Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

struct Text {
  std::string_view bytes;  // UTF-8
};
struct Blob {
  std::string_view bytes;
};
using Value = std::variant<std::nullptr_t, std::int64_t, Text, Blob>;

// One use of a statement: binds on construction, resets when it goes. What is bound must live
// as long; what a column gives lives until next().
class Query {
 public:
  Query(Statement& statement, std::initializer_list<Value> values);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  [[nodiscard]] bool next();  // whether there is another row
  void finish();              // for statements that give no rows

  [[nodiscard]] bool null(int column) const noexcept;
  [[nodiscard]] std::int64_t number(int column) const noexcept;
  [[nodiscard]] std::string_view bytes(int column) const noexcept;  // of a text or a blob

 private:
  Statement& statement_;
};

}  // namespace arena::journal
