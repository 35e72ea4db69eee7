// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/screen_lines.hpp"

#include <algorithm>
#include <array>

#include "clients/cli/screen_circle.hpp"
#include "sessions/transcript.hpp"

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

// "14.22" in the time zone of this terminal.
std::string hour_and_minute(std::int64_t at_ms, int utc_offset_minutes) {
  constexpr std::int64_t day = 1440;  // in minutes
  const std::int64_t minute = ((at_ms / 60'000 + utc_offset_minutes) % day + day) % day;
  const std::string minutes = std::to_string(minute % 60);
  return std::to_string(minute / 60) + "." + (minutes.size() == 1 ? "0" : "") + minutes;
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
    for (const Sending& sending : state_.sending) own_on_its_way(sending);
    if (lines_.empty()) add(lines_, say(language_, OnScreen::talk_empty), Style::dim, columns_);
    return std::move(lines_);
  }

 private:
  void one(const Talk& talk) {
    if (talk.kind == "told") return add(lines_, "· " + talk.text, Style::dim, columns_);
    const std::string at =
        say(language_, OnScreen::at_time, {hour_and_minute(talk.at_ms, state_.utc_offset_minutes)});
    if (talk.kind == "pass") {
      return add(lines_, say(language_, OnScreen::passes, {speaker(talk)}) + " · " + at, Style::dim,
                 columns_);
    }
    std::string head = who(talk) + " · " + label(talk.turn);
    if (talk.reply_to) head += " " + say(language_, OnScreen::reply_to, {label(*talk.reply_to)});
    const bool mine = !talk.code.empty() && talk.code == known_.code;
    head += " · " + (mine ? say(language_, OnScreen::kept_at, {at}) : at);
    add(lines_, head, style_of(talk), columns_);
    add(lines_, talk.text, Style::plain, columns_, "  ");
    if (known_.marks.contains(label(talk.turn))) {
      add(lines_, say(language_, OnScreen::marked), Style::secret, columns_, "  ");
    }
    lines_.push_back({});
  }

  [[nodiscard]] std::string speaker(const Talk& talk) const {
    if (talk.code.empty()) return say(language_, OnScreen::nobodys_own);
    return talk.code == known_.code ? say(language_, OnScreen::me, {talk.code}) : talk.code;
  }
  [[nodiscard]] std::string who(const Talk& talk) const {
    const std::string number = std::to_string(talk.number);
    if (talk.kind == "guidance") return say(language_, OnScreen::chair_speaks, {speaker(talk)});
    if (talk.kind == "question") return say(language_, OnScreen::asks, {speaker(talk), number});
    if (talk.kind == "answer") return say(language_, OnScreen::answers, {speaker(talk), number});
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
      std::pair{"outer", OnScreen::ring_outer}, std::pair{"away", OnScreen::ring_away},
      std::pair{"", OnScreen::ring_none}};
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
    add(lines, "- " + *note, Style::plain, columns);
  }
  return lines;
}

class Desk {
 public:
  Desk(const Known& known, std::size_t columns)
      : known_(known), language_(known.view.language()), columns_(columns) {}

  Lines lines() {
    help();
    door();
    gate();
    hands();
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
  void rounds() {
    if (!known_.view.script()) return;
    lines_.push_back({});
    add(lines_, say(language_, OnScreen::desk_rounds), Style::strong, columns_);
    const auto& all = known_.view.script()->rounds;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool now = i + 1 == known_.view.room().round;
      const std::string& title = language_ == Language::nl ? all[i].title_nl : all[i].title_en;
      add(lines_, (now ? "▸ " : "  ") + std::to_string(i + 1) + " " + title,
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

// When what is not open now will be.
std::string when(const Known& known, std::int64_t now_ms) {
  const Language language = known.view.language();
  const bool away = known.ring_of(known.group) == "away";
  constexpr std::array later{std::pair{"ask", OnScreen::when_ask},
                             std::pair{"speak", OnScreen::when_speak}};
  std::string words;
  if (away) {
    if (const std::size_t round = opens_in(known, "")) {
      words = say(language, OnScreen::when_back, {std::to_string(round)});
    }
    return words;  // the times of others are not told to who is away
  }
  for (const auto& [right, what] : later) {
    const std::size_t round = may_in_round(known, right) ? 0 : opens_in(known, right);
    if (round != 0 && words.empty()) words = say(language, what, {std::to_string(round)});
  }
  const auto left = known.left_ms(now_ms);
  if (words.empty() || !left || *left <= 0) return words;
  return words + " " +
         say(language, OnScreen::round_lasts, {std::to_string((*left + 59'000) / 60'000)});
}

OnScreen standing(const Known& known) {
  if (known.view.leads()) return OnScreen::leading;
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr) return OnScreen::before_start;
  if (known.ring_of(known.group) == "away") return OnScreen::away;
  if (may_in_round(known, "speak")) {
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
  }
  return {};
}

std::vector<Line> standing_lines(const ScreenState& state, std::int64_t now_ms,
                                 std::size_t columns) {
  const Known& known = state.known;
  if (!known.seated() || state.over) return {};
  const Language language = known.view.language();
  Lines lines = lines_of(say(language, standing(known)), Style::strong, columns);
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
  const std::string of = say(language, OnScreen::round_of,
                             {std::to_string(known.view.room().round),
                              std::to_string(known.view.script()->rounds.size())});
  const std::string& title = language == Language::nl ? round->title_nl : round->title_en;
  return of + ": " + title + " · " + form_of_round(known) + " · " +
         time_left(known, now_ms, connected);
}

std::string floor_line(const Known& known) {
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr || known.ring_of(known.group) == "away") return {};
  const Language language = known.view.language();
  std::string words;
  if (!known.floor.empty()) {
    words = known.floor == known.code ? say(language, OnScreen::floor_mine)
                                      : say(language, OnScreen::floor_other, {known.floor});
  } else if (round->floor == "queue") {
    words = say(language, OnScreen::floor_nobody);
  } else if (!round->gate) {
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
