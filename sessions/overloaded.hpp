// SPDX-License-Identifier: EUPL-1.2
// One visitor out of several lambdas, for std::visit.
#pragma once

namespace arena {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace arena
