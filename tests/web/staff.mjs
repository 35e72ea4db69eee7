// SPDX-License-Identifier: EUPL-1.2
// Staff in a browser, over HTTPS: a host logs in, prepares a conversation, hands out links and a code, and
// entrusts it; each of the others finds what is theirs and nothing else; a client comes in by the code.
import { createHmac } from 'node:crypto';
import { Person, check, section, startBrowser, startServer, summary, until } from './arena.mjs';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844, phone: true };
const small = { width: 320, height: 640, phone: true };

const server = await startServer({ secure: true });
const browser = await startBrowser();
try {
  await run();
} catch (error) {
  check('it ran to the end', false, String(error));
} finally {
  await browser.close();
  await server.stop();
}
process.exit(summary());

// ---- who works here

async function account(name, ...roles) {
  const answer = await fetch(`${server.url}/api/staff`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${server.token}` },
    body: JSON.stringify({ name, roles }),
  });
  return answer.json();
}

// RFC 6238, as an app on a phone reckons it.
function codeOf({ totp_secret }) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...totp_secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function logIn(person, made, password = made.password) {
  await person.page.getByLabel('Uw naam hier').fill(made.name);
  await person.page.getByLabel('Wachtwoord').fill(password);
  await person.page.getByLabel('De 6 cijfers uit uw app').fill(codeOf(made));
  await person.press('Inloggen');
}

async function atTheDesk(made, view = desk) {
  const person = await Person.arrive(browser, made.name, server.url, view);
  await person.page.goto(`${server.url}/staff`);
  await logIn(person, made);
  await person.sees(`Dag ${made.name}`);
  return person;
}

async function run() {
  const host = await account('Sanne', 'host');
  const leader = await account('Ravi', 'facilitator');
  const reader = await account('Mila', 'researcher');
  const keeper = await account('Beheer', 'administrator');

  section('a host logs in; what is wrong is said and nothing more');
  const sanne = await Person.arrive(browser, 'Sanne', server.url, desk);
  await sanne.page.goto(server.url);
  await sanne.page.getByRole('link', { name: 'Inloggen voor medewerkers' }).click();
  await sanne.page.getByLabel('Wachtwoord').waitFor();
  await sanne.screen('staff-login');
  await logIn(sanne, host, 'geraden');
  await sanne.sees('Dit klopt niet');
  check('the field of the code is empty again', (await sanne.page.getByLabel('De 6 cijfers uit uw app').inputValue()) === '');
  await logIn(sanne, host);
  await sanne.sees('Dag Sanne');
  await sanne.sees('U hebt nog geen gesprek klaargezet.');
  const kept = await sanne.page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
  const [cookie] = (await sanne.context.cookies()).filter(({ name }) => name === '__Host-arena');
  check('the cookie is for this host, HTTPS and requests alone', cookie?.httpOnly && cookie.secure && cookie.sameSite === 'Strict' && cookie.path === '/');
  check('no page can read the login', !kept.includes(cookie?.value ?? '?') && !kept.includes(host.password), kept);

  section('she prepares a conversation');
  await sanne.press('Gesprek klaarzetten');
  await sanne.press('Klaarzetten');
  await sanne.sees('Geef het gesprek een naam');
  await sanne.page.getByLabel('Hoe heet het gesprek?').fill('Rondkomen met een uitkering');
  await sanne.choose('Arenagesprek met nabespreking');
  await sanne.choose('De uitspraken, zonder namen');
  await sanne.screen('staff-prepare', { full: true });
  await sanne.press('Klaarzetten');
  await sanne.sees('U ziet deze links één keer');
  await sanne.screen('staff-links', { full: true });
  const links = await sanne.page.locator('.staff-links code').allTextContents();
  check('there is a link for each group', links.length === 3 && links.every((link) => link.startsWith(`${server.url}/#`)), links.join(' '));
  await sanne.press('Ik heb ze gekopieerd');
  check('they are shown once', !(await sanne.page.content()).includes(links[0].split('#')[1]));
  await sanne.sees('Rondkomen met een uitkering');
  await sanne.screen('staff-desk');

  section('a link leads in over HTTPS');
  const client = await Person.arrive(browser, 'Ana', server.url, phone);
  await client.join(links[0], 'Ana');
  await client.sees('laat u zo binnen');

  section('a code is made and said; who types it comes to the same door');
  await sanne.press('Code om te zeggen…');
  await sanne.choose('Cliënten');
  await sanne.press('Maken');
  await until('a code is shown', async () => /^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test((await sanne.page.locator('.staff-code').textContent().catch(() => '')) ?? ''));
  const code = await sanne.page.locator('.staff-code').textContent();
  await sanne.screen('staff-code');
  await sanne.press('Sluiten');
  const caller = await Person.arrive(browser, 'Ben', server.url, small);
  await caller.page.goto(server.url);
  await caller.sees('Of kom binnen met een code');
  await caller.screen('join-code');
  await caller.page.getByLabel('De code die u kreeg').fill('7KQ2');
  await caller.press('Verder');
  await caller.sees('Dit is nog geen code');
  await caller.page.getByLabel('De code die u kreeg').fill('0000 0000');
  await caller.press('Verder');
  await caller.press('Verder');
  await caller.press('Naar het gesprek');
  await caller.sees('Wij kennen deze code niet');
  await caller.screen('join-code-unknown');
  await caller.press('Code opnieuw typen');
  await caller.page.getByLabel('De code die u kreeg').fill(code.toLowerCase().replace('-', ' '));
  await caller.press('Verder');
  await caller.press('Verder');
  await caller.press('Naar het gesprek');
  await caller.sees('laat u zo binnen');

  section('a link for one person');
  await sanne.press('Link voor één persoon…');
  await sanne.choose('Professionals');
  await sanne.press('Maken');
  await until('a link is shown', async () => ((await sanne.page.locator('dialog code').textContent().catch(() => '')) ?? '').startsWith(`${server.url}/#`));
  await sanne.press('Sluiten');

  section('each finds what is entrusted to them and nothing else');
  const ravi = await atTheDesk(leader);
  await ravi.sees('Er is nog geen gesprek aan u toevertrouwd');
  await sanne.press('Toevertrouwen…');
  await sanne.page.getByLabel('De naam van het account').fill('Niemand');
  await sanne.page.locator('dialog button[type=submit]').click();
  await sanne.sees('Er is geen account met die naam');
  for (const to of ['Ravi', 'Mila']) {
    await sanne.page.getByLabel('De naam van het account').fill(to);
    await sanne.page.locator('dialog button[type=submit]').click();
    await sanne.sees(`${to} mag nu met dit gesprek werken`);
  }
  await sanne.screen('staff-entrust');
  await sanne.press('Sluiten');
  await ravi.page.reload();
  await ravi.sees('Rondkomen met een uitkering');
  check('a facilitator fetches no transcript', !(await ravi.reads('Uitspraken')) && !(await ravi.reads('Gesprek klaarzetten')));
  const [report] = await Promise.all([ravi.page.waitForEvent('download'), ravi.press('Verslag (docx)')]);
  check('the report comes as a file', report.suggestedFilename().endsWith('.docx'), report.suggestedFilename());
  await ravi.press('Brief (docx)');
  await ravi.sees('Er zijn nog geen lessen voor een brief.');

  const mila = await atTheDesk(reader, phone);
  await mila.sees('Rondkomen met een uitkering');
  check('a researcher makes no report', !(await mila.reads('Verslag')));
  const [lines] = await Promise.all([mila.page.waitForEvent('download'), mila.press('Uitspraken (JSON Lines)')]);
  check('the transcript comes as a file', lines.suggestedFilename().endsWith('.jsonl'), lines.suggestedFilename());
  await mila.screen('staff-researcher-phone');

  const beheer = await atTheDesk(keeper);
  await beheer.sees('Sanne');
  check('an administrator sees no conversation', !(await beheer.page.content()).includes('Rondkomen'));
  await beheer.screen('staff-administrator');

  section('who logs out is out, also by going back');
  await sanne.press('Uitloggen');
  await sanne.sees('Inloggen voor medewerkers');
  await sanne.page.reload();
  await sanne.sees('Inloggen voor medewerkers');
  check('the login is worth nothing any more', await sanne.page.evaluate(async () => (await fetch('/api/staff/me')).status) === 401);

  section('nothing went elsewhere, nothing failed');
  for (const person of [sanne, ravi, mila, beheer, client, caller]) {
    check(`${person.name}: no request to anybody else`, person.elsewhere.length === 0, person.elsewhere.join(' '));
    check(`${person.name}: no fault in the page`, person.faults.length === 0, person.faults.join(' | '));
  }
  const written = server.log();
  check('the log of the server names nobody', ![host.password, 'Sanne', code, cookie.value].some((word) => written.includes(word)), written);
}
