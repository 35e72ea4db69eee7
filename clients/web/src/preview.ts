// SPDX-License-Identifier: EUPL-1.2
// What an act of the chair will do to people, before it is done: who moves, who will hear what,
// what lapses, what cannot be undone. Pure, from the same frozen script as everything else.
import {
  ballotView, ballotsHere, groupIn, groupOf, iLead, leads, lessons, nextStep, positionsHere, productOf, roundOf, standing,
  stepAfterRepetitions, stepBefore,
} from './reading';
import type { NextStep, Standing } from './reading';
import { floorOf, letsWrite, readingGroups, writersNow, writingGroups } from './reading-slot';
import type { BallotView, RoundView, Words } from './gen/arena/v1/wire_pb';
import type { Decision, Seat, State } from './state';
import type { TextKey, Values } from './texts';

// As `Values`; words of the script are said in the language of the moment.
export type Filling = Readonly<Record<string, string | number | Words>>;

// The acts that move people or take something away. Each is previewed and then confirmed.
export type ChairAct =
  | { readonly kind: 'step'; readonly step: NextStep; readonly back: boolean }
  | { readonly kind: 'pause'; readonly safety: boolean }
  | { readonly kind: 'remove'; readonly code: string }
  | { readonly kind: 'turn_away'; readonly waiting: number }
  | { readonly kind: 'read_workers' }
  | { readonly kind: 'excuse'; readonly code: string }
  | { readonly kind: 'withhold'; readonly question: string }
  | { readonly kind: 'warn'; readonly code: string }
  | { readonly kind: 'bind'; readonly position: number; readonly code: string }
  | { readonly kind: 'free'; readonly code: string }
  | { readonly kind: 'replace'; readonly position: number }
  | { readonly kind: 'decide'; readonly item: string; readonly decision: Decision }
  | { readonly kind: 'incident'; readonly about: string }
  | { readonly kind: 'close_incident'; readonly incident: string }
  | { readonly kind: 'offer_lead'; readonly code: string }
  | { readonly kind: 'open_slot'; readonly minutes: number }
  | { readonly kind: 'cancel_slot' };

export interface Consequence {
  readonly icon: 'door' | 'users' | 'ear' | 'eye' | 'eye_off' | 'clock' | 'question' | 'lesson' | 'pencil' | 'warning' | 'info';
  readonly key: TextKey;
  readonly values: Filling;
}
// Names so many people of a group: "8 cliënten", "1 cliënt".
export type Naming = (group: string, n: number) => string;

// What stood on the screen when the preview opened. When this is another, the preview is old.
export const pictureOf = (state: State): string =>
  JSON.stringify([
    state.place, state.clock?.paused, state.sittingsEnded, state.over !== null, state.floor, state.hands,
    state.known.map((seat) => [seat.code, seat.group]),
    [...state.items.values()].map((item) => [item.id, item.decision, item.shared]),
    state.incidents.map((one) => [one.id, one.closed]), state.lead, state.letter !== null,
    state.lobby.map((one) => one.id),
    state.questions.map((one) => [one.id, one.state]),
    unansweredHelp(state), state.slot?.id,
  ]);

// What the server leaves to the chair while people write anonymously.
const during_slot = new Set<ChairAct['kind']>(['remove', 'turn_away', 'warn', 'incident', 'close_incident', 'offer_lead', 'cancel_slot']);

// The act as it can still be done, or null when somebody else did it or undid its object.
export function stillPossible(state: State, act: ChairAct): ChairAct | null {
  if (state.slot && !during_slot.has(act.kind)) return null;
  switch (act.kind) {
    case 'step':
      return stepStillPossible(state, act);
    case 'pause':
      return state.place.round > 0 && !state.clock?.paused ? act : null;
    case 'remove':
      return act.code === '' || state.known.some((seat) => seat.code === act.code) ? act : { ...act, code: '' };
    case 'turn_away':
      return state.lobby.some((one) => one.id === act.waiting) ? act : null;
    case 'read_workers':
      return state.place.round === 0 && state.caseWorkers === null ? act : null;
    case 'excuse':
      return state.place.round === 0 && state.known.some((seat) => seat.code === act.code) ? act : null;
    case 'withhold':
      return state.questions.some((one) => one.id === act.question && one.state === 'waiting') ? act : null;
    case 'warn':
      return act.code === '' || warnable(state).some((seat) => seat.code === act.code) ? act : { ...act, code: '' };
    case 'bind': {
      const position = positionsHere(state).find((one) => one.index === act.position);
      if (!position || position.free === 0) return null;
      return act.code === '' || bindable(state, act.position).some((seat) => seat.code === act.code) ? act : { ...act, code: '' };
    }
    case 'free':
      return positionOf(state, act.code) ? act : null;
    case 'replace':
      return positionsHere(state).some((one) => one.index === act.position) ? act : null;
    case 'decide': {
      const item = state.items.get(act.item);
      return item && item.decision !== act.decision ? act : null;
    }
    case 'incident':
      return act;
    case 'close_incident':
      return state.incidents.some((one) => one.id === act.incident && one.closed === null) ? act : null;
    case 'offer_lead':
      return state.lead === state.self?.code && (act.code === '' || otherLeaders(state).some((seat) => seat.code === act.code)) ? act : null;
    case 'open_slot':
      return letsWrite(state) && !state.clock?.paused ? act : null;
    case 'cancel_slot':
      return state.slot ? act : null;
  }
}

