// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace arena::cli {
namespace {

constexpr int quiet_zone = 4;

}  // namespace

std::string qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L), &QRcode_free);
  if (!code) return {};
  const int width = code->width;
  const auto dark = [&](int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < width && y < width;
    return inside && (code->data[y * width + x] & 1U) != 0;
  };
  // Light modules are painted, so that it reads on a dark terminal; a character is two rows.
  std::string picture;
  for (int y = -quiet_zone; y < width + quiet_zone; y += 2) {
    for (int x = -quiet_zone; x < width + quiet_zone; ++x) {
      const bool upper = !dark(x, y);
      const bool lower = !dark(x, y + 1);
      picture += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    picture += '\n';
  }
  return picture;
}

}  // namespace arena::cli
