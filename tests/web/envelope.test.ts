// SPDX-License-Identifier: EUPL-1.2
import { bytesOf, deliver, envelope_bytes, fitting, plainText, post, sealed, text_bytes_max, together } from '../../clients/web/src/envelope';
import type { Answer, Road } from '../../clients/web/src/envelope';

const opened = (envelope: Uint8Array): string => {
  const length = ((envelope[0] ?? 0) << 8) | (envelope[1] ?? 0);
  expect(envelope.slice(2 + length).every((byte) => byte === 0)).toBe(true);
  return new TextDecoder('utf-8', { fatal: true }).decode(envelope.slice(2, 2 + length));
};

describe('an envelope', () => {
  it('has one size, whatever is in it', () => {
    for (const text of ['', 'a', 'Ik schaamde me zo.', 'é'.repeat(2000), '👩‍👩‍👧'.repeat(200), 'x'.repeat(4000)]) {
      expect(sealed(text)).toHaveLength(envelope_bytes);
      expect(opened(sealed(text))).toBe(text);
    }
    expect(sealed('').every((byte) => byte === 0)).toBe(true);
  });
  it('says the length first, most significant first', () => {
    expect([...sealed('x'.repeat(258)).slice(0, 3)]).toEqual([1, 2, 120]);
  });
  it('takes what fits, and cuts no character in two', () => {
    for (const text of [`${'x'.repeat(3999)}é`, `${'x'.repeat(3998)}👍`, 'é'.repeat(3000)]) {
      expect(bytesOf(fitting(text))).toBeLessThanOrEqual(text_bytes_max);
      expect(text.startsWith(fitting(text))).toBe(true);
      expect(opened(sealed(text))).toBe(fitting(text));
    }
    expect(fitting('x'.repeat(4000))).toHaveLength(4000);
  });
  it('holds no trace of how somebody types', () => {
    expect(plainText('  “Nee” zei zij…  \n‘Echt waar’   \nWaarom???  Stop!!!  \n\n')).toBe('"Nee" zei zij…\n\'Echt waar\'\nWaarom?  Stop!');
    expect(plainText('a\0b')).toBe('ab');
    expect(plainText(' \n \t')).toBe('');
    expect(plainText('Wat?! Nee!?')).toBe('Wat?! Nee!?');
  });
});

// ---- the road

const token = { slot: new Uint8Array(16).fill(1), input: new Uint8Array(32).fill(2), output: new Uint8Array(64).fill(3) };
const closes = 30_000;
const kept: Answer = { status: 200, kept: true };

function road(answers: readonly (Answer | null)[], took = 100) {
  const sent: { path: string; body: Uint8Array }[] = [];
  const left = [...answers];
  let time = 0;
  const over: Road = {
    post: (path, body) => {
      sent.push({ path, body });
      time += took;
      return Promise.resolve(left.length > 0 ? (left.shift() ?? null) : null);
    },
    now: () => time,
    wait: (ms) => {
      time += ms;
      return Promise.resolve();
    },
  };
  return { over, sent, paths: () => sent.map((one) => one.path) };
}

describe('handing in', () => {
  it('sends slot, input, output and envelope, and is done when it is kept', async () => {
    const { over, sent } = road([kept]);
    expect(await deliver(token, sealed('hallo'), closes, over)).toBe('handed_in');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.path).toBe('/api/envelopes');
    expect(sent[0]?.body).toEqual(together(token.slot, token.input, token.output, sealed('hallo')));
    expect(sent[0]?.body).toHaveLength(4208);
  });
  it('tries again after 503, after no answer, and when something on the way is broken', async () => {
    const { over, sent } = road([{ status: 503, kept: false }, null, { status: 502, kept: false }, kept]);
    expect(await deliver(token, sealed(''), closes, over)).toBe('handed_in');
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map((one) => one.body.join())).size).toBe(1);
  });
  it('stops at a refusal', async () => {
    for (const status of [400, 403, 409]) {
      const { over, sent } = road([{ status, kept: false }]);
      expect(await deliver(token, sealed(''), closes, over)).toBe('not_handed_in');
      expect(sent).toHaveLength(1);
    }
  });
  it('stops when intake closes, and asks then whether a lost answer was a yes', async () => {
    const lost = road(Array<null>(40).fill(null));
    expect(await deliver(token, sealed(''), closes, lost.over)).toBe('unsure');
    expect(lost.paths().at(-1)).toBe('/api/envelopes/status');
    expect(lost.paths().filter((path) => path === '/api/envelopes').length).toBeGreaterThan(5);
    expect(lost.sent.at(-1)?.body).toHaveLength(112);
    expect(lost.sent.at(-1)?.body).toEqual(together(token.slot, token.input, token.output));
    const arrived = road([null, { status: 410, kept: false }, kept]);
    expect(await deliver(token, sealed(''), closes, arrived.over)).toBe('handed_in');
    expect(arrived.paths()).toEqual(['/api/envelopes', '/api/envelopes', '/api/envelopes/status']);
  });
  it('says plainly that it is not in where every answer was a no', async () => {
    const full = road(Array<Answer>(40).fill({ status: 503, kept: false }));
    expect(await deliver(token, sealed(''), closes, full.over)).toBe('not_handed_in');
    expect(full.paths()).not.toContain('/api/envelopes/status');
    const late = road([{ status: 410, kept: false }]);
    expect(await deliver(token, sealed(''), closes, late.over)).toBe('not_handed_in');
    const after = road([kept]);
    expect(await deliver(token, sealed(''), -1, after.over)).toBe('not_handed_in');
    expect(after.sent).toHaveLength(0);
  });
});

describe('the request', () => {
  it('names nobody: no credentials, no referrer, nothing kept, and bytes for a body', async () => {
    const asked: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      asked.push([path, init]);
      return Promise.resolve(new Response('{"kept":true}'));
    });
    expect(await post('/api/envelopes', new Uint8Array(4208), 1000)).toEqual({ status: 200, kept: true });
    const [path, init] = asked[0] ?? ['', {}];
    expect(path).toBe('/api/envelopes');
    expect(init).toMatchObject({ method: 'POST', mode: 'cors', credentials: 'omit', cache: 'no-store', keepalive: false, referrerPolicy: 'no-referrer' });
    expect(init.headers).toEqual({ 'Content-Type': 'application/octet-stream' });
    vi.unstubAllGlobals();
  });
  it('is no answer when the network, or something on the way, says something else', async () => {
    for (const answer of [() => Promise.reject(new Error('no network')), () => Promise.resolve(new Response('<html>'))]) {
      vi.stubGlobal('fetch', answer);
      expect(await post('/api/envelopes', new Uint8Array(1), 1000)).toBeNull();
    }
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"error":"not_now"}', { status: 503 })));
    expect(await post('/api/envelopes', new Uint8Array(1), 1000)).toEqual({ status: 503, kept: false });
    vi.unstubAllGlobals();
  });
});
