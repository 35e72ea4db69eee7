// SPDX-License-Identifier: EUPL-1.2
// A detached slot: people write, each eligible seat hands in one envelope with a token that cannot
// be traced, and what was written comes out as one shuffled batch, or not at all.
//
//     open → issue (once a seat) → take (once a token) → close → [the batch is in the record] →
//     erase
//
// What is kept while it lasts stands in one file of its own, never in the record and never in a
// write-ahead log: the key, which seats have been issued a token, and the envelopes under a digest
// of their tokens. No time, no address, no connection, no order: rows lie by their random key.
// Source: reference section "detached round"; docs/ARCHITECTURE.md says which rules of storage
// hold.
//
// The file and the record can part only in one direction. The record says in one transaction that
// a slot was published, or that it was not; only after that is the file erased. So after a crash:
// the record says it has ended → discard() the file; it has not → resume() it.
//
// Blocking; home: the thread of the journal. Throws SlotError with a sentence for the operator,
// which holds no content and no token, if the disk does not do its work; what was answered before
// is kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/anonymity/envelope.hpp"
#include "server/anonymity/voprf.hpp"
#include "sessions/ids.hpp"
#include "sessions/slot.hpp"
#include "tl/expected.hpp"

namespace arena::anonymity {

using arena::SlotId;
using TokenInput = Octets<struct TokenInputTag, 32>;

// What the holder of a seat shows without saying which seat.
struct Token {
  TokenInput input;
  Output output;
};

class SlotError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Slot {
 public:
  struct Opening {
    SlotId id;
    ConversationId conversation;
    std::vector<SeatId> eligible;  // frozen now
    std::size_t floor{};           // people
  };
  enum class Issue : std::uint8_t {
    not_eligible,
    other_element,  // this seat was issued a token for another one
    no_element
  };
  enum class Taken : std::uint8_t {
    kept,         // durable
    kept_before,  // the same token with the same body
    other_body,   // the same token with another body: the first stands
    no_token,     // not issued for this slot
    no_envelope
  };
  struct Outcome {
    std::size_t handed_in{};         // people, passes with them
    bool published{};                // handed_in reached the floor
    std::vector<std::string> texts;  // shuffled; empty unless published
  };

  // Makes the file. Nothing if fewer seats are eligible than the floor, or the floor is below
  // slot_floor_min: it fails closed.
  [[nodiscard]] static std::optional<Slot> open(const std::filesystem::path& directory,
                                                const Opening& opening, SlotKey key);
  // The slot of this file after a restart; nothing if there is none.
  [[nodiscard]] static std::optional<Slot> resume(const std::filesystem::path& directory,
                                                  const SlotId& id);
  // Whose it is; nothing if there is no such file, or it was being made or erased when the server
  // stopped.
  [[nodiscard]] static std::optional<ConversationId> conversation_of(
      const std::filesystem::path& directory, const SlotId& id);
  // The slots whose files lie in this directory.
  [[nodiscard]] static std::vector<SlotId> lying_in(const std::filesystem::path& directory);
  // Erases the file of a slot that has ended. No file: nothing happens.
  static void discard(const std::filesystem::path& directory, const SlotId& id);

  Slot(Slot&&) noexcept;
  Slot& operator=(Slot&&) noexcept;
  ~Slot();

  [[nodiscard]] const Element& public_key() const noexcept;

  // One token a seat. The same element again gets an evaluation again.
  [[nodiscard]] tl::expected<Evaluation, Issue> issue(SeatId seat, const Element& blinded);
  [[nodiscard]] Taken take(const Token& token, const Envelope& envelope);
  // Whether an envelope with this token is kept: for its holder after a lost answer.
  [[nodiscard]] bool holds(const Token& token);

  // What comes out. Changes nothing; the order differs each time.
  [[nodiscard]] Outcome close();
  // Wipes key and file, once the record says how the slot ended. Nothing else may be called after.
  void erase();

 private:
  class Implementation;
  explicit Slot(std::unique_ptr<Implementation> implementation);

  std::unique_ptr<Implementation> implementation_;
};

}  // namespace arena::anonymity
