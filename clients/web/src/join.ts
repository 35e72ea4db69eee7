// SPDX-License-Identifier: EUPL-1.2
// A link for a seat: POST /api/join.
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

// The secret of an invitation, if the address holds one.
export const linkIn = (fragment: string): string | null => {
  const found = /^#([0-9a-f]{32})$/i.exec(fragment);
  return found?.[1]?.toLowerCase() ?? null;
};
