// SPDX-License-Identifier: EUPL-1.2
// What this person knows, as plain values. Only fold.ts makes new ones; nothing here is a rule.
import type { Command, ScriptView } from './gen/arena/v1/wire_pb';

// Where something takes place. Round 0: no round is open.
export interface Place {
  readonly round: number;
  readonly repetition: number;
  readonly room: number;
}
export interface TurnRef extends Place {
  readonly number: number;
}
export interface Seat {
  readonly code: string;
  readonly group: string;
  readonly name: string;
}
export interface Clock {
  readonly timed: boolean;
  readonly paused: boolean;
  readonly openedMs: number;
  readonly plannedMs: number;
  readonly endsMs: number;
  readonly remainingMs: number;
}

export type SaidKind = 'speech' | 'guidance' | 'question' | 'answer' | 'lesson' | 'item' | 'note' | 'mark' | 'anonymous';

// One row of the talk, in the order it was told.
export type Line =
  | {
      readonly kind: 'said';
      readonly what: SaidKind;
      readonly turn: TurnRef;
      readonly code: string;
      readonly scribe: string; // who typed it for the one who said it
      readonly item: string;
      readonly replyTo: TurnRef | null; // of a mark: what was marked
      readonly text: string;
      readonly atMs: number;
    }
  | { readonly kind: 'shown'; readonly item: string; readonly atMs: number } // released: no turn of a round
  | { readonly kind: 'ballot'; readonly ballot: string; readonly atMs: number } // its result, by key
  | { readonly kind: 'moved'; readonly code: string; readonly group: string; readonly atMs: number }
  | { readonly kind: 'passed'; readonly turn: TurnRef; readonly code: string; readonly atMs: number }
  | { readonly kind: 'round'; readonly place: Place; readonly returned: boolean; readonly reason: string; readonly atMs: number }
  | {
      readonly kind: 'clock';
      readonly change: 'paused' | 'halted' | 'resumed' | 'extended'; // halted: no facilitator was there
      readonly by: string;
      readonly reason: string;
      readonly minutes: number;
      readonly atMs: number;
    }
  | { readonly kind: 'left'; readonly code: string; readonly reason: string; readonly atMs: number }
  | {
      readonly kind: 'slot';
      readonly how: 'opened' | SlotEnd;
      readonly text: string; // what is asked; at its end the reason
      readonly mine: boolean; // I was one of those who may write
      readonly atMs: number;
    }
  | { readonly kind: 'sitting'; readonly sitting: number; readonly reason: string; readonly atMs: number };

export interface Note {
  readonly id: string;
  readonly place: Place;
  readonly text: string;
  readonly atMs: number;
}
export type QuestionState = 'waiting' | 'accepted' | 'rephrase' | 'merged' | 'withheld' | 'lapsed';
export interface Question {
  readonly id: string;
  readonly code: string;
  readonly text: string;
  readonly state: QuestionState;
  readonly explanation: string;
  readonly round: number;
  readonly atMs: number;
}
// A lesson, or an item of another product, with all that became of it as far as this person knows.
export type Decision = 'adopted' | 'declined' | 'done';
export interface Item {
  readonly id: string;
  readonly product: string; // empty: a lesson
  readonly code: string; // who made it, where that is told
  readonly own: boolean; // nobody else sees it yet
  readonly text: string;
  readonly before: string; // what its owner wrote first, once reconsidered
  readonly shared: boolean; // the group's: it was released, or told again without who proposed it
  readonly evidence: readonly TurnRef[];
  readonly state: number; // position in the product's states
  readonly owner: string;
  readonly dueMs: number; // 0: no date
  readonly signal: boolean;
  readonly decision: Decision | null;
  readonly reason: string; // of the decision or the state
  readonly atMs: number;
}

// A ballot of one round and repetition, by `ballotKey`.
export interface Vote {
  readonly choices: readonly string[];
  readonly notApplicable: boolean;
  readonly reason: string;
}
export interface Tally {
  readonly choice: string;
  readonly count: number | null; // null: too few to be shown
}
export interface Result {
  readonly answered: number; // with "not applicable"
  readonly notApplicable: number | null;
  readonly belowFloor: boolean;
  readonly tallies: readonly Tally[];
}
export interface BallotKnown {
  readonly place: Place;
  readonly ballot: number;
  readonly mine: Vote | null;
  readonly seen: readonly (Vote & { readonly code: string })[];
  readonly result: Result | null;
}
export interface Consent {
  readonly level: string;
  readonly quoted: boolean;
  readonly reused: boolean;
}
export interface Letter {
  readonly text: string;
  readonly atMs: number;
}
export interface LetterAnswer {
  readonly code: string;
  readonly text: string;
  readonly atMs: number;
}
export interface Warning {
  readonly code: string;
  readonly text: string;
  readonly atMs: number;
}
export interface Incident {
  readonly id: string;
  readonly about: string; // a code, or empty
  readonly text: string;
  readonly dueMs: number; // when it must have been answered
  readonly closed: string | null; // how it was answered
  readonly atMs: number;
}

// A detached slot that is open: some write, and nobody can tell who wrote what.
export interface Slot {
  readonly id: string; // hexadecimal
  readonly key: string; // hexadecimal: every token must be proven against it
  readonly writes: boolean; // I am one of those who may
  readonly writers: readonly string[]; // their codes
  readonly writingEndsMs: number; // by the server's clock
  readonly text: string; // what is asked
  readonly issued: Issued | null;
  readonly refused: string; // why a token was not given
}
export interface Issued {
  readonly element: Uint8Array;
  readonly challenge: Uint8Array;
  readonly response: Uint8Array;
}
export type SlotEnd = 'published' | 'below_floor' | 'cancelled';

