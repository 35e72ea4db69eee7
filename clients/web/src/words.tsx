// SPDX-License-Identifier: EUPL-1.2
// The catalogue in the language of the moment, and how times are written.
import { computed, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { fill, pattern, say } from './texts';
import type { Language, TextKey, Values } from './texts';
import type { Words } from './gen/arena/v1/wire_pb';

const asked = new URLSearchParams(globalThis.location?.search ?? '').get('lang');
const kept = globalThis.localStorage?.getItem('arena.language');
export const language = signal<Language>((asked ?? kept) === 'en' ? 'en' : 'nl');

export const t = (key: TextKey, values?: Values): string => say(language.value, key, values);

// A title of the script in the language of the moment.
export const scripted = (words: Words | undefined): string =>
  (language.value === 'en' ? words?.en || words?.nl : words?.nl || words?.en) ?? '';

const bold = (parts: readonly string[]): JSX.Element => (
  <>{parts.map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part))}</>
);
// `*so*` of the catalogue becomes bold; what is filled in is text and nothing else.
export const Say = ({ k, values }: { k: TextKey; values?: Values }): JSX.Element =>
  bold(pattern(language.value, k, values).split('*').map((part) => fill(part, values)));
// The same for sentences that were put together already, without anybody's words in them.
export const Rich = ({ text }: { text: string }): JSX.Element => bold(text.split('*'));

const separator = computed(() => (language.value === 'en' ? ':' : '.'));
const two = (n: number): string => String(n).padStart(2, '0');

// "14.22" or "14:22".
export function timeOfDay(ms: number): string {
  const date = new Date(ms);
  return `${two(date.getHours())}${separator.value}${two(date.getMinutes())}`;
}
// "14.22 uur" or "14:22".
export const clockTime = (ms: number): string => t('clock_time', { time: timeOfDay(ms) });

// "7 januari 2027".
export const dateOf = (ms: number): string =>
  new Date(ms).toLocaleDateString(language.value === 'en' ? 'en-GB' : 'nl-NL', { day: 'numeric', month: 'long', year: 'numeric' });

// "4:10", minutes and seconds.
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

export const lower = (title: string): string => title.charAt(0).toLocaleLowerCase() + title.slice(1);
export const upper = (title: string): string => title.charAt(0).toLocaleUpperCase() + title.slice(1);
