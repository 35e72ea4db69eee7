// SPDX-License-Identifier: EUPL-1.2
// The report and the letter of tests/transcripts/report.txt: word for word as pages, and as Word
// files that a stranger's program can open. ARENA_REWRITE=1 writes the golden pages anew; the diff
// is the review.
#include "server/library/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/app/transcripts.hpp"
#include "server/library/letter.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/loopback_server.hpp"

namespace arena::library {
namespace {

using test::TemporaryDirectory;

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Record> history() {
  const auto path = std::filesystem::path(ARENA_SOURCE_DIR) / "tests/transcripts/report.txt";
  return test::history_of_golden(test::read_golden(content_of(path)));
}

class ReportTest : public testing::Test {
 protected:
  [[nodiscard]] Report report(Language language = Language::dutch) const {
    return *report_of(read.script, read.transcript, later, language);
  }
  [[nodiscard]] std::string letter(Language language = Language::dutch) const {
    const auto draft = draft_letter(read.transcript, {}, later, language);
    return html(letter_document(read.transcript, draft->text, later, language));
  }
  [[nodiscard]] ReportPoint point(const std::string& beginning) const {
    const Report all = report();
    for (const auto* part : {&all.strengths, &all.improvements, &all.wishes}) {
      for (const ReportPoint& each : *part) {
        if (each.text.starts_with(beginning)) return each;
      }
    }
    ADD_FAILURE() << "no point " << beginning;
    return {};
  }
  // The turn with these words, to say otherwise of.
  TranscriptTurn& turn(const std::string& words) {
    return *std::find_if(read.transcript.turns.begin(), read.transcript.turns.end(),
                         [&](const auto& each) { return each.text.starts_with(words); });
  }

