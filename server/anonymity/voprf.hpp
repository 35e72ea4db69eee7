// SPDX-License-Identifier: EUPL-1.2
// One-time tokens that nobody can connect with the seat they were issued to: the verifiable
// oblivious pseudorandom function of RFC 9497 (mode VOPRF, ristretto255-SHA512).
//
// The holder blinds a random input, the server evaluates it under the key of the slot and proves
// that it used that key, the holder unblinds. The server has then seen neither the input nor the
// output, yet can compute the output of any input it is shown. A token is an input together with
// its output. The proof is what keeps a server from giving each person a key of their own, by which
// it would know them again; a client that does not check it has no anonymity.
//
//     server                              holder
//     SlotKey key = SlotKey::random();    public key, from the event that opened the slot
//                                         Blinding b = *blind(input);       -> b.blinded
//     key.evaluate({b.blinded})  ->       unblind({input}, {b}, evaluation, public key)
//     key.output(input)                   shows input and output
//
// Everything here is pure but for the random numbers of libsodium, whose constant-time scalar
// multiplication it uses. sodium_init() must have succeeded. Safe from any thread.
// Source: RFC 9497 sections 2, 3 and 4.1; RFC 9380 section 5.3.1.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sessions/ids.hpp"
#include "sessions/slot.hpp"

namespace arena::anonymity {

using Element = SlotElement;                  // of the group, as RFC 9496 writes it
using Scalar = Octets<struct ScalarTag, 32>;  // modulo the order of the group, little-endian
using Output = Octets<struct OutputTag, 64>;
using Bytes = std::span<const std::byte>;

struct Proof {
  Scalar challenge;
  Scalar response;
  friend bool operator==(const Proof&, const Proof&) = default;
};

// Of some blinded elements, in their order, with one proof for all.
struct Evaluation {
  std::vector<Element> elements;
  Proof proof;
  friend bool operator==(const Evaluation&, const Evaluation&) = default;
};

constexpr std::size_t batch_max = 1'000;
constexpr std::size_t input_bytes_max = 65'535;

// The key of one slot. Not copied, wiped when it goes.
class SlotKey {
 public:
  [[nodiscard]] static SlotKey random();
  // DeriveKeyPair of RFC 9497; for its test vectors. Nothing in about one of 2^252 cases.
  [[nodiscard]] static std::optional<SlotKey> derive(Bytes seed, Bytes info);
  // The key that these bytes are; nothing if they are no scalar, or zero.
  [[nodiscard]] static std::optional<SlotKey> from(const Scalar& secret);

  SlotKey(SlotKey&& other) noexcept;
  SlotKey& operator=(SlotKey&& other) noexcept;
  SlotKey(const SlotKey&) = delete;
  SlotKey& operator=(const SlotKey&) = delete;
  ~SlotKey();

  [[nodiscard]] const Element& public_key() const noexcept { return public_; }
  [[nodiscard]] const Scalar& secret() const noexcept {
    return secret_;
  }  // to keep until the close

  // Nothing if there are no elements, more than batch_max, or one of them is not of the group.
  // `nonce` is for the test vectors; without it the proof draws a fresh one, as it must.
  [[nodiscard]] std::optional<Evaluation> evaluate(std::span<const Element> blinded,
                                                   const Scalar* nonce = nullptr) const;
  // What the holder of this input has if it was issued under this key.
  [[nodiscard]] std::optional<Output> output(Bytes input) const;

 private:
  explicit SlotKey(const Scalar& secret);

  Scalar secret_;
  Element public_;
};

// Compares in constant time.
[[nodiscard]] bool same(const Output& a, const Output& b) noexcept;

// ---- the holder's side

struct Blinding {
  Scalar scalar;    // the holder's secret
  Element blinded;  // what the server is shown
};

// Nothing if the input is longer than input_bytes_max.
[[nodiscard]] std::optional<Blinding> blind(Bytes input);
[[nodiscard]] std::optional<Blinding> blind_with(Bytes input, const Scalar& scalar);

// The outputs of `inputs`, in their order; nothing unless the proof holds for exactly these
// blinded elements and this public key.
[[nodiscard]] std::optional<std::vector<Output>> unblind(std::span<const Bytes> inputs,
                                                         std::span<const Blinding> blindings,
                                                         const Evaluation& evaluation,
                                                         const Element& public_key);

}  // namespace arena::anonymity
