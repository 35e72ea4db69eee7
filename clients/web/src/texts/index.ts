// SPDX-License-Identifier: EUPL-1.2
// Every sentence of the web application, in Dutch (plain, level B1) and English: one catalogue.
// `{name}` is filled in; `*so*` is shown bold; `one` and `other` follow the value `n`.
// Sentences have at most fifteen words; a test reads them all.
import type { after } from './after';
import type { anonymous } from './anonymous';
import type { facilitate } from './facilitate';
import type { forms } from './forms';
import { joining } from './joining';
import type { projector } from './projector';
import { slot } from './slot';
import type { staff } from './staff';
import { takePart } from './take-part';
import type { withdraw } from './withdraw';

export interface Plural {
  readonly one: string;
  readonly other: string;
}
export type Words = string | Plural;
export interface Entry {
  readonly nl: Words;
  readonly en: Words;
}
export type Language = 'nl' | 'en';

export type TextKey =
  | keyof typeof takePart | keyof typeof joining | keyof typeof slot | keyof typeof forms | keyof typeof anonymous
  | keyof typeof withdraw | keyof typeof facilitate | keyof typeof after | keyof typeof projector
  | keyof typeof staff;
type Catalogue = Readonly<Record<TextKey, Entry>>;

// Whoever joins loads neither the sentences of the forms nor those for leading; the parts that need
// them add them.
export const texts = { ...takePart, ...joining, ...slot } as unknown as Catalogue;
export const learn = (more: Partial<Catalogue>): void => void Object.assign(texts, more);

export type Values = Readonly<Record<string, string | number>>;

// The words of a key, not filled in yet.
export function pattern(language: Language, key: TextKey, values: Values = {}): string {
  const words: Words = texts[key][language];
  return typeof words === 'string' ? words : values['n'] === 1 ? words.one : words.other;
}
export const fill = (words: string, values: Values = {}): string =>
  words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

export const say = (language: Language, key: TextKey, values: Values = {}): string =>
  fill(pattern(language, key, values), values);
