// SPDX-License-Identifier: EUPL-1.2
import { StatusQueue, news, timeNews } from '../../clients/web/src/announce';
import {
  balance, ballotsHere, bringable, choicesOf, clockWarning, comparedWith, findingOf, floorQueue, inRoom, isNearlyOver, lessonStatus, levelsOpen, myStanding,
  nearlyOverMs, nextStep, opensIn, positionForMe, positionsHere, productsToMake, quietInside, rimFraction, ringIn, roomsBeside, standing, stepAfterRepetitions,
  stepBefore, stepped, subjectOf, timeLeft, turnName,
} from '../../clients/web/src/reading';
import { clock, inForm, inRound, methods, noon, notice, own, said, script, seatedAs, seats, status, told } from './frames';
import { withOwn } from '../../clients/web/src/fold';
import { isDone, stepsOf } from '../../clients/web/src/steps';

describe('standing', () => {
  it('puts a group that a round does not name outside it', () => {
    expect(standing(script, 3, 'client').ring).toBe('away');
    expect(myStanding(inRound('C3', 3)).may.size).toBe(0);
  });
  it('seats who leads in the chair, in every round', () => {
    expect([1, 2, 3, 4].map((round) => standing(script, round, 'chair').ring)).toEqual(['chair', 'chair', 'chair', 'chair']);
  });
  it('finds the round in which a listener may ask', () => {
    expect(opensIn(script, 1, 'professional', 'ask')).toBe(2);
    expect(opensIn(script, 2, 'professional', 'ask')).toBe(0);
    expect(opensIn(script, 2, 'professional', 'speak')).toBe(3);
  });
});

describe('the next step', () => {
  it('goes round by round, ends the sitting, and opens the next one', () => {
    expect(nextStep(seatedAs('G1'))).toEqual({ kind: 'round', number: 1, repetition: 0 });
    expect(nextStep(inRound('G1', 1))).toEqual({ kind: 'round', number: 2, repetition: 0 });
    expect(nextStep(inRound('G1', 3))).toEqual({ kind: 'end_sitting', sitting: 1 });
    const between = told(inRound('G1', 3), notice(3, 'sittingOver', { sitting: 1, moreFollow: true }));
    expect(nextStep(between)).toEqual({ kind: 'round', number: 4, repetition: 0 });
    expect(nextStep(told(inRound('G1', 4), notice(3, 'sittingOver', { sitting: 2 })))).toEqual({ kind: 'close' });
  });
  it('goes back only within a sitting', () => {
    expect(stepBefore(inRound('G1', 2))).toEqual({ round: 1, repetition: 0 });
    expect(stepBefore(inRound('G1', 1))).toBe(null);
    expect(stepBefore(inRound('G1', 4))).toBe(null);
  });
});

describe('the queue for the floor', () => {
  it('puts quiet people first, then who asked first', () => {
    const state = told(inRound('G1', 1), said(3, 'C3', 'al geweest'),
      notice(4, 'hand', { code: 'C3', up: true }), notice(5, 'hand', { code: 'C5', up: true }));
    expect(floorQueue(state)).toEqual([{ code: 'C5', spoke: 0 }, { code: 'C3', spoke: 1 }]);
  });
});

describe('the clock', () => {
  const state = inRound('C3', 1);
  it('steps once a minute, and every ten seconds at the end', () => {
    expect(stepped(31.5 * 60_000)).toBe(32 * 60_000);
    expect(stepped(125_000)).toBe(130_000);
  });
  it('follows the server, and says when time is up', () => {
    expect(timeLeft(state, noon)).toEqual({ kind: 'running', ms: 50 * 60_000 });
    expect(timeLeft({ ...state, clockOffsetMs: 60_000 }, noon)).toEqual({ kind: 'running', ms: 49 * 60_000 });
    expect(timeLeft(state, noon + 51 * 60_000)).toEqual({ kind: 'over' });
    expect(rimFraction(state, noon + 25 * 60_000)).toBeCloseTo(0.5);
  });
  it('is announced at ten, five and one minute and when it is over', () => {
    const at = (minutes: number) => timeNews(state, noon + minutes * 60_000 - 500, noon + minutes * 60_000 + 500, 'nl')?.text;
    expect([40, 45, 49, 50].map(at)).toEqual(['Nog 10 minuten.', 'Nog 5 minuten.', 'Nog 1 minuut.', 'De tijd is om.']);
    expect(at(20)).toBeUndefined();
  });
});

