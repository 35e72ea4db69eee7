// SPDX-License-Identifier: EUPL-1.2
// The ends of sittings and conversations are sealed: whoever noted the signer finds a record that
// was made anew, also one whose chain is right.
#include "server/journal/seal.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>

#include "tests/support/journal_hand.hpp"

namespace arena::test {
namespace {

using journal::SealSeed;

Record ended(std::uint64_t number) { return {event_at(number, SittingEnded{1}), std::nullopt}; }
Record closed(std::uint64_t number) { return {event_at(number, Closed{}), std::nullopt}; }

journal::Options sealed_with(std::uint64_t seed) {
  journal::Options options;
  options.seal = octets<SealSeed>(seed);
  return options;
}

void write_sealed(const fs::path& directory, std::uint64_t seed = 9) {
  SqliteJournal journal(directory, sealed_with(seed));
  std::vector<Record> history = a_history(one);
  history.push_back(ended(6));
  history.push_back(closed(7));
  ASSERT_TRUE(append(journal, of(one, std::move(history))));
  ASSERT_TRUE(append(journal, of(two, a_history(two))));
}

VerifyReport verified_for(const fs::path& directory, std::uint64_t seed) {
  return verify(directory, any_history, journal::signer_of(octets<SealSeed>(seed)));
}

TEST(Seals, StandAtEachEndAndNowhereElse) {
  const Directory directory;
  write_sealed(directory.path());
  const VerifyReport report = verified_for(directory.path(), 9);
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.ends, 2U);
  EXPECT_EQ(report.seals, 2U);
  EXPECT_EQ(report.signers, std::set{journal::signer_of(octets<SealSeed>(9))});
}

TEST(Seals, OfSomebodyElseAreFoundByWhoKnowsTheSigner) {
  const Directory directory;
  write_sealed(directory.path(), 8);
  EXPECT_TRUE(verified_for(directory.path(), 8).sound);
  const VerifyReport report = verified_for(directory.path(), 9);
  EXPECT_FALSE(report.sound);
  EXPECT_NE(report.fault.find("event 6"), std::string::npos) << report.fault;
  EXPECT_NE(report.fault.find("sealed by somebody else"), std::string::npos) << report.fault;
}

TEST(Seals, AreFoundWhereAnyByteOfThemIsChangedOrTheyAreMovedOrMadeUp) {
  const Directory directory;
  write_sealed(directory.path());
  const std::string whole = bytes_of(directory.file());
  for (const std::string& damage :
       {std::string("UPDATE seals SET signature = zeroblob(64) WHERE number = 6"),
        std::string("UPDATE seals SET signer = zeroblob(32) WHERE number = 6"),
        std::string("UPDATE seals SET number = 5 WHERE number = 6"),
        std::string("INSERT INTO seals SELECT conversation, 4, signer, signature FROM seals"
                    " WHERE number = 6"),
        std::string("UPDATE seals SET number = number + 100; UPDATE seals SET number = 7"
                    " WHERE number = 106; UPDATE seals SET number = 6 WHERE number = 107")}) {
    {
      Hand hand(directory.file());
      EXPECT_EQ(hand.run("PRAGMA foreign_keys=OFF;" + damage), "") << damage;
    }
    EXPECT_FALSE(verified_for(directory.path(), 9).sound) << damage;
    write_bytes(directory.file(), whole);
    ASSERT_TRUE(verified_for(directory.path(), 9).sound);
  }
}

TEST(Seals, AreNotMadeWithoutAKeyAndAreThenMissedByTheCount) {
  const Directory directory;
  {
    SqliteJournal journal(directory.path());
    ASSERT_TRUE(append(journal, of(one, {created(one), ended(2)})));
  }
  const VerifyReport report = verified_for(directory.path(), 9);
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.ends, 1U);
  EXPECT_EQ(report.seals, 0U);
}

TEST(Seals, HoldWhenWordsWereErasedAndSittingsFollow) {
  const Directory directory;
  write_sealed(directory.path());
  {
    SqliteJournal journal(directory.path(), sealed_with(9));
    ASSERT_TRUE(append(journal, of(one, {plain(8), ended(9)}, {}, {}, {{2}, {4}})));
  }
  const VerifyReport report = verified_for(directory.path(), 9);
  EXPECT_TRUE(report.sound) << report.fault;
  EXPECT_EQ(report.seals, 3U);
  EXPECT_EQ(report.erased, 2U);
}

// RFC 8032, section 7.1, test 1: the key that its secret makes.
TEST(Seals, AreOfTheKeyThatRfc8032Gives) {
  constexpr unsigned char secret[] = {0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60,
                                      0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
                                      0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19,
                                      0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
  constexpr unsigned char its_public[] = {0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7,
                                          0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
                                          0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25,
                                          0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a};
  SealSeed seed;
  journal::SealSigner signer;
  std::memcpy(seed.bytes.data(), secret, sizeof secret);
  std::memcpy(signer.bytes.data(), its_public, sizeof its_public);
  EXPECT_EQ(journal::signer_of(seed), signer);
}

}  // namespace
}  // namespace arena::test
