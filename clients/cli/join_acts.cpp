// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/join_acts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>

#include "sessions/utf8.hpp"

namespace arena::cli {
namespace {

using Parsed = tl::expected<Typed, std::string>;

// Takes words off the front of what was typed after the name of the act.
class Arguments {
 public:
  Arguments(std::string rest, const JoinView& view) : rest_(std::move(rest)), view_(view) {}

  std::string word() {
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    std::string first = rest_.substr(0, end);
    rest_.erase(0, std::min(rest_.find_first_not_of(' ', end), rest_.size()));
    return first;
  }
  std::optional<std::uint32_t> number() { return whole_number(word()); }
  [[nodiscard]] bool number_follows() const {
    return whole_number(rest_.substr(0, rest_.find(' '))).has_value();
  }
  // "1.3"
  std::optional<Turn> turn() {
    const std::string typed = word();
    const std::size_t dot = typed.find('.');
    if (dot == std::string::npos) return std::nullopt;
    const auto round = whole_number(typed.substr(0, dot));
    const auto number = whole_number(typed.substr(dot + 1));
    if (!round || !number || *round > UINT16_MAX) return std::nullopt;
    return Turn{Room{static_cast<std::uint16_t>(*round), 0, 0}, *number};
  }
  // "C3"
  std::optional<SeatCode> seat() {
    const std::string typed = word();
    if (typed.empty()) return std::nullopt;
    const auto number = whole_number(typed.substr(1));
    const bool lower = typed[0] >= 'a' && typed[0] <= 'z';
    const char letter = lower ? static_cast<char>(typed[0] - 'a' + 'A') : typed[0];
    if (letter < 'A' || letter > 'Z' || !number || *number > UINT16_MAX) return std::nullopt;
    return SeatCode{letter, static_cast<std::uint16_t>(*number)};
  }
  [[nodiscard]] const std::string& text() const { return rest_; }
  [[nodiscard]] const JoinView& view() const { return view_; }

