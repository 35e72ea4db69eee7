// SPDX-License-Identifier: EUPL-1.2
// Tokens are those of RFC 9497, and nothing else is a token.
#include "server/anonymity/voprf.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace arena::anonymity {
namespace {

std::vector<std::byte> bytes_of(std::string_view hex) {
  std::vector<std::byte> out(hex.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::byte>(std::stoi(std::string(hex.substr(2 * i, 2)), nullptr, 16));
  }
  return out;
}
template <class Value>
Value value_of(std::string_view hex) {
  const std::vector<std::byte> bytes = bytes_of(hex);
  Value out;
  EXPECT_EQ(bytes.size(), Value::size);
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return out;
}
template <class Value>
std::string hex_of(const Value& value) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const std::byte byte : value.bytes) {
    out += digits[std::to_integer<std::size_t>(byte >> 4)];
    out += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return out;
}

// How often the tests of what is refused try; ARENA_TOKEN_TRIES says another number.
int tries() {
  const char* wanted =
      std::getenv("ARENA_TOKEN_TRIES");  // NOLINT(concurrency-mt-unsafe): one thread
  return wanted != nullptr ? std::stoi(wanted) : 500;
}

class Voprf : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_GE(sodium_init(), 0); }
};

// RFC 9497, appendix A.1.2: ristretto255-SHA512, mode VOPRF.
constexpr std::string_view seed =
    "a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3";
constexpr std::string_view key_info = "74657374206b6579";
constexpr std::string_view secret_key =
    "e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909";
constexpr std::string_view public_key =
    "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e";
constexpr std::string_view blind_1 =
    "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706";
constexpr std::string_view blind_2 =
    "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e";
constexpr std::string_view nonce_2 =
    "419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c";
constexpr std::string_view output_1 =
    "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d"
    "a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c";
constexpr std::string_view output_2 =
    "8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60"
    "356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6";

struct Vector {
  std::vector<std::string_view> inputs;
  std::vector<std::string_view> blinds;
  std::vector<std::string_view> blinded;
  std::vector<std::string_view> evaluated;
  std::string_view proof;
  std::string_view nonce;
  std::vector<std::string_view> outputs;
};
const std::vector<Vector> vectors{
    {{"00"},
     {blind_1},
     {"863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945"},
     {"aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e"},
     "ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd06"
     "6d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d",
     blind_2,
     {output_1}},
    {{"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"},
     {blind_1},
     {"cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c"},
     {"60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468"},
     "401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a"
     "67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02",
     blind_2,
     {output_2}},
    {{"00", "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"},
     {blind_1, blind_2},
     {"863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945",
      "90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654"},
     {"aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e",
      "cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a"},
     "cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a"
     "5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08",
     nonce_2,
     {output_1, output_2}},
};

TEST_F(Voprf, IsThatOfTheVectorsOfRfc9497) {
  const auto key = SlotKey::derive(bytes_of(seed), bytes_of(key_info));
  ASSERT_TRUE(key);
  EXPECT_EQ(hex_of(key->secret()), secret_key);
  EXPECT_EQ(hex_of(key->public_key()), public_key);

  int held = 0;
  for (const Vector& vector : vectors) {
    std::vector<std::vector<std::byte>> kept;
    for (const std::string_view input : vector.inputs) kept.push_back(bytes_of(input));
    const std::vector<Bytes> inputs(kept.begin(), kept.end());
    std::vector<Blinding> blindings;
    std::vector<Element> blinded;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto blinding = blind_with(inputs[i], value_of<Scalar>(vector.blinds[i]));
      ASSERT_TRUE(blinding);
      EXPECT_EQ(hex_of(blinding->blinded), vector.blinded[i]);
      blindings.push_back(*blinding);
      blinded.push_back(blinding->blinded);
    }
    const auto nonce = value_of<Scalar>(vector.nonce);
    const auto evaluation = key->evaluate(blinded, &nonce);
    ASSERT_TRUE(evaluation);
    EXPECT_EQ(hex_of(evaluation->proof.challenge) + hex_of(evaluation->proof.response),
              vector.proof);
    const auto outputs = unblind(inputs, blindings, *evaluation, key->public_key());
    ASSERT_TRUE(outputs);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      EXPECT_EQ(hex_of(evaluation->elements[i]), vector.evaluated[i]);
      EXPECT_EQ(hex_of((*outputs)[i]), vector.outputs[i]);
      EXPECT_EQ(hex_of(*key->output(inputs[i])), vector.outputs[i]);
    }
    ++held;
  }
  std::printf("RFC 9497 vectors: %d of %zu\n", held, vectors.size());
}

