// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/screen_lines.hpp"

#include <algorithm>
#include <array>

#include "clients/cli/screen_circle.hpp"

namespace arena::cli {
namespace {

using Lines = std::vector<Line>;

void add(Lines& lines, const std::string& text, Style style, std::size_t columns,
         const std::string& indent = "") {
  const std::size_t narrow = columns > indent.size() + 10 ? columns - indent.size() : columns;
  for (const std::string& line : wrapped(harmless(text), narrow)) {
    lines.push_back({indent + line, style});
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

class TalkLines {
 public:
  TalkLines(const ScreenState& state, std::int64_t now_ms, std::size_t columns)
      : state_(state),
        known_(state.known),
        language_(state.known.view.language()),
        now_ms_(now_ms),
        columns_(columns) {}

  Lines lines() {
    for (const Talk& talk : known_.talk) one(talk);
    for (const GateQuestion& question : known_.questions) own_at_gate(question);
    ballots();
    for (const Sending& sending : state_.sending) own_on_its_way(sending);
    if (lines_.empty()) add(lines_, say(language_, OnScreen::talk_empty), Style::dim, columns_);
    return std::move(lines_);
  }

 private:
  void one(const Talk& talk) {
    if (talk.kind == "told") return add(lines_, "· " + talk.text, Style::dim, columns_);
    const std::string at =
        say(language_, OnScreen::at_time, {hour_and_minute(talk.at_ms, state_.utc_offset_minutes)});
    if (talk.kind == "letter") {
      add(lines_, say(language_, OnScreen::letter) + " · " + at, Style::strong, columns_);
      add(lines_, talk.text, Style::plain, columns_, "  ");
      lines_.push_back({});
      return;
    }
    if (talk.kind == "pass") {
      return add(lines_, say(language_, OnScreen::passes, {speaker(talk)}) + " · " + at, Style::dim,
                 columns_);
    }
    const std::string turn = known_.view.turn_label(talk.turn);
    std::string head = who(talk) + " · " + turn;
    if (talk.reply_to) {
      head += " " + say(language_, OnScreen::reply_to, {known_.view.turn_label(*talk.reply_to)});
    }
    if (!talk.scribe.empty()) head += say(language_, Say::typed_by, {talk.scribe});
    const bool mine = !talk.code.empty() && talk.code == known_.code;
    head += " · " + (mine ? say(language_, OnScreen::kept_at, {at}) : at);
    add(lines_, head, style_of(talk), columns_);
    add(lines_, known_.view.said(talk.kind, talk.text), Style::plain, columns_, "  ");
    if (known_.marks.contains(turn)) {
      add(lines_, say(language_, OnScreen::marked), Style::secret, columns_, "  ");
    }
    lines_.push_back({});
  }

  [[nodiscard]] std::string speaker(const Talk& talk) const {
    if (talk.kind == "anonymous") return say(language_, OnScreen::anonymous);
    if (talk.code.empty()) return say(language_, OnScreen::nobodys_own);
    return talk.code == known_.code ? say(language_, OnScreen::me, {talk.code}) : talk.code;
  }
  [[nodiscard]] std::string who(const Talk& talk) const {
    const std::string number = std::to_string(talk.number);
    if (talk.kind == "guidance") return say(language_, OnScreen::chair_speaks, {speaker(talk)});
    if (talk.kind == "question") return say(language_, OnScreen::asks, {speaker(talk), number});
    if (talk.kind == "answer") return say(language_, OnScreen::answers, {speaker(talk), number});
    if (talk.kind == "note") return say(language_, OnScreen::brings_note, {speaker(talk)});
    if (talk.kind == "mark") return say(language_, OnScreen::brings_mark, {speaker(talk)});
    if (talk.kind == "item") {
      return say(language_, OnScreen::made,
                 {speaker(talk), known_.view.product_title(talk.product), number});
    }
    if (talk.kind != "lesson") return speaker(talk);
    if (talk.code.empty()) return say(language_, OnScreen::released_lesson, {number});
    return say(language_, OnScreen::proposes, {speaker(talk), number});
  }
  [[nodiscard]] Style style_of(const Talk& talk) const {
    const auto seat = known_.seats.find(talk.code);
    return seat == known_.seats.end() ? Style::strong
                                      : style_of_ring(known_.ring_of(seat->second.group));
  }

  void own_at_gate(const GateQuestion& question) {
    if (question.code != known_.code || question.state != "waiting") return;
    add(lines_, say(language_, OnScreen::question_waits, {std::to_string(question.number)}),
        Style::act, columns_);
    add(lines_, question.text, Style::plain, columns_, "  ");
  }

  // What may be answered now, and what one answered.
  void ballots() {
    const std::vector<std::string> open = known_.view.open_ballots();
    if (open.empty()) return;
    lines_.push_back({});
    for (const std::string& line : open) {
      const bool title = !line.starts_with(' ');
      add(lines_, title ? line : line.substr(2), title ? Style::strong : Style::plain, columns_,
          title ? "" : "  ");
    }
    const codec::SeenRound& round = *known_.view.round();
    for (std::size_t i = 0; i < round.ballots.size(); ++i) {
      const auto number = static_cast<std::uint32_t>(i);
      const KnownBallot* const answered = known_.ballot(main_room(), number);
      if (answered == nullptr || !answered->own) continue;
      const std::string chosen = known_.view.chosen(round.ballots[i], answered->own->choices,
                                                    answered->own->not_applicable);
      add(lines_, say(language_, OnScreen::answered, {std::to_string(i + 1), chosen}), Style::good,
          columns_);
    }
  }
  [[nodiscard]] Room main_room() const {
    Room room = known_.view.room();
    room.room = 0;
    return room;
  }

  void own_on_its_way(const Sending& sending) {
    constexpr std::int64_t long_ms = 3'000;
    add(lines_, say(language_, OnScreen::me, {known_.code}), Style::strong, columns_);
    add(lines_, sending.text, Style::plain, columns_, "  ");
    if (!sending.refused.empty()) return add(lines_, sending.refused, Style::bad, columns_, "  ");
    const OnScreen what = !state_.connected                       ? OnScreen::waits_for_line
                          : now_ms_ - sending.since_ms >= long_ms ? OnScreen::sending_slow
                                                                  : OnScreen::sending;
    add(lines_, say(language_, what), Style::act, columns_, "  ");
  }

  const ScreenState& state_;
  const Known& known_;
  Language language_;
  std::int64_t now_ms_;
  std::size_t columns_;
  Lines lines_;
};

// ---- panels

std::string state_of_seat(const Known& known, const std::string& code) {
  const Language language = known.view.language();
  std::string words = code == known.code ? say(language, OnScreen::you) : std::string{};
  const auto also = [&](OnScreen what) {
    words += (words.empty() ? "" : ", ") + say(language, what);
  };
  if (code == known.floor) also(OnScreen::has_floor);
  if (std::find(known.hands.begin(), known.hands.end(), code) != known.hands.end()) {
    also(OnScreen::wants_floor);
  }
  if (known.unconnected.contains(code)) also(OnScreen::unconnected);
  return words;
}

Lines places(const Known& known, std::size_t columns) {
  const Language language = known.view.language();
  Lines lines{{say(language, OnScreen::places_title), Style::strong}};
  constexpr std::array rings{
      std::pair{"chair", OnScreen::ring_chair}, std::pair{"inner", OnScreen::ring_inner},
      std::pair{"outer", OnScreen::ring_outer}, std::pair{"beside", OnScreen::ring_beside},
      std::pair{"away", OnScreen::ring_away},   std::pair{"", OnScreen::ring_none}};
  for (const auto& [ring, title] : rings) {
    const std::vector<std::string> codes = known.codes_in(ring);
    if (codes.empty()) continue;
    add(lines, say(language, title) + " (" + std::to_string(codes.size()) + ")",
        style_of_ring(ring), columns);
    std::vector<std::string> plain;
    for (const std::string& code : codes) {
      const std::string state = state_of_seat(known, code);
      const std::string& name = known.seats.at(code).name;
      if (state.empty() && name.empty()) {
        plain.push_back(code);
        continue;
      }
      std::string line = code;
      if (!name.empty()) line.append(" ").append(name);
      if (!state.empty()) line.append(": ").append(state);
      add(lines, line, Style::plain, columns, "  ");
    }
    if (!plain.empty()) add(lines, joined(plain), Style::plain, columns, "  ");
  }
  return lines;
}

Lines notes(const Known& known, std::size_t columns) {
  const Language language = known.view.language();
  Lines lines{{say(language, OnScreen::notes_title), Style::secret}};
  if (known.notes.empty()) add(lines, say(language, OnScreen::notes_none), Style::dim, columns);
  for (auto note = known.notes.rbegin(); note != known.notes.rend(); ++note) {
    add(lines, std::to_string(note->number) + " " + note->text, Style::plain, columns);
  }
  return lines;
}

// What became of it, and what still has to.
std::string fate_of(const Known& known, const KnownItem& item) {
  const Language language = known.view.language();
  std::string words;
  const auto also = [&](const std::string& what) { words += (words.empty() ? "" : " · ") + what; };
  if (item.own) also(say(language, OnScreen::only_you));
  if (item.state) also(known.view.state_title(known.view.item(item.number), *item.state));
  if (!item.decision.empty()) {
    also(say(language, item.decision == "adopted"    ? OnScreen::adopted
                       : item.decision == "declined" ? OnScreen::declined
                                                     : OnScreen::done));
  }
  if (!item.owner.empty()) also(item.owner);
  if (item.due_ms != 0) also(say(language, OnScreen::due, {day_of(language, item.due_ms)}));
  if (item.signal) also(say(language, OnScreen::signal));
  if (!item.evidence.empty()) {
    also(say(language, OnScreen::comes_from, {known.view.turn_labels(item.evidence)}));
  }
  for (const char* const verdict : {"recognised", "partly", "not_recognised"}) {
    const auto count = std::count_if(item.verdicts.begin(), item.verdicts.end(),
                                     [&](const auto& each) { return each.second == verdict; });
    const Say what = std::string_view(verdict) == "recognised" ? Say::recognised
                     : std::string_view(verdict) == "partly"   ? Say::partly
                                                               : Say::not_recognised;
    if (count > 0) also(std::to_string(count) + " × " + say(language, what));
  }
  if (!item.reason.empty()) also(item.reason);
  return words;
}

Lines items(const Known& known, std::size_t columns) {
  const Language language = known.view.language();
  Lines lines{{say(language, OnScreen::items_title), Style::strong}};
  if (known.items.empty()) add(lines, say(language, OnScreen::items_none), Style::dim, columns);
  for (const KnownItem& item : known.items) {
    add(lines,
        known.view.product_title(item.product) + " " + std::to_string(item.number) +
            (item.code.empty() ? "" : " · " + item.code),
        item.own ? Style::secret : Style::act, columns);
    add(lines, item.text, Style::plain, columns, "  ");
    const std::string fate = fate_of(known, item);
    if (!fate.empty()) add(lines, fate, Style::dim, columns, "  ");
  }
  return lines;
}

// The agreements: how people treat each other, what was chosen, and what is kept of it.
Lines rules(const Known& known, std::size_t columns) {
  const Language language = known.view.language();
  Lines lines{{say(language, OnScreen::rules_title), Style::strong}};
  if (known.view.script()) {
    for (const codec::SeenWords& rule : known.view.script()->conduct) {
      add(lines, "- " + known.view.words(rule), Style::plain, columns);
    }
    for (const codec::SeenChosen& chosen : known.view.script()->chosen) {
      add(lines, known.view.words(chosen.title) + " " + known.view.words(chosen.choice),
          Style::plain, columns);
    }
  }
  for (const std::string& question : known.learning_questions) {
    add(lines, say(language, Say::learning_question, {question}), Style::plain, columns);
  }
  const std::string& level = known.archive_level;
  const OnScreen kept = level == "nothing"        ? OnScreen::kept_nothing
                        : level == "lessons_only" ? OnScreen::kept_lessons
                        : level == "full"         ? OnScreen::kept_full
                                                  : OnScreen::kept_pseudonymised;
  if (!level.empty()) add(lines, say(language, kept), Style::strong, columns);
  const auto plain = [&](const std::string& line) { add(lines, line, Style::plain, columns); };
  const std::string until = day_of(language, known.keep_until_ms);
  if (known.keep_until_ms != 0) plain(say(language, OnScreen::keep_until, {until}));
  if (!known.releaser.empty()) plain(say(language, OnScreen::releaser, {known.releaser}));
  if (!known.view.leads()) add(lines, say(language, OnScreen::keep_less), Style::dim, columns);
  return lines;
}

class Desk {
 public:
  Desk(const Known& known, std::size_t columns)
      : known_(known), language_(known.view.language()), columns_(columns) {}

  Lines lines() {
    help();
    door();
    lead();
    may_end();
    gate();
    hands();
    ready();
    incidents();
    if (lines_.empty()) add(lines_, say(language_, OnScreen::desk_calm), Style::dim, columns_);
    rounds();
    return std::move(lines_);
  }

 private:
  void help() {
    for (const std::string& code : known_.unanswered_help()) {
      add(lines_, say(language_, OnScreen::desk_help, {code}), Style::bad, columns_);
      const auto last = std::find_if(known_.help.rbegin(), known_.help.rend(),
                                     [&](const HelpLine& line) { return line.code == code; });
      add(lines_, last->text, Style::plain, columns_, "  ");
    }
  }
  void door() {
    if (known_.lobby.empty()) return;
    add(lines_, say(language_, OnScreen::desk_door, {std::to_string(known_.lobby.size())}),
        Style::warn, columns_);
    for (const codec::SeenWaiting& person : known_.lobby) {
      add(lines_,
          std::to_string(person.waiting) + " " +
              (person.name.empty() ? say(language_, OnScreen::nameless) : person.name) + ", " +
              known_.view.group_title(person.group),
          Style::plain, columns_, "  ");
    }
  }
  void gate() {
    Lines waiting;
    std::size_t count = 0;
    for (const GateQuestion& question : known_.questions) {
      if (question.state != "waiting") continue;
      ++count;
      add(waiting, std::to_string(question.number) + " " + question.code + ": " + question.text,
          Style::plain, columns_, "  ");
    }
    if (count == 0) return;
    add(lines_, say(language_, OnScreen::desk_gate, {std::to_string(count)}), Style::act, columns_);
    lines_.insert(lines_.end(), waiting.begin(), waiting.end());
  }
  void hands() {
    if (known_.hands.empty()) return;
    add(lines_, say(language_, OnScreen::desk_hands), Style::floor, columns_);
    for (const std::string& code : known_.queue()) {
      const std::size_t turns = known_.turns_in_round(code);
      add(lines_,
          code + ": " +
              (turns == 0 ? say(language_, OnScreen::spoke_never)
                          : say(language_, OnScreen::spoke_times, {std::to_string(turns)})),
          Style::plain, columns_, "  ");
    }
  }
  void lead() {
    if (!known_.lead_offered.empty()) {
      const bool mine = known_.lead_offered == known_.code;
      add(lines_,
          say(language_, mine ? Say::lead_offered_mine : Say::lead_offered, {known_.lead_offered}),
          Style::warn, columns_);
    } else if (!known_.lead.empty() && known_.lead != known_.code) {
      add(lines_, say(language_, Say::lead_taken, {known_.lead}), Style::plain, columns_);
    }
  }
  void may_end() {
    if (!known_.may_end.empty()) {
      add(lines_, say(language_, OnScreen::desk_may_end), Style::good, columns_);
    }
  }
  void ready() {
    if (known_.ready.empty()) return;
    add(lines_, say(language_, OnScreen::desk_ready, {std::to_string(known_.ready.size())}),
        Style::good, columns_);
    add(lines_, joined({known_.ready.begin(), known_.ready.end()}), Style::plain, columns_, "  ");
  }
  void incidents() {
    for (const KnownIncident& incident : known_.incidents) {
      if (incident.closed) continue;
      add(lines_,
          say(language_, OnScreen::desk_incident,
              {std::to_string(incident.number), day_of(language_, incident.due_ms)}),
          Style::bad, columns_);
      add(lines_, incident.text, Style::plain, columns_, "  ");
    }
  }
  void rounds() {
    if (!known_.view.script()) return;
    lines_.push_back({});
    add(lines_, say(language_, OnScreen::desk_rounds), Style::strong, columns_);
    const auto& all = known_.view.script()->rounds;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].held) continue;
      const bool now = i + 1 == known_.view.room().round;
      const std::string number = known_.view.round_label(static_cast<std::uint16_t>(i + 1));
      add(lines_, (now ? "▸ " : "  ") + number + " " + known_.view.title_of(all[i]),
          now ? Style::strong : Style::plain, columns_);
    }
  }
  const Known& known_;
  Language language_;
  std::size_t columns_;
  Lines lines_;
};

std::size_t opens_in(const Known& known, std::string_view right) {
  if (!known.view.script()) return 0;
  const auto& rounds = known.view.script()->rounds;
  for (std::size_t i = known.view.room().round; i < rounds.size(); ++i) {
    for (const codec::SeenPlacement& place : rounds[i].placements) {
      const bool here = place.group == known.group && place.ring != "away";
      const bool open =
          right.empty() || std::find(place.may.begin(), place.may.end(), right) != place.may.end();
      if (here && open) return i + 1;
    }
  }
  return 0;
}

// "2 (Gesprek)"
std::string named(const Known& known, std::size_t round) {
  return known.view.round_label(static_cast<std::uint16_t>(round)) + " (" +
         known.view.title_of(known.view.script()->rounds[round - 1]) + ")";
}

// When what is not open now will be.
std::string when(const Known& known, std::int64_t now_ms) {
  const Language language = known.view.language();
  const bool away = known.ring_of(known.group) == "away";
  constexpr std::array later{std::pair{"ask", OnScreen::when_ask},
                             std::pair{"speak", OnScreen::when_speak}};
  std::string words;
  if (away) {
    if (const std::size_t round = opens_in(known, "")) {
      words = say(language, OnScreen::when_back, {named(known, round)});
    }
    return words;  // the times of others are not told to who is away
  }
  for (const auto& [right, what] : later) {
    const std::size_t round = may_in_round(known, right) ? 0 : opens_in(known, right);
    if (round != 0 && words.empty()) words = say(language, what, {named(known, round)});
  }
  const auto left = known.left_ms(now_ms);
  if (words.empty() || !left || *left <= 0) return words;
  return words + " " +
         say(language, OnScreen::round_lasts, {std::to_string((*left + 59'000) / 60'000)});
}

OnScreen standing(const Known& known) {
  if (known.view.leads()) return OnScreen::leading;
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr) {
    if (!known.letters.empty()) return OnScreen::may_answer_letter;
    return known.sittings_ended > 0 ? OnScreen::between : OnScreen::before_start;
  }
  if (known.view.placement() == nullptr) return OnScreen::away;
  if (may_in_round(known, "vote")) {
    return may_in_round(known, "speak") ? OnScreen::may_speak_vote : OnScreen::may_vote;
  }
  if (may_in_round(known, "ready") && !known.ready.contains(known.code)) {
    return round->part == "head" ? OnScreen::may_be_ready_rules : OnScreen::may_be_ready;
  }
  if (may_in_round(known, "ready")) return OnScreen::is_ready;
  if (may_in_round(known, "take_seat")) return OnScreen::may_take_seat;
  if (may_in_round(known, "leave_seat")) return OnScreen::may_leave_seat;
  if (may_in_round(known, "speak")) {
    if (round->floor == "round_robin") return OnScreen::may_speak_round;
    return round->floor == "queue" ? OnScreen::may_speak_queue : OnScreen::may_speak;
  }
  if (may_in_round(known, "answer")) return OnScreen::may_answer;
  if (may_in_round(known, "ask")) return OnScreen::may_ask;
  return may_in_round(known, "judge_lesson") ? OnScreen::may_judge : OnScreen::listening;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text, Style style, std::size_t columns) {
  Lines lines;
  add(lines, std::string(text), style, columns);
  return lines;
}

bool may_in_round(const Known& known, std::string_view right) {
  const codec::SeenPlacement* const mine = known.view.placement();
  return mine != nullptr && std::find(mine->may.begin(), mine->may.end(), right) != mine->may.end();
}

std::vector<Line> talk_lines(const ScreenState& state, std::int64_t now_ms, std::size_t columns) {
  return TalkLines(state, now_ms, columns).lines();
}

std::vector<Line> panel_lines(const ScreenState& state, Panel panel, std::size_t columns) {
  const Language language = state.known.view.language();
  switch (panel) {
    case Panel::none:
      return {};
    case Panel::help: {
      Lines lines{{say(language, OnScreen::help_title), Style::strong}};
      add(lines, say(language, OnScreen::help_body), Style::plain, columns);
      return lines;
    }
    case Panel::places:
      if (state.known.ring_of(state.known.group) == "away") {
        return lines_of(say(language, OnScreen::away_wall), Style::plain, columns);
      }
      return places(state.known, columns);
    case Panel::notes:
      return notes(state.known, columns);
    case Panel::desk:
      return Desk(state.known, columns).lines();
    case Panel::items:
      return items(state.known, columns);
    case Panel::rules:
      return rules(state.known, columns);
  }
  return {};
}

std::vector<Line> standing_lines(const ScreenState& state, std::int64_t now_ms,
                                 std::size_t columns) {
  const Known& known = state.known;
  if (!known.seated() || state.over) return {};
  const Language language = known.view.language();
  Lines lines = lines_of(say(language, standing(known)), Style::strong, columns);
  if (const codec::SeenSideRoom* const beside = known.view.side_room()) {
    add(lines, say(language, Say::beside, {known.view.words(beside->title)}), Style::warn, columns);
    if (!beside->kept) add(lines, say(language, Say::beside_not_kept), Style::plain, columns);
  }
  if (known.view.leads() || known.view.round() == nullptr) return lines;
  const std::string later = when(known, now_ms);
  if (!later.empty()) add(lines, later, Style::plain, columns);
  for (const HelpLine& line : known.help) {
    if (&line == &known.help.back() && line.from_chair) {
      add(lines, say(language, Say::help_answered, {known.code, line.text}), Style::secret,
          columns);
    }
  }
  return lines;
}

std::string round_line(const Known& known, std::int64_t now_ms, bool connected) {
  const Language language = known.view.language();
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr) return say(language, OnScreen::no_round);
  // The opening and the closing are not counted.
  std::string of;
  if (round->part != "head" && round->part != "tail") {
    const auto& rounds = known.view.script()->rounds;
    const auto counted = std::count_if(rounds.begin(), rounds.end(), [&](const auto& each) {
      return each.held && each.part == round->part;
    });
    of = say(language, OnScreen::round_of,
             {known.view.round_label(known.view.room().round), std::to_string(counted)}) +
         ": ";
  }
  return of + known.view.title_of(*round) + " · " + form_of_round(known) + " · " +
         time_left(known, now_ms, connected);
}

