// SPDX-License-Identifier: EUPL-1.2
// Seals: at the end of a sitting and of a conversation its chain is signed (Ed25519, RFC 8032), so
// that who noted the signer can tell that nothing before it was made anew. docs/record-format.md.
//
// Pure but for libsodium. Safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/journal/journal.hpp"
#include "sessions/event.hpp"

namespace arena::journal {

class Sealer {
 public:
  explicit Sealer(const SealSeed& seed);
  ~Sealer();
  Sealer(const Sealer&) = delete;
  Sealer& operator=(const Sealer&) = delete;

  [[nodiscard]] const SealSigner& signer() const noexcept { return signer_; }
  // 64 bytes. `link` is that of the chain after event `number`.
  [[nodiscard]] std::string seal(const ConversationId& conversation, std::int64_t number,
                                 std::string_view link) const;

 private:
  std::array<unsigned char, 64> secret_{};
  SealSigner signer_;
};

[[nodiscard]] bool is_seal(std::string_view seal, std::string_view signer,
                           const ConversationId& conversation, std::int64_t number,
                           std::string_view link);

// The end of a sitting, or the close.
[[nodiscard]] bool is_sealed(const Event& event) noexcept;

}  // namespace arena::journal
