// SPDX-License-Identifier: EUPL-1.2
// What is true of a conversation while a server runs: the fold of what has reached the disk, and
// what each seat must be told because of it. Fed at each commit; a server is held against it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tests/support/memory_journal.hpp"
#include "tests/support/plain_encoder.hpp"
#include "tests/support/plain_hash.hpp"

namespace arena::test {

class Truth {
 public:
  // What a seat must be told, in order; help reads differently once it is erased.
  struct Telling {
    std::string with_texts;
    std::string erased;
  };

  Truth(const Script& script, const MemoryJournal& journal, ConversationId id)
      : conversation_(script, plain_commitment), id_(id) {
    for (const Record& record : journal.disk().histories.at(id)) take(record, journal);
  }

  void take(const Record& record, const MemoryJournal& journal) {
    const auto salt = record.content ? std::optional(record.content->salt) : std::nullopt;
    conversation_.apply(record.event, salt);
    if (record.event.cause) {
      const bool is_new = accepted_.emplace(record.event.actor, record.event.cause->id).second;
      doubled_ += is_new ? 0U : 1U;
    }
    if (const auto* asked = std::get_if<QuestionAsked>(&record.event.body)) {
      questions_.push_back(asked->question);
    } else if (const auto* lesson = std::get_if<LessonShared>(&record.event.body)) {
      lessons_.push_back(lesson->lesson);
    } else if (const auto* opened = std::get_if<RoundOpened>(&record.event.body)) {
      last_round_ = opened->room.round;
    }
    for (std::uint32_t n = 1; n <= conversation_.seats_size(); ++n) {
      const auto notice = conversation_.notice_for(SeatId{n}, record.event);
      if (notice) tellings_[SeatId{n}].push_back(in_words(*notice, journal));
    }
  }

  [[nodiscard]] const Conversation& conversation() const noexcept { return conversation_; }
  [[nodiscard]] const std::vector<Telling>& of(SeatId seat) { return tellings_[seat]; }
  [[nodiscard]] bool has(SeatId seat, const CommandId& id) const {
    return accepted_.contains({seat, id});
  }
  [[nodiscard]] std::size_t doubled() const noexcept { return doubled_; }
  [[nodiscard]] const std::vector<ItemId>& questions() const noexcept { return questions_; }
  [[nodiscard]] const std::vector<ItemId>& lessons() const noexcept { return lessons_; }
  [[nodiscard]] std::uint16_t last_round() const noexcept { return last_round_; }

 private:
  [[nodiscard]] Telling in_words(const Notice& notice, const MemoryJournal& journal) const {
    const auto& history = journal.disk().histories.at(id_);
    const auto text = [&history](EventNumber number) -> std::string_view {
      const auto& content = history.at(number.value - 1).content;
      return content ? std::string_view(content->text) : std::string_view();
    };
    const auto no_name = [](SeatId) { return std::string_view(); };
    const auto no_text = [](EventNumber) { return std::string_view(); };
    const hub::Words words{conversation_.script(), conversation_.title(), text, no_name};
    const hub::Words bare{conversation_.script(), conversation_.title(), no_text, no_name};
    const bool help = std::holds_alternative<HelpShown>(notice.body);
    const std::string full = *PlainEncoder().encode(notice, words);
    return {full, help ? *PlainEncoder().encode(notice, bare) : full};
  }

  Conversation conversation_;
  ConversationId id_;
  std::map<SeatId, std::vector<Telling>> tellings_;
  std::set<std::pair<SeatId, CommandId>> accepted_;
  std::size_t doubled_{};
  std::vector<ItemId> questions_;
  std::vector<ItemId> lessons_;
  std::uint16_t last_round_{};
};

}  // namespace arena::test
