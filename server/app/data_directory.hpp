// SPDX-License-Identifier: EUPL-1.2
// A data directory that this process owns: locked from construction to destruction, with the
// administrator's token, the key of the seals and, while a server runs, its address.
//
// Not thread-safe. Throws std::runtime_error with one sentence that says what to do.
#pragma once

#include <filesystem>
#include <string>

#include "server/journal/journal.hpp"

namespace arena::app {

class DataDirectory {
 public:
  // Makes the directory if its parent exists; locks it; makes the token at first use.
  explicit DataDirectory(std::filesystem::path path);
  ~DataDirectory();  // withdraws the address, then lets go of the lock
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] const std::string& token() const noexcept { return token_; }
  [[nodiscard]] const journal::SealSeed& seal() const noexcept { return seal_; }
  // Writes DIR/endpoint, whole or not at all. `fingerprint` of the certificate, empty without TLS.
  void announce(const std::string& url, const std::string& fingerprint);
  void withdraw() noexcept;

 private:
  void lock();
  void read_or_make_token();
  void read_or_make_seal();

  std::filesystem::path path_;
  int lock_ = -1;
  std::string token_;
  journal::SealSeed seal_;
  bool announced_{};
};

}  // namespace arena::app
