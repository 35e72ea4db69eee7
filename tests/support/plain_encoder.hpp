// SPDX-License-Identifier: EUPL-1.2
// Notices as text that a person can read: for golden transcripts and for tests of the hub that
// need no protobuf. Every field of a notice shows, so two notices that differ read differently.
#pragma once

#include <functional>
#include <string>

#include "server/hub/ports.hpp"
#include "sessions/notice.hpp"

namespace arena::test {

// How to write an item's random id: golden transcripts count them ("question 1").
using NameItem = std::function<std::string(ItemId)>;

[[nodiscard]] std::string plain(const SeatCode& code);
[[nodiscard]] std::string plain(const Turn& turn);
// Times are minutes and seconds from `notice.at`.
[[nodiscard]] std::string plain(const Notice& notice, const hub::Words& words,
                                const NameItem& name_item);
[[nodiscard]] std::string plain(const Rejection& rejection, const Script& script);
// "4:05", "-0:30".
[[nodiscard]] std::string plain(Span span);

class PlainEncoder final : public hub::NoticeEncoder {
 public:
  [[nodiscard]] hub::SharedNotice encode(const Notice& notice,
                                         const hub::Words& words) const override;
};

}  // namespace arena::test
