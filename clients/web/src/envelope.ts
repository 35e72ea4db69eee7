// SPDX-License-Identifier: EUPL-1.2
// The envelope of a detached slot, and the road by which it goes (docs/protocol.md, section 10): of one
// length for everybody, without a name, beside the socket.

export const envelope_bytes = 4096;
export const text_bytes_max = 4000;

// ---- what is in it

const encoder = new TextEncoder();
export const bytesOf = (text: string): number => encoder.encode(text).length;

// How somebody types tells who it is: quotes of one phone or another, runs of marks, spaces left behind.
export const plainText = (text: string): string =>
  text
    .replace(/\0/g, '')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/([!?])\1+/g, '$1')
    .replace(/[^\S\n]+$/gm, '')
    .trim();

// What fits of it, cut between two characters.
export function fitting(text: string): string {
  if (bytesOf(text) <= text_bytes_max) return text;
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > text_bytes_max) break;
    kept += character;
  }
  return kept;
}

// Two bytes for the length, most significant first, the text, zeros. No text is a pass.
export function sealed(text: string): Uint8Array<ArrayBuffer> {
  const bytes = encoder.encode(fitting(text));
  const envelope = new Uint8Array(envelope_bytes);
  envelope[0] = bytes.length >> 8;
  envelope[1] = bytes.length & 0xff;
  envelope.set(bytes, 2);
  return envelope;
}

// ---- how it goes

export interface Token {
  readonly slot: Uint8Array;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
}
export const together = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const body = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (body.set(part, at), at + part.length), 0);
  return body;
};

// Null: nobody answered, or not the server.
export interface Answer {
  readonly status: number;
  readonly kept: boolean;
}
export interface Road {
  post(path: string, body: Uint8Array<ArrayBuffer>, within_ms: number): Promise<Answer | null>;
  now(): number; // the server's clock
  wait(ms: number): Promise<void>;
}

export type Fate = 'handed_in' | 'not_handed_in' | 'unsure';

const again_ms = 2_000;
const answer_max_ms = 8_000;
const answer_min_ms = 2_000;
const over = 410;
const try_again = (status: number): boolean => status >= 500 || status === 429;

// Until it is kept, refused, or intake closes. The same envelope again is kept once.
export async function deliver(token: Token, envelope: Uint8Array, closesMs: number, road: Road): Promise<Fate> {
  const known = together(token.slot, token.input, token.output);
  const body = together(known, envelope);
  let lost = false;
  while (road.now() < closesMs) {
    const answer = await road.post('/api/envelopes', body, Math.min(answer_max_ms, Math.max(answer_min_ms, closesMs - road.now())));
    if (answer?.kept) return 'handed_in';
    lost ||= answer === null;
    if (answer && !try_again(answer.status)) {
      if (answer.status === over) break;
      return 'not_handed_in';
    }
    await road.wait(again_ms);
  }
  if (!lost) return 'not_handed_in';
  // It may have arrived, and the answer not. Once the slot is over nothing is known of it any more.
  const answer = await road.post('/api/envelopes/status', known, answer_max_ms);
  return answer?.kept ? 'handed_in' : 'unsure';
}

// The browser's own. Without credentials it goes by no connection that knows who is here, and names
// nobody; of mode `cors`, for of another the Origin would be hidden as well, and the server asks for it.
export async function post(path: string, body: Uint8Array<ArrayBuffer>, within_ms: number): Promise<Answer | null> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), within_ms);
  try {
    const answer = await fetch(path, {
      method: 'POST',
      mode: 'cors',
      credentials: 'omit',
      cache: 'no-store',
      keepalive: false,
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      headers: { 'Content-Type': 'application/octet-stream' },
      body,
      signal: end.signal,
    });
    const { kept } = answer.ok ? ((await answer.json()) as { kept?: boolean }) : {};
    return { status: answer.status, kept: kept === true };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
