// SPDX-License-Identifier: EUPL-1.2
// What staff may ask: who asks, whether they may, and what is then done. Who has the directory's
// token may do all of it; each deed is in the log before it is done.
#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "server/app/answers.hpp"
#include "server/app/http_api.hpp"
#include "server/codec/api.hpp"
#include "server/codec/api_staff.hpp"

namespace arena::app {

using net::HttpRequest;
using net::HttpResponse;
using net::Respond;
using staff::Deed;
using staff::Person;

namespace {

// `__Host-`: the browser takes it from this host alone, over HTTPS, and for no part of it.
constexpr std::string_view cookie_name = "__Host-arena";
constexpr std::string_view cookie_rules = "; Path=/; Secure; HttpOnly; SameSite=Strict";
constexpr std::string_view conversations_path = "/api/conversations";

// The login in a Cookie header that has exactly one.
std::optional<staff::LoginToken> token_in(std::string_view header) {
  std::optional<staff::LoginToken> found;
  std::size_t count = 0;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view one = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.substr(0, one.find('=')) != cookie_name) continue;
    ++count;
    found = codec::from_hex<staff::LoginToken>(one.substr(std::min(one.find('=') + 1, one.size())));
  }
  return count == 1 ? found : std::nullopt;
}

HttpResponse busy() {
  return failure(503, "busy", "Many ask for something now: try again in a minute.");
}

HttpResponse not_yours() {
  return failure(403, "not_yours",
                 "Your account may not do this, or not to this conversation: ask a host to entrust "
                 "it to you.");
}

HttpResponse refused_account(staff::AccountRefusal why) {
  switch (why) {
    case staff::AccountRefusal::bad_name:
      return failure(400, "bad_name", "Give a name of 1 to 100 bytes on one line.");
    case staff::AccountRefusal::name_taken:
      return failure(409, "name_taken", "There is an account of that name.");
    case staff::AccountRefusal::no_role:
      return failure(400, "no_such_role",
                     "Give at least one of the roles administrator, host, facilitator and "
                     "researcher, and no other.");
    case staff::AccountRefusal::no_such_account:
      return failure(404, "no_such_account", "There is no account of that name.");
    case staff::AccountRefusal::not_now:
      break;
  }
  return log_unwritable();
}

std::vector<std::string> names_of(const staff::Roles& roles) {
  std::vector<std::string> names;
  for (const staff::Role role : roles) names.emplace_back(name(role));
  return names;
}

// Empty if one of them is none.
staff::Roles roles_named(const std::vector<std::string>& names) {
  staff::Roles roles;
  for (const std::string& one : names) {
    const auto role = staff::role_named(one);
    if (!role) return {};
    if (std::find(roles.begin(), roles.end(), *role) == roles.end()) roles.push_back(*role);
  }
  return roles;
}

std::string accounts_json(const std::vector<staff::Listed>& accounts) {
  auto listed = nlohmann::ordered_json::array();
  for (const staff::Listed& one : accounts) {
    listed.push_back({{"number", one.id}, {"name", one.name}, {"roles", names_of(one.roles)}});
  }
  return nlohmann::ordered_json{{"accounts", std::move(listed)}}.dump();
}

std::string log_json(const std::vector<staff::Entry>& entries) {
  auto listed = nlohmann::ordered_json::array();
  for (const staff::Entry& one : entries) {
    nlohmann::ordered_json line{{"number", one.number},
                                {"at_ms", one.at.value},
                                {"who", one.who},
                                {"deed", name(one.deed)},
                                {"allowed", one.allowed}};
    if (one.conversation) line["conversation"] = codec::hex(*one.conversation);
    if (one.about != 0) line["about"] = one.about;
    listed.push_back(std::move(line));
  }
  return nlohmann::ordered_json{{"deeds", std::move(listed)}}.dump();
}