describe('what is announced', () => {
  const between = (before: ReturnType<typeof inRound>, after: ReturnType<typeof inRound>) => news(before, after, 'nl').map((one) => `${one.where}: ${one.text}`);
  it('says a new round as an alert, with what I do in it', () => {
    expect(between(inRound('C3', 1), told(inRound('C3', 1), notice(3, 'roundEntered', { room: { round: 2 }, seats })))).toEqual(['alert: Ronde 2, vragen. U antwoordt op vragen.']);
    expect(between(inRound('C3', 2), told(inRound('C3', 2), notice(3, 'roundEntered', { room: { round: 3 } })))).toEqual(['alert: Ronde 3, nabespreking. Pauze voor u.']);
  });
  it('says what is mine louder than what is another’s', () => {
    const state = inRound('C3', 1);
    expect(between(state, told(state, notice(3, 'floor', { code: 'C3' })))).toEqual(['alert: U hebt het woord.']);
    expect(between(state, told(state, notice(3, 'floor', { code: 'C5' })))).toEqual(['status: C5 heeft het woord.']);
  });
  it('leaves the talk to the log', () => {
    const state = inRound('C3', 1);
    expect(between(state, told(state, said(3, 'C5', 'hallo')))).toEqual([]);
  });
  it('says a refusal as an alert', () => {
    const state = withOwn(inRound('C3', 1), own('0a', 'speak', 'te laat'));
    expect(between(state, told(state, status('refused', { id: Uint8Array.from([10]), reason: 'round_over' })))).toEqual(['alert: Niet verstuurd']);
  });
  it('tells the chair of a call for help at once', () => {
    const state = inRound('G1', 1);
    expect(between(state, told(state, notice(3, 'help', { code: 'C5', text: 'stop' })))).toEqual(['alert: C5 vraagt om hulp.']);
  });
});

describe('the status queue', () => {
  it('says at most one sentence in two seconds, the latest of a kind', () => {
    vi.useFakeTimers();
    const heard: string[] = [];
    const queue = new StatusQueue((text) => heard.push(text));
    for (const text of ['een', 'twee', 'drie']) queue.add({ where: 'status', kind: 'floor', text });
    expect(heard).toEqual(['een']);
    vi.advanceTimersByTime(2000);
    expect(heard).toEqual(['een', 'drie']);
    vi.useRealTimers();
  });
});

describe('coming back from outside the room', () => {
  it('is said first', () => {
    const away = inRound('C3', 3);
    const back = told(away, notice(3, 'roundEntered', { room: { round: 4 }, seats }));
    expect(news(away, back, 'nl')[0]?.text).toBe('U kunt terugkomen. Ronde 4, terugkoppeling. U kunt nu schrijven.');
  });
});

describe('what the chair sees of the balance', () => {
  const busy = told(inRound('G1', 1), said(3, 'C3', 'een'), said(4, 'C3', 'twee'), said(5, 'G1', 'welkom', 5, { kind: 2 }), said(6, 'C5', 'drie'));
  it('counts turns per ring, without the chair and never per person', () => {
    expect(balance(busy)).toEqual({ inner: 3, outer: 0 });
    expect(balance(told(busy, notice(7, 'seatLeft', { code: 'C5' })))).toEqual({ inner: 3, outer: 0 });
  });
  it('speaks of no outer ring where there is none', () => {
    expect(balance(inRound('G1', 3)).outer).toBe(null);
  });
  it('names who in the middle has said nothing', () => {
    expect(quietInside(told(inRound('G1', 1), said(3, 'C3', 'een')))).toEqual(['C5']);
  });
});