function stepStillPossible(state: State, act: Extract<ChairAct, { kind: 'step' }>): ChairAct | null {
  const { step } = act;
  if (state.over) return null;
  if (step.kind === 'close') return act;
  if (step.kind === 'end_sitting') return state.place.round > 0 ? act : null;
  if (act.back) {
    const before = stepBefore(state);
    return before?.round === step.number && before.repetition === step.repetition ? act : null;
  }
  const skip = stepAfterRepetitions(state);
  if (skip?.kind === 'round' && skip.number === step.number && skip.repetition === step.repetition) return act;
  const next = nextStep(state);
  const isHere = step.number === state.place.round && step.repetition === state.place.repetition;
  return !isHere && next.kind === 'round' ? { ...act, step: next } : null;
}

export function consequences(state: State, act: ChairAct, naming: Naming): Consequence[] {
  switch (act.kind) {
    case 'step':
      return [
        ...(act.step.kind === 'round' ? moves(state, act.step.number, naming) : ends(state, act.step)),
        ...lapses(state),
        ...(act.step.kind === 'round' ? [] : [cannotUndo]),
      ];
    case 'pause':
      return [{ icon: 'users', key: 'pause_effect', values: {} }, { icon: 'info', key: 'pause_undo', values: {} }];
    case 'remove':
      return act.code === '' ? [] : removal(state, act.code);
    case 'turn_away':
      return [{ icon: 'door', key: 'turn_away_effect', values: {} }, { icon: 'eye', key: 'turn_away_unseen', values: {} }];
    case 'read_workers':
      return [{ icon: 'eye', key: 'workers_read_unseen', values: {} }, { icon: 'warning', key: 'workers_read_effect', values: {} }];
    case 'excuse':
      return [
        { icon: 'door', key: 'excuse_effect', values: { code: act.code } },
        { icon: 'info', key: 'excuse_careful', values: {} },
        cannotUndo,
      ];
    case 'withhold': {
      const code = state.questions.find((one) => one.id === act.question)?.code ?? '';
      return [{ icon: 'eye', key: 'gate_withhold_effect', values: { code } }, { icon: 'ear', key: 'gate_withhold_unseen', values: {} }, cannotUndo];
    }
    case 'warn':
      return act.code === '' ? [] : [{ icon: 'eye', key: 'warn_seen', values: { code: act.code } }, cannotUndo];
    case 'bind':
    case 'free':
    case 'replace':
      return chairs(state, act);
    case 'decide':
      return [
        { icon: 'eye', key: act.decision === 'declined' ? 'decide_seen_reason' : 'decide_seen', values: {} },
        { icon: 'info', key: 'decide_again', values: {} },
      ];
    case 'incident':
      return [{ icon: 'eye', key: 'incident_seen', values: {} }, { icon: 'info', key: 'incident_clock', values: {} }];
    case 'close_incident':
      return [{ icon: 'eye', key: 'incident_seen', values: {} }, cannotUndo];
    case 'offer_lead':
      return [{ icon: 'users', key: 'offer_effect', values: {} }, { icon: 'eye', key: 'offer_seen', values: {} }];
    case 'open_slot':
      return opensSlot(state, naming);
    case 'cancel_slot':
      return [{ icon: 'eye_off', key: 'slot_cancel_lost', values: {} }, { icon: 'eye', key: 'slot_cancel_seen', values: {} }, cannotUndo];
  }
}
const cannotUndo: Consequence = { icon: 'warning', key: 'cannot_undo', values: {} };

// ---- a round

