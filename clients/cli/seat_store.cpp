// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/seat_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "clients/cli/command.hpp"
#include "server/codec/api.hpp"
#include "server/journal/journal.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;

fs::path state_home() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  const char* const state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return state;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): as above
  const char* const home = std::getenv("HOME");
  if (home != nullptr && *home == '/') return fs::path(home) / ".local" / "state";
  throw Stop(said_no, "There is no place to keep your seat; set XDG_STATE_HOME to a directory.");
}

nlohmann::json json_in(const fs::path& path) {
  std::ifstream file(path);
  return file ? nlohmann::json::parse(file, nullptr, false) : nlohmann::json();
}

std::string word_in(const nlohmann::json& kept, const char* key) {
  if (!kept.is_object()) return {};
  const auto found = kept.find(key);
  return found != kept.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<Seat> seat_in(const nlohmann::json& kept) {
  const auto conversation = codec::from_hex<ConversationId>(word_in(kept, "conversation"));
  const auto secret = codec::from_hex<hub::Secret>(word_in(kept, "seat_secret"));
  if (!conversation || !secret) return std::nullopt;
  return Seat{*conversation, *secret};
}

std::string address_of(const net::Url& server) {
  const bool six = server.host.find(':') != std::string::npos;
  return (server.secure ? "https://" : "http://") + (six ? "[" + server.host + "]" : server.host) +
         ":" + server.port + "/";
}

}  // namespace

SeatStore::SeatStore() : directory_(state_home() / "arena") {}

fs::path SeatStore::path_of(const hub::Secret& link) const {
  return directory_ / (codec::hex(journal::digest(link)).substr(0, 32) + ".json");
}

std::optional<Seat> SeatStore::find(const hub::Secret& link) const {
  return seat_in(json_in(path_of(link)));
}

std::optional<SeatStore::Kept> SeatStore::read(const fs::path& file) {
  const nlohmann::json kept = json_in(file);
  const std::optional<Seat> seat = seat_in(kept);
  if (!seat) return std::nullopt;
  auto server = net::parse_url(word_in(kept, "server"));
  if (!server) return std::nullopt;
  return Kept{std::move(*server), *seat};
}

// Readable by the owner only from its first byte on, and complete or absent.
bool SeatStore::write(const fs::path& path, const std::string& content) const {
  std::error_code ec;
  fs::create_directories(directory_, ec);
  fs::permissions(directory_, fs::perms::owner_all, ec);
  const fs::path part = path.string() + ".part";
  fs::remove(part, ec);
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written = file >= 0 && ::write(file, content.data(), content.size()) ==
                                        static_cast<ssize_t>(content.size());
  const bool closed = file < 0 || ::close(file) == 0;
  ec.clear();
  if (written && closed) fs::rename(part, path, ec);
  return written && closed && !ec;
}

void SeatStore::keep(const Link& link, const Seat& seat) const {
  const nlohmann::json kept{{"server", address_of(link.server)},
                            {"conversation", codec::hex(seat.conversation)},
                            {"seat_secret", codec::hex(seat.secret)}};
  if (!write(path_of(link.secret), kept.dump() + "\n")) {
    throw Stop(said_no, "Your seat cannot be kept in " + directory_.string() +
                            "; make it writable or set XDG_STATE_HOME.");
  }
}

fs::path SeatStore::draft_of(const hub::Secret& link) const {
  return path_of(link).replace_extension(".draft");
}

std::string SeatStore::draft(const hub::Secret& link) const {
  std::ifstream file(draft_of(link), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool SeatStore::keep_draft(const hub::Secret& link, const std::string& text) const {
  if (!text.empty()) return write(draft_of(link), text);
  std::error_code ec;
  fs::remove(draft_of(link), ec);
  return !ec;
}

void SeatStore::forget(const hub::Secret& link) const {
  std::error_code ec;
  fs::remove(path_of(link), ec);
  fs::remove(draft_of(link), ec);
}

}  // namespace arena::cli