// A holder as a client is one.
struct Holder {
  std::vector<std::byte> input;
  Blinding blinding;

  Holder() : input(32), blinding{} {
    randombytes_buf(input.data(), input.size());
    blinding = *blind(input);
  }
  [[nodiscard]] std::optional<Output> output(const Evaluation& evaluation,
                                             const Element& key) const {
    const std::vector<Bytes> inputs{input};
    const auto out = unblind(inputs, std::vector{blinding}, evaluation, key);
    return out ? std::optional{out->front()} : std::nullopt;
  }
};

Element element_of_nothing() { return {}; }  // the identity
Element no_element() {
  Element out;
  out.bytes.fill(std::byte{0xff});
  return out;
}

TEST_F(Voprf, GivesTheHolderWhatTheServerComputesFromTheInputAlone) {
  const SlotKey key = SlotKey::random();
  for (int i = 0; i < 20; ++i) {
    const Holder holder;
    const auto evaluation = key.evaluate(std::vector{holder.blinding.blinded});
    ASSERT_TRUE(evaluation);
    const auto output = holder.output(*evaluation, key.public_key());
    ASSERT_TRUE(output);
    EXPECT_TRUE(same(*output, *key.output(holder.input)));
  }
}

TEST_F(Voprf, TakesNoTokenThatWasForgedOrIsOfAnotherSlot) {
  const SlotKey key = SlotKey::random();
  const SlotKey other_slot = SlotKey::random();
  int accepted = 0;
  const int count = tries();
  for (int i = 0; i < count; ++i) {
    const Holder holder;
    const Output right = *key.output(holder.input);
    Output forged;
    randombytes_buf(forged.bytes.data(), Output::size);
    Output bent = right;
    bent.bytes[static_cast<std::size_t>(i) % Output::size] ^=
        static_cast<std::byte>(1U << (static_cast<unsigned>(i) % 8U));
    std::vector<std::byte> other_input = holder.input;
    other_input[static_cast<std::size_t>(i) % other_input.size()] ^= std::byte{1};
    accepted += same(forged, right) ? 1 : 0;
    accepted += same(bent, right) ? 1 : 0;
    accepted += same(*other_slot.output(holder.input), right) ? 1 : 0;
    accepted += same(*key.output(other_input), right) ? 1 : 0;
    EXPECT_TRUE(same(*key.output(holder.input), right));  // that something is accepted
  }
  EXPECT_EQ(accepted, 0);
  std::printf("forged, bent, of another slot, of another input: accepted %d of %d\n", accepted,
              4 * count);
}

TEST_F(Voprf, TheHolderFindsAKeyThatOnlyOnePersonWasGiven) {
  const SlotKey announced = SlotKey::random();
  int found = 0;
  const int count = tries();
  for (int i = 0; i < count; ++i) {
    const Holder holder;
    const SlotKey tagging = SlotKey::random();
    const auto evaluation = tagging.evaluate(std::vector{holder.blinding.blinded});
    ASSERT_TRUE(evaluation);
    found += holder.output(*evaluation, announced.public_key()) ? 0 : 1;
    EXPECT_TRUE(holder.output(*evaluation, tagging.public_key()));  // else it would fail always
  }
  EXPECT_EQ(found, count);
  std::printf("keys of one person's own found by that person: %d of %d\n", found, count);
}

