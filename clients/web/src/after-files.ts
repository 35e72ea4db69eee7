// SPDX-License-Identifier: EUPL-1.2
// What the server writes for a facilitator: a draft of the letter, and letter and report as files
// (docs/http-api.md). The seat's secret goes in the body, never in an address.
import type { ApiErrorJson, DocumentRequestJson } from './gen/arena/v1/api_pb';
import { asWritten, harmless } from './harmless';
import type { KeptSeat } from './keeping';

export type Failure = 'file_failed' | 'file_nothing_kept' | 'letter_no_lessons';
export type Written<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Failure };

const failures: Readonly<Record<string, Failure>> = { nothing_kept: 'file_nothing_kept', no_letter: 'letter_no_lessons' };

async function ask<T>(what: 'letter' | 'report', seat: KeptSeat, wanted: DocumentRequestJson, read: (answer: Response) => Promise<T>): Promise<Written<T>> {
  try {
    const answer = await fetch(`/api/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ seatSecret: seat.seatSecret, ...wanted } satisfies DocumentRequestJson),
      credentials: 'omit',
      cache: 'no-store',
    });
    if (answer.ok) return { ok: true, value: await read(answer) };
    const { error } = (await answer.json()) as ApiErrorJson;
    return { ok: false, why: failures[error ?? ''] ?? 'file_failed' };
  } catch {
    return { ok: false, why: 'file_failed' };
  }
}

export const draftLetter = (seat: KeptSeat, lessons: readonly string[], language: string): Promise<Written<string>> =>
  ask('letter', seat, { format: 'json', language, lessons: [...lessons] }, async (answer) => asWritten(harmless(((await answer.json()) as { text: string }).text)));

export interface Wanted {
  readonly what: 'letter' | 'report';
  readonly format: 'docx' | 'html';
  readonly language: string;
  readonly text?: string; // of a letter: what stands there now
}
// Gives the file to the browser, which saves it.
export async function download(seat: KeptSeat, { what, ...wanted }: Wanted): Promise<Failure | null> {
  const written = await ask(what, seat, wanted, async (answer) => ({
    name: /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? `${what}.${wanted.format}`,
    blob: await answer.blob(),
  }));
  if (!written.ok) return written.why;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(written.value.blob);
  link.download = written.value.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return null;
}
