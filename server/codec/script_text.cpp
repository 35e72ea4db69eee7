// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/script_text.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include "arena/v1/script.pb.h"
#include "sessions/utf8.hpp"

namespace arena::codec {
namespace {

namespace proto = google::protobuf;
using Text = v1::Script;

// ---- words of the text and what they are in the core --------------------------------------------
// A word that is not in its table (left out, or a bare number) gives nothing.

template <class From, class To, std::size_t N>
std::optional<To> word(const std::array<std::pair<From, To>, N>& table, From from) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const auto& entry) { return entry.first == from; });
  if (found == table.end()) return std::nullopt;
  return found->second;
}

constexpr std::array roles{std::pair{Text::Group::CLIENT, Role::client},
                           std::pair{Text::Group::CLIENT_REP, Role::client_rep},
                           std::pair{Text::Group::PROFESSIONAL, Role::professional},
                           std::pair{Text::Group::MANAGER, Role::manager},
                           std::pair{Text::Group::OFFICIAL, Role::official},
                           std::pair{Text::Group::CHAIN_PARTNER, Role::chain_partner},
                           std::pair{Text::Group::FACILITATOR, Role::facilitator},
                           std::pair{Text::Group::CO_FACILITATOR, Role::co_facilitator},
                           std::pair{Text::Group::TRANSLATOR, Role::translator},
                           std::pair{Text::Group::REPORTER, Role::reporter},
                           std::pair{Text::Group::SCIENTIST, Role::scientist},
                           std::pair{Text::Group::RESEARCHER, Role::researcher},
                           std::pair{Text::Group::HOST, Role::host}};
constexpr std::array shown_as{std::pair{Text::Group::SHOWN_AS_UNSPECIFIED, ShownAs::code},
                              std::pair{Text::Group::CODE, ShownAs::code},
                              std::pair{Text::Group::NAME, ShownAs::name}};
constexpr std::array rings{std::pair{Text::INNER, Ring::inner}, std::pair{Text::OUTER, Ring::outer},
                           std::pair{Text::AWAY, Ring::away}};
constexpr std::array bindings{std::pair{Text::Position::CHAIR, Position::BoundBy::chair},
                              std::pair{Text::Position::VOTE, Position::BoundBy::vote},
                              std::pair{Text::Position::QUEUE, Position::BoundBy::queue}};
constexpr std::array replacements{
    std::pair{Text::Position::REPLACEMENT_UNSPECIFIED, Position::Replacement::none},
    std::pair{Text::Position::ONE_BY_ONE, Position::Replacement::one_by_one},
    std::pair{Text::Position::ALL_AT_ONCE, Position::Replacement::all_at_once}};
constexpr std::array kinds{std::pair{Text::Product::LESSON, Product::Kind::lesson},
                           std::pair{Text::Product::QUESTION, Product::Kind::question},
                           std::pair{Text::Product::ASSUMPTION, Product::Kind::assumption},
                           std::pair{Text::Product::OFFER, Product::Kind::offer},
                           std::pair{Text::Product::OBSERVATION, Product::Kind::observation},
                           std::pair{Text::Product::ACTION, Product::Kind::action},
                           std::pair{Text::Product::SUMMARY, Product::Kind::summary}};
constexpr std::array overs{std::pair{Text::Repetition::STATEMENTS, Repetition::Over::statements},
                           std::pair{Text::Repetition::PRODUCT, Repetition::Over::product}};
constexpr std::array rights{std::pair{Text::SPEAK, Right::speak},
                            std::pair{Text::ASK, Right::ask},
                            std::pair{Text::ANSWER, Right::answer},
                            std::pair{Text::PASS, Right::pass},
                            std::pair{Text::NOTE, Right::note},
                            std::pair{Text::MARK, Right::mark},
                            std::pair{Text::HAND, Right::hand},
                            std::pair{Text::ANONYMOUS, Right::anonymous},
                            std::pair{Text::PROPOSE_LESSON, Right::propose_lesson},
                            std::pair{Text::JUDGE_LESSON, Right::judge_lesson},
                            std::pair{Text::VOTE, Right::vote},
                            std::pair{Text::PROPOSE, Right::propose},
                            std::pair{Text::TAKE_SEAT, Right::take_seat},
                            std::pair{Text::LEAVE_SEAT, Right::leave_seat},
                            std::pair{Text::READY, Right::ready}};
