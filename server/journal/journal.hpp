// SPDX-License-Identifier: EUPL-1.2
// The live record in SQLite: one file DIR/journal.sqlite, one connection, one thread.
//
// WAL, synchronous FULL, STRICT tables; triggers refuse UPDATE and DELETE on events. Events of
// one conversation form a hash chain over their stored bytes; texts and salts stand apart and
// are bound to the chain by commitments. Appends that wait together are committed together
// (group commit), one SAVEPOINT per conversation; if anything fails, all of the group fails.
//
// Built on the I/O thread; owns its own thread; callbacks are called on that thread (ports.hpp).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "server/hub/ports.hpp"

namespace arena::journal {

inline constexpr int schema_version = 1;

// commitment(salt, bytes) and the digest of a secret: BLAKE2b-256, each in a domain of its own
// (docs/record-format.md). Pure.
[[nodiscard]] Commitment commitment(const Salt& salt, std::string_view bytes);
[[nodiscard]] hub::Digest digest(const hub::Secret& secret);

// Of an Ed25519 key: what the secret is made from, and the public part.
using SealSeed = Octets<struct SealSeedTag, 32>;
using SealSigner = Octets<struct SealSignerTag, 32>;
[[nodiscard]] SealSigner signer_of(const SealSeed& seed);

struct Options {
  // OFF exists only so that a test can show that the check for missing syncs finds them.
  enum class Synchronous { full, off } synchronous = Synchronous::full;
  std::optional<SealSeed> seal{};  // absent: the ends of sittings are not signed
};

// What lies in files beside the record and goes along with its appends. Called on the journal's
// thread, in order with them; must outlive the journal.
class Beside {
 public:
  virtual ~Beside() = default;
  // Before the group of this append is committed; an error fails the group.
  [[nodiscard]] virtual tl::expected<void, hub::StorageError> before(const hub::Append& append) = 0;
  // When it has been committed, or has failed.
  virtual void after(const hub::Append& append, bool committed) noexcept = 0;
};

class SqliteJournal final : public hub::Journal {
 public:
  // Opens or creates the record under `directory` (which the caller has locked, see app).
  // Throws std::runtime_error with one sentence if it cannot be opened, is not a record, or was
  // written by a newer version.
  explicit SqliteJournal(const std::filesystem::path& directory, Options options = {});
  ~SqliteJournal() override;  // finishes what was given, then closes

  [[nodiscard]] const hub::Directory& directory() const noexcept;  // as it was when opened

  void append(hub::Append append, Appended done) override;
  void load(ConversationId conversation, Loaded done) override;
  void probe(Probed done) override;

  // Before the first append.
  void accompany(Beside& beside);
  // Runs `job`, which must not throw, on the journal's thread after all that was given before it.
  void run(std::function<void()> job);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// ---- verification ---------------------------------------------------------------------------

struct VerifyReport {
  bool sound{};
  std::size_t conversations{}, events{}, texts{}, erased{};
  std::size_t ends{}, seals{};   // ends of sittings and conversations, and how many are sealed
  std::set<SealSigner> signers;  // by whom
  std::string fault;             // the first: conversation, event, what differs
};
// Checks every chain, commitment and numbering of the record under `directory`, decodes every
// event and folds every conversation. Opens the file itself: nobody else may have it open.
// `fold` says the number of the first event that does not follow, or 0.
using Fold = std::function<std::uint64_t(const std::vector<Record>& history)>;
// Seals must be right, and by `signer` where one is given.
[[nodiscard]] VerifyReport verify(const std::filesystem::path& directory, const Fold& fold,
                                  const std::optional<SealSigner>& signer = {});

}  // namespace arena::journal
