// SPDX-License-Identifier: EUPL-1.2
// A document as one HTML file.
#include <string_view>

#include "server/library/document.hpp"

namespace arena::library {
namespace {

using Kind = Block::Kind;

// A control character has no place in HTML or XML, but for these.
bool has_place(char c) noexcept {
  return static_cast<unsigned char>(c) >= 0x20 ? c != 0x7F : c == '\t' || c == '\n';
}

// Embeddings, overrides and isolates, and their ends: U+202A to U+202E, U+2066 to U+2069.
bool turns_around(std::string_view rest) noexcept {
  if (rest.size() < 3 || rest[0] != '\xE2') return false;
  return (rest[1] == '\x80' && rest[2] >= '\xAA' && rest[2] <= '\xAE') ||
         (rest[1] == '\x81' && rest[2] >= '\xA6' && rest[2] <= '\xA9');
}

constexpr std::string_view style = R"(
:root { color-scheme: light; }
body { margin: 2rem auto; padding: 0 1rem; max-width: 42rem; background: #fff; color: #000;
  font: 1.0625rem/1.5 "Fira Sans", Arial, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.0625rem; margin: 1.25rem 0 .25rem; }
h2, h3 { break-after: avoid; }
p { margin: 0 0 .75rem; white-space: pre-line; }
ul { margin: 0 0 .75rem; padding-left: 1.25rem; }
li { margin-bottom: .35rem; white-space: pre-line; }
figure { margin: 0 0 .75rem; padding-left: .75rem; border-left: 3px solid #000; break-inside: avoid; }
blockquote { margin: 0; white-space: pre-line; }
figcaption, .note { font-size: .9rem; }
table { border-collapse: collapse; margin: 0 0 .75rem; }
th, td { border-bottom: 1px solid #000; padding: .25rem 1.5rem .25rem 0; text-align: left; }
td + td, th + th { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; }
.picture svg { display: block; width: 45mm; height: 45mm; }
@page { size: A4; margin: 22mm 20mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 11pt; } }
)";

class Page {
 public:
  explicit Page(const Document& document) : document_(document) {}

  [[nodiscard]] std::string run(std::string_view picture) && {
    out_ = "<!doctype html>\n<html lang=\"";
    out_ += code(document_.language);
    out_ += "\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    element("title", document_.title);
    out_ += "<style>";
    out_ += style;
    out_ += "</style>\n</head>\n<body>\n<main>\n";
    if (document_.shows_title) element("h1", document_.title);
    for (const Block& block : document_.blocks) write(block);
    end_list();
    if (!picture.empty()) {
      out_ += "<div class=\"picture\">";
      out_ += picture;
      out_ += "</div>\n";
    }
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void write(const Block& block) {
    if (block.kind != Kind::item) end_list();
    switch (block.kind) {
      case Kind::heading:
        return element("h2", block.text);
      case Kind::subheading:
        return element("h3", block.text);
      case Kind::paragraph:
        return element("p", block.text);
      case Kind::item:
        if (!in_list_) out_ += "<ul>\n";
        in_list_ = true;
        return element("li", block.text);
      case Kind::quote:
        return quote(block);
      case Kind::note:
        out_ += "<p class=\"note\">";
        escape(block.text);
        out_ += "</p>\n";
        return;
      case Kind::table:
        return table(block);
    }
  }

  void quote(const Block& block) {
    out_ += "<figure>\n";
    element("blockquote", block.text);
    if (!block.source.empty()) element("figcaption", block.source);
    out_ += "</figure>\n";
  }

  void table(const Block& block) {
    out_ += "<table>\n";
    bool head = true;
    for (const auto& row : block.rows) {
      out_ += head ? "<thead>\n<tr>" : "<tr>";
      for (const std::string& cell : row) {
        out_ += head ? "<th scope=\"col\">" : "<td>";
        escape(cell);
        out_ += head ? "</th>" : "</td>";
      }
      out_ += head ? "</tr>\n</thead>\n<tbody>\n" : "</tr>\n";
      head = false;
    }
    out_ += head ? "</table>\n" : "</tbody>\n</table>\n";
  }

  void element(std::string_view name, std::string_view text) {
    out_ += "<";
    out_ += name;
    out_ += ">";
    escape(text);
    out_ += "</";
    out_ += name;
    out_ += ">\n";
  }

  void end_list() {
    if (in_list_) out_ += "</ul>\n";
    in_list_ = false;
  }

  void escape(std::string_view text) {
    for (const char c : printable(text)) {
      switch (c) {
        case '&':
          out_ += "&amp;";
          break;
        case '<':
          out_ += "&lt;";
          break;
        case '>':
          out_ += "&gt;";
          break;
        case '"':
          out_ += "&quot;";
          break;
        default:
          out_ += c;
      }
    }
  }

  const Document& document_;
  bool in_list_ = false;
  std::string out_;
};

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (turns_around(text)) {
      text.remove_prefix(3);
      continue;
    }
    if (has_place(text.front())) out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

std::string html(const Document& document, std::string_view picture) {
  return Page(document).run(picture);
}

}  // namespace arena::library
