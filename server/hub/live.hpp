// SPDX-License-Identifier: EUPL-1.2
// One running conversation: its value, the records it has and has not yet got on disk, the
// people connected to it. Internal to the hub.
//
// `conversation` runs ahead of the disk; `durable` says how far the journal has got. Nobody is
// told anything, not even a refusal, that rests on events beyond `durable`.
//
// Home: the I/O thread.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/hub/hub.hpp"
#include "server/hub/ports.hpp"
#include "sessions/conversation.hpp"

namespace arena::hub {

class Live;

// A seat's connection. `examined` events have been looked at for it, `sequence` of them shown.
class LiveConnection final : public Connection {
 public:
  LiveConnection(Live& of, SeatId at, std::shared_ptr<Outbox> to)
      : live(of), seat(at), outbox(std::move(to)) {}
  [[nodiscard]] bool leads() const override;

  Live& live;
  SeatId seat;
  std::shared_ptr<Outbox> outbox;
  std::size_t examined{};
  ViewerSequence sequence;
  bool caught_up{};          // notices arrive by themselves
  std::size_t unanswered{};  // answers that wait for the disk
  bool attached = true;
};

class Live {
 public:
  using Ports = Hub::Ports;
  // Told when a decision is durable, or given up (false).
  using Settled = std::function<void(bool durable)>;
  // How the hub posts to its own thread.
  using Post = std::function<void(std::function<void()>)>;

  Live(boost::asio::io_context& io, const Ports& ports, Post post, Conversation conversation,
       ConversationId id, std::vector<Record> records);

  [[nodiscard]] const Conversation& conversation() const noexcept { return conversation_; }
  [[nodiscard]] bool frozen() const noexcept { return frozen_; }
  // Whether everything decided so far is on disk and told.
  [[nodiscard]] bool settled() const noexcept { return !frozen_ && told_ == records_.size(); }
  [[nodiscard]] bool overloaded() const noexcept { return in_flight_ >= Hub::undecided_max; }
  [[nodiscard]] std::size_t in_flight() const noexcept { return in_flight_; }
  void name(SeatId seat, std::string name) { names_[seat] = std::move(name); }
  void keep_until(Instant until) { keep_until_ = until; }
  [[nodiscard]] const std::map<SeatId, std::string>& names() const noexcept { return names_; }

  // Decides and appends an act of the shell, with what else must be written with it.
  // A refusal is returned at once; otherwise `settled` follows.
  [[nodiscard]] Result<std::vector<Event>> act(const Command& command, Append beside,
                                               Settled settled);
  // A person's command: the answer goes to the connection, in order, when it is durable.
  void command(const std::shared_ptr<LiveConnection>& connection, Command command);

  // Words and names of who had this code cease to exist (live_erase.cpp): of one turn, or all.
  void erase(SeatCode code, std::optional<Turn> only, const Withdrawn& done);
  // All of it; whoever is connected is closed. False: not now.
  void purge(const std::function<void(bool)>& done);

  void attach(const std::shared_ptr<LiveConnection>& connection, ViewerSequence last_seen);
  // `silent`: for how long nothing has been heard from it.
  void detach(LiveConnection& connection, Span silent);
  void page(LiveConnection& connection);
  [[nodiscard]] std::shared_ptr<LiveConnection> connection_of(SeatId seat) const;
  void tell_all(const Status& status);
  // When every append under way is answered.
  void when_idle(std::function<void()> idle);

 private:
  struct Answer {
    EventNumber after;  // told once this event is durable
    std::weak_ptr<LiveConnection> to;
    SeatId seat;
    CommandId id;
    std::optional<Rejection> refusal;
  };
  struct Encoded {
    Notice notice;
    SharedNotice bytes;
  };

  // What becomes of an act that never is part of the record; nothing: it is none of those.
  [[nodiscard]] std::optional<Result<void>> beside_the_record(const Command& command);
  void append(const Command& command, std::vector<Event> events, Append beside, Settled settled);
  void write(Append append, Settled settled);
  void after_the_log_is_empty(std::function<void()> then);
  struct Gone {
    std::vector<EventNumber> words;
    std::vector<SeatId> names;
  };
  [[nodiscard]] std::set<SeatId> told_of(const Gone& gone) const;
  void look_back();
  void take_from_screens(Gone gone);
  void read_again();
  // A detached slot: live_slot.cpp.
  void request_token(const std::shared_ptr<LiveConnection>& connection, const Command& command);
  [[nodiscard]] std::optional<SlotOpening> drawn_for(OpenSlot& open);
  void close_slot();
  void publish(const SlotId& slot, SlotOutcome outcome);
  void committed(EventNumber last, const Settled& settled);
  void failed(const Settled& settled);
  void recover();
  void probe_later();
  void thaw(std::vector<Record> history);
  void tell();
  void tell_event(const Record& record);
  void place(LiveConnection& connection, ViewerSequence last_seen) const;
  void answer_waiting();
  void answer(const Answer& answer);
  void forget_answers(const LiveConnection& connection);
  [[nodiscard]] bool seat_is_told(SeatId seat) const;
  void part_with(const Event& event);
  void tell_chair(const Status& status);
  void tell_case_workers();
  void tell_presence_to(LiveConnection& chair);
  void look_for_chair();
  void arm_timers();
  void arm_deadline();
  void arm_absence();
  void arm_slot();
  void next_notice(LiveConnection& connection, std::vector<Encoded>& cache);
  [[nodiscard]] Words words() const;
  [[nodiscard]] SharedNotice encoded(const Notice& notice, std::vector<Encoded>& cache) const;

  Ports ports_;
  Post post_;
  Conversation conversation_;
  ConversationId id_;
  std::vector<Record> records_;  // event n stands at n - 1; may run ahead of the disk
  std::size_t durable_{};        // so many of them are on disk
  std::size_t told_{};           // so many have been told to all who are caught up
  std::size_t in_flight_{};      // appends under way
  bool frozen_{};
  bool purged_{};  // or about to be: nothing is added any more
  std::deque<Answer> waiting_;
  std::map<SeatId, std::shared_ptr<LiveConnection>> connections_;
  std::map<SeatId, std::string> names_;
  std::optional<Instant> keep_until_;
  std::set<SeatId> reads_again_;  // words they were told are gone: once here, and not away
  Gone gone_;                     // not looked for on screens yet
  bool taking_{};                 // words from screens, less than a moment ago
  bool looked_back_{};            // at what was gone when the server started
  std::vector<std::function<void()>> idle_;
  CaseWorkers case_workers_;
  // What was read of them is told to the chair once so many events are.
  std::optional<std::size_t> case_workers_due_;
  bool chair_here_{};   // a seat that leads is connected
  Instant chair_seen_;  // otherwise: when one last was, or when the server started
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer absence_;
  boost::asio::steady_timer probe_;
  boost::asio::steady_timer slot_;
  boost::asio::steady_timer screens_;
  bool closing_slot_{};  // its envelopes are being read
};

}  // namespace arena::hub