static_assert(rights.size() == static_cast<std::size_t>(rights_count));
constexpr std::array scales{std::pair{Text::Ballot::SCALE_UNSPECIFIED, Ballot::Scale::choose_one},
                            std::pair{Text::Ballot::AGREE5, Ballot::Scale::agree5},
                            std::pair{Text::Ballot::RANK, Ballot::Scale::rank},
                            std::pair{Text::Ballot::SEVERAL, Ballot::Scale::several}};
constexpr std::array showns{std::pair{Text::Ballot::NAMED, Ballot::Shown::named},
                            std::pair{Text::Ballot::ANONYMOUSLY, Ballot::Shown::anonymously}};
constexpr std::array retentions{
    std::pair{Text::SideRoom::ARCHIVED, SideRoom::Retention::archived},
    std::pair{Text::SideRoom::ERASED_WITH_SITTING, SideRoom::Retention::erased_with_sitting}};
constexpr std::array parts{
    std::pair{Text::Round::PART_UNSPECIFIED, Part::body}, std::pair{Text::Round::HEAD, Part::head},
    std::pair{Text::Round::BODY, Part::body}, std::pair{Text::Round::TAIL, Part::tail}};
constexpr std::array floors{std::pair{Text::Round::FLOOR_UNSPECIFIED, Floor::open},
                            std::pair{Text::Round::ROUND_ROBIN, Floor::round_robin},
                            std::pair{Text::Round::OPEN, Floor::open},
                            std::pair{Text::Round::QUEUE, Floor::queue}};
constexpr std::array advances{std::pair{Text::Round::ADVANCE_UNSPECIFIED, false},
                              std::pair{Text::Round::BY_CHAIR, false},
                              std::pair{Text::Round::AUTOMATIC, true}};
constexpr std::array ends{std::pair{Text::Round::TIME, RoundEnd::time},
                          std::pair{Text::Round::EVERYBODY_ACTED, RoundEnd::everybody_acted},
                          std::pair{Text::Round::QUEUE_EMPTY, RoundEnd::queue_empty},
                          std::pair{Text::Round::LIST_EXHAUSTED, RoundEnd::list_exhausted},
                          std::pair{Text::Round::ALL_SUBMITTED, RoundEnd::all_submitted}};
constexpr std::array answers{std::pair{Text::Round::ANSWERS_TO_UNSPECIFIED, AnswersTo::everybody},
                             std::pair{Text::Round::EVERYBODY, AnswersTo::everybody},
                             std::pair{Text::Round::CHAIR_ONLY, AnswersTo::chair_only}};

// ---- plain copies -------------------------------------------------------------------------------

Bilingual both(const Text::Text& text) { return {text.nl(), text.en()}; }

template <class Blocks>
std::vector<Labelled> labelled(const Blocks& blocks) {
  std::vector<Labelled> out;
  for (const auto& block : blocks) out.push_back({block.id(), both(block.title())});
  return out;
}

std::vector<std::string> list(const proto::RepeatedPtrField<std::string>& items) {
  return {items.begin(), items.end()};
}

// ---- reading ------------------------------------------------------------------------------------

// Builds the script from its parsed text. What the core's types cannot hold (a number that is
// too large, a placement of nobody) is a fault here; all else is for check_script.
class Reader {
 public:
  Reader(const Text& text, const ScriptLines& lines) : text_(text), lines_(lines) {}

