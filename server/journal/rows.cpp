// SPDX-License-Identifier: EUPL-1.2
#include "server/journal/rows.hpp"

#include <sqlite3.h>

#include "server/codec/archive.hpp"
#include "server/journal/hash.hpp"
#include "server/journal/journal.hpp"

namespace arena::journal {
Row row_of(const Query& query, int first) {
  Row row;
  row.number = query.number(first);
  row.seat = query.number(first + 1);
  if (!query.null(first + 2)) row.command = query.bytes(first + 2);
  row.chain = query.bytes(first + 3);
  row.bytes = query.bytes(first + 4);
  row.content = !query.null(first + 5);
  row.salt = query.bytes(first + 6);
  row.text = query.bytes(first + 7);
  row.checksum = query.bytes(first + 8);
  return row;
}

std::string event_fault(std::string_view conversation, std::int64_t number, std::string_view what) {
  return "conversation " + hex(conversation) + ", event " + std::to_string(number) + ": " +
         std::string(what);
}

void expect_record(Database& database, const std::filesystem::path& file) {
  const auto refuse = [&](const std::string& why) { throw SqliteError(0, file.string() + why); };
  if (database.number("PRAGMA application_id") != application_id) {
    refuse(" is not a record of Arena; give another data directory.");
  }
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version > schema_version) {
    refuse(" was written by a newer version of Arena (record version " + std::to_string(version) +
           ", this one knows " + std::to_string(schema_version) + "); run that version.");
  }
  if (version != schema_version) {
    refuse(" has record version " + std::to_string(version) + ", which never existed.");
  }
}

std::string open_failure(const std::filesystem::path& file, const SqliteError& error) {
  const std::string name = file.string();
  switch (error.code()) {
    case 0:
      return error.what();  // a whole sentence already
    case SQLITE_NOTADB:
      return name + " is not a record of Arena; give another data directory.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return name + " is in use by another program; stop that first.";
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return name + " cannot be opened for writing; check the rights on it and its directory.";
    case SQLITE_FULL:
      return name + " cannot be written: the disk is full; make room first.";
    case SQLITE_CORRUPT:
      return name + " is damaged (" + error.what() + "); restore it from a backup.";
    default:
      return name + " cannot be used: " + error.what() + ".";
  }
}

Chain::Chain(const ConversationId& conversation)
    : conversation_(conversation), link_(chain_begin(conversation)) {}

tl::expected<Record, std::string> Chain::next(const Row& row) {
  const std::int64_t number = last_ + 1;
  const auto wrong = [&](std::string_view what) {
    return tl::unexpected(event_fault(raw(conversation_), number, what));
  };
  if (row.number != number) return wrong("it is missing");

  link_ = chain_next(link_, row.bytes);
  if (row.chain != link_) return wrong("its bytes or its link in the chain were changed");
  auto event = codec::decode_event(row.bytes);
  if (!event) return wrong(event.error().sentence);
  if (event->number.value != static_cast<std::uint64_t>(number)) {
    return wrong("it says that it is another event");
  }
  if (row.seat != event->actor.value) return wrong("its seat column was changed");
  if (row.command.has_value() != event->cause.has_value() ||
      (row.command && *row.command != raw(event->cause->id))) {
    return wrong("its command column was changed");
  }
  if (event->cause && !commands_.emplace(event->actor, event->cause->id).second) {
    return wrong("its command was accepted before");
  }
  if (const auto what = fault_of_content(row, *event)) return wrong(*what);

  last_ = number;
  Record record{std::move(*event), std::nullopt};
  if (row.content) record.content = Content{*octets<Salt>(row.salt), std::string(row.text)};
  return record;
}

std::optional<std::string> Chain::fault_of_content(const Row& row, const Event& event) const {
  if (!row.content) return std::nullopt;
  if (!event.cause && !event.content) return "a text stands beside it, but it has none";
  const auto salt = octets<Salt>(row.salt);
  if (!salt) return "the salt of its text was changed";
  if (event.content && commitment(*salt, row.text) != *event.content) {
    return "its text or the salt of its text was changed";
  }
  if (!event.content && !row.text.empty()) return "a text stands beside it, but it has none";
  if (row.checksum != content_checksum(conversation_, row.number, row.salt, row.text)) {
    return "its salt or the checksum of its text was changed";
  }
  return std::nullopt;
}

RowReader::RowReader(Database& database)
    : rows_(database,
            "SELECT " + std::string(row_columns) + " WHERE e.conversation = ? ORDER BY e.number"),
      // Skips from one conversation to the next instead of reading every event.
      conversations_(database,
                     "WITH RECURSIVE ids(id) AS (SELECT min(conversation) FROM events UNION ALL"
                     " SELECT (SELECT min(conversation) FROM events WHERE conversation > ids.id)"
                     " FROM ids WHERE ids.id IS NOT NULL)"
                     " SELECT id FROM ids WHERE id IS NOT NULL") {}

std::optional<std::string> RowReader::read(const ConversationId& conversation,
                                           const std::function<void(Record)>& take) {
  Chain chain(conversation);
  Query query(rows_, {Blob{raw(conversation)}});
  while (query.next()) {
    auto record = chain.next(row_of(query, 0));
    if (!record) return record.error();
    take(std::move(*record));
  }
  return std::nullopt;
}

std::vector<ConversationId> RowReader::conversations() {
  std::vector<ConversationId> out;
  Query query(conversations_, {});
  while (query.next()) {
    const auto id = octets<ConversationId>(query.bytes(0));
    if (!id) throw SqliteError(0, "a conversation's id has the wrong length");
    out.push_back(*id);
  }
  return out;
}

}  // namespace arena::journal
