// SPDX-License-Identifier: EUPL-1.2
import { dayField, endOfDay, hintsFor, judgementOf, letterBlocks } from '../../clients/web/src/after-letter';

describe('a letter', () => {
  it('is paragraphs, fixed headings and lists', () => {
    expect(letterBlocks('Beste deelnemer,\n\nDit gaan wij doen\n\n- een\n- twee\n\nMet groet,\nJoke')).toEqual([
      { kind: 'paragraph', text: 'Beste deelnemer,' },
      { kind: 'heading', text: 'Dit gaan wij doen' },
      { kind: 'list', items: ['een', 'twee'] },
      { kind: 'paragraph', text: 'Met groet,\nJoke' },
    ]);
  });
  it('takes the headings that the server writes', async () => {
    const { readFileSync } = await import('node:fs');
    const source = readFileSync(new URL('../../server/library/letter.cpp', import.meta.url), 'utf8');
    const { headings } = await import('../../clients/web/src/after-letter');
    const written = [...source.matchAll(/^const Bilingual \w+\{"([^"]+)", "([^"]+)"\}/gm)].flatMap((match) => [match[1], match[2]]);
    expect(written.length).toBe(10);
    expect([...headings].sort()).toEqual(written.sort());
  });
});

describe('hints for plain words', () => {
  it('names long sentences and hard words, each once', () => {
    const hints = hintsFor(
      'Wij gaan dit doen.\n- Indien u ons belt, nemen wij op.\n- Indien u schrijft ook.\n' +
      'Dit is een zin die veel te lang is omdat hij maar doorgaat en nooit eens ophoudt.\nHet is een arbeidsongeschiktheidsverzekering.');
    expect(hints).toEqual([
      { kind: 'word', text: 'indien' },
      { kind: 'long', words: 17, text: 'Dit is een zin die veel …' },
      { kind: 'word', text: 'arbeidsongeschiktheidsverzekering' },
    ]);
  });
  it('finds nothing in plain words', () => expect(hintsFor('Wij bellen u terug. Dat doen wij binnen een week.')).toEqual([]));
});

describe('a judgement', () => {
  it('is in words, and not at all of fewer than five people', () => {
    expect(judgementOf([])).toBe('judged_none');
    expect(judgementOf(Array(4).fill('recognised'))).toBe('judged_few');
    expect(judgementOf([...Array(4).fill('recognised'), 'partly'])).toBe('judged_most_recognised');
    expect(judgementOf(['recognised', 'recognised', 'partly', 'partly', 'not_recognised'])).toBe('judged_differ');
  });
});

describe('a date', () => {
  it('is the end of its day, so that what is due today is not late', () => {
    const due = endOfDay('2027-03-01');
    expect(dayField(due)).toBe('2027-03-01');
    expect(new Date(due).getHours()).toBe(23);
    expect(endOfDay('')).toBe(0);
    expect(dayField(0)).toBe('');
  });
});
