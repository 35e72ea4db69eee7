// SPDX-License-Identifier: EUPL-1.2
// What a server, or a device, must never do with an anonymous text: twelve leaks, each a type of
// its own around a server that is otherwise the real one. They exist in this folder alone, so that
// the linkage gate can be shown to find them.
//
// Home: the server's I/O thread, unless a comment says otherwise.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/anonymity/envelope.hpp"
#include "server/anonymity/slots.hpp"
#include "server/hub/ports.hpp"
#include "server/net/server.hpp"

namespace arena::test {

// The world's clock, moved by who drives the server, and who is sending just now: what a server
// knows by the address.
class Scene final : public hub::Clock {
 public:
  explicit Scene(Instant begins) : now_(begins.value) {}
  [[nodiscard]] Instant now() const override { return {now_}; }  // any thread
  void move_to(Instant at) noexcept { now_ = at.value; }
  [[nodiscard]] std::uint32_t sender() const noexcept { return sender_; }
  void sends(std::uint32_t person) noexcept { sender_ = person; }

 private:
  std::atomic<std::int64_t> now_;
  std::atomic<std::uint32_t> sender_{};
};

// Does nothing: the product as it is.
class Plant {
 public:
  explicit Plant(const Scene& scene) : scene_(scene) {}
  virtual ~Plant() = default;
  Plant(const Plant&) = delete;
  Plant& operator=(const Plant&) = delete;

  // ---- the server's side
  virtual void begins(const std::filesystem::path& /*data*/) {}
  virtual void ends() {}
  virtual void draws(const hub::SlotKeys& /*keys*/) {}
  [[nodiscard]] virtual std::optional<hub::SlotEvaluation> issues(const SlotElement& /*blinded*/) {
    return {};
  }
  virtual void receives(std::string& /*envelope*/) {}  // the body, before it is taken
  virtual void arranges(std::vector<std::string>& /*batch*/) {}
  [[nodiscard]] virtual std::string adds_to_notice(std::string_view /*text*/) { return {}; }
  [[nodiscard]] virtual std::optional<std::string> says(const net::HttpRequest& /*request*/) {
    return {};
  }
  [[nodiscard]] virtual bool hides_authors() const { return false; }

  // ---- the device's side; on the thread of the devices
  [[nodiscard]] virtual std::string sends(std::string body) const { return body; }
  [[nodiscard]] virtual bool tells_typing() const { return false; }
  // The key that this person's device believes, whatever the slot was opened with.
  [[nodiscard]] virtual std::optional<anonymity::Element> believed(std::uint32_t /*person*/) const {
    return {};
  }

 protected:
  const Scene& scene_;
};

// "none", "flag" or one of leak_names(); null for anything else.
[[nodiscard]] std::unique_ptr<Plant> plant_named(const std::string& name, const Scene& scene);
[[nodiscard]] std::vector<std::string> leak_names();
// The last part of the address that a person sends from.
[[nodiscard]] constexpr std::uint32_t address_of(std::uint32_t person) { return 10 + person; }

}  // namespace arena::test