// A part of the query, empty if there is none.
std::string in_query(const HttpRequest& request, const char* name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

std::int64_t number_in(const std::string& text) {
  if (text.empty() || text.size() > 18) return 0;
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::stoll(text) : 0;
}

// "/api/conversations/{32 digits}/rest" without its beginning.
struct ConversationPath {
  ConversationId conversation;
  std::string rest;
};
std::optional<ConversationPath> parse_conversation_path(std::string_view path) {
  constexpr std::size_t digits = 2 * ConversationId::size;
  path.remove_prefix(conversations_path.size() + 1);
  const auto id = codec::from_hex<ConversationId>(path.substr(0, digits));
  if (!id || path.size() <= digits || path[digits] != '/') return std::nullopt;
  return ConversationPath{*id, std::string(path.substr(digits + 1))};
}

}  // namespace

// ---- who asks ----------------------------------------------------------------------------------

std::optional<Person> HttpApi::person_of(const HttpRequest& request) {
  const std::string& token = parts_.admin_token;
  if (!request.bearer.empty()) {
    const bool same = request.bearer.size() == token.size() &&
                      sodium_memcmp(request.bearer.data(), token.data(), token.size()) == 0;
    return same ? std::optional(staff::holder_of_token()) : std::nullopt;
  }
  const auto login = token_in(request.cookie);
  // What a browser sends along by itself counts only from our own pages.
  if (!login || (request.method == "POST" && !request.has_origin)) return std::nullopt;
  return parts_.office.who(*login);
}

void HttpApi::answer_staff(const HttpRequest& request, const Respond& respond) {
  if (request.path == "/api/staff/login") {
    return request.method == "POST" ? log_in(request, respond) : respond(only("POST"));
  }
  if (request.path == "/api/staff/logout") {
    return request.method == "POST" ? log_out(request, respond) : respond(only("POST"));
  }
  const auto person = person_of(request);
  if (!person) {
    auto refusal = failure(401, "not_administrator",
                           "Log in first, or give the administrator's token (admin.token in the "
                           "data directory) as Authorization: Bearer.");
    refusal.headers = {{"WWW-Authenticate", "Bearer"}};
    return respond(std::move(refusal));
  }
  if (request.path == "/api/staff/me") {
    return respond(request.method == "GET"
                       ? ok(codec::encode_staff_person({person->name, names_of(person->roles)}))
                       : only("GET, HEAD"));
  }
  answer_staff(request, *person, respond);
}

void HttpApi::answer_staff(const HttpRequest& request, const Person& person,
                           const Respond& respond) {
  auto asked = asked_of(request, respond);
  if (!asked) return respond(std::move(asked.error()));
  auto then = [person, respond,
               go = std::move(asked->go)](const tl::expected<void, staff::DeedRefusal>& allowed) {
    if (allowed) return go(person);
    switch (allowed.error()) {
      case staff::DeedRefusal::not_theirs:
        return respond(not_yours());
      case staff::DeedRefusal::not_released:
        return respond(failure(403, "not_released",
                               "This transcript is not released: a facilitator proposes it and "
                               "who was named for it confirms."));
      case staff::DeedRefusal::busy:
        return respond(busy());
      case staff::DeedRefusal::not_now:
        return respond(log_unwritable());
    }
  };
  parts_.office.ask(person, std::move(asked->wish), std::move(then));
}

// ---- what is asked -----------------------------------------------------------------------------

tl::expected<HttpApi::Asked, HttpResponse> HttpApi::asked_of(const HttpRequest& request,
                                                             const Respond& respond) {
  const bool post = request.method == "POST";
  if (request.path == "/api/staff" || request.path.starts_with("/api/staff/")) {
    return asked_of_accounts(request, respond);
  }
  if (request.path == conversations_path) {
    if (post) {
      return Asked{{Deed::open_conversation}, [this, request, respond](const Person& person) {
                     create(request, person, respond);
                   }};
    }
    const bool titles = !in_query(request, "titles").empty();
    return Asked{{Deed::list_conversations}, [this, titles, respond](const Person& person) {
                   if (titles) return list_titles(person, respond);
                   with_conversations(person, respond, [respond](auto of) { list(of, respond); });
                 }};
  }
  if (request.path == "/api/stats") {
    if (post) return tl::unexpected(only("GET, HEAD"));
    return Asked{{Deed::read_transcript}, [this, respond](const Person& person) {
                   with_released(person, respond, [this, respond](auto of) {
                     stats(std::move(of), false, respond);
                   });
                 }};
  }
  if (request.path.starts_with("/api/conversations/")) return asked_of_one(request, respond);
  return tl::unexpected(not_found());
}

