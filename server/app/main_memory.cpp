// SPDX-License-Identifier: EUPL-1.2
// In `arenad`, memory that is given back is wiped first: an envelope, a token or a word that was
// erased is then not left lying in the process, for a core dump, a swap file or a later mistake to
// show. All of our own containers, Asio's and Beast's come by here; SQLite's memory by
// journal::wipe_freed_memory().
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // these watch it themselves
#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace {

void wipe_and_free(void* memory) noexcept {
  if (memory == nullptr) return;
  explicit_bzero(memory, malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void operator delete(void* memory) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
  wipe_and_free(memory);
}
void operator delete[](void* memory, std::align_val_t /*alignment*/) noexcept {
  wipe_and_free(memory);
}
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  wipe_and_free(memory);
}
void operator delete[](void* memory, std::size_t /*size*/,
                       std::align_val_t /*alignment*/) noexcept {
  wipe_and_free(memory);
}
#endif
