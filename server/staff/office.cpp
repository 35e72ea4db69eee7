// SPDX-License-Identifier: EUPL-1.2
#include "server/staff/office.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <stdexcept>
#include <utility>

#include "server/journal/hash.hpp"

namespace arena::staff {
namespace {

// 20 characters of 5 bits: nobody guesses or remembers it, a password manager does the latter.
constexpr std::size_t password_size = 20;
constexpr std::string_view password_alphabet = "23456789abcdefghijkmnpqrstuvwxyz";
static_assert(password_alphabet.size() == 32);

// Of 256 random bits that nobody has: a guess at a name without an account takes as long.
constexpr const char* nobodys_password =
    "$argon2id$v=19$m=65536,t=2,p=1$kWFsIDGyQrL904nBXVe"
    "Y1g$INej0lN0eNWLMguTTQuEbfJ/bCStRZVfNV20LdpgbqI";

// Empty if there is no memory for it (64 MiB).
std::string hashed(const std::string& password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return {};
  }
  hash.resize(hash.find('\0'));
  return hash;
}

bool is_password(const std::string& hash, const std::string& password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string new_password(hub::Entropy& entropy) {
  std::array<std::byte, password_size> chance{};
  entropy.fill(chance);
  std::string password;
  for (std::size_t i = 0; i < chance.size(); ++i) {
    if (i > 0 && i % 5 == 0) password += '-';
    password += password_alphabet[std::to_integer<std::size_t>(chance[i]) % 32];
  }
  return password;
}

Span wait_after(std::int64_t wrong) {
  std::int64_t wait = Office::wait_first.value;
  for (std::int64_t i = Office::wrong_free; i < wrong && wait < Office::wait_longest.value; ++i) {
    wait *= 2;
  }
  return {std::min(wait, Office::wait_longest.value)};
}

// A name is typed at the door: one line that can be read.
bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= Office::name_bytes_max && name.front() != ' ' &&
         name.back() != ' ' && std::all_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
         });
}

}  // namespace

std::string_view name(ReleaseSeen::State state) noexcept {
  switch (state) {
    case ReleaseSeen::State::nobody_named:
      return "nobody_named";
    case ReleaseSeen::State::named:
      return "named";
    case ReleaseSeen::State::proposed:
      return "proposed";
    case ReleaseSeen::State::released:
      return "released";
  }
  return "";
}

Office::Office(boost::asio::io_context& io, const std::filesystem::path& directory,
               hub::Clock& clock, hub::Entropy& entropy)
    : io_(io), clock_(clock), entropy_(entropy) {
  try {
    register_ = std::make_unique<Register>(directory);
  } catch (const journal::SqliteError& error) {
    throw std::runtime_error("The file staff.sqlite in the data directory cannot be used (" +
                             std::string(error.what()) +
                             "): put back a copy, or move it away to begin without accounts.");
  }
}

// Passwords first: what they come to is handed to the thread of the file.
Office::~Office() {
  passwords_.join();
  file_.join();
}

template <class Value>
void Office::work(std::function<tl::expected<Value, AccountRefusal>()> job, Answer<Value> done) {
  boost::asio::post(file_, [this, job = std::move(job), done = std::move(done)] {
    tl::expected<Value, AccountRefusal> result = tl::unexpected(AccountRefusal::not_now);
    try {
      result = job();
    } catch (const std::exception&) {
      result = tl::unexpected(AccountRefusal::not_now);
    }
    boost::asio::post(io_,
                      [done, result = std::move(result)]() mutable { done(std::move(result)); });
  });
}

Entry Office::entry(AccountId who, Deed deed, bool allowed) const {
  Entry entry;
  // The log tells days, hours and minutes: more would connect a deed with what happened in a room.
  constexpr std::int64_t minute_ms = 60'000;
  entry.at = {clock_.now().value / minute_ms * minute_ms};
  entry.who = who;
  entry.deed = deed;
  entry.allowed = allowed;
  return entry;
}

// ---- logging in --------------------------------------------------------------------------------

