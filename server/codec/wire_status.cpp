// SPDX-License-Identifier: EUPL-1.2
// Statuses, and the framing of what the server sends.
#include <variant>

#include "arena/v1/wire.pb.h"
#include "server/codec/wire.hpp"
#include "server/codec/wire_framing.hpp"
#include "server/codec/wire_parts.hpp"

namespace arena::codec {
namespace {

void put(const hub::Welcome& status, v1::Status& out) {
  out.mutable_welcome()->set_now_ms(status.now.value);
  out.mutable_welcome()->set_seated(status.seated);
  out.mutable_welcome()->set_resync(status.resync);
}
void put(const hub::PageEnd& status, v1::Status& out) {
  out.mutable_page_end()->set_more(status.more);
}
void put(const hub::Accepted& status, v1::Status& out) {
  out.mutable_accepted()->set_id(octets_text(status.id));
}
void put(const hub::Refused& status, v1::Status& out) {
  v1::Refused& refused = *out.mutable_refused();
  refused.set_id(octets_text(status.id));
  refused.set_reason(std::string(name(status.why.reason)));
  refused.set_opens_in_round(status.why.opens_in_round.value_or(0));
  refused.set_time_left_ms(status.why.time_left.value_or(Span{-1}).value);
}
void put(const hub::FrozenStatus& status, v1::Status& out) {
  out.mutable_frozen()->set_frozen(status.frozen);
}
void put(const hub::Presence& status, v1::Status& out) {
  out.mutable_presence()->set_code(seat_code_text(status.code));
  out.mutable_presence()->set_connected(status.connected);
}
void put(const hub::RemovedStatus& removed, v1::Status& out) {
  out.mutable_removed()->set_reason(removed.reason);
}
void put(const hub::ShuttingDown&, v1::Status& out) { out.mutable_shutting_down(); }
void put(const hub::CaseWorkersRead& read, v1::Status& out) {
  v1::CaseWorkers& workers = *out.mutable_case_workers();
  workers.set_asked(static_cast<std::uint32_t>(read.answers.asked));
  workers.set_answered(static_cast<std::uint32_t>(read.answers.answered));
  workers.set_unsure(static_cast<std::uint32_t>(read.answers.unsure));
  for (const SeatCode& code : read.answers.listeners) workers.add_listeners(seat_code_text(code));
}
void put(const hub::TokenIssued& issued, v1::Status& out) {
  v1::TokenIssued& token = *out.mutable_token_issued();
  token.set_slot(octets_text(issued.slot));
  token.set_element(octets_text(issued.evaluation.element));
  token.set_challenge(octets_text(issued.evaluation.challenge));
  token.set_response(octets_text(issued.evaluation.response));
}

}  // namespace

void append_notice_frame(std::string& message, ViewerSequence sequence,
                         const std::string& encoded_notice) {
  message.push_back(frames_tag);
  append_varint(message, sequence_bytes + encoded_notice.size());
  message.push_back(sequence_tag);
  for (int shift = 0; shift < 64; shift += 8) {
    message.push_back(static_cast<char>(sequence.value >> shift & 0xff));
  }
  message += encoded_notice;
}

std::size_t notice_frame_bytes(const std::string& encoded_notice) noexcept {
  const std::size_t frame = sequence_bytes + encoded_notice.size();
  return 1 + varint_bytes(frame) + frame;
}

void append_status_frame(std::string& message, const hub::Status& status) {
  v1::ServerFrame frame;
  std::visit([&](const auto& body) { put(body, *frame.mutable_status()); }, status);
  message.push_back(frames_tag);
  append_varint(message, frame.ByteSizeLong());
  frame.AppendToString(&message);
}

}  // namespace arena::codec