namespace {

bool somebody_speaks(const codec::SeenRound& round) {
  return std::any_of(round.placements.begin(), round.placements.end(), [](const auto& place) {
    return std::find(place.may.begin(), place.may.end(), "speak") != place.may.end();
  });
}

}  // namespace

std::string floor_line(const Known& known) {
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr || known.ring_of(known.group) == "away") return {};
  const Language language = known.view.language();
  std::string words;
  if (!known.floor.empty()) {
    words = known.floor == known.code ? say(language, OnScreen::floor_mine)
                                      : say(language, OnScreen::floor_other, {known.floor});
  } else if (round->floor == "queue" || round->floor == "round_robin") {
    words = say(language, OnScreen::floor_nobody);
  } else if (!round->gate && somebody_speaks(*round)) {
    words = say(language, OnScreen::floor_open);
  }
  const std::size_t listeners = known.codes_in("outer").size();
  if (listeners > 0) {
    words += (words.empty() ? "" : " ") +
             say(language, listeners == 1 ? OnScreen::listen_one : OnScreen::listen_count,
                 {std::to_string(listeners)});
  }
  return words;
}

std::vector<Line> circle_in_words(const Known& known, std::size_t columns) {
  const std::vector<std::string> inside = known.codes_in("inner");
  if (inside.empty() || known.ring_of(known.group) == "away") return {};
  return lines_of(say(known.view.language(), OnScreen::inside, {joined(inside)}), Style::inner,
                  columns);
}

}  // namespace arena::cli
