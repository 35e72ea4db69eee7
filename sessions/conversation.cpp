// SPDX-License-Identifier: EUPL-1.2
// What a Conversation is, and what the shell may ask of it. The fold, places, deciding and telling
// stand in files of their own.
#include "sessions/conversation.hpp"

#include <algorithm>
#include <variant>

#include "sessions/assert.hpp"

namespace arena {

Conversation::Conversation(Script script, CommitmentFunction commitment)
    : script_(std::move(script)), commitment_(commitment) {
  ARENA_ASSERT(commitment_ != nullptr);
  ARENA_ASSERT(script_.groups.size() <= groups_max);
}

Event Conversation::created(const Creation& creation) {
  Event event;
  event.number = {1};
  event.at = creation.at;
  event.body = Created{creation.conversation,  creation.script_text,       creation.title,
                       creation.archive_level, creation.choices,           creation.after,
                       creation.releaser,      creation.learning_questions};
  return event;
}

tl::expected<Conversation, EventNumber> Conversation::replay(Script script,
                                                             CommitmentFunction commitment,
                                                             std::span<const Record> history) {
  Conversation conversation(std::move(script), commitment);
  for (const Record& record : history) {
    if (!conversation.follows(record.event)) return tl::unexpected(record.event.number);
    const auto salt = record.content ? std::optional(record.content->salt) : std::nullopt;
    conversation.apply(record.event, salt);
  }
  return conversation;
}

// ---- questions of the shell ------------------------------------------------------------------

std::optional<Conversation::Seat> Conversation::seat(SeatId id) const {
  const Person* found = person(id);
  if (found == nullptr) return std::nullopt;
  const bool has_code = found->admitted != EventNumber{};
  return Seat{found->group, found->standing, has_code ? std::optional(found->code) : std::nullopt,
              found->admitted};
}

std::size_t Conversation::seats_size() const noexcept { return people_.size(); }

std::size_t Conversation::seated_in(GroupIndex group) const noexcept {
  return static_cast<std::size_t>(std::count_if(people_.begin(), people_.end(), [&](auto& p) {
    return p.group == group && p.standing == Standing::seated;
  }));
}

Room Conversation::room() const noexcept { return room_; }

bool Conversation::leads(SeatId seat) const {
  const Person* found = person(seat);
  return found != nullptr && found->standing == Standing::seated &&
         arena::leads(script_.groups[found->group.value].role);
}

bool Conversation::begun() const noexcept { return !rooms_.empty(); }
bool Conversation::closed() const noexcept { return closed_; }
EventNumber Conversation::last() const noexcept { return last_; }

std::optional<Instant> Conversation::deadline() const noexcept {
  const Round* round = open_round();
  if (round == nullptr || !round->advance_automatically) return std::nullopt;
  const ClockView clock = clock_view(clock_.opened);
  if (!clock.timed || clock.paused || slot_) return std::nullopt;
  return clock.ends;
}

std::vector<EventNumber> Conversation::erased_by(const Event& event) const {
  if (std::holds_alternative<SittingEnded>(event.body) ||
      std::holds_alternative<Closed>(event.body)) {
    return passing_;
  }
  return {};
}

// ---- small looks at the state ----------------------------------------------------------------

const Round* Conversation::open_round() const noexcept {
  return room_.round == 0 ? nullptr : &script_.rounds[room_.round - 1U];
}

const Conversation::Person* Conversation::person(SeatId seat) const noexcept {
  if (seat == nobody || seat.value > people_.size()) return nullptr;
  return &people_[seat.value - 1];
}

ClockView Conversation::clock_view(Instant at) const noexcept {
  ClockView view;
  view.timed = room_.round != 0 && clock_.planned.value > 0;
  view.opened = clock_.opened;
  view.planned = clock_.planned;
  view.paused = clock_.paused_at.has_value();
  const Instant due = clock_.opened + clock_.planned + clock_.paused_for;
  if (view.paused) {
    view.remaining = due - *clock_.paused_at;
  } else {
    view.ends = due;
    view.remaining = due - at;
  }
  if (!view.timed) view.remaining = {};
  return view;
}

std::vector<Record> records_of(const Command& command, std::vector<Event> events) {
  std::vector<Record> records;
  const auto* close = std::get_if<CloseSlot>(&command.act);
  std::size_t published = 0;
  for (Event& event : events) {
    Record record{std::move(event), std::nullopt};
    const bool has_text = record.event.content.has_value();
    if (std::holds_alternative<ContributedAnonymously>(record.event.body)) {
      record.content = close->texts.at(published++);
    } else if (has_text || record.event.cause) {
      record.content = Content{command.salt, has_text ? command.text : std::string()};
    }
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace arena
