// SPDX-License-Identifier: EUPL-1.2
// Envelopes and tokens are values, so copies of them stand on the stack of the thread that handles
// them, until other work happens to overwrite these. (Memory from the heap:
// server/app/main_memory.cpp.)
#pragma once

#include <sodium.h>

#include <cstddef>

namespace arena::anonymity {

inline constexpr std::size_t wiped_stack_bytes = 65'536;  // more than such work goes deep

// A frame of its own below its caller's, and all that `work` does below that.
template <class Work>
[[gnu::noinline]] void in_frame_of_its_own(Work& work) {
  work();
}

// Does `work`, then overwrites the stack it had. Throws what `work` throws, which must not.
template <class Work>
void on_wiped_stack(Work work) {
  in_frame_of_its_own(work);
  sodium_stackzero(wiped_stack_bytes);
}

}  // namespace arena::anonymity
