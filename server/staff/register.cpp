// SPDX-License-Identifier: EUPL-1.2
#include "server/staff/register.hpp"

#include <cstring>
#include <utility>

#include "server/journal/hash.hpp"

namespace arena::staff {
namespace {

namespace fs = std::filesystem;
using journal::Blob;
using journal::Database;
using journal::Query;
using journal::SqliteError;
using journal::Statement;
using journal::Text;

constexpr const char* file_name = "staff.sqlite";
constexpr std::string_view chain_domain = "arena.v1 staff log\n";

// docs/record-format.md explains each table.
constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS accounts(
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  roles INTEGER NOT NULL,
  password TEXT NOT NULL,
  totp BLOB NOT NULL,
  totp_used INTEGER NOT NULL,
  wrong INTEGER NOT NULL,
  wait_until INTEGER NOT NULL,
  gone INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS accounts_name ON accounts(name) WHERE gone = 0;
CREATE TABLE IF NOT EXISTS entrusted(
  account INTEGER NOT NULL,
  conversation BLOB NOT NULL CHECK(length(conversation) = 16),
  PRIMARY KEY(account, conversation)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS releases(
  conversation BLOB NOT NULL PRIMARY KEY CHECK(length(conversation) = 16),
  confirms INTEGER NOT NULL,
  proposed_by INTEGER NOT NULL,
  transcript BLOB NOT NULL CHECK(length(transcript) = 32),
  released INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deeds(
  number INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  who INTEGER NOT NULL,
  deed TEXT NOT NULL,
  allowed INTEGER NOT NULL,
  conversation BLOB NOT NULL,
  about INTEGER NOT NULL,
  chain BLOB NOT NULL CHECK(length(chain) = 32)
) STRICT;
CREATE TRIGGER IF NOT EXISTS deeds_never_change BEFORE UPDATE ON deeds
  BEGIN SELECT RAISE(ABORT, 'deeds never change'); END;
CREATE TRIGGER IF NOT EXISTS deeds_never_go BEFORE DELETE ON deeds
  BEGIN SELECT RAISE(ABORT, 'deeds never go'); END;
)sql";

std::int64_t bits_of(const Roles& roles) {
  std::int64_t bits = 0;
  for (const Role role : roles) bits |= std::int64_t{1} << static_cast<unsigned>(role);
  return bits;
}

Roles roles_of(std::int64_t bits) {
  Roles roles;
  for (const Role role : {Role::administrator, Role::host, Role::facilitator, Role::researcher}) {
    if ((bits >> static_cast<unsigned>(role) & 1) != 0) roles.push_back(role);
  }
  return roles;
}

template <class Target>
Target octets(std::string_view bytes) {
  Target out;
  if (bytes.size() == out.bytes.size()) std::memcpy(out.bytes.data(), bytes.data(), bytes.size());
  return out;
}

Account account_in(const Query& row) {
  return {row.number(0),
          std::string(row.bytes(1)),
          roles_of(row.number(2)),
          std::string(row.bytes(3)),
          octets<TotpSecret>(row.bytes(4)),
          row.number(5),
          row.number(6),
          {row.number(7)}};
}

std::vector<ConversationId> conversations_in(Statement& statement, AccountId of) {
  std::vector<ConversationId> found;
  Query row(statement, {of});
  while (row.next()) found.push_back(octets<ConversationId>(row.bytes(0)));
  return found;
}

// The words of an entry, as the chain has them.
std::string said(const Entry& entry, std::string_view deed) {
  std::string text;
  for (const std::int64_t number : {entry.number, entry.at.value, entry.who,
                                    std::int64_t{entry.allowed ? 1 : 0}, entry.about}) {
    text += std::to_string(number) + "\n";
  }
  text += std::string(deed) + "\n";
  if (entry.conversation) text += journal::raw(*entry.conversation);
  return text;
}

std::string link(std::string_view before, const Entry& entry, std::string_view deed) {
  return journal::blake2b({before, said(entry, deed)});
}

std::string chain_begin() { return journal::blake2b({chain_domain}); }

std::optional<Deed> deed_named(std::string_view wanted) {
  for (int i = 0; i <= static_cast<int>(Deed::confirm_release); ++i) {
    const auto deed = static_cast<Deed>(i);
    if (name(deed) == wanted) return deed;
  }
  return std::nullopt;
}

Entry entry_in(const Query& row) {
  Entry entry{row.number(0), {row.number(1)}, row.number(2), {}, row.number(4) != 0, {},
              row.number(6)};
  entry.deed = deed_named(row.bytes(3)).value_or(Deed::log_in);
  if (!row.bytes(5).empty()) entry.conversation = octets<ConversationId>(row.bytes(5));
  return entry;
}

constexpr const char* columns_of_deeds =
    "SELECT number, at, who, deed, allowed, conversation, about, chain FROM deeds ";

}  // namespace

struct Register::Statements {
  explicit Statements(Database& database)
      : find(database,
             "SELECT id, name, roles, password, totp, totp_used, wrong, wait_until FROM accounts "
             "WHERE name = ?1 AND gone = 0"),
        all(database, "SELECT id, name, roles FROM accounts WHERE gone = 0 ORDER BY id"),
        add(database,
            "INSERT INTO accounts(name, roles, password, totp, totp_used, wrong, wait_until, gone) "
            "VALUES(?1, ?2, ?3, ?4, 0, 0, 0, 0)"),
        // Its row keeps the number from being given again, and nothing else.
        remove(database,
               "UPDATE accounts SET gone = 1, name = '', roles = 0, password = '', totp = x'', "
               "totp_used = 0 WHERE id = ?1"),
        forget(database, "DELETE FROM entrusted WHERE account = ?1"),
        right(database,
              "UPDATE accounts SET totp_used = ?2, wrong = 0, wait_until = 0 WHERE id = ?1"),
        wrong(database, "UPDATE accounts SET wrong = ?2, wait_until = ?3 WHERE id = ?1"),
        entrust(database, "INSERT OR IGNORE INTO entrusted(account, conversation) VALUES(?1, ?2)"),
        entrusted(database, "SELECT conversation FROM entrusted WHERE account = ?1"),
        release(database,
                "SELECT confirms, proposed_by, transcript, released FROM releases "
                "WHERE conversation = ?1"),
        write_release(database, "INSERT OR REPLACE INTO releases VALUES(?1, ?2, ?3, ?4, ?5)"),
        confirmed_by(database, "SELECT conversation FROM releases WHERE confirms = ?1"),
        last(database, std::string(columns_of_deeds) + "ORDER BY number DESC LIMIT 1"),
        note(database,
             "INSERT INTO deeds(number, at, who, deed, allowed, conversation, about, chain) "
             "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
        log(database,
            std::string(columns_of_deeds) + "WHERE number > ?1 ORDER BY number LIMIT ?2") {}

  Statement find, all, add, remove, forget, right, wrong, entrust, entrusted, release,
      write_release, confirmed_by, last, note, log;
};

Register::Register(const fs::path& directory)
    : database_(std::make_unique<Database>(directory / file_name, Database::Access::create)) {
  // Emptied at each commit: who holds the file alone would otherwise leave old pages lying in it.
  database_->run("PRAGMA journal_mode=TRUNCATE");
  database_->run("PRAGMA synchronous=EXTRA");
  database_->run("PRAGMA secure_delete=ON");
  database_->run("PRAGMA temp_store=MEMORY");
  database_->run(schema);
  statements_ = std::make_unique<Statements>(*database_);
}

Register::~Register() = default;

std::optional<Account> Register::find(const std::string& name) {
  Query row(statements_->find, {Text{name}});
  return row.next() ? std::optional(account_in(row)) : std::nullopt;
}

std::vector<Listed> Register::accounts() {
  std::vector<Listed> found;
  Query row(statements_->all, {});
  while (row.next()) {
    found.push_back({row.number(0), std::string(row.bytes(1)), roles_of(row.number(2))});
  }
  return found;
}

std::optional<AccountId> Register::add(Account account) {
  if (find(account.name)) return std::nullopt;
  Query(statements_->add, {Text{account.name}, bits_of(account.roles), Text{account.password},
                           Blob{journal::raw(account.totp)}})
      .finish();
  return find(account.name)->id;
}

bool Register::remove(const std::string& name) {
  const auto account = find(name);
  if (!account) return false;
  Query(statements_->forget, {account->id}).finish();
  Query(statements_->remove, {account->id}).finish();
  return true;
}

void Register::took_code(AccountId id, std::int64_t step) {
  Query(statements_->right, {id, step}).finish();
}

void Register::was_wrong(AccountId id, std::int64_t wrong, Instant wait_until) {
  Query(statements_->wrong, {id, wrong, wait_until.value}).finish();
}

void Register::entrust(AccountId to, const ConversationId& conversation) {
  Query(statements_->entrust, {to, Blob{journal::raw(conversation)}}).finish();
}

std::vector<ConversationId> Register::entrusted(AccountId to) {
  return conversations_in(statements_->entrusted, to);
}

std::optional<Release> Register::release_of(const ConversationId& conversation) {
  Query row(statements_->release, {Blob{journal::raw(conversation)}});
  if (!row.next()) return std::nullopt;
  Release release{row.number(0), {}, octets<TranscriptDigest>(row.bytes(2)), row.number(3) != 0};
  if (row.number(1) != unknown_person) release.proposed_by = row.number(1);
  return release;
}

void Register::write_release(const ConversationId& conversation, const Release& release) {
  Query(statements_->write_release,
        {Blob{journal::raw(conversation)}, release.confirms,
         release.proposed_by.value_or(unknown_person), Blob{journal::raw(release.transcript)},
         std::int64_t{release.released ? 1 : 0}})
      .finish();
}

std::vector<ConversationId> Register::confirmed_by(AccountId named) {
  return conversations_in(statements_->confirmed_by, named);
}

void Register::note(const Entry& wanted) {
  Entry entry = wanted;
  entry.number = 1;
  std::string before = chain_begin();
  {
    Query last(statements_->last, {});
    if (last.next()) {
      entry.number = last.number(0) + 1;
      before = last.bytes(7);
    }
  }
  const std::string chain = link(before, entry, name(entry.deed));
  const std::string_view conversation =
      entry.conversation ? journal::raw(*entry.conversation) : std::string_view();
  Query(statements_->note,
        {entry.number, entry.at.value, entry.who, Text{name(entry.deed)},
         std::int64_t{entry.allowed ? 1 : 0}, Blob{conversation}, entry.about, Blob{chain}})
      .finish();
}

std::vector<Entry> Register::log(std::int64_t after, std::size_t at_most) {
  std::vector<Entry> found;
  Query row(statements_->log, {after, static_cast<std::int64_t>(at_most)});
  while (row.next()) found.push_back(entry_in(row));
  return found;
}

LogReport verify_log(const fs::path& directory) {
  LogReport report;
  if (!fs::exists(directory / file_name)) return report;
  try {
    Database database(directory / file_name, Database::Access::read);
    Statement all(database, std::string(columns_of_deeds) + "ORDER BY number");
    Query row(all, {});
    std::string before = chain_begin();
    while (row.next()) {
      const Entry entry = entry_in(row);
      before = link(before, entry, row.bytes(3));
      if (entry.number != report.entries + 1 || row.bytes(7) != before) {
        report.fault = report.entries + 1;
        return report;
      }
      ++report.entries;
    }
  } catch (const SqliteError&) {
    report.fault = report.entries + 1;  // from here on it cannot be read
  }
  return report;
}

}  // namespace arena::staff
