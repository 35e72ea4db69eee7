// SPDX-License-Identifier: EUPL-1.2
// Plays conversations with anonymous slots against the real server, and writes down what
// adversaries get hold of, for tests/server/linkage_gate.py. With a leak: against a server that has
// it.
//
//     linkage_drive --leaks                      the names of the leaks, one a line
//     linkage_drive LEAK FOLDER SEED SESSIONS SLOTS    LEAK: none, flag or one of those
#include <sodium.h>

#include <exception>
#include <iostream>
#include <random>
#include <span>
#include <string>

#include "tests/linkage/session.hpp"
#include "tests/support/manual_clock.hpp"

namespace {

constexpr std::size_t hidden_among = 5;

int drive(std::span<const std::string> words) {
  using namespace arena;
  const std::uint64_t seed = std::stoull(words[2]);
  const std::uint64_t sessions = std::stoull(words[3]);
  test::Scene scene(test::morning);
  const auto plant = test::plant_named(words[0], scene);
  if (!plant) {
    std::cerr << "linkage_drive: no leak is called " << words[0] << '\n';
    return 2;
  }
  test::KeyChecks keys;
  for (std::uint64_t session = 0; session < sessions; ++session) {
    constexpr std::int64_t day_ms = 86'400'000;
    const std::uint64_t number = seed * sessions + session;
    test::Session played(
        {std::filesystem::path(words[1]) / std::to_string(session), std::stoull(words[4]),
         hidden_among, number, test::morning + Span{day_ms * static_cast<std::int64_t>(session)}},
        scene, *plant);
    played.play();
    keys.wrong += played.key_checks().wrong;
    keys.found += played.key_checks().found;
  }
  std::cout << "wrong keys " << keys.wrong << ", found by the device " << keys.found << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    if (words.size() == 1 && words[0] == "--leaks") {
      for (const std::string& name : arena::test::leak_names()) std::cout << name << '\n';
      return 0;
    }
    constexpr std::size_t wanted = 5;
    if (words.size() == wanted) return drive(words);
    std::cerr << "linkage_drive LEAK FOLDER SEED SESSIONS SLOTS\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "linkage_drive: " << error.what() << '\n';
    return 1;
  }
}
