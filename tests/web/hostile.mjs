// SPDX-License-Identifier: EUPL-1.2
// Words of people who mean harm, through every field that takes words: none of them may run, and none may
// move the words beside it. Sent as any client can send them, read on the pages of a client, a professional
// and a facilitator, on the wall, and in the files. Which fields there are is read from the protocol: a new
// one fails here until it is tried. Each zero has a control: the same eye finds what is planted.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Person, check, createConversation, screenshots, section, startBrowser, startServer, summary, until } from './arena.mjs';
import { lines, long, others, remember, scripts, short, turns } from './hostile_corpus.mjs';
import { look, watchFromTheStart } from './hostile_eye.mjs';
import { act, textFields, told, within } from './hostile_wire.mjs';

const script = `
id: "velden"
title { nl: "Alle velden" en: "All fields" }
source: "tests"
standing_reason { nl: "Zo gaat het." en: "So it goes." }
anonymous_floor: 4
group { id: "client" title { nl: "Cliënten" en: "Clients" } role: CLIENT limit: 10 }
group { id: "professional" title { nl: "Professionals" en: "Professionals" } role: PROFESSIONAL shown_as: NAME limit: 4 }
group { id: "chair" title { nl: "Gespreksleiders" en: "Facilitators" } role: FACILITATOR shown_as: NAME limit: 2 }
product {
  id: "aanbod" title { nl: "Aanbod" en: "Offers" } kind: OFFER with_owner: true with_date: true
  state { id: "nieuw" title { nl: "Nieuw" en: "New" } }
  state { id: "klaar" title { nl: "Klaar" en: "Done" } }
}
product { id: "aanname" title { nl: "Aannames" en: "Assumptions" } kind: ASSUMPTION own: true }
round {
  id: "alles" title { nl: "Alles" en: "All" } purpose { nl: "Alles mag." en: "All goes." } minutes: 50 gate: true floor: OPEN ends_when: TIME
  inner { group: "client" may: SPEAK may: PASS may: NOTE may: MARK may: ANSWER may: ANONYMOUS may: VOTE may: PROPOSE_LESSON may: PROPOSE makes: "aanbod" makes: "aanname" }
  inner { group: "professional" may: SPEAK may: PASS may: ASK may: NOTE may: VOTE may: PROPOSE makes: "aanbod" makes: "aanname" }
  ballot { id: "eens" title { nl: "Eens?" en: "Agree?" } scale: AGREE5 asks_reason: true shown: NAMED }
}
round {
  id: "terug" title { nl: "Terug" en: "Back" } purpose { nl: "Wat kwam eruit?" en: "What came of it?" } minutes: 20 floor: OPEN ends_when: TIME
  takes: "aanbod" shares_lessons: true carries_notes: true release { ballot: "eens" to: "client" to: "professional" }
  inner { group: "client" may: SPEAK may: PASS may: NOTE may: JUDGE_LESSON }
  inner { group: "professional" may: SPEAK may: PASS may: NOTE }
}
`;

// Fields that name a person or a level: the rules refuse whatever is no code and no level.
const codes = new Set([
  'Speak.for_seat', 'SayCaseWorker.listeners', 'SetConsent.level', 'Remove.seat', 'GiveFloor.seat', 'AnswerHelp.seat', 'BindPosition.seat', 'FreePosition.seat',
  'Warn.seat', 'RecordIncident.about', 'OfferLead.seat', 'JoinRequest.link', 'NewConversation.script_id', 'NewConversation.script_text', 'NewConversation.archive_level',
  'NewConversation.after', 'DocumentRequest.seat_secret', 'DocumentRequest.format', 'DocumentRequest.language',
]);
const total = { looks: 0, places: 0, escapes: 0, runs: 0, stopped: 0 };
const tried = new Map(); // field: the words that stand in it
const seen = new Set();
const watched = [];
const kept = (field, text) => {
  tried.set(field, [...(tried.get(field) ?? []), text]);
  return text;
};
let round = 0;
const unseen = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\p{M}/gu;
// Nobody is shown these on a page: who is turned away learns no reason there.
const unread = new Set(['TurnAway.reason', 'DocumentRequest.text']);