export type VerdictName = 'recognised' | 'partly' | 'not_recognised';
export interface HelpLine {
  readonly code: string;
  readonly fromChair: boolean;
  readonly text: string;
  readonly atMs: number;
}
export interface Waiting {
  readonly id: number;
  readonly group: string;
  readonly name: string;
}
export interface SittingEnd {
  readonly sitting: number;
  readonly moreFollow: boolean;
  readonly reason: string;
}
// What clients answered before the start: whether a listener decides about them.
export interface CaseWorkers {
  readonly asked: number;
  readonly answered: number;
  readonly unsure: number;
  readonly listeners: readonly string[]; // codes of who were named
}
export interface Refusal {
  readonly reason: string;
  readonly opensInRound: number;
  readonly timeLeftMs: number; // -1: unknown
}

// A command of this person that has not come back as a notice yet.
export interface Own {
  readonly id: string; // hexadecimal
  readonly command: Command;
  readonly text: string;
  readonly sentAtMs: number; // by this device's clock
  readonly state: 'sending' | 'saved' | 'refused';
  readonly shown: boolean; // its notice has come; only the answer is still awaited
  readonly refusal: Refusal | null;
}

export interface State {
  readonly welcomed: boolean;
  readonly sequence: bigint;
  readonly clockOffsetMs: number; // server's clock minus this device's
  readonly seated: boolean;
  readonly self: Seat | null;
  readonly title: string;
  readonly script: ScriptView | null;
  readonly place: Place;
  readonly here: boolean; // in a room of the open round; false: away
  readonly subject: string; // the item that this repetition is about
  readonly clock: Clock | null;
  readonly seats: readonly Seat[]; // in a room I perceive, in the order they were told
  readonly known: readonly Seat[]; // everybody I was ever told of who was not removed
  readonly floor: string;
  readonly hands: readonly string[];
  readonly slot: Slot | null; // that is open in the room of the round
  readonly sittingsEnded: number;
  readonly sittingEnd: SittingEnd | null;
  readonly over: { readonly reason: string } | null;
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
  readonly marks: ReadonlySet<string>;
  readonly questions: readonly Question[];
  readonly verdicts: ReadonlyMap<string, ReadonlyMap<string, VerdictName>>;
  readonly items: ReadonlyMap<string, Item>; // in the order they were told
  readonly ballots: ReadonlyMap<string, BallotKnown>;
  readonly carried: ReadonlySet<string>; // own notes by id and own marks by turnKey, brought along
  readonly passed: boolean; // in a round in which nobody is told
  readonly ready: ReadonlySet<string>; // codes; others than me for the chair only
  readonly archiveLevel: string; // the most that is kept of this conversation
  readonly releaser: string;
  readonly keepUntilMs: number; // then all words and names go; 0: no date was agreed
  readonly learningQuestions: readonly string[]; // what the listeners hope to learn
  readonly consent: Consent | null; // null: not asked or not answered yet
  readonly letter: Letter | null;
  readonly letterAnswers: readonly LetterAnswer[];
  readonly mayEnd: readonly string[]; // why, for the chair
  readonly warnings: readonly Warning[];
  readonly incidents: readonly Incident[];
  readonly lead: string; // the facilitator who leads
  readonly leadOffered: string;
  readonly help: readonly HelpLine[];
  readonly lobby: readonly Waiting[];
  readonly away: ReadonlySet<string>; // codes without a connection; the chair is told
  readonly caseWorkers: CaseWorkers | null; // the chair, once they were read
  readonly frozen: boolean;
  readonly removed: string | null; // the reason, once the chair has removed me
  readonly stopping: boolean;
  readonly own: readonly Own[];
}

export const nowhere: Place = { round: 0, repetition: 0, room: 0 };

export const nothing: State = {
  welcomed: false,
  sequence: 0n,
  clockOffsetMs: 0,
  seated: false,
  self: null,
  title: '',
  script: null,
  place: nowhere,
  here: true,
  subject: '',
  clock: null,
  seats: [],
  known: [],
  floor: '',
  hands: [],
  slot: null,
  sittingsEnded: 0,
  sittingEnd: null,
  over: null,
  lines: [],
  notes: [],
  marks: new Set(),
  questions: [],
  verdicts: new Map(),
  items: new Map(),
  ballots: new Map(),
  carried: new Set(),
  passed: false,
  ready: new Set(),
  archiveLevel: '',
  releaser: '',
  keepUntilMs: 0,
  learningQuestions: [],
  consent: null,
  letter: null,
  letterAnswers: [],
  mayEnd: [],
  warnings: [],
  incidents: [],
  lead: '',
  leadOffered: '',
  help: [],
  lobby: [],
  away: new Set(),
  caseWorkers: null,
  frozen: false,
  removed: null,
  stopping: false,
  own: [],
};

export const turnKey = (turn: TurnRef): string =>
  `${turn.round}.${turn.repetition}.${turn.room}.${turn.number}`;
export const ballotKey = (place: Place, ballot: number): string => `${place.round}.${place.repetition}.${ballot}`;
export const samePlace = (a: Place, b: Place): boolean =>
  a.round === b.round && a.repetition === b.repetition && a.room === b.room;
