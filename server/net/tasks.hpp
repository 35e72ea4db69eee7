// SPDX-License-Identifier: EUPL-1.2
// The few Asio names that the coroutines of this folder share. Concrete executor, so that no
// type is erased on the way to the socket.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace arena::net {

namespace asio = boost::asio;
using boost::system::error_code;

using Executor = asio::io_context::executor_type;
template <class T>
using Task = asio::awaitable<T, Executor>;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;

// The one completion token: errors come back as values.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> as_result{};

inline constexpr std::chrono::seconds handshake_max{10};
inline constexpr std::chrono::seconds stop_grace{2};

}  // namespace arena::net
