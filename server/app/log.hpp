// SPDX-License-Identifier: EUPL-1.2
// The operator's log, on standard error: one line per start, stop, freeze and failure. Never a
// content, a name, a secret or a participant's address.
//
// Thread-safe.
#pragma once

#include <memory>
#include <string>

namespace arena::app {

class Log {
 public:
  explicit Log(bool quiet);
  ~Log();
  void info(const std::string& line);
  void error(const std::string& line);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;  // absent: quiet
};

}  // namespace arena::app