const server = await startServer();
const browser = await startBrowser();
const began = Date.now();
try {
  await control();
  await run();
} catch (error) {
  check('it ran to the end', false, String(error?.stack ?? error));
} finally {
  await browser.close();
  await server.stop();
}
console.log(`        ${((Date.now() - began) / 1000).toFixed(1)} s`);
process.exit(summary());

// ---- the eye, on pages where something is planted

async function control() {
  section('control: the same eye finds what is planted');
  const context = await browser.newContext();
  await context.addInitScript(watchFromTheStart);
  const runs = async (one) => {
    const careless = await context.newPage();
    await careless.goto('about:blank');
    await careless.setContent(`<main>${one}</main>`, { waitUntil: 'commit' }).catch(() => {});
    await careless.waitForTimeout(60);
    const found = await careless.evaluate(() => window.__runs.length > 0).catch(() => true); // it went elsewhere
    await careless.close();
    return found;
  };
  const ran = (await Promise.all(scripts.map(runs))).filter(Boolean).length;
  const page = await context.newPage();
  check('scripts that a careless page runs are seen to run', ran >= 12, `${ran} of ${scripts.length}`);
  const escaping = [];
  for (const [name, turn] of turns) {
    await page.setContent(`<p>Naam: ${turn}, 14.22 uur (2)</p>`);
    if ((await page.evaluate(look, [turn])).escapes.length > 0) escaping.push(name);
  }
  check('words that turn a careless page around are seen to', escaping.length >= 12, escaping.join(', '));
  await page.setContent('<p>Naam: <bdi>שלום</bdi>, 14.22 uur</p><p>Rustig, <b>14.22</b> uur</p>');
  const calm = await page.evaluate(look, ['שלום', 'Rustig']);
  check('a careful page is called right', calm.escapes.length === 0 && calm.places === 2, JSON.stringify(calm));
  await page.setContent('<select><option>C3, שלום, 2</option></select><p title="\u202Eabc">x</p>');
  check('so are texts that are not laid out', (await page.evaluate(look, ['שלום', 'abc'])).escapes.length === 2);
  console.log(`        control: ${ran} of ${scripts.length} scripts ran, ${escaping.length} of ${turns.length} turns escaped on pages without care`);
  await context.close();
}

// ---- looking at everybody's page

async function arrive(name, size) {
  const person = await Person.arrive(browser, name, server.url, size);
  await person.page.addInitScript(watchFromTheStart);
  person.page.on('dialog', (dialog) => {
    total.runs += 1;
    void dialog.dismiss();
  });
  watched.push(person);
  return person;
}

async function lookAt(name, page) {
  const { places, escapes, seen: here } = await page.evaluate(look, [...lines]);
  const { runs, stopped } = await page.evaluate(() => ({ runs: window.__runs ?? [], stopped: window.__stopped ?? [] }));
  total.looks += 1;
  total.places += places;
  total.escapes += escapes.length;
  total.runs += runs.length;
  total.stopped += stopped.length;
  for (const line of here) seen.add(line);
  check(`on ${name} nothing ran`, runs.length === 0, runs.join(', '));
  check(`on ${name} nothing had to be stopped`, stopped.length === 0, stopped.join(', '));
  check(`on ${name} every word keeps its place`, escapes.length === 0, `${escapes.length}: ${escapes.slice(0, 4).join(' | ')}`);
}
async function lookAround(when, people) {
  await Promise.all(people.map((person) => person.page.evaluate(() => new Promise((done) => setTimeout(done, 120)))));
  for (const person of people) {
    await person.page.evaluate(() => document.querySelectorAll('details:not([open])').forEach((one) => (one.open = true)));
    await lookAt(`the page of ${person.name}, ${when}`, person.page);
  }
}

// How it looks; and no word without an end makes the page wider.
async function picture(name, { page }) {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  check(`nothing on ${name} is wider than the page`, wide <= room, `${wide} of ${room}`);
}

// ---- trying a field

async function tries(person, name, field, value, text = long(field.replace('.', ''))) {
  const [message, part] = field.split('.');
  const local = part.replace(/_(\w)/g, (_, one) => one.toUpperCase());
  const why = await act(person, name, { ...value, [local]: kept(field, text) }, round);
  check(`${message}.${part} takes it`, why === '', why);
}

