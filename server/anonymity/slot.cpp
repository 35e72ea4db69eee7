// SPDX-License-Identifier: EUPL-1.2
#include "server/anonymity/slot.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "server/journal/sqlite.hpp"

namespace arena::anonymity {
namespace {

using journal::Blob;
using journal::Database;
using journal::Query;
using journal::SqliteError;
using journal::Statement;

constexpr std::string_view prefix = "slot-";
constexpr std::string_view suffix = ".pending";

// No rowid: it would be the order of arrival. `blinded` is all zeros until a token is issued, so
// that a row never changes its size and place.
constexpr const char* schema = R"sql(
BEGIN IMMEDIATE;
CREATE TABLE slot(
  secret BLOB NOT NULL PRIMARY KEY CHECK(length(secret) = 32),
  conversation BLOB NOT NULL CHECK(length(conversation) = 16),
  floor INTEGER NOT NULL CHECK(floor >= 4)
) STRICT, WITHOUT ROWID;
CREATE TABLE issued(
  seat INTEGER NOT NULL PRIMARY KEY CHECK(seat > 0),
  blinded BLOB NOT NULL CHECK(length(blinded) = 32)
) STRICT, WITHOUT ROWID;
CREATE TABLE envelopes(
  token BLOB NOT NULL PRIMARY KEY CHECK(length(token) = 32),
  body BLOB NOT NULL CHECK(length(body) = 4096)
) STRICT, WITHOUT ROWID;
COMMIT;
)sql";

template <class Tag, std::size_t N>
[[nodiscard]] std::string_view raw(const Octets<Tag, N>& octets) {
  return {reinterpret_cast<const char*>(octets.bytes.data()), N};
}
[[nodiscard]] std::string_view raw(const Envelope& envelope) {
  return {reinterpret_cast<const char*>(envelope.data()), envelope.size()};
}

[[nodiscard]] std::string hex(const SlotId& id) {
  std::string out(2 * SlotId::size + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), reinterpret_cast<const unsigned char*>(id.bytes.data()),
                 SlotId::size);
  out.pop_back();
  return out;
}

[[nodiscard]] std::filesystem::path file_of(const std::filesystem::path& directory,
                                            const SlotId& id) {
  return directory / std::string(prefix).append(hex(id)).append(suffix);
}

// What an envelope lies under. The token itself is not kept.
[[nodiscard]] std::string digest(const Token& token) {
  crypto_generichash_state state;
  constexpr std::string_view domain = "arena one-time token";
  std::string out(32, '\0');
  crypto_generichash_init(&state, nullptr, 0, out.size());
  for (const std::string_view part : {domain, raw(token.input), raw(token.output)}) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
  }
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(out.data()), out.size());
  return out;
}

// Gone from the directory also after a loss of power.
void make_durable(const std::filesystem::path& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void remove_file(const std::filesystem::path& file) {
  std::error_code failed;
  std::filesystem::remove(file.string() + "-journal", failed);
  std::filesystem::remove(file, failed);
  if (failed) throw SlotError("the file of a slot that has ended cannot be removed");
  make_durable(file.parent_path());
}

void prepare(Database& database) {
  // One connection that never lets go of its lock would leave a journal of the mode DELETE lying,
  // with copies of what it changed. This one is empty after each commit, and synced.
  database.run("PRAGMA journal_mode=TRUNCATE");
  database.run("PRAGMA synchronous=EXTRA");
  database.run("PRAGMA secure_delete=ON");
  database.run("PRAGMA temp_store=MEMORY");
}

bool holds_a_slot(Database& database) {
  return database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'slot'") == 1;
}

// Overwrites what was kept, without a journal that would hold a copy. Half done is no harm: the
// record has the outcome, and the file goes.
void wipe(Database& database) {
  database.run("PRAGMA journal_mode=OFF");
  database.run("DELETE FROM envelopes");
  database.run("DELETE FROM issued");
  database.run("DELETE FROM slot");
}

template <class Action>
auto attempt(Action action) {
  try {
    return action();
  } catch (const SqliteError& error) {
    throw SlotError(std::string("the file of a slot cannot be used: ").append(error.what()));
  }
}

}  // namespace

class Slot::Implementation {
 public:
  Implementation(std::filesystem::path file, SlotKey key, std::size_t floor,
                 std::unique_ptr<Database> database)
      : file_(std::move(file)),
        key_(std::move(key)),
        floor_(floor),
        database_(std::move(database)),
        statements_(std::make_unique<Statements>(*database_)) {}

