// SPDX-License-Identifier: EUPL-1.2
// The letter to clients, as plain text and as paper, and what could be plainer in it. Pure.
//
// Paragraphs are parted by an empty line, list items begin with "- ", and a line that is one of the
// fixed headings is a heading (docs/exports.md).
import { found, officialese, wordsOf, words_max } from './texts/plain';

export type LetterBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export const headings: readonly string[] = [
  'Wat hebben wij geleerd?', 'Dit gaan wij doen', 'Dit doen wij niet', 'Hierover beslissen wij nog', 'Klopt dit volgens u?',
  'What did we learn?', 'This is what we will do', 'This is what we will not do', 'We have yet to decide on this', 'Is this right, you think?',
];

export function letterBlocks(text: string): LetterBlock[] {
  const blocks: LetterBlock[] = [];
  let goesOn = false; // the next line belongs to the last block
  for (const line of text.split('\n').map((one) => one.trim())) {
    const last = blocks.at(-1);
    if (headings.includes(line)) {
      blocks.push({ kind: 'heading', text: line });
      goesOn = false;
    } else if (line.startsWith('- ')) {
      const item = line.slice(2).trim();
      if (last?.kind === 'list') blocks[blocks.length - 1] = { kind: 'list', items: [...last.items, item] };
      else blocks.push({ kind: 'list', items: [item] });
      goesOn = false;
    } else if (line === '') {
      goesOn = false;
    } else if (goesOn && last?.kind === 'paragraph') {
      blocks[blocks.length - 1] = { kind: 'paragraph', text: `${last.text}\n${line}` };
    } else {
      blocks.push({ kind: 'paragraph', text: line });
      goesOn = true;
    }
  }
  return blocks;
}

// ---- what could be plainer

export type Hint =
  | { readonly kind: 'long'; readonly words: number; readonly text: string }
  | { readonly kind: 'word'; readonly text: string };

const long_word = 19; // letters; shorter ones are common in Dutch
const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.?!…])\s+|\n+/).map((one) => one.replace(/^- /, '').trim()).filter((one) => one !== '');
const beginning = (sentence: string): string => {
  const words = sentence.split(/\s+/);
  return words.length > 6 ? `${words.slice(0, 6).join(' ')} …` : sentence;
};

export function hintsFor(text: string): Hint[] {
  const hints = sentencesOf(text).flatMap((sentence): Hint[] => {
    const words = wordsOf(sentence);
    const hard = [found(sentence, officialese), ...words.map((word) => word.replace(/[^\p{L}]/gu, '')).filter((word) => word.length >= long_word)];
    return [
      ...(words.length > words_max ? [{ kind: 'long' as const, words: words.length, text: beginning(sentence) }] : []),
      ...hard.filter((word) => word !== undefined).map((word) => ({ kind: 'word' as const, text: word })),
    ];
  });
  return hints.filter((hint, index) => hints.findIndex((one) => one.kind === hint.kind && one.text === hint.text) === index);
}

// ---- what those who judge think, in words where a count would point at few people

export type Judgement =
  | 'judged_none' | 'judged_few' | 'judged_most_recognised' | 'judged_most_partly' | 'judged_most_not_recognised' | 'judged_differ';
const small_group = 5;
export function judgementOf(verdicts: Iterable<string>): Judgement {
  const all = [...verdicts];
  if (all.length === 0) return 'judged_none';
  if (all.length < small_group) return 'judged_few';
  for (const verdict of ['recognised', 'partly', 'not_recognised'] as const) {
    if (2 * all.filter((one) => one === verdict).length > all.length) return `judged_most_${verdict}`;
  }
  return 'judged_differ';
}

// ---- days, as a field of type "date" has them: a day of this device

const two = (n: number): string => String(n).padStart(2, '0');
export const dayField = (ms: number): string => {
  if (ms === 0) return '';
  const day = new Date(ms);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};
// The end of that day, so that something due today is not late yet. 0: no day.
export const endOfDay = (field: string): number => {
  const [year, month, day] = field.split('-').map(Number);
  return year && month && day ? new Date(year, month - 1, day, 23, 59, 59).getTime() : 0;
};
