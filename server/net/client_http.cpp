// SPDX-License-Identifier: EUPL-1.2
#include <boost/asio/co_spawn.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <charconv>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "server/net/client.hpp"
#include "server/net/origins.hpp"
#include "server/net/stream.hpp"
#include "server/net/tasks.hpp"
#include "server/net/tls.hpp"

namespace arena::net {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

using Request = http::request<http::string_body>;
using Outcome = tl::expected<Answer, std::string>;

constexpr std::uint64_t answer_bytes_max = 1'073'741'824;

bool is_port(const std::string& text) {
  std::uint16_t port{};
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), port);
  return ec == std::errc{} && end == text.data() + text.size() && port != 0;
}

// "host", "host:port", "[::1]:port".
std::optional<Url> parse_authority(bool secure, std::string_view authority) {
  Url url;
  url.secure = secure;
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    url.host = authority.substr(1, close - 1);
    const std::string_view rest = authority.substr(close + 1);
    if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
    port = rest.empty() ? rest : rest.substr(1);
    if (!rest.empty() && port.empty()) return std::nullopt;
  } else {
    const std::size_t colon = authority.find(':');
    url.host = authority.substr(0, colon);
    if (colon != std::string_view::npos) port = authority.substr(colon + 1);
    if (colon != std::string_view::npos && port.empty()) return std::nullopt;
  }
  url.port = port.empty() ? (secure ? "443" : "80") : std::string(port);
  if (url.host.empty() || !is_port(url.port)) return std::nullopt;
  return url;
}

std::string cannot_reach(const Url& url, const error_code& ec) {
  return "No server answers at " + url.host + ":" + url.port + " (" + ec.message() +
         "): start it, or give another address.";
}

Request make_request(const std::string& method, const Url& url, const std::string& target,
                     const std::string& body, const std::string& bearer) {
  Request request;
  request.method_string(method);
  request.target(target);
  request.version(11);
  const auto port = static_cast<std::uint16_t>(std::stoul(url.port));
  request.set(http::field::host, host_and_port(url.host, port));
  request.keep_alive(false);
  if (!bearer.empty()) request.set(http::field::authorization, "Bearer " + bearer);
  if (!body.empty()) request.set(http::field::content_type, "application/json");
  request.body() = body;
  request.prepare_payload();
  return request;
}

Task<Outcome> exchange(asio::io_context& io, Url url, Request request,
                       std::chrono::milliseconds timeout) {
  asio::ip::basic_resolver<asio::ip::tcp, Executor> resolver(io);
  auto [unknown, addresses] = co_await resolver.async_resolve(url.host, url.port, as_result);
  if (unknown) co_return tl::unexpected(cannot_reach(url, unknown));
  Stream stream(TcpSocket(io.get_executor()), url.secure ? client_tls() : nullptr);
  stream.expires_after(timeout);
  const error_code refused = co_await stream.connect(addresses);
  if (refused) co_return tl::unexpected(cannot_reach(url, refused));
  std::string untrusted = co_await secure(stream, url.host, url.pinned_certificate);
  if (!untrusted.empty()) co_return tl::unexpected(std::move(untrusted));
  auto [unsent, sent] = co_await http::async_write(stream, request, as_result);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(answer_bytes_max);
  if (request.method() == http::verb::head) parser.skip(true);
  auto [unread, read] = co_await http::async_read(stream, buffer, parser, as_result);
  // A refusal may come before all of the request was sent: the answer counts.
  if (unread) co_return tl::unexpected(cannot_reach(url, unsent ? unsent : unread));
  auto response = parser.release();
  co_return Answer{response.result_int(), std::move(response.body())};
}

}  // namespace

tl::expected<Url, std::string> parse_url(const std::string& text) {
  const bool secure = text.starts_with("https://");
  const std::string_view scheme = secure ? "https://" : "http://";
  if (!text.starts_with(scheme)) {
    return tl::unexpected("'" + text + "' is not an address: it begins with https:// or http://.");
  }
  const std::size_t hash = text.find('#');
  const std::string before = text.substr(0, hash);
  const std::size_t slash = before.find('/', scheme.size());
  auto url = parse_authority(secure,
                             std::string_view(before).substr(scheme.size(), slash - scheme.size()));
  if (!url) {
    return tl::unexpected("'" + before +
                          "' is not an address: write https://host:port or http://host:port.");
  }
  url->target = slash == std::string::npos ? "/" : before.substr(slash);
  if (hash != std::string::npos) url->fragment = text.substr(hash + 1);
  return *url;
}

tl::expected<Answer, std::string> http_request(const std::string& method, const Url& url,
                                               const std::string& target, const std::string& body,
                                               const std::string& bearer,
                                               std::chrono::milliseconds timeout) {
  asio::io_context io{1};
  Outcome outcome = tl::unexpected(std::string("The request was not made."));
  auto ended = [&outcome](std::exception_ptr fault, Outcome result) {
    if (!fault) outcome = std::move(result);
  };
  asio::co_spawn(io.get_executor(),
                 exchange(io, url, make_request(method, url, target, body, bearer), timeout),
                 ended);
  io.run_for(timeout + std::chrono::seconds(1));
  return outcome;
}

}  // namespace arena::net
