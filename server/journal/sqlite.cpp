// SPDX-License-Identifier: EUPL-1.2
#include "server/journal/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace arena::journal {
namespace {

// Makes the file before SQLite does, so that nobody but its owner can ever read it. SQLite gives
// its write-ahead log the same mode.
void make_private(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) ::close(descriptor);  // what is wrong otherwise, SQLite says
}

// SQLite reads a file: name as a URI; these would end its path.
std::string uri_path(const std::filesystem::path& file) {
  std::string out;
  for (const char c : file.string()) {
    if (c == '%' || c == '?' || c == '#') {
      out += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    } else {
      out += c;
    }
  }
  return out;
}

// A record that was closed cleanly has no log, and can be read without writing at all.
// Otherwise SQLite must read the log, which takes a lock that only a writer can have.
bool has_log(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file.string() + "-wal", ignored);
}

int remember_pages(void* pages, sqlite3* /*handle*/, const char* /*name*/, int in_log) {
  *static_cast<int*>(pages) = in_log;
  return SQLITE_OK;
}

// SQLite's own memory, as it was before wipe_freed_memory().
sqlite3_mem_methods& plain_memory() {
  static sqlite3_mem_methods methods{};
  return methods;
}

void wipe_and_free(void* memory) {
  explicit_bzero(memory, static_cast<std::size_t>(plain_memory().xSize(memory)));
  plain_memory().xFree(memory);
}

// Always moves: what is left behind is wiped.
void* move_and_wipe(void* memory, int size) {
  void* const moved = plain_memory().xMalloc(size);
  if (moved == nullptr) return nullptr;
  const int kept = std::min(size, plain_memory().xSize(memory));
  std::memcpy(moved, memory, static_cast<std::size_t>(kept));
  wipe_and_free(memory);
  return moved;
}

}  // namespace

bool wipe_freed_memory() noexcept {
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain_memory()) != SQLITE_OK) return false;
  sqlite3_mem_methods wiping = plain_memory();
  wiping.xFree = &wipe_and_free;
  wiping.xRealloc = &move_and_wipe;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &wiping) == SQLITE_OK;
}

void Database::Close::operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }

Database::Database(const std::filesystem::path& file, Access access) {
  std::string name = file.string();
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  if (access == Access::create) {
    make_private(file);
    flags |= SQLITE_OPEN_CREATE;
  } else if (!has_log(file)) {
    name = "file:" + uri_path(std::filesystem::absolute(file)) + "?immutable=1";
    flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
  }
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &opened, flags, nullptr);
  handle_.reset(opened);
  if (opened == nullptr) throw SqliteError(SQLITE_NOMEM, "out of memory");
  check(code);
  run("PRAGMA trusted_schema=OFF");
  // The one connection rule, held by the lock; and no shared memory that a full disk could spoil.
  run("PRAGMA locking_mode=EXCLUSIVE");
  if (access == Access::create) {
    sqlite3_wal_hook(opened, remember_pages, &wal_pages_);
  } else {
    check(sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr));
    run("PRAGMA query_only=ON");
  }
}

void Database::check(int code) const {
  if (code == SQLITE_OK) return;
  throw SqliteError(code & 0xFF, sqlite3_errmsg(handle_.get()));
}

void Database::run(const char* sql) {
  check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr));
}

std::int64_t Database::number(const char* sql) {
  Statement statement(*this, sql);
  Query query(statement, {});
  return query.next() ? query.number(0) : 0;
}

std::string Database::text(const char* sql) {
  Statement statement(*this, sql);
  Query query(statement, {});
  return query.next() ? std::string(query.bytes(0)) : std::string();
}

bool Database::in_transaction() const noexcept {
  return sqlite3_get_autocommit(handle_.get()) == 0;
}

bool Database::checkpoint(Log log) noexcept {
  const int mode = log == Log::empty ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  int in_log = -1;
  int moved = -1;
  const int code = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, mode, &in_log, &moved);
  if (code != SQLITE_OK || in_log != moved) return false;
  wal_pages_ = 0;
  return true;
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const noexcept {
  sqlite3_finalize(handle);
}

Statement::Statement(Database& database, std::string_view sql) : database_(&database) {
  sqlite3_stmt* prepared = nullptr;
  const int code =
      sqlite3_prepare_v3(database.handle_.get(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  handle_.reset(prepared);
  database.check(code);
}

Query::Query(Statement& statement, std::initializer_list<Value> values) : statement_(statement) {
  sqlite3_stmt* const handle = statement.handle_.get();
  int index = 0;
  for (const Value& value : values) {
    ++index;
    statement.database_->check(std::visit(
        [&](const auto& v) {
          using Kind = std::decay_t<decltype(v)>;
          if constexpr (std::is_same_v<Kind, std::nullptr_t>) {
            return sqlite3_bind_null(handle, index);
          } else if constexpr (std::is_same_v<Kind, std::int64_t>) {
            return sqlite3_bind_int64(handle, index, v);
          } else {
            // A null pointer would bind NULL where an empty value is meant.
            const char* const data = v.bytes.empty() ? "" : v.bytes.data();
            if constexpr (std::is_same_v<Kind, Text>) {
              return sqlite3_bind_text64(handle, index, data, v.bytes.size(), SQLITE_STATIC,
                                         SQLITE_UTF8);
            } else {
              return sqlite3_bind_blob64(handle, index, data, v.bytes.size(), SQLITE_STATIC);
            }
          }
        },
        value));
  }
}

Query::~Query() {
  sqlite3_reset(statement_.handle_.get());
  sqlite3_clear_bindings(statement_.handle_.get());
}

bool Query::next() {
  const int code = sqlite3_step(statement_.handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) statement_.database_->check(code);
  return false;
}

void Query::finish() {
  while (next()) {
  }
}

bool Query::null(int column) const noexcept {
  return sqlite3_column_type(statement_.handle_.get(), column) == SQLITE_NULL;
}

std::int64_t Query::number(int column) const noexcept {
  return sqlite3_column_int64(statement_.handle_.get(), column);
}

std::string_view Query::bytes(int column) const noexcept {
  const void* const data = sqlite3_column_blob(statement_.handle_.get(), column);
  const auto size = sqlite3_column_bytes(statement_.handle_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

}  // namespace arena::journal
