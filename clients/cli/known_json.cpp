// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/known_json.hpp"

#include <nlohmann/json.hpp>

#include "clients/cli/join_acts.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::vector<std::string> labels_of(const Known& known, const std::vector<Turn>& turns) {
  std::vector<std::string> labels;
  for (const Turn& turn : turns) labels.push_back(known.view.turn_label(turn));
  return labels;
}

Json ballot_of(const Known& known, const codec::SeenBallot& ballot, std::size_t index) {
  Json choices = Json::array();
  for (const JoinView::BallotChoice& choice : known.view.choices_of(ballot)) {
    choices.push_back({{"number", choice.number}, {"title", choice.title}});
  }
  return {{"number", index + 1},
          {"id", ballot.id},
          {"title", known.view.words(ballot.title)},
          {"scale", ballot.scale},
          {"shown", ballot.shown},
          {"not_applicable", ballot.not_applicable},
          {"asks_reason", ballot.asks_reason},
          {"compared_with", text_or_null(ballot.compared_with)},
          {"choices", choices}};
}

Json side_rooms_of(const Known& known, const codec::SeenRound& round) {
  Json rooms = Json::array();
  for (std::size_t i = 0; i < round.side_rooms.size(); ++i) {
    const codec::SeenSideRoom& room = round.side_rooms[i];
    rooms.push_back({{"number", i + 1},
                     {"id", room.id},
                     {"title", known.view.words(room.title)},
                     {"kept", room.kept}});
  }
  return rooms;
}

Json round_of(const Known& known) {
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr) return nullptr;
  const JoinView& view = known.view;
  const Room room = view.room();
  const codec::SeenPlacement* const mine = view.placement();
  Json ballots = Json::array();
  for (std::size_t i = 0; i < round->ballots.size(); ++i) {
    ballots.push_back(ballot_of(known, round->ballots[i], i));
  }
  return {{"number", room.round},
          {"label", view.round_label(room.round)},
          {"repetition", room.repetition},
          {"room", room.room},
          {"id", round->id},
          {"title", view.title_of(*round)},
          {"purpose", text_or_null(view.words(round->purpose))},
          {"subject", text_or_null(view.subject_line())},
          {"question_rule", text_or_null(view.words(round->question_rule))},
          {"chair_note", text_or_null(view.words(round->chair_note))},
          {"part", text_or_null(round->part)},
          {"floor", round->floor},
          {"quiet_first", round->quiet_first},
          {"listen_only", round->listen_only},
          {"gate", round->gate},
          {"answers_to", text_or_null(round->answers_to)},
          {"carries_notes", round->carries_notes},
          {"own_only", round->own_only},
          {"ring", known.ring_of(known.group)},
          {"may", mine == nullptr ? std::vector<std::string>{} : mine->may},
          {"makes", mine == nullptr ? std::vector<std::string>{} : mine->makes},
          {"ballots", ballots},
          {"side_rooms", side_rooms_of(known, *round)},
          {"may_end", known.may_end},
          {"ready", known.ready},
          {"passed_unseen", known.passed_unseen}};
}

Json clock_of(const Known& known, std::int64_t now_ms) {
  const auto left = known.left_ms(now_ms);
  if (!left) return nullptr;
  return {{"paused", known.clock->paused}, {"left_ms", *left}};
}

Json slot_of(const Known& known, std::int64_t now_ms) {
  if (!known.slot) return nullptr;
  const std::int64_t left = known.slot->writing_ends_ms - now_ms - known.server_ahead_ms;
  return {{"writes", known.slot->writes},
          {"left_ms", left},
          {"question", text_or_null(known.slot->text)}};
}

Json seats_of(const Known& known) {
  Json seats = Json::array();
  for (const auto& [code, seat] : known.seats) {
    Json one{{"code", code},
             {"group", seat.group},
             {"ring", text_or_null(known.ring_of(seat.group))},
             {"name", text_or_null(seat.name)}};
    if (known.view.leads()) one["connected"] = !known.unconnected.contains(code);
    seats.push_back(std::move(one));
  }
  return seats;
}

Json talk_of(const Known& known) {
  Json talk = Json::array();
  for (const Talk& one : known.talk) {
    Json line{{"kind", one.kind}, {"at_ms", one.at_ms}};
    const bool said = one.kind != "told" && one.kind != "letter";
    if (said) line["turn"] = known.view.turn_label(one.turn);
    if (one.reply_to) line["reply_to"] = known.view.turn_label(*one.reply_to);
    if (said) line["code"] = text_or_null(one.code);
    if (one.number != 0) line["number"] = one.number;
    if (!one.product.empty()) line["product"] = one.product;
    if (!one.scribe.empty()) line["scribe"] = one.scribe;
    line["text"] = one.text;
    talk.push_back(std::move(line));
  }
  return talk;
}

