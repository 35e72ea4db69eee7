// SPDX-License-Identifier: EUPL-1.2
// What the server answers over HTTP (docs/http-api.md): joining by link, a facilitator's report
// and letter, the administrator's API, and the web application's files.
//
// Home: the I/O thread. Everything it refers to outlives it.
#pragma once

#include <functional>
#include <string>

#include "server/app/documents.hpp"
#include "server/app/web_files.hpp"
#include "server/hub/hub.hpp"
#include "server/net/server.hpp"

namespace arena::app {

class HttpApi {
 public:
  static constexpr std::size_t name_bytes_max = 100;
  static constexpr std::size_t learning_questions_max = 5;
  static constexpr std::size_t learning_question_bytes_max = 300;
  static constexpr std::size_t title_bytes_max = 200;

  struct Parts {
    hub::Hub& hub;
    const WebFiles& files;
    std::string admin_token;
    std::function<std::string()> public_url;  // of links, without a slash at the end
    std::function<bool(const std::string& origin)> allows;
    std::function<bool()> record_is_writable;
    std::function<Instant()> now;
  };
  explicit HttpApi(Parts parts) : parts_(std::move(parts)) {}

  void answer(const net::HttpRequest& request, const net::Respond& respond);

 private:
  void answer_api(const net::HttpRequest& request, const net::Respond& respond);
  void answer_administrator(const net::HttpRequest& request, const net::Respond& respond);
  void answer_conversation(const net::HttpRequest& request, const std::string& rest,
                           const net::Respond& respond);
  void join(const net::HttpRequest& request, const net::Respond& respond);
  void create(const net::HttpRequest& request, const net::Respond& respond);
  void create(hub::NewConversation wanted, const net::Respond& respond);
  void invite(ConversationId conversation, const net::HttpRequest& request,
              const net::Respond& respond);
  // Words that their author wants gone: http_api_erase.cpp.
  void withdraw(const net::HttpRequest& request, const net::Respond& respond);
  void erase(ConversationId conversation, const net::HttpRequest& request,
             const net::Respond& respond);
  void list(const net::Respond& respond) const;
  void transcript(ConversationId conversation, const std::string& format,
                  const net::Respond& respond);
  void stats(std::vector<ConversationId> of, const net::Respond& respond);
  void document(ConversationId conversation, const WantedDocument& wanted,
                const net::Respond& respond);
  void document_for_facilitator(const net::HttpRequest& request, bool letter,
                                const net::Respond& respond);
  [[nodiscard]] bool is_administrator(const std::string& bearer) const;
  [[nodiscard]] std::string link_url(const hub::Secret& secret) const;

  Parts parts_;
};

}  // namespace arena::app
