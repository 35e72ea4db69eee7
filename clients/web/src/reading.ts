// SPDX-License-Identifier: EUPL-1.2
// What the state says, in the words the pages use. The rights are read from the frozen script to
// choose what to show; the server's refusal stays the law.
import type { BallotView, GroupView, PlacementView, ProductView, RoundView, ScriptView, Words } from './gen/arena/v1/wire_pb';
import { ballotKey, samePlace, turnKey } from './state';
import type { BallotKnown, Item, Line, Seat, Slot, State, TurnRef } from './state';

export type Ring = 'inner' | 'outer' | 'away' | 'chair';
export type Right =
  | 'speak' | 'ask' | 'answer' | 'pass' | 'note' | 'mark' | 'hand' | 'propose_lesson' | 'judge_lesson'
  | 'propose' | 'vote' | 'ready' | 'take_seat' | 'leave_seat' | 'anonymous';

export interface Standing {
  readonly ring: Ring;
  readonly room: number; // 0: the round itself; from 1: a room beside it
  readonly may: ReadonlySet<string>;
  readonly makes: readonly string[]; // ids of products
}

const leading = new Set(['facilitator', 'co_facilitator', 'translator', 'reporter']);
const awayFromIt: Standing = { ring: 'away', room: 0, may: new Set(), makes: [] };

export const groupOf = (script: ScriptView | null, id: string): GroupView | undefined =>
  script?.groups.find((group) => group.id === id);

export const roundOf = (script: ScriptView | null, number: number): RoundView | undefined =>
  number > 0 ? script?.rounds[number - 1] : undefined;

// An option may leave a round out.
export const isHeld = (round: RoundView | undefined): boolean => round !== undefined && round.held;

export const leads = (script: ScriptView | null, group: string): boolean =>
  leading.has(groupOf(script, group)?.role ?? '') ||
  (script?.rounds ?? []).some((round) =>
    round.placements.some((placement) => placement.group === group && placement.ring === 'chair'),
  );

// What stands for the chair as a whole, as before a question that it put together.
export const chairLetter = (script: State['script']): string =>
  script?.groups.find((group) => leads(script, group.id))?.letter ?? '';

// ---- where a group stands in a round, and what it may do there

function placed(script: ScriptView | null, round: number, group: string): { placement: PlacementView; room: number } | null {
  const view = roundOf(script, round);
  const here = view?.placements.find((one) => one.group === group);
  if (here) return { placement: here, room: 0 };
  for (const [index, room] of (view?.sideRooms ?? []).entries()) {
    const beside = room.placements.find((one) => one.group === group);
    if (beside) return { placement: beside, room: index + 1 };
  }
  return null;
}

// A position, or a group made on the way, that the round does not name stands where its own group
// does. A group that the round does not name at all is away.
export function standing(script: ScriptView | null, round: number, group: string): Standing {
  const own = groupOf(script, group)?.of ?? '';
  const found = placed(script, round, group) ?? (own === '' ? null : placed(script, round, own));
  const rights = found?.placement.may ?? [];
  if (leads(script, group)) {
    return { ring: 'chair', room: 0, may: new Set([...rights, 'speak', 'note']), makes: found?.placement.makes ?? [] };
  }
  if (!found) return awayFromIt;
  const { placement, room } = found;
  const may = new Set(rights);
  if (room === 0 && may.has('speak') && roundOf(script, round)?.floor === 'queue') may.add('hand');
  return { ring: placement.ring as Ring, room, may, makes: placement.makes };
}

// The group that someone of `group` belongs to in a round: a position or a group made on the way
// only where the round names it.
export const groupIn = (script: ScriptView | null, round: number, group: string): string =>
  placed(script, round, group) ? group : groupOf(script, group)?.of || group;

// As seen from one room: whoever is in another is away.
export function ringIn(script: ScriptView | null, round: number, room: number, group: string): Ring {
  if (round === 0) return leads(script, group) ? 'chair' : 'inner'; // before and between: everybody is just there
  const { ring, room: where } = standing(script, round, group);
  return ring !== 'chair' && where !== room ? 'away' : ring;
}

// Where I sit now: in my own group, in a position, or in a group that was made on the way.
export const myGroup = (state: State): string =>
  state.seats.find((seat) => seat.code === state.self?.code)?.group ?? state.self?.group ?? '';

