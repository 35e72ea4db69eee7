// SPDX-License-Identifier: EUPL-1.2
// Many people on bad networks, a disk that fails, a server that crashes: one seed drives all of
// it against the hub. Whatever happens, nobody is told what is not on disk, nothing accepted is
// lost or doubled, and in the end everybody has seen exactly what they may see, in order.
//
// ARENA_SEED=n plays one seed, ARENA_SEEDS=n the first n (200 unless given).
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "server/codec/script_text.hpp"
#include "server/hub/hub.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/memory_slots.hpp"
#include "tests/support/plain_encoder.hpp"
#include "tests/support/plain_hash.hpp"
#include "tests/support/random.hpp"
#include "tests/support/recording_outbox.hpp"
#include "tests/support/scripts_for_tests.hpp"
#include "tests/support/seeded_entropy.hpp"
#include "tests/support/truth.hpp"

namespace arena::test {
namespace {

std::optional<Script> parse(const std::string& text) {
  if (text == "queue_test") return queue_script().script;
  auto read = codec::read_script(text, "a journal");
  return read ? std::optional(*std::move(read)) : std::nullopt;
}

// ---- a person with a device --------------------------------------------------------------------

struct Person {
  using Frame = std::variant<RecordingOutbox::Sent, hub::Status>;

