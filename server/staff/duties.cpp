// SPDX-License-Identifier: EUPL-1.2
#include "server/staff/duties.hpp"

#include <algorithm>
#include <array>

namespace arena::staff {
namespace {

constexpr std::array all_roles{Role::administrator, Role::host, Role::facilitator,
                               Role::researcher};

bool may(Role role, Deed deed) noexcept {
  switch (deed) {
    case Deed::log_in:
    case Deed::log_out:
      return true;
    case Deed::made_account:
    case Deed::opened_conversation:
      return false;  // nobody asks for these
    case Deed::see_accounts:
    case Deed::add_account:
    case Deed::remove_account:
    case Deed::see_log:
      return role == Role::administrator;
    case Deed::list_conversations:
      return role != Role::administrator;
    case Deed::open_conversation:
    case Deed::entrust:
    case Deed::make_link:
    case Deed::make_code:
    case Deed::erase_person:
      return role == Role::host;
    case Deed::write_document:
    case Deed::check_transcript:
    case Deed::propose_release:
      return role == Role::facilitator;
    case Deed::read_transcript:
      return role == Role::researcher;
    case Deed::confirm_release:
      return role == Role::host || role == Role::facilitator;
  }
  return false;
}

}  // namespace

bool may(const Roles& roles, Deed deed) noexcept {
  return std::any_of(roles.begin(), roles.end(), [&](Role role) { return may(role, deed); });
}

std::string_view name(Role role) noexcept {
  switch (role) {
    case Role::administrator:
      return "administrator";
    case Role::host:
      return "host";
    case Role::facilitator:
      return "facilitator";
    case Role::researcher:
      return "researcher";
  }
  return "";
}

std::optional<Role> role_named(std::string_view wanted) noexcept {
  for (const Role role : all_roles) {
    if (name(role) == wanted) return role;
  }
  return std::nullopt;
}

std::string_view name(Deed deed) noexcept {
  switch (deed) {
    case Deed::log_in:
      return "log in";
    case Deed::log_out:
      return "log out";
    case Deed::see_accounts:
      return "see accounts";
    case Deed::add_account:
      return "add account";
    case Deed::remove_account:
      return "remove account";
    case Deed::made_account:
      return "made account";
    case Deed::see_log:
      return "see log";
    case Deed::list_conversations:
      return "list conversations";
    case Deed::open_conversation:
      return "open conversation";
    case Deed::opened_conversation:
      return "opened conversation";
    case Deed::entrust:
      return "entrust conversation";
    case Deed::make_link:
      return "make link";
    case Deed::make_code:
      return "make code";
    case Deed::erase_person:
      return "erase person";
    case Deed::write_document:
      return "write report or letter";
    case Deed::read_transcript:
      return "read transcript";
    case Deed::check_transcript:
      return "check transcript";
    case Deed::propose_release:
      return "propose release";
    case Deed::confirm_release:
      return "confirm release";
  }
  return "";
}

}  // namespace arena::staff
