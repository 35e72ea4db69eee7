// SPDX-License-Identifier: EUPL-1.2
#include "server/hub/hub.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cstring>
#include <map>
#include <memory>
#include <utility>

#include "server/hub/live.hpp"

namespace arena::hub {

class Hub::Implementation {
 public:
  Implementation(boost::asio::io_context& io, Ports ports, Directory directory)
      : io_(io), ports_(std::move(ports)), conversations_(std::move(directory.conversations)) {
    for (Invitation& invitation : directory.invitations) {
      invitations_[invitation.secret] = invitation;
    }
    for (SeatKey& key : directory.seat_keys) remember(std::move(key));
    for (const Directory::Kept& kept : directory.keeping) {
      keep_until_[kept.conversation] = kept.until;
    }
    for (const Directory::Pending& pending : directory.slots) look_after(pending);
  }

  void create(NewConversation request,
              std::function<void(tl::expected<ConversationOpened, StorageError>)> done) {
    ConversationOpened opened;
    opened.conversation = random<ConversationId>();
    Append append;
    append.conversation = opened.conversation;
    append.records.push_back(Record{
        Conversation::created({opened.conversation, std::move(request.script_text),
                               std::move(request.title), request.archive_level, ports_.clock.now(),
                               std::move(request.choices), request.after,
                               std::move(request.releaser), std::move(request.learning_questions)}),
        std::nullopt});
    bring_lessons(request, append.records);
    for (std::size_t i = 0; i < request.script.groups.size(); ++i) {
      const GroupIndex group{static_cast<std::uint8_t>(i)};
      // Nobody is invited to a position: one comes to sit there.
      if (request.script.groups[i].position || request.script.groups[i].derived) continue;
      const bool leads = arena::leads(request.script.groups[i].role);
      const NewLink link{group, leads ? LinkKind::facilitator : LinkKind::role, random<Secret>()};
      append.invitations.push_back(Invitation{ports_.digest(link.secret), opened.conversation,
                                              group, link.kind, request.links_expire, nobody});
      opened.links.push_back(link);
    }
    append.keep_until = request.keep_until;
    const auto invitations = append.invitations;
    ++creating_;
    ports_.journal.append(
        std::move(append), [this, opened = std::move(opened), invitations,
                            until = request.keep_until, done = std::move(done)](auto result) {
          post([this, opened, invitations, until, done, result = std::move(result)] {
            --creating_;
            if (!result) {
              done(tl::unexpected(result.error()));
            } else {
              conversations_.push_back(opened.conversation);
              for (const Invitation& made : invitations) invitations_[made.secret] = made;
              if (until) keep_until_[opened.conversation] = *until;
              done(opened);
            }
            check_idle();
          });
        });
  }

  // The open lessons of the conversation before this one stand in it from its first moment.
  void bring_lessons(const NewConversation& request, std::vector<Record>& records) {
    if (!request.after) return;
    Conversation begun(request.script, ports_.commitment);
    begun.apply(records.front().event, std::nullopt);
    const auto carry_out = [&](ActBody act, const std::string& text) {
      Command bring = fresh_command();
      bring.act = std::move(act);
      bring.text = text;
      const auto events = begun.decide(bring);
      if (!events) return std::optional<Event>();  // by its script it brings none, or no more
      for (Record& record : records_of(bring, *events)) {
        begun.apply(record.event, bring.salt);
        records.push_back(std::move(record));
      }
      return std::optional(events->front());
    };
    for (const OpenLesson& open : request.brings) {
      const auto brought = carry_out(BringLesson{*request.after, open.lesson}, open.text);
      if (!brought) continue;
      const ItemId lesson = std::get<LessonBrought>(brought->body).lesson;
      if (!open.owner.empty() || open.due || open.signal) {
        carry_out(AssignItem{lesson, open.due, open.signal}, open.owner);
      }
      if (open.adopted) carry_out(DecideItem{lesson, Decision::adopted}, {});
    }
  }