describe('the warnings of the clock', () => {
  it('come at five minutes, at one, and when time is up', () => {
    const state = inRound('G1', 1);
    const end = noon + 50 * 60_000;
    expect(clockWarning(state, end - 301_000)).toBe(null);
    expect(clockWarning(state, end - 300_000)).toEqual({ kind: 'five', minutes: 5 });
    expect(clockWarning(state, end - 60_000)).toEqual({ kind: 'one', minutes: 1 });
    expect(clockWarning(state, end)).toEqual({ kind: 'over', minutes: 0 });
  });
});

describe('a round that is nearly over', () => {
  it('has five minutes left, or a third of a short one', () => {
    expect([50, 15, 10, 3, 0].map((minutes) => nearlyOverMs(minutes * 60_000) / 1000)).toEqual([300, 300, 200, 60, 0]);
  });
  it('is never one that has just begun, however short', () => {
    for (const minutes of [1, 3, 5, 10, 50]) {
      const state = told(seatedAs('G1'), notice(2, 'roundEntered', { room: { round: 1 }, seats, clock: clock(minutes) }));
      const end = noon + minutes * 60_000;
      expect(isNearlyOver(state, noon), `${minutes} minutes`).toBe(false);
      expect(clockWarning(state, noon)).toBe(null);
      expect(isNearlyOver(state, end - 20_000)).toBe(true);
      expect(isNearlyOver(state, end)).toBe(true);
    }
  });
  it('is not warned of in a break', () => {
    const state = inRound('G1', 1);
    expect(isNearlyOver({ ...state, clock: { ...state.clock!, paused: true, remainingMs: 1000 } }, noon)).toBe(false);
  });
});

describe('the steps of who leads', () => {
  it('are the rounds that are held, with each opening and closing as one', () => {
    expect(stepsOf(seatedAs('G1', methods))).toEqual([[1], [2], [3], [5], [6], [7], [8]]);
    const script = { ...methods, rounds: [methods.rounds[0]!, ...methods.rounds, methods.rounds[7]!, { ...methods.rounds[7]!, sitting: 2 }] };
    expect(stepsOf({ ...seatedAs('G1', methods), script })).toEqual([[1, 2], [3], [4], [6], [7], [8], [9, 10], [11]]);
  });
  it('are done before the open round and in meetings that ended', () => {
    expect([1, 2, 3].map((number) => isDone(inRound('G1', 2), number))).toEqual([true, false, false]);
    expect([3, 4].map((number) => isDone({ ...seatedAs('G1'), sittingsEnded: 1 }, number))).toEqual([true, false]);
  });
});

describe('reading the talk aloud', () => {
  it('says only how much came, for who chose that', () => {
    const before = inRound('C3', 1);
    const after = told(before, said(3, 'C5', 'een'), said(4, 'C5', 'twee'));
    expect(news(before, after, 'nl', 'count').map((one) => one.text)).toEqual(['2 nieuwe bijdragen.']);
    expect(news(before, after, 'nl', 'off')).toEqual([]);
  });
});

describe('a round of the other methods', () => {
  it('is named as people count: the opening and the closing are not numbered', () => {
    const turn = { round: 3, repetition: 0, room: 0, number: 12 };
    expect(turnName(methods, turn)).toBe('2.12');
    expect(turnName(methods, { ...turn, repetition: 2 })).toBe('2/2.12');
    expect(turnName(methods, { ...turn, round: 1 })).toBe('o.12');
    expect(turnName(methods, { ...turn, round: 6, room: 1 })).toBe('4/0/1.12');
  });
  it('that an option leaves out opens no right and is no step', () => {
    expect(nextStep(inForm('G1', 3, { repetition: 2 }))).toEqual({ kind: 'round', number: 5, repetition: 0 });
    const through = told(inForm('G1', 3, { repetition: 2 }), notice(3, 'roundEntered', { room: { round: 5 }, seats }));
    expect(stepBefore(through)).toEqual({ round: 3, repetition: 2 });
  });
});

