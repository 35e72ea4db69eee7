// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/plain_encoder.hpp"

#include <cstdlib>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

#include "sessions/transcript.hpp"

namespace arena::test {
namespace {

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::recognised:
      return "recognised";
    case Verdict::partly:
      return "partly";
    case Verdict::not_recognised:
      return "not_recognised";
  }
  std::abort();
}

std::string_view name(ContributionKind kind) {
  switch (kind) {
    case ContributionKind::speech:
      return "";
    case ContributionKind::guidance:
      return "guidance ";
    case ContributionKind::question:
      return "question ";
    case ContributionKind::answer:
      return "answer ";
    case ContributionKind::lesson:
      return "lesson ";
    case ContributionKind::item:
      return "item ";
    case ContributionKind::note:
      return "note ";
    case ContributionKind::mark:
      return "mark ";
    case ContributionKind::anonymous:
      return "anonymous";
  }
  std::abort();
}

std::string_view name(ItemChanged::Change change) {
  switch (change) {
    case ItemChanged::Change::state:
      return "state";
    case ItemChanged::Change::evidence:
      return "rests on";
    case ItemChanged::Change::assigned:
      return "assigned to";
    case ItemChanged::Change::adopted:
      return "adopted";
    case ItemChanged::Change::declined:
      return "declined";
    case ItemChanged::Change::done:
      return "done";
  }
  std::abort();
}

std::string_view name(ArchiveLevel level) {
  switch (level) {
    case ArchiveLevel::nothing:
      return "nothing";
    case ArchiveLevel::lessons_only:
      return "lessons only";
    case ArchiveLevel::pseudonymised:
      return "without names";
    case ArchiveLevel::full:
      return "all";
  }
  std::abort();
}

// One notice in words; each alternative has a line of its own.
struct Writer {
  Instant at;
  const hub::Words& words;
  const NameItem& item;

  std::string quoted(EventNumber text_of) const {
    return '"' + std::string(words.text(text_of)) + '"';
  }
  std::string reason(const std::optional<EventNumber>& text_of) const {
    return text_of ? " because " + quoted(*text_of) : std::string();
  }
  std::string by(const std::optional<SeatCode>& code) const {
    return code ? " by " + plain(*code) : std::string();
  }
  std::string round(const Room& room) const {
    if (room.round == 0) return "no round open";
    const Round& round = words.script.rounds.at(room.round - 1U);
    std::string text = "round " + round.id;
    if (room.repetition != 0) text += " (" + std::to_string(room.repetition) + ')';
    if (room.room != 0) text += " room " + round.side_rooms.at(room.room - 1U).id;
    return text;
  }
  std::string product(std::uint16_t product) const { return words.script.products.at(product).id; }
  std::string turns(const std::vector<Turn>& turns) const {
    std::string text;
    for (const Turn& turn : turns) text += ' ' + plain(turn);
    return text;
  }
  // An option, a point of agreement or an item.
  std::string choice(const Room& room, std::uint16_t ballot, std::uint64_t choice) const {
    const Ballot& of = words.script.rounds.at(room.round - 1U).ballots.at(ballot);
    if (!of.options_from.empty()) return '[' + item(ItemId{choice}) + ']';
    if (of.options.empty()) return std::to_string(choice);
    return of.options.at(choice - 1).id;
  }
  template <class Vote>
  std::string vote(const Vote& n) const {
    std::string text = words.script.rounds.at(n.room.round - 1U).ballots.at(n.ballot).id + ':';
    if (n.not_applicable) text += " not applicable";
    for (const std::uint64_t each : n.choices) text += ' ' + choice(n.room, n.ballot, each);
    return text + reason(n.text_of);
  }
  std::string seat(const SeatView& seat) const {
    const std::string_view who = words.name(seat.seat);
    const Group& group = words.script.groups.at(seat.group.value);
    std::string text = plain(seat.code) + ' ' + group.id;
    if (group.shown_as == ShownAs::name && !who.empty()) text += " \"" + std::string(who) + '"';
    return text;
  }
  std::string seats(const std::vector<SeatView>& all) const {
    if (all.empty()) return "nobody is shown";
    std::string text = "here:";
    for (const SeatView& each : all) text += (&each == &all.front() ? " " : ", ") + seat(each);
    return text;
  }
  std::string clock(const ClockView& view) const {
    if (!view.timed) return "no clock";
    const std::string whole = " of " + plain(view.planned);
    if (view.paused) return "paused with " + plain(view.remaining) + " left" + whole;
    return plain(view.ends - at) + " left" + whole;
  }

