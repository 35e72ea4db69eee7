// SPDX-License-Identifier: EUPL-1.2
// Writing anonymously, with six people in browsers of their own and one who comes too late: three write, one
// of them with a number that gives somebody away, one with words that mean harm; one passes, two do nothing,
// one reloads the page. All six hand in one envelope of one size, and everybody reads the texts without a
// code; nothing of them runs or turns the page around. Then an anonymous round that the facilitator breaks off.
import { lines, others, remember, scripts, turns } from './hostile_corpus.mjs';
import { look, watchFromTheStart } from './hostile_eye.mjs';
import { Person, check, createConversation, safeChoiceHasFocus, section, startBrowser, startServer, summary, until } from './arena.mjs';

const anonymousRows = (person) => person.page.locator('.row-anonymous');

const desk = { width: 1440, height: 900 };
const sizes = [
  { width: 320, height: 640, phone: true },
  { width: 390, height: 844, phone: true },
  { width: 1280, height: 800 },
  { width: 320, height: 640, phone: true },
  { width: 360, height: 740, phone: true },
  { width: 1024, height: 768 },
];
const writing_ms = 60_000;
const send_ms = 20_000;
const intake_ms = 30_000;
const envelope_bytes = 16 + 32 + 64 + 4096;
const bsn = '111222333';

const server = await startServer();
const browser = await startBrowser();
try {
  await run();
} catch (error) {
  check('it ran to the end', false, String(error?.stack ?? error));
} finally {
  await browser.close();
  await server.stop();
}
process.exit(summary());

// Somebody whose frames and envelopes are watched as they leave.
async function arrive(name, device) {
  const person = await Person.arrive(browser, name, server.url, device);
  await person.page.addInitScript(watchFromTheStart);
  person.sent = [];
  person.envelopes = [];
  person.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => person.sent.push(payload.length)));
  person.page.on('request', (request) => {
    if (!request.url().startsWith(`${server.url}/api/envelopes`)) return;
    person.envelopes.push({ at: Date.now(), path: new URL(request.url()).pathname, bytes: request.postDataBuffer()?.length ?? 0, headers: request.headers() });
  });
  return person;
}

async function step(lead, verb) {
  await lead.press(`${verb}…`);
  await lead.confirm(verb);
}

async function admit(lead) {
  const door = lead.page.getByRole('button', { name: /^Laat toe/ });
  await door.first().click();
}

// Looks at the anonymous round, up to its confirm.
async function openSlot(lead, minutes, question) {
  await lead.press('Anoniem laten schrijven…');
  const dialog = lead.page.getByRole('dialog');
  await safeChoiceHasFocus(lead.page, 'an anonymous round');
  await dialog.getByLabel('Hoeveel minuten? Van 1 tot 30').fill(minutes);
  await dialog.getByLabel('Wat vraagt u? Dit mag leeg blijven').fill(question);
  return dialog;
}


async function run() {
  section('six professionals in a round that lets them write anonymously');
  const { conversation, links } = await createConversation(server, { script_id: 'goed_werk_plaats' }, 'Goed werk, anoniem');
  const lead = await arrive('the facilitator', desk);
  await lead.join(links.chair, 'Samira');
  await lead.sees('Bij de deur');
  const people = [];
  for (const [index, device] of sizes.entries()) {
    const person = await arrive(`professional ${index + 1}`, device);
    await person.join(links.professional);
    await person.sees('De gespreksleider laat u zo binnen');
    await lead.sees('1 wacht');
    await admit(lead);
    await person.consents();
    people.push(person);
  }
  await step(lead, 'Start opening');
  await step(lead, 'Start uw mening vooraf (1 van 3)');
  check('there is no anonymous round where the script has none', !(await lead.reads('Anoniem laten schrijven…')));
  await step(lead, 'Start gesprek over de stelling (1 van 3)');
  for (const person of people) await person.page.getByRole('heading', { level: 1, name: 'Gesprek over de stelling' }).waitFor();

  await published(lead, people);
  await brokenOff(lead, people, conversation, links);
  for (const person of [lead, ...people]) {
    check(`${person.name} met no fault on the page`, person.faults.length === 0, person.faults.join(' | '));
    check(`${person.name} asked nothing of other hosts`, person.elsewhere.length === 0, person.elsewhere.join(', '));
  }
}

