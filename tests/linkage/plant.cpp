// SPDX-License-Identifier: EUPL-1.2
#include "tests/linkage/plant.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <iostream>
#include <map>
#include <utility>

#include "server/anonymity/voprf.hpp"
#include "server/journal/sqlite.hpp"

namespace arena::test {
namespace {

using anonymity::envelope_bytes;
using journal::Blob;
using journal::Database;
using journal::Query;
using journal::Statement;

constexpr std::size_t token_bytes = SlotId::size + anonymity::TokenInput::size + 64;

// The text of an envelope as it came in; empty for a pass.
std::string text_in(const std::string& body) {
  anonymity::Envelope envelope{};
  if (body.size() != token_bytes + envelope_bytes) return {};
  std::memcpy(envelope.data(), body.data() + token_bytes, envelope_bytes);
  return anonymity::opened(envelope).value_or("");
}

// A field that the schema does not have; a client that knows nothing of it reads over it.
void add_varint(std::string& bytes, std::uint64_t value) {
  constexpr unsigned more = 0x80;
  for (; value >= more; value >>= 7U) bytes.push_back(static_cast<char>((value & 0x7FU) | more));
  bytes.push_back(static_cast<char>(value));
}
std::string number_field(std::uint64_t value) {
  std::string bytes;
  add_varint(bytes, 900U << 3U);
  add_varint(bytes, value);
  return bytes;
}
std::string bytes_field(std::string_view value) {
  std::string bytes;
  add_varint(bytes, 901U << 3U | 2U);
  add_varint(bytes, value.size());
  return bytes.append(value);
}

// What arrived, in the order it did.
class Listening : public Plant {
 public:
  using Plant::Plant;
  void receives(std::string& envelope) override {
    std::string text = text_in(envelope);
    if (!text.empty()) arrived_.push_back({std::move(text), scene_.sender(), scene_.now()});
  }

 protected:
  struct Arrived {
    std::string text;
    std::uint32_t person{};
    Instant at;
  };
  [[nodiscard]] const Arrived* known(std::string_view text) const {
    const auto found = std::find_if(arrived_.begin(), arrived_.end(),
                                    [&](const Arrived& one) { return one.text == text; });
    return found == arrived_.end() ? nullptr : &*found;
  }
  std::vector<Arrived> arrived_;
};

// A number that counts up lies beside each text.
class RowNumber final : public Listening {
 public:
  using Listening::Listening;
  void begins(const std::filesystem::path& data) override {
    table_.emplace(data / "contributions.sqlite", Database::Access::create);
    table_->run("CREATE TABLE IF NOT EXISTS contributions(id INTEGER PRIMARY KEY, text BLOB)");
  }
  void ends() override { table_.reset(); }
  void receives(std::string& envelope) override {
    const std::string text = text_in(envelope);
    if (text.empty()) return;
    Statement keep(*table_, "INSERT INTO contributions(text) VALUES(?)");
    Query(keep, {Blob{text}}).finish();
  }

