// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/known_json.hpp"

#include <nlohmann/json.hpp>

#include "clients/cli/join_acts.hpp"
#include "sessions/transcript.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json round_of(const Known& known) {
  const codec::SeenRound* const round = known.view.round();
  if (round == nullptr) return nullptr;
  const Room room = known.view.room();
  const codec::SeenPlacement* const mine = known.view.placement();
  return {{"number", room.round},
          {"repetition", room.repetition},
          {"id", round->id},
          {"title", known.view.language() == Language::nl ? round->title_nl : round->title_en},
          {"floor", round->floor},
          {"listen_only", round->listen_only},
          {"gate", round->gate},
          {"ring", known.ring_of(known.group)},
          {"may", mine == nullptr ? std::vector<std::string>{} : mine->may}};
}

Json clock_of(const Known& known, std::int64_t now_ms) {
  const auto left = known.left_ms(now_ms);
  if (!left) return nullptr;
  return {{"paused", known.clock->paused}, {"left_ms", *left}};
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
    if (one.kind != "told") line["turn"] = label(one.turn);
    if (one.reply_to) line["reply_to"] = label(*one.reply_to);
    if (one.kind != "told") line["code"] = text_or_null(one.code);
    if (one.number != 0) line["number"] = one.number;
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

Json lessons_of(const Known& known) {
  Json lessons = Json::array();
  for (const KnownLesson& one : known.lessons) {
    lessons.push_back({{"number", one.number},
                       {"code", text_or_null(one.code)},
                       {"text", one.text},
                       {"verdicts", one.verdicts}});
  }
  return lessons;
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
          {"frozen", known.frozen},
          {"over", known.view.over()},
          {"round", round_of(known)},
          {"clock", clock_of(known, now_ms)},
          {"floor", text_or_null(known.floor)},
          {"hands", known.hands},
          {"seats", seats_of(known)},
          {"talk", talk_of(known)},
          {"questions", questions_of(known)},
          {"lessons", lessons_of(known)},
          {"help", help_of(known)},
          {"lobby", lobby_of(known)},
          {"notes", known.notes},
          {"marks", known.marks},
          {"acts", acts_of(known)}};
}

}  // namespace arena::cli
