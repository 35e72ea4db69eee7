// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/screen.hpp"

#include <algorithm>
#include <utility>

namespace arena::cli {
namespace {

class Keys {
 public:
  Keys(ScreenState& state, std::int64_t now_ms) : state_(state), now_ms_(now_ms) {}

  Order press(const Key& key) {
    if (state_.over) {
      order_.leave = key.kind == Key::Kind::enter || key.kind == Key::Kind::interrupt;
    } else if (state_.confirm) {
      press_in_confirm(key);
    } else if (!press_in_palette(key) && !press_on_screen(key)) {
      press_in_compose(key);
    }
    return std::move(order_);
  }

 private:
  void press_in_confirm(const Key& key) {
    using Chosen = Confirm::Chosen;
    Confirm& confirm = *state_.confirm;
    if (confirm.reason && press_in_reason(confirm, key)) return;
    switch (key.kind) {
      case Key::Kind::tab:
      case Key::Kind::right:
      case Key::Kind::down:
        confirm.chosen = confirm.chosen == Chosen::back && confirm.reason ? Chosen::reason
                         : confirm.chosen == Chosen::act                  ? Chosen::back
                                                                          : Chosen::act;
        return;
      case Key::Kind::left:
      case Key::Kind::up:
        confirm.chosen = confirm.chosen == Chosen::act && confirm.reason ? Chosen::reason
                         : confirm.chosen == Chosen::back                ? Chosen::act
                                                                         : Chosen::back;
        return;
      case Key::Kind::escape:
        state_.confirm.reset();
        return;
      case Key::Kind::interrupt:  // twice Ctrl+C leaves
        if (!confirm.acts.acts.empty()) return ask_to_leave();
        order_.leave = true;
        return;
      case Key::Kind::enter:
        if (confirm.chosen == Chosen::act) carry_out(confirm);
        state_.confirm.reset();
        return;
      default:
        return;
    }
  }

  // Typing writes the reason, wherever one is; Enter there goes on to the act, and does nothing.
  static bool press_in_reason(Confirm& confirm, const Key& key) {
    if (key.kind == Key::Kind::text) confirm.chosen = Confirm::Chosen::reason;
    if (confirm.chosen != Confirm::Chosen::reason) return false;
    switch (key.kind) {
      case Key::Kind::text:
        confirm.reason->insert(key.text);
        return true;
      case Key::Kind::backspace:
        confirm.reason->erase_before();
        return true;
      case Key::Kind::erase:
        confirm.reason->erase_after();
        return true;
      case Key::Kind::clear:
        confirm.reason->set("");
        return true;
      case Key::Kind::left:
        confirm.reason->left();
        return true;
      case Key::Kind::right:
        confirm.reason->right();
        return true;
      case Key::Kind::home:
        confirm.reason->home();
        return true;
      case Key::Kind::end:
        confirm.reason->end();
        return true;
      case Key::Kind::enter:
        confirm.chosen = Confirm::Chosen::act;
        return true;
      default:
        return false;
    }
  }

  void carry_out(const Confirm& confirm) {
    if (confirm.acts.acts.empty()) {
      order_.leave = true;
      return;
    }
    Acts acts = confirm.acts;
    if (confirm.reason) acts.acts.front().text = confirm.reason->text();
    state_.compose.set("");
    send(acts, confirm.line);
  }

  void ask_to_leave() {
    const Language language = state_.known.view.language();
    Confirm confirm;
    confirm.title = say(language, OnScreen::leave_title);
    confirm.button = say(language, OnScreen::leave_act);
    confirm.effects = {say(language, OnScreen::leave_effect)};
    state_.confirm = std::move(confirm);
  }

  // True if the palette was open and the key was for it.
  bool press_in_palette(const Key& key) {
    const Palette open = palette(state_);
    if (open.choices.empty()) return false;
    state_.choice = std::min(state_.choice, open.choices.size() - 1);
    switch (key.kind) {
      case Key::Kind::up:
        state_.choice = state_.choice == 0 ? open.choices.size() - 1 : state_.choice - 1;
        return true;
      case Key::Kind::down:
        state_.choice = (state_.choice + 1) % open.choices.size();
        return true;
      case Key::Kind::tab:
        complete(open);
        return true;
      case Key::Kind::enter: {
        const std::string typed = state_.compose.text().substr(open.word_begin);
        if (typed != open.choices[state_.choice].word || !is_whole()) complete(open);
        if (is_whole()) enter();
        return true;
      }
      case Key::Kind::escape:
        state_.compose.set("");
        return true;
      default:
        return false;
    }
  }

