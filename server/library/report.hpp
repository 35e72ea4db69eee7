// SPDX-License-Identifier: EUPL-1.2
// The report of a conversation: strengths, improvements and wishes, each with the utterances it
// rests on, and a block that says what cannot be concluded from it. Pure.
//
// It holds what the archive level and the consent of each person leave (transcript.hpp). Words are
// quoted only of who agreed to be quoted, under the respondent code; other evidence is counted.
// Nothing is counted of fewer than small_group people, and nothing of one person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/library/document.hpp"
#include "sessions/transcript.hpp"
#include "tl/expected.hpp"

namespace arena::library {

inline constexpr std::uint32_t small_group = 5;

// How far a lesson has got.
enum class Status : std::uint8_t { draft, shared, judged, adopted, declined, done, overdue };
[[nodiscard]] std::string_view name(Status status) noexcept;
[[nodiscard]] Status status_of(const TranscriptItem& item, Instant now) noexcept;

struct Quote {
  std::string source;  // "C3, 1.4"
  std::string text;
  friend bool operator==(const Quote&, const Quote&) = default;
};

// A lesson, or an item of a product that somebody does something about.
struct ReportPoint {
  std::string text;
  Status status{};
  std::string owner;  // empty: nobody yet
  std::optional<Instant> due;
  std::string reason;     // of the decision
  std::string judgement;  // of those who may judge it, in words; empty where it is no lesson
  bool signal{};          // to management
  bool brought{};         // from an earlier conversation
  std::vector<Quote> quotes;
  std::size_t evidence_not_quoted{};
  friend bool operator==(const ReportPoint&, const ReportPoint&) = default;
};

struct ReportList {  // of another product
  std::string title;
  std::vector<std::string> items;
  friend bool operator==(const ReportList&, const ReportList&) = default;
};

struct ReportBallot {
  std::string title;
  std::optional<std::uint32_t> answered;  // absent: too few to say anything
  // Absent: too small to name, or to be reckoned from what is.
  std::vector<std::pair<std::string, std::optional<std::uint32_t>>> counts;
  friend bool operator==(const ReportBallot&, const ReportBallot&) = default;
};

struct ReportGroup {
  std::string title;
  std::optional<std::uint32_t> people;  // absent: fewer than small_group, but somebody
  friend bool operator==(const ReportGroup&, const ReportGroup&) = default;
};

struct Report {
  ConversationId conversation;
  std::string title;
  std::string method;
  Language language{};
  Instant made;
  std::vector<Instant> held;
  std::vector<ReportPoint> strengths;
  std::vector<ReportPoint> improvements;
  std::vector<ReportPoint> wishes;
  std::vector<ReportList> lists;
  std::vector<ReportBallot> ballots;
  std::vector<ReportGroup> groups;  // without those that lead
  bool words_left_out{};            // somebody did not want all to be kept
  friend bool operator==(const Report&, const Report&) = default;
};

// Where a point belongs: in the state `sterk`, `verbeter` or `wens` if its product has such states.
// Else, of lessons and actions: done is a strength; adopted, or with an owner, an improvement;
// declined or open, a wish. Items of other products stand in a list of their own.
//
// Fails with one sentence where nothing of the conversation may be kept.
[[nodiscard]] tl::expected<Report, std::string> report_of(const Script& script,
                                                          const Transcript& transcript, Instant now,
                                                          Language language);
[[nodiscard]] Document document_of(const Report& report);
// One object; null for what is not said. docs/http-api.md lists the fields.
[[nodiscard]] std::string json(const Report& report);

}  // namespace arena::library
