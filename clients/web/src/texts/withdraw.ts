// SPDX-License-Identifier: EUPL-1.2
// The catalogue's part for taking one's own words back; see index.ts.
import type { Entry } from './index';

export const withdraw = {
  withdraw_open: { nl: 'Trek in…', en: 'Take back…' },
  withdraw_open_label: { nl: 'Trek uw tekst {turn} in…', en: 'Take back your text {turn}…' },
  withdraw_title: { nl: 'Wilt u deze tekst intrekken?', en: 'Do you want to take this text back?' },
  withdraw_gone: { nl: 'Wij wissen de woorden. Ook uit het verslag.', en: 'We erase the words. Also from the report.' },
  withdraw_seen: {
    nl: 'De woorden gaan ook van de schermen van anderen. Wie ze las, kan ze onthouden.',
    en: 'The words leave the screens of others too. Who read them can remember them.',
  },
  withdraw_for_good: { nl: 'Dit kunt u niet terugdraaien.', en: 'You cannot undo this.' },
  withdraw_do: { nl: 'Trek de tekst in', en: 'Take the text back' },
  withdraw_all_open: { nl: 'Wis al mijn woorden…', en: 'Erase all my words…' },
  withdraw_all_title: { nl: 'Wilt u al uw woorden wissen?', en: 'Do you want to erase all your words?' },
  withdraw_all_what: {
    nl: 'Wij wissen alles wat u schreef, ook uw notities. En uw naam.',
    en: 'We erase everything you wrote, your notes too. And your name.',
  },
  withdraw_all_not: {
    nl: 'Wat u anoniem schreef, blijft. Wij weten niet wat daarvan van u is.',
    en: 'What you wrote anonymously stays. We do not know which of it is yours.',
  },
  withdraw_all_do: { nl: 'Wis al mijn woorden', en: 'Erase all my words' },
  withdraw_failed: { nl: 'Het wissen lukt nu niet. Probeer het straks nog eens.', en: 'Erasing does not work now. Try again in a while.' },
  withdraw_nothing: { nl: 'Er staat niets meer van u.', en: 'Nothing of yours is left.' },
} satisfies Record<string, Entry>;
