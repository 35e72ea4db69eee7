// SPDX-License-Identifier: EUPL-1.2
// A detached slot as one device goes through it: the steps, what is told of it, and what the pages say.
import { news, timeNews } from '../../clients/web/src/announce';
import { circle } from '../../clients/web/src/circle';
import { create } from '@bufbuild/protobuf';
import { ScriptViewSchema } from '../../clients/web/src/gen/arena/v1/wire_pb';
import type { ScriptView } from '../../clients/web/src/gen/arena/v1/wire_pb';
import { unanswered, withOwn } from '../../clients/web/src/fold';
import { consequences, pictureOf, stillPossible, tooFewWriters } from '../../clients/web/src/preview';
import type { ChairAct } from '../../clients/web/src/preview';
import { projected } from '../../clients/web/src/projected';
import { mayWriteAnonymously, myStanding, slotHere } from '../../clients/web/src/reading';
import { cameTooLate, floorOf, letsWrite, readingGroups, saidSince, textsAfter, writersNow, writingGroups } from '../../clients/web/src/reading-slot';
import { begun, drawnDelay, ended, send_ms, stepOf, wordsOf } from '../../clients/web/src/slot';
import type { Kept } from '../../clients/web/src/slot';
import { intake_ms, slotLeft, timeThatCounts } from '../../clients/web/src/slot-clock';
import type { Slot, State } from '../../clients/web/src/state';
import { clock, noon, notice, own, said, seatedAs, seats, status, told } from './frames';

const id = new Uint8Array(16).fill(7);
const other = new Uint8Array(16).fill(8);
const key = new Uint8Array(32).fill(9);
const ends = noon + 60_000;

// Clients write, professionals listen.
const anonymous: ScriptView = create(ScriptViewSchema, {
  id: 'anoniem', title: { nl: 'Anoniem' }, anonymousFloor: 5,
  groups: [
    { id: 'client', role: 'client', letter: 'C', title: { nl: 'Cliënten' } },
    { id: 'professional', role: 'professional', letter: 'P', title: { nl: 'Professionals' } },
    { id: 'chair', role: 'facilitator', letter: 'G', title: { nl: 'Gespreksleiders' } },
  ],
  rounds: [{
    id: 'een', title: { nl: 'Een' }, sitting: 1, held: true, label: '1', part: 'body', floor: 'open',
    placements: [
      { group: 'client', ring: 'inner', may: ['speak', 'pass', 'note', 'anonymous'] },
      { group: 'professional', ring: 'outer', may: ['note', 'mark', 'ask'] },
    ],
  }],
});
const inRound = (code: string): State =>
  told(seatedAs(code, anonymous), notice(2, 'roundEntered', { room: { round: 1 }, seats, clock: clock(20) }));
const slotFrame = (sequence: number, writes: boolean, text = 'Wat moet beter?') =>
  notice(sequence, 'slot', { slot: { slot: id, key, writes, writingEndsMs: BigInt(ends), text } });
const open = (code: string, writes = code.startsWith('C')): State => told(inRound(code), slotFrame(3, writes));
const text = (sequence: number, words: string) =>
  notice(sequence, 'contribution', { kind: 9, turn: { room: { round: 1 }, number: sequence }, code: '', text: words });

