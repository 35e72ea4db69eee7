// SPDX-License-Identifier: EUPL-1.2
import { consequences, outsideOf, pictureOf, removable, ringsOf, stillPossible, unansweredHelp } from '../../clients/web/src/preview';
import type { ChairAct } from '../../clients/web/src/preview';
import { inRound, notice, said, seatedAs, told } from './frames';

const round = (number: number, back = false): ChairAct => ({ kind: 'step', step: { kind: 'round', number, repetition: 0 }, back });
const words = (from: number, act: ChairAct): string[] =>
  consequences(inRound('G1', from), act, (group, n) => `${n} ${group}`).map((one) => `${one.key} ${one.values['group'] ?? one.values['groups'] ?? ''}`.trim());

describe('the preview of a round', () => {
  it('says who leaves, who speaks, who hears nothing more and who reads it', () => {
    expect(words(2, round(3))).toEqual([
      'moves_away 2 client', 'moves_speak 2 professional', 'moves_lessons 2 professional', 'hears 2 professional', 'can_return', 'lapse_drafts',
    ]);
    expect(words(1, round(2))).toEqual(['moves_answer 2 client', 'moves_ask 2 professional', 'hears 2 client, 2 professional', 'can_return', 'lapse_drafts']);
  });
  it('says who comes back, and that what was shown stays shown', () => {
    const debrief = told(inRound('G1', 3), said(3, 'P1', 'wij bellen', 1, { kind: 5, item: 7n }));
    const found = consequences(debrief, round(4), (group, n) => `${n} ${group}`);
    expect(found.map((one) => one.key)).toEqual(expect.arrayContaining(['moves_back', 'moves_judge', 'reveal_lessons', 'reveal_stays']));
    expect(found.find((one) => one.key === 'reveal_lessons')?.values).toEqual({ n: 1 });
    expect(words(3, round(4))).not.toContain('reveal_stays');
  });
  it('names what lapses: questions, hands, the floor, calls for help', () => {
    const busy = told(inRound('G1', 2),
      notice(3, 'questionWaiting', { question: 9n, code: 'P1', text: 'waarom?' }),
      notice(4, 'help', { code: 'C3', text: 'stop' }),
      notice(5, 'hand', { code: 'C5', up: true }), notice(6, 'floor', { code: 'C3' }));
    const found = consequences(busy, round(3), (group) => group);
    const values = (key: string) => found.find((one) => one.key === key)?.values;
    expect(values('lapse_questions')).toEqual({ n: 1 });
    expect(values('lapse_help')).toEqual({ code: 'C3' });
    expect(values('lapse_hands')).toEqual({ n: 1 });
    expect(values('lapse_floor')).toEqual({ code: 'C3' });
    expect(unansweredHelp(told(busy, notice(7, 'help', { code: 'C3', fromChair: true, text: 'ik kom' })))).toEqual([]);
  });
  it('draws the rings now and then, with those outside the room apart', () => {
    const state = inRound('G1', 2);
    const rings = ringsOf(state, round(3));
    expect([rings?.now?.round, rings?.then.round]).toEqual([2, 3]);
    expect(outsideOf(state, rings!.then).map((seat) => seat.code)).toEqual(['C3', 'C5']);
    expect(ringsOf(seatedAs('G1'), round(1))?.now).toBe(null);
  });
});

describe('the preview of what cannot be undone', () => {
  it('says so for an end, a removal and a question that is not let through', () => {
    const state = told(inRound('G1', 2), notice(3, 'questionWaiting', { question: 9n, code: 'P1', text: 'waarom?' }));
    const acts: ChairAct[] = [
      { kind: 'step', step: { kind: 'end_sitting', sitting: 1 }, back: false }, { kind: 'step', step: { kind: 'close' }, back: false },
      { kind: 'remove', code: 'P1' }, { kind: 'withhold', question: '9' },
    ];
    for (const act of acts) expect(consequences(state, act, (group) => group).map((one) => one.key), act.kind).toContain('cannot_undo');
    for (const act of [round(3), { kind: 'pause', safety: false } as const]) {
      expect(consequences(state, act, (group) => group).map((one) => one.key), act.kind).not.toContain('cannot_undo');
    }
  });
  it('shows the rings without who is removed, and never offers the chair its own seat', () => {
    const state = inRound('G1', 1);
    expect(ringsOf(state, { kind: 'remove', code: 'C3' })?.then.seats.map((seat) => seat.code)).not.toContain('C3');
    expect(removable(state).map((seat) => seat.code)).toEqual(['C3', 'C5', 'P1', 'P2']);
  });
});

describe('an old picture', () => {
  const state = inRound('G1', 2);
  it('is old after whatever moves people or lapses, and not after what is said', () => {
    const picture = pictureOf(state);
    expect(pictureOf(told(state, said(3, 'C3', 'hallo')))).toBe(picture);
    for (const frame of [
      notice(3, 'seatLeft', { code: 'C3' }), notice(3, 'questionWaiting', { question: 9n, code: 'P1', text: 'waarom?' }),
      notice(3, 'help', { code: 'C3', text: 'stop' }), notice(3, 'roundEntered', { room: { round: 3 }, seats: [] }),
    ]) expect(pictureOf(told(state, frame))).not.toBe(picture);
  });
  it('lets an act go on that can still be done, and ends one that somebody else did', () => {
    expect(stillPossible(state, round(3))).toEqual(round(3));
    expect(stillPossible(inRound('G1', 3), round(3))).toBe(null);
    expect(stillPossible(state, round(1, true))).toEqual(round(1, true));
    expect(stillPossible(inRound('G1', 1), round(1, true))).toBe(null);
    expect(stillPossible(state, { kind: 'withhold', question: '9' })).toBe(null);
    expect(stillPossible(state, { kind: 'turn_away', waiting: 4 })).toBe(null);
    expect(stillPossible(state, { kind: 'remove', code: 'C9' })).toEqual({ kind: 'remove', code: '' });
    expect(stillPossible(seatedAs('G1'), { kind: 'pause', safety: false })).toBe(null);
  });
});
