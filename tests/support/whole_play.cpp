// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/whole_play.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace arena::test {
namespace {

// One default-constructed act of each kind.
template <std::size_t... I>
std::vector<ActBody> one_of_each(std::index_sequence<I...> /*all*/) {
  return {ActBody(std::variant_alternative_t<I, ActBody>{})...};
}

// The group, position or derived group that this seat was last told it sits in, or none.
std::optional<GroupIndex> group_told(const Stage& stage, SeatId self) {
  std::optional<GroupIndex> group;
  for (const Stage::Told& told : stage.told(self)) {
    if (const auto* seated = std::get_if<Seated>(&told.notice.body)) {
      group = seated->self.group;
    } else if (const auto* moved = std::get_if<SeatMoved>(&told.notice.body)) {
      if (moved->seat.seat == self) group = moved->seat.group;
    } else if (const auto* entered = std::get_if<RoundEntered>(&told.notice.body)) {
      group.reset();
      for (const SeatView& seat : entered->seats) {
        if (seat.seat == self) group = seat.group;
      }
    }
  }
  return group;
}

}  // namespace

WholePlay::WholePlay(const PlayableScript& playable, Choices choices)
    : stage_(playable, 1, std::move(choices)) {
  for (const bool chairs : {true, false}) {
    for (const Group& group : script().groups) {
      const bool arrives = !group.position && !group.derived && arena::leads(group.role) == chairs;
      const int people = arrives ? std::min<int>(group.limit, std::max<int>(2, group.needs)) : 0;
      for (int i = 0; i < people; ++i) people_.push_back(stage_.join(group.id));
    }
  }
}

bool WholePlay::go_on() {
  if (open_next()) {
    take_positions();
    return true;
  }
  if (room().round == 0) return false;
  if (!stage_.act(stage_.chair(), EndSitting{}, "until next time")) {
    throw std::runtime_error("a sitting cannot be ended");
  }
  return true;
}

// The first that the conversation lets the chair open: an earlier one would need a reason.
bool WholePlay::open_next() {
  for (std::uint16_t round = 1; round <= script().rounds.size(); ++round) {
    if (!stage_.act(stage_.chair(), OpenRound{round})) continue;
    if (!been_.insert(room()).second) throw std::runtime_error("a room was opened twice");
    return true;
  }
  return false;
}

void WholePlay::take_positions() {
  for (const Placement& placement : round().placements) {
    const auto& position = script().groups[placement.group.value].position;
    if (!position) continue;
    for (const SeatId seat : people_) {
      (void)stage_.act(stage_.chair(), BindPosition{placement.group, stage_.code(seat)});
    }
  }
}

std::vector<ItemId> WholePlay::items_of(const std::string& product) const {
  std::vector<ItemId> items;
  for (const Record& record : stage_.records()) {
    const auto* made = std::get_if<ItemProposed>(&record.event.body);
    if (made != nullptr && script().products[made->product].id == product) {
      items.push_back(made->item);
    }
  }
  return items;
}

// A whole answer: the first that is offered, or all of them in order where they are ranked.
Vote WholePlay::vote_in(std::uint16_t ballot) const {
  const Ballot& asked = round().ballots.at(ballot);
  std::vector<std::uint64_t> answers;
  for (const ItemId item : items_of(asked.options_from)) answers.push_back(item.value);
  for (std::size_t i = 0; i < asked.options.size(); ++i) answers.push_back(i + 1);
  if (answers.empty()) answers.push_back(1);
  if (asked.scale != Ballot::Scale::rank) answers.resize(1);
  return Vote{ballot, answers, false};
}

void WholePlay::contribute(const std::string& words) {
  for (const SeatId seat : people_) {
    const std::string text = words + " of seat " + std::to_string(seat.value);
    (void)stage_.act(stage_.chair(), GiveFloor{stage_.code(seat)});
    (void)stage_.act(seat, Speak{}, text);
    (void)stage_.act(seat, Ask{}, text);
    for (std::uint16_t product = 0; product < script().products.size(); ++product) {
      (void)stage_.act(seat, Propose{product}, text);
    }
    (void)stage_.act(seat, ProposeLesson{}, text);
  }
  for (const SeatId seat : people_) {
    const std::size_t ballots = room().round == 0 ? 0 : round().ballots.size();
    for (std::uint16_t ballot = 0; ballot < ballots; ++ballot) {
      const bool reason = round().ballots[ballot].asks_reason;
      (void)stage_.act(seat, vote_in(ballot), reason ? words : "");
    }
  }
}

