// SPDX-License-Identifier: EUPL-1.2
// What depends on the language of a document: words of the script, days as people say them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sessions/ids.hpp"
#include "sessions/script.hpp"

namespace arena::library {

enum class Language : std::uint8_t { dutch, english };
// "nl", "en".
[[nodiscard]] std::string_view code(Language language) noexcept;
[[nodiscard]] std::optional<Language> language_named(std::string_view code) noexcept;

// The words in that language, or in the other where there are none.
[[nodiscard]] const std::string& in(Language language, const Bilingual& words) noexcept;

// Ends with a full stop, unless it ends a sentence already.
[[nodiscard]] std::string as_sentence(std::string text);

// "10 december 2026", "10 December 2026": the day it was, then, in the Netherlands (the European
// rule of summer time, whatever the machine knows of time zones).
[[nodiscard]] std::string day_in_words(Instant at, Language language);

}  // namespace arena::library
