// SPDX-License-Identifier: EUPL-1.2
// `arena join`: takes part from a terminal (the full screen is in screen_mode.cpp), or line by line
// from a script on standard input.
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "clients/cli/command.hpp"
#include "clients/cli/join_acts.hpp"
#include "clients/cli/join_view.hpp"
#include "clients/cli/line_input.hpp"
#include "clients/cli/person.hpp"
#include "clients/cli/screen_mode.hpp"
#include "clients/cli/seat_store.hpp"
#include "clients/cli/slot_writer.hpp"

namespace arena::cli {
namespace {

struct Options {
  std::string link;
  std::string name;
  std::string language = "nl";
  bool new_seat{}, lines{}, ascii{};
};

class LineMode {
 public:
  LineMode(Terminal& terminal, const Link& link, const Seat& seat, Language language)
      : terminal_(terminal),
        view_(language),
        interactive_(isatty(terminal.in) != 0),
        person_(
            io_, [server = link.server]() -> std::optional<net::Url> { return server; },
            seat.secret, hooks()),
        writer_(
            io_, [server = link.server]() -> std::optional<net::Url> { return server; },
            [this](ActBody act) { person_.send(std::move(act), {}, {}); },
            [this](SlotWriter::Fate fate) { print({slot_fate(view_.language(), fate)}); }),
        input_(
            io_, terminal.in, [this](std::string line) { typed(std::move(line)); },
            [this] { ended(); }) {}

  // Returns the exit code; throws Stop if the server ended it.
  int run() {
    while (!done_) {
      if (io_.run_one() == 0) break;
    }
    person_.leave();
    io_.restart();
    io_.run_for(std::chrono::milliseconds(200));  // a courtesy: the close reaches the server
    if (why_over_) throw Stop(said_no, "It ended: " + *why_over_);
    return !interactive_ && refused_ ? said_no : fine;
  }
  [[nodiscard]] unsigned close_code() const noexcept { return person_.close_code(); }

 private:
  Person::Hooks hooks() {
    Person::Hooks hooks;
    hooks.notice = [this](const codec::SeenNotice& notice) {
      const auto lines = view_.take(notice);
      read_ = notice.sequence;
      if (read_ > told_) print(lines);
      told_ = std::max(told_, read_);
      writer_.take(notice);
      if (view_.over()) done_ = true;
      opened_.insert(view_.room().round);
      go_on();
    };
    hooks.status = [this](const codec::SeenStatus& status) {
      if (status.kind == "welcome" && status.resync) begin_again();
      const auto lines = view_.take(status);
      if (is_news(status)) print(lines);
      writer_.take(status);
      go_on();
    };
    hooks.line = [this](bool connected) {
      if (!connected) print({say(view_.language(), Say::lost)});
      if (connected && lost_) print({say(view_.language(), Say::regained)});
      lost_ = !connected;
      if (connected) told_ = read_;
      was_connected_ = was_connected_ || connected;
    };
    hooks.over = [this](const std::string& why) {
      if (!done_) why_over_ = why;
      done_ = true;
    };
    return hooks;
  }

  // Who is connected is told anew to the chair whenever all is read again.
  bool is_news(const codec::SeenStatus& status) {
    if (status.kind != "presence") return true;
    const auto [known, is_new] = connected_.try_emplace(status.code, status.flag);
    return is_new || std::exchange(known->second, status.flag) != status.flag;
  }

  // What was printed stays on the terminal, and is not printed a second time.
  void begin_again() {
    if (told_ == 0) return;
    view_ = JoinView(view_.language());
    print({say(view_.language(), Say::words_gone)});
  }

  void print(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) terminal_.out << line << "\n";
    terminal_.out.flush();
  }

  void typed(std::string line) {
    lines_.push_back(std::move(line));
    go_on();
  }
  void ended() {
    ended_ = true;
    go_on();
  }

  // One line at a time: the next when what was sent is answered and what is waited for is here.
  void go_on() {
    while (!done_ && may_take_line()) {
      const std::string line = std::move(lines_.front());
      lines_.pop_front();
      act_on(line);
    }
    if (ended_ && lines_.empty() && under_way_ == 0 && !waiting_for_ && was_connected_) {
      done_ = true;
    }
  }

  bool may_take_line() {
    if (person_.reads_again()) return false;  // the view is of long ago
    if (waiting_for_ && has_come(*waiting_for_)) waiting_for_.reset();
    if (lines_.empty() || under_way_ > 0 || waiting_for_) return false;
    return person_.seated() || lines_.front() == "/weg" || lines_.front() == "/leave";
  }