Json questions_of(const Known& known) {
  Json questions = Json::array();
  for (const GateQuestion& one : known.questions) {
    questions.push_back({{"number", one.number},
                         {"code", one.code},
                         {"state", one.state},
                         {"text", one.text},
                         {"reason", text_or_null(one.reason)}});
  }
  return questions;
}

Json item_of(const Known& known, const KnownItem& one) {
  Json item{{"number", one.number}};
  if (!one.product.empty()) item["product"] = one.product;
  item["code"] = text_or_null(one.code);
  item["text"] = one.text;
  item["own"] = one.own;
  item["reconsidered"] = one.reconsidered;
  item["evidence"] = labels_of(known, one.evidence);
  item["owner"] = text_or_null(one.owner);
  item["due_ms"] = one.due_ms == 0 ? Json(nullptr) : Json(one.due_ms);
  item["signal"] = one.signal;
  item["decision"] = text_or_null(one.decision);
  item["reason"] = text_or_null(one.reason);
  item["verdicts"] = one.verdicts;
  if (!one.product.empty()) {
    const std::uint64_t id = known.view.item(one.number);
    const std::uint32_t state = one.state.value_or(0);
    item["state"] = state + 1;
    item["state_title"] = known.view.state_title(id, state);
  }
  return item;
}

// Lessons and items of other products share one row of numbers.
Json items_of(const Known& known, bool lessons) {
  Json items = Json::array();
  for (const KnownItem& one : known.items) {
    if (one.product.empty() == lessons) items.push_back(item_of(known, one));
  }
  return items;
}

Json answer_of(const Known& known, const codec::SeenBallot* asked, const KnownAnswer& answer) {
  Json numbers = Json::array();
  if (asked != nullptr) {
    for (const std::uint64_t choice : answer.choices) {
      for (const JoinView::BallotChoice& each : known.view.choices_of(*asked)) {
        if (each.value == choice) numbers.push_back(each.number);
      }
    }
  }
  return {{"choices", numbers},
          {"not_applicable", answer.not_applicable},
          {"reason", text_or_null(answer.reason)}};
}

Json result_of(const Known& known, const codec::SeenBallot* asked,
               const codec::SeenNotice& result) {
  Json tallies = Json::array();
  const auto offered =
      asked == nullptr ? std::vector<JoinView::BallotChoice>{} : known.view.choices_of(*asked);
  for (const codec::SeenTally& tally : result.tallies) {
    Json one;
    for (const JoinView::BallotChoice& each : offered) {
      if (each.value == tally.choice) one = {{"number", each.number}, {"title", each.title}};
    }
    one["count"] = tally.count ? Json(*tally.count) : Json(nullptr);  // null: too few to show
    tallies.push_back(std::move(one));
  }
  Json counted{{"answered", result.answered},
               {"below_floor", result.below_floor},
               {"not_applicable", nullptr},
               {"tallies", tallies}};
  if (result.not_applicable_count) counted["not_applicable"] = *result.not_applicable_count;
  return counted;
}

Json ballots_of(const Known& known) {
  Json ballots = Json::array();
  for (const KnownBallot& one : known.ballots) {
    const codec::SeenBallot* const asked = known.view.ballot(one.room, one.ballot);
    Json shown = Json::array();
    for (const auto& [code, answer] : one.shown) {
      Json vote = answer_of(known, asked, answer);
      vote["code"] = code;
      shown.push_back(std::move(vote));
    }
    ballots.push_back(
        {{"round", known.view.round_label(one.room.round)},
         {"repetition", one.room.repetition},
         {"number", one.ballot + 1},
         {"id", asked == nullptr ? Json(nullptr) : Json(asked->id)},
         {"title", asked == nullptr ? Json(nullptr) : Json(known.view.words(asked->title))},
         {"own", one.own ? answer_of(known, asked, *one.own) : Json(nullptr)},
         {"shown", shown},
         {"result", one.result ? result_of(known, asked, *one.result) : Json(nullptr)}});
  }
  return ballots;
}

Json said_by(const std::vector<HelpLine>& lines) {
  Json said = Json::array();
  for (const HelpLine& one : lines) said.push_back({{"code", one.code}, {"text", one.text}});
  return said;
}

Json incidents_of(const Known& known) {
  Json incidents = Json::array();
  for (const KnownIncident& one : known.incidents) {
    incidents.push_back({{"number", one.number},
                         {"about", text_or_null(one.about)},
                         {"text", one.text},
                         {"due_ms", one.due_ms},
                         {"closed", one.closed},
                         {"answer", text_or_null(one.answer)}});
  }
  return incidents;
}

Json notes_of(const Known& known) {
  Json notes = Json::array();
  for (const KnownNote& one : known.notes) {
    notes.push_back({{"number", one.number}, {"text", one.text}});
  }
  return notes;
}

Json case_workers_of(const Known& known) {
  if (!known.case_workers) return nullptr;
  return {{"asked", known.case_workers->asked},
          {"answered", known.case_workers->answered},
          {"unsure", known.case_workers->unsure},
          {"listeners", known.case_workers->listeners}};
}

