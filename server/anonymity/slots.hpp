// SPDX-License-Identifier: EUPL-1.2
// The slots that are open, as the hub and the road for envelopes reach them. Their files are made
// and erased along with the appends that open and end them: before the one is committed, after the
// other was. So the record and the files can part in one direction only, and after a restart the
// record decides (hub::Directory::slots).
//
// Made on the I/O thread before the first append; all work is done on the journal's thread, where
// the callbacks are called, which must only post.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "server/anonymity/slot.hpp"
#include "server/hub/ports.hpp"
#include "server/journal/journal.hpp"

namespace arena::anonymity {

class Slots final : public hub::Slots, public journal::Beside {
 public:
  enum class Taken : std::uint8_t {
    kept,  // durable; also when it was kept before
    other_body,
    no_token,
    no_envelope,
    over,    // no such slot, or intake is closed
    not_now  // the disk
  };
  using Took = std::function<void(Taken)>;
  using Holds = std::function<void(bool)>;

  // Throws SlotError with one sentence if the files of `directory` cannot be read.
  Slots(std::filesystem::path directory, journal::SqliteJournal& journal);

  // What lay there when this was made.
  [[nodiscard]] const std::vector<hub::Directory::Pending>& pending() const noexcept {
    return pending_;
  }

  [[nodiscard]] hub::SlotKeys draw() override;
  void issue(const SlotId& slot, SeatId seat, const SlotElement& blinded, Issued done) override;
  void close(const SlotId& slot, Read done) override;
  void discard(const SlotId& slot) override;

  // An envelope, from nobody in particular.
  void take(const SlotId& slot, const Token& token, const Envelope& envelope, Took done);
  // Whether it was kept, for whoever lost the answer.
  void holds(const SlotId& slot, const Token& token, Holds done);

  [[nodiscard]] tl::expected<void, hub::StorageError> before(const hub::Append& append) override;
  void after(const hub::Append& append, bool committed) noexcept override;

 private:
  [[nodiscard]] Slot* open(const SlotId& slot);  // null: nothing lies there
  void erase(const SlotId& slot) noexcept;
  void erase_what_is_left() noexcept;

  const std::filesystem::path directory_;
  journal::SqliteJournal& journal_;
  std::vector<hub::Directory::Pending> pending_;
  // The journal's thread only.
  std::map<SlotId, Slot> slots_;
  std::set<SlotId> closed_;  // intake is over, the end is not yet in the record
  std::set<SlotId> ended_;   // their files could not be erased yet
};

}  // namespace arena::anonymity
