// SPDX-License-Identifier: EUPL-1.2
// The road by which envelopes of a detached slot come in (docs/http-api.md): apart from the socket,
// without a cookie and without a name, one connection each.
//
//     POST /api/envelopes          slot, token and envelope: kept, durable when it is answered
//     POST /api/envelopes/status   slot and token: whether it was kept
//
// Both take bytes of one fixed length, so that nothing but what is in them tells two apart. Nothing
// of a request is logged.
//
// Home: the I/O thread. What it refers to outlives it.
#pragma once

#include <functional>
#include <string>

#include "server/anonymity/slots.hpp"
#include "server/net/server.hpp"

namespace arena::app {

class EnvelopeRoad {
 public:
  using Post = std::function<void(std::function<void()>)>;  // to the I/O thread
  using Allows = std::function<bool(const std::string& origin)>;

  EnvelopeRoad(anonymity::Slots& slots, Post post, Allows allows)
      : slots_(slots), post_(std::move(post)), allows_(std::move(allows)) {}

  [[nodiscard]] static bool leads_to(const std::string& path);
  void answer(const net::HttpRequest& request, const net::Respond& respond);

 private:
  void take(const std::string& body, const net::Respond& respond);
  void tell_status(const std::string& body, const net::Respond& respond);

  anonymity::Slots& slots_;
  Post post_;
  Allows allows_;
};

}  // namespace arena::app
