// SPDX-License-Identifier: EUPL-1.2
// Takes this device through a detached slot, by itself: what comes next says slot.ts. It keeps token and
// draft until the slot is over, so that a reload goes on where it was, and tells nobody else how it went.
import { effect, signal } from '@preact/signals';
import { hex, unhex } from './bytes';
import { deliver, post, sealed } from './envelope';
import { keepSlot, keptSlot } from './keeping';
import type { KeptSeat } from './keeping';
import { begun, drawnDelay, ended, isFinal, stepOf, wordsOf } from './slot';
import type { Choice, Kept } from './slot';
import { intake_ms } from './slot-clock';
import type { Slot, State } from './state';
import { ask, line, page, state } from './store';

export const mine = signal<Kept | null>(null);

const again_ms = 2_000;
let seat: KeptSeat | null = null;
let askAgainMs = 0;
let busy = false; // with what takes time: the arithmetic that is fetched, or handing in
let timer: ReturnType<typeof setTimeout> | undefined;
let following = false;

export function followSlots(): void {
  if (following) return;
  following = true;
  globalThis.addEventListener?.('visibilitychange', advance); // a device that slept is late
  effect(() => {
    void [state.value, line.value, page.value];
    advance();
  });
}

export const choose = (choice: Choice): void => change({ choice });
export const write = (draft: string): void => change({ draft });

// Until the writing has ended; what is in the envelope by then is not changed any more.
function change(more: Partial<Kept>): void {
  const kept = mine.peek();
  if (kept && kept.sealed === null && kept.end === null) keep({ ...kept, ...more });
}

function keep(kept: Kept | null): void {
  mine.value = kept;
  if (seat) keepSlot(seat, kept);
}

const serverNow = (): number => Date.now() + state.peek().clockOffsetMs;

function advance(): void {
  clearTimeout(timer);
  const here = page.peek();
  if (here.kind !== 'conversation') return;
  if (seat !== here.seat) {
    seat = here.seat;
    mine.value = null;
  }
  const { slot } = state.peek();
  // What is told while catching up may have been over for long.
  if (line.peek().kind === 'live') start(here.seat, slot);
  const kept = mine.peek();
  if (slot?.writes && kept?.slot === slot.id && !busy) take(kept, slot);
}

function start(of: KeptSeat, slot: Slot | null): void {
  const before = mine.peek() ?? keptSlot(of);
  if (before && before.slot !== slot?.id) keep(null);
  if (!slot?.writes || mine.peek()) return;
  askAgainMs = 0;
  keep(before?.slot === slot.id ? before : begun(slot.id, drawnDelay()));
}

// One step, and with it the next; or the moment to look again.
function take(kept: Kept, slot: Slot): void {
  if (kept.end === null && kept.output === '' && slot.refused !== '' && !isAsking(state.peek(), slot)) {
    if (isFinal(slot.refused)) return keepAndGoOn(ended(kept, 'no_token'));
    askAgainMs ||= serverNow() + again_ms;
  }
  const step = stepOf(kept, slot, { underWay: isAsking(state.peek(), slot), againMs: askAgainMs }, serverNow());
  switch (step.kind) {
    case 'blind':
      return void blind(kept);
    case 'ask':
      askAgainMs = 0;
      return ask({ case: 'requestToken', value: { slot: unhex(slot.id), blinded: unhex(kept.blinded) } });
    case 'check':
      return void check(kept, slot);
    case 'seal':
      return keepAndGoOn({ ...kept, sealed: wordsOf(kept), draft: '' });
    case 'hand_in':
      return void handIn(kept, slot);
    case 'give_up':
      return keepAndGoOn(ended(kept, 'not_handed_in'));
    case 'wait':
      // One timer for all of it: a chain of them comes once a minute in a page that nobody looks at.
      timer = setTimeout(advance, Math.max(0, step.untilMs - serverNow()));
      return;
    case 'done':
      return;
  }
}

function keepAndGoOn(kept: Kept): void {
  keep(kept);
  advance();
}

const isAsking = ({ own }: State, slot: Slot): boolean =>
  own.some(({ command: { act } }) => act.case === 'requestToken' && hex(act.value.slot) === slot.id);

// What takes time: meanwhile nothing else is begun, and the slot may have been over when it ends.
async function during(kept: Kept, work: () => Promise<Partial<Kept> | null>): Promise<void> {
  busy = true;
  let more: Partial<Kept> | null = null;
  try {
    more = await work();
  } catch {
    await wait(again_ms); // what is needed could not be fetched
  }
  busy = false;
  const now = mine.peek();
  if (more && now?.slot === kept.slot) keep(more.end ? ended(now, more.end) : { ...now, ...more });
  advance();
}
const wait = (ms: number): Promise<void> => new Promise((then) => setTimeout(then, ms));

const blind = (kept: Kept): Promise<void> =>
  during(kept, async () => {
    const tokens = await import('./voprf');
    const input = crypto.getRandomValues(new Uint8Array(tokens.input_bytes));
    const blinding = tokens.blind(input);
    return { input: hex(input), blind: hex(blinding.blind), blinded: hex(blinding.blinded) };
  });

const check = (kept: Kept, slot: Slot): Promise<void> =>
  during(kept, async () => {
    const { finish } = await import('./voprf');
    if (!slot.issued) return null;
    const output = finish(unhex(kept.input), { blind: unhex(kept.blind), blinded: unhex(kept.blinded) }, slot.issued, unhex(slot.key));
    return output ? { output: hex(output) } : { end: 'not_safe' };
  });

const handIn = (kept: Kept, slot: Slot): Promise<void> =>
  during(kept, async () => {
    const token = { slot: unhex(slot.id), input: unhex(kept.input), output: unhex(kept.output) };
    const end = await deliver(token, sealed(kept.sealed ?? ''), slot.writingEndsMs + intake_ms, { post, now: serverNow, wait });
    return { end };
  });
