// SPDX-License-Identifier: EUPL-1.2
import { fold, leavesHole, unanswered, withOwn } from '../../clients/web/src/fold';
import { nothing } from '../../clients/web/src/state';
import { clock, inRound, noon, notice, own, said, seatedAs, seats, status, told } from './frames';

describe('the fold', () => {
  it('knows nothing before it is told', () => {
    expect(nothing.self).toBeNull();
    expect(fold(nothing, status('pageEnd', { more: false }), noon)).toBe(nothing);
  });

  it('takes the snapshot at admission', () => {
    const state = seatedAs('C3');
    expect(state.self?.code).toBe('C3');
    expect(state.seats.map((seat) => seat.code)).toEqual(['C3', 'C5', 'P1', 'P2', 'G1']);
    expect(state.sequence).toBe(1n);
  });

  it('tells a notice that was told already only once', () => {
    const once = told(inRound('C5', 1), said(3, 'C3', 'hallo'));
    expect(told(once, said(3, 'C3', 'hallo'))).toEqual(once);
  });

  it('sees a hole in the numbers', () => {
    const state = inRound('C5', 1);
    expect(leavesHole(state, said(3, 'C3', 'a'))).toBe(false);
    expect(leavesHole(state, said(4, 'C3', 'a'))).toBe(true);
    expect(leavesHole(state, status('welcome', {}))).toBe(false);
  });

  it('gives the same state for the same frames', () => {
    const frames = [said(3, 'C3', 'een'), said(4, 'C5', 'twee'), notice(5, 'pass', { turn: { room: { round: 1 }, number: 5 }, code: 'C3' })];
    expect(told(inRound('P1', 1), ...frames)).toEqual(told(inRound('P1', 1), ...frames));
  });

  it('forgets everything on a resync but what is still to be answered', () => {
    const busy = withOwn(told(inRound('C3', 1), said(3, 'C5', 'hallo')), own('01', 'speak', 'nog niet'));
    const state = told(busy, status('welcome', { nowMs: BigInt(noon), seated: true, resync: true }));
    expect(state.lines).toEqual([]);
    expect(state.sequence).toBe(0n);
    expect(state.own).toHaveLength(1);
  });

  it('reckons with the clock of the server', () => {
    const state = told(nothing, status('welcome', { nowMs: BigInt(noon + 7000), seated: false }));
    expect(state.clockOffsetMs).toBe(7000);
    expect(state.seated).toBe(false);
  });
});

describe('own commands', () => {
  const sending = withOwn(inRound('C3', 1), own('0a', 'speak', 'mijn verhaal'));

  it('stay under way until the server answers', () => {
    expect(unanswered(sending)).toHaveLength(1);
  });
  it('are saved on acceptance, and stand in the talk once told', () => {
    const accepted = told(sending, status('accepted', { id: Uint8Array.from([10]) }));
    expect(accepted.own[0]?.state).toBe('saved');
    expect(unanswered(accepted)).toHaveLength(0);
    const shown = told(accepted, said(3, 'C3', 'mijn verhaal'));
    expect(shown.own).toHaveLength(0);
    expect(shown.lines.at(-1)).toMatchObject({ kind: 'said', text: 'mijn verhaal' });
  });
  it('are shown once when the notice comes before the answer', () => {
    const shown = told(sending, said(3, 'C3', 'mijn verhaal'));
    expect(shown.own[0]?.shown).toBe(true);
    expect(unanswered(shown)).toHaveLength(1);
    expect(told(shown, status('accepted', { id: Uint8Array.from([10]) })).own).toHaveLength(0);
  });
  it('keep their text and the reason when refused, and are never sent again', () => {
    const state = told(sending, status('refused', { id: Uint8Array.from([10]), reason: 'round_over', opensInRound: 0, timeLeftMs: -1n }));
    expect(state.own[0]).toMatchObject({ state: 'refused', text: 'mijn verhaal', refusal: { reason: 'round_over' } });
    expect(unanswered(state)).toHaveLength(0);
  });
  it('are not settled by the words of somebody else', () => {
    expect(told(sending, said(3, 'C5', 'mijn verhaal')).own[0]?.shown).toBe(false);
  });
  it('without words of their own are done once accepted', () => {
    const state = withOwn(inRound('C3', 1), own('0b', 'pass', '', {}));
    expect(told(state, status('accepted', { id: Uint8Array.from([11]) })).own).toHaveLength(0);
  });
});