  void complete(const Palette& open) {
    std::string line = state_.compose.text().substr(0, open.word_begin);
    line += open.choices[state_.choice].word;
    state_.compose.set(std::move(line));
    state_.choice = 0;
    if (!is_whole() || palette_act_takes_more()) state_.compose.insert(" ");
  }

  // The act that is typed, and how many words follow its name.
  struct TypedAct {
    std::optional<OpenAct> act;
    std::size_t words{};
  };
  [[nodiscard]] TypedAct typed_act() const {
    const std::string& line = state_.compose.text();
    const std::size_t space = std::min(line.find(' '), line.size());
    TypedAct typed;
    for (const OpenAct& each : open_acts(state_.known.view)) {
      const std::string_view name = std::string_view(line).substr(1, space - 1);
      if (each.name == name || each.alias == name) typed.act = each;
    }
    for (std::size_t i = space; i + 1 < line.size(); ++i) {
      typed.words += line[i] == ' ' && line[i + 1] != ' ' ? 1 : 0;
    }
    return typed;
  }
  [[nodiscard]] bool is_whole() const {
    const TypedAct typed = typed_act();
    return typed.act && typed.words >= typed.act->words_needed;
  }
  [[nodiscard]] bool palette_act_takes_more() const {
    const TypedAct typed = typed_act();
    return typed.act && typed.words == 0 && !typed.act->rest.empty();
  }

  // Keys that mean the same wherever the cursor is.
  bool press_on_screen(const Key& key) {
    switch (key.kind) {
      case Key::Kind::page_up:
      case Key::Kind::page_down:
        page(key.kind == Key::Kind::page_up);
        return true;
      case Key::Kind::show_help:
        return toggle(Panel::help);
      case Key::Kind::show_places:
        return toggle(Panel::places);
      case Key::Kind::show_notes:
        return toggle(Panel::notes);
      case Key::Kind::show_items:
        return toggle(Panel::items);
      case Key::Kind::show_rules:
        return toggle(Panel::rules);
      case Key::Kind::show_desk:
        return toggle(state_.known.view.leads() ? Panel::desk : Panel::places);
      case Key::Kind::escape:
        state_.panel = Panel::none;
        state_.message.clear();
        std::erase_if(state_.sending, [](const Sending& each) { return !each.refused.empty(); });
        return true;
      case Key::Kind::interrupt:
        ask_to_leave();
        return true;
      case Key::Kind::enter:
        enter();
        return true;
      default:
        return false;
    }
  }
  // In the panel that is open, otherwise in the talk.
  void page(bool up) {
    constexpr std::size_t lines = 10;
    const bool in_panel = state_.panel != Panel::none;
    std::size_t& scrolled = in_panel ? state_.panel_scrolled : state_.scrolled;
    if (up != in_panel) {
      scrolled += lines;
    } else {
      scrolled -= std::min(scrolled, lines);
    }
  }
  bool toggle(Panel panel) {
    state_.panel_scrolled = 0;
    state_.panel = state_.panel == panel ? Panel::none : panel;
    return true;
  }

  void press_in_compose(const Key& key) {
    Compose& compose = state_.compose;
    switch (key.kind) {
      case Key::Kind::text:
        compose.insert(key.text);
        state_.choice = 0;
        return;
      case Key::Kind::new_line:
        return compose.insert("\n");
      case Key::Kind::backspace:
        state_.choice = 0;
        return compose.erase_before();
      case Key::Kind::erase:
        return compose.erase_after();
      case Key::Kind::clear:
        return compose.set("");
      case Key::Kind::left:
        return compose.left();
      case Key::Kind::right:
        return compose.right();
      case Key::Kind::home:
        return compose.home();
      case Key::Kind::end:
        return compose.end();
      case Key::Kind::up:
        ++state_.scrolled;
        return;
      case Key::Kind::down:
        state_.scrolled -= std::min<std::size_t>(state_.scrolled, 1);
        return;
      default:
        return;
    }
  }

  void enter() {
    const std::string line = state_.compose.text();
    const auto parsed = parse_typed(line, state_.known.view);
    if (!parsed) {
      state_.message = parsed.error();
      return;
    }
    state_.message.clear();
    if (const Acts* const acts = std::get_if<Acts>(&*parsed)) {
      state_.confirm = confirm_for(state_.known, line, *acts);
      if (state_.confirm) return;
      if (!state_.known.seated()) return;  // the text stays until somebody lets them in
      state_.compose.set("");
      return send(*acts, line);
    }
    state_.compose.set("");
    if (std::holds_alternative<Leave>(*parsed)) return ask_to_leave();
    if (std::holds_alternative<WhoSits>(*parsed)) state_.panel = Panel::places;
    if (std::holds_alternative<ListActs>(*parsed)) state_.compose.set("/");
    if (const auto* enclosed = std::get_if<Enclose>(&*parsed)) order_.enclose = enclosed->text;
  }

