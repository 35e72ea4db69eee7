// SPDX-License-Identifier: EUPL-1.2
// What a notice says of the things people make: lessons, items of products, ballots. A part of the
// fold, and as pure.
import { ItemChanged_Change } from './gen/arena/v1/wire_pb';
import type {
  BallotResult, ContributionShown, ItemChanged, ItemSeen, OwnItem, OwnVote, Verdict, VoteSeen,
} from './gen/arena/v1/wire_pb';
import { decisions, itemOf, placeOf, resultOf, turnOf, verdictNames, voteOf } from './from-wire';
import { ballotKey, turnKey } from './state';
import type { BallotKnown, Item, Place, State, TurnRef } from './state';

const nothingYet = (id: string, atMs: number): Item => ({
  id, product: '', code: '', own: false, text: '', before: '', shared: false, evidence: [], state: 0,
  owner: '', dueMs: 0, signal: false, decision: null, reason: '', atMs,
});

const withItem = (state: State, id: string, atMs: number, change: (item: Item) => Partial<Item>): State => {
  const before = state.items.get(id) ?? nothingYet(id, atMs);
  return { ...state, items: new Map(state.items).set(id, { ...before, ...change(before) }) };
};

const together = (turns: readonly TurnRef[], more: readonly TurnRef[]): readonly TurnRef[] => [
  ...turns,
  ...more.filter((turn) => !turns.some((one) => turnKey(one) === turnKey(turn))),
];

// A lesson or an item that was said. A lesson without a code was told again: it is the group's now.
export const itemTold = (state: State, told: ContributionShown, atMs: number): State =>
  withItem(state, itemOf(told.item), atMs, (before) => ({
    product: told.product,
    code: told.code,
    own: false,
    text: told.text,
    shared: before.shared || told.code === '',
    evidence: together(before.evidence, told.evidence.map(turnOf)),
  }));

export const itemSeen = (state: State, told: ItemSeen, atMs: number): State => {
  const id = itemOf(told.item);
  const known = withItem(state, id, atMs, (before) => ({
    product: told.product, own: false, text: told.text, shared: true, evidence: together(before.evidence, told.evidence.map(turnOf)),
  }));
  return { ...known, lines: [...known.lines, { kind: 'shown', item: id, atMs }] };
};

export const ownItem = (state: State, told: OwnItem, atMs: number): State =>
  withItem(state, itemOf(told.item), atMs, (before) => ({
    product: told.product,
    code: state.self?.code ?? '',
    own: true,
    text: told.text,
    before: told.reconsidered ? before.before || before.text : '',
  }));

export const itemChanged = (state: State, told: ItemChanged, atMs: number): State =>
  withItem(state, itemOf(told.item), atMs, (before) => {
    const decision = decisions[told.change];
    if (decision) return { decision, reason: told.text };
    switch (told.change) {
      case ItemChanged_Change.STATE:
        return { state: told.state, reason: told.text };
      case ItemChanged_Change.EVIDENCE:
        return { evidence: together(before.evidence, told.evidence.map(turnOf)) };
      case ItemChanged_Change.ASSIGNED:
        return { owner: told.text, dueMs: Number(told.dueMs), signal: told.signal };
      default:
        return {};
    }
  });

export function lessonVerdict(state: State, lesson: string, code: string, verdict: Verdict): State {
  const name = verdictNames[verdict];
  if (!name) return state;
  const judged = new Map(state.verdicts.get(lesson)).set(code, name);
  return { ...state, verdicts: new Map(state.verdicts).set(lesson, judged) };
}

// ---- ballots

function withBallot(state: State, place: Place, ballot: number, change: (known: BallotKnown) => Partial<BallotKnown>): State {
  const key = ballotKey(place, ballot);
  const before = state.ballots.get(key) ?? { place, ballot, mine: null, seen: [], result: null };
  return { ...state, ballots: new Map(state.ballots).set(key, { ...before, ...change(before) }) };
}

export const ownVote = (state: State, told: OwnVote): State =>
  withBallot(state, placeOf(told.room), told.ballot, () => ({ mine: voteOf(told) }));

export const voteSeen = (state: State, told: VoteSeen): State =>
  withBallot(state, placeOf(told.room), told.ballot, ({ seen }) => ({
    seen: [...seen.filter((one) => one.code !== told.code), { ...voteOf(told), code: told.code }],
  }));

export const ballotResult = (state: State, told: BallotResult, atMs: number): State => {
  const place = placeOf(told.room);
  const known = withBallot(state, place, told.ballot, () => ({ result: resultOf(told) }));
  return { ...known, lines: [...known.lines, { kind: 'ballot', ballot: ballotKey(place, told.ballot), atMs }] };
};