async function published(lead, people) {
  const [a, b, c, d] = people;
  section('the facilitator looks at what opens, and opens it for one minute');
  await lead.sees('In deze ronde mogen 6 mensen anoniem schrijven.');
  const dialog = await openSlot(lead, '0', 'Wat zegt u nooit hardop, vraagwoord?');
  await lead.sees('Komen er minder dan 4 enveloppen? Dan ziet niemand iets.');
  await lead.sees('Ook u ziet niet wie wat schreef.');
  await lead.press('Laat schrijven');
  await lead.sees('Kies 1 tot 30 minuten.');
  await dialog.getByLabel('Hoeveel minuten? Van 1 tot 30').fill('1');
  await lead.screen('70-lead-open-anonymous');
  for (const person of people) person.sent.length = 0;
  const opened = Date.now();
  await lead.confirm('Laat schrijven');
  for (const person of people) await person.sees('vraagwoord');
  const ends = opened + writing_ms; // at the latest a little before the server’s own
  await until('each of six asked for a token', () => people.every((person) => person.sent.length > 0));
  check('all in frames of one length', new Set(people.map((person) => person.sent[0])).size === 1, people.map((person) => person.sent.join('+')).join(', '));
  for (const person of people) {
    check(`${person.name} sees an envelope at each seat`, (await person.page.locator('svg.circle .seat-envelope').count()) === 6);
    check(`${person.name} sees no code in the circle`, (await person.page.locator('svg.circle text').count()) === 0);
    check(`${person.name} has no field to speak`, (await person.page.locator('.compose').count()) === 0);
  }
  await a.sees('Ook de gespreksleider niet.');
  await a.sees('Wij tonen de teksten alleen als 4 of meer mensen een envelop sturen.');

  section('three write, one passes, two do nothing; one reloads');
  await a.press('Ik wil schrijven');
  await a.page.getByLabel('Uw tekst', { exact: true }).fill(`Mijn nummer is ${bsn}, schrijfwoord1.`);
  await a.sees('Hieraan kan iemand u herkennen');
  await a.sees('Dit kijkt uw telefoon zelf na. Uw tekst is nog niet verstuurd.');
  check('the number is named in the warning', (await a.page.locator('.anonymous-warning').innerText()).includes(bsn));
  await a.screen('71-anonymous-warning-320', { full: true });
  await b.press('Ik wil schrijven');
  await b.page.getByLabel('Uw tekst', { exact: true }).fill('Ik “durf” niet meer te bellen!!! schrijfwoord2.  ');
  check('nothing is warned of where there is nothing', (await b.page.locator('.anonymous-warning').count()) === 0);
  const harm = ['schadewoord', ...turns.map(([, turn]) => turn), ...others.map(([, text]) => text), ...scripts].reduce(
    (text, line) => (Buffer.byteLength(`${text}\n${line}`) > 3_900 ? text : `${text}\n${line}`));
  // As the page writes it down, without the marks of how somebody types.
  const plain = harm.replace(/[“”„«»]/g, '"').replace(/[‘’‚]/g, "'").replace(/([!?])\1+/g, '$1').replace(/[ \t]+$/gm, '');
  await d.press('Ik wil schrijven');
  await d.page.getByLabel('Uw tekst', { exact: true }).fill(remember(plain));
  await c.press('Ik pas');
  await c.sees('Uw envelop gaat leeg mee');
  await b.page.reload();
  await b.page.getByLabel('Uw tekst', { exact: true }).waitFor();
  check('the text is still there after a reload', (await b.page.getByLabel('Uw tekst', { exact: true }).inputValue()).includes('schrijfwoord2'));
  for (const person of [lead, ...people]) for (const word of ['schrijfwoord1', 'schrijfwoord2']) check(`${person.name} got nothing of «${word}» yet`, !person.frames.some((frame) => frame.includes(word)));
  check('no envelope has gone while they write', people.every((person) => person.envelopes.length === 0) || Date.now() >= ends);

  section('the writing ends: six envelopes of one size, each at a moment of its own');
  await until('every envelope is in', async () => (await Promise.all(people.map((person) => person.reads('Uw envelop is binnen')))).every(Boolean) || anonymousRows(lead).count().then((n) => n === 3), ends - Date.now() + intake_ms + 20_000);
  for (const person of people) {
    const [envelope] = person.envelopes;
    check(`${person.name} handed in one envelope`, person.envelopes.length === 1, String(person.envelopes.length));
    check(`${person.name} handed in as many bytes as everybody`, envelope?.bytes === envelope_bytes, String(envelope?.bytes));
    check(`${person.name} handed in within the time for it`, envelope && envelope.at >= ends - 1_500 && envelope.at <= ends + send_ms + 5_000, String((envelope?.at ?? 0) - ends));
    check(`${person.name} handed in without a name`, !envelope?.headers.cookie && !envelope?.headers.authorization && !envelope?.headers.referer);
  }
  for (const person of [lead, ...people]) {
    await until(`${person.name} reads both texts`, async () => (await person.page.getByText('schrijfwoord1').count()) > 0 && (await person.page.getByText('schrijfwoord2').count()) > 0, 60_000);
    check(`${person.name} reads three anonymous rows`, (await anonymousRows(person).count()) === 3);
    check(`${person.name} reads no code beside them`, (await anonymousRows(person).locator('.code').allTextContents()).every((text) => text.trim() === ''));
    check(`${person.name} reads that they are anonymous`, (await anonymousRows(person).locator('.row-meta').allTextContents()).every((text) => text.startsWith('Anoniem')));
  }
  let places = 0;
  for (const person of [lead, ...people]) {
    const { escapes, places: here, seen } = await person.page.evaluate(look, [...lines]);
    const { runs, stopped } = await person.page.evaluate(() => ({ runs: window.__runs, stopped: window.__stopped }));
    places += here;
    check(`on the page of ${person.name} the words that mean harm are read`, seen.length > 5, String(seen.length));
    check(`on the page of ${person.name} none of them ran`, runs.length + stopped.length === 0, [...runs, ...stopped].join(', '));
    check(`on the page of ${person.name} every word keeps its place`, escapes.length === 0, escapes.slice(0, 3).join(' | '));
  }
  console.log(`        words that mean harm, in an envelope: ${lines.size} lines, ${places} places beside them`);
  check('how it was typed is gone', await a.page.getByText('Ik "durf" niet meer te bellen! schrijfwoord2.').count() > 0);
  for (const person of people) {
    const left = await person.page.evaluate(() => Object.entries(localStorage).filter(([key, value]) => key.endsWith('.slot') || value.includes('schrijfwoord')).length);
    check(`${person.name} keeps nothing of it`, left === 0, String(left));
  }
  await a.screen('72-anonymous-texts-320', { full: true });
  await c.screen('72-anonymous-texts-desktop');
  await lead.screen('72-lead-anonymous-texts', { full: true });
  await a.write('Uw bijdrage', 'Nu praten wij weer, praatwoord.');
  await b.sees('praatwoord');
}