  Script read() {
    const LineNode& block = lines_.script;
    script_.id = text_.id();
    script_.title = both(text_.title());
    script_.summary = both(text_.summary());
    script_.source = text_.source();
    script_.draft = text_.draft();
    script_.standing_reason = both(text_.standing_reason());
    script_.anonymous_floor = number(text_.anonymous_floor(), block, "anonymous_floor");
    script_.brings_lessons = text_.brings_lessons();
    for (const auto& rule : text_.conduct()) script_.conduct.push_back(both(rule));
    read_groups();
    for (const auto& option : text_.option()) {
      script_.options.push_back({option.id(), both(option.title()), labelled(option.choice())});
    }
    for (const auto& statement : text_.statement()) {
      script_.statements.push_back(
          {statement.id(), both(statement.text()), both(statement.chair_note())});
    }
    for (const auto& product : text_.product()) script_.products.push_back(read_product(product));
    for (const auto& repeat : text_.repeat()) {
      script_.repetitions.push_back({repeat.from(), repeat.to(),
                                     word(overs, repeat.over()).value_or(Repetition::Over{}),
                                     repeat.product()});
    }
    for (int i = 0; i < text_.round_size(); ++i) {
      read_round(text_.round(i), block.part("round", static_cast<std::size_t>(i)));
    }
    return std::move(script_);
  }

  [[nodiscard]] std::vector<ScriptFault> take_faults() { return std::move(faults_); }

 private:
  void fault(const LineNode& at, std::string group, std::string rule, std::string sentence) {
    faults_.push_back(
        {lines_.file, at.line, round_id_, std::move(group), std::move(rule), std::move(sentence)});
  }

  std::uint16_t number(std::uint32_t value, const LineNode& block, std::string_view field) {
    if (value <= std::numeric_limits<std::uint16_t>::max()) {
      return static_cast<std::uint16_t>(value);
    }
    fault(block.part(field), "", "number-range",
          std::string(field) + " is " + std::to_string(value) + "; it can be 65535 at most.");
    return 0;
  }

  // A word that must be said. `what` names it in the sentence.
  template <class From, class To, std::size_t N>
  To said(const std::array<std::pair<From, To>, N>& table, From from, const LineNode& block,
          std::string_view field) {
    const auto found = word(table, from);
    if (!found) {
      fault(block.part(field), "", "word-unknown",
            "This block needs `" + std::string(field) + "` with one of the words of its list " +
                "(docs/scripts.md).");
    }
    return found.value_or(To{});
  }

  void read_groups() {
    if (text_.group_size() > static_cast<int>(groups_max)) {
      fault(lines_.script.part("group", groups_max), "", "groups-count",
            "A script has at most 64 groups.");
      return;
    }
    for (int i = 0; i < text_.group_size(); ++i) {
      const LineNode& block = lines_.script.part("group", static_cast<std::size_t>(i));
      script_.groups.push_back(read_group(text_.group(i), block));
    }
    // A position or a derived group is made of people whose role is known only now.
    for (Group& group : script_.groups) take_role_of_source(group);
  }

  Group read_group(const Text::Group& text, const LineNode& block) {
    Group group;
    group.id = text.id();
    group.title = both(text.title());
    const bool made_of_others = text.has_position() || text.has_derived();
    if (!made_of_others) group.role = said(roles, text.role(), block, "role");
    group.letter = text.letter().empty() ? code_letter(group.role) : text.letter().front();
    if (text.letter().size() > 1) {
      fault(block.part("letter"), group.id, "letter-form", "A letter is one capital letter.");
    }
    group.shown_as = said(shown_as, text.shown_as(), block, "shown_as");
    group.powerful = text.powerful();
    group.advised_min = number(text.advised_min(), block, "advised_min");
    group.advised_max = number(text.advised_max(), block, "advised_max");
    group.limit = number(text.limit(), block, "limit");
    group.at_least = text.at_least();
    group.needs = number(text.needs(), block, "needs");
    if (text.has_named_if()) group.named_if = condition(text.named_if());
    if (text.has_position())
      group.position = read_position(text.position(), block.part("position"));
    if (text.has_derived()) {
      const LineNode& derived = block.part("derived");
      group.derived =
          Derived{text.derived().of(), text.derived().at_end_of(),
                  said(rings, text.derived().ring(), derived, "ring"), text.derived().complement()};
    }
    return group;
  }

  Position read_position(const Text::Position& text, const LineNode& block) {
    Position position;
    position.of = text.of();
    position.bound_by = said(bindings, text.bound_by(), block, "bound_by");
    position.capacity = number(text.capacity(), block, "capacity");
    position.keep_empty = number(text.keep_empty(), block, "keep_empty");
    position.replacement = said(replacements, text.replacement(), block, "replacement");
    position.period_minutes = number(text.period_minutes(), block, "period_minutes");
    position.ballot = text.ballot();
    return position;
  }

