// SPDX-License-Identifier: EUPL-1.2
// The catalogue's part for what everybody is told of an anonymous round; see index.ts.
import type { Entry } from './index';

export const slot = {
  slot_head: { nl: 'Anonieme ronde', en: 'Anonymous round' },
  slot_head_hand_in: { nl: 'Anonieme ronde, inleveren', en: 'Anonymous round, handing in' },
  what_anonymous: { nl: 'Anoniem', en: 'Anonymous' },
  circle_slot: {
    nl: { one: '{n} mens mag nu anoniem schrijven. Alle plaatsen zien er hetzelfde uit.', other: '{n} mensen mogen nu anoniem schrijven. Alle plaatsen zien er hetzelfde uit.' },
    en: { one: '{n} person may write anonymously now. All seats look the same.', other: '{n} people may write anonymously now. All seats look the same.' },
  },

  // ---- announcements
  say_slot_writes: { nl: 'U kunt nu anoniem schrijven.', en: 'You can write anonymously now.' },
  say_slot_open: { nl: 'Mensen schrijven nu anoniem. Spreken kan even niet.', en: 'People are writing anonymously now. Nobody can speak for a while.' },
  say_slot_texts: {
    nl: { one: '{n} anonieme tekst.', other: '{n} anonieme teksten.' },
    en: { one: '{n} anonymous text.', other: '{n} anonymous texts.' },
  },
  say_slot_published: { nl: 'Het anonieme schrijven is klaar.', en: 'The anonymous writing is done.' },
  say_slot_below_floor: { nl: 'Er waren te weinig mensen. Niemand ziet iets.', en: 'Too few people took part. Nobody sees anything.' },
  say_slot_cancelled: { nl: 'Het anonieme schrijven stopt. Niemand ziet iets.', en: 'The anonymous writing stops. Nobody sees anything.' },
} satisfies Record<string, Entry>;
