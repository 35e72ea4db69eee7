// SPDX-License-Identifier: EUPL-1.2
#include "server/app/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace arena::app {

class Log::Implementation {
 public:
  spdlog::logger logger{"arenad", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

Log::Log(bool quiet) {
  if (quiet) return;
  implementation_ = std::make_unique<Implementation>();
  implementation_->logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  implementation_->logger.flush_on(spdlog::level::info);
}

Log::~Log() = default;

void Log::info(const std::string& line) {
  if (implementation_) implementation_->logger.info("{}", line);
}

void Log::error(const std::string& line) {
  if (implementation_) implementation_->logger.error("{}", line);
}

}  // namespace arena::app