  void invite(ConversationId conversation, const WantedLink& wanted,
              std::function<void(std::optional<NewLink>)> done) {
    with_live(conversation, [this, conversation, wanted, done = std::move(done)](Live* live) {
      if (live == nullptr || stopping_ || live->frozen() || live->conversation().closed() ||
          wanted.group.value >= live->conversation().script().groups.size()) {
        return done(std::nullopt);
      }
      const NewLink link{wanted.group, wanted.spoken ? LinkKind::role : LinkKind::personal,
                         wanted.spoken.value_or(random<Secret>())};
      const Invitation invitation{
          ports_.digest(link.secret), conversation, link.group, link.kind, wanted.expires, nobody};
      if (invitations_.contains(invitation.secret)) return done(std::nullopt);
      Append append;
      append.conversation = conversation;
      append.invitations.push_back(invitation);
      ++creating_;
      ports_.journal.append(std::move(append), [this, link, invitation, done](auto result) {
        post([this, link, invitation, done, durable = result.has_value()] {
          --creating_;
          if (durable) invitations_[invitation.secret] = invitation;
          done(durable ? std::optional(link) : std::nullopt);
          check_idle();
        });
      });
    });
  }

  void join(JoinRequest request, std::function<void(tl::expected<Joined, JoinRefusal>)> done) {
    const Digest link = ports_.digest(request.link);
    const auto refuse_with = [this, done](JoinRefusal why) {
      post([done, why] { done(tl::unexpected(why)); });
    };
    const auto found = invitations_.find(link);
    if (found == invitations_.end()) return refuse_with(JoinRefusal::no_such_link);
    const Invitation invitation = found->second;
    if (invitation.expires && *invitation.expires <= ports_.clock.now()) {
      return refuse_with(JoinRefusal::expired);
    }
    if (stopping_) return refuse_with(JoinRefusal::frozen);
    with_live(invitation.conversation,
              [this, invitation, request = std::move(request), done = std::move(done)](Live* live) {
                if (live == nullptr) return done(tl::unexpected(JoinRefusal::frozen));
                arrive(*live, invitation, request, done);
              });
  }

  void attach(Secret secret, ViewerSequence last_seen, std::shared_ptr<Outbox> outbox,
              std::function<void(tl::expected<std::shared_ptr<Connection>, CloseReason>)> done) {
    const auto key = seats_.find(ports_.digest(secret));
    if (key == seats_.end()) {
      return post([done] { done(tl::unexpected(CloseReason::bad_secret)); });
    }
    const SeatId seat = key->second.seat;
    with_live(key->second.conversation, [this, seat, last_seen, outbox, done](Live* live) {
      if (live == nullptr || stopping_) return done(tl::unexpected(CloseReason::going_away));
      switch (live->conversation().seat(seat)->standing) {
        case Conversation::Standing::removed:
          return done(tl::unexpected(ended(*live, CloseReason::removed)));
        case Conversation::Standing::turned_away:
          return done(tl::unexpected(ended(*live, CloseReason::turned_away)));
        case Conversation::Standing::waiting:
        case Conversation::Standing::seated:
          break;
      }
      auto connection = std::make_shared<LiveConnection>(*live, seat, outbox);
      live->attach(connection, last_seen);
      done(std::shared_ptr<Connection>(connection));
    });
  }

  void command(const std::shared_ptr<Connection>& connection, CommandRequest request) {
    const auto live_connection = std::static_pointer_cast<LiveConnection>(connection);
    if (!live_connection->attached || stopping_) return;
    Live& live = live_connection->live;
    if (live.overloaded()) {
      live_connection->outbox->close(CloseReason::overloaded);
      return live.detach(*live_connection, {});
    }
    Command command = fresh_command();
    command.id = request.id;
    command.actor = live_connection->seat;
    command.room = request.room;
    command.act = std::move(request.act);
    command.text = std::move(request.text);
    live.command(live_connection, std::move(command));
  }

  void led_with(Secret secret, std::function<void(std::optional<ConversationId>)> done) {
    const auto key = seats_.find(ports_.digest(secret));
    if (key == seats_.end()) return post([done] { done(std::nullopt); });
    const ConversationId id = key->second.conversation;
    with_live(id, [id, seat = key->second.seat, done = std::move(done)](Live* live) {
      if (live == nullptr) return done(std::nullopt);
      const auto sits = live->conversation().seat(seat);
      const bool leads = sits && sits->standing == Conversation::Standing::seated &&
                         arena::leads(live->conversation().script().groups[sits->group.value].role);
      done(leads ? std::optional(id) : std::nullopt);
    });
  }

