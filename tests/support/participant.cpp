// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/participant.hpp"

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <random>
#include <set>
#include <stdexcept>
#include <utility>
#include <variant>

#include "server/codec/spoken_code.hpp"

namespace arena::test {

using std::chrono::milliseconds;

namespace {

// Ids need only differ within a test run.
CommandId fresh_id() {
  static std::random_device device;
  CommandId id;
  for (std::byte& byte : id.bytes) byte = static_cast<std::byte>(device() & 0xffU);
  return id;
}

std::string address_of(const net::Url& url) {
  return (url.secure ? "https://" : "http://") + url.host + ":" + url.port;
}

}  // namespace

bool wait_until(boost::asio::io_context& io, const std::function<bool()>& holds,
                milliseconds at_most) {
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  while (!holds()) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= deadline) return false;
    if (io.stopped()) io.restart();
    io.run_one_for(std::chrono::duration_cast<milliseconds>(deadline - now) + milliseconds(1));
    if (io.stopped() && !holds()) return false;  // nothing is left that could make it hold
  }
  return true;
}

net::Url url_of(const std::string& address) {
  auto url = net::parse_url(address);
  if (!url) throw std::runtime_error(url.error());
  return *url;
}

std::string raw_exchange(const std::string& server, const std::string& bytes,
                         const std::string& enough, milliseconds at_most) {
  namespace asio = boost::asio;
  const net::Url url = url_of(server);
  asio::io_context io{1};
  asio::ip::tcp::resolver resolver(io);
  asio::ip::tcp::socket socket(io);
  asio::connect(socket, resolver.resolve(url.host, url.port));
  std::string answer;
  bool ended = false;
  std::array<char, 4096> some{};
  std::function<void()> read = [&] {
    socket.async_read_some(asio::buffer(some), [&](boost::system::error_code ec, std::size_t n) {
      answer.append(some.data(), n);
      ended = ec || answer.find(enough) != std::string::npos;
      if (!ended) read();
    });
  };
  asio::async_write(socket, asio::buffer(bytes), [](boost::system::error_code, std::size_t) {});
  read();
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  while (!ended && io.run_one_until(deadline) != 0) {
  }
  return answer;
}

net::Answer post_join(const std::string& link, const std::string& name) {
  const net::Url url = url_of(link);
  codec::ApiJoin request;
  request.link = codec::read_link_secret(url.fragment).value_or(hub::Secret{});
  request.name = name;
  const auto answer = net::http_request("POST", url, "/api/join",
                                        codec::encode_join_request(request), {}, patience);
  if (!answer) throw std::runtime_error(answer.error());
  return *answer;
}

Participant::~Participant() {
  if (open_) close();
}

void Participant::join(const std::string& link, const std::string& name) {
  const net::Answer answer = post_join(link, name);
  if (answer.status != 200) throw std::runtime_error(answer.body);
  const auto joined = codec::decode_join_answer(answer.body);
  if (!joined) throw std::runtime_error(joined.error().sentence);
  take_seat(joined->seat_secret, address_of(url_of(link)));
}

void Participant::take_seat(hub::Secret seat, const std::string& server) {
  seat_ = seat;
  server_ = server;
}

void Participant::connect(const std::string& server) {
  if (!server.empty()) server_ = server;
  open_ = welcomed_ = in_lobby_ = caught_up_ = false;
  close_code_.reset();
  net::ClientSocket::Events events;
  events.on_open = [this] { open_ = true; };
  events.on_message = [this](const std::string& message) { take(message); };
  events.on_close = [this](unsigned code, const std::string&) {
    open_ = false;
    close_code_ = code;
  };
  socket_ = std::make_unique<net::ClientSocket>(io_, url_of(server_), std::move(events));
}

void Participant::say_hello() {
  send(codec::encode_hello({codec::protocol_version, seat_, last_seen_}));
}

bool Participant::attached() const { return welcomed_ && (in_lobby_ || caught_up_); }

bool Participant::attach(const std::string& server) {
  connect(server);
  say_hello();
  wait([this] { return attached() || close_code_; });
  return attached();
}

