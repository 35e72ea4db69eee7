// SPDX-License-Identifier: EUPL-1.2
// Which words cease to exist when a conversation is closed. "We keep nothing" and "nothing of me"
// are promises about what stands on the disk, not only about what is exported.
#pragma once

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

// Whether somebody's contribution, or their lesson, may be kept at a level.
[[nodiscard]] bool may_be_kept(bool lesson, ArchiveLevel level) noexcept;

}  // namespace arena
