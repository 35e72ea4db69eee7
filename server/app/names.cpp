// SPDX-License-Identifier: EUPL-1.2
#include "server/app/names.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sessions/assert.hpp"

namespace arena::app {

namespace {

using Text = icu::UnicodeString;

// What the interface calls who leads, in Dutch and English; a script has words of its own.
constexpr std::array words_for_leaders{"gespreksleider", "gespreksleiding", "facilitator",
                                       "moderator",      "voorzitter",      "chair",
                                       "chairman",       "chairwoman",      "chairperson"};
// A shorter word may be part of somebody's name: Chairil is no chair.
constexpr int long_word = 8;

template <class Use>
void each_character(const Text& text, Use use) {
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) use(text.char32At(at));
}

bool is_one_of(UChar32 character, uint32_t categories) {
  return (U_GET_GC_MASK(character) & categories) != 0;
}

bool is_mark(UChar32 character) { return is_one_of(character, U_GC_MN_MASK | U_GC_ME_MASK); }

bool cannot_be_seen(UChar32 character) {
  constexpr UChar32 empty_braille = 0x2800;
  return is_one_of(character, U_GC_C_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK) ||
         u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
         character == empty_braille;
}

// ICU fails only where its own tables are missing.
Text normalized(const icu::Normalizer2* (*form)(UErrorCode&), const Text& text) {
  UErrorCode status = U_ZERO_ERROR;
  Text made = form(status)->normalize(text, status);
  ARENA_ASSERT(U_SUCCESS(status));
  return made;
}

Text skeleton(const Text& text) {
  static const USpoofChecker* const checker = [] {
    UErrorCode status = U_ZERO_ERROR;
    const USpoofChecker* opened = uspoof_open(&status);
    ARENA_ASSERT(U_SUCCESS(status));
    return opened;
  }();
  UErrorCode status = U_ZERO_ERROR;
  Text made;
  uspoof_getSkeletonUnicodeString(checker, 0, text, made, &status);
  ARENA_ASSERT(U_SUCCESS(status));
  return made;
}

Text folded(Text text) { return text.foldCase(); }
Text raised(Text text) { return text.toUpper(icu::Locale::getRoot()); }

// Without what a fast reader does not see: spaces, points, accents, other forms of one character.
Text bare(const Text& text) {
  Text left;
  each_character(normalized(&icu::Normalizer2::getNFKDInstance, text), [&](UChar32 character) {
    UErrorCode status = U_ZERO_ERROR;
    // An accent goes with any script; a vowel of Thai or Hindi does not.
    const bool accent =
        is_mark(character) && uscript_getScript(character, &status) == USCRIPT_INHERITED;
    if (!accent && !is_one_of(character, U_GC_P_MASK | U_GC_Z_MASK)) left.append(character);
  });
  return left;
}

// How a name can be read. The skeleton of UTS 39 knows what looks alike but not what is a capital
// of what, so a name is read as it stands, in small letters and in capitals.
constexpr std::size_t readings_count = 10;
using Readings = std::array<Text, readings_count>;
Readings readings_of(const Text& name) {
  Readings readings;
  std::size_t at = 0;
  for (const Text& text : {name, bare(name)}) {
    const Text shape = skeleton(text);
    for (const Text& read : {shape, skeleton(folded(text)), skeleton(raised(text)),
                             skeleton(folded(shape)), skeleton(raised(shape))}) {
      readings[at++] = bare(folded(read));
    }
  }
  return readings;
}

bool read_alike(const Readings& name, const Readings& other) {
  return std::any_of(name.begin(), name.end(), [&](const Text& reading) {
    return !reading.isEmpty() && std::find(other.begin(), other.end(), reading) != other.end();
  });
}

std::vector<Text> words_of(const Text& name) {
  std::vector<Text> words(1);
  each_character(name, [&](UChar32 character) {
    if (is_one_of(character, U_GC_P_MASK | U_GC_Z_MASK | U_GC_S_MASK)) {
      words.emplace_back();
    } else {
      words.back().append(character);
    }
  });
  return words;
}

struct Word {
  explicit Word(const std::string& of)
      : looks(readings_of(Text::fromUTF8(of))),
        is_long(Text::fromUTF8(of).countChar32() >= long_word) {}
  Readings looks;
  bool is_long;
};

bool holds_word(const Text& name, const Readings& readings, const Word& word) {
  const Readings& looks = word.looks;
  if (read_alike(readings, looks)) return true;
  if (word.is_long) {
    for (std::size_t i = 0; i < readings_count; ++i) {
      if (!looks[i].isEmpty() && readings[i].indexOf(looks[i]) >= 0) return true;
    }
    return false;
  }
  const std::vector<Text> words = words_of(name);
  return std::any_of(words.begin(), words.end(),
                     [&](const Text& one) { return read_alike(readings_of(one), looks); });
}

// A letter and a number: C3, P 12, and so in other scripts.
bool has_form_of_code(const Text& name) {
  const Text text = bare(name);
  bool code = text.countChar32() > 1 && u_isalpha(text.char32At(0)) != 0;
  each_character(text.tempSubString(text.moveIndex32(0, 1)),
                 [&](UChar32 character) { code = code && u_charDigitValue(character) >= 0; });
  return code;
}

}  // namespace

std::optional<std::string> tidy_name(const std::string& name) {
  const Text given = normalized(&icu::Normalizer2::getNFCInstance, Text::fromUTF8(name));
  Text tidy;
  bool sound = true, space = false;
  each_character(given, [&](UChar32 character) {
    sound = sound && !cannot_be_seen(character);
    if (is_one_of(character, U_GC_ZS_MASK)) {
      space = !tidy.isEmpty();
      return;
    }
    if (space) tidy.append(UChar32{' '});
    space = false;
    // After a space or nothing it would stand on what precedes the name.
    sound = sound && !(is_mark(character) && (tidy.isEmpty() || tidy.endsWith(u' ')));
    tidy.append(character);
  });
  std::size_t marks = 0;
  each_character(normalized(&icu::Normalizer2::getNFDInstance, tidy), [&](UChar32 character) {
    marks = is_mark(character) ? marks + 1 : 0;
    sound = sound && marks <= marks_on_a_letter_max;
  });
  if (!sound) return std::nullopt;
  std::string made;
  return tidy.toUTF8String(made);
}

bool poses_as_leader(const std::string& name, const hub::WhoLeads& leading) {
  const Text text = Text::fromUTF8(name);
  if (text.isEmpty()) return false;
  if (has_form_of_code(text)) return true;
  const Readings readings = readings_of(text);
  const auto like_name = [&](const std::string& other) {
    return read_alike(readings, readings_of(Text::fromUTF8(other)));
  };
  const auto like_word = [&](const Word& word) { return holds_word(text, readings, word); };
  static const std::vector<Word> known(words_for_leaders.begin(), words_for_leaders.end());
  const std::vector<Word> titles(leading.titles.begin(), leading.titles.end());
  return std::any_of(leading.names.begin(), leading.names.end(), like_name) ||
         std::any_of(titles.begin(), titles.end(), like_word) ||
         std::any_of(known.begin(), known.end(), like_word);
}

}  // namespace arena::app
