// SPDX-License-Identifier: EUPL-1.2
// A built server as a process beside the test, over a temporary directory of its own: for what can
// only be asked from outside, such as what is left in its memory.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/support/loopback_server.hpp"

namespace arena::test {

// `program`: a name in the folder of built programs.
class ArenadProcess : public ServerHand {
 public:
  explicit ArenadProcess(const std::string& program) {
    const std::string path = std::string(ARENA_BINARY_DIR) + "/bin/" + program;
    if (::pipe(log_) != 0) throw std::runtime_error("cannot make a pipe");
    process_ = ::fork();
    if (process_ < 0) throw std::runtime_error("cannot start a process");
    if (process_ == 0) {
      ::dup2(log_[1], STDERR_FILENO);
      ::execl(path.c_str(), path.c_str(), "--data", data().c_str(), "--listen", "127.0.0.1:0",
              nullptr);
      ::_exit(127);
    }
    ::close(log_[1]);
    // Its first line says that it listens; the address is announced by then.
    std::string said;
    for (char c = 0;
         said.find(" listens on ") == std::string::npos && ::read(log_[0], &c, 1) == 1;) {
      said += c;
    }
    std::ifstream endpoint(data() / "endpoint");
    if (!std::getline(endpoint, url_)) throw std::runtime_error(path + " does not start: " + said);
  }
  ~ArenadProcess() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    ::close(log_[0]);
  }

  // All memory that the process may write, as it is now.
  [[nodiscard]] std::string memory() const {
    const std::string folder = "/proc/" + std::to_string(process_);
    std::ifstream maps(folder + "/maps");
    std::ifstream memory(folder + "/mem", std::ios::binary);
    std::string all;
    for (std::string line; std::getline(maps, line);) {
      if (line.find(" rw") == std::string::npos) continue;
      const std::size_t dash = line.find('-');
      const auto begin = std::stoull(line.substr(0, dash), nullptr, 16);
      const auto end = std::stoull(line.substr(dash + 1), nullptr, 16);
      const std::size_t before = all.size();
      all.resize(before + (end - begin));
      memory.clear();
      memory.seekg(static_cast<std::streamoff>(begin));
      memory.read(all.data() + before, static_cast<std::streamsize>(end - begin));
      all.resize(before + static_cast<std::size_t>(memory.gcount()));
    }
    return all;
  }

 private:
  int log_[2]{};
  pid_t process_{};
};

}  // namespace arena::test
