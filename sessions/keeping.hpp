// SPDX-License-Identifier: EUPL-1.2
// Which words cease to exist when a conversation is closed. "We keep nothing" and "nothing of me"
// are promises about what stands on the disk, not only about what is exported.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/conversation.hpp"
#include "sessions/event.hpp"
#include "sessions/ids.hpp"

namespace arena {

// The events of `history`, from Created on, whose words may not be kept; ascending. At archive
// level `nothing` all words; otherwise the contributions of everybody who agreed to less: at
// `lessons_only` all but their lessons, at `nothing` those too. What somebody agreed to holds for
// all words that carry their code, also earlier ones. What the chair decided and why, and whom a
// lesson was given to, is no contribution. No transcript changes by it: those words are in none.
[[nodiscard]] std::vector<EventNumber> words_not_kept(std::span<const Record> history);

// Everything whose content ceases to exist with `event`, which is next after `history` and not yet
// applied to `conversation`: what passes with its sitting, and at the close what may not be kept.
// Ascending.
[[nodiscard]] std::vector<EventNumber> erased_with(const Conversation& conversation,
                                                   const Event& event,
                                                   std::span<const Record> history);

// The words that somebody contributed under this code and that still stand: all of them, or those
// of one turn. What nobody knows the author of is nobody's; a lesson that was shared is the
// clients' too, and stays. Ascending.
[[nodiscard]] std::vector<EventNumber> words_of(std::span<const Record> history, SeatCode code,
                                                std::optional<Turn> only);

// Whether the names that people gave cease to exist with `event`: with the close
// (docs/data-inventory.md).
[[nodiscard]] bool ends_names(const Event& event) noexcept;

// Whether somebody's contribution, or their lesson, may be kept at a level.
[[nodiscard]] bool may_be_kept(bool lesson, ArchiveLevel level) noexcept;

}  // namespace arena
