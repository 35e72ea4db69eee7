// SPDX-License-Identifier: EUPL-1.2
import { StatusQueue, news, timeNews } from '../../clients/web/src/announce';
import { balance, clockWarning, floorQueue, myStanding, nextStep, opensIn, quietInside, rimFraction, roundBefore, standing, stepped, timeLeft } from '../../clients/web/src/reading';
import { inRound, noon, notice, own, said, script, seatedAs, status, told } from './frames';
import { withOwn } from '../../clients/web/src/fold';

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
    expect(nextStep(seatedAs('G1'))).toEqual({ kind: 'round', number: 1 });
    expect(nextStep(inRound('G1', 1))).toEqual({ kind: 'round', number: 2 });
    expect(nextStep(inRound('G1', 3))).toEqual({ kind: 'end_sitting', sitting: 1 });
    const between = told(inRound('G1', 3), notice(3, 'sittingOver', { sitting: 1, moreFollow: true }));
    expect(nextStep(between)).toEqual({ kind: 'round', number: 4 });
    expect(nextStep(told(inRound('G1', 4), notice(3, 'sittingOver', { sitting: 2 })))).toEqual({ kind: 'close' });
  });
  it('goes back only within a sitting', () => {
    expect(roundBefore(inRound('G1', 2))).toBe(1);
    expect(roundBefore(inRound('G1', 1))).toBe(0);
    expect(roundBefore(inRound('G1', 4))).toBe(0);
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
    expect(between(inRound('C3', 1), told(inRound('C3', 1), notice(3, 'roundEntered', { room: { round: 2 } })))).toEqual(['alert: Ronde 2, vragen. U antwoordt op vragen.']);
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
    const back = told(away, notice(3, 'roundEntered', { room: { round: 4 } }));
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

describe('reading the talk aloud', () => {
  it('says only how much came, for who chose that', () => {
    const before = inRound('C3', 1);
    const after = told(before, said(3, 'C5', 'een'), said(4, 'C5', 'twee'));
    expect(news(before, after, 'nl', 'count').map((one) => one.text)).toEqual(['2 nieuwe bijdragen.']);
    expect(news(before, after, 'nl', 'off')).toEqual([]);
  });
});