export function myStanding(state: State): Standing {
  if (!state.self || !state.here) return awayFromIt;
  const mine = standing(state.script, state.place.round, myGroup(state));
  return slotHere(state) && mine.ring !== 'chair' ? { ...mine, may: new Set(), makes: [] } : mine;
}

// The detached slot that is open in the room I am in: until it is over nothing else is open here.
export const slotHere = (state: State): Slot | null => (state.place.room === 0 ? state.slot : null);

// Who may write in one; whoever leads never does.
export function mayWriteAnonymously(state: State, seat: Seat): boolean {
  const { ring, room, may } = standing(state.script, state.place.round, seat.group);
  return ring !== 'chair' && room === 0 && may.has('anonymous');
}

export const iLead = (state: State): boolean =>
  state.self !== null && leads(state.script, state.self.group);

// The group itself, and the positions and groups that its members may come to sit in.
const groupsOpenTo = (script: ScriptView | null, group: string): string[] => {
  const own = groupOf(script, group)?.of || group;
  return [own, ...(script?.groups ?? []).filter((one) => one.of === own).map((one) => one.id)];
};

// The first later round in which a group holds a right; 0 for none.
export function opensIn(script: ScriptView | null, after: number, group: string, right: Right): number {
  const rounds = script?.rounds ?? [];
  const groups = groupsOpenTo(script, group);
  for (let number = after + 1; number <= rounds.length; number++) {
    if (!isHeld(roundOf(script, number))) continue;
    if (groups.some((one) => placed(script, number, one)?.placement.may.includes(right))) return number;
  }
  return 0;
}

// ---- how rounds are called

// "2", or "o1" and "s" for what comes before and after the conversation itself.
export const roundLabel = (script: ScriptView | null, number: number): string =>
  roundOf(script, number)?.label || String(number);
// Rounds of the conversation itself are counted; the opening and the closing go by their title.
export const isCounted = (script: ScriptView | null, number: number): boolean => /^\d/.test(roundLabel(script, number));
export const bodyCount = (script: ScriptView | null): number =>
  (script?.rounds ?? []).filter((round) => round.held && round.part !== 'head' && round.part !== 'tail').length;

// As people read it: `3.12`; in the second repetition `3/2.12`.
export function turnName(script: ScriptView | null, { round, repetition, room, number }: TurnRef): string {
  const again = repetition > 0 || room > 0 ? `/${repetition}` : '';
  return `${roundLabel(script, round)}${again}${room > 0 ? `/${room}` : ''}.${number}`;
}

// What this repetition is about: a statement of the script, or an item that people made.
export interface Subject {
  readonly n: number;
  readonly total: number;
  readonly statement: Words | null;
  readonly item: Item | null;
  readonly note: Words | null; // to the chair only
}
export function subjectOf(state: State): Subject | null {
  const n = state.place.repetition;
  const round = roundOf(state.script, state.place.round);
  if (!round || n === 0 || !state.here) return null;
  if (round.repeatsOver !== 'statements') {
    return { n, total: timesOf(state, state.place.round), statement: null, item: state.items.get(state.subject) ?? null, note: null };
  }
  return {
    n, total: timesOf(state, state.place.round), item: null,
    statement: state.script?.statements[n - 1] ?? null,
    note: state.script?.statementNotes[n - 1] ?? null,
  };
}

// ---- what comes next, for the chair

export type NextStep =
  | { readonly kind: 'round'; readonly number: number; readonly repetition: number }
  | { readonly kind: 'end_sitting'; readonly sitting: number }
  | { readonly kind: 'close' };

// How often a repeated round is held, as far as is known; 0 for a round that is held once.
export function timesOf(state: State, number: number): number {
  const over = roundOf(state.script, number)?.repeatsOver ?? '';
  if (over === '') return 0;
  return over === 'statements' ? (state.script?.statements.length ?? 0) : itemsOf(state, over).length;
}
// The rounds that are repeated together with this one.
function blockOf(script: ScriptView | null, number: number): { from: number; to: number } | null {
  const over = roundOf(script, number)?.repeatsOver ?? '';
  if (over === '') return null;
  let from = number;
  let to = number;
  while (roundOf(script, from - 1)?.repeatsOver === over) from--;
  while (roundOf(script, to + 1)?.repeatsOver === over) to++;
  return { from, to };
}