tl::expected<HttpApi::Asked, HttpResponse> HttpApi::asked_of_one(const HttpRequest& request,
                                                                 const Respond& respond) {
  const auto path = parse_conversation_path(request.path);
  if (!path) return tl::unexpected(no_such_conversation());
  const ConversationId id = path->conversation;
  const bool post = request.method == "POST";
  if (path->rest == "links" || path->rest == "erase" || path->rest == "entrust") {
    if (!post) return tl::unexpected(only("POST"));
    if (path->rest == "links") {
      const auto wanted = codec::decode_new_link(request.body);
      const bool spoken = wanted && wanted->spoken;
      return Asked{{spoken ? Deed::make_code : Deed::make_link, id},
                   [this, id, request, respond](const Person&) { invite(id, request, respond); }};
    }
    if (path->rest == "erase") {
      return Asked{{Deed::erase_person, id},
                   [this, id, request, respond](const Person&) { erase(id, request, respond); }};
    }
    return Asked{{Deed::entrust, id, codec::decode_staff_name(request.body).value_or("")},
                 [this, id, request, respond](const Person&) { entrust(id, request, respond); }};
  }
  if (path->rest == "propose" || path->rest == "confirm") {
    if (!post) return tl::unexpected(only("POST"));
    if (path->rest == "propose") {
      return Asked{{Deed::propose_release, id}, [this, id, request, respond](const Person& by) {
                     propose_release(id, request, by, respond);
                   }};
    }
    return Asked{{Deed::confirm_release, id}, [this, id, request, respond](const Person&) {
                   confirm_release(id, request, respond);
                 }};
  }
  const bool letter = path->rest == "letter";
  const bool is_document = letter || path->rest == "report";
  if (path->rest != "export" && path->rest != "stats" && !is_document) {
    return tl::unexpected(not_found());
  }
  if (post) return tl::unexpected(only("GET, HEAD"));
  if (path->rest == "stats") {
    return Asked{{Deed::read_transcript, id},
                 [this, id, respond](const Person&) { stats({id}, true, respond); }};
  }
  if (!is_document) {
    const bool to_check = !in_query(request, "check").empty();
    return Asked{{to_check ? Deed::check_transcript : Deed::read_transcript, id},
                 [this, id, to_check, format = in_query(request, "format"),
                  respond](const Person&) { transcript(id, format, to_check, respond); }};
  }
  auto wanted = wanted_document(letter, in_query(request, "format"), in_query(request, "language"));
  if (!wanted) return tl::unexpected(failure(400, wanted.error().error, wanted.error().sentence));
  wanted->sent = !in_query(request, "sent").empty();
  return Asked{{Deed::write_document, id}, [this, id, wanted = *wanted, respond](const Person&) {
                 document(id, wanted, respond);
               }};
}

tl::expected<HttpApi::Asked, HttpResponse> HttpApi::asked_of_accounts(const HttpRequest& request,
                                                                      const Respond& respond) {
  const bool post = request.method == "POST";
  if (request.path == "/api/staff") {
    if (post) {
      return Asked{{Deed::add_account}, [this, request, respond](const Person& person) {
                     add_account(request, person, respond);
                   }};
    }
    return Asked{{Deed::see_accounts}, [this, respond](const Person&) {
                   parts_.office.accounts([respond](const auto& accounts) {
                     respond(accounts ? ok(accounts_json(*accounts)) : log_unwritable());
                   });
                 }};
  }
  if (request.path == "/api/staff/remove") {
    if (!post) return tl::unexpected(only("POST"));
    return Asked{{Deed::remove_account, {}, codec::decode_staff_name(request.body).value_or("")},
                 [this, request, respond](const Person&) { remove_account(request, respond); }};
  }
  if (request.path == "/api/staff/log") {
    if (post) return tl::unexpected(only("GET, HEAD"));
    const std::int64_t after = number_in(in_query(request, "after"));
    return Asked{{Deed::see_log}, [this, after, respond](const Person&) {
                   parts_.office.log(after, [respond](const auto& entries) {
                     respond(entries ? ok(log_json(*entries)) : log_unwritable());
                   });
                 }};
  }
  return tl::unexpected(not_found());
}

