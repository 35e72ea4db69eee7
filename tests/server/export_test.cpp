// SPDX-License-Identifier: EUPL-1.2
// Transcripts as files: every column, the same bytes each time, and nothing a spreadsheet runs.
#include "server/library/export.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arena::library {
namespace {

Script script() {
  Script out;
  out.id = "arenagesprek";
  Group client;
  client.id = "client";
  client.role = Role::client;
  Group professional;
  professional.id = "professional";
  professional.role = Role::professional;
  out.groups = {client, professional};
  return out;
}

TranscriptTurn spoken(std::string text) {
  TranscriptTurn turn;
  turn.turn = {{3, 0, 0}, 12};
  turn.code = SeatCode{'C', 3};
  turn.group = GroupIndex{0};
  turn.ring = Ring::inner;
  turn.round_id = "ervaringen";
  turn.at = {1'788'256'800'007};
  turn.reply_to = Turn{{3, 0, 0}, 11};
  turn.text = std::move(text);
  return turn;
}

Transcript transcript(std::vector<TranscriptTurn> turns) {
  Transcript out;
  out.conversation.bytes[15] = std::byte{0xAB};
  out.turns = std::move(turns);
  return out;
}

const std::string columns =
    "conversation_id,turn,round,round_id,number,kind,seat,group,role,ring,time,reply_to,erased,"
    "text\r\n";

std::string cell(const std::string& text) {
  const std::string all = csv(script(), transcript({spoken(text)}));
  const std::string before =
      columns +
      "000000000000000000000000000000ab,3.12,3,ervaringen,12,speech,C3,client,client,inner,"
      "2026-09-01T10:00:00.007Z,3.11,false,";
  EXPECT_EQ(all.substr(0, before.size()), before);
  return all.substr(before.size());
}

TEST(JsonLines, HoldEveryColumnInOrder) {
  EXPECT_EQ(jsonl(script(), transcript({spoken("Ik heb \"drie weken\" gewacht…\nDrie.")})),
            "{\"conversation_id\":\"000000000000000000000000000000ab\",\"turn\":\"3.12\","
            "\"round\":3,\"round_id\":\"ervaringen\",\"number\":12,\"kind\":\"speech\","
            "\"seat\":\"C3\",\"group\":\"client\",\"role\":\"client\",\"ring\":\"inner\","
            "\"time\":\"2026-09-01T10:00:00.007Z\",\"reply_to\":\"3.11\",\"erased\":false,"
            "\"text\":\"Ik heb \\\"drie weken\\\" gewacht…\\nDrie.\"}\n");
}

TEST(JsonLines, GiveNullForNone) {
  TranscriptTurn merged = spoken("Hoe lang duurde het?");
  merged.kind = TurnKind::question;
  merged.ring = Ring::chair;
  merged.code.reset();
  merged.group.reset();
  merged.reply_to.reset();
  TranscriptTurn gone = spoken("");
  gone.erased = true;
  const std::string lines = jsonl(script(), transcript({merged, gone}));
  const auto first = nlohmann::json::parse(lines.substr(0, lines.find('\n')));
  for (const char* none : {"seat", "group", "role", "reply_to"}) EXPECT_TRUE(first[none].is_null());
  EXPECT_EQ(first["kind"], "question");
  const auto second = nlohmann::json::parse(lines.substr(lines.find('\n') + 1));
  EXPECT_EQ(second["erased"], true);
  EXPECT_EQ(second["text"], "");
}

TEST(JsonLines, GiveEveryTextBack) {
  for (const std::string& text :
       {std::string("=1+1"), std::string("één\r\ntwee\ttab"), std::string("\x01\x1f\x7f"),
        std::string("'s ochtends"), std::string("😀 \\ \" /"), std::string("")}) {
    const auto row = nlohmann::json::parse(jsonl(script(), transcript({spoken(text)})));
    EXPECT_EQ(row["text"], text);
  }
}

TEST(Csv, HoldsEveryColumnInOrder) {
  EXPECT_EQ(cell("Ik heb gewacht."), "Ik heb gewacht.\r\n");
  EXPECT_EQ(csv(script(), transcript({})), columns);
}

TEST(Csv, QuotesAsRfc4180Asks) {
  EXPECT_EQ(cell("een, twee"), "\"een, twee\"\r\n");
  EXPECT_EQ(cell("\"ja\""), "\"\"\"ja\"\"\"\r\n");
  EXPECT_EQ(cell("een\ntwee"), "\"een\ntwee\"\r\n");
}

TEST(Csv, LeavesNothingThatASpreadsheetWouldRun) {
  EXPECT_EQ(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)\r\n");
  EXPECT_EQ(cell("+31 6"), "'+31 6\r\n");
  EXPECT_EQ(cell("- eerst dit"), "'- eerst dit\r\n");
  EXPECT_EQ(cell("@iemand"), "'@iemand\r\n");
  EXPECT_EQ(cell("\tingesprongen"), "'\tingesprongen\r\n");
  EXPECT_EQ(cell("\ren door"), "\"'\ren door\"\r\n");
  EXPECT_EQ(cell("=1,2"), "\"'=1,2\"\r\n");
  EXPECT_EQ(cell("een = twee"), "een = twee\r\n");
  EXPECT_EQ(cell("’s ochtends"), "’s ochtends\r\n");
}

// Take one apostrophe away before = + - @ TAB CR, and the text is as it was.
TEST(Csv, CanBeUndone) {
  EXPECT_EQ(cell("'=1"), "''=1\r\n");
  EXPECT_EQ(cell("''=1"), "'''=1\r\n");
  EXPECT_EQ(cell("'s ochtends"), "'s ochtends\r\n");
  EXPECT_EQ(cell("'"), "'\r\n");
}

TEST(Csv, GuardsEveryColumn) {
  TranscriptTurn turn = spoken("x");
  turn.round_id = "=round";
  EXPECT_NE(csv(script(), transcript({turn})).find(",'=round,"), std::string::npos);
}

TEST(Exports, AreTheSameBytesEachTime) {
  const Transcript same = transcript({spoken("een"), spoken("twee")});
  EXPECT_EQ(jsonl(script(), same), jsonl(script(), same));
  EXPECT_EQ(csv(script(), same), csv(script(), same));
}

TEST(Exports, NameTimesBeforeAndAfterTheEpoch) {
  const auto time = [](std::int64_t ms) {
    TranscriptTurn turn = spoken("x");
    turn.at = {ms};
    return nlohmann::json::parse(jsonl(script(), transcript({turn})))["time"].get<std::string>();
  };
  EXPECT_EQ(time(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(time(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(time(1'709'210'096'789), "2024-02-29T12:34:56.789Z");
}

// Texts are checked when they are taken in; an export must not fail on one that was not.
TEST(Exports, DoNotFailOnBytesThatAreNotUtf8) {
  EXPECT_NE(jsonl(script(), transcript({spoken("een\xff")})).find("een\xEF\xBF\xBD"),
            std::string::npos);
}

}  // namespace
}  // namespace arena::library
