// SPDX-License-Identifier: EUPL-1.2
// The exact Origins that may open a socket or call the API from a browser: a page of another
// site must never act with what a person typed into ours. Values; no thread of their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arena::net {

enum class Scheme : std::uint8_t { http, https };

// "http://host:port" as a browser writes it: no default port, IPv6 in brackets.
[[nodiscard]] std::string origin_of(Scheme scheme, std::string_view host, std::uint16_t port);
// "127.0.0.1:8470"; IPv6 in brackets.
[[nodiscard]] std::string host_and_port(std::string_view host, std::uint16_t port);

class Origins {
 public:
  Origins() = default;
  // Of a server listening on host:port. On a loopback address the name `localhost` is the same.
  Origins(Scheme scheme, std::string_view host, std::uint16_t port,
          std::vector<std::string> others);

  [[nodiscard]] bool allows(std::string_view origin) const noexcept;

 private:
  std::vector<std::string> allowed_;
};

}  // namespace arena::net
