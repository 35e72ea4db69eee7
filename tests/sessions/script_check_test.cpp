// SPDX-License-Identifier: EUPL-1.2
// Wrong scripts, each made from a right one by one small change of its text, and each refused
// with its file, its line and the rule it breaks.
#include "sessions/script_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "server/codec/script_text.hpp"

namespace arena {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(std::string(ARENA_SOURCE_DIR) + "/" + path, std::ios::binary);
  if (!file) throw std::runtime_error("no file " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string path_of(const std::string& script) {
  return "sessions/scripts/" + script + ".textproto";
}

struct Wrong {
  std::string name;    // of the test
  std::string script;  // the right one it is made from
  std::string from;    // the first place where this stands …
  std::string to;      // … becomes this
  std::string rule;
  std::string line;  // the fault is in the first line that holds this
  std::string round;
  std::string group;
};

std::ostream& operator<<(std::ostream& out, const Wrong& wrong) { return out << wrong.name; }

const std::string arena_script = "arenagesprek_nabespreking";

// Where that script says when the telling of experiences ends.
std::string end_of_telling(const std::string& when) {
  return "ends_when: " + when + "\n  inner { group: \"client\"       may: SPEAK";
}

const std::vector<Wrong>& wrong_scripts() {
  static const std::vector<Wrong> all{
      // ---- the text
      {"AnUnknownField", arena_script, "minutes: 50", "minuten: 50", "syntax", "minuten", "", ""},
      {"AnUnknownWord", arena_script, "may: SPEAK", "may: SHOUT", "syntax", "SHOUT", "", ""},
      {"AFieldSaidTwice", arena_script, "minutes: 50", "minutes: 50\nminutes: 60", "syntax",
       "minutes: 60", "", ""},
      {"ABlockThatIsNotClosed", arena_script, "purpose {", "purpose {{", "syntax", "purpose {{", "",
       ""},
      {"ANumberThatIsTooLarge", arena_script, "minutes: 50", "minutes: 70000", "number-range",
       "minutes: 70000", "ervaringen", ""},
      {"AFigureForAWord", arena_script, "may: SPEAK", "may: 99", "word-unknown", "may: 99",
       "ervaringen", "client"},
      {"AnActThatIsNotSaid", arena_script, "may: SPEAK", "may: ACT_UNSPECIFIED", "word-unknown",
       "ACT_UNSPECIFIED", "ervaringen", "client"},
      {"AGroupWithoutARole", arena_script, "  role: CLIENT\n", "", "word-unknown",
       "group {\n  id: \"client\"", "", ""},
      {"TextThatIsNotUtf8", arena_script, "Cliënten praten", "Cli\xebnten praten", "text-utf8",
       "Cli\xebnten praten", "", ""},
      {"AnEscapeThatIsNotUtf8", arena_script, "nl: \"Nabespreking\"", "nl: \"Na\\xffbespreking\"",
       "text-utf8", "\\xff", "", ""},
      // ---- ids and texts
      {"AScriptIdWithCapitals", arena_script, "id: \"arenagesprek_nabespreking\"",
       "id: \"Arenagesprek\"", "id-form", "id: \"Arenagesprek\"", "", ""},
      {"ARoundIdWithASpace", arena_script, "id: \"nabespreking\"", "id: \"na bespreking\"",
       "id-form", "na bespreking", "na bespreking", ""},
      {"TwoRoundsOfOneId", arena_script, "id: \"terugkoppeling\"", "id: \"ervaringen\"",
       "id-unique", "", "ervaringen", ""},
      {"TwoGroupsOfOneId", arena_script, "  id: \"chair\"", "  id: \"client\"  # again",
       "id-unique", "# again", "", ""},
      {"ATitleInOneLanguage", arena_script, "title { nl: \"Nabespreking\" en: \"Debrief\" }",
       "title { nl: \"Nabespreking\" }", "text-both", "title { nl: \"Nabespreking\" }",
       "nabespreking", ""},
      {"ARuleOfConductInOneLanguage", arena_script, "  en: \"You may always pass.",
       "  # en: \"You may always pass.", "text-both", "", "", ""},
      {"NoStandingReason", arena_script, "standing_reason {", "summary {", "syntax", "", "", ""},
      {"AStandingReasonInOneLanguage", arena_script,
       "  en: \"This is part of the ordinary course of the conversation.\"\n", "",
       "standing-reason", "standing_reason {", "", ""},
      {"NoSource", arena_script, "source: \"docs/methods.md, arenagesprek_nabespreking\"\n", "",
       "source-named", "", "", ""},
      // ---- groups
      {"AGroupWithoutALimit", arena_script, "  limit: 40\n", "", "group-limit",
       "group {\n  id: \"client\"", "", "client"},
      {"AnAdviceUpsideDown", arena_script, "advised_max: 12", "advised_max: 4", "group-advice",
       "advised_min: 8", "", "client"},
      {"AnAdviceAboveTheLimit", arena_script, "limit: 40", "limit: 10", "group-advice", "limit: 10",
       "", "client"},
      {"ASizeNextToNobody", arena_script, "at_least: \"client\"", "at_least: \"clients\"",
       "at-least-known", "at_least: \"clients\"", "", "professional"},
      {"ALetterThatIsNone", arena_script, "  limit: 60", "  letter: \"p\"\n  limit: 60",
       "letter-form", "letter: \"p\"", "", "professional"},
      {"NobodyWhoLeads", arena_script, "role: FACILITATOR", "role: OFFICIAL", "chair-present", "",
       "", ""},
      {"AGroupThatIsNowhere", arena_script, "round {",
       "group { id: \"manager\" title { nl: \"a\" en: \"b\" } role: MANAGER limit: 3 }\nround {",
       "group-placed", "id: \"manager\"", "", "manager"},
      {"APlaceForNobody", arena_script, "outer { group: \"professional\" may: NOTE may: MARK }",
       "outer { group: \"profesional\" may: NOTE }", "unknown-group", "profesional", "ervaringen",
       "profesional"},
      {"MoreNeededThanAdvised", arena_script, "advised_min: 8", "advised_min: 8\n  needs: 9",
       "group-needs", "needs: 9", "", "client"},
      {"MoreNeededThanLetIn", arena_script, "advised_min: 2", "needs: 5", "group-needs", "needs: 5",
       "", "chair"},
      {"APositionThatNeedsPeople", "fishbowl_open", "id: \"kom\"", "id: \"kom\"\n  needs: 2",
       "group-needs", "needs: 2", "", "kom"},
      {"NamesIfNothingIsChosen", arena_script, "advised_min: 8",
       "advised_min: 8\n  named_if { option: \"a\" choice: \"b\" }", "condition-known", "named_if",
       "", "client"},
      {"NamesWhateverIsChosen", "fishbowl_open", "role: CLIENT",
       "role: CLIENT shown_as: NAME\n  named_if { option: \"waarneming\" choice: \"ja\" }",
       "named-once", "named_if", "", "deelnemer"},
      // ---- rounds
      {"AHeadAfterTheBody", arena_script, "  minutes: 20", "  minutes: 20\n  part: HEAD # late",
       "part-order", "part: HEAD # late", "verduidelijking", ""},
      {"ABodyAfterTheTail", arena_script, "  minutes: 20", "  minutes: 20\n  part: TAIL",
       "part-order", "round {\n  id: \"nabespreking\"", "nabespreking", ""},
      {"AHeadWithoutABody", "open_gesprek", "floor: OPEN", "floor: OPEN part: HEAD", "part-order",
       "", "", ""},
      {"ARoundOfNineHours", arena_script, "minutes: 50", "minutes: 540", "minutes-range",
       "minutes: 540", "ervaringen", ""},
      {"ASittingLeftOut", arena_script, "sitting: 2", "sitting: 3", "sittings-in-order",
       "sitting: 3", "terugkoppeling", ""},
      {"ASittingTooEarly", arena_script, "minutes: 20", "minutes: 20 sitting: 2",
       "sittings-in-order", "round {\n  id: \"nabespreking\"", "nabespreking", ""},
      {"AGroupInTwoPlaces", arena_script, "away  { group: \"client\" }",
       "away  { group: \"client\" }\n  outer { group: \"professional\" may: NOTE }", "placed-once",
       "outer { group: \"professional\" may: NOTE }", "nabespreking", "professional"},
      {"AnActOfTheAbsent", arena_script, "away  { group: \"client\" }",
       "away  { group: \"client\" may: NOTE }", "away-silent", "away  { group: \"client\" may",
       "nabespreking", "client"},
      {"NobodyInTheInnerRing", arena_script,
       "  inner { group: \"professional\" may: SPEAK may: PASS may: NOTE may: PROPOSE_LESSON may: "
       "ANONYMOUS }\n",
       "", "inner-ring", "round {\n  id: \"nabespreking\"", "nabespreking", ""},
      {"NobodyWhoMayAct", arena_script,
       "group: \"professional\" may: SPEAK may: PASS may: NOTE may: PROPOSE_LESSON may: ANONYMOUS",
       "group: \"professional\" may: PASS", "somebody-may-act", "round {\n  id: \"nabespreking\"",
       "nabespreking", ""},
      {"APresentationInWhichPeopleSpeak", arena_script, "listen_only: true",
       "listen_only: true presentation: true", "presentation-silent",
       "listen_only: true presentation: true", "ervaringen", ""},
      {"SpeakingWithoutPassing", arena_script, "may: SPEAK may: PASS", "may: SPEAK",
       "pass-with-speak", "may: SPEAK may: NOTE", "ervaringen", "client"},
      {"AnsweringWithoutPassing", arena_script, "may: ANSWER may: PASS", "may: ANSWER",
       "pass-with-speak", "may: ANSWER may: NOTE", "verduidelijking", "client"},
      {"AListenerWhoSpeaks", arena_script, "may: NOTE may: MARK", "may: NOTE may: SPEAK may: PASS",
       "listen-only", "may: NOTE may: SPEAK", "ervaringen", "professional"},
      {"AListenerWhoAsks", arena_script, "may: NOTE may: MARK", "may: NOTE may: ASK", "listen-only",
       "may: NOTE may: ASK", "ervaringen", "professional"},
      {"ListeningWithoutListeners", arena_script, "minutes: 30", "minutes: 30 listen_only: true",
       "listen-only", "30 listen_only: true", "nabespreking", ""},
      {"PowerThatSpeaksFromTheOuterRing", arena_script, "may: ASK may: NOTE may: MARK",
       "may: ASK may: SPEAK may: PASS", "powerful-outer", "may: ASK may: SPEAK", "verduidelijking",
       "professional"},
      {"QuestionsPastTheGate", arena_script, "  gate: true\n", "", "gate-for-outer", "may: ASK",
       "verduidelijking", "professional"},
      {"AGateWithoutQuestions", arena_script, "may: ASK may: NOTE may: MARK", "may: NOTE",
       "gate-idle", "gate: true", "verduidelijking", ""},
      {"AHandInAnOpenFloor", arena_script, "may: ANSWER may: PASS may: NOTE",
       "may: ANSWER may: PASS may: HAND", "hand-needs-queue", "may: HAND", "verduidelijking",
       "client"},
      {"AQuestionThatNobodyAnswers", arena_script,
       "inner { group: \"client\"       may: ANSWER may: PASS may: NOTE }",
       "inner { group: \"client\" may: NOTE may: PROPOSE_LESSON }", "audience", "may: ASK",
       "verduidelijking", "professional"},
      {"LessonsToJudgeThatNobodyMade", arena_script, " may: PROPOSE_LESSON", "", "audience",
       "may: JUDGE_LESSON", "terugkoppeling", "client"},
      {"LessonsToJudgeThatStayInside", arena_script, "  shares_lessons: true\n", "", "audience",
       "may: JUDGE_LESSON", "terugkoppeling", "client"},
      {"LessonsSharedBeforeTheyAreMade", arena_script, "gate: true",
       "gate: true\n  shares_lessons: true # early", "lessons-to-share", "# early",
       "verduidelijking", ""},
      {"AnEndByTimeWithoutAClock", arena_script, "  minutes: 50\n", "", "can-end",
       end_of_telling("TIME"), "ervaringen", ""},
      {"AnEndByAQueueThatIsNotThere", arena_script, end_of_telling("TIME"),
       end_of_telling("QUEUE_EMPTY"), "can-end", end_of_telling("QUEUE_EMPTY"), "ervaringen", ""},
      {"AnEndByAListThatIsNotThere", arena_script, end_of_telling("TIME"),
       end_of_telling("LIST_EXHAUSTED"), "can-end", end_of_telling("LIST_EXHAUSTED"), "ervaringen",
       ""},
      {"AnEndByVotesThatAreNotThere", arena_script, end_of_telling("TIME"),
       end_of_telling("ALL_SUBMITTED"), "can-end", end_of_telling("ALL_SUBMITTED"), "ervaringen",
       ""},
      {"MovingOnByItselfAtNoTime", "open_gesprek", "floor: OPEN", "floor: OPEN advance: AUTOMATIC",
       "can-end", "advance: AUTOMATIC", "gesprek", ""},
      {"QuietPeopleFirstInNoQueue", "open_gesprek", "floor: OPEN", "floor: OPEN quiet_first: true",
       "quiet-needs-queue", "quiet_first", "gesprek", ""},
      {"AnonymousWithoutAFloor", "open_gesprek", "may: NOTE may: MARK",
       "may: NOTE may: MARK may: ANONYMOUS", "anonymous-floor", "", "", ""},
      {"AFloorOfThree", "fishbowl_open", "anonymous_floor: 5", "anonymous_floor: 3",
       "anonymous-floor", "anonymous_floor: 3", "", ""},
      {"WhatTheEngineDoesNotRun", arena_script, "shares_lessons: true",
       "shares_lessons: true release { contributions_of: \"ervaringen\" to: \"client\" }",
       "cannot-run", "", "", ""},
      // ---- positions, derived groups, options
      {"APositionOfNobody", "fishbowl_open", "of: \"deelnemer\"", "of: \"niemand\"",
       "position-source", "of: \"niemand\"", "", "kom"},
      {"APositionThatIsAllEmpty", "fishbowl_open", "keep_empty: 1", "keep_empty: 5",
       "position-capacity", "capacity: 5", "", "kom"},
      {"APositionBoundByNoBallot", "intervisie", " ballot: \"keuze\" }", " }", "position-bound",
       "bound_by: VOTE", "", "inbrenger"},
      {"ACompanyWithoutAPeriod", "fishbowl_open", "ONE_BY_ONE", "ALL_AT_ONCE", "position-period",
       "replacement", "", "kom"},
      {"ADerivedGroupOfNoRound", "fishbowl_open", "at_end_of: \"kom\"", "at_end_of: \"kim\"",
       "derived-source", "kim", "", "zat_binnen"},
      {"ADerivedGroupBeforeItIsKnown", "fishbowl_open", "inner { group: \"kom\" ",
       "inner { group: \"zat_binnen\" ", "derived-earlier", "round {\n  id: \"kom\"", "kom",
       "zat_binnen"},
      {"ASeatThatCannotBeTaken", "fishbowl_open", "bound_by: QUEUE", "bound_by: CHAIR",
       "seat-to-take", "may: LEAVE_SEAT", "kom", "kom"},
      {"AContributorBeforeTheVote", "intervisie",
       "inner { group: \"collega\" may: SPEAK may: PASS }",
       "inner { group: \"inbrenger\" may: SPEAK may: PASS }", "position-earlier",
       "round {\n  id: \"terugblik\"", "terugblik", "inbrenger"},
      {"AnOptionWithoutAChoice", "fishbowl_open",
       "  choice { id: \"ja\" title { nl: \"Ja\" en: \"Yes\" } }\n", "", "option-choices",
       "option {", "", ""},
      {"AConditionOnNoOption", "fishbowl_open", "choice: \"ja\"", "choice: \"jawel\"",
       "condition-known", "jawel", "waarneming", ""},
      {"EveryRoundAnOption", "open_gesprek", "floor: OPEN",
       "floor: OPEN only_if { option: \"a\" choice: \"b\" }", "reachable", "", "", ""},
      // ---- products, ballots, releases, repetitions
      {"AProductNobodyMakes", "fishbowl_open", "may: PROPOSE makes: \"waarnemingen\"", "",
       "product-made", "product {", "", ""},
      {"AProductThatIsUnknown", "fishbowl_open", "makes: \"waarnemingen\"", "makes: \"dingen\"",
       "product-known", "dingen", "waarneming", "zat_buiten"},
      {"AProposalOfNothing", "fishbowl_open", " makes: \"waarnemingen\"", "",
       "propose-names-product", "may: PROPOSE", "waarneming", "zat_buiten"},
      {"AProductOfNoKind", "fishbowl_open", "  kind: OBSERVATION\n", "", "product-kind",
       "product {", "", ""},
      {"AListFromNowhere", "vraagtafels", "takes: \"vragenlijst\"", "takes: \"acties\"",
       "takes-earlier", "takes: \"acties\"", "dialoog", ""},
      {"ARepetitionOverWhatComesLater", "vraagtafels", "over: PRODUCT product: \"vragenlijst\"",
       "over: PRODUCT product: \"acties\"", "repeat-over", "repeat {", "", ""},
      {"ARepetitionBackwards", "vraagtafels", "repeat { from: \"dialoog\" to: \"dialoog\"",
       "repeat { from: \"dialoog\" to: \"verhelderen\"", "repeat-rounds", "repeat {", "", ""},
      {"ARepetitionOverNoStatements", "vraagtafels", "over: PRODUCT product: \"vragenlijst\"",
       "over: STATEMENTS", "repeat-over", "repeat {", "", ""},
      {"AVoteAboutNothing", "vraagtafels", "    may: VOTE\n", "", "vote-needs-ballot", "ballot {",
       "transfer", ""},
      {"ABallotWithoutOptions", "vraagtafels", "    options_from: \"acties\"\n", "",
       "ballot-options", "ballot {", "transfer", ""},
      {"ABallotThatIsNotSaidToBeShown", "vraagtafels", "    shown: NAMED\n", "", "word-unknown",
       "ballot {", "transfer", ""},
      {"AComparisonWithTheFuture", "vraagtafels", "scale: RANK",
       "scale: RANK compared_with: \"voorrang\"", "compared-earlier", "compared_with", "transfer",
       ""},
      {"AnAnonymousBallotWithoutAFloor", "vraagtafels", "anonymous_floor: 5\n", "",
       "anonymous-floor", "", "", ""},
      {"AReleaseToWhoIsOutside", "fishbowl_open", "carries_notes: true",
       "carries_notes: true release { contributions_of: \"kom\" to: \"deelnemer\" }",
       "away-sees-nothing", "to: \"deelnemer\"", "waarneming", "deelnemer"},
      {"AReleaseOfTheFuture", "fishbowl_open", "carries_notes: true",
       "carries_notes: true release { contributions_of: \"samenvatting\" to: \"zat_binnen\" }",
       "release-earlier", "samenvatting\" to", "waarneming", ""},
      {"AReleaseToNobody", "fishbowl_open", "carries_notes: true",
       "carries_notes: true release { contributions_of: \"kom\" }", "release-to", "release {",
       "waarneming", ""},
      {"ARevealThatWasEarlier", "fishbowl_open", "carries_notes: true",
       "carries_notes: true own_only_until: \"kom\"", "reveal-later", "own_only_until",
       "waarneming", ""},
      {"SpeakingBeforeTheReveal", "fishbowl_open", "carries_notes: true",
       "carries_notes: true own_only_until: \"samenvatting\"", "own-only-silent",
       "inner { group: \"zat_buiten\"", "waarneming", "zat_buiten"},
      {"ARepetitionOverTwoSittings", "vraagtafels", "repeat { from: \"dialoog\" to: \"dialoog\"",
       "repeat { from: \"dialoog\" to: \"analyse\"", "repeat-sitting", "repeat {", "", ""},
      {"ARoundRepeatedTwice", "vraagtafels", "repeat { from",
       "repeat { from: \"dialoog\" to: \"dialoog\" over: PRODUCT product: \"vragenlijst\" }\n"
       "repeat { from",
       "repeat-once",
       "repeat { from: \"dialoog\" to: \"dialoog\" over: PRODUCT "
       "product: \"vragenlijst\" }\n\n",
       "", ""},
      // ---- base rules B1-B10, each broken in a shipped script where a script can break it
      {"B1AListenerBehindTheMirrorWhoSpeaks", "spiegelgesprek",
       "outer { group: \"medewerker\" may: NOTE may: MARK }",
       "outer { group: \"medewerker\" may: SPEAK may: PASS }", "listen-only",
       "outer { group: \"medewerker\" may: SPEAK", "gesprek", "medewerker"},
      {"B1PowerThatSharesWhereNothingIsShared", "spiegelgesprek_meedelen", "  outer_share: true\n",
       "", "powerful-outer", "may: ASK may: NOTE may: SPEAK", "vragen", "medewerker"},
      {"B1AHandThatListenersCanRaise", "stakeholderdialoog", "  outer_share: true\n  quiet_first",
       "  quiet_first", "powerful-outer", "outer { group: \"uitvoerder\" may: NOTE may: HAND }",
       "gesprek", "uitvoerder"},
      {"B4AVoteThatCannotBePassed", "casus_afstemming", "may: VOTE may: PASS", "may: VOTE",
       "pass-with-speak", "group: \"professional\" may: VOTE }", "besluiten", "professional"},
      {"B4ACheckOutThatCannotBePassed", "spiegelgesprek",
       "    inner { group: \"client\" may: SPEAK may: PASS }",
       "    inner { group: \"client\" may: SPEAK }", "pass-with-speak", "side_room {",
       "nabespreking", "client"},
      {"B5AnActOfListenersWhoAreNotThereYet", "spiegelgesprek", "away { group: \"medewerker\" }",
       "away { group: \"medewerker\" may: NOTE }", "away-silent",
       "away { group: \"medewerker\" may: NOTE }", "ontvangst", "medewerker"},
      {"B5QuestionsForWhoLeftTheRoom", "spiegelgesprek", "  minutes: 45\n",
       "  minutes: 45\n  release { contributions_of: \"vragen\" to: \"client\" }\n",
       "away-sees-nothing", "release {", "nabespreking", "client"},
      {"B6ATalkBeforeTheReveal", "casus_afstemming", "may: VOTE may: PASS",
       "may: VOTE may: PASS may: SPEAK", "own-only-silent", "may: PASS may: SPEAK", "besluiten",
       "professional"},
      {"B7ActsOfTheChairWithoutAReason", "rondetafel",
       "  en: \"This is part of the ordinary course of the conversation.\"\n", "",
       "standing-reason", "standing_reason {", "", ""},
      {"B8AListenerNobodyPlaced", "op_koers", "group {\n  id: \"steun\"",
       "group { id: \"gast\" title { nl: \"a\" en: \"b\" } role: OFFICIAL limit: 2 }\n"
       "group {\n  id: \"steun\"",
       "group-placed", "id: \"gast\"", "", "gast"},
      {"B9ADeepeningQuestionPastTheGate", "klantarena_ringwissel", "  gate: true\n", "",
       "gate-for-outer", "may: ASK", "verdiepende_vragen", "medewerker"},
      {"B10AHandWithoutAQueue", "arenagesprek_dialoog", "floor: QUEUE", "floor: OPEN",
       "hand-needs-queue", "may: NOTE may: HAND", "gesprek", "client"},
      {"AnAfterCheckWithoutAFloor", "goed_werk_plaats", "anonymous_floor: 4\n", "",
       "anonymous-floor", "", "", ""},
      {"AReleaseOfAVoteToCome", "goed_werk_plaats", "release { ballot: \"mening_achteraf\"",
       "release { ballot: \"stem\"", "release-earlier", "release {", "stand_vooraf", ""},
      {"AStatementThatIsRepeatedForNothing", "goed_werk_plaats", "to: \"stand_achteraf\" over",
       "to: \"stand_tussendoor\" over", "repeat-rounds", "repeat {", "", ""},
      {"ASecondVoteComparedWithItself", "casus_afstemming", "compared_with: \"besluit\"",
       "compared_with: \"besluit_opnieuw\"", "compared-earlier", "compared_with", "opnieuw", ""},
      {"ARevealThatNeverComes", "casus_afstemming", "own_only_until: \"onthullen\"",
       "own_only_until: \"lezen\"", "reveal-later", "own_only_until", "besluiten", ""},
      {"AnOfferNobodyMakes", "op_koers", "options_from: \"aanbod\"", "options_from: \"hulp\"",
       "ballot-options", "ballot {", "keuze", ""},
      {"ATailBeforeTheEnd", "rondetafel", "  minutes: 30\n", "  minutes: 30\n  part: TAIL\n",
       "part-order", "round {\n  id: \"vragen\"", "vragen", ""},
      // ---- side rooms
      {"ARoomOfMoreThanTalk", arena_script, "away  { group: \"client\" }",
       "side_room { id: \"kring\" title { nl: \"a\" en: \"b\" } led_by: \"chair\" retention: "
       "ARCHIVED inner { group: \"client\" may: SPEAK may: PASS may: PROPOSE_LESSON } }",
       "room-acts", "side_room {", "nabespreking", "client"},
      {"ARoomThatNobodyLeads", arena_script, "away  { group: \"client\" }",
       "side_room { id: \"kring\" title { nl: \"a\" en: \"b\" } led_by: \"client\" retention: "
       "ARCHIVED inner { group: \"client\" may: SPEAK may: PASS } }",
       "room-led", "side_room {", "nabespreking", ""},
      {"ARoomOfPeopleWhoAreElsewhere", arena_script, "away  { group: \"client\" }",
       "side_room { id: \"kring\" title { nl: \"a\" en: \"b\" } led_by: \"chair\" retention: "
       "ARCHIVED inner { group: \"professional\" may: SPEAK may: PASS } }",
       "room-once", "side_room {", "nabespreking", "professional"},
      {"ARoomThatDoesNotSayWhatIsKept", arena_script, "away  { group: \"client\" }",
       "side_room { id: \"kring\" title { nl: \"a\" en: \"b\" } led_by: \"chair\" inner { group: "
       "\"client\" may: SPEAK may: PASS } }",
       "word-unknown", "side_room {", "nabespreking", ""},
  };
  return all;
}

std::size_t line_with(const std::string& text, const std::string& marker) {
  const std::size_t at = text.find(marker);
  EXPECT_NE(at, std::string::npos) << marker;
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

class WrongScript : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongScript, IsRefusedWithFileLineAndRule) {
  const Wrong& wrong = GetParam();
  std::string text = text_of(path_of(wrong.script));
  const std::size_t at = text.find(wrong.from);
  ASSERT_NE(at, std::string::npos) << "the script changed: " << wrong.from;
  text.replace(at, wrong.from.size(), wrong.to);
  const auto read = codec::read_script(text, "mijn.textproto");
  ASSERT_FALSE(read);

  std::string all;
  const ScriptFault* found = nullptr;
  for (const ScriptFault& fault : read.error()) {
    all += codec::sentence(fault) + "\n";
    if (found == nullptr && fault.rule == wrong.rule && fault.group == wrong.group &&
        fault.round == wrong.round) {
      found = &fault;
    }
    EXPECT_EQ(fault.file, "mijn.textproto");
    EXPECT_GE(fault.line, 1U);
    EXPECT_TRUE(fault.sentence.ends_with(".") || fault.rule == "syntax") << fault.sentence;
  }
  ASSERT_NE(found, nullptr) << all;
  if (!wrong.line.empty()) {
    EXPECT_EQ(found->line, line_with(text, wrong.line)) << all;
  }
}

INSTANTIATE_TEST_SUITE_P(Scripts, WrongScript, ::testing::ValuesIn(wrong_scripts()),
                         [](const auto& param) { return param.param.name; });

TEST(ScriptCheck, FindsNothingWrongWithWhatIsShipped) {
  std::size_t shipped = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(ARENA_SOURCE_DIR) + "/sessions/scripts")) {
    const std::string path = "sessions/scripts/" + entry.path().filename().string();
    const auto read = codec::read_script(text_of(path), path);
    ASSERT_TRUE(read) << codec::sentence(read.error().front());
    EXPECT_EQ(read->id + ".textproto", entry.path().filename().string());
    ++shipped;
  }
  EXPECT_GE(shipped, 17U);
}

