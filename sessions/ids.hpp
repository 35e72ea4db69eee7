// SPDX-License-Identifier: EUPL-1.2
// The small value types that name things: people, events, turns, instants.
//
// Each is a type of its own, so that a seat can never be passed for an event
// number. All are plain values, ordered and comparable, safe to copy anywhere.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace arena {

// A number with a meaning. `Tag` keeps two meanings apart.
template <class Tag, class Rep>
struct Numbered {
  Rep value{};
  friend constexpr auto operator<=>(const Numbered&, const Numbered&) = default;
};

// A place in one conversation, counted in order of arrival from 1; 0 is nobody.
// Never leaves the server except to the chair, because it tells who came first:
// people are named to each other by their SeatCode.
using SeatId = Numbered<struct SeatTag, std::uint32_t>;
inline constexpr SeatId nobody{};

// The position of an event in its conversation's journal, from 1. Internal:
// what a person receives is numbered per viewer (ViewerSequence).
using EventNumber = Numbered<struct EventTag, std::uint64_t>;

// The position of a notice among those that one viewer received, from 1, gap-free.
using ViewerSequence = Numbered<struct ViewerTag, std::uint64_t>;

// Names a question, lesson, note or call for help. Drawn at random, so that it tells
// nothing about how many others there are.
using ItemId = Numbered<struct ItemTag, std::uint64_t>;

// Positions in the frozen script, from 0.
using GroupIndex = Numbered<struct GroupTag, std::uint8_t>;
using RoundIndex = Numbered<struct RoundTag, std::uint16_t>;

// Wall-clock milliseconds since 1970-01-01T00:00:00Z, handed in by the shell.
using Instant = Numbered<struct InstantTag, std::int64_t>;
// Milliseconds.
using Span = Numbered<struct SpanTag, std::int64_t>;

constexpr Instant operator+(Instant at, Span span) noexcept { return {at.value + span.value}; }
constexpr Span operator-(Instant a, Instant b) noexcept { return {a.value - b.value}; }
constexpr Span operator+(Span a, Span b) noexcept { return {a.value + b.value}; }
constexpr Span operator-(Span a, Span b) noexcept { return {a.value - b.value}; }
constexpr Span minutes(std::int64_t n) noexcept { return {n * 60'000}; }

template <class Tag, std::size_t N>
struct Octets {
  static constexpr std::size_t size = N;
  std::array<std::byte, N> bytes{};
  friend constexpr auto operator<=>(const Octets&, const Octets&) = default;
};

using ConversationId = Octets<struct ConversationTag, 16>;  // random
using CommandId = Octets<struct CommandTag, 16>;            // made by the client, random
using Salt = Octets<struct SaltTag, 16>;                    // random, erased with its text
using Commitment = Octets<struct CommitmentTag, 32>;        // commitment(salt, bytes)

// The respondent code people see: a letter for the role and a random number: C3, P1, G2.
struct SeatCode {
  char letter{};
  std::uint16_t number{};
  friend constexpr auto operator<=>(const SeatCode&, const SeatCode&) = default;
};
// SeatCode{} for anything that is not one capital letter and a number from 1 to 65 535 without
// leading zeros; the rules refuse that code as they refuse every seat that is not there.
[[nodiscard]] constexpr SeatCode seat_code_from(std::string_view text) noexcept {
  constexpr std::size_t digits_max = 5;
  if (text.size() < 2 || text.size() > 1 + digits_max) return {};
  if (text[0] < 'A' || text[0] > 'Z' || text[1] == '0') return {};
  std::uint32_t number = 0;
  for (const char digit : text.substr(1)) {
    if (digit < '0' || digit > '9') return {};
    number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  if (number > UINT16_MAX) return {};
  return {text[0], static_cast<std::uint16_t>(number)};
}

// Where something takes place. `round` counts from 1 in the order of the script; 0 means
// that no round is open (lobby, or between two sittings). `repetition` and `room` are 0
// until scripts that repeat or split are run.
struct Room {
  std::uint16_t round{};
  std::uint16_t repetition{};
  std::uint16_t room{};
  friend constexpr auto operator<=>(const Room&, const Room&) = default;
};

// A numbered turn, written `3.12` (round 3, turn 12). Given when it is first shown.
struct Turn {
  Room room;
  std::uint32_t number{};
  friend constexpr auto operator<=>(const Turn&, const Turn&) = default;
};

}  // namespace arena
