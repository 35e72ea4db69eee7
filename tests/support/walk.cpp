// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/walk.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "tests/support/manual_clock.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/shape.hpp"

namespace arena::test {
namespace {

struct State {
  Conversation conversation;
  Shape shape;
  Instant now;
  std::size_t newcomers{};  // who came after the beginning
};

struct Try {
  SeatId actor;
  ActBody act;
  std::string text{};
};

template <class... Acts>
bool is_one_of(const ActBody& act) {
  return (std::holds_alternative<Acts>(act) || ...);
}

bool moves_on(const ActBody& act) {
  return is_one_of<OpenRound, EndSitting, CloseConversation, Tick>(act);
}

class Walk {
 public:
  Walk(const PlayableScript& playable, const Choices& choices, const Facet& facet,
       std::size_t per_room, const Decide& decide)
      : playable_(playable),
        choices_(choices),
        facet_(facet),
        per_room_(per_room),
        everything_(per_room == std::numeric_limits<std::size_t>::max()),
        decide_(decide) {}

  Walked run() {
    begin();
    while (!open_.empty()) {
      const std::size_t at = next();
      explore(at);
      if (everything_) forget(at);
    }
    find_ways_on();
    for (const auto& [room, size] : sizes_) {
      ++walked_.rooms;
      if (!cut_.contains(room)) ++walked_.rooms_exhausted;
    }
    walked_.states = keys_.size();
    return std::move(walked_);
  }

 private:
  using Where = std::pair<std::uint16_t, Room>;  // after so many sittings

  // Breadth first where rooms have their fill, so that it is not one corner that is walked; depth
  // first where everything is walked, because fewer conversations wait then.
  std::size_t next() {
    const std::size_t at = everything_ ? open_.back() : open_.front();
    everything_ ? open_.pop_back() : open_.pop_front();
    return at;
  }

  void forget(std::size_t at) { states_[at].reset(); }

  // As few people as the method needs, and one of each group.
  void begin() {
    State state{Conversation(playable_.script, plain_commitment), Shape(script_), morning, 0};
    const Event created = Conversation::created(
        {ConversationId{}, playable_.text, "Een gesprek", ArchiveLevel::full, morning, choices_});
    state.conversation.apply(created, std::nullopt);
    script_ = state.conversation.script();
    for (const bool chairs : {true, false}) {
      for (std::size_t i = 0; i < script_.groups.size(); ++i) {
        const Group& group = script_.groups[i];
        if (group.position || group.derived || leads(group.role) != chairs) continue;
        for (int n = 0; n < std::max<int>(1, group.needs); ++n) {
          const GroupIndex index{static_cast<std::uint8_t>(i)};
          must(state, {nobody, Arrive{index}});
          const SeatId seat{static_cast<std::uint32_t>(state.shape.people().size())};
          if (!chairs) must(state, {SeatId{1}, Admit{seat}});
        }
      }
    }
    keep_new(state);
    lead_through(std::move(state));
  }

  void keep_new(const State& state) {
    const std::string key = state.shape.key();
    if (!numbers_.contains(key)) (void)keep(state, key);
  }

  // One conversation in which everybody contributes, so that each room is entered with something to
  // see, judge and repeat; the walk begins from each of its rooms.
  void lead_through(State state) {
    while (true) {
      const std::size_t people = state.shape.people().size();
      for (std::uint32_t n = 1; n <= people; ++n) {
        for (const Try& each : acts_of(state, SeatId{n})) {
          const ActBody& act = each.act;
          const bool gives = std::holds_alternative<Speak>(act) ||
                             std::holds_alternative<Propose>(act) ||
                             std::holds_alternative<Vote>(act);
          if (gives) (void)does(state, each);
        }
      }
      keep_new(state);
      if (!goes_on(state)) return;
      keep_new(state);
    }
  }

  bool does(State& state, const Try& attempt) {
    const Command command = command_for(state, attempt);
    const auto events = decide_(state.conversation, command);
    if (events) take(state, command, *events);
    return events.has_value();
  }

