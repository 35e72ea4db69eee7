// SPDX-License-Identifier: EUPL-1.2
// The page's memory: one signal with what is known, one with how the line is, and what a person
// can do. Components read the signals and call these; nothing else reaches the connection.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { Message } from '@bufbuild/protobuf';
import { batch, computed, signal } from '@preact/signals';
import { hex, unhex } from './bytes';
import { Connection, browser } from './connection';
import type { Ending, LineState } from './connection';
import { unanswered, withOwn, withoutOwn } from './fold';
import { CommandSchema } from './gen/arena/v1/wire_pb';
import type { Command, ServerFrame } from './gen/arena/v1/wire_pb';
import { actAsWritten, harmless } from './harmless';
import { join, linkIn } from './join';
import {
  currentSeat, forgetSeat, isOfThisTab, keepDraft, keepOutbox, keepSeat, keptDraft, keptOutbox, keptSeat, useSeat,
} from './keeping';
import type { KeptSeat } from './keeping';
import { holeIn, read, take } from './reading-again';
import { nothing, samePlace } from './state';
import type { Own, State } from './state';

export type Page =
  | { readonly kind: 'no_link' }
  | { readonly kind: 'join'; readonly link: string }
  | { readonly kind: 'welcome_back'; readonly seat: KeptSeat }
  | { readonly kind: 'refused'; readonly error: string; readonly link: string }
  | { readonly kind: 'conversation'; readonly seat: KeptSeat }
  | { readonly kind: 'ended'; readonly why: Ending; readonly seat: KeptSeat };

// An act as it is written down here: without the names that the schema gives its messages.
type Plain<T> = T extends readonly (infer E)[]
  ? Plain<E>[]
  : T extends Message
  ? { readonly [P in keyof T as P extends '$typeName' | '$unknown' ? never : P]?: Plain<T[P]> }
  : T extends readonly (infer E)[] ? Plain<E>[] : T;
type Named<T> = T extends { case: infer C extends string; value: infer V } ? { case: C; value: Plain<V> } : never;
export type Act = Named<Command['act']>;
export type DraftKind = 'speak' | 'answer' | 'ask' | 'lesson' | 'item' | 'note' | 'help' | 'letter';

export const page = signal<Page>({ kind: 'no_link' });
export const state = signal<State>(nothing);
export const line = signal<LineState>({ kind: 'connecting' });
export const now = signal(Date.now());
export const missed = signal<number | null>(null); // contributions told on coming back
export const problem = signal<Own | null>(null); // the last refusal of any other act
export const drafts = {
  speak: signal(''), answer: signal(''), ask: signal(''), lesson: signal(''), item: signal(''), note: signal(''), help: signal(''), letter: signal(''),
};
export const offline = computed(() => line.value.kind === 'lost');

const answer_late_ms = 10_000; // then the wire is taken for broken and the resume begins
let connection: Connection | null = null;
let anew: State | null = null; // being read again
let heard: { seat: KeptSeat; said: number } | null = null; // what was known when the line broke

// ---- which page

export function arrive(): void {
  const link = linkIn(location.hash);
  if (link) history.replaceState(null, '', location.pathname + location.search);
  leave();
  if (!link) {
    const seat = currentSeat();
    if (seat) enter(seat);
    else page.value = { kind: 'no_link' };
    return;
  }
  come(link);
}

// With a link, or with a code that somebody said.
export function come(link: string): void {
  const seat = keptSeat(link);
  if (!seat) page.value = { kind: 'join', link };
  else if (isOfThisTab(link)) enter(seat);
  else page.value = { kind: 'welcome_back', seat };
}

export async function askForSeat(link: string, name: string): Promise<void> {
  const result = await join(link, name);
  if (!result.ok) {
    page.value = { kind: 'refused', error: result.error, link };
    return;
  }
  keepSeat(result.seat);
  enter(result.seat);
}

export function enter(seat: KeptSeat): void {
  leave();
  useSeat(seat);
  batch(() => {
    page.value = { kind: 'conversation', seat };
    state.value = { ...nothing, own: ownKept(seat) };
    for (const [kind, draft] of Object.entries(drafts)) draft.value = keptDraft(seat, kind);
  });
  connection = new Connection(unhex(seat.seatSecret), {
    frames: (frames) => receive(frames),
    changed: (next) => lineChanged(seat, next),
    last: () => read({ shown: state.value, anew }).sequence,
    unanswered: () => unanswered(state.value).map((own) => own.command),
  }, browser());
  connection.start();
}

function leave(): void {
  connection?.stop();
  connection = null;
  anew = null;
  heard = null;
  missed.value = null;
  problem.value = null;
}

// ---- what comes in

