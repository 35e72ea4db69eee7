// SPDX-License-Identifier: EUPL-1.2
// The live protocol as bytes (proto/arena/v1/wire.proto), both ways and for both sides: the
// server decodes ClientFrames and encodes notices and statuses; the CLI and the tests do the
// reverse. Total and pure: any bytes give a value or a DecodeError, never an exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/hub/ports.hpp"
#include "tl/expected.hpp"

namespace arena::codec {

inline constexpr std::uint32_t protocol_version = 1;
inline constexpr std::size_t frame_bytes_max = 65'536;

struct DecodeError {
  std::string sentence;
};

// ---- server side ----------------------------------------------------------------------------

struct Hello {
  std::uint32_t version{};
  hub::Secret seat_secret;
  ViewerSequence last_seen;
};
struct PageRequest {};

using ClientFrame = std::variant<Hello, hub::CommandRequest, PageRequest>;
[[nodiscard]] tl::expected<ClientFrame, DecodeError> decode_client_frame(std::string_view bytes);

// The shared tail of a ServerFrame (everything but the sequence).
class NoticeEncoder final : public hub::NoticeEncoder {
 public:
  [[nodiscard]] hub::SharedNotice encode(const Notice& notice,
                                         const hub::Words& words) const override;
};
// Appends one frame, in the framing of ServerMessage, to `message`: concatenations of frames
// are a ServerMessage.
void append_notice_frame(std::string& message, ViewerSequence sequence,
                         const std::string& encoded_notice);
void append_status_frame(std::string& message, const hub::Status& status);
// Bytes that append_notice_frame adds.
[[nodiscard]] std::size_t notice_frame_bytes(const std::string& encoded_notice) noexcept;

// ---- client side ----------------------------------------------------------------------------

// What a client sees of a notice, flat: unused fields are empty or zero.
struct SeenSeat {
  std::string code, group, name;
};
struct SeenClock {
  bool timed{}, paused{};
  std::int64_t opened_ms{}, planned_ms{}, ends_ms{}, remaining_ms{};
};
struct SeenPlacement {
  std::string group, ring;
  std::vector<std::string> may;
  std::vector<std::string> makes{};  // products
};
using SeenWords = Bilingual;
struct SeenBallot {
  std::string id;
  SeenWords title;
  std::vector<SeenWords> options;
  std::string options_from, scale, shown, compared_with;
  bool not_applicable{}, asks_reason{};
};
struct SeenSideRoom {
  std::string id;
  SeenWords title;
  bool kept{};
  std::vector<SeenPlacement> placements;
};
struct SeenRelease {
  std::string product, ballot;  // one of the two
  std::vector<std::string> to;  // groups
};
struct SeenRound {
  std::string id, title_nl, title_en, floor;
  std::uint32_t minutes{}, sitting{};
  bool listen_only{}, gate{};
  std::vector<SeenPlacement> placements;
  std::string label, part, repeats_over, answers_to;
  bool held{true}, quiet_first{}, carries_notes{}, own_only{}, presentation{};
  std::vector<SeenBallot> ballots;
  std::vector<SeenSideRoom> side_rooms;
  SeenWords purpose, question_rule, chair_note;
  // What becomes known when it opens.
  std::string own_only_until;  // of what people make here: the round that reveals it
  std::vector<SeenRelease> releases;
  bool shares_lessons{};
};
struct SeenGroup {
  std::string id, title_nl, title_en, role;
  std::uint32_t advised_min{}, advised_max{};  // 0: no advice
  std::string of{};                            // of a position or derived group
  bool queued{};
  std::uint32_t needs{}, capacity{};
};
struct SeenProduct {
  std::string id, kind, judged_by;
  SeenWords title;
  bool with_owner{}, with_date{}, own{};
  std::vector<SeenWords> states;
};
struct SeenChosen {
  SeenWords title, choice;
};
struct SeenScript {
  std::string id, title_nl, title_en;
  std::vector<SeenGroup> groups;
  std::vector<SeenRound> rounds;
  std::vector<SeenWords> statements, statement_notes, conduct;
  std::vector<SeenProduct> products;
  std::vector<SeenChosen> chosen;
  std::uint32_t anonymous_floor{};
};
struct SeenTally {
  std::uint64_t choice{};
  std::optional<std::uint32_t> count;  // absent: too few to be shown
};
struct SeenWaiting {
  std::uint32_t waiting{};
  std::string group, name;
};
struct SeenSlot {
  SlotId slot;
  SlotElement key;
  bool writes{};
  std::int64_t writing_ends_ms{};
  std::string text;
};
struct SeenNotice {
  std::uint64_t sequence{};
  std::int64_t at_ms{};
  std::string kind;  // the oneof's field name: "seated", "contribution", "round_entered", …
  std::string
      change;  // enumerator in lower case: "paused", "waiting", "speech", "accepted", "recognised"
  Room room;
  Turn turn;
  std::optional<Turn> reply_to;
  std::string code;  // whose act, or which seat
  std::string group, name, text, title;
  std::uint64_t item{};
  std::uint32_t waiting{};
  bool flag{};  // returned, on, up, more_follow, from_chair, reconsidered, offered
  std::optional<SeenClock> clock;
  std::vector<SeenSeat> seats;  // Seated: the first is oneself (`self`), then all
  std::optional<SeenScript> script;
  std::string floor;               // Seated: the code of who has the floor
  std::uint32_t sitting{};         // Seated: sittings that ended; sitting_over: which one did
  std::vector<SeenWaiting> lobby;  // Seated, the chair: who is waiting
  std::uint64_t subject{};         // the item that a repetition is about
  std::string lead, archive_level, releaser;
  std::vector<std::string> learning_questions;
  std::string product, scribe;
  std::vector<Turn> evidence;
  std::uint32_t ballot{}, state{}, answered{};
  std::vector<std::uint64_t> choices;
  bool not_applicable{}, below_floor{}, signal{}, quoted{}, reused{};
  std::optional<std::uint32_t> not_applicable_count;
  std::vector<SeenTally> tallies;
  std::int64_t due_ms{};         // 0: none
  std::int64_t keep_until_ms{};  // Seated: then all words and names go; 0: no date
  std::optional<SeenSlot> slot;  // open
};
struct SeenRefusal {
  CommandId id;
  std::string reason;
  std::uint32_t opens_in_round{};
  std::int64_t time_left_ms{-1};
};
struct SeenStatus {
  std::string kind;  // "welcome", "page_end", "accepted", "refused", "frozen", "presence", …
  CommandId id;
  std::optional<SeenRefusal> refusal;
  bool flag{};  // welcome: seated; page_end: more; frozen; presence: connected
  bool resync{};
  std::int64_t now_ms{};
  std::string code;
  std::string text;                             // removed: the reason
  std::uint32_t asked{}, answered{}, unsure{};  // case_workers
  std::vector<std::string> codes;               // case_workers: who were named
  SlotId slot;                                  // token_issued
  hub::SlotEvaluation evaluation;               // token_issued
};
using SeenFrame = std::variant<SeenNotice, SeenStatus>;

[[nodiscard]] std::string encode_hello(const Hello& hello);
[[nodiscard]] std::string encode_page_request();
[[nodiscard]] std::string encode_command(const hub::CommandRequest& command);
[[nodiscard]] tl::expected<std::vector<SeenFrame>, DecodeError> decode_server_message(
    std::string_view bytes);

}  // namespace arena::codec