function moves(state: State, to: number, naming: Naming): Consequence[] {
  const found: Consequence[] = [];
  const here = state.place.round;
  const round = roundOf(state.script, to);
  const hearing: string[] = [];
  for (const group of state.script?.groups ?? []) {
    const then = standing(state.script, to, group.id);
    if (then.ring === 'chair') continue;
    const n = state.known.filter((seat) => groupIn(state.script, to, seat.group) === group.id).length;
    if (n > 0) {
      const name = naming(group.id, n);
      found.push(...movesOf({ group: name, n }, here > 0 ? standing(state.script, here, group.id) : null, then, round));
      if (then.ring !== 'away' && then.room === 0) hearing.push(name);
    }
    if (group.of !== '') continue;
    const people = state.known.filter((seat) => (groupOf(state.script, seat.group)?.of || seat.group) === group.id).length;
    if (round?.part === 'body' && people < group.needs) {
      found.push({ icon: 'warning', key: 'seats_needed', values: { group: naming(group.id, people), min: group.needs } });
    } else if (here === 0 && group.advisedMin > 0 && people < group.advisedMin) {
      found.push({ icon: 'warning', key: 'seats_few', values: { group: naming(group.id, people), min: group.advisedMin } });
    }
  }
  if (hearing.length > 0) found.push({ icon: 'eye', key: 'hears', values: { groups: hearing.join(', ') } });
  found.push(...reveals(state, to));
  if (here > 0 && round?.sitting === roundOf(state.script, here)?.sitting) found.push({ icon: 'info', key: 'can_return', values: {} });
  return found;
}

// What becomes known when the round opens, and cannot be hidden again.
function reveals(state: State, to: number): Consequence[] {
  const found: Consequence[] = [];
  const round = roundOf(state.script, to);
  const rounds = state.script?.rounds ?? [];
  const shown = new Set<string>();
  const ballot = (view: BallotView): void => {
    const known = [...state.ballots.values()].filter((one) => ballotView(state, one)?.id === view.id);
    const old = known.length > 0 && known.every((one) => one.result !== null);
    if (old || shown.has(view.id)) return;
    shown.add(view.id);
    found.push({ icon: 'eye', key: view.shown === 'named' ? 'reveal_named' : 'reveal_anonymous', values: { title: view.title ?? '' } });
  };
  const before = rounds.slice(0, to - 1);
  for (const view of before.filter((one) => one.ownOnlyUntil !== '' && one.ownOnlyUntil === round?.id).flatMap((one) => one.ballots)) ballot(view);
  for (const release of round?.releases ?? []) {
    const view = before.flatMap((one) => one.ballots).find((one) => one.id === release.ballot);
    if (view) ballot(view);
    const product = productOf(state.script, release.product);
    if (product) found.push({ icon: 'eye', key: 'reveal_items', values: { title: product.title ?? '' } });
  }
  if (round?.sharesLessons) {
    const n = lessons(state).filter((one) => one.decision !== 'declined').length;
    if (n > 0) found.push({ icon: 'eye', key: 'reveal_lessons', values: { n } });
  }
  if (found.length > 0) found.push({ icon: 'warning', key: 'reveal_stays', values: {} });
  return found;
}

function movesOf(values: Filling, now: Standing | null, then: Standing, round: RoundView | undefined): Consequence[] {
  if (then.ring === 'away') {
    return [{ icon: 'door', key: now?.ring === 'away' ? 'moves_away_stay' : 'moves_away', values }];
  }
  if (then.room > 0) {
    return [{ icon: 'door', key: 'moves_beside', values: { ...values, room: round?.sideRooms[then.room - 1]?.title ?? '' } }];
  }
  const found: Consequence[] = [];
  const say = (icon: Consequence['icon'], key: TextKey): void => void found.push({ icon, key, values });
  if (now && (now.ring === 'away' || now.room > 0)) say('door', 'moves_back');
  if (then.may.has('speak')) say('users', round?.floor === 'round_robin' ? 'moves_in_turn' : 'moves_speak');
  else if (then.may.has('answer')) say('users', 'moves_answer');
  if (then.may.has('ask') && then.ring === 'outer') say('question', 'moves_ask');
  if (then.may.has('vote')) say('users', 'moves_vote');
  if (then.may.has('ready') && !then.may.has('speak')) say('users', 'moves_ready');
  if (then.may.has('take_seat')) say('users', 'moves_take_seat');
  if (then.ring === 'outer' && !['ask', 'speak', 'take_seat'].some((right) => then.may.has(right))) say('ear', 'moves_listen');
  if (then.may.has('judge_lesson')) say('lesson', 'moves_judge');
  if (then.may.has('propose_lesson')) say('lesson', 'moves_lessons');
  return found;
}

