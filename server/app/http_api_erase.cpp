// SPDX-License-Identifier: EUPL-1.2
// Words that their author wants gone: asked by the person, who has the seat, or by the
// administrator on behalf of one.
#include "server/app/answers.hpp"
#include "server/app/http_api.hpp"
#include "server/codec/api.hpp"

namespace arena::app {
namespace {

net::HttpResponse answer_of(const tl::expected<std::size_t, hub::WithdrawRefusal>& erased) {
  if (erased) return ok(codec::encode_erased(*erased));
  switch (erased.error()) {
    case hub::WithdrawRefusal::no_such_seat:
      return failure(404, "no_such_seat", "This seat is not known here.");
    case hub::WithdrawRefusal::no_such_words:
      return failure(404, "no_such_words",
                     "There are no such words of this seat, or they are gone already.");
    case hub::WithdrawRefusal::frozen:
      break;
  }
  return record_unreadable();
}

}  // namespace

void HttpApi::withdraw(const net::HttpRequest& request, const net::Respond& respond) {
  const auto asked = codec::decode_withdraw_request(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  parts_.hub.withdraw(asked->seat_secret, asked->only,
                      [respond](const auto& erased) { respond(answer_of(erased)); });
}

void HttpApi::erase(ConversationId conversation, const net::HttpRequest& request,
                    const net::Respond& respond) {
  const auto asked = codec::decode_erase_request(request.body);
  if (!asked) return respond(failure(400, "bad_body", asked.error().sentence));
  parts_.hub.erase(conversation, *asked,
                   [respond](const auto& erased) { respond(answer_of(erased)); });
}

}  // namespace arena::app