  std::string operator()(const Seated& n) const {
    std::string text = "seated as " + seat(n.self) + "; " + round(n.room);
    if (n.room.round != 0) text += ", " + clock(n.clock);
    if (n.floor) text += ", floor " + plain(*n.floor);
    if (n.sittings_ended != 0) text += ", sittings ended " + std::to_string(n.sittings_ended);
    text += "; " + seats(n.seats);
    for (const SeatView& each : n.waiting) {
      text += "; " + words.script.groups.at(each.group.value).id + " \"" +
              std::string(words.name(each.seat)) + "\" waits";
    }
    return text;
  }
  std::string operator()(const RoundEntered& n) const {
    return round(n.room) + (n.returned ? " goes on" : " opens") + by(n.by) + reason(n.text_of) +
           ", " + clock(n.clock) + "; " + seats(n.seats) +
           (n.subject ? "; about [" + item(*n.subject) + ']' : "");
  }
  std::string operator()(const ClockChanged& n) const {
    std::string text;
    switch (n.change) {
      case ClockChanged::Change::paused:
        text = "paused";
        break;
      case ClockChanged::Change::resumed:
        text = "resumed";
        break;
      case ClockChanged::Change::extended:
        text = "extended";
        break;
    }
    return text + by(n.by) + ", " + clock(n.clock) + reason(n.text_of);
  }
  std::string operator()(const SittingOver& n) const {
    return "sitting " + std::to_string(n.sitting) + " is over" +
           (n.more_follow ? ", another follows" : "") + reason(n.text_of);
  }
  std::string operator()(const ConversationOver& n) const {
    return "the conversation is over" + reason(n.text_of);
  }
  std::string operator()(const SeatTaken& n) const { return "takes a seat: " + seat(n.seat); }
  std::string operator()(const SeatLeft& n) const {
    return plain(n.code) + " is no longer here" + reason(n.text_of);
  }
  std::string operator()(const LobbyChanged& n) const {
    const std::string who = std::string(words.script.groups.at(n.group.value).id) + " \"" +
                            std::string(words.name(n.seat)) + '"';
    switch (n.change) {
      case LobbyChanged::Change::waiting:
        return "lobby: " + who + " waits";
      case LobbyChanged::Change::admitted:
        return "lobby: " + who + " is admitted" + (n.code ? " as " + plain(*n.code) : "");
      case LobbyChanged::Change::turned_away:
        return "lobby: " + who + " is turned away";
    }
    std::abort();
  }
  std::string operator()(const ContributionShown& n) const {
    std::string text = plain(n.turn) + ' ' + std::string(name(n.kind));
    const bool anonymous = n.kind == ContributionKind::anonymous;
    text += n.code ? plain(*n.code) : std::string(anonymous ? "" : "the chair");
    if (n.reply_to) text += " to " + plain(*n.reply_to);
    if (n.scribe) text += " (typed by " + plain(*n.scribe) + ')';
    if (n.item) text += " [" + item(*n.item) + ']';
    if (!n.evidence.empty()) text += " on" + turns(n.evidence);
    return n.text_of == EventNumber{} ? text : text + ": " + quoted(n.text_of);
  }
  std::string operator()(const PassShown& n) const {
    return plain(n.turn) + ' ' + plain(n.code) + " passes";
  }
  std::string operator()(const OwnNote& n) const {
    return "own note in " + round(n.room) + ": " + quoted(n.text_of);
  }
  std::string operator()(const OwnMark& n) const {
    return std::string(n.on ? "own mark at " : "own mark gone from ") + plain(n.turn);
  }
  std::string operator()(const HandShown& n) const {
    return plain(n.code) + (n.up ? " raises a hand" : " lowers the hand");
  }
  std::string operator()(const FloorShown& n) const {
    return n.code ? plain(*n.code) + " has the floor" : std::string("nobody has the floor");
  }
  std::string operator()(const QuestionWaiting& n) const {
    return "at the gate [" + item(n.question) + "] of " + plain(n.code) + ": " + quoted(n.text_of);
  }
  std::string operator()(const QuestionDecided& n) const {
    std::string text = "gate [" + item(n.question) + "] ";
    switch (n.decision) {
      case QuestionDecided::Decision::accepted:
        text += "accepted";
        break;
      case QuestionDecided::Decision::rephrase:
        text += "to be rephrased";
        break;
      case QuestionDecided::Decision::merged:
        text += "merged";
        break;
      case QuestionDecided::Decision::withheld:
        text += "withheld";
        break;
    }
    return n.text_of ? text + ": " + quoted(*n.text_of) : text;
  }
  std::string operator()(const LessonVerdict& n) const {
    return "lesson [" + item(n.lesson) + "] " + std::string(name(n.verdict)) + " by " +
           plain(n.code);
  }
  std::string operator()(const SeatMoved& n) const { return "now sits as " + seat(n.seat); }
  std::string operator()(const OwnItem& n) const {
    return std::string(n.reconsidered ? "own item reconsidered [" : "own item [") + item(n.item) +
           "] of " + product(n.product) + ": " + quoted(n.text_of);
  }
  std::string operator()(const ItemSeen& n) const {
    return "now shown: [" + item(n.item) + "] of " + (n.product ? product(*n.product) : "lessons") +
           (n.evidence.empty() ? "" : " on" + turns(n.evidence)) + ": " + quoted(n.text_of);
  }
  std::string operator()(const ItemChanged& n) const {
    std::string text = '[' + item(n.item) + "] " + std::string(name(n.change));
    if (n.change == ItemChanged::Change::state) text += ' ' + std::to_string(n.state);
    text += turns(n.evidence);
    if (n.change == ItemChanged::Change::assigned) {
      text += n.text_of ? ' ' + quoted(*n.text_of) : std::string(" nobody yet");
      if (n.due) text += ", due in " + plain(*n.due - at);
      return text + (n.signal ? ", a signal" : "");
    }
    return text + reason(n.text_of);
  }
  std::string operator()(const LetterShown& n) const { return "letter: " + quoted(n.text_of); }
  std::string operator()(const LetterAnswerShown& n) const {
    return plain(n.code) + " answers the letter: " + quoted(n.text_of);
  }
  std::string operator()(const OwnVote& n) const { return "own vote, " + vote(n); }
  std::string operator()(const VoteSeen& n) const { return plain(n.code) + " voted, " + vote(n); }
  std::string operator()(const BallotResult& n) const {
    std::string text =
        "result of " + words.script.rounds.at(n.room.round - 1U).ballots.at(n.ballot).id;
    if (n.room.repetition != 0) text += " (" + std::to_string(n.room.repetition) + ')';
    if (n.below_floor) return text + ": too few to be shown";
    text += ", " + std::to_string(n.answered) + " answered:";
    for (const Tally& tally : n.tallies) {
      text += ' ' + choice(n.room, n.ballot, tally.choice) + '=' +
              (tally.count ? std::to_string(*tally.count) : "few");
    }
    return text + " n/a=" + (n.not_applicable ? std::to_string(*n.not_applicable) : "few");
  }
  std::string operator()(const OwnConsent& n) const {
    return "own consent: keep " + std::string(name(n.level)) + (n.quoted ? ", quote" : "") +
           (n.reused ? ", use again" : "");
  }
  std::string operator()(const OwnPass&) const { return "own pass"; }
  std::string operator()(const ReadyShown& n) const { return plain(n.code) + " is ready"; }
  std::string operator()(const MayEnd& n) const {
    return "the round may end: " + std::string(arena::name(n.why));
  }
  std::string operator()(const WarningShown& n) const {
    return "warning to " + plain(n.code) + ": " + quoted(n.text_of);
  }
  std::string operator()(const IncidentShown& n) const {
    std::string text = "incident [" + item(n.incident) + ']';
    if (n.about) text += " about " + plain(*n.about);
    text += n.due ? ", due in " + plain(*n.due - at) : std::string(" closed");
    return n.text_of ? text + ": " + quoted(*n.text_of) : text;
  }
  std::string operator()(const LeadShown& n) const {
    return n.offered ? "the lead is offered to " + plain(n.code) : plain(n.code) + " leads";
  }
  std::string slot(const SlotView& n) const {
    const Span left = n.writing_ends - at;
    std::string text = std::string("people write anonymously") + (n.writes ? ", you too" : "");
    text += ", " + plain(left) + " left";
    return n.text_of ? text + ": " + quoted(*n.text_of) : text;
  }
  std::string operator()(const SlotShown& n) const { return slot(n.slot); }
  std::string operator()(const SlotOver& n) const {
    switch (n.how) {
      case SlotEnd::published:
        return "the envelopes are opened";
      case SlotEnd::below_floor:
        return "too few envelopes: nothing is shown";
      case SlotEnd::cancelled:
        break;
    }
    return "writing anonymously is cancelled" + reason(n.text_of);
  }
  std::string operator()(const HelpShown& n) const {
    return std::string(n.from_chair ? "help answered, to " : "help asked by ") + plain(n.code) +
           ": " + quoted(n.text_of);
  }
};

}  // namespace

std::string plain(const SeatCode& code) {
  return std::string(1, code.letter) + std::to_string(code.number);
}

std::string plain(const Turn& turn) { return label(turn); }

std::string plain(Span span) {
  const std::int64_t seconds = std::abs(span.value) / 1000;
  return (span.value < 0 ? "-" : "") + std::to_string(seconds / 60) + ':' +
         two_digits(seconds % 60);
}

std::string plain(const Notice& notice, const hub::Words& words, const NameItem& name_item) {
  return std::visit(Writer{notice.at, words, name_item}, notice.body);
}

std::string plain(const Rejection& rejection, const Script& script) {
  std::string text = "refused " + std::string(name(rejection.reason));
  if (rejection.opens_in_round) {
    text += ", opens in round " + script.rounds.at(*rejection.opens_in_round - 1U).id;
  }
  if (rejection.time_left) text += ", " + plain(*rejection.time_left) + " left";
  return text;
}

hub::SharedNotice PlainEncoder::encode(const Notice& notice, const hub::Words& words) const {
  const auto by_number = [](ItemId id) { return std::to_string(id.value); };
  return std::make_shared<const std::string>(std::to_string(notice.at.value) + ' ' +
                                             plain(notice, words, by_number));
}

}  // namespace arena::test