Json consent_of(const Known& known) {
  if (!known.consent) return nullptr;
  return {{"level", known.consent->archive_level},
          {"quoted", known.consent->quoted},
          {"reused", known.consent->reused}};
}

// What one needs of the script to know the way.
Json script_of(const Known& known) {
  const JoinView& view = known.view;
  if (!view.script()) return nullptr;
  const codec::SeenScript& script = *view.script();
  Json rounds = Json::array(), groups = Json::array(), products = Json::array();
  for (std::size_t i = 0; i < script.rounds.size(); ++i) {
    const codec::SeenRound& round = script.rounds[i];
    rounds.push_back({{"number", i + 1},
                      {"label", view.round_label(static_cast<std::uint16_t>(i + 1))},
                      {"id", round.id},
                      {"title", view.title_of(round)},
                      {"minutes", round.minutes},
                      {"sitting", round.sitting},
                      {"held", round.held},
                      {"repeats_over", text_or_null(round.repeats_over)}});
  }
  for (const codec::SeenGroup& group : script.groups) {
    groups.push_back({{"id", group.id},
                      {"title", view.group_title(group.id)},
                      {"role", group.role},
                      {"of", text_or_null(group.of)},
                      {"chairs", group.capacity},
                      {"needs", group.needs}});
  }
  for (const codec::SeenProduct& product : script.products) {
    std::vector<std::string> states;
    for (const codec::SeenWords& state : product.states) states.push_back(view.words(state));
    products.push_back({{"id", product.id},
                        {"title", view.words(product.title)},
                        {"kind", product.kind},
                        {"own", product.own},
                        {"with_owner", product.with_owner},
                        {"with_date", product.with_date},
                        {"states", states}});
  }
  const auto all = [&](const std::vector<codec::SeenWords>& both) {
    std::vector<std::string> texts;
    for (const codec::SeenWords& each : both) texts.push_back(view.words(each));
    return texts;
  };
  Json chosen = Json::array();
  for (const codec::SeenChosen& each : script.chosen) {
    chosen.push_back({{"title", view.words(each.title)}, {"choice", view.words(each.choice)}});
  }
  return {{"id", script.id},
          {"rounds", rounds},
          {"groups", groups},
          {"products", products},
          {"statements", all(script.statements)},
          {"rules", all(script.conduct)},
          {"chosen", chosen},
          {"anonymous_floor", script.anonymous_floor}};
}

Json help_of(const Known& known) {
  Json help = Json::array();
  for (const HelpLine& one : known.help) {
    help.push_back({{"code", one.code}, {"from_chair", one.from_chair}, {"text", one.text}});
  }
  return help;
}

Json lobby_of(const Known& known) {
  Json lobby = Json::array();
  for (const codec::SeenWaiting& one : known.lobby) {
    lobby.push_back(
        {{"number", one.waiting}, {"group", one.group}, {"name", text_or_null(one.name)}});
  }
  return lobby;
}

Json acts_of(const Known& known) {
  Json acts = Json::array();
  for (const OpenAct& act : open_acts(known.view)) {
    acts.push_back({{"name", act.name}, {"needs", act.rest}});
  }
  return acts;
}

}  // namespace

Json as_json(const Known& known, std::int64_t now_ms) {
  return {{"title", text_or_null(known.title)},
          {"seat", text_or_null(known.code)},
          {"group", text_or_null(known.group)},
          {"leads", known.view.leads()},
          {"lead", text_or_null(known.lead)},
          {"lead_offered", text_or_null(known.lead_offered)},
          {"archive_level", text_or_null(known.archive_level)},
          {"releaser", text_or_null(known.releaser)},
          {"keep_until_ms", known.keep_until_ms == 0 ? Json(nullptr) : Json(known.keep_until_ms)},
          {"learning_questions", known.learning_questions},
          {"consent", consent_of(known)},
          {"case_workers", case_workers_of(known)},
          {"sittings_ended", known.sittings_ended},
          {"frozen", known.frozen},
          {"over", known.view.over()},
          {"round", round_of(known)},
          {"clock", clock_of(known, now_ms)},
          {"slot", slot_of(known, now_ms)},
          {"floor", text_or_null(known.floor)},
          {"hands", known.hands},
          {"seats", seats_of(known)},
          {"talk", talk_of(known)},
          {"questions", questions_of(known)},
          {"lessons", items_of(known, true)},
          {"items", items_of(known, false)},
          {"ballots", ballots_of(known)},
          {"letters", known.letters},
          {"letter_answers", said_by(known.letter_answers)},
          {"help", help_of(known)},
          {"warnings", said_by(known.warnings)},
          {"incidents", incidents_of(known)},
          {"lobby", lobby_of(known)},
          {"notes", notes_of(known)},
          {"marks", known.marks},
          {"script", script_of(known)},
          {"acts", acts_of(known)}};
}

}  // namespace arena::cli
