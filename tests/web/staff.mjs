// SPDX-License-Identifier: EUPL-1.2
// Staff in a browser, over HTTPS: a host logs in, prepares a conversation, hands out links and a code, and
// entrusts it; each of the others finds what is theirs and nothing else; a client comes in by the code; two
// people read a transcript before a researcher does.
import { createHmac } from 'node:crypto';
import { Person, check, createConversation, section, startBrowser, startServer, summary, until } from './arena.mjs';

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
  await sanne.page.getByLabel('Wie kijkt mee voordat onderzoekers dit lezen?').fill('Mila');
  await sanne.press('Klaarzetten');
  await sanne.sees('Wij kennen niemand met die naam die dit mag');
  await sanne.page.getByLabel('Wie kijkt mee voordat onderzoekers dit lezen?').fill('Sanne');
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
  await mila.sees('Onderzoekers krijgen dit gesprek nog niet. Sanne kijkt eerst mee.');
  check('nor reads what is not released', !(await mila.reads('Uitspraken')));
  await release({ sanne, ravi, mila });

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

// ---- a conversation that was held, and how it comes to a researcher

async function release({ sanne, ravi, mila }) {
  section('a conversation is held and closed; words go before anybody reads it');
  const { conversation, links } = await createConversation(server, { script_id: 'open_gesprek' }, 'Wachten aan het loket', {
    releaser: 'Sanne', keep_until_ms: String(Date.parse('2031-05-01T12:00:00Z')),
  });
  for (const name of ['Ravi', 'Mila']) {
    await fetch(`${server.url}/api/conversations/${conversation}/entrust`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${server.token}` }, body: JSON.stringify({ name }),
    });
  }
  const lead = await Person.arrive(browser, 'the facilitator', server.url, desk);
  const client = await Person.arrive(browser, 'a client', server.url, phone);
  const other = await Person.arrive(browser, 'another client', server.url, small);
  await lead.join(links.chair, 'Samira');
  await lead.sees('Bij de deur');
  await client.join(links.client);
  await lead.page.getByRole('button', { name: /^Laat toe/ }).first().click();
  await client.sees('Uw woorden, uw keuze');
  await client.sees('Na 1 mei 2031 wissen wij alle woorden en namen.');
  await client.sees('Sanne kijkt mee voordat het archief opengaat.');
  await client.screen('consent-date');
  await client.consents('Wat ik schreef, zonder mijn naam');
  await other.join(links.client);
  await lead.page.getByRole('button', { name: /^Laat toe/ }).first().click();
  await other.consents();
  await lead.press('Start gesprek…');
  await lead.confirm('Start gesprek');
  await other.write('Uw verhaal', 'Ik wachtte twee uur.\u202E<img src=x onerror=alert(1)>');
  await lead.sees('Ik wachtte twee uur.');
  await client.write('Uw verhaal', 'Ik woon naast de kerk.');
  await lead.sees('Ik woon naast de kerk.');
  await lead.press('Bijeenkomst afsluiten…');
  await lead.confirm('Bijeenkomst afsluiten');
  await client.sees('Het gesprek is klaar');
  await lead.press('Gesprek sluiten…');
  await lead.confirm('Gesprek sluiten');
  await lead.sees('Het gesprek is gesloten');

  section('a facilitator reads it and asks for its release');
  await ravi.page.reload();
  await ravi.press('Lezen voor onderzoek…');
  await ravi.sees('Ik woon naast de kerk.');
  const rows = ravi.page.locator('.staff-rows');
  check('what somebody wrote runs nothing and turns nothing around', (await rows.locator('img').count()) === 0
    && (await rows.innerText()).includes('<img src=x') && !(await rows.innerText()).includes('\u202E'), await rows.innerText());
  await ravi.screen('staff-release-read');
  await client.press('Wis al mijn woorden…');
  await client.screen('take-all-back');
  await client.confirm('Wis al mijn woorden');
  await ravi.press('Vraag om vrij te geven');
  await ravi.sees('Er zijn woorden weg sinds u las');
  await ravi.sees('ingetrokken');
  await ravi.screen('staff-release-changed');
  check('what was taken back is not read', !(await ravi.reads('kerk')));
  await ravi.press('Vraag om vrij te geven');
  await ravi.sees('Het wacht op Sanne');
  await mila.page.reload();
  await mila.sees('Het wacht op Sanne');

  section('who was named reads the same and releases it');
  await sanne.page.reload();
  await sanne.sees('Dit gesprek wacht op u.');
  await sanne.press('Lezen en beslissen…');
  await sanne.sees('Ik wachtte twee uur.');
  await sanne.screen('staff-release-decide');
  await sanne.press('Geef vrij');
  await sanne.sees('Onderzoekers mogen dit gesprek lezen.');
  await mila.page.reload();
  await mila.sees('Onderzoekers mogen dit gesprek lezen.');
  const [lines] = await Promise.all([mila.page.waitForEvent('download'), mila.press('Uitspraken (JSON Lines)')]);
  check('the transcript comes as a file', lines.suggestedFilename().endsWith('.jsonl'), lines.suggestedFilename());
  await mila.screen('staff-researcher-phone');
  for (const person of [client, other, lead]) {
    check(`${person.name}: no fault in the page`, person.faults.length === 0, person.faults.join(' | '));
    await person.context.close();
  }
}