  // To the next room, or out of the sitting; not to the end of the conversation.
  bool goes_on(State& state) {
    const SeatId chair = chair_of(state);
    for (std::uint16_t round = 1; round <= script_.rounds.size(); ++round) {
      if (does(state, {chair, OpenRound{round}})) return true;
    }
    return does(state, {chair, EndSitting{}});
  }

  static SeatId chair_of(const State& state) {
    SeatId chair{1};
    while (!state.conversation.leads(chair)) ++chair.value;
    return chair;
  }

  void must(State& state, const Try& attempt) {
    if (!does(state, attempt)) throw std::runtime_error("the walk cannot begin");
  }

  Command command_for(const State& state, const Try& attempt) {
    Command command;
    ++drawn_;
    for (std::size_t i = 0; i < 8; ++i) {
      command.id.bytes[i] = static_cast<std::byte>(drawn_ >> (8 * i) & 0xFFU);
    }
    command.actor = attempt.actor;
    command.room = state.conversation.room_of(attempt.actor);
    command.at = state.now;
    command.draw = drawn_;
    command.act = attempt.act;
    command.text = attempt.text;
    return command;
  }

  static void take(State& state, const Command& command, const std::vector<Event>& events) {
    for (const Event& event : events) {
      const bool salted = event.cause || event.content;
      state.conversation.apply(event, salted ? std::optional(command.salt) : std::nullopt);
      state.shape.apply(event);
    }
  }

  // The number of the state; none if its room has its fill.
  std::optional<std::size_t> keep(State state, const std::string& key) {
    const Where room{state.shape.sittings(), state.shape.room()};
    if (sizes_[room] >= per_room_) {
      cut_.insert(room);
      return std::nullopt;
    }
    ++sizes_[room];
    walked_.rounds.insert(state.shape.room().round);
    const std::size_t number = keys_.size();
    keys_.push_back(&numbers_.emplace(key, number).first->first);
    came_from_.emplace_back();
    states_.emplace_back(std::move(state));
    open_.push_back(number);
    return number;
  }

  // Whether this act leads to another shape here, or only has to be possible.
  [[nodiscard]] bool belongs(const State& state, const ActBody& act) const {
    if (facet_.of == Facet::Of::all || moves_on(act)) return true;
    switch (facet_.of) {
      case Facet::Of::talk:
        return is_one_of<Speak, Pass, Ask, Answer, AcceptQuestion, AskToRephrase, WithholdQuestion,
                         MergeQuestions, RaiseHand, LowerHand, GiveFloor, TakeFloor,
                         GiveFloorToNext>(act);
      case Facet::Of::speech:
        return is_one_of<Speak, Pass>(act);
      case Facet::Of::gate:
        return is_one_of<Ask, Answer, AcceptQuestion, AskToRephrase, WithholdQuestion,
                         MergeQuestions>(act);
      case Facet::Of::floor:
        return is_one_of<RaiseHand, LowerHand, GiveFloor, TakeFloor, GiveFloorToNext>(act);
      case Facet::Of::own:
        return is_one_of<TakeNote, MarkTurn, BeReady, Vote>(act);
      case Facet::Of::notes:
        return is_one_of<TakeNote, MarkTurn>(act);
      case Facet::Of::ready:
        return is_one_of<BeReady>(act);
      case Facet::Of::ballot:
        return is_one_of<Vote>(act) && std::get<Vote>(act).ballot == facet_.ballot;
      case Facet::Of::people:
        return is_one_of<Arrive, Admit, TurnAway, Remove, TakeSeat, LeaveSeat, BindPosition,
                         FreePosition, ReplaceSeated>(act);
      case Facet::Of::leading:
        return is_one_of<PauseRound, ResumeRound, ExtendRound, ChairGone, OfferLead, TakeLead>(act);
      case Facet::Of::products:
        return is_of_the_product(state, act);
      case Facet::Of::all:
        break;
    }
    return true;
  }

