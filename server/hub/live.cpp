// SPDX-License-Identifier: EUPL-1.2
#include "server/hub/live.hpp"

#include <algorithm>
#include <chrono>

#include "sessions/assert.hpp"
#include "sessions/keeping.hpp"

namespace arena::hub {

namespace {

constexpr std::size_t page_bytes_max = 48 * 1024;
constexpr auto probe_interval = std::chrono::seconds(1);

// The encoded part of a status never depends on the journal's position.
std::optional<SeatCode> code_of(const Conversation& conversation, SeatId seat) {
  const auto found = conversation.seat(seat);
  return found ? found->code : std::nullopt;
}

}  // namespace

bool LiveConnection::leads() const { return live.conversation().leads(seat); }

Live::Live(boost::asio::io_context& io, const Ports& ports, Post post, Conversation conversation,
           ConversationId id, std::vector<Record> records)
    : ports_(ports),
      post_(std::move(post)),
      conversation_(std::move(conversation)),
      id_(id),
      records_(std::move(records)),
      durable_(records_.size()),
      told_(records_.size()),
      chair_seen_(ports_.clock.now()),
      deadline_(io),
      absence_(io),
      probe_(io),
      slot_(io),
      screens_(io) {
  arm_timers();
}

// ---- decide, append ----------------------------------------------------------------------------

Result<std::vector<Event>> Live::act(const Command& command, Append beside, Settled settled) {
  if (frozen_ || purged_) return refuse(Reason::frozen);
  auto events = conversation_.decide(command);
  if (!events) return events;
  append(command, *events, std::move(beside), std::move(settled));
  return events;
}

std::optional<Result<void>> Live::beside_the_record(const Command& command) {
  if (const auto* say = std::get_if<SayCaseWorker>(&command.act)) {
    return case_workers_.say(conversation_, command.actor, *say);
  }
  if (!std::holds_alternative<ReadCaseWorkers>(command.act)) return std::nullopt;
  const auto answers = case_workers_.read(conversation_, command.actor);
  if (!answers) return tl::unexpected(answers.error());
  case_workers_due_ = records_.size();
  tell_case_workers();
  return Result<void>();
}

void Live::command(const std::shared_ptr<LiveConnection>& connection, Command command) {
  const auto known = conversation_.remembers(command.actor, command.id);
  if ((frozen_ || purged_) && !known) {
    connection->outbox->status(Refused{command.id, {Reason::frozen, std::nullopt, std::nullopt}});
    return;
  }
  Answer answer{{records_.size()}, connection, command.actor, command.id, std::nullopt};
  const auto before = conversation_.accepted_before(command);
  if (std::holds_alternative<RequestToken>(command.act)) {
    const auto may = conversation_.may_have_token(command);
    if (may) return request_token(connection, command);
    answer.refusal = may.error();
  } else if (const auto done = beside_the_record(command)) {
    if (!*done) answer.refusal = done->error();
  } else if (!before) {
    answer.refusal = before.error();
  } else if (*before) {
    answer.after = *known;
  } else {
    Append along;
    if (auto* open = std::get_if<OpenSlot>(&command.act)) along.opens_slot = drawn_for(*open);
    if (auto events = conversation_.decide(command)) {
      append(command, *std::move(events), std::move(along), {});
      answer.after = {records_.size()};
    } else {
      answer.refusal = events.error();
    }
  }
  const bool on_disk = answer.after.value <= durable_;
  if (waiting_.empty() && on_disk) return this->answer(answer);
  if (frozen_ && on_disk) return this->answer(answer);
  if (++connection->unanswered > Hub::undecided_max) {
    connection->outbox->close(CloseReason::overloaded);
    return detach(*connection, {});
  }
  waiting_.push_back(std::move(answer));
}

void Live::append(const Command& command, std::vector<Event> events, Append beside,
                  Settled settled) {
  beside.conversation = id_;
  for (Record& record : records_of(command, std::move(events))) {
    const auto erased = erased_with(conversation_, record.event, records_);
    beside.erase.insert(beside.erase.end(), erased.begin(), erased.end());
    if (const auto* opened = std::get_if<SlotOpened>(&record.event.body)) {
      beside.opens_slot->eligible = opened->eligible;
    }
    if (const auto* ended = std::get_if<SlotEnded>(&record.event.body)) {
      beside.ends_slot = ended->slot;
    }
    const auto salt = record.content ? std::optional(record.content->salt) : std::nullopt;
    if (ends_names(record.event)) {
      for (const auto& [seat, name] : names_) beside.forget.push_back(seat);
    }
    conversation_.apply(record.event, salt);
    records_.push_back(record);
    beside.records.push_back(std::move(record));
  }
  write(std::move(beside), std::move(settled));
  arm_timers();
}

void Live::write(Append append, Settled settled) {
  ++in_flight_;
  const EventNumber last{records_.size()};
  auto erase = append.erase;
  auto forget = append.forget;
  ports_.journal.append(
      std::move(append),
      [this, last, erase = std::move(erase), forget = std::move(forget),
       settled = std::move(settled)](const tl::expected<void, StorageError>& result) {
        const bool durable = result.has_value();
        post_([this, last, durable, erase, forget, settled] {
          --in_flight_;
          if (!durable) return failed(settled);
          committed(last, settled);
          for (const EventNumber number : erase) records_[number.value - 1].content.reset();
          for (const SeatId seat : forget) names_.erase(seat);
        });
      });
}

// ---- tell --------------------------------------------------------------------------------------

void Live::committed(EventNumber last, const Settled& settled) {
  // After a failure the memory has been thrown away: the fold from the journal tells.
  if (!frozen_) {
    durable_ = std::max<std::size_t>(durable_, last.value);
    tell();
    answer_waiting();
  }
  if (settled) settled(true);
  if (frozen_ && in_flight_ == 0) recover();
  if (in_flight_ == 0) {
    for (auto& idle : std::exchange(idle_, {})) idle();
  }
}

void Live::tell() {
  while (told_ < durable_) {
    tell_event(records_[told_]);
    ++told_;
  }
  read_again();
  tell_case_workers();
}

// They count who sits here, so they may not be told before that is.
void Live::tell_case_workers() {
  if (!case_workers_due_ || told_ < *case_workers_due_) return;
  case_workers_due_.reset();
  if (const auto& answers = case_workers_.read_before()) tell_chair(CaseWorkersRead{*answers});
}

void Live::tell_event(const Record& record) {
  std::vector<Encoded> cache;
  for (const auto& [seat, connection] : connections_) {
    if (!connection->caught_up || connection->examined != told_) continue;
    next_notice(*connection, cache);
  }
  part_with(record.event);
}

// Looks at the next event for a connection, and shows it if it may be seen.
void Live::next_notice(LiveConnection& connection, std::vector<Encoded>& cache) {
  const Record& record = records_[connection.examined++];
  const auto notice = conversation_.notice_for(connection.seat, record.event);
  if (!notice) return;
  connection.sequence.value++;
  connection.outbox->notice(connection.sequence, encoded(*notice, cache));
}

SharedNotice Live::encoded(const Notice& notice, std::vector<Encoded>& cache) const {
  for (const Encoded& made : cache) {
    if (made.notice == notice) return made.bytes;
  }
  cache.push_back({notice, ports_.encoder.encode(notice, words())});
  return cache.back().bytes;
}

Words Live::words() const {
  return {conversation_.script(),
          conversation_.title(),
          [this](EventNumber number) -> std::string_view {
            if (number == EventNumber{}) return {};  // no text at all
            const auto& content = records_[number.value - 1].content;
            return content ? std::string_view(content->text) : std::string_view();
          },
          [this](SeatId seat) -> std::string_view {
            const auto found = names_.find(seat);
            return found == names_.end() ? std::string_view() : std::string_view(found->second);
          },
          conversation_.archive_level(),
          conversation_.releaser(),
          conversation_.choices(),
          conversation_.learning_questions(),
          keep_until_};
}

// What an event means for the connections themselves.
void Live::part_with(const Event& event) {
  if (const auto* admitted = std::get_if<Admitted>(&event.body)) {
    const auto code = code_of(conversation_, admitted->seat);
    if (code) tell_chair(Presence{*code, connections_.contains(admitted->seat)});
    return;
  }
  if (std::holds_alternative<RoundOpened>(event.body)) return case_workers_.forget();
  const auto* removed = std::get_if<Removed>(&event.body);
  const auto* turned_away = std::get_if<TurnedAway>(&event.body);
  if (removed == nullptr && turned_away == nullptr) return;
  const auto gone = connection_of(removed != nullptr ? removed->seat : turned_away->seat);
  if (!gone) return;
  const auto& content = records_[event.number.value - 1].content;
  if (removed != nullptr) {
    gone->outbox->status(RemovedStatus{content ? content->text : std::string()});
  }
  gone->outbox->close(removed != nullptr ? CloseReason::removed : CloseReason::turned_away);
  gone->attached = false;
  connections_.erase(gone->seat);
  look_for_chair();
}

void Live::answer_waiting() {
  while (!waiting_.empty() && waiting_.front().after.value <= durable_) {
    const Answer next = std::move(waiting_.front());
    waiting_.pop_front();
    if (const auto connection = next.to.lock()) --connection->unanswered;
    answer(next);
  }
}

void Live::answer(const Answer& answer) {
  const auto connection = answer.to.lock();
  if (!connection || !connection->attached) return;
  if (answer.refusal) {
    connection->outbox->status(Refused{answer.id, *answer.refusal});
  } else {
    connection->outbox->status(Accepted{answer.id});
  }
}

void Live::tell_all(const Status& status) {
  for (const auto& [seat, connection] : connections_) connection->outbox->status(status);
}

void Live::tell_chair(const Status& status) {
  for (const auto& [seat, connection] : connections_) {
    if (connection->caught_up && connection->leads()) connection->outbox->status(status);
  }
}

// ---- when the record cannot be written ---------------------------------------------------------

void Live::failed(const Settled& settled) {
  if (!frozen_) {
    frozen_ = true;
    deadline_.cancel();
    absence_.cancel();
    slot_.cancel();
    tell_all(FrozenStatus{true});
  }
  if (settled) settled(false);
  if (in_flight_ == 0) {
    recover();
    for (auto& idle : std::exchange(idle_, {})) idle();
  }
}

// The memory ran ahead of a disk that did not follow. The journal says what is true.
void Live::recover() {
  ports_.journal.probe([this](const tl::expected<void, StorageError>& probed) {
    const bool writable = probed.has_value();
    post_([this, writable] {
      if (!writable) return probe_later();
      ports_.journal.load(id_, [this](tl::expected<std::vector<Record>, StorageError> loaded) {
        if (!loaded) return post_([this] { probe_later(); });
        post_([this, history = *std::move(loaded)]() mutable { thaw(std::move(history)); });
      });
    });
  });
}

void Live::probe_later() {
  probe_.expires_after(probe_interval);
  probe_.async_wait([this](boost::system::error_code ec) {
    if (!ec) recover();
  });
}

void Live::thaw(std::vector<Record> history) {
  auto folded = Conversation::replay(conversation_.script(), ports_.commitment, history);
  // What was acknowledged is on disk: a shorter journal than what was told is not ours.
  if (!folded || history.size() < durable_) return probe_later();
  const std::size_t acknowledged = durable_;
  conversation_ = *std::move(folded);
  records_ = std::move(history);
  durable_ = records_.size();
  case_workers_due_.reset();  // the chair is refused below, and asks again
  for (Answer& answer : waiting_) {
    // A refusal that rested on memory that is gone is as untrue as an acceptance.
    const bool on_lost_memory = answer.after.value > acknowledged;
    answer.after = {durable_};
    if (answer.refusal ? on_lost_memory : !conversation_.remembers(answer.seat, answer.id)) {
      answer.refusal = Rejection{Reason::frozen, std::nullopt, std::nullopt};
    }
  }
  frozen_ = false;
  // A removal that never reached the disk may have kept notices from somebody.
  for (const auto& [seat, connection] : connections_) {
    if (!connection->caught_up) continue;
    std::vector<Encoded> cache;
    place(*connection, connection->sequence);
    while (connection->examined < told_) next_notice(*connection, cache);
  }
  tell();
  answer_waiting();
  tell_all(FrozenStatus{false});
  read_again();
  look_for_chair();
  arm_timers();
}

// ---- connections -------------------------------------------------------------------------------

std::shared_ptr<LiveConnection> Live::connection_of(SeatId seat) const {
  const auto found = connections_.find(seat);
  return found == connections_.end() ? nullptr : found->second;
}

void Live::attach(const std::shared_ptr<LiveConnection>& connection, ViewerSequence last_seen) {
  if (const auto older = connection_of(connection->seat)) {
    older->attached = false;
    forget_answers(*older);
    older->outbox->close(CloseReason::superseded);
  }
  look_back();
  connections_[connection->seat] = connection;
  if (connection->leads()) look_for_chair();

  place(*connection, last_seen);
  bool resync = connection->sequence < last_seen;
  resync |= last_seen != ViewerSequence{} && reads_again_.contains(connection->seat) &&
            !conversation_.away(connection->seat);
  if (resync) place(*connection, {});

  const bool has_seat = seat_is_told(connection->seat);
  connection->outbox->status(Welcome{ports_.clock.now(), has_seat, resync});
  if (!has_seat) {
    // In the lobby there is nothing to read; admission arrives by itself.
    connection->examined = told_;
    connection->caught_up = true;
  }
  if (frozen_) connection->outbox->status(FrozenStatus{true});
  if (has_seat) {
    tell_chair(Presence{*code_of(conversation_, connection->seat), true});
  }
}

// Puts a connection right after the notice numbered `last_seen`, or after the last there is.
void Live::place(LiveConnection& connection, ViewerSequence last_seen) const {
  connection.examined = 0;
  connection.sequence = {};
  while (connection.examined < told_ && connection.sequence < last_seen) {
    const Record& record = records_[connection.examined++];
    if (conversation_.notice_for(connection.seat, record.event)) ++connection.sequence.value;
  }
}

// Nobody is there any more to be answered: a repeat on the next connection asks again.
void Live::forget_answers(const LiveConnection& connection) {
  std::erase_if(waiting_,
                [&](const Answer& answer) { return answer.to.lock().get() == &connection; });
}

// Whether people have been told that this seat is taken.
bool Live::seat_is_told(SeatId seat) const {
  const auto found = conversation_.seat(seat);
  return found && found->standing == Conversation::Standing::seated &&
         found->admitted.value <= told_;
}

void Live::detach(LiveConnection& connection, Span silent) {
  if (!connection.attached) return;
  connection.attached = false;
  forget_answers(connection);
  connections_.erase(connection.seat);
  if (connection.leads()) {
    chair_seen_ = std::max(chair_seen_, ports_.clock.now() + (Span{} - silent));
    look_for_chair();
  }
  if (seat_is_told(connection.seat)) {
    tell_chair(Presence{*code_of(conversation_, connection.seat), false});
  }
}

void Live::page(LiveConnection& connection) {
  if (!connection.attached) return;
  if (connection.caught_up) return connection.outbox->status(PageEnd{false});
  // It begins from the beginning: what is gone by now it is not told.
  if (connection.examined == 0) reads_again_.erase(connection.seat);
  std::size_t shown = 0;
  std::size_t bytes = 0;
  while (connection.examined < told_ && shown < Hub::page_notices_max && bytes < page_bytes_max) {
    const Record& record = records_[connection.examined++];
    const auto notice = conversation_.notice_for(connection.seat, record.event);
    if (!notice) continue;
    std::vector<Encoded> cache;
    const SharedNotice made = encoded(*notice, cache);
    connection.sequence.value++;
    connection.outbox->notice(connection.sequence, made);
    bytes += made->size();
    ++shown;
  }
  connection.caught_up = connection.examined == told_;
  connection.outbox->status(PageEnd{!connection.caught_up});
  if (!connection.caught_up) return;
  if (connection.leads()) tell_presence_to(connection);
  read_again();
}

void Live::tell_presence_to(LiveConnection& chair) {
  const auto& answers = case_workers_.read_before();
  if (answers && !case_workers_due_) {
    chair.outbox->status(CaseWorkersRead{*answers});
  }
  for (std::uint32_t i = 1; i <= conversation_.seats_size(); ++i) {
    if (!seat_is_told(SeatId{i})) continue;
    chair.outbox->status(
        Presence{*code_of(conversation_, SeatId{i}), connections_.contains(SeatId{i})});
  }
}

// ---- time --------------------------------------------------------------------------------------

void Live::arm_timers() {
  arm_deadline();
  arm_absence();
  arm_slot();
}

void Live::arm_deadline() {
  const auto deadline = conversation_.deadline();
  if (!deadline || frozen_) return;
  const Span left = *deadline - ports_.clock.now();
  deadline_.expires_after(std::chrono::milliseconds(std::max<std::int64_t>(left.value, 0)));
  deadline_.async_wait([this](boost::system::error_code ec) {
    if (ec || frozen_) return;
    Command tick;
    tick.at = ports_.clock.now();
    tick.act = Tick{};
    auto events = conversation_.decide(tick);
    if (events) return append(tick, *std::move(events), Append{}, {});
    arm_deadline();  // early, or the deadline has moved
  });
}

void Live::look_for_chair() {
  chair_here_ = std::any_of(connections_.begin(), connections_.end(),
                            [](const auto& entry) { return entry.second->leads(); });
  arm_absence();
}

// Nobody guards the form: after a while the round stands still until somebody who leads is back.
// Once armed it goes by the time that passes, whatever happens to the wall clock.
void Live::arm_absence() {
  absence_.cancel();
  if (chair_here_ || frozen_) return;
  const Span left = chair_seen_ + Hub::chair_absence_max - ports_.clock.now();
  absence_.expires_after(std::chrono::milliseconds(
      std::clamp<std::int64_t>(left.value, 0, Hub::chair_absence_max.value)));
  absence_.async_wait([this](boost::system::error_code ec) {
    if (ec || chair_here_ || frozen_) return;
    Command gone;
    gone.at = ports_.clock.now();
    gone.act = ChairGone{};
    auto events = conversation_.decide(gone);  // refused where no clock runs
    if (events) append(gone, *std::move(events), Append{}, {});
  });
}

void Live::when_idle(std::function<void()> idle) {
  if (in_flight_ == 0) return idle();
  idle_.push_back(std::move(idle));
}

}  // namespace arena::hub
