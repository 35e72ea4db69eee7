// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/join_arguments.hpp"

#include <algorithm>
#include <charconv>

namespace arena::cli {
namespace {

std::optional<Turn> turn_of(const std::string& typed, const JoinView& view) {
  const std::size_t dot = typed.find('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto number = whole_number(typed.substr(dot + 1));
  std::string where = typed.substr(0, dot);
  // The round, then perhaps the repetition, then perhaps the room beside it.
  std::uint16_t parts[2]{};
  std::size_t count = 0;
  while (where.find('/') != std::string::npos) {
    const std::size_t slash = where.rfind('/');
    const auto part = whole_number(where.substr(slash + 1));
    if (!part || *part > UINT16_MAX || count == 2) return std::nullopt;
    parts[count++] = static_cast<std::uint16_t>(*part);
    where.erase(slash);
  }
  const auto round = view.round_named(where);
  if (!round || !number) return std::nullopt;
  const Room room = count == 2 ? Room{*round, parts[1], parts[0]} : Room{*round, parts[0], 0};
  return Turn{room, *number};
}

std::optional<SeatCode> seat_of(const std::string& typed) {
  if (typed.empty()) return std::nullopt;
  const auto number = whole_number(typed.substr(1));
  const bool lower = typed[0] >= 'a' && typed[0] <= 'z';
  const char letter = lower ? static_cast<char>(typed[0] - 'a' + 'A') : typed[0];
  if (letter < 'A' || letter > 'Z' || !number || *number > UINT16_MAX) return std::nullopt;
  return SeatCode{letter, static_cast<std::uint16_t>(*number)};
}

}  // namespace

std::optional<std::uint32_t> whole_number(const std::string& typed) {
  std::uint32_t value{};
  const char* const end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, value);
  if (typed.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::string Arguments::word() {
  const std::size_t end = std::min(rest_.find(' '), rest_.size());
  std::string first = rest_.substr(0, end);
  rest_.erase(0, std::min(rest_.find_first_not_of(' ', end), rest_.size()));
  return first;
}

std::optional<std::uint32_t> Arguments::number() { return whole_number(word()); }
bool Arguments::number_follows() const { return whole_number(peek()).has_value(); }
std::optional<Turn> Arguments::turn() { return turn_of(word(), view_); }
bool Arguments::turn_follows() const { return turn_of(peek(), view_).has_value(); }
std::optional<SeatCode> Arguments::seat() { return seat_of(word()); }
bool Arguments::seat_follows() const { return seat_of(peek()).has_value(); }

bool Arguments::takes(std::string_view nl, std::string_view en) {
  const std::string next = peek();
  const bool taken = !next.empty() && (next == nl || next == en);
  if (taken) static_cast<void>(word());
  return taken;
}

}  // namespace arena::cli
