// SPDX-License-Identifier: EUPL-1.2
// The Hub holds the running conversations, the people connected to them and their timers.
// It does; it has no rules: every decision is the Conversation's, every word of who may know
// what is notice_for's.
//
// The law: decide → append → tell. A command is decided at once on a state that runs ahead of
// the disk; what it caused is told, to the sender too, only after the journal has reported the
// commit. If an append fails, that state is thrown away, the conversation is folded again from
// the journal, freezes and says so; it thaws by itself once the journal can write again.
//
// Home: the I/O thread. All callbacks are called there, never before the call returns.
// No exception leaves a public function.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/hub/ports.hpp"
#include "sessions/command.hpp"
#include "sessions/result.hpp"
#include "sessions/script.hpp"

namespace arena::hub {

struct OpenLesson {  // of an earlier conversation, with its words and what became of it there
  ItemId lesson;
  std::string text;
  std::string owner;  // empty: nobody
  std::optional<Instant> due;
  bool signal{};
  bool adopted{};
};
struct NewConversation {
  Script script;  // checked, not a draft
  std::string script_text;
  std::string title;
  ArchiveLevel archive_level{};
  std::optional<Instant> links_expire;    // absent: they live until the conversation closes
  Choices choices{};                      // known to the script (bad_choice)
  std::optional<ConversationId> after{};  // the one before it in its series
  std::vector<OpenLesson> brings{};       // of that one; none if the script does not bring lessons
  std::string releaser{};
  std::vector<std::string> learning_questions{};  // what the listeners hope to learn
  std::optional<Instant> keep_until{};            // absent: until somebody removes the record
};
struct NewLink {
  GroupIndex group;
  LinkKind kind{};
  Secret secret;
};
struct WantedLink {
  GroupIndex group;
  std::optional<Instant> expires{};
  std::optional<Secret> spoken{};  // of a code that people say; absent: a link for one person
};
struct ConversationOpened {
  ConversationId conversation;
  std::vector<NewLink> links;  // one per group of the script, in its order
};

// Who leads a conversation, as others read it: names and codes, and what the script calls them.
struct WhoLeads {
  std::vector<std::string> names;
  std::vector<std::string> titles;
};
// Whether who reads a name could take its bearer for one of those.
using PosesAsLeader = std::function<bool(const std::string& name, const WhoLeads& leading)>;

struct JoinRequest {
  Secret link;
  std::string name;       // at most 100 bytes, may be empty
  PosesAsLeader poses{};  // held against everybody here, whoever came first
};
struct Joined {
  ConversationId conversation;
  Secret seat_secret;
  bool seated{};  // false: the lobby
};
enum class WithdrawRefusal : std::uint8_t {
  no_such_seat,
  no_such_words,  // of this person, or they are gone already
  frozen          // the record cannot be written now
};
// How many texts ceased to exist.
using Withdrawn = std::function<void(tl::expected<std::size_t, WithdrawRefusal>)>;

enum class JoinRefusal : std::uint8_t {
  no_such_link,
  expired,
  used_up,
  full,
  closed,
  frozen,
  name_misleads  // it, or with it that of another, reads as that of somebody who leads
};

// A live connection, made by attach(). Held by its reader, its writer and the hub.
class Connection {
 public:
  virtual ~Connection() = default;
  [[nodiscard]] virtual bool leads() const = 0;  // its seat is in the chair: pinged more often
};

class Hub {
 public:
  using Parse = std::function<std::optional<Script>(const std::string& script_text)>;
  struct Ports {
    Journal& journal;
    Slots& slots;
    Clock& clock;
    Entropy& entropy;
    NoticeEncoder& encoder;
    CommitmentFunction commitment;
    DigestFunction digest;
    Parse parse_script;  // of a journal's first event
  };
  static constexpr std::size_t undecided_max = 256;  // commands in flight per conversation
  static constexpr std::size_t page_notices_max = 128;
  // A round in which nobody who leads has been connected for so long is paused.
  static constexpr Span chair_absence_max{8'000};
  static constexpr Span screens_each{1'000};  // words are taken from screens no more often

  Hub(boost::asio::io_context& io, Ports ports, Directory directory);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  void create(NewConversation request,
              std::function<void(tl::expected<ConversationOpened, StorageError>)> done);
  // A link for one person, or for all who hear a code. Unknown conversation or group, or a code
  // that there is already: no link.
  void invite(ConversationId conversation, WantedLink wanted,
              std::function<void(std::optional<NewLink>)> done);
  void join(JoinRequest request, std::function<void(tl::expected<Joined, JoinRefusal>)> done);

  // Binds a connection to the seat of `secret`. On success `attached` gets the connection,
  // after Welcome is in its outbox. An older connection of the same seat is closed
  // (superseded). Nothing is sent beyond statuses until pages are asked for.
  void attach(Secret secret, ViewerSequence last_seen, std::shared_ptr<Outbox> outbox,
              std::function<void(tl::expected<std::shared_ptr<Connection>, CloseReason>)> attached);
  // `silent`: for how long nothing has been heard from it; so long ago the person left.
  void detach(const std::shared_ptr<Connection>& connection, Span silent = {});
  // The next page of notices, then PageEnd.
  void page(const std::shared_ptr<Connection>& connection);
  void command(const std::shared_ptr<Connection>& connection, CommandRequest request);

  // The words of whoever has this seat cease to exist: those of one turn, or all of them and the
  // name. At any time, also after the close; the record then says that there were words, and no
  // more. Whoever was told them reads the conversation again, at once or on coming back.
  void withdraw(Secret seat, std::optional<Turn> only, Withdrawn done);
  // The same for everybody who ever had this code, on behalf of the person.
  void erase(ConversationId conversation, SeatCode code, Withdrawn done);

  // Of each conversation that is past its date all words, names, links and seats cease to exist,
  // unless a round of it is open: then another time. `done` hears how many conversations.
  void purge(std::function<void(std::size_t)> done);

  // The conversation that a facilitator's seat leads; none for any other secret.
  void led_with(Secret seat, std::function<void(std::optional<ConversationId>)> done);

  // The whole durable history, for transcript and export.
  void history(ConversationId conversation, Journal::Loaded done);
  [[nodiscard]] std::vector<ConversationId> conversations() const;

  // Tells everybody that the server stops, takes no more commands, and calls `done` when every
  // append under way has been answered.
  void stop(std::function<void()> done);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace arena::hub
