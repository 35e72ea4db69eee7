// SPDX-License-Identifier: EUPL-1.2
// Reading debates for replay: what is a turn, who said it, and where a fault stands.
#include "clients/cli/debate.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace arena::cli {
namespace {

std::string turn(const std::string& element, const std::string& who, const std::string& body,
                 const std::string& inner = {}) {
  return "<" + element + "><spreker objectid=\"" + who + "\" soort=\"Tweede Kamerlid\"/>" +
         "<markeertijdbegin>2020-01-02T10:00:30</markeertijdbegin>" + body + inner + "</" +
         element + ">";
}
std::string text(const std::string& paragraphs) { return "<tekst>" + paragraphs + "</tekst>"; }
std::string paragraph(const std::string& items) { return "<alinea>" + items + "</alinea>"; }
std::string item(const std::string& words) { return "<alineaitem>" + words + "</alineaitem>"; }
std::string report(const std::string& turns) {
  return "<vlosCoreDocument xmlns=\"http://example.org/vlos\"><vergadering>" + turns +
         "</vergadering></vlosCoreDocument>";
}
std::string said(const std::string& words) { return text(paragraph(item(words))); }

TEST(Vlos, TakesTurnsInDocumentOrderWithInterruptionsAsReplies) {
  const auto debate = read_vlos(report(turn("woordvoerder", "a", said("een"),
                                            turn("interrumpant", "b", said("twee")) +
                                                turn("interrumpant", "a", said("drie"))) +
                                       turn("woordvoerder", "c", said("vier"))),
                                "x.xml");
  ASSERT_TRUE(debate) << debate.error();
  ASSERT_EQ(debate->turns.size(), 4U);
  EXPECT_EQ(debate->speakers.size(), 3U);
  EXPECT_EQ(debate->turns[1].text, "twee");
  EXPECT_EQ(debate->turns[1].reply_to, 0U);
  EXPECT_EQ(debate->turns[2].reply_to, 0U);
  EXPECT_EQ(debate->turns[2].speaker, debate->turns[0].speaker);
  EXPECT_FALSE(debate->turns[3].reply_to);
}

TEST(Vlos, SkipsAByteOrderMark) {
  EXPECT_TRUE(read_debate("\xEF\xBB\xBF" + report(turn("woordvoerder", "a", said("een"))), "x"));
}

TEST(Vlos, DropsTheSpeakersNameAndKeepsEmphasisElsewhere) {
  const auto debate = read_vlos(
      report(turn("woordvoerder", "a",
                  text(paragraph(item("De heer <nadruk type=\"Vet\">Bos</nadruk> (X):") +
                                 item("Dit is <nadruk>heel</nadruk> <nadruk>erg</nadruk> waar.")) +
                       paragraph(item("<nadruk>Echt</nadruk> waar.")))) +
             turn("woordvoerder", "b", said("Zonder naam."))),
      "x.xml");
  ASSERT_TRUE(debate) << debate.error();
  EXPECT_EQ(debate->turns[0].text, "Dit is heel erg waar.\nEcht waar.");
  EXPECT_EQ(debate->turns[1].text, "Zonder naam.");
}

TEST(Vlos, JoinsItemsByASpaceAndParagraphsByALineFeed) {
  const auto debate =
      read_vlos(report(turn("woordvoerder", "a",
                            text(paragraph(item("een") + item("twee")) + paragraph(item("drie"))))),
                "x.xml");
  ASSERT_TRUE(debate) << debate.error();
  EXPECT_EQ(debate->turns[0].text, "een twee\ndrie");
}

TEST(Vlos, LeavesMotionsAndListsOfPeopleOut) {
  const std::string motion = "<draadboekfragment><sprekers><spreker objectid=\"z\"/></sprekers>" +
                             said("Motie van niemand.") + "</draadboekfragment>";
  const auto debate =
      read_vlos(report(turn("woordvoerder", "a", motion + said("gezegd"), motion)), "x.xml");
  ASSERT_TRUE(debate) << debate.error();
  ASSERT_EQ(debate->turns.size(), 1U);
  EXPECT_EQ(debate->turns[0].text, "gezegd");
  EXPECT_EQ(debate->speakers.front().key, "a");
}

TEST(Vlos, MapsChairMinisterAndMember) {
  const auto speaks = [](const std::string& who, const std::string& kind,
                         const std::string& chair) {
    return "<woordvoerder><spreker objectid=\"" + who + "\" soort=\"" + kind +
           "\"/><isvoorzitter>" + chair + "</isvoorzitter>" + said("woorden") + "</woordvoerder>";
  };
  const auto debate = read_vlos(
      report(speaks("a", "Tweede Kamerlid", "true") + speaks("b", "Minister", "false") +
             speaks("c", "Staatssecretaris", "false") + speaks("d", "Tweede Kamerlid", "false")),
      "x.xml");
  ASSERT_TRUE(debate) << debate.error();
  std::vector<std::string> roles;
  for (const DebateSpeaker& speaker : debate->speakers) roles.push_back(speaker.role);
  EXPECT_EQ(roles,
            (std::vector<std::string>{"facilitator", "professional", "professional", "client"}));
}

TEST(Vlos, CountsSecondsOnTheReportsOwnClock) {
  const auto at = [](const std::string& time) {
    return "<woordvoerder><spreker objectid=\"a\"/><markeertijdbegin>" + time +
           "</markeertijdbegin>" + said("woorden") + "</woordvoerder>";
  };
  const auto debate =
      read_vlos(report(at("2020-02-28T23:59:30") + at("2020-02-29T00:00:10") + at("later")), "x");
  ASSERT_TRUE(debate) << debate.error();
  EXPECT_DOUBLE_EQ(*debate->turns[1].at - *debate->turns[0].at, 40.0);
  EXPECT_FALSE(debate->turns[2].at);
}

TEST(Vlos, RefusesATruncatedFileAndSaysWhere) {
  const std::string whole = "\n" + report(turn("woordvoerder", "a", said("een")));
  const auto debate = read_debate(whole.substr(0, whole.size() - 30), "x.xml");
  ASSERT_FALSE(debate);
  EXPECT_TRUE(debate.error().starts_with("x.xml line 2, byte ")) << debate.error();
}

TEST(Vlos, RefusesXmlOfAnotherKind) {
  const auto debate = read_debate("<html><body/></html>", "page.xml");
  ASSERT_FALSE(debate);
  EXPECT_NE(debate.error().find("page.xml line 1"), std::string::npos) << debate.error();
  EXPECT_NE(debate.error().find("`html`"), std::string::npos) << debate.error();
}

TEST(Vlos, RefusesATurnNobodySaid) {
  const auto debate = read_vlos(report("\n<woordvoerder>" + said("een") + "</woordvoerder>"), "x");
  ASSERT_FALSE(debate);
  EXPECT_NE(debate.error().find("x line 2"), std::string::npos) << debate.error();
}

TEST(Vlos, RefusesATurnThatIsTooLong) {
  const std::string words(turn_bytes_max + 1, 'a');
  const auto debate = read_vlos(report(turn("woordvoerder", "a", said(words))), "x");
  ASSERT_FALSE(debate);
  EXPECT_NE(debate.error().find("16385 bytes"), std::string::npos) << debate.error();
}

TEST(Vlos, ReadsTheParliamentsDebate) {
  std::ifstream file(ARENA_SOURCE_DIR "/../shared/corpora/tweede-kamer-2014-10-15.xml",
                     std::ios::binary);
  if (!file) GTEST_SKIP() << "The corpus is absent; this test is about that debate.";
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto debate = read_debate(bytes, "debate.xml");
  ASSERT_TRUE(debate) << debate.error();
  EXPECT_EQ(debate->turns.size(), 604U);
  EXPECT_EQ(debate->speakers.size(), 36U);
}

TEST(JsonLines, TakesSpeakerRoleTextTimeAndReply) {
  const auto debate = read_json_lines(
      "\xEF\xBB\xBF{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"één\",\"at\":1.5}\r\n"
      "\n"
      "{\"speaker\":\"b\",\"role\":\"facilitator\",\"text\":\"twee\",\"reply_to\":1}",
      "x.jsonl");
  ASSERT_TRUE(debate) << debate.error();
  ASSERT_EQ(debate->turns.size(), 2U);
  EXPECT_EQ(debate->turns[0].text, "één");
  EXPECT_DOUBLE_EQ(*debate->turns[0].at, 1.5);
  EXPECT_EQ(debate->turns[1].reply_to, 0U);
  EXPECT_EQ(debate->speakers[1], (DebateSpeaker{"b", "facilitator"}));
}

TEST(JsonLines, SeatsAPersonWithTwoRolesTwice) {
  const auto debate = read_json_lines(
      "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"x\"}\n"
      "{\"speaker\":\"a\",\"role\":\"facilitator\",\"text\":\"y\"}\n",
      "x.jsonl");
  ASSERT_TRUE(debate) << debate.error();
  EXPECT_EQ(debate->speakers.size(), 2U);
}

class BadLine : public testing::TestWithParam<const char*> {};

TEST_P(BadLine, IsNamedByItsNumber) {
  const std::string good = "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"x\"}\n";
  const auto debate = read_json_lines(good + "\n" + GetParam() + "\n" + good, "x.jsonl");
  ASSERT_FALSE(debate);
  EXPECT_TRUE(debate.error().starts_with("x.jsonl line 3: ")) << debate.error();
}

INSTANTIATE_TEST_SUITE_P(
    JsonLines, BadLine,
    testing::Values("not json", "[1]", "{\"speaker\":\"a\",\"role\":\"client\"}",
                    "{\"speaker\":\"\",\"role\":\"client\",\"text\":\"x\"}",
                    "{\"speaker\":1,\"role\":\"client\",\"text\":\"x\"}",
                    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"  \"}",
                    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"\xFF\"}",
                    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"x\",\"at\":-1}",
                    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"x\",\"at\":\"1\"}",
                    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"x\",\"reply_to\":2}",
                    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"x\",\"reply_to\":3}",
                    "{\"speaker\":\"a\",\"role\":\"client\",\"text\":\"x\""));

TEST(JsonLines, RefusesAFileWithoutTurns) {
  for (const char* const nothing : {"", "\n\n", "\xEF\xBB\xBF"}) {
    EXPECT_FALSE(read_debate(nothing, "x.jsonl"));
  }
}

}  // namespace
}  // namespace arena::cli
