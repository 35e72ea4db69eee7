// SPDX-License-Identifier: EUPL-1.2
import { fold, leavesHole, unanswered, withOwn } from '../../clients/web/src/fold';
import { nothing } from '../../clients/web/src/state';
import { clock, inForm, inRound, methods, noon, notice, own, said, seatedAs, seats, status, told } from './frames';

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
  it('tell a pause of somebody from one because nobody leads', () => {
    const paused = (by: string) => told(inRound('C3', 1), notice(3, 'clockChanged', { change: 1, clock: clock(50), by })).lines.at(-1);
    expect(paused('G1')).toMatchObject({ kind: 'clock', change: 'paused' });
    expect(paused('')).toMatchObject({ kind: 'clock', change: 'halted' });
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

describe('products', () => {
  const item = (sequence: number, code: string, extra: object = {}) =>
    said(sequence, code, 'waarom', sequence, { kind: 6, item: 21n, product: 'lijst', ...extra });
  it('hold each item once, whoever tells it again', () => {
    const state = told(inForm('C3', 3), item(3, 'C3'), item(4, ''));
    expect([...state.items.values()]).toMatchObject([{ id: '21', product: 'lijst', text: 'waarom', shared: true }]);
    expect(state.lines.filter((line) => line.kind === 'said' && line.what === 'item')).toHaveLength(2);
  });
  it('stay their owner’s until they are shared, with what was thought first', () => {
    const mine = told(inForm('C3', 3), notice(3, 'ownItem', { item: 22n, product: 'aannames', text: 'eerst' }));
    expect(mine.items.get('22')).toMatchObject({ own: true, code: 'C3', before: '' });
    const later = told(mine, notice(4, 'ownItem', { item: 22n, product: 'aannames', text: 'nu', reconsidered: true }));
    expect(later.items.get('22')).toMatchObject({ own: true, text: 'nu', before: 'eerst' });
    const shared = told(later, said(5, 'C3', 'nu', 5, { kind: 6, item: 22n, product: 'aannames' }));
    expect(shared.items.get('22')).toMatchObject({ own: false, text: 'nu' });
  });
  it('settle the own text, whether others see it or not', () => {
    const busy = withOwn(withOwn(inForm('C3', 3), own('0a', 'propose', 'waarom')), own('0b', 'reconsider', 'nu'));
    const shown = told(busy, item(3, 'C3'), notice(4, 'ownItem', { item: 22n, product: 'aannames', text: 'nu', reconsidered: true }));
    expect(shown.own.map((one) => one.shown)).toEqual([true, true]);
  });
  it('come into view when they are released, as a row of their own', () => {
    const state = told(inForm('P1', 7), notice(3, 'itemSeen', { item: 21n, product: 'lijst', text: 'waarom' }));
    expect(state.items.get('21')).toMatchObject({ shared: true, own: false });
    expect(state.lines.at(-1)).toMatchObject({ kind: 'shown', item: '21' });
  });
  it('remember evidence, owner, date, signal, state and decision with its reason', () => {
    const turn = { room: { round: 1 }, number: 3 };
    const state = told(inForm('G1', 3), said(3, 'C3', 'wij bellen', 3, { kind: 5, item: 7n, evidence: [turn] }),
      notice(4, 'itemChanged', { item: 7n, change: 2, evidence: [turn, { room: { round: 1 }, number: 4 }] }),
      notice(5, 'itemChanged', { item: 7n, change: 3, text: 'Team Noord', dueMs: BigInt(noon), signal: true }),
      notice(6, 'itemChanged', { item: 7n, change: 5, text: 'Geen mensen voor' }),
      notice(7, 'itemChanged', { item: 7n, change: 1, state: 1 }));
    expect(state.items.get('7')).toMatchObject({
      evidence: [{ number: 3 }, { number: 4 }], owner: 'Team Noord', dueMs: noon, signal: true, decision: 'declined', state: 1,
    });
  });
});

describe('ballots', () => {
  const room = { round: 2, repetition: 1 };
  it('keep the last own vote, those of others by code, and the result with what is hidden', () => {
    const state = told(inForm('C3', 2, { repetition: 1 }),
      notice(3, 'ownVote', { room, ballot: 0, choices: [1n] }),
      notice(4, 'ownVote', { room, ballot: 0, choices: [4n], reason: 'toch' }),
      notice(5, 'voteSeen', { room, ballot: 0, code: 'C3', choices: [4n], reason: 'toch' }),
      notice(6, 'voteSeen', { room, ballot: 0, code: 'C5', notApplicable: true }),
      notice(7, 'ballotResult', { room, ballot: 0, answered: 9, notApplicableSuppressed: true, tallies: [{ choice: 4n, count: 5 }, { choice: 1n, suppressed: true }] }));
    expect(state.ballots.get('2.1.0')).toMatchObject({
      mine: { choices: ['4'], reason: 'toch' },
      seen: [{ code: 'C3', choices: ['4'] }, { code: 'C5', notApplicable: true }],
      result: { answered: 9, notApplicable: null, tallies: [{ choice: '4', count: 5 }, { choice: '1', count: null }] },
    });
    expect(state.lines.at(-1)).toMatchObject({ kind: 'ballot', ballot: '2.1.0' });
  });
  it('keep those of each repetition apart', () => {
    const state = told(inForm('C3', 2, { repetition: 1 }), notice(3, 'ownVote', { room, choices: [1n] }), notice(4, 'ownVote', { room: { round: 2, repetition: 2 }, choices: [2n] }));
    expect([...state.ballots.keys()]).toEqual(['2.1.0', '2.2.0']);
  });
  it('know of a pass that nobody else is told, until the round is over', () => {
    const state = told(inForm('C3', 2, { repetition: 1 }), notice(3, 'ownPass', {}));
    expect(state.passed).toBe(true);
    expect(told(state, notice(4, 'roundEntered', { room: { round: 3, repetition: 1 }, seats })).passed).toBe(false);
  });
});

describe('chairs that are taken and left', () => {
  it('move a person, say so once, and are home again when the sitting is over', () => {
    const sat = told(inForm('C5', 5), notice(3, 'seatMoved', { seat: { code: 'C3', group: 'kom' } }));
    expect(sat.seats.find((seat) => seat.code === 'C3')?.group).toBe('kom');
    expect(sat.lines.at(-1)).toMatchObject({ kind: 'moved', code: 'C3', group: 'kom' });
    expect(told(sat, notice(4, 'seatMoved', { seat: { code: 'C3', group: 'kom' } })).lines).toHaveLength(sat.lines.length);
    expect(told(sat, notice(4, 'sittingOver', { sitting: 1 })).seats.find((seat) => seat.code === 'C3')?.group).toBe('client');
  });
});

describe('a room beside the round', () => {
  it('is forgotten with the sitting where nothing of it is kept', () => {
    const beside = told(inForm('C3', 6, { room: 1 }), said(3, 'C5', 'vertrouwelijk', 1, { turn: { room: { round: 6, room: 1 }, number: 1 } }));
    expect(beside.place.room).toBe(1);
    expect(beside.lines.at(-1)).toMatchObject({ text: 'vertrouwelijk' });
    const over = told(beside, notice(4, 'sittingOver', { sitting: 1 }));
    expect(over.lines.some((line) => line.kind === 'said')).toBe(false);
  });
});

describe('what a scribe types', () => {
  it('is said by the person of that seat, and settles the text of the scribe', () => {
    const typing = withOwn(inForm('G1', 3), own('0a', 'speak', 'ik zeg dit'));
    const state = told(typing, said(3, 'C3', 'ik zeg dit', 3, { scribe: 'G1' }));
    expect(state.lines.at(-1)).toMatchObject({ code: 'C3', scribe: 'G1' });
    expect(state.own[0]?.shown).toBe(true);
  });
});

describe('consent, letter and care', () => {
  it('know what was agreed, and what I chose last', () => {
    const state = told(inForm('C3', 1), notice(3, 'ownConsent', { level: 'nothing' }), notice(4, 'ownConsent', { level: 'lessons_only', quoted: true }));
    expect(state.archiveLevel).toBe('pseudonymised');
    expect(state.consent).toEqual({ level: 'lessons_only', quoted: true, reused: false });
    expect(seatedAs('C3', methods).consent).toBe(null);
  });
  it('keep the letter and the answers to it', () => {
    const asked = withOwn(seatedAs('C3'), own('0a', 'answerLetter', 'dank'));
    const state = told(asked, notice(2, 'letter', { text: 'Beste deelnemer' }), notice(3, 'letterAnswer', { code: 'C3', text: 'dank' }));
    expect(state.letter?.text).toBe('Beste deelnemer');
    expect(state.letterAnswers).toMatchObject([{ code: 'C3', text: 'dank' }]);
    expect(state.own[0]?.shown).toBe(true);
  });
  it('say who is ready and why the round may end, until it does', () => {
    const state = told(inForm('G1', 1), notice(3, 'ready', { code: 'C3' }), notice(4, 'mayEnd', { why: 'all_submitted' }), notice(5, 'mayEnd', { why: 'all_submitted' }));
    expect([...state.ready]).toEqual(['C3']);
    expect(state.mayEnd).toEqual(['all_submitted']);
    const later = told(state, notice(6, 'roundEntered', { room: { round: 2, repetition: 1 }, seats }));
    expect([later.ready.size, later.mayEnd.length]).toEqual([0, 0]);
  });
  it('keep warnings, and incidents with the time by which they must be answered', () => {
    const state = told(inForm('G1', 3), notice(3, 'warning', { code: 'C3', text: 'Noem geen namen' }),
      notice(4, 'incident', { incident: 9n, about: 'C3', text: 'Dreiging', dueMs: BigInt(noon + 1) }));
    expect(state.warnings).toMatchObject([{ code: 'C3', text: 'Noem geen namen' }]);
    expect(state.incidents).toMatchObject([{ id: '9', about: 'C3', dueMs: noon + 1, closed: null }]);
    const closed = told(state, notice(5, 'incident', { incident: 9n, text: 'Gesproken' }));
    expect(closed.incidents).toMatchObject([{ id: '9', text: 'Dreiging', closed: 'Gesproken' }]);
  });
  it('know who leads, and to whom that was offered', () => {
    const offered = told(inForm('G1', 3), notice(3, 'lead', { code: 'G2', offered: true }));
    expect([offered.lead, offered.leadOffered]).toEqual(['G1', 'G2']);
    const taken = told(offered, notice(4, 'lead', { code: 'G2' }));
    expect([taken.lead, taken.leadOffered]).toEqual(['G2', '']);
  });
});
