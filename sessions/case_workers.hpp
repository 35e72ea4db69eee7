// SPDX-License-Identifier: EUPL-1.2
// Whether one of the listeners decides about somebody who is going to speak (DESIGN §5).
//
// Before the first round every client answers, everybody the same question. The facilitator reads
// the answers once, all together, and not who gave which; after that nobody answers any more. They
// are no part of the conversation: no event holds them, and they are forgotten when the first round
// opens or the server stops.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/conversation.hpp"
#include "sessions/ids.hpp"
#include "sessions/result.hpp"

namespace arena {

class CaseWorkers {
 public:
  // Among so many nobody who reads them can tell whose answer is whose.
  static constexpr std::size_t enough_answers = 3;

  struct Answers {
    std::size_t asked{};  // clients who sit here
    std::size_t answered{};
    std::size_t unsure{};
    std::vector<SeatCode> listeners;  // who were named, once each, by code
    friend bool operator==(const Answers&, const Answers&) = default;
  };

  // Keeps the answer of a client; a later one replaces it. Refused: not_admitted or removed;
  // not_for_your_role; wrong_moment once a round has opened; already_decided once they were read;
  // no_such_seat if a code is not of a listener who sits here.
  [[nodiscard]] Result<void> say(const Conversation& conversation, SeatId seat,
                                 const SayCaseWorker& answer);
  // Reads them for the chair and forgets who said what. Refused: not_for_your_role, wrong_moment;
  // too_few_answers until everybody who is asked has answered, or enough_answers of them.
  // Again: the same.
  [[nodiscard]] Result<Answers> read(const Conversation& conversation, SeatId seat);
  // What was read, for a facilitator who comes back.
  [[nodiscard]] const std::optional<Answers>& read_before() const noexcept { return read_; }
  void forget() noexcept;

 private:
  std::map<SeatId, SayCaseWorker> said_;
  std::optional<Answers> read_;
};

}  // namespace arena
