// SPDX-License-Identifier: EUPL-1.2
#include "server/journal/seal.hpp"

#include <sodium.h>

#include <stdexcept>
#include <variant>

#include "server/journal/hash.hpp"

namespace arena::journal {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// What is signed: one fixed length, in a domain of its own.
std::string statement(const ConversationId& conversation, std::int64_t number,
                      std::string_view link) {
  std::string said = "arena.v1 seal\n";
  said.append(raw(conversation));
  constexpr int byte = 8;
  for (int shift = 64 - byte; shift >= 0; shift -= byte) {
    said.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> shift));
  }
  return said.append(link);
}

}  // namespace

SealSigner signer_of(const SealSeed& seed) { return Sealer(seed).signer(); }

Sealer::Sealer(const SealSeed& seed) {
  static_assert(SealSeed::size == crypto_sign_SEEDBYTES);
  static_assert(SealSigner::size == crypto_sign_PUBLICKEYBYTES);
  static_assert(sizeof secret_ == crypto_sign_SECRETKEYBYTES);
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start; reinstall it.");
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(signer_.bytes.data()), secret_.data(),
                           reinterpret_cast<const unsigned char*>(seed.bytes.data()));
}

Sealer::~Sealer() { sodium_memzero(secret_.data(), secret_.size()); }

std::string Sealer::seal(const ConversationId& conversation, std::int64_t number,
                         std::string_view link) const {
  const std::string said = statement(conversation, number, link);
  std::string out(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr, bytes_of(said),
                       said.size(), secret_.data());
  return out;
}

bool is_seal(std::string_view seal, std::string_view signer, const ConversationId& conversation,
             std::int64_t number, std::string_view link) {
  if (seal.size() != crypto_sign_BYTES || signer.size() != crypto_sign_PUBLICKEYBYTES) return false;
  const std::string said = statement(conversation, number, link);
  return crypto_sign_verify_detached(bytes_of(seal), bytes_of(said), said.size(),
                                     bytes_of(signer)) == 0;
}

bool is_sealed(const Event& event) noexcept {
  return std::holds_alternative<SittingEnded>(event.body) ||
         std::holds_alternative<Closed>(event.body);
}

}  // namespace arena::journal