interface Stop {
  readonly round: number;
  readonly repetition: number;
}
// The walk through the rounds: what options leave out is skipped, repeated rounds come once for each
// statement or item.
function stopAfter(state: State, stop: Stop): Stop | null {
  let { round, repetition } = stop;
  for (;;) {
    const block = blockOf(state.script, round);
    if (block && round === block.to && repetition > 0 && repetition < timesOf(state, round)) {
      round = block.from;
      repetition++;
    } else {
      round++;
      if (!roundOf(state.script, round)) return null;
      const next = blockOf(state.script, round);
      if (!next) repetition = 0;
      else if (!block || next.from !== block.from) repetition = 1;
      if (next && repetition > timesOf(state, round)) continue; // nothing to repeat it for
    }
    if (isHeld(roundOf(state.script, round))) return { round, repetition };
  }
}

const asStep = (stop: Stop): NextStep => ({ kind: 'round', number: stop.round, repetition: stop.repetition });

export function nextStep(state: State): NextStep {
  const here = roundOf(state.script, state.place.round);
  if (here) {
    const next = stopAfter(state, state.place);
    if (next && roundOf(state.script, next.round)?.sitting === here.sitting) return asStep(next);
    return { kind: 'end_sitting', sitting: here.sitting };
  }
  const rounds = state.script?.rounds ?? [];
  const done = rounds.filter((round) => round.sitting <= state.sittingsEnded).length;
  const first = stopAfter(state, { round: done, repetition: 0 });
  return first ? asStep(first) : { kind: 'close' };
}

// Past the statements or items that are left: where the chair may go instead.
export function stepAfterRepetitions(state: State): NextStep | null {
  const block = blockOf(state.script, state.place.round);
  const times = timesOf(state, state.place.round);
  if (!block || state.place.repetition >= times) return null;
  const next = stopAfter(state, { round: block.to, repetition: times });
  const sitting = roundOf(state.script, state.place.round)?.sitting;
  return next && roundOf(state.script, next.round)?.sitting === sitting ? asStep(next) : null;
}

// The round before this one in the same sitting.
export function stepBefore(state: State): Stop | null {
  const here = roundOf(state.script, state.place.round);
  const block = blockOf(state.script, state.place.round);
  if (!here) return null;
  let round = state.place.round;
  let repetition = state.place.repetition;
  for (;;) {
    if (block && round === block.from && repetition > 1) {
      round = block.to;
      repetition--;
    } else {
      round--;
    }
    const view = roundOf(state.script, round);
    if (!view || view.sitting !== here.sitting) return null;
    if (!isHeld(view)) continue;
    if (view.repeatsOver === '') return { round, repetition: 0 };
    if (block && round >= block.from) return { round, repetition };
    const last = lastRepetition(state, round);
    if (last > 0) return { round, repetition: last };
  }
}
const lastRepetition = (state: State, round: number): number =>
  state.lines.reduce((last, line) => (line.kind === 'round' && line.place.round === round ? line.place.repetition : last), 0);

// The round that people look at while none is open: the first that comes of the conversation itself,
// for there one sees who will only listen.
export const roundInView = (state: State): number => {
  if (state.place.round > 0) return state.place.round;
  const step = nextStep(state);
  if (step.kind !== 'round') return 0;
  const counted = (state.script?.rounds ?? []).findIndex((round, at) => at + 1 >= step.number && round.held && isCounted(state.script, at + 1));
  return counted < 0 ? step.number : counted + 1;
};

// ---- people

export const seatsIn = (state: State, round: number, ring: Ring): Seat[] =>
  state.seats.filter((seat) => ringIn(state.script, round, state.place.room, seat.group) === ring);

type SaidLine = Extract<Line, { kind: 'said' }>;
export const saidHere = (state: State): SaidLine[] =>
  state.lines.flatMap((line) => (line.kind === 'said' && samePlace(line.turn, state.place) ? [line] : []));

export const contributionsBy = (state: State, code: string): number =>
  saidHere(state).filter((line) => line.code === code).length;

// Who asked first, or where the script says so who spoke least.
export function floorQueue(state: State): { code: string; spoke: number }[] {
  const hands = state.hands.map((code, order) => ({ code, spoke: contributionsBy(state, code), order }));
  const quietFirst = roundOf(state.script, state.place.round)?.quietFirst === true;
  return hands
    .sort((a, b) => (quietFirst ? a.spoke - b.spoke : 0) || a.order - b.order)
    .map(({ code, spoke }) => ({ code, spoke }));
}

// ---- balance, for the chair: turns a ring took in this round, never a number a person