// To the file for the account, to the other thread for the password, and back to the file.
void Office::log_in(LoginRequest request,
                    std::function<void(tl::expected<LoggedIn, LoginRefusal>)> done) {
  if (logins_waiting_ >= logins_waiting_max) {
    boost::asio::post(io_, [done] { done(tl::unexpected(LoginRefusal::busy)); });
    return;
  }
  ++logins_waiting_;
  auto judged =
      [this, done = std::move(done)](tl::expected<std::optional<Person>, AccountRefusal> person) {
        --logins_waiting_;
        if (!person) return done(tl::unexpected(LoginRefusal::busy));
        if (!*person) return done(tl::unexpected(LoginRefusal::wrong));
        done(begin(std::move(**person)));
      };
  auto with_hash = [this, request, judged = std::move(judged)](
                       const tl::expected<std::string, AccountRefusal>& hash) {
    boost::asio::post(passwords_, [this, request, judged, hash] {
      const bool right = hash && is_password(*hash, request.password);
      work<std::optional<Person>>([this, request, right] { return judge(request, right); }, judged);
    });
  };
  work<std::string>(
      [this, name = request.name] {
        const auto account = register_->find(name);
        return account ? account->password : std::string(nobodys_password);
      },
      std::move(with_hash));
}

std::optional<Person> Office::judge(const LoginRequest& request, bool right_password) {
  const auto account = register_->find(request.name);
  if (!account) {
    note_refused_login(unknown_person);
    return std::nullopt;
  }
  const Instant now = clock_.now();
  const bool waits = now < account->wait_until;
  const auto step = totp_matches(account->totp, request.code, now, account->totp_used);
  if (right_password && step && !waits) {
    register_->together([&] {
      register_->took_code(account->id, *step);
      register_->note(entry(account->id, Deed::log_in, true));
    });
    return Person{account->id, account->name, account->roles};
  }
  if (!waits) {  // what is tried meanwhile does not make the wait longer: the owner gets in after
                 // it
    const std::int64_t wrong = account->wrong + 1;
    const bool must_wait = wrong >= wrong_free;
    register_->was_wrong(account->id, wrong, must_wait ? now + wait_after(wrong) : Instant{});
  }
  note_refused_login(account->id);
  return std::nullopt;
}

// Now and then: whoever guesses must not fill the log, which nobody can shorten.
void Office::note_refused_login(AccountId who) {
  const Instant now = clock_.now();
  const auto last = refused_noted_.find(who);
  if (last != refused_noted_.end() && now - last->second < refused_noted_each) return;
  refused_noted_[who] = now;
  register_->note(entry(who, Deed::log_in, false));
}

// A token is new at each login, so that one that was known before is worth nothing after it.
LoggedIn Office::begin(Person person) {
  const Instant now = clock_.now();
  const auto is_over = [&](const auto& one) {
    return now - one.second.seen > idle_max || now - one.second.begun > login_max;
  };
  std::erase_if(logins_, is_over);
  std::vector<std::string> of_person;
  for (const auto& [digest, login] : logins_) {
    if (login.person.id == person.id) of_person.push_back(digest);
  }
  if (of_person.size() >= logins_each_max) {
    const auto older = [this](const std::string& a, const std::string& b) {
      return logins_.at(a).begun < logins_.at(b).begun;
    };
    logins_.erase(*std::min_element(of_person.begin(), of_person.end(), older));
  }
  LoggedIn in{{}, std::move(person)};
  entropy_.fill(in.token.bytes);
  logins_[journal::blake2b({journal::raw(in.token)})] = {in.person, now, now};
  return in;
}

std::optional<Person> Office::who(const LoginToken& token) {
  const auto found = logins_.find(journal::blake2b({journal::raw(token)}));
  if (found == logins_.end()) return std::nullopt;
  Login& login = found->second;
  const Instant now = clock_.now();
  if (now - login.seen > idle_max || now - login.begun > login_max) {
    logins_.erase(found);
    return std::nullopt;
  }
  login.seen = now;
  return login.person;
}

void Office::log_out(const LoginToken& token, std::function<void()> done) {
  const auto found = logins_.find(journal::blake2b({journal::raw(token)}));
  if (found == logins_.end()) return boost::asio::post(io_, std::move(done));
  const AccountId id = found->second.person.id;
  logins_.erase(found);  // whether it can be noted or not
  work<bool>(
      [this, id] {
        register_->note(entry(id, Deed::log_out, true));
        return true;
      },
      [done = std::move(done)](const auto&) { done(); });
}

void Office::end_logins_of(const std::string& name) {
  std::erase_if(logins_, [&](const auto& one) { return one.second.person.name == name; });
}

// ---- what may be done --------------------------------------------------------------------------

