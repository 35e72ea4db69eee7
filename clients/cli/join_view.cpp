// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/join_view.hpp"

#include <algorithm>
#include <chrono>

#include "clients/cli/terminal_text.hpp"
#include "sessions/script.hpp"
#include "sessions/transcript.hpp"

namespace arena::cli {
namespace {

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Begun minutes; a second over is a difference between clocks.
std::string minutes_up(std::int64_t ms) {
  return std::to_string(std::max<std::int64_t>(0, (ms + 59'000) / 60'000));
}

}  // namespace

std::string JoinView::printable(const std::string& text) {
  std::string shown;
  for (const char byte : harmless(text)) {
    shown += byte;
    if (byte == '\n') shown += "    ";
  }
  return shown;
}

std::string JoinView::text_say(Say what, std::initializer_list<std::string_view> values) const {
  return say(language_, what, values);
}

std::string JoinView::reason(const std::string& text) const {
  return text.empty() ? std::string{} : text_say(Say::reason_for, {printable(text)});
}

std::string JoinView::words(const codec::SeenWords& both) const {
  return language_ == Language::nl ? both.nl : both.en;
}

std::string JoinView::title_of(const codec::SeenRound& round) const {
  return language_ == Language::nl ? round.title_nl : round.title_en;
}

std::string JoinView::group_title(const std::string& id) const {
  if (script_) {
    for (const codec::SeenGroup& group : script_->groups) {
      if (group.id == id) return language_ == Language::nl ? group.title_nl : group.title_en;
    }
  }
  return id;
}

std::string JoinView::round_label(std::uint16_t round) const {
  const bool labelled = script_ && round >= 1 && round <= script_->rounds.size() &&
                        !script_->rounds[round - 1U].label.empty();
  return labelled ? script_->rounds[round - 1U].label : std::to_string(round);
}

// By its id or its label.
std::optional<std::uint16_t> JoinView::round_named(const std::string& typed) const {
  const std::size_t rounds = script_ ? script_->rounds.size() : 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    const auto number = static_cast<std::uint16_t>(i + 1);
    if (typed == script_->rounds[i].id || typed == round_label(number)) return number;
  }
  return std::nullopt;
}

std::string JoinView::turn_label(const Turn& turn) const {
  std::vector<std::string> labels;
  for (std::uint16_t round = 1; round <= turn.room.round; ++round) {
    labels.push_back(round_label(round));
  }
  return label(turn, labels);
}

std::string JoinView::turn_labels(const std::vector<Turn>& turns) const {
  std::string labels;
  for (const Turn& turn : turns) labels += (labels.empty() ? "" : ", ") + turn_label(turn);
  return labels;
}

const codec::SeenRound* JoinView::round() const {
  if (!script_ || room_.round == 0 || room_.round > script_->rounds.size()) return nullptr;
  return &script_->rounds[room_.round - 1U];
}

const codec::SeenSideRoom* JoinView::side_room() const {
  const codec::SeenRound* const open = round();
  const bool beside = open != nullptr && room_.room != 0 && room_.room <= open->side_rooms.size();
  return beside ? &open->side_rooms[room_.room - 1U] : nullptr;
}

const std::vector<codec::SeenPlacement>& JoinView::placements_here() const {
  static const std::vector<codec::SeenPlacement> nobody_placed;
  if (const codec::SeenSideRoom* const beside = side_room()) return beside->placements;
  const codec::SeenRound* const open = round();
  return open == nullptr ? nobody_placed : open->placements;
}

const codec::SeenPlacement* JoinView::placement() const {
  if (away_) return nullptr;
  const auto& here = placements_here();
  const auto found = std::find_if(here.begin(), here.end(), [&](const codec::SeenPlacement& place) {
    return place.group == group_;
  });
  return found == here.end() || found->ring == "away" ? nullptr : &*found;
}

// By its role, as the core has it.
bool JoinView::leads(const std::string& group) const {
  if (!script_) return false;
  const auto role_leads = [](const std::string& role) {
    for (int i = 0; i <= static_cast<int>(Role::host); ++i) {
      const auto known = static_cast<Role>(i);
      if (name(known) == role) return arena::leads(known);
    }
    return false;
  };
  return std::any_of(script_->groups.begin(), script_->groups.end(),
                     [&](const auto& each) { return each.id == group && role_leads(each.role); });
}

std::size_t JoinView::number_of(std::vector<std::uint64_t>& items, std::uint64_t item) {
  const auto found = std::find(items.begin(), items.end(), item);
  const auto number = static_cast<std::size_t>(found - items.begin()) + 1;
  if (found == items.end()) items.push_back(item);
  return number;
}

std::uint64_t JoinView::question(std::size_t number) const {
  return number >= 1 && number <= questions_.size() ? questions_[number - 1] : 0;
}

std::uint64_t JoinView::item(std::size_t number) const {
  return number >= 1 && number <= items_.size() ? items_[number - 1].id : 0;
}

std::uint64_t JoinView::note(std::size_t number) const {
  return number >= 1 && number <= notes_.size() ? notes_[number - 1] : 0;
}

std::uint64_t JoinView::incident(std::size_t number) const {
  return number >= 1 && number <= incidents_.size() ? incidents_[number - 1] : 0;
}

std::size_t JoinView::number_of_item(std::uint64_t item) const {
  for (const auto* const items : {&questions_, &notes_, &incidents_}) {
    const auto found = std::find(items->begin(), items->end(), item);
    if (found != items->end()) return static_cast<std::size_t>(found - items->begin()) + 1;
  }
  const auto made =
      std::find_if(items_.begin(), items_.end(), [&](const Made& each) { return each.id == item; });
  return made == items_.end() ? 0 : static_cast<std::size_t>(made - items_.begin()) + 1;
}

// Lessons and items have one row of numbers. An empty text leaves what is known.
std::size_t JoinView::make(const codec::SeenNotice& notice) {
  auto made = std::find_if(items_.begin(), items_.end(),
                           [&](const Made& each) { return each.id == notice.item; });
  if (made == items_.end()) made = items_.insert(made, {notice.item, notice.product, ""});
  if (!notice.text.empty()) made->text = notice.text;
  return static_cast<std::size_t>(made - items_.begin()) + 1;
}

std::string JoinView::place(const std::optional<codec::SeenClock>& clock, bool returned) const {
  const codec::SeenRound* const open = round();
  if (open == nullptr) return text_say(Say::round_sitting_again);
  std::string left;
  if (clock && clock->timed) {
    const std::int64_t ms =
        clock->paused ? clock->remaining_ms : clock->ends_ms - (now_ms() + server_ahead_ms_);
    left = text_say(Say::round_clock, {minutes_up(ms)});
  }
  return text_say(returned ? Say::round_returned : Say::round_entered,
                  {round_label(room_.round), title_of(*open), left});
}

std::vector<std::string> JoinView::who_sits_where() const {
  std::map<std::string, std::string> codes_of_group;
  for (const auto& [code, seat] : seats_) {
    std::string& codes = codes_of_group[seat.group];
    if (!codes.empty()) codes += ", ";
    codes += code;
    if (!seat.name.empty()) codes += " " + printable(seat.name);
  }
  Lines lines{text_say(Say::who_title)};
  for (const auto& [group, codes] : codes_of_group) {
    lines.push_back(text_say(Say::who_line, {group_title(group), codes}));
  }
  return lines;
}

std::vector<std::string> JoinView::seated(const codec::SeenNotice& notice) {
  script_ = notice.script;
  code_ = notice.code;
  group_ = notice.group;
  room_ = notice.room;
  subject_ = notice.subject;
  archive_level_ = notice.archive_level;
  take_seats(notice);
  // One's own seat is always told here; who is away has no place in the open round.
  away_ = false;
  away_ = round() != nullptr && !leads() && placement() == nullptr;
  Lines lines{text_say(Say::seated, {printable(notice.title), code_, group_title(group_)})};
  for (const std::string& question : notice.learning_questions) {
    lines.push_back(text_say(Say::learning_question, {printable(question)}));
  }
  lines.push_back(place(notice.clock, false));
  for (std::string& line : about_round()) lines.push_back(std::move(line));
  for (std::string& line : who_sits_where()) lines.push_back(std::move(line));
  waiting_.clear();
  for (const codec::SeenWaiting& person : notice.lobby) {
    lines.push_back(waits(person.waiting, person.group, person.name));
  }
  slot_open_ = notice.slot.has_value();
  if (notice.slot) {
    for (std::string& line : slot(*notice.slot)) lines.push_back(std::move(line));
  }
  return lines;
}

// The role sizes that the script advises; only the chair is told, when a round opens.
std::vector<std::string> JoinView::sizes() const {
  Lines lines;
  if (!leads() || !script_) return lines;
  for (const codec::SeenGroup& group : script_->groups) {
    const auto here =
        static_cast<std::size_t>(std::count_if(seats_.begin(), seats_.end(), [&](const auto& seat) {
          return seat.second.group == group.id;
        }));
    const std::string count = std::to_string(here);
    if (here < group.advised_min) {
      lines.push_back(text_say(Say::size_low,
                               {group_title(group.id), count, std::to_string(group.advised_min)}));
    }
    if (group.advised_max != 0 && here > group.advised_max) {
      lines.push_back(text_say(Say::size_high,
                               {group_title(group.id), count, std::to_string(group.advised_max)}));
    }
  }
  return lines;
}

void JoinView::take_seats(const codec::SeenNotice& notice) {
  seats_.clear();
  for (const codec::SeenSeat& seat : notice.seats) seats_[seat.code] = seat;
  const auto self = seats_.find(code_);
  away_ = self == seats_.end();
  if (!away_) group_ = self->second.group;
}

std::vector<std::string> JoinView::round_entered(const codec::SeenNotice& notice) {
  room_ = notice.room;
  subject_ = notice.subject;
  take_seats(notice);
  Lines lines{place(notice.clock, notice.flag) + reason(notice.text)};
  for (std::string& line : about_round()) lines.push_back(std::move(line));
  const codec::SeenPlacement* const mine = placement();
  const bool may_speak =
      mine != nullptr && std::find(mine->may.begin(), mine->may.end(), "speak") != mine->may.end();
  if (leads()) {
    // The facilitator is told what the round is, not where they sit.
  } else if (mine == nullptr) {
    lines.push_back(text_say(Say::round_away));
  } else if (mine->ring == "outer") {
    lines.push_back(text_say(Say::round_listen));
  } else if (mine->ring == "inner") {
    lines.push_back(text_say(may_speak ? Say::round_inner : Say::round_present));
  }
  for (std::string& line : open_ballots()) lines.push_back(std::move(line));
  for (std::string& line : sizes()) lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> JoinView::sitting_over(const codec::SeenNotice& notice) {
  room_ = Room{};
  away_ = false;
  const Say what = notice.flag ? Say::sitting_over_more : Say::sitting_over;
  return {text_say(what, {reason(notice.text)})};
}

std::string JoinView::waits(std::uint32_t waiting, const std::string& group,
                            const std::string& name) {
  waiting_.push_back(waiting);
  const std::string called = name.empty() ? "" : ": " + printable(name);
  return text_say(Say::lobby_waiting, {std::to_string(waiting), group_title(group), called});
}

std::vector<std::string> JoinView::lobby(const codec::SeenNotice& notice) {
  const std::string number = std::to_string(notice.waiting);
  if (notice.change == "waiting") {
    return {waits(notice.waiting, notice.group, notice.name)};
  }
  std::erase(waiting_, notice.waiting);
  if (notice.change == "admitted") {
    return {text_say(Say::lobby_admitted, {number, notice.code})};
  }
  return {text_say(Say::lobby_turned_away, {number})};
}

std::string JoinView::said(const std::string& kind, const std::string& text) const {
  return text.empty() && kind != "mark" ? text_say(Say::text_gone) : text;
}

std::string JoinView::contribution(const codec::SeenNotice& notice) {
  const std::string turn = turn_label(notice.turn);
  const std::string to =
      notice.reply_to ? text_say(Say::in_reply, {turn_label(*notice.reply_to)}) : std::string{};
  const std::string by =
      notice.scribe.empty() ? std::string{} : text_say(Say::typed_by, {notice.scribe});
  std::string number;
  if (notice.change == "question" || notice.change == "answer") {
    number = std::to_string(number_of(questions_, notice.item));
  } else if (notice.change == "lesson" || notice.change == "item") {
    number = std::to_string(make(notice));
  }
  const Say what = notice.change == "guidance"                          ? Say::guidance
                   : notice.change == "question" && notice.code.empty() ? Say::merged_question
                   : notice.change == "question"                        ? Say::question
                   : notice.change == "answer"                          ? Say::answer
                   : notice.change == "lesson" && notice.code.empty()   ? Say::released_lesson
                   : notice.change == "lesson"                          ? Say::lesson
                   : notice.change == "item"                            ? Say::made
                   : notice.change == "note"                            ? Say::carried_note
                   : notice.change == "mark"                            ? Say::carried_mark
                   : notice.change == "anonymous"                       ? Say::anonymous
                                                                        : Say::contribution;
  const std::string text = said(notice.change, printable(notice.text));
  std::string line =
      text_say(what, {turn, notice.code, to + by, text, number, product_title(notice.product)});
  if (!notice.evidence.empty()) {
    line += text_say(Say::rests_on, {turn_labels(notice.evidence)});
  }
  return line;
}

std::string JoinView::question_decided(const codec::SeenNotice& notice) {
  const Say what = notice.change == "accepted"   ? Say::question_accepted
                   : notice.change == "rephrase" ? Say::question_rephrase
                   : notice.change == "merged"   ? Say::question_merged
                                                 : Say::question_withheld;
  const std::string why = notice.text.empty() ? "" : " " + printable(notice.text);
  return text_say(what, {std::to_string(number_of(questions_, notice.item)), why});
}

std::string JoinView::verdict(const codec::SeenNotice& notice) {
  const Say what = notice.change == "recognised" ? Say::recognised
                   : notice.change == "partly"   ? Say::partly
                                                 : Say::not_recognised;
  return text_say(Say::verdict,
                  {notice.code, std::to_string(number_of_item(notice.item)), text_say(what)});
}

std::vector<std::string> JoinView::seat_change(const codec::SeenNotice& notice) {
  if (notice.kind == "seat_left") {
    seats_.erase(notice.code);
    return {text_say(Say::seat_left, {notice.code, reason(notice.text)})};
  }
  seats_[notice.code] = {notice.code, notice.group, notice.name};
  if (notice.kind == "seat_taken") {
    return {text_say(Say::seat_taken, {notice.code, group_title(notice.group)})};
  }
  const bool mine = notice.code == code_;
  if (mine) group_ = notice.group;
  return {text_say(mine ? Say::seat_moved_mine : Say::seat_moved,
                   {notice.code, group_title(notice.group)})};
}

std::vector<std::string> JoinView::take_speech(const codec::SeenNotice& notice) {
  const std::string& kind = notice.kind;
  if (kind == "contribution") return {contribution(notice)};
  if (kind == "pass") return {text_say(Say::passed, {turn_label(notice.turn), notice.code})};
  if (kind == "own_note") {
    return {text_say(Say::note,
                     {printable(notice.text), std::to_string(number_of(notes_, notice.item))})};
  }
  if (kind == "own_pass") return {text_say(Say::own_pass)};
  if (kind == "own_mark") {
    return {text_say(notice.flag ? Say::marked : Say::unmarked, {turn_label(notice.turn)})};
  }
  if (kind == "hand") {
    return {text_say(notice.flag ? Say::hand_up : Say::hand_down, {notice.code})};
  }
  if (kind == "floor") {
    const Say what = notice.code.empty()    ? Say::floor_free
                     : notice.code == code_ ? Say::floor_mine
                                            : Say::floor;
    return {text_say(what, {notice.code})};
  }
  return {};
}

std::vector<std::string> JoinView::take_gate(const codec::SeenNotice& notice) {
  const std::string& kind = notice.kind;
  if (kind == "question_waiting") {
    const std::string number = std::to_string(number_of(questions_, notice.item));
    const Say what = notice.code == code_ ? Say::question_mine_waiting : Say::question_waiting;
    return {text_say(what, {number, notice.code, printable(notice.text)})};
  }
  if (kind == "question_decided") return {question_decided(notice)};
  if (kind == "lesson_verdict") return {verdict(notice)};
  if (kind == "help") {
    const Say what = notice.flag ? Say::help_answered : Say::help_asked;
    return {text_say(what, {notice.code, printable(notice.text)})};
  }
  return {};
}

bool JoinView::may_be_anonymous() const {
  const codec::SeenRound* open = round();
  if (open == nullptr) return false;
  return std::any_of(open->placements.begin(), open->placements.end(), [](const auto& placement) {
    return std::find(placement.may.begin(), placement.may.end(), "anonymous") !=
           placement.may.end();
  });
}

std::vector<std::string> JoinView::slot(const codec::SeenSlot& open) const {
  Lines lines{text_say(open.writes ? Say::slot_writes : Say::slot_waits,
                       {minutes_up(open.writing_ends_ms - now_ms() - server_ahead_ms_)})};
  if (!open.text.empty()) lines.push_back(text_say(Say::slot_asked, {printable(open.text)}));
  if (!open.writes) return lines;
  const std::string floor = std::to_string(script_ ? script_->anonymous_floor : 0);
  lines.push_back(text_say(Say::slot_promise));
  lines.push_back(text_say(Say::slot_floor, {floor}));
  return lines;
}

std::vector<std::string> JoinView::take_slot(const codec::SeenNotice& notice) {
  if (notice.kind == "slot" && notice.slot) {
    slot_open_ = true;
    return slot(*notice.slot);
  }
  if (notice.kind != "slot_over") return {};
  slot_open_ = false;
  const Say what = notice.change == "published"     ? Say::slot_published
                   : notice.change == "below_floor" ? Say::slot_below_floor
                                                    : Say::slot_cancelled;
  return {text_say(what, {reason(notice.text)})};
}

std::vector<std::string> JoinView::take(const codec::SeenNotice& notice) {
  const std::string& kind = notice.kind;
  if (kind == "seated") return seated(notice);
  if (kind == "round_entered") return round_entered(notice);
  if (kind == "sitting_over") return sitting_over(notice);
  if (kind == "seat_taken" || kind == "seat_left" || kind == "seat_moved") {
    return seat_change(notice);
  }
  if (kind == "lobby_changed") return lobby(notice);
  if (kind == "clock_changed") {
    if (notice.change == "paused" && notice.code.empty()) return {text_say(Say::halted)};
    const Say what = notice.change == "paused"    ? Say::paused
                     : notice.change == "resumed" ? Say::resumed
                                                  : Say::extended;
    return {text_say(what, {reason(notice.text)})};
  }
  if (kind == "conversation_over") {
    over_ = true;
    room_ = Room{};
    return {text_say(Say::conversation_over, {reason(notice.text)})};
  }
  for (const auto look : {&JoinView::take_speech, &JoinView::take_gate, &JoinView::take_item,
                          &JoinView::take_ballot, &JoinView::take_care, &JoinView::take_slot}) {
    Lines lines = (this->*look)(notice);
    if (!lines.empty()) return lines;
  }
  return {};
}

std::vector<std::string> JoinView::take(const codec::SeenStatus& status) {
  if (status.kind == "welcome") {
    server_ahead_ms_ = status.now_ms - now_ms();
    if (!status.flag && !script_) return {text_say(Say::lobby)};
  }
  if (status.kind == "frozen") return {text_say(status.flag ? Say::frozen : Say::thawed)};
  if (status.kind == "shutting_down") return {text_say(Say::shutting_down)};
  if (status.kind == "presence" && status.code != code_) {
    return {text_say(status.flag ? Say::presence_on : Say::presence_off, {status.code})};
  }
  if (status.kind == "case_workers") {
    std::string names;
    for (const std::string& code : status.codes) names += (names.empty() ? "" : ", ") + code;
    return {text_say(names.empty() ? Say::case_workers_none : Say::case_workers,
                     {std::to_string(status.answered), std::to_string(status.asked),
                      std::to_string(status.unsure), names})};
  }
  return {};
}

std::string JoinView::refused(const codec::SeenRefusal& refusal) const {
  std::string where;
  if (script_ && refusal.opens_in_round >= 1 && refusal.opens_in_round <= script_->rounds.size()) {
    where = text_say(Say::refused_in_round,
                     {round_label(static_cast<std::uint16_t>(refusal.opens_in_round)),
                      title_of(script_->rounds[refusal.opens_in_round - 1U])});
  }
  const std::string left = refusal.time_left_ms < 0
                               ? std::string{}
                               : text_say(Say::refused_minutes, {minutes_up(refusal.time_left_ms)});
  return text_say(Say::not_sent, {refusal_sentence(language_, refusal.reason), where, left});
}

}  // namespace arena::cli
