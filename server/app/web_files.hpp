// SPDX-License-Identifier: EUPL-1.2
// The built web application as HTTP answers. Only files that stand in its directory are ever
// given out, by the names they have there.
//
// Home: the I/O thread. Reads from disk; the files are small and few.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "server/net/server.hpp"

namespace arena::app {

class WebFiles {
 public:
  // Without a directory `/` says how to build the application.
  explicit WebFiles(std::optional<std::filesystem::path> directory);

  // `path` as in HttpRequest. `/` and paths of the application's own (no dot in the last part)
  // give index.html. Where a file `NAME.gz` stands beside the file, it is what a reader of gzip
  // gets; nothing is compressed here.
  [[nodiscard]] net::HttpResponse answer(const std::string& path, bool accepts_gzip) const;

 private:
  std::optional<std::filesystem::path> directory_;
};

// --web, else ../share/arena/web beside the binary, else the build in the source tree; only
// if index.html is there. Throws std::runtime_error if `asked` is given and has none.
[[nodiscard]] std::optional<std::filesystem::path> find_web(
    const std::optional<std::filesystem::path>& asked);

}  // namespace arena::app
