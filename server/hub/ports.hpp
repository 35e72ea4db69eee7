// SPDX-License-Identifier: EUPL-1.2
// What the hub needs from the world, in domain words. `journal`, `net`, `codec` and the fakes
// in tests/support implement these; only `app` knows both sides.
//
// Threads: everything here is called on the I/O thread unless a comment says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sessions/case_workers.hpp"
#include "sessions/conversation.hpp"
#include "sessions/event.hpp"
#include "sessions/ids.hpp"
#include "sessions/notice.hpp"
#include "sessions/result.hpp"
#include "tl/expected.hpp"

namespace arena::hub {

// ---- time and chance -----------------------------------------------------------------------

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;  // wall clock; never used to order events
};

class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;  // cryptographically secure in the product
};

// A secret of a link or a seat: 128 random bits, known to its holder only. The server keeps
// its digest.
using Secret = Octets<struct SecretTag, 16>;
using Digest = Octets<struct DigestTag, 32>;
using DigestFunction = Digest (*)(const Secret&);

// ---- the record ----------------------------------------------------------------------------

enum class LinkKind : std::uint8_t { role, facilitator, personal };

// Kept apart from the events, so that it can be erased (DESIGN §8).
struct Invitation {
  Digest secret;
  ConversationId conversation;
  GroupIndex group;
  LinkKind kind{};
  std::optional<Instant> expires;
  SeatId used_by = nobody;  // a personal link that has been used
  friend bool operator==(const Invitation&, const Invitation&) = default;
};
struct SeatKey {
  Digest secret;
  ConversationId conversation;
  SeatId seat;
  std::string name;  // as the person gave it; may be empty
  friend bool operator==(const SeatKey&, const SeatKey&) = default;
};

// ---- a detached slot (server/anonymity) --------------------------------------------------------

// The key of a slot; lies in its pending file, and nowhere once it has ended.
using SlotSecret = Octets<struct SlotSecretTag, 32>;
struct SlotKeys {
  SlotSecret secret;
  SlotElement key;  // public
};
// An evaluation of a blinded element with its proof (RFC 9497).
struct SlotEvaluation {
  SlotElement element;
  Octets<struct SlotChallengeTag, 32> challenge;
  Octets<struct SlotResponseTag, 32> response;
  friend bool operator==(const SlotEvaluation&, const SlotEvaluation&) = default;
};
struct SlotOpening {
  SlotId slot;
  std::vector<SeatId> eligible;
  std::size_t floor{};  // people
  SlotSecret secret;
};
struct SlotOutcome {
  bool published{};                // the floor was reached
  std::vector<std::string> texts;  // shuffled; empty unless published
};

// ---- appending ---------------------------------------------------------------------------------

// Everything that one decision of one conversation adds; written in one transaction or not at all.
struct Append {
  ConversationId conversation;
  std::vector<Record> records;  // numbered on from the last one, without a gap
  std::vector<Invitation> invitations;
  std::vector<SeatKey> seat_keys;  // a key for a seat that has one supersedes it
  std::vector<EventNumber> erase;  // contents (salt and text) that cease to exist
  // The pending file of a slot: made before this is committed, erased after it was.
  std::optional<SlotOpening> opens_slot;
  std::optional<SlotId> ends_slot;
  std::vector<SeatId> forget{};  // seats whose names cease to exist
  // Of a new conversation: the date after which it is purged.
  std::optional<Instant> keep_until{};
  // All words, names, links and seat secrets of the conversation cease to exist, and its date.
  bool purge{};
};

struct StorageError {
  std::string sentence;  // for the log and the operator; holds no content
};

// The live record. All appends of one conversation are committed in the order given; an append
// is reported only after its commit has reached the disk (fdatasync). Implementations run their
// own thread: the callbacks are called there, in order, and must only post.
class Journal {
 public:
  using Appended = std::function<void(tl::expected<void, StorageError>)>;
  using Loaded = std::function<void(tl::expected<std::vector<Record>, StorageError>)>;
  using Probed = std::function<void(tl::expected<void, StorageError>)>;
  virtual ~Journal() = default;
  // If one append of a group commit fails, the whole group fails: each gets the error and
  // nothing of it is kept.
  virtual void append(Append append, Appended done) = 0;
  // The whole history of a conversation, empty if there is none. Ordered after the appends
  // given before it.
  virtual void load(ConversationId conversation, Loaded done) = 0;
  // Whether the record can be written now: writes, commits and removes a few bytes.
  virtual void probe(Probed done) = 0;
};

