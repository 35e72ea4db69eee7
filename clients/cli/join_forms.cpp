// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/join_forms.hpp"

#include <algorithm>

#include "clients/cli/join_parse.hpp"

namespace arena::cli {
namespace {

// ---- whether there is anything to do it with

template <bool (*condition)(const codec::SeenGroup&)>
bool any_group(const JoinView& view) {
  return view.script() &&
         std::any_of(view.script()->groups.begin(), view.script()->groups.end(), condition);
}
bool is_position(const codec::SeenGroup& group) { return group.capacity > 0; }
bool open_now(const JoinView& view) { return view.round() != nullptr; }
bool between(const JoinView& view) { return view.round() == nullptr; }
bool letter_possible(const JoinView& view) { return between(view) && view.has_items(); }
bool floor_given(const JoinView& view) { return open_now(view) && view.round()->floor != "open"; }
bool positions(const JoinView& view) { return any_group<is_position>(view); }
bool items(const JoinView& view) { return view.has_items(); }
bool incidents(const JoinView& view) { return view.has_incidents(); }
bool carrying(const JoinView& view) {
  return open_now(view) && view.round()->carries_notes && view.placement() != nullptr;
}
bool notes(const JoinView& view) { return carrying(view) && view.has_notes(); }
bool letter_came(const JoinView& view) { return view.letter_came(); }
bool slot_open(const JoinView& view) { return view.slot_open(); }
bool slot_possible(const JoinView& view) { return view.may_be_anonymous() && !view.slot_open(); }
bool side_rooms(const JoinView& view) {
  return open_now(view) && !view.round()->side_rooms.empty();
}

// What follows the name, to choose from.
constexpr Taken a_facilitator{Takes::facilitator, Takes::nothing};
constexpr Taken a_mark{Takes::mark, Takes::nothing};
constexpr Taken a_note{Takes::note, Takes::nothing};
constexpr Taken a_own_item{Takes::own_item, Takes::nothing};
constexpr Taken a_position{Takes::position, Takes::nothing};
constexpr Taken a_question{Takes::question, Takes::nothing};
constexpr Taken a_round{Takes::round, Takes::nothing};
constexpr Taken a_seat{Takes::seat, Takes::nothing};
constexpr Taken a_text{Takes::text, Takes::nothing};
constexpr Taken a_waiting{Takes::waiting, Takes::nothing};
constexpr Taken ballot_choice{Takes::ballot, Takes::choice};
constexpr Taken incident_text{Takes::incident, Takes::text};
constexpr Taken item_decision{Takes::item, Takes::decision};
constexpr Taken item_state{Takes::item, Takes::state};
constexpr Taken item_text{Takes::item, Takes::text};
constexpr Taken item_turn{Takes::item, Takes::turn};
constexpr Taken item_verdict{Takes::item, Takes::verdict};
constexpr Taken level_text{Takes::level, Takes::text};
constexpr Taken minutes_text{Takes::minutes, Takes::text};
constexpr Taken nothing_more{Takes::nothing, Takes::nothing};
constexpr Taken own_item_text{Takes::own_item, Takes::text};
constexpr Taken position_seat{Takes::position, Takes::seat};
constexpr Taken product_text{Takes::product, Takes::text};
constexpr Taken question_question{Takes::question, Takes::question};
constexpr Taken question_text{Takes::question, Takes::text};
constexpr Taken round_text{Takes::round, Takes::text};
constexpr Taken seat_text{Takes::seat, Takes::text};
constexpr Taken side_room_text{Takes::side_room, Takes::text};
constexpr Taken turn_text{Takes::turn, Takes::text};
constexpr Taken waiting_text{Takes::waiting, Takes::text};
constexpr auto right = For::with_right;
constexpr auto chair = For::chair;
constexpr auto all = For::everybody;

constexpr std::array table{
    // ---- of everybody who has the right
    Form{"reactie", "reply", "1.3 TEKST", "1.3 TEXT", "reageren op een bijdrage",
         "reply to a contribution", turn_text, right, "speak", reply},
    Form{"vraag", "ask", "TEKST", "TEXT", "een vraag stellen", "ask a question", a_text, right,
         "ask", with_text<Ask>},
    Form{"antwoord", "answer", "N TEKST", "N TEXT", "een vraag beantwoorden", "answer a question",
         question_text, right, "answer", on_number<Answer, &JoinView::question>},
    Form{"stem", "vote", "N KEUZE [REDEN]", "N CHOICE [REASON]", "antwoorden bij een stemming",
         "answer a ballot", ballot_choice, right, "vote", vote},
    Form{"pas", "pass", "", "", "passen, of klaar zijn", "pass, or be done", nothing_more, right,
         "pass", bare<Pass>},
    Form{"klaar", "ready", "", "", "laten weten dat u klaar bent", "tell that you are ready",
         nothing_more, right, "ready", bare<BeReady>},
    Form{"hand", "raise", "[neer]", "[down]", "laten zien dat u wilt spreken",
         "show that you want to speak", a_text, right, "hand", hand},
    Form{"ga-zitten", "sit", "[STOEL]", "[CHAIR]", "een stoel nemen, of erop wachten",
         "take a chair, or wait for one", a_position, right, "take_seat", take_seat},
    Form{"sta-op", "stand-up", "", "", "uw stoel vrijmaken", "leave your chair", nothing_more,
         right, "leave_seat", bare<LeaveSeat>},
    Form{"stel-voor", "propose", "[LIJST] TEKST", "[LIST] TEXT", "iets op een lijst zetten",
         "put something on a list", product_text, right, "propose", propose},
    Form{"les", "lesson", "[1.3] TEKST", "[1.3] TEXT", "een les voorstellen, en waar die uit komt",
         "propose a lesson, and what it comes from", a_text, right, "propose_lesson", lesson},
    Form{"oordeel", "judge", "N herkend|deels|niet", "N recognised|partly|not",
         "zeggen of u een les herkent", "say whether you recognise a lesson", item_verdict, right,
         "judge_lesson", judge},
    Form{"notitie", "note", "TEKST", "TEXT", "iets opschrijven, alleen voor u",
         "write a note, only for you", a_text, right, "note", with_text<TakeNote>},
    Form{"markeer", "mark", "1.3 [uit]", "1.3 [off]", "een bijdrage markeren, alleen voor u",
         "mark a contribution, only for you", turn_text, right, "mark", mark},
    Form{"breng-in", "bring", "N", "N", "een notitie aan allen laten zien",
         "show a note of yours to all", a_note, right, "speak",
         on_number<CarryNote, &JoinView::note>, notes},
    Form{"breng-markering", "bring-mark", "1.3", "1.3", "laten zien wat u markeerde",
         "show what you marked", a_mark, right, "speak", carry_mark, carrying},
    Form{"herzie", "reconsider", "N TEKST", "N TEXT", "opschrijven wat u nu denkt, alleen voor u",
         "write what you think now, only for you", own_item_text, right, "speak",
         text_on_number<ReconsiderItem, &JoinView::item>, items},
    Form{"deel", "share", "N", "N", "iets van u aan allen laten zien",
         "show something of yours to all", a_own_item, right, "speak",
         on_number<ShareItem, &JoinView::item>, items},
    Form{"anoniem", "anonymous", "[TEKST]", "[TEXT]",
         "anoniem schrijven; niemand ziet dat u het was",
         "write anonymously; nobody sees that it was you", a_text, right, "anonymous", enclose,
         slot_open},
    Form{"antwoord-brief", "answer-letter", "TEKST", "TEXT", "op de brief antwoorden",
         "answer the letter", a_text, For::others, "", with_text<AnswerLetter>, letter_came},
    Form{"bewaar", "keep", "niets|lessen|zonder-naam|alles [citeren] [hergebruik]",
         "nothing|lessons|no-name|all [quote] [reuse]", "kiezen wat wij van u bewaren",
         "choose what is kept of your words", level_text, For::others, "", consent},
    Form{"klantmanager", "case-worker", "nee|weet-niet|P1 P2", "none|unsure|P1 P2",
         "zeggen of een luisteraar over u beslist", "say whether a listener decides about you",
         a_seat, For::others, "", case_worker, between},
    Form{"hulp", "help-me", "TEKST", "TEXT", "hulp vragen; alleen de gespreksleider leest dit",
         "ask for help; only the facilitator reads it", a_text, all, "", with_text<AskHelp>},

    // ---- of who leads: door, rounds, clock
    Form{"laat-toe", "admit", "N|allen", "N|all", "iemand binnenlaten", "let somebody in",
         a_waiting, chair, "", admit},
    Form{"weiger", "turn-away", "N [REDEN]", "N [REASON]", "iemand niet binnenlaten",
         "not let somebody in", waiting_text, chair, "", turn_away},
    Form{"open", "open-round", "RONDE[/KEER] [REDEN]", "ROUND[/TIME] [REASON]", "een ronde openen",
         "open a round", round_text, chair, "", open},
    Form{"pauze", "pause", "REDEN", "REASON", "pauze voor allen", "a break for all", a_text, chair,
         "", with_text<PauseRound>, open_now},
    Form{"verder", "resume", "", "", "verdergaan na de pauze", "go on after the break",
         nothing_more, chair, "", with_reason<ResumeRound>, open_now},
    Form{"envelop", "envelopes", "MINUTEN [VRAAG]", "MINUTES [QUESTION]", "anoniem laten schrijven",
         "let people write anonymously", minutes_text, chair, "", open_slot, slot_possible},
    Form{"envelop-stop", "envelopes-stop", "REDEN", "REASON", "het anoniem schrijven afbreken",
         "stop the anonymous writing", a_text, chair, "", with_reason<CancelSlot>, slot_open},
    Form{"verleng", "extend", "MINUTEN [REDEN]", "MINUTES [REASON]", "meer tijd geven",
         "give more time", minutes_text, chair, "", extend, open_now},
    Form{"einde-zitting", "end-sitting", "[REDEN]", "[REASON]", "de zitting afsluiten",
         "end the sitting", a_text, chair, "", with_reason<EndSitting>, open_now},
    Form{"sluit", "close", "[REDEN]", "[REASON]", "het gesprek sluiten", "close the conversation",
         a_text, chair, "", with_reason<CloseConversation>, between},

    // ---- floor, question gate, chairs
    Form{"geef-woord", "give-floor", "C3", "C3", "iemand het woord geven", "give the floor", a_seat,
         chair, "", on_seat<GiveFloor>, floor_given},
    Form{"volgende", "next", "", "", "de volgende het woord geven", "give the floor to the next",
         nothing_more, chair, "", bare<GiveFloorToNext>, floor_given},
    Form{"neem-woord", "take-floor", "", "", "het woord terugnemen", "take the floor back",
         nothing_more, chair, "", bare<TakeFloor>, floor_given},
    Form{"door", "accept", "N", "N", "een vraag doorlaten", "let a question through", a_question,
         chair, "", on_number<AcceptQuestion, &JoinView::question>, open_now},
    Form{"anders", "rephrase", "N TEKST", "N TEXT", "een vraag anders laten stellen",
         "ask to put a question differently", question_text, chair, "",
         on_number<AskToRephrase, &JoinView::question>, open_now},
    Form{"samen", "merge", "N M TEKST", "N M TEXT", "vragen samenvoegen", "merge questions",
         question_question, chair, "", merge, open_now},
    Form{"houd-tegen", "withhold", "N [REDEN]", "N [REASON]", "een vraag niet doorlaten",
         "not let a question through", question_text, chair, "",
         on_number<WithholdQuestion, &JoinView::question>, open_now},
    Form{"zet-neer", "seat", "STOEL C3", "CHAIR C3", "iemand op een stoel zetten",
         "seat somebody on a chair", position_seat, chair, "", bind, positions},
    Form{"maak-vrij", "free", "C3", "C3", "iemands stoel vrijmaken", "free somebody's chair",
         a_seat, chair, "", on_seat<FreePosition>, positions},
    Form{"wissel", "replace", "STOEL", "CHAIR", "anderen laten zitten", "seat a whole new company",
         a_position, chair, "", replace, positions},
    Form{"namens", "type-for", "C3 TEKST", "C3 TEXT", "typen wat iemand zegt",
         "type what somebody says", seat_text, chair, "", speak_for, open_now},
    Form{"in-zaal", "in-room", "N TEKST", "N TEXT", "spreken in een zaal ernaast",
         "speak in a room beside the round", side_room_text, chair, "", speak_beside, side_rooms},

    // ---- lessons and lists
    Form{"stand", "state", "N STAND", "N STATE", "zeggen hoe het met iets staat",
         "say how far something is", item_state, chair, "", set_state, items},
    Form{"bewijs", "evidence", "N 1.3", "N 1.3", "zeggen waar een les uit komt",
         "say what a lesson comes from", item_turn, chair, "", evidence, items},
    Form{"eigenaar", "assign", "N [2026-12-31] [signaal] [WIE]", "N [2026-12-31] [signal] [WHO]",
         "zeggen wie iets doet, en wanneer", "say who does something, and by when", item_text,
         chair, "", assign, items},
    Form{"besluit", "decide", "N overgenomen|afgewezen|gedaan [REDEN]",
         "N adopted|declined|done [REASON]", "zeggen wat ermee gebeurt", "say what becomes of it",
         item_decision, chair, "", decide, items},
    Form{"brief", "letter", "N TEKST", "N TEXT", "allen een brief sturen over lessen",
         "send all a letter about lessons", item_text, chair, "", letter, letter_possible},

    // ---- people, and who leads
    Form{"hulp-antwoord", "answer-help", "C3 TEKST", "C3 TEXT", "antwoorden wie hulp vroeg",
         "answer who asked for help", seat_text, chair, "", on_seat<AnswerHelp>},
    Form{"waarschuw", "warn", "C3 TEKST", "C3 TEXT", "iemand waarschuwen", "warn somebody",
         seat_text, chair, "", text_on_seat<Warn>},
    Form{"verwijder", "remove", "C3 [REDEN]", "C3 [REASON]", "iemand uit het gesprek halen",
         "take somebody out", seat_text, chair, "", on_seat<Remove>},
    Form{"klantmanagers", "case-workers", "", "", "lezen wie over een cliënt beslist",
         "read who decides about a client", nothing_more, chair, "", bare<ReadCaseWorkers>,
         between},
    Form{"excuseer", "excuse", "P1", "P1", "een luisteraar vragen vandaag niet mee te doen",
         "excuse a listener for today", a_seat, chair, "", excuse, between},
    Form{"incident", "incident", "[C3] TEKST", "[C3] TEXT", "opschrijven wat er misging",
         "record what went wrong", seat_text, chair, "", cli::incident},
    Form{"incident-klaar", "close-incident", "N TEKST", "N TEXT", "een incident afhandelen",
         "deal with an incident", incident_text, chair, "",
         text_on_number<CloseIncident, &JoinView::incident>, incidents},
    Form{"draag-over", "offer-lead", "G2", "G2", "vragen of een ander wil leiden",
         "ask another to lead", a_facilitator, chair, "", on_seat<OfferLead>},
    Form{"neem-over", "take-lead", "", "", "zelf gaan leiden", "take the lead", nothing_more, chair,
         "", bare<TakeLead>},

    // ---- of this program
    Form{"wie", "who", "", "", "wie zit waar", "who sits where", nothing_more, all, "",
         meta<WhoSits>},
    Form{"wacht", "wait", "RONDE|einde", "ROUND|end", "wachten op een ronde", "wait for a round",
         a_round, all, "", cli::wait},
    Form{"weg", "leave", "", "", "weggaan; uw plaats blijft", "leave; your place stays",
         nothing_more, all, "", meta<Leave>},
};

}  // namespace

std::span<const Form> forms() { return table; }

}  // namespace arena::cli
