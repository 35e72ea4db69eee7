// SPDX-License-Identifier: EUPL-1.2
// No name poses as that of the facilitator, and none holds what cannot be seen: the rule by itself
// against every look-alike that Unicode lists, and the whole server over real sockets.
#include "server/app/names.hpp"

#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tests/support/open_room.hpp"
#include "tests/support/random.hpp"

namespace arena::test {
namespace {

using app::poses_as_leader;
using app::tidy_name;

std::string utf8(const icu::UnicodeString& text) {
  std::string bytes;
  return text.toUTF8String(bytes);
}
std::string utf8(UChar32 character) { return utf8(icu::UnicodeString(character)); }

const std::vector<std::string> ordinary_names{"Ana",
                                              "Daniëlle van 't Hoff",
                                              "Zoë Çelik-Öztürk",
                                              "IJsbrand",
                                              "Şükrü Yıldırım",
                                              "محمد الأمين",
                                              "שרה כהן",
                                              "张伟",
                                              "Нина Жукова",
                                              "Ελένη",
                                              "Nguyễn Thị Ánh",
                                              "สมชาย",
                                              "अनिता शर्मा",
                                              "김민지",
                                              "O'Brien",
                                              "J.P. de Vries",
                                              "Chairil",
                                              "Jo",
                                              "Al 🌻",
                                              "Mwanaisha"};

TEST(TidyName, LeavesOrdinaryNamesOfAnyScriptAsTheyAre) {
  for (const std::string& name : ordinary_names) {
    EXPECT_EQ(tidy_name(name), name);
    EXPECT_FALSE(poses_as_leader(name, {{"Samira", "Tom Bakker", "G1"}, {"Gespreksleiders"}}))
        << name;
  }
  EXPECT_EQ(tidy_name(""), "");
}

TEST(TidyName, WritesOneNameInOneWay) {
  EXPECT_EQ(tidy_name("Zoe\u0308"), "Zoë");
  EXPECT_EQ(tidy_name("  Ana \u00A0 de\u2003Wit "), "Ana de Wit");
  EXPECT_EQ(tidy_name("   "), "");
}

// Every character there is; those that have a meaning also at the beginning and at the end.
TEST(TidyName, RefusesEveryCharacterThatCannotBeSeen) {
  int tried = 0, passed = 0, seen = 0;
  for (UChar32 character = 1; character <= UCHAR_MAX_VALUE; ++character) {
    if (U_IS_SURROGATE(character)) continue;  // no UTF-8 holds one
    const auto type = U_GET_GC_MASK(character);
    const bool hidden = (type & (U_GC_C_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0 ||
                        u_hasBinaryProperty(character, UCHAR_BIDI_CONTROL) != 0 ||
                        u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
    if (!hidden) {
      seen += tidy_name("Ana" + utf8(character) + "x") ? 1 : 0;
      continue;
    }
    std::vector<std::string> names{"An" + utf8(character) + "a"};
    if (u_charType(character) != U_UNASSIGNED) {
      names.insert(names.end(), {utf8(character) + "Ana", "Ana" + utf8(character)});
    }
    for (const std::string& name : names) {
      ++tried;
      if (tidy_name(name)) ++passed;
    }
  }
  std::cout << "names with a hidden character: " << tried << " tried, " << passed
            << " accepted; visible characters accepted: " << seen << "\n";
  EXPECT_GT(tried, 900'000);
  EXPECT_EQ(passed, 0);
  EXPECT_GT(seen, 140'000);
}

TEST(TidyName, RefusesMarksThatWouldStandOnSomebodyElsesWords) {
  EXPECT_FALSE(tidy_name("\u0301Ana"));
  EXPECT_FALSE(tidy_name("Ana \u0301"));
  std::string tall = "A";
  for (int i = 0; i < 4; ++i) tall += "\u0315";
  EXPECT_TRUE(tidy_name(tall));
  EXPECT_FALSE(tidy_name(tall + "\u0315"));
}

const std::vector<std::string> facilitators{"Samira", "Tom Bakker", "SAMIRA EL ALAOUI", "Ilse"};

icu::UnicodeString skeleton(const USpoofChecker* checker, UChar32 character) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString made;
  uspoof_getSkeletonUnicodeString(checker, 0, icu::UnicodeString(character), made, &status);
  return made;
}

// Every character that Unicode says looks like a letter of those names, by the skeleton they share.
std::map<icu::UnicodeString, std::vector<UChar32>> look_alikes(const USpoofChecker* checker) {
  std::map<icu::UnicodeString, std::vector<UChar32>> found;
  for (const std::string& of : facilitators) {
    const auto name = icu::UnicodeString::fromUTF8(of);
    for (int32_t i = 0; i < name.length(); ++i) found[skeleton(checker, name[i])];
  }
  for (UChar32 character = 1; character <= UCHAR_MAX_VALUE; ++character) {
    if (U_IS_SURROGATE(character) || u_charType(character) == U_UNASSIGNED) continue;
    const auto alike = found.find(skeleton(checker, character));
    if (alike != found.end()) alike->second.push_back(character);
  }
  return found;
}

// The judge is ICU's own uspoof_areConfusable, which the rule does not use.
TEST(FacilitatorsName, IsReadInNoOtherNameThatIsAccepted) {
  UErrorCode status = U_ZERO_ERROR;
  USpoofChecker* checker = uspoof_open(&status);
  ASSERT_TRUE(U_SUCCESS(status));
  Random random(24);
  int tried = 0, confusable = 0, accepted = 0;
  const auto alikes = look_alikes(checker);
  for (const std::string& of : facilitators) {
    const auto name = icu::UnicodeString::fromUTF8(of);
    const auto judge = [&](const icu::UnicodeString& variant) {
      if (variant == name) return;
      ++tried;
      status = U_ZERO_ERROR;
      const bool alike = uspoof_areConfusableUnicodeString(checker, name, variant, &status) != 0;
      confusable += alike ? 1 : 0;
      const auto kept = tidy_name(utf8(variant));
      if (alike && kept && !poses_as_leader(*kept, {{of}, {}})) {
        ++accepted;
        ADD_FAILURE() << utf8(variant) << " reads as " << of;
      }
    };
    const auto like = [&](int32_t i) { return alikes.at(skeleton(checker, name[i])); };
    for (int32_t i = 0; i < name.length(); ++i) {  // each letter by each of its look-alikes
      for (const UChar32 other : like(i)) {
        auto variant = name;
        judge(variant.replace(i, 1, other));
      }
    }
    for (int n = 0; n < 2'000; ++n) {  // several at once
      icu::UnicodeString variant;
      for (int32_t i = 0; i < name.length(); ++i) {
        const auto others = like(i);
        variant.append(random.chance(1, 2) ? others[random.below(others.size())]
                                           : UChar32{name[i]});
      }
      judge(variant);
    }
  }
  uspoof_close(checker);
  std::cout << "look-alike names: " << tried << " tried, " << confusable << " confusable, "
            << accepted << " accepted\n";
  EXPECT_GT(confusable, 5'000);
  EXPECT_EQ(accepted, 0);
}

TEST(FacilitatorsName, IsReadInCapitalsWithoutAccentsAndWithSpacesToo) {
  const hub::WhoLeads samira{{"Samira El-Alaoui", "G1"}, {"Gespreksleiders", "Procesbegeleider"}};
  for (const char* name :
       {"samira el-alaoui", "SAMIRA EL ALAOUI", "SamiraElAlaoui", "S a m i r a  El Alaoui",
        "S.a.m.i.r.a. El-Alaoui", "Sámíra Él-Aläoui", "Ｓａｍｉｒａ El-Alaoui", "𝐒𝐚𝐦𝐢𝐫𝐚 El-Alaoui",
        "Sаmirа El-Alаoui", "ЅАМІRА ЕL-АLАОUІ", "G1", "G 1", "Ｇ１"}) {
    EXPECT_TRUE(poses_as_leader(tidy_name(name).value(), samira)) << name;
  }
  for (const char* name : {"Samir", "Samira", "Samina El-Alaoui", "Ella Oui"}) {
    EXPECT_FALSE(poses_as_leader(name, samira)) << name;
  }
}

TEST(FacilitatorsName, IsNoWordForWhoLeads) {
  for (const char* name :
       {"Gespreksleider", "de gespreksleider", "Jan (gespreksleider)", "GESPREKS LEIDER",
        "g.e.s.p.r.e.k.s.l.e.i.d.e.r", "Gеsprеkslеidеr", "Fаcilitator", "Facilitator 2", "Chair",
        "The Chair", "Jan, chair", "Dagvoorzitter", "Moderator", "M0derator", "Voorzitter",
        "Gespreksleiding", "C3", "P 12", "C٣"}) {
    EXPECT_TRUE(poses_as_leader(name, {})) << name;
  }
  EXPECT_TRUE(poses_as_leader("De Procesbegeleider", {{}, {"Procesbegeleider", "Guide"}}));
  EXPECT_TRUE(poses_as_leader("Guide", {{}, {"Procesbegeleider", "Guide"}}));
  EXPECT_FALSE(poses_as_leader("Guideon", {{}, {"Procesbegeleider", "Guide"}}));
  EXPECT_FALSE(poses_as_leader("Chairil", {}));
}

// ---- the whole server

class Joining : public testing::Test {
 protected:
  std::string join(const std::string& group, const std::string& name) {
    const net::Answer answer = post_join(link_for(created, group), name);
    return answer.status == 200 ? "in" : answer.body.substr(0, answer.body.find(','));
  }
  static constexpr const char* misleads = R"({"error":"name_misleads")";

  LoopbackServer server;
  codec::ApiConversationCreated created = server.create("open_gesprek");
};

TEST_F(Joining, UnderTheNameOfAFacilitatorIsRefused) {
  ASSERT_EQ(join("chair", "Samira"), "in");
  EXPECT_EQ(join("client", "samirа"), misleads);  // the last letter is Cyrillic
  EXPECT_EQ(join("professional", "S A M I R A"), misleads);
  EXPECT_EQ(join("client", "Gespreksleider"), misleads);
  EXPECT_EQ(join("client", "Facilitators"), misleads);
  EXPECT_EQ(join("client", "Samira de Wit"), "in");
  EXPECT_EQ(join("client", ""), "in");
}

TEST_F(Joining, IsRefusedToAFacilitatorWhoseNameSomebodyHereHas) {
  ASSERT_EQ(join("client", "Samira"), "in");
  EXPECT_EQ(join("chair", "Samirа"), misleads);  // the last letter is Cyrillic
  EXPECT_EQ(join("chair", "Samira El-Alaoui"), "in");
}

TEST_F(Joining, IsFreeToFacilitatorsOfOneNameAndToParticipantsOfOneName) {
  EXPECT_EQ(join("chair", "Samira"), "in");
  EXPECT_EQ(join("chair", "Samira"), "in");
  EXPECT_EQ(join("chair", "Gespreksleider"), "in");
  EXPECT_EQ(join("client", "Ana"), "in");
  EXPECT_EQ(join("client", "Ana"), "in");
}

TEST_F(Joining, IsHeldAgainstTheNamesOfBeforeARestart) {
  ASSERT_EQ(join("chair", "Samira"), "in");
  server.stop();
  server.start();
  for (auto& link : created.links) link.url = server.url() + link.url.substr(link.url.find("/#"));
  EXPECT_EQ(join("client", "SAMIRA"), misleads);
  EXPECT_EQ(join("client", "Ana"), "in");
}

TEST_F(Joining, WithAHiddenCharacterIsRefusedInOneSentence) {
  EXPECT_EQ(join("client", "Ana\u202Eanna"), R"({"error":"name_unreadable")");
  EXPECT_EQ(join("client", "A\u200Bna"), R"({"error":"name_unreadable")");
  EXPECT_EQ(server.stored().find("anna"), std::string::npos);
  EXPECT_EQ(join("client", " Zoe\u0308 "), "in");
  EXPECT_NE(server.stored().find("Zoë"), std::string::npos);
}

// Somebody at the door who was sent away has no name here any more.
TEST(TurnedAway, KeepsNoFacilitatorFromTheirName) {
  LoopbackServer server;
  const auto created = server.create("open_gesprek");
  boost::asio::io_context io;
  Participant chair{io}, poser{io};
  chair.join(link_for(created, "chair"), "Tom");
  ASSERT_TRUE(chair.attach());
  poser.join(link_for(created, "client"), "Samira");
  EXPECT_EQ(post_join(link_for(created, "chair"), "Samira").status, 409);
  ASSERT_TRUE(chair.wait([&] { return chair.has_notice("lobby_changed"); }));
  ASSERT_EQ(chair.ask_and_wait(TurnAway{SeatId{2}}, "Een vergissing."), "");
  EXPECT_EQ(post_join(link_for(created, "chair"), "Samira").status, 200);
}

}  // namespace
}  // namespace arena::test