  void withdraw(Secret secret, std::optional<Turn> only, const Withdrawn& done) {
    const auto key = seats_.find(ports_.digest(secret));
    if (key == seats_.end() || stopping_) {
      const auto why = stopping_ ? WithdrawRefusal::frozen : WithdrawRefusal::no_such_seat;
      return post([done, why] { done(tl::unexpected(why)); });
    }
    with_live(key->second.conversation, [seat = key->second.seat, only, done](Live* live) {
      if (live == nullptr) return done(tl::unexpected(WithdrawRefusal::frozen));
      const auto code = live->conversation().seat(seat)->code;
      if (!code) return done(tl::unexpected(WithdrawRefusal::no_such_words));
      live->erase(*code, only, done);
    });
  }

  void erase(ConversationId conversation, SeatCode code, const Withdrawn& done) {
    if (stopping_) return post([done] { done(tl::unexpected(WithdrawRefusal::frozen)); });
    with_live(conversation, [code, done](Live* live) {
      if (live == nullptr) return done(tl::unexpected(WithdrawRefusal::no_such_seat));
      live->erase(code, std::nullopt, done);
    });
  }

  void purge(std::function<void(std::size_t)> done) {
    std::vector<ConversationId> due;
    for (const auto& [id, until] : keep_until_) {
      if (until <= ports_.clock.now() && !stopping_) due.push_back(id);
    }
    struct UnderWay {
      std::size_t left{}, purged{};
      std::function<void(std::size_t)> done;
    };
    if (due.empty()) return post([done = std::move(done)] { done(0); });
    const auto all = std::make_shared<UnderWay>(UnderWay{due.size(), 0, std::move(done)});
    for (const ConversationId& id : due) {
      const auto purged = [this, id, all](bool gone) {
        if (gone) forget(id);
        all->purged += gone ? 1 : 0;
        if (--all->left == 0) all->done(all->purged);
      };
      with_live(id, [purged](Live* live) {
        if (live == nullptr) return purged(false);
        live->purge(purged);
      });
    }
  }

  void history(ConversationId conversation, Journal::Loaded done) {
    ports_.journal.load(conversation, [this, done = std::move(done)](auto loaded) {
      post([done, loaded = std::move(loaded)] { done(loaded); });
    });
  }

  [[nodiscard]] std::vector<ConversationId> conversations() const { return conversations_; }

  void stop(std::function<void()> done) {
    stopping_ = true;
    for (const auto& [id, live] : live_) live->tell_all(ShuttingDown{});
    idle_ = std::move(done);
    post([this] { check_idle(); });
  }

 private:
  using WithLive = std::function<void(Live*)>;  // null: the record cannot be read

  void post(std::function<void()> work) { boost::asio::post(io_, std::move(work)); }

  template <class T>
  T random() {
    T value;
    ports_.entropy.fill(value.bytes);
    return value;
  }
  Command fresh_command() {
    Command command;
    command.id = random<CommandId>();
    command.at = ports_.clock.now();
    command.salt = random<Salt>();
    std::array<std::byte, sizeof command.draw> draw{};
    ports_.entropy.fill(draw);
    std::memcpy(&command.draw, draw.data(), sizeof command.draw);
    return command;
  }

  void remember(SeatKey key) {
    auto& current = keys_of_[key.conversation][key.seat];
    seats_.erase(current);  // superseded
    current = key.secret;
    if (const auto live = live_.find(key.conversation); live != live_.end()) {
      live->second->name(key.seat, std::exchange(key.name, {}));
    }
    seats_[key.secret] = std::move(key);
  }

  // Nobody comes in any more, by a link or with a seat.
  void forget(ConversationId conversation) {
    keep_until_.erase(conversation);
    std::erase_if(invitations_,
                  [&](const auto& one) { return one.second.conversation == conversation; });
    for (const auto& [seat, digest] : keys_of_[conversation]) seats_.erase(digest);
    keys_of_.erase(conversation);
  }

