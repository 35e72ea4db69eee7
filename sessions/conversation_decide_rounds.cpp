// SPDX-License-Identifier: EUPL-1.2
// How rounds change, and what follows from it: what is released, who comes to sit where.
#include <algorithm>
#include <map>
#include <set>

#include "sessions/assert.hpp"
#include "sessions/conversation_deciding.hpp"
#include "sessions/utf8.hpp"

namespace arena {

namespace {

using Events = std::vector<Event>;

}  // namespace

// ---- opening a round

void Conversation::Deciding::admit(SeatId seat, GroupIndex group) {
  Place place;
  if (arena::leads(c_.script_.groups[group.value].role)) {
    place.ring = Ring::chair;
  } else if (c_.room_.round == 0) {
    place.ring = Ring::inner;
  } else {
    place = c_.place_of(seat, c_.room_.round);
  }
  Audience audience = those_who_see(place);
  audience.seats.push_back(seat);
  std::sort(audience.seats.begin(), audience.seats.end());
  add(std::move(audience), Admitted{seat, new_code(group)});
}

// Which room a facilitator means: of a repeated round the next repetition, or the last one held.
Result<Room> Conversation::Deciding::asked_room(const OpenRound& act) const {
  if (act.round == 0 || act.round > c_.script_.rounds.size() ||
      !c_.script_.rounds[act.round - 1U].held) {
    return refuse(Reason::no_such_round);
  }
  if (act.repetition != 0) return Room{act.round, act.repetition, 0};
  if (const auto next = next_room(); next && next->round == act.round) return *next;
  const auto skipped = c_.room_.round != 0 ? c_.room_after_repetitions(c_.room_) : std::nullopt;
  if (skipped && skipped->round == act.round) return *skipped;
  for (auto entry = c_.rooms_.rbegin(); entry != c_.rooms_.rend(); ++entry) {
    if (entry->second.round == act.round) return entry->second;
  }
  return refuse(Reason::wrong_moment);
}

Result<void> Conversation::Deciding::may_open(const Room& room, bool returned) const {
  if (sitting_of(room.round) != c_.sittings_ended_ + 1) return refuse(Reason::wrong_moment);
  if (returned) {
    if (blank(command_.text)) return refuse(Reason::reason_missing);
    return {};
  }
  const Round& round = c_.script_.rounds[room.round - 1U];
  for (std::size_t i = 0; round.part == Part::body && i < c_.script_.groups.size(); ++i) {
    const GroupIndex group{static_cast<std::uint8_t>(i)};
    if (c_.seated_in(group) < c_.script_.groups[i].needs) return refuse(Reason::too_few_people);
  }
  return {};
}

Result<Events> Conversation::Deciding::operator()(const OpenRound& act) {
  const auto room = asked_room(act);
  if (!room) return tl::unexpected(room.error());
  const auto skipped = c_.room_.round != 0 ? c_.room_after_repetitions(c_.room_) : std::nullopt;
  const bool follows = *room == next_room() || *room == skipped;
  const bool returned = !follows && c_.room_.round != 0 && *room != c_.room_ && was_open(*room);
  if (!follows && !returned) return refuse(Reason::wrong_moment);
  if (auto may = may_open(*room, returned); !may) return tl::unexpected(may.error());
  open_round(*room, returned);
  return take();
}

// What the old round decided, the switch, and what follows from it, each on what came before.
void Conversation::Deciding::open_round(const Room& room, bool returned) {
  bind_by_vote();
  then([&](Deciding& bound) {
    const bool asked = std::holds_alternative<OpenRound>(command_.act);
    const RoundOpened opened{room, returned};
    asked ? bound.add_text(bound.everybody(), opened) : bound.add(bound.everybody(), opened);
    bound.then([](Deciding& after) { after.arrive_in_round(); });
  });
}

// In this order everybody knows who sits where before anything is shown to them.
void Conversation::Deciding::arrive_in_round() {
  const Round& round = *c_.open_round();
  for (std::size_t i = 0; i < c_.script_.groups.size(); ++i) {
    const GroupIndex group{static_cast<std::uint8_t>(i)};
    const auto& seats = c_.script_.groups[i].position;
    const bool fills = seats && seats->replacement == Position::Replacement::all_at_once &&
                       c_.group_place(group, c_.room_.round).placement != nullptr &&
                       c_.seated_at(group).empty();
    if (!fills) continue;
    for (const SeatId seat : next_company(group)) sit_down(seat, group);
  }
  then([&round](Deciding& after) {
    for (const std::string& product : round.takes) after.release_items(product, after.here());
    for (const Release& release : round.releases) {
      after.then([&release](Deciding& next) { next.release(release); });  // nothing is shown twice
    }
    after.reveal_own();
    if (round.shares_lessons) {
      after.share_lessons([](const Item&) { return true; });
    } else {  // what comes from the conversation before this one is known from the first round on
      after.share_lessons([](const Item& lesson) { return lesson.by == nobody; });
    }
    if (round.floor == Floor::round_robin) {
      if (const auto first = after.next_on_floor()) after.add(after.here(), FloorGiven{*first});
    }
  });
}

// Where a ballot chooses whose case it is, its winner sits down; a tie is the chair's to break.
void Conversation::Deciding::bind_by_vote() {
  if (c_.room_.round == 0) return;
  const auto& ballots = c_.open_round()->ballots;
  for (std::size_t i = 0; i < c_.script_.groups.size(); ++i) {
    const GroupIndex group{static_cast<std::uint8_t>(i)};
    const auto& seats = c_.script_.groups[i].position;
    if (!seats || seats->bound_by != Position::BoundBy::vote) continue;
    for (std::size_t at = 0; at < ballots.size(); ++at) {
      const auto ballot = static_cast<std::uint16_t>(at);
      if (ballots[ballot].id != seats->ballot || !c_.votes_.contains({c_.room_, ballot})) continue;
      const auto winner = winner_of({c_.room_, ballot});
      if (!winner || c_.belongs(*winner, group, c_.last_)) continue;
      for (const SeatId seat : c_.seated_at(group)) add(here(), PositionLeft{group, seat});
      sit_down(*winner, group);
    }
  }
}

std::optional<SeatId> Conversation::Deciding::winner_of(const BallotKey& key) const {
  BallotShown counts = counted(key);
  std::sort(counts.tallies.begin(), counts.tallies.end(),
            [](const Tally& a, const Tally& b) { return a.count > b.count; });
  const auto& tallies = counts.tallies;
  if (tallies.empty() || tallies[0].count.value_or(0) == 0) return std::nullopt;
  if (tallies.size() > 1 && tallies[0].count == tallies[1].count) return std::nullopt;
  const auto item = c_.items_.find(ItemId{tallies[0].choice});
  if (item == c_.items_.end() || item->second.by == nobody) return std::nullopt;
  if (c_.person(item->second.by)->standing != Standing::seated) return std::nullopt;
  return item->second.by;
}

// ---- what becomes known when a round opens

void Conversation::Deciding::release(const Release& release) {
  Audience audience = only_chair();
  for (const std::string& id : release.to) {
    const auto group = c_.script_.group_named(id);
    if (!group) continue;  // check_script says so
    const Audience more = c_.members_of(*group);
    audience.groups |= more.groups;
    audience.seats.insert(audience.seats.end(), more.seats.begin(), more.seats.end());
  }
  std::sort(audience.seats.begin(), audience.seats.end());
  if (release.kind == Release::Kind::product) return release_items(release.what, audience);
  if (release.kind != Release::Kind::ballot) return;
  std::vector<BallotKey> keys;
  for (const auto& [key, votes] : c_.votes_) {
    const Round& round = c_.script_.rounds[key.first.round - 1U];
    if (round.ballots[key.second].id == release.what) keys.push_back(key);
  }
  for (const BallotKey& key : keys) show_ballot(key, audience);
}

void Conversation::Deciding::release_items(const std::string& product, const Audience& audience) {
  for (const ItemId id : c_.items_of(product)) {
    const Item& item = c_.items_.at(id);
    if (item.own) continue;  // its owner's to share
    const bool seen = (audience.groups & ~item.seen_by.groups) == 0 &&
                      std::all_of(audience.seats.begin(), audience.seats.end(), [&](SeatId seat) {
                        return is_in(item.seen_by, seat, c_.person(seat)->group);
                      });
    if (seen) continue;
    add(audience, ItemReleased{id, item.text_of});
    if (item.state != 0) add(audience, ItemStateSet{id, item.state});
    tell_what_became_of(item, audience);
  }
}

// What people made for themselves until this round: all at once, in an order that tells nothing.
void Conversation::Deciding::reveal_own() {
  const std::string& opened = c_.open_round()->id;
  const auto waited_for_this = [&](const Room& room) {
    return room.round != 0 && room.repetition == c_.room_.repetition &&
           c_.script_.rounds[room.round - 1U].own_only_until == opened;
  };
  for (const auto& [id, item] : c_.items_) {  // by id, which is random
    const bool reveals = item.own && item.product && waited_for_this(item.room) &&
                         !c_.script_.products[*item.product].own;
    if (reveals) add(here(), ItemReleased{id, item.text_of});
  }
  for (const auto& [key, votes] : c_.votes_) {
    if (waited_for_this(key.first)) show_ballot(key, here());
  }
}

void Conversation::Deciding::share_lessons(bool (*which)(const Item& lesson)) {
  std::vector<std::pair<EventNumber, ItemId>> drafts;  // in the order they were proposed
  for (const auto& [id, item] : c_.items_) {
    if (!item.product && !item.shared && item.decision() != Decision::declined && which(item)) {
      drafts.emplace_back(item.proposed, id);
    }
  }
  std::sort(drafts.begin(), drafts.end());
  std::uint32_t more = 0;
  for (const auto& [proposed, id] : drafts) {
    const Item& lesson = c_.items_.at(id);
    add(here(), LessonShared{id, turn_in(room(), more++), lesson.text_of, lesson.evidence});
    tell_what_became_of(lesson, here());
  }
}

// ---- ends

void Conversation::Deciding::end_sitting() {
  // What was voted in this round and is shown in no later one is shown now.
  for (std::size_t at = 0; at < c_.open_round()->ballots.size(); ++at) {
    const auto ballot = static_cast<std::uint16_t>(at);
    show_ballot({c_.room_, ballot}, c_.in_room(c_.room_));
  }
  const SittingEnded ended{static_cast<std::uint16_t>(c_.sittings_ended_ + 1)};
  const bool asked = std::holds_alternative<EndSitting>(command_.act);
  asked ? add_text(everybody(), ended) : add(everybody(), ended);
}

// How many have not contributed or passed, or not submitted what is asked; none: nobody could.
std::optional<std::size_t> Conversation::Deciding::missing(bool submitted) const {
  std::size_t could = 0;
  std::size_t did = 0;
  for (std::size_t i = 0; i < c_.people_.size(); ++i) {
    const SeatId seat{static_cast<std::uint32_t>(i + 1)};
    if (c_.people_[i].standing != Standing::seated || c_.leads(seat)) continue;
    if (c_.room_of(seat) != c_.room_) continue;
    const ActSet rights = rights_of(seat);
    const bool may = submitted ? rights.has(Right::vote) || rights.has(Right::propose)
                               : rights.has(Right::speak) || rights.has(Right::answer);
    if (!may && !rights.has(Right::ready)) continue;
    ++could;
    const bool done =
        c_.passed_.contains(seat) || c_.ready_.contains(seat) ||
        (submitted ? rights.has(Right::vote) && voted(seat) : c_.acted_.contains(seat));
    if (done) ++did;
  }
  if (could == 0) return std::nullopt;
  return could - did;
}

bool Conversation::Deciding::voted(SeatId seat) const {
  const auto& ballots = c_.open_round()->ballots;
  for (std::size_t at = 0; at < ballots.size(); ++at) {
    const auto ballot = static_cast<std::uint16_t>(at);
    const auto votes = c_.votes_.find({c_.room_, ballot});
    if (votes == c_.votes_.end() || !votes->second.contains(seat)) return false;
  }
  return true;
}

bool Conversation::Deciding::has_come_true(RoundEnd end) const {
  switch (end) {
    case RoundEnd::time:
      return false;  // the clock says so
    case RoundEnd::everybody_acted:
      return missing(false) == std::size_t{0};
    case RoundEnd::all_submitted:
      return missing(true) == std::size_t{0};
    case RoundEnd::queue_empty: {
      const bool asked = std::any_of(c_.questions_.begin(), c_.questions_.end(),
                                     [&](auto& entry) { return entry.second.room == c_.room_; });
      const bool waiting =
          std::any_of(c_.questions_.begin(), c_.questions_.end(),
                      [&](auto& entry) { return entry.second.state == Question::State::waiting; });
      return asked && !waiting && c_.hands_.empty();
    }
    case RoundEnd::list_exhausted: {
      const auto& products = c_.open_round()->takes;
      return std::all_of(products.begin(), products.end(), [&](const std::string& product) {
        const auto items = c_.items_of(product);
        return std::all_of(items.begin(), items.end(),
                           [&](ItemId id) { return c_.items_.at(id).state != 0; });
      });
    }
  }
  return false;
}

// Tells the chair, once, that the round may end; a round that moves on by itself does.
void Conversation::Deciding::notice_that_it_may_end() {
  const Round& round = *c_.open_round();
  std::vector<RoundEnd> waiting;
  for (const RoundEnd end : round.ends_when) {
    if (end != RoundEnd::time && !c_.may_end_.contains(end) && may_bring(end)) {
      waiting.push_back(end);
    }
  }
  if (waiting.empty()) return;
  Command by_itself = command_;  // whoever acted last did not end the round
  by_itself.actor = nobody;
  by_itself.room = c_.room_;
  by_itself.text.clear();
  by_itself.act = Tick{};
  const auto tell = [&](Deciding& after) {
    for (const RoundEnd end : waiting) {
      if (!after.has_come_true(end)) continue;
      after.add(after.only_chair(), RoundMayEnd{end});
      if (!round.advance_automatically) continue;
      after.then([](Deciding& next) { next.move_on(); });
      return;
    }
  };
  then(by_itself, tell);
}

// Whether the events so far can make this condition come true; cheap, for most cannot.
bool Conversation::Deciding::may_bring(RoundEnd end) const {
  const bool same_room = std::none_of(events_.begin(), events_.end(), [](const Event& event) {
    return std::holds_alternative<RoundOpened>(event.body) ||
           std::holds_alternative<SittingEnded>(event.body);
  });
  if (!same_room) return false;
  switch (end) {
    case RoundEnd::time:
      return false;
    case RoundEnd::everybody_acted:
      return missing(false).value_or(2) <= 1;  // the actor may be the last
    case RoundEnd::all_submitted:
      return missing(true).value_or(2) <= 1;
    case RoundEnd::queue_empty:
      return std::any_of(events_.begin(), events_.end(), [](const Event& event) {
        const EventBody& body = event.body;
        return std::holds_alternative<QuestionShown>(body) ||
               std::holds_alternative<QuestionReturned>(body) ||
               std::holds_alternative<QuestionsMerged>(body) ||
               std::holds_alternative<QuestionWithheld>(body) ||
               std::holds_alternative<HandLowered>(body);
      });
    case RoundEnd::list_exhausted:
      return std::any_of(events_.begin(), events_.end(), [](const Event& event) {
        return std::holds_alternative<ItemStateSet>(event.body);
      });
  }
  return false;
}

void Conversation::Deciding::move_on() {
  const auto following = next_room();
  if (following && sitting_of(following->round) == c_.sittings_ended_ + 1) {
    open_round(*following, false);
  } else {
    end_sitting();
  }
}

// ---- acts of the shell

Result<Events> Conversation::Deciding::operator()(const Arrive& act) {
  if (act.group.value >= c_.script_.groups.size()) return refuse(Reason::no_such_seat);
  const Group& group = c_.script_.groups[act.group.value];
  if (group.position || group.derived) return refuse(Reason::no_such_seat);
  if (c_.people_.size() >= participants_max) return refuse(Reason::too_many);
  if (is_full(act.group) || waiting_in_lobby() >= lobby_max) return refuse(Reason::full);
  const SeatId seat{static_cast<std::uint32_t>(c_.people_.size() + 1)};
  add(only_chair(), Arrived{seat, act.group});
  if (arena::leads(group.role)) admit(seat, act.group);
  return take();
}

Result<Events> Conversation::Deciding::operator()(const Tick&) {
  const auto due = c_.deadline();
  if (!due || command_.at < *due) return refuse(Reason::wrong_moment);
  move_on();
  return take();
}

Result<Events> Conversation::Deciding::operator()(const ChairGone&) {
  if (c_.room_.round == 0) return refuse(Reason::not_open);
  if (c_.clock_.paused_at) return refuse(Reason::wrong_moment);
  if (c_.slot_) cancel_slot();
  add(c_.in_room(c_.room_), RoundPaused{});
  return take();
}

Result<Events> Conversation::Deciding::operator()(const BringLesson& act) {
  if (!c_.script_.brings_lessons || !c_.rooms_.empty()) return refuse(Reason::wrong_moment);
  if (c_.items_.size() >= items_max) return refuse(Reason::too_many);
  if (blank(command_.text)) return refuse(Reason::text_empty);
  add_text(only_chair(), LessonBrought{new_item(), act.from, act.lesson});
  return take();
}

}  // namespace arena
