// SPDX-License-Identifier: EUPL-1.2
// What a person in line mode knows, and how it reads: notices in, plain lines out. Questions and
// lessons get small numbers in order of appearance, so that they can be typed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/join_words.hpp"
#include "server/codec/wire.hpp"

namespace arena::cli {

class JoinView {
 public:
  explicit JoinView(Language language) : language_(language) {}

  // The lines that tell of it, each without its line feed; none if there is nothing to say.
  [[nodiscard]] std::vector<std::string> take(const codec::SeenNotice& notice);
  [[nodiscard]] std::vector<std::string> take(const codec::SeenStatus& status);
  [[nodiscard]] std::string refused(const codec::SeenRefusal& refusal) const;
  [[nodiscard]] std::vector<std::string> who_sits_where() const;

  // Texts may hold control characters, which could command a terminal, and directional
  // marks, which could turn a line around: both are shown as "�".
  [[nodiscard]] static std::string printable(const std::string& text);

  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] const std::optional<codec::SeenScript>& script() const noexcept { return script_; }
  [[nodiscard]] Room room() const noexcept { return room_; }
  [[nodiscard]] bool over() const noexcept { return over_; }
  [[nodiscard]] const codec::SeenRound* round() const;          // null: none is open
  [[nodiscard]] const codec::SeenPlacement* placement() const;  // null: none is open, or away
  [[nodiscard]] bool leads() const { return leads(group_); }
  [[nodiscard]] bool leads(const std::string& group) const;
  [[nodiscard]] const std::vector<std::uint32_t>& waiting() const noexcept { return waiting_; }
  // Of what was typed as "vraag 2" or "les 1"; 0 if there is none.
  [[nodiscard]] std::uint64_t question(std::size_t number) const;
  [[nodiscard]] std::uint64_t lesson(std::size_t number) const;
  [[nodiscard]] std::size_t number_of_item(std::uint64_t item) const;  // 0: not seen
  [[nodiscard]] std::string group_title(const std::string& id) const;
  // Nothing if `text` is empty, otherwise " Reason: …".
  [[nodiscard]] std::string reason(const std::string& text) const;

 private:
  using Lines = std::vector<std::string>;
  Lines seated(const codec::SeenNotice& notice);
  Lines round_entered(const codec::SeenNotice& notice);
  Lines sitting_over(const codec::SeenNotice& notice);
  Lines lobby(const codec::SeenNotice& notice);
  std::string waits(std::uint32_t waiting, const std::string& group, const std::string& name);
  Lines take_speech(const codec::SeenNotice& notice);
  Lines take_gate(const codec::SeenNotice& notice);
  std::string contribution(const codec::SeenNotice& notice);
  std::string question_decided(const codec::SeenNotice& notice);
  std::string verdict(const codec::SeenNotice& notice);
  Lines seat_change(const codec::SeenNotice& notice);
  [[nodiscard]] Lines sizes() const;
  [[nodiscard]] std::string place(const std::optional<codec::SeenClock>& clock,
                                  bool returned) const;
  [[nodiscard]] std::string text_say(Say what,
                                     std::initializer_list<std::string_view> values = {}) const;
  static std::size_t number_of(std::vector<std::uint64_t>& items, std::uint64_t item);

  Language language_;
  std::optional<codec::SeenScript> script_;
  std::string code_;
  std::string group_;
  Room room_;
  bool over_{};
  std::int64_t server_ahead_ms_{};  // server's clock minus ours
  std::map<std::string, codec::SeenSeat> seats_;
  std::vector<std::uint32_t> waiting_;
  std::vector<std::uint64_t> questions_;
  std::vector<std::uint64_t> lessons_;
};

}  // namespace arena::cli
