// SPDX-License-Identifier: EUPL-1.2
// A detached slot as one person goes through it (docs/protocol.md, section 10): a token at once, whether
// or not there is something to say; what stood in the field when the writing ended; and one envelope, at
// a moment of chance after it. Nothing of what the person does changes when something is sent. Pure.
import { fitting, plainText } from './envelope';
import type { Fate } from './envelope';
import { intake_ms } from './slot-clock';
import type { Slot } from './state';

export const send_ms = 20_000; // from the end of the writing: within it each device chooses its moment

// How it ended for this person: also that the server's proof did not hold, or that this seat had its
// token already and this device knows nothing of it.
export type End = Fate | 'not_safe' | 'no_token';
// Until somebody chooses to write, the envelope is empty.
export type Choice = 'none' | 'write' | 'pass';

// What this device keeps until the slot is over. Bytes in hexadecimal; empty: not there yet.
export interface Kept {
  readonly slot: string;
  readonly input: string;
  readonly blind: string;
  readonly blinded: string;
  readonly output: string;
  readonly delayMs: number; // from the end of the writing until the envelope goes
  readonly choice: Choice;
  readonly draft: string;
  readonly sealed: string | null; // what goes into the envelope, once the writing has ended
  readonly end: End | null;
}

export const begun = (slot: string, delayMs: number): Kept => ({
  slot, input: '', blind: '', blinded: '', output: '', delayMs, choice: 'none', draft: '', sealed: null, end: null,
});

// Each of these milliseconds with the same chance: what would favour the first ones is drawn again.
const draws = 2 ** 32;
const fair = draws - (draws % (send_ms + 1));
export function drawnDelay(draw: () => number = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0): number {
  for (;;) {
    const drawn = draw();
    if (drawn < fair) return drawn % (send_ms + 1);
  }
}

export const wordsOf = (kept: Kept): string => (kept.choice === 'write' ? fitting(plainText(kept.draft)) : '');

// After the end nothing is left of the words, nor of the token.
export const ended = (kept: Kept, end: End): Kept => ({ ...begun(kept.slot, kept.delayMs), choice: kept.choice, end });

// A request that is under way is not repeated; one that was refused, not before `againMs`.
export interface Asked {
  readonly underWay: boolean;
  readonly againMs: number;
}
export type Step =
  | { readonly kind: 'blind' | 'ask' | 'check' | 'seal' | 'hand_in' | 'give_up' | 'done' }
  | { readonly kind: 'wait'; readonly untilMs: number };

export function stepOf(kept: Kept, slot: Slot, asked: Asked, now: number): Step {
  const ends = slot.writingEndsMs;
  if (kept.end !== null) return { kind: 'done' };
  if (now >= ends && kept.sealed === null) return { kind: 'seal' };
  const next = kept.sealed === null ? ends : ends + intake_ms;
  if (kept.output === '') {
    if (now >= ends + intake_ms) return { kind: 'give_up' };
    if (kept.blinded === '') return { kind: 'blind' };
    if (slot.issued) return { kind: 'check' };
    if (asked.underWay) return { kind: 'wait', untilMs: next };
    return now >= asked.againMs ? { kind: 'ask' } : { kind: 'wait', untilMs: Math.min(next, asked.againMs) };
  }
  if (kept.sealed === null) return { kind: 'wait', untilMs: ends };
  if (now >= ends + intake_ms) return { kind: 'give_up' };
  return now >= ends + kept.delayMs ? { kind: 'hand_in' } : { kind: 'wait', untilMs: ends + kept.delayMs };
}

// Refused for good: asking again would give the same answer.
export const isFinal = (reason: string): boolean => ['id_reused', 'not_in_this_round', 'no_such_item'].includes(reason);
