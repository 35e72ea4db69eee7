// SPDX-License-Identifier: EUPL-1.2
// One conversation with anonymous slots, played against a stand by people who each have habits of
// their own, and all that six adversaries can lay hands on, written to files
// (docs/linkage-gate.md):
//
//     scene.json      who takes part, and what can be known of them without reading the texts
//     truth.json      who wrote what, for the score alone
//     wire-*.jsonl    every byte that a client, a professional and the facilitator received, and
//     when asked.jsonl     what the server says to whoever asks it how a slot is going export.jsonl
//     what a researcher gets backups/        the data directory at moments of chance while
//     envelopes come in disk/           the data directory at the end; running/ just before the
//     server stopped
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "server/anonymity/slot.hpp"
#include "tests/linkage/stand.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {

// How many tokens were issued under a key of one's own, and how many devices noticed.
struct KeyChecks {
  std::uint64_t wrong{}, found{};
};

class Session {
 public:
  struct Wanted {
    std::filesystem::path folder;  // is made
    std::size_t slots{};
    std::size_t hidden_among{};  // people among whom the author of a text is to be found
    std::uint64_t seed{};
    Instant begins;
  };
  Session(Wanted wanted, Scene& scene, Plant& plant);
  ~Session();

  void play();
  [[nodiscard]] const KeyChecks& key_checks() const noexcept { return key_checks_; }

 private:
  struct Person {
    std::unique_ptr<Participant> device;
    std::int64_t habit{};  // ms that this person takes to write
    std::size_t length{};  // bytes that this person tends to write
  };
  // What one person does in one slot.
  struct Part {
    bool writes{};
    bool nudged{};
    std::string text;
    Instant token_at, written_at, handed_in_at;
    std::uint16_t port{};
    std::size_t sent{}, received{};
    anonymity::TokenInput input;
    std::optional<anonymity::Token> token;
  };
  enum class Way : std::uint8_t { whole, reopened, again, restarted, too_few, removed };

  void sit_down();
  void play_slot(Way way);
  void play_period();  // where nothing is detached
  void begin_slot();
  void draw_writers();
  void plan_parts(Way way);
  void get_token(std::size_t person);
  void hand_in(std::size_t person);
  void write(std::size_t person);
  void back_up();
  void restart();
  void call_off(Way way);
  void end_slot();
  void wait_for_end(Participant& device);
  void look_around();  // everything that arrived
  void ask_around();   // what the server says to whoever asks
  void write_scene();
  [[nodiscard]] std::string slot_head(const Part& part) const;
  [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most);
  void take_down_slot(bool shown);

  const Wanted wanted_;
  Scene& scene_;
  Plant& plant_;
  const Script script_;
  std::mt19937_64 random_;
  boost::asio::io_context io_{1};
  std::unique_ptr<Stand> stand_;
  hub::ConversationOpened opened_;
  std::unique_ptr<Participant> chair_;
  std::unique_ptr<Participant> professional_;
  std::vector<Person> people_;  // the last of them is an adversary who never writes
  std::vector<Part> parts_;
  codec::SeenSlot slot_;
  Instant slot_opened_;
  bool asked_before_{};  // the first envelope
  std::size_t slots_played_{}, backups_made_{};
  std::vector<std::ofstream> wires_;
  std::vector<std::size_t> heard_;
  std::ofstream asked_;
  nlohmann::json slots_ = nlohmann::json::array();
  nlohmann::json truth_ = nlohmann::json::array();
  nlohmann::json never_shown_ = nlohmann::json::array();
  KeyChecks key_checks_;
};

}  // namespace arena::test
