// SPDX-License-Identifier: EUPL-1.2
// The letter to clients, in plain words: thanks, what was learned, what will be done, by whom and
// when, what will not be done and why, how to answer. Pure.
//
// A letter is plain text, so that it reads the same on a phone and in a terminal. Paragraphs are
// parted by an empty line; a line that begins with "- " is an item of a list; a line that is one
// of the fixed headings is a heading.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/library/document.hpp"
#include "sessions/transcript.hpp"
#include "tl/expected.hpp"

namespace arena::library {

struct Letter {
  std::string text;
  std::vector<ItemId> lessons;  // that it is about: shared when it is sent
  friend bool operator==(const Letter&, const Letter&) = default;
};

// A draft for the facilitator to go on with, about `lessons`; if none are given, about every
// lesson that rests on something. Fails with one sentence.
[[nodiscard]] tl::expected<Letter, std::string> draft_letter(const Transcript& transcript,
                                                             std::span<const ItemId> lessons,
                                                             Instant now, Language language);

// The text of a letter, of that day, as a document.
[[nodiscard]] Document letter_document(const Transcript& transcript, std::string_view text,
                                       Instant at, Language language);

}  // namespace arena::library