// What lies beside the record while a slot is open. Works on the journal's thread, in order with
// its appends; the callbacks are called there and must only post.
class Slots {
 public:
  using Issued = std::function<void(tl::expected<SlotEvaluation, Reason>)>;
  using Read = std::function<void(tl::expected<SlotOutcome, StorageError>)>;
  virtual ~Slots() = default;
  [[nodiscard]] virtual SlotKeys draw() = 0;  // at once
  // A token for a seat. Refused: not_open, not_in_this_round (not eligible), id_reused (issued for
  // another element), no_such_item (no element), frozen (the disk).
  virtual void issue(const SlotId& slot, SeatId seat, const SlotElement& blinded, Issued done) = 0;
  // Closes intake and says what came in. Again: the same, in another order. A slot of which
  // nothing lies there: nothing came in.
  virtual void close(const SlotId& slot, Read done) = 0;
  // Erases what lies there of a slot that the record does not know to be open.
  virtual void discard(const SlotId& slot) = 0;
};

// What the journal knew when it was opened.
struct Directory {
  std::vector<ConversationId> conversations;
  std::vector<Invitation> invitations;
  std::vector<SeatKey> seat_keys;
  // Slots of which something lies beside the record; some of them may have ended.
  struct Pending {
    SlotId slot;
    ConversationId conversation;
  };
  std::vector<Pending> slots{};
  struct Kept {
    ConversationId conversation;
    Instant until;
  };
  std::vector<Kept> keeping{};  // those with a date
};

// What a client asks, once its bytes are understood.
struct CommandRequest {
  CommandId id;
  Room room;
  ActBody act;
  std::string text;
};

// ---- telling -------------------------------------------------------------------------------

// Why the server closes a connection; the codes are in docs/protocol.md.
enum class CloseReason : std::uint8_t {
  going_away,   // 1001 the server stops
  bad_frame,    // 4002 not understood: malformed, text frame, wrong first frame
  bad_version,  // 4003
  bad_secret,   // 4004 the seat secret is not (or no longer) valid
  removed,      // 4005
  superseded,   // 4006 the seat is in use on another device
  backlog,      // 4008 the reader was too slow; it may resume
  too_big,      // 1009
  turned_away,  // 4009 not admitted
  overloaded,   // 4010
};

// Frames without a number: they say nothing of the journal's position.
struct Welcome {  // first answer to Hello; again when words that were told are gone
  Instant now;
  bool seated{};  // false: in the lobby
  bool resync{};  // last_seen was unknown, or what was told has changed: forget all, read from 0
};
struct PageEnd {  // the answer to a page request is complete
  bool more{};    // ask again; false: from here on notices arrive live
};
struct Accepted {
  CommandId id;
};
struct Refused {
  CommandId id;
  Rejection why;
};
struct FrozenStatus {
  bool frozen{};
};
struct Presence {  // to the chair only
  SeatCode code;
  bool connected{};
};
struct RemovedStatus {  // to the one removed; the connection closes after it
  std::string reason;   // as the chair gave it
};
struct ShuttingDown {};
struct CaseWorkersRead {  // to the chair only
  CaseWorkers::Answers answers;
};
struct TokenIssued {  // before the command is accepted
  SlotId slot;
  SlotEvaluation evaluation;
};
using Status = std::variant<Welcome, PageEnd, Accepted, Refused, FrozenStatus, Presence,
                            RemovedStatus, ShuttingDown, CaseWorkersRead, TokenIssued>;

// An encoded notice, immutable, made once and held by every outbox that still has to send it
// (docs/adr: shared frames).
using SharedNotice = std::shared_ptr<const std::string>;

// Puts words into a notice: text and names come from the hub, which looks them up.
struct Words {
  const Script& script;
  const std::string& title;
  std::function<std::string_view(EventNumber)> text;  // empty once erased
  std::function<std::string_view(SeatId)> name;       // empty if there is none
  ArchiveLevel archive_level{};                       // the most that is kept
  std::string_view releaser{};                        // who confirms that the archive is released
  Choices choices{};                                  // of the script's options
  std::span<const std::string> learning_questions{};  // what the listeners hope to learn
  std::optional<Instant> keep_until{};                // then all words and names go
};
class NoticeEncoder {
 public:
  virtual ~NoticeEncoder() = default;
  [[nodiscard]] virtual SharedNotice encode(const Notice& notice, const Words& words) const = 0;
};

// The sending side of one live connection. Nothing here blocks; a full outbox closes its own
// connection with CloseReason::backlog and drops what follows.
class Outbox {
 public:
  virtual ~Outbox() = default;
  virtual void notice(ViewerSequence sequence, SharedNotice notice) = 0;
  virtual void status(const Status& status) = 0;
  virtual void close(CloseReason reason) = 0;
};

}  // namespace arena::hub