TEST_F(Voprf, AProofHoldsForNothingButWhatItWasMadeFor) {
  const SlotKey key = SlotKey::random();
  const Holder ana;
  const Holder ben;
  const auto good = key.evaluate(std::vector{ana.blinding.blinded});
  const auto of_ben = key.evaluate(std::vector{ben.blinding.blinded});
  ASSERT_TRUE(good && of_ben);
  ASSERT_TRUE(ana.output(*good, key.public_key()));

  for (std::size_t bit = 0; bit < 256; ++bit) {
    const auto mask = static_cast<std::byte>(1U << (bit % 8));
    Evaluation bent = *good;
    bent.proof.challenge.bytes[bit / 8] ^= mask;
    EXPECT_FALSE(ana.output(bent, key.public_key())) << "bit " << bit << " of the challenge";
    bent = *good;
    bent.proof.response.bytes[bit / 8] ^= mask;
    EXPECT_FALSE(ana.output(bent, key.public_key())) << "bit " << bit << " of the response";
  }
  Evaluation swapped = *good;
  swapped.elements = of_ben->elements;
  EXPECT_FALSE(ana.output(swapped, key.public_key()));
  swapped = *of_ben;
  EXPECT_FALSE(ana.output(swapped, key.public_key()));
  Evaluation doubled = *good;
  doubled.elements.push_back(doubled.elements.front());
  EXPECT_FALSE(ana.output(doubled, key.public_key()));
}

TEST_F(Voprf, RefusesWhatIsNoElementOfTheGroup) {
  const SlotKey key = SlotKey::random();
  const Holder ana;
  const auto good = key.evaluate(std::vector{ana.blinding.blinded});
  ASSERT_TRUE(good);
  for (const Element& wrong : {element_of_nothing(), no_element()}) {
    EXPECT_FALSE(key.evaluate(std::vector{wrong}));
    EXPECT_FALSE(key.evaluate(std::vector{ana.blinding.blinded, wrong}));
    Evaluation bent = *good;
    bent.elements.front() = wrong;
    EXPECT_FALSE(ana.output(bent, key.public_key()));
    EXPECT_FALSE(ana.output(*good, wrong));
  }
  EXPECT_FALSE(key.evaluate({}));
  EXPECT_FALSE(key.evaluate(std::vector<Element>(batch_max + 1, ana.blinding.blinded)));
}

TEST_F(Voprf, RefusesNumbersThatAreNotBelowTheOrderOfTheGroup) {
  // The order itself, which is another form of zero.
  const auto order =
      value_of<Scalar>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  EXPECT_FALSE(SlotKey::from(order));
  EXPECT_FALSE(SlotKey::from(Scalar{}));
  EXPECT_FALSE(blind_with(bytes_of("00"), order));
  EXPECT_FALSE(blind_with(bytes_of("00"), Scalar{}));
  EXPECT_TRUE(SlotKey::from(value_of<Scalar>(secret_key)));
}

TEST_F(Voprf, RefusesAnInputThatIsTooLong) {
  const SlotKey key = SlotKey::random();
  EXPECT_FALSE(blind(std::vector<std::byte>(input_bytes_max + 1)));
  EXPECT_FALSE(key.output(std::vector<std::byte>(input_bytes_max + 1)));
  EXPECT_TRUE(blind(std::vector<std::byte>(input_bytes_max)));
}

TEST_F(Voprf, AKeyThatWasMovedFromHoldsNothing) {
  SlotKey key = SlotKey::random();
  const SlotKey taken = std::move(key);
  EXPECT_EQ(key.secret(), Scalar{});  // NOLINT(bugprone-use-after-move): that is the point
  EXPECT_NE(taken.secret(), Scalar{});
}

}  // namespace
}  // namespace arena::anonymity
