// SPDX-License-Identifier: EUPL-1.2
#include "server/app/envelope_road.hpp"

#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "server/anonymity/wiped_stack.hpp"
#include "server/codec/api.hpp"

namespace arena::app {
namespace {

using anonymity::Envelope;
using anonymity::Slots;
using anonymity::Token;
using net::HttpRequest;
using net::HttpResponse;
using net::Respond;

constexpr std::string_view envelopes_path = "/api/envelopes";
constexpr std::string_view status_path = "/api/envelopes/status";
constexpr std::size_t token_bytes =
    SlotId::size + anonymity::TokenInput::size + anonymity::Output::size;
constexpr std::size_t whole_bytes = token_bytes + anonymity::envelope_bytes;

// A connection that went on could tell which answers belong together.
HttpResponse closing(HttpResponse response) {
  response.closes = true;
  return response;
}

HttpResponse refused(unsigned status, std::string_view error, std::string_view sentence) {
  return closing({status, "application/json", codec::encode_api_error(error, sentence), {}});
}

HttpResponse kept(bool yes) {
  return closing({200, "application/json", yes ? "{\"kept\":true}" : "{\"kept\":false}", {}});
}

HttpResponse answer_of(Slots::Taken taken) {
  switch (taken) {
    case Slots::Taken::kept:
      return kept(true);
    case Slots::Taken::other_body:
      return refused(409, "another_envelope", "With this token another envelope was handed in.");
    case Slots::Taken::no_token:
      return refused(403, "no_token", "This token was not given out here.");
    case Slots::Taken::no_envelope:
      return refused(400, "bad_envelope", "This is not an envelope: see docs/protocol.md.");
    case Slots::Taken::over:
      return refused(410, "slot_over", "Handing in is over.");
    case Slots::Taken::not_now:
      break;
  }
  return refused(503, "not_now", "Nothing can be kept now: try again.");
}

template <class Target>
void take_bytes(std::string_view& from, Target& into) {
  std::memcpy(into.data(), from.data(), into.size());
  from.remove_prefix(into.size());
}

struct Asked {
  SlotId slot;
  Token token;
};
Asked read_token(std::string_view& body) {
  Asked asked;
  take_bytes(body, asked.slot.bytes);
  take_bytes(body, asked.token.input.bytes);
  take_bytes(body, asked.token.output.bytes);
  return asked;
}

}  // namespace

bool EnvelopeRoad::leads_to(const std::string& path) {
  return path == envelopes_path || path == status_path;
}

void EnvelopeRoad::answer(const HttpRequest& request, const Respond& respond) {
  if (request.method != "POST") {
    auto refusal = refused(405, "method_not_allowed", "This address takes another method.");
    refusal.headers = {{"Allow", "POST"}};
    return respond(std::move(refusal));
  }
  // What names somebody has no place here.
  if (request.has_cookie || !request.bearer.empty()) {
    return respond(refused(400, "not_anonymous", "Send no cookie and no authorization here."));
  }
  if (request.has_origin && !allows_(request.origin)) {
    return respond(refused(403, "origin_refused", "This Origin may not send here."));
  }
  const bool whole = request.path == envelopes_path;
  if (request.body.size() != (whole ? whole_bytes : token_bytes)) {
    return respond(refused(400, "bad_envelope", "This is not an envelope: see docs/protocol.md."));
  }
  anonymity::on_wiped_stack(
      [&] { whole ? take(request.body, respond) : tell_status(request.body, respond); });
}

void EnvelopeRoad::take(const std::string& body, const Respond& respond) {
  std::string_view rest = body;
  const Asked asked = read_token(rest);
  Envelope envelope{};
  std::memcpy(envelope.data(), rest.data(), envelope.size());
  slots_.take(asked.slot, asked.token, envelope, [post = post_, respond](Slots::Taken taken) {
    post([respond, taken] { respond(answer_of(taken)); });
  });
}

void EnvelopeRoad::tell_status(const std::string& body, const Respond& respond) {
  std::string_view rest = body;
  const Asked asked = read_token(rest);
  slots_.holds(asked.slot, asked.token, [post = post_, respond](bool held) {
    post([respond, held] { respond(kept(held)); });
  });
}

}  // namespace arena::app