  [[nodiscard]] bool is_of_the_product(const State& state, const ActBody& act) const {
    const auto made = [&](ItemId item) {
      const auto& all = state.shape.made();
      const auto found = std::find_if(all.begin(), all.end(),
                                      [&](const Shape::Made& each) { return each.id == item; });
      return found != all.end() && found->product == facet_.product;
    };
    const bool first = state.shape.made_of(facet_.product) == 0;
    if (std::holds_alternative<ProposeLesson>(act)) return !facet_.product && first;
    if (const auto* proposed = std::get_if<Propose>(&act)) {
      return proposed->product == facet_.product && first;
    }
    if (std::holds_alternative<SendLetter>(act)) return !facet_.product;
    if (const auto* again = std::get_if<ReconsiderItem>(&act)) return made(again->item);
    if (const auto* shared = std::get_if<ShareItem>(&act)) return made(shared->item);
    if (const auto* judged = std::get_if<JudgeLesson>(&act)) return made(judged->lesson);
    if (const auto* set = std::get_if<SetItemState>(&act)) return made(set->item);
    if (const auto* given = std::get_if<AssignItem>(&act)) return made(given->item);
    if (const auto* decided = std::get_if<DecideItem>(&act)) return made(decided->item);
    if (const auto* added = std::get_if<AddEvidence>(&act)) return made(added->item);
    return false;
  }

  // What is accepted leads on. Only what leads to a new shape is carried out.
  bool attempt(std::size_t at, const Try& attempt) {
    ++walked_.tried;
    const Command command = command_for(*states_[at], attempt);
    const auto events = decide_(states_[at]->conversation, command);
    if (!events) return false;
    if (!belongs(*states_[at], attempt.act)) return true;
    Shape after = states_[at]->shape;
    for (const Event& event : *events) after.apply(event);
    if (after.closed()) {
      ++walked_.steps;
      ends_.push_back(at);
      return true;
    }
    step(at, after.key(), [&] {
      State next = *states_[at];
      take(next, command, *events);
      if (std::holds_alternative<Arrive>(attempt.act)) ++next.newcomers;
      return next;
    });
    return true;
  }

  template <class Make>
  void step(std::size_t at, const std::string& key, Make make) {
    ++walked_.steps;
    const auto known = numbers_.find(key);
    if (known != numbers_.end()) {
      came_from_[known->second].push_back(static_cast<std::uint32_t>(at));
      return;
    }
    const auto made = keep(make(), key);
    if (made) came_from_[*made].push_back(static_cast<std::uint32_t>(at));
  }

  // Whether the open round has a place for this seat: who is away by the script waits, and that is
  // no dead end. Who may come to sit in a position or belong to a derived group has one.
  [[nodiscard]] bool may_be_in_the_room(std::size_t at, SeatId seat) const {
    const Room room = states_[at]->shape.room();
    if (room.round == 0) return true;
    const auto& placements = script_.rounds[room.round - 1U].placements;
    const GroupIndex own = states_[at]->conversation.seat(seat)->group;
    const auto of_own = std::find_if(placements.begin(), placements.end(),
                                     [&](const Placement& each) { return each.group == own; });
    return of_own == placements.end() || of_own->ring != Ring::away;
  }

  void explore(std::size_t at) {
    std::size_t acts = 0;
    std::size_t of_the_chair = 0;
    bool somebody = false;
    std::set<std::string> alike;
    const std::size_t people = states_[at]->shape.people().size();
    for (std::uint32_t n = 1; n <= people; ++n) {
      const SeatId seat{n};
      if (states_[at]->shape.people()[n - 1].standing != Shape::Standing::seated) continue;
      const bool chair = states_[at]->conversation.leads(seat);
      if (!attempt(at, {seat, AskHelp{}, "help"})) walked_.no_act.push_back(*keys_[at] + " (help)");
      if (!alike.insert(states_[at]->shape.of(seat)).second) continue;
      somebody = somebody || (!chair && may_be_in_the_room(at, seat));
      for (const Try& each : acts_of(*states_[at], seat)) acts += attempt(at, each) && !chair;
      if (!chair) continue;
      for (const Try& each : acts_of_the_chair(*states_[at], seat))
        of_the_chair += attempt(at, each);
    }
    for (const Try& each : acts_of_the_shell(*states_[at])) (void)attempt(at, each);
    let_time_pass(at);
    const Room room = states_[at]->shape.room();
    const bool talks = room.round != 0 && !states_[at]->shape.paused() &&
                       !script_.rounds[room.round - 1U].presentation;
    const bool dead = of_the_chair == 0 || (talks && somebody && acts == 0);
    if (dead) walked_.no_act.push_back(*keys_[at]);
  }