describe('the steps of one device', () => {
  const slot: Slot = { ...(open('C3').slot as Slot) };
  const issued = { element: key, challenge: key, response: key };
  const quiet = { underWay: false, againMs: 0 };
  const busy = { underWay: true, againMs: 0 };
  const blank = begun(slot.id, 7_000);
  const blinded: Kept = { ...blank, input: '01', blind: '02', blinded: '03' };
  const tokened: Kept = { ...blinded, output: '04' };
  const sealed: Kept = { ...tokened, sealed: '' };

  it('fetch a token at once, whether or not anything is written', () => {
    for (const [choice, draft] of [['none', ''], ['write', 'iets'], ['pass', '']] as const) {
      const kept = { choice, draft };
      expect(stepOf({ ...blank, ...kept }, slot, quiet, noon).kind).toBe('blind');
      expect(stepOf({ ...blinded, ...kept }, slot, quiet, noon).kind).toBe('ask');
      expect(stepOf({ ...blinded, ...kept }, slot, busy, noon)).toEqual({ kind: 'wait', untilMs: ends });
      expect(stepOf({ ...blinded, ...kept }, { ...slot, issued }, busy, noon).kind).toBe('check');
      expect(stepOf({ ...tokened, ...kept }, slot, quiet, noon)).toEqual({ kind: 'wait', untilMs: ends });
    }
  });
  it('seal when the writing ends, and hand in at the moment that was drawn, whatever was done', () => {
    for (const [choice, draft] of [['none', ''], ['write', 'iets'], ['pass', 'iets']] as const) {
      const kept: Kept = { ...tokened, choice, draft };
      expect(stepOf(kept, slot, quiet, ends - 1)).toEqual({ kind: 'wait', untilMs: ends });
      expect(stepOf(kept, slot, quiet, ends).kind).toBe('seal');
      const after: Kept = { ...kept, sealed: wordsOf(kept), draft: '' };
      expect(after.sealed).toBe(choice === 'write' ? 'iets' : '');
      expect(stepOf(after, slot, quiet, ends)).toEqual({ kind: 'wait', untilMs: ends + 7_000 });
      expect(stepOf(after, slot, quiet, ends + 6_999).kind).toBe('wait');
      expect(stepOf(after, slot, quiet, ends + 7_000).kind).toBe('hand_in');
      expect(stepOf(after, slot, quiet, ends + intake_ms).kind).toBe('give_up');
    }
  });
  it('go on asking after a refusal, not at once, and seal all the same', () => {
    const refused = { underWay: false, againMs: noon + 2_000 };
    expect(stepOf(blinded, slot, refused, noon)).toEqual({ kind: 'wait', untilMs: noon + 2_000 });
    expect(stepOf(blinded, slot, refused, noon + 2_000).kind).toBe('ask');
    expect(stepOf(blinded, slot, quiet, ends).kind).toBe('seal');
    expect(stepOf({ ...blinded, sealed: '' }, slot, quiet, ends).kind).toBe('ask');
    expect(stepOf({ ...blinded, sealed: '' }, slot, quiet, ends + intake_ms).kind).toBe('give_up');
    expect(stepOf({ ...blank, sealed: '' }, slot, quiet, ends + intake_ms).kind).toBe('give_up');
  });
  it('do nothing more after an end, and keep no words then', () => {
    for (const end of ['handed_in', 'not_safe', 'no_token'] as const) {
      const done = ended({ ...sealed, draft: 'geheim', sealed: 'geheim' }, end);
      expect(JSON.stringify(done)).not.toContain('geheim');
      expect([done.input, done.blind, done.output]).toEqual(['', '', '']);
      expect(stepOf(done, slot, quiet, ends + 10_000).kind).toBe('done');
      expect(stepOf(done, { ...slot, issued }, quiet, noon).kind).toBe('done');
    }
  });
  it('draw each moment of twenty seconds with the same chance', () => {
    const drawn = Array.from({ length: 20_000 }, () => drawnDelay());
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(send_ms);
    const tenths = Array.from({ length: 10 }, (_, tenth) => drawn.filter((ms) => Math.min(9, Math.floor(ms / 2000)) === tenth).length);
    for (const n of tenths) expect(Math.abs(n - 2000)).toBeLessThan(300);
    const draws = [2 ** 32 - 1, 20_001];
    expect(drawnDelay(() => draws.shift() ?? 0)).toBe(0); // what would favour the first moments is drawn again
  });
});

