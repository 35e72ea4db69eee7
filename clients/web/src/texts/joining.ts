// SPDX-License-Identifier: EUPL-1.2
// The catalogue's part for coming in, by a link or a code; see index.ts.
import type { Entry } from './index';

export const joining = {
  no_link_title: { nl: 'Open de link uit uw uitnodiging', en: 'Open the link in your invitation' },
  no_link_body: {
    nl: 'U komt binnen met de link uit uw brief of e-mail. U hebt geen account nodig.',
    en: 'You come in with the link in your letter or e-mail. You need no account.',
  },
  staff_door: { nl: 'Inloggen voor medewerkers', en: 'Log in, for staff' },
  code_title: { nl: 'Of kom binnen met een code', en: 'Or come in with a code' },
  code_label: { nl: 'De code die u kreeg: 8 letters en cijfers', en: 'The code you were given: 8 letters and digits' },
  code_wrong: {
    nl: 'Dit is nog geen code. Een code heeft 8 letters en cijfers, zoals 7KQ2-M4XP.',
    en: 'This is no code yet. A code has 8 letters and digits, like 7KQ2-M4XP.',
  },
  code_unknown_title: { nl: 'Wij kennen deze code niet', en: 'We do not know this code' },
  code_unknown: {
    nl: 'Kijk of de code klopt. Klopt hij, vraag dan een nieuwe code of een link.',
    en: 'See whether the code is right. If it is, ask for a new code or a link.',
  },
  code_other: { nl: 'Code opnieuw typen', en: 'Type the code again' },
  step_of: { nl: 'Stap {n} van {total}', en: 'Step {n} of {total}' },
  promise_title: { nl: 'Dit beloven wij u', en: 'This we promise you' },
  promise_silent: { nl: 'Wie luistert, blijft stil', en: 'Listeners stay silent' },
  promise_silent_more: {
    nl: 'Zij kunnen niets sturen. Ook geen duimpje of berichtje.',
    en: 'They cannot send anything. Not even a thumb or a message.',
  },
  promise_seen: { nl: 'Niemand kijkt stiekem mee', en: 'Nobody watches in secret' },
  promise_seen_more: { nl: 'U ziet altijd wie er luisteren.', en: 'You always see who is listening.' },
  promise_pass: { nl: 'U hoeft niets te vertellen', en: 'You do not have to tell anything' },
  promise_pass_more: {
    nl: 'U mag altijd passen. U hoeft niet te zeggen waarom.',
    en: 'You may always pass. You do not have to say why.',
  },
  promise_help: { nl: 'Hulp is altijd dichtbij', en: 'Help is always near' },
  promise_help_more: {
    nl: 'U kunt altijd hulp vragen. Alleen de gespreksleider ziet dat.',
    en: 'You can always ask for help. Only the facilitator sees that.',
  },
  promise_care: {
    nl: '*Let op.* Iemand kan u herkennen aan uw verhaal. Noem geen namen.',
    en: '*Take care.* Someone may recognise you by your story. Do not use names.',
  },
  name_title: { nl: 'Hoe heet u?', en: 'What is your name?' },
  name_label: { nl: 'Uw naam', en: 'Your name' },
  name_client: {
    nl: '*Bent u cliënt?* U mag dit leeg laten. Anderen zien alleen een schuilnaam, zoals C3. Alleen de gespreksleider leest uw naam, bij het binnenkomen.',
    en: '*Are you a client?* You may leave this empty. Others see only a cover name, such as C3. Only the facilitator reads your name, when you come in.',
  },
  name_professional: {
    nl: '*Komt u luisteren of leidt u het gesprek?* Vul uw naam in. Iedereen ziet wie er luistert.',
    en: '*Do you come to listen, or do you lead?* Fill in your name. Everybody sees who is listening.',
  },
  name_too_long: { nl: 'Die naam is te lang. Maak hem korter.', en: 'That name is too long. Make it shorter.' },
  name_unreadable: {
    nl: 'In die naam staat een teken dat niemand kan zien. Typ uw naam opnieuw.',
    en: 'That name holds a character that nobody can see. Type your name again.',
  },
  name_misleads: {
    nl: 'Mensen kunnen u met die naam verwarren met een ander. Zet uw achternaam erbij. Of laat uw naam leeg.',
    en: 'With that name people could take you for someone else. Add your surname. Or leave your name empty.',
  },
  join: { nl: 'Naar het gesprek', en: 'To the conversation' },
  joining: { nl: 'Wij zoeken uw plaats', en: 'Finding your place' },
  welcome_back_title: { nl: 'Welkom terug', en: 'Welcome back' },
  welcome_back_body: {
    nl: 'Op dit toestel is al een plaats met deze link.',
    en: 'This device already has a place with this link.',
  },
  welcome_back_go: { nl: 'Verder op mijn plaats', en: 'Go on in my place' },
  welcome_back_other: { nl: 'Ik ben iemand anders', en: 'I am someone else' },
  join_no_such_link_title: { nl: 'Deze link werkt niet meer', en: 'This link no longer works' },
  join_no_such_link: {
    nl: 'Bel het nummer in uw brief of vraag een nieuwe link.',
    en: 'Call the number in your letter or ask for a new link.',
  },
  join_full_title: { nl: 'Alle plaatsen zijn bezet', en: 'All places are taken' },
  join_full: { nl: 'Vraag de gespreksleider om een plaats.', en: 'Ask the facilitator for a place.' },
  join_name_title: { nl: 'Kies een kortere naam', en: 'Choose a shorter name' },
  join_other_name_title: { nl: 'Kies een andere naam', en: 'Choose another name' },
  join_closed_title: { nl: 'Dit gesprek is gesloten', en: 'This conversation is closed' },
  join_closed: {
    nl: 'U kunt niet meer meedoen. Vragen? Bel het nummer in uw brief.',
    en: 'You can no longer take part. Questions? Call the number in your letter.',
  },
  join_frozen_title: { nl: 'Het gesprek staat stil', en: 'The conversation has stopped' },
  join_frozen: {
    nl: 'Wij kunnen nu niets bewaren. Probeer het over een paar minuten opnieuw.',
    en: 'We cannot keep anything now. Try again in a few minutes.',
  },
  join_offline_title: { nl: 'Geen verbinding', en: 'No connection' },
  join_offline: {
    nl: 'Wij kunnen het gesprek niet bereiken. Uw link blijft geldig.',
    en: 'We cannot reach the conversation. Your link stays valid.',
  },
  try_again: { nl: 'Opnieuw proberen', en: 'Try again' },
  support_code: { nl: 'Voor wie helpt: {code}', en: 'For whoever helps: {code}' },
} as const satisfies Record<string, Entry>;