  ConversationId conversation;
  hub::Secret link;
  std::optional<hub::Secret> seat_secret;
  SeatId seat;  // known once it is on disk
  bool joining{};
  std::shared_ptr<RecordingOutbox> outbox;  // absent: not connected
  std::shared_ptr<hub::Connection> connection;
  std::deque<Frame> wire;                      // sent by the server, not yet arrived
  std::optional<hub::CommandRequest> pending;  // sent, not yet answered
  bool resend{};
  bool caught_up{};
  bool gone{};                        // removed or turned away
  std::vector<std::string> received;  // notice n at n - 1
  std::set<CommandId> accepted;
};

struct Totals {
  std::size_t delivered{}, accepted{}, refused{}, drops{}, crashes{}, failures{}, freezes{},
      thaws{}, resent{};
};

// ---- the world ---------------------------------------------------------------------------------

class World {
 public:
  World(std::uint64_t seed, Totals& totals)
      : random_(seed), entropy_(seed ^ 0xA5A5A5A5U), totals_(totals) {
    start_server({});
    for (const char* id : {"debrief_test", "queue_test"}) open(script_named(id));
  }
  // The order matters: nothing of the server outlives its io_context.
  ~World() { stop_server(); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // The first thing that went wrong; empty if nothing did.
  [[nodiscard]] std::string play(int ticks) {
    for (int i = 0; i < ticks && fault_.empty(); ++i) tick();
    if (fault_.empty()) calm_down();
    if (fault_.empty()) judge();
    return fault_;
  }

 private:
  struct Server {
    boost::asio::io_context io;
    MemoryJournal journal{&io};
    MemorySlots slots;
    std::optional<hub::Hub> hub;
  };

  void start_server(MemoryJournal::Disk disk) {
    server_ = std::make_unique<Server>();
    server_->journal.restore(std::move(disk));
    server_->journal.on_commit = [this](const hub::Append& append) { committed(append); };
    server_->hub.emplace(server_->io,
                         hub::Hub::Ports{server_->journal, server_->slots, clock_, entropy_,
                                         encoder_, plain_commitment, plain_digest, parse},
                         server_->journal.directory());
  }

  void stop_server() {
    for (Person& person : people_) disconnect(person);
    server_->journal.crash();
    server_->hub.reset();
  }

  void crash() {
    ++totals_.crashes;
    started_anew_ = true;
    stop_server();
    for (Person& person : people_) person.joining = false;
    start_server(server_->journal.disk());
  }

  void open(const PlayableScript& playable) {
    std::optional<hub::ConversationOpened> opened;
    server_->hub->create({playable.script, playable.text, "Proef", ArchiveLevel::full, {}},
                         [&](auto result) { opened = result.value(); });
    server_->journal.settle();
    run();
    truths_.try_emplace(opened->conversation, playable.script, server_->journal,
                        opened->conversation);
    for (const hub::NewLink& link : opened->links) {
      const int people = leads(playable.script.groups.at(link.group.value).role) ? 1 : 2;
      for (int n = 0; n < people; ++n) {
        Person person;
        person.conversation = opened->conversation;
        person.link = link.secret;
        people_.push_back(std::move(person));
      }
    }
  }

  void run() {
    server_->io.restart();
    server_->io.poll();
  }

  void complain(const std::string& what) {
    if (fault_.empty()) fault_ = what;
  }

  // ---- one tick: something happens to somebody
  void tick() {
    Person& person = people_[random_.below(people_.size())];
    switch (random_.below(12)) {
      case 0:
      case 1:
      case 2:
        live(person);
        break;
      case 3:
      case 4:
        read(person, 1 + random_.below(6));
        break;
      case 5:
        if (random_.chance(1, 6)) drop(person);
        break;
      case 6:
        clock_.advance(Span{random_.between(0, 90'000)});
        break;
      case 7:
        if (random_.chance(1, 25)) fail_soon();
        break;
      case 8:
        if (random_.chance(1, 60)) crash();
        break;
      default:
        (void)server_->journal.step();
        break;
    }
    if (!random_.chance(1, 4)) run();
  }

  void fail_soon() {
    ++totals_.failures;
    server_->journal.fail_group(random_.below(3));
    server_->journal.group_max(1 + random_.below(6));
  }

  // What a person does next: join, connect, ask for a page, say something.
  void live(Person& person) {
    if (person.gone) return;
    if (!person.seat_secret) return join(person);
    if (!person.outbox) return connect(person);
    if (!person.connection || !person.caught_up || person.seat == nobody) return;
    if (person.pending) {
      if (!person.resend) return;
      person.resend = false;
      ++totals_.resent;
      return server_->hub->command(person.connection, *person.pending);
    }
    const auto standing = truth(person).conversation().seat(person.seat)->standing;
    if (standing != Conversation::Standing::seated) return;
    hub::CommandRequest request = something(person);
    person.pending = request;
    server_->hub->command(person.connection, std::move(request));
  }

  void join(Person& person) {
    if (person.joining) return;
    person.joining = true;
    const std::size_t index = static_cast<std::size_t>(&person - people_.data());
    server_->hub->join({person.link, ""}, [this, index](const auto& joined) {
      Person& joining = people_[index];
      joining.joining = false;
      if (!joined) return;
      joining.seat_secret = joined->seat_secret;
      for (const hub::SeatKey& key : server_->journal.disk().seat_keys) {
        if (key.secret == plain_digest(joined->seat_secret)) joining.seat = key.seat;
      }
      if (joining.seat == nobody) complain("a seat was given before it was on disk");
    });
  }

  void connect(Person& person) {
    const std::size_t index = static_cast<std::size_t>(&person - people_.data());
    auto outbox = std::make_shared<RecordingOutbox>();
    person.outbox = outbox;
    person.caught_up = false;
    outbox->on_notice = [this, index](ViewerSequence sequence, const std::string& bytes) {
      told(people_[index], sequence, bytes);
    };
    outbox->on_status = [this, index](const hub::Status& status) {
      people_[index].wire.emplace_back(status);
      check_accepted(people_[index], status);
    };
    outbox->on_close = [this, index](hub::CloseReason reason) { closed(people_[index], reason); };
    server_->hub->attach(*person.seat_secret, ViewerSequence{person.received.size()}, outbox,
                         [this, index, outbox](const auto& attached) {
                           Person& connecting = people_[index];
                           if (connecting.outbox != outbox) {  // hung up meanwhile
                             if (attached) server_->hub->detach(*attached);
                             return;
                           }
                           if (!attached) return refused_to_attach(connecting, attached.error());
                           connecting.connection = *attached;
                           connecting.resend = connecting.pending.has_value();
                           server_->hub->page(connecting.connection);
                         });
  }

  void refused_to_attach(Person& person, hub::CloseReason reason) {
    disconnect(person);
    if (reason == hub::CloseReason::removed || reason == hub::CloseReason::turned_away) {
      person.gone = true;
    } else if (reason != hub::CloseReason::going_away) {  // an ending not on disk yet: comes back
      complain("a good secret was refused");
    }
  }

  void disconnect(Person& person) {
    if (person.connection && server_->hub) server_->hub->detach(person.connection);
    person.connection.reset();
    person.outbox.reset();
    person.wire.clear();
  }
  // The network goes away, with all that was under way.
  void drop(Person& person) {
    if (!person.outbox) return;
    ++totals_.drops;
    disconnect(person);
  }
  void closed(Person& person, hub::CloseReason reason) {
    if (reason == hub::CloseReason::removed || reason == hub::CloseReason::turned_away) {
      person.gone = true;
    } else if (reason != hub::CloseReason::superseded) {
      complain("a connection was closed for no reason of its own");
    }
  }

  // ---- what arrives
  void read(Person& person, std::size_t frames) {
    for (; frames > 0 && !person.wire.empty(); --frames) {
      const Person::Frame frame = std::move(person.wire.front());
      person.wire.pop_front();
      if (const auto* sent = std::get_if<RecordingOutbox::Sent>(&frame)) {
        if (sent->sequence.value != person.received.size() + 1) {
          complain("notice " + std::to_string(sent->sequence.value) + " follows " +
                   std::to_string(person.received.size()));
        }
        person.received.push_back(*sent->notice);
        ++totals_.delivered;
      } else {
        read_status(person, std::get<hub::Status>(frame));
      }
    }
  }

  // A server that started anew has it read again where a text has ceased to exist; nowhere else.
  void begin_again(Person& person) {
    const auto& history = server_->journal.disk().histories.at(person.conversation);
    if (!started_anew_ || std::none_of(history.begin(), history.end(), [](const Record& record) {
          return record.event.content && !record.content;
        })) {
      complain("what was told before is not there any more");
    }
    person.received.clear();
  }

  void read_status(Person& person, const hub::Status& status) {
    if (const auto* welcome = std::get_if<hub::Welcome>(&status)) {
      if (welcome->resync) begin_again(person);
      if (!welcome->seated) person.caught_up = true;  // in the lobby there is nothing to page
    } else if (const auto* page = std::get_if<hub::PageEnd>(&status)) {
      person.caught_up = !page->more;
      if (page->more && person.connection) server_->hub->page(person.connection);
    } else if (const auto* accepted = std::get_if<hub::Accepted>(&status)) {
      person.accepted.insert(accepted->id);
      ++totals_.accepted;
      answered(person, accepted->id);
    } else if (const auto* refused = std::get_if<hub::Refused>(&status)) {
      ++totals_.refused;
      answered(person, refused->id);
    } else if (const auto* frozen = std::get_if<hub::FrozenStatus>(&status)) {
      (frozen->frozen ? totals_.freezes : totals_.thaws) += 1;
    }
  }

  static void answered(Person& person, const CommandId& id) {
    if (person.pending && person.pending->id == id) {
      person.pending.reset();
      person.resend = false;
    }
  }

  // ---- the law, checked when the server speaks
  Truth& truth(const Person& person) { return truths_.at(person.conversation); }

  void committed(const hub::Append& append) {
    const auto found = truths_.find(append.conversation);
    if (found == truths_.end()) return;  // being created
    for (const Record& record : append.records) found->second.take(record, server_->journal);
  }

  void told(Person& person, ViewerSequence sequence, const std::string& bytes) {
    person.wire.emplace_back(
        RecordingOutbox::Sent{sequence, std::make_shared<const std::string>(bytes)});
    const auto& true_tellings = truth(person).of(person.seat);
    if (sequence.value == 0 || sequence.value > true_tellings.size()) {
      return complain("told before it was on disk: " + bytes);
    }
    const Truth::Telling& expected = true_tellings[sequence.value - 1];
    if (bytes != expected.with_texts && bytes != expected.erased) {
      complain("told '" + bytes + "' where the disk says '" + expected.with_texts + "'");
    }
  }

  void check_accepted(const Person& person, const hub::Status& status) {
    const auto* accepted = std::get_if<hub::Accepted>(&status);
    if (accepted != nullptr && !truth(person).has(person.seat, accepted->id)) {
      complain("accepted before it was on disk");
    }
  }

  // ---- what people do
  hub::CommandRequest something(const Person& person) {
    const Truth& now = truth(person);
    hub::CommandRequest request;
    entropy_.fill(request.id.bytes);
    request.room = now.conversation().room();
    request.text = "words " + std::to_string(++words_);
    request.act =
        now.conversation().leads(person.seat) ? act_of_the_chair(now, person) : act_of_a_guest(now);
    return request;
  }

  ItemId any(const std::vector<ItemId>& items) {
    return items.empty() ? ItemId{404} : items[random_.below(items.size())];
  }

  ActBody act_of_a_guest(const Truth& now) {
    switch (random_.below(14)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return Speak{};
      case 4:
        return Ask{};
      case 5:
        return Answer{any(now.questions())};
      case 6:
        return Pass{};
      case 7:
        return TakeNote{};
      case 8:
        return MarkTurn{Turn{Room{1, 0, 0}, 1}, true};
      case 9:
        return ProposeLesson{};
      case 10:
        return JudgeLesson{any(now.lessons()), Verdict::partly};
      case 11:
        return RaiseHand{};
      case 12:
        return LowerHand{};
      default:
        return AskHelp{};
    }
  }

  ActBody act_of_the_chair(const Truth& now, const Person& chair) {
    const Conversation& conversation = now.conversation();
    std::vector<SeatId> waiting;
    std::vector<SeatCode> seated;
    for (std::uint32_t n = 1; n <= conversation.seats_size(); ++n) {
      const auto seat = conversation.seat(SeatId{n});
      if (seat->standing == Conversation::Standing::waiting) waiting.push_back(SeatId{n});
      if (seat->standing != Conversation::Standing::seated || SeatId{n} == chair.seat) continue;
      seated.push_back(*seat->code);
    }
    if (!waiting.empty() && random_.chance(2, 3)) return Admit{waiting.front()};
    const SeatCode code = seated.empty() ? SeatCode{} : seated[random_.below(seated.size())];
    switch (random_.below(16)) {
      case 0:
      case 1:
        return OpenRound{static_cast<std::uint16_t>(now.last_round() + 1U)};
      case 2:
        return OpenRound{now.last_round()};
      case 3:
      case 4:
        return Speak{};
      case 5:
        return GiveFloor{code};
      case 6:
        return TakeFloor{};
      case 7:
      case 8:
        return AcceptQuestion{any(now.questions())};
      case 9:
        return WithholdQuestion{any(now.questions())};
      case 10:
        return PauseRound{};
      case 11:
      case 12:
        return ResumeRound{};
      case 13:
        return ExtendRound{minutes(5)};
      case 14:
        return random_.chance(1, 2) ? ActBody(EndSitting{}) : ActBody(AnswerHelp{code});
      default:
        return random_.chance(1, 2) ? ActBody(Remove{code}) : ActBody(TakeNote{});
    }
  }

  // ---- the end: the weather clears, everybody comes back and reads on
  void calm_down() {
    for (int round = 0; round < 400; ++round) {
      while (server_->journal.step()) run();
      run();
      bool busy = server_->journal.waiting() > 0;
      for (Person& person : people_) {
        if (person.gone || !person.seat_secret) continue;
        if (!person.outbox) connect(person);
        busy = busy || !person.wire.empty() || !person.caught_up || person.pending.has_value();
        read(person, 1'000);
        if (person.pending && person.resend && person.connection && person.caught_up) {
          person.resend = false;
          server_->hub->command(person.connection, *person.pending);
        }
      }
      if (!busy && round > 5) return;
    }
    complain("the world does not come to rest");
  }

  void judge() {
    for (const auto& [id, truth] : truths_) {
      const auto& history = server_->journal.disk().histories.at(id);
      const auto folded =
          Conversation::replay(truth.conversation().script(), plain_commitment, history);
      if (!folded) return complain("the journal cannot be folded");
      if (!(*folded == truth.conversation())) return complain("the fold is not what was live");
      if (truth.doubled() != 0) return complain("a command was carried out twice");
    }
    for (const Person& person : people_) {
      if (!person.seat_secret || person.gone) continue;
      judge(person);
    }
  }

  void judge(const Person& person) {
    const auto& expected = truth(person).of(person.seat);
    if (person.received.size() != expected.size()) {
      return complain("somebody has " + std::to_string(person.received.size()) + " notices of " +
                      std::to_string(expected.size()));
    }
    for (const CommandId& id : person.accepted) {
      if (!truth(person).has(person.seat, id)) return complain("something accepted is lost");
    }
    if (person.outbox->last<hub::FrozenStatus>() != nullptr &&
        person.outbox->last<hub::FrozenStatus>()->frozen) {
      complain("still frozen, though the disk is well");
    }
  }

  Random random_;
  SeededEntropy entropy_;
  Totals& totals_;
  ManualClock clock_;
  PlainEncoder encoder_;
  std::unique_ptr<Server> server_;
  bool started_anew_{};
  std::map<ConversationId, Truth> truths_;
  std::vector<Person> people_;
  std::uint64_t words_{};
  std::string fault_;
};

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(Simulation, EverybodyConvergesWhateverHappens) {
  const std::uint64_t only = number_from("ARENA_SEED", 0);
  const std::uint64_t first = only != 0 ? only : 1;
  const std::uint64_t last = only != 0 ? only : number_from("ARENA_SEEDS", 200);
  Totals totals;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    World world(seed, totals);
    const std::string fault = world.play(4'000);
    ASSERT_TRUE(fault.empty()) << fault << "\nrepeat with: ARENA_SEED=" << seed
                               << " simulation_test";
  }
  std::cout << "seeds " << last - first + 1 << ", notices " << totals.delivered << ", accepted "
            << totals.accepted << ", refused " << totals.refused << ", drops " << totals.drops
            << ", resent " << totals.resent << ", failed groups " << totals.failures << ", freezes "
            << totals.freezes << ", thaws " << totals.thaws << ", crashes " << totals.crashes
            << '\n';
  if (only != 0) return;
  EXPECT_GT(totals.delivered, last * 100) << "a quiet world proves nothing";
  EXPECT_GT(totals.accepted, last * 30);
  EXPECT_GT(totals.drops, last);
  EXPECT_GT(totals.resent, last / 4);
  EXPECT_GT(totals.freezes, last / 2);
  EXPECT_GT(totals.crashes, last);
}

}  // namespace
}  // namespace arena::test
