// SPDX-License-Identifier: EUPL-1.2
#include "tests/linkage/session.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <span>
#include <stdexcept>
#include <utility>

#include "server/app/transcripts.hpp"
#include "server/library/export.hpp"
#include "tests/support/scripts_for_tests.hpp"

namespace arena::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr GroupIndex members{0};
constexpr GroupIndex guests{1};
constexpr std::size_t chair_link = 2;
constexpr std::size_t backups_a_slot = 5;
constexpr const char* asked_paths[] = {"/api/envelopes/count", "/api/typing"};

// One round in which members write, guests listen and somebody leads, from five people on.
Script slot_script() {
  Script script = anonymous_script().script;
  script.id = "linkage_test";
  script.anonymous_floor = 5;
  Round round = script.rounds.back();
  round.shares_lessons = false;
  round.placements.front().may.add(Right::speak);
  round.placements.push_back({guests, Ring::outer, {Right::note}});
  script.rounds = {round};
  return script;
}

struct Exchange {
  std::uint16_t port{};
  std::size_t sent{}, received{};
  unsigned status{};
  std::string body;
};

// One request on a connection of its own, as a device makes it, and what a wire carries of it.
Exchange exchange(const std::string& server, const std::string& method, const std::string& path,
                  const std::string& body) {
  namespace asio = boost::asio;
  const net::Url url = url_of(server);
  asio::io_context io{1};
  asio::ip::tcp::socket socket(io);
  socket.connect(
      {asio::ip::make_address(url.host), static_cast<std::uint16_t>(std::stoul(url.port))});
  const std::string bytes = method + " " + path +
                            " HTTP/1.1\r\nHost: arena\r\nConnection: close\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body;
  Exchange made;
  made.port = socket.local_endpoint().port();
  made.sent = bytes.size();
  asio::write(socket, asio::buffer(bytes));
  std::string answer;
  boost::system::error_code ended;
  asio::read(socket, asio::dynamic_buffer(answer), ended);
  made.received = answer.size();
  const std::size_t head = answer.find("\r\n\r\n");
  if (head == std::string::npos) return made;
  made.status = static_cast<unsigned>(std::stoul(answer.substr(answer.find(' ') + 1)));
  made.body = answer.substr(head + 4);
  return made;
}

template <class Tag, std::size_t N>
void add(std::string& body, const Octets<Tag, N>& octets) {
  body.append(reinterpret_cast<const char*>(octets.bytes.data()), N);
}

std::string mark_of(const std::string& text) { return text.substr(0, text.find(' ')); }

void must(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

}  // namespace

Session::Session(Wanted wanted, Scene& scene, Plant& plant)
    : wanted_(std::move(wanted)),
      scene_(scene),
      plant_(plant),
      script_(slot_script()),
      random_(wanted_.seed) {
  scene_.move_to(wanted_.begins);
  fs::create_directories(wanted_.folder / "disk");
  stand_ = std::make_unique<Stand>(wanted_.folder / "disk", scene_, plant_, script_);
  for (const char* who : {"client", "professional", "chair"}) {
    wires_.emplace_back(wanted_.folder / (std::string("wire-") + who + ".jsonl"));
  }
  heard_.resize(wires_.size());
  asked_.open(wanted_.folder / "asked.jsonl");
}

Session::~Session() {
  people_.clear();
  professional_.reset();
  chair_.reset();
}

std::int64_t Session::between(std::int64_t least, std::int64_t most) {
  return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
}

void Session::sit_down() {
  opened_ = stand_->open();
  const auto arrive = [this](std::size_t link) {
    auto device = std::make_unique<Participant>(io_);
    device->take_seat(stand_->join(opened_.links.at(link).secret), stand_->url());
    must(device->attach(), "somebody cannot connect");
    return device;
  };
  chair_ = arrive(chair_link);
  professional_ = arrive(guests.value);
  constexpr std::int64_t least = 4'000, most = 50'000;
  for (std::size_t i = 0; i <= wanted_.hidden_among; ++i) {
    people_.push_back(
        {arrive(members.value), between(least, most), static_cast<std::size_t>(between(20, 400))});
  }
  must(chair_->admit(people_.size() + 1), "the people cannot be let in");
  must(chair_->ask_and_wait(OpenRound{1}).empty(), "the round does not open");
  for (const Person& person : people_) {
    must(person.device->wait([&] { return person.device->room().round == 1; }), "no round");
  }
}

