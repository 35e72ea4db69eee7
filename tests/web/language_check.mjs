// SPDX-License-Identifier: EUPL-1.2
// Reads every Dutch sentence that somebody may meet in the interface: those of the catalogue of the
// web application and those of the scripts. A sentence has at most fifteen words, is active, and
// has no officialese and none of the words that the design never uses. What may stay all the same
// stands in language_exceptions.txt, with its reason, and is no more than one sentence in twenty.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dirname, join } from 'node:path';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const excepted_max = 0.05;

// ---- the sentences

const require = createRequire(join(root, 'clients/web/package.json'));
const { createServer } = await import(pathToFileURL(require.resolve('vite')).href);

async function load(...files) {
  const vite = await createServer({
    root: join(root, 'clients/web'), configFile: false, logLevel: 'error', appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null }, optimizeDeps: { noDiscovery: true, include: [] },
  });
  const loaded = await Promise.all(files.map((file) => vite.ssrLoadModule(`/src/texts/${file}.ts`)));
  await vite.close();
  return loaded;
}
const [plain, ...catalogues] = await load('plain', 'take-part', 'joining', 'slot', 'forms', 'anonymous', 'facilitate', 'after', 'projector', 'withdraw', 'staff');
const { found: has, officialese, wordsOf, words_max } = plain;

const ofCatalogue = () =>
  catalogues.flatMap((module) => Object.values(module).flatMap((catalogue) => Object.entries(catalogue))).flatMap(([key, { nl }]) =>
    (typeof nl === 'string' ? [nl] : [nl.one, nl.other]).map((text) => ({ where: key, text })));

