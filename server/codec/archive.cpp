// SPDX-License-Identifier: EUPL-1.2
#include "server/codec/archive.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "arena/v1/archive.pb.h"

namespace arena::codec {
namespace {

using Stored = arena::v1::StoredEvent;

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

// ---- writing ----------------------------------------------------------------------------------

template <class Tag, std::size_t N>
std::string bytes_of(const Octets<Tag, N>& octets) {
  std::string out(N, '\0');
  std::memcpy(out.data(), octets.bytes.data(), N);
  return out;
}

void put(Stored::Room* out, const Room& room) {
  out->set_round(room.round);
  out->set_repetition(room.repetition);
  out->set_room(room.room);
}

void put(Stored::Turn* out, const Turn& turn) {
  put(out->mutable_room(), turn.room);
  out->set_number(turn.number);
}

Stored::ArchiveLevel stored(ArchiveLevel level) {
  switch (level) {
    case ArchiveLevel::nothing:
      return Stored::ARCHIVE_LEVEL_NOTHING;
    case ArchiveLevel::lessons_only:
      return Stored::ARCHIVE_LEVEL_LESSONS_ONLY;
    case ArchiveLevel::pseudonymised:
      return Stored::ARCHIVE_LEVEL_PSEUDONYMISED;
    case ArchiveLevel::full:
      return Stored::ARCHIVE_LEVEL_FULL;
  }
  return Stored::ARCHIVE_LEVEL_UNSPECIFIED;
}

Stored::Verdict stored(Verdict verdict) {
  switch (verdict) {
    case Verdict::recognised:
      return Stored::VERDICT_RECOGNISED;
    case Verdict::partly:
      return Stored::VERDICT_PARTLY;
    case Verdict::not_recognised:
      return Stored::VERDICT_NOT_RECOGNISED;
  }
  return Stored::VERDICT_UNSPECIFIED;
}

// One function per alternative: a new one does not compile until it can be stored.
void put_body(Stored& out, const EventBody& body) {
  std::visit(
      Overloaded{
          [&](const Created& e) {
            auto* b = out.mutable_created();
            b->set_conversation(bytes_of(e.conversation));
            b->set_script_text(e.script_text);
            b->set_title(e.title);
            b->set_archive_level(stored(e.archive_level));
          },
          [&](const Arrived& e) {
            auto* b = out.mutable_arrived();
            b->set_seat(e.seat.value);
            b->set_group(e.group.value);
          },
          [&](const Admitted& e) {
            auto* b = out.mutable_admitted();
            b->set_seat(e.seat.value);
            b->mutable_code()->set_letter(static_cast<unsigned char>(e.code.letter));
            b->mutable_code()->set_number(e.code.number);
          },
          [&](const TurnedAway& e) { out.mutable_turned_away()->set_seat(e.seat.value); },
          [&](const Removed& e) { out.mutable_removed()->set_seat(e.seat.value); },
          [&](const RoundOpened& e) {
            auto* b = out.mutable_round_opened();
            put(b->mutable_room(), e.room);
            b->set_returned(e.returned);
          },
          [&](const RoundPaused&) { out.mutable_round_paused(); },
          [&](const RoundResumed&) { out.mutable_round_resumed(); },
          [&](const RoundExtended& e) { out.mutable_round_extended()->set_by_ms(e.by.value); },
          [&](const SittingEnded& e) { out.mutable_sitting_ended()->set_sitting(e.sitting); },
          [&](const Closed&) { out.mutable_closed(); },
          [&](const Spoken& e) {
            auto* b = out.mutable_spoken();
            put(b->mutable_turn(), e.turn);
            b->set_guidance(e.guidance);
            if (e.reply_to) put(b->mutable_reply_to(), *e.reply_to);
          },
          [&](const Answered& e) {
            auto* b = out.mutable_answered();
            put(b->mutable_turn(), e.turn);
            b->set_question(e.question.value);
          },
          [&](const Passed& e) { put(out.mutable_passed()->mutable_turn(), e.turn); },
          [&](const Noted& e) { out.mutable_noted()->set_note(e.note.value); },
          [&](const Marked& e) {
            auto* b = out.mutable_marked();
            put(b->mutable_turn(), e.turn);
            b->set_on(e.on);
          },
          [&](const HandRaised&) { out.mutable_hand_raised(); },
          [&](const HandLowered& e) { out.mutable_hand_lowered()->set_seat(e.seat.value); },
          [&](const FloorGiven& e) { out.mutable_floor_given()->set_seat(e.seat.value); },
          [&](const FloorFreed&) { out.mutable_floor_freed(); },
          [&](const QuestionAsked& e) {
            out.mutable_question_asked()->set_question(e.question.value);
          },
          [&](const QuestionShown& e) {
            auto* b = out.mutable_question_shown();
            b->set_question(e.question.value);
            b->set_asker(e.asker.value);
            put(b->mutable_turn(), e.turn);
            b->set_text_of(e.text_of.value);
          },
          [&](const QuestionReturned& e) {
            out.mutable_question_returned()->set_question(e.question.value);
          },
          [&](const QuestionsMerged& e) {
            auto* b = out.mutable_questions_merged();
            for (const ItemId question : e.questions) b->add_questions(question.value);
            b->set_merged(e.merged.value);
            put(b->mutable_turn(), e.turn);
          },
          [&](const QuestionMerged& e) {
            out.mutable_question_merged()->set_question(e.question.value);
          },
          [&](const QuestionWithheld& e) {
            out.mutable_question_withheld()->set_question(e.question.value);
          },
          [&](const LessonProposed& e) {
            auto* b = out.mutable_lesson_proposed();
            b->set_lesson(e.lesson.value);
            put(b->mutable_turn(), e.turn);
          },
          [&](const LessonShared& e) {
            auto* b = out.mutable_lesson_shared();
            b->set_lesson(e.lesson.value);
            put(b->mutable_turn(), e.turn);
            b->set_text_of(e.text_of.value);
          },
          [&](const LessonJudged& e) {
            auto* b = out.mutable_lesson_judged();
            b->set_lesson(e.lesson.value);
            b->set_verdict(stored(e.verdict));
          },
          [&](const HelpAsked& e) { out.mutable_help_asked()->set_help(e.help.value); },
          [&](const HelpAnswered& e) { out.mutable_help_answered()->set_seat(e.seat.value); },
      },
      body);
}

// ---- reading ----------------------------------------------------------------------------------

// Reads parts of a stored event and remembers the first thing that makes no sense, so that the
// reading of an alternative stays a plain list of its fields.
class Reader {
 public:
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