// ---- an end

function ends(state: State, step: NextStep): Consequence[] {
  if (step.kind === 'close') return [{ icon: 'door', key: 'next_close_all', values: {} }];
  const found: Consequence[] = [{ icon: 'door', key: 'next_end_all', values: {} }];
  for (const { view, known } of ballotsHere(state)) {
    if (known?.result) continue;
    found.push({ icon: 'eye', key: view.shown === 'named' ? 'reveal_named' : 'reveal_anonymous', values: { title: view.title ?? '' } });
  }
  if (step.kind === 'end_sitting' && state.script?.rounds.some((round) => round.sitting > step.sitting)) {
    found.push({ icon: 'info', key: 'next_end_more', values: {} });
  }
  if (state.help.length > 0) found.push({ icon: 'info', key: 'next_end_help', values: {} });
  return found;
}

// ---- an anonymous round

// Below the floor nothing would be shown: then none opens.
export const tooFewWriters = (state: State): boolean => writersNow(state).length < floorOf(state);

function opensSlot(state: State, naming: Naming): Consequence[] {
  const found: Consequence[] = [];
  const writers = writersNow(state);
  const floor = { n: writers.length, min: floorOf(state) };
  const gone = writers.filter((seat) => state.away.has(seat.code)).length;
  const names = (groups: readonly { group: string; n: number }[]): string => groups.map(({ group, n }) => naming(group, n)).join(', ');
  if (tooFewWriters(state)) found.push({ icon: 'warning', key: 'slot_too_few', values: floor });
  if (writers.length > 0) found.push({ icon: 'pencil', key: 'slot_who', values: { groups: names(writingGroups(state)) } });
  found.push({ icon: 'eye_off', key: 'slot_unseen', values: {} }, { icon: 'eye', key: 'hears', values: { groups: names(readingGroups(state)) } });
  if (!tooFewWriters(state)) found.push({ icon: 'users', key: 'slot_floor', values: floor });
  if (gone > 0) found.push({ icon: 'warning', key: 'slot_gone', values: { n: gone } });
  found.push(
    { icon: 'ear', key: 'slot_closes', values: {} }, { icon: 'door', key: 'slot_late', values: {} }, { icon: 'clock', key: 'slot_not_faster', values: {} },
  );
  return found;
}

// ---- chairs in the middle

type ChairsAct = Extract<ChairAct, { kind: 'bind' | 'free' | 'replace' }>;
function chairs(state: State, act: ChairsAct): Consequence[] {
  const position = act.kind === 'free' ? positionOf(state, act.code) : positionsHere(state).find((one) => one.index === act.position);
  const group = position?.group.title ?? '';
  const lineUp: Consequence[] =
    state.hands.length > 0 && position?.group.queued ? [{ icon: 'users', key: 'free_next', values: { code: state.hands[0] ?? '' } }] : [];
  const floor: Consequence[] = act.kind === 'free' && state.floor === act.code ? [{ icon: 'warning', key: 'lapse_floor', values: { code: act.code } }] : [];
  if (act.kind === 'replace') return [{ icon: 'users', key: 'replace_moves', values: { group } }, { icon: 'info', key: 'replace_who', values: {} }];
  if (act.kind === 'free') return [{ icon: 'users', key: 'free_moves', values: { code: act.code, group } }, ...lineUp, ...floor];
  if (act.code === '') return [];
  const may = standing(state.script, state.place.round, position?.group.id ?? '').may;
  return [
    { icon: 'users', key: 'bind_moves', values: { code: act.code, group } },
    ...(may.has('speak') ? [{ icon: 'users' as const, key: 'bind_speaks' as const, values: { code: act.code } }] : []),
    { icon: 'eye', key: 'bind_seen', values: {} },
  ];
}

const positionOf = (state: State, code: string) =>
  positionsHere(state).find(({ seats }) => seats.some((seat) => seat.code === code));
// Who may be put on a chair: of the group that it is made of, and on no chair yet.
export const bindable = (state: State, position: number): readonly Seat[] => {
  const of = state.script?.groups[position]?.of ?? '';
  return of === '' ? [] : state.known.filter((seat) => seat.group === of);
};
export const otherLeaders = (state: State): readonly Seat[] =>
  state.known.filter((seat) => seat.code !== state.self?.code && leads(state.script, seat.group));

// ---- one person

