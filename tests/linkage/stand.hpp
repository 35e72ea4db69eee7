// SPDX-License-Identifier: EUPL-1.2
// A whole server with a clock in somebody's hand: the real hub, record, slots, sockets and road for
// envelopes, on the loopback interface, in a thread of its own; and a plant around its ports.
//
// Its functions are called by the one who made it, and wait for their answer.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/hub/hub.hpp"
#include "tests/linkage/plant.hpp"

namespace arena::test {

class Stand {
 public:
  Stand(const std::filesystem::path& data, Scene& scene, Plant& plant, Script script);
  ~Stand();  // at once, with no farewell
  Stand(const Stand&) = delete;
  Stand& operator=(const Stand&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] hub::ConversationOpened open();
  [[nodiscard]] hub::Secret join(const hub::Secret& link);
  [[nodiscard]] std::vector<Record> history(ConversationId conversation);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace arena::test
