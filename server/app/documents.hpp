// SPDX-License-Identifier: EUPL-1.2
// A conversation's report and letter as an answer: chosen form, chosen language. Pure.
#pragma once

#include <string>
#include <vector>

#include "server/app/transcripts.hpp"
#include "server/library/language.hpp"
#include "server/net/server.hpp"
#include "tl/expected.hpp"

namespace arena::app {

struct WantedDocument {
  enum class Form : std::uint8_t { docx, html, json };
  bool letter{};  // otherwise the report
  Form form{};
  library::Language language{};
  bool sent{};                    // the last letter as it was sent; otherwise a draft
  std::string text{};             // of a letter under way; empty: drafted from the lessons
  std::vector<ItemId> lessons{};  // that the draft is about; none: all that rest on something
};

// As they are named in requests: "docx", "html", "json"; "nl", "en", "" (Dutch).
struct BadRequest {
  std::string error;
  std::string sentence;
};
[[nodiscard]] tl::expected<WantedDocument, BadRequest> wanted_document(bool letter,
                                                                       const std::string& format,
                                                                       const std::string& language);

// Or what stands in the way of it.
[[nodiscard]] tl::expected<net::HttpResponse, BadRequest> write_document(
    const ReadConversation& read, const WantedDocument& wanted, Instant now);

}  // namespace arena::app
