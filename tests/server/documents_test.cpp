// SPDX-License-Identifier: EUPL-1.2
// Report and letter over HTTP, from a conversation held over real sockets: lessons with evidence,
// an owner and a date, a letter, clients who answer it; and who is refused all of that.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "server/app/shipped_scripts.hpp"
#include "server/codec/script_text.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {
namespace {

using boost::asio::io_context;
using nlohmann::json;

std::uint16_t round_of(const std::string& script_id, const std::string& round) {
  for (const auto& shipped : app::shipped_scripts()) {
    if (shipped.id != script_id) continue;
    const auto script = codec::read_script(shipped.text, script_id);
    if (const auto found = script ? script->round_named(round) : std::nullopt) return *found;
  }
  throw std::runtime_error("no round " + round);
}

class DocumentsTest : public testing::Test {
 protected:
  static constexpr const char* method = "arenagesprek_nabespreking";

  void SetUp() override {
    created = server.create(method);
    for (const auto& [one, group] :
         {std::pair(&chair, "chair"), {&ana, "client"}, {&bea, "client"}, {&ben, "professional"}}) {
      one->join(link_for(created, group));
      ASSERT_TRUE(one->attach());
    }
    ASSERT_TRUE(chair.admit(3));
    ASSERT_EQ(ana.ask_and_wait(SetConsent{ArchiveLevel::full, true, false}), "");
    open("opening");
    open("ervaringen");
    ASSERT_EQ(ana.ask_and_wait(Speak{}, "Ik wachtte negen weken."), "");
    ASSERT_EQ(bea.ask_and_wait(Speak{}, "Ik durf niet te bellen."), "");
    said = chair.room();
    open("verduidelijking");
    open("nabespreking");
    ASSERT_EQ(ben.ask_and_wait(ProposeLesson{{{said, 1}, {said, 2}}}, "Wij noemen de week"), "");
    ASSERT_EQ(ben.ask_and_wait(ProposeLesson{{{said, 2}}}, "Wij bellen zelf terug"), "");
    ASSERT_EQ(chair.ask_and_wait(EndSitting{}), "");
    for (Participant* one : everybody) {
      ASSERT_TRUE(one->wait([&] { return one->has_notice("sitting_over"); }));
    }
    for (const auto& notice : ben.notices()) {
      if (notice.kind == "contribution" && notice.change == "lesson") {
        lessons.push_back({notice.item});
      }
    }
    ASSERT_EQ(lessons.size(), 2U);
  }

  void open(const std::string& round) {
    ASSERT_EQ(chair.ask_and_wait(OpenRound{round_of(method, round)}), "");
    for (Participant* one : everybody) {
      ASSERT_TRUE(one->wait([&] { return one->room().round == round_of(method, round); }));
    }
  }

  [[nodiscard]] net::Answer ask(const std::string& path, codec::ApiDocumentRequest request,
                                const Participant& as) const {
    request.seat_secret = as.seat();
    return server.request("POST", path, codec::encode_document_request(request));
  }
  [[nodiscard]] codec::ApiDocumentRequest wanted(const std::string& format) const {
    codec::ApiDocumentRequest request;
    request.format = format;
    return request;
  }
  [[nodiscard]] std::string error_of(const net::Answer& answer) const {
    return std::to_string(answer.status) + " " +
           codec::decode_api_error(answer.body).value_or(codec::ApiFailure{"none", ""}).error;
  }

