// SPDX-License-Identifier: EUPL-1.2
// A report in words.
#include "server/library/report.hpp"

namespace arena::library {
namespace {

using Kind = Block::Kind;

std::string_view words(Status status, Language language) {
  const bool nl = language == Language::dutch;
  switch (status) {
    case Status::draft:
      return nl ? "concept" : "draft";
    case Status::shared:
      return nl ? "bij de cliënten" : "with the clients";
    case Status::judged:
      return nl ? "beoordeeld" : "judged";
    case Status::adopted:
      return nl ? "overgenomen" : "adopted";
    case Status::declined:
      return nl ? "niet overgenomen" : "not adopted";
    case Status::done:
      return nl ? "gedaan" : "done";
    case Status::overdue:
      return nl ? "te laat" : "overdue";
  }
  return "";
}

class Writing {
 public:
  explicit Writing(const Report& report)
      : report_(report), nl_(report.language == Language::dutch) {}

  [[nodiscard]] Document run() && {
    document_.title = (nl_ ? "Verslag: " : "Report: ") + report_.title;
    document_.language = report_.language;
    document_.made = report_.made;
    begin();
    part(nl_ ? "Sterke punten" : "Strengths",
         nl_ ? "Dit gaat goed, of het is al verbeterd." : "This goes well, or is better already.",
         report_.strengths);
    part(nl_ ? "Verbeteringen" : "Improvements",
         nl_ ? "Hier gaat iemand mee aan de slag." : "Somebody takes this up.",
         report_.improvements);
    part(nl_ ? "Wensen" : "Wishes",
         nl_ ? "Dit is gevraagd. Het is nog niet besloten, of wij doen het niet."
             : "This was asked. It has not been decided yet, or we will not do it.",
         report_.wishes);
    lists();
    ballots();
    limits();
    return std::move(document_);
  }

 private:
  void add(Kind kind, std::string text) { document_.blocks.push_back({kind, std::move(text)}); }
  [[nodiscard]] std::string day(Instant at) const { return day_in_words(at, report_.language); }

  void begin() {
    std::string held = report_.method + ".";
    for (std::size_t i = 0; i < report_.held.size(); ++i) {
      const bool first = i == 0;
      if (first) held += nl_ ? " Gehouden op " : " Held on ";
      if (!first) held += i + 1 == report_.held.size() ? (nl_ ? " en " : " and ") : ", ";
      held += day(report_.held[i]);
    }
    if (!report_.held.empty()) held += ".";
    add(Kind::note, held + (nl_ ? " Verslag van " : " Report of ") + day(report_.made) + ".");
  }

  void part(const char* title, const char* about, const std::vector<ReportPoint>& points) {
    add(Kind::heading, title);
    if (points.empty()) {
      return add(Kind::paragraph,
                 nl_ ? "Hierover is niets genoteerd." : "Nothing has been noted here.");
    }
    add(Kind::paragraph, about);
    for (const ReportPoint& point : points) write(point);
  }

  void write(const ReportPoint& point) {
    add(Kind::subheading, std::to_string(++number_) + ". " + point.text);
    add(Kind::paragraph, becomes(point));
    if (!point.judgement.empty()) add(Kind::paragraph, point.judgement);
    for (const Quote& quote : point.quotes) {
      document_.blocks.push_back({Kind::quote, quote.text, quote.source});
    }
    if (const auto rest = rests_on(point); !rest.empty()) add(Kind::note, rest);
  }

  [[nodiscard]] std::string becomes(const ReportPoint& point) const {
    std::string text = nl_ ? "Stand: " : "Status: ";
    text += words(point.status, report_.language);
    text += ".";
    if (point.status != Status::declined) {
      text += nl_ ? " Eigenaar: " : " Owner: ";
      text += point.owner.empty() ? (nl_ ? "nog geen eigenaar" : "no owner yet") : point.owner;
      text += ".";
      if (point.due || point.status != Status::done) {
        text += nl_ ? " Klaar op: " : " Due: ";
        text += point.due ? day(*point.due) : (nl_ ? "nog geen datum" : "no date yet");
        text += ".";
      }
    }
    if (!point.reason.empty()) {
      text += (nl_ ? " Toelichting: " : " Explanation: ") + as_sentence(point.reason);
    }
    if (point.signal) {
      text += nl_ ? " Dit is een signaal aan de leiding." : " This is a signal to management.";
    }
    return text;
  }

