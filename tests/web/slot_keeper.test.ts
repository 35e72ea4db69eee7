// SPDX-License-Identifier: EUPL-1.2
// A whole anonymous round of one device, with a server that gives tokens and takes envelopes: what is sent
// and when does not depend on what the person does, a reload changes nothing, and a wrong proof ends it.
import { create } from '@bufbuild/protobuf';
import { ristretto255_oprf } from '../../clients/web/node_modules/@noble/curves/ed25519.js';
import { hex } from '../../clients/web/src/bytes';
import { fold } from '../../clients/web/src/fold';
import { ScriptViewSchema } from '../../clients/web/src/gen/arena/v1/wire_pb';
import type { Command, ServerFrame } from '../../clients/web/src/gen/arena/v1/wire_pb';
import { clock, noon, notice, seatedAs, seats, status, told } from './frames';

const { voprf } = ristretto255_oprf;
const id = new Uint8Array(16).fill(7);
const keys = voprf.generateKeyPair();
const ends = noon + 300_000;
const seat = { link: 'a'.repeat(32), conversation: 'b'.repeat(32), seatSecret: 'c'.repeat(32) };
const script = create(ScriptViewSchema, {
  groups: [{ id: 'client', role: 'client' }, { id: 'chair', role: 'facilitator' }],
  rounds: [{ id: 'een', held: true, sitting: 1, label: '1', placements: [{ group: 'client', ring: 'inner', may: ['speak', 'anonymous'] }] }],
});
const inRound = told(seatedAs('C3', script), notice(2, 'roundEntered', { room: { round: 1 }, seats, clock: clock(20) }));
const opened = notice(3, 'slot', { slot: { slot: id, key: keys.publicKey, writes: true, writingEndsMs: BigInt(ends), text: 'Wat?' } });

// ---- the device: what it keeps survives a reload, the modules do not

const kept = new Map<string, string>();
const posted: { at: number; path: string; body: Uint8Array }[] = [];
let answers: (() => Promise<Response>)[] = [];
const yes = () => Promise.resolve(new Response('{"kept":true}'));

type Page = Awaited<ReturnType<typeof load>>;
let before: { value: unknown } | null = null;
async function load() {
  if (before) before.value = { kind: 'no_link' }; // the page that is left does nothing more
  vi.resetModules();
  const store = await import('../../clients/web/src/store');
  const keeper = await import('../../clients/web/src/slot-keeper');
  await import('../../clients/web/src/voprf');
  before = store.page;
  store.page.value = { kind: 'conversation', seat };
  store.line.value = { kind: 'catching_up' };
  keeper.followSlots();
  const hear = (...frames: ServerFrame[]): void => {
    store.state.value = frames.reduce((known, frame) => fold(known, frame, Date.now()), store.state.value);
  };
  const asked = (): Command[] => store.state.value.own.map((one) => one.command).filter((one) => one.act.case === 'requestToken');
  return { store, keeper, hear, asked, mine: () => keeper.mine.value };
}
const live = (page: Page): void => void (page.store.line.value = { kind: 'live' });
async function begin(frames: ServerFrame[] = [opened]): Promise<Page> {
  const page = await load();
  page.store.state.value = inRound;
  page.hear(...frames);
  live(page);
  await settle();
  return page;
}
async function settle(): Promise<void> {
  for (let n = 0; n < 20; n++) await new Promise((then) => setImmediate(then));
}
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

// ---- the server

function give(page: Page, pair = keys): void {
  const [command] = page.asked();
  if (command?.act.case !== 'requestToken') throw new Error('no token was asked for');
  const { evaluated, proof } = voprf.blindEvaluate(pair.secretKey, pair.publicKey, command.act.value.blinded);
  page.hear(
    status('tokenIssued', { slot: id, element: evaluated, challenge: proof.slice(0, 32), response: proof.slice(32) }),
    status('accepted', { id: command.id }),
  );
}
const textOf = (body: Uint8Array): string => {
  const length = ((body[112] ?? 0) << 8) | (body[113] ?? 0);
  return new TextDecoder().decode(body.slice(114, 114 + length));
};
const holds = (body: Uint8Array): boolean => {
  const direct = voprf as unknown as { evaluate(secret: Uint8Array, input: Uint8Array): Uint8Array };
  return hex(direct.evaluate(keys.secretKey, body.slice(16, 48))) === hex(body.slice(48, 112));
};

