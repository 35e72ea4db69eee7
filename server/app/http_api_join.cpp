// SPDX-License-Identifier: EUPL-1.2
// How people come in: by a link, or by a code that somebody said; and how those are made.
#include <utility>

#include "server/app/answers.hpp"
#include "server/app/http_api.hpp"
#include "server/app/names.hpp"
#include "server/app/transcripts.hpp"
#include "server/codec/api.hpp"
#include "server/codec/spoken_code.hpp"
#include "server/codec/wire_parts.hpp"
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

// Also of a code that is right and was tried too often: nobody can tell.
HttpResponse unknown_code() {
  return failure(
      404, "code_unknown",
      "This code is not known here, or is no longer taken: check it, or ask for a link.");
}

}  // namespace

std::string HttpApi::link_url(const hub::Secret& secret) const {
  const bool spoken = codec::is_spoken_code(secret);
  return parts_.public_url() + "/#" +
         (spoken ? codec::spoken_code_text(secret) : codec::hex(secret));
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
  const bool spoken = codec::is_spoken_code(asked->link);
  if (spoken && !codes_.try_code(asked->link)) return respond(unknown_code());
  auto joined = [this, respond, spoken](const tl::expected<hub::Joined, hub::JoinRefusal>& result) {
    const bool unknown = !result && result.error() == hub::JoinRefusal::no_such_link;
    if (spoken && unknown) return respond(unknown_code());
    if (spoken) codes_.right();
    if (!result) return respond(refused_join(result.error()));
    respond(
        ok(codec::encode_join_answer({result->conversation, result->seat_secret, result->seated})));
  };
  parts_.hub.join({asked->link, *name, &poses_as_leader}, std::move(joined));
}

// The group's place in the script is known to the record only.
void HttpApi::invite(ConversationId conversation, const HttpRequest& request,
                     const Respond& respond) {
  const auto asked = codec::decode_new_link(request.body);
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
    if (asked.spoken && leads(role)) {
      return respond(failure(409, "code_not_for_facilitators",
                             "A code is overheard easily and seats a facilitator at once: give "
                             "facilitators a link."));
    }
    hub::WantedLink wanted{*group, asked.expires};
    if (asked.spoken) {
      wanted.spoken = codes_.make();
      wanted.expires = asked.expires.value_or(parts_.now() + SpokenCodes::life);
    }
    auto made = [this, respond, asked, role](const std::optional<hub::NewLink>& link) {
      if (!link) {
        return respond(failure(409, "conversation_closed",
                               "This conversation has ended or stands still: no link was made."));
      }
      const std::string kind(asked.spoken ? "spoken" : codec::name(link->kind));
      auto response = ok(
          codec::encode_link({asked.group, std::string(name(role)), kind, link_url(link->secret)}));
      response.status = 201;
      respond(std::move(response));
    };
    parts_.hub.invite(conversation, wanted, std::move(made));
  };
  parts_.hub.history(conversation, std::move(with_history));
}

}  // namespace arena::app
