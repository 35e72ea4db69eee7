// SPDX-License-Identifier: EUPL-1.2
// A printed invitation: what it is, what one does there, when, what is promised, and the way in as
// a code and as letters. Pure.
#pragma once

#include <string>

#include "server/library/language.hpp"
#include "sessions/ids.hpp"

namespace arena::cli {

struct Invitation {
  std::string title;
  std::string role;  // "client", as the API names it
  std::string link;
  bool personal{};
  std::string when;   // as people say it; may be empty
  std::string where;  // the same
  library::Language language{};
  Instant made;
};
// One HTML file to print.
[[nodiscard]] std::string invitation_page(const Invitation& invitation);

}  // namespace arena::cli
