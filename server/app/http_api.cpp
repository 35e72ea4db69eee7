// SPDX-License-Identifier: EUPL-1.2
#include "server/app/http_api.hpp"

#include <sodium.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "server/app/answers.hpp"
#include "server/app/names.hpp"
#include "server/app/shipped_scripts.hpp"
#include "server/app/transcripts.hpp"
#include "server/codec/api.hpp"
#include "server/codec/script_text.hpp"
#include "server/codec/wire_parts.hpp"
#include "server/library/export.hpp"
#include "sessions/utf8.hpp"

namespace arena::app {

using net::HttpRequest;
using net::HttpResponse;
using net::Respond;

namespace {

HttpResponse refused_join(hub::JoinRefusal why) {
  switch (why) {
    case hub::JoinRefusal::no_such_link:
      return failure(404, "link_unknown",
                     "This link is not known here: check that you have all of it, or ask for a "
                     "new one.");
    case hub::JoinRefusal::expired:
      return failure(410, "link_expired", "This link has expired: ask for a new one.");
    case hub::JoinRefusal::used_up:
      return failure(409, "link_used",
                     "This link was for one person and has been used: ask for a new one.");
    case hub::JoinRefusal::full:
      return failure(409, "full", "There is no place left: ask the facilitator.");
    case hub::JoinRefusal::closed:
      return failure(410, "conversation_closed", "This conversation has ended.");
    case hub::JoinRefusal::frozen:
      return failure(503, "frozen",
                     "The conversation stands still, because it cannot be recorded now: try again "
                     "in a while.");
    case hub::JoinRefusal::name_misleads:
      return failure(409, "name_misleads",
                     "With this name people could take a participant for a facilitator: add a "
                     "surname, give another name, or none.");
  }
  return not_found();
}

bool is_json(const std::string& content_type) {
  std::string media = content_type.substr(0, content_type.find(';'));
  while (!media.empty() && media.back() == ' ') media.pop_back();
  std::transform(media.begin(), media.end(), media.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return media == "application/json";
}

// A page of another site, or a form, must not act here.
std::optional<HttpResponse> refuse_post(const HttpRequest& request, const HttpApi::Parts& parts) {
  if (request.has_origin && !parts.allows(request.origin)) {
    return failure(403, "origin_refused",
                   "This Origin may not use this API: the server's configuration names those that "
                   "may.");
  }
  if (!is_json(request.content_type)) {
    return failure(415, "content_type", "Send the body as Content-Type: application/json.");
  }
  return std::nullopt;
}

std::string scripts_json() {
  auto scripts = nlohmann::ordered_json::array();
  for (const ShippedScript& shipped : shipped_scripts()) {
    const auto script = codec::read_script(shipped.text, shipped.id);
    if (!script) continue;
    scripts.push_back({{"id", script->id},
                       {"title_nl", script->title.nl},
                       {"title_en", script->title.en},
                       {"summary_nl", script->summary.nl},
                       {"summary_en", script->summary.en},
                       {"draft", script->draft},
                       {"rounds", script->rounds.size()},
                       {"groups", script->groups.size()}});
  }
  return nlohmann::ordered_json{{"scripts", std::move(scripts)}}.dump();
}

struct ChosenScript {
  Script script;
  std::string text;
};

tl::expected<std::string, HttpResponse> script_text_of(const codec::ApiNewConversation& request) {
  if (request.script_id.empty() == request.script_text.empty()) {
    return tl::unexpected(failure(400, "script_missing",
                                  "Give either script_id, the name of a shipped script, or "
                                  "script_text, a script of your own."));
  }
  if (!request.script_text.empty()) return request.script_text;
  for (const ShippedScript& shipped : shipped_scripts()) {
    if (shipped.id == request.script_id) return std::string(shipped.text);
  }
  return tl::unexpected(failure(404, "no_such_script",
                                "There is no shipped script of that name: GET /api/scripts lists "
                                "them."));
}

tl::expected<ChosenScript, HttpResponse> chosen(const codec::ApiNewConversation& request) {
  auto text = script_text_of(request);
  if (!text) return tl::unexpected(text.error());
  auto script =
      codec::read_script(*text, request.script_id.empty() ? "script_text" : request.script_id);
  if (!script) {
    return tl::unexpected(failure(400, "script_wrong", codec::sentence(script.error().front())));
  }
  if (script->draft) {
    return tl::unexpected(failure(409, "script_is_draft",
                                  "This script is a draft: it can be read and checked, but not "
                                  "held yet."));
  }
  return ChosenScript{std::move(*script), std::move(*text)};
}

// A part of the query, empty if there is none.
std::string asked(const HttpRequest& request, const char* name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

bool is_title(const std::string& title) {
  return !title.empty() && title.size() <= HttpApi::title_bytes_max && is_utf8(title);
}

// "/api/conversations/{32 digits}/rest" without its beginning.
struct ConversationPath {
  ConversationId conversation;
  std::string rest;
};
constexpr std::string_view conversations_path = "/api/conversations";

std::optional<ConversationPath> parse_conversation_path(std::string_view path) {
  constexpr std::size_t digits = 2 * ConversationId::size;
  path.remove_prefix(conversations_path.size() + 1);
  const auto id = codec::from_hex<ConversationId>(path.substr(0, digits));
  if (!id || path.size() <= digits || path[digits] != '/') return std::nullopt;
  return ConversationPath{*id, std::string(path.substr(digits + 1))};
}

// Histories are asked for one after the other, so that one at a time is in memory.
struct StatsUnderWay {
  std::vector<ConversationId> waiting;  // from the back
  std::vector<Transcript> transcripts;
  bool only_one{};
  Respond respond;
};

void next_stats(hub::Hub& hub, const std::shared_ptr<StatsUnderWay>& stats) {
  if (stats->waiting.empty()) return stats->respond(ok(stats_json(stats->transcripts)));
  const ConversationId next = stats->waiting.back();
  stats->waiting.pop_back();
  auto take = [&hub, stats](auto history) {
    if (!history) return stats->respond(record_unreadable());
    auto read = read_conversation(*history);
    if (!read && stats->only_one) return stats->respond(no_such_conversation());
    if (read) stats->transcripts.push_back(std::move(read->transcript));
    next_stats(hub, stats);
  };
  hub.history(next, std::move(take));
}

// Few and short: who listens has to keep them in mind.
bool are_learning_questions(const std::vector<std::string>& questions) {
  return questions.size() <= HttpApi::learning_questions_max &&
         std::all_of(questions.begin(), questions.end(), [](const std::string& question) {
           return !question.empty() && question.size() <= HttpApi::learning_question_bytes_max &&
                  is_utf8(question);
         });
}

// A respondent code names a seat of its own conversation, and somebody else in the next one.
bool is_code(const std::string& owner) { return seat_code_from(owner) != SeatCode{}; }

// Those that still wait for somebody to do something: neither declined nor done.
std::vector<hub::OpenLesson> open_lessons(const Transcript& transcript) {
  std::vector<hub::OpenLesson> open;
  for (const TranscriptItem& item : transcript.items) {
    const bool ended = item.decision == Decision::declined || item.decision == Decision::done;
    if (item.product || ended || item.text.empty()) continue;
    open.push_back({item.item, item.text, is_code(item.owner) ? std::string() : item.owner,
                    item.due, item.signal, item.decision == Decision::adopted});
  }
  return open;
}

// Whether a round of it is open.
bool is_under_way(std::span<const Record> history) {
  bool open = false;
  for (const Record& record : history) {
    if (std::holds_alternative<RoundOpened>(record.event.body)) open = true;
    if (std::holds_alternative<SittingEnded>(record.event.body)) open = false;
    if (std::holds_alternative<Closed>(record.event.body)) open = false;
  }
  return open;
}

}  // namespace

void HttpApi::answer(const HttpRequest& request, const Respond& respond) {
  if (request.path == "/healthz") {
    const bool writable = parts_.record_is_writable();
    return respond(
        ok(nlohmann::ordered_json{{"status", "ok"}, {"record_writable", writable}}.dump()));
  }
  if (request.path == "/api" || request.path.starts_with("/api/")) {
    return answer_api(request, respond);
  }
  if (request.method != "GET") return respond(only("GET, HEAD"));
  respond(parts_.files.answer(request.path, request.accepts_gzip));
}

void HttpApi::answer_api(const HttpRequest& request, const Respond& respond) {
  if (request.method == "POST") {
    if (auto refusal = refuse_post(request, parts_)) return respond(std::move(*refusal));
  }
  if (request.path == "/api/join") {
    if (request.method != "POST") return respond(only("POST"));
    // What comes next on this connection would be known to be of the one who joined.
    return join(request, [respond](HttpResponse response) {
      response.closes = true;
      respond(std::move(response));
    });
  }
  if (request.path == "/api/report" || request.path == "/api/letter") {
    if (request.method != "POST") return respond(only("POST"));
    return document_for_facilitator(request, request.path == "/api/letter", respond);
  }
  if (request.path == "/api/withdraw") {
    return request.method == "POST" ? withdraw(request, respond) : respond(only("POST"));
  }
  if (request.path == "/api/scripts") {
    return respond(request.method == "GET" ? ok(scripts_json()) : only("GET, HEAD"));
  }
  answer_administrator(request, respond);
}

void HttpApi::answer_administrator(const HttpRequest& request, const Respond& respond) {
  if (!is_administrator(request.bearer)) {
    auto refusal = failure(401, "not_administrator",
                           "Give the administrator's token (admin.token in the data directory) as "
                           "Authorization: Bearer.");
    refusal.headers = {{"WWW-Authenticate", "Bearer"}};
    return respond(std::move(refusal));
  }
  if (request.path == conversations_path) {
    return request.method == "POST" ? create(request, respond) : list(respond);
  }
  if (request.path == "/api/stats") {
    if (request.method != "GET") return respond(only("GET, HEAD"));
    return stats(parts_.hub.conversations(), respond);
  }
  if (!request.path.starts_with("/api/conversations/")) return respond(not_found());
  const auto path = parse_conversation_path(request.path);
  if (!path) return respond(no_such_conversation());
  if (path->rest == "links") {
    if (request.method != "POST") return respond(only("POST"));
    return invite(path->conversation, request, respond);
  }
  if (path->rest == "erase") {
    if (request.method != "POST") return respond(only("POST"));
    return erase(path->conversation, request, respond);
  }
  const bool letter = path->rest == "letter";
  const bool is_document = letter || path->rest == "report";
  if (path->rest != "export" && path->rest != "stats" && !is_document) return respond(not_found());
  if (request.method != "GET") return respond(only("GET, HEAD"));
  if (path->rest == "stats") return stats({path->conversation}, respond);
  if (!is_document) return transcript(path->conversation, asked(request, "format"), respond);
  auto wanted = wanted_document(letter, asked(request, "format"), asked(request, "language"));
  if (!wanted) return respond(failure(400, wanted.error().error, wanted.error().sentence));
  wanted->sent = !asked(request, "sent").empty();
  document(path->conversation, *wanted, respond);
}

bool HttpApi::is_administrator(const std::string& bearer) const {
  const std::string& token = parts_.admin_token;
  return bearer.size() == token.size() &&
         sodium_memcmp(bearer.data(), token.data(), token.size()) == 0;
}

std::string HttpApi::link_url(const hub::Secret& secret) const {
  return parts_.public_url() + "/#" + codec::hex(secret);
}

void HttpApi::join(const HttpRequest& request, const Respond& respond) {
  const auto asked = codec::decode_join_request(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  if (asked->name.size() > name_bytes_max || !is_utf8(asked->name)) {
    return respond(
        failure(400, "name_too_long", "Give a name of at most 100 bytes of UTF-8, or none."));
  }
  const auto name = tidy_name(asked->name);
  if (!name || name->size() > name_bytes_max) {
    return respond(failure(400, "name_unreadable",
                           "Give a name in which every character can be seen, without control or "
                           "directional characters, or none."));
  }
  auto joined = [respond](const tl::expected<hub::Joined, hub::JoinRefusal>& result) {
    if (!result) return respond(refused_join(result.error()));
    respond(
        ok(codec::encode_join_answer({result->conversation, result->seat_secret, result->seated})));
  };
  parts_.hub.join({asked->link, *name, &poses_as_leader}, std::move(joined));
}

void HttpApi::create(const HttpRequest& request, const Respond& respond) {
  const auto asked = codec::decode_new_conversation(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  if (!is_title(asked->title)) {
    return respond(failure(400, "title_missing",
                           "Give a title of at most 200 bytes of UTF-8 that people will know the "
                           "conversation by."));
  }
  auto script = chosen(*asked);
  if (!script) return respond(std::move(script.error()));
  if (const auto wrong = bad_choice(script->script, asked->options)) {
    return respond(failure(400, "no_such_option", *wrong));
  }
  if (asked->releaser.size() > name_bytes_max || !is_utf8(asked->releaser)) {
    return respond(failure(400, "releaser_too_long",
                           "Name who releases the archive in at most 100 bytes of UTF-8."));
  }
  if (!are_learning_questions(asked->learning_questions)) {
    return respond(failure(400, "bad_learning_question",
                           "Give at most 5 learning questions, each of 1 to 300 bytes of UTF-8."));
  }
  if (asked->keep_until && *asked->keep_until <= parts_.now()) {
    return respond(failure(400, "keep_until_past",
                           "keep_until_ms has passed: give a moment that is still to come."));
  }
  hub::NewConversation wanted{std::move(script->script),
                              std::move(script->text),
                              asked->title,
                              asked->archive_level,
                              asked->links_expire,
                              asked->options,
                              asked->after,
                              {},
                              asked->releaser,
                              asked->learning_questions,
                              asked->keep_until};
  if (!asked->after) return create(std::move(wanted), respond);
  auto with_history = [this, respond, wanted = std::move(wanted)](auto history) mutable {
    if (!history) return respond(record_unreadable());
    const auto before = read_conversation(*history);
    if (!before) return respond(no_such_conversation());
    if (is_under_way(*history)) {
      return respond(failure(409, "still_under_way",
                             "The conversation before it is under way: end its sitting first."));
    }
    wanted.brings = open_lessons(before->transcript);
    create(std::move(wanted), respond);
  };
  parts_.hub.history(*asked->after, std::move(with_history));
}

void HttpApi::create(hub::NewConversation wanted, const Respond& respond) {
  auto opened = [this, respond, groups = wanted.script.groups](
                    const tl::expected<hub::ConversationOpened, hub::StorageError>& result) {
    if (!result) return respond(record_unreadable());
    codec::ApiConversationCreated created{result->conversation, {}, {}};
    for (const hub::NewLink& link : result->links) {
      const Group& group = groups[link.group.value];
      created.links.push_back({group.id, std::string(name(group.role)),
                               std::string(codec::name(link.kind)), link_url(link.secret)});
    }
    auto response = ok(codec::encode_conversation_created(created));
    response.status = 201;
    respond(std::move(response));
  };
  parts_.hub.create(std::move(wanted), std::move(opened));
}

// The group's place in the script is known to the record only.
void HttpApi::invite(ConversationId conversation, const HttpRequest& request,
                     const Respond& respond) {
  const auto asked = codec::decode_new_personal_link(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  auto with_history = [this, conversation, respond, asked = *asked](auto history) {
    if (!history) return respond(record_unreadable());
    const auto read = read_conversation(*history);
    if (!read) return respond(no_such_conversation());
    const auto group = read->script.group_named(asked.group);
    if (!group) {
      return respond(failure(404, "no_such_group", "The script has no group of that name."));
    }
    const Role role = read->script.groups[group->value].role;
    auto made = [this, respond, asked, role](const std::optional<hub::NewLink>& link) {
      if (!link) {
        return respond(failure(409, "conversation_closed",
                               "This conversation has ended or stands still: no link was made."));
      }
      auto response =
          ok(codec::encode_link({asked.group, std::string(name(role)),
                                 std::string(codec::name(link->kind)), link_url(link->secret)}));
      response.status = 201;
      respond(std::move(response));
    };
    parts_.hub.invite(conversation, *group, asked.expires, std::move(made));
  };
  parts_.hub.history(conversation, std::move(with_history));
}

void HttpApi::list(const Respond& respond) const {
  auto conversations = nlohmann::ordered_json::array();
  for (const ConversationId& id : parts_.hub.conversations()) {
    conversations.push_back({{"conversation", codec::hex(id)}});
  }
  respond(ok(nlohmann::ordered_json{{"conversations", std::move(conversations)}}.dump()));
}

void HttpApi::transcript(ConversationId conversation, const std::string& format,
                         const Respond& respond) {
  if (format != "jsonl" && format != "csv") {
    return respond(failure(400, "no_such_format", "Give format=jsonl or format=csv."));
  }
  auto write = [respond, format, conversation](auto history) {
    if (!history) return respond(record_unreadable());
    const auto read = read_conversation(*history);
    if (!read) return respond(no_such_conversation());
    const bool lines = format == "jsonl";
    HttpResponse response;
    response.content_type = lines ? "application/x-ndjson" : "text/csv; charset=utf-8";
    response.body = lines ? library::jsonl(read->script, read->transcript)
                          : library::csv(read->script, read->transcript);
    response.headers["Content-Disposition"] =
        "attachment; filename=\"" + codec::hex(conversation) + "." + format + "\"";
    respond(std::move(response));
  };
  parts_.hub.history(conversation, std::move(write));
}

void HttpApi::document(ConversationId conversation, const WantedDocument& wanted,
                       const Respond& respond) {
  auto write = [respond, wanted, now = parts_.now()](auto history) {
    if (!history) return respond(record_unreadable());
    const auto read = read_conversation(*history);
    if (!read) return respond(no_such_conversation());
    auto written = write_document(*read, wanted, now);
    if (!written) return respond(failure(409, written.error().error, written.error().sentence));
    respond(std::move(*written));
  };
  parts_.hub.history(conversation, std::move(write));
}

// A seat that does not lead is answered like a secret that nobody has.
void HttpApi::document_for_facilitator(const HttpRequest& request, bool letter,
                                       const Respond& respond) {
  const auto asked = codec::decode_document_request(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  auto wanted = wanted_document(letter, asked->format, asked->language);
  if (!wanted) return respond(failure(400, wanted.error().error, wanted.error().sentence));
  if (!is_utf8(asked->text)) return respond(failure(400, "bad_body", "Give the text as UTF-8."));
  wanted->sent = asked->sent;
  wanted->text = asked->text;
  wanted->lessons = asked->lessons;
  auto found = [this, respond, wanted = *wanted](std::optional<ConversationId> led) {
    if (!led) {
      return respond(failure(403, "not_facilitator",
                             "Only a facilitator of this conversation can ask for this."));
    }
    document(*led, wanted, respond);
  };
  parts_.hub.led_with(asked->seat_secret, std::move(found));
}

void HttpApi::stats(std::vector<ConversationId> of, const Respond& respond) {
  const auto stats = std::make_shared<StatsUnderWay>();
  stats->only_one = of.size() == 1;
  stats->waiting = std::move(of);
  std::reverse(stats->waiting.begin(), stats->waiting.end());
  stats->respond = respond;
  next_stats(parts_.hub, stats);
}

}  // namespace arena::app
