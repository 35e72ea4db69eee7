// SPDX-License-Identifier: EUPL-1.2
// A short visit to one's own seat, for commands that look or act once and go: takes the seat of a
// link or the one that was kept, connects, and knows everything that was told up to now.
//
// A seat has one connection: an `arena join` that runs on the same seat is put aside.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "clients/cli/join_acts.hpp"
#include "clients/cli/known.hpp"
#include "clients/cli/person.hpp"
#include "clients/cli/seat_store.hpp"

namespace arena::cli {

struct VisitOptions {
  std::string link;  // or the file of a kept seat
  std::string name;
  std::string language = "nl";
  unsigned wait_seconds{};  // to be let in
  bool json{};
};
void add_visit_options(CLI::App& command, VisitOptions& options);

class Visit {
 public:
  // Throws Stop if there is no seat, no server, or no way in.
  explicit Visit(const VisitOptions& options);

  [[nodiscard]] const Known& known() const noexcept { return known_; }
  [[nodiscard]] std::string seat_file() const;  // where the seat is kept
  // The server's answer; throws Stop if it ends before one comes.
  [[nodiscard]] Reply act(Acts::One one);
  // Takes back the words of one turn, or all of this person's: how many texts are gone. Throws
  // Stop.
  [[nodiscard]] std::size_t withdraw(std::optional<Turn> only) const;

 private:
  struct Place {
    net::Url server;
    Seat seat;
    std::optional<hub::Secret> link;  // nothing: a seat's file was given
    std::string file;
  };
  static Place place_of(const VisitOptions& options, const SeatStore& store);
  Person::Hooks hooks();
  void wait_until(const std::function<bool()>& done, std::chrono::milliseconds limit,
                  const std::string& otherwise);

  SeatStore store_;
  Place place_;
  boost::asio::io_context io_{1};
  Known known_;
  Person person_;
};

}  // namespace arena::cli