 private:
  std::optional<Database> table_;
};

class Timestamp final : public Listening {
 public:
  using Listening::Listening;
  std::string adds_to_notice(std::string_view text) override {
    const Arrived* one = known(text);
    return one == nullptr ? "" : number_field(static_cast<std::uint64_t>(one->at.value));
  }
};

class Unshuffled final : public Listening {
 public:
  using Listening::Listening;
  void arranges(std::vector<std::string>& batch) override {
    std::sort(batch.begin(), batch.end(),
              [this](const auto& a, const auto& b) { return known(a) < known(b); });
  }
};

// The same for every text of one person.
class Pseudonym final : public Listening {
 public:
  using Listening::Listening;
  std::string adds_to_notice(std::string_view text) override {
    const Arrived* one = known(text);
    if (one == nullptr) return "";
    std::array<unsigned char, 16> alias{};
    crypto_generichash(alias.data(), alias.size(),
                       reinterpret_cast<const unsigned char*>(&one->person), sizeof one->person,
                       nullptr, 0);
    return bytes_field({reinterpret_cast<const char*>(alias.data()), alias.size()});
  }
};

class JoinOrder final : public Listening {
 public:
  using Listening::Listening;
  void arranges(std::vector<std::string>& batch) override {
    const auto joined = [this](const std::string& text) {
      const Arrived* one = known(text);
      return one == nullptr ? 0U : one->person;
    };
    std::sort(batch.begin(), batch.end(),
              [&](const auto& a, const auto& b) { return joined(a) < joined(b); });
  }
};

// Random keys, and erased: but in a write-ahead log.
class WriteAhead final : public Listening {
 public:
  using Listening::Listening;
  void begins(const std::filesystem::path& data) override {
    table_.emplace(data / "waiting.sqlite", Database::Access::create);
    table_->run("PRAGMA journal_mode=WAL");
    table_->run("PRAGMA wal_autocheckpoint=0");
    table_->run(
        "CREATE TABLE IF NOT EXISTS waiting(token BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID");
  }
  void ends() override { table_.reset(); }
  void receives(std::string& envelope) override {
    const std::string text = text_in(envelope);
    if (text.empty()) return;
    std::array<char, 16> token{};
    randombytes_buf(token.data(), token.size());
    Statement keep(*table_, "INSERT INTO waiting(token, body) VALUES(?, ?)");
    Query(keep, {Blob{{token.data(), token.size()}}, Blob{text}}).finish();
  }
  void arranges(std::vector<std::string>& /*batch*/) override {
    table_->run("DELETE FROM waiting");
  }

 private:
  std::optional<Database> table_;
};

// The device sends as much as was written.
class Unpadded final : public Plant {
 public:
  using Plant::Plant;
  std::string sends(std::string body) const override {
    body.erase(body.find_last_not_of('\0') + 1);
    return body;
  }
  void receives(std::string& envelope) override {
    envelope.resize(token_bytes + envelope_bytes, '\0');
  }
};

// How many have written so far, for whoever asks.
class Counter final : public Listening {
 public:
  using Listening::Listening;
  void arranges(std::vector<std::string>& /*batch*/) override { arrived_.clear(); }
  std::optional<std::string> says(const net::HttpRequest& request) override {
    if (request.path != "/api/envelopes/count") return {};
    return std::to_string(arrived_.size());
  }
};

// Who is writing just now, for whoever asks.
class Typing final : public Plant {
 public:
  using Plant::Plant;
  bool tells_typing() const override { return true; }
  void arranges(std::vector<std::string>& /*batch*/) override { typing_.clear(); }
  std::optional<std::string> says(const net::HttpRequest& request) override {
    if (request.path != "/api/typing") return {};
    if (request.method == "POST") typing_ += request.body + " ";
    return typing_;
  }

