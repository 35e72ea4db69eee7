// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/archive.hpp"

#include <limits>
#include <utility>

#include "server/codec/archive_bodies.hpp"
#include "server/codec/wire_parts.hpp"

namespace arena::codec {
namespace {

using Stored = v1::StoredEvent;

template <class Target>
Target octets(const std::string& bytes, const char* what, std::string& fault) {
  Target out;
  if (!read_octets(bytes, out) && fault.empty()) {
    fault = std::string(what) + " has the wrong length";
  }
  return out;
}

Event event_of(const Stored& in, std::string& fault) {
  Event event;
  event.number = {in.number()};
  event.at = {in.at_ms()};
  event.actor = {in.actor()};
  event.audience.groups = in.audience().groups();
  for (const auto seat : in.audience().seats()) event.audience.seats.push_back({seat});
  event.body = body_of(in, fault);
  if (in.has_cause()) {
    event.cause = Cause{octets<CommandId>(in.cause().id(), "a command's id", fault),
                        octets<Commitment>(in.cause().body(), "a command's commitment", fault)};
  }
  if (!in.content().empty()) {
    event.content = octets<Commitment>(in.content(), "a text's commitment", fault);
  }
  return event;
}

}  // namespace

std::string encode_event(const Event& event) {
  Stored out;
  out.set_number(event.number.value);
  out.set_at_ms(event.at.value);
  out.set_actor(event.actor.value);
  if (event.audience != Audience{}) {
    out.mutable_audience()->set_groups(event.audience.groups);
    for (const SeatId seat : event.audience.seats) {
      out.mutable_audience()->add_seats(seat.value);
    }
  }
  put_body(out, event.body);
  if (event.cause) {
    out.mutable_cause()->set_id(bytes_of(event.cause->id));
    out.mutable_cause()->set_body(bytes_of(event.cause->body));
  }
  if (event.content) out.set_content(bytes_of(*event.content));
  return out.SerializeAsString();
}

tl::expected<Event, DecodeError> decode_event(std::string_view bytes) {
  Stored in;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return tl::unexpected(DecodeError{"a stored event is not a protobuf message"});
  }
  std::string fault;
  Event event = event_of(in, fault);
  if (!fault.empty()) {
    return tl::unexpected(DecodeError{"a stored event makes no sense: " + fault});
  }
  // An event has one stored form. Other bytes that mean the same, or that hold more than this
  // version understands, are not what was written.
  if (encode_event(event) != bytes) {
    return tl::unexpected(DecodeError{"a stored event is not in the form it is written in"});
  }
  return event;
}

}  // namespace arena::codec
