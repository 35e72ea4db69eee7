// SPDX-License-Identifier: EUPL-1.2
// What stays on this device: seats, drafts, texts without an answer yet, and choices of looks.
// Nothing of what others said is kept. A device without storage works, but forgets.
import type { Kept as KeptSlot } from './slot';

export interface KeptSeat {
  readonly link: string; // what the invitation held
  readonly conversation: string;
  readonly seatSecret: string;
}

const read = (store: Storage | undefined, key: string): string | null => {
  try {
    return store?.getItem(key) ?? null;
  } catch {
    return null;
  }
};
const write = (store: Storage | undefined, key: string, value: string | null): void => {
  try {
    if (value === null) store?.removeItem(key);
    else store?.setItem(key, value);
  } catch {
    // Full or forbidden: the page goes on without.
  }
};
const storage = (kind: 'localStorage' | 'sessionStorage'): Storage | undefined => {
  try {
    return globalThis[kind];
  } catch {
    return undefined;
  }
};
const device = storage('localStorage');
const tab = storage('sessionStorage');

// ---- seats

const seatKey = (link: string): string => `arena.seat.${link}`;
const current = 'arena.current';

export function keptSeat(link: string): KeptSeat | null {
  const text = read(device, seatKey(link));
  return text === null ? null : (JSON.parse(text) as KeptSeat);
}
// The seat of this tab, so that a reload asks nothing; else the last one of this device.
export function currentSeat(): KeptSeat | null {
  const mine = read(tab, current);
  if (mine !== null) return JSON.parse(mine) as KeptSeat;
  const link = read(device, current);
  return link === null ? null : keptSeat(link);
}
export const isOfThisTab = (link: string): boolean => {
  const mine = read(tab, current);
  return mine !== null && (JSON.parse(mine) as KeptSeat).link === link;
};
export function keepSeat(seat: KeptSeat): void {
  write(device, seatKey(seat.link), JSON.stringify(seat));
  write(device, current, seat.link);
  useSeat(seat);
}
export const useSeat = (seat: KeptSeat): void => write(tab, current, JSON.stringify(seat));

export function forgetSeat(seat: KeptSeat): void {
  if (keptSeat(seat.link)?.seatSecret === seat.seatSecret) write(device, seatKey(seat.link), null);
  if (read(device, current) === seat.link) write(device, current, null);
  write(tab, current, null);
  for (const kind of ['speak', 'answer', 'ask', 'lesson', 'item', 'note', 'help', 'letter', 'outbox', 'slot']) write(device, draftKey(seat, kind), null);
}

// ---- drafts and unanswered texts, per seat

const draftKey = (seat: KeptSeat, kind: string): string => `arena.draft.${seat.seatSecret.slice(0, 8)}.${kind}`;

export const keptDraft = (seat: KeptSeat, kind: string): string => read(device, draftKey(seat, kind)) ?? '';
export const keepDraft = (seat: KeptSeat, kind: string, text: string): void =>
  write(device, draftKey(seat, kind), text === '' ? null : text);

export interface KeptText {
  readonly id: string;
  readonly command: string; // base64 of the encoded command
  readonly text: string;
  readonly refused: { reason: string; opensInRound: number; timeLeftMs: number } | null;
}
export function keptOutbox(seat: KeptSeat): readonly KeptText[] {
  const text = read(device, draftKey(seat, 'outbox'));
  return text === null ? [] : (JSON.parse(text) as KeptText[]);
}
export const keepOutbox = (seat: KeptSeat, texts: readonly KeptText[]): void =>
  write(device, draftKey(seat, 'outbox'), texts.length === 0 ? null : JSON.stringify(texts));

// ---- a detached slot: token and draft, until it is over

export function keptSlot(seat: KeptSeat): KeptSlot | null {
  const text = read(device, draftKey(seat, 'slot'));
  return text === null ? null : (JSON.parse(text) as KeptSlot);
}
export const keepSlot = (seat: KeptSeat, kept: KeptSlot | null): void =>
  write(device, draftKey(seat, 'slot'), kept === null ? null : JSON.stringify(kept));

// ---- looks

type Choice = 'theme' | 'language' | 'read_aloud' | 'letter_keys';
export const keptChoice = (name: Choice): string | null => read(device, `arena.${name}`);
export const keepChoice = (name: Choice, value: string | null): void =>
  write(device, `arena.${name}`, value);
