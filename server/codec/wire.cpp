// SPDX-License-Identifier: EUPL-1.2
// Frames from clients, both ways: what the server decodes and what the CLI encodes.
#include "server/codec/wire.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/unknown_field_set.h>

#include <utility>

#include "server/codec/wire_acts.hpp"
#include "server/codec/wire_parts.hpp"
#include "sessions/utf8.hpp"

namespace arena::codec {
namespace {

tl::unexpected<DecodeError> fault(std::string sentence) {
  return tl::unexpected<DecodeError>(DecodeError{std::move(sentence)});
}

tl::expected<ClientFrame, DecodeError> read_command(v1::Command& command) {
  hub::CommandRequest request;
  if (!read_octets(command.id(), request.id)) return fault("A command id is 16 bytes.");
  const auto room = room_of(command.room());
  if (!room) return fault("The room of a command has a number above 65535.");
  request.room = *room;
  auto act = read_act(command, request.text);
  if (!act) return tl::unexpected<DecodeError>(std::move(act.error()));
  request.act = std::move(*act);
  return request;
}

tl::expected<ClientFrame, DecodeError> read_hello(const v1::Hello& message) {
  Hello hello{message.version(), {}, {message.last_seen()}};
  if (!read_octets(message.seat_secret(), hello.seat_secret)) {
    return fault("A seat secret is 16 bytes.");
  }
  return hello;
}

// ---- text that is not UTF-8 --------------------------------------------------------------------

bool parse(v1::ClientFrame& frame, std::string_view bytes) {
  return frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// Empties the strings of a message that are not UTF-8 and keeps the last of them in `broken`.
// False if the bytes are malformed in any other way.
bool take_broken_text(std::string& bytes, const google::protobuf::Descriptor& type,
                      std::string& broken) {
  using google::protobuf::FieldDescriptor;
  using google::protobuf::UnknownField;
  google::protobuf::UnknownFieldSet fields;
  if (!fields.ParseFromString(bytes)) return false;
  for (int i = 0; i < fields.field_count(); ++i) {
    UnknownField& field = *fields.mutable_field(i);
    const FieldDescriptor* const known = type.FindFieldByNumber(field.number());
    if (known == nullptr || field.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
    std::string& value = *field.mutable_length_delimited();
    if (known->type() == FieldDescriptor::TYPE_MESSAGE) {
      if (!take_broken_text(value, *known->message_type(), broken)) return false;
    } else if (known->type() == FieldDescriptor::TYPE_STRING && !is_utf8(value)) {
      broken = std::exchange(value, {});
    }
  }
  return fields.SerializeToString(&bytes);
}

// The parser refuses a whole frame for one bad byte in a text. To whoever typed it that is a
// text that must be written again, not a broken connection: so the act is read without its
// text, which goes on as it came for the rules to refuse as text_not_utf8.
bool parse_broken_text(v1::ClientFrame& frame, std::string_view bytes, std::string& broken) {
  std::string rest(bytes);
  if (!take_broken_text(rest, *v1::ClientFrame::descriptor(), broken)) return false;
  return !broken.empty() && parse(frame, rest) && frame.has_command();
}

}  // namespace

tl::expected<ClientFrame, DecodeError> decode_client_frame(std::string_view bytes) {
  if (bytes.size() > frame_bytes_max) return fault("A frame holds at most 65536 bytes.");
  const google::protobuf::LogSilencer quiet;  // or anybody could fill the log with bad frames
  v1::ClientFrame frame;
  std::string broken;
  if (!parse(frame, bytes) && !parse_broken_text(frame, bytes, broken)) {
    return fault("The bytes are not a frame of arena.v1.");
  }
  switch (frame.frame_case()) {
    case v1::ClientFrame::kHello:
      return read_hello(frame.hello());
    case v1::ClientFrame::kPage:
      return PageRequest{};
    case v1::ClientFrame::kCommand: {
      auto command = read_command(*frame.mutable_command());
      if (command && !broken.empty()) {
        std::get<hub::CommandRequest>(*command).text = std::move(broken);
      }
      return command;
    }
    case v1::ClientFrame::FRAME_NOT_SET:
      break;
  }
  return fault("A frame holds a hello, a command or a page request.");
}

std::string encode_hello(const Hello& hello) {
  v1::ClientFrame frame;
  frame.mutable_hello()->set_version(hello.version);
  frame.mutable_hello()->set_seat_secret(octets_text(hello.seat_secret));
  frame.mutable_hello()->set_last_seen(hello.last_seen.value);
  return frame.SerializeAsString();
}

std::string encode_page_request() {
  v1::ClientFrame frame;
  frame.mutable_page();
  return frame.SerializeAsString();
}

std::string encode_command(const hub::CommandRequest& command) {
  const google::protobuf::LogSilencer quiet;  // text that is not UTF-8 is the server's to refuse
  v1::ClientFrame frame;
  v1::Command& out = *frame.mutable_command();
  out.set_id(octets_text(command.id));
  put_room(command.room, *out.mutable_room());
  put_act(command.act, command.text, out);
  return frame.SerializeAsString();
}

}  // namespace arena::codec
