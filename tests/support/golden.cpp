// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/golden.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "tests/support/golden_sentence.hpp"
#include "tests/support/plain_encoder.hpp"
#include "tests/support/stage.hpp"

namespace arena::test {
namespace {

constexpr SlotId some_slot{};

// Plays one file. Names, items and what was told so far live here.
class Play {
 public:
  std::vector<std::string> block(const GoldenBlock& block) {
    told_.clear();
    heard_.clear();
    for (std::size_t i = 0; i < block.input.size(); ++i) {
      const std::string& line = block.input[i];
      if (line.empty() || line.front() == '#') continue;
      try {
        play(line);
      } catch (const std::exception& error) {
        wrong("line " + std::to_string(block.first_line + i) + ": " + error.what());
      }
    }
    say_who_heard_nothing();
    return told_;
  }
  [[nodiscard]] const GoldenCourse& course() const noexcept { return course_; }
  [[nodiscard]] std::vector<Record> history() const {
    return stage_ ? stage_->records() : std::vector<Record>{};
  }

 private:
  struct Person {
    std::string name;
    SeatId seat;
    std::optional<Command> last{};
    bool connected{true};
    bool lost_in_round{};
  };

  void play(std::string line) {
    std::optional<Room> room;
    if (line.starts_with("late ")) {
      const auto colon = line.find(':');
      if (colon == std::string::npos) wrong("late ROUND: sentence");
      room = Room{round(line.substr(5, colon - 5)), 0, 0};
      line = line.substr(colon + 1);
    } else if (line.starts_with("in ")) {
      const auto colon = line.find(':');
      if (colon == std::string::npos) wrong("in ROOM: sentence");
      room = beside(line.substr(3, colon - 3));
      line = line.substr(colon + 1);
    }
    Sentence sentence(line);
    const std::string first = sentence.next();
    if (first == "seed") {
      seed_ = number(sentence.next());
    } else if (first == "script") {
      const std::string id = sentence.next();
      course_.script = id;
      Choices choices;  // option=choice
      while (!sentence.done()) {
        const std::string chosen = sentence.next();
        const auto equals = chosen.find('=');
        if (equals == std::string::npos) wrong("option=choice: " + chosen);
        choices[chosen.substr(0, equals)] = chosen.substr(equals + 1);
      }
      stage_ = std::make_unique<Stage>(script_named(id), seed_, std::move(choices));
    } else if (!stage_) {
      wrong("a transcript begins with its script");
    } else if (first == "arrive") {
      while (!sentence.done()) arrive(sentence.next());
    } else if (first == "join") {
      join(sentence);
    } else if (first == "wait") {
      wait(sentence);
    } else if (first == "envelopes") {
      hand_in(sentence);
    } else if (first == "open-round") {
      const OpenRound open{round(sentence.next())};
      give(chair(), stage_->command_for(chair().seat, open, sentence.text()));
    } else {
      act(person(first), sentence, room);
    }
    if (!sentence.done()) wrong("not understood to its end: " + line);
  }

  void arrive(const std::string& word) {
    const auto open = word.find('(');
    if (open == std::string::npos || word.back() != ')') wrong("name(group): " + word);
    const std::string name = word.substr(0, open);
    const std::string group_id = word.substr(open + 1, word.size() - open - 2);
    const auto group = stage_->conversation().script().group_named(group_id);
    if (!group) wrong("no group " + group_id);
    const auto seat = stage_->arrive(*group);
    if (seat) {
      people_.push_back({name, *seat});
      tell_news();
    } else {
      told_.push_back(name + "  not let in: " + refusal(seat.error()));
    }
  }

  void join(Sentence& sentence) {
    const std::size_t before = people_.size();
    while (!sentence.done()) arrive(sentence.next());
    for (std::size_t i = before; i < people_.size(); ++i) {
      const auto seat = stage_->conversation().seat(people_[i].seat);
      if (seat->standing != Conversation::Standing::waiting) continue;
      give(chair(), stage_->command_for(chair().seat, Admit{people_[i].seat}));
    }
  }

  void wait(Sentence& sentence) {
    const std::int64_t count = number(sentence.next());
    if (sentence.takes("minutes") || sentence.takes("minute")) {
      stage_->wait(minutes(count));
    } else if (sentence.takes("days") || sentence.takes("day")) {
      stage_->wait(minutes(count * 24 * 60));
    } else {
      sentence.expect("seconds");
      stage_->wait(Span{count * 1000});
    }
    tell_news();
  }

