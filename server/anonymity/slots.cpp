// SPDX-License-Identifier: EUPL-1.2
#include "server/anonymity/slots.hpp"

#include <utility>

#include "server/anonymity/wiped_stack.hpp"

namespace arena::anonymity {
namespace {

Reason as_reason(Slot::Issue why) {
  switch (why) {
    case Slot::Issue::not_eligible:
      return Reason::not_in_this_round;
    case Slot::Issue::other_element:
      return Reason::id_reused;
    case Slot::Issue::no_element:
      break;
  }
  return Reason::no_such_item;
}

Slots::Taken as_taken(Slot::Taken taken) {
  switch (taken) {
    case Slot::Taken::kept:
    case Slot::Taken::kept_before:
      return Slots::Taken::kept;
    case Slot::Taken::other_body:
      return Slots::Taken::other_body;
    case Slot::Taken::no_token:
      return Slots::Taken::no_token;
    case Slot::Taken::no_envelope:
      break;
  }
  return Slots::Taken::no_envelope;
}

}  // namespace

Slots::Slots(std::filesystem::path directory, journal::SqliteJournal& journal)
    : directory_(std::move(directory)), journal_(journal) {
  for (const SlotId& slot : Slot::lying_in(directory_)) {
    if (const auto conversation = Slot::conversation_of(directory_, slot)) {
      pending_.push_back({slot, *conversation});
    } else {
      Slot::discard(directory_, slot);  // it was being made or erased: nobody has a token
    }
  }
  journal_.accompany(*this);
}

hub::SlotKeys Slots::draw() {
  const SlotKey key = SlotKey::random();
  hub::SlotKeys keys;
  keys.secret.bytes = key.secret().bytes;
  keys.key = key.public_key();
  return keys;
}

void Slots::issue(const SlotId& slot, SeatId seat, const SlotElement& blinded, Issued done) {
  journal_.run([this, slot, seat, blinded, done = std::move(done)] {
    try {
      Slot* const found = closed_.contains(slot) ? nullptr : open(slot);
      if (found == nullptr) return done(tl::unexpected(Reason::not_open));
      const auto issued = found->issue(seat, blinded);
      if (!issued) return done(tl::unexpected(as_reason(issued.error())));
      hub::SlotEvaluation evaluation;
      evaluation.element = issued->elements.front();
      evaluation.challenge.bytes = issued->proof.challenge.bytes;
      evaluation.response.bytes = issued->proof.response.bytes;
      done(evaluation);
    } catch (const SlotError&) {
      done(tl::unexpected(Reason::frozen));
    }
  });
}

void Slots::take(const SlotId& slot, const Token& token, const Envelope& envelope, Took done) {
  journal_.run([this, slot, token, envelope, done = std::move(done)] {
    on_wiped_stack([&] {
      try {
        Slot* const found = closed_.contains(slot) ? nullptr : open(slot);
        done(found == nullptr ? Taken::over : as_taken(found->take(token, envelope)));
      } catch (const SlotError&) {
        done(Taken::not_now);
      }
    });
  });
}

void Slots::holds(const SlotId& slot, const Token& token, Holds done) {
  journal_.run([this, slot, token, done = std::move(done)] {
    on_wiped_stack([&] {
      try {
        Slot* const found = open(slot);
        done(found != nullptr && found->holds(token));
      } catch (const SlotError&) {
        done(false);
      }
    });
  });
}

void Slots::close(const SlotId& slot, Read done) {
  journal_.run([this, slot, done = std::move(done)] {
    on_wiped_stack([&] {
      try {
        closed_.insert(slot);
        Slot* const found = open(slot);
        if (found == nullptr) return done(hub::SlotOutcome{});
        Slot::Outcome outcome = found->close();
        done(hub::SlotOutcome{outcome.published, std::move(outcome.texts)});
      } catch (const SlotError& error) {
        done(tl::unexpected(hub::StorageError{error.what()}));
      }
    });
  });
}

void Slots::discard(const SlotId& slot) {
  journal_.run([this, slot] { erase(slot); });
}

tl::expected<void, hub::StorageError> Slots::before(const hub::Append& append) {
  erase_what_is_left();
  if (!append.opens_slot) return {};
  const hub::SlotOpening& opening = *append.opens_slot;
  try {
    Scalar secret;
    secret.bytes = opening.secret.bytes;
    auto key = SlotKey::from(secret);
    if (!key) throw SlotError("the key of a slot is no key");
    auto slot =
        Slot::open(directory_, {opening.slot, append.conversation, opening.eligible, opening.floor},
                   *std::move(key));
    if (!slot) throw SlotError("a slot has fewer people than its floor");
    slots_.emplace(opening.slot, *std::move(slot));
    return {};
  } catch (const SlotError& error) {
    ended_.insert(opening.slot);  // half of it may lie there
    return tl::unexpected(hub::StorageError{error.what()});
  }
}

void Slots::after(const hub::Append& append, bool committed) noexcept {
  if (append.opens_slot && !committed) erase(append.opens_slot->slot);
  if (append.ends_slot && committed) erase(*append.ends_slot);
}

Slot* Slots::open(const SlotId& slot) {
  if (ended_.contains(slot)) return nullptr;
  const auto found = slots_.find(slot);
  if (found != slots_.end()) return &found->second;
  auto resumed = Slot::resume(directory_, slot);
  if (!resumed) return nullptr;
  return &slots_.emplace(slot, *std::move(resumed)).first->second;
}

void Slots::erase(const SlotId& slot) noexcept {
  ended_.insert(slot);
  closed_.erase(slot);
  slots_.erase(slot);
  erase_what_is_left();
}

// What the disk refuses now is tried again with the next append.
void Slots::erase_what_is_left() noexcept {
  for (auto slot = ended_.begin(); slot != ended_.end();) {
    try {
      Slot::discard(directory_, *slot);
      slot = ended_.erase(slot);
    } catch (const std::exception&) {
      ++slot;
    }
  }
}

}  // namespace arena::anonymity
