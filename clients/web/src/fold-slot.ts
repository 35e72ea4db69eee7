// SPDX-License-Identifier: EUPL-1.2
// What this person knows of a detached slot: that it is open, their own token, how it ended. A part of the
// fold, and as pure.
import { hex } from './bytes';
import { slotEndOf } from './from-wire';
import type { Command, SlotOver, SlotView, TokenIssued } from './gen/arena/v1/wire_pb';
import { mayWriteAnonymously } from './reading';
import type { Seat, Slot, State } from './state';

// Of the snapshot: who is let in while it is open does not write.
export const slotOf = (state: State, told: SlotView | undefined): Slot | null => {
  if (!told) return null;
  const may = (seat: Seat): boolean => mayWriteAnonymously(state, seat) && (told.writes || seat.code !== state.self?.code);
  return {
    id: hex(told.slot), key: hex(told.key), writes: told.writes, writers: state.seats.filter(may).map((seat) => seat.code),
    writingEndsMs: Number(told.writingEndsMs), text: told.text, issued: null, refused: '',
  };
};

export function slotShown(state: State, told: SlotView | undefined, atMs: number): State {
  const slot = slotOf(state, told);
  if (!slot) return state;
  return { ...state, slot, lines: [...state.lines, { kind: 'slot', how: 'opened', text: slot.text, mine: slot.writes, atMs }] };
}

export const slotOver = (state: State, told: SlotOver, atMs: number): State => ({
  ...state,
  slot: null,
  lines: [...state.lines, { kind: 'slot', how: slotEndOf(told.how), text: told.reason, mine: state.slot?.writes === true, atMs }],
});

export function tokenIssued(state: State, { slot, element, challenge, response }: TokenIssued): State {
  if (!state.slot || hex(slot) !== state.slot.id) return state;
  return { ...state, slot: { ...state.slot, issued: { element, challenge, response }, refused: '' } };
}
export function tokenRefused(state: State, { act }: Command, refused: string): State {
  if (!state.slot || act.case !== 'requestToken' || hex(act.value.slot) !== state.slot.id) return state;
  return { ...state, slot: { ...state.slot, refused } };
}
