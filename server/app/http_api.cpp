// SPDX-License-Identifier: EUPL-1.2
#include "server/app/http_api.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "server/app/answers.hpp"
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

bool is_title(const std::string& title) {
  return !title.empty() && title.size() <= HttpApi::title_bytes_max && is_utf8(title);
}

// Histories are asked for one after the other, so that one at a time is in memory.
struct ReadingUnderWay {
  std::vector<ConversationId> waiting;  // from the back
  bool only_one{};                      // then it is a fault if there is none
  Respond respond;                      // of faults
  std::function<void(ReadConversation)> each;
  std::function<void()> done;
};

void read_next(hub::Hub& hub, const std::shared_ptr<ReadingUnderWay>& reading) {
  if (reading->waiting.empty()) return reading->done();
  const ConversationId next = reading->waiting.back();
  reading->waiting.pop_back();
  auto take = [&hub, reading](auto history) {
    if (!history) return reading->respond(record_unreadable());
    auto read = read_conversation(*history);
    if (!read && reading->only_one) return reading->respond(no_such_conversation());
    if (read) reading->each(std::move(*read));
    read_next(hub, reading);
  };
  hub.history(next, std::move(take));
}

void read_each(hub::Hub& hub, std::vector<ConversationId> of, ReadingUnderWay reading) {
  reading.waiting = std::move(of);
  std::reverse(reading.waiting.begin(), reading.waiting.end());
  read_next(hub, std::make_shared<ReadingUnderWay>(std::move(reading)));
}

// Those to whom somebody can be invited.
nlohmann::ordered_json groups_json(const Script& script) {
  auto groups = nlohmann::ordered_json::array();
  for (const Group& group : script.groups) {
    if (group.position || group.derived) continue;
    groups.push_back({{"id", group.id},
                      {"title_nl", group.title.nl},
                      {"title_en", group.title.en},
                      {"leads", leads(group.role)}});
  }
  return groups;
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
  if (request.path == "/.well-known/security.txt" && request.method == "GET") {
    return respond(security_txt());
  }
  if (request.path == "/api" || request.path.starts_with("/api/")) {
    return answer_api(request, respond);
  }
  if (request.method != "GET") return respond(only("GET, HEAD"));
  respond(parts_.files.answer(request.path, request.accepts_gzip));
}

