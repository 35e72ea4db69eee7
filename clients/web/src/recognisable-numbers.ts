// SPDX-License-Identifier: EUPL-1.2
// Numbers that belong to one person, as they are written in Dutch: citizen service and account numbers,
// phones, addresses, files. A part of recognisable.ts, and as pure.

export interface Span {
  readonly at: number;
  readonly text: string;
}

// Each place where it stands by itself: no letter or digit before it, none after it.
const patterns = new Map<string, RegExp>();
export function found(text: string, source: string, flags = 'giu'): Span[] {
  const key = `${flags} ${source}`;
  const pattern = patterns.get(key) ?? new RegExp(`(^|[^\\p{L}\\p{N}])(${source})(?![\\p{L}\\p{N}])`, flags);
  patterns.set(key, pattern);
  return [...text.matchAll(pattern)].map((one) => ({ at: (one.index ?? 0) + (one[1]?.length ?? 0), text: one[2] ?? '' }));
}
const digits = (text: string): string => text.replace(/\D/g, '');

// ---- the citizen service number: its digits pass the test of eleven

export function passesEleven(number: string): boolean {
  const nine = number.padStart(9, '0');
  if (!/^\d{9}$/.test(nine) || /^0+$/.test(nine)) return false;
  const sum = [...nine].reduce((all, digit, at) => all + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0;
}
export const isBsn = (text: string): Span[] =>
  [
    ...found(text, String.raw`\d{9}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3}|\d{2}[ .-]\d{3}[ .-]\d{3}[ .-]\d`),
    ...afterWord(text, String.raw`bsn|burgerservicenummer|sofinummer|sofi-nummer`, String.raw`\d{8,9}`),
  ].filter((span) => passesEleven(digits(span.text)));

// What follows a word that says what it is; the span is of what follows.
function afterWord(text: string, word: string, what: string): Span[] {
  const link = String.raw`[\s.:,]*(?:(?:is|was|nummer|nr|no|met|van|het|:|=)[\s.:]*){0,3}`;
  return found(text, `(?:${word})${link}(?:${what})`).flatMap((span) => {
    const last = new RegExp(`(?:${what})$`, 'iu').exec(span.text);
    return last ? [{ at: span.at + last.index, text: last[0] }] : [];
  });
}

// ---- account numbers: the remainder of 97 is 1

const iban_lengths: Readonly<Record<string, number>> = {
  NL: 18, BE: 16, DE: 22, FR: 27, ES: 24, IT: 27, GB: 22, IE: 22, LU: 20, AT: 20, PT: 25, PL: 28, RO: 24, BG: 22, HU: 28, CZ: 24, SK: 24, HR: 21, GR: 27,
  TR: 26, DK: 18, SE: 24, FI: 18, NO: 15, CH: 21, LT: 20, LV: 21, EE: 20, MT: 31, CY: 28, MA: 28,
};
export function passes97(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const character of turned.toUpperCase()) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97;
  return rest === 1;
}
export function ibanAt(text: string): Span[] {
  const starts = found(text, String.raw`[a-z]{2}[ .]?\d{2}(?:[ .]?[a-z0-9]){11,}`);
  return starts.flatMap((span) => {
    const length = iban_lengths[span.text.slice(0, 2).toUpperCase()] ?? 0;
    let compact = '';
    let end = 0;
    for (; end < span.text.length && compact.length < length; end++) compact += /[a-z0-9]/i.test(span.text[end] ?? '') ? span.text[end] : '';
    return length > 0 && compact.length === length && passes97(compact) ? [{ at: span.at, text: span.text.slice(0, end) }] : [];
  });
}

// ---- phones: ten digits here, nine after the number of the country

const gap = String.raw`[ \u00a0().\/-]{0,3}`;
export const isPhone = (text: string): Span[] =>
  [
    ...found(text, String.raw`(?:\+|00)\s?31(?:${gap}\(?0\)?)?(?:${gap}\d){9}`),
    ...found(text, String.raw`\(?0(?:${gap}\d){9}`),
  ].filter((span) => /^(?:0031|31)?0?[1-9]\d{8}$/.test(digits(span.text)));

// ---- addresses: a street with a number, or a postcode

