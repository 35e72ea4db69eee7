// SPDX-License-Identifier: EUPL-1.2
// A QR code for a terminal: UTF-8 half blocks, dark on light, with its quiet zone.
#pragma once

#include <string>

namespace arena::cli {

// Empty if the text is too long for one.
[[nodiscard]] std::string qr_code(const std::string& text);

}  // namespace arena::cli
