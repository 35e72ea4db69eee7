// SPDX-License-Identifier: EUPL-1.2
// Taking one's own words back: POST /api/withdraw (docs/http-api.md).
import type { ApiErrorJson, WithdrawRequestJson } from './gen/arena/v1/api_pb';
import type { State, TurnRef } from './state';

export type Withdrawn = 'gone' | 'nothing' | 'failed';

// Of one turn, or without one: all, and the name.
export async function withdraw(seatSecret: string, turn?: TurnRef): Promise<Withdrawn> {
  const which: WithdrawRequestJson = turn
    ? { round: turn.round, repetition: turn.repetition, room: turn.room, number: turn.number }
    : { all: true };
  try {
    const answer = await fetch('/api/withdraw', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...which, seatSecret } satisfies WithdrawRequestJson),
      credentials: 'omit',
      cache: 'no-store',
    });
    if (answer.ok) return 'gone';
    const refusal = (await answer.json()) as ApiErrorJson;
    return refusal.error === 'no_such_words' ? 'nothing' : 'failed';
  } catch {
    return 'failed';
  }
}

const sameTurn = (a: TurnRef, b: TurnRef): boolean =>
  a.round === b.round && a.repetition === b.repetition && a.room === b.room && a.number === b.number;

// What this screen shows of them: nothing any more.
export function withoutWords(state: State, turn?: TurnRef): State {
  const mine = (code: string) => code !== '' && code === state.self?.code;
  const lines = state.lines.map((one) =>
    one.kind === 'said' && mine(one.code) && (!turn || sameTurn(one.turn, turn)) ? { ...one, text: '' } : one);
  return turn ? { ...state, lines } : { ...state, lines, notes: [] };
}