describe('what is told of a slot', () => {
  it('is that it is open, for whom, until when and what is asked', () => {
    const state = open('C3');
    expect(state.slot).toMatchObject({ id: '07'.repeat(16), key: '09'.repeat(32), writes: true, writers: ['C3', 'C5'], writingEndsMs: ends, text: 'Wat moet beter?' });
    expect(open('P1').slot?.writes).toBe(false);
    expect(state.lines.at(-1)).toMatchObject({ kind: 'slot', how: 'opened', text: 'Wat moet beter?' });
  });
  it('closes everything else for who takes part, and leaves the chair what is the chair’s', () => {
    expect(myStanding(inRound('C3')).may.has('speak')).toBe(true);
    for (const code of ['C3', 'P1']) expect([...myStanding(open(code)).may]).toEqual([]);
    expect(myStanding(open('G1')).may.has('speak')).toBe(true);
    expect(slotHere({ ...open('C3'), place: { round: 1, repetition: 0, room: 1 } })).toBeNull();
  });
  it('is over with the texts, without a code, in the order in which they are told', () => {
    const state = told(open('P1'), notice(4, 'slotOver', { slot: id, how: 'published' }), text(5, 'twee'), text(6, 'een'));
    expect(state.slot).toBeNull();
    const row = state.lines.find((one) => one.kind === 'slot' && one.how === 'published');
    expect(row && textsAfter(state, row)).toBe(2);
    expect(state.lines.slice(-2)).toMatchObject([{ what: 'anonymous', code: '', text: 'twee' }, { what: 'anonymous', code: '', text: 'een' }]);
    const empty = told(open('P1'), notice(4, 'slotOver', { slot: id, how: 'published' }), said(5, 'C3', 'hallo'));
    expect(textsAfter(empty, empty.lines.find((one) => one.kind === 'slot' && one.how === 'published')!)).toBe(0);
  });
  it('says whose text was erased, and why', () => {
    expect(told(open('C3'), notice(4, 'slotOver', { slot: id, how: 'below_floor' })).lines.at(-1)).toMatchObject({ how: 'below_floor', mine: true });
    expect(told(open('P1'), notice(4, 'slotOver', { slot: id, how: 'cancelled', reason: 'tijd' })).lines.at(-1)).toMatchObject({ how: 'cancelled', text: 'tijd', mine: false });
    expect(told(open('P1'), notice(4, 'slotOver', { slot: id, how: 'in some new way' })).lines.at(-1)).toMatchObject({ how: 'cancelled' });
  });
  it('reaches who comes in late without a place to write', () => {
    const self = { code: 'C9', group: 'client', name: '' };
    const late = told(seatedAs('C3', anonymous), notice(2, 'seated', {
      self, seats: [...seats, self], title: 'x', script: anonymous, room: { round: 1 }, clock: clock(20), slot: { slot: id, key, writes: false, writingEndsMs: BigInt(ends), text: '' },
    }));
    expect(late.slot).toMatchObject({ writes: false, writers: ['C3', 'C5'] });
    expect(cameTooLate(late)).toBe(true);
    expect(cameTooLate(open('P1'))).toBe(false);
  });
  it('ends with the round, the sitting and the conversation', () => {
    for (const frame of [notice(4, 'roundEntered', { room: { round: 1 }, seats }), notice(4, 'sittingOver', { sitting: 1 }), notice(4, 'conversationOver', {})]) {
      expect(told(open('C3'), frame).slot).toBeNull();
    }
  });
});

describe('the token', () => {
  const asking = (of: Uint8Array): State => withOwn(open('C3'), own('0a', 'requestToken', '', { slot: of, blinded: key }));
  it('is kept with the slot it is of, and not with another', () => {
    const answer = { slot: id, element: key, challenge: key, response: key };
    const state = told(asking(id), status('tokenIssued', answer), status('accepted', { id: Uint8Array.from([10]) }));
    expect(state.slot?.issued).toEqual({ element: key, challenge: key, response: key });
    expect(state.own).toEqual([]);
    expect(told(asking(id), status('tokenIssued', { ...answer, slot: other })).slot?.issued).toBeNull();
  });
  it('is asked for again after the connection broke, and a refusal is nobody’s problem', () => {
    expect(unanswered(asking(id))).toHaveLength(1);
    const refused = told(asking(id), status('refused', { id: Uint8Array.from([10]), reason: 'frozen' }));
    expect(refused.own).toEqual([]);
    expect(refused.slot?.refused).toBe('frozen');
    const before = told(asking(other), status('refused', { id: Uint8Array.from([10]), reason: 'not_open' }));
    expect(before.own).toEqual([]);
    expect(before.slot?.refused).toBe('');
  });
});

describe('the clock', () => {
  const state = open('C3');
  it('is that of the writing, then of the envelopes', () => {
    expect(slotLeft(state, noon)).toEqual({ kind: 'writing', ms: 60_000 });
    expect(slotLeft(state, ends)).toEqual({ kind: 'handing_in', ms: 30_000 });
    expect(slotLeft(state, ends + 60_000)).toEqual({ kind: 'handing_in', ms: 0 });
    expect(slotLeft({ ...state, clockOffsetMs: 10_000 }, noon)).toEqual({ kind: 'writing', ms: 50_000 });
    expect(slotLeft(inRound('C3'), noon)).toBeNull();
    expect(timeThatCounts(inRound('C3'), noon)).toEqual({ kind: 'running', ms: 20 * 60_000 });
  });
  it('is what is read aloud', () => {
    expect(timeNews(state, ends - 60_001, ends - 60_000, 'nl')?.text).toBe('Nog 1 minuut.');
    expect(timeNews(state, ends - 1, ends, 'nl')?.text).toBe('De tijd is om.');
  });
});