  void arrive(Live& live, const Invitation& invitation, const JoinRequest& request,
              const std::function<void(tl::expected<Joined, JoinRefusal>)>& done) {
    const auto current = invitations_.find(invitation.secret);
    if (current->second.used_by != nobody) return done(tl::unexpected(JoinRefusal::used_up));
    const std::string& name = request.name;
    if (!live.conversation().closed() && misleads(live, invitation.group, request)) {
      const auto why = live.settled() ? JoinRefusal::name_misleads : JoinRefusal::frozen;
      return done(tl::unexpected(why));
    }

    const SeatId seat{static_cast<std::uint32_t>(live.conversation().seats_size() + 1)};
    const Secret secret = random<Secret>();
    const SeatKey key{ports_.digest(secret), invitation.conversation, seat, name};
    Append beside;
    beside.seat_keys.push_back(key);
    const bool personal = invitation.kind == LinkKind::personal;
    if (personal) {
      Invitation used = current->second;
      used.used_by = seat;
      beside.invitations.push_back(used);
    }
    Command command = fresh_command();
    command.act = Arrive{invitation.group};
    live.name(seat, name);
    const auto events = live.act(
        command, std::move(beside),
        [this, key, secret, done, invitation, personal, &live](bool durable) {
          if (!durable) {
            if (personal) invitations_[invitation.secret].used_by = nobody;
            return done(tl::unexpected(JoinRefusal::frozen));
          }
          remember(key);
          const auto standing = live.conversation().seat(key.seat)->standing;
          done(Joined{key.conversation, secret, standing == Conversation::Standing::seated});
        });
    if (!events) return done(tl::unexpected(refusal(live, events.error().reason)));
    if (personal) current->second.used_by = seat;
  }

  // Whether with this name somebody who does not lead would read as somebody who does. A
  // facilitator who comes later gives another name: that of who came first is on screens already.
  static bool misleads(const Live& live, GroupIndex group, const JoinRequest& request) {
    if (!request.poses || request.name.empty()) return false;
    const Conversation& conversation = live.conversation();
    const auto leading = [&](GroupIndex of) {
      return arena::leads(conversation.script().groups[of.value].role);
    };
    const bool leads = leading(group);
    WhoLeads who;
    if (leads) who.names.push_back(request.name);
    for (const Group& one : conversation.script().groups) {
      if (leads || !arena::leads(one.role)) continue;
      who.titles.insert(who.titles.end(), {one.title.nl, one.title.en});
    }
    for (std::uint32_t id = 1; id <= conversation.seats_size(); ++id) {
      const auto seat = conversation.seat(SeatId{id});
      if (seat->standing == Conversation::Standing::turned_away) continue;  // nobody else read it
      if (leading(seat->group) == leads) continue;
      const auto name = live.names().find(SeatId{id});
      const bool named = name != live.names().end() && !name->second.empty();
      if (leads && named && request.poses(name->second, who)) return true;
      if (!leads && named) who.names.push_back(name->second);
      if (!leads && seat->code) {
        who.names.push_back(seat->code->letter + std::to_string(seat->code->number));
      }
    }
    return !leads && request.poses(request.name, who);
  }

  // What rests on events that are not on disk yet may still prove untrue: come back later.
  static CloseReason ended(const Live& live, CloseReason why) {
    return live.settled() ? why : CloseReason::going_away;
  }
  static JoinRefusal refusal(const Live& live, Reason reason) {
    if (!live.settled()) return JoinRefusal::frozen;
    if (reason == Reason::closed) return JoinRefusal::closed;
    if (reason == Reason::frozen) return JoinRefusal::frozen;
    return JoinRefusal::full;
  }

  // Runs `then` with the conversation in memory, folding it from the journal if it is not.
  void with_live(ConversationId id, WithLive then) {
    if (const auto found = live_.find(id); found != live_.end()) {
      return post([live = found->second.get(), then = std::move(then)] { then(live); });
    }
    auto& queue = loading_[id];
    queue.push_back(std::move(then));
    if (queue.size() > 1) return;
    ports_.journal.load(id, [this, id](auto loaded) {
      post([this, id, loaded = std::move(loaded)]() mutable {
        Live* live = loaded ? fold(id, *std::move(loaded)) : nullptr;
        for (const WithLive& waiting : std::exchange(loading_[id], {})) waiting(live);
        loading_.erase(id);
      });
    });
  }

