// SPDX-License-Identifier: EUPL-1.2
// What is left of a slot in the memory of the process that held it. The control is the same server
// without the wiping (arenad_unsynced): in its memory the same search finds remnants.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/support/arenad_process.hpp"
#include "tests/support/open_slot_room.hpp"

namespace arena::test {
namespace {

struct Wiping : ArenadProcess {
  Wiping() : ArenadProcess("arenad") {}
};
struct NotWiping : ArenadProcess {
  NotWiping() : ArenadProcess("arenad_unsynced") {}
};

// Words that stand nowhere else, known by their first eight bytes.
class Canaries {
 public:
  void add(const std::string& bytes) {
    all_.push_back(bytes);
    by_start_[start_of(bytes.data())] = all_.size() - 1;
  }
  [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
  [[nodiscard]] std::size_t found_in(const std::string& memory) const {
    std::vector<bool> found(all_.size());
    for (std::size_t at = 0; at + 8 <= memory.size(); ++at) {
      const auto known = by_start_.find(start_of(memory.data() + at));
      if (known == by_start_.end()) continue;
      const std::string& wanted = all_[known->second];
      if (memory.compare(at, wanted.size(), wanted) == 0) found[known->second] = true;
    }
    return static_cast<std::size_t>(std::count(found.begin(), found.end(), true));
  }

 private:
  static std::uint64_t start_of(const char* bytes) {
    std::uint64_t start = 0;
    std::memcpy(&start, bytes, sizeof start);
    return start;
  }
  std::vector<std::string> all_;
  std::unordered_map<std::uint64_t, std::size_t> by_start_;
};

template <class Server>
class MemoryRoom : public OpenSlotRoom<Server> {
 protected:
  static std::string random_word() {
    std::array<std::byte, 8> chance{};
    randombytes_buf(chance.data(), chance.size());
    return codec::hex(chance);  // 16 digits
  }

  // Everybody hands in a text that is canaries from end to end.
  void write_all() {
    for (const auto& person : this->people) {
      std::string text;
      while (text.size() + 17 <= 4'000) {
        const std::string word = random_word();
        texts.add(word);
        text += word + " ";
      }
      const auto holder = this->token(*person);
      ASSERT_TRUE(holder);
      tokens.add(raw_bytes(holder->input));
      tokens.add(raw_bytes(holder->output));
      ASSERT_EQ(this->hand_in(this->whole(*holder, text)).status, 200U);
    }
    ASSERT_GE(texts.size(), 1'000U);
  }
  void cancel() {
    ASSERT_EQ(this->chair.ask_and_wait(CancelSlot{}, "Er is brand."), "");
    wait_for_end(patience);
  }
  // The end, and what is done once everybody was told: the file goes, and connections end.
  void wait_for_end(std::chrono::milliseconds at_most) {
    ASSERT_TRUE(this->chair.wait([&] { return this->chair.has_notice("slot_over"); }, at_most));
    ASSERT_TRUE(this->chair.wait([&] { return !lies_there(); }));
  }
  [[nodiscard]] bool lies_there() const {
    const std::filesystem::directory_iterator files(this->server.data());
    return std::any_of(begin(files), end(files),
                       [](const auto& entry) { return entry.path().extension() == ".pending"; });
  }
  // Until nothing is found any more, at most ten seconds: connections end a moment later.
  [[nodiscard]] std::size_t left(const std::vector<const Canaries*>& of) {
    std::size_t found = 0;
    const auto none_is = [&] {
      const std::string memory = this->server.memory();
      found = 0;
      for (const Canaries* one : of) found += one->found_in(memory);
      return found == 0;
    };
    static_cast<void>(this->chair.wait(none_is, std::chrono::seconds(10)));
    return found;
  }

  Canaries texts, tokens;
};

using OfAWipingServer = MemoryRoom<Wiping>;
using OfAServerThatDoesNotWipe = MemoryRoom<NotWiping>;

TEST_F(OfAWipingServer, MemoryHoldsNothingOfASlotThatWasCalledOff) {
  write_all();
  cancel();
  const std::size_t found = left({&texts, &tokens});
  std::cout << "remnants in memory of a slot called off: " << found << " of "
            << texts.size() + tokens.size() << '\n';
  EXPECT_EQ(found, 0U);
  EXPECT_NE(this->server.memory().find("A conversation"), std::string::npos)
      << "what is kept is found";
}

TEST_F(OfAServerThatDoesNotWipe, MemoryHoldsRemnantsAndTheSameSearchFindsThem) {
  write_all();
  cancel();
  const std::size_t found = left({&texts, &tokens});
  std::cout << "control, without wiping: " << found << " of " << texts.size() + tokens.size()
            << '\n';
  EXPECT_GT(found, 0U);
}

TEST_F(OfAWipingServer, MemoryHoldsNoTokenOfASlotThatWasPublished) {
  write_all();
  constexpr std::chrono::seconds writing_and_handing_in{100};
  wait_for_end(writing_and_handing_in);
  const std::size_t found = left({&tokens});
  std::cout << "remnants in memory of a slot published: " << found << " of " << tokens.size()
            << " tokens\n";
  EXPECT_EQ(found, 0U);
  EXPECT_GT(texts.found_in(this->server.memory()), 0U) << "the texts were published";
}

}  // namespace
}  // namespace arena::test
