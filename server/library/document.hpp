// SPDX-License-Identifier: EUPL-1.2
// A document to print or to send: headings, paragraphs, lists, quotes, tables. What it says is
// decided by report.hpp and letter.hpp; here is how it looks, as a page and as a Word file.
//
// Deterministic: the same document gives the same bytes. Text may be any UTF-8; characters that
// have no place in XML are left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/library/language.hpp"
#include "sessions/ids.hpp"

namespace arena::library {

struct Block {
  enum class Kind : std::uint8_t {
    heading,     // of a part
    subheading,  // of what a part holds
    paragraph,
    item,   // of a list
    quote,  // what somebody said; `source` says who and where
    note,   // small: when, how, what is not in it
    table   // `rows`, the first of which is its head
  };
  Kind kind{};
  std::string text{};
  std::string source{};
  std::vector<std::vector<std::string>> rows{};
  friend bool operator==(const Block&, const Block&) = default;
};

struct Document {
  std::string title;
  Language language{};
  Instant made;             // its date, to the day, in the file's own description
  bool shows_title = true;  // a letter has one in its description only
  std::vector<Block> blocks;
  friend bool operator==(const Document&, const Document&) = default;
};

// The text without control characters, but for tab and new line, and without the marks that would
// turn what stands after it around.
[[nodiscard]] std::string printable(std::string_view text);

// One file, nothing beside it: black on white, and the same on paper. `picture` is SVG of our own
// making, set at the end.
[[nodiscard]] std::string html(const Document& document, std::string_view picture = {});
// Office Open XML with Word's own styles, so that people can go on with it.
[[nodiscard]] std::string docx(const Document& document);

}  // namespace arena::library