  Live* fold(ConversationId id, std::vector<Record> records) {
    if (records.empty()) return nullptr;
    const auto* created = std::get_if<Created>(&records.front().event.body);
    if (created == nullptr) return nullptr;
    auto script = ports_.parse_script(created->script_text);
    if (!script) return nullptr;
    auto folded = Conversation::replay(*std::move(script), ports_.commitment, records);
    if (!folded) return nullptr;
    auto live = std::make_unique<Live>(
        io_, ports_, [this](std::function<void()> work) { post(std::move(work)); },
        *std::move(folded), id, std::move(records));
    // From here on they stand in one place, where they can be erased.
    for (const auto& [seat, digest] : keys_of_[id]) {
      live->name(seat, std::exchange(seats_.at(digest).name, {}));
    }
    const auto until = keep_until_.find(id);
    if (until != keep_until_.end()) live->keep_until(until->second);
    return (live_[id] = std::move(live)).get();
  }

  // After a restart the record decides: a slot that is open in it goes on, with its clock running;
  // of any other nothing may be left.
  void look_after(const Directory::Pending& pending) {
    with_live(pending.conversation, [this, slot = pending.slot](Live* live) {
      if (live == nullptr) return;
      const auto& open = live->conversation().slot();
      if (!open || open->slot != slot) ports_.slots.discard(slot);
    });
  }

  void check_idle() {
    if (!idle_ || creating_ > 0) return;
    for (const auto& [id, live] : live_) {
      if (live->in_flight() > 0) return live->when_idle([this] { check_idle(); });
    }
    std::exchange(idle_, {})();
  }

  boost::asio::io_context& io_;
  Ports ports_;
  std::vector<ConversationId> conversations_;
  std::map<Digest, Invitation> invitations_;
  std::map<Digest, SeatKey> seats_;
  std::map<ConversationId, std::map<SeatId, Digest>> keys_of_;
  std::map<ConversationId, Instant> keep_until_;
  std::map<ConversationId, std::unique_ptr<Live>> live_;
  std::map<ConversationId, std::vector<WithLive>> loading_;
  std::size_t creating_{};
  bool stopping_{};
  std::function<void()> idle_;
};

Hub::Hub(boost::asio::io_context& io, Ports ports, Directory directory)
    : implementation_(
          std::make_unique<Implementation>(io, std::move(ports), std::move(directory))) {}
Hub::~Hub() = default;

void Hub::create(NewConversation request,
                 std::function<void(tl::expected<ConversationOpened, StorageError>)> done) {
  implementation_->create(std::move(request), std::move(done));
}

void Hub::invite(ConversationId conversation, WantedLink wanted,
                 std::function<void(std::optional<NewLink>)> done) {
  implementation_->invite(conversation, wanted, std::move(done));
}

void Hub::join(JoinRequest request, std::function<void(tl::expected<Joined, JoinRefusal>)> done) {
  implementation_->join(std::move(request), std::move(done));
}

void Hub::attach(
    Secret secret, ViewerSequence last_seen, std::shared_ptr<Outbox> outbox,
    std::function<void(tl::expected<std::shared_ptr<Connection>, CloseReason>)> attached) {
  implementation_->attach(secret, last_seen, std::move(outbox), std::move(attached));
}

void Hub::detach(const std::shared_ptr<Connection>& connection, Span silent) {
  auto& live_connection = static_cast<LiveConnection&>(*connection);
  live_connection.live.detach(live_connection, silent);
}

void Hub::page(const std::shared_ptr<Connection>& connection) {
  auto& live_connection = static_cast<LiveConnection&>(*connection);
  live_connection.live.page(live_connection);
}

void Hub::command(const std::shared_ptr<Connection>& connection, CommandRequest request) {
  implementation_->command(connection, std::move(request));
}

void Hub::withdraw(Secret seat, std::optional<Turn> only, Withdrawn done) {
  implementation_->withdraw(seat, only, done);
}

void Hub::erase(ConversationId conversation, SeatCode code, Withdrawn done) {
  implementation_->erase(conversation, code, done);
}

void Hub::purge(std::function<void(std::size_t)> done) { implementation_->purge(std::move(done)); }

void Hub::led_with(Secret seat, std::function<void(std::optional<ConversationId>)> done) {
  implementation_->led_with(seat, std::move(done));
}

void Hub::history(ConversationId conversation, Journal::Loaded done) {
  implementation_->history(conversation, std::move(done));
}

std::vector<ConversationId> Hub::conversations() const { return implementation_->conversations(); }

void Hub::stop(std::function<void()> done) { implementation_->stop(std::move(done)); }

}  // namespace arena::hub