 private:
  static std::optional<std::uint32_t> whole_number(const std::string& typed) {
    std::uint32_t value{};
    const char* const end = typed.data() + typed.size();
    const auto [stop, error] = std::from_chars(typed.data(), end, value);
    if (typed.empty() || error != std::errc{} || stop != end) return std::nullopt;
    return value;
  }
  std::string rest_;
  const JoinView& view_;
};

Parsed one(ActBody act, std::string text = {}) {
  Acts acts;
  acts.acts.push_back({std::move(act), std::move(text)});
  return Typed{std::move(acts)};
}

// An empty sentence stands for "type it like this"; the caller knows the form.
Parsed unclear() { return tl::unexpected(std::string{}); }

Parsed no_number(const JoinView& view, std::uint32_t number) {
  return tl::unexpected(say(view.language(), Say::no_such_number, {std::to_string(number)}));
}

template <class Act>
Parsed with_text(Arguments& typed) {
  return typed.text().empty() ? unclear() : one(Act{}, typed.text());
}
template <class Act>
Parsed with_reason(Arguments& typed) {
  return one(Act{}, typed.text());
}
template <class Act>
Parsed bare(Arguments& typed) {
  return typed.text().empty() ? one(Act{}) : unclear();
}

// An act on a question by its small number; the rest is its text.
template <class Act>
Parsed on_question(Arguments& typed) {
  const auto number = typed.number();
  if (!number) return unclear();
  const std::uint64_t item = typed.view().question(*number);
  if (item == 0) return no_number(typed.view(), *number);
  return one(Act{{item}}, typed.text());
}

template <class Act>
Parsed on_seat(Arguments& typed) {
  const auto seat = typed.seat();
  return seat ? one(Act{*seat}, typed.text()) : unclear();
}

Parsed reply(Arguments& typed) {
  const auto turn = typed.turn();
  if (!turn || typed.text().empty()) return unclear();
  return one(Speak{*turn}, typed.text());
}

Parsed mark(Arguments& typed) {
  const auto turn = typed.turn();
  if (!turn) return unclear();
  const std::string off = typed.word();
  if (!off.empty() && off != "uit" && off != "off") return unclear();
  return one(MarkTurn{*turn, off.empty()});
}

Parsed hand(Arguments& typed) {
  const std::string down = typed.word();
  if (down.empty()) return one(RaiseHand{});
  return down == "neer" || down == "down" ? one(LowerHand{}) : unclear();
}

Parsed judge(Arguments& typed) {
  const auto number = typed.number();
  const std::string word = typed.word();
  const std::optional<Verdict> verdict =
      word == "herkend" || word == "recognised" ? std::optional(Verdict::recognised)
      : word == "deels" || word == "partly"     ? std::optional(Verdict::partly)
      : word == "niet" || word == "not"         ? std::optional(Verdict::not_recognised)
                                                : std::nullopt;
  if (!number || !verdict) return unclear();
  const std::uint64_t item = typed.view().lesson(*number);
  if (item == 0) return no_number(typed.view(), *number);
  return one(JudgeLesson{{item}, *verdict});
}

Parsed admit(Arguments& typed) {
  Acts acts;
  if (typed.text() == "allen" || typed.text() == "all") {
    for (const std::uint32_t seat : typed.view().waiting()) {
      acts.acts.push_back({Admit{{seat}}, {}});
    }
    return Typed{std::move(acts)};
  }
  const auto number = typed.number();
  return number ? one(Admit{{*number}}) : unclear();
}

Parsed turn_away(Arguments& typed) {
  const auto number = typed.number();
  return number ? one(TurnAway{{*number}}, typed.text()) : unclear();
}

// A round by its id or number.
tl::expected<std::uint16_t, std::string> round_of(const std::string& typed, const JoinView& view) {
  std::string ids;
  if (view.script()) {
    const auto& rounds = view.script()->rounds;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
      const auto number = static_cast<std::uint16_t>(i + 1);
      if (typed == rounds[i].id || typed == std::to_string(number)) return number;
      ids += (ids.empty() ? "" : ", ") + rounds[i].id;
    }
  }
  return tl::unexpected(say(view.language(), Say::no_such_round, {typed, ids}));
}

Parsed open(Arguments& typed) {
  const std::string word = typed.word();
  if (word.empty()) return unclear();
  return round_of(word, typed.view()).and_then([&](std::uint16_t round) -> Parsed {
    return one(OpenRound{round}, typed.text());
  });
}

Parsed extend(Arguments& typed) {
  const auto number = typed.number();
  return number ? one(ExtendRound{minutes(*number)}, typed.text()) : unclear();
}

Parsed merge(Arguments& typed) {
  MergeQuestions act;
  while (typed.number_follows()) {
    const std::uint32_t number = typed.number().value_or(0);
    const std::uint64_t item = typed.view().question(number);
    if (item == 0) return no_number(typed.view(), number);
    act.questions.push_back({item});
  }
  return act.questions.size() < 2 || typed.text().empty() ? unclear()
                                                          : one(std::move(act), typed.text());
}

Parsed wait(Arguments& typed) {
  const std::string word = typed.word();
  if (word.empty()) return unclear();
  if (word == "einde" || word == "end") return Typed{WaitFor{0}};
  return round_of(word, typed.view()).and_then([](std::uint16_t round) -> Parsed {
    return Typed{WaitFor{round}};
  });
}

template <class What>
Parsed meta(Arguments&) {
  return Typed{What{}};
}

enum class For { everybody, with_right, chair };

struct Form {
  std::string_view nl, en;            // names
  std::string_view nl_rest, en_rest;  // what follows them
  std::string_view nl_what, en_what;  // what it does
  std::array<Takes, 2> takes;
  For whom;
  std::string_view right;  // of the script, where one is needed
  Parsed (*parse)(Arguments&);
};

constexpr std::array<Takes, 2> bare_words{};
constexpr std::array<Takes, 2> text_only{Takes::text, Takes::nothing};

constexpr std::array forms{
    Form{"reactie",
         "reply",
         "1.3 TEKST",
         "1.3 TEXT",
         "reageren op een bijdrage",
         "reply to a contribution",
         {Takes::turn, Takes::text},
         For::with_right,
         "speak",
         reply},
    Form{"vraag", "ask", "TEKST", "TEXT", "een vraag stellen", "ask a question", text_only,
         For::with_right, "ask", with_text<Ask>},
    Form{"antwoord",
         "answer",
         "N TEKST",
         "N TEXT",
         "een vraag beantwoorden",
         "answer a question",
         {Takes::question, Takes::text},
         For::with_right,
         "answer",
         on_question<Answer>},
    Form{"pas", "pass", "", "", "passen, of klaar zijn", "pass, or be done", bare_words,
         For::with_right, "pass", bare<Pass>},
    Form{"notitie", "note", "TEKST", "TEXT", "iets opschrijven, alleen voor u",
         "write a note, only for you", text_only, For::with_right, "note", with_text<TakeNote>},
    Form{"markeer",
         "mark",
         "1.3 [uit]",
         "1.3 [off]",
         "een bijdrage markeren, alleen voor u",
         "mark a contribution, only for you",
         {Takes::turn, Takes::text},
         For::with_right,
         "mark",
         mark},
    Form{"hand", "raise", "[neer]", "[down]", "laten zien dat u wilt spreken",
         "show that you want to speak", text_only, For::with_right, "hand", hand},
    Form{"les", "lesson", "TEKST", "TEXT", "een les voorstellen", "propose a lesson", text_only,
         For::with_right, "propose_lesson", with_text<ProposeLesson>},
    Form{"oordeel",
         "judge",
         "N herkend|deels|niet",
         "N recognised|partly|not",
         "zeggen of u een les herkent",
         "say whether you recognise a lesson",
         {Takes::lesson, Takes::verdict},
         For::with_right,
         "judge_lesson",
         judge},
    Form{"hulp", "help-me", "TEKST", "TEXT", "hulp vragen; alleen de gespreksleider leest dit",
         "ask for help; only the facilitator reads it", text_only, For::everybody, "",
         with_text<AskHelp>},
    Form{"laat-toe",
         "admit",
         "N|allen",
         "N|all",
         "iemand binnenlaten",
         "let somebody in",
         {Takes::waiting, Takes::nothing},
         For::chair,
         "",
         admit},
    Form{"weiger",
         "turn-away",
         "N [REDEN]",
         "N [REASON]",
         "iemand niet binnenlaten",
         "not let somebody in",
         {Takes::waiting, Takes::text},
         For::chair,
         "",
         turn_away},
    Form{"open",
         "open-round",
         "RONDE [REDEN]",
         "ROUND [REASON]",
         "een ronde openen",
         "open a round",
         {Takes::round, Takes::text},
         For::chair,
         "",
         open},
    Form{"pauze", "pause", "REDEN", "REASON", "pauze voor allen", "a break for all", text_only,
         For::chair, "", with_text<PauseRound>},
    Form{"verder", "resume", "", "", "verdergaan na de pauze", "go on after the break", bare_words,
         For::chair, "", with_reason<ResumeRound>},
    Form{"verleng",
         "extend",
         "MINUTEN [REDEN]",
         "MINUTES [REASON]",
         "meer tijd geven",
         "give more time",
         {Takes::minutes, Takes::text},
         For::chair,
         "",
         extend},
    Form{"geef-woord",
         "give-floor",
         "C3",
         "C3",
         "iemand het woord geven",
         "give the floor",
         {Takes::seat, Takes::nothing},
         For::chair,
         "",
         on_seat<GiveFloor>},
    Form{"neem-woord", "take-floor", "", "", "het woord terugnemen", "take the floor back",
         bare_words, For::chair, "", bare<TakeFloor>},
    Form{"door",
         "accept",
         "N",
         "N",
         "een vraag doorlaten",
         "let a question through",
         {Takes::question, Takes::nothing},
         For::chair,
         "",
         on_question<AcceptQuestion>},
    Form{"anders",
         "rephrase",
         "N TEKST",
         "N TEXT",
         "een vraag anders laten stellen",
         "ask to put a question differently",
         {Takes::question, Takes::text},
         For::chair,
         "",
         on_question<AskToRephrase>},
    Form{"samen",
         "merge",
         "N M TEKST",
         "N M TEXT",
         "vragen samenvoegen",
         "merge questions",
         {Takes::question, Takes::question},
         For::chair,
         "",
         merge},
    Form{"houd-tegen",
         "withhold",
         "N REDEN",
         "N REASON",
         "een vraag niet doorlaten",
         "not let a question through",
         {Takes::question, Takes::text},
         For::chair,
         "",
         on_question<WithholdQuestion>},
    Form{"verwijder",
         "remove",
         "C3 REDEN",
         "C3 REASON",
         "iemand uit het gesprek halen",
         "take somebody out",
         {Takes::seat, Takes::text},
         For::chair,
         "",
         on_seat<Remove>},
    Form{"hulp-antwoord",
         "answer-help",
         "C3 TEKST",
         "C3 TEXT",
         "antwoorden wie hulp vroeg",
         "answer who asked for help",
         {Takes::seat, Takes::text},
         For::chair,
         "",
         on_seat<AnswerHelp>},
    Form{"einde-zitting", "end-sitting", "[REDEN]", "[REASON]", "de zitting afsluiten",
         "end the sitting", text_only, For::chair, "", with_reason<EndSitting>},
    Form{"sluit", "close", "[REDEN]", "[REASON]", "het gesprek sluiten", "close the conversation",
         text_only, For::chair, "", with_reason<CloseConversation>},
    Form{"wie", "who", "", "", "wie zit waar", "who sits where", bare_words, For::everybody, "",
         meta<WhoSits>},
    Form{"wacht",
         "wait",
         "RONDE|einde",
         "ROUND|end",
         "wachten op een ronde",
         "wait for a round",
         {Takes::round, Takes::nothing},
         For::everybody,
         "",
         wait},
    Form{"weg", "leave", "", "", "weggaan; uw plaats blijft", "leave; your place stays", bare_words,
         For::everybody, "", meta<Leave>},
};

// Words that must follow: those that do not stand between brackets.
std::size_t words_needed(std::string_view rest) {
  std::size_t needed = 0;
  bool within_word = false;
  for (const char each : rest) {
    if (each == '[') break;
    needed += each != ' ' && !within_word ? 1 : 0;
    within_word = each != ' ';
  }
  return needed;
}

std::string usage(const Form& form, Language language) {
  const bool nl = language == Language::nl;
  const std::string_view rest = nl ? form.nl_rest : form.en_rest;
  return "/" + std::string(nl ? form.nl : form.en) + (rest.empty() ? "" : " ") + std::string(rest);
}

bool may(const JoinView& view, std::string_view right) {
  const codec::SeenPlacement* const mine = view.placement();
  if (mine == nullptr) return false;
  const auto has = [&](std::string_view wanted) {
    return std::find(mine->may.begin(), mine->may.end(), wanted) != mine->may.end();
  };
  // To speak in a queue round implies to raise a hand.
  return has(right) || (right == "hand" && has("speak") && view.round()->floor == "queue");
}

bool is_open(const Form& form, const JoinView& view) {
  if (form.whom == For::everybody) return true;
  return form.whom == For::chair ? view.leads() : may(view, form.right);
}

}  // namespace

