// SPDX-License-Identifier: EUPL-1.2
// Plays a debate over the real protocol: one seat and one connection per speaker, each turn sent
// by its speaker after the one before it was answered, so that the order is kept.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/debate.hpp"
#include "clients/cli/person.hpp"
#include "clients/cli/server_link.hpp"
#include "server/codec/wire.hpp"

namespace arena::cli {

struct ReplayOptions {
  std::filesystem::path file;
  std::string script = "open_gesprek";
  std::string round;                    // id; empty: the first
  double speed = 60;                    // 0: as fast as the server accepts
  std::filesystem::path record_frames;  // empty: nothing is recorded
};

// What became of one turn.
struct PlayedTurn {
  bool accepted{};
  std::string code;          // of the seat that sent it
  std::optional<Turn> turn;  // its number, once shown
  std::optional<Turn> reply_to;
};

struct ReplayReport {
  std::string conversation;
  std::size_t turns{}, speakers{}, accepted{}, refused{};
  std::map<std::string, std::size_t> refusals;  // by reason
  std::size_t archived{}, mismatched{}, resent{};
  std::int64_t ms{};  // from the first turn to the last answer
  [[nodiscard]] bool complete() const noexcept { return accepted == archived && mismatched == 0; }
};

class Replay {
 public:
  using Told = std::function<void(std::size_t played, std::size_t turns)>;

  // `created` is a new conversation on `server`; all must outlive the replay.
  Replay(const ServerLink& server, const codec::ApiConversationCreated& created,
         const Debate& debate, const ReplayOptions& options);

  // Seats every speaker; the first facilitator of the debate leads, or one of our own.
  void seat_everybody();
  void open_round();
  void play(const Told& told);
  void leave();

  [[nodiscard]] const std::vector<PlayedTurn>& played() const noexcept { return played_; }
  [[nodiscard]] const ReplayReport& report() const noexcept { return report_; }

 private:
  void add_person(std::size_t index);
  Person::Hooks hooks_for(std::size_t index, const std::string& role);
  void wait_for(const std::function<bool()>& done, const std::string& what);
  void lead(ActBody act, const std::string& what);
  void play_turn(std::size_t index);
  void wait_until_due(const DebateTurn& turn);
  [[nodiscard]] const codec::ApiLink& link_for(const std::string& role) const;

  const ServerLink& server_;
  const codec::ApiConversationCreated& created_;
  const Debate& debate_;
  const ReplayOptions& options_;

  boost::asio::io_context io_{1};
  std::vector<std::unique_ptr<Person>> people_;  // speakers first, then a chair of our own
  std::size_t lead_{};
  std::optional<codec::SeenScript> script_;
  std::optional<std::string> fault_;
  std::vector<PlayedTurn> played_;
  std::size_t current_{};  // the turn under way
  std::chrono::steady_clock::time_point started_;
  std::optional<double> first_at_;
  ReplayReport report_;
};

// Counts what of `played` stands in the JSONL export, in order, with seat, text and reply.
void compare_with_export(const Debate& debate, const std::vector<PlayedTurn>& played,
                         const std::string& jsonl, ReplayReport& report);

}  // namespace arena::cli
