// SPDX-License-Identifier: EUPL-1.2
// Lines from a file descriptor on an io_context, whether it is a terminal, a pipe or a file. The
// descriptor stays in blocking mode, for a terminal shares that mode with the shell.
//
// Home: the thread that runs `io`.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <string>

namespace arena::cli {

class LineInput {
 public:
  LineInput(boost::asio::io_context& io, int descriptor, std::function<void(std::string)> line,
            std::function<void()> end);

 private:
  void wait();
  bool read_some();  // false at the end
  void give_lines();

  boost::asio::posix::stream_descriptor descriptor_;
  std::function<void(std::string)> line_;
  std::function<void()> end_;
  std::string buffer_;
};

}  // namespace arena::cli