tl::expected<Typed, std::string> parse_typed(const std::string& line, const JoinView& view) {
  if (!is_utf8(line)) return tl::unexpected(say(view.language(), Say::not_utf8));
  if (line.find_first_not_of(" \t") == std::string::npos) return Typed{Nothing{}};
  if (line.starts_with("//")) return one(Speak{}, line.substr(1));
  if (!line.starts_with("/")) return one(Speak{}, line);
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string name = line.substr(1, end - 1);
  if (name == "?" || name == "help") return Typed{ListActs{}};
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const Form& each) {
    return name == each.nl || name == each.en;
  });
  if (form == forms.end()) {
    return tl::unexpected(
        say(view.language(), Say::no_such_act, {JoinView::printable("/" + name)}));
  }
  const std::size_t rest = line.find_first_not_of(' ', end);
  Arguments typed(rest == std::string::npos ? "" : line.substr(rest), view);
  auto parsed = form->parse(typed);
  if (!parsed && parsed.error().empty()) {
    return tl::unexpected(say(view.language(), Say::needs, {usage(*form, view.language())}));
  }
  return parsed;
}

std::vector<OpenAct> open_acts(const JoinView& view) {
  std::vector<OpenAct> acts;
  const bool nl = view.language() == Language::nl;
  for (const Form& form : forms) {
    if (!is_open(form, view)) continue;
    const std::string_view rest = nl ? form.nl_rest : form.en_rest;
    acts.push_back({nl ? form.nl : form.en, nl ? form.en : form.nl, rest,
                    nl ? form.nl_what : form.en_what, form.takes, words_needed(rest)});
  }
  return acts;
}

std::string acts_in_short() {
  constexpr std::size_t columns = 90;
  std::string text;
  std::string line = "Acts, or their Dutch names: say TEXT";
  for (const Form& form : forms) {
    if (form.en == "who" || form.en == "wait" || form.en == "leave") continue;
    const std::string act = usage(form, Language::en).substr(1);
    if (line.size() + act.size() + 3 > columns) {
      text += line + "\n";
      line = "  " + act;
    } else {
      line += " | " + act;
    }
  }
  return text + line;
}

std::vector<std::string> acts_open_to(const JoinView& view) {
  std::vector<std::string> lines{say(view.language(), Say::may_now)};
  const bool speaks = view.leads() || may(view, "speak");
  if (!speaks) lines.push_back("  " + say(view.language(), Say::may_nothing));
  for (const Form& form : forms) {
    if (is_open(form, view)) lines.push_back("  " + usage(form, view.language()));
  }
  return lines;
}

}  // namespace arena::cli
