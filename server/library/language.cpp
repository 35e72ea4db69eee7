// SPDX-License-Identifier: EUPL-1.2
#include "server/library/language.hpp"

#include <array>
#include <chrono>

namespace arena::library {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::last;
using std::chrono::milliseconds;
using std::chrono::Sunday;
using std::chrono::sys_days;
using std::chrono::sys_time;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::operator""h;

// From 1.00 UTC on the last Sunday of March to 1.00 UTC on the last Sunday of October.
hours ahead_of_utc(sys_time<milliseconds> at) {
  const year in = year_month_day(floor<days>(at)).year();
  const auto summer_begins = sys_days(in / std::chrono::March / Sunday[last]) + 1h;
  const auto summer_ends = sys_days(in / std::chrono::October / Sunday[last]) + 1h;
  return at >= summer_begins && at < summer_ends ? 2h : 1h;
}

constexpr std::array months_nl = {"januari",   "februari", "maart",    "april",
                                  "mei",       "juni",     "juli",     "augustus",
                                  "september", "oktober",  "november", "december"};
constexpr std::array months_en = {"January",   "February", "March",    "April",
                                  "May",       "June",     "July",     "August",
                                  "September", "October",  "November", "December"};

}  // namespace

std::string_view code(Language language) noexcept {
  return language == Language::dutch ? "nl" : "en";
}

std::optional<Language> language_named(std::string_view code) noexcept {
  if (code == "nl") return Language::dutch;
  if (code == "en") return Language::english;
  return std::nullopt;
}

const std::string& in(Language language, const Bilingual& words) noexcept {
  const std::string& wanted = language == Language::dutch ? words.nl : words.en;
  const std::string& other = language == Language::dutch ? words.en : words.nl;
  return wanted.empty() ? other : wanted;
}

std::string day_in_words(Instant at, Language language) {
  const sys_time<milliseconds> time{milliseconds{at.value}};
  const year_month_day date{floor<days>(time + ahead_of_utc(time))};
  const std::size_t month = static_cast<unsigned>(date.month()) - 1U;
  return std::to_string(static_cast<unsigned>(date.day())) + ' ' +
         (language == Language::dutch ? months_nl.at(month) : months_en.at(month)) + ' ' +
         std::to_string(static_cast<int>(date.year()));
}

std::string as_sentence(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
  const bool ends =
      text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…");
  return ends || text.empty() ? text : text + ".";
}

}  // namespace arena::library