  void fail(std::string sentence) {
    if (fault_.empty()) fault_ = std::move(sentence);
  }

  template <class Target>
  [[nodiscard]] Target small(std::uint32_t value, const char* what) {
    if (value > std::numeric_limits<Target>::max()) {
      fail(std::string(what) + " is out of range");
      return {};
    }
    return static_cast<Target>(value);
  }

  template <class Target>
  [[nodiscard]] Target octets(const std::string& bytes, const char* what) {
    Target out;
    if (bytes.size() != Target::size) {
      fail(std::string(what) + " has the wrong length");
      return out;
    }
    std::memcpy(out.bytes.data(), bytes.data(), Target::size);
    return out;
  }

  [[nodiscard]] Room room(const Stored::Room& room) {
    return {small<std::uint16_t>(room.round(), "a round"),
            small<std::uint16_t>(room.repetition(), "a repetition"),
            small<std::uint16_t>(room.room(), "a room")};
  }
  [[nodiscard]] Turn turn(const Stored::Turn& turn) { return {room(turn.room()), turn.number()}; }
  [[nodiscard]] SeatCode code(const Stored::SeatCode& code) {
    return {static_cast<char>(small<std::uint8_t>(code.letter(), "a seat's letter")),
            small<std::uint16_t>(code.number(), "a seat's number")};
  }

  [[nodiscard]] ArchiveLevel level(int value) {
    switch (value) {
      case Stored::ARCHIVE_LEVEL_NOTHING:
        return ArchiveLevel::nothing;
      case Stored::ARCHIVE_LEVEL_LESSONS_ONLY:
        return ArchiveLevel::lessons_only;
      case Stored::ARCHIVE_LEVEL_PSEUDONYMISED:
        return ArchiveLevel::pseudonymised;
      case Stored::ARCHIVE_LEVEL_FULL:
        return ArchiveLevel::full;
      default:
        fail("the archive level is unknown");
        return {};
    }
  }
  [[nodiscard]] Verdict verdict(int value) {
    switch (value) {
      case Stored::VERDICT_RECOGNISED:
        return Verdict::recognised;
      case Stored::VERDICT_PARTLY:
        return Verdict::partly;
      case Stored::VERDICT_NOT_RECOGNISED:
        return Verdict::not_recognised;
      default:
        fail("the verdict is unknown");
        return {};
    }
  }