void Session::play() {
  sit_down();
  for (std::size_t slot = 0; slot < wanted_.slots; ++slot) {
    constexpr std::int64_t gap_ms = 30'000, of = 100, reopened = 12, restarted = 20;
    scene_.move_to(scene_.now() + Span{gap_ms});
    if (plant_.hides_authors()) {
      play_period();
      continue;
    }
    const std::int64_t chance = between(1, of);
    play_slot(chance <= reopened    ? Way::reopened
              : chance <= restarted ? Way::restarted
                                    : Way::whole);
  }
  if (!plant_.hides_authors()) {
    play_slot(Way::too_few);
    play_slot(Way::removed);
  }
  const auto read = stand_->history(opened_.conversation);
  std::ofstream(wanted_.folder / "export.jsonl")
      << library::jsonl(script_, transcript_of(script_, read));
  write_scene();
  fs::copy(wanted_.folder / "disk", wanted_.folder / "running", fs::copy_options::recursive);
  people_.clear();
  professional_.reset();
  chair_.reset();
  stand_.reset();
}

// ---- a slot

// In four of ten slots everybody writes, else one to three do.
void Session::draw_writers() {
  const auto hidden = static_cast<std::int64_t>(wanted_.hidden_among);
  constexpr std::int64_t of = 10, all = 4, few = 3;
  const auto writers = between(1, of) <= all ? hidden : between(1, few);
  std::vector<std::size_t> order(wanted_.hidden_among);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random_);
  order.resize(static_cast<std::size_t>(writers));
  for (const std::size_t person : order) parts_[person].writes = true;
  parts_[static_cast<std::size_t>(between(0, hidden - 1))].nudged = true;
}

void Session::plan_parts(Way way) {
  constexpr std::int64_t deviation = 3'000;
  const auto before = std::exchange(parts_, std::vector<Part>(people_.size()));
  for (std::size_t i = 0; i < people_.size(); ++i) {
    if (way == Way::again) parts_[i].writes = before[i].writes;
  }
  if (way != Way::again) draw_writers();
  const Instant ends = slot_opened_ + slot_writing_min;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    Part& part = parts_[i];
    const Person& person = people_[i];
    part.token_at = slot_opened_ + Span{person.habit / 40 + between(1, 400)};
    part.written_at = slot_opened_ + Span{person.habit + between(0, deviation)};
    part.handed_in_at = ends + Span{between(1, slot_send.value)};
    if (!part.writes) continue;
    part.text = "mark-" + std::to_string(random_()) + "-end ";
    part.text.append(person.length + static_cast<std::size_t>(between(0, 30)), 'a');
    part.text.back() = '.';
    const bool shown = way == Way::whole || way == Way::restarted || way == Way::again;
    if (!shown) never_shown_.push_back(mark_of(part.text));
  }
}

void Session::begin_slot() {
  const auto* before = people_.front().device->last("slot");
  const SlotId known = before == nullptr ? SlotId{} : before->slot->slot;
  must(chair_->ask_and_wait(OpenSlot{slot_writing_min, {}, {}}, "Wat zegt u nooit?").empty(),
       "the slot does not open");
  slot_opened_ = scene_.now();
  for (const Person& person : people_) {
    must(person.device->wait([&] {
      const auto* shown = person.device->last("slot");
      return shown != nullptr && shown->slot->slot != known;
    }),
         "somebody is not told of the slot");
  }
  slot_ = *people_.front().device->last("slot")->slot;
  asked_before_ = false;
  look_around();
}

void Session::wait_for_end(Participant& device) {
  must(device.wait([&] {
    const auto* over = device.last("slot_over");
    return over != nullptr && over->sequence > device.last("slot")->sequence;
  }),
       "somebody is not told of the end");
}