const groupOfCode = (state: State, code: string): string =>
  state.known.find((seat) => seat.code === code)?.group ??
  state.script?.groups.find((group) => group.letter !== '' && group.letter === code.replace(/\d+$/, ''))?.id ?? '';

export function balance(state: State): { readonly inner: number; readonly outer: number | null } {
  const round = roundOf(state.script, state.place.round);
  const turns = { inner: 0, outer: 0, away: 0, chair: 0 };
  for (const line of saidHere(state)) {
    if (line.what === 'guidance' || line.code === '') continue;
    turns[standing(state.script, state.place.round, groupOfCode(state, line.code)).ring]++;
  }
  const hasOuter = round?.placements.some((one) => one.ring === 'outer') === true;
  return { inner: turns.inner, outer: hasOuter ? turns.outer : null };
}

// Who in the inner ring may say something, and has said nothing in this round.
export const quietInside = (state: State): string[] =>
  seatsIn(state, state.place.round, 'inner')
    .filter((seat) => ['speak', 'answer'].some((right) => standing(state.script, state.place.round, seat.group).may.has(right)))
    .map((seat) => seat.code)
    .filter((code) => contributionsBy(state, code) === 0)
    .sort((a, b) => a.localeCompare(b, 'nl', { numeric: true }));

export const questionsShown = (state: State) => saidHere(state).filter((line) => line.what === 'question');

// ---- chairs that are taken and left

export interface PositionSeen {
  readonly index: number; // as acts name it
  readonly group: GroupView;
  readonly seats: readonly Seat[];
  readonly free: number;
}
// The positions that the open round knows; nobody is told of the others before a round does.
export const positionsHere = (state: State): PositionSeen[] =>
  (state.script?.groups ?? []).flatMap((group, index) => {
    const named = roundOf(state.script, state.place.round)?.placements.some((one) => one.group === group.id) === true;
    if (group.capacity === 0 || !named) return [];
    const seats = state.seats.filter((seat) => seat.group === group.id);
    return [{ index, group, seats, free: Math.max(0, group.capacity - seats.length) }];
  });
// The chair that I may take.
export const positionForMe = (state: State): PositionSeen | undefined =>
  positionsHere(state).find(({ group }) => group.queued && group.of === myGroup(state));

// Whether I may speak now: the floor is open, or it is mine.
export function holdsFloor(state: State): boolean {
  const floor = roundOf(state.script, state.place.round)?.floor;
  return state.place.room > 0 || (floor !== 'queue' && floor !== 'round_robin') || state.floor === state.self?.code;
}

// ---- lessons and items of products

export const productOf = (script: ScriptView | null, id: string): ProductView | undefined =>
  script?.products.find((product) => product.id === id);
export const itemsOf = (state: State, product: string): Item[] =>
  [...state.items.values()].filter((item) => item.product === product);
export const lessons = (state: State): Item[] => itemsOf(state, '');

// The products that I may add to now, by their position.
export const productsToMake = (state: State): { index: number; product: ProductView }[] => {
  const { may, makes } = myStanding(state);
  if (!may.has('propose')) return [];
  return (state.script?.products ?? []).flatMap((product, index) => (makes.includes(product.id) ? [{ index, product }] : []));
};
// What I made and keep to myself, which I may reconsider and share while I may speak.
export const myOwnItems = (state: State): Item[] =>
  [...state.items.values()].filter((item) => item.own && item.code === state.self?.code);

// Whether people are asked if they recognise it.
export const isJudged = (state: State, item: Item): boolean =>
  !item.own && (item.product === '' || (productOf(state.script, item.product)?.judgedBy ?? '') !== '');

// In a round that says so; after a letter also where one is.
export function mayJudge(state: State): boolean {
  if (state.place.round > 0) return myStanding(state).may.has('judge_lesson');
  return state.letter !== null && !state.over && opensIn(state.script, 0, state.self?.group ?? '', 'judge_lesson') > 0;
}

export type LessonStatus = 'draft' | 'shared' | 'judged' | 'adopted' | 'declined' | 'done' | 'overdue';
export function lessonStatus(state: State, item: Item, now: number): LessonStatus {
  const late = item.dueMs > 0 && item.dueMs < now + state.clockOffsetMs;
  if (item.decision === 'adopted' && late) return 'overdue';
  if (item.decision) return item.decision;
  if ((state.verdicts.get(item.id)?.size ?? 0) > 0) return 'judged';
  return item.shared ? 'shared' : 'draft';
}

// ---- ballots

