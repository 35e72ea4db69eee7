// SPDX-License-Identifier: EUPL-1.2
// The file `staff.sqlite`: who works here, what is entrusted to them, and what was done. The log is
// append-only, chained by hash, and holds no content: who, what, to which conversation, when.
//
// One connection, used by one thread at a time; each change is on the disk when its function
// returns. Throws journal::SqliteError.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/journal/sqlite.hpp"
#include "server/staff/duties.hpp"
#include "server/staff/totp.hpp"
#include "sessions/ids.hpp"

namespace arena::staff {

using AccountId = std::int64_t;
inline constexpr AccountId token_holder = 0;  // who has the administrator's token of the directory
inline constexpr AccountId unknown_person = -1;

using TranscriptDigest = Octets<struct TranscriptDigestTag, 32>;  // SHA-256 of its JSON Lines

struct Account {
  AccountId id{};
  std::string name;
  Roles roles;
  std::string password;  // argon2id, as libsodium writes it
  TotpSecret totp;
  std::int64_t totp_used{};  // the last step whose code was taken: none is taken twice
  std::int64_t wrong{};      // tries in a row
  Instant wait_until{};      // no try is looked at before
};

struct Entry {
  std::int64_t number{};  // from 1, without a gap
  Instant at;
  AccountId who{};
  Deed deed{};
  bool allowed{};
  std::optional<ConversationId> conversation{};
  AccountId about{};  // of deeds to an account; otherwise 0
};

// How far a transcript is on its way to the researchers (`Office`).
struct Release {
  AccountId confirms{};                    // who was named before the conversation opened
  std::optional<AccountId> proposed_by{};  // who read it first
  TranscriptDigest transcript{};           // of what they read
  bool released{};
};

// What of an account others may see.
struct Listed {
  AccountId id{};
  std::string name;
  Roles roles;
};

class Register {
 public:
  explicit Register(const std::filesystem::path& directory);
  ~Register();

  [[nodiscard]] std::optional<Account> find(const std::string& name);
  [[nodiscard]] std::vector<Listed> accounts();
  // None if there is one of that name.
  std::optional<AccountId> add(Account account);
  // With what was entrusted to it. What it did stays in the log, under its number, which nobody
  // is given again. False if there is none.
  bool remove(const std::string& name);
  void took_code(AccountId id, std::int64_t step);  // a right login
  void was_wrong(AccountId id, std::int64_t wrong, Instant wait_until);

  void entrust(AccountId to, const ConversationId& conversation);
  [[nodiscard]] std::vector<ConversationId> entrusted(AccountId to);

  [[nodiscard]] std::optional<Release> release_of(const ConversationId& conversation);
  void write_release(const ConversationId& conversation, const Release& release);
  [[nodiscard]] std::vector<ConversationId> confirmed_by(AccountId named);

  // All that `changes` does, or nothing of it.
  template <class Changes>
  void together(const Changes& changes) {
    database_->run("BEGIN IMMEDIATE");
    try {
      changes();
      database_->run("COMMIT");
    } catch (...) {
      if (database_->in_transaction()) database_->run("ROLLBACK");
      throw;
    }
  }

  void note(const Entry& entry);
  [[nodiscard]] std::vector<Entry> log(std::int64_t after, std::size_t at_most);

 private:
  struct Statements;
  std::unique_ptr<journal::Database> database_;
  std::unique_ptr<Statements> statements_;
};

// What `arena verify` says of the log: the number of its entries, or the first that is not as it
// was written. A directory without one has none.
struct LogReport {
  std::int64_t entries{};
  std::optional<std::int64_t> fault{};
};
[[nodiscard]] LogReport verify_log(const std::filesystem::path& directory);

}  // namespace arena::staff
