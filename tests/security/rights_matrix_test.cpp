// SPDX-License-Identifier: EUPL-1.2
// Closed listening in every shipped script: every act × group × round over real sockets, live and
// resumed, against rights that are written down apart from the product.
#include "tests/support/rights_matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/loopback_server.hpp"

namespace arena::test {
namespace {

using Options = std::map<std::string, std::string>;

struct Shipped {
  std::string script;
  Options options;
};

std::ostream& operator<<(std::ostream& out, const Shipped& shipped) {
  return out << shipped.script;
}

std::string script_text(const std::string& script) {
  std::ifstream file(std::filesystem::path(ARENA_SOURCE_DIR) / "sessions/scripts" /
                     (script + ".textproto"));
  return {std::istreambuf_iterator<char>(file), {}};
}

codec::ApiConversationCreated create(const LoopbackServer& server, const std::string& text,
                                     const Options& options) {
  codec::ApiNewConversation asked;
  asked.script_text = text;
  asked.title = "A conversation";
  asked.archive_level = ArchiveLevel::full;
  asked.options = options;
  const net::Answer answer =
      server.administer("POST", "/api/conversations", codec::encode_new_conversation(asked));
  const auto created = codec::decode_conversation_created(answer.body);
  if (answer.status != 201 || !created) throw std::runtime_error(answer.body);
  return *created;
}

std::size_t found_in(const std::string& bytes, const std::vector<std::string>& canaries) {
  std::size_t found = 0;
  for (const std::string& canary : canaries) {
    found += bytes.find(canary) != std::string::npos ? 1U : 0U;
  }
  return found;
}

void print(const std::string& script, const MatrixResult& result) {
  std::cout << script << ": rounds " << result.rounds << ", cells right " << result.right << " of "
            << result.cells << '\n'
            << "  perceivable acts by listeners " << result.by_listeners << " (by others there "
            << result.by_others_there << "), notices to who is away " << result.to_away
            << " (to who is not " << result.to_inside << ")\n"
            << "  canaries " << result.texts << " (refused " << result.texts_refused
            << "), with who may have them " << result.held << ", astray " << result.astray
            << ", missing " << result.missing << '\n'
            << "  frames " << result.frames << ", resumed " << result.resumed << ", read again "
            << result.read_again << " (words not kept " << result.erased << ")\n";
  for (std::size_t i = 0; i < result.wrong.size() && i < 40; ++i) {
    std::cout << "  wrong: " << result.wrong[i] << '\n';
  }
}

// Whether some round has people who only listen, or people who are away.
bool has(const Method& method, const std::function<bool(const MethodRound&)>& what) {
  return std::any_of(method.rounds.begin(), method.rounds.end(),
                     [&](const MethodRound& round) { return round.held && what(round); });
}

bool sends_away(const MethodRound& round) {
  return std::any_of(round.places.begin(), round.places.end(),
                     [](const MethodPlace& place) { return place.ring == "away"; });
}

class RightsMatrixTest : public testing::TestWithParam<Shipped> {};

TEST_P(RightsMatrixTest, HoldsForEveryActGroupAndRound) {
  LoopbackServer server;
  const std::string text = script_text(GetParam().script);
  const Method method = read_method(text, GetParam().options);
  RightsMatrix matrix(method, create(server, text, GetParam().options));
  const MatrixResult result = matrix.walk();
  print(GetParam().script, result);

  EXPECT_EQ(result.right, result.cells);
  EXPECT_TRUE(result.wrong.empty());
  EXPECT_EQ(result.by_listeners, 0U);
  EXPECT_EQ(result.to_away, 0U);
  EXPECT_EQ(result.astray, 0U);
  EXPECT_EQ(result.missing, 0U);

  const auto listens = [](const MethodRound& round) { return round.listen_only; };
  if (has(method, listens)) {
    EXPECT_GT(result.by_others_there, 0U);
  }
  if (has(method, sends_away)) {
    EXPECT_GT(result.to_inside, 0U);
  }
  EXPECT_GT(result.held, 0U);
  EXPECT_GT(result.resumed, 0U);
  EXPECT_GT(result.read_again, 0U);

  server.stop();
  const std::string stored = server.stored();
  EXPECT_EQ(found_in(stored, result.refused_canaries), 0U) << "a refused text is on disk";
  EXPECT_GT(found_in(stored, result.accepted_canaries), 0U);
}

std::string with(std::string text, const std::string& written, const std::string& instead) {
  const auto at = text.find(written);
  if (at == std::string::npos) throw std::runtime_error("the script does not say " + written);
  return text.replace(at, written.size(), instead);
}

// The control of every zero: a conversation in which listeners speak and clients hear the debrief
// is held against the script as it is shipped.
TEST(PlantedLeak, IsFoundByTheSameMatrix) {
  LoopbackServer server;
  const std::string text = script_text("arenagesprek_nabespreking");
  std::string leaking = with(text, "listen_only: true", "");
  leaking = with(leaking, R"(outer { group: "professional" may: NOTE may: MARK })",
                 R"(inner { group: "professional" may: SPEAK may: PASS may: NOTE })");
  leaking = with(leaking, R"(away  { group: "client" })", R"(inner { group: "client" may: NOTE })");
  RightsMatrix matrix(read_method(text), create(server, leaking, {}));
  const MatrixResult result = matrix.walk();
  print("planted leak", result);

  EXPECT_LT(result.right, result.cells);
  EXPECT_FALSE(result.wrong.empty());
  EXPECT_GT(result.by_listeners, 0U);
  EXPECT_GT(result.to_away, 0U);
  EXPECT_GT(result.astray, 0U);
}

std::string test_name(const testing::TestParamInfo<Shipped>& shipped) {
  std::string name = shipped.param.script;
  for (const auto& [option, choice] : shipped.param.options) name += "_" + option + "_" + choice;
  return name;
}

// With a sanitizer, one script for each thing that moves people: rings, rooms, chairs, ballots,
// sittings.
std::vector<Shipped> scripts() {
  std::vector<Shipped> some{{"arenagesprek_nabespreking", {}},
                            {"casus_afstemming", {}},
                            {"fishbowl_open", {{"waarneming", "ja"}}},
                            {"intervisie", {}},
                            {"spiegelgesprek", {}}};
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return some;
#else
  const std::vector<Shipped> others{{"arenagesprek_dialoog", {}},
                                    {"arenagesprek_dialoog", {{"vooraf", "nee"}}},
                                    {"fishbowl_gesloten", {}},
                                    {"fishbowl_gesloten", {{"waarneming", "ja"}}},
                                    {"fishbowl_open", {}},
                                    {"goed_werk_plaats", {}},
                                    {"intervisie", {{"inbrenger_bij_analyse", "luistert"}}},
                                    {"klantarena_ringwissel", {}},
                                    {"niveaudialoog", {}},
                                    {"op_koers", {}},
                                    {"open_gesprek", {}},
                                    {"presentatie_clientenraad", {}},
                                    {"rondetafel", {}},
                                    {"spiegelgesprek_meedelen", {}},
                                    {"stakeholderdialoog", {}},
                                    {"vraagtafels", {}},
                                    {"vraagtafels", {{"wetenschapper_eerst", "stil"}}}};
  some.insert(some.end(), others.begin(), others.end());
  return some;
#endif
}

INSTANTIATE_TEST_SUITE_P(Shipped, RightsMatrixTest, testing::ValuesIn(scripts()), test_name);

// Whoever adds a script adds it here.
TEST(RightsMatrixScripts, AreAllThatAreShipped) {
  std::set<std::string> held;
  for (const Shipped& shipped : scripts()) held.insert(shipped.script);
  std::set<std::string> shipped;
  const auto folder = std::filesystem::path(ARENA_SOURCE_DIR) / "sessions/scripts";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    shipped.insert(file.path().stem().string());
  }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << held.size() << " of " << shipped.size() << " scripts";
#endif
  EXPECT_EQ(held, shipped);
}

}  // namespace
}  // namespace arena::test