  [[nodiscard]] std::string rests_on(const ReportPoint& point) const {
    if (point.brought) {
      return nl_ ? "Deze les komt uit een eerder gesprek. Daar staat het bewijs."
                 : "This lesson comes from an earlier conversation. The evidence is there.";
    }
    const std::size_t others = point.evidence_not_quoted;
    if (others == 0) {
      if (!point.quotes.empty()) return {};
      return nl_ ? "Er is nog geen bewijs uit het gesprek." : "There is no evidence yet.";
    }
    const std::string more = point.quotes.empty() ? "" : (nl_ ? "ook " : " also");
    if (others == 1) {
      return nl_ ? "Er telt " + more + "een beurt mee die wij niet aanhalen."
                 : "One turn" + more + " counts that we do not quote.";
    }
    return nl_ ? "Er tellen " + more + std::to_string(others) +
                     " beurten mee die wij niet aanhalen."
               : std::to_string(others) + " turns" + more + " count that we do not quote.";
  }

  void lists() {
    for (const ReportList& list : report_.lists) {
      add(Kind::heading, list.title);
      for (const std::string& item : list.items) add(Kind::item, item);
    }
  }

  void ballots() {
    if (report_.ballots.empty()) return;
    add(Kind::heading, nl_ ? "Stemmen en meningen" : "Votes and opinions");
    for (const ReportBallot& ballot : report_.ballots) {
      add(Kind::subheading, ballot.title);
      if (!ballot.answered) {
        add(Kind::paragraph, nl_ ? "Te weinig mensen gaven antwoord om er iets over te zeggen."
                                 : "Too few people answered to say anything.");
        continue;
      }
      Block table{Kind::table};
      table.rows.push_back({nl_ ? "Antwoord" : "Answer", nl_ ? "Aantal" : "Count"});
      for (const auto& [choice, count] : ballot.counts) {
        table.rows.push_back({choice, count ? std::to_string(*count) : "–"});
      }
      document_.blocks.push_back(std::move(table));
      add(Kind::note,
          (nl_ ? "Antwoorden: " : "Answers: ") + std::to_string(*ballot.answered) +
              (nl_ ? ". Een streepje: te klein om te noemen." : ". A dash: too small to name."));
    }
  }

  void limits() {
    add(Kind::heading, nl_ ? "Wat dit verslag niet zegt" : "What this report does not say");
    Block table{Kind::table};
    table.rows.push_back({nl_ ? "Wie deden mee" : "Who took part", nl_ ? "Mensen" : "People"});
    for (const ReportGroup& group : report_.groups) {
      table.rows.push_back({group.title, group.people ? std::to_string(*group.people)
                                                      : (nl_ ? "minder dan " : "fewer than ") +
                                                            std::to_string(small_group)});
    }
    document_.blocks.push_back(std::move(table));
    const std::string few = std::to_string(small_group);
    add(Kind::item, nl_ ? "Deze mensen kozen zelf om mee te doen. Zij spreken niet namens iedereen."
                        : "These people chose to take part. They do not speak for everybody.");
    add(Kind::item, nl_ ? "Dit is één gesprek. Wij weten niet hoe vaak iets voorkomt."
                        : "This is one conversation. We do not know how often something happens.");
    add(Kind::item, nl_ ? "Groepen met minder dan " + few + " mensen tellen wij niet."
                        : "We do not count groups of fewer than " + few + " people.");
    add(Kind::item, nl_ ? "Wij noemen geen namen van cliënten en geven niemand een cijfer."
                        : "We name no clients and give nobody a score.");
    if (report_.words_left_out) {
      add(Kind::item,
          nl_ ? "Niet iedereen wilde dat wij alles bewaren. Die woorden staan er niet in."
              : "Not everybody wanted all to be kept. Those words are not in it.");
    }
    add(Kind::note,
        nl_ ? "Een punt dat gedaan is, staat bij sterk. Een punt dat is overgenomen of een "
              "eigenaar "
              "heeft, staat bij verbeteringen. De andere punten staan bij wensen."
            : "What has been done is a strength. What was adopted or has an owner is an "
              "improvement. The rest are wishes.");
  }

  const Report& report_;
  bool nl_;
  std::size_t number_ = 0;
  Document document_;
};

}  // namespace

Document document_of(const Report& report) { return Writing(report).run(); }

}  // namespace arena::library
