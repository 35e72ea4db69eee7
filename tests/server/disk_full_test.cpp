// SPDX-License-Identifier: EUPL-1.2
// The disk is full while a conversation runs: it freezes with a message to all, nothing that was
// acknowledged is missing afterwards, and it goes on once there is room.
//
// The full disk is a limit on the size of this process' files, which SQLite meets as a write
// that fails; no mount and no privilege is needed.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/open_room.hpp"

namespace arena::test {
namespace {

// While it lives no file of this process grows beyond `bytes`.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit full{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

std::size_t largest_file(const std::filesystem::path& directory) {
  std::size_t largest = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.is_regular_file()) {
      largest = std::max(largest, static_cast<std::size_t>(entry.file_size()));
    }
  }
  return largest;
}

bool told_frozen(const Participant& person, bool frozen) {
  for (const auto& status : person.statuses()) {
    if (status.kind == "frozen" && status.flag == frozen) return true;
  }
  return false;
}

class DiskFull : public OpenRoom {
 protected:
  void SetUp() override { begin(); }

  // Speaks until the record can take no more; every text is its own. The text under way then
  // has no answer: whether it reached the disk is known only when the disk can be used again.
  void speak_until_frozen() {
    for (int i = 0; i < 200 && undecided.empty(); ++i) {
      const std::string text = std::to_string(i) + ":" + std::string(8'000, 'x');
      const CommandId id = ana.act(Speak{}, text);
      ASSERT_TRUE(ana.wait([&] { return ana.answer(id) || told_frozen(ana, true); }));
      if (ana.answer(id) == "") {
        accepted.push_back(text);
      } else {
        undecided = text;
        undecided_id = id;
      }
    }
    ASSERT_FALSE(undecided.empty()) << "the disk never filled";
    EXPECT_EQ(ana.ask_and_wait(Speak{}, "Gaat dit nog?"), "frozen");
  }

  std::vector<std::string> accepted;
  std::string undecided;
  CommandId undecided_id;
};

TEST_F(DiskFull, FreezesTellsAllLosesNothingAndGoesOnWhenThereIsRoom) {
  {
    const FullDisk full(largest_file(server.data()) + 100'000);
    speak_until_frozen();
    for (Participant* one : everybody()) {
      EXPECT_TRUE(one->wait([&] { return told_frozen(*one, true); })) << "a person was not told";
    }
  }
  // Room again: it thaws by itself, everybody is told, and what was under way is decided.
  for (Participant* one : everybody()) {
    ASSERT_TRUE(one->wait([&] { return told_frozen(*one, false); }));
  }
  ASSERT_TRUE(ana.wait([&] { return ana.answer(undecided_id).has_value(); }));
  const bool kept = ana.answer(undecided_id) == "";
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Er is weer plaats."), "");
  ASSERT_TRUE(ben.wait([&] { return ben.heard("Er is weer plaats."); }));
  for (const std::string& text : accepted) EXPECT_TRUE(ben.heard(text));
  EXPECT_EQ(ben.heard(undecided), kept);
  EXPECT_FALSE(ben.heard("Gaat dit nog?"));
  EXPECT_TRUE(ben.gap_free());
}

TEST_F(DiskFull, AfterARestartWithRoomNothingAcknowledgedIsMissing) {
  {
    const FullDisk full(largest_file(server.data()) + 100'000);
    speak_until_frozen();
    server.stop();
  }
  server.start();
  Participant reader(io);
  reader.take_seat(ben.seat(), server.url());
  ASSERT_TRUE(reader.attach());
  for (const std::string& text : accepted) EXPECT_TRUE(reader.heard(text));
  EXPECT_FALSE(accepted.empty());
  EXPECT_FALSE(reader.heard("Gaat dit nog?"));
  EXPECT_TRUE(reader.gap_free());

  ASSERT_TRUE(ana.attach(server.url()));
  EXPECT_EQ(ana.ask_and_wait(Speak{}, "Wij gaan verder."), "");
  EXPECT_TRUE(reader.wait([&] { return reader.heard("Wij gaan verder."); }));
}

}  // namespace
}  // namespace arena::test