void HttpApi::with_conversations(const Person& person, const Respond& respond,
                                 const std::function<void(std::vector<ConversationId>)>& then) {
  if (person.id == staff::token_holder) return then(parts_.hub.conversations());
  parts_.office.entrusted(person.id, [this, respond, then](const auto& theirs) {
    if (!theirs) return respond(log_unwritable());
    then(as_opened(*theirs));
  });
}

// ---- logins and accounts -----------------------------------------------------------------------

void HttpApi::log_in(const HttpRequest& request, const Respond& respond) {
  const auto asked = codec::decode_staff_login(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  auto then = [respond](const tl::expected<staff::LoggedIn, staff::LoginRefusal>& result) {
    if (result) {
      auto response =
          ok(codec::encode_staff_person({result->person.name, names_of(result->person.roles)}));
      response.headers["Set-Cookie"] =
          std::string(cookie_name) + "=" + codec::hex(result->token) + std::string(cookie_rules);
      return respond(std::move(response));
    }
    if (result.error() == staff::LoginRefusal::busy) return respond(busy());
    respond(failure(401, "login_refused",
                    "Name, password or code is not right; after five wrong tries an account also "
                    "waits, half a minute and then longer. Take a new code and try again."));
  };
  parts_.office.log_in({asked->name, asked->password, asked->code}, std::move(then));
}

void HttpApi::log_out(const HttpRequest& request, const Respond& respond) {
  auto then = [respond] {
    auto response = ok("{}");
    response.headers["Set-Cookie"] =
        std::string(cookie_name) + "=" + std::string(cookie_rules) + "; Max-Age=0";
    respond(std::move(response));
  };
  const auto login = token_in(request.cookie);
  if (!login) return then();
  parts_.office.log_out(*login, std::move(then));
}

void HttpApi::add_account(const HttpRequest& request, const Person& by, const Respond& respond) {
  const auto asked = codec::decode_staff_person(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  auto then = [respond, name = asked->name](
                  const tl::expected<staff::NewAccount, staff::AccountRefusal>& made) {
    if (!made) return respond(refused_account(made.error()));
    const std::string_view secret(reinterpret_cast<const char*>(made->totp.bytes.data()),
                                  made->totp.bytes.size());
    auto response = ok(codec::encode_staff_made(
        {name, made->password, staff::base32(secret), staff::totp_uri(made->totp, name)}));
    response.status = 201;
    respond(std::move(response));
  };
  parts_.office.add(by, asked->name, roles_named(asked->roles), std::move(then));
}

void HttpApi::remove_account(const HttpRequest& request, const Respond& respond) {
  const auto name = codec::decode_staff_name(request.body);
  if (!name) return respond(failure(400, "bad_body", name.error().sentence));
  parts_.office.remove(*name, [respond](const tl::expected<void, staff::AccountRefusal>& removed) {
    respond(removed ? ok("{}") : refused_account(removed.error()));
  });
}

void HttpApi::entrust(ConversationId conversation, const HttpRequest& request,
                      const Respond& respond) {
  const auto name = codec::decode_staff_name(request.body);
  if (!name) return respond(failure(400, "bad_body", name.error().sentence));
  const auto known = parts_.hub.conversations();
  if (std::find(known.begin(), known.end(), conversation) == known.end()) {
    return respond(no_such_conversation());
  }
  parts_.office.entrust(*name, conversation,
                        [respond](const tl::expected<void, staff::AccountRefusal>& given) {
                          respond(given ? ok("{}") : refused_account(given.error()));
                        });
}

}  // namespace arena::app
