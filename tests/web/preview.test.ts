// SPDX-License-Identifier: EUPL-1.2
import { consequences, outsideOf, pictureOf, removable, ringsOf, roomsOf, stillPossible, unansweredHelp } from '../../clients/web/src/preview';
import type { ChairAct } from '../../clients/web/src/preview';
import { inForm, inRound, methods, noon, notice, said, seatedAs, told } from './frames';

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

describe('the preview of a round of the other methods', () => {
  const step = (number: number, repetition = 0): ChairAct => ({ kind: 'step', step: { kind: 'round', number, repetition }, back: false });
  const keys = (state: ReturnType<typeof inForm>, act: ChairAct) => consequences(state, act, (group, n) => `${n} ${group}`).map((one) => one.key);
  it('says that people go to a room of their own, and come back from it', () => {
    const found = consequences(inForm('G1', 5), step(6), (group, n) => `${n} ${group}`);
    expect(found.find((one) => one.key === 'moves_beside')?.values).toMatchObject({ group: '2 client', room: { nl: 'Napraten' } });
    expect(keys(inForm('G1', 6), step(8))).toContain('moves_back');
  });
  it('draws a room beside apart from those who are outside, with who leads there', () => {
    const state = inForm('G1', 5);
    const { now, then } = ringsOf(state, step(6))!;
    expect(roomsOf(state, then).map(({ room, seats }) => [room, seats.map((seat) => seat.code)])).toEqual([[1, ['C3', 'C5', 'G1']]]);
    expect(outsideOf(state, then)).toEqual([]);
    expect(roomsOf(state, now!)).toEqual([]);
    expect(outsideOf(state, now!).map((seat) => seat.code)).toEqual(['P1', 'P2']);
  });
  it('counts who sits in the middle where the round knows the chairs, and with their own group where not', () => {
    const groups = (to: number) => consequences(inForm('G1', 3, { repetition: 2 }, { C3: 'kom' }), step(to), (group, n) => `${n} ${group}`).map((one) => one.values['group']);
    expect(groups(5)).toEqual(expect.arrayContaining(['1 kom', '1 client']));
    expect(groups(8)).toContain('2 client');
  });
  it('shows what is revealed, once', () => {
    expect(keys(inForm('G1', 2, { repetition: 1 }), step(3, 1))).toEqual(expect.arrayContaining(['reveal_anonymous', 'reveal_stays']));
    const shown = told(inForm('G1', 2, { repetition: 1 }), notice(3, 'ballotResult', { room: { round: 2, repetition: 1 }, answered: 6 }));
    expect(keys(shown, step(3, 1))).not.toContain('reveal_anonymous');
    expect(keys(inForm('G1', 6), step(7, 1))).toEqual(expect.arrayContaining(['reveal_items', 'reveal_anonymous']));
  });
  it('shows at the end of a meeting what its ballots will give', () => {
    expect(keys(inForm('G1', 3, { repetition: 2 }), { kind: 'step', step: { kind: 'end_sitting', sitting: 1 }, back: false })).toContain('reveal_anonymous');
  });
  it('warns that a round of the body needs more people', () => {
    expect(keys(seatedAs('G1', methods), step(2, 1))).toContain('seats_needed');
    expect(keys(seatedAs('G1', methods), step(1))).not.toContain('seats_needed');
  });
  it('may pass over what is left of the repetitions', () => {
    expect(stillPossible(inForm('G1', 2, { repetition: 1 }), step(5))).toEqual(step(5));
    expect(stillPossible(inForm('G1', 2, { repetition: 1 }), step(3, 1))).toEqual(step(3, 1));
  });
});

describe('the preview of chairs, warnings, decisions and who leads', () => {
  const bowl = inForm('G1', 5, {}, { C3: 'kom' });
  const keys = (state: typeof bowl, act: ChairAct) => consequences(state, act, (group) => group).map((one) => one.key);
  it('says who sits down, may speak there, gets up, and who is next', () => {
    expect(keys(bowl, { kind: 'bind', position: 1, code: 'C5' })).toEqual(['bind_moves', 'bind_speaks', 'bind_seen']);
    const line = told(bowl, notice(3, 'hand', { code: 'C5', up: true }));
    expect(keys(line, { kind: 'free', code: 'C3' })).toEqual(['free_moves', 'free_next']);
    expect(ringsOf(bowl, { kind: 'bind', position: 1, code: 'C5' })?.then.seats.find((seat) => seat.code === 'C5')?.group).toBe('kom');
    expect(ringsOf(bowl, { kind: 'free', code: 'C3' })?.then.seats.find((seat) => seat.code === 'C3')?.group).toBe('client');
  });
  it('offers a chair only to who may have it, and only while one is free', () => {
    expect(stillPossible(bowl, { kind: 'bind', position: 1, code: 'C3' })).toEqual({ kind: 'bind', position: 1, code: '' });
    expect(stillPossible(bowl, { kind: 'bind', position: 1, code: 'P1' })).toEqual({ kind: 'bind', position: 1, code: '' });
    const full = told(bowl, notice(3, 'seatMoved', { seat: { code: 'C5', group: 'kom' } }));
    expect(stillPossible(full, { kind: 'bind', position: 1, code: '' })).toBe(null);
    expect(stillPossible(bowl, { kind: 'free', code: 'C5' })).toBe(null);
  });
  it('warns nobody who leads, and nobody who is away', () => {
    expect(stillPossible(inForm('G1', 3), { kind: 'warn', code: 'P1' })).toEqual({ kind: 'warn', code: '' });
    expect(stillPossible(bowl, { kind: 'warn', code: 'C5' })).toEqual({ kind: 'warn', code: 'C5' });
    expect(keys(bowl, { kind: 'warn', code: 'C5' })).toEqual(['warn_seen', 'cannot_undo']);
  });
  it('says who reads a decision, and ends when somebody else took it', () => {
    const lesson = told(inRound('G1', 3), said(3, 'P1', 'wij bellen', 1, { kind: 5, item: 7n }));
    const decline: ChairAct = { kind: 'decide', item: '7', decision: 'declined' };
    expect(keys(lesson, decline)).toEqual(['decide_seen_reason', 'decide_again']);
    const picture = pictureOf(lesson);
    const declined = told(lesson, notice(4, 'itemChanged', { item: 7n, change: 5, text: 'te duur' }));
    expect(pictureOf(declined)).not.toBe(picture);
    expect(stillPossible(declined, decline)).toBe(null);
  });
  it('closes an incident once, and hands the lead over only from who has it', () => {
    const record = told(bowl, notice(3, 'incident', { incident: 9n, text: 'boos', dueMs: BigInt(noon + 1) }));
    expect(stillPossible(record, { kind: 'close_incident', incident: '9' })).not.toBe(null);
    expect(stillPossible(told(record, notice(4, 'incident', { incident: 9n, text: 'klaar' })), { kind: 'close_incident', incident: '9' })).toBe(null);
    expect(stillPossible(bowl, { kind: 'offer_lead', code: '' })).not.toBe(null);
    expect(stillPossible(told(bowl, notice(3, 'lead', { code: 'G2' })), { kind: 'offer_lead', code: '' })).toBe(null);
  });
});
