// SPDX-License-Identifier: EUPL-1.2
// The seats this person has taken, so that joining the same link again is the same seat: one
// file a link under $XDG_STATE_HOME/arena (default ~/.local/state/arena), readable by the owner
// only. A file is named by the digest of its link's secret, which it does not tell.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "clients/cli/server_link.hpp"

namespace arena::cli {

class SeatStore {
 public:
  SeatStore();  // throws Stop if there is no home to keep seats in
  [[nodiscard]] std::optional<Seat> find(const hub::Secret& link) const;
  void keep(const Link& link, const Seat& seat) const;  // throws Stop
  // A file of this store, named by whoever asks; nothing if it is none.
  struct Kept {
    net::Url server;
    Seat seat;
  };
  [[nodiscard]] static std::optional<Kept> read(const std::filesystem::path& file);
  void forget(const hub::Secret& link) const;

  // What was being written when the screen closed, beside the seat and as private. A draft that
  // cannot be kept is no reason to stop: false says so.
  [[nodiscard]] std::string draft(const hub::Secret& link) const;
  [[nodiscard]] bool keep_draft(const hub::Secret& link, const std::string& text) const;

  [[nodiscard]] std::filesystem::path path_of(const hub::Secret& link) const;

 private:
  [[nodiscard]] std::filesystem::path draft_of(const hub::Secret& link) const;
  [[nodiscard]] bool write(const std::filesystem::path& path, const std::string& content) const;
  std::filesystem::path directory_;
};

}  // namespace arena::cli