  const SlotKey& key() const { return key_; }

  tl::expected<Evaluation, Issue> issue(SeatId seat, const Element& blinded) {
    const auto evaluation = key_.evaluate(std::span(&blinded, 1));
    if (!evaluation) return tl::unexpected(Issue::no_element);
    {
      Query known(statements_->issued_to, {static_cast<std::int64_t>(seat.value)});
      if (!known.next()) return tl::unexpected(Issue::not_eligible);
      const std::string_view before = known.bytes(0);
      if (before != raw(Element{})) {
        if (before != raw(blinded)) return tl::unexpected(Issue::other_element);
        return *evaluation;
      }
    }
    Query(statements_->issue, {static_cast<std::int64_t>(seat.value), Blob{raw(blinded)}}).finish();
    return *evaluation;
  }

  Taken take(const Token& token, const Envelope& envelope) {
    if (!opened(envelope)) return Taken::no_envelope;
    if (!issued_here(token)) return Taken::no_token;
    const std::string under = digest(token);
    {
      Query known(statements_->envelope, {Blob{under}});
      if (known.next()) {
        return known.bytes(0) == raw(envelope) ? Taken::kept_before : Taken::other_body;
      }
    }
    keep(under, envelope);
    return Taken::kept;
  }

  bool holds(const Token& token) {
    if (!issued_here(token)) return false;
    const std::string under = digest(token);
    Query known(statements_->envelope, {Blob{under}});
    return known.next();
  }

  Outcome close() {
    Outcome outcome;
    std::vector<std::string> texts;
    {
      Query all(statements_->all, {});
      while (all.next()) {
        ++outcome.handed_in;
        Envelope envelope{};
        const std::string_view body = all.bytes(1);
        std::memcpy(envelope.data(), body.data(), std::min(body.size(), envelope.size()));
        auto text = opened(envelope);
        if (text && !text->empty()) texts.push_back(*std::move(text));
      }
    }
    outcome.published = outcome.handed_in >= floor_;
    if (!outcome.published) return outcome;
    for (std::size_t left = texts.size(); left > 1; --left) {
      std::swap(texts[left - 1], texts[randombytes_uniform(static_cast<std::uint32_t>(left))]);
    }
    outcome.texts = std::move(texts);
    return outcome;
  }

  void erase() {
    wipe(*database_);
    statements_.reset();
    database_.reset();
    remove_file(file_);
  }

 private:
  struct Statements {
    explicit Statements(Database& database)
        : issued_to(database, "SELECT blinded FROM issued WHERE seat = ?"),
          issue(database, "UPDATE issued SET blinded = ?2 WHERE seat = ?1"),
          envelope(database, "SELECT body FROM envelopes WHERE token = ?"),
          keep(database, "INSERT INTO envelopes(token, body) VALUES(?, ?)"),
          all(database, "SELECT token, body FROM envelopes") {}
    Statement issued_to, issue, envelope, keep, all;
  };

  // Writes all of them anew in the order of their keys. An envelope that was only added would lie
  // behind those that came before it, and its place in the file would tell when it came.
  void keep(const std::string& under, const Envelope& envelope) {
    std::map<std::string, std::string> kept{{under, std::string(raw(envelope))}};
    {
      Query all(statements_->all, {});
      while (all.next()) kept.emplace(all.bytes(0), all.bytes(1));
    }
    database_->run("BEGIN IMMEDIATE");
    try {
      database_->run("DELETE FROM envelopes");
      for (const auto& [token, body] : kept) {
        Query(statements_->keep, {Blob{token}, Blob{body}}).finish();
      }
      database_->run("COMMIT");
    } catch (const SqliteError&) {
      if (database_->in_transaction()) database_->run("ROLLBACK");
      throw;
    }
  }

  [[nodiscard]] bool issued_here(const Token& token) const {
    const auto right = key_.output(token.input.bytes);
    return right && same(*right, token.output);
  }

  std::filesystem::path file_;
  SlotKey key_;
  std::size_t floor_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Statements> statements_;
};