export interface BallotHere {
  readonly index: number;
  readonly key: string;
  readonly view: BallotView;
  readonly known: BallotKnown | undefined;
}
export const ballotsHere = (state: State): BallotHere[] => {
  const round = roundOf(state.script, state.place.round);
  if (!round || !state.here || state.place.room > 0) return [];
  return round.ballots.map((view, index) => {
    const key = ballotKey(state.place, index);
    return { index, key, view, known: state.ballots.get(key) };
  });
};
export const ballotView = (state: State, known: BallotKnown): BallotView | undefined =>
  roundOf(state.script, known.place.round)?.ballots[known.ballot];

// What may be answered, and how it is called: a text of the script, a point of the scale from full
// disagreement (1) to full agreement (5), or an item.
export type Choice =
  | { readonly id: string; readonly kind: 'words'; readonly words: Words }
  | { readonly id: string; readonly kind: 'agree'; readonly point: number }
  | { readonly id: string; readonly kind: 'item'; readonly text: string };
export function choicesOf(state: State, view: BallotView): Choice[] {
  if (view.optionsFrom !== '') {
    return itemsOf(state, view.optionsFrom).map((item) => ({ id: item.id, kind: 'item', text: item.text }));
  }
  if (view.scale === 'agree5' && view.options.length === 0) {
    return [1, 2, 3, 4, 5].map((point) => ({ id: String(point), kind: 'agree', point }));
  }
  return view.options.map((words, index) => ({ id: String(index + 1), kind: 'words', words }));
}

// The ballot that this one is compared with: the newest before it under that name, in the same
// repetition if it has one.
export function comparedWith(state: State, known: BallotKnown): BallotKnown | undefined {
  const name = ballotView(state, known)?.comparedWith ?? '';
  if (name === '') return undefined;
  const earlier = [...state.ballots.values()].filter(
    (one) => one.place.round < known.place.round && ballotView(state, one)?.id === name,
  );
  return earlier.find((one) => one.place.repetition === known.place.repetition) ?? earlier.at(-1);
}

// What a distribution says, in one finding: where more than half stand, or what comes first. Null
// where too little is shown to say it.
export type Finding =
  | { readonly kind: 'agree' | 'disagree'; readonly n: number; readonly of: number }
  | { readonly kind: 'most' | 'first'; readonly choice: string; readonly n: number; readonly of: number }
  | { readonly kind: 'spread'; readonly n: number; readonly of: number }; // so many different answers
export function findingOf(view: BallotView, known: BallotKnown): Finding | null {
  const result = known.result;
  if (!result || result.belowFloor || result.tallies.some((one) => one.count === null) || result.notApplicable === null) return null;
  const of = result.answered - result.notApplicable;
  const counts = result.tallies.map((one) => ({ choice: one.choice, n: one.count ?? 0 }));
  const top = counts.reduce<{ choice: string; n: number } | null>((best, one) => (!best || one.n > best.n ? one : best), null);
  if (!top || top.n === 0 || of === 0) return null;
  const alone = counts.filter((one) => one.n === top.n).length === 1;
  if (view.scale === 'rank') return alone ? { kind: 'first', choice: top.choice, n: top.n, of } : null;
  if (view.scale === 'agree5' && view.options.length === 0) {
    const sum = (points: readonly string[]): number => counts.reduce((all, one) => all + (points.includes(one.choice) ? one.n : 0), 0);
    if (2 * sum(['4', '5']) > of) return { kind: 'agree', n: sum(['4', '5']), of };
    if (2 * sum(['1', '2']) > of) return { kind: 'disagree', n: sum(['1', '2']), of };
  }
  if (2 * top.n > of) return { kind: 'most', choice: top.choice, n: top.n, of };
  return { kind: 'spread', n: counts.filter((one) => one.n > 0).length, of };
}

// When its answers come into view: the round that reveals or releases it; 0 for the end of the meeting.
export function shownIn(script: ScriptView | null, round: number, ballot: BallotView): number {
  const rounds = script?.rounds ?? [];
  const until = roundOf(script, round)?.ownOnlyUntil ?? '';
  const at = rounds.findIndex((one, index) =>
    index + 1 > round && one.held && ((until !== '' && one.id === until) || one.releases.some((release) => release.ballot === ballot.id)));
  return at + 1;
}

// ---- consent

