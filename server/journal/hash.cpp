// SPDX-License-Identifier: EUPL-1.2
#include "server/journal/hash.hpp"

#include <sodium.h>

#include <array>
#include <cstring>

#include "server/journal/journal.hpp"

namespace arena::journal {
namespace {

constexpr std::size_t hash_bytes = 32;

// Domains keep the hashes apart: bytes hashed for one purpose never give the hash of another.
constexpr std::string_view commitment_domain = "arena.v1 commitment\n";
constexpr std::string_view secret_domain = "arena.v1 secret\n";
constexpr std::string_view chain_domain = "arena.v1 chain\n";
constexpr std::string_view content_domain = "arena.v1 content\n";

template <class Target>
Target octets_of(const std::string& hash) {
  static_assert(Target::size == hash_bytes);
  Target out;
  std::memcpy(out.bytes.data(), hash.data(), hash_bytes);
  return out;
}

std::string big_endian(std::int64_t number) {
  std::string out(8, '\0');
  auto rest = static_cast<std::uint64_t>(number);
  for (std::size_t i = out.size(); i > 0; --i, rest >>= 8U) {
    out[i - 1] = static_cast<char>(rest & 0xFFU);
  }
  return out;
}

}  // namespace

std::string blake2b(std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, hash_bytes);
  for (const std::string_view part : parts) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
  }
  std::array<unsigned char, hash_bytes> hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string chain_begin(const ConversationId& conversation) {
  return blake2b({chain_domain, raw(conversation)});
}

std::string chain_next(std::string_view before, std::string_view bytes) {
  return blake2b({before, bytes});
}

std::string content_checksum(const ConversationId& conversation, std::int64_t number,
                             std::string_view salt, std::string_view text) {
  return blake2b({content_domain, raw(conversation), big_endian(number), salt, text});
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

Commitment commitment(const Salt& salt, std::string_view bytes) {
  return octets_of<Commitment>(blake2b({commitment_domain, raw(salt), bytes}));
}

hub::Digest digest(const hub::Secret& secret) {
  return octets_of<hub::Digest>(blake2b({secret_domain, raw(secret)}));
}

}  // namespace arena::journal
