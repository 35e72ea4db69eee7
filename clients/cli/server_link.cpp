// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/server_link.hpp"

#include <chrono>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <thread>

#include "clients/cli/command.hpp"
#include "clients/cli/hex.hpp"
#include "server/app/server_app.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;
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

json json_of(const std::string& body) {
  json object = json::parse(body, nullptr, false);
  if (!object.is_object()) {
    throw Stop(said_no, "The server answered what this program does not understand; "
                        "install the same version of both.");
  }
  return object;
}

// What the server said no with.
std::string sentence_of(const net::Answer& answer) {
  const json object = json::parse(answer.body, nullptr, false);
  if (object.is_object() && object.contains("sentence") && object["sentence"].is_string()) {
    return object["sentence"].get<std::string>();
  }
  return "The server said no (HTTP " + std::to_string(answer.status) + ").";
}

std::string body_or_stop(const tl::expected<net::Answer, std::string>& answer,
                         const std::string& url) {
  if (!answer) throw Stop(said_no, "No server answers at " + url + ": " + answer.error());
  if (answer->status / 100 != 2) throw Stop(said_no, sentence_of(*answer));
  return answer->body;
}

}  // namespace

// A server of our own, on its own thread, for as long as the command lasts.
class ServerLink::OwnServer {
 public:
  explicit OwnServer(const std::filesystem::path& data)
      : app_(settings_for(data)), thread_([this] { app_.run(); }) {}
  ~OwnServer() {
    app_.stop();
    thread_.join();
  }
  OwnServer(const OwnServer&) = delete;
  OwnServer& operator=(const OwnServer&) = delete;
  [[nodiscard]] std::string url() const { return app_.url(); }

 private:
  static app::Settings settings_for(const std::filesystem::path& data) {
    app::Settings settings;
    settings.data = data;
    settings.quiet = true;
    return settings;
  }
  app::ServerApp app_;
  std::thread thread_;
};

void add_server_options(CLI::App& command, ServerChoice& choice) {
  auto* const server =
      command.add_option("--server", choice.server, "Address of a running server (http://host:port)");
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
  const auto secret = from_hex<hub::Secret>(url->fragment);
  if (!secret) return std::nullopt;
  return Link{std::move(*url), *secret};
}

Seat take_seat(const Link& link, const std::string& name) {
  const json body{{"link", to_hex(link.secret)}, {"name", name}};
  const auto answer = net::http_request("POST", link.server, "/api/join", body.dump(), "",
                                        request_limit);
  const json seat = json_of(body_or_stop(answer, link.server.host + ":" + link.server.port));
  const auto secret = from_hex<hub::Secret>(seat.value("seat_secret", ""));
  if (!secret) throw Stop(said_no, "The server gave no seat; ask the facilitator for a new link.");
  return {seat.value("conversation", ""), *secret};
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
  if (!app::running_at(data_)) own_ = std::make_unique<OwnServer>(data_);
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
    return std::move(*found);
  };
}

std::string ServerLink::request(const std::string& method, const std::string& target,
                                const std::string& body, bool repeatable) const {
  const auto end = std::chrono::steady_clock::now() + Person::patience;
  while (true) {
    const auto server = find()();
    const auto answer =
        server ? net::http_request(method, *server, target, body, token_, request_limit)
               : tl::expected<net::Answer, std::string>(
                     tl::unexpected(std::string("the server is away")));
    const bool away = !answer || answer->status == 503;
    if (!away || !repeatable || std::chrono::steady_clock::now() > end) {
      return body_or_stop(answer, url());
    }
    std::this_thread::sleep_for(between_tries);
  }
}

Created create_conversation(const ServerLink& server, const NewConversation& wanted) {
  json body{{"title", wanted.title}};
  if (!wanted.script_id.empty()) body["script_id"] = wanted.script_id;
  if (!wanted.script_text.empty()) body["script_text"] = wanted.script_text;
  if (!wanted.archive_level.empty()) body["archive_level"] = wanted.archive_level;
  const json answer = json_of(server.request("POST", "/api/conversations", body.dump(), false));
  Created created;
  created.conversation = answer.value("conversation", "");
  for (const json& link : answer.value("links", json::array())) {
    created.links.push_back(
        {link.value("group", ""), link.value("role", ""), link.value("url", "")});
  }
  created.warnings = answer.value("warnings", std::vector<std::string>{});
  return created;
}

std::string export_of(const ServerLink& server, const std::string& conversation,
                      const std::string& format) {
  return server.request("GET", "/api/conversations/" + conversation + "/export?format=" + format,
                        "", true);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file || std::filesystem::is_directory(path)) {
    throw Stop(said_no, path.string() + " cannot be read; check the name and your rights to it.");
  }
  return content;
}

}  // namespace arena::cli
