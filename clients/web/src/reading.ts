// SPDX-License-Identifier: EUPL-1.2
// What the state says, in the words the pages use. The rights are read from the frozen script to
// choose what to show; the server's refusal stays the law.
import type { GroupView, RoundView, ScriptView } from './gen/arena/v1/wire_pb';
import type { Seat, State } from './state';

export type Ring = 'inner' | 'outer' | 'away' | 'chair';
export type Right =
  | 'speak' | 'ask' | 'answer' | 'pass' | 'note' | 'mark' | 'hand' | 'propose_lesson' | 'judge_lesson';

export interface Standing {
  readonly ring: Ring;
  readonly may: ReadonlySet<string>;
}

const leading = new Set(['facilitator', 'co_facilitator', 'translator', 'reporter']);
const awayFromIt: Standing = { ring: 'away', may: new Set() };
const chairStanding: Standing = { ring: 'chair', may: new Set(['speak']) };

export const groupOf = (script: ScriptView | null, id: string): GroupView | undefined =>
  script?.groups.find((group) => group.id === id);

export const roundOf = (script: ScriptView | null, number: number): RoundView | undefined =>
  number > 0 ? script?.rounds[number - 1] : undefined;

export const leads = (script: ScriptView | null, group: string): boolean =>
  leading.has(groupOf(script, group)?.role ?? '') ||
  (script?.rounds ?? []).some((round) =>
    round.placements.some((placement) => placement.group === group && placement.ring === 'chair'),
  );

// What stands for the chair as a whole, as before a question that it put together.
export const chairLetter = (script: State['script']): string =>
  script?.groups.find((group) => leads(script, group.id))?.letter ?? '';

// Where a group stands in a round. A group that the round does not name is away.
export function standing(script: ScriptView | null, round: number, group: string): Standing {
  if (leads(script, group)) return chairStanding;
  const placement = roundOf(script, round)?.placements.find((one) => one.group === group);
  if (!placement) return awayFromIt;
  return { ring: placement.ring as Ring, may: new Set(placement.may) };
}

export const myStanding = (state: State): Standing =>
  state.self ? standing(state.script, state.place.round, state.self.group) : awayFromIt;

export const iLead = (state: State): boolean =>
  state.self !== null && leads(state.script, state.self.group);

// The first later round in which a group holds a right; 0 for none.
export function opensIn(script: ScriptView | null, after: number, group: string, right: Right): number {
  const rounds = script?.rounds ?? [];
  for (let number = after + 1; number <= rounds.length; number++) {
    if (standing(script, number, group).may.has(right)) return number;
  }
  return 0;
}

// ---- what comes next, for the chair

export type NextStep =
  | { readonly kind: 'round'; readonly number: number }
  | { readonly kind: 'end_sitting'; readonly sitting: number }
  | { readonly kind: 'close' };

export function nextStep(state: State): NextStep {
  const rounds = state.script?.rounds ?? [];
  const here = roundOf(state.script, state.place.round);
  if (here) {
    const next = rounds[state.place.round];
    if (next && next.sitting === here.sitting) return { kind: 'round', number: state.place.round + 1 };
    return { kind: 'end_sitting', sitting: here.sitting };
  }
  const first = rounds.findIndex((round) => round.sitting === state.sittingsEnded + 1);
  return first >= 0 ? { kind: 'round', number: first + 1 } : { kind: 'close' };
}

// The round before this one in the same sitting; 0 for none.
export function roundBefore(state: State): number {
  const here = roundOf(state.script, state.place.round);
  const before = roundOf(state.script, state.place.round - 1);
  return here && before && before.sitting === here.sitting ? state.place.round - 1 : 0;
}

// The round that people look at while none is open: the one that comes first.
export const roundInView = (state: State): number => {
  if (state.place.round > 0) return state.place.round;
  const step = nextStep(state);
  return step.kind === 'round' ? step.number : 0;
};

// ---- people

export const seatsIn = (state: State, round: number, ring: Ring): Seat[] =>
  state.seats.filter((seat) => standing(state.script, round, seat.group).ring === ring);

