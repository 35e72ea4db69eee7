// SPDX-License-Identifier: EUPL-1.2
// What people wrote, as a page may show it: whatever stands in it, the words beside it keep their place
// and their order. Everything that arrives passes here once, so no part of the page has to think of it.
// Pure. The record keeps what was written.
import type { ServerMessage } from './gen/arena/v1/wire_pb';

// Where a line ends, by any convention.
const lineEnds = /\r\n?|[\u000B\u000C\u001C-\u001E\u0085\u2028\u2029]/g;
// Controls, and the marks that turn what follows around or end what somebody else began.
const harmful = /[\u0000-\u0008\u000E-\u001B\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/g;
// More marks than Unicode advises (UTS 39, 5.4) would stand on the lines above and below.
const piled = /(\p{M}{4})\p{M}+/gu;
// Of a script that runs to the left, or a mark that says so: it would draw what follows along with it.
const leftward = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const ordinary = /^[\n -~\u00A0-\u02FF]*$/;
// Their own direction from their first letter on, and nobody else's.
const apart = '\u2068';
const together = '\u2069';

export function harmless(text: string): string {
  if (ordinary.test(text)) return text;
  const clean = text.replace(lineEnds, '\n').replace(harmful, '').replace(piled, '$1');
  if (!leftward.test(clean)) return clean;
  return clean.split('\n').map((line) => (line === '' ? line : apart + line + together)).join('\n');
}

// What goes out again, because somebody changes or answers what they read, is theirs and not the page's.
export const asWritten = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

// Every text in a value, and nothing else of it.
function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => eachText(one, change));
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  for (const [name, part] of Object.entries(value)) {
    const changed = eachText(part, change);
    if (changed !== part) (value as Record<string, unknown>)[name] = changed;
  }
  return value;
}
export const harmlessMessage = (message: ServerMessage): ServerMessage => eachText(message, harmless) as ServerMessage;
export const actAsWritten = <Act>(act: Act): Act => eachText(structuredClone(act), asWritten) as Act;
