// SPDX-License-Identifier: EUPL-1.2
// Any bytes in the record give an event or an error; an event that was read is written back as
// bytes that read as the same event.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/codec/archive.hpp"

// libFuzzer calls it by this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto event = arena::codec::decode_event(bytes);
  if (!event) return 0;
  const std::string written = arena::codec::encode_event(*event);
  const auto again = arena::codec::decode_event(written);
  if (!again || arena::codec::encode_event(*again) != written) std::abort();
  return 0;
}