  void let_time_pass(std::size_t at) {
    const Room room = states_[at]->shape.room();
    const bool clock = room.round != 0 && script_.rounds[room.round - 1U].minutes != 0;
    if (!clock || states_[at]->shape.overdue() || states_[at]->shape.paused()) return;
    Shape after = states_[at]->shape;
    after.time_is_up();
    step(at, after.key(), [&] {
      State next = *states_[at];
      next.shape = after;
      next.now = next.now + minutes(script_.rounds[room.round - 1U].minutes);
      return next;
    });
  }

  // ---- what may be tried

  std::vector<Try> acts_of(const State& state, SeatId seat) const {
    std::vector<Try> acts{{seat, Speak{}, "words"},   {seat, Pass{}},
                          {seat, TakeNote{}, "note"}, {seat, RaiseHand{}},
                          {seat, LowerHand{}},        {seat, BeReady{}},
                          {seat, LeaveSeat{}},        {seat, AnswerLetter{}, "thank you"}};
    const Shape& shape = state.shape;
    if (shape.waiting_questions().size() < 2) acts.push_back({seat, Ask{}, "why?"});
    if (shape.shown_question()) acts.push_back({seat, Answer{*shape.shown_question()}, "so"});
    if (shape.turn()) acts.push_back({seat, MarkTurn{*shape.turn(), true}});
    if (shape.made_of(std::nullopt) < 1) {
      ProposeLesson lesson;
      if (shape.turn()) lesson.evidence = {*shape.turn()};
      acts.push_back({seat, lesson, "a lesson"});
    }
    for (std::uint16_t product = 0; product < script_.products.size(); ++product) {
      if (shape.made_of(product) < 2) acts.push_back({seat, Propose{product}, "an item"});
    }
    for (const Shape::Made& made : shape.made()) {
      acts.push_back({seat, JudgeLesson{made.id, Verdict::partly}});
      if (made.by != seat) continue;
      acts.push_back({seat, ReconsiderItem{made.id}, "again"});
      acts.push_back({seat, ShareItem{made.id}});
    }
    for (std::uint8_t group = 0; group < script_.groups.size(); ++group) {
      if (script_.groups[group].position) acts.push_back({seat, TakeSeat{GroupIndex{group}}});
    }
    add_votes(state, seat, acts);
    return acts;
  }

  void add_votes(const State& state, SeatId seat, std::vector<Try>& acts) const {
    const std::uint16_t round = state.shape.room().round;
    if (round == 0) return;
    const auto& ballots = script_.rounds[round - 1U].ballots;
    for (std::uint16_t i = 0; i < ballots.size(); ++i) {
      std::vector<std::uint64_t> answers;
      for (const Shape::Made& made : state.shape.made()) {
        const bool offered =
            made.product && script_.products[*made.product].id == ballots[i].options_from;
        if (offered) answers.push_back(made.id.value);
      }
      const bool from_items = !answers.empty();
      for (std::size_t n = 1; n <= ballots[i].options.size(); ++n) answers.push_back(n);
      if (answers.empty() && ballots[i].options_from.empty()) answers.push_back(1);
      if (ballots[i].scale == Ballot::Scale::rank) {
        acts.push_back({seat, Vote{i, answers, false}});
        continue;
      }
      if (answers.empty()) continue;
      acts.push_back({seat, Vote{i, {answers.front()}, false}});
      if (from_items) acts.push_back({seat, Vote{i, {answers.back()}, false}});
    }
  }