export const contributionsBy = (state: State, code: string): number =>
  state.lines.filter(
    (line) => line.kind === 'said' && line.code === code && line.turn.round === state.place.round,
  ).length;

// Quiet first; among equals, who asked first.
export const floorQueue = (state: State): { code: string; spoke: number }[] =>
  state.hands
    .map((code, order) => ({ code, spoke: contributionsBy(state, code), order }))
    .sort((a, b) => a.spoke - b.spoke || a.order - b.order)
    .map(({ code, spoke }) => ({ code, spoke }));

// ---- balance, for the chair: turns a ring took in this round, never a number a person

const groupOfCode = (state: State, code: string): string =>
  state.known.find((seat) => seat.code === code)?.group ??
  state.script?.groups.find((group) => group.letter !== '' && group.letter === code.replace(/\d+$/, ''))?.id ?? '';

export function balance(state: State): { readonly inner: number; readonly outer: number | null } {
  const round = roundOf(state.script, state.place.round);
  const turns = { inner: 0, outer: 0, away: 0, chair: 0 };
  for (const line of state.lines) {
    if (line.kind !== 'said' || line.what === 'guidance' || line.code === '' || line.turn.round !== state.place.round) continue;
    turns[standing(state.script, state.place.round, groupOfCode(state, line.code)).ring]++;
  }
  const hasOuter = round?.placements.some((one) => one.ring === 'outer') === true;
  return { inner: turns.inner, outer: hasOuter ? turns.outer : null };
}

// Who in the inner ring has said nothing in this round.
export const quietInside = (state: State): string[] =>
  seatsIn(state, state.place.round, 'inner')
    .map((seat) => seat.code)
    .filter((code) => contributionsBy(state, code) === 0)
    .sort((a, b) => a.localeCompare(b, 'nl', { numeric: true }));

export const questionsShown = (state: State) =>
  state.lines.filter((line) => line.kind === 'said' && line.what === 'question' && line.turn.round === state.place.round);

// Lessons as they are last told, one row each.
export function lessons(state: State): { item: string; code: string; text: string }[] {
  const found = new Map<string, { item: string; code: string; text: string }>();
  for (const line of state.lines) {
    if (line.kind === 'said' && line.what === 'lesson') {
      found.set(line.item, { item: line.item, code: line.code, text: line.text });
    }
  }
  return [...found.values()];
}

// ---- the clock

export type TimeLeft =
  | { readonly kind: 'none' }
  | { readonly kind: 'paused'; readonly ms: number }
  | { readonly kind: 'running'; readonly ms: number }
  | { readonly kind: 'over' };

export function timeLeft(state: State, now: number): TimeLeft {
  const clock = state.clock;
  if (!clock?.timed) return { kind: 'none' };
  if (clock.paused) return { kind: 'paused', ms: clock.remainingMs };
  const ms = clock.endsMs - (now + state.clockOffsetMs);
  return ms <= 0 ? { kind: 'over' } : { kind: 'running', ms };
}

// What the chair is warned of: the last five minutes, the last one, and the end.
export function clockWarning(state: State, now: number): { readonly kind: 'five' | 'one' | 'over'; readonly minutes: number } | null {
  const left = timeLeft(state, now);
  if (left.kind === 'over') return { kind: 'over', minutes: 0 };
  if (left.kind !== 'running' || left.ms > 300_000) return null;
  return { kind: left.ms <= 60_000 ? 'one' : 'five', minutes: Math.ceil(left.ms / 60_000) };
}

// Steps once a minute above five minutes, every ten seconds below; nothing blinks.
export const stepped = (ms: number): number =>
  ms > 300_000 ? Math.ceil(ms / 60_000) * 60_000 : Math.ceil(ms / 10_000) * 10_000;

export const rimFraction = (state: State, now: number): number => {
  const left = timeLeft(state, now);
  const planned = state.clock?.plannedMs ?? 0;
  if (left.kind === 'none' || planned === 0) return 0;
  return left.kind === 'over' ? 0 : Math.min(1, stepped(left.ms) / planned);
};