  LoopbackServer server;
  io_context io;
  codec::ApiConversationCreated created;
  Participant chair{io}, ana{io}, bea{io}, ben{io};
  std::vector<Participant*> everybody{&chair, &ana, &bea, &ben};
  std::vector<ItemId> lessons;
  Room said;
};

// The way of a lesson: from what was said to a letter, an answer and a report that says all of it.
TEST_F(DocumentsTest, LessonsGoFromTheDebriefToALetterThatClientsAnswer) {
  const Instant soon{chair.last("sitting_over")->at_ms + minutes(60 * 24 * 30).value};
  ASSERT_EQ(chair.ask_and_wait(AssignItem{lessons[0], soon, false}, "F. Bakker"), "");
  ASSERT_EQ(chair.ask_and_wait(DecideItem{lessons[0], Decision::adopted}), "");

  const auto draft = json::parse(ask("/api/letter", wanted("json"), chair).body);
  EXPECT_EQ(draft["lessons"].size(), 2U);
  const std::string text = draft["text"];
  EXPECT_NE(text.find("- Wij noemen de week. F. Bakker zorgt hiervoor."), std::string::npos);
  EXPECT_NE(text.find("- Wij bellen zelf terug. Er is nog geen eigenaar. Er is nog geen datum."),
            std::string::npos);

  ASSERT_EQ(chair.ask_and_wait(SendLetter{lessons}, text), "");
  ASSERT_TRUE(ana.wait([&] { return ana.has_notice("letter"); }));
  EXPECT_EQ(ana.last("letter")->text, text) << "the client reads what was drafted";
  ASSERT_EQ(ana.ask_and_wait(JudgeLesson{lessons[0], Verdict::recognised}), "");
  ASSERT_EQ(ana.ask_and_wait(AnswerLetter{}, "Dank u wel."), "");
  ASSERT_TRUE(chair.wait([&] { return chair.has_notice("letter_answer"); }));
  EXPECT_EQ(chair.last("letter_answer")->text, "Dank u wel.");
  EXPECT_FALSE(bea.has_notice("letter_answer"));
  EXPECT_FALSE(ben.has_notice("letter_answer"));

  auto sent = wanted("json");
  sent.sent = true;
  EXPECT_EQ(json::parse(ask("/api/letter", sent, chair).body)["text"], text);

  const auto report = json::parse(ask("/api/report", wanted("json"), chair).body);
  ASSERT_EQ(report["improvements"].size(), 1U);
  ASSERT_EQ(report["wishes"].size(), 1U);
  const auto& week = report["improvements"][0];
  EXPECT_EQ(week["owner"], "F. Bakker");
  EXPECT_EQ(week["due_ms"], soon.value);
  EXPECT_EQ(week["status"], "adopted");
  ASSERT_EQ(week["quotes"].size(), 1U) << "Ana may be quoted, Bea may not";
  EXPECT_EQ(week["quotes"][0]["text"], "Ik wachtte negen weken.");
  EXPECT_EQ(week["evidence_not_quoted"], 1);
  EXPECT_EQ(report["wishes"][0]["owner"], nullptr);
  EXPECT_EQ(report["groups"][0]["people"], nullptr) << "two clients are too few to count";
}

TEST_F(DocumentsTest, AreFilesForWhoAsks) {
  const auto letter = ask("/api/letter", wanted("docx"), chair);
  EXPECT_EQ(letter.status, 200U);
  EXPECT_TRUE(letter.body.starts_with("PK\x03\x04"));
  auto english = wanted("html");
  english.language = "en";
  const auto page = ask("/api/report", english, chair);
  EXPECT_TRUE(page.body.starts_with("<!doctype html>\n<html lang=\"en\">"));
  auto own = wanted("html");
  own.text = "Beste mensen,\n\nWij schrijven zelf.";
  EXPECT_NE(ask("/api/letter", own, chair).body.find("<p>Wij schrijven zelf.</p>"),
            std::string::npos);
}

TEST_F(DocumentsTest, AreTheSameForTheAdministrator) {
  const std::string at = "/api/conversations/" + codec::hex(created.conversation);
  const auto page = wanted("html");
  EXPECT_EQ(server.administer("GET", at + "/report?format=html").body,
            ask("/api/report", page, chair).body);
  EXPECT_TRUE(server.administer("GET", at + "/letter?format=docx").body.starts_with("PK\x03\x04"));
  EXPECT_EQ(error_of(server.request("GET", at + "/report?format=json")), "401 not_administrator");
  EXPECT_EQ(error_of(server.administer("GET", at + "/report?format=pdf")), "400 no_such_format");
  EXPECT_EQ(error_of(server.administer("GET", at + "/letter?format=json&language=fr")),
            "400 no_such_language");
  EXPECT_EQ(error_of(server.administer("GET", at + "/letter?format=json&sent=yes")),
            "409 no_letter");
}

// Whoever asks without leading learns nothing, not even whether the conversation has a report.
TEST_F(DocumentsTest, AreRefusedToEverybodyWhoDoesNotLead) {
  Participant stranger(io);
  Participant waits(io);
  waits.join(link_for(created, "client"));
  Participant elsewhere(io);
  elsewhere.join(link_for(server.create("open_gesprek"), "client"));
  for (const char* path : {"/api/report", "/api/letter"}) {
    const std::string unknown = ask(path, wanted("json"), stranger).body;
    for (const Participant* one : {&ana, &bea, &ben, &waits, &elsewhere, &stranger}) {
      const auto answer = ask(path, wanted("json"), *one);
      EXPECT_EQ(error_of(answer), "403 not_facilitator");
      EXPECT_EQ(answer.body, unknown);
    }
    EXPECT_EQ(ask(path, wanted("json"), chair).status, 200U) << "the control: it can be had";
  }
}

TEST_F(DocumentsTest, SayInOneSentenceWhatIsWrong) {
  EXPECT_EQ(error_of(ask("/api/letter", wanted("pdf"), chair)), "400 no_such_format");
  EXPECT_EQ(error_of(server.request("POST", "/api/letter", "{\"no_such_field\":1}")),
            "400 bad_body");
  EXPECT_EQ(server.request("GET", "/api/letter").status, 405U);
  auto sent = wanted("docx");
  sent.sent = true;
  EXPECT_EQ(error_of(ask("/api/letter", sent, chair)), "409 no_letter");
  auto unknown = wanted("docx");
  unknown.lessons = {{1}};
  EXPECT_EQ(error_of(ask("/api/letter", unknown, chair)), "409 no_letter");
}

TEST(Documents, OfAConversationOfWhichNothingIsKeptAreRefused) {
  const LoopbackServer server;
  const auto created = server.create("open_gesprek", ArchiveLevel::nothing);
  const std::string at = "/api/conversations/" + codec::hex(created.conversation);
  for (const char* what : {"/report?format=docx", "/letter?format=docx"}) {
    const auto answer = server.administer("GET", at + what);
    EXPECT_EQ(answer.status, 409U);
    EXPECT_EQ(codec::decode_api_error(answer.body)->error.empty(), false);
  }
}

}  // namespace
}  // namespace arena::test
