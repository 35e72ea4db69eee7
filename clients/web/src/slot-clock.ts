// SPDX-License-Identifier: EUPL-1.2
// The clock of a detached slot: the writing, and after it the envelopes that come in. Pure.
import { slotHere, timeLeft } from './reading';
import type { TimeLeft } from './reading';
import type { State } from './state';

export const intake_ms = 30_000; // from the end of the writing

export type SlotLeft =
  | { readonly kind: 'writing'; readonly ms: number }
  | { readonly kind: 'handing_in'; readonly ms: number };
export function slotLeft(state: State, now: number): SlotLeft | null {
  const slot = slotHere(state);
  if (!slot) return null;
  const ms = slot.writingEndsMs - (now + state.clockOffsetMs);
  return ms > 0 ? { kind: 'writing', ms } : { kind: 'handing_in', ms: Math.max(0, ms + intake_ms) };
}
export const slotOverMs = (state: State): number => (state.slot?.writingEndsMs ?? 0) + intake_ms;

// The time that counts now: of the writing, else of the round.
export function timeThatCounts(state: State, now: number): TimeLeft {
  const left = slotLeft(state, now);
  if (!left) return timeLeft(state, now);
  return left.kind === 'writing' ? { kind: 'running', ms: left.ms } : { kind: 'over' };
}