describe('rounds that are repeated', () => {
  const listed = (state: ReturnType<typeof inForm>) =>
    told(state, notice(3, 'contribution', { kind: 6, turn: { room: { round: 3 }, number: 1 }, code: 'C3', item: 21n, product: 'lijst', text: 'waarom' }));
  it('come once for each statement, block by block', () => {
    expect(nextStep(inForm('G1', 1))).toEqual({ kind: 'round', number: 2, repetition: 1 });
    expect(nextStep(inForm('G1', 2, { repetition: 1 }))).toEqual({ kind: 'round', number: 3, repetition: 1 });
    expect(nextStep(inForm('G1', 3, { repetition: 1 }))).toEqual({ kind: 'round', number: 2, repetition: 2 });
    expect(stepBefore(inForm('G1', 2, { repetition: 2 }))).toEqual({ round: 3, repetition: 1 });
  });
  it('may be left before the last statement', () => {
    expect(stepAfterRepetitions(inForm('G1', 2, { repetition: 1 }))).toEqual({ kind: 'round', number: 5, repetition: 0 });
    expect(stepAfterRepetitions(inForm('G1', 3, { repetition: 2 }))).toBe(null);
  });
  it('come once for each item, and not at all for none', () => {
    expect(nextStep(inForm('G1', 6))).toEqual({ kind: 'round', number: 8, repetition: 0 });
    expect(nextStep(listed(inForm('G1', 6)))).toEqual({ kind: 'round', number: 7, repetition: 1 });
  });
  it('say what they are about', () => {
    expect(subjectOf(inForm('C3', 2, { repetition: 2 }))).toMatchObject({ n: 2, total: 2, statement: { nl: 'Twee' } });
    expect(subjectOf(listed(inForm('C3', 7, { repetition: 1 }, {}, { subject: 21n })))).toMatchObject({ n: 1, total: 1, item: { text: 'waarom' } });
    expect(subjectOf(inForm('C3', 5))).toBe(null);
  });
});

describe('where somebody sits', () => {
  it('is the position while one sits in it, and the own group where a round does not know it', () => {
    expect(myStanding(inForm('C3', 5, {}, { C3: 'kom' })).may.has('leave_seat')).toBe(true);
    expect(myStanding(inForm('C3', 5)).may.has('take_seat')).toBe(true);
    expect(standing(methods, 8, 'kom').ring).toBe('inner');
    expect(standing(methods, 6, 'kom').room).toBe(1);
  });
  it('may be a room beside the round, from which the round is away', () => {
    const beside = inForm('C3', 6, { room: 1 });
    expect(myStanding(beside)).toMatchObject({ ring: 'inner', room: 1 });
    expect(ringIn(methods, 6, 1, 'professional')).toBe('away');
    expect(ringIn(methods, 6, 0, 'client')).toBe('away');
    expect(ringIn(methods, 6, 0, 'chair')).toBe('chair');
    expect(roomsBeside(inForm('G1', 6))).toMatchObject([{ room: 1, kept: false, mine: true }]);
  });
  it('is away where the round told nobody’s seat', () => {
    const told2 = told(inForm('C3', 5), notice(3, 'roundEntered', { room: { round: 8 } }));
    expect(myStanding(told2).ring).toBe('away');
  });
  it('says which chairs are free, and which one is for me', () => {
    const state = inForm('C3', 5, {}, { C5: 'kom' });
    expect(positionsHere(state)).toMatchObject([{ index: 1, free: 1 }]);
    expect(positionForMe(state)?.index).toBe(1);
    expect(positionForMe(inForm('P1', 5))).toBeUndefined();
    expect(positionsHere(inForm('C3', 3))).toEqual([]);
  });
  it('opens what a position may do to whoever may come to sit in it', () => {
    expect(opensIn(methods, 1, 'client', 'leave_seat')).toBe(5);
    expect(opensIn(methods, 1, 'professional', 'take_seat')).toBe(0);
  });
});

