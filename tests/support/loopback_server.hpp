// SPDX-License-Identifier: EUPL-1.2
// A whole server on the loopback interface, in a thread of its own, over a temporary directory
// that outlives restarts. For tests that link arena_app.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "server/app/server_app.hpp"
#include "server/codec/api.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "arena-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

// What a test asks of a server, wherever it runs.
class ServerHand {
 public:
  ServerHand() = default;
  ServerHand(const ServerHand&) = delete;
  ServerHand& operator=(const ServerHand&) = delete;

  [[nodiscard]] const std::string& url() const noexcept { return url_; }
  [[nodiscard]] const std::filesystem::path& data() const noexcept { return directory_.path(); }
  // Every byte that stands in the data directory.
  [[nodiscard]] std::string stored() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }
  [[nodiscard]] std::string token() const { return app::admin_token(directory_.path()); }

  [[nodiscard]] net::Answer administer(const std::string& method, const std::string& target,
                                       const std::string& body = {}) const {
    return request(method, target, body, token());
  }
  [[nodiscard]] net::Answer request(const std::string& method, const std::string& target,
                                    const std::string& body = {},
                                    const std::string& bearer = {}) const {
    const auto answer = net::http_request(method, url_of(url_), target, body, bearer, patience);
    if (!answer) throw std::runtime_error(answer.error());
    return *answer;
  }

  // With a shipped script. Throws std::runtime_error with the answer if it is refused.
  using Adjust = std::function<void(codec::ApiNewConversation&)>;
  [[nodiscard]] codec::ApiConversationCreated create(const std::string& script,
                                                     ArchiveLevel level = ArchiveLevel::full,
                                                     const Adjust& adjust = {}) const {
    codec::ApiNewConversation asked;
    asked.script_id = script;
    asked.title = "A conversation";
    asked.archive_level = level;
    if (adjust) adjust(asked);
    const net::Answer answer =
        administer("POST", "/api/conversations", codec::encode_new_conversation(asked));
    const auto created = codec::decode_conversation_created(answer.body);
    if (answer.status != 201 || !created) throw std::runtime_error(answer.body);
    return *created;
  }

 protected:
  ~ServerHand() = default;
  std::string url_;

 private:
  TemporaryDirectory directory_;
};

class LoopbackServer : public ServerHand {
 public:
  LoopbackServer() { start(); }
  explicit LoopbackServer(app::Settings settings) : settings_(std::move(settings)) { start(); }
  ~LoopbackServer() { stop(); }

  // On the directory it had; on another port.
  void start() {
    settings_.data = data();
    settings_.quiet = true;
    app_ = std::make_unique<app::ServerApp>(settings_);
    url_ = app_->url();
    thread_ = std::thread([this] { app_->run(); });
  }
  // As SIGTERM does. Returns once the server is gone.
  void stop() {
    if (!app_) return;
    app_->stop();
    thread_.join();
    app_.reset();
  }
  void begin_to_stop() { app_->stop(); }
  void handle_signals() { app_->handle_signals(); }

 private:
  app::Settings settings_;
  std::unique_ptr<app::ServerApp> app_;
  std::thread thread_;
};

// The link of a group among those of a new conversation.
[[nodiscard]] inline std::string link_for(const codec::ApiConversationCreated& created,
                                          const std::string& group) {
  for (const auto& link : created.links) {
    if (link.group == group) return link.url;
  }
  throw std::runtime_error("no link for group " + group);
}

}  // namespace arena::test
