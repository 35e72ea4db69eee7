// SPDX-License-Identifier: EUPL-1.2
// Who of the staff is at the door, and what they may do: logging in with a password and a code,
// logins by a token of 256 bits in a cookie, and a line in the log for each deed before it is done.
//
// A line in the log waits for the disk and a password takes a tenth of a second to check: each has
// a thread of the office's own, so that who guesses holds up nobody who works. `done` is called on
// the I/O thread. What waits is bounded; beyond it one is told that it is busy.
//
// Source of the limits: NIST SP 800-63B-4 (throttling), OWASP ASVS 5.0, 6.3.1, 7.2.4, 7.3.1, 7.3.2.
// Home: the I/O thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/hub/ports.hpp"
#include "server/staff/register.hpp"
#include "tl/expected.hpp"

namespace arena::staff {

using LoginToken = Octets<struct LoginTokenTag, 32>;

// Who asks: somebody who logged in, or the holder of the directory's token, who may do all.
struct Person {
  AccountId id = unknown_person;
  std::string name;
  Roles roles;
};
[[nodiscard]] inline Person holder_of_token() { return {token_holder, "", {}}; }

struct LoginRequest {
  std::string name, password, code;
};
struct LoggedIn {
  LoginToken token;
  Person person;
};
enum class LoginRefusal : std::uint8_t {
  wrong,  // name, password or code; or too many tries: nobody learns which
  busy    // many log in at once
};
struct NewAccount {  // shown once
  std::string password;
  TotpSecret totp;
};
enum class AccountRefusal : std::uint8_t {
  bad_name,
  name_taken,
  no_role,
  no_such_account,
  not_now  // the file cannot be read or written
};
enum class DeedRefusal : std::uint8_t {
  not_theirs,
  not_released,  // a transcript that is entrusted to them, but nobody has released it
  busy,
  not_now  // the log cannot be written
};

// A transcript is released by two people: a facilitator who has read it proposes it, and who was
// named before the conversation opened has read the same bytes and confirms it.
enum class ReleaseStep : std::uint8_t {
  done,
  nobody_named,  // before the conversation opened
  is_named,      // who confirms cannot propose too
  not_proposed,
  another_transcript,  // than was proposed
  released             // it is, already
};
// How far it is, for who may see that.
struct ReleaseSeen {
  enum class State : std::uint8_t { nobody_named, named, proposed, released };
  ConversationId conversation;
  State state{};
  std::string named{};  // who confirms; empty if there is none, or no longer
  bool is_named{};      // it is who asks
  bool entrusted{};     // to who asks
};

// "nobody_named", "named", "proposed", "released".
[[nodiscard]] std::string_view name(ReleaseSeen::State state) noexcept;

class Office {
 public:
  static constexpr std::size_t name_bytes_max = 100;
  static constexpr std::size_t logins_waiting_max = 32;
  static constexpr std::size_t deeds_waiting_max = 1'000;
  static constexpr Span refused_noted_each{60'000};  // refused logins of one account
  static constexpr std::int64_t wrong_free = 5;      // tries before one has to wait
  static constexpr Span wait_first{30'000};          // then doubled
  static constexpr Span wait_longest{900'000};
  static constexpr Span idle_max{1'800'000};    // half an hour without a request
  static constexpr Span login_max{43'200'000};  // half a day
  static constexpr std::size_t logins_each_max = 5;

  // Throws std::runtime_error with a sentence if the file cannot be used.
  Office(boost::asio::io_context& io, const std::filesystem::path& directory, hub::Clock& clock,
         hub::Entropy& entropy);
  ~Office();
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  void log_in(LoginRequest request, std::function<void(tl::expected<LoggedIn, LoginRefusal>)> done);
  // Who holds this token, which then stays valid for another half an hour.
  [[nodiscard]] std::optional<Person> who(const LoginToken& token);
  void log_out(const LoginToken& token, std::function<void()> done);

  // Whether a person may do this, to this conversation, to the account of that name; writes it
  // down, allowed or not, and only then says.
  struct Wish {
    Deed deed{};
    std::optional<ConversationId> conversation{};
    std::string about{};
  };
  using Allowed = std::function<void(tl::expected<void, DeedRefusal>)>;
  void ask(const Person& person, Wish wish, Allowed done);

  // ---- what is done after it was allowed
  template <class Value>
  using Answer = std::function<void(tl::expected<Value, AccountRefusal>)>;
  void add(const Person& by, std::string name, Roles roles, Answer<NewAccount> done);
  void remove(std::string name, Answer<void> done);  // ends the logins too
  void accounts(Answer<std::vector<Listed>> done);
  void log(std::int64_t after, Answer<std::vector<Entry>> done);
  void entrust(std::string to, ConversationId conversation, Answer<void> done);
  // Whether somebody of that name can confirm a release.
  void can_confirm(std::string name, Answer<bool> done);
  // What somebody opened is theirs, and in the log. `confirms` is who they named for the release;
  // who is not known, or cannot, is nobody. Says whether somebody now can.
  void opened(const Person& by, ConversationId conversation, std::string confirms,
              Answer<bool> done);
  void propose_release(const Person& by, ConversationId conversation, TranscriptDigest transcript,
                       Answer<ReleaseStep> done);
  void confirm_release(ConversationId conversation, TranscriptDigest transcript,
                       Answer<ReleaseStep> done);
  // Of what is entrusted to somebody, or waits for them.
  void releases(const Person& person, Answer<std::vector<ReleaseSeen>> done);
  void entrusted(AccountId to, Answer<std::vector<ConversationId>> done);

 private:
  struct Login {
    Person person;
    Instant begun, seen;
  };
  // On the thread of the file, in order; a fault of the disk is AccountRefusal::not_now.
  template <class Value>
  void work(std::function<tl::expected<Value, AccountRefusal>()> job, Answer<Value> done);
  // On the thread of the file.
  [[nodiscard]] std::optional<Person> judge(const LoginRequest& request, bool right_password);
  void note_refused_login(AccountId who);
  [[nodiscard]] std::optional<DeedRefusal> refusal_of(const Person& person, const Wish& wish);
  [[nodiscard]] std::optional<AccountId> confirmer(const std::string& name);
  [[nodiscard]] bool is_entrusted(const Person& person, const ConversationId& conversation);
  [[nodiscard]] Entry entry(AccountId who, Deed deed, bool allowed) const;
  // On the I/O thread.
  [[nodiscard]] LoggedIn begin(Person person);
  void end_logins_of(const std::string& name);

  boost::asio::io_context& io_;
  hub::Clock& clock_;
  hub::Entropy& entropy_;
  std::size_t logins_waiting_{}, deeds_waiting_{};
  std::map<std::string, Login> logins_;  // by a digest of the token
  // The thread of the file, and what it alone touches.
  std::unique_ptr<Register> register_;
  std::map<AccountId, Instant> refused_noted_;
  boost::asio::thread_pool file_{1};
  boost::asio::thread_pool passwords_{1};
};

}  // namespace arena::staff