  app::ReadConversation read = *app::read_conversation(history());
  Instant later = read.transcript.letters.back().at + minutes(10 * 24 * 60);
};

void expect_golden(const std::string& name, const std::string& page) {
  const auto path = std::filesystem::path(ARENA_SOURCE_DIR) / "tests/server/golden" / name;
  const char* rewrite = std::getenv("ARENA_REWRITE");
  if (rewrite != nullptr && *rewrite == '1') {
    std::ofstream(path, std::ios::binary) << page;
    return;
  }
  EXPECT_EQ(content_of(path), page) << "run with ARENA_REWRITE=1 and review the diff of " << name;
}

// ---- word for word -----------------------------------------------------------------------------

TEST_F(ReportTest, SaysWhatIsWritten) {
  expect_golden("report_nl.html.golden", html(document_of(report(Language::dutch))));
  expect_golden("report_en.html.golden", html(document_of(report(Language::english))));
}

TEST_F(ReportTest, ItsLetterSaysWhatIsWritten) {
  expect_golden("letter_nl.html.golden", letter(Language::dutch));
  expect_golden("letter_en.html.golden", letter(Language::english));
}

// ---- where points come from --------------------------------------------------------------------

TEST_F(ReportTest, PutsEachLessonWhereItsDecisionSays) {
  const Report all = report();
  ASSERT_EQ(all.strengths.size(), 1U);
  EXPECT_EQ(all.strengths[0].status, Status::done);
  ASSERT_EQ(all.improvements.size(), 2U);
  EXPECT_EQ(all.improvements[0].status, Status::adopted);
  EXPECT_EQ(all.improvements[1].status, Status::overdue);
  ASSERT_EQ(all.wishes.size(), 3U);
  EXPECT_EQ(all.wishes[0].status, Status::judged);
  EXPECT_EQ(all.wishes[1].status, Status::declined);
  EXPECT_EQ(all.wishes[2].status, Status::draft);
}

TEST_F(ReportTest, FollowsTheStatesOfAProductThatNamesTheParts) {
  Product points;
  points.kind = Product::Kind::observation;
  points.states = {{"wens", {"Wens", "Wish"}}, {"sterk", {"Sterk", "Strong"}}};
  read.script.products.push_back(points);
  TranscriptItem item;
  item.product = static_cast<std::uint16_t>(read.script.products.size() - 1);
  item.text = "Aan de balie is men vriendelijk";
  item.state = 1;
  item.shared = true;
  read.transcript.items.push_back(item);
  EXPECT_EQ(report().strengths.back().text, item.text);
  EXPECT_EQ(report().strengths.back().judgement, "") << "it is no lesson";
}

TEST_F(ReportTest, ListsItemsOfOtherProductsWithTheirState) {
  Product questions;
  questions.title = {"Vragenlijst", "Question list"};
  questions.kind = Product::Kind::question;
  questions.states = {{"open", {"Open", "Open"}}, {"klaar", {"Beantwoord", "Answered"}}};
  read.script.products.push_back(questions);
  TranscriptItem item;
  item.product = static_cast<std::uint16_t>(read.script.products.size() - 1);
  item.text = "Wie leest de brief?";
  item.state = 1;
  read.transcript.items.push_back(item);
  ASSERT_EQ(report().lists.size(), 1U);
  EXPECT_EQ(report().lists[0], (ReportList{"Vragenlijst", {"Wie leest de brief? (Beantwoord)"}}));
}

TEST_F(ReportTest, KeepsTheReasonOfADecisionThatALetterBringsAgain) {
  EXPECT_TRUE(point("Bij elke korting").reason.starts_with("Daar zijn nu te weinig mensen"));
}

// ---- nobody is exposed -------------------------------------------------------------------------

TEST_F(ReportTest, QuotesOnlyWhoAgreedToBeQuoted) {
  const ReportPoint letters = point("Onze brief");
  ASSERT_EQ(letters.quotes.size(), 1U) << "Ana agreed, Bea did not";
  EXPECT_TRUE(letters.quotes[0].text.starts_with("Er stond"));
  EXPECT_EQ(letters.evidence_not_quoted, 1U);
  const ReportPoint papers = point("Wij vragen papieren");
  EXPECT_TRUE(papers.quotes.empty()) << "Cas lets lessons be kept, and nothing else";
  EXPECT_EQ(papers.evidence_not_quoted, 1U);
}

TEST_F(ReportTest, DoesNotQuoteWhatWasErased) {
  turn("Er stond").text.clear();
  EXPECT_TRUE(point("Onze brief").quotes.empty());
  EXPECT_EQ(point("Onze brief").evidence_not_quoted, 2U);
}

TEST_F(ReportTest, CountsNoGroupOfFewPeople) {
  const Report all = report();
  ASSERT_EQ(all.groups.size(), 2U) << "who leads is not counted";
  EXPECT_EQ(all.groups[0].people, 5U);
  EXPECT_EQ(all.groups[1].people, std::nullopt) << "two professionals";
}

TEST_F(ReportTest, DoesNotSayHowFewPeopleJudged) {
  EXPECT_EQ(point("Onze brief").judgement, "De meeste mensen herkennen deze les.")
      << "all five do, which is nobody's to know";
  read.transcript.items[0].verdicts = {8, 5, 0};
  EXPECT_EQ(point("Onze brief").judgement, "Herkend door 8, deels door 5, niet door 0.");
  EXPECT_EQ(point("Eén vaste").judgement,
            "Enkele mensen beoordeelden deze les. Bij zo weinig mensen zeggen wij niet hoe.");
}

TEST_F(ReportTest, SaysJudgementsInWordsWhereACountWouldPointAtFew) {
  read.transcript.items[0].verdicts = {8, 1, 0};
  EXPECT_EQ(point("Onze brief").judgement, "De meeste mensen herkennen deze les.");
  read.transcript.items[0].verdicts = {2, 3, 2};
  EXPECT_EQ(point("Onze brief").judgement, "Mensen denken verschillend over deze les.");
  read.transcript.items[0].verdicts = {1, 0, 7};
  EXPECT_EQ(point("Onze brief").judgement, "De meeste mensen herkennen deze les niet.");
  read.transcript.items[0].verdicts = {1, 7, 0};
  EXPECT_EQ(point("Onze brief").judgement, "De meeste mensen herkennen deze les voor een deel.");
}

TEST_F(ReportTest, HidesSmallCountsOfABallotAndWhatTheyCouldBeReckonedFrom) {
  Ballot ballot;
  ballot.title = {"Herkent u dit?", "Do you recognise this?"};
  ballot.options = {{"ja", {"Ja", "Yes"}}, {"nee", {"Nee", "No"}}, {"soms", {"Soms", "At times"}}};
  read.script.rounds[0].ballots = {ballot};
  BallotShown shown{{1, 0, 0}, 0, 22, std::nullopt, false, {{1, 14}, {2, 2}, {3, 6}}};
  read.transcript.ballots = {shown};
  const ReportBallot hidden = report().ballots.front();
  EXPECT_EQ(hidden.answered, 22U);
  EXPECT_EQ(hidden.counts[0].second, 14U);
  EXPECT_EQ(hidden.counts[1].second, std::nullopt);
  EXPECT_EQ(hidden.counts[2].second, std::nullopt) << "2 = 22 - 14 - 6";
  read.transcript.ballots[0].answered = 4;
  EXPECT_EQ(report().ballots.front().answered, std::nullopt);
  EXPECT_TRUE(report().ballots.front().counts.empty());
}

TEST_F(ReportTest, IsNoneWhereNothingIsKept) {
  read.transcript.archive_level = ArchiveLevel::nothing;
  const auto none = report_of(read.script, read.transcript, later, Language::dutch);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error(),
            "Nothing of this conversation is kept, as was agreed: there is no report.");
}

// ---- the letter --------------------------------------------------------------------------------

TEST_F(ReportTest, ALetterWithoutLessonsIsRefusedInOneSentence) {
  read.transcript.items.clear();
  const auto none = draft_letter(read.transcript, {}, later, Language::dutch);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error(),
            "There is no lesson with evidence yet, so there is nothing to write about: add what "
            "was said to a lesson first.");
}

