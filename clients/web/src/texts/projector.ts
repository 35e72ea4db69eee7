// SPDX-License-Identifier: EUPL-1.2
// The catalogue's part for the wall of a room; see index.ts.
import type { Entry } from './index';

export const projector = {
  projector_waits: { nl: 'Dit scherm wacht op de gespreksleider', en: 'This screen waits for the facilitator' },
  projector_waits_more: { nl: 'Open de pagina van de gespreksleider in deze browser.', en: 'Open the facilitator’s page in this browser.' },
  projector_before: { nl: 'Wij beginnen zo.', en: 'We start in a moment.' },
  projector_over: { nl: 'Het gesprek is klaar. Dank u wel.', en: 'The conversation is done. Thank you.' },
  projector_floor: { nl: 'heeft het woord', en: 'has the floor' },
  projector_inner: {
    nl: { one: '1 mens in het midden', other: '{n} mensen in het midden' },
    en: { one: '1 person in the middle', other: '{n} people in the middle' },
  },
  projector_outer: {
    nl: { one: '1 mens luistert eromheen', other: '{n} mensen luisteren eromheen' },
    en: { one: '1 person listens around them', other: '{n} people listen around them' },
  },
  projector_slot: { nl: 'Mensen schrijven nu anoniem', en: 'People are writing anonymously now' },
  projector_slot_quiet: { nl: 'Dat doet ieder op het eigen toestel.', en: 'Each does so on their own device.' },
  projector_next: { nl: 'Daarna: {title}, om {time}', en: 'Next: {title}, at {time}' },
  projector_cover: { nl: 'Alt+S: terug naar uw eigen scherm', en: 'Alt+S: back to your own screen' },
} as const satisfies Readonly<Record<string, Entry>>;