describe('what is read aloud', () => {
  const say = (before: State, after: State, how: 'all' | 'count' = 'all') => news(before, after, 'nl', how).map((one) => `${one.where}: ${one.text}`);
  it('is that one may write, or that others do', () => {
    expect(say(inRound('C3'), open('C3'))).toEqual(['alert: U kunt nu anoniem schrijven.']);
    expect(say(inRound('P1'), open('P1'))).toEqual(['alert: Mensen schrijven nu anoniem. Spreken kan even niet.']);
  });
  it('is the whole batch in one sentence', () => {
    const after = told(open('P1'), notice(4, 'slotOver', { slot: id, how: 'published' }), text(5, 'a'), text(6, 'b'), text(7, 'c'));
    for (const how of ['all', 'count'] as const) {
      expect(say(open('P1'), after, how)).toEqual(['status: 3 anonieme teksten.', 'status: Het anonieme schrijven is klaar.']);
    }
  });
  it('is that nothing is shown', () => {
    expect(say(open('C3'), told(open('C3'), notice(4, 'slotOver', { slot: id, how: 'below_floor' })))).toEqual(['alert: Er waren te weinig mensen. Niemand ziet iets.']);
    expect(say(open('C3'), told(open('C3'), notice(4, 'slotOver', { slot: id, how: 'cancelled' })))).toEqual(['alert: Het anonieme schrijven stopt. Niemand ziet iets.']);
  });
});

describe('the circle of an anonymous round', () => {
  const drawn = (viewer: string, floor = '') =>
    circle({ script: anonymous, round: 1, seats, viewer: '', width: 252, seed: 'x', floor: viewer || floor, anonymous: ['C3', 'C5'] });
  it('shows all seats alike, and no chair', () => {
    for (const spot of drawn('').spots) expect(spot).toMatchObject({ shape: 'circle', colour: 'inner', filled: false, me: false, label: 0 });
    expect(drawn('').spots.map((spot) => spot.code).sort()).toEqual(['C3', 'C5', 'P1', 'P2']);
    expect(drawn('C3')).toEqual(drawn(''));
  });
  it('has an envelope before each seat that may write, inside the ring, and before no other', () => {
    const { spots, borderRadius, centreRadius, middle } = drawn('');
    expect(spots.filter((spot) => spot.envelope).map((spot) => spot.code).sort()).toEqual(['C3', 'C5']);
    for (const { envelope } of spots) {
      if (!envelope) continue;
      const from = Math.hypot(envelope.x - middle, envelope.y - middle);
      expect(from + envelope.size / 2).toBeLessThan(borderRadius);
      expect(from - envelope.size / 2).toBeGreaterThan(centreRadius - 2);
    }
  });
  it('lets no envelope touch another, up to thirty seats', () => {
    for (const n of [2, 5, 8, 12, 15, 16, 24, 30]) {
      const many = Array.from({ length: n }, (_, at) => ({ code: `C${at + 1}`, group: 'client', name: '' }));
      const { spots } = circle({ script: anonymous, round: 1, seats: many, viewer: '', width: 252, seed: 'x', anonymous: many.map((seat) => seat.code) });
      const envelopes = spots.flatMap((spot) => (spot.envelope ? [spot.envelope] : []));
      expect(envelopes).toHaveLength(n);
      for (const [at, one] of envelopes.entries()) {
        for (const another of envelopes.slice(at + 1)) expect(Math.hypot(one.x - another.x, one.y - another.y), String(n)).toBeGreaterThan((one.size + another.size) * 0.42);
      }
    }
  });
});

describe('the wall', () => {
  it('shows what is asked, and of whom nothing that is theirs', () => {
    const wall = projected(open('G1'));
    expect(wall.slot).toMatchObject({ text: 'Wat moet beter?', id: '', key: '', issued: null, writes: false });
  });
  it('shows all texts of the last batch, for none of them is the last', () => {
    const first = told(open('G1'), notice(4, 'slotOver', { slot: id, how: 'published' }), text(5, 'oud'));
    const second = told(first, slotFrame(6, false), notice(7, 'slotOver', { slot: id, how: 'published' }), text(8, 'een'), text(9, 'twee'));
    expect(projected(second).lines.map((one) => (one.kind === 'said' ? one.text : ''))).toEqual(['een', 'twee']);
    expect(projected(told(second, said(10, 'C3', 'daarna'))).lines).toMatchObject([{ text: 'daarna' }]);
  });
});