  void take_role_of_source(Group& group) {
    if (!group.position && !group.derived) return;
    const auto source =
        script_.group_named(group.position ? group.position->of : group.derived->of);
    if (!source) return;  // check_script says so
    const Group& of = script_.groups[source->value];
    group.role = of.role;
    group.letter = of.letter;
    group.shown_as = of.shown_as;
    group.named_if = of.named_if;
    group.powerful = of.powerful;
    if (group.limit == 0) group.limit = group.position ? group.position->capacity : of.limit;
  }

  static Product read_product(const Text::Product& text) {
    return {text.id(),
            both(text.title()),
            word(kinds, text.kind()).value_or(Product::Kind{}),
            text.judged_by(),
            text.with_owner(),
            text.with_date(),
            labelled(text.state()),
            text.own()};
  }

  void read_round(const Text::Round& text, const LineNode& block) {
    round_id_ = text.id();
    Round round;
    round.id = text.id();
    round.title = both(text.title());
    round.purpose = both(text.purpose());
    round.chair_note = both(text.chair_note());
    round.minutes = number(text.minutes(), block, "minutes");
    round.sitting =
        text.sitting() == 0 ? std::uint16_t{1} : number(text.sitting(), block, "sitting");
    round.listen_only = text.listen_only();
    round.outer_share = text.outer_share();
    round.presentation = text.presentation();
    round.floor = said(floors, text.floor(), block, "floor");
    round.part = said(parts, text.part(), block, "part");
    round.quiet_first = text.quiet_first();
    round.advance_automatically = said(advances, text.advance(), block, "advance");
    for (int i = 0; i < text.ends_when_size(); ++i) {
      const auto end = word(ends, text.ends_when(i));
      if (end)
        round.ends_when.push_back(*end);
      else
        fault(block.part("ends_when", static_cast<std::size_t>(i)), "", "word-unknown",
              "This is no end of a round; docs/scripts.md lists them.");
    }
    if (text.has_only_if()) round.only_if = condition(text.only_if());
    round.gate = text.gate();
    round.answers_to = said(answers, text.answers_to(), block, "answers_to");
    round.question_rule = both(text.question_rule());
    read_placements(text, block, round);
    round.takes = list(text.takes());
    for (int i = 0; i < text.ballot_size(); ++i) {
      const LineNode& ballot = block.part("ballot", static_cast<std::size_t>(i));
      round.ballots.push_back(read_ballot(text.ballot(i), ballot));
    }
    round.own_only_until = text.own_only_until();
    for (const auto& release : text.release()) round.releases.push_back(read_release(release));
    round.shares_lessons = text.shares_lessons();
    round.carries_notes = text.carries_notes();
    script_.rounds.push_back(std::move(round));
    round_id_.clear();
  }

  static Condition condition(const Text::Condition& text) { return {text.option(), text.choice()}; }

  void read_placements(const Text::Round& text, const LineNode& block, Round& round) {
    read_ring(text.inner(), Ring::inner, block, "inner", round.placements);
    read_ring(text.outer(), Ring::outer, block, "outer", round.placements);
    read_ring(text.away(), Ring::away, block, "away", round.placements);
    for (int i = 0; i < text.side_room_size(); ++i) {
      const LineNode& room = block.part("side_room", static_cast<std::size_t>(i));
      round.side_rooms.push_back(read_side_room(text.side_room(i), room));
    }
    seat_the_chair(round);
  }

  template <class Placements>
  void read_ring(const Placements& texts, Ring ring, const LineNode& block, std::string_view name,
                 std::vector<Placement>& out) {
    for (int i = 0; i < texts.size(); ++i) {
      const LineNode& at = block.part(name, static_cast<std::size_t>(i));
      const auto group = script_.group_named(texts[i].group());
      if (!group) {
        fault(at.part("group"), texts[i].group(), "unknown-group",
              "The script defines no group `" + texts[i].group() + "`.");
        continue;
      }
      Placement placement{*group, ring, read_acts(texts[i], at), list(texts[i].makes()), {}};
      if (texts[i].has_only_if()) placement.only_if = condition(texts[i].only_if());
      out.push_back(std::move(placement));
    }
  }

