// SPDX-License-Identifier: EUPL-1.2
// The one macro. An assertion says that we are wrong, never that a user is; it stays on in
// release, because a restart that replays the journal is safer than going on.
#pragma once

#include <cstdlib>

#define ARENA_ASSERT(condition) ((condition) ? static_cast<void>(0) : std::abort())
