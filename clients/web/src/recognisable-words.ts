// SPDX-License-Identifier: EUPL-1.2
// Dates, amounts and people, as they are written in Dutch. A part of recognisable.ts, and as pure.
import { found } from './recognisable-numbers';
import type { Span } from './recognisable-numbers';

// ---- exact dates

const months = 'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december';
const short_months = 'jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec';
const units = 'een|twee|drie|vier|vijf|zes|zeven|acht|negen';
const cardinals = `twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|(?:(?:${units})[eë]n)?twintig|(?:eenen)?dertig`;
const ordinals = `eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|vijftiende|zestiende|zeventiende|achttiende|negentiende|(?:(?:${units})[eë]n)?twintigste|(?:eenen)?dertigste`;
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const month = '(?:0?[1-9]|1[0-2])';
const year = String.raw`(?:\s+(?:19|20)\d{2}|\s+['’]\d{2})?`;

export function dates(text: string): Span[] {
  const short = found(text, String.raw`(?:op|vanaf|sinds|tot|per|d\.?d\.?|datum)\s+${day}[/-]${month}(?![/-]?\d|\s*(?:van|uur|keer))`).map((span) => {
    const at = span.text.search(/\d/);
    return { at: span.at + at, text: span.text.slice(at) };
  });
  return [
    ...found(text, String.raw`${day}(?:e|ste|de)?\s+(?:van\s+)?(?:(?:${months})|(?:${short_months})\.?)${year}`),
    ...found(text, String.raw`(?:${cardinals}|${ordinals})\s+(?:van\s+)?(?:${months})${year}`),
    ...found(text, String.raw`${day}[./-]${month}[./-](?:(?:19|20)\d{2}|\d{2})`),
    ...found(text, String.raw`${day}\s?-\s?(?:${months}|${short_months})\s?-\s?(?:19|20)?\d{2}`),
    ...found(text, String.raw`(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`),
    ...short,
  ];
}

// ---- amounts of money

const amount = String.raw`\d+(?:[. ]\d{3})*(?:,\d{1,2}|,-|\.\d{2})?`;
const written = `(?:(?:${units})?(?:honderd|duizend)(?:en(?!\\s))?|${cardinals}|(?:(?:${units})[eë]n)?(?:veertig|vijftig|zestig|zeventig|tachtig|negentig))+`;
const owed = 'schuld|schulden|boete|huur|uitkering|toeslag|bedrag|salaris|inkomen|loon|premie|rekening|vordering|vergoeding|maatregel|korting|alimentatie|betalingsregeling|naheffing|terugvordering';

export function money(text: string): Span[] {
  const owing = found(text, String.raw`(?:${owed})\s+(?:is|was|van|bedraagt|bedroeg)\s+(?:(?:ongeveer|wel|maar|bijna|ruim|nu)\s+)?${amount}(?!\s*(?:procent|%|miljoen|miljard|jaar|maand|maanden|dagen|weken|uur))`).map((span) => {
    const at = span.text.search(/\d/);
    return { at: span.at + at, text: span.text.slice(at) };
  });
  // A sign is no letter: what stands around it needs no space.
  const signed = [...text.matchAll(/€\s?\d+(?:[. ]\d{3})*(?:,\d{1,2}|,-|\.\d{2})?/gu)].map((one) => ({ at: one.index ?? 0, text: one[0] }));
  return [
    ...signed,
    ...found(text, String.raw`(?:eur|euro)\s?${amount}`),
    ...found(text, String.raw`${amount}\s?(?:euro(?:['’]s)?|eur)`),
    ...found(text, String.raw`${amount}\s?€`),
    ...found(text, String.raw`${amount}\s+(?:netto|bruto|per maand|in de maand)`),
    ...found(text, String.raw`\d+(?:\.\d{3})*,-`),
    ...found(text, String.raw`${written}\s+euro(?:['’]s)?`),
    ...owing.filter((span) => span.text.replace(/\D/g, '').length >= 2),
  ];
}

// ---- somebody by name: after what they are

const roles = 'klantmanager|klantregisseur|contactpersoon|begeleider|begeleidster|consulent|consulente|inkomensconsulent|casemanager|casemanagers|werkcoach|jobcoach|wijkcoach|coach|trajectbegeleider|regisseur|bewindvoerder|behandelaar|hulpverlener|hulpverleenster|maatschappelijk werker|maatschappelijk werkster|wijkteammedewerker|medewerker|medewerkster|ambtenaar|teamleider|leidinggevende|manager|chef|baas|collega|wethouder|directeur|advocaat|rechter|arts|huisarts|psycholoog|gespreksleider|juf|meester';
const kin = 'zoon|dochter|man|vrouw|partner|vriend|vriendin|moeder|vader|broer|zus|zusje|broertje|kind|buurman|buurvrouw';
const titles = String.raw`mevrouw|meneer|mijnheer|de heer|mw\.?|mevr\.?|dhr\.?|juffrouw|dokter|dr\.`;
const anyCase = (list: string): string =>
  list.split('|').map((word) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`).join('|');
const particle = String.raw`(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Hh]et|'t|[Tt]er|[Tt]en|[Ee]l|[Aa]l|[Bb]en|[Bb]in)\s+)*`;
const person = String.raw`(?:\p{Lu}\.\s?)*${particle}\p{Lu}[\p{L}'’-]*(?:\s+${particle}\p{Lu}[\p{L}'’-]+)?`;
const owner = '(?:[Mm]ijn|[Oo]nze|[Hh]aar|[Zz]ijn|[Mm]\'n)';

export function people(text: string): Span[] {
  const called = String.raw`,?\s+(?:(?:heet|heette|genaamd)\s+)?`;
  return [
    ...found(text, String.raw`(?:${owner}\s+)?(?:${anyCase(roles)})${called}${person}`, 'gu'),
    ...found(text, String.raw`${owner}\s+(?:${kin})${called}${person}`, 'gu'),
    ...found(text, String.raw`(?:${anyCase(titles)})\s+${person}`, 'gu'),
  ].filter((span) => !/(?:^|\s)\p{Lu}{2,}$/u.test(span.text) && !/(?:^|\s)(?:Ik|Wij|We|Zij|Hij|Dat|Dit|De|Het|Een|En|Maar|Toen|Daar|Nu|Er|Die|Als|Nederlands|Engels|Arabisch|Turks)$/u.test(span.text));
}
