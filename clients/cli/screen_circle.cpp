// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/screen_circle.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "clients/cli/screen_words.hpp"

namespace arena::cli {
namespace {

enum class Border { closed, gate, open, none };

Border border_of(const codec::SeenRound& round) {
  const bool outer = std::any_of(round.placements.begin(), round.placements.end(),
                                 [](const auto& place) { return place.ring == "outer"; });
  if (!outer) return Border::none;
  return round.listen_only ? Border::closed : round.gate ? Border::gate : Border::open;
}

struct Ellipse {
  double middle_row{}, middle_column{}, height{}, width{};  // of its radii
};

struct Spot {
  std::size_t row{}, column{};
};

// Turns count from 6 o'clock, clockwise; 1 is all the way round.
Spot spot_on(const Ellipse& ellipse, double turn) {
  const double angle = std::numbers::pi / 2 + turn * 2 * std::numbers::pi;
  const double row = ellipse.middle_row + ellipse.height * std::sin(angle);
  const double column = ellipse.middle_column + ellipse.width * std::cos(angle);
  return {static_cast<std::size_t>(std::lround(std::max(0.0, row))),
          static_cast<std::size_t>(std::lround(std::max(0.0, column)))};
}

void draw_border(Canvas& canvas, const Ellipse& ellipse, Border border) {
  if (border == Border::none) return;
  constexpr int steps = 96;
  for (int step = 0; step < steps; ++step) {
    // The gate stands open at the top, past the facilitators.
    const bool gap = border == Border::gate && std::abs(step - steps / 2) < 7;
    if (gap || (border == Border::open && step % 6 != 0)) continue;
    const Spot spot = spot_on(ellipse, static_cast<double>(step) / steps);
    canvas.put(spot.row, spot.column, border == Border::open ? "·" : "•", Style::dim);
  }
}

// Where a seat is drawn: turns from 6 o'clock.
struct Placed {
  std::string code;
  double turn{};
};

// The facilitators stand together at the top. Oneself is at the bottom, the others share the two
// halves; who has no seat in this ring sees it evenly filled.
std::vector<Placed> placed(const Known& known, const std::vector<std::string>& codes,
                           const std::vector<std::string>& at_the_top) {
  constexpr double step = 0.11;
  std::vector<Placed> all;
  const auto tops = static_cast<double>(at_the_top.size());
  for (std::size_t i = 0; i < at_the_top.size(); ++i) {
    all.push_back({at_the_top[i], 0.5 + step * (static_cast<double>(i) - (tops - 1) / 2)});
  }
  std::vector<std::string> others;
  for (const std::string& code : codes) {
    code == known.code ? all.push_back({code, 0}) : others.push_back(code);
  }
  const bool bottom_taken = others.size() < codes.size();
  const double whole = static_cast<double>(codes.size());
  // From the one edge of the facilitators round to the other.
  const double half = 0.5 - (step * (tops - 1) / 2 + step);
  const std::size_t first_half = (others.size() + 1) / 2;
  for (std::size_t i = 0; i < others.size(); ++i) {
    const double offset = bottom_taken ? 1 : 0.5;
    if (tops == 0) {
      all.push_back({others[i], (static_cast<double>(i) + offset) / whole});
      continue;
    }
    const bool first = i < first_half;
    const auto share = static_cast<double>(first ? first_half : others.size() - first_half);
    const auto index = static_cast<double>(first ? i : i - first_half);
    const double part = half * (index + offset) / share;
    all.push_back({others[i], first ? part : 1 - part});
  }
  return all;
}

class Seats {
 public:
  Seats(Canvas& canvas, const Known& known) : canvas_(canvas), known_(known) {}

  void draw(const Ellipse& ellipse, const std::vector<Placed>& seats, bool listening,
            std::size_t room_for) {
    for (const Placed& seat : seats) {
      const std::string text = mark_of(seat.code, listening, seats.size() > room_for);
      const Spot spot = spot_on(ellipse, seat.turn);
      const std::size_t half = columns_of(text) / 2;
      canvas_.put(spot.row, spot.column - std::min(half, spot.column), text,
                  seat.code == known_.floor ? Style::floor
                                            : style_of_ring(listening ? "outer" : ring(seat.code)));
    }
  }

