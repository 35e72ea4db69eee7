// SPDX-License-Identifier: EUPL-1.2
#include "server/net/http_connection.hpp"

#include <array>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>
#include <string>
#include <utility>

#include "server/codec/api.hpp"
#include "server/net/http_target.hpp"
#include "server/net/socket.hpp"
#include "server/net/stream.hpp"

namespace arena::net {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

using Request = http::request<http::string_body>;

constexpr std::uint32_t head_bytes_max = 8'192;
constexpr std::uint64_t body_bytes_max = 65'536;
// From the moment a request may come until it is complete; also how long a connection idles.
constexpr std::chrono::seconds request_max{10};
constexpr std::chrono::seconds answer_max{30};
// A reader of a large answer gets this long, and a second more for every so many bytes.
constexpr std::chrono::seconds write_max{30};
constexpr std::size_t write_bytes_per_second = 65'536;
// What is read and thrown away of a request that was refused unread.
constexpr std::size_t discarded_bytes_max = 1'048'576;

// Told with every answer. Scripts and styles come from this server only, nobody may frame us,
// and no address of ours is told to others.
constexpr std::array<std::pair<const char*, const char*>, 6> standing_headers{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
     "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
     "form-action 'self'"},
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

// Told with every answer that comes encrypted: for two years, ask us in no other way.
constexpr std::pair<const char*, const char*> secure_header{"Strict-Transport-Security",
                                                            "max-age=63072000"};

// The connection, as stopping sees it: idle ones end at once, others after their answer.
class HttpConnection final : public Live {
 public:
  HttpConnection(TcpSocket tcp, Tls tls) : stream(std::move(tcp), std::move(tls)) {}
  void finish() override {
    if (idle) drop();
  }
  void drop() override { stream.close(); }

