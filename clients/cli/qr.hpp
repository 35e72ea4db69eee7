// SPDX-License-Identifier: EUPL-1.2
// QR codes, with their quiet zone: for a terminal, UTF-8 half blocks, dark on light; for paper,
// SVG.
#pragma once

#include <string>

namespace arena::cli {

// Empty if the text is too long for one.
[[nodiscard]] std::string qr_code(const std::string& text);
[[nodiscard]] std::string qr_svg(const std::string& text);

}  // namespace arena::cli
