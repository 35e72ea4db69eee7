// SPDX-License-Identifier: EUPL-1.2
// Any bytes from the network give a frame or an error, on both sides of the wire.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/codec/wire.hpp"

// libFuzzer calls it by this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(arena::codec::decode_client_frame(bytes));
  static_cast<void>(arena::codec::decode_server_message(bytes));
  return 0;
}