describe('rounds', () => {
  it('end the floor, the hands and the questions that waited', () => {
    const before = told(inRound('P1', 2),
      notice(3, 'hand', { code: 'C3', up: true }),
      notice(4, 'floor', { code: 'C5' }),
      notice(5, 'questionWaiting', { question: 9n, code: 'P1', text: 'waarom?' }),
    );
    expect(before.floor).toBe('C5');
    expect(before.questions[0]?.state).toBe('waiting');
    const after = told(before, notice(6, 'roundEntered', { room: { round: 3 }, seats, clock: clock(30) }));
    expect(after.floor).toBe('');
    expect(after.hands).toEqual([]);
    expect(after.questions[0]?.state).toBe('lapsed');
  });
  it('show nobody to who is away', () => {
    const state = told(inRound('C3', 2), notice(3, 'roundEntered', { room: { round: 3 }, seats: [] }));
    expect(state.seats).toEqual([]);
    expect(state.place.round).toBe(3);
  });
  it('keep the place in a later sitting', () => {
    const ended = told(inRound('C3', 3), notice(3, 'sittingOver', { sitting: 1, moreFollow: true, reason: 'klaar' }));
    expect(ended.place.round).toBe(0);
    expect(ended.sittingEnd).toMatchObject({ moreFollow: true });
    const later = told(ended, notice(4, 'roundEntered', { room: { round: 4 }, seats }));
    expect(later.sittingEnd).toBeNull();
    expect(later.self?.code).toBe('C3');
  });
  it('say how long an extension is', () => {
    const state = told(inRound('C3', 1), notice(3, 'clockChanged', { change: 3, clock: clock(55), by: 'G1', reason: 'ruimte' }));
    expect(state.lines.at(-1)).toMatchObject({ kind: 'clock', change: 'extended', minutes: 5 });
    expect(state.clock?.plannedMs).toBe(55 * 60_000);
  });
});

describe('help', () => {
  it('is gone when the sitting is over', () => {
    const asked = told(inRound('C3', 1), notice(3, 'help', { code: 'C3', text: 'ik wil stoppen' }));
    expect(asked.help).toHaveLength(1);
    expect(told(asked, notice(4, 'sittingOver', { sitting: 1 })).help).toEqual([]);
  });
});

describe('what the chair is told', () => {
  it('holds the door until somebody is let in or not', () => {
    const waiting = told(seatedAs('G1'),
      notice(2, 'lobbyChanged', { change: 1, waiting: 4, group: 'client', name: 'Ans' }),
      notice(3, 'lobbyChanged', { change: 1, waiting: 5, group: 'client', name: '' }));
    expect(waiting.lobby.map((one) => one.id)).toEqual([4, 5]);
    const admitted = told(waiting, notice(4, 'lobbyChanged', { change: 2, waiting: 4, group: 'client', code: 'C8' }));
    expect(admitted.lobby.map((one) => one.id)).toEqual([5]);
    expect(admitted.known.some((seat) => seat.code === 'C8')).toBe(true);
  });
  it('tells who has no connection, without a number', () => {
    const state = told(seatedAs('G1'), status('presence', { code: 'C3', connected: false }));
    expect(state.away.has('C3')).toBe(true);
    expect(state.sequence).toBe(1n);
    expect(told(state, status('presence', { code: 'C3', connected: true })).away.size).toBe(0);
  });
  it('follows a question through the gate', () => {
    const asked = told(inRound('G1', 2), notice(3, 'questionWaiting', { question: 9n, code: 'P1', text: 'waarom?' }));
    const back = told(asked, notice(4, 'questionDecided', { question: 9n, decision: 2, text: 'als vraag' }));
    expect(back.questions[0]).toMatchObject({ state: 'rephrase', explanation: 'als vraag' });
    const shown = told(asked, notice(4, 'contribution', { kind: 3, turn: { room: { round: 2 }, number: 1 }, code: 'P1', item: 9n, text: 'waarom?' }));
    expect(shown.questions[0]?.state).toBe('accepted');
  });
});

describe('what is one person’s own', () => {
  it('keeps notes and marks', () => {
    const turn = { room: { round: 1 }, number: 3 };
    const state = told(inRound('P1', 1),
      said(3, 'C3', 'hallo'),
      notice(4, 'ownMark', { turn, on: true }),
      notice(5, 'ownNote', { note: 1n, room: { round: 1 }, text: 'onthouden' }));
    expect(state.marks.has('1.0.0.3')).toBe(true);
    expect(state.notes[0]?.text).toBe('onthouden');
    expect(told(state, notice(6, 'ownMark', { turn, on: false })).marks.size).toBe(0);
  });
  it('counts the verdicts on a lesson once a person', () => {
    const state = told(inRound('C3', 4),
      notice(3, 'lessonVerdict', { lesson: 7n, code: 'C3', verdict: 1 }),
      notice(4, 'lessonVerdict', { lesson: 7n, code: 'C3', verdict: 2 }));
    expect([...(state.verdicts.get('7') ?? [])]).toEqual([['C3', 'partly']]);
  });
});
