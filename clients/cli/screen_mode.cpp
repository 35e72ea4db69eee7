// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/screen_mode.hpp"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "clients/cli/command.hpp"
#include "clients/cli/curses.hpp"
#include "clients/cli/person.hpp"
#include "clients/cli/screen.hpp"
#include "clients/cli/slot_writer.hpp"

namespace arena::cli {
namespace {

using boost::system::error_code;

class ScreenMode {
 public:
  ScreenMode(const ScreenSeat& seat, const SeatStore& store)
      : link_(seat.link.secret),
        store_(store),
        state_(seat.language),
        signals_(io_, SIGINT, SIGTERM, SIGHUP),
        resizes_(io_, SIGWINCH),
        keyboard_(io_, dup(STDIN_FILENO)),
        second_(io_),
        person_(
            io_, [server = seat.link.server]() -> std::optional<net::Url> { return server; },
            seat.seat.secret, hooks()),
        writer_(
            io_, [server = seat.link.server]() -> std::optional<net::Url> { return server; },
            [this](ActBody act) { person_.send(std::move(act), {}, {}); },
            [this](SlotWriter::Fate fate) { state_.message = slot_fate(language(), fate); }) {
    state_.ascii = seat.ascii || !curses_.utf8();
    state_.utc_offset_minutes = utc_offset_minutes();
    state_.compose.set(store_.draft(link_));
    kept_draft_ = state_.compose.text();
    wait_for_keys();
    wait_for_signal();
    wait_for_resize();
    every_second();
  }

  void run() {
    show();
    while (!done_) {
      if (io_.run_one() == 0) break;
      // All that is ready now is drawn once.
      while (!done_ && io_.poll_one() > 0) {
      }
      show();
    }
    keep_draft();
    person_.leave();
    io_.restart();
    io_.run_for(std::chrono::milliseconds(200));  // a courtesy: the close reaches the server
  }
  [[nodiscard]] const std::optional<std::string>& over() const noexcept { return state_.over; }
  [[nodiscard]] unsigned close_code() const noexcept { return person_.close_code(); }

 private:
  Person::Hooks hooks() {
    Person::Hooks hooks;
    hooks.notice = [this](const codec::SeenNotice& notice) {
      take(state_, notice);
      writer_.take(notice);
    };
    hooks.status = [this](const codec::SeenStatus& status) {
      take(state_, status, clock_now_ms());
      writer_.take(status);
    };
    hooks.line = [this](bool connected) { connection_changed(state_, connected); };
    hooks.over = [this](const std::string& why) {
      connection_over(state_, why, person_.close_code());
    };
    return hooks;
  }

  void show() { curses_.show(draw(state_, curses_.size(), clock_now_ms())); }

  void pressed(const Key& key) {
    Order order = press(state_, key, clock_now_ms());
    for (Order::One& one : order.acts) {
      person_.send(
          std::move(one.act), std::move(one.text),
          [this, id = one.id](const Reply& reply) { answered(state_, id, reply); }, one.beside);
    }
    if (order.enclose) enclose(*order.enclose);
    done_ = done_ || order.leave;
  }

  [[nodiscard]] Language language() const { return state_.known.view.language(); }

  void enclose(const std::string& text) {
    const Say what = !writer_.write(text) ? Say::slot_not_here
                     : text.empty()       ? Say::slot_empty
                                          : Say::slot_ready;
    state_.message = say(language(), what);
  }

  void wait_for_keys() {
    keyboard_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                         [this](const error_code& ec) {
                           if (ec) return;
                           const std::vector<Key> keys = curses_.keys();
                           // Readable without a key: the terminal is gone.
                           idle_reads_ = keys.empty() ? idle_reads_ + 1 : 0;
                           if (idle_reads_ > 100) done_ = true;
                           for (const Key& key : keys) pressed(key);
                           wait_for_keys();
                         });
  }

  void wait_for_signal() {
    signals_.async_wait([this](const error_code& ec, int signal) {
      if (ec) return;
      if (signal != SIGINT) {
        done_ = true;
        return;
      }
      pressed({Key::Kind::interrupt, {}});
      wait_for_signal();
    });
  }

  void wait_for_resize() {
    resizes_.async_wait([this](const error_code& ec, int) {
      if (ec) return;
      curses_.resize();
      wait_for_resize();
    });
  }

  // The time left goes on, and what is being written is kept.
  void every_second() {
    keep_draft();
    second_.expires_after(std::chrono::seconds(1));
    second_.async_wait([this](const error_code& ec) {
      if (!ec) every_second();
    });
  }

  void keep_draft() {
    std::string draft = draft_of(state_);
    if (draft != kept_draft_ && store_.keep_draft(link_, draft)) kept_draft_ = std::move(draft);
  }

  hub::Secret link_;
  const SeatStore& store_;
  ScreenState state_;
  std::string kept_draft_;
  bool done_{};
  int idle_reads_{};
  boost::asio::io_context io_{1};
  // Before ncurses, which would otherwise catch these signals itself.
  boost::asio::signal_set signals_, resizes_;
  boost::asio::posix::stream_descriptor keyboard_;
  boost::asio::steady_timer second_;
  Curses curses_;
  Person person_;
  SlotWriter writer_;
};

}  // namespace

int run_screen(const ScreenSeat& seat, const SeatStore& store) {
  std::optional<std::string> over;
  {
    ScreenMode mode(seat, store);
    mode.run();
    constexpr unsigned not_valid = 4004;  // a seat that is gone is of no use next time
    if (mode.close_code() == not_valid) store.forget(seat.link.secret);
    if (mode.close_code() != 0) over = mode.over();
  }
  if (over) throw Stop(said_no, *over);
  return fine;
}

}  // namespace arena::cli
