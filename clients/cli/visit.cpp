// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/visit.hpp"

#include <filesystem>

#include "clients/cli/command.hpp"

namespace arena::cli {
namespace {

constexpr std::chrono::seconds patience{20};

}  // namespace

void add_visit_options(CLI::App& command, VisitOptions& options) {
  command
      .add_option(
          "LINK", options.link,
          "The link you were given, or the file of a kept seat (`arena show --json` names it)")
      ->required();
  command.add_option("--name", options.name, "Your name, for the facilitator, on a first visit");
  command.add_option("--lang", options.language, "nl or en: titles and sentences")
      ->capture_default_str()
      ->check(CLI::IsMember({"nl", "en"}));
  command.add_option("--wait", options.wait_seconds, "Seconds to wait in the lobby to be let in")
      ->capture_default_str()
      ->check(CLI::Range(0U, 86'400U));
  command.add_flag("--json", options.json, "One line of JSON");
}

Visit::Place Visit::place_of(const VisitOptions& options, const SeatStore& store) {
  if (std::filesystem::is_regular_file(options.link)) {
    const auto kept = SeatStore::read(options.link);
    if (!kept) throw Stop(misused, options.link + " is no kept seat; give the link.");
    return {kept->server, kept->seat, std::nullopt, options.link};
  }
  const auto link = parse_link(options.link);
  if (!link) {
    throw Stop(misused,
               "This is no link to a conversation; it looks like "
               "http://host:port/#0123… with 32 digits, copy all of it.");
  }
  auto seat = store.find(link->secret);
  if (!seat) {
    seat = take_seat(*link, options.name);
    store.keep(*link, *seat);
  }
  return {link->server, *seat, link->secret, store.path_of(link->secret).string()};
}

Visit::Visit(const VisitOptions& options)
    : place_(place_of(options, store_)),
      known_(options.language == "en" ? Language::en : Language::nl),
      person_(
          io_, [server = place_.server]() -> std::optional<net::Url> { return server; },
          place_.seat.secret, hooks()) {
  wait_until([this] { return person_.connected(); }, patience,
             "The server does not answer; start it and try again.");
  if (known_.seated() || options.wait_seconds == 0) return;
  wait_until([this] { return known_.seated(); }, std::chrono::seconds(options.wait_seconds),
             "The facilitator has not let you in yet; try again later.");
}

std::string Visit::seat_file() const { return place_.file; }

Person::Hooks Visit::hooks() {
  Person::Hooks hooks;
  hooks.notice = [this](const codec::SeenNotice& notice) { learn(known_, notice); };
  hooks.status = [this](const codec::SeenStatus& status) { learn(known_, status, clock_now_ms()); };
  return hooks;
}

std::size_t Visit::withdraw(std::optional<Turn> only) const {
  const auto answer =
      net::http_request("POST", place_.server, "/api/withdraw",
                        codec::encode_withdraw_request({place_.seat.secret, only}), {}, patience);
  if (!answer) throw Stop(said_no, answer.error());
  if (const auto erased = codec::decode_erased(answer->body); erased && answer->status == 200) {
    return *erased;
  }
  const auto refused = codec::decode_api_error(answer->body);
  throw Stop(said_no, refused ? refused->sentence
                              : "The server answered what this program does not understand; "
                                "install the same version of both.");
}

void Visit::wait_until(const std::function<bool()>& done, std::chrono::milliseconds limit,
                       const std::string& otherwise) {
  const bool came = run_until(io_, limit, [&] { return done() || person_.over().has_value(); });
  if (const auto& over = person_.over()) {
    constexpr unsigned not_valid = 4004;  // a seat that is gone is of no use next time
    if (person_.close_code() == not_valid && place_.link) store_.forget(*place_.link);
    throw Stop(said_no, "It ended: " + *over);
  }
  if (!came) throw Stop(said_no, otherwise);
}

Reply Visit::act(Acts::One one) {
  std::optional<Reply> answer;
  person_.send(
      std::move(one.act), std::move(one.text), [&answer](const Reply& reply) { answer = reply; },
      one.beside);
  // The connection may be lost and come back meanwhile.
  wait_until([&] { return answer.has_value(); }, Person::patience + patience,
             "The server gave no answer; `arena show` says whether it was kept.");
  return *answer;
}

}  // namespace arena::cli