void Session::play_slot(Way way) {
  begin_slot();
  plan_parts(way);
  struct Moment {
    Instant at;
    std::function<void()> happens;
  };
  std::vector<Moment> moments;
  const Instant ends = slot_opened_ + slot_writing_min;
  const auto plan = [&] {
    for (std::size_t i = 0; i < people_.size(); ++i) {
      moments.push_back({parts_[i].token_at, [this, i] { get_token(i); }});
      moments.push_back({parts_[i].written_at, [this, i] { write(i); }});
      if (way == Way::too_few && i < 2) continue;
      moments.push_back({parts_[i].handed_in_at, [this, i] { hand_in(i); }});
    }
    for (std::size_t i = 0; i < backups_a_slot; ++i) {
      moments.push_back({ends + Span{between(1, slot_send.value)}, [this] { back_up(); }});
    }
    constexpr std::int64_t nudge_from = 20'000, nudge_to = 40'000;
    moments.push_back({slot_opened_ + Span{between(nudge_from, nudge_to)}, [this] {
                         must(chair_->ask_and_wait(Speak{}, "Heeft u al iets geschreven?").empty(),
                              "who leads cannot speak");
                       }});
  };
  plan();
  const Instant broken = ends + Span{between(1, slot_send.value)};
  if (way == Way::restarted) moments.push_back({broken, [this] { restart(); }});
  std::stable_sort(moments.begin(), moments.end(),
                   [](const Moment& a, const Moment& b) { return a.at < b.at; });
  const bool called_off = way == Way::reopened || way == Way::removed;
  for (const Moment& moment : moments) {
    if (called_off && moment.at > broken) break;
    scene_.move_to(moment.at);
    moment.happens();
    look_around();
  }
  if (called_off) {
    scene_.move_to(broken);
    return call_off(way);
  }
  scene_.move_to(ends + slot_hand_in);
  end_slot();
  take_down_slot(way != Way::too_few);
}

// What was handed in so far is shown to nobody; then the same people write again.
void Session::call_off(Way way) {
  const SeatCode first = seat_code_from(people_.front().device->code());
  const std::string refused = way == Way::removed ? chair_->ask_and_wait(Remove{first}, "Reden.")
                                                  : chair_->ask_and_wait(CancelSlot{}, "Reden.");
  must(refused.empty(), "the slot cannot be called off");
  wait_for_end(*professional_);
  look_around();
  if (way == Way::reopened) play_slot(Way::again);
}

void Session::end_slot() {
  must(chair_->ask_and_wait(Speak{}, "Wij lezen wat er staat.").empty(), "who leads cannot speak");
  wait_for_end(*chair_);
  wait_for_end(*professional_);
  for (const Person& person : people_) wait_for_end(*person.device);
  look_around();
}

// ---- what people do

std::string Session::slot_head(const Part& part) const {
  std::string head;
  add(head, slot_.slot);
  add(head, part.token->input);
  add(head, part.token->output);
  return head;
}

void Session::get_token(std::size_t person) {
  Part& part = parts_[person];
  Participant& device = *people_[person].device;
  scene_.sends(static_cast<std::uint32_t>(person));
  randombytes_buf(part.input.bytes.data(), anonymity::TokenInput::size);
  const anonymity::Bytes input(part.input.bytes);
  const auto blinding = anonymity::blind(input);
  must(device.ask_and_wait(RequestToken{slot_.slot, blinding->blinded}).empty(), "no token");
  const auto& statuses = device.statuses();
  const auto issued = std::find_if(statuses.rbegin(), statuses.rend(), [](const auto& status) {
    return status.kind == "token_issued";
  });
  must(issued != statuses.rend(), "a token is accepted and not there");
  anonymity::Evaluation evaluation{{issued->evaluation.element}, {}};
  evaluation.proof.challenge.bytes = issued->evaluation.challenge.bytes;
  evaluation.proof.response.bytes = issued->evaluation.response.bytes;
  auto outputs = anonymity::unblind({&input, 1}, {&*blinding, 1}, evaluation, slot_.key);
  if (const auto other = plant_.believed(static_cast<std::uint32_t>(person))) {
    ++key_checks_.wrong;
    if (!outputs) ++key_checks_.found;  // a device of ours sends nothing now
    outputs = anonymity::unblind({&input, 1}, {&*blinding, 1}, evaluation, *other);
  }
  must(outputs.has_value(), "a token cannot be proven");
  part.token = anonymity::Token{part.input, outputs->front()};
}

void Session::write(std::size_t person) {
  if (!plant_.tells_typing() || !parts_[person].writes) return;
  exchange(stand_->url(), "POST", "/api/typing", people_[person].device->code());
  ask_around();
}

void Session::hand_in(std::size_t person) {
  Part& part = parts_[person];
  const auto envelope = anonymity::sealed(part.text);
  const std::string body =
      plant_.sends(slot_head(part) +
                   std::string(reinterpret_cast<const char*>(envelope->data()), envelope->size()));
  scene_.sends(static_cast<std::uint32_t>(person));
  if (!asked_before_) ask_around();
  asked_before_ = true;
  const Exchange made = exchange(stand_->url(), "POST", "/api/envelopes", body);
  must(made.status == 200, "an envelope is not taken");
  part.port = made.port;
  part.sent = made.sent;
  part.received = made.received;
  ask_around();
}

