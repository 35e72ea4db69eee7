// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/join_words.hpp"

#include "sessions/result.hpp"

namespace arena::cli {
namespace {

struct Pair {
  std::string_view nl, en;
};

// Each case answers one word; a new word fails to compile until it is answered.
Pair words_for(Say what) {
  switch (what) {
    case Say::seated:
      return {"Gesprek: {1}. U bent hier {2} ({3}).", "Conversation: {1}. Here you are {2} ({3})."};
    case Say::lobby:
      return {"U wacht op de gespreksleider. Die laat u binnen.",
              "You are waiting for the facilitator, who will let you in."};
    case Say::size_low:
      return {"Let op: {1} telt {2}; het advies is {3} of meer.",
              "Note: {1} has {2}; {3} or more is advised."};
    case Say::size_high:
      return {"Let op: {1} telt {2}; het advies is {3} of minder.",
              "Note: {1} has {2}; {3} or fewer is advised."};
    case Say::seat_taken:
      return {"{1} is erbij ({2}).", "{1} has joined ({2})."};
    case Say::seat_left:
      return {"{1} is niet meer in het gesprek.{2}", "{1} is no longer in the conversation.{2}"};
    case Say::seat_moved:
      return {"{1} zit nu hier: {2}.", "{1} now sits here: {2}."};
    case Say::seat_moved_mine:
      return {"U zit nu hier: {2}.", "You now sit here: {2}."};
    case Say::who_title:
      return {"Wie zit waar:", "Who sits where:"};
    case Say::who_line:
      return {"  {1}: {2}", "  {1}: {2}"};
    case Say::round_entered:
      return {"Ronde {1}: {2}.{3}", "Round {1}: {2}.{3}"};
    case Say::round_returned:
      return {"Terug naar ronde {1}: {2}.{3}", "Back to round {1}: {2}.{3}"};
    case Say::round_sitting_again:
      return {"Er is nu geen ronde open.", "No round is open now."};
    case Say::round_clock:
      return {" Nog {1} minuten.", " {1} minutes left."};
    case Say::round_away:
      return {"U bent even buiten het gesprek. U hoort de anderen niet, zij horen u niet.",
              "You are outside the room now. You do not hear the others, they do not hear you."};
    case Say::round_listen:
      return {"U luistert nu. Wat u doet, ziet niemand.",
              "You are listening now. Nobody sees what you do."};
    case Say::round_inner:
      return {"U kunt nu meepraten.", "You can take part now."};
    case Say::round_present:
      return {"U bent in de ronde.", "You are in the round."};
    case Say::subject_statement:
      return {"Stelling {1} van {2}: {3}", "Statement {1} of {2}: {3}"};
    case Say::subject_item:
      return {"Dit gaat over: {1}, nummer {2}: {3}", "This is about: {1}, number {2}: {3}"};
    case Say::purpose:
      return {"{1}", "{1}"};
    case Say::question_rule:
      return {"Voor vragen geldt: {1}", "For questions: {1}"};
    case Say::learning_question:
      return {"De luisteraars willen leren: {1}", "What the listeners hope to learn: {1}"};
    case Say::rule:
      return {"  - {1}", "  - {1}"};
    case Say::chair_note:
      return {"Alleen voor de gespreksleiding: {1}", "Only for the facilitators: {1}"};
    case Say::beside:
      return {"U zit in een zaal ernaast: {1}. De anderen horen u niet.",
              "You are in a room beside it: {1}. The others do not hear you."};
    case Say::beside_not_kept:
      return {"Wat u hier zegt, bewaren wij niet.", "What you say here is not kept."};
    case Say::paused:
      return {"Pauze.{1}", "Paused.{1}"};
    case Say::halted:
      return {"Er is geen gespreksleider. Het gesprek staat stil.",
              "There is no facilitator. The conversation stands still."};
    case Say::resumed:
      return {"Het gesprek gaat verder.{1}", "The conversation goes on.{1}"};
    case Say::extended:
      return {"Er is meer tijd.{1}", "There is more time.{1}"};
    case Say::sitting_over:
      return {"De zitting is voorbij.{1}", "The sitting is over.{1}"};
    case Say::sitting_over_more:
      return {"De zitting is voorbij. Er volgt nog een zitting.{1}",
              "The sitting is over. Another one follows.{1}"};
    case Say::conversation_over:
      return {"Het gesprek is gesloten.{1}", "The conversation is closed.{1}"};
    case Say::contribution:
      return {"[{1}] {2}{3}: {4}", "[{1}] {2}{3}: {4}"};
    case Say::guidance:
      return {"[{1}] {2} (gespreksleider){3}: {4}", "[{1}] {2} (facilitator){3}: {4}"};
    case Say::question:
      return {"[{1}] {2} vraagt (vraag {5}): {4}", "[{1}] {2} asks (question {5}): {4}"};
    case Say::merged_question:
      return {"[{1}] De gespreksleider vraagt (vraag {5}): {4}",
              "[{1}] The facilitator asks (question {5}): {4}"};
    case Say::answer:
      return {"[{1}] {2} antwoordt op vraag {5}: {4}", "[{1}] {2} answers question {5}: {4}"};
    case Say::lesson:
      return {"[{1}] {2} stelt voor (les {5}): {4}", "[{1}] {2} proposes (lesson {5}): {4}"};
    case Say::released_lesson:
      return {"[{1}] Les {5}: {4}", "[{1}] Lesson {5}: {4}"};
    case Say::carried_note:
      return {"[{1}] {2} brengt een notitie in{3}: {4}", "[{1}] {2} brings in a note{3}: {4}"};
    case Say::carried_mark:
      return {"[{1}] {2} brengt in wat raakte{3}.", "[{1}] {2} brings in what touched them{3}."};
    case Say::typed_by:
      return {" (getypt door {1})", " (typed by {1})"};
    case Say::rests_on:
      return {" (uit {1})", " (from {1})"};
    case Say::in_reply:
      return {" (op {1})", " (to {1})"};
    case Say::passed:
      return {"[{1}] {2} past.", "[{1}] {2} passes."};
    case Say::own_pass:
      return {"U past. Alleen u ziet dit.", "You pass. Only you see this."};
    case Say::note:
      return {"Notitie {2}, alleen voor u: {1}", "Note {2}, only for you: {1}"};
    case Say::marked:
      return {"Gemarkeerd, alleen voor u: {1}", "Marked, only for you: {1}"};
    case Say::unmarked:
      return {"Niet meer gemarkeerd: {1}", "No longer marked: {1}"};
    case Say::hand_up:
      return {"{1} wil iets zeggen.", "{1} wants to speak."};
    case Say::hand_down:
      return {"{1} wil niets meer zeggen.", "{1} no longer wants to speak."};
    case Say::floor:
      return {"{1} heeft het woord.", "{1} has the floor."};
    case Say::floor_mine:
      return {"U hebt het woord. Neem de tijd.", "You have the floor. Take your time."};
    case Say::floor_free:
      return {"Niemand heeft het woord.", "Nobody has the floor."};
    case Say::question_waiting:
      return {"Vraag {1} van {2} wacht op u: {3}", "Question {1} by {2} is waiting for you: {3}"};
    case Say::question_mine_waiting:
      return {"Uw vraag {1} wacht bij de gespreksleider: {3}",
              "Your question {1} is with the facilitator: {3}"};
    case Say::question_accepted:
      return {"Vraag {1} is doorgelaten.{2}", "Question {1} was let through.{2}"};
    case Say::question_rephrase:
      return {"Vraag {1}: kunt u dit als vraag stellen?{2}",
              "Question {1}: can you put this as a question?{2}"};
    case Say::question_merged:
      return {"Vraag {1} is samengevoegd met een andere.{2}",
              "Question {1} was merged with another.{2}"};
    case Say::question_withheld:
      return {"Vraag {1} is niet doorgelaten.{2}", "Question {1} was not let through.{2}"};
    case Say::verdict:
      return {"{1} over les {2}: {3}.", "{1} on lesson {2}: {3}."};
    case Say::recognised:
      return {"herkend", "recognised"};
    case Say::partly:
      return {"deels herkend", "partly recognised"};
    case Say::not_recognised:
      return {"niet herkend", "not recognised"};
    case Say::help_asked:
      return {"{1} vraagt hulp: {2}", "{1} asks for help: {2}"};
    case Say::help_answered:
      return {"De gespreksleider aan {1}: {2}", "The facilitator to {1}: {2}"};
    case Say::lobby_waiting:
      return {"In de lobby: nummer {1} ({2}){3}. Typ /laat-toe {1}.",
              "In the lobby: number {1} ({2}){3}. Type /admit {1}."};
    case Say::lobby_admitted:
      return {"Nummer {1} is toegelaten als {2}.", "Number {1} was admitted as {2}."};
    case Say::lobby_turned_away:
      return {"Nummer {1} is niet toegelaten.", "Number {1} was turned away."};
    case Say::a_lesson:
      return {"Les", "Lesson"};
    case Say::made:
      return {"[{1}] {2} ({6}, nummer {5}){3}: {4}", "[{1}] {2} ({6}, number {5}){3}: {4}"};
    case Say::own_item:
      return {"{1}, nummer {2}, alleen voor u: {3}", "{1}, number {2}, only for you: {3}"};
    case Say::own_item_again:
      return {"{1}, nummer {2}, zo denkt u nu: {3}", "{1}, number {2}, what you think now: {3}"};
    case Say::item_seen:
      return {"{1}, nummer {2}: {3}", "{1}, number {2}: {3}"};
    case Say::item_state:
      return {"Nummer {1} staat nu op: {2}.", "Number {1} is now: {2}."};
    case Say::item_evidence:
      return {"Nummer {1} komt uit: {2}.", "Number {1} comes from: {2}."};
    case Say::item_owned:
      return {"Nummer {1}: {2} gaat dit doen.", "Number {1}: {2} will do this."};
    case Say::item_unowned:
      return {"Nummer {1}: nog niemand gaat dit doen.", "Number {1}: nobody will do this yet."};
    case Say::item_due:
      return {" Klaar op {1}.", " Done by {1}."};
    case Say::item_signal:
      return {" Dit is een signaal voor de leiding.", " This is a signal to the management."};
    case Say::item_adopted:
      return {"Nummer {1} is overgenomen.", "Number {1} was adopted."};
    case Say::item_declined:
      return {"Nummer {1} is niet overgenomen.", "Number {1} was not adopted."};
    case Say::item_done:
      return {"Nummer {1} is gedaan.", "Number {1} is done."};
    case Say::letter:
      return {"Brief aan iedereen: {1}", "Letter to everybody: {1}"};
    case Say::letter_answer_it:
      return {"Typ /antwoord-brief en uw tekst. Alleen de gespreksleiding leest dit.",
              "Type /answer-letter and your text. Only the facilitators read it."};
    case Say::letter_answer:
      return {"{1} antwoordt op de brief: {2}", "{1} answers the letter: {2}"};
    case Say::letter_answer_mine:
      return {"Uw antwoord op de brief: {2}", "Your answer to the letter: {2}"};
    case Say::ballot:
      return {"Stemming {1}: {2}", "Ballot {1}: {2}"};
    case Say::ballot_one:
      return {"Typ /stem {1} en één nummer.", "Type /vote {1} and one number."};
    case Say::ballot_several:
      return {"Typ /stem {1} en de nummers die u kiest.",
              "Type /vote {1} and the numbers you choose."};
    case Say::ballot_rank:
      return {"Typ /stem {1} en alle nummers, uw eerste keus voorop.",
              "Type /vote {1} and all numbers, your first choice first."};
    case Say::ballot_not_applicable:
      return {" Of typ nvt als het niet past.", " Or type na if it does not apply."};
    case Say::ballot_reason:
      return {" Schrijf daarachter waarom.", " Then write why."};
    case Say::ballot_anonymous:
      return {" Niemand ziet wat u kiest.", " Nobody sees what you choose."};
    case Say::ballot_named:
      return {" Later zien anderen wat u koos.", " Later others see what you chose."};
    case Say::agree_1:
      return {"helemaal oneens", "strongly disagree"};
    case Say::agree_2:
      return {"oneens", "disagree"};
    case Say::agree_3:
      return {"niet eens en niet oneens", "neither agree nor disagree"};
    case Say::agree_4:
      return {"eens", "agree"};
    case Say::agree_5:
      return {"helemaal eens", "strongly agree"};
    case Say::not_applicable:
      return {"niet van toepassing", "does not apply"};
    case Say::nothing_chosen:
      return {"niets", "nothing"};
    case Say::own_vote:
      return {"U koos bij \"{2}\": {3}. U kunt dit nog wijzigen.",
              "You chose at \"{2}\": {3}. You can still change it."};
    case Say::vote_seen:
      return {"{1} koos bij \"{2}\": {3}.", "{1} chose at \"{2}\": {3}."};
    case Say::result:
      return {"Uitslag van \"{1}\": {2} antwoorden.", "Result of \"{1}\": {2} answers."};
    case Say::result_one:
      return {"Uitslag van \"{1}\": 1 antwoord.", "Result of \"{1}\": 1 answer."};
    case Say::result_below_floor:
      return {"Uitslag van \"{1}\": minder dan {2} antwoorden, dus wij laten niets zien.",
              "Result of \"{1}\": fewer than {2} answers, so nothing is shown."};
    case Say::too_few_to_show:
      return {"te weinig om te laten zien", "too few to show"};
    case Say::points:
      return {"{1} punten", "{1} points"};
    case Say::of_statement:
      return {" (stelling {1})", " (statement {1})"};
    case Say::of_repetition:
      return {" (keer {1})", " (time {1})"};
    case Say::keep_nothing:
      return {"Van uw woorden bewaren wij niets.", "Nothing is kept of your words."};
    case Say::keep_lessons:
      return {"Van uw woorden bewaren wij alleen lessen.", "Only lessons are kept of your words."};
    case Say::keep_pseudonymised:
      return {"Wij bewaren uw woorden, zonder uw naam.", "Your words are kept, without your name."};
    case Say::keep_full:
      return {"Wij bewaren uw woorden helemaal.", "Your words are kept in full."};
    case Say::quoted:
      return {" Anderen mogen u citeren.", " Others may quote you."};
    case Say::not_quoted:
      return {" Niemand mag u citeren.", " Nobody may quote you."};
    case Say::reused:
      return {" Onderzoekers mogen ze opnieuw gebruiken.", " Researchers may use them again."};
    case Say::not_reused:
      return {" Niemand gebruikt ze opnieuw.", " Nobody uses them again."};
    case Say::ready:
      return {"{1} is klaar.", "{1} is ready."};
    case Say::ready_mine:
      return {"U bent klaar.", "You are ready."};
    case Say::may_end_time:
      return {"De tijd is om. U kunt verder als u wilt.", "Time is up. You may go on if you want."};
    case Say::may_end_acted:
      return {"Iedereen is geweest. U kunt verder als u wilt.",
              "Everybody has had a turn. You may go on if you want."};
    case Say::may_end_queue:
      return {"Er wacht geen vraag meer. U kunt verder als u wilt.",
              "No question is waiting. You may go on if you want."};
    case Say::may_end_list:
      return {"De lijst is klaar. U kunt verder als u wilt.",
              "The list is done. You may go on if you want."};
    case Say::may_end_submitted:
      return {"Iedereen heeft geantwoord. U kunt verder als u wilt.",
              "Everybody has answered. You may go on if you want."};
    case Say::warned:
      return {"{1} kreeg een waarschuwing: {2}", "{1} got a warning: {2}"};
    case Say::warned_mine:
      return {"De gespreksleider waarschuwt u: {2}", "The facilitator warns you: {2}"};
    case Say::incident:
      return {"Incident {1}{2}: {3} Antwoord voor {4}.", "Incident {1}{2}: {3} Answer before {4}."};
    case Say::incident_about:
      return {" over {1}", " about {1}"};
    case Say::incident_closed:
      return {"Incident {1} is afgehandeld: {2}", "Incident {1} was dealt with: {2}"};
    case Say::lead_offered:
      return {"{1} is gevraagd om te leiden.", "{1} was asked to lead."};
    case Say::lead_offered_mine:
      return {"Wilt u het gesprek leiden? Typ /neem-over.",
              "Will you lead the conversation? Type /take-lead."};
    case Say::lead_taken:
      return {"{1} leidt nu het gesprek.", "{1} leads the conversation now."};
    case Say::lead_taken_mine:
      return {"U leidt nu het gesprek.", "You lead the conversation now."};
    case Say::sending:
      return {"… wordt verstuurd", "… sending"};
    case Say::kept:
      return {"bewaard", "kept"};
    case Say::not_sent:
      return {"niet verstuurd: {1}{2}{3}", "not sent: {1}{2}{3}"};
    case Say::refused_in_round:
      return {" Het mag in ronde {1} ({2}).", " It opens in round {1} ({2})."};
    case Say::refused_minutes:
      return {" Deze ronde duurt nog {1} minuten.", " This round lasts {1} more minutes."};
    case Say::frozen:
      return {
          "Het gesprek staat stil. Wij kunnen nu niets bewaren. Daarom kan niemand iets sturen.",
          "The conversation has stopped. We cannot keep anything now. So nobody can send."};
    case Say::thawed:
      return {"Het gesprek gaat weer door.", "The conversation goes on again."};
    case Say::lost:
      return {"Geen verbinding. Uw plaats blijft van u. Wij proberen het steeds opnieuw.",
              "No connection. Your place stays yours. We keep trying."};
    case Say::regained:
      return {"U bent er weer.", "You are back."};
    case Say::words_gone:
      return {"Iemand trok woorden in. Wij hebben ze gewist. Sluit dit venster als u ze nog ziet.",
              "Somebody took words back. We have erased them. Close this window if you still see "
              "them."};
    case Say::text_gone:
      return {"De schrijver trok deze tekst in.", "The writer took this text back."};
    case Say::presence_on:
      return {"({1} heeft verbinding)", "({1} is connected)"};
    case Say::presence_off:
      return {"({1} heeft geen verbinding)", "({1} is not connected)"};
    case Say::case_workers:
      return {"{1} van {2} cliënten gaven antwoord, {3} weten het niet. Zij noemen: {4}.",
              "{1} of {2} clients answered, {3} do not know. They name: {4}."};
    case Say::case_workers_none:
      return {"{1} van {2} cliënten gaven antwoord, {3} weten het niet. Zij noemen niemand.",
              "{1} of {2} clients answered, {3} do not know. They name nobody."};
    case Say::anonymous:
      return {"{1} anoniem: {4}", "{1} anonymous: {4}"};
    case Say::slot_writes:
      return {"U kunt nu anoniem schrijven, nog {1} minuten. Typ /anoniem en uw tekst.",
              "You can write anonymously now, {1} minutes left. Type /anonymous and your text."};
    case Say::slot_waits:
      return {"De anderen schrijven nu anoniem, nog {1} minuten.",
              "The others write anonymously now, {1} minutes left."};
    case Say::slot_asked:
      return {"De vraag is: {1}", "The question is: {1}"};
    case Say::slot_promise:
      return {
          "Niemand in dit gesprek kan zien wie dit schreef. Ook de gespreksleider niet. Wij "
          "bewaren niet wie wat schreef. Let op: iemand kan u wél herkennen aan wat u vertelt "
          "of hoe u schrijft.",
          "Nobody in this conversation can see who wrote this. Not the facilitator either. We "
          "do not keep who wrote what. Take care: someone may still recognise you by what you "
          "tell or how you write."};
    case Say::slot_floor:
      return {
          "Wij tonen de teksten alleen als {1} of meer mensen een envelop sturen. Een lege "
          "telt mee. Zijn het er minder? Dan ziet niemand iets.",
          "We show the texts only if {1} or more people send an envelope. An empty one counts. "
          "Fewer? Then nobody sees anything."};
    case Say::slot_ready:
      return {"Uw tekst ligt klaar. Hij gaat straks vanzelf mee, tegelijk met alle enveloppen.",
              "Your text is ready. It goes by itself, together with all envelopes."};
    case Say::slot_empty:
      return {"Uw envelop is nu leeg.", "Your envelope is empty now."};
    case Say::slot_sent:
      return {"Uw envelop is ingeleverd.", "Your envelope has been handed in."};
    case Say::slot_not_sent:
      return {"Uw envelop is niet ingeleverd. Uw tekst is niet verstuurd.",
              "Your envelope was not handed in. Your text was not sent."};
    case Say::slot_not_here:
      return {"U kunt nu niet anoniem schrijven.", "You cannot write anonymously now."};
    case Say::slot_not_safe:
      return {"De server bewijst niet dat dit anoniem is. Uw tekst is niet verstuurd.",
              "The server does not prove that this is anonymous. Your text was not sent."};
    case Say::slot_published:
      return {"De enveloppen zijn open. Dit schreven mensen:",
              "The envelopes are open. This is what people wrote:"};
    case Say::slot_below_floor:
      return {"Er waren te weinig mensen. Niets is getoond. Uw tekst is gewist.",
              "Too few people took part. Nothing was shown. Your text has been erased."};
    case Say::slot_cancelled:
      return {"Het anoniem schrijven is gestopt. Niets is getoond.{1}",
              "The anonymous writing was stopped. Nothing was shown.{1}"};
    case Say::shutting_down:
      return {"De server stopt. Wat bewaard is, blijft bewaard.",
              "The server stops. What was kept stays kept."};
    case Say::may_now:
      return {"Dit kunt u nu doen:", "This you can do now:"};
    case Say::may_nothing:
      return {"(gewone tekst kunt u nu niet sturen)", "(plain text cannot be sent now)"};
    case Say::no_such_act:
      return {"`{1}` ken ik niet. Typ /? voor wat u kunt doen.",
              "`{1}` is unknown. Type /? for what you can do."};
    case Say::needs:
      return {"Typ het zo: {1}", "Type it like this: {1}"};
    case Say::no_such_number:
      return {"Nummer {1} is er niet. Gebruik het nummer dat erbij staat.",
              "There is no number {1}. Use the number that is shown."};
    case Say::no_such_round:
      return {"Ronde `{1}` is er niet. De rondes zijn: {2}.",
              "There is no round `{1}`. The rounds are: {2}."};
    case Say::no_such_one:
      return {"`{1}` is er niet. Kies uit: {2}.", "There is no `{1}`. Choose from: {2}."};
    case Say::letter_without_lessons:
      return {"Een brief gaat over lessen. Noem eerst hun nummers.",
              "A letter is about lessons. Name their numbers first."};
    case Say::no_such_date:
      return {"`{1}` is geen dag. Typ een dag zo: 2026-12-31.",
              "`{1}` is no day. Type a day like this: 2026-12-31."};
    case Say::not_utf8:
      return {"Dit is geen UTF-8-tekst.", "This is not UTF-8 text."};
    case Say::reason_for:
      return {" Reden: {1}", " Reason: {1}"};
  }
  return {};
}

// A new reason fails to compile until it is answered here.
Pair words_for(Reason reason) {
  switch (reason) {
    case Reason::listen_only:
      return {"U luistert nu. Zo kunnen anderen vrij vertellen.",
              "You are listening now, so that others can speak freely."};
    case Reason::away:
      return {"U bent nu buiten het gesprek. Alleen hulp vragen kan.",
              "You are outside the room now. You can only ask for help."};
    case Reason::not_your_turn:
      return {"Iemand anders heeft het woord. Typ /hand.",
              "Somebody else has the floor. Type /hand."};
    case Reason::round_over:
      return {"De ronde was net voorbij.", "The round had just ended."};
    case Reason::not_open:
      return {"Er is nu geen ronde open.", "No round is open now."};
    case Reason::not_for_your_role:
      return {"Dit hoort niet bij uw rol.", "This does not belong to your role."};
    case Reason::not_in_this_round:
      return {"Dit mag niet in deze ronde.", "This is not open in this round."};
    case Reason::not_available:
      return {"Dit kan nog niet.", "This is not possible yet."};
    case Reason::paused:
      return {"Het is pauze.", "The conversation is paused."};
    case Reason::frozen:
      return {"Wij kunnen nu niets bewaren.", "Nothing can be kept now."};
    case Reason::not_admitted:
      return {"U bent nog niet binnengelaten.", "You have not been admitted yet."};
    case Reason::removed:
      return {"U bent niet meer in dit gesprek.", "You are no longer in this conversation."};
    case Reason::closed:
      return {"Het gesprek is gesloten.", "The conversation is closed."};
    case Reason::full:
      return {"Alle plaatsen zijn bezet.", "All places are taken."};
    case Reason::text_empty:
      return {"Er staat geen tekst.", "There is no text."};
    case Reason::text_too_long:
      return {"De tekst is te lang. Maak er twee van.", "The text is too long. Make it two."};
    case Reason::text_not_utf8:
      return {"Dit is geen UTF-8-tekst.", "This is not UTF-8 text."};
    case Reason::reason_missing:
      return {"Schrijf er een reden bij.", "Give a reason with it."};
    case Reason::no_such_seat:
      return {"Die plaats is er niet.", "There is no such seat."};
    case Reason::no_such_round:
      return {"Die ronde is er niet.", "There is no such round."};
    case Reason::no_such_question:
      return {"Die vraag is er niet.", "There is no such question."};
    case Reason::no_such_lesson:
      return {"Die les is er niet.", "There is no such lesson."};
    case Reason::no_such_turn:
      return {"Die bijdrage is er niet.", "There is no such contribution."};
    case Reason::already_decided:
      return {"Dit is al afgehandeld.", "This was dealt with already."};
    case Reason::id_reused:
      return {"Dit is al verstuurd.", "This was sent already."};
    case Reason::too_many:
      return {"Er zijn er te veel.", "There are too many."};
    case Reason::wrong_moment:
      return {"Dit kan nu niet.", "This cannot be done now."};
    case Reason::too_few_people:
      return {"Er zijn te weinig mensen voor deze ronde.",
              "There are too few people for this round."};
    case Reason::no_such_item:
      return {"Dat is er niet, of dit kan er niet mee.", "It is not there, or this is not for it."};
    case Reason::no_such_ballot:
      return {"Die stemming is er niet.", "There is no such ballot."};
    case Reason::no_such_choice:
      return {"Dat antwoord kan hier niet.", "That is no answer to this ballot."};
    case Reason::no_such_position:
      return {"Die stoel is er niet voor u.", "There is no such chair for you."};
    case Reason::passed_already:
      return {"Deze persoon paste in deze ronde.", "This person passed in this round."};
    case Reason::date_in_past:
      return {"Die datum is al voorbij.", "That date is over."};
    case Reason::owner_missing:
      return {"Noem eerst wie het doet.", "Name first who does it."};
    case Reason::evidence_missing:
      return {"Noem eerst een bijdrage waar de les op rust.",
              "Name first a contribution that the lesson rests on."};
    case Reason::above_agreed_level:
      return {"Dat is meer dan voor dit gesprek is afgesproken.",
              "That is more than was agreed for this conversation."};
    case Reason::slot_open:
      return {"Mensen schrijven nu anoniem. Daarna kan dit weer.",
              "People are writing anonymously now. After that you can do this again."};
    case Reason::too_few_answers:
      return {"Nog te weinig antwoorden: nu zou te zien zijn wie wat antwoordde.",
              "Too few answers yet: now it would show who gave which."};
  }
  return {};
}

}  // namespace

std::string say(Language language, Say what, std::initializer_list<std::string_view> values) {
  const Pair pair = words_for(what);
  return filled(language == Language::nl ? pair.nl : pair.en, values);
}

std::string filled(std::string_view form, std::initializer_list<std::string_view> values) {
  std::string text;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool placeholder = form[i] == '{' && i + 2 < form.size() && form[i + 2] == '}';
    if (!placeholder) {
      text += form[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(form[i + 1] - '1');
    if (index < values.size()) text += values.begin()[index];
    i += 2;
  }
  return text;
}

std::string refusal_sentence(Language language, std::string_view reason) {
  for (int i = 0; i <= static_cast<int>(reason_last); ++i) {
    const auto known = static_cast<Reason>(i);
    if (name(known) != reason) continue;
    const Pair pair = words_for(known);
    return std::string(language == Language::nl ? pair.nl : pair.en);
  }
  return std::string(reason) + ".";
}

}  // namespace arena::cli