  ActSet read_acts(const Text::Placement& text, const LineNode& block) {
    ActSet acts;
    for (int i = 0; i < text.may_size(); ++i) {
      const auto right = word(rights, static_cast<Text::Act>(text.may(i)));
      if (right)
        acts.add(*right);
      else
        fault(block.part("may", static_cast<std::size_t>(i)), text.group(), "word-unknown",
              "This is no act; docs/scripts.md lists them.");
    }
    return acts;
  }

  SideRoom read_side_room(const Text::SideRoom& text, const LineNode& block) {
    SideRoom room{text.id(),
                  both(text.title()),
                  text.led_by(),
                  said(retentions, text.retention(), block, "retention"),
                  {}};
    read_ring(text.inner(), Ring::inner, block, "inner", room.placements);
    read_ring(text.outer(), Ring::outer, block, "outer", room.placements);
    return room;
  }

  // Who leads sits in the chair of every round that does not place them elsewhere.
  void seat_the_chair(Round& round) const {
    for (std::size_t i = 0; i < script_.groups.size(); ++i) {
      const Group& group = script_.groups[i];
      const GroupIndex index{static_cast<std::uint8_t>(i)};
      const bool placed = std::any_of(round.placements.begin(), round.placements.end(),
                                      [&](const Placement& p) { return p.group == index; });
      if (placed || !leads(group.role) || group.position || group.derived) continue;
      round.placements.push_back({index, Ring::chair, {Right::speak, Right::note}, {}, {}});
    }
  }

  Ballot read_ballot(const Text::Ballot& text, const LineNode& block) {
    Ballot ballot;
    ballot.id = text.id();
    ballot.title = both(text.title());
    ballot.options = labelled(text.option());
    ballot.options_from = text.options_from();
    ballot.scale = said(scales, text.scale(), block, "scale");
    ballot.not_applicable = text.not_applicable();
    ballot.asks_reason = text.asks_reason();
    ballot.shown = said(showns, text.shown(), block, "shown");
    ballot.compared_with = text.compared_with();
    return ballot;
  }

  static Release read_release(const Text::Release& text) {
    const std::array said_here{std::pair{Release::Kind::product, &text.product()},
                               std::pair{Release::Kind::ballot, &text.ballot()},
                               std::pair{Release::Kind::contributions, &text.contributions_of()},
                               std::pair{Release::Kind::anonymous, &text.anonymous_of()}};
    Release release;
    release.to = list(text.to());
    int said_count = 0;
    for (const auto& [kind, what] : said_here) {
      if (what->empty()) continue;
      release.kind = kind;
      release.what = *what;
      ++said_count;
    }
    if (said_count != 1) release.kind = Release::Kind::none;  // check_script says so
    return release;
  }

  const Text& text_;
  const ScriptLines& lines_;
  Script script_;
  std::string round_id_;
  std::vector<ScriptFault> faults_;
};

// ---- the text itself
// ------------------------------------------------------------------------------

// Keeps the first thing the parser could not read; what it says after that is a consequence.
class FirstError final : public proto::io::ErrorCollector {
 public:
  void AddError(int line, proto::io::ColumnNumber, const std::string& message) override {
    if (!sentence.empty()) return;
    at_line = line < 0 ? 0 : static_cast<std::size_t>(line) + 1;
    sentence = message;
  }
  std::size_t at_line{};
  std::string sentence;
};

// The lines of everything that is present, field by field. Also finds strings that escapes have
// made into something that is not UTF-8.
class LineReader {
 public:
  LineNode read(const proto::Message& message, const proto::TextFormat::ParseInfoTree* tree,
                std::size_t line) {
    LineNode node{line, {}};
    const proto::Descriptor& type = *message.GetDescriptor();
    for (int i = 0; tree != nullptr && i < type.field_count(); ++i) {
      read_field(message, *type.field(i), *tree, node);
    }
    return node;
  }
  std::vector<std::size_t> broken_text;  // lines
  std::vector<std::size_t> too_many;     // lines

