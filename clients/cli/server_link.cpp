// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/server_link.hpp"

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "clients/cli/command.hpp"
#include "server/app/server_app.hpp"
#include "server/codec/spoken_code.hpp"

namespace arena::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds request_limit{30'000};
constexpr milliseconds between_tries{100};

std::string first_line_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (line.ends_with('\r') || line.ends_with(' ')) line.pop_back();
  return line;
}

net::Url url_or_stop(const std::string& text) {
  auto url = net::parse_url(text);
  if (!url) {
    throw Stop(misused, "`" + text + "` is no address of a server (" + url.error() +
                            "); write it like http://127.0.0.1:8080.");
  }
  return std::move(*url);
}

Stop not_understood(const codec::DecodeError& error) {
  return {said_no, "The server answered what this program does not understand (" + error.sentence +
                       "); install the same version of both."};
}

// What the server said no with.
std::string sentence_of(const net::Answer& answer) {
  const auto failure = codec::decode_api_error(answer.body);
  return failure ? failure->sentence
                 : "The server said no (HTTP " + std::to_string(answer.status) + ").";
}

std::string body_or_stop(const tl::expected<net::Answer, std::string>& answer) {
  if (!answer) throw Stop(said_no, answer.error());
  if (answer->status / 100 != 2) throw Stop(said_no, sentence_of(*answer));
  return answer->body;
}

}  // namespace

// A server of our own, on its own thread, for as long as the command lasts.
class ServerLink::OwnServer {
 public:
  explicit OwnServer(const ServerChoice& choice)
      : app_(settings_for(choice)), thread_([this] { app_.run(); }) {}
  ~OwnServer() {
    app_.stop();
    thread_.join();
  }
  OwnServer(const OwnServer&) = delete;
  OwnServer& operator=(const OwnServer&) = delete;
  [[nodiscard]] std::string url() const { return app_.url(); }

 private:
  static app::Settings settings_for(const ServerChoice& choice) {
    app::Settings settings;
    settings.data = choice.data;
    settings.listen = choice.listen;
    settings.quiet = choice.quiet;
    return settings;
  }
  app::ServerApp app_;
  std::thread thread_;
};

void add_server_options(CLI::App& command, ServerChoice& choice) {
  auto* const server = command.add_option("--server", choice.server,
                                          "Address of a running server (https://host:port)");
  auto* const token =
      command.add_option("--token", choice.token, "File with the administrator's token");
  auto* const data = command.add_option(
      "--data", choice.data, "Data directory; a server is started over it if none runs there");
  server->needs(token)->excludes(data);
  token->needs(server);
}

std::optional<Link> parse_link(const std::string& link) {
  auto url = net::parse_url(link);
  if (!url) return std::nullopt;
  const auto secret = codec::read_link_secret(url->fragment);
  if (!secret) return std::nullopt;
  return Link{std::move(*url), *secret};
}

Seat take_seat(const Link& link, const std::string& name) {
  const auto answer =
      net::http_request("POST", link.server, "/api/join",
                        codec::encode_join_request({link.secret, name}), "", request_limit);
  const auto joined = codec::decode_join_answer(body_or_stop(answer));
  if (!joined) throw not_understood(joined.error());
  return {joined->conversation, joined->seat_secret};
}

ServerLink::ServerLink(const ServerChoice& choice) {
  if (choice.server.empty() && choice.data.empty()) {
    throw Stop(misused, "Say which server: --data DIR, or --server URL with --token FILE.");
  }
  if (!choice.server.empty()) {
    server_ = choice.server;
    static_cast<void>(url_or_stop(server_));
    token_ = first_line_of(choice.token);
    if (token_.empty()) {
      throw Stop(misused, "There is no token in " + choice.token.string() +
                              "; it is the file admin.token of the server's data directory.");
    }
    return;
  }
  data_ = choice.data;
  if (!app::running_at(data_)) own_ = std::make_unique<OwnServer>(choice);
  token_ = app::admin_token(data_);
}

ServerLink::~ServerLink() = default;

std::string ServerLink::url() const {
  if (!server_.empty()) return server_;
  if (own_) return own_->url();
  return first_line_of(data_ / "endpoint");
}

FindServer ServerLink::find() const {
  return [this]() -> std::optional<net::Url> {
    auto found = net::parse_url(url());
    if (!found) return std::nullopt;
    if (server_.empty() && !own_) found->pinned_certificate = app::fingerprint_at(data_);
    return std::move(*found);
  };
}

std::string ServerLink::request(const std::string& method, const std::string& target,
                                const std::string& body, Patience patience) const {
  const auto end = std::chrono::steady_clock::now() + Person::patience;
  while (true) {
    const auto server = find()();
    const auto answer =
        server ? net::http_request(method, *server, target, body, token_, request_limit)
               : tl::expected<net::Answer, std::string>(
                     tl::unexpected(std::string("The server is away; start it and try again.")));
    const bool away = !answer || answer->status == 503;
    const bool goes_on = patience == Patience::a_minute && std::chrono::steady_clock::now() < end;
    if (!away || !goes_on) return body_or_stop(answer);
    std::this_thread::sleep_for(between_tries);
  }
}

codec::ApiConversationCreated create_conversation(const ServerLink& server,
                                                  const std::string& script,
                                                  const std::string& title,
                                                  const std::string& archive_level,
                                                  codec::ApiNewConversation wanted) {
  if (std::filesystem::is_regular_file(script)) {
    wanted.script_text = read_file(script);
  } else {
    wanted.script_id = script;
  }
  wanted.title = title;
  wanted.archive_level = codec::archive_level_named(archive_level).value_or(wanted.archive_level);
  const auto created = codec::decode_conversation_created(
      server.request("POST", "/api/conversations", codec::encode_new_conversation(wanted)));
  if (!created) throw not_understood(created.error());
  return *created;
}

void must_be_conversation(const std::string& id) {
  if (codec::from_hex<ConversationId>(id)) return;
  throw Stop(misused, "`" + id + "` is no id of a conversation; `arena stats` lists them.");
}

codec::ApiLink new_link(const ServerLink& server, const std::string& conversation,
                        const codec::ApiNewLink& wanted) {
  auto link = codec::decode_link(server.request(
      "POST", "/api/conversations/" + conversation + "/links", codec::encode_new_link(wanted)));
  if (!link) throw not_understood(link.error());
  return std::move(*link);
}

std::string export_of(const ServerLink& server, const std::string& conversation,
                      const std::string& format, ServerLink::Patience patience) {
  return server.request("GET", "/api/conversations/" + conversation + "/export?format=" + format,
                        "", patience);
}

std::string read_file(const std::filesystem::path& path) {
  const bool readable = !std::filesystem::is_directory(path);
  std::ifstream file(readable ? path : std::filesystem::path(), std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) {
    throw Stop(said_no, path.string() + " cannot be read; check the name and your rights to it.");
  }
  return content;
}

}  // namespace arena::cli
