// SPDX-License-Identifier: EUPL-1.2
import { withdraw, withoutWords } from '../../clients/web/src/withdraw';
import { inRound, said, told } from './frames';

const secret = '0'.repeat(32);
const answering = (status: number, body: object) => {
  const asked: { path: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (path: string, request: { body: string }) => {
    asked.push({ path, body: JSON.parse(request.body) });
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
};
afterEach(() => vi.unstubAllGlobals());

describe('taking words back', () => {
  it('names one turn, or all', async () => {
    const asked = answering(200, { erased: '1' });
    expect(await withdraw(secret, { round: 1, repetition: 0, room: 0, number: 12 })).toBe('gone');
    expect(await withdraw(secret)).toBe('gone');
    expect(asked).toEqual([
      { path: '/api/withdraw', body: { seatSecret: secret, round: 1, repetition: 0, room: 0, number: 12 } },
      { path: '/api/withdraw', body: { seatSecret: secret, all: true } },
    ]);
  });
  it('tells nothing left from not now', async () => {
    answering(404, { error: 'no_such_words', sentence: '' });
    expect(await withdraw(secret)).toBe('nothing');
    answering(503, { error: 'record_unreadable', sentence: '' });
    expect(await withdraw(secret)).toBe('failed');
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError()));
    expect(await withdraw(secret)).toBe('failed');
  });
});

describe('what the own screen shows after it', () => {
  const state = told(inRound('C3', 1), said(3, 'C3', 'van mij'), said(4, 'C5', 'van een ander'), said(5, 'C3', 'ook van mij'));
  const texts = (of: typeof state) => of.lines.flatMap((one) => (one.kind === 'said' ? [one.text] : []));

  it('is without the words of that turn', () => {
    const first = state.lines.find((one) => one.kind === 'said');
    expect(first?.kind).toBe('said');
    if (first?.kind !== 'said') return;
    expect(texts(withoutWords(state, first.turn))).toEqual(['', 'van een ander', 'ook van mij']);
  });
  it('is without all own words, and no others', () => {
    expect(texts(withoutWords(state))).toEqual(['', 'van een ander', '']);
    expect(withoutWords(state).notes).toEqual([]);
  });
});
