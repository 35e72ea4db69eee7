// SPDX-License-Identifier: EUPL-1.2
// The server a command talks to: a named one (--server, --token), the one that runs over a data
// directory (--data), or, if none does, one started here for as long as the command lasts.
//
// Failures throw Stop (command.hpp) with one sentence.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "clients/cli/person.hpp"
#include "server/codec/api.hpp"
#include "server/hub/ports.hpp"
#include "server/net/client.hpp"
#include "server/net/server.hpp"

namespace arena::cli {

struct ServerChoice {
  std::string server;
  std::filesystem::path token;
  std::filesystem::path data;
  net::Endpoint listen{"127.0.0.1", 0};  // of a server started here
  bool quiet = true;
};
// --server URL --token FILE | --data DIR
void add_server_options(CLI::App& command, ServerChoice& choice);

// A link as it is handed out: https://host:port/#<32 hexadecimal digits>, or a code, #7KQ2-M4XP.
struct Link {
  net::Url server;
  hub::Secret secret;
};
[[nodiscard]] std::optional<Link> parse_link(const std::string& link);

struct Seat {
  ConversationId conversation;
  hub::Secret secret;
};
// Gives the secret of a link for a seat.
[[nodiscard]] Seat take_seat(const Link& link, const std::string& name);

class ServerLink {
 public:
  explicit ServerLink(const ServerChoice& choice);
  ~ServerLink();  // stops the server if it was started here
  ServerLink(const ServerLink&) = delete;
  ServerLink& operator=(const ServerLink&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] bool is_own() const noexcept { return own_ != nullptr; }
  // Where the server is now: one over a data directory may come back on another port.
  [[nodiscard]] FindServer find() const;

  // A request of the administrator. With patience it is tried again for a minute while the
  // server is away: only for what may be asked twice. An answer that is no success throws Stop
  // with the server's sentence.
  enum class Patience { none, a_minute };
  [[nodiscard]] std::string request(const std::string& method, const std::string& target,
                                    const std::string& body,
                                    Patience patience = Patience::none) const;

 private:
  class OwnServer;
  std::string server_;          // --server
  std::filesystem::path data_;  // --data
  std::string token_;
  std::unique_ptr<OwnServer> own_;
};

// `script` is the id of a shipped one, or a file; the rest of what is wanted stands in `wanted`.
[[nodiscard]] codec::ApiConversationCreated create_conversation(
    const ServerLink& server, const std::string& script, const std::string& title,
    const std::string& archive_level, codec::ApiNewConversation wanted = {});
// Stops unless it is the id of a conversation.
void must_be_conversation(const std::string& id);
[[nodiscard]] codec::ApiLink new_link(const ServerLink& server, const std::string& conversation,
                                      const codec::ApiNewLink& wanted);
[[nodiscard]] std::string export_of(const ServerLink& server, const std::string& conversation,
                                    const std::string& format,
                                    ServerLink::Patience patience = ServerLink::Patience::none);

// The content of a small file, or Stop.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace arena::cli
