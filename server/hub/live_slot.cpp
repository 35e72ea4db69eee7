// SPDX-License-Identifier: EUPL-1.2
// What a running conversation has to do for its detached slot: its key, its tokens, its end.
#include <algorithm>
#include <chrono>
#include <utility>

#include "server/hub/live.hpp"

namespace arena::hub {

namespace {

constexpr auto again_after = std::chrono::seconds(1);

}  // namespace

// The secret goes to the pending file with the event that says the public key, and nowhere else.
std::optional<SlotOpening> Live::drawn_for(OpenSlot& open) {
  const SlotKeys keys = ports_.slots.draw();
  ports_.entropy.fill(open.slot.bytes);
  open.key = keys.key;
  const std::size_t floor =
      std::max<std::size_t>(conversation_.script().anonymous_floor, slot_floor_min);
  return SlotOpening{open.slot, {}, floor, keys.secret};
}

// The pending file may lag behind what is decided: it answers after the appends given before.
void Live::request_token(const std::shared_ptr<LiveConnection>& connection,
                         const Command& command) {
  if (++connection->unanswered > Hub::undecided_max) {
    connection->outbox->close(CloseReason::overloaded);
    return detach(*connection, {});
  }
  const auto& request = std::get<RequestToken>(command.act);
  ports_.slots.issue(
      request.slot, command.actor, request.blinded,
      [this, to = std::weak_ptr(connection), id = command.id, slot = request.slot](auto issued) {
        post_([to, id, slot, issued = std::move(issued)] {
          const auto asker = to.lock();
          if (!asker) return;
          --asker->unanswered;
          if (!asker->attached) return;
          if (!issued) {
            return asker->outbox->status(Refused{id, {issued.error(), std::nullopt, std::nullopt}});
          }
          asker->outbox->status(TokenIssued{slot, *issued});
          asker->outbox->status(Accepted{id});
        });
      });
}

void Live::arm_slot() {
  const auto& open = conversation_.slot();
  if (!open || frozen_ || closing_slot_) {
    slot_.cancel();
    return;
  }
  const Span left = open->writing_ends + slot_hand_in - ports_.clock.now();
  slot_.expires_after(std::chrono::milliseconds(
      std::clamp<std::int64_t>(left.value, 0, (slot_writing_max + slot_hand_in).value)));
  slot_.async_wait([this](boost::system::error_code ec) {
    if (!ec && !frozen_) close_slot();
  });
}

void Live::close_slot() {
  const auto& open = conversation_.slot();
  if (!open || closing_slot_) return;
  if (ports_.clock.now() < open->writing_ends + slot_hand_in) return arm_slot();
  closing_slot_ = true;
  ports_.slots.close(open->slot, [this, slot = open->slot](auto read) {
    post_([this, slot, read = std::move(read)]() mutable {
      closing_slot_ = false;
      if (read) return publish(slot, *std::move(read));
      // Nothing is lost: the envelopes lie where they are.
      slot_.expires_after(again_after);
      slot_.async_wait([this](boost::system::error_code ec) {
        if (!ec && !frozen_) close_slot();
      });
    });
  });
}

// Each text has a salt of its own, so that one of them can be erased.
void Live::publish(const SlotId& slot, SlotOutcome outcome) {
  if (frozen_ || !conversation_.slot() || conversation_.slot()->slot != slot) return arm_slot();
  CloseSlot close{slot, outcome.published, {}};
  for (std::string& text : outcome.texts) {
    Content content{{}, std::move(text)};
    ports_.entropy.fill(content.salt.bytes);
    close.texts.push_back(std::move(content));
  }
  Command command;
  command.at = ports_.clock.now();
  command.act = std::move(close);
  auto events = conversation_.decide(command);
  if (!events) return arm_slot();
  append(command, *std::move(events), Append{}, {});
}

}  // namespace arena::hub
