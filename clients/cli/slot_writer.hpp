// SPDX-License-Identifier: EUPL-1.2
// The device's side of a detached slot (docs/protocol.md, section 10): a token at once, whether or
// not the person writes, and one envelope at a moment of chance after the writing has ended. What
// the person wrote stays here until then, and nowhere else.
//
// The token lives in memory: a program that ends before the envelopes are handed in hands in none.
//
// Home: the thread that runs `io`. Handing in blocks it for a moment, at most `answer_max`.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "clients/cli/join_words.hpp"
#include "clients/cli/person.hpp"
#include "server/anonymity/slot.hpp"
#include "server/codec/wire.hpp"

namespace arena::cli {

class SlotWriter {
 public:
  enum class Fate {
    handed_in,
    not_handed_in,
    not_safe  // the server's proof does not hold: nothing is sent
  };
  static constexpr std::chrono::seconds answer_max{5};

  // `ask` sends an act over the socket; `tell` hears what became of the envelope.
  SlotWriter(boost::asio::io_context& io, FindServer find, std::function<void(ActBody)> ask,
             std::function<void(Fate)> tell);

  void take(const codec::SeenNotice& notice);
  void take(const codec::SeenStatus& status);
  // What goes into the envelope; empty: a pass. False: there is no slot to write in now, or the
  // text is too long.
  [[nodiscard]] bool write(std::string text);

 private:
  struct Open {
    SlotId slot;
    SlotElement key;
    std::int64_t writing_ends_ms{};  // by the server's clock
    anonymity::TokenInput input;
    anonymity::Blinding blinding;
    std::optional<anonymity::Token> token;
    std::string text;
    bool over{};  // handed in, or given up
  };

  void begin(const codec::SeenSlot& slot);
  void hand_in();
  void end(Fate fate);
  [[nodiscard]] std::int64_t server_now_ms() const;
  [[nodiscard]] std::optional<net::Answer> post(const std::string& body) const;

  FindServer find_;
  std::function<void(ActBody)> ask_;
  std::function<void(Fate)> tell_;
  std::uint64_t last_{};  // the highest notice that was looked at
  boost::asio::steady_timer timer_;
  std::int64_t server_ahead_ms_{};
  std::optional<Open> open_;
};

// What to tell the person.
[[nodiscard]] std::string slot_fate(Language language, SlotWriter::Fate fate);

}  // namespace arena::cli
