// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <fstream>
#include <utility>

#include "clients/cli/command.hpp"
#include "clients/cli/replay.hpp"

namespace arena::cli {
namespace {

using Clock = std::chrono::steady_clock;

// Longer than Person::patience, which speaks first when the server is away.
constexpr std::chrono::seconds answer_limit{120};

bool leads(const std::string& role) { return role == "facilitator" || role == "co_facilitator"; }

// Each message as it came: four bytes of length, most significant first, and its bytes.
void record(std::ofstream& file, const std::string& message) {
  const auto size = static_cast<std::uint32_t>(message.size());
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    file.put(static_cast<char>(size >> shift & 0xFFU));
  }
  file.write(message.data(), static_cast<std::streamsize>(message.size()));
  file.flush();
}

}  // namespace

Replay::Replay(const ServerLink& server, const codec::ApiConversationCreated& created,
               const Debate& debate, const ReplayOptions& options)
    : server_(server), created_(created), debate_(debate), options_(options) {
  report_.conversation = codec::hex(created.conversation);
  report_.turns = debate.turns.size();
  report_.speakers = debate.speakers.size();
  played_.resize(debate.turns.size());
}

const codec::ApiLink& Replay::link_for(const std::string& role) const {
  const auto found = std::find_if(created_.links.begin(), created_.links.end(),
                                  [&](const codec::ApiLink& link) { return link.role == role; });
  if (found == created_.links.end()) {
    throw Stop(said_no, "The script has no group for the role `" + role +
                            "`; choose another script or give the speaker another role.");
  }
  return *found;
}

Person::Hooks Replay::hooks_for(std::size_t index, const std::string& role) {
  Person::Hooks hooks;
  const bool is_lead = index == lead_;
  hooks.notice = [this, index, is_lead](const codec::SeenNotice& notice) {
    if (is_lead && notice.kind == "seated") script_ = notice.script;
    if (is_lead && notice.kind == "lobby_changed" && notice.change == "waiting") {
      people_[index]->send(Admit{{notice.waiting}}, {}, nullptr);
    }
    if (notice.kind == "contribution" && notice.code == people_[index]->code() &&
        current_ < played_.size() && debate_.turns[current_].speaker == index) {
      played_[current_].turn = notice.turn;
    }
  };
  hooks.over = [this](const std::string& why) {
    if (!fault_) fault_ = why;
  };
  if (!options_.record_frames.empty()) {
    auto file = std::make_shared<std::ofstream>(
        options_.record_frames / (std::to_string(index) + "-" + role + ".frames"),
        std::ios::binary);
    hooks.bytes = [file](const std::string& message) { record(*file, message); };
  }
  return hooks;
}

void Replay::add_person(std::size_t index) {
  const std::string role =
      index < debate_.speakers.size() ? debate_.speakers[index].role : "facilitator";
  const auto link = parse_link(link_for(role).url);
  if (!link) throw Stop(said_no, "The server gave a link that is none; install the same version.");
  const Seat seat = take_seat(*link, {});
  people_[index] =
      std::make_unique<Person>(io_, server_.find(), seat.secret, hooks_for(index, role));
}

void Replay::seat_everybody() {
  if (!options_.record_frames.empty()) std::filesystem::create_directories(options_.record_frames);
  for (const DebateSpeaker& speaker : debate_.speakers) static_cast<void>(link_for(speaker.role));
  const auto first = std::find_if(debate_.speakers.begin(), debate_.speakers.end(),
                                  [](const DebateSpeaker& speaker) { return leads(speaker.role); });
  lead_ = static_cast<std::size_t>(first - debate_.speakers.begin());
  people_.resize(std::max(debate_.speakers.size(), lead_ + 1));
  // The lead comes first: nobody hears of those who arrived in the lobby before.
  const auto settled = [](const auto& person) {
    return person && person->seated() && person->connected() && person->idle();
  };
  add_person(lead_);
  wait_for([&] { return settled(people_[lead_]); }, "seating the chair");
  for (std::size_t index = 0; index < people_.size(); ++index) {
    if (index != lead_) add_person(index);
  }
  wait_for([&] { return std::all_of(people_.begin(), people_.end(), settled); },
           "seating everybody");
}