TEST_F(ReportTest, ALetterIsAboutTheLessonsThatWereChosen) {
  const ItemId chosen[] = {read.transcript.items[4].item};
  const auto draft = draft_letter(read.transcript, chosen, later, Language::dutch);
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->lessons, std::vector(1, chosen[0]));
  EXPECT_EQ(draft->text.find("Dit gaan wij doen"), std::string::npos);
  EXPECT_NE(draft->text.find("De reden: Daar zijn nu te weinig mensen voor."), std::string::npos);
}

TEST_F(ReportTest, ALetterIsNotAboutALessonThatRestsOnNothingOrIsUnknown) {
  const ItemId bare[] = {read.transcript.items[5].item};
  EXPECT_EQ(draft_letter(read.transcript, bare, later, Language::dutch).error(),
            "A letter names lessons with evidence only: add what was said to this one first.");
  const ItemId unknown[] = {read.transcript.items[0].item, ItemId{7}};
  EXPECT_EQ(draft_letter(read.transcript, unknown, later, Language::dutch).error(),
            "There is no such lesson in this conversation.");
}

TEST_F(ReportTest, ALetterSaysWhoAndWhenOrThatNobodyDoes) {
  const std::string text = draft_letter(read.transcript, {}, later, Language::dutch)->text;
  for (const TranscriptItem& lesson : read.transcript.items) {
    if (lesson.evidence.empty()) continue;
    const std::size_t at = text.find(lesson.text);
    ASSERT_NE(at, std::string::npos);
    const std::string line = text.substr(at, text.find('\n', at) - at);
    const bool said = line.find("zorgt hiervoor") != std::string::npos ||
                      line.find("nog geen eigenaar") != std::string::npos ||
                      line.find("Dit is gedaan") != std::string::npos ||
                      line.find("De reden") != std::string::npos;
    EXPECT_TRUE(said) << line;
  }
}