  // What the shell reads once intake is over: so many envelopes, and what stands in them.
  void hand_in(Sentence& sentence) {
    CloseSlot close{some_slot, false, {}};
    close.published = number(sentence.next()) >= stage_->conversation().script().anonymous_floor;
    std::string texts = sentence.text();
    while (close.published && !texts.empty()) {
      const auto bar = texts.find('|');
      Salt salt;
      salt.bytes.fill(static_cast<std::byte>(close.texts.size() + 1));
      close.texts.push_back({salt, texts.substr(0, bar)});
      texts = bar == std::string::npos ? std::string() : texts.substr(bar + 1);
    }
    if (!stage_->act(nobody, std::move(close))) wrong("the envelopes cannot be opened now");
    tell_news();
  }

  void act(Person& who, Sentence& sentence, std::optional<Room> room) {
    if (sentence.takes("reconnects")) return reconnect(who);
    if (!who.connected) wrong(who.name + " has no connection");
    if (sentence.takes("loses")) {
      sentence.expect("connection");
      who.connected = false;
      who.lost_in_round = stage_->conversation().room().round != 0;
      return;
    }
    if (sentence.takes("repeats")) {
      if (!who.last) wrong(who.name + " has done nothing yet");
      Command again = *who.last;
      if (sentence.takes("with")) again.text = sentence.text();
      give(who, again);
      return;
    }
    ActBody body = act_of(sentence);
    who.last = stage_->command_for(who.seat, std::move(body), sentence.text(), {room, {}});
    give(who, *who.last);
  }

  // What was missed is told by the conversation as it stands now, and must be what it was then.
  void reconnect(Person& who) {
    if (who.connected) wrong(who.name + " has a connection");
    who.connected = true;
    if (who.lost_in_round) ++course_.returns;
    const auto& all = stage_->told(who.seat);
    std::size_t& read = read_[who.seat];
    if (read == all.size()) told_.push_back(who.name + "  is back and has missed nothing");
    for (; read < all.size(); ++read) {
      const Event& event = stage_->records().at(all[read].event.value - 1).event;
      const auto notice = stage_->conversation().notice_for(who.seat, event);
      if (notice != all[read].notice) wrong("a resumed connection tells something else");
      told_.push_back(who.name + "  catches up: " + in_words(*notice));
    }
    heard_.push_back(who.seat);
  }

  // Every sentence of a person, the longer ones before those they begin like.
  ActBody act_of(Sentence& s) {
    if (s.takes("says")) {
      Speak speak;
      if (s.takes("to")) speak.reply_to = turn(s.next());
      if (s.takes("for")) speak.for_seat = code(s.next());
      return speak;
    }
    if (s.takes("asks")) return s.takes("help") ? ActBody(AskHelp{}) : ActBody(Ask{});
    if (s.takes("answers")) {
      if (!s.takes("help")) return Answer{question(s)};
      s.expect("of");
      return AnswerHelp{code(s.next())};
    }
    if (s.takes("passes")) return Pass{};
    if (s.takes("notes")) return TakeNote{};
    if (s.takes("marks")) return MarkTurn{turn(s.next()), true};
    if (s.takes("unmarks")) return MarkTurn{turn(s.next()), false};
    if (s.takes("raises")) return s.expect("hand"), RaiseHand{};
    if (s.takes("lowers")) return s.expect("hand"), LowerHand{};
    if (s.takes("proposes")) {
      s.expect("lesson");
      ProposeLesson lesson;
      if (s.takes("on")) lesson.evidence = turns(s);
      return lesson;
    }
    if (s.takes("judges")) return judged(s);
    if (s.takes("requests")) return s.expect("token"), RequestToken{};
    if (s.takes("brings")) {
      if (s.takes("note")) return CarryNote{item("note " + s.next())};
      return s.expect("mark"), CarryMark{turn(s.next())};
    }
    if (s.takes("adds")) return Propose{product(s.next())};
    if (s.takes("reconsiders")) return ReconsiderItem{named(s)};
    if (s.takes("shares")) return ShareItem{named(s)};
    if (s.takes("votes")) return vote(s);
    if (s.takes("is")) return s.expect("ready"), BeReady{};
    if (s.takes("sits")) return s.expect("in"), TakeSeat{group(s.next())};
    if (s.takes("leaves")) return s.expect("seat"), LeaveSeat{};
    if (s.takes("consents")) return consent(s);
    if (s.takes("writes")) return s.expect("back"), AnswerLetter{};
    return act_of_the_chair(s);
  }

