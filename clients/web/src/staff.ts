// SPDX-License-Identifier: EUPL-1.2
// What staff ask of the server (docs/http-api.md). The login is in a cookie that this page cannot read;
// it goes along with these requests and with no other of the application.
import { hex } from './bytes';
import type {
  ApiErrorJson, ConversationCreatedJson, LinkJson, NewConversationJson, NewLinkJson, ReleaseJson, StaffLoginJson, StaffNameJson, StaffPersonJson,
} from './gen/arena/v1/api_pb';
import { harmless } from './harmless';

export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answered<T>> {
  try {
    const answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(method === 'POST' && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
    });
    const said = (await answer.json()) as T & ApiErrorJson;
    return answer.ok ? { ok: true, value: said } : { ok: false, error: said.error ?? 'offline' };
  } catch {
    return { ok: false, error: 'offline' };
  }
}

export interface Person {
  readonly name: string;
  readonly roles: readonly string[];
}
const person = (answer: Answered<StaffPersonJson>): Answered<Person> =>
  answer.ok ? { ok: true, value: { name: answer.value.name ?? '', roles: answer.value.roles ?? [] } } : answer;

export const logIn = async (login: StaffLoginJson): Promise<Answered<Person>> => person(await ask('POST', '/api/staff/login', login));
export const whoAmI = async (): Promise<Answered<Person>> => person(await ask('GET', '/api/staff/me'));
export const logOut = (): Promise<Answered<object>> => ask('POST', '/api/staff/logout');

export interface Group {
  readonly id: string;
  readonly title_nl: string;
  readonly title_en: string;
  readonly leads: boolean;
}
export interface Listed {
  readonly conversation: string;
  readonly title: string;
  readonly script: string;
  readonly groups: readonly Group[];
  readonly closed: boolean;
  readonly entrusted: boolean;
  readonly release: {
    readonly state: 'nobody_named' | 'named' | 'proposed' | 'released';
    readonly confirms: string; // the name of the account
    readonly is_you: boolean;
  };
}
export const conversations = async (): Promise<Answered<readonly Listed[]>> => {
  const answer = await ask<{ conversations: readonly Listed[] }>('GET', '/api/conversations?titles=yes');
  return answer.ok ? { ok: true, value: answer.value.conversations } : answer;
};

export interface ShippedScript {
  readonly id: string;
  readonly title_nl: string;
  readonly title_en: string;
  readonly summary_nl: string;
  readonly summary_en: string;
  readonly draft: boolean;
}
export const scripts = async (): Promise<Answered<readonly ShippedScript[]>> => {
  const answer = await ask<{ scripts: readonly ShippedScript[] }>('GET', '/api/scripts');
  return answer.ok ? { ok: true, value: answer.value.scripts.filter((one) => !one.draft) } : answer;
};

export interface Link {
  readonly group: string;
  readonly role: string;
  readonly kind: string;
  readonly url: string;
}
const link = (one: LinkJson): Link => ({ group: one.group ?? '', role: one.role ?? '', kind: one.kind ?? '', url: one.url ?? '' });

export const prepare = async (wanted: NewConversationJson): Promise<Answered<{ conversation: string; links: readonly Link[] }>> => {
  const answer = await ask<ConversationCreatedJson>('POST', '/api/conversations', wanted);
  return answer.ok ? { ok: true, value: { conversation: answer.value.conversation ?? '', links: (answer.value.links ?? []).map(link) } } : answer;
};
export const makeLink = async (conversation: string, wanted: NewLinkJson): Promise<Answered<Link>> => {
  const answer = await ask<LinkJson>('POST', `/api/conversations/${conversation}/links`, wanted);
  return answer.ok ? { ok: true, value: link(answer.value) } : answer;
};
export const entrust = (conversation: string, to: StaffNameJson): Promise<Answered<object>> =>
  ask('POST', `/api/conversations/${conversation}/entrust`, to);

// One row of a transcript (docs/exports.md), and what all rows of it come to.
export interface Row {
  readonly turn: string;
  readonly seat: string;
  readonly text: string;
  readonly erased: boolean;
}
export interface Transcript {
  readonly rows: readonly Row[];
  readonly digest: string;
}
export async function transcript(conversation: string): Promise<Answered<Transcript>> {
  try {
    const answer = await fetch(`/api/conversations/${conversation}/export?format=jsonl&check=yes`, { credentials: 'same-origin', cache: 'no-store' });
    if (!answer.ok) return { ok: false, error: ((await answer.json()) as ApiErrorJson).error ?? 'offline' };
    const bytes = await answer.arrayBuffer();
    const lines = new TextDecoder().decode(bytes).split('\n').filter((line) => line !== '');
    const rows = lines.map((line) => harmlessRow(JSON.parse(line) as Partial<Record<string, unknown>>));
    return { ok: true, value: { rows, digest: hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) } };
  } catch {
    return { ok: false, error: 'offline' };
  }
}
const harmlessRow = (row: Partial<Record<string, unknown>>): Row => ({
  turn: String(row.turn ?? ''), seat: String(row.seat ?? ''), text: harmless(String(row.text ?? '')), erased: row.erased === true,
});
export const release = (conversation: string, step: 'propose' | 'confirm', transcript: string): Promise<Answered<object>> =>
  ask('POST', `/api/conversations/${conversation}/${step}`, { transcript } satisfies ReleaseJson);

export interface Account {
  readonly number: number;
  readonly name: string;
  readonly roles: readonly string[];
}
export const accounts = async (): Promise<Answered<readonly Account[]>> => {
  const answer = await ask<{ accounts: readonly Account[] }>('GET', '/api/staff');
  return answer.ok ? { ok: true, value: answer.value.accounts } : answer;
};

// Gives a file to the browser, which saves it.
export async function save(path: string, name: string): Promise<string | null> {
  try {
    const answer = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
    if (!answer.ok) return ((await answer.json()) as ApiErrorJson).error ?? 'offline';
    const anchor = document.createElement('a');
    anchor.href = URL.createObjectURL(await answer.blob());
    anchor.download = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
    return null;
  } catch {
    return 'offline';
  }
}