function removal(state: State, code: string): Consequence[] {
  const asked = state.questions.filter((one) => one.code === code && one.state === 'waiting').length;
  return [
    { icon: 'door', key: 'remove_moves', values: { code } },
    ...(state.slot?.writers.includes(code) ? [{ icon: 'warning' as const, key: 'remove_cancels_slot' as const, values: {} }] : []),
    { icon: 'info', key: 'remove_effect', values: {} },
    { icon: 'eye', key: 'remove_seen', values: { code } },
    ...(state.floor === code ? [{ icon: 'warning' as const, key: 'lapse_floor' as const, values: { code } }] : []),
    ...(asked > 0 ? [{ icon: 'warning' as const, key: 'remove_asked' as const, values: { n: asked } }] : []),
    cannotUndo,
  ];
}

// ---- what lapses when a round ends

function lapses(state: State): Consequence[] {
  const found: Consequence[] = [];
  const warn = (key: TextKey, values: Values): void => void found.push({ icon: 'warning', key, values });
  const waiting = state.questions.filter((question) => question.state === 'waiting').length;
  if (waiting > 0) warn('lapse_questions', { n: waiting });
  if (state.floor) warn('lapse_floor', { code: state.floor });
  if (state.hands.length > 0) warn('lapse_hands', { n: state.hands.length });
  if (state.lobby.length > 0) warn('lapse_lobby', { n: state.lobby.length });
  for (const code of unansweredHelp(state)) warn('lapse_help', { code });
  if (state.place.round > 0) found.push({ icon: 'pencil', key: 'lapse_drafts', values: {} });
  return found;
}

// Who asked for help after the last answer they got.
export function unansweredHelp(state: State): string[] {
  const open = new Set<string>();
  for (const one of state.help) {
    if (one.fromChair) open.delete(one.code);
    else open.add(one.code);
  }
  return [...open];
}

// ---- now and then, for the two circles

export interface Rings {
  readonly round: number; // 0: nobody sits anywhere
  readonly seats: readonly Seat[];
}
// Null for an act that moves nobody.
export function ringsOf(state: State, act: ChairAct): { now: Rings | null; then: Rings } | null {
  const here = state.place.round;
  const now = here > 0 ? { round: here, seats: state.known } : null;
  if (act.kind === 'step') return act.step.kind === 'round' ? { now, then: { round: act.step.number, seats: state.known } } : null;
  if ((act.kind === 'bind' || act.kind === 'free') && act.code !== '' && now) {
    const group = (seat: Seat): string =>
      act.kind === 'bind' ? (state.script?.groups[act.position]?.id ?? seat.group) : (groupOf(state.script, seat.group)?.of || seat.group);
    return { now, then: { round: here, seats: state.known.map((seat) => (seat.code === act.code ? { ...seat, group: group(seat) } : seat)) } };
  }
  if (act.kind !== 'remove' || act.code === '' || !now) return null;
  return { now, then: { round: here, seats: state.known.filter((seat) => seat.code !== act.code) } };
}
// Who can be warned: in the room, and not of the chair.
export const warnable = (state: State): readonly Seat[] =>
  state.known.filter((seat) => !leads(state.script, seat.group) && (state.place.round === 0 || standing(state.script, state.place.round, seat.group).ring !== 'away'));

// Who of them is in no room at all.
export const outsideOf = (state: State, rings: Rings): readonly Seat[] =>
  rings.seats.filter((seat) => standing(state.script, rings.round, seat.group).ring === 'away');

// The rooms beside it in which somebody sits, each with who leads there.
export const roomsOf = (state: State, { round, seats }: Rings) =>
  (roundOf(state.script, round)?.sideRooms ?? []).flatMap(({ title, ledBy }, index) => {
    const inside = seats.filter((seat) => standing(state.script, round, seat.group).room === index + 1);
    const leading = seats.filter((seat) => seat.group === ledBy && !inside.includes(seat));
    return inside.length === 0 ? [] : [{ room: index + 1, title, seats: [...inside, ...leading] }];
  });

// Whom the chair can take out: everybody but the chair's own seat.
export const removable = (state: State): readonly Seat[] =>
  iLead(state) ? state.known.filter((seat) => seat.code !== state.self?.code) : [];

export const groupTitleOf = (state: State, group: string, language: 'nl' | 'en'): string => {
  const title = groupOf(state.script, group)?.title;
  return (language === 'en' ? title?.en || title?.nl : title?.nl) ?? group;
};
export const roundTitleOf = (state: State, round: number, language: 'nl' | 'en'): string => {
  const title = roundOf(state.script, round)?.title;
  return (language === 'en' ? title?.en || title?.nl : title?.nl) ?? '';
};
