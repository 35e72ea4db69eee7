// SPDX-License-Identifier: EUPL-1.2
// What the server answers over HTTP (docs/http-api.md): joining by link or code, a facilitator's
// report and letter, what staff may ask, and the web application's files.
//
// Home: the I/O thread. Everything it refers to outlives it.
#pragma once

#include <functional>
#include <string>

#include "server/app/codes.hpp"
#include "server/app/documents.hpp"
#include "server/app/web_files.hpp"
#include "server/hub/hub.hpp"
#include "server/net/server.hpp"
#include "server/staff/office.hpp"

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
    hub::Entropy& entropy;
    staff::Office& office;
    std::string security_contact;  // empty: there is no security.txt
  };
  explicit HttpApi(Parts parts) : parts_(std::move(parts)), codes_(parts_.entropy) {}

  void answer(const net::HttpRequest& request, const net::Respond& respond);

 private:
  [[nodiscard]] net::HttpResponse security_txt() const;
  void answer_api(const net::HttpRequest& request, const net::Respond& respond);
  // What only staff may ask, each thing by whom it is for: http_api_staff.cpp.
  struct Asked {
    staff::Office::Wish wish;
    std::function<void(const staff::Person&)> go;  // once it is allowed
  };
  void answer_staff(const net::HttpRequest& request, const net::Respond& respond);
  void answer_staff(const net::HttpRequest& request, const staff::Person& person,
                    const net::Respond& respond);
  [[nodiscard]] tl::expected<Asked, net::HttpResponse> asked_of(const net::HttpRequest& request,
                                                                const net::Respond& respond);
  [[nodiscard]] tl::expected<Asked, net::HttpResponse> asked_of_one(const net::HttpRequest& request,
                                                                    const net::Respond& respond);
  [[nodiscard]] tl::expected<Asked, net::HttpResponse> asked_of_accounts(
      const net::HttpRequest& request, const net::Respond& respond);
  [[nodiscard]] std::optional<staff::Person> person_of(const net::HttpRequest& request);
  void log_in(const net::HttpRequest& request, const net::Respond& respond);
  void log_out(const net::HttpRequest& request, const net::Respond& respond);
  void add_account(const net::HttpRequest& request, const staff::Person& by,
                   const net::Respond& respond);
  void remove_account(const net::HttpRequest& request, const net::Respond& respond);
  void entrust(ConversationId conversation, const net::HttpRequest& request,
               const net::Respond& respond);
  [[nodiscard]] std::vector<ConversationId> as_opened(const std::vector<ConversationId>& of) const;
  // Those entrusted to a person; to the holder of the token all.
  void with_conversations(const staff::Person& person, const net::Respond& respond,
                          const std::function<void(std::vector<ConversationId>)>& then);
  // How a transcript comes to researchers: http_api_release.cpp.
  void propose_release(ConversationId conversation, const net::HttpRequest& request,
                       const staff::Person& by, const net::Respond& respond);
  void confirm_release(ConversationId conversation, const net::HttpRequest& request,
                       const net::Respond& respond);
  using WithTranscript = std::function<void(const staff::TranscriptDigest&)>;
  void with_transcript(ConversationId conversation, const net::HttpRequest& request,
                       const net::Respond& respond, const WithTranscript& then);
  void with_released(const staff::Person& person, const net::Respond& respond,
                     const std::function<void(std::vector<ConversationId>)>& then);
  void if_can_confirm(const std::string& name, const staff::Person& by, const net::Respond& respond,
                      const std::function<void()>& then);
  void list_titles(const staff::Person& person, const net::Respond& respond);
  void list_titles(std::vector<ConversationId> of, std::vector<staff::ReleaseSeen> releases,
                   const net::Respond& respond);
  // How people come in: http_api_join.cpp.
  void join(const net::HttpRequest& request, const net::Respond& respond);
  void invite(ConversationId conversation, const net::HttpRequest& request,
              const net::Respond& respond);
  void create(const net::HttpRequest& request, const staff::Person& by,
              const net::Respond& respond);
  void create(hub::NewConversation wanted, const staff::Person& by, const net::Respond& respond);
  void open(hub::NewConversation wanted, const staff::Person& by, const net::Respond& respond);
  // Words that their author wants gone: http_api_erase.cpp.
  void withdraw(const net::HttpRequest& request, const net::Respond& respond);
  void erase(ConversationId conversation, const net::HttpRequest& request,
             const net::Respond& respond);
  static void list(const std::vector<ConversationId>& of, const net::Respond& respond);
  void transcript(ConversationId conversation, const std::string& format, bool to_check,
                  const net::Respond& respond);
  void stats(std::vector<ConversationId> of, bool only_one, const net::Respond& respond);
  void document(ConversationId conversation, const WantedDocument& wanted,
                const net::Respond& respond);
  void document_for_facilitator(const net::HttpRequest& request, bool letter,
                                const net::Respond& respond);
  [[nodiscard]] std::string link_url(const hub::Secret& secret) const;

  Parts parts_;
  SpokenCodes codes_;
};

}  // namespace arena::app
