// SPDX-License-Identifier: EUPL-1.2
#include "sessions/keeping.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <type_traits>
#include <variant>

namespace arena {
namespace {

// What the words of an event are, and whose: nobody's where the chair worded them for several.
enum class Kind : std::uint8_t { contribution, lesson, care };
struct Words {
  Kind kind{};
  SeatId by = nobody;
};

// Where the words are the actor's own; what is not here, and not told apart below, is what the
// chair decides, and why.
template <class Body, class... Bodies>
constexpr bool one_of = (std::is_same_v<Body, Bodies> || ...);
template <class Body>
constexpr bool is_contribution =
    one_of<Body, Answered, Noted, QuestionAsked, QuestionShown, ItemProposed, VoteCast, HelpAsked,
           HelpAnswered, LetterAnswered>;

class Keeping {
 public:
  explicit Keeping(std::span<const Record> history) : history_(history) {
    for (const Record& record : history_) {
      event_ = &record.event;
      std::visit([this](const auto& body) { read(body); }, event_->body);
    }
  }

  [[nodiscard]] std::vector<EventNumber> by(SeatCode code) {
    std::vector<EventNumber> out;
    for (const Record& record : history_) {
      event_ = &record.event;
      if (!event_->content || !record.content) continue;
      const Words words = std::visit([this](const auto& body) { return of(body); }, event_->body);
      const auto known = codes_.find(words.by);
      if (words.kind == Kind::care || known == codes_.end() || is_shared_lesson()) continue;
      if (known->second == code) out.push_back(event_->number);
    }
    return out;
  }

  [[nodiscard]] std::vector<EventNumber> not_kept() {
    std::vector<EventNumber> out;
    for (const Record& record : history_) {
      event_ = &record.event;
      if (!event_->content || !record.content) continue;
      const Words words = std::visit([this](const auto& body) { return of(body); }, event_->body);
      if (!may_be_kept(words)) out.push_back(event_->number);
    }
    return out;
  }

 private:
  void read(const Created& e) { level_ = e.archive_level; }
  void read(const Admitted& e) { codes_[e.seat] = e.code; }
  void read(const ConsentSet& e) { agreed_[event_->actor] = e.level; }
  void read(const LessonProposed& e) { lessons_.insert(e.lesson); }
  void read(const LessonShared& e) { shared_.insert(e.lesson); }
  template <class Other>
  void read(const Other& /*event*/) {}

  [[nodiscard]] Words contributed() const { return {Kind::contribution, event_->actor}; }

  [[nodiscard]] Words of(const Spoken& e) const {
    return e.for_seat == nobody ? contributed() : Words{Kind::contribution, e.for_seat};
  }
  [[nodiscard]] Words of(const LessonProposed& /*event*/) const {
    return {Kind::lesson, event_->actor};
  }
  [[nodiscard]] Words of(const ItemReconsidered& e) const {
    return {lessons_.contains(e.item) ? Kind::lesson : Kind::contribution, event_->actor};
  }
  [[nodiscard]] Words of(const QuestionsMerged& /*event*/) const {
    return {Kind::contribution, nobody};
  }
  // Whose they are nobody knows: what was agreed for the conversation holds.
  [[nodiscard]] Words of(const ContributedAnonymously& /*event*/) const {
    return {Kind::contribution, nobody};
  }
  template <class Other>
  [[nodiscard]] Words of(const Other& /*event*/) const {
    return is_contribution<Other> ? contributed() : Words{Kind::care, nobody};
  }

  [[nodiscard]] bool is_shared_lesson() const {
    if (const auto* proposed = std::get_if<LessonProposed>(&event_->body)) {
      return shared_.contains(proposed->lesson);
    }
    const auto* again = std::get_if<ItemReconsidered>(&event_->body);
    return again != nullptr && shared_.contains(again->item);
  }

  [[nodiscard]] bool may_be_kept(const Words& words) const {
    if (level_ == ArchiveLevel::nothing) return false;
    if (words.kind == Kind::care) return true;
    return arena::may_be_kept(words.kind == Kind::lesson, std::min(level_, agreed_to(words.by)));
  }

  // The last that was agreed to with a seat of the same code.
  [[nodiscard]] ArchiveLevel agreed_to(SeatId seat) const {
    ArchiveLevel level = ArchiveLevel::full;
    const auto own = codes_.find(seat);
    for (const auto& [other, agreed] : agreed_) {
      const auto code = codes_.find(other);
      const bool same = own != codes_.end() && code != codes_.end() && code->second == own->second;
      if (same || other == seat) level = agreed;
    }
    return level;
  }

  std::span<const Record> history_;
  const Event* event_{};  // the one being read
  ArchiveLevel level_{};
  std::map<SeatId, SeatCode> codes_;
  std::map<SeatId, ArchiveLevel> agreed_;
  std::set<ItemId> lessons_, shared_;
};

// Where the words of this turn stand.
std::vector<EventNumber> shown_as(std::span<const Record> history, const Turn& turn) {
  std::vector<EventNumber> out;
  for (const Record& record : history) {
    const auto look = [&](const auto& body) {
      if constexpr (requires { body.turn; }) {
        if (body.turn != std::optional(turn)) return;
        out.push_back(record.event.number);
        if constexpr (requires { body.text_of.value; }) out.push_back(body.text_of);
      }
    };
    std::visit(look, record.event.body);
  }
  return out;
}

}  // namespace

std::vector<EventNumber> words_of(std::span<const Record> history, SeatCode code,
                                  std::optional<Turn> only) {
  auto words = Keeping(history).by(code);
  if (only) {
    const auto shown = shown_as(history, *only);
    std::erase_if(words, [&](EventNumber number) {
      return std::find(shown.begin(), shown.end(), number) == shown.end();
    });
  }
  return words;
}

bool ends_names(const Event& event) noexcept { return std::holds_alternative<Closed>(event.body); }

std::vector<EventNumber> words_not_kept(std::span<const Record> history) {
  return Keeping(history).not_kept();
}

std::vector<EventNumber> erased_with(const Conversation& conversation, const Event& event,
                                     std::span<const Record> history) {
  std::vector<EventNumber> passing = conversation.erased_by(event);
  if (!std::holds_alternative<Closed>(event.body)) return passing;
  const auto words = words_not_kept(history);
  std::set<EventNumber> all(passing.begin(), passing.end());
  all.insert(words.begin(), words.end());
  return {all.begin(), all.end()};
}

bool may_be_kept(bool lesson, ArchiveLevel level) noexcept {
  return level > (lesson ? ArchiveLevel::nothing : ArchiveLevel::lessons_only);
}

}  // namespace arena