TEST(ScriptCheck, TellsEveryFaultInTheOrderOfTheText) {
  std::string text = text_of(path_of(arena_script));
  for (const std::string right : {"limit: 40", " may: PASS may: NOTE }", "minutes: 20"}) {
    text.replace(text.find(right), right.size(),
                 right == "minutes: 20" ? "minutes: 999"
                 : right == "limit: 40" ? ""
                                        : " }");
  }
  const auto read = codec::read_script(text, "x");
  ASSERT_FALSE(read);
  ASSERT_EQ(read.error().size(), 3U);
  EXPECT_EQ(read.error()[0].rule, "group-limit");
  EXPECT_EQ(read.error()[1].rule, "pass-with-speak");
  EXPECT_EQ(read.error()[2].rule, "minutes-range");
}

TEST(ScriptCheck, WorksOnAScriptThatCameFromNoText) {
  const Script nothing;
  const auto faults = check_script(nothing, ScriptLines{"", {}});
  EXPECT_FALSE(faults.empty());
  for (const ScriptFault& fault : faults) EXPECT_EQ(fault.line, 0U);
  Script lost;
  lost.rounds.resize(1);
  lost.rounds[0].placements.push_back({GroupIndex{63}, Ring::inner, {}, {}, {}});
  lost.groups.resize(1);
  EXPECT_FALSE(check_script(lost, ScriptLines{"", {}}).empty());
}

