// SPDX-License-Identifier: EUPL-1.2
// How a message of api.proto becomes the text of a body, and back. Of this folder.
#pragma once

#include <google/protobuf/util/json_util.h>

#include <string>
#include <string_view>

#include "server/codec/wire.hpp"
#include "tl/expected.hpp"

namespace arena::codec {

inline std::string to_json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "{}";
  return json;
}

template <class Message>
tl::expected<Message, DecodeError> from_json(std::string_view json) {
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(
      {json.data(), json.size()}, &message, google::protobuf::util::JsonParseOptions{});
  if (status.ok()) return message;
  return tl::unexpected(DecodeError{"The body is not the JSON object that this address takes."});
}

}  // namespace arena::codec