  // "lesson 1", "item 2", "incident 1".
  ItemId named(Sentence& s) {
    const std::string kind = s.next();
    return item(kind + ' ' + s.next());
  }
  std::vector<Turn> turns(Sentence& s) {
    std::vector<Turn> all;
    while (!s.done()) all.push_back(turn(s.next()));
    return all;
  }
  GroupIndex group(const std::string& id) const {
    const auto found = stage_->conversation().script().group_named(id);
    return found.value_or(GroupIndex{63});
  }
  std::uint16_t product(const std::string& id) const {
    const auto& products = stage_->conversation().script().products;
    const auto found = std::find_if(products.begin(), products.end(),
                                    [&](const Product& each) { return each.id == id; });
    return static_cast<std::uint16_t>(found - products.begin());
  }
  SetConsent consent(Sentence& s) {
    SetConsent consent;
    s.expect("to");
    const std::string level = s.next();
    if (level == "lessons_only") consent.level = ArchiveLevel::lessons_only;
    if (level == "pseudonymised") consent.level = ArchiveLevel::pseudonymised;
    if (level == "full") consent.level = ArchiveLevel::full;
    consent.quoted = s.takes("quoted");
    consent.reused = s.takes("reused");
    return consent;
  }
  // Choices by the id of an option, a number, or an item: "item:2".
  Vote vote(Sentence& s) {
    Vote vote;
    const std::string id = s.next();
    const auto round = stage_->conversation().room().round;
    static const std::vector<Ballot> none;
    const auto& ballots =
        round == 0 ? none : stage_->conversation().script().rounds.at(round - 1U).ballots;
    const auto ballot = std::find_if(ballots.begin(), ballots.end(),
                                     [&](const Ballot& each) { return each.id == id; });
    vote.ballot = static_cast<std::uint16_t>(ballot - ballots.begin());
    while (!s.done()) {
      const std::string word = s.next();
      if (word == "n/a") {
        vote.not_applicable = true;
      } else if (const auto colon = word.find(':'); colon != std::string::npos) {
        vote.choices.push_back(item(word.substr(0, colon) + ' ' + word.substr(colon + 1)).value);
      } else if (ballot != ballots.end() && !ballot->options.empty()) {
        const auto option = std::find_if(ballot->options.begin(), ballot->options.end(),
                                         [&](const Labelled& each) { return each.id == word; });
        vote.choices.push_back(static_cast<std::uint64_t>(option - ballot->options.begin()) + 1);
      } else {
        vote.choices.push_back(number(word));
      }
    }
    return vote;
  }

  ActBody act_of_the_chair(Sentence& s) {
    if (s.takes("admits")) return Admit{person(s.next()).seat};
    if (s.takes("turns")) return s.expect("away"), TurnAway{person(s.next()).seat};
    if (s.takes("removes")) return Remove{code(s.next())};
    if (s.takes("opens")) {
      if (s.takes("envelopes")) return OpenSlot{minutes(number(s.next())), some_slot, {}};
      return OpenRound{round(s.next())};
    }
    if (s.takes("cancels")) return s.expect("envelopes"), CancelSlot{};
    if (s.takes("pauses")) return PauseRound{};
    if (s.takes("resumes")) return ResumeRound{};
    if (s.takes("extends")) return ExtendRound{minutes(number(s.next()))};
    if (s.takes("ends")) return s.expect("sitting"), EndSitting{};
    if (s.takes("closes")) {
      if (s.takes("incident")) return CloseIncident{item("incident " + s.next())};
      return CloseConversation{};
    }
    if (s.takes("gives")) {
      s.expect("floor"), s.expect("to");
      return s.takes("next") ? ActBody(GiveFloorToNext{}) : ActBody(GiveFloor{code(s.next())});
    }
    if (s.takes("takes")) {
      return s.takes("lead") ? ActBody(TakeLead{}) : (s.expect("floor"), ActBody(TakeFloor{}));
    }
    if (s.takes("offers")) return s.expect("lead"), s.expect("to"), OfferLead{code(s.next())};
    if (s.takes("warns")) return Warn{code(s.next())};
    if (s.takes("records")) {
      s.expect("incident");
      return s.takes("about") ? RecordIncident{code(s.next())} : RecordIncident{};
    }
    return act_about_items(s);
  }

