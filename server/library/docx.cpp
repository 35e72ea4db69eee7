// SPDX-License-Identifier: EUPL-1.2
// A document as Office Open XML (ECMA-376): a zip of XML parts. What does not depend on the text
// stands here as it goes into the file.
#include <zip.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "server/library/document.hpp"

namespace arena::library {
namespace {

using Kind = Block::Kind;

constexpr std::string_view content_types =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>
)";

constexpr std::string_view package_relations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>
)";

constexpr std::string_view document_relations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>
</Relationships>
)";

constexpr std::string_view footer =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>
</w:ftr>
)";

constexpr std::string_view numbering =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>
)";

// %LANGUAGE% is put in. Sizes in half points, spacing in twentieths of a point.
constexpr std::string_view styles =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="%LANGUAGE%" w:eastAsia="%LANGUAGE%" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="100"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="80"/><w:ind w:left="360" w:hanging="360"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="29"/><w:qFormat/><w:pPr><w:keepLines/><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="000000"/></w:pBdr><w:ind w:left="240"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Source"><w:name w:val="Source"/><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:pPr><w:spacing w:after="0"/><w:jc w:val="right"/></w:pPr><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="50" w:after="50" w:line="240" w:lineRule="auto"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders></w:tblPr></w:style>
</w:styles>
)";

constexpr const char* wordprocessing =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

std::string bcp47(Language language) { return language == Language::dutch ? "nl-NL" : "en-GB"; }

std::string styles_in(Language language) {
  constexpr std::string_view place = "%LANGUAGE%";
  std::string out(styles);
  for (auto at = out.find(place); at != std::string::npos; at = out.find(place)) {
    out.replace(at, place.size(), bcp47(language));
  }
  return out;
}

// ECMA-376 takes no control characters but tab and new line, which are elements of their own.
std::string clean(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out;
}

std::string text_of(const pugi::xml_document& xml) {
  std::ostringstream out;
  xml.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return out.str();
}

void declare(pugi::xml_document& xml) {
  auto declaration = xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
}

// To the day: nobody needs to know when somebody pressed a button.
std::string midnight_of(Instant at) {
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds{at.value}};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT00:00:00Z", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return out.data();
}

std::string core_properties(const Document& document) {
  pugi::xml_document xml;
  declare(xml);
  auto core = xml.append_child("cp:coreProperties");
  core.append_attribute("xmlns:cp") =
      "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
  core.append_attribute("xmlns:dc") = "http://purl.org/dc/elements/1.1/";
  core.append_attribute("xmlns:dcterms") = "http://purl.org/dc/terms/";
  core.append_attribute("xmlns:xsi") = "http://www.w3.org/2001/XMLSchema-instance";
  core.append_child("dc:title").text() = clean(document.title).c_str();
  core.append_child("dc:language").text() = bcp47(document.language).c_str();
  for (const char* name : {"dcterms:created", "dcterms:modified"}) {
    auto at = core.append_child(name);
    at.append_attribute("xsi:type") = "dcterms:W3CDTF";
    at.text() = midnight_of(document.made).c_str();
  }
  return text_of(xml);
}

// word/document.xml
class Body {
 public:
  explicit Body(const Document& document) {
    declare(xml_);
    auto root = xml_.append_child("w:document");
    root.append_attribute("xmlns:w") = wordprocessing;
    root.append_attribute("xmlns:r") =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    body_ = root.append_child("w:body");
    if (document.shows_title) paragraph("Title", document.title);
    for (const Block& block : document.blocks) write(block);
    page();
  }
  [[nodiscard]] std::string text() const { return text_of(xml_); }

 private:
  void write(const Block& block) {
    switch (block.kind) {
      case Kind::heading:
        paragraph("Heading1", block.text);
        break;
      case Kind::subheading:
        paragraph("Heading2", block.text);
        break;
      case Kind::paragraph:
        paragraph("Normal", block.text);
        break;
      case Kind::item:
        paragraph("ListBullet", block.text);
        break;
      case Kind::note:
        paragraph("Note", block.text);
        break;
      case Kind::quote:
        quote(block);
        break;
      case Kind::table:
        table(block);
        break;
    }
  }

  static pugi::xml_node styled(pugi::xml_node parent, const char* style) {
    auto made = parent.append_child("w:p");
    made.append_child("w:pPr").append_child("w:pStyle").append_attribute("w:val") = style;
    return made;
  }

  pugi::xml_node paragraph(const char* style, std::string_view text) {
    auto made = styled(body_, style);
    run(made, text);
    return made;
  }

