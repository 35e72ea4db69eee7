// SPDX-License-Identifier: EUPL-1.2
#include "server/net/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <system_error>
#include <utility>

#include "server/net/http_connection.hpp"
#include "server/net/server_state.hpp"
#include "server/net/tasks.hpp"
#include "server/net/tls.hpp"

namespace arena::net {
namespace {

// When accepting fails (no more descriptors), how long until the next try.
constexpr std::chrono::milliseconds accept_pause{100};

// Where every coroutine of this folder ends.
class CoroutineEnded {
 public:
  explicit CoroutineEnded(std::shared_ptr<ServerState> state) : state_(std::move(state)) {}

  void operator()(std::exception_ptr fault) const {
    if (!fault || !state_->on_fault) return;
    try {
      std::rethrow_exception(fault);
    } catch (const std::exception& error) {
      state_->on_fault(error.what());
    } catch (...) {
      state_->on_fault("unknown fault");
    }
  }

 private:
  std::shared_ptr<ServerState> state_;
};

Task<void> accept_connections(std::shared_ptr<ServerState> state) {
  Timer pause(state->io.get_executor());
  while (!state->stopping()) {
    auto [ec, tcp] = co_await state->acceptor.async_accept(as_result);
    if (state->stopping()) co_return;
    if (ec) {
      pause.expires_after(accept_pause);
      co_await pause.async_wait(as_result);
      continue;
    }
    if (state->full()) continue;  // closes it
    asio::co_spawn(state->io.get_executor(), serve_http(std::move(tcp), state),
                   CoroutineEnded(state));
  }
}

void listen(Acceptor& acceptor, asio::io_context& io, const Endpoint& endpoint) {
  asio::ip::tcp::resolver resolver(io);
  const auto flags = asio::ip::resolver_base::passive | asio::ip::resolver_base::numeric_service;
  const auto found = resolver.resolve(endpoint.host, std::to_string(endpoint.port), flags);
  const asio::ip::tcp::endpoint address = found.begin()->endpoint();
  acceptor.open(address.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.bind(address);
  acceptor.listen();
}

}  // namespace

class Server::Implementation {
 public:
  Implementation(asio::io_context& io, const Endpoint& wanted, hub::Hub& hub, HttpHandler http,
                 std::vector<std::string> origins, std::optional<TlsFiles> tls)
      : state(std::make_shared<ServerState>(io, hub, std::move(http))),
        endpoint(wanted),
        files(std::move(tls)) {
    renew_certificate();
    try {
      listen(state->acceptor, io, wanted);
    } catch (const boost::system::system_error& error) {
      throw std::system_error(static_cast<std::error_code>(error.code()),
                              "cannot listen on " + host_and_port(wanted.host, wanted.port));
    }
    endpoint.port = state->acceptor.local_endpoint().port();
    const Scheme scheme = files ? Scheme::https : Scheme::http;
    state->origins = Origins(scheme, endpoint.host, endpoint.port, std::move(origins));
    asio::co_spawn(io.get_executor(), accept_connections(state), CoroutineEnded(state));
  }

  ~Implementation() {
    state->hub = nullptr;
    state->http = [](const HttpRequest&, const Respond& respond) { respond({503, "", "", {}}); };
    state->stop([] {});
    state->drop_all();
  }

  void renew_certificate() {
    if (files) state->tls = server_tls(*files);
  }

  void stop(std::function<void()> done) {
    const auto grace = std::make_shared<Timer>(state->io.get_executor(), stop_grace);
    auto drop = [weak = std::weak_ptr<ServerState>(state)](error_code ec) {
      const auto alive = weak.lock();
      if (ec || !alive) return;
      alive->drop_all();
      alive->give_up();
    };
    grace->async_wait(std::move(drop));
    auto stopped = [grace, then = std::move(done)] {
      grace->cancel();
      then();
    };
    state->stop(std::move(stopped));
  }

  std::shared_ptr<ServerState> state;
  Endpoint endpoint;
  std::optional<TlsFiles> files;
};

Server::Server(boost::asio::io_context& io, const Endpoint& endpoint, hub::Hub& hub,
               HttpHandler http, std::vector<std::string> origins, std::optional<TlsFiles> tls)
    : implementation_(std::make_unique<Implementation>(io, endpoint, hub, std::move(http),
                                                       std::move(origins), std::move(tls))) {}

Server::~Server() = default;

Endpoint Server::endpoint() const { return implementation_->endpoint; }

std::string Server::url() const {
  const Endpoint& at = implementation_->endpoint;
  return (implementation_->files ? "https://" : "http://") + host_and_port(at.host, at.port);
}

std::string Server::fingerprint() const {
  return implementation_->state->tls ? net::fingerprint(*implementation_->state->tls) : "";
}

void Server::renew_certificate() { implementation_->renew_certificate(); }

bool Server::allows(const std::string& origin) const {
  return implementation_->state->origins.allows(origin);
}

void Server::on_fault(std::function<void(std::string)> report) {
  implementation_->state->on_fault = std::move(report);
}

void Server::stop(std::function<void()> done) { implementation_->stop(std::move(done)); }

}  // namespace arena::net
