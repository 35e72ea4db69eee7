// SPDX-License-Identifier: EUPL-1.2
// Where everything stands on the screen. Head and compose field never move; the talk lies between
// them, with the circle beside it where there is room.
#include <algorithm>

#include "clients/cli/screen.hpp"
#include "clients/cli/screen_circle.hpp"
#include "clients/cli/screen_lines.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t side_columns = 40;   // circle and panel, where there is room beside the talk
constexpr std::size_t wide_columns = 100;  // from here on there is
constexpr Size smallest{40, 14};

// Wrapped between the parts that " · " separates.
std::vector<std::string> parts_wrapped(std::string_view text, std::size_t columns) {
  constexpr std::string_view between = " · ";
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    const std::string part(text.substr(0, end));
    text.remove_prefix(std::min(end + between.size(), text.size()));
    std::string& last = lines.back();
    if (last.empty()) {
      last = part;
    } else if (columns_of(last) + columns_of(part) + 3 <= columns) {
      last += std::string(between) + part;
    } else {
      lines.push_back(part);
    }
  }
  return lines;
}

class Drawing {
 public:
  Drawing(const ScreenState& state, Size size, std::int64_t now_ms)
      : state_(state),
        known_(state.known),
        language_(state.known.view.language()),
        size_(size),
        now_ms_(now_ms),
        canvas_(size, state.ascii) {}

  Canvas draw() {
    if (size_.columns < smallest.columns || size_.rows < smallest.rows) {
      canvas_.put(0, 0, say(language_, OnScreen::too_small));
      return std::move(canvas_);
    }
    const std::size_t top = draw_head();
    const std::size_t bottom = draw_foot();
    draw_body({top, 0, bottom - top, size_.columns});
    draw_palette(bottom);
    if (state_.confirm) draw_confirm();
    return std::move(canvas_);
  }

 private:
  // ---- head: where am I, what form is this, who has the floor, is anything wrong
  std::size_t draw_head() {
    canvas_.fill(0, 0, size_.columns, " ", Style::bar);
    const std::string me = known_.seated()
                               ? say(language_, OnScreen::you_are,
                                     {known_.code, known_.view.group_title(known_.group)})
                               : std::string{};
    const std::size_t me_columns = std::min(columns_of(me), size_.columns / 2);
    canvas_.put(0, 1, known_.title, Style::bar, size_.columns - me_columns - 3);
    canvas_.put(0, size_.columns - me_columns - 1, me, Style::bar, me_columns);
    std::size_t row = 1;
    if (known_.seated()) {
      for (const std::string& line :
           parts_wrapped(round_line(known_, now_ms_, state_.connected), size_.columns - 2)) {
        canvas_.put(row++, 1, line, Style::strong);
      }
      for (const Line& line : lines_of(known_.view.subject_line(), Style::act, size_.columns - 2)) {
        if (!line.text.empty()) put(row++, 1, line);
      }
      const std::string floor = floor_line(known_);
      if (!floor.empty()) canvas_.put(row++, 1, floor);
      if (!is_wide()) {
        for (const Line& line : circle_in_words(known_, size_.columns - 2)) put(row++, 1, line);
      }
    }
    const auto [notice, style] = notice_line();
    for (const std::string& line : wrapped(notice, size_.columns - 2)) {
      if (line.empty()) continue;
      canvas_.fill(row, 0, size_.columns, " ", style);
      canvas_.put(row++, 1, line, style);
    }
    canvas_.fill(row++, 0, size_.columns, "─", Style::dim);
    return row;
  }

  [[nodiscard]] std::pair<std::string, Style> notice_line() const {
    if (state_.over) {
      return {*state_.over + "\n" + say(language_, OnScreen::press_enter), Style::bad};
    }
    if (!state_.connected && state_.was_connected) {
      return {say(language_, OnScreen::lost), Style::bad};
    }
    if (!state_.connected) return {say(language_, OnScreen::connecting), Style::warn};
    if (known_.frozen) return {say(language_, OnScreen::frozen), Style::bad};
    if (known_.stopping) return {say(language_, OnScreen::stopping), Style::warn};
    return {"", Style::plain};
  }

