// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/debate.hpp"

#include <algorithm>

#include "sessions/utf8.hpp"

namespace arena::cli {

std::size_t Debate::seat_of(const std::string& key, const std::string& role) {
  const DebateSpeaker wanted{key, role};
  const auto found = std::find(speakers.begin(), speakers.end(), wanted);
  if (found != speakers.end()) return static_cast<std::size_t>(found - speakers.begin());
  speakers.push_back(wanted);
  return speakers.size() - 1;
}

std::string_view without_byte_order_mark(std::string_view bytes) noexcept {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

std::optional<std::string> fault_of_text(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "the text is empty";
  if (text.size() > turn_bytes_max) {
    return "the text is " + std::to_string(text.size()) + " bytes long and may be " +
           std::to_string(turn_bytes_max);
  }
  if (!is_utf8(text)) return "the text is not UTF-8";
  return std::nullopt;
}

tl::expected<Debate, std::string> read_debate(std::string_view bytes, const std::string& file) {
  const std::string_view content = without_byte_order_mark(bytes);
  const std::size_t start = content.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) {
    return tl::unexpected(file + " line 1: the file is empty; give VLOS XML or JSON Lines.");
  }
  return content[start] == '<' ? read_vlos(bytes, file) : read_json_lines(bytes, file);
}

}  // namespace arena::cli