async function asksForSeat(link, name) {
  const answer = await fetch(`${server.url}/api/join`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ link: link.split('#')[1], name }),
  });
  return { status: answer.status, ...(await answer.json()) };
}

async function run() {
  section('joining under names that mean harm');
  const title = kept('NewConversation.title', short('titelveld', '<img src=x onerror=__ran(1)> \u202Eשלום'));
  const questions = turns.slice(0, 5).map(([, turn]) => kept('NewConversation.learning_questions', short('leervraag', turn)));
  const releaser = kept('NewConversation.releaser', short('vrijgever', '\u2067\u202E'));
  const { conversation, links } = await createConversation(server, { script_text: script }, title, { releaser, learning_questions: questions });
  const lead = await arrive('the facilitator', { width: 1440, height: 900 });
  const client = await arrive('a client', { width: 320, height: 640, phone: true });
  const professional = await arrive('a professional', { width: 390, height: 844, phone: true });
  const stranger = await arrive('who has to go', { width: 390, height: 844, phone: true });
  const everybody = [lead, client, professional];
  await lead.join(links.chair, remember('Samira דנה'));
  await lead.sees('Bij de deur');
  for (const name of ['Ana\u202Eeen', '\u2067Ana', 'A\u200Bna', 'Samirа דנה', 'Gеsprеkslеidеr']) {
    const { status, error } = await asksForSeat(links.client, name);
    check(`the name ${JSON.stringify(name)} is refused`, status >= 400 && error.startsWith('name_'), `${status} ${error}`);
  }
  for (const name of ['<img src=x onerror=__ran(2)>', 'שרה כהן', 'محمد 12', '"><svg onload=__ran(3)>']) {
    check(`the name ${name} is taken`, (await asksForSeat(links.client, kept('JoinRequest.name', remember(name)))).status === 200);
  }
  await client.join(links.client, kept('JoinRequest.name', remember('Zoë أمل')));
  await professional.join(links.professional, kept('JoinRequest.name', remember('Bo שלום')));
  await stranger.join(links.client, '');
  const waiting = await within('seven at the door', () => (told(lead, 'lobbyChanged').length >= 7 ? told(lead, 'lobbyChanged').map((one) => one.waiting) : null));
  await lookAround('at the door', [lead]);
  await tries(lead, 'turnAway', 'TurnAway.reason', { waiting: waiting[0] });
  for (const one of waiting.slice(1)) check('somebody is let in', (await act(lead, 'admit', { waiting: one })) === '');
  for (const person of [client, professional, stranger]) await person.sees('Uw woorden, uw keuze');
  await lookAround('where one chooses what is kept', [client]);
  for (const person of [client, professional, stranger]) await person.consents();
  await lookAround('before the start', everybody);

  section('every field of the first round');
  await tries(lead, 'openRound', 'OpenRound.reason', { round: 1 });
  round = 1;
  for (const person of everybody) await person.page.getByRole('heading', { level: 1, name: person === lead ? /titelveld/ : 'Alles' }).waitFor();
  await spoken(client);
  await written(client, professional);
  await lookAround('with all that people wrote', everybody);
  await picture('80-hostile-client-320', client);
  await chaired(lead, client, professional, everybody);
  const wall = await onTheWall(lead, conversation);
  await slot(lead, everybody, wall);
  await wall.close();

  section('what is shown later');
  await tries(lead, 'openRound', 'OpenRound.reason', { round: 2 });
  round = 2;
  for (const person of [client, professional]) await person.page.getByRole('heading', { level: 1, name: 'Terug' }).waitFor();
  const note = told(client, 'ownNote')[0].note;
  check('a note is brought along', (await act(client, 'carryNote', { note }, round)) === '');
  await lookAround('in the second round', everybody);
  await picture('81-hostile-professional', professional);
  await picture('82-hostile-lead', lead);
  const gone = told(stranger, 'seated')[0].self.code;
  await tries(lead, 'remove', 'Remove.reason', { seat: gone });
  await stranger.sees('U doet niet meer mee');
  await lookAround('after the removal', [stranger, ...everybody]);
  await afterwards(lead, client, professional, everybody);

  section('all of it');
  for (const field of textFields) check(`${field} is tried`, tried.has(field) || codes.has(field), 'a new field? Try it here');
  for (const field of codes) check(`${field} is a field`, textFields.includes(field));
  // By its own first word, which stands in no other text.
  const shown = (text) => [...seen].some((line) => text.replace(unseen, '').includes(line) && line.startsWith(text.replace(unseen, '').split(' ')[0]));
  for (const [field, texts] of tried) if (!unread.has(field)) check(`${field} is read by somebody`, texts.some(shown));
  for (const person of watched) {
    check(`${person.name} asked nothing of other hosts`, person.elsewhere.length === 0, person.elsewhere.join(', '));
    check(`${person.name} met no fault on the page`, person.faults.length === 0, person.faults.join(' | '));
  }
  console.log(`        ${tried.size} fields, ${lines.size} lines, ${total.looks} looks, ${total.places} places beside words of others: ` +
    `executions ${total.runs}, stopped by the policy ${total.stopped}, direction escapes ${total.escapes}`);
}