 private:
  [[nodiscard]] std::string ring(const std::string& code) const {
    const auto seat = known_.seats.find(code);
    return seat == known_.seats.end() ? "" : known_.ring_of(seat->second.group);
  }
  // A shape for each meaning; colour only repeats it.
  [[nodiscard]] std::string mark_of(const std::string& code, bool listening, bool plain) const {
    const bool hand =
        std::find(known_.hands.begin(), known_.hands.end(), code) != known_.hands.end();
    if (code == known_.floor) return ">" + code + "<";
    if (code == known_.code) return "[" + code + "]";
    if (plain) return listening ? "o" : "•";
    if (hand) return code + "!";
    if (known_.unconnected.contains(code)) return code + "?";
    if (ring(code) == "chair") return "<" + code + ">";
    return listening ? "(" + code + ")" : code;
  }
  Canvas& canvas_;
  const Known& known_;
};

void draw_middle(Canvas& canvas, const Area& area, const Known& known, std::int64_t now_ms) {
  const auto left = known.left_ms(now_ms);
  const Language language = known.view.language();
  const std::size_t row = area.row + area.rows / 2;
  const auto centred = [&](std::size_t at, const std::string& text) {
    canvas.put(at, area.column + (area.columns - columns_of(text)) / 2, text, Style::act);
  };
  if (known.clock && known.clock->paused) return centred(row, say(language, OnScreen::paused));
  if (!left) return;
  centred(row, std::to_string(std::max<std::int64_t>(0, (*left + 59'000) / 60'000)) + " " +
                   say(language, OnScreen::minutes_short));
}

}  // namespace

Style style_of_ring(const std::string& ring) {
  if (ring == "inner") return Style::inner;
  if (ring == "outer") return Style::outer;
  return ring == "chair" ? Style::strong : Style::plain;
}

std::string form_of_round(const Known& known) {
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr) return {};
  const bool away = known.view.script() &&
                    std::any_of(known.view.script()->groups.begin(),
                                known.view.script()->groups.end(), [&](const auto& group) {
                                  return group.of.empty() && known.ring_of(group.id) == "away";
                                });
  const bool somebody_talks =
      std::any_of(round->placements.begin(), round->placements.end(), [](const auto& place) {
        return std::any_of(place.may.begin(), place.may.end(), [](const std::string& right) {
          return right == "speak" || right == "ask" || right == "answer";
        });
      });
  const Border border = border_of(*round);
  const bool silent = !somebody_talks && (round->presentation || !round->ballots.empty());
  if (silent) {
    return say(known.view.language(),
               round->presentation ? OnScreen::form_told : OnScreen::form_vote);
  }
  return say(known.view.language(), border == Border::closed ? OnScreen::form_listen
                                    : border == Border::gate ? OnScreen::form_gate
                                    : away                   ? OnScreen::form_apart
                                                             : OnScreen::form_open);
}

std::string time_left(const Known& known, std::int64_t now_ms, bool connected) {
  const Language language = known.view.language();
  if (known.clock && known.clock->paused) return say(language, OnScreen::paused);
  const auto left = known.left_ms(now_ms);
  if (!left) return say(language, OnScreen::no_clock);
  if (*left <= 0) return say(language, OnScreen::time_over);
  const std::int64_t minutes = std::max<std::int64_t>(1, (*left + 59'000) / 60'000);
  const std::string words = minutes == 1 ? say(language, OnScreen::left_one)
                                         : say(language, OnScreen::left, {std::to_string(minutes)});
  if (!connected) return say(language, OnScreen::left_about, {words});
  return minutes <= 5 ? say(language, OnScreen::left_nearly, {words}) : words;
}

void draw_circle(Canvas& canvas, Area area, const Known& known, std::int64_t now_ms) {
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr) return;
  const Ellipse outer{static_cast<double>(area.row) + static_cast<double>(area.rows - 1) / 2,
                      static_cast<double>(area.column) + static_cast<double>(area.columns) / 2,
                      static_cast<double>(area.rows - 1) / 2,
                      static_cast<double>(area.columns) / 2 - 3};
  const auto scaled = [&](double part) {
    return Ellipse{outer.middle_row, outer.middle_column, outer.height * part, outer.width * part};
  };
  const Border border = border_of(*round);
  draw_border(canvas, scaled(0.78), border);
  draw_middle(canvas, area, known, now_ms);
  Seats seats(canvas, known);
  const std::vector<Placed> inside =
      placed(known, known.codes_in("inner"), known.codes_in("chair"));
  const std::vector<Placed> listeners = placed(known, known.codes_in("outer"), {});
  const std::size_t wide = area.columns / 3;
  seats.draw(scaled(border == Border::none ? 0.9 : 0.52), inside, false,
             border == Border::none ? wide + 4 : wide - 2);
  seats.draw(outer, listeners, true, wide + 4);
}

}  // namespace arena::cli
