// SPDX-License-Identifier: EUPL-1.2
// The address of the wall beside a conversation. It holds no secret and opens no seat.
export const projectorPath = (conversation: string): string => `/projector?conversation=${conversation}`;
// The conversation whose wall this address is, if it is one.
export const projectorAt = (path: string, query: string): string | null => {
  if (path !== '/projector') return null;
  return /^[0-9a-f]{32}$/.exec(new URLSearchParams(query).get('conversation') ?? '')?.[0] ?? '';
};