  ActBody act_about_items(Sentence& s) {
    if (s.takes("seats")) {
      const SeatCode who = code(s.next());
      s.expect("in");
      return BindPosition{group(s.next()), who};
    }
    if (s.takes("frees")) return FreePosition{code(s.next())};
    if (s.takes("replaces")) return ReplaceSeated{group(s.next())};
    if (s.takes("sets")) {
      const ItemId id = named(s);
      return SetItemState{id, static_cast<std::uint16_t>(number(s.next()))};
    }
    if (s.takes("supports")) {
      const ItemId id = named(s);
      s.expect("with");
      return AddEvidence{id, turns(s)};
    }
    if (s.takes("assigns")) {
      AssignItem assign{named(s), std::nullopt, false};
      if (s.takes("within")) {
        assign.due = stage_->now() + minutes(number(s.next()) * 24 * 60);
        s.expect("days");
      }
      assign.signal = s.takes("signal");
      return assign;
    }
    if (s.takes("adopts")) return DecideItem{named(s), Decision::adopted};
    if (s.takes("declines")) return DecideItem{named(s), Decision::declined};
    if (s.takes("finishes")) return DecideItem{named(s), Decision::done};
    if (s.takes("sends")) {
      s.expect("letter");
      SendLetter letter;
      while (s.takes("lesson")) letter.lessons.push_back(item("lesson " + s.next()));
      return letter;
    }
    if (s.takes("accepts")) return AcceptQuestion{question(s)};
    if (s.takes("returns")) return AskToRephrase{question(s)};
    if (s.takes("withholds")) return WithholdQuestion{question(s)};
    if (s.takes("merges")) {
      s.expect("questions");
      MergeQuestions merge;
      while (!s.done()) merge.questions.push_back(item("question " + s.next()));
      return merge;
    }
    wrong("no such act: " + s.next());
  }

  ActBody judged(Sentence& s) {
    const ItemId lesson = named(s);
    if (s.takes("recognised")) return JudgeLesson{lesson, Verdict::recognised};
    if (s.takes("partly")) return JudgeLesson{lesson, Verdict::partly};
    s.expect("not_recognised");
    return JudgeLesson{lesson, Verdict::not_recognised};
  }

  // "question 2", or "ben's question": the last one he asked.
  ItemId question(Sentence& s) {
    if (s.takes("question")) return item("question " + s.next());
    const std::string owner = s.next();
    s.expect("question");
    if (!owner.ends_with("'s")) wrong("whose question? " + owner);
    const auto asked = last_question_.find(person(owner.substr(0, owner.size() - 2)).seat);
    return asked == last_question_.end() ? ItemId{404} : asked->second;
  }

  // An item nobody has made is one that does not exist, which is worth asking for too.
  ItemId item(const std::string& label) const {
    const auto found = std::find_if(items_.begin(), items_.end(),
                                    [&](const auto& each) { return each.second == label; });
    return found == items_.end() ? ItemId{404} : found->first;
  }

  std::uint16_t round(const std::string& id) const {
    if (id == "none") return 0;
    if (id == "unknown") return 99;
    const auto found = stage_->conversation().script().round_named(id);
    if (!found) wrong("no round " + id);
    return *found;
  }

  Room beside(const std::string& id) const {
    Room room = stage_ ? stage_->conversation().room() : Room{};
    if (room.round == 0) wrong("no round is open");
    const auto& rooms = stage_->conversation().script().rounds.at(room.round - 1U).side_rooms;
    const auto found =
        std::find_if(rooms.begin(), rooms.end(), [&](const SideRoom& r) { return r.id == id; });
    if (found == rooms.end()) wrong("no room " + id);
    room.room = static_cast<std::uint16_t>(found - rooms.begin() + 1);
    return room;
  }

  Person& person(std::string_view name) {
    const auto found = std::find_if(people_.begin(), people_.end(),
                                    [&](const Person& each) { return each.name == name; });
    if (found == people_.end()) wrong("nobody is called " + std::string(name));
    return *found;
  }
  SeatCode code(const std::string& name) { return stage_->code(person(name).seat); }

  Person& chair() {
    const auto found = std::find_if(people_.begin(), people_.end(), [this](const Person& each) {
      return stage_->conversation().leads(each.seat);
    });
    if (found == people_.end()) wrong("there is no chair");
    return *found;
  }

  void give(const Person& who, const Command& command) {
    const auto events = stage_->give(command);
    if (!events) {
      ++course_.refusals;
      told_.push_back(who.name + "  " + refusal(events.error()));
      heard_.push_back(who.seat);
      return;
    }
    if (events->empty()) {
      told_.push_back(who.name + "  accepted before");
      heard_.push_back(who.seat);
    }
    for (const Event& event : *events) learn_items(event);
    tell_news();
  }

  void count(const Event& event) {
    if (std::holds_alternative<Passed>(event.body)) ++course_.passes;
    if (const auto* opened = std::get_if<RoundOpened>(&event.body)) {
      course_.opened.insert(opened->room);
    }
  }

