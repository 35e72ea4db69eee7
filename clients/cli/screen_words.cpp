// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/screen_words.hpp"

namespace arena::cli {
namespace {

struct Pair {
  std::string_view nl, en;
};

// Each case answers one word; a new word fails to compile until it is answered.
Pair words_for(OnScreen what) {
  switch (what) {
    case OnScreen::round_of:
      return {"Ronde {1} van {2}", "Round {1} of {2}"};
    case OnScreen::no_round:
      return {"Er is nu geen ronde open", "No round is open now"};
    case OnScreen::you_are:
      return {"U bent {1}, {2}", "You are {1}, {2}"};
    case OnScreen::form_listen:
      return {"alleen luisteren", "listening only"};
    case OnScreen::form_gate:
      return {"vragen via de gespreksleider", "questions through the facilitator"};
    case OnScreen::form_apart:
      return {"een groep is even weg", "one group is elsewhere"};
    case OnScreen::form_open:
      return {"samen praten", "talking together"};
    case OnScreen::form_told:
      return {"de gespreksleider vertelt", "the facilitator tells"};
    case OnScreen::form_vote:
      return {"ieder antwoordt voor zich", "each answers alone"};
    case OnScreen::left:
      return {"nog {1} minuten", "{1} minutes left"};
    case OnScreen::left_one:
      return {"nog 1 minuut", "1 minute left"};
    case OnScreen::left_nearly:
      return {"bijna om, {1}", "nearly over, {1}"};
    case OnScreen::left_about:
      return {"ongeveer: {1}", "about: {1}"};
    case OnScreen::time_over:
      return {"de tijd is om", "time is up"};
    case OnScreen::paused:
      return {"pauze", "break"};
    case OnScreen::no_clock:
      return {"zonder klok", "no clock"};
    case OnScreen::minutes_short:
      return {"min", "min"};
    case OnScreen::floor_mine:
      return {"U hebt het woord. Neem de tijd.", "You have the floor. Take your time."};
    case OnScreen::floor_other:
      return {"{1} heeft het woord.", "{1} has the floor."};
    case OnScreen::floor_nobody:
      return {"Niemand heeft het woord. Stilte mag.", "Nobody has the floor. Silence is fine."};
    case OnScreen::floor_open:
      return {"Iedereen in het midden mag nu spreken.", "Everybody in the middle may speak now."};
    case OnScreen::listen_one:
      return {"1 mens luistert.", "1 person listens."};
    case OnScreen::listen_count:
      return {"{1} mensen luisteren.", "{1} people listen."};
    case OnScreen::inside:
      return {"Binnen: {1}", "Inside: {1}"};
    case OnScreen::places_title:
      return {"Wie zit waar", "Who sits where"};
    case OnScreen::ring_inner:
      return {"Binnenring", "Inner ring"};
    case OnScreen::ring_outer:
      return {"Buitenring", "Outer ring"};
    case OnScreen::ring_chair:
      return {"Gespreksleiding", "Facilitators"};
    case OnScreen::ring_beside:
      return {"In een zaal ernaast", "In a room beside it"};
    case OnScreen::ring_away:
      return {"Buiten de zaal", "Outside the room"};
    case OnScreen::ring_none:
      return {"Aanwezig", "Present"};
    case OnScreen::you:
      return {"u", "you"};
    case OnScreen::has_floor:
      return {"heeft het woord", "has the floor"};
    case OnScreen::wants_floor:
      return {"wil spreken", "wants to speak"};
    case OnScreen::listens:
      return {"luistert", "listens"};
    case OnScreen::unconnected:
      return {"geen verbinding", "no connection"};
    case OnScreen::away_wall:
      return {"De anderen zitten in een andere zaal. U ziet en hoort hen niet.",
              "The others are in another room. You do not see or hear them."};
    case OnScreen::talk_empty:
      return {"Nog niemand heeft iets gezegd. Stilte mag.",
              "Nobody has said anything yet. Silence is fine."};
    case OnScreen::talk_later:
      return {"Er staat meer onder. Druk op PageDown.", "There is more below. Press PageDown."};
    case OnScreen::me:
      return {"U ({1})", "You ({1})"};
    case OnScreen::chair_speaks:
      return {"{1} (gespreksleider)", "{1} (facilitator)"};
    case OnScreen::anonymous:
      return {"Anoniem", "Anonymous"};
    case OnScreen::nobodys_own:
      return {"Gespreksleider", "Facilitator"};
    case OnScreen::asks:
      return {"{1} vraagt (vraag {2})", "{1} asks (question {2})"};
    case OnScreen::answers:
      return {"{1} antwoordt op vraag {2}", "{1} answers question {2}"};
    case OnScreen::proposes:
      return {"{1} stelt voor (les {2})", "{1} proposes (lesson {2})"};
    case OnScreen::released_lesson:
      return {"Les {1}", "Lesson {1}"};
    case OnScreen::made:
      return {"{1} ({2}, nummer {3})", "{1} ({2}, number {3})"};
    case OnScreen::brings_note:
      return {"{1} brengt een notitie in", "{1} brings in a note"};
    case OnScreen::brings_mark:
      return {"{1} brengt in wat raakte", "{1} brings in what touched them"};
    case OnScreen::letter:
      return {"Brief aan iedereen", "Letter to everybody"};
    case OnScreen::answered:
      return {"Uw antwoord bij stemming {1}: {2}. U kunt het nog wijzigen.",
              "Your answer to ballot {1}: {2}. You can still change it."};
    case OnScreen::passes:
      return {"{1} past.", "{1} passes."};
    case OnScreen::reply_to:
      return {"op {1}", "to {1}"};
    case OnScreen::at_time:
      return {"{1} uur", "{1}"};
    case OnScreen::kept_at:
      return {"bewaard, {1}", "kept, {1}"};
    case OnScreen::marked:
      return {"gemarkeerd, alleen voor u", "marked, only for you"};
    case OnScreen::sending:
      return {"wordt verstuurd", "sending"};
    case OnScreen::sending_slow:
      return {"Duurt langer dan anders. Uw tekst is veilig.",
              "Takes longer than usual. Your text is safe."};
    case OnScreen::waits_for_line:
      return {"wacht op verbinding", "waiting for a connection"};
    case OnScreen::kept:
      return {"Bewaard.", "Kept."};
    case OnScreen::lobby_title:
      return {"U bent er.", "You are here."};
    case OnScreen::lobby_body:
      return {"De gespreksleider laat u zo binnen. U hoeft niets te doen.",
              "The facilitator will let you in soon. You need not do anything."};
    case OnScreen::connecting:
      return {"Wij zoeken verbinding met het gesprek.", "Connecting to the conversation."};
    case OnScreen::before_start:
      return {"Wij beginnen zo. U zit goed.", "We begin soon. You are in the right place."};
    case OnScreen::between:
      return {"De zitting is voorbij. U hoeft niets te doen.",
              "The sitting is over. You need not do anything."};
    case OnScreen::may_answer_letter:
      return {"Er is een brief. Typ /antwoord-brief als u iets wilt zeggen.",
              "There is a letter. Type /answer-letter if you want to say something."};
    case OnScreen::may_vote:
      return {"U kunt nu antwoorden. Typ /stem. Passen mag: /pas.",
              "You can answer now. Type /vote. You may pass: /pass."};
    case OnScreen::may_speak_vote:
      return {"U kunt nu meepraten, en antwoorden met /stem.",
              "You can take part now, and answer with /vote."};
    case OnScreen::may_be_ready:
      return {"Typ /klaar als u klaar bent.", "Type /ready when you are ready."};
    case OnScreen::may_be_ready_rules:
      return {"Lees de afspraken (F6). Typ /klaar als u ze hebt gelezen.",
              "Read the agreements (F6). Type /ready when you have read them."};
    case OnScreen::is_ready:
      return {"U bent klaar. Wij wachten op de anderen.", "You are ready. We wait for the others."};
    case OnScreen::may_take_seat:
      return {"U luistert. Wilt u meepraten? Typ /ga-zitten.",
              "You are listening. Do you want to take part? Type /sit."};
    case OnScreen::may_leave_seat:
      return {"U kunt nu meepraten. Typ /sta-op als u klaar bent.",
              "You can take part now. Type /stand-up when you are done."};
    case OnScreen::may_speak_round:
      return {"Ieder komt aan de beurt. U mag ook passen: /pas.",
              "Each gets a turn. You may also pass: /pass."};
    case OnScreen::may_speak:
      return {"U kunt nu meepraten.", "You can take part now."};
    case OnScreen::may_speak_queue:
      return {"U kunt nu meepraten. Typ /hand als u wilt spreken.",
              "You can take part now. Type /raise if you want to speak."};
    case OnScreen::may_ask:
      return {"U mag een vraag stellen. Typ /vraag en uw vraag.",
              "You may ask a question. Type /ask and your question."};
    case OnScreen::may_answer:
      return {"U antwoordt op vragen. Typ /antwoord.", "You answer questions. Type /answer."};
    case OnScreen::may_judge:
      return {"Zeg per les of u die herkent. Typ /oordeel.",
              "Say of each lesson whether you recognise it. Type /judge."};
    case OnScreen::listening:
      return {"U luistert nu. Wat u doet, ziet niemand.",
              "You are listening now. Nobody sees what you do."};
    case OnScreen::away:
      return {"U bent even buiten het gesprek. U hoort de anderen niet, zij horen u niet.",
              "You are outside the room now. You do not hear the others, they do not hear you."};
    case OnScreen::leading:
      return {"U leidt het gesprek. Typ / voor wat u kunt doen.",
              "You lead the conversation. Type / for what you can do."};
    case OnScreen::when_speak:
      return {"In ronde {1} mag u spreken.", "In round {1} you may speak."};
    case OnScreen::when_ask:
      return {"In ronde {1} mag u een vraag stellen.", "In round {1} you may ask a question."};
    case OnScreen::when_back:
      return {"U komt terug in ronde {1}.", "You come back in round {1}."};
    case OnScreen::round_lasts:
      return {"Deze ronde duurt nog {1} minuten.", "This round lasts {1} more minutes."};
    case OnScreen::audience_room:
      return {"Iedereen in de ronde leest dit", "Everybody in the round reads this"};
    case OnScreen::audience_none:
      return {"U kunt nu niet spreken. Typ / voor wat u kunt doen",
              "You cannot speak now. Type / for what you can do"};
    case OnScreen::audience_act:
      return {"Kies met de pijltjes. Tab vult aan. Esc stopt",
              "Choose with the arrows. Tab completes. Esc stops"};
    case OnScreen::hints:
      return {
          "F1 hulp · / acties · Enter verstuurt · F2 plaatsen · F3 notities · F5 lessen · F6 "
          "afspraken",
          "F1 help · / acts · Enter sends · F2 places · F3 notes · F5 lessons · F6 agreements"};
    case OnScreen::hints_chair:
      return {
          "F1 hulp · / acties · Enter verstuurt · F4 leiden · F2 plaatsen · F5 lessen · F6 "
          "afspraken",
          "F1 help · / acts · Enter sends · F4 lead · F2 places · F5 lessons · F6 agreements"};
    case OnScreen::notes_title:
      return {"Notities, alleen voor u", "Notes, only for you"};
    case OnScreen::notes_none:
      return {"U hebt nog geen notities. Typ /notitie en uw tekst.",
              "You have no notes yet. Type /note and your text."};
    case OnScreen::help_title:
      return {"Toetsen", "Keys"};
    case OnScreen::help_body:
      return {
          "Enter: versturen\nAlt+Enter of Ctrl+J: nieuwe regel\n/: kies een actie\n//: tekst die "
          "met / begint\nPageUp en PageDown: lezen\nF1: deze hulp\nF2: wie zit waar\nF3: uw "
          "notities\nF4: leiden (gespreksleider)\nF5: lessen en lijsten\nF6: afspraken\nEsc: "
          "terug, uw tekst blijft\nCtrl+C: "
          "weggaan\nHulp nodig? Typ /hulp en uw vraag. Alleen de gespreksleider leest dit.\nMet "
          "een schermlezer? Start met --lines.",
          "Enter: send\nAlt+Enter or Ctrl+J: new line\n/: choose an act\n//: text that begins with "
          "/\nPageUp and PageDown: read\nF1: this help\nF2: who sits where\nF3: your notes\nF4: "
          "lead (facilitator)\nF5: lessons and lists\nF6: agreements\nEsc: back, your text "
          "stays\nCtrl+C: leave\nDo you need help? Type "
          "/help-me and your question. Only the facilitator reads it.\nWith a screen reader? Start "
          "with --lines."};
    case OnScreen::desk_calm:
      return {"Niemand wacht, vraagt of wil spreken.", "Nobody waits, asks or wants to speak."};
    case OnScreen::desk_help:
      return {"Hulp: {1} vraagt", "Help: {1} asks"};
    case OnScreen::desk_door:
      return {"Bij de deur: {1}", "At the door: {1}"};
    case OnScreen::desk_gate:
      return {"Vragenpoort: {1}", "Question gate: {1}"};
    case OnScreen::desk_hands:
      return {"Wie wil spreken", "Who wants to speak"};
    case OnScreen::desk_rounds:
      return {"Rondes", "Rounds"};
    case OnScreen::desk_may_end:
      return {"U kunt verder als u wilt.", "You may go on if you want."};
    case OnScreen::desk_ready:
      return {"Klaar: {1}", "Ready: {1}"};
    case OnScreen::desk_incident:
      return {"Incident {1}, antwoord voor {2}", "Incident {1}, answer before {2}"};
    case OnScreen::items_title:
      return {"Lessen en lijsten", "Lessons and lists"};
    case OnScreen::items_none:
      return {"Er zijn nog geen lessen. Iemand stelt ze voor met /les.",
              "There are no lessons yet. Somebody proposes them with /lesson."};
    case OnScreen::only_you:
      return {"alleen u ziet dit", "only you see this"};
    case OnScreen::adopted:
      return {"overgenomen", "adopted"};
    case OnScreen::declined:
      return {"niet overgenomen", "not adopted"};
    case OnScreen::done:
      return {"gedaan", "done"};
    case OnScreen::due:
      return {"klaar op {1}", "done by {1}"};
    case OnScreen::signal:
      return {"signaal voor de leiding", "signal to the management"};
    case OnScreen::comes_from:
      return {"uit {1}", "from {1}"};
    case OnScreen::rules_title:
      return {"Afspraken", "Agreements"};
    case OnScreen::kept_nothing:
      return {"Van dit gesprek bewaren wij niets.", "Nothing is kept of this conversation."};
    case OnScreen::kept_lessons:
      return {"Van dit gesprek bewaren wij alleen de lessen.",
              "Only the lessons are kept of this conversation."};
    case OnScreen::kept_pseudonymised:
      return {"Wij bewaren dit gesprek, zonder namen.",
              "This conversation is kept, without names."};
    case OnScreen::kept_full:
      return {"Wij bewaren dit gesprek helemaal.", "This conversation is kept in full."};
    case OnScreen::releaser:
      return {"{1} kijkt mee voordat anderen het later lezen.",
              "{1} looks too before others read it later."};
    case OnScreen::keep_until:
      return {"Na {1} wissen wij alle woorden en namen.",
              "After {1} we erase all words and names."};
    case OnScreen::keep_less:
      return {"Wilt u dat wij minder bewaren? Typ /bewaar.",
              "Do you want less to be kept? Type /keep."};
    case OnScreen::nameless:
      return {"zonder naam", "no name"};
    case OnScreen::spoke_never:
      return {"nog niet gesproken", "not spoken yet"};
    case OnScreen::spoke_times:
      return {"{1} keer gesproken", "spoke {1} times"};
    case OnScreen::question_waits:
      return {"Uw vraag {1} wacht bij de gespreksleider.",
              "Your question {1} is with the facilitator."};
    case OnScreen::everybody:
      return {"allen", "all"};
    case OnScreen::back:
      return {"Terug", "Back"};
    case OnScreen::enter_is_back:
      return {"Tab kiest. Enter bevestigt wat gekozen is.",
              "Tab chooses. Enter confirms what is chosen."};
    case OnScreen::changed:
      return {"Er is iets veranderd. Kijk opnieuw.", "Something changed. Look again."};
    case OnScreen::open_title:
      return {"Ronde {1} openen: {2}?", "Open round {1}: {2}?"};
    case OnScreen::open_act:
      return {"Open ronde {1}", "Open round {1}"};
    case OnScreen::end_title:
      return {"De zitting afsluiten?", "End the sitting?"};
    case OnScreen::end_act:
      return {"Sluit de zitting af", "End the sitting"};
    case OnScreen::end_effect:
      return {"Niemand kan daarna nog iets zeggen in deze zitting.",
              "Nobody can say anything in this sitting after that."};
    case OnScreen::slot_title:
      return {"{1} minuten anoniem laten schrijven?",
              "Let people write anonymously for {1} minutes?"};
    case OnScreen::slot_act:
      return {"Laat schrijven", "Let them write"};
    case OnScreen::slot_effect:
      return {"Allen lezen de teksten zonder naam, bij {1} of meer enveloppen.",
              "All read the texts without a name, from {1} envelopes on."};
    case OnScreen::slot_closed:
      return {"Tot dan kan niemand iets anders doen. Korter kan niet.",
              "Until then nobody can do anything else. It cannot be shorter."};
    case OnScreen::slot_stop_title:
      return {"Het anoniem schrijven stoppen?", "Stop the anonymous writing?"};
    case OnScreen::slot_stop_act:
      return {"Stop het schrijven", "Stop the writing"};
    case OnScreen::slot_stop_effect:
      return {"Alle teksten worden gewist. Niemand leest iets.",
              "All texts are erased. Nobody reads anything."};
    case OnScreen::usual_slot_stop:
      return {"Wij gaan toch eerst verder praten.", "We go on talking first after all."};
    case OnScreen::close_title:
      return {"Het gesprek sluiten?", "Close the conversation?"};
    case OnScreen::close_act:
      return {"Sluit het gesprek", "Close the conversation"};
    case OnScreen::close_effect:
      return {"Voor iedereen stopt het gesprek.", "The conversation stops for everybody."};
    case OnScreen::no_undo:
      return {"Dit kunt u niet terugdraaien.", "This cannot be undone."};
    case OnScreen::remove_title:
      return {"{1} uit het gesprek halen?", "Take {1} out of the conversation?"};
    case OnScreen::remove_act:
      return {"Haal {1} uit het gesprek", "Take {1} out"};
    case OnScreen::remove_effect:
      return {"De verbinding gaat dicht. De link geeft de plaats niet terug.",
              "The connection closes. The link does not give the seat back."};
    case OnScreen::withhold_title:
      return {"Vraag {1} niet doorlaten?", "Not let question {1} through?"};
    case OnScreen::withhold_act:
      return {"Laat niet door", "Do not let through"};
    case OnScreen::withhold_effect:
      return {"Alleen {1} hoort dit, met de reden.", "Only {1} is told, with the reason."};
    case OnScreen::turn_away_title:
      return {"Nummer {1} niet binnenlaten?", "Not let number {1} in?"};
    case OnScreen::turn_away_act:
      return {"Laat niet binnen", "Do not let in"};
    case OnScreen::letter_title:
      return {"Deze brief aan iedereen sturen?", "Send this letter to everybody?"};
    case OnScreen::letter_act:
      return {"Stuur de brief", "Send the letter"};
    case OnScreen::letter_effect:
      return {"Iedereen in dit gesprek leest de brief.",
              "Everybody in this conversation reads the letter."};
    case OnScreen::letter_lessons:
      return {"Iedereen leest ook les {1}: {2}", "Everybody also reads lesson {1}: {2}"};
    case OnScreen::decide_title_adopted:
      return {"Nummer {1} overnemen?", "Adopt number {1}?"};
    case OnScreen::decide_title_declined:
      return {"Nummer {1} niet overnemen?", "Decline number {1}?"};
    case OnScreen::decide_title_done:
      return {"Is nummer {1} gedaan?", "Is number {1} done?"};
    case OnScreen::decide_act:
      return {"Leg dit vast", "Record this"};
    case OnScreen::decide_effect:
      return {"Wie dit eerder las, leest nu uw besluit.",
              "Who read it before reads what you decide."};
    case OnScreen::replace_title:
      return {"Anderen laten zitten: {1}?", "Seat others: {1}?"};
    case OnScreen::replace_act:
      return {"Laat anderen zitten", "Seat others"};
    case OnScreen::replace_effect:
      return {"Nu zitten daar: {1}. Zij gaan terug naar hun eigen plaats.",
              "There now: {1}. They go back to their own places."};
    case OnScreen::bind_title:
      return {"{1} hier laten zitten: {2}?", "Seat {1} here: {2}?"};
    case OnScreen::bind_act:
      return {"Laat {1} hier zitten", "Seat {1} here"};
    case OnScreen::free_title:
      return {"De stoel van {1} vrijmaken?", "Free the chair of {1}?"};
    case OnScreen::free_act:
      return {"Maak de stoel vrij", "Free the chair"};
    case OnScreen::free_effect:
      return {"{1} gaat terug naar de eigen plaats. Wie wacht, kan gaan zitten.",
              "{1} goes back to the own place. Who waits can sit down."};
    case OnScreen::moves_effect:
      return {"Iedereen in de ronde ziet dit.", "Everybody in the round sees this."};
    case OnScreen::share_title:
      return {"Dit aan iedereen laten zien?", "Show this to everybody?"};
    case OnScreen::share_act:
      return {"Laat het zien", "Show it"};
    case OnScreen::share_effect:
      return {"Iedereen in de ronde leest dit, met uw code {1}.",
              "Everybody in the round reads this, with your code {1}."};
    case OnScreen::leave_title:
      return {"Weggaan?", "Leave?"};
    case OnScreen::leave_act:
      return {"Ga weg", "Leave"};
    case OnScreen::leave_effect:
      return {"Uw plaats en uw tekst blijven. Met dezelfde link komt u terug.",
              "Your place and your text stay. The same link brings you back."};
    case OnScreen::reason_all:
      return {"Reden, iedereen in de ronde leest dit:",
              "Reason, everybody in the round reads this:"};
    case OnScreen::reason_one:
      return {"Reden, alleen {1} leest dit:", "Reason, only {1} reads this:"};
    case OnScreen::reason_door:
      return {"Reden:", "Reason:"};
    case OnScreen::usual_first:
      return {"Iedereen is er.", "Everybody is here."};
    case OnScreen::usual_next:
      return {"De tijd is om.", "Time is up."};
    case OnScreen::usual_back:
      return {"Wij zijn nog niet klaar met deze ronde.", "We have not finished this round."};
    case OnScreen::usual_end:
      return {"Wij zijn klaar voor vandaag.", "We are done for today."};
    case OnScreen::usual_close:
      return {"Het gesprek is klaar.", "The conversation is done."};
    case OnScreen::usual_remove:
      return {"Dit past niet bij de afspraken.", "This does not fit the agreements."};
    case OnScreen::usual_turn_away:
      return {"Deze link was voor iemand anders.", "This link was for someone else."};
    case OnScreen::usual_withhold:
      return {"Dit is geen verduidelijkende vraag.", "This is not a clarifying question."};
    case OnScreen::usual_decide:
      return {"Zo is het besproken.", "This is what was discussed."};
    case OnScreen::repeats:
      return {"Deze ronde komt vaker terug. Nu opent de volgende keer.",
              "This round comes more than once. Now the next one opens."};
    case OnScreen::shows_votes:
      return {"Dan ziet iedereen wat ieder koos bij \"{1}\".",
              "Then everybody sees what each chose at \"{1}\"."};
    case OnScreen::shows_result:
      return {"Dan ziet iedereen de uitslag van \"{1}\".",
              "Then everybody sees the result of \"{1}\"."};
    case OnScreen::shows_own:
      return {"Dan leest iedereen wat in \"{1}\" is gemaakt.",
              "Then everybody reads what was made in \"{1}\"."};
    case OnScreen::shows_to:
      return {"{1} zien dan: {2}", "{1} will then see: {2}"};
    case OnScreen::shows_lessons:
      return {"Wie in de ronde zit, leest dan alle lessen.",
              "Who is in the round then reads all lessons."};
    case OnScreen::moves_beside:
      return {"{1} ({2}): naar een zaal ernaast. Zij horen hier niets.",
              "{1} ({2}): to a room beside it. They hear nothing here."};
    case OnScreen::moves_vote:
      return {"{1} ({2}): antwoorden ieder voor zich.", "{1} ({2}): each answer alone."};
    case OnScreen::moves_present:
      return {"{1} ({2}): zijn erbij.", "{1} ({2}): are there."};
    case OnScreen::moves_away:
      return {"{1} ({2}): naar buiten. Zij horen niets.", "{1} ({2}): outside. They hear nothing."};
    case OnScreen::moves_speak:
      return {"{1} ({2}): mogen spreken.", "{1} ({2}): may speak."};
    case OnScreen::moves_answer:
      return {"{1} ({2}): beantwoorden vragen.", "{1} ({2}): answer questions."};
    case OnScreen::moves_ask:
      return {"{1} ({2}): mogen vragen stellen.", "{1} ({2}): may ask questions."};
    case OnScreen::moves_listen:
      return {"{1} ({2}): luisteren alleen.", "{1} ({2}): only listen."};
    case OnScreen::waiting_questions:
      return {"Vragen die nog wachten: {1}.", "Questions still waiting: {1}."};
    case OnScreen::waiting_door:
      return {"Mensen die nog bij de deur wachten: {1}.", "People still waiting at the door: {1}."};
    case OnScreen::waiting_help:
      return {"{1} vroeg hulp en kreeg nog geen antwoord.",
              "{1} asked for help and had no answer yet."};
    case OnScreen::lost:
      return {"Geen verbinding. Uw plaats blijft van u. Wij proberen het steeds opnieuw.",
              "No connection. Your place stays yours. We keep trying."};
    case OnScreen::regained:
      return {"U bent er weer.", "You are back."};
    case OnScreen::frozen:
      return {
          "Het gesprek staat stil. Wij kunnen nu niets bewaren. Daarom kan niemand iets sturen.",
          "The conversation has stopped. We cannot keep anything now. So nobody can send."};
    case OnScreen::stopping:
      return {"De server stopt. Wat bewaard is, blijft bewaard.",
              "The server stops. What was kept stays kept."};
    case OnScreen::closed:
      return {"Het gesprek is gesloten.", "The conversation is closed."};
    case OnScreen::removed:
      return {"U bent niet meer in dit gesprek.{1}", "You are no longer in this conversation.{1}"};
    case OnScreen::other_device:
      return {"U bent nu op een ander toestel. Hier staat het stil.",
              "You are now on another device. This one is paused."};
    case OnScreen::not_admitted:
      return {"De gespreksleider liet u niet binnen.", "The facilitator did not let you in."};
    case OnScreen::seat_gone:
      return {
          "Deze plaats is niet meer geldig. Vraag de gespreksleider een nieuwe link. Druk op "
          "Enter.",
          "This seat is no longer valid. Ask the facilitator for a new link."};
    case OnScreen::ended:
      return {"De verbinding is voorbij: {1}", "It ended: {1}"};
    case OnScreen::press_enter:
      return {"Druk op Enter.", "Press Enter."};
    case OnScreen::too_small:
      return {"Maak het venster groter.", "Make the window larger."};
  }
  return {};
}

}  // namespace

std::string say(Language language, OnScreen what, std::initializer_list<std::string_view> values) {
  const Pair pair = words_for(what);
  return filled(language == Language::nl ? pair.nl : pair.en, values);
}

}  // namespace arena::cli