void Office::ask(const Person& person, Wish wish, Allowed done) {
  if (deeds_waiting_ >= deeds_waiting_max) {
    boost::asio::post(io_, [done] { done(tl::unexpected(DeedRefusal::busy)); });
    return;
  }
  ++deeds_waiting_;
  auto decide = [this, person, wish = std::move(wish)] {
    const auto refusal = refusal_of(person, wish);
    Entry noted = entry(person.id, wish.deed, !refusal);
    noted.conversation = wish.conversation;
    if (!wish.about.empty()) {
      const auto about = register_->find(wish.about);
      noted.about = about ? about->id : unknown_person;
    }
    register_->note(noted);
    return refusal;
  };
  using Refusal = std::optional<DeedRefusal>;
  work<Refusal>(std::move(decide), [this, done = std::move(done)](
                                       const tl::expected<Refusal, AccountRefusal>& decided) {
    --deeds_waiting_;
    if (!decided) return done(tl::unexpected(DeedRefusal::not_now));
    if (*decided) return done(tl::unexpected(**decided));
    done({});
  });
}

std::optional<DeedRefusal> Office::refusal_of(const Person& person, const Wish& wish) {
  const bool has_token = person.id == token_holder;
  const auto release =
      wish.conversation ? register_->release_of(*wish.conversation) : std::optional<Release>();
  const bool is_named = !has_token && release && release->confirms == person.id;
  if (wish.deed == Deed::confirm_release) {
    if (is_named && may(person.roles, wish.deed)) return std::nullopt;
    return DeedRefusal::not_theirs;
  }
  if (has_token) {
    return wish.deed == Deed::propose_release ? std::optional(DeedRefusal::not_theirs)
                                              : std::nullopt;
  }
  if (is_named && release->proposed_by && wish.deed == Deed::check_transcript) return std::nullopt;
  if (!may(person.roles, wish.deed)) return DeedRefusal::not_theirs;
  if (wish.conversation && !is_entrusted(person, *wish.conversation)) {
    return DeedRefusal::not_theirs;
  }
  const bool is_released = release && release->released;
  if (wish.deed == Deed::read_transcript && wish.conversation && !is_released) {
    return DeedRefusal::not_released;
  }
  return std::nullopt;
}

bool Office::is_entrusted(const Person& person, const ConversationId& conversation) {
  const auto theirs = register_->entrusted(person.id);
  return std::find(theirs.begin(), theirs.end(), conversation) != theirs.end();
}

// ---- accounts ----------------------------------------------------------------------------------

void Office::add(const Person& by, std::string name, Roles roles, Answer<NewAccount> done) {
  std::optional<AccountRefusal> refusal;
  if (!is_name(name)) refusal = AccountRefusal::bad_name;
  if (roles.empty()) refusal = AccountRefusal::no_role;
  if (refusal) {
    boost::asio::post(io_, [done, refusal] { done(tl::unexpected(*refusal)); });
    return;
  }
  NewAccount made;
  made.password = new_password(entropy_);
  entropy_.fill(made.totp.bytes);
  auto keep = [this, by, name = std::move(name), roles = std::move(roles),
               made](const std::string& hash) -> tl::expected<NewAccount, AccountRefusal> {
    if (hash.empty()) return tl::unexpected(AccountRefusal::not_now);
    Account account;
    account.name = name;
    account.roles = roles;
    account.password = hash;
    account.totp = made.totp;
    std::optional<AccountId> id;
    register_->together([&] {
      id = register_->add(std::move(account));
      if (!id) return;
      Entry noted = entry(by.id, Deed::made_account, true);
      noted.about = *id;
      register_->note(noted);
    });
    if (!id) return tl::unexpected(AccountRefusal::name_taken);
    return made;
  };
  boost::asio::post(passwords_, [this, made, keep = std::move(keep), done = std::move(done)] {
    work<NewAccount>([keep, hash = hashed(made.password)] { return keep(hash); }, done);
  });
}

// Logins that were under way when it began end with it too.
void Office::remove(std::string name, Answer<void> done) {
  end_logins_of(name);
  auto removed = [this, name, done = std::move(done)](tl::expected<void, AccountRefusal> result) {
    end_logins_of(name);
    done(std::move(result));
  };
  auto take_out = [this, name]() -> tl::expected<void, AccountRefusal> {
    bool found = false;
    register_->together([&] { found = register_->remove(name); });
    if (!found) return tl::unexpected(AccountRefusal::no_such_account);
    return {};
  };
  work<void>(std::move(take_out), std::move(removed));
}

void Office::accounts(Answer<std::vector<Listed>> done) {
  work<std::vector<Listed>>([this] { return register_->accounts(); }, std::move(done));
}