describe('products', () => {
  it('are made where the placement says so', () => {
    expect(productsToMake(inForm('C3', 3, { repetition: 1 })).map(({ index, product }) => [index, product.id])).toEqual([[0, 'lijst'], [1, 'aannames']]);
    expect(productsToMake(inForm('P1', 3, { repetition: 1 }))).toEqual([]);
  });
});

describe('a ballot', () => {
  const voted = (round: number, repetition: number, ballot: object) =>
    told(inForm('C3', round, { repetition }), notice(3, 'ballotResult', { room: { round, repetition }, ballot: 0, ...ballot }));
  const tallies = (...counts: number[]) => counts.map((count, index) => ({ choice: BigInt(index + 1), count }));
  const finding = (ballot: object) => {
    const state = voted(2, 1, ballot);
    const known = [...state.ballots.values()][0]!;
    return findingOf(methods.rounds[1]!.ballots[0]!, known);
  };
  it('is open in the round that holds it, with the points of the scale', () => {
    const state = inForm('C3', 2, { repetition: 2 });
    expect(ballotsHere(state)).toMatchObject([{ index: 0, key: '2.2.0' }]);
    expect(choicesOf(state, methods.rounds[1]!.ballots[0]!).map((one) => one.id)).toEqual(['1', '2', '3', '4', '5']);
    expect(ballotsHere(inForm('C3', 6, { room: 1 }))).toEqual([]);
  });
  it('says where more than half stand, or how far they differ', () => {
    expect(finding({ answered: 7, tallies: tallies(0, 0, 1, 3, 3) })).toEqual({ kind: 'agree', n: 6, of: 7 });
    expect(finding({ answered: 7, notApplicable: 2, tallies: tallies(3, 0, 1, 0, 1) })).toEqual({ kind: 'disagree', n: 3, of: 5 });
    expect(finding({ answered: 6, tallies: tallies(2, 1, 1, 2, 0) })).toEqual({ kind: 'spread', n: 4, of: 6 });
  });
  it('says nothing where a count is hidden or too few took part', () => {
    expect(finding({ answered: 7, tallies: [{ choice: 1n, suppressed: true }, { choice: 5n, count: 5 }] })).toBe(null);
    expect(finding({ belowFloor: true })).toBe(null);
  });
  it('is compared with the one before it about the same statement', () => {
    const before = voted(2, 1, { answered: 5 });
    const after = told(before, notice(4, 'ballotResult', { room: { round: 2, repetition: 2 }, ballot: 0, answered: 6 }),
      notice(5, 'ballotResult', { room: { round: 3, repetition: 1 }, ballot: 0, answered: 7 }));
    expect(comparedWith(after, after.ballots.get('3.1.0')!)?.result?.answered).toBe(5);
    expect(comparedWith(after, after.ballots.get('2.1.0')!)).toBeUndefined();
  });
});

describe('what becomes of a lesson', () => {
  it('goes from draft to done, and is late after its date', () => {
    const draft = told(inRound('G1', 3), said(3, 'P1', 'wij bellen', 1, { kind: 5, item: 7n }));
    const at = (state: typeof draft, now = noon) => lessonStatus(state, state.items.get('7')!, now);
    expect(at(draft)).toBe('draft');
    const shared = told(draft, said(4, '', 'wij bellen', 2, { kind: 5, item: 7n }));
    expect(at(shared)).toBe('shared');
    const judged = told(shared, notice(5, 'lessonVerdict', { lesson: 7n, code: 'C3', verdict: 1 }));
    expect(at(judged)).toBe('judged');
    const adopted = told(judged, notice(6, 'itemChanged', { item: 7n, change: 3, text: 'Team Noord', dueMs: BigInt(noon + 1000) }), notice(7, 'itemChanged', { item: 7n, change: 4 }));
    expect(at(adopted)).toBe('adopted');
    expect(at(adopted, noon + 2000)).toBe('overdue');
    expect(at(told(adopted, notice(8, 'itemChanged', { item: 7n, change: 6 })), noon + 2000)).toBe('done');
  });
});