 private:
  std::string fault_;
};

EventBody body_of(const Stored& in, Reader& read) {
  switch (in.body_case()) {
    case Stored::kCreated:
      return Created{read.octets<ConversationId>(in.created().conversation(), "a conversation"),
                     in.created().script_text(), in.created().title(),
                     read.level(in.created().archive_level())};
    case Stored::kArrived:
      return Arrived{{in.arrived().seat()},
                     {read.small<std::uint8_t>(in.arrived().group(), "a group")}};
    case Stored::kAdmitted:
      return Admitted{{in.admitted().seat()}, read.code(in.admitted().code())};
    case Stored::kTurnedAway:
      return TurnedAway{{in.turned_away().seat()}};
    case Stored::kRemoved:
      return Removed{{in.removed().seat()}};
    case Stored::kRoundOpened:
      return RoundOpened{read.room(in.round_opened().room()), in.round_opened().returned()};
    case Stored::kRoundPaused:
      return RoundPaused{};
    case Stored::kRoundResumed:
      return RoundResumed{};
    case Stored::kRoundExtended:
      return RoundExtended{{in.round_extended().by_ms()}};
    case Stored::kSittingEnded:
      return SittingEnded{read.small<std::uint16_t>(in.sitting_ended().sitting(), "a sitting")};
    case Stored::kClosed:
      return Closed{};
    case Stored::kSpoken: {
      Spoken spoken{read.turn(in.spoken().turn()), in.spoken().guidance(), std::nullopt};
      if (in.spoken().has_reply_to()) spoken.reply_to = read.turn(in.spoken().reply_to());
      return spoken;
    }
    case Stored::kAnswered:
      return Answered{read.turn(in.answered().turn()), {in.answered().question()}};
    case Stored::kPassed:
      return Passed{read.turn(in.passed().turn())};
    case Stored::kNoted:
      return Noted{{in.noted().note()}};
    case Stored::kMarked:
      return Marked{read.turn(in.marked().turn()), in.marked().on()};
    case Stored::kHandRaised:
      return HandRaised{};
    case Stored::kHandLowered:
      return HandLowered{{in.hand_lowered().seat()}};
    case Stored::kFloorGiven:
      return FloorGiven{{in.floor_given().seat()}};
    case Stored::kFloorFreed:
      return FloorFreed{};
    case Stored::kQuestionAsked:
      return QuestionAsked{{in.question_asked().question()}};
    case Stored::kQuestionShown:
      return QuestionShown{{in.question_shown().question()},
                           {in.question_shown().asker()},
                           read.turn(in.question_shown().turn()),
                           {in.question_shown().text_of()}};
    case Stored::kQuestionReturned:
      return QuestionReturned{{in.question_returned().question()}};
    case Stored::kQuestionsMerged: {
      QuestionsMerged merged;
      for (const auto question : in.questions_merged().questions()) {
        merged.questions.push_back({question});
      }
      merged.merged = {in.questions_merged().merged()};
      merged.turn = read.turn(in.questions_merged().turn());
      return merged;
    }
    case Stored::kQuestionMerged:
      return QuestionMerged{{in.question_merged().question()}};
    case Stored::kQuestionWithheld:
      return QuestionWithheld{{in.question_withheld().question()}};
    case Stored::kLessonProposed:
      return LessonProposed{{in.lesson_proposed().lesson()},
                            read.turn(in.lesson_proposed().turn())};
    case Stored::kLessonShared:
      return LessonShared{{in.lesson_shared().lesson()},
                          read.turn(in.lesson_shared().turn()),
                          {in.lesson_shared().text_of()}};
    case Stored::kLessonJudged:
      return LessonJudged{{in.lesson_judged().lesson()},
                          read.verdict(in.lesson_judged().verdict())};
    case Stored::kHelpAsked:
      return HelpAsked{{in.help_asked().help()}};
    case Stored::kHelpAnswered:
      return HelpAnswered{{in.help_answered().seat()}};
    case Stored::BODY_NOT_SET:
      break;
  }
  read.fail("it does not say what happened");
  return Closed{};
}

Event event_of(const Stored& in, Reader& read) {
  Event event;
  event.number = {in.number()};
  event.at = {in.at_ms()};
  event.actor = {in.actor()};
  event.audience.groups = in.audience().groups();
  for (const auto seat : in.audience().seats()) event.audience.seats.push_back({seat});
  event.body = body_of(in, read);
  if (in.has_cause()) {
    event.cause = Cause{read.octets<CommandId>(in.cause().id(), "a command's id"),
                        read.octets<Commitment>(in.cause().body(), "a command's commitment")};
  }
  if (!in.content().empty()) {
    event.content = read.octets<Commitment>(in.content(), "a text's commitment");
  }
  return event;
}

}  // namespace

std::string encode_event(const Event& event) {
  Stored out;
  out.set_number(event.number.value);
  out.set_at_ms(event.at.value);
  out.set_actor(event.actor.value);
  if (event.audience != Audience{}) {
    out.mutable_audience()->set_groups(event.audience.groups);
    for (const SeatId seat : event.audience.seats) {
      out.mutable_audience()->add_seats(seat.value);
    }
  }
  put_body(out, event.body);
  if (event.cause) {
    out.mutable_cause()->set_id(bytes_of(event.cause->id));
    out.mutable_cause()->set_body(bytes_of(event.cause->body));
  }
  if (event.content) out.set_content(bytes_of(*event.content));
  return out.SerializeAsString();
}

tl::expected<Event, DecodeError> decode_event(std::string_view bytes) {
  Stored in;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return tl::unexpected(DecodeError{"a stored event is not a protobuf message"});
  }
  Reader read;
  Event event = event_of(in, read);
  if (!read.fault().empty()) {
    return tl::unexpected(DecodeError{"a stored event makes no sense: " + read.fault()});
  }
  // An event has one stored form. Other bytes that mean the same, or that hold more than this
  // version understands, are not what was written.
  if (encode_event(event) != bytes) {
    return tl::unexpected(DecodeError{"a stored event is not in the form it is written in"});
  }
  return event;
}

}  // namespace arena::codec
