// SPDX-License-Identifier: EUPL-1.2
// A conversation that was held elsewhere, to be replayed: turns in order, each by a speaker who
// has one role. Two forms are read: the parliament's VLOS XML, and JSON Lines.
//
// Reading is pure and all or nothing: a fault gives one sentence with its line number.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tl/expected.hpp"

namespace arena::cli {

struct DebateSpeaker {
  std::string key;   // who it is in the file
  std::string role;  // "client", "professional", "facilitator", … as in a script
  friend bool operator==(const DebateSpeaker&, const DebateSpeaker&) = default;
};
struct DebateTurn {
  std::size_t speaker{};  // index in Debate::speakers
  std::string text;
  std::optional<double> at;             // seconds, on any clock
  std::optional<std::size_t> reply_to;  // index of an earlier turn
  friend bool operator==(const DebateTurn&, const DebateTurn&) = default;
};
struct Debate {
  std::vector<DebateSpeaker> speakers;  // in the order of their first turns
  std::vector<DebateTurn> turns;

  // The seat of this speaker in this role, new if there is none: who plays two roles sits twice.
  [[nodiscard]] std::size_t seat_of(const std::string& key, const std::string& role);
};

inline constexpr std::size_t turn_bytes_max = 16'384;

// Chooses the form by what the file holds. `file` is named in faults only.
[[nodiscard]] tl::expected<Debate, std::string> read_debate(std::string_view bytes,
                                                            const std::string& file);
[[nodiscard]] tl::expected<Debate, std::string> read_vlos(std::string_view bytes,
                                                          const std::string& file);
[[nodiscard]] tl::expected<Debate, std::string> read_json_lines(std::string_view bytes,
                                                                const std::string& file);

// What is wrong with a turn's text, if anything; ends without a full stop.
[[nodiscard]] std::optional<std::string> fault_of_text(std::string_view text);
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view bytes) noexcept;

}  // namespace arena::cli