  void learn_items(const Event& event) {
    if (const auto* asked = std::get_if<QuestionAsked>(&event.body)) {
      learn(asked->question, "question ", questions_);
      last_question_[event.actor] = asked->question;
    } else if (const auto* shown = std::get_if<QuestionShown>(&event.body)) {
      learn(shown->question, "question ", questions_);
      last_question_[shown->asker] = shown->question;
    } else if (const auto* merged = std::get_if<QuestionsMerged>(&event.body)) {
      learn(merged->merged, "question ", questions_);
    } else if (const auto* note = std::get_if<Noted>(&event.body)) {
      learn(note->note, "note ", notes_);
    } else if (const auto* made = std::get_if<ItemProposed>(&event.body)) {
      learn(made->item, "item ", made_);
    } else if (const auto* incident = std::get_if<IncidentRecorded>(&event.body)) {
      learn(incident->incident, "incident ", incidents_);
    } else if (const auto* lesson = std::get_if<LessonProposed>(&event.body)) {
      learn(lesson->lesson, "lesson ", lessons_);
    }
  }
  void learn(ItemId id, const char* kind, int& count) {
    if (!items_.contains(id)) items_[id] = kind + std::to_string(++count);
  }

  // What has been told since the last time, event by event; who was told the same shares a line.
  void tell_news() {
    for (; counted_ < stage_->records().size(); ++counted_) {
      count(stage_->records()[counted_].event);
    }
    struct News {
      EventNumber event;
      std::size_t person;
      std::string text;
    };
    std::vector<News> news;
    for (std::size_t i = 0; i < people_.size(); ++i) {
      if (!people_[i].connected) continue;
      const auto& all = stage_->told(people_[i].seat);
      std::size_t& read = read_[people_[i].seat];
      for (; read < all.size(); ++read) {
        news.push_back({all[read].event, i, in_words(all[read].notice)});
        heard_.push_back(people_[i].seat);
      }
    }
    std::stable_sort(news.begin(), news.end(),
                     [](const News& a, const News& b) { return a.event < b.event; });
    while (!news.empty()) {
      const News first = news.front();
      const auto same = [&](const News& n) {
        return n.event == first.event && n.text == first.text;
      };
      std::string who;
      for (const News& each : news) {
        if (same(each)) who += (who.empty() ? "" : ", ") + people_[each.person].name;
      }
      told_.push_back(who + "  " + first.text);
      std::erase_if(news, same);
    }
  }

  void say_who_heard_nothing() {
    std::string names;
    for (const Person& each : people_) {
      if (std::find(heard_.begin(), heard_.end(), each.seat) != heard_.end()) continue;
      names += (names.empty() ? "" : ", ") + each.name;
    }
    if (!names.empty()) told_.push_back('(' + names + ": nothing)");
  }

  std::string in_words(const Notice& notice) const {
    const Conversation& conversation = stage_->conversation();
    const hub::Words words{conversation.script(), conversation.title(),
                           [this](EventNumber event) { return stage_->text(event); },
                           [this](SeatId seat) { return name_of(seat); }};
    return plain(notice, words, [this](ItemId id) {
      const auto found = items_.find(id);
      return found == items_.end() ? std::string("item") : found->second;
    });
  }
  std::string_view name_of(SeatId seat) const {
    for (const Person& each : people_) {
      if (each.seat == seat) return each.name;
    }
    return {};
  }
  std::string refusal(const Rejection& why) const {
    return plain(why, stage_->conversation().script());
  }

  std::uint64_t seed_ = 1;
  std::unique_ptr<Stage> stage_;
  std::vector<Person> people_;  // in order of arrival
  std::map<ItemId, std::string> items_;
  std::map<SeatId, ItemId> last_question_;
  int questions_ = 0;
  int lessons_ = 0;
  int notes_ = 0;
  int made_ = 0;
  int incidents_ = 0;
  std::map<SeatId, std::size_t> read_;
  GoldenCourse course_;
  std::size_t counted_ = 0;    // records
  std::vector<SeatId> heard_;  // in this block
  std::vector<std::string> told_;
};

}  // namespace

PlayedGolden play_golden(const GoldenFile& file) {
  PlayedGolden played{file, {}};
  Play play;
  for (GoldenBlock& block : played.file.blocks) block.told = play.block(block);
  played.course = play.course();
  return played;
}

std::vector<Record> history_of_golden(const GoldenFile& file) {
  Play play;
  for (const GoldenBlock& block : file.blocks) (void)play.block(block);
  return play.history();
}

}  // namespace arena::test
