// SPDX-License-Identifier: EUPL-1.2
// The full screen of `arena join`, without a terminal: keys and notices go in, acts to send and a
// drawn canvas come out. Pure but for what it is handed, so that a test reads it as text.
//
// It holds no rule. What it shows as open comes from the script the server sent; the server's
// refusal is the law and gives the text back. Acts that move people, end something or turn
// somebody away are shown first and done only after a second choice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/compose.hpp"
#include "clients/cli/join_acts.hpp"
#include "clients/cli/known.hpp"
#include "clients/cli/person.hpp"
#include "clients/cli/screen_words.hpp"
#include "clients/cli/terminal_text.hpp"

namespace arena::cli {

struct Key {
  enum class Kind {
    text,  // typed or pasted, in `text`
    enter,
    new_line,
    backspace,
    erase,
    clear,  // Ctrl+U
    left,
    right,
    up,
    down,
    home,
    end,
    page_up,
    page_down,
    tab,
    escape,
    show_help,
    show_places,
    show_notes,
    show_desk,
    show_items,
    show_rules,
    interrupt,  // Ctrl+C
  } kind{};
  std::string text;
};

// What was sent and is not yet kept.
struct Sending {
  std::uint64_t id{};
  std::string text;  // as it was typed
  std::int64_t since_ms{};
  std::string refused;  // the sentence, once it was
};

// A second choice before something that cannot be taken back lightly. The safe one comes first.
struct Confirm {
  enum class Chosen { back, reason, act };
  std::string line;  // as it was typed: the preview is made again when something changes
  std::string title, button;
  std::vector<std::string> effects;
  std::optional<Compose> reason;  // filled with the usual one; absent: the act has none
  std::string reason_label;       // who will read it
  Acts acts;                      // empty: to leave
  Chosen chosen = Chosen::back;
  bool changed{};
};

enum class Panel { none, help, places, notes, desk, items, rules };

struct ScreenState {
  explicit ScreenState(Language language) : known(language) {}

  Known known;
  std::optional<Known> anew;  // being read again from the beginning, out of sight until complete
  Compose compose;
  std::vector<Sending> sending;
  std::optional<Confirm> confirm;
  Panel panel = Panel::none;
  std::size_t choice{};          // in the palette
  std::size_t scrolled{};        // lines up from the newest
  std::size_t panel_scrolled{};  // lines down in the panel that is open
  std::string message;           // what the last key or answer came to
  bool connected{}, was_connected{};
  std::optional<std::string> over;  // a sentence; nothing follows
  std::uint64_t last_id{};
  bool ascii{};
  int utc_offset_minutes{};
};

// What a key asks of whoever holds the connection.
struct Order {
  struct One {
    std::uint64_t id{};
    ActBody act;
    std::string text;
    std::uint16_t beside{};  // as in Acts
  };
  std::vector<One> acts;               // to send; the answer goes to answered()
  std::optional<std::string> enclose;  // into the envelope of the slot that is open
  bool leave{};
};
[[nodiscard]] Order press(ScreenState& state, const Key& key, std::int64_t now_ms);

// What is worth keeping of the field when the screen closes: not the beginning of an act.
[[nodiscard]] std::string draft_of(const ScreenState& state);

void take(ScreenState& state, const codec::SeenNotice& notice);
void take(ScreenState& state, const codec::SeenStatus& status, std::int64_t now_ms);
void answered(ScreenState& state, std::uint64_t id, const Reply& reply);
void connection_changed(ScreenState& state, bool connected);
// The connection ended for good: `close_code` as documented, 0 if there is none.
void connection_over(ScreenState& state, const std::string& why, unsigned close_code);

[[nodiscard]] Canvas draw(const ScreenState& state, Size size, std::int64_t now_ms);

// What completes the word that is being typed after `/`; none if there is nothing to choose.
struct Choice {
  std::string word, what;
  std::string rest{};  // of an act: what follows its name
};
struct Palette {
  std::vector<Choice> choices;
  std::size_t word_begin{};  // of the word they complete, in the compose field
  bool of_acts{};            // the word is the name of an act
};
[[nodiscard]] Palette palette(const ScreenState& state);

// The preview of what was typed, if it is one of the acts that need a second choice.
[[nodiscard]] std::optional<Confirm> confirm_for(const Known& known, const std::string& line,
                                                 const Acts& acts);

}  // namespace arena::cli
