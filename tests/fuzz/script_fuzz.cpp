// SPDX-License-Identifier: EUPL-1.2
// Any text gives a script that passed the checker, or at least one fault with a sentence.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/codec/script_text.hpp"

// libFuzzer calls it by this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto script = arena::codec::read_script(text, "fuzzed");
  if (script) return 0;
  if (script.error().empty()) std::abort();
  for (const arena::ScriptFault& fault : script.error()) {
    if (arena::codec::sentence(fault).empty()) std::abort();
  }
  return 0;
}