void Office::log(std::int64_t after, Answer<std::vector<Entry>> done) {
  constexpr std::size_t page = 1'000;
  work<std::vector<Entry>>([this, after] { return register_->log(after, page); }, std::move(done));
}

void Office::entrust(std::string to, ConversationId conversation, Answer<void> done) {
  auto give = [this, to = std::move(to), conversation]() -> tl::expected<void, AccountRefusal> {
    const auto account = register_->find(to);
    if (!account) return tl::unexpected(AccountRefusal::no_such_account);
    register_->entrust(account->id, conversation);
    return {};
  };
  work<void>(std::move(give), std::move(done));
}

std::optional<AccountId> Office::confirmer(const std::string& name) {
  const auto account = register_->find(name);
  const bool can = account && may(account->roles, Deed::confirm_release);
  return can ? std::optional(account->id) : std::nullopt;
}

void Office::can_confirm(std::string name, Answer<bool> done) {
  auto look = [this, name = std::move(name)] { return confirmer(name).has_value(); };
  work<bool>(std::move(look), std::move(done));
}

void Office::opened(const Person& by, ConversationId conversation, std::string confirms,
                    Answer<bool> done) {
  auto give = [this, by, conversation, confirms = std::move(confirms)] {
    bool can = false;
    register_->together([&] {
      if (by.id != token_holder) register_->entrust(by.id, conversation);
      const auto named = confirmer(confirms);
      can = named.has_value();
      if (named) register_->write_release(conversation, Release{*named});
      Entry noted = entry(by.id, Deed::opened_conversation, true);
      noted.conversation = conversation;
      register_->note(noted);
    });
    return can;
  };
  work<bool>(std::move(give), std::move(done));
}

void Office::entrusted(AccountId to, Answer<std::vector<ConversationId>> done) {
  work<std::vector<ConversationId>>([this, to] { return register_->entrusted(to); },
                                    std::move(done));
}

// ---- the release of a transcript ---------------------------------------------------------------

void Office::propose_release(const Person& by, ConversationId conversation,
                             TranscriptDigest transcript, Answer<ReleaseStep> done) {
  auto propose = [this, by, conversation, transcript] {
    auto release = register_->release_of(conversation);
    if (!release) return ReleaseStep::nobody_named;
    if (release->released) return ReleaseStep::released;
    if (release->confirms == by.id) return ReleaseStep::is_named;
    release->proposed_by = by.id;
    release->transcript = transcript;
    register_->write_release(conversation, *release);
    return ReleaseStep::done;
  };
  work<ReleaseStep>(std::move(propose), std::move(done));
}

void Office::confirm_release(ConversationId conversation, TranscriptDigest transcript,
                             Answer<ReleaseStep> done) {
  auto confirm = [this, conversation, transcript] {
    auto release = register_->release_of(conversation);
    if (!release) return ReleaseStep::nobody_named;
    if (release->released) return ReleaseStep::released;
    if (!release->proposed_by) return ReleaseStep::not_proposed;
    if (release->transcript != transcript) return ReleaseStep::another_transcript;
    release->released = true;
    register_->write_release(conversation, *release);
    return ReleaseStep::done;
  };
  work<ReleaseStep>(std::move(confirm), std::move(done));
}

void Office::releases(const Person& person, Answer<std::vector<ReleaseSeen>> done) {
  auto look = [this, person] {
    std::map<AccountId, std::string> names;
    for (const Listed& account : register_->accounts()) names[account.id] = account.name;
    std::vector<ReleaseSeen> found;
    const auto see = [&](const ConversationId& conversation, bool entrusted) {
      ReleaseSeen seen{conversation};
      seen.entrusted = entrusted;
      if (const auto release = register_->release_of(conversation)) {
        seen.state = release->released      ? ReleaseSeen::State::released
                     : release->proposed_by ? ReleaseSeen::State::proposed
                                            : ReleaseSeen::State::named;
        seen.named = names[release->confirms];
        seen.is_named = release->confirms == person.id;
      }
      found.push_back(std::move(seen));
    };
    const auto entrusted = register_->entrusted(person.id);
    for (const ConversationId& one : entrusted) see(one, true);
    for (const ConversationId& one : register_->confirmed_by(person.id)) {
      if (std::find(entrusted.begin(), entrusted.end(), one) == entrusted.end()) see(one, false);
    }
    return found;
  };
  work<std::vector<ReleaseSeen>>(std::move(look), std::move(done));
}

}  // namespace arena::staff
