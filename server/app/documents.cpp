// SPDX-License-Identifier: EUPL-1.2
#include "server/app/documents.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "server/codec/api.hpp"
#include "server/library/letter.hpp"
#include "server/library/report.hpp"

namespace arena::app {
namespace {

using Form = WantedDocument::Form;
using Wrong = tl::unexpected<BadRequest>;

net::HttpResponse file(std::string name, const WantedDocument& wanted,
                       const library::Document& document) {
  const bool page = wanted.form == Form::html;
  net::HttpResponse response;
  response.content_type =
      page ? "text/html; charset=utf-8"
           : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  response.body = page ? library::html(document) : library::docx(document);
  name += page ? ".html" : ".docx";
  response.headers["Content-Disposition"] = "attachment; filename=\"" + name + "\"";
  return response;
}

net::HttpResponse json(std::string body) { return {200, "application/json", std::move(body), {}}; }

tl::expected<net::HttpResponse, BadRequest> report(const ReadConversation& read,
                                                   const WantedDocument& wanted, Instant now) {
  const auto report = library::report_of(read.script, read.transcript, now, wanted.language);
  if (!report) return Wrong({"nothing_kept", report.error()});
  if (wanted.form == Form::json) return json(library::json(*report));
  const bool nl = wanted.language == library::Language::dutch;
  return file(nl ? "verslag" : "report", wanted, library::document_of(*report));
}

struct Written {
  std::string text;
  std::vector<ItemId> lessons;
  Instant at;
};

tl::expected<Written, BadRequest> letter_text(const Transcript& transcript,
                                              const WantedDocument& wanted, Instant now) {
  if (!wanted.text.empty()) return Written{wanted.text, wanted.lessons, now};
  if (wanted.sent) {
    if (transcript.letters.empty()) {
      return Wrong({"no_letter", "No letter of this conversation has been sent yet."});
    }
    const TranscriptLetter& last = transcript.letters.back();
    return Written{last.text, {}, last.at};
  }
  auto draft = library::draft_letter(transcript, wanted.lessons, now, wanted.language);
  if (!draft) return Wrong({"no_letter", draft.error()});
  return Written{std::move(draft->text), std::move(draft->lessons), now};
}

tl::expected<net::HttpResponse, BadRequest> letter(const ReadConversation& read,
                                                   const WantedDocument& wanted, Instant now) {
  const auto written = letter_text(read.transcript, wanted, now);
  if (!written) return tl::unexpected(written.error());
  if (wanted.form == Form::json) {
    auto lessons = nlohmann::ordered_json::array();
    // As text: a number of 64 bits does not survive every reader of JSON.
    for (const ItemId id : written->lessons) lessons.push_back(std::to_string(id.value));
    nlohmann::ordered_json body;
    body["conversation"] = codec::hex(read.transcript.conversation);
    body["language"] = library::code(wanted.language);
    body["sent"] = wanted.sent;
    body["lessons"] = std::move(lessons);
    body["text"] = written->text;
    return json(body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  const bool nl = wanted.language == library::Language::dutch;
  return file(
      nl ? "brief" : "letter", wanted,
      library::letter_document(read.transcript, written->text, written->at, wanted.language));
}

}  // namespace

tl::expected<WantedDocument, BadRequest> wanted_document(bool letter, const std::string& format,
                                                         const std::string& language) {
  WantedDocument wanted;
  wanted.letter = letter;
  const auto named =
      language.empty() ? library::Language::dutch : library::language_named(language);
  if (!named) return Wrong({"no_such_language", "Give language=nl or language=en."});
  wanted.language = *named;
  if (format == "docx") {
    wanted.form = Form::docx;
  } else if (format == "html") {
    wanted.form = Form::html;
  } else if (format == "json") {
    wanted.form = Form::json;
  } else {
    return Wrong({"no_such_format", "Give format=docx, format=html or format=json."});
  }
  return wanted;
}

tl::expected<net::HttpResponse, BadRequest> write_document(const ReadConversation& read,
                                                           const WantedDocument& wanted,
                                                           Instant now) {
  return wanted.letter ? letter(read, wanted, now) : report(read, wanted, now);
}

}  // namespace arena::app