  std::vector<Try> acts_of_the_chair(const State& state, SeatId chair) const {
    std::vector<Try> acts{{chair, EndSitting{}},
                          {chair, CloseConversation{}},
                          {chair, PauseRound{}, "why"},
                          {chair, ResumeRound{}},
                          {chair, TakeFloor{}},
                          {chair, GiveFloorToNext{}},
                          {chair, TakeLead{}},
                          {chair, ExtendRound{minutes(5)}},
                          {chair, RecordIncident{}, "what happened"}};
    for (std::uint16_t round = 1; round <= script_.rounds.size(); ++round) {
      acts.push_back({chair, OpenRound{round}});
      acts.push_back({chair, OpenRound{round}, "once more"});
    }
    add_care_for_people(state, chair, acts);
    const auto& waiting = state.shape.waiting_questions();
    if (!waiting.empty()) {
      acts.push_back({chair, AcceptQuestion{waiting.front()}});
      acts.push_back({chair, AskToRephrase{waiting.front()}, "why"});
      acts.push_back({chair, WithholdQuestion{waiting.front()}, "why"});
      if (waiting.size() > 1) acts.push_back({chair, MergeQuestions{waiting}, "both"});
    }
    for (const Shape::Made& made : state.shape.made()) {
      if (made.product) acts.push_back({chair, SetItemState{made.id, 1}});
      acts.push_back({chair, AssignItem{made.id, std::nullopt, false}, "Ben"});
      acts.push_back({chair, DecideItem{made.id, Decision::adopted}});
      acts.push_back({chair, DecideItem{made.id, Decision::declined}, "why"});
      acts.push_back({chair, DecideItem{made.id, Decision::done}});
      if (made.evidence == 0 && state.shape.turn()) {
        acts.push_back({chair, AddEvidence{made.id, {*state.shape.turn()}}});
      }
      if (!made.product) acts.push_back({chair, SendLetter{{made.id}}, "Dear all"});
    }
    return acts;
  }

  void add_care_for_people(const State& state, SeatId chair, std::vector<Try>& acts) const {
    const auto& people = state.shape.people();
    const bool all_here = std::none_of(people.begin(), people.end(), [](const auto& person) {
      return person.standing == Shape::Standing::gone;
    });
    std::set<std::string> alike;
    for (std::uint32_t n = 1; n <= people.size(); ++n) {
      const SeatId seat{n};
      if (!alike.insert(state.shape.of(seat)).second) continue;
      if (people[n - 1].standing == Shape::Standing::waiting) {
        acts.push_back({chair, Admit{seat}});
        if (all_here) acts.push_back({chair, TurnAway{seat}, "why"});
      }
      if (people[n - 1].standing != Shape::Standing::seated) continue;
      const SeatCode code = people[n - 1].code;
      if (all_here) acts.push_back({chair, Remove{code}, "why"});
      acts.push_back({chair, GiveFloor{code}});
      acts.push_back({chair, FreePosition{code}});
      acts.push_back({chair, OfferLead{code}});
      for (std::uint8_t group = 0; group < script_.groups.size(); ++group) {
        if (!script_.groups[group].position) continue;
        acts.push_back({chair, BindPosition{GroupIndex{group}, code}});
      }
    }
    for (std::uint8_t group = 0; group < script_.groups.size(); ++group) {
      if (script_.groups[group].position) {
        acts.push_back({chair, ReplaceSeated{GroupIndex{group}}});
      }
    }
  }

  std::vector<Try> acts_of_the_shell(const State& state) const {
    std::vector<Try> acts{{nobody, ChairGone{}}};
    const auto due = state.conversation.deadline();
    if (due && *due <= state.now) acts.push_back({nobody, Tick{}});
    for (std::uint8_t group = 0; state.newcomers == 0 && group < script_.groups.size(); ++group) {
      const Group& of = script_.groups[group];
      if (!of.position && !of.derived) acts.push_back({nobody, Arrive{GroupIndex{group}}});
    }
    return acts;
  }