  static void run(pugi::xml_node paragraph, std::string_view text, const char* style = nullptr) {
    auto made = paragraph.append_child("w:r");
    if (style != nullptr) {
      made.append_child("w:rPr").append_child("w:rStyle").append_attribute("w:val") = style;
    }
    while (true) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      auto words = made.append_child("w:t");
      words.append_attribute("xml:space") = "preserve";
      words.text() = clean(text.substr(0, end)).c_str();
      if (end == text.size()) return;
      text.remove_prefix(end + 1);
      made.append_child("w:br");
    }
  }

  void quote(const Block& block) {
    auto made = paragraph("Quote", block.text);
    if (block.source.empty()) return;
    made.append_child("w:r").append_child("w:br");
    run(made, block.source, "Source");
  }

  void table(const Block& block) {
    constexpr std::array widths{"6200", "2000"};  // twentieths of a point
    auto made = body_.append_child("w:tbl");
    auto properties = made.append_child("w:tblPr");
    properties.append_child("w:tblStyle").append_attribute("w:val") = "TableGrid";
    auto width = properties.append_child("w:tblW");
    width.append_attribute("w:w") = "0";
    width.append_attribute("w:type") = "auto";
    auto grid = made.append_child("w:tblGrid");
    for (const char* each : widths) grid.append_child("w:gridCol").append_attribute("w:w") = each;
    bool head = true;
    for (const auto& row : block.rows) {
      auto line = made.append_child("w:tr");
      auto line_properties = line.append_child("w:trPr");
      line_properties.append_child("w:cantSplit");
      if (head) line_properties.append_child("w:tblHeader");
      for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
        cell(line, row[i], widths.at(i), head, i > 0);
      }
      head = false;
    }
    // Room after it; and Word wants a paragraph between two tables.
    styled(body_, "TableText");
  }

  static void cell(pugi::xml_node line, std::string_view text, const char* wide, bool head,
                   bool number) {
    auto made = line.append_child("w:tc");
    auto width = made.append_child("w:tcPr").append_child("w:tcW");
    width.append_attribute("w:w") = wide;
    width.append_attribute("w:type") = "dxa";
    auto paragraph = styled(made, "TableText");
    if (number) paragraph.child("w:pPr").append_child("w:jc").append_attribute("w:val") = "right";
    run(paragraph, text);
    if (head) paragraph.child("w:r").prepend_child("w:rPr").append_child("w:b");
  }

  // A4, margins of 22 and 20 mm; the number of the page below.
  void page() {
    auto section = body_.append_child("w:sectPr");
    auto below = section.append_child("w:footerReference");
    below.append_attribute("w:type") = "default";
    below.append_attribute("r:id") = "rId3";
    auto size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = "11906";
    size.append_attribute("w:h") = "16838";
    auto margin = section.append_child("w:pgMar");
    for (const char* side : {"w:top", "w:bottom"}) margin.append_attribute(side) = "1247";
    for (const char* side : {"w:left", "w:right"}) margin.append_attribute(side) = "1134";
    for (const char* side : {"w:header", "w:footer"}) margin.append_attribute(side) = "709";
    margin.append_attribute("w:gutter") = "0";
  }

  pugi::xml_document xml_;
  pugi::xml_node body_;
};

[[noreturn]] void cannot_zip(zip_error_t* error) {
  throw std::runtime_error(std::string("a document could not be zipped: ") +
                           zip_error_strerror(error));
}

// A zip in memory. Every part has the first day of DOS, so that the same parts give the same bytes.
class Zip {
 public:
  Zip() {
    zip_error_init(&error_);
    source_ = zip_source_buffer_create(nullptr, 0, 0, &error_);
    if (source_ == nullptr) cannot_zip(&error_);
    zip_source_keep(source_);
    zip_ = zip_open_from_source(source_, ZIP_TRUNCATE, &error_);
    if (zip_ == nullptr) cannot_zip(&error_);
  }
  ~Zip() {
    if (zip_ != nullptr) zip_discard(zip_);
    zip_source_free(source_);
    zip_error_fini(&error_);
  }
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;

  // `content` must outlive bytes().
  void add(const char* name, std::string_view content) {
    constexpr zip_uint16_t first_day = 1U << 5U | 1U;  // 1 January 1980
    zip_source_t* const part = zip_source_buffer(zip_, content.data(), content.size(), 0);
    const zip_int64_t at = part == nullptr ? -1 : zip_file_add(zip_, name, part, ZIP_FL_ENC_UTF_8);
    if (at < 0) cannot_zip(zip_get_error(zip_));
    const auto index = static_cast<zip_uint64_t>(at);
    if (zip_file_set_dostime(zip_, index, 0, first_day, 0) != 0) cannot_zip(zip_get_error(zip_));
  }

  [[nodiscard]] std::string bytes() {
    if (zip_close(zip_) != 0) cannot_zip(zip_get_error(zip_));
    zip_ = nullptr;
    if (zip_source_open(source_) != 0) cannot_zip(zip_source_error(source_));
    std::string out;
    std::array<char, 16'384> piece{};
    while (true) {
      const zip_int64_t got = zip_source_read(source_, piece.data(), piece.size());
      if (got < 0) cannot_zip(zip_source_error(source_));
      if (got == 0) break;
      out.append(piece.data(), static_cast<std::size_t>(got));
    }
    zip_source_close(source_);
    return out;
  }

 private:
  zip_error_t error_{};
  zip_source_t* source_{};
  zip_t* zip_{};
};

}  // namespace

std::string docx(const Document& document) {
  const std::string body = Body(document).text();
  const std::string looks = styles_in(document.language);
  const std::string core = core_properties(document);
  Zip zip;
  zip.add("[Content_Types].xml", content_types);
  zip.add("_rels/.rels", package_relations);
  zip.add("docProps/core.xml", core);
  zip.add("word/document.xml", body);
  zip.add("word/_rels/document.xml.rels", document_relations);
  zip.add("word/styles.xml", looks);
  zip.add("word/numbering.xml", numbering);
  zip.add("word/footer1.xml", footer);
  return zip.bytes();
}

}  // namespace arena::library
