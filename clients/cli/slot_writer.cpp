// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/slot_writer.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "clients/cli/known.hpp"
#include "server/anonymity/envelope.hpp"
#include "sessions/slot.hpp"

namespace arena::cli {
namespace {

constexpr std::chrono::seconds again_after{2};

template <class Tag, std::size_t N>
void add(std::string& body, const Octets<Tag, N>& octets) {
  body.append(reinterpret_cast<const char*>(octets.bytes.data()), N);
}

}  // namespace

SlotWriter::SlotWriter(boost::asio::io_context& io, FindServer find,
                       std::function<void(ActBody)> ask, std::function<void(Fate)> tell)
    : find_(std::move(find)), ask_(std::move(ask)), tell_(std::move(tell)), timer_(io) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start; reinstall it.");
}

void SlotWriter::take(const codec::SeenNotice& notice) {
  if (notice.sequence <= last_) return;  // read again: a slot that was over is no new one
  last_ = notice.sequence;
  if (notice.slot && notice.slot->writes) begin(*notice.slot);
  if (notice.kind != "slot_over") return;
  timer_.cancel();
  open_.reset();
}

void SlotWriter::begin(const codec::SeenSlot& slot) {
  if (open_ && open_->slot == slot.slot) return;  // told again
  Open open;
  open.slot = slot.slot;
  open.key = slot.key;
  open.writing_ends_ms = slot.writing_ends_ms;
  randombytes_buf(open.input.bytes.data(), anonymity::TokenInput::size);
  open.blinding = *anonymity::blind(open.input.bytes);
  open_ = std::move(open);
  ask_(RequestToken{open_->slot, open_->blinding.blinded});
  const auto moment = randombytes_uniform(static_cast<std::uint32_t>(slot_send.value));
  const std::int64_t left = open_->writing_ends_ms + moment - server_now_ms();
  timer_.expires_after(std::chrono::milliseconds(std::max<std::int64_t>(left, 0)));
  timer_.async_wait([this](const boost::system::error_code& ec) {
    if (!ec) hand_in();
  });
}

void SlotWriter::take(const codec::SeenStatus& status) {
  if (status.kind == "welcome") server_ahead_ms_ = status.now_ms - clock_now_ms();
  if (status.kind != "token_issued" || !open_ || open_->slot != status.slot) return;
  anonymity::Evaluation evaluation{{status.evaluation.element}, {}};
  evaluation.proof.challenge.bytes = status.evaluation.challenge.bytes;
  evaluation.proof.response.bytes = status.evaluation.response.bytes;
  const anonymity::Bytes input(open_->input.bytes);
  const auto outputs =
      anonymity::unblind({&input, 1}, {&open_->blinding, 1}, evaluation, open_->key);
  if (!outputs) return end(Fate::not_safe);
  open_->token = anonymity::Token{open_->input, outputs->front()};
}

bool SlotWriter::write(std::string text) {
  if (!open_ || open_->over || server_now_ms() >= open_->writing_ends_ms) return false;
  if (text.size() > anonymity::envelope_text_bytes_max) return false;
  open_->text = std::move(text);
  return true;
}

void SlotWriter::hand_in() {
  if (!open_ || open_->over) return;
  if (server_now_ms() > open_->writing_ends_ms + slot_hand_in.value) {
    return end(Fate::not_handed_in);
  }
  std::optional<net::Answer> answer;
  if (open_->token) {
    std::string body;
    add(body, open_->slot);
    add(body, open_->token->input);
    add(body, open_->token->output);
    const auto envelope = anonymity::sealed(open_->text);
    body.append(reinterpret_cast<const char*>(envelope->data()), envelope->size());
    answer = post(body);
  }
  constexpr unsigned kept = 200, not_now = 503;
  if (answer && answer->status == kept) return end(Fate::handed_in);
  if (answer && answer->status != not_now) return end(Fate::not_handed_in);
  timer_.expires_after(again_after);  // no token yet, no network, or no disk
  timer_.async_wait([this](const boost::system::error_code& ec) {
    if (!ec) hand_in();
  });
}

std::optional<net::Answer> SlotWriter::post(const std::string& body) const {
  const auto server = find_();
  if (!server) return std::nullopt;
  auto answer = net::http_request("POST", *server, "/api/envelopes", body, {}, answer_max);
  if (!answer) return std::nullopt;
  return *std::move(answer);
}

void SlotWriter::end(Fate fate) {
  open_->over = true;
  open_->text.clear();
  timer_.cancel();
  tell_(fate);
}

std::int64_t SlotWriter::server_now_ms() const { return clock_now_ms() + server_ahead_ms_; }

std::string slot_fate(Language language, SlotWriter::Fate fate) {
  switch (fate) {
    case SlotWriter::Fate::handed_in:
      return say(language, Say::slot_sent);
    case SlotWriter::Fate::not_handed_in:
      return say(language, Say::slot_not_sent);
    case SlotWriter::Fate::not_safe:
      break;
  }
  return say(language, Say::slot_not_safe);
}

}  // namespace arena::cli