  // ---- foot: what may I do, the field, the keys
  std::size_t draw_foot() {
    const std::size_t columns = size_.columns - 4;
    Compose::Layout field = state_.compose.layout(columns);
    const std::size_t shown =
        std::clamp<std::size_t>(field.lines.size(), size_.rows >= 24 ? 2 : 1, 8);
    const std::size_t first = field.row < shown ? 0 : field.row - shown + 1;
    std::vector<Line> standing = standing_lines(state_, now_ms_, size_.columns - 2);
    if (!state_.message.empty()) {
      for (Line& line : lines_of(state_.message, Style::good, size_.columns - 2)) {
        standing.push_back(std::move(line));
      }
    }
    const std::size_t keys = size_.rows - 1;
    const std::size_t field_row = keys - shown;
    const std::size_t label = field_row - 1;
    const std::size_t standing_row = label - std::min(standing.size(), label - 6);
    for (std::size_t i = 0; standing_row + i < label; ++i) put(standing_row + i, 1, standing[i]);
    draw_label(label);
    for (std::size_t i = 0; i < shown; ++i) {
      canvas_.put(field_row + i, 0, i == 0 ? ">" : " ", Style::act);
      if (first + i < field.lines.size()) {
        canvas_.put(field_row + i, 2, field.lines[first + i]);
      }
    }
    canvas_.cursor_row = field_row + field.row - first;
    canvas_.cursor_column = 2 + std::min(field.column, columns);
    const OnScreen hints = known_.view.leads() ? OnScreen::hints_chair : OnScreen::hints;
    canvas_.put(keys, 1, parts_wrapped(say(language_, hints), size_.columns - 2).front(),
                Style::dim);
    return standing_row;
  }

  void draw_label(std::size_t row) {
    canvas_.fill(row, 0, size_.columns, "─", Style::dim);
    const bool act =
        state_.compose.text().starts_with("/") && !state_.compose.text().starts_with("//");
    const bool speaks =
        known_.view.round() != nullptr && (known_.view.leads() || may_in_round(known_, "speak"));
    const OnScreen what = act      ? OnScreen::audience_act
                          : speaks ? OnScreen::audience_room
                                   : OnScreen::audience_none;
    canvas_.put(row, 2, " " + say(language_, what) + " ", Style::dim, size_.columns - 4);
  }

  // ---- body: the talk, and beside it the circle and a panel
  [[nodiscard]] bool is_wide() const { return size_.columns >= wide_columns; }

  void draw_body(Area area) {
    if (area.rows == 0) return;
    if (!known_.seated()) return draw_lobby(area);
    if (!is_wide()) {
      if (state_.panel == Panel::none) return draw_talk(area);
      return draw_panel(area, state_.panel);
    }
    const std::size_t talk_columns = area.columns - side_columns - 1;
    draw_talk({area.row, 0, area.rows, talk_columns});
    for (std::size_t i = 0; i < area.rows; ++i) {
      canvas_.put(area.row + i, talk_columns, "│", Style::dim);
    }
    const Area side{area.row, talk_columns + 2, area.rows, side_columns - 2};
    const bool leads = known_.view.leads();
    draw_panel(side, state_.panel != Panel::none ? state_.panel
                     : leads                     ? Panel::desk
                                                 : Panel::places);
  }

  void draw_lobby(const Area& area) {
    if (!state_.connected) return;
    const std::size_t row = area.row + area.rows / 3;
    canvas_.put(row, 2, say(language_, OnScreen::lobby_title), Style::strong);
    std::size_t next = row + 1;
    for (const std::string& line :
         wrapped(say(language_, OnScreen::lobby_body), area.columns - 4)) {
      if (next < area.row + area.rows) canvas_.put(next++, 2, line);
    }
  }

