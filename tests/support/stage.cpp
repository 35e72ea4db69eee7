// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/stage.hpp"

#include <stdexcept>
#include <utility>

#include "tests/support/manual_clock.hpp"
#include "tests/support/plain_hash.hpp"

namespace arena::test {
namespace {

template <class Bytes>
Bytes drawn(Random& random) {
  Bytes made;
  for (std::byte& byte : made.bytes) byte = static_cast<std::byte>(random.next() & 0xFFU);
  return made;
}

[[noreturn]] void complain(std::string_view what, const Rejection& why) {
  throw std::runtime_error(std::string(what) + " was refused: " + std::string(name(why.reason)));
}

}  // namespace

Stage::Stage(const PlayableScript& playable, std::uint64_t seed, Choices choices)
    : script_text_(playable.text),
      conversation_(playable.script, plain_commitment),
      random_(seed),
      now_(morning) {
  const Event created =
      Conversation::created({drawn<ConversationId>(random_), script_text_, "Een gesprek",
                             ArchiveLevel::full, now_, std::move(choices)});
  conversation_.apply(created, std::nullopt);
  records_.push_back({created, std::nullopt});
}

Result<SeatId> Stage::arrive(GroupIndex group) {
  auto events = act(nobody, Arrive{group});
  if (!events) return tl::unexpected(events.error());
  return SeatId{static_cast<std::uint32_t>(conversation_.seats_size())};
}

SeatId Stage::join(GroupIndex group) {
  const auto seat = arrive(group);
  if (!seat) complain("an arrival", seat.error());
  if (conversation_.seat(*seat)->standing == Conversation::Standing::waiting) {
    const auto admitted = act(chair(), Admit{*seat});
    if (!admitted) complain("an admission", admitted.error());
  }
  return *seat;
}

SeatId Stage::join(std::string_view group_id) {
  const auto group = conversation_.script().group_named(group_id);
  if (!group) throw std::runtime_error("no group " + std::string(group_id));
  return join(*group);
}

Command Stage::command_for(SeatId actor, ActBody body, std::string text, Departing departing) {
  Command command;
  command.id = departing.id.value_or(drawn<CommandId>(random_));
  command.actor = actor;
  command.room = departing.room.value_or(conversation_.room_of(actor));
  command.at = now_;
  command.draw = random_.next();
  command.salt = drawn<Salt>(random_);
  command.act = std::move(body);
  command.text = std::move(text);
  return command;
}

Result<std::vector<Event>> Stage::act(SeatId actor, ActBody body, std::string text,
                                      Departing departing) {
  return give(command_for(actor, std::move(body), std::move(text), departing));
}

Result<std::vector<Event>> Stage::give(const Command& command) {
  const auto before = conversation_.accepted_before(command);
  if (!before) return tl::unexpected(before.error());
  if (*before) return std::vector<Event>{};
  auto events = conversation_.decide(command);
  if (!events) return events;
  for (Record& record : records_of(command, *events)) take(std::move(record));
  accepted_.push_back(command);
  return events;
}

void Stage::take(Record record) {
  const Event event = record.event;
  const std::vector<EventNumber> erased = conversation_.erased_by(event);
  conversation_.apply(event, record.content ? std::optional(record.content->salt) : std::nullopt);
  records_.push_back(std::move(record));
  told_.resize(conversation_.seats_size());
  for (std::uint32_t seat = 1; seat <= told_.size(); ++seat) {
    auto notice = conversation_.notice_for(SeatId{seat}, event);
    if (notice) told_[seat - 1].push_back({event.number, std::move(*notice)});
  }
  for (const EventNumber number : erased) records_[number.value - 1].content.reset();
}

void Stage::wait(Span span) {
  const Instant until = now_ + span;
  for (auto due = conversation_.deadline(); due && *due <= until; due = conversation_.deadline()) {
    if (*due > now_) now_ = *due;
    const auto ticked = act(nobody, Tick{});
    if (!ticked) complain("a tick that was due", ticked.error());
  }
  now_ = until;
}

void Stage::advance_to(std::uint16_t round) {
  while (conversation_.room().round != round) {
    const OpenRound next{static_cast<std::uint16_t>(last_round() + 1U)};
    auto opened = act(chair(), next);
    if (!opened) {
      const auto ended = act(chair(), EndSitting{}, "until next time");
      if (!ended) complain("ending the sitting", ended.error());
      opened = act(chair(), next);
    }
    if (!opened) complain("opening a round", opened.error());
  }
}

std::uint16_t Stage::last_round() const {
  for (auto record = records_.rbegin(); record != records_.rend(); ++record) {
    const auto* opened = std::get_if<RoundOpened>(&record->event.body);
    if (opened != nullptr) return opened->room.round;
  }
  return 0;
}

const std::vector<Stage::Told>& Stage::told(SeatId seat) const {
  static const std::vector<Told> nothing;
  return seat.value == 0 || seat.value > told_.size() ? nothing : told_[seat.value - 1];
}

std::string_view Stage::text(EventNumber event) const {
  const Record& record = records_.at(event.value - 1);
  return record.content ? std::string_view(record.content->text) : std::string_view();
}

SeatCode Stage::code(SeatId seat) const {
  const auto found = conversation_.seat(seat);
  return found && found->code ? *found->code : SeatCode{};
}

SeatId Stage::chair() const {
  for (std::uint32_t seat = 1; seat <= conversation_.seats_size(); ++seat) {
    if (conversation_.leads(SeatId{seat})) return {seat};
  }
  return nobody;
}

}  // namespace arena::test
