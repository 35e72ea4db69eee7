// SPDX-License-Identifier: EUPL-1.2
// The second factor: a code of six digits that an app on a phone makes of a secret and the time.
// Source: RFC 6238 (TOTP) over RFC 4226 (HOTP), HMAC-SHA-1, steps of 30 s, as the apps have it.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sessions/ids.hpp"

namespace arena::staff {

using TotpSecret = Octets<struct TotpTag, 20>;

inline constexpr std::int64_t totp_step_ms = 30'000;

// The number of the step in which `at` lies.
[[nodiscard]] std::int64_t totp_step(Instant at) noexcept;
// "492039"
[[nodiscard]] std::string totp(const TotpSecret& secret, std::int64_t step);
// The step whose code this is, among the one of `at`, the one before and the one after it (clocks
// differ), and later than `used`; none if it is wrong.
[[nodiscard]] std::optional<std::int64_t> totp_matches(const TotpSecret& secret,
                                                       std::string_view code, Instant at,
                                                       std::int64_t used);
// RFC 4648, without padding: how secrets are typed into an app.
[[nodiscard]] std::string base32(std::string_view bytes);
// What the app reads off a QR code.
[[nodiscard]] std::string totp_uri(const TotpSecret& secret, std::string_view account);

}  // namespace arena::staff
