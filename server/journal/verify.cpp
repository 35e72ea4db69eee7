// SPDX-License-Identifier: EUPL-1.2
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/journal/hash.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/rows.hpp"
#include "server/journal/seal.hpp"
#include "server/journal/sqlite.hpp"

namespace arena::journal {
namespace {

// Reads both tables from end to end, never by key: a row whose key was changed is met as well.
class Verification {
 public:
  Verification(Database& database, VerifyReport& report, const Fold& fold,
               const std::optional<SealSigner>& signer)
      : database_(database),
        report_(report),
        fold_(fold),
        signer_(signer),
        has_seals_(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'seals'") ==
                   1) {}

  // What is wrong first, empty if nothing is.
  [[nodiscard]] std::string first_fault() {
    std::string fault = events();
    if (fault.empty()) fault = contents();
    if (fault.empty()) fault = stray_seals();
    if (fault.empty()) fault = structure();
    return fault;
  }

 private:
  std::string events() {
    Statement statement(database_, "SELECT e.conversation, " + std::string(row_columns) +
                                       " ORDER BY e.conversation, e.number");
    Query rows(statement, {});
    try {
      while (rows.next()) {
        std::string fault = event(rows);
        if (!fault.empty()) return fault;
      }
    } catch (const SqliteError& error) {
      if (!chain_) throw;
      return event_fault(raw(chain_->conversation()), chain_->last() + 1,
                         "the file is damaged here: " + std::string(error.what()));
    }
    return finish_conversation();
  }

  std::string event(const Query& rows) {
    const std::string_view id = rows.bytes(0);
    if (!chain_ || raw(chain_->conversation()) != id) {
      std::string fault = finish_conversation();
      if (!fault.empty()) return fault;
      const auto conversation = octets<ConversationId>(id);
      if (!conversation) return event_fault(id, rows.number(1), "its conversation was changed");
      chain_.emplace(*conversation);
    }
    auto record = chain_->next(row_of(rows, 1));
    if (!record) return record.error();
    count(*record);
    std::string fault = seal(record->event);
    if (!fault.empty()) return fault;
    history_.push_back(std::move(*record));
    return {};
  }

  std::string seal(const Event& event) {
    if (!is_sealed(event)) return {};
    ++report_.ends;
    if (!has_seals_) return {};
    Statement of(database_,
                 "SELECT signer, signature FROM seals WHERE conversation = ? AND number = ?");
    const ConversationId conversation = chain_->conversation();
    Query row(of, {Blob{raw(conversation)}, chain_->last()});
    if (!row.next()) return {};
    const auto by = octets<SealSigner>(row.bytes(0));
    if (!by || !is_seal(row.bytes(1), row.bytes(0), conversation, chain_->last(), chain_->link())) {
      return event_fault(raw(conversation), chain_->last(), "its seal is not right");
    }
    if (signer_ && *by != *signer_) {
      return event_fault(raw(conversation), chain_->last(), "it was sealed by somebody else");
    }
    ++report_.seals;
    report_.signers.insert(*by);
    return {};
  }

  std::string stray_seals() {
    if (!has_seals_) return {};
    const auto all = database_.number("SELECT count(*) FROM seals");
    return all == static_cast<std::int64_t>(report_.seals) ? "" : "there is a seal of no end";
  }

  std::string finish_conversation() {
    if (!chain_) return {};
    const std::vector<Record> history = std::exchange(history_, {});
    const auto* created = std::get_if<Created>(&history.front().event.body);
    if (created == nullptr || created->conversation != chain_->conversation()) {
      return event_fault(raw(chain_->conversation()), 1, "it does not begin this conversation");
    }
    if (const std::uint64_t number = fold_(history); number != 0) {
      return event_fault(raw(chain_->conversation()), static_cast<std::int64_t>(number),
                         "it does not follow from the events before it");
    }
    ++report_.conversations;
    return {};
  }

  void count(const Record& record) {
    ++report_.events;
    if (!record.event.content && !record.event.cause) return;
    if (!record.content) ++report_.erased;
    if (record.content && record.event.content) ++report_.texts;
  }

  std::string contents() {
    Statement statement(database_,
                        "SELECT c.conversation, c.number, c.salt, c.text, c.checksum,"
                        " EXISTS (SELECT 1 FROM events e WHERE e.conversation = c.conversation"
                        " AND e.number = c.number) FROM contents c");
    for (Query row(statement, {}); row.next();) {
      const auto id = octets<ConversationId>(row.bytes(0));
      if (!id || content_checksum(*id, row.number(1), row.bytes(2), row.bytes(3)) != row.bytes(4)) {
        return event_fault(row.bytes(0), row.number(1), "its text was moved or changed");
      }
      if (row.number(5) == 0) {
        return event_fault(row.bytes(0), row.number(1), "it is missing, but its text is there");
      }
    }
    return {};
  }

  // Last, because it cannot name an event: indexes, pages, constraints.
  std::string structure() {
    const std::string answer = database_.text("PRAGMA integrity_check(1)");
    return answer == "ok" ? std::string() : "the file is damaged: " + answer;
  }

  Database& database_;
  VerifyReport& report_;
  const Fold& fold_;
  const std::optional<SealSigner>& signer_;
  const bool has_seals_;
  std::optional<Chain> chain_;   // of the conversation being read
  std::vector<Record> history_;  // and its records so far
};

}  // namespace

VerifyReport verify(const std::filesystem::path& directory, const Fold& fold,
                    const std::optional<SealSigner>& signer) {
  const auto file = directory / "journal.sqlite";
  VerifyReport report;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    report.fault = "there is no record at " + file.string();
    return report;
  }
  try {
    Database database(file, Database::Access::read);
    expect_record(database, file);
    report.fault = Verification(database, report, fold, signer).first_fault();
    report.sound = report.fault.empty();
  } catch (const SqliteError& error) {
    report.fault = open_failure(file, error);
  }
  return report;
}

}  // namespace arena::journal
