// SPDX-License-Identifier: EUPL-1.2
// By what in a Dutch text somebody could be recognised: names of who is here, numbers, addresses, exact
// dates and amounts. Looked for on this device, while somebody writes anonymously; nothing of it is sent,
// and nothing is held up by it. Pure. No lookbehind: phones of a few years ago do not know it.
import { found, isAddress, isBsn, isCase, isPhone, isPostcode, ibanAt } from './recognisable-numbers';
import type { Span } from './recognisable-numbers';
import { dates, money, people } from './recognisable-words';
import type { State } from './state';

export type FindingKind = 'name' | 'person' | 'bsn' | 'iban' | 'phone' | 'email' | 'address' | 'date' | 'amount' | 'case';
export interface Finding extends Span {
  readonly kind: FindingKind;
}

// Those who are here and are called by their name: others know who that is.
export const namesIn = (state: State): readonly string[] => state.known.map((seat) => seat.name).filter((name) => name !== '');

// In the order of the text; each word counts once, for the first kind that it looks like.
export function recognisable(text: string, names: readonly string[]): readonly Finding[] {
  const kinds: readonly (readonly [FindingKind, readonly Span[]])[] = [
    ['email', found(text, email)],
    ['iban', ibanAt(text)],
    ['date', dates(text)],
    ['phone', isPhone(text)],
    ['bsn', isBsn(text)],
    ['amount', money(text)],
    ['address', [...isAddress(text), ...isPostcode(text)]],
    ['case', isCase(text)],
    ['name', named(text, names)],
    ['person', people(text)],
  ];
  const all: Finding[] = [];
  for (const [kind, spans] of kinds) {
    for (const span of spans) if (!all.some((one) => overlap(one, span))) all.push({ kind, ...span });
  }
  const once = all.filter((one, index) => all.findIndex((other) => other.kind === one.kind && other.text === one.text) === index);
  return once.sort((a, b) => a.at - b.at);
}
const overlap = (a: Span, b: Span): boolean => a.at < b.at + b.text.length && b.at < a.at + a.text.length;

const email = String.raw`[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`;

// ---- the names of who is here

// Between first name and surname.
const particles = new Set(['van', 'von', 'de', 'der', 'den', 'des', 'het', 'ter', 'ten', 'te', 'in', 'op', 'el', 'al', 'la', 'le', 'da', 'dos', 'du', 'di', 'bin', 'ben', 'ibn', 'ait', 'abu']);
// Names that are words as well: only with a capital, and not where every word has one.
const words = new Set([
  'bakker', 'beer', 'berg', 'bloem', 'boer', 'bos', 'bosch', 'brand', 'bruin', 'daan', 'dag', 'dekker', 'dijk', 'does', 'faber', 'fleur', 'groot', 'haan', 'hand', 'hart', 'hoop',
  'huis', 'iris', 'jong', 'kamp', 'klein', 'kok', 'koning', 'koster', 'kroon', 'kuiper', 'lam', 'land', 'lang', 'lente', 'linde', 'mark', 'max', 'mees', 'merel', 'mia', 'molen',
  'mooi', 'naam', 'noor', 'oud', 'peer', 'post', 'prins', 'rein', 'rijk', 'roos', 'rood', 'ruiter', 'schipper', 'slot', 'snel', 'sol', 'sterk', 'storm', 'timmer', 'veen', 'veld',
  'visser', 'vos', 'vries', 'water', 'wel', 'wijs', 'wil', 'wind', 'winter', 'wit', 'wolf', 'zee', 'zomer', 'zwart',
]);
const accents: Readonly<Record<string, string>> = { a: 'aáàäâãå', c: 'cç', e: 'eéèëê', g: 'gğ', i: 'iíìïîı', n: 'nñ', o: 'oóòöôõø', s: 'sşš', u: 'uúùüû', y: 'yýÿ', z: 'zž' };
const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i').replace(/ø/g, 'o');
const spelled = (name: string): string =>
  [...plain(name)].map((letter) => (accents[letter.toLowerCase()] ? `[${accents[letter.toLowerCase()]}]` : letter.replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&'))).join('');

function named(text: string, names: readonly string[]): readonly Span[] {
  const spans: Span[] = [];
  for (const name of names) {
    const parts = name.trim().split(/\s+/).filter((part) => /\p{L}{2}/u.test(part));
    if (parts.length > 1) spans.push(...found(text, parts.map(spelled).join('\\s+')));
    for (const part of parts.filter((one) => !particles.has(one.toLowerCase()))) {
      const careful = part.length < 3 || words.has(plain(part).toLowerCase());
      spans.push(...found(text, spelled(part)).filter((span) => !careful || (/^\p{Lu}/u.test(span.text) && !beginsSentence(text, span.at))));
    }
  }
  return spans;
}
const beginsSentence = (text: string, at: number): boolean => /(?:^|[.!?:;"“(\n])\s*$/u.test(text.slice(0, at));