  void send(const Acts& acts, const std::string& line) {
    for (const Acts::One& one : acts.acts) {
      state_.sending.push_back({++state_.last_id, line, now_ms_, ""});
      order_.acts.push_back({state_.last_id, one.act, one.text, one.beside});
    }
    state_.scrolled = 0;
  }

  ScreenState& state_;
  std::int64_t now_ms_;
  Order order_;
};

// A preview never stands for what is no longer so: it is made again, with Back chosen.
void look_again(ScreenState& state) {
  if (!state.confirm || state.confirm->acts.acts.empty()) return;
  const auto parsed = parse_typed(state.confirm->line, state.known.view);
  const Acts* const acts = parsed ? std::get_if<Acts>(&*parsed) : nullptr;
  auto fresh =
      acts == nullptr ? std::nullopt : confirm_for(state.known, state.confirm->line, *acts);
  if (!fresh) {
    state.confirm.reset();
    return;
  }
  if (fresh->effects == state.confirm->effects && fresh->title == state.confirm->title) return;
  fresh->changed = true;
  fresh->reason = state.confirm->reason;
  state.confirm = std::move(fresh);
}

void look_around(ScreenState& state) {
  if (state.known.view.over() && !state.over) {
    state.over = say(state.known.view.language(), OnScreen::closed);
    state.confirm.reset();
  }
  look_again(state);
}

}  // namespace

Order press(ScreenState& state, const Key& key, std::int64_t now_ms) {
  return Keys(state, now_ms).press(key);
}

std::string draft_of(const ScreenState& state) {
  const std::string& text = state.compose.text();
  const bool bare_act = text.starts_with('/') && text.find(' ') == std::string::npos;
  return bare_act && !text.starts_with("//") ? std::string{} : text;
}

void take(ScreenState& state, const codec::SeenNotice& notice) {
  if (state.anew) return learn(*state.anew, notice);
  const std::size_t before = state.known.talk.size();
  learn(state.known, notice);
  // Who reads back keeps the lines where they are, as far as an entry is some lines.
  if (state.scrolled > 0 && state.known.talk.size() > before) state.scrolled += 3;
  look_around(state);
}

void take(ScreenState& state, const codec::SeenStatus& status, std::int64_t now_ms) {
  const bool begins_again = status.kind == "welcome" && status.resync;
  if (begins_again) state.anew.emplace(state.known.view.language());
  if (state.anew) learn(*state.anew, status, now_ms);
  if (!begins_again) learn(state.known, status, now_ms);
  if (!state.anew || status.kind != "page_end" || status.flag) return;
  state.known = *std::exchange(state.anew, std::nullopt);
  look_around(state);
}

void answered(ScreenState& state, std::uint64_t id, const Reply& reply) {
  const auto found = std::find_if(state.sending.begin(), state.sending.end(),
                                  [&](const Sending& each) { return each.id == id; });
  if (found == state.sending.end()) return;
  if (!reply) {
    state.sending.erase(found);
    state.message = say(state.known.view.language(), OnScreen::kept);
    return;
  }
  found->refused = state.known.view.refused(*reply);
  // The text is the person's own: it comes back to be kept, changed or wiped.
  if (state.compose.empty()) state.compose.set(found->text);
}

void connection_changed(ScreenState& state, bool connected) {
  state.message = connected && state.was_connected && !state.connected
                      ? say(state.known.view.language(), OnScreen::regained)
                      : std::string{};
  state.connected = connected;
  state.was_connected = state.was_connected || connected;
}

void connection_over(ScreenState& state, const std::string& why, unsigned close_code) {
  if (state.over) return;
  const Language language = state.known.view.language();
  state.connected = false;
  state.confirm.reset();
  switch (close_code) {
    case 4004:
      state.over = say(language, OnScreen::seat_gone);
      return;
    case 4005:
      state.over = say(language, OnScreen::removed, {state.known.view.reason(state.known.removed)});
      return;
    case 4006:
      state.over = say(language, OnScreen::other_device);
      return;
    case 4009:
      state.over = say(language, OnScreen::not_admitted);
      return;
    default:
      state.over = say(language, OnScreen::ended, {why});
  }
}

}  // namespace arena::cli
