// SPDX-License-Identifier: EUPL-1.2
// A chair and two clients in the open round of a conversation without a gate or a queue, on real
// sockets. For tests that begin where people can speak.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <string>
#include <vector>

#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {

class OpenRoom : public testing::Test {
 protected:
  void begin(ArchiveLevel level = ArchiveLevel::full, const std::string& name_of_ana = {},
             const LoopbackServer::Adjust& adjust = {}) {
    created = server.create("open_gesprek", level, adjust);
    chair.join(link_for(created, "chair"));
    ASSERT_TRUE(chair.attach());
    for (Participant* one : {&ana, &ben}) {
      one->join(link_for(created, "client"), one == &ana ? name_of_ana : "");
      ASSERT_TRUE(one->attach());
    }
    ASSERT_TRUE(chair.admit(2));
    ASSERT_EQ(chair.ask_and_wait(OpenRound{1}), "");
    for (Participant* one : everybody()) {
      ASSERT_TRUE(one->wait([&] { return one->room().round == 1; }));
    }
  }
  void end() {
    ASSERT_EQ(chair.ask_and_wait(EndSitting{}), "");
    ASSERT_TRUE(chair.wait([&] { return chair.room().round == 0; }));
    ASSERT_EQ(chair.ask_and_wait(CloseConversation{}, "", Room{}), "");
  }
  // Whether these words stand in any file of the data directory.
  [[nodiscard]] bool stands(const std::string& words) const {
    return server.stored().find(words) != std::string::npos;
  }
  std::vector<Participant*> everybody() { return {&chair, &ana, &ben}; }

  LoopbackServer server;
  codec::ApiConversationCreated created;
  boost::asio::io_context io;
  Participant chair{io};
  Participant ana{io};
  Participant ben{io};
};

}  // namespace arena::test