// Every `nl: "…"` of a script; a long one stands in several strings one after another.
function ofScripts() {
  const folder = join(root, 'sessions/scripts');
  return readdirSync(folder).filter((name) => name.endsWith('.textproto')).sort().flatMap((name) => {
    const script = readFileSync(join(folder, name), 'utf8').replace(/^\s*#.*$/gm, '');
    return [...script.matchAll(/\bnl:\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g)].map((found) => ({
      where: name.replace('.textproto', ''),
      text: [...found[1].matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((part) => part[1].replace(/\\(.)/g, '$1')).join(''),
    }));
  });
}

const sentencesOf = ({ where, text }) =>
  text.replaceAll('*', '').split(/(?<=[.?!…])\s+|\n+/).map((one) => one.trim()).filter((one) => /\p{L}/u.test(one))
    .map((sentence) => ({ where, sentence }));

// ---- the rules

// Verbs that make their past with `zijn`, and nouns that look like a participle.
const noPassive = new Set([
  'geweest', 'gegaan', 'gekomen', 'gebleven', 'begonnen', 'gebeurd', 'geworden', 'gestopt', 'geen', 'gesprekken',
  'gedachten', 'gemeenten', 'weggegaan', 'tegenkomen', 'tegen', 'gewend', 'gezond', 'geest', 'gebruikers',
  'mogen', 'vragen', 'dagen', 'volgende', 'eigen', 'negen',
]);
const participle = /^(?:(?:af|aan|uit|in|op|door|terug|toe|mee|voor|weg|binnen|samen)?ge\p{L}{2,}(?:d|t|en)|(?:be|ver|ont|her)\p{L}{2,}(?:d|t)|gesloten|verlopen|vervallen)$/u;
// `wordt` with a participle, or `is` with one: somebody does it, and the sentence does not say who.
function passive(sentence) {
  const words = sentence.toLowerCase().match(/[\p{L}]+/gu) ?? [];
  if (words.some((word) => /^(?:word|wordt|worden|werd|werden)$/.test(word))) return true;
  return words.some((word) => /^(?:is|zijn|was|waren|bent)$/.test(word))
    && words.some((word) => participle.test(word) && !noPassive.has(word));
}

const never = ['volledig anoniem', 'moderator', 'sessie', 'foutcode', 'helaas', 'gewoon', 'even geduld'];

function faultsIn({ sentence }) {
  const found = [];
  if (wordsOf(sentence).length > words_max) found.push({ rule: 'long', what: `${wordsOf(sentence).length} words` });
  if (passive(sentence)) found.push({ rule: 'passive', what: 'passive' });
  // As a question word it is plain Dutch.
  const stiff = has(sentence, sentence.endsWith('?') ? officialese.filter((word) => word !== 'welke') : officialese);
  if (stiff) found.push({ rule: 'officialese', what: stiff });
  const banned = has(sentence, never) ?? (sentence.includes('!') ? '!' : undefined);
  if (banned) found.push({ rule: 'never', what: banned });
  return found;
}

// ---- the exceptions: `where | rule | reason`, one a line

const exceptions = readFileSync(join(here, 'language_exceptions.txt'), 'utf8').split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => {
    const [where, rule, reason] = line.split('|').map((part) => part.trim());
    return { where, rule, reason, used: false };
  });

// ---- a check that finds nothing must be able to find something

const planted = [
  ['De vragen worden door de gespreksleider bekeken.', 'passive'], ['De vraag is doorgelaten.', 'passive'],
  ['Indien u vragen hebt, belt u ons.', 'officialese'], ['Helaas kan dat niet.', 'never'],
  ['Dit is een zin die veel te lang is omdat hij maar doorgaat en nooit eens ophoudt.', 'long'],
];
const missed = planted.filter(([sentence, rule]) => !faultsIn({ sentence }).some((fault) => fault.rule === rule));
const innocent = ['U bent er weer.', 'Het gesprek is klaar.', 'Iedereen in het midden is geweest.'].filter((sentence) => faultsIn({ sentence }).length > 0);

// ---- the answer

const parts = { catalogue: ofCatalogue().flatMap(sentencesOf), scripts: ofScripts().flatMap(sentencesOf) };
let excepted = 0;
let wrong = missed.length + innocent.length;
for (const [sentence, rule] of missed) console.log(`FAILED  the check itself does not see that this is ${rule}: ${sentence}`);
for (const sentence of innocent) console.log(`FAILED  the check itself finds fault with: ${sentence}`);
for (const [part, sentences] of Object.entries(parts)) {
  const counts = { long: 0, passive: 0, officialese: 0, never: 0 };
  for (const one of sentences) {
    for (const { rule, what } of faultsIn(one)) {
      counts[rule]++;
      const exception = exceptions.find((known) => known.where === one.where && known.rule === rule && known.reason);
      if (exception) {
        exception.used = true;
        excepted++;
        continue;
      }
      wrong++;
      console.log(`FAILED  ${part} ${one.where}: ${what}: ${one.sentence}`);
    }
  }
  const found = Object.entries(counts).map(([rule, n]) => `${rule} ${n}`).join(', ');
  console.log(`${part}: ${sentences.length} sentences, longest ${Math.max(...sentences.map(({ sentence }) => wordsOf(sentence).length))} words; ${found}`);
}
// A line that stays behind in this list would hide the next fault at the same place. Scripts change
// on their own, so there it is said and no more.
const scripts = new Set(parts.scripts.map(({ where }) => where));
for (const { where, rule } of exceptions.filter((known) => !known.used)) {
  const tolerated = scripts.has(where);
  if (!tolerated) wrong++;
  console.log(`${tolerated ? 'NOTE   ' : 'FAILED '} an exception that nothing needs any more: ${where} | ${rule}`);
}
const all = parts.catalogue.length + parts.scripts.length;
const share = excepted / all;
if (share > excepted_max) wrong++;
console.log(`language: ${all} sentences, ${excepted} excepted (${(100 * share).toFixed(1)} %, at most 5 %), each with its reason; ${wrong} faults`);
process.exit(wrong === 0 ? 0 : 1);