async function spoken(client) {
  for (const [, turn] of turns) await tries(client, 'speak', 'Speak.text', {}, remember(turn));
  for (const [, text] of others) await tries(client, 'speak', 'Speak.text', {}, remember(text));
  await tries(client, 'speak', 'Speak.text', {}, remember(scripts.join('\n')));
  await client.unfold('Iets zeggen');
  await client.page.getByLabel(/Uw (verhaal|bijdrage)/).fill(remember('getypt \u2067\u202Eשלום <img src=x onerror=__ran(30)>'));
  await client.press('Versturen');
  await client.sees('getypt');
}

async function written(client, professional) {
  await tries(client, 'note', 'TakeNote.text', {});
  await tries(client, 'note', 'TakeNote.text', {}, remember('שלום'));
  for (let n = 0; n < 5; n++) await tries(professional, 'ask', 'Ask.text', {});
  await tries(client, 'proposeLesson', 'ProposeLesson.text', {});
  await tries(client, 'proposeLesson', 'ProposeLesson.text', {});
  await tries(client, 'propose', 'Propose.text', { product: 0 });
  await tries(client, 'propose', 'Propose.text', { product: 1 });
  const own = (await within('an own item', () => told(client, 'ownItem')[0])).item;
  await tries(client, 'reconsider', 'ReconsiderItem.text', { item: own });
  await tries(client, 'vote', 'Vote.reason', { ballot: 0, choices: [3n] });
  await tries(client, 'askHelp', 'AskHelp.text', {});
}

async function chaired(lead, client, professional, everybody) {
  section('every field of who leads');
  const asked = await within('five questions', () => (told(lead, 'questionWaiting').length === 5 ? told(lead, 'questionWaiting').map((one) => one.question) : null));
  await tries(lead, 'askToRephrase', 'AskToRephrase.text', { question: asked[0] });
  await tries(lead, 'mergeQuestions', 'MergeQuestions.text', { questions: [asked[1], asked[2]] });
  await tries(lead, 'withholdQuestion', 'WithholdQuestion.reason', { question: asked[3] });
  check('a question is let through', (await act(lead, 'acceptQuestion', { question: asked[4] }, round)) === '');
  await tries(client, 'answer', 'Answer.text', { question: asked[4] });
  const code = told(client, 'seated')[0].self.code;
  await tries(lead, 'answerHelp', 'AnswerHelp.text', { seat: code });
  await tries(lead, 'warn', 'Warn.text', { seat: code });
  await tries(lead, 'recordIncident', 'RecordIncident.text', { about: code });
  await tries(lead, 'recordIncident', 'RecordIncident.text', { about: '' });
  await tries(lead, 'closeIncident', 'CloseIncident.text', { incident: (await within('an incident', () => told(lead, 'incident')[0])).incident });
  const made = told(lead, 'contribution').filter((one) => one.product === 'aanbod');
  const learnt = told(lead, 'contribution').filter((one) => one.kind === 5);
  for (const { item } of [...made, ...learnt]) await tries(lead, 'assignItem', 'AssignItem.owner', { item, dueMs: BigInt(Date.now() + 9e9) }, short('eigenaar'));
  await tries(lead, 'decideItem', 'DecideItem.reason', { item: learnt[1].item, decision: 2 });
  await tries(lead, 'speak', 'Speak.text', { forSeat: code });
  await tries(lead, 'extend', 'ExtendRound.reason', { minutes: 5 }, short('erbij'));
  await lookAround('with the acts of who leads', everybody);
  await dialogs(lead);
  await tries(lead, 'pause', 'PauseRound.reason', {}, short('pauzereden'));
  await lookAround('in a break', everybody);
  check('the round goes on', (await act(lead, 'resume', {}, round)) === '');
}