describe('what I may bring along', () => {
  it('is my notes and marks, each once, where the round carries them', () => {
    const heard = told(inForm('C3', 1), said(3, 'P1', 'een', 1), notice(4, 'ownMark', { turn: { room: { round: 1 }, number: 1 }, on: true }),
      notice(5, 'ownNote', { note: 8n, room: { round: 1 }, text: 'onthouden' }));
    expect(bringable(heard).notes).toEqual([]);
    const talking = told(heard, notice(6, 'roundEntered', { room: { round: 3, repetition: 1 }, seats }));
    expect(bringable(talking).notes.map((note) => note.id)).toEqual(['8']);
    expect(bringable(talking).marks.map((mark) => mark.text)).toEqual(['een']);
    const brought = told(talking,
      notice(7, 'contribution', { kind: 7, turn: { room: { round: 3, repetition: 1 }, number: 1 }, code: 'C3', item: 8n, text: 'onthouden' }),
      notice(8, 'contribution', { kind: 8, turn: { room: { round: 3, repetition: 1 }, number: 2 }, code: 'C3', replyTo: { room: { round: 1 }, number: 1 } }));
    expect(bringable(brought)).toEqual({ notes: [], marks: [] });
  });
});

describe('consent', () => {
  it('is never more than was agreed for the conversation', () => {
    expect(levelsOpen(inForm('C3', 1))).toEqual(['nothing', 'lessons_only', 'pseudonymised']);
  });
});

describe('the talk of one room', () => {
  it('leaves out what is said beside it', () => {
    const state = told(inForm('G1', 6), said(3, 'C3', 'naast', 1, { turn: { room: { round: 6, room: 1 }, number: 1 } }), said(4, 'P1', 'hier', 1, { turn: { room: { round: 6 }, number: 1 } }));
    const texts = (room: number) => state.lines.filter((line) => line.kind === 'said' && inRoom(line, room)).map((line) => line.kind === 'said' && line.text);
    expect(texts(0)).toEqual(['hier']);
    expect(texts(1)).toEqual(['naast']);
  });
});

describe('what is announced of the other methods', () => {
  const between = (before: ReturnType<typeof inForm>, after: ReturnType<typeof inForm>) => news(before, after, 'nl').map((one) => `${one.where}: ${one.text}`);
  it('says what I do in a round without talk, and that it is another repetition', () => {
    const first = inForm('C3', 2, { repetition: 1 });
    const again = told(first, notice(3, 'roundEntered', { room: { round: 2, repetition: 2 }, seats }));
    expect(between(first, again)).toEqual(['alert: Ronde 1, vooraf. U kiest een antwoord.']);
    expect(between(seatedAs('C3', methods), inForm('C3', 1))[0]).toContain('Opening. Lees, en zeg dat u klaar bent.');
  });
  it('says that I sit on the chair, that I am warned, that a result or a letter came', () => {
    const state = inForm('C3', 5);
    expect(between(state, told(state, notice(3, 'seatMoved', { seat: { code: 'C3', group: 'kom' } })))).toEqual(['alert: U zit nu op de stoel.']);
    expect(between(state, told(state, notice(3, 'seatMoved', { seat: { code: 'C5', group: 'kom' } })))).toEqual([]);
    expect(between(state, told(state, notice(3, 'warning', { code: 'C3', text: 'Noem geen namen' })))).toEqual(['alert: De gespreksleider waarschuwt u. Noem geen namen']);
    expect(between(state, told(state, notice(3, 'ballotResult', { room: { round: 2, repetition: 1 } })))).toEqual(['status: Er is een uitslag.']);
    expect(between(state, told(state, notice(3, 'letter', { text: 'Beste' })))).toEqual(['status: Er is een brief voor u.']);
  });
});
