// SPDX-License-Identifier: EUPL-1.2
// A Conversation is one arena dialogue: a script of rounds, the people in it, and the rules
// that say who may do what, when.
//
// It is a value. It opens no socket, reads no clock and draws no random number; time and
// entropy arrive inside a Command. The shell drives it in three steps:
//
//     auto events = conversation.decide(command);             // may we?  (pure)
//     for (const Event& e : *events) conversation.apply(e);   // assume it
//     journal.append(*events, tell);                          // tell once it is durable
//
// Folding the same events from the same Script always gives an equal Conversation; recovery
// after a crash is that fold and nothing more. The fold sees commitments, never text.
//
// Not thread-safe: one owner at a time. Copies are independent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/event.hpp"
#include "sessions/ids.hpp"
#include "sessions/notice.hpp"
#include "sessions/result.hpp"
#include "sessions/script.hpp"

namespace arena {

// The one pure function the core is handed: a salted, binding hash of bytes.
using CommitmentFunction = Commitment (*)(const Salt& salt, std::string_view bytes);

// The bytes of a command that a repeat must match: act, room and text; not actor, time, salt.
[[nodiscard]] std::string command_bytes(const Command& command);

// What `command` caused, with the words and the salt that belong to each event of it.
[[nodiscard]] std::vector<Record> records_of(const Command& command, std::vector<Event> events);

struct Creation {
  ConversationId conversation;
  std::string script_text;
  std::string title;
  ArchiveLevel archive_level{};
  Instant at;
  Choices choices{};  // of the script's options; bad_choice() finds none
  std::optional<ConversationId> after{};
  std::string releaser{};
  std::vector<std::string> learning_questions{};
};

class Conversation {
 public:
  // Upper bounds. Reaching one is a Rejection, never an assertion.
  static constexpr std::size_t participants_max = 10'000;
  static constexpr std::size_t contribution_bytes_max = 16'384;
  static constexpr std::size_t lobby_max = 1'000;        // waiting at once
  static constexpr std::size_t open_questions_max = 20;  // of one seat, at the gate
  static constexpr Span extension_max = minutes(120);
  static constexpr std::size_t items_max = 1'000;  // lessons and items of products
  static constexpr std::size_t choices_max = 256;  // of one vote
  static constexpr std::size_t evidence_max = 64;  // turns that one act names
  static constexpr std::size_t signals_max = 256;  // warnings and incidents each
  static constexpr Span incident_answer = minutes(2'880);
  // A count that is shown of a ballot without names is this or more, or none.
  static constexpr std::uint32_t shown_count_min = 3;

  // A conversation that has not begun. `script` must have passed check_script.
  Conversation(Script script, CommitmentFunction commitment);

  // The first event of a journal, which holds the script's bytes.
  [[nodiscard]] static Event created(const Creation& creation);

  // Rebuilds a conversation from its journal, the first record being Created. Fails (with the
  // number of the offending event) only if the records do not belong to `script`; a prefix of
  // a valid history is a valid history.
  [[nodiscard]] static tl::expected<Conversation, EventNumber> replay(
      Script script, CommitmentFunction commitment, std::span<const Record> history);

  // Says what `command` would cause, or why it is refused. Changes nothing. In a listen-only
  // round every perceivable act of a seat in the outer ring is refused with
  // Reason::listen_only; notes and marks stay its own. An accepted command gives at least one
  // event; its text belongs to the one event whose `content` is set.
  [[nodiscard]] Result<std::vector<Event>> decide(const Command& command) const;

  // A repeat: true if this seat's command of this id was accepted before with the same body
  // (after erasure: by id alone); id_reused if the body differs; false if it is new.
  [[nodiscard]] Result<bool> accepted_before(const Command& command) const;

  // The event that answered this command id of this seat, if it was accepted.
  [[nodiscard]] std::optional<EventNumber> remembers(SeatId seat, const CommandId& id) const;

  // Takes an event as fact, with the salt of its record where it has one. `event` must come
  // from decide() on this state or from the journal; anything else is a programming error and
  // asserts.
  void apply(const Event& event, std::optional<Salt> salt);

  // What `viewer` is told of `event`, if anything: the single place where it is decided who
  // may know what. `event` may be older than this state; the answer is the same as it was
  // right after the event, except that a removed seat is told nothing any more.
  [[nodiscard]] std::optional<Notice> notice_for(SeatId viewer, const Event& event) const;

  // The events whose content ceases to exist with `event` (help, when its sitting ends). Asked
  // before `event` is applied.
  [[nodiscard]] std::vector<EventNumber> erased_by(const Event& event) const;

  // When the shell must next send a Tick, if at all.
  [[nodiscard]] std::optional<Instant> deadline() const noexcept;

  // ---- what the shell and the archive may ask; nothing here is for participants
  enum class Standing : std::uint8_t { waiting, seated, turned_away, removed };
  struct Seat {
    GroupIndex group;
    Standing standing{};
    std::optional<SeatCode> code;
    EventNumber admitted;  // 0: never
    friend bool operator==(const Seat&, const Seat&) = default;
  };
  [[nodiscard]] const Script& script() const noexcept { return script_; }  // as chosen
  [[nodiscard]] const std::string& releaser() const noexcept { return releaser_; }
  [[nodiscard]] const std::vector<std::string>& learning_questions() const noexcept {
    return learning_questions_;
  }
  [[nodiscard]] const Choices& choices() const noexcept { return choices_; }
  [[nodiscard]] const std::string& title() const noexcept { return title_; }
  [[nodiscard]] ArchiveLevel archive_level() const noexcept { return archive_level_; }
  [[nodiscard]] std::optional<Seat> seat(SeatId id) const;
  [[nodiscard]] std::size_t seats_size() const noexcept;  // SeatIds 1 … seats_size()
  [[nodiscard]] std::size_t seated_in(GroupIndex group) const noexcept;
  [[nodiscard]] Room room() const noexcept;       // the main one; round 0: none is open
  [[nodiscard]] Room room_of(SeatId seat) const;  // where a seat is: the main one or one beside it
  [[nodiscard]] bool leads(SeatId seat) const;    // seated in the chair
  [[nodiscard]] bool away(SeatId seat) const;     // a round is open, and this seat is not in it
  [[nodiscard]] bool begun() const noexcept;      // a round has been opened
  [[nodiscard]] bool closed() const noexcept;
  [[nodiscard]] EventNumber last() const noexcept;
  // The detached slot that is open; intake closes slot_hand_in after its writing ends.
  [[nodiscard]] const std::optional<SlotOpened>& slot() const noexcept { return slot_; }
  // Whether the actor of a RequestToken may have a token of the slot that is open.
  [[nodiscard]] Result<void> may_have_token(const Command& command) const;

  // Equal folds: same script, same facts. Salts do not count, for they can be erased.
  friend bool operator==(const Conversation&, const Conversation&) = default;

 private:
  // The clock of the open round.
  struct RoundClock {
    Instant opened;
    Span planned;     // 0: none
    Span paused_for;  // in all, pauses that are over
    std::optional<Instant> paused_at;
    friend bool operator==(const RoundClock&, const RoundClock&) = default;
  };
  struct Person {
    GroupIndex group;
    Standing standing{};
    SeatCode code;
    EventNumber arrived;
    EventNumber admitted;  // 0: never
    EventNumber gone;      // 0: still here
    // What stood when the seat was admitted; told once, in Seated.
    Room room_then;
    ClockView clock_then;
    std::optional<SeatCode> floor_then;
    std::optional<SeatCode> lead_then;
    std::uint16_t sittings_then{};
    std::optional<SlotView> slot_then;
    friend bool operator==(const Person&, const Person&) = default;
  };
  struct Question {
    enum class State : std::uint8_t { waiting, shown, returned, merged, withheld, lapsed };
    SeatId asker;
    Room room;
    EventNumber asked;
    State state{};
    Turn turn;  // once shown
    friend bool operator==(const Question&, const Question&) = default;
  };
  // A lesson, or an item of another product.
  struct Item {
    std::optional<std::uint16_t> product;  // absent: a lesson
    SeatId by = nobody;                    // nobody: brought from an earlier conversation
    EventNumber proposed;
    EventNumber text_of;  // its words as last reconsidered
    Room room;            // where it was made
    Audience seen_by;     // all who were shown it
    bool own{};           // nobody but its owner has seen it
    bool shared{};        // a lesson: released
    std::uint16_t state{};
    std::vector<Turn> evidence;            // a brought lesson's stands where it comes from
    std::optional<ItemAssigned> assigned;  // as it was told last
    std::optional<ItemDecided> decided;
    std::map<SeatId, Verdict> verdicts;
    // Somebody is named who does it.
    [[nodiscard]] bool owned() const { return assigned && assigned->text_of.has_value(); }
    [[nodiscard]] bool supported() const { return by == nobody || !evidence.empty(); }
    [[nodiscard]] std::optional<Decision> decision() const {
      return decided ? std::optional(decided->decision) : std::nullopt;
    }
    friend bool operator==(const Item&, const Item&) = default;
  };
  // Who came into a position, or out of it, from which event on.
  struct Move {
    EventNumber at;
    GroupIndex position;
    SeatId seat;
    bool taken{};
    friend bool operator==(const Move&, const Move&) = default;
  };
  // Who belongs to a derived group, from which event on.
  struct Derivation {
    EventNumber at;
    GroupIndex group;
    std::set<SeatId> seats;
    friend bool operator==(const Derivation&, const Derivation&) = default;
  };
  struct Cast {
    EventNumber at;
    std::vector<std::uint64_t> choices;
    bool not_applicable{};
    bool reasoned{};
    friend bool operator==(const Cast&, const Cast&) = default;
  };
  using BallotKey = std::pair<Room, std::uint16_t>;
  // Where a seat is in a round, and what it may do there.
  struct Place {
    Ring ring{Ring::away};
    std::uint16_t room{};          // 0: the main room; otherwise one beside it
    GroupIndex group;              // the own group, a position or a derived one
    const Placement* placement{};  // null: the script does not name it
  };
  struct ShownTurn {
    EventNumber event;
    Audience audience;
    friend bool operator==(const ShownTurn&, const ShownTurn&) = default;
  };
  struct Remembered {
    EventNumber answered_by;
    Commitment body;
    std::optional<Salt> salt;  // gone once erased
    friend bool operator==(const Remembered& a, const Remembered& b) {
      return a.answered_by == b.answered_by && a.body == b.body;
    }
  };

  Script script_;
  CommitmentFunction commitment_;
  ConversationId id_;
  std::string title_;
  ArchiveLevel archive_level_{};
  std::string releaser_;
  std::vector<std::string> learning_questions_;
  Choices choices_;
  EventNumber last_;

  std::vector<Person> people_;  // SeatId n stands at n - 1
  Room room_;                   // round 0: none is open
  RoundClock clock_;
  std::vector<std::pair<EventNumber, Room>> rooms_;  // which room was open from which event on
  std::map<EventNumber, ClockView> clocks_;          // after each change of the clock
  std::vector<EventNumber> passing_;  // what is erased when the sitting under way ends
  bool halted_{};                     // paused because no facilitator was there
  std::uint16_t sittings_ended_{};
  bool closed_{};
  std::map<Room, std::vector<ShownTurn>> turns_;  // number n stands at n - 1
  SeatId floor_ = nobody;
  std::vector<SeatId> hands_;  // in the order they went up
  std::map<ItemId, Question> questions_;
  std::map<ItemId, Item> items_;
  std::map<ItemId, std::pair<SeatId, EventNumber>> notes_;
  std::set<std::pair<SeatId, Turn>> marks_;
  std::vector<Move> moves_;
  std::vector<Derivation> derived_;
  std::map<BallotKey, std::map<SeatId, Cast>> votes_;
  std::set<BallotKey> ballots_shown_;
  std::map<SeatId, std::uint32_t> spoken_;  // how often, in all
  // Of the open round, since it opened: who contributed or passed, who passed, who is ready, and
  // which conditions the chair has been told.
  std::set<SeatId> acted_;
  std::set<SeatId> passed_;
  std::set<SeatId> ready_;
  std::set<RoundEnd> may_end_;
  std::map<ItemId, bool> incidents_;  // true: closed
  std::size_t warnings_{};
  bool letter_sent_{};
  std::optional<SlotOpened> slot_;
  std::optional<EventNumber> slot_text_;  // what is asked in it
  SeatId lead_ = nobody;
  SeatId lead_offered_ = nobody;
  std::map<std::pair<SeatId, CommandId>, Remembered> remembered_;

  class Looking;   // what a decision looks at: conversation_looking.hpp
  class Deciding;  // one decision: conversation_decide.cpp
  class Telling;   // one notice: conversation_notice.cpp
  class Applying;  // one event: conversation_fold.cpp

  [[nodiscard]] const Round* open_round() const noexcept;  // null: none is open
  [[nodiscard]] const Person* person(SeatId seat) const noexcept;
  [[nodiscard]] ClockView clock_view(Instant at) const noexcept;
  // Where a seat is in `round`, by all that had happened up to and with event `at`.
  [[nodiscard]] Place place_of(SeatId seat, std::uint16_t round, EventNumber at) const;
  [[nodiscard]] Place place_of(SeatId seat, std::uint16_t round) const {
    return place_of(seat, round, last_);
  }
  [[nodiscard]] bool belongs(SeatId seat, GroupIndex group, EventNumber at) const;
  [[nodiscard]] std::vector<SeatId> seated_at(GroupIndex position) const;  // who sat down first
  // Everybody who perceives what goes on in `room`, fixed as it is now.
  [[nodiscard]] Audience in_room(const Room& room) const;
  [[nodiscard]] Audience members_of(GroupIndex group) const;
  // Where who belongs to `group` and to no position or derived group sits.
  [[nodiscard]] Place group_place(GroupIndex group, std::uint16_t round) const;
  [[nodiscard]] const Repetition* repetition_with(std::uint16_t round) const;  // null: none
  [[nodiscard]] std::size_t times(const Repetition& repetition) const;
  [[nodiscard]] std::vector<ItemId> items_of(const std::string& product) const;  // as proposed
  [[nodiscard]] std::optional<Room> room_after(Room room) const;
  [[nodiscard]] std::optional<Room> room_after_repetitions(const Room& room) const;
  // The item that a repetition is about.
  [[nodiscard]] std::optional<ItemId> subject_of(const Room& room) const;
  void leave_room(const Event& event, Room next);
  void forget_passing();
  [[nodiscard]] bool follows(const Event& event) const;
  friend class Folding;  // whether an event can stand here: conversation.cpp
};

}  // namespace arena