 private:
  // Of anything in one block. Keeps the checker's work bounded whatever the text.
  static constexpr int repeated_max = 256;

  void read_field(const proto::Message& message, const proto::FieldDescriptor& field,
                  const proto::TextFormat::ParseInfoTree& tree, LineNode& node) {
    const proto::Reflection& values = *message.GetReflection();
    const int count = field.is_repeated() ? values.FieldSize(message, &field) : 1;
    if (count > repeated_max) {
      too_many.push_back(node.line);
      return;
    }
    for (int i = 0; i < count; ++i) {
      const int index = field.is_repeated() ? i : -1;
      const int found = tree.GetLocation(&field, index).line;
      if (found < 0 && !field.is_repeated()) continue;
      // `may: [A, B]` has one place for both.
      const std::size_t line = found < 0 ? node.line : static_cast<std::size_t>(found) + 1;
      LineNode part{line, {}};
      if (field.type() == proto::FieldDescriptor::TYPE_MESSAGE) {
        const proto::Message& nested = field.is_repeated()
                                           ? values.GetRepeatedMessage(message, &field, i)
                                           : values.GetMessage(message, &field);
        part = read(nested, tree.GetTreeForNested(&field, index), line);
      } else if (field.type() == proto::FieldDescriptor::TYPE_STRING) {
        const std::string text = field.is_repeated() ? values.GetRepeatedString(message, &field, i)
                                                     : values.GetString(message, &field);
        if (!is_utf8(text)) broken_text.push_back(line);
      }
      node.parts[field.name()].push_back(std::move(part));
    }
  }
};

using Faults = std::vector<ScriptFault>;

tl::unexpected<Faults> one_fault(std::string_view file, std::size_t line, std::string rule,
                                 std::string sentence) {
  return tl::unexpected<Faults>(
      Faults{{std::string(file), line, "", "", std::move(rule), std::move(sentence)}});
}

// The line of the first byte that makes the text something else than UTF-8.
std::size_t broken_line(std::string_view text) {
  std::size_t line = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (!is_utf8(text.substr(0, end))) return line;
    text.remove_prefix(end);
    ++line;
  }
  return line;
}

}  // namespace

tl::expected<Script, std::vector<ScriptFault>> read_script(std::string_view text,
                                                           std::string_view file) {
  if (text.size() > script_bytes_max) {
    return one_fault(file, 1, "script-size", "A script is at most 256 KiB of text.");
  }
  if (!is_utf8(text)) {
    return one_fault(file, broken_line(text), "text-utf8", "This line is not UTF-8 text.");
  }
  Text parsed;
  FirstError error;
  proto::TextFormat::ParseInfoTree tree;
  proto::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(&tree);
  parser.SetRecursionLimit(16);
  if (!parser.ParseFromString(std::string(text), &parsed)) {
    return one_fault(file, error.at_line, "syntax", "The text cannot be read: " + error.sentence);
  }

  LineReader line_reader;
  const ScriptLines lines{std::string(file), line_reader.read(parsed, &tree, 1)};
  if (!line_reader.broken_text.empty()) {
    return one_fault(file, line_reader.broken_text.front(), "text-utf8",
                     "An escape in this line makes a text that is not UTF-8.");
  }
  if (!line_reader.too_many.empty()) {
    return one_fault(file, line_reader.too_many.front(), "too-many",
                     "This block holds more than 256 of one thing.");
  }
  Reader reader(parsed, lines);
  Script script = reader.read();
  if (Faults faults = reader.take_faults(); !faults.empty()) {
    return tl::unexpected<Faults>(std::move(faults));
  }
  if (Faults faults = check_script(script, lines); !faults.empty()) {
    return tl::unexpected<Faults>(std::move(faults));
  }
  return script;
}

std::string sentence(const ScriptFault& fault) {
  std::string out = fault.file + ":" + std::to_string(fault.line) + ": ";
  if (!fault.round.empty()) out += "round " + fault.round + ": ";
  if (!fault.group.empty()) out += "group " + fault.group + ": ";
  return out + fault.sentence + " [" + fault.rule + "]";
}

}  // namespace arena::codec
