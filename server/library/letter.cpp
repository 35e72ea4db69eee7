// SPDX-License-Identifier: EUPL-1.2
#include "server/library/letter.hpp"

#include <algorithm>
#include <array>

#include "server/library/report.hpp"

namespace arena::library {
namespace {

const Bilingual learned{"Wat hebben wij geleerd?", "What did we learn?"};
const Bilingual doing{"Dit gaan wij doen", "This is what we will do"};
const Bilingual not_doing{"Dit doen wij niet", "This is what we will not do"};
const Bilingual deciding{"Hierover beslissen wij nog", "We have yet to decide on this"};
const Bilingual answering{"Klopt dit volgens u?", "Is this right, you think?"};
const std::array headings{&learned, &doing, &not_doing, &deciding, &answering};

tl::unexpected<std::string> no(std::string sentence) { return tl::unexpected(std::move(sentence)); }

class Drafting {
 public:
  Drafting(const Transcript& transcript, Instant now, Language language)
      : transcript_(transcript), now_(now), language_(language), nl_(language == Language::dutch) {}

  void add(const TranscriptItem& lesson) {
    letter_.lessons.push_back(lesson.item);
    if (lesson.decision == Decision::declined) return not_doing_.push_back(declined(lesson));
    auto& part = lesson.decision ? doing_ : deciding_;
    part.push_back(as_sentence(lesson.text) + becomes(lesson));
  }

  [[nodiscard]] Letter run() && {
    line(nl_ ? "Beste deelnemer," : "Dear participant,");
    line(thanks());
    line(in(language_, learned));
    line(nl_ ? "U vertelde wat u meemaakte. Daar hebben wij van geleerd. Hieronder leest u wat wij "
               "ermee doen."
             : "You told us what you went through. We learned from it. Below you read what we do "
               "with it.");
    part(doing, doing_);
    part(not_doing, not_doing_);
    part(deciding, deciding_);
    line(in(language_, answering));
    line(nl_ ? "U kunt antwoorden via uw eigen link. Alleen de gespreksleiders lezen uw antwoord."
             : "You can answer through your own link. Only the facilitators read your answer.");
    line(nl_ ? "Met vriendelijke groet,\nde gespreksleiders" : "Kind regards,\nthe facilitators");
    return std::move(letter_);
  }

 private:
  void line(const std::string& text) {
    if (!letter_.text.empty()) letter_.text += "\n\n";
    letter_.text += text;
  }
  void part(const Bilingual& heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    line(in(language_, heading));
    std::string list;
    for (const std::string& item : items) list += (list.empty() ? "- " : "\n- ") + item;
    line(list);
  }
  [[nodiscard]] std::string day(Instant at) const { return day_in_words(at, language_); }

  [[nodiscard]] std::string thanks() const {
    const bool held = !transcript_.sittings.empty();
    const std::string on = held ? day(transcript_.sittings.front()) : "";
    if (nl_) {
      return "U was " + (held ? "op " + on + " " : "") + "bij het gesprek ‘" + transcript_.title +
             "’. Dank u wel. Wij hebben naar u geluisterd.";
    }
    return "You were at the conversation ‘" + transcript_.title + "’" + (held ? " on " + on : "") +
           ". Thank you. We listened to you.";
  }

  [[nodiscard]] std::string becomes(const TranscriptItem& lesson) const {
    if (lesson.decision == Decision::done) {
      const std::string how = lesson.reason.empty() ? "" : " " + as_sentence(lesson.reason);
      return (nl_ ? " Dit is gedaan." : " This has been done.") + how;
    }
    std::string text = nl_ ? " Er is nog geen eigenaar." : " Nobody is responsible yet.";
    if (!lesson.owner.empty()) {
      std::string owner = lesson.owner;
      if (owner.front() >= 'a' && owner.front() <= 'z') owner.front() -= 'a' - 'A';
      text = " " + owner + (nl_ ? " zorgt hiervoor." : " takes care of this.");
    }
    if (!lesson.due) return text + (nl_ ? " Er is nog geen datum." : " There is no date yet.");
    if (*lesson.due < now_) {
      return text + (nl_ ? " Het moest klaar zijn op " : " It was due on ") + day(*lesson.due) +
             (nl_ ? ". Dat is niet gelukt." : ". That has not worked out.");
    }
    return text + (nl_ ? " Het is klaar op " : " It will be ready on ") + day(*lesson.due) + ".";
  }

  [[nodiscard]] std::string declined(const TranscriptItem& lesson) const {
    return as_sentence(lesson.text) + (nl_ ? " De reden: " : " The reason: ") +
           as_sentence(lesson.reason);
  }

  const Transcript& transcript_;
  Instant now_;
  Language language_;
  bool nl_;
  std::vector<std::string> doing_;
  std::vector<std::string> not_doing_;
  std::vector<std::string> deciding_;
  Letter letter_;
};

bool is_heading(std::string_view line) {
  return std::any_of(headings.begin(), headings.end(), [&](const Bilingual* heading) {
    return line == heading->nl || line == heading->en;
  });
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  return line;
}

bool rests_on_something(const TranscriptItem& item) {
  return !item.product && (item.brought || !item.evidence.empty());
}

}  // namespace

tl::expected<Letter, std::string> draft_letter(const Transcript& transcript,
                                               std::span<const ItemId> lessons, Instant now,
                                               Language language) {
  if (transcript.archive_level == ArchiveLevel::nothing) {
    return no("Nothing of this conversation is kept, as was agreed: there is no letter.");
  }
  Drafting draft(transcript, now, language);
  bool any = false;
  for (const TranscriptItem& item : transcript.items) {
    const bool asked = std::find(lessons.begin(), lessons.end(), item.item) != lessons.end();
    if (asked && !rests_on_something(item)) {
      return no("A letter names lessons with evidence only: add what was said to this one first.");
    }
    if (!rests_on_something(item) || (!lessons.empty() && !asked)) continue;
    draft.add(item);
    any = true;
  }
  const bool all_known = std::all_of(lessons.begin(), lessons.end(), [&](ItemId id) {
    return std::any_of(transcript.items.begin(), transcript.items.end(),
                       [&](const TranscriptItem& item) { return item.item == id; });
  });
  if (!all_known) return no("There is no such lesson in this conversation.");
  if (!any) {
    return no(
        "There is no lesson with evidence yet, so there is nothing to write about: add what "
        "was said to a lesson first.");
  }
  return std::move(draft).run();
}

Document letter_document(const Transcript& transcript, std::string_view text, Instant at,
                         Language language) {
  const bool nl = language == Language::dutch;
  Document document;
  document.title = (nl ? "Brief: " : "Letter: ") + transcript.title;
  document.language = language;
  document.made = at;
  document.shows_title = false;
  document.blocks.push_back({Block::Kind::note, day_in_words(at, language)});
  bool goes_on = false;  // the last block is a paragraph that this line belongs to
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool item = line.starts_with("- ");
    if (is_heading(line)) {
      document.blocks.push_back({Block::Kind::heading, std::string(line)});
    } else if (item) {
      document.blocks.push_back({Block::Kind::item, std::string(trimmed(line.substr(2)))});
    } else if (goes_on && !line.empty()) {
      document.blocks.back().text += "\n" + std::string(line);
    } else if (!line.empty()) {
      document.blocks.push_back({Block::Kind::paragraph, std::string(line)});
    }
    goes_on = !line.empty() && !item && !is_heading(line);
  }
  return document;
}

}  // namespace arena::library
