// SPDX-License-Identifier: EUPL-1.2
import { readFileSync, readdirSync } from 'node:fs';
import { learn, say, texts } from '../../clients/web/src/texts';
import { after } from '../../clients/web/src/texts/after';
import { anonymous } from '../../clients/web/src/texts/anonymous';
import { facilitate } from '../../clients/web/src/texts/facilitate';
import { projector } from '../../clients/web/src/texts/projector';
import { forms as formTexts } from '../../clients/web/src/texts/forms';
import type { Entry, TextKey, Words } from '../../clients/web/src/texts';

for (const more of [formTexts, anonymous, facilitate, after, projector]) learn(more);
const entries = Object.entries(texts) as [TextKey, Entry][];
const forms = (words: Words): string[] => (typeof words === 'string' ? [words] : [words.one, words.other]);
const holes = (words: Words): string[] => [...new Set(forms(words).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
const sentences = (text: string): string[] => text.replaceAll('*', '').split(/[.?…](?:\s|$)/).map((one) => one.trim()).filter(Boolean);
const all = (entry: Entry): string[] => [...forms(entry.nl), ...forms(entry.en)];

describe('the catalogue', () => {
  it('says everything in both languages', () => {
    for (const [key, entry] of entries) for (const form of all(entry)) expect(form.trim(), key).not.toBe('');
  });
  it('fills in the same words in both languages', () => {
    for (const [key, entry] of entries) expect(holes(entry.nl), key).toEqual(holes(entry.en));
  });
  it('keeps every sentence at fifteen words', () => {
    for (const [key, entry] of entries) {
      for (const sentence of all(entry).flatMap(sentences)) {
        expect(sentence.split(/\s+/).length, `${key}: ${sentence}`).toBeLessThanOrEqual(15);
      }
    }
  });
  it('closes what it opens in bold', () => {
    for (const [key, entry] of entries) for (const form of all(entry)) expect((form.match(/\*/g) ?? []).length % 2, key).toBe(0);
  });
  it('uses none of the words that are never used, and no exclamation mark', () => {
    const never = /moderator|sessie|foutcode|volledig anoniem|helaas|\bgewoon\b|even geduld|!/i;
    for (const [key, entry] of entries) {
      for (const form of forms(entry.nl)) expect(form, key).not.toMatch(never);
    }
  });
  it('has one sentence for every reason the server may refuse with', () => {
    const header = readFileSync(new URL('../../sessions/result.hpp', import.meta.url), 'utf8');
    const body = /enum class Reason[^{]*\{([^}]*)\}/.exec(header)?.[1] ?? '';
    const reasons = [...body.matchAll(/^\s*(\w+),/gm)].map((match) => match[1]);
    expect(reasons.length).toBeGreaterThan(20);
    for (const reason of reasons) expect(texts).toHaveProperty(`refused_${reason}`);
  });
  // Words between tags, or in an attribute that is shown or read aloud.
  it('holds every word that a page shows', () => {
    const source = new URL('../../clients/web/src/', import.meta.url);
    const pages = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
    const between = />([^<>{}()=;&|?:]*\p{L}{2,}[^<>{}()=;&|?:]*)<\//gu;
    const attribute = /\b(?:aria-label|title|label|placeholder|alt)="[^"]*\p{L}[^"]*"/gu;
    expect('<p>Even wachten</p>').toMatch(new RegExp(between, 'u'));
    expect(pages.length).toBeGreaterThan(10);
    for (const name of pages) {
      const text = readFileSync(new URL(name, source), 'utf8');
      expect([...text.matchAll(between), ...text.matchAll(attribute)].map((found) => found[0]), name).toEqual([]);
    }
  });
  it('gives who takes part every sentence without those for leading', () => {
    const source = new URL('../../clients/web/src/', import.meta.url);
    const leading = /^(?:facilitate|lead-.*|after.*|projector|preview|texts\/.*)\.tsx?$/;
    const pages = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /^[^g].*\.tsx?$/.test(name) && !leading.test(name));
    for (const name of pages) {
      const text = readFileSync(new URL(name, source), 'utf8');
      const used = [...text.matchAll(/'([a-z]+_[a-z_]+)'/g)].map((found) => found[1] ?? '');
      expect(used.filter((key) => key in facilitate), name).toEqual([]);
    }
  });
  // A part of the forms' own may use their sentences; a page that is there before they are may not.
  it('gives who joins every sentence without those of the forms', () => {
    const source = new URL('../../clients/web/src/', import.meta.url);
    const late = /^(?:facilitate|lead-.*|preview|texts\/.*|parts\/(?:forms|anonymous|case-worker|ballots|results|choice|consent|made|places))\.tsx?$/;
    const pages = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /^[^g].*\.tsx?$/.test(name) && !late.test(name));
    for (const name of pages) {
      const text = readFileSync(new URL(name, source), 'utf8');
      const used = [...text.matchAll(/'([a-z]+_[a-z_]+)'/g)].map((found) => found[1] ?? '');
      expect(used.filter((key) => key in formTexts || key in anonymous), name).toEqual([]);
    }
  });
  it('counts in words', () => {
    expect(say('nl', 'left_minutes', { n: 1 })).toBe('nog *1 minuut*');
    expect(say('nl', 'left_minutes', { n: 31 })).toBe('nog *31 minuten*');
    expect(say('en', 'listeners', { n: 16 })).toBe('16 listen');
  });
});
