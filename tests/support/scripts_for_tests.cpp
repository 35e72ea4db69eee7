// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/scripts_for_tests.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "server/codec/script_text.hpp"

namespace arena::test {
namespace {

constexpr GroupIndex members{0};
constexpr GroupIndex guests{1};
constexpr GroupIndex chair{2};

Group group(std::string id, Role role, std::uint16_t limit) {
  Group made;
  made.id = id;
  made.title = {id, id};
  made.role = role;
  made.letter = code_letter(role);
  made.limit = limit;
  return made;
}

Round round(std::string id, std::uint16_t minutes_planned, Floor floor,
            std::vector<Placement> placements) {
  Round made;
  made.id = id;
  made.title = {id, id};
  made.minutes = minutes_planned;
  made.floor = floor;
  made.placements = std::move(placements);
  return made;
}

Script two_groups(std::string id) {
  Script script;
  script.id = std::move(id);
  script.title = {"Proef", "Trial"};
  script.source = "made for tests";
  script.standing_reason = {"Voor de orde", "To keep order"};
  script.groups = {group("lid", Role::client, 40), group("gast", Role::professional, 3),
                   group("leiding", Role::facilitator, 4)};
  return script;
}

PlayableScript read(std::string text, const std::string& path) {
  auto script = codec::read_script(text, path);
  if (!script) throw std::runtime_error(codec::sentence(script.error().front()));
  return {std::move(*script), std::move(text)};
}

// The text of a script without what opens and closes a sitting. Each round begins at the margin.
std::string body_of(const std::string& text) {
  const std::string mark = "\nround {\n";
  std::size_t at = text.find(mark);
  std::string body = text.substr(0, at);
  while (at != std::string::npos) {
    const std::size_t next = text.find(mark, at + 1);
    const std::string round = text.substr(at, next - at);
    if (round.find("\n  part: ") == std::string::npos) body += round;
    at = next;
  }
  return body;
}

}  // namespace

PlayableScript shipped_script(const std::string& id) {
  const std::string path = std::string(ARENA_SOURCE_DIR) + "/sessions/scripts/" + id + ".textproto";
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("no script " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return read(text.str(), path);
}

PlayableScript debrief_script() {
  const std::string id = "arenagesprek_nabespreking";
  std::string text = body_of(shipped_script(id).text);
  text.replace(text.find(id), id.size(), "debrief_test");
  PlayableScript made = read(std::move(text), "debrief_test");
  made.script = with_choices(std::move(made.script), {});
  return made;
}

PlayableScript queue_script() {
  Script script = two_groups("queue_test");
  Round ring = round("kring", 10, Floor::queue,
                     {{members, Ring::inner, {Right::speak, Right::pass, Right::note}},
                      {guests, Ring::outer, {Right::note, Right::hand}},
                      {chair, Ring::chair, {}}});
  Round open = round(
      "open", 0, Floor::open,
      {{members,
        Ring::inner,
        {Right::speak, Right::ask, Right::answer, Right::pass, Right::propose_lesson}},
       {guests, Ring::inner, {Right::speak, Right::ask, Right::answer, Right::propose_lesson}},
       {chair, Ring::chair, {}}});
  Round last = round("slot", 0, Floor::open,
                     {{members, Ring::inner, {Right::speak, Right::pass, Right::judge_lesson}},
                      {chair, Ring::chair, {}}});
  last.shares_lessons = true;
  script.rounds = {std::move(ring), std::move(open), std::move(last)};
  return {std::move(script), "queue_test"};
}

PlayableScript automatic_script() {
  PlayableScript made = queue_script();
  made.script.id = made.text = "automatic_test";
  made.script.rounds.front().advance_automatically = true;
  return made;
}

PlayableScript anonymous_script() {
  PlayableScript made = automatic_script();
  made.script.id = made.text = "anonymous_test";
  made.script.anonymous_floor = 4;
  for (Round& round : made.script.rounds) {
    if (round.id != "open") round.placements.front().may.add(Right::anonymous);
  }
  return made;
}

PlayableScript script_named(const std::string& id) {
  if (id == "queue_test") return queue_script();
  if (id == "automatic_test") return automatic_script();
  if (id == "anonymous_test") return anonymous_script();
  if (id == "debrief_test") return debrief_script();
  return shipped_script(id);
}

std::vector<std::string> shipped_script_ids() {
  std::vector<std::string> ids;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(ARENA_SOURCE_DIR) + "/sessions/scripts")) {
    ids.push_back(entry.path().stem().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<Choices> all_choices(const Script& script) {
  std::vector<Choices> all{{}};
  for (const Option& option : script.options) {
    std::vector<Choices> longer;
    for (const Choices& begun : all) {
      for (const Labelled& choice : option.choices) {
        Choices chosen = begun;
        chosen[option.id] = choice.id;
        longer.push_back(std::move(chosen));
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace arena::test
