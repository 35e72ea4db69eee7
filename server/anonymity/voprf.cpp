// SPDX-License-Identifier: EUPL-1.2
#include "server/anonymity/voprf.hpp"

#include <sodium.h>

#include <cstring>
#include <initializer_list>
#include <string>

namespace arena::anonymity {
namespace {

static_assert(Element::size == crypto_core_ristretto255_BYTES);
static_assert(Scalar::size == crypto_core_ristretto255_SCALARBYTES);
static_assert(Output::size == crypto_hash_sha512_BYTES);

using Wide = std::array<unsigned char, crypto_hash_sha512_BYTES>;

template <class Tag, std::size_t N>
[[nodiscard]] unsigned char* raw(Octets<Tag, N>& octets) {
  return reinterpret_cast<unsigned char*>(octets.bytes.data());
}
template <class Tag, std::size_t N>
[[nodiscard]] const unsigned char* raw(const Octets<Tag, N>& octets) {
  return reinterpret_cast<const unsigned char*>(octets.bytes.data());
}
template <class Tag, std::size_t N>
[[nodiscard]] std::string_view view(const Octets<Tag, N>& octets) {
  return {reinterpret_cast<const char*>(octets.bytes.data()), N};
}
[[nodiscard]] std::string_view view(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// "OPRFV1-" || mode || "-" || suite
constexpr std::string_view context{"OPRFV1-\x01-ristretto255-SHA512", 28};
static_assert(context.size() == 7 + 1 + 1 + 19);

// I2OSP(value, 2)
[[nodiscard]] std::string two_bytes(std::size_t value) {
  return {static_cast<char>(value >> 8U & 0xFFU), static_cast<char>(value & 0xFFU)};
}
// I2OSP(len(bytes), 2) || bytes
[[nodiscard]] std::string measured(std::string_view bytes) {
  return two_bytes(bytes.size()).append(bytes);
}

[[nodiscard]] Wide sha512(std::initializer_list<std::string_view> parts) {
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  for (const std::string_view part : parts) {
    crypto_hash_sha512_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
  }
  Wide out;
  crypto_hash_sha512_final(&state, out.data());
  sodium_memzero(&state, sizeof state);
  return out;
}
[[nodiscard]] std::string_view view(const Wide& wide) {
  return {reinterpret_cast<const char*>(wide.data()), wide.size()};
}

// expand_message_xmd of RFC 9380 with SHA-512 and an output of one block.
[[nodiscard]] Wide expand(std::initializer_list<std::string_view> message, std::string_view use) {
  static constexpr std::array<char, 128> z_pad{};
  std::string tag{use};
  tag.append(context);
  tag.push_back(static_cast<char>(tag.size()));
  std::string whole{z_pad.data(), z_pad.size()};
  for (const std::string_view part : message) whole.append(part);
  whole.append(two_bytes(Wide{}.size())).push_back('\0');
  const Wide first = sha512({whole, tag});
  sodium_memzero(whole.data(), whole.size());
  return sha512({view(first), "\x01", tag});
}

[[nodiscard]] Scalar hash_to_scalar(std::initializer_list<std::string_view> message,
                                    std::string_view use = "HashToScalar-") {
  Wide wide = expand(message, use);
  Scalar out;
  crypto_core_ristretto255_scalar_reduce(raw(out), wide.data());
  sodium_memzero(wide.data(), wide.size());
  return out;
}

[[nodiscard]] Element hash_to_group(Bytes input) {
  const Wide wide = expand({view(input)}, "HashToGroup-");
  Element out;
  crypto_core_ristretto255_from_hash(raw(out), wide.data());
  return out;
}

[[nodiscard]] bool zero(const Scalar& scalar) {
  return sodium_is_zero(raw(scalar), Scalar::size) == 1;
}

// Whether the bytes are the one form of a number below the order of the group.
[[nodiscard]] bool canonical(const Scalar& scalar) {
  std::array<unsigned char, crypto_core_ristretto255_NONREDUCEDSCALARBYTES> wide{};
  std::memcpy(wide.data(), raw(scalar), Scalar::size);
  Scalar reduced;
  crypto_core_ristretto255_scalar_reduce(raw(reduced), wide.data());
  const bool is = sodium_memcmp(raw(reduced), raw(scalar), Scalar::size) == 0;
  sodium_memzero(wide.data(), wide.size());
  sodium_memzero(raw(reduced), Scalar::size);
  return is;
}

// Whether the bytes are an element, and not the identity.
[[nodiscard]] bool of_the_group(const Element& element) {
  return crypto_core_ristretto255_is_valid_point(raw(element)) == 1 &&
         sodium_is_zero(raw(element), Element::size) == 0;
}

// Nothing if the result is the identity or the bytes are no element.
[[nodiscard]] std::optional<Element> times(const Scalar& scalar, const Element& element) {
  Element out;
  if (crypto_scalarmult_ristretto255(raw(out), raw(scalar), raw(element)) != 0) return std::nullopt;
  return out;
}
[[nodiscard]] std::optional<Element> times_generator(const Scalar& scalar) {
  Element out;
  if (crypto_scalarmult_ristretto255_base(raw(out), raw(scalar)) != 0) return std::nullopt;
  return out;
}
// The same, where the result may be the identity.
[[nodiscard]] Element or_identity(const std::optional<Element>& element) {
  return element.value_or(Element{});
}
[[nodiscard]] Element plus(const Element& a, const Element& b) {
  Element out;
  crypto_core_ristretto255_add(raw(out), raw(a), raw(b));
  return out;
}

[[nodiscard]] Scalar random_scalar() {
  Scalar out;
  do {
    crypto_core_ristretto255_scalar_random(raw(out));
  } while (zero(out));
  return out;
}

// The weight of each pair in the one that stands for all (ComputeComposites).
[[nodiscard]] std::vector<Scalar> weights(const Element& public_key,
                                          std::span<const Element> blinded,
                                          std::span<const Element> evaluated) {
  const Wide seed = sha512({measured(view(public_key)), measured("Seed-" + std::string{context})});
  std::vector<Scalar> out;
  out.reserve(blinded.size());
  for (std::size_t i = 0; i < blinded.size(); ++i) {
    out.push_back(hash_to_scalar({measured(view(seed)), two_bytes(i), measured(view(blinded[i])),
                                  measured(view(evaluated[i])), "Composite"}));
  }
  return out;
}

[[nodiscard]] Element weighted(std::span<const Scalar> by, std::span<const Element> elements) {
  Element sum{};  // the identity
  for (std::size_t i = 0; i < elements.size(); ++i) {
    sum = plus(or_identity(times(by[i], elements[i])), sum);
  }
  return sum;
}

[[nodiscard]] Scalar challenge_of(const Element& public_key, const Element& m, const Element& z,
                                  const Element& t2, const Element& t3) {
  return hash_to_scalar({measured(view(public_key)), measured(view(m)), measured(view(z)),
                         measured(view(t2)), measured(view(t3)), "Challenge"});
}

[[nodiscard]] bool holds(const Element& public_key, std::span<const Element> blinded,
                         const Evaluation& evaluation) {
  const auto& [challenge, response] = evaluation.proof;
  if (!canonical(challenge) || !canonical(response)) return false;
  const std::vector<Scalar> by = weights(public_key, blinded, evaluation.elements);
  const Element m = weighted(by, blinded);
  const Element z = weighted(by, evaluation.elements);
  const Element t2 =
      plus(or_identity(times_generator(response)), or_identity(times(challenge, public_key)));
  const Element t3 = plus(or_identity(times(response, m)), or_identity(times(challenge, z)));
  const Scalar expected = challenge_of(public_key, m, z, t2, t3);
  return sodium_memcmp(raw(expected), raw(challenge), Scalar::size) == 0;
}

[[nodiscard]] Output finished(Bytes input, const Element& element) {
  const Wide wide = sha512({measured(view(input)), measured(view(element)), "Finalize"});
  Output out;
  std::memcpy(raw(out), wide.data(), wide.size());
  return out;
}

}  // namespace

SlotKey::SlotKey(const Scalar& secret)
    : secret_(secret), public_(or_identity(times_generator(secret))) {}

SlotKey::SlotKey(SlotKey&& other) noexcept : secret_(other.secret_), public_(other.public_) {
  sodium_memzero(raw(other.secret_), Scalar::size);
}

SlotKey& SlotKey::operator=(SlotKey&& other) noexcept {
  if (this != &other) {
    secret_ = other.secret_;
    public_ = other.public_;
    sodium_memzero(raw(other.secret_), Scalar::size);
  }
  return *this;
}

SlotKey::~SlotKey() { sodium_memzero(raw(secret_), Scalar::size); }

SlotKey SlotKey::random() {
  Scalar secret = random_scalar();
  SlotKey key{secret};
  sodium_memzero(raw(secret), Scalar::size);
  return key;
}

std::optional<SlotKey> SlotKey::from(const Scalar& secret) {
  if (!canonical(secret) || zero(secret)) return std::nullopt;
  return SlotKey{secret};
}

std::optional<SlotKey> SlotKey::derive(Bytes seed, Bytes info) {
  if (info.size() > input_bytes_max) return std::nullopt;
  for (int counter = 0; counter < 256; ++counter) {
    const char number = static_cast<char>(counter);
    const Scalar secret =
        hash_to_scalar({view(seed), measured(view(info)), {&number, 1}}, "DeriveKeyPair");
    if (!zero(secret)) return SlotKey{secret};
  }
  return std::nullopt;
}

std::optional<Evaluation> SlotKey::evaluate(std::span<const Element> blinded,
                                            const Scalar* nonce) const {
  if (blinded.empty() || blinded.size() > batch_max) return std::nullopt;
  Evaluation out;
  out.elements.reserve(blinded.size());
  for (const Element& element : blinded) {
    if (!of_the_group(element)) return std::nullopt;
    const std::optional<Element> evaluated = times(secret_, element);
    if (!evaluated) return std::nullopt;
    out.elements.push_back(*evaluated);
  }
  const Element m = weighted(weights(public_, blinded, out.elements), blinded);
  const Element z = or_identity(times(secret_, m));
  Scalar fresh = nonce != nullptr ? *nonce : random_scalar();
  const Element t2 = or_identity(times_generator(fresh));
  const Element t3 = or_identity(times(fresh, m));
  out.proof.challenge = challenge_of(public_, m, z, t2, t3);
  Scalar product;
  crypto_core_ristretto255_scalar_mul(raw(product), raw(out.proof.challenge), raw(secret_));
  crypto_core_ristretto255_scalar_sub(raw(out.proof.response), raw(fresh), raw(product));
  sodium_memzero(raw(fresh), Scalar::size);
  sodium_memzero(raw(product), Scalar::size);
  return out;
}

std::optional<Output> SlotKey::output(Bytes input) const {
  if (input.size() > input_bytes_max) return std::nullopt;
  const std::optional<Element> evaluated = times(secret_, hash_to_group(input));
  if (!evaluated) return std::nullopt;
  return finished(input, *evaluated);
}

bool same(const Output& a, const Output& b) noexcept {
  return sodium_memcmp(raw(a), raw(b), Output::size) == 0;
}

std::optional<Blinding> blind_with(Bytes input, const Scalar& scalar) {
  if (input.size() > input_bytes_max || !canonical(scalar)) return std::nullopt;
  const std::optional<Element> blinded = times(scalar, hash_to_group(input));
  if (!blinded) return std::nullopt;
  return Blinding{scalar, *blinded};
}

std::optional<Blinding> blind(Bytes input) { return blind_with(input, random_scalar()); }

std::optional<std::vector<Output>> unblind(std::span<const Bytes> inputs,
                                           std::span<const Blinding> blindings,
                                           const Evaluation& evaluation,
                                           const Element& public_key) {
  const std::size_t count = inputs.size();
  if (count == 0 || count > batch_max || blindings.size() != count ||
      evaluation.elements.size() != count || !of_the_group(public_key)) {
    return std::nullopt;
  }
  std::vector<Element> blinded;
  blinded.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!of_the_group(blindings[i].blinded) || !of_the_group(evaluation.elements[i]) ||
        inputs[i].size() > input_bytes_max) {
      return std::nullopt;
    }
    blinded.push_back(blindings[i].blinded);
  }
  if (!holds(public_key, blinded, evaluation)) return std::nullopt;

  std::vector<Output> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Scalar inverse;
    if (crypto_core_ristretto255_scalar_invert(raw(inverse), raw(blindings[i].scalar)) != 0) {
      return std::nullopt;
    }
    const std::optional<Element> element = times(inverse, evaluation.elements[i]);
    sodium_memzero(raw(inverse), Scalar::size);
    if (!element) return std::nullopt;
    out.push_back(finished(inputs[i], *element));
  }
  return out;
}

}  // namespace arena::anonymity
