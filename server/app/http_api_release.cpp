// SPDX-License-Identifier: EUPL-1.2
// How a transcript comes to researchers: a facilitator has read it and proposes it, and who was
// named before the conversation opened has read the same bytes and confirms it.
#include <sodium.h>

#include <algorithm>
#include <utility>

#include "server/app/answers.hpp"
#include "server/app/http_api.hpp"
#include "server/codec/api.hpp"
#include "server/codec/api_staff.hpp"
#include "server/library/export.hpp"

namespace arena::app {

using net::HttpRequest;
using net::HttpResponse;
using net::Respond;
using staff::ReleaseSeen;
using staff::ReleaseStep;
using staff::TranscriptDigest;

namespace {

TranscriptDigest digest_of(const std::string& transcript) {
  TranscriptDigest digest;
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.bytes.data()),
                     reinterpret_cast<const unsigned char*>(transcript.data()), transcript.size());
  return digest;
}

HttpResponse transcript_changed() {
  return failure(409, "transcript_changed",
                 "The transcript is not the one that was read: words have gone since. Read it "
                 "again; a facilitator proposes it anew.");
}

HttpResponse answer_of(const tl::expected<ReleaseStep, staff::AccountRefusal>& step) {
  if (!step) return log_unwritable();
  switch (*step) {
    case ReleaseStep::done:
      return ok("{}");
    case ReleaseStep::nobody_named:
      return failure(409, "nobody_confirms",
                     "Nobody with an account was named to confirm the release before this "
                     "conversation opened, so it cannot be released.");
    case ReleaseStep::is_named:
      return failure(409, "you_confirm",
                     "You were named to confirm the release: another facilitator proposes it.");
    case ReleaseStep::not_proposed:
      return failure(409, "not_proposed",
                     "No facilitator has proposed this release yet: ask for it first.");
    case ReleaseStep::another_transcript:
      return transcript_changed();
    case ReleaseStep::released:
      return failure(409, "released", "This transcript is released: there is nothing to do.");
  }
  return log_unwritable();
}

}  // namespace

// What was read is what is released: `then` is called with the digest of the transcript as it is,
// if that is the one asked for.
void HttpApi::with_transcript(ConversationId conversation, const HttpRequest& request,
                              const Respond& respond, const WithTranscript& then) {
  const auto asked = codec::decode_release(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  const auto wanted = codec::from_hex<TranscriptDigest>(*asked);
  if (!wanted) {
    return respond(failure(400, "bad_body",
                           "transcript is the SHA-256 of the JSON Lines you read: 64 hexadecimal "
                           "digits."));
  }
  parts_.hub.history(conversation, [respond, then, wanted = *wanted](auto history) {
    if (!history) return respond(record_unreadable());
    const auto read = read_conversation(*history);
    if (!read) return respond(no_such_conversation());
    if (!read->closed) return respond(not_closed());
    if (read->transcript.turns.empty()) {
      return respond(failure(409, "nothing_kept", "Nothing of this conversation is kept."));
    }
    const auto digest = digest_of(library::jsonl(read->script, read->transcript));
    if (digest != wanted) return respond(transcript_changed());
    then(digest);
  });
}

void HttpApi::propose_release(ConversationId conversation, const HttpRequest& request,
                              const staff::Person& by, const Respond& respond) {
  with_transcript(
      conversation, request, respond, [this, conversation, by, respond](const auto& transcript) {
        parts_.office.propose_release(by, conversation, transcript,
                                      [respond](const auto& step) { respond(answer_of(step)); });
      });
}

void HttpApi::confirm_release(ConversationId conversation, const HttpRequest& request,
                              const Respond& respond) {
  with_transcript(
      conversation, request, respond, [this, conversation, respond](const auto& transcript) {
        parts_.office.confirm_release(conversation, transcript,
                                      [respond](const auto& step) { respond(answer_of(step)); });
      });
}

// Who names somebody means an account that can do it. Who has the token may name anybody: it is
// told to those who take part, and nothing is released by it.
void HttpApi::if_can_confirm(const std::string& name, const staff::Person& by,
                             const Respond& respond, const std::function<void()>& then) {
  if (name.empty() || by.id == staff::token_holder) return then();
  parts_.office.can_confirm(name, [respond, then](const auto& can) {
    if (!can) return respond(log_unwritable());
    if (*can) return then();
    respond(failure(404, "no_such_releaser",
                    "There is no account of that name that can confirm a release: name a host or "
                    "a facilitator."));
  });
}

std::vector<ConversationId> HttpApi::as_opened(const std::vector<ConversationId>& of) const {
  std::vector<ConversationId> found;
  for (const ConversationId& id : parts_.hub.conversations()) {
    if (std::find(of.begin(), of.end(), id) != of.end()) found.push_back(id);
  }
  return found;
}

// Those whose transcript a researcher may read.
void HttpApi::with_released(const staff::Person& person, const Respond& respond,
                            const std::function<void(std::vector<ConversationId>)>& then) {
  if (person.id == staff::token_holder) return then(parts_.hub.conversations());
  parts_.office.releases(person, [this, respond, then](const auto& releases) {
    if (!releases) return respond(log_unwritable());
    std::vector<ConversationId> released;
    for (const ReleaseSeen& one : *releases) {
      const bool readable = one.entrusted && one.state == ReleaseSeen::State::released;
      if (readable) released.push_back(one.conversation);
    }
    then(as_opened(released));
  });
}

void HttpApi::list_titles(const staff::Person& person, const Respond& respond) {
  if (person.id == staff::token_holder) return list_titles(parts_.hub.conversations(), {}, respond);
  parts_.office.releases(person, [this, respond](const auto& releases) {
    if (!releases) return respond(log_unwritable());
    std::vector<ConversationId> seen;
    for (const ReleaseSeen& one : *releases) seen.push_back(one.conversation);
    list_titles(as_opened(seen), *releases, respond);
  });
}

}  // namespace arena::app