Slot::Slot(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
Slot::Slot(Slot&&) noexcept = default;
Slot& Slot::operator=(Slot&&) noexcept = default;
Slot::~Slot() = default;

std::optional<Slot> Slot::open(const std::filesystem::path& directory, const Opening& opening,
                               SlotKey key) {
  std::vector<SeatId> seats = opening.eligible;
  std::sort(seats.begin(), seats.end());
  seats.erase(std::unique(seats.begin(), seats.end()), seats.end());
  if (opening.floor < slot_floor_min || seats.size() < opening.floor) return std::nullopt;
  return attempt([&] {
    const auto file = file_of(directory, opening.id);
    auto database = std::make_unique<Database>(file, Database::Access::create);
    prepare(*database);
    database->run(schema);
    database->run("BEGIN IMMEDIATE");
    {
      Statement slot(*database, "INSERT INTO slot(secret, conversation, floor) VALUES(?, ?, ?)");
      Query(slot, {Blob{raw(key.secret())}, Blob{raw(opening.conversation)},
                   static_cast<std::int64_t>(opening.floor)})
          .finish();
      Statement seat_of(*database, "INSERT INTO issued(seat, blinded) VALUES(?, zeroblob(32))");
      for (const SeatId seat : seats) {
        Query(seat_of, {static_cast<std::int64_t>(seat.value)}).finish();
      }
    }
    database->run("COMMIT");
    make_durable(directory);
    return std::optional(Slot(std::make_unique<Implementation>(file, std::move(key), opening.floor,
                                                               std::move(database))));
  });
}

std::optional<Slot> Slot::resume(const std::filesystem::path& directory, const SlotId& id) {
  const auto file = file_of(directory, id);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::nullopt;
  return attempt([&]() -> std::optional<Slot> {
    auto database = std::make_unique<Database>(file, Database::Access::create);
    prepare(*database);
    Scalar secret;
    std::size_t floor = 0;
    // A file without its row was being made or erased when the server stopped: nobody has a token.
    if (!holds_a_slot(*database)) return std::nullopt;
    {
      Statement slot(*database, "SELECT secret, floor FROM slot");
      Query query(slot, {});
      if (!query.next()) return std::nullopt;
      std::memcpy(secret.bytes.data(), query.bytes(0).data(), Scalar::size);
      floor = static_cast<std::size_t>(query.number(1));
    }
    auto key = SlotKey::from(secret);
    sodium_memzero(secret.bytes.data(), Scalar::size);
    if (!key) throw SlotError("the file of a slot holds no key");
    return Slot(
        std::make_unique<Implementation>(file, *std::move(key), floor, std::move(database)));
  });
}

std::optional<ConversationId> Slot::conversation_of(const std::filesystem::path& directory,
                                                    const SlotId& id) {
  const auto file = file_of(directory, id);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::nullopt;
  return attempt([&]() -> std::optional<ConversationId> {
    Database database(file, Database::Access::create);
    prepare(database);
    if (!holds_a_slot(database)) return std::nullopt;
    Statement slot(database, "SELECT conversation FROM slot");
    Query query(slot, {});
    if (!query.next()) return std::nullopt;
    ConversationId conversation;
    std::memcpy(conversation.bytes.data(), query.bytes(0).data(), ConversationId::size);
    return conversation;
  });
}

std::vector<SlotId> Slot::lying_in(const std::filesystem::path& directory) {
  std::vector<SlotId> found;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
    const std::string name = entry.path().filename().string();
    const bool pending = name.size() == prefix.size() + 2 * SlotId::size + suffix.size() &&
                         name.starts_with(prefix) && name.ends_with(suffix);
    SlotId id;
    std::size_t read = 0;
    if (pending &&
        sodium_hex2bin(reinterpret_cast<unsigned char*>(id.bytes.data()), SlotId::size,
                       name.data() + prefix.size(), 2 * SlotId::size, nullptr, &read,
                       nullptr) == 0 &&
        read == SlotId::size) {
      found.push_back(id);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void Slot::discard(const std::filesystem::path& directory, const SlotId& id) {
  const auto file = file_of(directory, id);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return;
  attempt([&] {
    Database database(file, Database::Access::create);
    prepare(database);
    if (database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'envelopes'") == 1) {
      wipe(database);
    }
  });
  remove_file(file);
}

const Element& Slot::public_key() const noexcept { return implementation_->key().public_key(); }

tl::expected<Evaluation, Slot::Issue> Slot::issue(SeatId seat, const Element& blinded) {
  return attempt([&] { return implementation_->issue(seat, blinded); });
}
Slot::Taken Slot::take(const Token& token, const Envelope& envelope) {
  return attempt([&] { return implementation_->take(token, envelope); });
}
bool Slot::holds(const Token& token) {
  return attempt([&] { return implementation_->holds(token); });
}
Slot::Outcome Slot::close() {
  return attempt([&] { return implementation_->close(); });
}
void Slot::erase() {
  attempt([&] { implementation_->erase(); });
}

}  // namespace arena::anonymity
