// SPDX-License-Identifier: EUPL-1.2
#include "server/app/answers.hpp"

#include <utility>

#include "server/codec/api.hpp"

namespace arena::app {

using net::HttpResponse;

HttpResponse failure(unsigned status, std::string_view error, std::string_view sentence) {
  return {status, "application/json", codec::encode_api_error(error, sentence), {}};
}

HttpResponse ok(std::string json) { return {200, "application/json", std::move(json), {}}; }

HttpResponse only(const char* methods) {
  auto response = failure(405, "method_not_allowed", "This address takes another method.");
  response.headers = {{"Allow", methods}};
  return response;
}

HttpResponse not_found() { return failure(404, "not_found", "There is nothing at this address."); }

HttpResponse no_such_conversation() {
  return failure(404, "no_such_conversation",
                 "There is no such conversation: GET /api/conversations lists those there are.");
}

HttpResponse record_unreadable() {
  return failure(503, "record_unreadable",
                 "The record cannot be read or written now: look at the server's log, then try "
                 "again.");
}

net::HttpResponse log_unwritable() {
  return failure(503, "log_unwritable",
                 "The file of the staff cannot be read or written now, so nothing was done: try "
                 "again when the server's disk has room.");
}

net::HttpResponse not_closed() {
  return failure(409, "not_closed",
                 "This conversation is not closed yet: what is said can still grow.");
}

}  // namespace arena::app
