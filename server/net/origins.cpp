// SPDX-License-Identifier: EUPL-1.2
#include "server/net/origins.hpp"

#include <algorithm>
#include <utility>

namespace arena::net {
namespace {

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string bracketed(std::string_view host) {
  const bool ipv6 = host.find(':') != std::string_view::npos;
  return ipv6 ? "[" + std::string(host) + "]" : std::string(host);
}

}  // namespace

std::string host_and_port(std::string_view host, std::uint16_t port) {
  return bracketed(host) + ":" + std::to_string(port);
}

std::string origin_of(Scheme scheme, std::string_view host, std::uint16_t port) {
  const bool secure = scheme == Scheme::https;
  const bool unnamed = port == (secure ? 443 : 80);
  return (secure ? "https://" : "http://") +
         (unnamed ? bracketed(host) : host_and_port(host, port));
}

Origins::Origins(Scheme scheme, std::string_view host, std::uint16_t port,
                 std::vector<std::string> others)
    : allowed_(std::move(others)) {
  allowed_.push_back(origin_of(scheme, host, port));
  if (is_loopback(host)) allowed_.push_back(origin_of(scheme, "localhost", port));
}

bool Origins::allows(std::string_view origin) const noexcept {
  return !origin.empty() && std::find(allowed_.begin(), allowed_.end(), origin) != allowed_.end();
}

}  // namespace arena::net
