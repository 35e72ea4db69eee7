// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/line_input.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

namespace arena::cli {
namespace {

// Files and devices such as /dev/null are always ready and cannot be waited for.
bool can_be_waited_for(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return false;
  return S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) || isatty(descriptor) != 0;
}

}  // namespace

LineInput::LineInput(boost::asio::io_context& io, int descriptor,
                     std::function<void(std::string)> line, std::function<void()> end)
    : descriptor_(io), line_(std::move(line)), end_(std::move(end)) {
  const int own = dup(descriptor);
  if (own >= 0 && can_be_waited_for(own)) {
    descriptor_.assign(own);
    wait();
    return;
  }
  boost::asio::post(io, [this, own] {
    if (own < 0) return end_();
    descriptor_.assign(own);
    while (read_some()) give_lines();
    end_();
  });
}

void LineInput::wait() {
  descriptor_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                         [this](const boost::system::error_code& ec) {
                           if (ec == boost::asio::error::operation_aborted) return;
                           if (!ec && read_some()) {
                             give_lines();
                             return wait();
                           }
                           end_();
                         });
}

bool LineInput::read_some() {
  std::array<char, 4096> bytes{};
  ssize_t size{};
  do {
    size = ::read(descriptor_.native_handle(), bytes.data(), bytes.size());
  } while (size < 0 && errno == EINTR);
  if (size > 0) {
    buffer_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
  }
  // A last line may lack its line feed.
  if (!buffer_.empty()) line_(std::exchange(buffer_, {}));
  return false;
}

void LineInput::give_lines() {
  std::size_t start = 0;
  for (std::size_t end{}; (end = buffer_.find('\n', start)) != std::string::npos; start = end + 1) {
    std::string line = buffer_.substr(start, end - start);
    if (line.ends_with('\r')) line.pop_back();
    line_(std::move(line));
  }
  buffer_.erase(0, start);
}

}  // namespace arena::cli