 private:
  std::string typing_;
};

// Each person is issued a token under a key of one's own; the key that a token fits tells whose it
// is, and that is written down. A device that checks the proof sends nothing: this one does not.
class OwnKey final : public Plant {
 public:
  explicit OwnKey(const Scene& scene) : Plant(scene) {
    for (std::uint32_t person = 0; person < people_max; ++person) {
      own_.push_back(anonymity::SlotKey::random());
    }
  }
  void begins(const std::filesystem::path& data) override {
    notes_.emplace(data / "whose.sqlite", Database::Access::create);
    notes_->run("CREATE TABLE IF NOT EXISTS whose(text BLOB PRIMARY KEY, person INTEGER)");
  }
  void ends() override { notes_.reset(); }
  void draws(const hub::SlotKeys& keys) override {
    anonymity::Scalar secret;
    secret.bytes = keys.secret.bytes;
    right_ = anonymity::SlotKey::from(secret);
  }
  std::optional<hub::SlotEvaluation> issues(const SlotElement& blinded) override {
    const auto evaluation = own_.at(scene_.sender()).evaluate({&blinded, 1});
    if (!evaluation) return {};
    hub::SlotEvaluation issued{evaluation->elements.front(), {}, {}};
    issued.challenge.bytes = evaluation->proof.challenge.bytes;
    issued.response.bytes = evaluation->proof.response.bytes;
    return issued;
  }
  void receives(std::string& envelope) override {
    const std::string text = text_in(envelope);
    anonymity::TokenInput input;
    std::memcpy(input.bytes.data(), envelope.data() + SlotId::size, input.bytes.size());
    char* const shown = envelope.data() + SlotId::size + anonymity::TokenInput::size;
    for (std::uint32_t person = 0; person < people_max; ++person) {
      const auto output = own_.at(person).output(input.bytes);
      if (!output || std::memcmp(output->bytes.data(), shown, output->bytes.size()) != 0) continue;
      if (!text.empty()) {
        Statement keep(*notes_, "INSERT OR IGNORE INTO whose(text, person) VALUES(?, ?)");
        Query(keep, {Blob{text}, static_cast<std::int64_t>(person)}).finish();
      }
      const auto right = right_->output(input.bytes);
      std::memcpy(shown, right->bytes.data(), right->bytes.size());
    }
  }
  std::optional<anonymity::Element> believed(std::uint32_t person) const override {
    return own_.at(person).public_key();
  }

 private:
  static constexpr std::uint32_t people_max = 16;
  std::vector<anonymity::SlotKey> own_;
  std::optional<Database> notes_;
  std::optional<anonymity::SlotKey> right_;
};

// A log of who asked what, and when.
class Address final : public Plant {
 public:
  using Plant::Plant;
  void receives(std::string& /*envelope*/) override {
    std::cerr << scene_.now().value << " 127.0.0." << address_of(scene_.sender())
              << " POST /api/envelopes 200\n";
  }
};

// An id that begins with the time, as UUIDv7 does.
class TimeOrdered final : public Listening {
 public:
  using Listening::Listening;
  std::string adds_to_notice(std::string_view text) override {
    const Arrived* one = known(text);
    if (one == nullptr) return "";
    std::string id(16, '\0');
    constexpr int bytes_of_time = 6;
    for (int i = 0; i < bytes_of_time; ++i) {
      const int shift = 8 * (bytes_of_time - 1 - i);
      id[static_cast<std::size_t>(i)] = static_cast<char>(one->at.value >> shift);
    }
    randombytes_buf(id.data() + bytes_of_time, id.size() - bytes_of_time);
    return bytes_field(id);
  }
};

// No slot at all: people speak as ever, and the page leaves out who it was.
class Flag final : public Plant {
 public:
  using Plant::Plant;
  bool hides_authors() const override { return true; }
};

template <class Leak>
std::unique_ptr<Plant> make(const Scene& scene) {
  return std::make_unique<Leak>(scene);
}
using Make = std::unique_ptr<Plant> (*)(const Scene&);
const std::map<std::string, Make>& leaks() {
  static const std::map<std::string, Make> all{
      {"rowid", &make<RowNumber>},        {"timestamp", &make<Timestamp>},
      {"unshuffled", &make<Unshuffled>},  {"pseudonym", &make<Pseudonym>},
      {"join-order", &make<JoinOrder>},   {"write-ahead-log", &make<WriteAhead>},
      {"unpadded", &make<Unpadded>},      {"counter", &make<Counter>},
      {"typing", &make<Typing>},          {"own-key", &make<OwnKey>},
      {"address-in-log", &make<Address>}, {"time-ordered-id", &make<TimeOrdered>}};
  return all;
}

}  // namespace

std::unique_ptr<Plant> plant_named(const std::string& name, const Scene& scene) {
  if (name == "none") return make<Plant>(scene);
  if (name == "flag") return make<Flag>(scene);
  const auto found = leaks().find(name);
  return found == leaks().end() ? nullptr : found->second(scene);
}

std::vector<std::string> leak_names() {
  std::vector<std::string> names;
  for (const auto& leak : leaks()) names.push_back(leak.first);
  return names;
}

}  // namespace arena::test