  void draw_talk(const Area& area) {
    const std::vector<Line> lines = talk_lines(state_, now_ms_, area.columns - 2);
    const std::size_t most = lines.size() > area.rows ? lines.size() - area.rows : 0;
    const std::size_t up = std::min(state_.scrolled, most);
    const std::size_t first = most - up;
    for (std::size_t i = 0; i < area.rows && first + i < lines.size(); ++i) {
      put(area.row + i, 1, lines[first + i], area.columns - 2);
    }
    if (up > 0) {
      const std::size_t last = area.row + area.rows - 1;
      canvas_.fill(last, 0, area.columns, " ", Style::plain);
      canvas_.put(last, 1, say(language_, OnScreen::talk_later), Style::act, area.columns - 2);
    }
  }

  void draw_panel(Area area, Panel panel) {
    const std::vector<Line> lines = panel_lines(state_, panel, area.columns);
    const bool circle = panel == Panel::places || panel == Panel::desk;
    constexpr std::size_t least = 11, most = 15;
    const std::size_t spare = area.rows > lines.size() + 1 ? area.rows - lines.size() - 1 : 0;
    const std::size_t wanted = panel == Panel::places ? std::max(spare, least) : spare;
    if (circle && known_.view.round() != nullptr && wanted >= least && area.rows > least &&
        known_.ring_of(known_.group) != "away") {
      const std::size_t rows = std::min({wanted, most, area.rows}) | 1U;
      draw_circle(canvas_, {area.row, area.column, std::min(rows, area.rows), area.columns}, known_,
                  now_ms_);
      area.row += rows + 1;
      area.rows -= std::min(area.rows, rows + 1);
    }
    const std::size_t most_up = lines.size() > area.rows ? lines.size() - area.rows : 0;
    const std::size_t first = std::min(state_.panel_scrolled, most_up);
    for (std::size_t i = 0; i < area.rows && first + i < lines.size(); ++i) {
      put(area.row + i, area.column, lines[first + i], area.columns);
    }
  }

  // ---- what lies over the talk
  void draw_palette(std::size_t bottom) {
    const Palette open = palette(state_);
    if (open.choices.empty() || state_.confirm) return;
    constexpr std::size_t most = 12;
    const std::size_t room = std::min(most, bottom - 2);
    const std::size_t shown = std::min(open.choices.size(), room);
    const std::size_t chosen = std::min(state_.choice, open.choices.size() - 1);
    const std::size_t first = chosen < shown ? 0 : chosen - shown + 1;
    const std::size_t columns = std::min<std::size_t>(size_.columns, 90);
    // The name, what follows it where there is room, and what it does.
    const bool roomy = open.of_acts && columns >= 70;
    const std::size_t what_column = roomy ? 38 : 18;
    for (std::size_t i = 0; i < shown; ++i) {
      const Choice& choice = open.choices[first + i];
      const std::size_t row = bottom - shown + i;
      const Style style = first + i == chosen ? Style::bar : Style::plain;
      canvas_.fill(row, 0, columns, " ", style);
      canvas_.put(row, 0, first + i == chosen ? "▸" : " ", style);
      canvas_.put(row, 2, (open.of_acts ? "/" : "") + choice.word, style, 15);
      if (roomy) canvas_.put(row, 18, choice.rest, style, 19);
      canvas_.put(row, what_column, choice.what, style, columns - what_column - 1);
    }
    canvas_.fill(bottom - shown - 1, 0, columns, "─", Style::dim);
  }

