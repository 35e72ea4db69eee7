// SPDX-License-Identifier: EUPL-1.2
// A link or a code for a seat: POST /api/join.
import type { ApiErrorJson, JoinAnswerJson, JoinRequestJson } from './gen/arena/v1/api_pb';
import type { KeptSeat } from './keeping';

export type JoinResult =
  | { readonly ok: true; readonly seat: KeptSeat }
  | { readonly ok: false; readonly error: string };

export async function join(link: string, name: string): Promise<JoinResult> {
  try {
    const request: JoinRequestJson = { link, name };
    const answer = await fetch('/api/join', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      credentials: 'omit',
      cache: 'no-store',
    });
    // proto3 JSON: a field may come under either of its two names.
    const body = (await answer.json()) as JoinAnswerJson & ApiErrorJson & { seat_secret?: string };
    const seatSecret = body.seatSecret ?? body.seat_secret ?? '';
    if (!answer.ok || !body.conversation || !/^[0-9a-f]{32}$/i.test(seatSecret)) {
      return { ok: false, error: body.error ?? 'offline' };
    }
    return { ok: true, seat: { link, conversation: body.conversation, seatSecret } };
  } catch {
    return { ok: false, error: 'offline' };
  }
}

// A code that was said aloud, as people type it, in one form: 7KQ2-M4XP.
export const codeIn = (typed: string): string | null => {
  const bare = typed.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(bare) ? `${bare.slice(0, 4)}-${bare.slice(4)}` : null;
};

// What an invitation holds, if the address holds one: the secret of a link, or a code.
export const linkIn = (fragment: string): string | null => {
  const found = /^#([0-9a-f]{32})$/i.exec(fragment);
  if (found?.[1]) return found[1].toLowerCase();
  return fragment.startsWith('#') ? codeIn(fragment.slice(1)) : null;
};