void Replay::wait_for(const std::function<bool()>& done, const std::string& what) {
  const bool came = run_until(io_, answer_limit, [&] { return fault_ || done(); });
  if (fault_) throw Stop(said_no, "The replay stopped while " + what + ": " + *fault_);
  if (!came) {
    throw Stop(said_no, "The replay stopped while " + what +
                            ": the server is there but does not answer; look at its log.");
  }
}

void Replay::lead(ActBody act, const std::string& what) {
  bool answered = false;
  Person& chair = *people_[lead_];
  chair.send(std::move(act), {}, [&](const Reply& refusal) {
    answered = true;
    if (refusal) fault_ = "the server refused it (" + refusal->reason + ").";
  });
  wait_for([&] { return answered; }, what);
}

void Replay::open_round() {
  const auto rounds = script_->rounds;
  auto wanted = rounds.begin();
  if (!options_.round.empty()) {
    wanted = std::find_if(rounds.begin(), rounds.end(), [&](const codec::SeenRound& round) {
      return round.id == options_.round;
    });
  }
  if (wanted == rounds.end()) {
    throw Stop(said_no, "The script has no round `" + options_.round +
                            "`; `arena script show` lists its rounds.");
  }
  for (auto round = rounds.begin(); round <= wanted; ++round) {
    if (round != rounds.begin() && round->sitting != (round - 1)->sitting) {
      lead(EndSitting{}, "ending a sitting");
      wait_for([&] { return people_[lead_]->room().round == 0; }, "ending a sitting");
    }
    const auto number = static_cast<std::uint16_t>(round - rounds.begin() + 1);
    lead(OpenRound{number}, "opening the round " + round->id);
    wait_for(
        [&] {
          return std::all_of(people_.begin(), people_.end(),
                             [&](const auto& person) { return person->room().round == number; });
        },
        "opening the round " + round->id);
  }
}

void Replay::wait_until_due(const DebateTurn& turn) {
  if (options_.speed <= 0 || !turn.at) return;
  if (!first_at_) first_at_ = turn.at;
  const std::chrono::duration<double> after((*turn.at - *first_at_) / options_.speed);
  const auto due = started_ + std::chrono::duration_cast<Clock::duration>(after);
  while (!fault_ && Clock::now() < due) {
    if (io_.stopped()) io_.restart();
    io_.run_one_until(due);
  }
}

void Replay::play_turn(std::size_t index) {
  const DebateTurn& turn = debate_.turns[index];
  PlayedTurn& played = played_[index];
  current_ = index;
  Person& speaker = *people_[turn.speaker];
  played.code = speaker.code();
  if (turn.reply_to) played.reply_to = played_[*turn.reply_to].turn;
  bool answered = false;
  speaker.send(Speak{played.reply_to}, turn.text, [&](const Reply& refusal) {
    answered = true;
    played.accepted = !refusal;
    if (refusal) ++report_.refusals[refusal->reason];
  });
  wait_for([&] { return answered && (!played.accepted || played.turn); },
           "playing turn " + std::to_string(index + 1));
  ++(played.accepted ? report_.accepted : report_.refused);
}

void Replay::play(const Told& told) {
  started_ = Clock::now();
  for (std::size_t index = 0; index < debate_.turns.size(); ++index) {
    wait_until_due(debate_.turns[index]);
    play_turn(index);
    told(index + 1, debate_.turns.size());
  }
  report_.ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_).count();
  for (const auto& person : people_) report_.resent += person->resent();
}

void Replay::leave() {
  for (const auto& person : people_) person->leave();
  io_.restart();
  io_.run_for(std::chrono::milliseconds(200));  // a courtesy: the close reaches the server
}

}  // namespace arena::cli
