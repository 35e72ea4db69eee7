// SPDX-License-Identifier: EUPL-1.2
// rapidcheck as the tests here use it: rows of Steps, and a seed that stays the same from run to
// run unless RC_PARAMS says otherwise (RC_PARAMS="seed=7 max_success=1000").
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/random_play.hpp"

namespace rc {

template <>
struct Arbitrary<arena::test::Step> {
  static Gen<arena::test::Step> arbitrary() {
    using arena::test::Step;
    // Numbers from their whole range, however small the case is.
    const auto number = [] { return gen::resize(kNominalSize, gen::inRange(0, 240)); };
    const auto size = static_cast<int>(arena::test::random_acts().size());
    return gen::build<Step>(gen::set(&Step::act, gen::resize(kNominalSize, gen::inRange(0, size))),
                            gen::set(&Step::who, number()), gen::set(&Step::what, number()),
                            gen::set(&Step::quirk, number()));
  }
};

}  // namespace rc

namespace arena::test {

// Checks `property` on random rows of steps.
template <class Property>
void check_steps(const std::string& sentence, Property property) {
  setenv("RC_PARAMS", "seed=20261122 max_success=60", 0);
  const bool holds = rc::check(sentence, [&property] {
    property(*rc::gen::scale(1.5, rc::gen::arbitrary<std::vector<Step>>()));
  });
  EXPECT_TRUE(holds) << sentence;
}

}  // namespace arena::test
