// SPDX-License-Identifier: EUPL-1.2
// One accepted TCP connection as HTTP/1.1: reads requests within their limits, hands them to
// the handler, answers in order, and gives the connection over to a socket on an upgrade.
//
// Home: the I/O thread.
#pragma once

#include <memory>

#include "server/net/server_state.hpp"
#include "server/net/tasks.hpp"

namespace arena::net {

Task<void> serve_http(TcpSocket tcp, std::shared_ptr<ServerState> state);

}  // namespace arena::net