TEST_F(ReportTest, ALetterAsDocumentKeepsEveryLine) {
  const Document document = letter_document(
      read.transcript, "Beste mensen,\r\n\nDit gaan wij doen\n- een\n- twee\n\nMet groet,\nJoke\n",
      later, Language::dutch);
  using Kind = Block::Kind;
  const std::vector<Block> expected{{Kind::note, day_in_words(later, Language::dutch)},
                                    {Kind::paragraph, "Beste mensen,"},
                                    {Kind::heading, "Dit gaan wij doen"},
                                    {Kind::item, "een"},
                                    {Kind::item, "twee"},
                                    {Kind::paragraph, "Met groet,\nJoke"}};
  EXPECT_EQ(document.blocks, expected);
}

// ---- as files ----------------------------------------------------------------------------------

TEST_F(ReportTest, PagesHoldNoMarkupOfPeople) {
  read.transcript.items[0].text = "<script>alert(1)</script> & \x01 meer";
  const std::string page = html(document_of(report()));
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp;  meer"), std::string::npos);
}

TEST_F(ReportTest, FilesAreTheSameBytesEachTime) {
  EXPECT_EQ(docx(document_of(report())), docx(document_of(report())));
}

// Python's zipfile and xml share no code with what wrote the file.
TEST_F(ReportTest, WordFilesCanBeOpenedByAStranger) {
  read.transcript.items[0].text = "Tekens \x01 <b>&amp; \"aan\nhalen\"\ttab";
  const TemporaryDirectory folder;
  const auto write = [&](const char* name, const Document& document) {
    std::ofstream(folder.path() / name, std::ios::binary) << docx(document);
  };
  write("report.docx", document_of(report()));
  write("letter.docx",
        letter_document(read.transcript,
                        draft_letter(read.transcript, {}, later, Language::dutch)->text, later,
                        Language::dutch));
  const std::string command = "python3 " ARENA_SOURCE_DIR "/tests/support/open_docx.py '" +
                              (folder.path() / "report.docx").string() + "' '" +
                              (folder.path() / "letter.docx").string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);  // NOLINT(concurrency-mt-unsafe): one thread
}

TEST_F(ReportTest, WordFilesBecomePdfInLibreOffice) {
  if (std::system("command -v soffice >/dev/null") != 0) GTEST_SKIP() << "LibreOffice is absent";
  const TemporaryDirectory folder;
  std::ofstream(folder.path() / "report.docx", std::ios::binary) << docx(document_of(report()));
  const std::string home = folder.path().string();
  const std::string command = "HOME='" + home + "' soffice --headless --convert-to pdf --outdir '" +
                              home + "' '" + home + "/report.docx' >/dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_TRUE(content_of(folder.path() / "report.pdf").starts_with("%PDF-"));
}

// ---- days --------------------------------------------------------------------------------------

TEST(Days, AreThoseOfTheNetherlands) {
  EXPECT_EQ(day_in_words({1'798'671'600'000}, Language::dutch), "31 december 2026");
  // 1 March 2027 begins at 23.00 UTC on 28 February, 1 July at 22.00 on 30 June.
  EXPECT_EQ(day_in_words({1'803'855'600'000}, Language::dutch), "1 maart 2027");
  EXPECT_EQ(day_in_words({1'803'855'599'999}, Language::dutch), "28 februari 2027");
  EXPECT_EQ(day_in_words({1'814'392'800'000}, Language::english), "1 July 2027");
  EXPECT_EQ(day_in_words({1'814'392'799'999}, Language::english), "30 June 2027");
  EXPECT_EQ(day_in_words({-1}, Language::dutch), "1 januari 1970");
}

TEST(Files, LetNoTextTurnAroundWhatStandsAfterIt) {
  EXPECT_EQ(printable("a\u202Eb\u2067c\u2069\u202Cd\u200Fe \u20AC\tf\ng\x1B\x7F"),
            "abcd\u200Fe \u20AC\tf\ng");
  Document document;
  document.blocks = {{Block::Kind::paragraph, "Eigenaar: a\u202Eb. Klaar op: 11 maart."}};
  EXPECT_NE(html(document).find("<p>Eigenaar: ab. Klaar op: 11 maart.</p>"), std::string::npos);
}

}  // namespace
}  // namespace arena::library