CommandId Participant::act(ActBody body, const std::string& text, std::optional<Room> room) {
  const CommandId id = fresh_id();
  send_command({id, room.value_or(room_), std::move(body), text});
  return id;
}

std::string Participant::ask_and_wait(ActBody body, const std::string& text,
                                      std::optional<Room> room) {
  const CommandId id = act(std::move(body), text, room);
  wait([&] { return answer(id).has_value() || close_code_; });
  return answer(id).value_or("no answer");
}

std::vector<SeatId> Participant::waiting() const {
  std::set<SeatId> people;
  for (const auto& notice : notices_) {
    for (const auto& one : notice.lobby) people.insert(SeatId{one.waiting});
    if (notice.kind != "lobby_changed") continue;
    if (notice.change == "waiting") people.insert(SeatId{notice.waiting});
    if (notice.change != "waiting") people.erase(SeatId{notice.waiting});
  }
  return {people.begin(), people.end()};
}

bool Participant::admit(std::size_t count) {
  if (!wait([&] { return waiting().size() >= count; })) return false;
  for (const SeatId person : waiting()) {
    if (!ask_and_wait(Admit{person}).empty()) return false;
  }
  return true;
}

void Participant::send_command(const hub::CommandRequest& command) {
  send(codec::encode_command(command));
}

void Participant::send(std::string binary) { socket_->send(std::move(binary)); }
void Participant::send_text(std::string text) { socket_->send_text(std::move(text)); }

void Participant::close() {
  socket_->close();
  wait([this] { return close_code_.has_value(); });
  socket_.reset();
}

void Participant::drop() {
  socket_.reset();
  open_ = false;
}

void Participant::take(const std::string& message) {
  received_ += message;
  ++messages_;
  auto frames = codec::decode_server_message(message);
  if (!frames) throw std::runtime_error(frames.error().sentence);
  for (codec::SeenFrame& frame : *frames) {
    std::visit([this](auto& seen) { take(std::move(seen)); }, frame);
  }
}

void Participant::take(codec::SeenNotice notice) {
  last_seen_ = {notice.sequence};
  if (notice.kind == "seated") {
    code_ = notice.code;
    if (std::exchange(in_lobby_, false)) caught_up_ = true;  // admitted: the rest comes live
  }
  if (notice.kind == "seated" || notice.kind == "round_entered") room_ = notice.room;
  if (notice.kind == "sitting_over" || notice.kind == "conversation_over") room_ = {};
  notices_.push_back(std::move(notice));
}

void Participant::take(codec::SeenStatus status) {
  if (status.kind == "welcome") {
    welcomed_ = true;
    in_lobby_ = !status.flag;
    if (status.resync) last_seen_ = {};
    if (status.flag) ask_page();
  }
  if (status.kind == "page_end") {
    caught_up_ = !status.flag;
    if (status.flag) ask_page();
  }
  if (status.kind == "accepted") answers_[status.id] = "";
  if (status.refusal) answers_[status.refusal->id] = status.refusal->reason;
  statuses_.push_back(std::move(status));
}

bool Participant::has_status(const std::string& kind) const {
  for (const auto& status : statuses_) {
    if (status.kind == kind) return true;
  }
  return false;
}

bool Participant::has_notice(const std::string& kind) const { return last(kind) != nullptr; }

bool Participant::heard(const std::string& text) const {
  for (const auto& notice : notices_) {
    if (notice.kind == "contribution" && notice.text == text) return true;
  }
  return false;
}

std::optional<std::string> Participant::answer(const CommandId& id) const {
  const auto found = answers_.find(id);
  return found == answers_.end() ? std::nullopt : std::optional(found->second);
}

const codec::SeenNotice* Participant::last(const std::string& kind) const {
  for (auto notice = notices_.rbegin(); notice != notices_.rend(); ++notice) {
    if (notice->kind == kind) return &*notice;
  }
  return nullptr;
}

bool Participant::gap_free() const {
  std::uint64_t expected = 1;
  for (const auto& notice : notices_) {
    if (notice.sequence != expected++) return false;
  }
  return true;
}

}  // namespace arena::test