// RFC 9116. It has to end: half a year on, at a midnight, so that it is the same all day.
net::HttpResponse HttpApi::security_txt() const {
  if (parts_.security_contact.empty()) return not_found();
  constexpr std::int64_t day_s = 86'400;
  constexpr std::int64_t lives_days = 180;
  const std::time_t until = (parts_.now().value / 1'000 / day_s + lives_days) * day_s;
  std::tm parts{};
  gmtime_r(&until, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT00:00:00Z", &parts);
  return {200,
          "text/plain; charset=utf-8",
          "Contact: " + parts_.security_contact + "\nExpires: " + std::string(text.data(), size) +
              "\nPreferred-Languages: nl, en\nCanonical: " + parts_.public_url() +
              "/.well-known/security.txt\n",
          {}};
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
  answer_staff(request, respond);
}

void HttpApi::create(const HttpRequest& request, const staff::Person& by, const Respond& respond) {
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
  if (!asked->after) return create(std::move(wanted), by, respond);
  auto with_history = [this, respond, by, wanted = std::move(wanted)](auto history) mutable {
    if (!history) return respond(record_unreadable());
    const auto before = read_conversation(*history);
    if (!before) return respond(no_such_conversation());
    if (is_under_way(*history)) {
      return respond(failure(409, "still_under_way",
                             "The conversation before it is under way: end its sitting first."));
    }
    wanted.brings = open_lessons(before->transcript);
    create(std::move(wanted), by, respond);
  };
  // What others led is not somebody's to carry on.
  const auto if_theirs = [this, respond, after = *asked->after,
                          go = std::move(with_history)](const std::vector<ConversationId>& theirs) {
    const bool found = std::find(theirs.begin(), theirs.end(), after) != theirs.end();
    if (!found) return respond(no_such_conversation());
    parts_.hub.history(after, go);
  };
  with_conversations(by, respond, if_theirs);
}

void HttpApi::create(hub::NewConversation wanted, const staff::Person& by, const Respond& respond) {
  const std::string releaser = wanted.releaser;
  if_can_confirm(releaser, by, respond, [this, by, respond, wanted = std::move(wanted)]() mutable {
    open(std::move(wanted), by, respond);
  });
}

void HttpApi::open(hub::NewConversation wanted, const staff::Person& by, const Respond& respond) {
  auto opened = [this, respond, by, groups = wanted.script.groups, releaser = wanted.releaser](
                    const tl::expected<hub::ConversationOpened, hub::StorageError>& result) {
    if (!result) return respond(record_unreadable());
    codec::ApiConversationCreated created{result->conversation, {}, {}};
    for (const hub::NewLink& link : result->links) {
      const Group& group = groups[link.group.value];
      created.links.push_back({group.id, std::string(name(group.role)),
                               std::string(codec::name(link.kind)), link_url(link.secret)});
    }
    auto answer = [respond, created, is_named = !releaser.empty()](
                      const tl::expected<bool, staff::AccountRefusal>& noted) mutable {
      if (!noted) {
        created.warnings.emplace_back(
            "The file of the staff cannot be written: this conversation is entrusted to nobody "
            "yet, and cannot be released.");
      } else if (is_named && !*noted) {
        created.warnings.emplace_back(
            "There is no account of that name that can confirm a release: people are told the "
            "name, and researchers with an account will not read this conversation.");
      }
      auto response = ok(codec::encode_conversation_created(created));
      response.status = 201;
      respond(std::move(response));
    };
    parts_.office.opened(by, result->conversation, releaser, std::move(answer));
  };
  parts_.hub.create(std::move(wanted), std::move(opened));
}

void HttpApi::list(const std::vector<ConversationId>& of, const Respond& respond) {
  auto conversations = nlohmann::ordered_json::array();
  for (const ConversationId& id : of) conversations.push_back({{"conversation", codec::hex(id)}});
  respond(ok(nlohmann::ordered_json{{"conversations", std::move(conversations)}}.dump()));
}

void HttpApi::list_titles(std::vector<ConversationId> of, std::vector<staff::ReleaseSeen> releases,
                          const Respond& respond) {
  const auto listed = std::make_shared<nlohmann::ordered_json>(nlohmann::ordered_json::array());
  auto each = [listed, releases = std::move(releases)](const ReadConversation& one) {
    const ConversationId id = one.transcript.conversation;
    nlohmann::ordered_json told{{"conversation", codec::hex(id)},
                                {"title", one.transcript.title},
                                {"script", one.transcript.script_id},
                                {"groups", groups_json(one.script)},
                                {"closed", one.closed}};
    for (const staff::ReleaseSeen& release : releases) {
      if (release.conversation != id) continue;
      told["entrusted"] = release.entrusted;
      told["release"] = {{"state", name(release.state)},
                         {"confirms", release.named},
                         {"is_you", release.is_named}};
    }
    listed->push_back(std::move(told));
  };
  auto done = [listed, respond] {
    respond(ok(nlohmann::ordered_json{{"conversations", std::move(*listed)}}.dump()));
  };
  read_each(parts_.hub, std::move(of), {{}, false, respond, std::move(each), std::move(done)});
}

void HttpApi::transcript(ConversationId conversation, const std::string& format, bool to_check,
                         const Respond& respond) {
  if (format != "jsonl" && format != "csv") {
    return respond(failure(400, "no_such_format", "Give format=jsonl or format=csv."));
  }
  auto write = [respond, format, to_check, conversation](auto history) {
    if (!history) return respond(record_unreadable());
    const auto read = read_conversation(*history);
    if (!read) return respond(no_such_conversation());
    if (to_check && !read->closed) return respond(not_closed());
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

void HttpApi::stats(std::vector<ConversationId> of, bool only_one, const Respond& respond) {
  const auto transcripts = std::make_shared<std::vector<Transcript>>();
  auto each = [transcripts](ReadConversation one) {
    transcripts->push_back(std::move(one.transcript));
  };
  auto done = [transcripts, respond] { respond(ok(stats_json(*transcripts))); };
  read_each(parts_.hub, std::move(of), {{}, only_one, respond, std::move(each), std::move(done)});
}

}  // namespace arena::app
