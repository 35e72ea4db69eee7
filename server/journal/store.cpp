// SPDX-License-Identifier: EUPL-1.2
#include "server/journal/store.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/codec/archive.hpp"
#include "server/journal/hash.hpp"

namespace arena::journal {
namespace {

// 16 MiB. A page that many commits change is moved into the file once.
constexpr int wal_pages_max = 4'000;
constexpr std::size_t tails_max = 10'000;

// docs/record-format.md explains each table. No rowid anywhere: it would tell in which order
// rows came that are not events.
constexpr const char* schema = R"sql(
CREATE TABLE events(
  conversation BLOB NOT NULL CHECK(length(conversation) = 16),
  number INTEGER NOT NULL CHECK(number > 0),
  seat INTEGER NOT NULL CHECK(seat >= 0),
  command BLOB CHECK(length(command) = 16),
  chain BLOB NOT NULL CHECK(length(chain) = 32),
  bytes BLOB NOT NULL,
  PRIMARY KEY(conversation, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX events_command ON events(conversation, seat, command)
  WHERE command IS NOT NULL;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events never change'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events never go'); END;
CREATE TABLE contents(
  conversation BLOB NOT NULL,
  number INTEGER NOT NULL,
  salt BLOB NOT NULL CHECK(length(salt) = 16),
  text TEXT NOT NULL,
  checksum BLOB NOT NULL CHECK(length(checksum) = 32),
  PRIMARY KEY(conversation, number),
  FOREIGN KEY(conversation, number) REFERENCES events(conversation, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE invitations(
  secret BLOB NOT NULL PRIMARY KEY CHECK(length(secret) = 32),
  conversation BLOB NOT NULL CHECK(length(conversation) = 16),
  script_group INTEGER NOT NULL CHECK(script_group BETWEEN 0 AND 255),
  kind INTEGER NOT NULL CHECK(kind BETWEEN 0 AND 2),
  expires INTEGER,
  used_by INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE seats(
  conversation BLOB NOT NULL CHECK(length(conversation) = 16),
  seat INTEGER NOT NULL,
  secret BLOB NOT NULL UNIQUE CHECK(length(secret) = 32),
  name TEXT NOT NULL,
  PRIMARY KEY(conversation, seat)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta(
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";
// A record that is older than these has no dates and no seals. A link is for the group it was made
// for: only who used it is ever written.
constexpr const char* later_schema = R"sql(
CREATE TRIGGER IF NOT EXISTS invitations_keep_their_group
  BEFORE UPDATE OF secret, conversation, script_group, kind, expires ON invitations
  BEGIN SELECT RAISE(ABORT, 'a link stays what it was made for'); END;
CREATE TABLE IF NOT EXISTS retention(
  conversation BLOB NOT NULL PRIMARY KEY CHECK(length(conversation) = 16),
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seals(
  conversation BLOB NOT NULL,
  number INTEGER NOT NULL,
  signer BLOB NOT NULL CHECK(length(signer) = 32),
  signature BLOB NOT NULL CHECK(length(signature) = 64),
  PRIMARY KEY(conversation, number),
  FOREIGN KEY(conversation, number) REFERENCES events(conversation, number)
) STRICT, WITHOUT ROWID;
)sql";

template <class Target>
Target required(std::string_view bytes) {
  const auto out = octets<Target>(bytes);
  if (!out) throw SqliteError(0, "an invitation or a seat's key has the wrong length");
  return *out;
}

void make_tables(Database& database) {
  database.run("BEGIN IMMEDIATE");
  database.run(schema);
  database.run(("PRAGMA application_id=" + std::to_string(application_id)).c_str());
  database.run(("PRAGMA user_version=" + std::to_string(schema_version)).c_str());
  database.run("COMMIT");
}

// Opens what is there, or makes it.
std::unique_ptr<Database> open_record(const std::filesystem::path& file, Options options) {
  auto database = std::make_unique<Database>(file, Database::Access::create);
  const bool fresh = database->number("PRAGMA application_id") == 0 &&
                     database->number("SELECT count(*) FROM sqlite_schema") == 0;
  if (!fresh) expect_record(*database, file);
  if (database->text("PRAGMA journal_mode=WAL") != "wal") {
    throw SqliteError(0, file.string() + " cannot have a write-ahead log; use another disk.");
  }
  database->run(options.synchronous == Options::Synchronous::full ? "PRAGMA synchronous=FULL"
                                                                  : "PRAGMA synchronous=OFF");
  database->run("PRAGMA foreign_keys=ON");
  database->run("PRAGMA recursive_triggers=ON");  // replacing an event would be deleting it
  database->run("PRAGMA secure_delete=ON");
  database->run("PRAGMA temp_store=MEMORY");  // no words in temporary files
  database->run("PRAGMA cache_size=-32768");  // KiB: the ends of many conversations
  if (fresh) make_tables(*database);
  database->run(later_schema);
  return database;
}

}  // namespace

// Undone unless it was committed.
class Store::Transaction {
 public:
  explicit Transaction(Store& store) : store_(store) { Query(store_.begin_, {}).finish(); }
  ~Transaction() {
    if (committed_) return;
    store_.tails_.clear();
    if (store_.usable()) return;  // SQLite has undone it already
    try {
      store_.database_->run("ROLLBACK");
    } catch (const SqliteError&) {
      // usable() tells: the store is opened anew.
    }
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    Query(store_.commit_, {}).finish();
    committed_ = true;
  }

 private:
  Store& store_;
  bool committed_{};
};

Store::Store(const std::filesystem::path& file, Options options)
    : sealer_(options.seal ? std::make_unique<Sealer>(*options.seal) : nullptr),
      database_(open_record(file, options)),
      reader_(*database_),
      begin_(*database_, "BEGIN IMMEDIATE"),
      commit_(*database_, "COMMIT"),
      savepoint_(*database_, "SAVEPOINT one"),
      release_(*database_, "RELEASE one"),
      tail_(*database_,
            "SELECT number, chain FROM events WHERE conversation = ?"
            " ORDER BY number DESC LIMIT 1"),
      event_(*database_, "INSERT INTO events VALUES(?, ?, ?, ?, ?, ?)"),
      content_(*database_, "INSERT INTO contents VALUES(?, ?, ?, ?, ?)"),
      erase_(*database_, "DELETE FROM contents WHERE conversation = ? AND number = ?"),
      invitation_(*database_,
                  "INSERT INTO invitations VALUES(?, ?, ?, ?, ?, ?) "
                  "ON CONFLICT(secret) DO UPDATE SET used_by = excluded.used_by"),
      seat_(*database_,
            "INSERT INTO seats VALUES(?, ?, ?, ?) ON CONFLICT(conversation, seat)"
            " DO UPDATE SET secret = excluded.secret, name = excluded.name"),
      forget_(*database_, "UPDATE seats SET name = '' WHERE conversation = ? AND seat = ?"),
      keep_until_(*database_, "INSERT INTO retention VALUES(?, ?)"),
      seal_(*database_, "INSERT INTO seals VALUES(?, ?, ?, ?)"),
      probe_(*database_,
             "INSERT OR REPLACE INTO meta VALUES('probe', 'can the record be written')"),
      unprobe_(*database_, "DELETE FROM meta WHERE name = 'probe'") {
  // A log that was left behind may hold texts that were erased in time.
  remnants_ = !database_->checkpoint(Database::Log::empty);
}

Store::~Store() { database_->checkpoint(Database::Log::empty); }

hub::Directory Store::directory() {
  hub::Directory out;
  out.conversations = reader_.conversations();
  Statement invitations(*database_, "SELECT * FROM invitations ORDER BY secret");
  for (Query row(invitations, {}); row.next();) {
    hub::Invitation invitation;
    invitation.secret = required<hub::Digest>(row.bytes(0));
    invitation.conversation = required<ConversationId>(row.bytes(1));
    invitation.group = {static_cast<std::uint8_t>(row.number(2))};
    invitation.kind = static_cast<hub::LinkKind>(row.number(3));
    if (!row.null(4)) invitation.expires = Instant{row.number(4)};
    invitation.used_by = {static_cast<std::uint32_t>(row.number(5))};
    out.invitations.push_back(invitation);
  }
  Statement seats(*database_, "SELECT * FROM seats ORDER BY conversation, seat");
  for (Query row(seats, {}); row.next();) {
    out.seat_keys.push_back({required<hub::Digest>(row.bytes(2)),
                             required<ConversationId>(row.bytes(0)),
                             {static_cast<std::uint32_t>(row.number(1))},
                             std::string(row.bytes(3))});
  }
  Statement dates(*database_, "SELECT conversation, until FROM retention ORDER BY until");
  for (Query row(dates, {}); row.next();) {
    out.keeping.push_back({required<ConversationId>(row.bytes(0)), Instant{row.number(1)}});
  }
  return out;
}

void Store::append(std::span<const hub::Append* const> group) {
  // By conversation, each in the order given; that order means nothing between conversations.
  std::vector<const hub::Append*> sorted(group.begin(), group.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* a, const auto* b) { return a->conversation < b->conversation; });
  Transaction transaction(*this);
  for (auto next = sorted.begin(); next != sorted.end();) {
    // What one conversation adds is a unit of its own within the group (DESIGN, section 3).
    const ConversationId conversation = (*next)->conversation;
    Query(savepoint_, {}).finish();
    for (; next != sorted.end() && (*next)->conversation == conversation; ++next) put(**next);
    Query(release_, {}).finish();
  }
  transaction.commit();
}

void Store::put(const hub::Append& append) {
  if (!append.records.empty()) {
    Tail& tail = tail_of(append.conversation);
    for (const Record& record : append.records) put(append.conversation, tail, record);
  }
  for (const EventNumber number : append.erase) {
    Query(erase_, {Blob{raw(append.conversation)}, static_cast<std::int64_t>(number.value)})
        .finish();
    remnants_ = true;
  }
  for (const hub::Invitation& invitation : append.invitations) {
    const Value expires = invitation.expires ? Value(invitation.expires->value) : Value(nullptr);
    Query(invitation_,
          {Blob{raw(invitation.secret)}, Blob{raw(invitation.conversation)},
           std::int64_t{invitation.group.value}, static_cast<std::int64_t>(invitation.kind),
           expires, std::int64_t{invitation.used_by.value}})
        .finish();
  }
  for (const hub::SeatKey& key : append.seat_keys) {
    Query(seat_, {Blob{raw(key.conversation)}, std::int64_t{key.seat.value}, Blob{raw(key.secret)},
                  Text{key.name}})
        .finish();
  }
  if (append.keep_until) {
    Query(keep_until_, {Blob{raw(append.conversation)}, append.keep_until->value}).finish();
  }
  if (append.purge) purge(append.conversation);
  for (const SeatId seat : append.forget) {
    Query(forget_, {Blob{raw(append.conversation)}, std::int64_t{seat.value}}).finish();
    remnants_ = true;
  }
}

// The events stay: they hold no words and no names, and what was decided and when is accounted for.
void Store::purge(const ConversationId& conversation) {
  for (const char* const sql :
       {"DELETE FROM contents WHERE conversation = ?", "DELETE FROM seats WHERE conversation = ?",
        "DELETE FROM invitations WHERE conversation = ?",
        "DELETE FROM retention WHERE conversation = ?"}) {
    Statement statement(*database_, sql);
    Query(statement, {Blob{raw(conversation)}}).finish();
  }
  remnants_ = true;
}

void Store::put(const ConversationId& conversation, Tail& tail, const Record& record) {
  const Event& event = record.event;
  const std::int64_t number = tail.number + 1;
  if (event.number.value != static_cast<std::uint64_t>(number)) {
    throw SqliteError(0, "conversation " + hex(raw(conversation)) + ": event " +
                             std::to_string(event.number.value) + " does not follow event " +
                             std::to_string(tail.number));
  }
  const std::string bytes = codec::encode_event(event);
  std::string link = chain_next(tail.link, bytes);
  const Value command = event.cause ? Value(Blob{raw(event.cause->id)}) : Value(nullptr);
  Query(event_, {Blob{raw(conversation)}, number, std::int64_t{event.actor.value}, command,
                 Blob{link}, Blob{bytes}})
      .finish();
  if (record.content) {
    const std::string_view salt = raw(record.content->salt);
    const std::string checksum = content_checksum(conversation, number, salt, record.content->text);
    Query(content_,
          {Blob{raw(conversation)}, number, Blob{salt}, Text{record.content->text}, Blob{checksum}})
        .finish();
  }
  tail = {number, std::move(link)};
  if (sealer_ && is_sealed(event)) seal(conversation, tail);
}

void Store::seal(const ConversationId& conversation, const Tail& tail) {
  const std::string signature = sealer_->seal(conversation, tail.number, tail.link);
  Query(seal_,
        {Blob{raw(conversation)}, tail.number, Blob{raw(sealer_->signer())}, Blob{signature}})
      .finish();
}

Store::Tail& Store::tail_of(const ConversationId& conversation) {
  if (const auto known = tails_.find(conversation); known != tails_.end()) return known->second;
  if (tails_.size() >= tails_max) tails_.clear();
  Tail tail{0, chain_begin(conversation)};
  Query row(tail_, {Blob{raw(conversation)}});
  if (row.next()) tail = {row.number(0), std::string(row.bytes(1))};
  return tails_.emplace(conversation, std::move(tail)).first->second;
}

tl::expected<std::vector<Record>, hub::StorageError> Store::load(
    const ConversationId& conversation) {
  std::vector<Record> out;
  const auto fault =
      reader_.read(conversation, [&](Record record) { out.push_back(std::move(record)); });
  if (fault) return tl::unexpected(hub::StorageError{*fault});
  return out;
}

void Store::probe() {
  for (Statement* const statement : {&probe_, &unprobe_}) {
    Transaction transaction(*this);
    Query(*statement, {}).finish();
    transaction.commit();
  }
}

void Store::tidy() {
  if (remnants_) {
    remnants_ = !database_->checkpoint(Database::Log::empty);
  } else if (database_->wal_pages() > wal_pages_max) {
    database_->checkpoint(Database::Log::keep);
  }
}

}  // namespace arena::journal