  void draw_confirm() {
    const Confirm& confirm = *state_.confirm;
    const std::size_t columns = std::min<std::size_t>(size_.columns - 4, 70);
    std::vector<Line> lines;
    const auto add = [&](const std::string& text, Style style) {
      for (Line& line : lines_of(text, style, columns - 4)) lines.push_back(std::move(line));
    };
    add(confirm.title, Style::strong);
    if (confirm.changed) add(say(language_, OnScreen::changed), Style::warn);
    lines.push_back({});
    for (const std::string& effect : confirm.effects) add("• " + effect, Style::plain);
    lines.push_back({});
    const Compose::Layout reason =
        confirm.reason ? confirm.reason->layout(columns - 6) : Compose::Layout{};
    const std::size_t field =
        confirm.reason ? std::min<std::size_t>(reason.lines.size(), 3) + 2 : 0;
    const std::size_t rows = std::min(lines.size() + field + 4, size_.rows - 1);
    const std::size_t top = (size_.rows - rows) / 2;
    const std::size_t left = (size_.columns - columns) / 2;
    draw_box({top, left, rows, columns});
    for (std::size_t i = 0; i < lines.size() && i + field + 4 < rows; ++i) {
      put(top + 1 + i, left + 2, lines[i], columns - 4);
    }
    const bool at_back = confirm.chosen == Confirm::Chosen::back;
    const bool at_act = confirm.chosen == Confirm::Chosen::act;
    const std::string back = (at_back ? "▸ " : "  ") + say(language_, OnScreen::back);
    const std::string act = (at_act ? "▸ " : "  ") + confirm.button;
    const std::size_t buttons = top + rows - 3;
    canvas_.put(buttons, left + 2, "[" + back + " ]", at_back ? Style::bar : Style::plain);
    canvas_.put(buttons, left + 6 + columns_of(back), "[" + act + " ]",
                at_act ? Style::bar : Style::plain, columns - columns_of(back) - 8);
    canvas_.put(buttons + 1, left + 2, say(language_, OnScreen::enter_is_back), Style::dim,
                columns - 4);
    canvas_.cursor_row = buttons;
    canvas_.cursor_column = at_act ? left + 7 + columns_of(back) : left + 3;
    if (field > 0)
      draw_reason(confirm, reason, {buttons - field, left + 2, field - 1, columns - 4});
  }

  // Who will read it, and the field with as many of its lines as there is room for.
  void draw_reason(const Confirm& confirm, const Compose::Layout& reason, const Area& area) {
    canvas_.put(area.row, area.column, confirm.reason_label, Style::dim, area.columns);
    const std::size_t shown = area.rows - 1;
    const std::size_t first = reason.row < shown ? 0 : reason.row - shown + 1;
    const bool here = confirm.chosen == Confirm::Chosen::reason;
    for (std::size_t i = 0; i < shown && first + i < reason.lines.size(); ++i) {
      canvas_.put(area.row + 1 + i, area.column, i == 0 ? (here ? "▸" : ">") : " ", Style::act);
      canvas_.put(area.row + 1 + i, area.column + 2, reason.lines[first + i], Style::plain,
                  area.columns - 2);
    }
    if (!here) return;
    canvas_.cursor_row = area.row + 1 + reason.row - first;
    canvas_.cursor_column = area.column + 2 + reason.column;
  }

  void draw_box(const Area& area) {
    for (std::size_t i = 0; i < area.rows; ++i) {
      canvas_.fill(area.row + i, area.column, area.columns, " ", Style::plain);
      canvas_.put(area.row + i, area.column, "│");
      canvas_.put(area.row + i, area.column + area.columns - 1, "│");
    }
    for (const std::size_t row : {area.row, area.row + area.rows - 1}) {
      canvas_.fill(row, area.column, area.columns, "─", Style::plain);
    }
    canvas_.put(area.row, area.column, "┌");
    canvas_.put(area.row, area.column + area.columns - 1, "┐");
    canvas_.put(area.row + area.rows - 1, area.column, "└");
    canvas_.put(area.row + area.rows - 1, area.column + area.columns - 1, "┘");
  }

  void put(std::size_t row, std::size_t column, const Line& line, std::size_t columns = SIZE_MAX) {
    canvas_.put(row, column, line.text, line.style, columns);
  }

  const ScreenState& state_;
  const Known& known_;
  Language language_;
  Size size_;
  std::int64_t now_ms_;
  Canvas canvas_;
};

}  // namespace

Canvas draw(const ScreenState& state, Size size, std::int64_t now_ms) {
  return Drawing(state, size, now_ms).draw();
}

}  // namespace arena::cli