function receive(frames: readonly ServerFrame[]): void {
  const at = Date.now();
  let screen = { shown: state.value, anew };
  for (const frame of frames) {
    if (holeIn(screen, frame)) {
      connection?.lose();
      break;
    }
    screen = take(screen, frame, at);
  }
  anew = screen.anew;
  let next = screen.shown;
  const refused = next.own.find((own) => own.state === 'refused' && !isOwnText(own));
  if (refused) next = withoutOwn(next, refused.id);
  batch(() => {
    if (refused) problem.value = refused;
    if (!samePlace(next.place, state.value.place)) missed.value = null;
    setState(next);
  });
}

function setState(next: State): void {
  const before = state.value;
  state.value = next;
  if (before.own !== next.own) keepOwn(next.own);
}

function lineChanged(seat: KeptSeat, next: LineState): void {
  const said = state.value.lines.filter((one) => one.kind === 'said').length;
  if (next.kind === 'lost' && !heard && state.value.seated) heard = { seat, said };
  batch(() => {
    line.value = next;
    if (next.kind === 'lost') missed.value = null;
    if (next.kind === 'live' && heard) {
      missed.value = said - heard.said;
      heard = null;
    }
    if (next.kind === 'ended') {
      if (next.why === 'invalid' || next.why === 'removed' || next.why === 'turned_away') forgetSeat(seat);
      page.value = { kind: 'ended', why: next.why, seat };
    }
  });
}

// ---- what goes out

// Written for the room one is in; who leads may name a room beside it.
export function send(act: Act, text = '', beside = state.value.place.room): void {
  problem.value = null;
  ask(act, text, beside);
}

// What the page asks for by itself leaves alone what the person is reading.
export function ask(act: Act, text = '', beside = state.value.place.room): void {
  const { round, repetition } = state.value.place;
  const id = crypto.getRandomValues(new Uint8Array(16));
  const command = create(CommandSchema, { id, room: { round, repetition, room: beside }, act: actAsWritten(act) as Command['act'] });
  setState(
    withOwn(state.value, {
      id: hex(id), command, text: harmless(text), sentAtMs: Date.now(), state: 'sending', shown: false, refusal: null,
    }),
  );
  connection?.send(command);
}

export const discard = (own: Own): void => setState(withoutOwn(state.value, own.id));

export function setDraft(kind: DraftKind, text: string): void {
  drafts[kind].value = text;
  if (page.value.kind === 'conversation') keepDraft(page.value.seat, kind, text);
}

// A text that was refused goes to the notes, by the person's own choice.
export function keepAsNote(own: Own): void {
  discard(own);
  send({ case: 'note', value: { text: own.text } }, own.text);
}
export function putBack(own: Own, kind: DraftKind): void {
  const draft = drafts[kind].value;
  setDraft(kind, draft === '' ? own.text : `${draft}\n${own.text}`);
  discard(own);
}

// The acts whose words stand in the talk, the notes or the call for help while they are under way.
const ownTexts = new Set(['speak', 'answer', 'ask', 'proposeLesson', 'propose', 'note', 'askHelp', 'answerLetter']);
export const isOwnText = (own: Own): boolean => ownTexts.has(own.command.act.case ?? '');

// ---- texts without an answer survive a reload, under the same id

const texts = (own: readonly Own[]) =>
  own.filter((one) => isOwnText(one) && one.state !== 'saved' && !one.shown);

function keepOwn(own: readonly Own[]): void {
  if (page.value.kind !== 'conversation') return;
  keepOutbox(page.value.seat, texts(own).map((one) => ({
    id: one.id,
    command: btoa(String.fromCharCode(...toBinary(CommandSchema, one.command))),
    text: one.text,
    refused: one.refusal,
  })));
}

const ownKept = (seat: KeptSeat): readonly Own[] =>
  keptOutbox(seat).map((kept) => ({
    id: kept.id,
    command: fromBinary(CommandSchema, Uint8Array.from(atob(kept.command), (c) => c.charCodeAt(0))),
    text: kept.text,
    sentAtMs: Date.now(),
    state: kept.refused ? 'refused' : 'sending',
    shown: false,
    refusal: kept.refused,
  }));

// ---- time and network

export function begin(): void {
  arrive();
  addEventListener('hashchange', () => {
    if (linkIn(location.hash)) arrive();
  });
  addEventListener('online', () => connection?.retryNow());
  addEventListener('offline', () => connection?.lose());
  setInterval(() => {
    now.value = Date.now();
    const late = unanswered(state.value).some((own) => now.value - own.sentAtMs > answer_late_ms);
    if (late && line.value.kind === 'live') {
      setState({ ...state.value, own: state.value.own.map((own) => ({ ...own, sentAtMs: now.value })) });
      connection?.lose();
    }
  }, 1000);
}