const levels = ['nothing', 'lessons_only', 'pseudonymised', 'full'];
// The levels that may be chosen: none above what was agreed for the conversation.
export const levelsOpen = (state: State): string[] => levels.slice(0, Math.max(0, levels.indexOf(state.archiveLevel)) + 1);

// ---- notes and marks of one's own, to bring along

export interface Bringable {
  readonly notes: State['notes'];
  readonly marks: readonly SaidLine[];
}
export function bringable(state: State): Bringable {
  const round = roundOf(state.script, state.place.round);
  const may = round?.carriesNotes === true && state.place.room === 0 && myStanding(state).may.has('speak');
  if (!may) return { notes: [], marks: [] };
  const marked = (line: Line): line is SaidLine => line.kind === 'said' && line.what !== 'mark' && state.marks.has(turnKey(line.turn));
  return {
    notes: state.notes.filter((note) => !state.carried.has(note.id)),
    marks: state.lines.filter(marked).filter((line) => !state.carried.has(turnKey(line.turn))),
  };
}

// ---- what a scribe may type for whom

// Those in the room who may speak now; the server knows who passed.
export const spokenFor = (state: State): Seat[] =>
  state.seats.filter((seat) => {
    const { ring, room, may } = standing(state.script, state.place.round, seat.group);
    return ring !== 'chair' && ring !== 'away' && room === 0 && may.has('speak');
  });

// ---- rooms beside the round

export interface RoomBeside {
  readonly room: number; // from 1, as acts name it
  readonly title: Words | undefined;
  readonly kept: boolean;
  readonly mine: boolean; // this facilitator speaks there
}
export const roomsBeside = (state: State): RoomBeside[] =>
  (roundOf(state.script, state.place.round)?.sideRooms ?? []).map((room, index) => ({
    room: index + 1, title: room.title, kept: room.kept, mine: room.ledBy === state.self?.group,
  }));
// What belongs in the talk of one room: who leads hears several at once.
export const inRoom = (line: Line, room: number): boolean =>
  line.kind === 'said' || line.kind === 'passed' ? line.turn.room === room : room === 0;

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

const last_minutes_ms = 300_000;

// Five minutes before its end a round is nearly over; a short one in its last third, for no round
// begins at its end.
export const nearlyOverMs = (plannedMs: number): number => Math.min(last_minutes_ms, plannedMs / 3);
export function isNearlyOver(state: State, now: number): boolean {
  const left = timeLeft(state, now);
  return left.kind === 'over' || (left.kind === 'running' && left.ms <= nearlyOverMs(state.clock?.plannedMs ?? 0));
}

// What the chair is warned of: that it is nearly over, the last minute, and the end.
export function clockWarning(state: State, now: number): { readonly kind: 'five' | 'one' | 'over'; readonly minutes: number } | null {
  const left = timeLeft(state, now);
  if (left.kind === 'over') return { kind: 'over', minutes: 0 };
  if (left.kind !== 'running' || !isNearlyOver(state, now)) return null;
  return { kind: left.ms <= 60_000 ? 'one' : 'five', minutes: Math.ceil(left.ms / 60_000) };
}

// Steps once a minute above five minutes, every ten seconds below; nothing blinks.
export const stepped = (ms: number): number =>
  ms > last_minutes_ms ? Math.ceil(ms / 60_000) * 60_000 : Math.ceil(ms / 10_000) * 10_000;

export const rimFraction = (state: State, now: number): number => {
  const left = timeLeft(state, now);
  const planned = state.clock?.plannedMs ?? 0;
  if (left.kind === 'none' || planned === 0) return 0;
  return left.kind === 'over' ? 0 : Math.min(1, stepped(left.ms) / planned);
};

// ---- own case workers

const deciders = new Set(['professional', 'manager', 'official', 'chain_partner']);
// Before the first round only.
const notBegun = (state: State): boolean => state.place.round === 0 && state.sittingsEnded === 0 && state.over === null;
export const mayDecideAboutClients = (state: State): readonly Seat[] =>
  state.known
    .filter((seat) => deciders.has(groupOf(state.script, seat.group)?.role ?? ''))
    .sort((a, b) => a.code.localeCompare(b.code, 'nl', { numeric: true }));
export const isAskedAboutCaseWorkers = (state: State): boolean =>
  notBegun(state) && ['client', 'client_rep'].includes(groupOf(state.script, state.self?.group ?? '')?.role ?? '');
export const asksAboutCaseWorkers = (state: State): boolean => notBegun(state) && mayDecideAboutClients(state).length > 0;
