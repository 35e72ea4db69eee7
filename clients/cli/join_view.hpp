// SPDX-License-Identifier: EUPL-1.2
// What a person in line mode knows, and how it reads: notices in, plain lines out. Questions,
// what people make (lessons and items of other products together), own notes and incidents get
// small numbers in order of appearance, so that they can be typed. Rounds have the labels that
// people count them by ("1", "o", "s2"), in turns too, as in the transcript.
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

  // What a contribution of this kind says; that it was taken back, where nothing is left of it.
  [[nodiscard]] std::string said(const std::string& kind, const std::string& text) const;

  // Texts may hold control characters, which could command a terminal, and directional
  // marks, which could turn a line around: both are shown as "�".
  [[nodiscard]] static std::string printable(const std::string& text);

  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] const std::optional<codec::SeenScript>& script() const noexcept { return script_; }
  [[nodiscard]] Room room() const noexcept { return room_; }
  [[nodiscard]] bool over() const noexcept { return over_; }
  [[nodiscard]] const codec::SeenRound* round() const;          // null: none is open
  [[nodiscard]] const codec::SeenPlacement* placement() const;  // null: none is open, or away
  // Of the room this person is in: the round's own, or one beside it.
  [[nodiscard]] const std::vector<codec::SeenPlacement>& placements_here() const;
  [[nodiscard]] const codec::SeenSideRoom* side_room() const;  // null: in the round's own room
  [[nodiscard]] bool leads() const { return leads(group_); }
  [[nodiscard]] bool leads(const std::string& group) const;
  [[nodiscard]] const std::vector<std::uint32_t>& waiting() const noexcept { return waiting_; }
  // Of what was typed as "vraag 2" or "les 1"; 0 if there is none.
  [[nodiscard]] std::uint64_t question(std::size_t number) const;
  [[nodiscard]] std::uint64_t item(std::size_t number) const;
  [[nodiscard]] std::uint64_t note(std::size_t number) const;
  [[nodiscard]] std::uint64_t incident(std::size_t number) const;
  [[nodiscard]] std::size_t number_of_item(std::uint64_t item) const;     // 0: not seen
  [[nodiscard]] const std::string& product_of(std::uint64_t item) const;  // empty: a lesson
  [[nodiscard]] bool has_items() const noexcept { return !items_.empty(); }
  [[nodiscard]] bool has_notes() const noexcept { return !notes_.empty(); }
  [[nodiscard]] bool has_incidents() const noexcept { return !incidents_.empty(); }
  [[nodiscard]] bool letter_came() const noexcept { return letter_came_; }
  [[nodiscard]] bool slot_open() const noexcept { return slot_open_; }  // people write anonymously
  [[nodiscard]] bool may_be_anonymous() const;  // somebody may, in the open round
  [[nodiscard]] const std::string& archive_level() const noexcept { return archive_level_; }

  [[nodiscard]] std::string words(const codec::SeenWords& both) const;
  [[nodiscard]] std::string title_of(const codec::SeenRound& round) const;
  [[nodiscard]] std::string group_title(const std::string& id) const;
  [[nodiscard]] std::string product_title(const std::string& id) const;  // empty: "Les"
  [[nodiscard]] std::string state_title(std::uint64_t item, std::uint32_t state) const;
  [[nodiscard]] std::string round_label(std::uint16_t round) const;
  [[nodiscard]] std::optional<std::uint16_t> round_named(const std::string& typed) const;
  [[nodiscard]] std::string turn_label(const Turn& turn) const;
  [[nodiscard]] std::string turn_labels(const std::vector<Turn>& turns) const;
  // The statement or item that the open repetition is about, as a line; empty if there is none.
  [[nodiscard]] std::string subject_line() const;
  // What the open round is for, and how it goes.
  [[nodiscard]] std::vector<std::string> about_round() const;

  // An answer a ballot offers: `number` is what one types.
  struct BallotChoice {
    std::uint64_t value{};
    std::size_t number{};
    std::string title;
  };
  [[nodiscard]] const codec::SeenBallot* ballot(const Room& room, std::uint32_t ballot) const;
  [[nodiscard]] std::vector<BallotChoice> choices_of(const codec::SeenBallot& ballot) const;
  [[nodiscard]] std::string chosen(const codec::SeenBallot& ballot,
                                   const std::vector<std::uint64_t>& choices,
                                   bool not_applicable) const;
  // The ballots of the open round and how to answer them; none for who may not vote.
  [[nodiscard]] std::vector<std::string> open_ballots() const;
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
  Lines take_item(const codec::SeenNotice& notice);
  Lines item_changed(const codec::SeenNotice& notice) const;
  Lines take_ballot(const codec::SeenNotice& notice);
  [[nodiscard]] Lines result(const codec::SeenNotice& notice) const;
  [[nodiscard]] std::string of_repetition(const Room& room) const;
  Lines take_care(const codec::SeenNotice& notice);
  Lines take_slot(const codec::SeenNotice& notice);
  [[nodiscard]] Lines slot(const codec::SeenSlot& open) const;
  [[nodiscard]] Lines lead(const codec::SeenNotice& notice) const;
  std::size_t make(const codec::SeenNotice& notice);
  void take_seats(const codec::SeenNotice& notice);
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
  std::vector<std::uint64_t> questions_, notes_, incidents_;
  struct Made {
    std::uint64_t id{};
    std::string product;  // empty: a lesson
    std::string text;
  };
  std::vector<Made> items_;
  std::uint64_t subject_{};
  std::string archive_level_;
  bool away_{}, letter_came_{}, slot_open_{};
};

// "1-12-2026" or "2026-12-01", of an instant in ms since 1970 UTC.
[[nodiscard]] std::string day_of(Language language, std::int64_t at_ms);

}  // namespace arena::cli
