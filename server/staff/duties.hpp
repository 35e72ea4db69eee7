// SPDX-License-Identifier: EUPL-1.2
// What each member of staff may do: as little as the work needs. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace arena::staff {

enum class Role : std::uint8_t {
  administrator,  // looks after accounts, reads who did what; sees no conversation
  host,           // prepares conversations and invites to them
  facilitator,    // writes report and letter of those entrusted to them
  researcher,     // reads the transcripts of those entrusted to them
};
using Roles = std::vector<Role>;

// What a request does; also the word for it in the log.
enum class Deed : std::uint8_t {
  log_in,
  log_out,
  see_accounts,
  add_account,
  remove_account,
  see_log,
  made_account,  // what came of it, with its number
  list_conversations,
  open_conversation,
  opened_conversation,  // what came of it, with its number
  entrust,
  make_link,
  make_code,
  erase_person,
  write_document,
  read_transcript,   // that was released
  check_transcript,  // before it is
  propose_release,
  confirm_release,  // by who was named before the conversation opened
};

[[nodiscard]] bool may(const Roles& roles, Deed deed) noexcept;
// "administrator", "host", "facilitator", "researcher".
[[nodiscard]] std::string_view name(Role role) noexcept;
[[nodiscard]] std::optional<Role> role_named(std::string_view name) noexcept;
[[nodiscard]] std::string_view name(Deed deed) noexcept;

}  // namespace arena::staff