describe('what who leads is shown', () => {
  const naming = (group: string, n: number): string => `${n} ${group}`;
  const keysOf = (state: State, act: ChairAct): string[] => consequences(state, act, naming).map((one) => one.key);
  const opening: ChairAct = { kind: 'open_slot', minutes: 5 };
  const many = told(inRound('G1'), ...[6, 7, 8].map((n, at) => notice(3 + at, 'seatTaken', { seat: { code: `C${n}`, group: 'client' } })));

  it('is who writes, who reads, the floor and what is closed meanwhile', () => {
    expect(letsWrite(many)).toBe(true);
    expect(floorOf(many)).toBe(5);
    expect(writersNow(many).map((seat) => seat.code)).toEqual(['C3', 'C5', 'C6', 'C7', 'C8']);
    expect(writingGroups(many)).toEqual([{ group: 'client', n: 5 }]);
    expect(readingGroups(many)).toEqual([{ group: 'client', n: 5 }, { group: 'professional', n: 2 }]);
    expect(keysOf(many, opening)).toEqual(['slot_who', 'slot_unseen', 'hears', 'slot_floor', 'slot_closes', 'slot_late', 'slot_not_faster']);
    expect(tooFewWriters(many)).toBe(false);
    expect(mayWriteAnonymously(many, { code: 'G1', group: 'chair', name: '' })).toBe(false);
  });
  it('is that there are too few, and who is away', () => {
    expect(tooFewWriters(inRound('G1'))).toBe(true);
    expect(keysOf(inRound('G1'), opening)[0]).toBe('slot_too_few');
    expect(keysOf(inRound('G1'), opening)).not.toContain('slot_floor');
    expect(keysOf(told(many, status('presence', { code: 'C7', connected: false })), opening)).toContain('slot_gone');
    expect(floorOf({ ...many, script: { ...anonymous, anonymousFloor: 2 } })).toBe(4);
  });
  it('can be opened in a round that lets people write, once, and not in a break', () => {
    expect(stillPossible(many, opening)).toEqual(opening);
    expect(stillPossible(seatedAs('G1', anonymous), opening)).toBeNull();
    expect(stillPossible(told(many, notice(6, 'clockChanged', { change: 1, by: 'G1', clock: { ...clock(20), paused: true } })), opening)).toBeNull();
    expect(stillPossible(open('G1'), opening)).toBeNull();
    expect(stillPossible(many, { kind: 'cancel_slot' })).toBeNull();
  });
  it('offers nothing meanwhile that the server refuses', () => {
    const state = open('G1');
    const refused: ChairAct[] = [
      { kind: 'step', step: { kind: 'end_sitting', sitting: 1 }, back: false }, { kind: 'step', step: { kind: 'close' }, back: false }, { kind: 'pause', safety: true },
    ];
    for (const act of refused) expect(stillPossible(state, act)).toBeNull();
    for (const act of [{ kind: 'cancel_slot' }, { kind: 'remove', code: 'C3' }, { kind: 'warn', code: '' }, { kind: 'incident', about: '' }] as ChairAct[]) {
      expect(stillPossible(state, act)).toEqual(act);
    }
  });
  it('says that a removal ends it, and that breaking off loses everything', () => {
    expect(keysOf(open('G1'), { kind: 'remove', code: 'C3' })).toContain('remove_cancels_slot');
    expect(keysOf(open('G1'), { kind: 'remove', code: 'P1' })).not.toContain('remove_cancels_slot');
    expect(keysOf(inRound('G1'), { kind: 'remove', code: 'C3' })).not.toContain('remove_cancels_slot');
    expect(keysOf(open('G1'), { kind: 'cancel_slot' })).toEqual(['slot_cancel_lost', 'slot_cancel_seen', 'cannot_undo']);
    expect(pictureOf(open('G1'))).not.toBe(pictureOf(inRound('G1')));
  });
  it('hears what was said since it opened', () => {
    const spoken = told(open('C3'), notice(4, 'contribution', { kind: 2, turn: { room: { round: 1 }, number: 4 }, code: 'G1', text: 'Nog even.' }));
    expect(saidSince(spoken).map((one) => one.text)).toEqual(['Nog even.']);
    expect(saidSince(told(inRound('C3'), said(3, 'C5', 'eerder'), slotFrame(4, true)))).toEqual([]);
  });
});
