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

export type SaidKind = 'speech' | 'guidance' | 'question' | 'answer' | 'lesson';

// One row of the talk, in the order it was told.
export type Line =
  | {
      readonly kind: 'said';
      readonly what: SaidKind;
      readonly turn: TurnRef;
      readonly code: string;
      readonly item: string;
      readonly text: string;
      readonly atMs: number;
    }
  | { readonly kind: 'passed'; readonly turn: TurnRef; readonly code: string; readonly atMs: number }
  | { readonly kind: 'round'; readonly place: Place; readonly returned: boolean; readonly reason: string; readonly atMs: number }
  | {
      readonly kind: 'clock';
      readonly change: 'paused' | 'resumed' | 'extended';
      readonly by: string;
      readonly reason: string;
      readonly minutes: number;
      readonly atMs: number;
    }
  | { readonly kind: 'left'; readonly code: string; readonly reason: string; readonly atMs: number }
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
  readonly clock: Clock | null;
  readonly seats: readonly Seat[]; // in a room I perceive, in the order they were told
  readonly known: readonly Seat[]; // everybody I was ever told of who was not removed
  readonly floor: string;
  readonly hands: readonly string[];
  readonly sittingsEnded: number;
  readonly sittingEnd: SittingEnd | null;
  readonly over: { readonly reason: string } | null;
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
  readonly marks: ReadonlySet<string>;
  readonly questions: readonly Question[];
  readonly verdicts: ReadonlyMap<string, ReadonlyMap<string, VerdictName>>;
  readonly help: readonly HelpLine[];
  readonly lobby: readonly Waiting[];
  readonly away: ReadonlySet<string>; // codes without a connection; the chair is told
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
  clock: null,
  seats: [],
  known: [],
  floor: '',
  hands: [],
  sittingsEnded: 0,
  sittingEnd: null,
  over: null,
  lines: [],
  notes: [],
  marks: new Set(),
  questions: [],
  verdicts: new Map(),
  help: [],
  lobby: [],
  away: new Set(),
  frozen: false,
  removed: null,
  stopping: false,
  own: [],
};

export const turnKey = (turn: TurnRef): string =>
  `${turn.round}.${turn.repetition}.${turn.room}.${turn.number}`;
// As people read it: `3.12`.
export const turnName = (turn: TurnRef): string => `${turn.round}.${turn.number}`;