// What opens only when it is asked for.
async function dialogs(lead) {
  for (const button of [/^Waarschuw iemand/, /^Leg een incident vast/, /^Verwijder iemand/]) {
    await lead.page.getByRole('button', { name: button }).first().click();
    await lookAt(`a dialog of the facilitator, ${button}`, lead.page);
    await lead.page.keyboard.press('Escape');
    await lead.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

async function onTheWall(lead, conversation) {
  const wall = await lead.context.newPage();
  await wall.addInitScript(watchFromTheStart);
  await wall.setViewportSize({ width: 1600, height: 900 });
  await wall.goto(`${server.url}/projector?conversation=${conversation}`);
  await wall.locator('.projector-said').waitFor();
  await lookAt('the wall', wall);
  return wall;
}

async function slot(lead, everybody, wall) {
  await tries(lead, 'openSlot', 'OpenSlot.text', { minutes: 5 });
  for (const person of everybody) await until(`${person.name} reads what is asked`, () => person.reads('OpenSlottext'));
  await lookAround('while people write anonymously', everybody);
  await lookAt('the wall meanwhile', wall);
  await tries(lead, 'cancelSlot', 'CancelSlot.reason', {}, short('afbreekreden'));
  await lookAround('after that was broken off', everybody);
}

async function afterwards(lead, client, professional, everybody) {
  await tries(lead, 'endSitting', 'EndSitting.reason', {});
  round = 0;
  await client.sees('EndSittingreason');
  const lesson = told(lead, 'contribution').find((one) => one.kind === 5).item;
  check('a lesson gets its evidence', (await act(lead, 'addEvidence', { item: lesson, turns: [told(lead, 'contribution')[0].turn] })) === '');
  await tries(lead, 'sendLetter', 'SendLetter.text', { lessons: [lesson] });
  await within('the letter', () => told(client, 'letter')[0]);
  await tries(client, 'answerLetter', 'AnswerLetter.text', {});
  await lookAround('after the sitting', everybody);
  await picture('83-hostile-letter-320', client);
  await lead.press('Lessen en brief');
  await lead.press('Maak een concept');
  await lead.page.waitForTimeout(300);
  await lookAround('at the desk', [lead]);
  await files(lead);
  await lead.press('Terug naar het gesprek');
  await tries(lead, 'close', 'CloseConversation.reason', {});
  await client.sees('CloseConversationreason');
  await lookAround('after the end', everybody);
}

// Letter and report as pages, opened as who saved them would.
async function files(lead) {
  const secret = await lead.page.evaluate(() => JSON.stringify(Object.entries(localStorage)).match(/[sS]eatSecret\W+([0-9a-f]{32})/)[1]);
  const folder = mkdtempSync(join(tmpdir(), 'arena-files-'));
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(watchFromTheStart);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const [what, more] of [['report', {}], ['letter', { sent: true }], ['letter', { text: kept('DocumentRequest.text', long('brieftekst')) }]]) {
    const answer = await fetch(`${server.url}/api/${what}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ seat_secret: secret, format: 'html', language: 'nl', ...more }),
    });
    check(`there is a ${what} as a page`, answer.ok, String(answer.status));
    const place = join(folder, `${what}.html`);
    writeFileSync(place, await answer.text());
    await page.goto(pathToFileURL(place).href);
    await lookAt(`the ${what} as a page`, page);
  }
  check('the files ask nothing of anybody', asked.every((url) => url.startsWith('file:')), asked.join(', '));
  rmSync(folder, { recursive: true });
  await page.context().close();
}