  bool has_come(const WaitFor& wanted) const {
    return wanted.round != 0 && opened_.contains(wanted.round);
  }

  void act_on(const std::string& line) {
    auto parsed = parse_typed(line, view_);
    if (!parsed) {
      print({parsed.error()});
      refused_ = true;
      return;
    }
    std::visit(*this, *parsed);
  }

  void answered(const Reply& refusal) {
    --under_way_;
    refused_ = refused_ || refusal.has_value();
    print({refusal ? view_.refused(*refusal) : say(view_.language(), Say::kept)});
    go_on();
  }

 public:  // for std::visit
  void operator()(Acts& acts) {
    for (Acts::One& one : acts.acts) {
      ++under_way_;
      print({say(view_.language(), Say::sending)});
      person_.send(
          std::move(one.act), std::move(one.text),
          [this](const Reply& refusal) { answered(refusal); }, one.beside);
    }
  }
  void operator()(const ListActs&) { print(acts_open_to(view_)); }
  void operator()(const WhoSits&) { print(view_.who_sits_where()); }
  void operator()(const Leave&) { done_ = true; }
  void operator()(const WaitFor& wanted) { waiting_for_ = wanted; }
  void operator()(const Enclose& enclosed) {
    const bool empty = enclosed.text.empty();
    if (!writer_.write(enclosed.text)) {
      refused_ = true;
      return print({say(view_.language(), Say::slot_not_here)});
    }
    print({say(view_.language(), empty ? Say::slot_empty : Say::slot_ready)});
  }
  void operator()(const Nothing&) {}

 private:
  Terminal& terminal_;
  boost::asio::io_context io_{1};
  JoinView view_;
  bool interactive_;
  std::deque<std::string> lines_;
  std::optional<WaitFor> waiting_for_;
  std::set<std::uint16_t> opened_;  // rounds that were open at some time since
  std::optional<std::string> why_over_;
  std::size_t under_way_{};
  bool ended_{}, was_connected_{}, lost_{}, refused_{}, done_{};
  std::uint64_t read_{};                   // the last notice that was read
  std::uint64_t told_{};                   // the last notice that was printed
  std::map<std::string, bool> connected_;  // the chair: by code
  Person person_;
  SlotWriter writer_;
  LineInput input_;
};

int run_join(const Options& options, Terminal& terminal) {
  const auto link = parse_link(options.link);
  if (!link) {
    throw Stop(misused,
               "This is no link to a conversation; it looks like "
               "http://host:port/#0123… with 32 digits, copy all of it.");
  }
  const SeatStore store;
  auto seat = options.new_seat ? std::nullopt : store.find(link->secret);
  if (!seat) {
    seat = take_seat(*link, options.name);
    store.keep(*link, *seat);
  }
  const Language language = options.language == "en" ? Language::en : Language::nl;
  if (!options.lines && terminal.out_is_terminal && isatty(terminal.in) != 0) {
    return run_screen({*link, *seat, language, options.ascii}, store);
  }
  LineMode lines(terminal, *link, *seat, language);
  try {
    return lines.run();
  } catch (const Stop&) {
    constexpr unsigned not_valid = 4004;  // a seat that is gone is of no use next time
    if (lines.close_code() == not_valid) store.forget(link->secret);
    throw;
  }
}

}  // namespace

void add_join(CLI::App& arena, Terminal& terminal) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = arena.add_subcommand(
      "join", "Take part from a terminal: what you type is spoken, / shows what you can do");
  command->add_option("LINK", options->link, "The link you were given")->required();
  command->add_option("--name", options->name, "Your name, for the facilitator");
  command->add_option("--lang", options->language, "nl or en")
      ->capture_default_str()
      ->check(CLI::IsMember({"nl", "en"}));
  command->add_flag("--new", options->new_seat,
                    "Take another seat, even if this link gave you one before");
  command->add_flag("--lines", options->lines,
                    "Line by line instead of the full screen: for screen readers and scripts");
  command->add_flag("--ascii", options->ascii, "Draw with plain characters only");
  command->footer(
      "On a terminal it fills the screen; F1 shows the keys. Scripts and pipes get lines.\n"
      "From a script, lines are acts one by one; `/wacht RONDE` waits for a round, and\n"
      "the end of input leaves after everything was answered (exit 1 if any was refused).");
  command->callback([options, &terminal] { terminal.code = run_join(*options, terminal); });
}

}  // namespace arena::cli
