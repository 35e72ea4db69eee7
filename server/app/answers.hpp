// SPDX-License-Identifier: EUPL-1.2
// The answers that all roads of the HTTP API give alike. Pure.
#pragma once

#include <string>
#include <string_view>

#include "server/net/server.hpp"

namespace arena::app {

// `error` is a machine name, `sentence` says what to do.
[[nodiscard]] net::HttpResponse failure(unsigned status, std::string_view error,
                                        std::string_view sentence);
[[nodiscard]] net::HttpResponse ok(std::string json);
[[nodiscard]] net::HttpResponse only(const char* methods);  // 405
[[nodiscard]] net::HttpResponse not_found();
[[nodiscard]] net::HttpResponse no_such_conversation();
[[nodiscard]] net::HttpResponse record_unreadable();
[[nodiscard]] net::HttpResponse not_closed();      // a conversation whose words can still grow
[[nodiscard]] net::HttpResponse log_unwritable();  // the file of the staff

}  // namespace arena::app