// One group in 768 places of a round once gave a fault for every two of them: six million in 256
// KiB.
TEST(ScriptCheck, SaysOfAPlaceOnceThatItsGroupHasAnother) {
  std::string places;
  for (int i = 0; i < 100; ++i) places += "  away { group: \"client\" }\n";
  std::string text = text_of(path_of(arena_script));
  const std::string away = "  away  { group: \"client\" }\n";
  text.replace(text.find(away), away.size(), places);
  const auto read = codec::read_script(text, "x");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().size(), 99U);
  for (const ScriptFault& fault : read.error()) EXPECT_EQ(fault.rule, "placed-once");
}

TEST(ScriptCheck, HasEveryRuleInItsManual) {
  const std::string manual = text_of("docs/scripts.md");
  for (const Wrong& wrong : wrong_scripts()) {
    EXPECT_NE(manual.find("`" + wrong.rule + "`"), std::string::npos) << wrong.rule;
  }
}

TEST(WhatCannotRun, IsNothingInWhatIsShipped) {
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(ARENA_SOURCE_DIR) + "/sessions/scripts")) {
    const std::string path = "sessions/scripts/" + entry.path().filename().string();
    const auto read = codec::read_script(text_of(path), path);
    ASSERT_TRUE(read) << codec::sentence(read.error().front());
    EXPECT_FALSE(read->draft) << path;
    for (const std::string& what : what_cannot_run(*read)) ADD_FAILURE() << path << ": " << what;
  }
}

TEST(WhatCannotRun, SaysWhyADraftIsOne) {
  std::string text = text_of(path_of(arena_script));
  const std::string debrief = "id: \"nabespreking\"";
  text.replace(text.find(debrief), debrief.size(),
               debrief + "\n  release { contributions_of: \"ervaringen\" to: \"professional\" }");
  text += "draft: true\n";
  const auto read = codec::read_script(text, "x");
  ASSERT_TRUE(read) << codec::sentence(read.error().front());
  ASSERT_EQ(what_cannot_run(*read).size(), 1U);
  EXPECT_EQ(what_cannot_run(*read).front(),
            "round nabespreking: releasing what was said in another round");
}

}  // namespace
}  // namespace arena
