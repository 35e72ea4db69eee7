// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace arena::cli {
namespace {

constexpr int quiet_zone = 4;

class Code {
 public:
  Code(const std::string& text, QRecLevel level)
      : code_(QRcode_encodeString8bit(text.c_str(), 0, level), &QRcode_free) {}
  [[nodiscard]] int width() const { return code_ ? code_->width : 0; }  // 0: the text is too long
  [[nodiscard]] bool dark(int x, int y) const {
    const bool inside = x >= 0 && y >= 0 && x < width() && y < width();
    return inside && (code_->data[y * width() + x] & 1U) != 0;
  }

 private:
  std::unique_ptr<QRcode, void (*)(QRcode*)> code_;
};

}  // namespace

std::string qr_code(const std::string& text) {
  const Code code(text, QR_ECLEVEL_L);
  const int width = code.width();
  if (width == 0) return {};
  // Light modules are painted, so that it reads on a dark terminal; a character is two rows.
  std::string picture;
  for (int y = -quiet_zone; y < width + quiet_zone; y += 2) {
    for (int x = -quiet_zone; x < width + quiet_zone; ++x) {
      const bool upper = !code.dark(x, y);
      const bool lower = !code.dark(x, y + 1);
      picture += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    picture += '\n';
  }
  return picture;
}

std::string qr_svg(const std::string& text) {
  const Code code(text, QR_ECLEVEL_M);
  const int width = code.width();
  if (width == 0) return {};
  const std::string side = std::to_string(width + 2 * quiet_zone);
  std::string picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " +
                        side + "\" role=\"img\" aria-label=\"QR\" shape-rendering=\"crispEdges\">" +
                        "<rect width=\"" + side + "\" height=\"" + side +
                        "\" fill=\"#fff\"/><path fill=\"#000\" d=\"";
  for (int y = 0; y < width; ++y) {
    for (int x = 0; x < width; ++x) {
      if (!code.dark(x, y)) continue;
      picture +=
          "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h1v1h-1z";
    }
  }
  return picture + "\"/></svg>";
}

}  // namespace arena::cli