async function brokenOff(lead, people, conversation, links) {
  const [a, b, c, d] = people;
  section('another one, with somebody who comes too late; it is broken off');
  await openSlot(lead, '5', 'En nu, tweedevraag?');
  await lead.confirm('Laat schrijven');
  for (const person of people) await person.sees('tweedevraag');
  await d.screen('73-anonymous-promise-320', { full: true });
  await b.screen('73-anonymous-promise', { full: true });
  await a.press('Ik wil schrijven');
  await a.page.getByLabel('Uw tekst', { exact: true }).fill('Dit leest niemand, geheimwoord.');
  await a.screen('74-anonymous-writing-320', { full: true });
  await a.page.getByLabel('Uw tekst', { exact: true }).fill('x'.repeat(4010));
  await a.sees('Uw tekst past niet in de envelop.');
  await a.sees('10 tekens te veel');
  await a.page.getByLabel('Uw tekst', { exact: true }).fill('Dit leest niemand, geheimwoord.');
  await a.press('Niets inleveren');
  await a.sees('Wat u schreef, staat nog op deze telefoon.');
  await a.screen('74-anonymous-empty-320', { full: true });
  await a.press('Toch schrijven');
  check('the text is kept by who thinks again', (await a.page.getByLabel('Uw tekst', { exact: true }).inputValue()).includes('geheimwoord'));

  const late = await arrive('who comes too late', sizes[1]);
  await late.join(links.professional);
  await lead.sees('1 wacht');
  await admit(lead);
  await late.sees('Mensen schrijven nu anoniem');
  await late.sees('Deze keer schrijft u niet mee.');
  await late.sees('kan niemand spreken');
  check('who comes too late has nothing to write in', (await late.page.getByRole('button', { name: 'Ik wil schrijven' }).count()) === 0);
  await late.screen('75-anonymous-others', { full: true });

  await lead.sees('Ook u ziet niet wie schrijft, en niet hoeveel enveloppen er zijn.');
  await lead.sees('Mensen schrijven anoniem. Dit kan weer rond');
  for (const name of [/^Pauze/, /^5 minuten/, /^Start /, /^Bijeenkomst afsluiten/, /^Gesprek sluiten/]) {
    check(`the facilitator is not offered ${name} meanwhile`, (await lead.page.getByRole('button', { name }).count()) === 0);
  }
  await lead.write('Zelf iets zeggen', 'U hebt nog even, leidwoord.');
  for (const person of people) await person.sees('leidwoord');
  await lead.screen('76-lead-anonymous', { full: true });
  const wall = await lead.context.newPage();
  await wall.setViewportSize({ width: 1600, height: 900 });
  await wall.goto(`${server.url}/projector?conversation=${conversation}`);
  await until('the wall says that people write', async () => (await wall.getByText('Mensen schrijven nu anoniem').count()) > 0 && (await wall.getByText('tweedevraag').count()) > 0);
  check('the wall shows no code', (await wall.locator('svg.circle text').count()) === 0);
  await wall.close();

  await lead.press('Afbreken…');
  await lead.sees('Wij wissen alle teksten.');
  const reason = lead.page.getByRole('dialog').getByRole('textbox');
  await reason.fill('');
  await lead.press('Breek af');
  await lead.sees('Schrijf erbij waarom.');
  await reason.fill('Er is brandalarm, redenwoord.');
  await lead.screen('77-lead-break-off');
  await lead.confirm('Breek af');
  for (const person of [...people, late]) {
    await person.sees('Anoniem schrijven stopt. Niets is getoond.');
    await person.sees('redenwoord');
  }
  await a.sees('Uw tekst is gewist.');
  check('nothing of the text is left on the device', await a.page.evaluate(() => !JSON.stringify(Object.entries(localStorage)).includes('geheimwoord')));
  for (const person of [lead, ...people.slice(1), late]) await person.neverGot('geheimwoord');
  check('no envelope went for what was broken off', people.every((person) => person.envelopes.length === 1));
  await a.page.getByLabel('Uw bijdrage').waitFor();
  await c.screen('78-after-break-off');
  await late.context.close();
}
