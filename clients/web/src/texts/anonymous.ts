// SPDX-License-Identifier: EUPL-1.2
// The catalogue's part for writing anonymously. Loaded with the forms; see index.ts.
import type { Entry } from './index';

export const anonymous = {
  // ---- what is promised, and what is not
  anon_asked: { nl: 'De gespreksleider vraagt', en: 'The facilitator asks' },
  anon_nothing_asked: { nl: 'Schrijf wat u kwijt wilt', en: 'Write what you want to say' },
  anon_unseen: {
    nl: 'Niemand in dit gesprek kan zien wie dit schreef. *Ook de gespreksleider niet.*',
    en: 'Nobody in this conversation can see who wrote this. *Not the facilitator either.*',
  },
  anon_not_kept: { nl: 'Wij bewaren niet wie wat schreef.', en: 'We do not keep who wrote what.' },
  anon_careful: {
    nl: '*Let op:* iemand kan u wél herkennen aan wat u vertelt of hoe u schrijft.',
    en: '*Take care:* someone may still recognise you by what you tell or how you write.',
  },
  anon_floor: {
    nl: '*Minstens {n} mensen.* Wij tonen de teksten alleen als {n} of meer mensen een envelop sturen. Een lege telt mee. Zijn het er minder? Dan ziet niemand iets.',
    en: '*At least {n} people.* We show the texts only if {n} or more people send an envelope. An empty one counts. Fewer? Then nobody sees anything.',
  },
  anon_readers: { nl: 'Iedereen in de ronde leest de teksten, door elkaar en zonder naam.', en: 'Everybody in the round reads the texts, shuffled and without a name.' },
  anon_promise: { nl: 'Wie leest dit?', en: 'Who reads this?' },

  // ---- writing
  anon_write: { nl: 'Ik wil schrijven', en: 'I want to write' },
  anon_label: { nl: 'Uw tekst', en: 'Your text' },
  anon_same_size: { nl: 'Alle enveloppen zijn even groot', en: 'All envelopes have the same size' },
  anon_left: {
    nl: { one: 'nog {n} teken', other: 'nog {n} tekens' },
    en: { one: '{n} character left', other: '{n} characters left' },
  },
  anon_over: {
    nl: { one: '{n} teken te veel', other: '{n} tekens te veel' },
    en: { one: '{n} character too many', other: '{n} characters too many' },
  },
  anon_too_long: {
    nl: '*Uw tekst past niet in de envelop.* Maak hem korter, anders gaat alleen het begin mee.',
    en: '*Your text does not fit in the envelope.* Make it shorter, or only the beginning goes.',
  },
  anon_goes: { nl: 'Uw tekst gaat vanzelf mee als de tijd om is.', en: 'Your text goes by itself when time is up.' },
  anon_nothing: { nl: 'Doet u niets? Dan gaat uw envelop leeg mee.', en: 'You do nothing? Then your envelope goes empty.' },
  anon_until: { nl: 'U kunt hem wijzigen tot {time}. Daarna niet meer.', en: 'You can change it until {time}. Not after that.' },
  anon_style: {
    nl: 'Bij het inleveren maken wij leestekens gelijk, zodat uw stijl minder opvalt.',
    en: 'When it goes we even out the marks, so that your style shows less.',
  },
  anon_keep_open: { nl: 'Houd deze pagina open tot uw envelop weg is.', en: 'Keep this page open until your envelope has gone.' },
  anon_empty: { nl: 'Niets inleveren', en: 'Hand in nothing' },
  anon_passed_title: { nl: 'Uw envelop gaat leeg mee', en: 'Your envelope goes empty' },
  anon_passed: { nl: 'Niemand ziet dat hij leeg is. U hoeft niets te doen.', en: 'Nobody sees that it is empty. You need not do anything.' },
  anon_kept_here: { nl: 'Wat u schreef, staat nog op deze telefoon.', en: 'What you wrote is still on this phone.' },
  anon_after_all: { nl: 'Toch schrijven', en: 'Write after all' },

  // ---- the envelope on its way; the same words for who wrote and who did not
  anon_handing_title: { nl: 'Uw envelop gaat nu weg', en: 'Your envelope is going now' },
  anon_handing: { nl: 'Elke envelop gaat op een eigen moment. Dat duurt hooguit een halve minuut.', en: 'Each envelope goes at a moment of its own. It takes half a minute at most.' },
  anon_handed_title: { nl: 'Uw envelop is binnen', en: 'Your envelope is in' },
  anon_handed: { nl: 'Rond {time} ziet u hoe het afloopt.', en: 'Around {time} you will see how it ends.' },
  anon_failed_title: { nl: 'Uw envelop is niet binnen', en: 'Your envelope is not in' },
  anon_failed: { nl: 'Wij konden hem niet inleveren. Uw tekst gaat niet mee.', en: 'We could not hand it in. Your text does not go.' },
  anon_unsure_title: { nl: 'Wij weten niet of uw envelop binnen is', en: 'We do not know whether your envelope is in' },
  anon_unsure: { nl: 'De verbinding was weg. Misschien staat uw tekst er straks niet bij.', en: 'The connection was gone. Your text may not be among the others.' },
  anon_unsafe_title: { nl: 'Anoniem schrijven is nu niet veilig', en: 'Writing anonymously is not safe now' },
  anon_unsafe: {
    nl: 'De server kon uw toestel niet bewijzen dat u onbekend blijft. Daarom versturen wij niets. Niemand hoort dit van ons.',
    en: 'The server could not prove to your device that you stay unknown. So we send nothing. Nobody hears of this from us.',
  },
  anon_elsewhere_title: { nl: 'Op dit toestel kunt u nu niet meeschrijven', en: 'You cannot write along on this device now' },
  anon_elsewhere: { nl: 'Een ander toestel kreeg al een envelop voor uw plaats. Of dit toestel is hem kwijt.', en: 'Another device already got an envelope for your seat. Or this device has lost it.' },

  // ---- who does not write
  anon_others_title: { nl: 'Mensen schrijven nu anoniem', en: 'People are writing anonymously now' },
  anon_others: { nl: 'Tot ongeveer {time} kan niemand spreken. Daarna ziet u de teksten, zonder namen.', en: 'Until about {time} nobody can speak. Then you see the texts, without names.' },
  anon_others_few: { nl: 'Doen er te weinig mensen mee? Dan ziet niemand iets.', en: 'Too few people? Then nobody sees anything.' },
  anon_late: { nl: 'U kwam binnen toen dit al liep. Deze keer schrijft u niet mee.', en: 'You came in while this was going on. This time you do not write.' },
  anon_help: { nl: 'Hulp vragen kan altijd.', en: 'You can always ask for help.' },

  // ---- in the talk
  line_slot_opened: { nl: 'Anoniem schrijven begint.', en: 'Anonymous writing begins.' },
  line_slot_asked: { nl: 'Vraag: {text}', en: 'Question: {text}' },
  line_slot_published: { nl: 'Anoniem schrijven is klaar. Dit schreven mensen:', en: 'Anonymous writing is done. This is what people wrote:' },
  line_slot_empty: { nl: 'Anoniem schrijven is klaar. Alle enveloppen waren leeg.', en: 'Anonymous writing is done. All envelopes were empty.' },
  line_slot_below_floor: { nl: 'Er waren te weinig mensen. Niets is getoond.', en: 'Too few people took part. Nothing was shown.' },
  line_slot_cancelled: { nl: 'Anoniem schrijven stopt. Niets is getoond.', en: 'Anonymous writing stops. Nothing was shown.' },
  line_slot_erased: { nl: 'Uw tekst is gewist.', en: 'Your text has been erased.' },

  // ---- by what somebody could be recognised; looked for on this device only
  rec_title: { nl: 'Hieraan kan iemand u herkennen', en: 'Someone could recognise you by this' },
  rec_here: { nl: 'Dit kijkt uw telefoon zelf na. Uw tekst is nog niet verstuurd.', en: 'Your own phone checks this. Your text has not been sent.' },
  rec_choice: { nl: 'U mag het veranderen of laten staan.', en: 'You may change it or leave it.' },
  rec_name: { nl: '*{text}* doet mee aan dit gesprek. U kunt schrijven: iemand.', en: '*{text}* takes part in this conversation. You could write: somebody.' },
  rec_person: { nl: '*{text}* noemt iemand bij naam. U kunt schrijven: een medewerker.', en: '*{text}* calls somebody by name. You could write: a member of staff.' },
  rec_bsn: { nl: '*{text}* lijkt een burgerservicenummer. Laat dat weg.', en: '*{text}* looks like a citizen service number. Leave that out.' },
  rec_iban: { nl: '*{text}* is een rekeningnummer. Laat dat weg.', en: '*{text}* is an account number. Leave that out.' },
  rec_phone: { nl: '*{text}* lijkt een telefoonnummer. Laat dat weg.', en: '*{text}* looks like a phone number. Leave that out.' },
  rec_email: { nl: '*{text}* is een e-mailadres. Laat dat weg.', en: '*{text}* is an e-mail address. Leave that out.' },
  rec_address: { nl: '*{text}* lijkt een adres. U kunt schrijven: in mijn buurt.', en: '*{text}* looks like an address. You could write: in my neighbourhood.' },
  rec_date: { nl: '*{text}* is een precieze datum. U kunt schrijven: een tijd geleden.', en: '*{text}* is an exact date. You could write: some time ago.' },
  rec_amount: { nl: '*{text}* is een precies bedrag. U kunt schrijven: veel geld, of weinig.', en: '*{text}* is an exact amount. You could write: much money, or little.' },
  rec_case: { nl: '*{text}* lijkt een nummer van een zaak of dossier. Laat dat weg.', en: '*{text}* looks like the number of a case or file. Leave that out.' },
} satisfies Record<string, Entry>;