std::vector<ActBody> WholePlay::every_act() const {
  auto acts = one_of_each(std::make_index_sequence<std::variant_size_v<ActBody>>{});
  const std::size_t groups = script().groups.size();
  for (std::size_t i = 0; i < groups; ++i) {
    acts.emplace_back(TakeSeat{GroupIndex{static_cast<std::uint8_t>(i)}});
  }
  for (std::uint16_t i = 0; i < script().products.size(); ++i) acts.emplace_back(Propose{i});
  for (std::uint16_t i = 1; i <= script().rounds.size(); ++i) acts.emplace_back(OpenRound{i});
  if (room().round != 0) {
    for (std::uint16_t i = 0; i < round().ballots.size(); ++i) acts.emplace_back(vote_in(i));
  }
  std::optional<Turn> last_turn;
  for (const Record& record : stage_.records()) {
    if (const auto* spoken = std::get_if<Spoken>(&record.event.body)) last_turn = spoken->turn;
    if (const auto* asked = std::get_if<QuestionAsked>(&record.event.body)) {
      acts.emplace_back(AcceptQuestion{asked->question});
    }
    if (const auto* shown = std::get_if<QuestionShown>(&record.event.body)) {
      acts.emplace_back(Answer{shown->question});
    }
    if (const auto* lesson = std::get_if<LessonProposed>(&record.event.body)) {
      acts.emplace_back(JudgeLesson{lesson->lesson, Verdict::partly});
    }
    if (const auto* item = std::get_if<ItemProposed>(&record.event.body)) {
      acts.emplace_back(JudgeLesson{item->item, Verdict::partly});
      acts.emplace_back(ReconsiderItem{item->item});
      acts.emplace_back(ShareItem{item->item});
    }
    if (const auto* note = std::get_if<Noted>(&record.event.body)) {
      acts.emplace_back(CarryNote{note->note});
    }
  }
  if (last_turn) {
    acts.emplace_back(Speak{*last_turn});
    acts.emplace_back(MarkTurn{*last_turn, true});
    acts.emplace_back(CarryMark{*last_turn});
    acts.emplace_back(ProposeLesson{{*last_turn}});
  }
  return acts;
}

void in_each_room_of(const PlayableScript& playable, const Choices& choices, const Look& look) {
  WholePlay play(playable, choices);
  while (play.go_on()) {
    if (play.room().round == 0) continue;
    SCOPED_TRACE(playable.script.id + ", round " + play.round().id);
    look(play);
    play.contribute("words");
  }
}

void in_each_room(const Look& look) {
  for (const std::string& id : shipped_script_ids()) {
    const PlayableScript playable = script_named(id);
    for (const Choices& choices : all_choices(playable.script)) {
      in_each_room_of(playable, choices, look);
    }
  }
}

Whereabouts whereabouts(const WholePlay& play, SeatId seat) {
  const auto group = group_told(play.stage(), seat);
  const auto in = [&](const std::vector<Placement>& placements) -> const Placement* {
    const auto found = std::find_if(placements.begin(), placements.end(),
                                    [&](const Placement& p) { return p.group == group; });
    return found == placements.end() ? nullptr : &*found;
  };
  Whereabouts where;
  where.placement = in(play.round().placements);
  for (const SideRoom& beside : play.round().side_rooms) {
    if (where.placement != nullptr) break;
    where.placement = in(beside.placements);
    where.beside = where.placement != nullptr;
  }
  if (where.placement != nullptr) where.ring = where.placement->ring;
  if (play.leads(seat)) where.ring = Ring::chair;
  return where;
}

}  // namespace arena::test
