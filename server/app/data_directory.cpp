// SPDX-License-Identifier: EUPL-1.2
#include "server/app/data_directory.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "server/app/server_app.hpp"
#include "server/codec/api.hpp"

namespace arena::app {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t token_bytes = 16;

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

[[noreturn]] void fail(const std::string& sentence) { throw std::runtime_error(sentence); }

std::string reason(int error) { return std::system_category().message(error); }

// A descriptor that closes itself.
class File {
 public:
  File(const fs::path& path, int flags, mode_t mode = 0)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] int release() noexcept { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

std::optional<std::string> first_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line.empty()) return std::nullopt;
  return line;
}

// Whole or not at all, also after a crash: written beside, synced, renamed.
void write_atomically(const fs::path& path, std::string_view text, mode_t mode) {
  const fs::path beside = path.string() + ".new";
  ::unlink(beside.c_str());
  const File file(beside, O_WRONLY | O_CREAT | O_EXCL, mode);
  const bool written = file.is_open() && ::write(file.descriptor(), text.data(), text.size()) ==
                                             static_cast<ssize_t>(text.size());
  if (!written || ::fsync(file.descriptor()) != 0 || ::rename(beside.c_str(), path.c_str()) != 0) {
    fail("Cannot write " + quoted(path) + " (" + reason(errno) +
         "): make room, or allow this user to write there.");
  }
}

void make_directory(const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return;
  if (errno == ENOENT) {
    fail("The data directory " + quoted(path) +
         " cannot be made, because the directory above it is missing: make that first.");
  }
  fail("The data directory " + quoted(path) + " cannot be made (" + reason(errno) +
       "): give one that this user may write.");
}

// A lock of the open file: it is let go when the process ends, however it ends, and can be
// looked at without being taken.
struct flock whole_file() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

bool is_locked(int descriptor) {
  struct flock lock = whole_file();
  return ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

std::string random_hex(std::size_t size) {
  if (sodium_init() < 0) fail("The cryptographic library cannot start: reinstall libsodium.");
  std::vector<std::byte> bytes(size);
  randombytes_buf(bytes.data(), bytes.size());
  return codec::hex(bytes);
}

}  // namespace

DataDirectory::DataDirectory(fs::path path) : path_(std::move(path)) {
  if (path_.empty()) fail("No data directory is given: name one with --data DIR.");
  make_directory(path_);
  if (!fs::is_directory(path_)) {
    fail("The data directory " + quoted(path_) + " is not a directory: give another.");
  }
  lock();
  try {
    read_or_make_token();
    read_or_make_seal();
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

DataDirectory::~DataDirectory() {
  withdraw();
  ::close(lock_);  // the lock goes with it
}

void DataDirectory::lock() {
  File file(path_ / "lock", O_RDWR | O_CREAT, 0600);
  if (!file.is_open()) {
    fail("The data directory " + quoted(path_) + " cannot be written (" + reason(errno) +
         "): allow this user to write there, or give another.");
  }
  struct flock lock = whole_file();
  if (::fcntl(file.descriptor(), F_OFD_SETLK, &lock) != 0) {
    fail("The data directory " + quoted(path_) +
         " is in use by another arenad: stop that one, or give another directory.");
  }
  lock_ = file.release();
}

void DataDirectory::read_or_make_token() {
  const fs::path file = path_ / "admin.token";
  if (!fs::exists(file)) write_atomically(file, random_hex(token_bytes) + "\n", 0600);
  token_ = admin_token(path_);
}

void DataDirectory::read_or_make_seal() {
  const fs::path file = path_ / "seal.key";
  if (!fs::exists(file)) write_atomically(file, random_hex(journal::SealSeed::size) + "\n", 0600);
  const auto seed = seal_seed(path_);
  if (!seed) {
    fail("The key of the seals in " + quoted(file) +
         " is damaged: put back a copy, or move it away to have seals by a new one.");
  }
  seal_ = *seed;
}

void DataDirectory::announce(const std::string& url, const std::string& fingerprint) {
  const std::string second = fingerprint.empty() ? "" : fingerprint + "\n";
  write_atomically(path_ / "endpoint", url + "\n" + second, 0600);
  announced_ = true;
}

void DataDirectory::withdraw() noexcept {
  if (!std::exchange(announced_, false)) return;
  ::unlink((path_ / "endpoint").c_str());
}

std::optional<std::string> running_at(const fs::path& data) {
  const File file(data / "lock", O_RDWR);
  if (!file.is_open() || !is_locked(file.descriptor())) return std::nullopt;
  return first_line(data / "endpoint");
}

std::string fingerprint_at(const fs::path& data) {
  std::ifstream file(data / "endpoint");
  std::string address, fingerprint;
  std::getline(file, address);
  std::getline(file, fingerprint);
  return fingerprint;
}

std::optional<journal::SealSeed> seal_seed(const fs::path& data) {
  const auto line = first_line(data / "seal.key");
  return line ? codec::from_hex<journal::SealSeed>(*line) : std::nullopt;
}

std::string admin_token(const fs::path& data) {
  const auto token = first_line(data / "admin.token");
  if (token && token->size() == 2 * token_bytes) return *token;
  fail("There is no administrator's token in " + quoted(data / "admin.token") +
       ": it is made when arenad first starts there; remove a damaged one to have it made anew.");
}

}  // namespace arena::app