// People speak when they are done writing, and that is all.
void Session::play_period() {
  slot_opened_ = scene_.now();
  must(chair_->ask_and_wait(Speak{}, "Wat zegt u nooit?").empty(), "who leads cannot speak");
  look_around();
  plan_parts(Way::whole);
  std::vector<std::size_t> order(people_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return parts_[a].written_at < parts_[b].written_at;
  });
  for (const std::size_t person : order) {
    Part& part = parts_[person];
    part.handed_in_at = part.written_at;
    if (!part.writes) continue;
    scene_.move_to(part.written_at);
    must(people_[person].device->ask_and_wait(Speak{}, part.text).empty(), "nobody can speak");
    look_around();
  }
  scene_.move_to(slot_opened_ + slot_writing_min + slot_hand_in);
  must(chair_->ask_and_wait(Speak{}, "Wij lezen wat er staat.").empty(), "who leads cannot speak");
  look_around();
  take_down_slot(true);
}

// ---- what happens to the server

void Session::back_up() {
  const fs::path into =
      wanted_.folder / "backups" / std::to_string(slots_played_) /
      (std::to_string(scene_.now().value) + "-" + std::to_string(backups_made_++));
  fs::create_directories(into);
  for (const auto& entry : fs::directory_iterator(wanted_.folder / "disk")) {
    if (entry.path().filename() != "journal.sqlite") fs::copy(entry.path(), into);
  }
}

// The server is gone and comes back; whoever was connected connects again.
void Session::restart() {
  stand_.reset();
  stand_ = std::make_unique<Stand>(wanted_.folder / "disk", scene_, plant_, script_);
  std::vector<Participant*> all{chair_.get(), professional_.get()};
  for (const Person& person : people_) all.push_back(person.device.get());
  std::shuffle(all.begin(), all.end(), random_);
  for (Participant* one : all) {
    one->drop();
    must(one->attach(stand_->url()), "somebody cannot come back");
  }
}

// ---- what there is to know

void Session::look_around() {
  constexpr auto a_moment = std::chrono::microseconds(200);
  if (io_.stopped()) io_.restart();
  io_.run_for(a_moment);
  const Participant* const observers[] = {people_.back().device.get(), professional_.get(),
                                          chair_.get()};
  for (std::size_t i = 0; i < wires_.size(); ++i) {
    const std::string& received = observers[i]->received();
    if (received.size() == heard_[i]) continue;
    const auto fresh = std::as_bytes(std::span(received)).subspan(heard_[i]);
    wires_[i] << json{{"at", scene_.now().value}, {"hex", codec::hex(fresh)}}.dump() << '\n';
    heard_[i] = received.size();
  }
}

void Session::ask_around() {
  for (const char* path : asked_paths) {
    const Exchange said = exchange(stand_->url(), "GET", path, "");
    if (said.status != 200) continue;
    asked_ << json{{"at", scene_.now().value}, {"path", path}, {"said", said.body}}.dump() << '\n';
  }
}

void Session::take_down_slot(bool shown) {
  if (!shown) return;
  json people = json::array(), texts = json::array();
  for (std::size_t i = 0; i < wanted_.hidden_among; ++i) {
    const Part& part = parts_[i];
    people.push_back({{"token_at", part.token_at.value},
                      {"handed_in_at", part.handed_in_at.value},
                      {"nudged", part.nudged},
                      {"port", part.port},
                      {"sent", part.sent},
                      {"received", part.received}});
    if (!part.writes) continue;
    texts.push_back({{"mark", mark_of(part.text)}, {"person", i}});
  }
  slots_.push_back({{"opened", slot_opened_.value},
                    {"written", (slot_opened_ + slot_writing_min).value},
                    {"over", scene_.now().value},
                    {"backups", slots_played_},
                    {"people", std::move(people)}});
  truth_.push_back(std::move(texts));
  ++slots_played_;
}

void Session::write_scene() {
  json people = json::array();
  for (std::size_t i = 0; i < wanted_.hidden_among; ++i) {
    people.push_back(
        {{"joined", i},
         {"code", people_[i].device->code()},
         {"habit", people_[i].habit},
         {"address", "127.0.0." + std::to_string(address_of(static_cast<std::uint32_t>(i)))}});
  }
  std::ofstream(wanted_.folder / "scene.json")
      << json{{"people", std::move(people)}, {"slots", slots_}}.dump();
  std::ofstream(wanted_.folder / "truth.json")
      << json{{"slots", truth_}, {"never_shown", never_shown_}}.dump();
}

}  // namespace arena::test