  Stream stream;
  beast::flat_buffer buffer;
  bool idle = true;
};

HttpResponse failure(unsigned status, const char* error, const char* sentence) {
  return {status, "application/json", codec::encode_api_error(error, sentence), {}};
}

// The answer to a request that could not be read; none where nobody waits for one.
std::optional<HttpResponse> answer_to(const error_code& ec) {
  if (ec == http::error::header_limit || ec == http::error::buffer_overflow) {
    return failure(431, "head_too_large", "The request's head is over 8 KiB: send less.");
  }
  if (ec == http::error::body_limit) {
    return failure(413, "body_too_large", "The request's body is over 64 KiB: send less.");
  }
  if (ec == http::error::end_of_stream || ec == http::error::partial_message) return std::nullopt;
  if (ec.category() == make_error_code(http::error::bad_method).category()) {
    return failure(400, "bad_request", "This is not an HTTP/1.1 request that can be read.");
  }
  return std::nullopt;
}

void set_headers(http::fields& fields, const HttpResponse& response, bool secure) {
  for (const auto& [name, value] : standing_headers) fields.set(name, value);
  if (secure) fields.set(secure_header.first, secure_header.second);
  if (!response.content_type.empty()) {
    fields.set(http::field::content_type, response.content_type);
  }
  for (const auto& [name, value] : response.headers) fields.set(name, value);
}

struct Manner {  // how an answer is written
  unsigned version = 11;
  bool keep_alive{};
  bool head_only{};
};

// Writes an answer; false once the connection is of no more use.
Task<bool> write_answer(HttpConnection& connection, HttpResponse response, Manner manner) {
  const auto allowance = response.body.size() / write_bytes_per_second;
  connection.stream.expires_after(write_max + std::chrono::seconds(allowance));
  const bool secure = connection.stream.secure();
  const auto status = static_cast<http::status>(response.status);
  if (manner.head_only) {
    http::response<http::empty_body> head{status, manner.version};
    set_headers(head, response, secure);
    head.keep_alive(manner.keep_alive);
    head.content_length(response.body.size());
    auto [ec, bytes] = co_await http::async_write(connection.stream, head, as_result);
    co_return !ec && manner.keep_alive;
  }
  http::response<http::string_body> whole{status, manner.version};
  set_headers(whole, response, secure);
  whole.keep_alive(manner.keep_alive);
  whole.body() = std::move(response.body);
  whole.prepare_payload();
  auto [ec, bytes] = co_await http::async_write(connection.stream, whole, as_result);
  co_return !ec && manner.keep_alive;
}

// Lets a peer that is still sending read our answer: closing with bytes unread would reset the
// connection and take the answer with it.
Task<void> discard_rest(HttpConnection& connection) {
  connection.idle = true;
  connection.stream.expires_after(stop_grace);
  co_await connection.stream.finish_sending();
  for (std::size_t total = 0; total < discarded_bytes_max;) {
    const std::size_t bytes = co_await connection.stream.discard_some();
    if (bytes == 0) co_return;
    total += bytes;
  }
}

Task<HttpResponse> answer_of_handler(std::shared_ptr<ServerState> state, HttpRequest request) {
  struct Waiting {
    explicit Waiting(asio::io_context& io)
        : ready(io.get_executor(), SteadyClock::now() + answer_max) {}
    Timer ready;
    std::optional<HttpResponse> response;
  };
  const auto waiting = std::make_shared<Waiting>(state->io);
  Respond respond = [waiting](HttpResponse response) {
    if (waiting->response) return;
    waiting->response = std::move(response);
    waiting->ready.cancel();
  };
  state->http(std::move(request), std::move(respond));
  if (!waiting->response) {
    co_await waiting->ready.async_wait(as_result);
  }
  if (waiting->response) co_return std::move(*waiting->response);
  co_return failure(503, "no_answer", "The server did not answer in time: try again.");
}

bool names(const Request& request, http::field field, std::string_view token) {
  const auto matches = [token](auto offered) {
    return beast::iequals(offered, beast::string_view(token.data(), token.size()));
  };
  for (const auto& value : request) {
    if (value.name() != field) continue;
    for (const auto& offered : http::token_list{value.value()}) {
      if (matches(offered)) return true;
    }
  }
  return false;
}

// Empty unless there is exactly one.
std::string only_one(const Request& request, http::field field) {
  return request.count(field) == 1 ? std::string(request[field]) : std::string();
}

// Why a request for /ws is no upgrade that we accept.
std::optional<HttpResponse> refuse_upgrade(const Request& request, const Origins& origins) {
  if (!names(request, http::field::upgrade, "websocket") ||
      !names(request, http::field::connection, "upgrade")) {
    auto answer = failure(426, "upgrade_required", "This address speaks WebSocket only.");
    answer.headers = {{"Upgrade", "websocket"}};
    return answer;
  }
  if (!origins.allows(only_one(request, http::field::origin))) {
    return failure(403, "origin_refused",
                   "This Origin may not open a socket here: the server's configuration names "
                   "those that may.");
  }
  if (!names(request, http::field::sec_websocket_protocol, subprotocol)) {
    return failure(400, "subprotocol_required", "Offer the WebSocket subprotocol arena.v1.");
  }
  return std::nullopt;
}

// "gzip", unless its weight is nought.
bool accepts_gzip(const Request& request) {
  for (const auto& field : request) {
    if (field.name() != http::field::accept_encoding) continue;
    for (const auto& [coding, parameters] : http::ext_list{field.value()}) {
      if (!beast::iequals(coding, "gzip")) continue;
      for (const auto& [name, weight] : parameters) {
        const bool nought = weight.find_first_not_of("0.") == beast::string_view::npos;
        if (beast::iequals(name, "q") && nought) return false;
      }
      return true;
    }
  }
  return false;
}

std::string bearer_of(const Request& request) {
  const auto value = request[http::field::authorization];
  constexpr std::string_view scheme = "Bearer ";
  if (value.size() <= scheme.size()) return {};
  if (!beast::iequals(value.substr(0, scheme.size()), "Bearer ")) return {};
  return std::string(value.substr(scheme.size()));
}

std::optional<HttpRequest> understood(Request& request) {
  const auto target = parse_target({request.target().data(), request.target().size()});
  if (!target) return std::nullopt;
  HttpRequest understood;
  understood.method = std::string(request.method_string());
  understood.path = target->path;
  understood.query = target->query;
  understood.bearer = bearer_of(request);
  understood.content_type = std::string(request[http::field::content_type]);
  understood.accepts_gzip = accepts_gzip(request);
  understood.origin = only_one(request, http::field::origin);
  understood.has_origin = request.count(http::field::origin) != 0;
  understood.cookie = only_one(request, http::field::cookie);
  understood.has_cookie = request.count(http::field::cookie) != 0;
  understood.body = std::move(request.body());
  return understood;
}

bool known_method(http::verb method) {
  return method == http::verb::get || method == http::verb::head || method == http::verb::post;
}

Task<HttpResponse> answer(std::shared_ptr<ServerState> state, Request request) {
  if (!known_method(request.method())) {
    auto refusal = failure(405, "method_not_allowed", "Use GET, HEAD or POST.");
    refusal.headers = {{"Allow", "GET, HEAD, POST"}};
    co_return refusal;
  }
  auto asked = understood(request);
  if (!asked) {
    co_return failure(400, "bad_request", "The address in this request cannot be read.");
  }
  if (asked->method == "HEAD") asked->method = "GET";
  auto response = co_await answer_of_handler(std::move(state), std::move(*asked));
  co_return response;
}

bool is_socket_path(const Request& request) {
  const auto target = request.target();
  return target == "/ws" || target.starts_with("/ws?");
}

}  // namespace

Task<void> serve_http(TcpSocket tcp, std::shared_ptr<ServerState> state) {
  HttpConnection connection(std::move(tcp), state->tls);
  std::optional<Registration> registration(std::in_place, state, connection);
  connection.stream.expires_after(handshake_max);
  const error_code untold = co_await connection.stream.handshake(Stream::Side::server);
  if (untold) co_return;
  bool usable = true;
  while (usable && !state->stopping()) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(head_bytes_max);
    parser.body_limit(body_bytes_max);
    connection.stream.expires_after(request_max);
    connection.idle = true;
    auto [ec, bytes] =
        co_await http::async_read(connection.stream, connection.buffer, parser, as_result);
    connection.idle = false;
    if (ec) {
      auto refusal = answer_to(ec);
      if (!refusal) co_return;
      usable = co_await write_answer(connection, std::move(*refusal), {});
      co_await discard_rest(connection);
      co_return;
    }
    Request request = parser.release();
    Manner manner{request.version(), request.keep_alive(), request.method() == http::verb::head};
    std::optional<HttpResponse> response;
    if (is_socket_path(request)) {
      response = refuse_upgrade(request, state->origins);
      if (!response) {
        connection.stream.expires_never();
        registration.reset();
        co_await serve_socket(std::move(connection.stream), std::move(request), state);
        co_return;
      }
    } else {
      connection.stream.expires_never();
      response = co_await answer(state, std::move(request));
    }
    manner.keep_alive = manner.keep_alive && !response->closes && !state->stopping();
    usable = co_await write_answer(connection, std::move(*response), manner);
  }
  co_await discard_rest(connection);
}

}  // namespace arena::net