const streets = 'straat|laan|weg|plein|kade|dreef|gracht|singel|dijk|steeg|plantsoen|boulevard|allee';
const places = 'hof|pad|park|markt|haven|hoek|wal|veld|akker|kamp|erf|brink|oever|brug|poort|zoom|baan|werf|meent|stede|horst|donk|gaarde|tuin|hage|schans|vliet|berg|burg|bos|beek|duin|ring|rade|dam|waard|hout|loo';
const no_streets = /(?:^|\s)(?:onderweg|uitweg|omweg|snelweg|doorweg|bijbaan|loopbaan|arbeidsmarkt|woningmarkt|supermarkt|werkplein)\s/iu;
const before = String.raw`(?:(?:\p{Lu}[\p{L}.'’-]*|van|de|der|den|het|ter|ten)\s+){0,4}`;
const house = String.raw`\s+(?:(?:nummer|nr\.?|no\.?|huisnummer)\s*)?(?!(?:19|20)\d\d)\d{1,4}(?:[ -]?(?:[a-zA-Z]|bis|hs|I{1,3}))?`;
const no_house = /^\s*(?:uur|uren|dag|week|weken|maand|jaar|jaren|keer|maal|euro|€|%|procent|minuten|minuut|kilometer|km|meter|mensen|kinderen|man|vrouwen|x\b|stappen|stap)/iu;
const lives = String.raw`[Ww]o(?:on|ont|onde|nen)\s+(?:(?:ik|wij|we|hij|zij|ze|nu|al|daar)\s+)*(?:op|aan|in)\s+(?:(?:de|het)\s+)?`;

export function isAddress(text: string): Span[] {
  const streetLike = found(text, `${before}(?:\\p{L}[\\p{L}'’-]{2,}(?:${streets})|\\p{Lu}[\\p{L}'’-]+(?:${places})|(?:${capital(streets)}|${capital(places)}))${house}`, 'gu');
  const lived = found(text, `${lives}(?:\\p{Lu}[\\p{L}'’-]+\\s+){1,4}\\d{1,4}[a-zA-Z]?`, 'gu').map((span) => {
    const start = new RegExp(`^${lives}`, 'u').exec(span.text)?.[0].length ?? 0;
    return { at: span.at + start, text: span.text.slice(start) };
  });
  return [...streetLike, ...lived].filter((span) => !no_streets.test(` ${span.text}`) && !no_house.test(text.slice(span.at + span.text.length)));
}
const capital = (list: string): string => list.split('|').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('|');

// Two capitals after a year are more often a word.
const no_letters = new Set('WW ZW OV OR BV NV EU IB TV PC OM AI CV HR IK EN DE TE OP IN IS WE NU AL OF OM ER'.split(' '));
const no_postcode = new Set('kg km mm cm ml mg gb mb kb hz kw er en x'.split(' '));
export const isPostcode = (text: string): Span[] =>
  [...found(text, String.raw`[1-9]\d{3}\s?[A-Z]{2}`, 'gu'), ...found(text, String.raw`[1-9]\d{3}[a-z]{2}`, 'gu')].filter((span) => {
    const letters = span.text.slice(-2);
    return !(/^(?:19[5-9]|20[0-3])/.test(span.text) && no_letters.has(letters)) && !no_postcode.has(letters);
  });

// ---- cases and files

const numbered = 'zaak|dossier|klant|cli[eë]nt|besluit|beschikking|beschikkings|bezwaar|aanvraag|registratie|relatie|polis|debiteuren|klacht|melding|meldings|personeels|lidmaatschaps|order|factuur|betalings|vreemdelingen|v|patient|patiënt|referentie|kenmerk|rolnummer|parketnummer'
  .split('|').map((word) => `${word}-?(?:nummer|nr)`).join('|');
const number = String.raw`[a-z]{0,6}[./-]?\d[a-z0-9./-]*\d`;
const isYear = (text: string): boolean => /^(?:19|20)\d\d$/.test(text);
const hasDigits = (span: Span): boolean => digits(span.text).length >= 3;

export function isCase(text: string): Span[] {
  const codes = found(text, String.raw`[A-Z]{1,6}[./-]?(?:19|20)?\d{2}[./-]\d{3,}(?:[./-]\d+)*|[A-Z]{1,4}-?\d{5,}`, 'gu');
  const parted = found(text, String.raw`\d{2,4}[/-]\d{4,}(?:[/-]\d+)*`).filter((span) => !span.text.split(/[/-]/).slice(1).every(isYear));
  const long = found(text, String.raw`\d{6,}`).filter((span) => !/000$/.test(span.text) && !/[.,]$/.test(text.slice(0, span.at)));
  return [
    ...afterWord(text, numbered, number).filter(hasDigits),
    ...afterWord(text, 'zaak|dossier|kenmerk|referentie|ref|beschikking', number).filter((span) => hasDigits(span) && !isYear(span.text)),
    ...codes, ...parted, ...long,
  ];
}
