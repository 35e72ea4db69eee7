// SPDX-License-Identifier: EUPL-1.2
// What the state says of a detached slot, in the words of the pages. Pure.
import { groupIn, mayWriteAnonymously, roundOf, slotHere, standing } from './reading';
import type { Line, Seat, State } from './state';

// Below this none holds, whatever a script says.
const floor_min = 4;
export const floorOf = (state: State): number => Math.max(floor_min, state.script?.anonymousFloor ?? 0);

// Whether the open round lets anybody write anonymously.
export const letsWrite = (state: State): boolean =>
  roundOf(state.script, state.place.round)?.placements.some((one) => one.may.includes('anonymous')) === true;

// Who would write if a slot opened now.
export const writersNow = (state: State): readonly Seat[] => state.known.filter((seat) => mayWriteAnonymously(state, seat));

// The same by group, and who would read it.
export interface Counted {
  readonly group: string;
  readonly n: number;
}
function counted(state: State, seats: readonly Seat[]): Counted[] {
  const groups = state.script?.groups ?? [];
  return groups.flatMap(({ id }) => {
    const n = seats.filter((seat) => groupIn(state.script, state.place.round, seat.group) === id).length;
    return n > 0 ? [{ group: id, n }] : [];
  });
}
export const writingGroups = (state: State): Counted[] => counted(state, writersNow(state));
export const readingGroups = (state: State): Counted[] =>
  counted(state, state.known.filter((seat) => {
    const { ring, room } = standing(state.script, state.place.round, seat.group);
    return ring !== 'chair' && ring !== 'away' && room === 0;
  }));

// I would write, had I been here when it opened.
export const cameTooLate = (state: State): boolean => {
  const slot = slotHere(state);
  const me = state.seats.find((seat) => seat.code === state.self?.code);
  return slot !== null && !slot.writes && me !== undefined && mayWriteAnonymously(state, me);
};

// ---- what came of it

// The texts of one batch stand together, after the word that it is over.
export function textsAfter(state: State, row: Line): number {
  const after = state.lines.slice(state.lines.indexOf(row) + 1);
  const other = after.findIndex((one) => one.kind !== 'said' || one.what !== 'anonymous');
  return other < 0 ? after.length : other;
}

// What the chair said since it opened: the talk itself is folded while one writes.
export function saidSince(state: State): readonly Extract<Line, { kind: 'said' }>[] {
  const opened = state.lines.map((one) => one.kind).lastIndexOf('slot');
  return state.lines.slice(opened + 1).flatMap((one) => (one.kind === 'said' ? [one] : []));
}
