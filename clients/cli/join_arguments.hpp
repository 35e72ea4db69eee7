// SPDX-License-Identifier: EUPL-1.2
// What was typed after the name of an act, taken off word by word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "clients/cli/join_acts.hpp"
#include "clients/cli/join_view.hpp"

namespace arena::cli {

class Arguments {
 public:
  Arguments(std::string rest, const JoinView& view) : rest_(std::move(rest)), view_(view) {}

  std::string word();
  [[nodiscard]] std::string peek() const { return rest_.substr(0, rest_.find(' ')); }
  std::optional<std::uint32_t> number();
  [[nodiscard]] bool number_follows() const;
  // "1.3", "o.3", "2/1.3"
  std::optional<Turn> turn();
  [[nodiscard]] bool turn_follows() const;
  // "C3"
  std::optional<SeatCode> seat();
  [[nodiscard]] bool seat_follows() const;
  // Takes the next word if it is one of these two.
  bool takes(std::string_view nl, std::string_view en);

  [[nodiscard]] const std::string& text() const { return rest_; }
  [[nodiscard]] const JoinView& view() const { return view_; }

 private:
  std::string rest_;
  const JoinView& view_;
};

[[nodiscard]] std::optional<std::uint32_t> whole_number(const std::string& typed);

}  // namespace arena::cli
