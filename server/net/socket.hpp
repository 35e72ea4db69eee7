// SPDX-License-Identifier: EUPL-1.2
// One accepted `arena.v1` WebSocket, from its upgrade request to its close. Beast's WebSocket
// stays inside socket.cpp.
//
// Home: the I/O thread.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "server/hub/ports.hpp"
#include "server/net/server_state.hpp"
#include "server/net/stream.hpp"
#include "server/net/tasks.hpp"

namespace arena::net {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

// The subprotocol every client must offer.
inline constexpr const char* subprotocol = "arena.v1";

// The code on the wire (docs/protocol.md).
[[nodiscard]] unsigned close_code(hub::CloseReason reason) noexcept;

// Accepts the upgrade, whose Origin and subprotocol have been checked, and serves the
// connection to its end.
Task<void> serve_socket(Stream connection, UpgradeRequest request,
                        std::shared_ptr<ServerState> state);

}  // namespace arena::net