  // ---- the end

  void find_ways_on() {
    std::vector<bool> ends(keys_.size(), false);
    std::deque<std::size_t> reached(ends_.begin(), ends_.end());
    for (const std::size_t end : ends_) ends[end] = true;
    while (!reached.empty()) {
      const std::size_t at = reached.front();
      reached.pop_front();
      for (const std::size_t before : came_from_[at]) {
        if (ends[before]) continue;
        ends[before] = true;
        reached.push_back(before);
      }
    }
    // Where the rooms on the way had their fill, the chair leads that conversation to its end.
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const bool leads = ends[i] || (!everything_ && leads_to_end(*states_[i]));
      if (!leads) walked_.no_way_on.push_back(*keys_[i]);
    }
  }

  bool leads_to_end(State state) {
    while (goes_on(state)) {
    }
    return does(state, {chair_of(state), CloseConversation{}});
  }

  const PlayableScript& playable_;
  const Choices& choices_;
  const Facet facet_;
  std::size_t per_room_;
  bool everything_;
  const Decide& decide_;
  Script script_;
  std::uint64_t drawn_ = 0;
  std::deque<std::optional<State>> states_;  // none: explored, and not needed any more
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<const std::string*> keys_;  // those of numbers_, which stay where they are
  std::vector<std::vector<std::uint32_t>> came_from_;
  std::deque<std::size_t> open_;
  std::vector<std::size_t> ends_;
  std::map<Where, std::size_t> sizes_;
  std::set<Where> cut_;
  Walked walked_;
};

}  // namespace

Result<std::vector<Event>> decide_as_it_is(const Conversation& conversation,
                                           const Command& command) {
  return conversation.decide(command);
}

std::vector<Facet> facets_of(const Script& script, Depth depth) {
  std::vector<Facet> facets{
      {Facet::Of::people}, {Facet::Of::leading}, {Facet::Of::products, std::nullopt}};
  if (depth == Depth::bounded) {
    facets.push_back({Facet::Of::talk});
    facets.push_back({Facet::Of::own});
  } else {
    facets.push_back({Facet::Of::speech});
    facets.push_back({Facet::Of::gate});
    facets.push_back({Facet::Of::floor});
    facets.push_back({Facet::Of::notes});
    facets.push_back({Facet::Of::ready});
    std::size_t ballots = 0;
    for (const Round& round : script.rounds) ballots = std::max(ballots, round.ballots.size());
    for (std::uint16_t ballot = 0; ballot < ballots; ++ballot) {
      facets.push_back({Facet::Of::ballot, std::nullopt, ballot});
    }
  }
  for (std::uint16_t product = 0; product < script.products.size(); ++product) {
    facets.push_back({Facet::Of::products, product});
  }
  return facets;
}

std::string name(const Facet& facet, const Script& script) {
  switch (facet.of) {
    case Facet::Of::talk:
      return "talk";
    case Facet::Of::speech:
      return "speech";
    case Facet::Of::gate:
      return "gate";
    case Facet::Of::floor:
      return "floor";
    case Facet::Of::own:
      return "own";
    case Facet::Of::notes:
      return "notes";
    case Facet::Of::ready:
      return "ready";
    case Facet::Of::ballot:
      return "ballot " + std::to_string(facet.ballot + 1);
    case Facet::Of::people:
      return "people";
    case Facet::Of::leading:
      return "leading";
    case Facet::Of::products:
      return facet.product ? script.products[*facet.product].id : "lesson";
    case Facet::Of::all:
      break;
  }
  return "all";
}

Walked walk(const PlayableScript& playable, const Choices& choices, const Facet& facet,
            std::size_t states_per_room, const Decide& decide) {
  return Walk(playable, choices, facet, states_per_room, decide).run();
}

}  // namespace arena::test