beforeEach(() => {
  kept.clear();
  posted.length = 0;
  answers = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    posted.push({ at: Date.now(), path, body: init.body as Uint8Array });
    return (answers.shift() ?? yes)();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an anonymous round on one device', () => {
  for (const [choice, draft, sent] of [['none', '', ''], ['pass', 'Toch niet.', ''], ['write', 'Ik “wist” niets!!!  ', 'Ik "wist" niets!']] as const) {
    it(`asks at once and hands in by itself: ${choice}`, async () => {
      const page = await begin();
      expect(page.asked()).toHaveLength(1);
      expect(posted).toHaveLength(0);
      give(page);
      await settle();
      expect(page.asked()).toHaveLength(0);
      page.keeper.choose(choice);
      page.keeper.write(draft);
      await pass(299_999);
      expect(posted).toHaveLength(0);
      expect(page.mine()?.sealed).toBeNull();
      await pass(1);
      expect(page.mine()?.sealed).toBe(sent);
      page.keeper.write('te laat');
      page.keeper.choose('write');
      await pass(20_000);
      expect(posted).toHaveLength(1);
      const [one] = posted;
      expect(one?.at).toBeGreaterThanOrEqual(ends);
      expect(one?.at).toBeLessThanOrEqual(ends + 20_000);
      expect(one?.body).toHaveLength(4208);
      expect(textOf(one?.body ?? id)).toBe(sent);
      expect(holds(one?.body ?? id)).toBe(true);
      expect(page.mine()?.end).toBe('handed_in');
      expect(JSON.stringify([...kept])).not.toContain('wist');
      await pass(60_000);
      expect(posted).toHaveLength(1);
      page.hear(notice(4, 'slotOver', { slot: id, how: 'published' }));
      expect(page.mine()).toBeNull();
      expect([...kept.keys()]).toEqual([]);
    });
  }

  it('goes on after a reload with the same element, the same words and the same moment', async () => {
    const page = await begin();
    const [first] = page.asked();
    page.keeper.choose('write');
    page.keeper.write('Half geschr');
    const delay = page.mine()?.delayMs;
    const again = await begin();
    expect(again.asked()[0]?.act.value).toMatchObject({ blinded: (first?.act.value as { blinded: Uint8Array }).blinded });
    expect(again.mine()).toMatchObject({ draft: 'Half geschr', choice: 'write', delayMs: delay });
    give(again);
    await settle();
    const third = await begin();
    expect(third.asked()).toHaveLength(0); // the token is here: nothing that a reload shows
    third.keeper.write('Half geschreven.');
    await pass(300_000);
    const fourth = await begin(); // after the end of the writing
    expect(fourth.mine()?.sealed).toBe('Half geschreven.');
    await pass(20_000);
    expect(posted.map((one) => textOf(one.body))).toEqual(['Half geschreven.']);
    expect(posted[0]?.at).toBe(ends + (delay ?? 0));
    const fifth = await begin();
    expect(fifth.mine()?.end).toBe('handed_in');
    await pass(10_000);
    expect(posted).toHaveLength(1);
  });

  it('uses nothing of a proof that does not hold, sends nothing, and keeps no words', async () => {
    const page = await begin();
    page.keeper.choose('write');
    page.keeper.write('geheim');
    give(page, voprf.generateKeyPair());
    await settle();
    expect(page.mine()?.end).toBe('not_safe');
    await pass(400_000);
    expect(posted).toHaveLength(0);
    expect(page.asked()).toHaveLength(0);
    expect(JSON.stringify([...kept])).not.toContain('geheim');
    const again = await begin();
    expect(again.mine()?.end).toBe('not_safe');
    expect(again.asked()).toHaveLength(0);
  });

  it('asks again after a refusal that passes, with the same element, and not after one that does not', async () => {
    const page = await begin();
    const [first] = page.asked();
    page.hear(status('refused', { id: first?.id ?? id, reason: 'frozen' }));
    expect(page.asked()).toHaveLength(0);
    expect(page.store.problem.value).toBeNull();
    await pass(2_000);
    const [second] = page.asked();
    expect(second?.act.value).toMatchObject({ blinded: (first?.act.value as { blinded: Uint8Array }).blinded });
    expect(hex(second?.id ?? id)).not.toBe(hex(first?.id ?? id));
    page.hear(status('refused', { id: second?.id ?? id, reason: 'id_reused' }));
    await pass(60_000);
    expect(page.asked()).toHaveLength(0);
    expect(page.mine()?.end).toBe('no_token');
  });

  it('does nothing for a slot that was over before the page had caught up', async () => {
    const page = await load();
    page.store.state.value = inRound;
    page.hear(opened);
    await settle();
    expect(page.asked()).toHaveLength(0);
    page.hear(notice(4, 'slotOver', { slot: id, how: 'cancelled', reason: 'tijd' }));
    live(page);
    await settle();
    expect([page.asked().length, page.mine(), kept.size]).toEqual([0, null, 0]);
  });

  it('forgets what it kept when the slot ended while it was gone', async () => {
    const page = await begin();
    page.keeper.choose('write');
    page.keeper.write('geheim');
    expect(kept.size).toBe(1);
    await begin([opened, notice(4, 'slotOver', { slot: id, how: 'below_floor' })]);
    expect(kept.size).toBe(0);
  });

  it('tries again until it is in, and says so when it never was', async () => {
    const page = await begin();
    give(page);
    const no = () => Promise.resolve(new Response('{}', { status: 503 }));
    answers = [no, () => Promise.reject(new Error('no network')), no];
    await pass(330_000);
    expect(page.mine()?.end).toBe('handed_in');
    expect(posted).toHaveLength(4);
    expect(new Set(posted.map((one) => hex(one.body))).size).toBe(1);
    kept.clear();
    const other = notice(3, 'slot', { slot: { slot: id, key: keys.publicKey, writes: true, writingEndsMs: BigInt(Date.now() + 60_000), text: '' } });
    const unlucky = await begin([other]);
    give(unlucky);
    await settle();
    answers = Array<typeof no>(30).fill(no);
    await pass(95_000);
    expect(unlucky.mine()?.end).toBe('not_handed_in');
  });

  it('hands in nothing without a token, and leaves who only listens alone', async () => {
    const page = await begin();
    await pass(340_000);
    expect(posted).toHaveLength(0);
    expect(page.mine()?.end).toBe('not_handed_in');
    const listener = await begin([notice(3, 'slot', { slot: { slot: new Uint8Array(16), key: keys.publicKey, writes: false, writingEndsMs: BigInt(ends) } })]);
    expect([listener.asked().length, listener.mine()]).toEqual([0, null]);
  });
});
