// SPDX-License-Identifier: EUPL-1.2
// The browsers of both facilitators are killed in the middle of a round. The round stands still
// within ten seconds, nobody gets the chair by it, and when the second facilitator opens the page
// again the seat, the clock and the queue are there. Prints how long each took.
import { Person, check, createConversation, section, startBrowser, startBrowserToKill, startServer, summary, until } from './arena.mjs';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844, phone: true };
const circle = `
id: "rondje"
title { nl: "Rondje" en: "Round" }
source: "tests"
standing_reason { nl: "Zo gaat een rondje." en: "So a round goes." }
group { id: "client" title { nl: "Cliënten" en: "Clients" } role: CLIENT limit: 10 }
group { id: "chair" title { nl: "Gespreksleiders" en: "Facilitators" } role: FACILITATOR limit: 2 }
round {
  id: "rondje"
  title { nl: "Rondje" en: "Round" }
  purpose { nl: "Om de beurt." en: "In turn." }
  minutes: 10
  floor: QUEUE
  ends_when: TIME
  inner { group: "client" may: SPEAK may: PASS may: NOTE }
}
`;
const halted = 'Er is nu geen gespreksleider';
const since = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const server = await startServer();
const browser = await startBrowser();
const toKill = [await startBrowserToKill(), await startBrowserToKill()];
try {
  await run();
} catch (error) {
  check('it ran to the end', false, String(error));
} finally {
  for (const one of toKill) await one.kill();
  await browser.close();
  await server.stop();
}
process.exit(summary());

async function facilitator(name, link, { browser: own, kill }) {
  const person = await Person.arrive(own, name, server.url, desk);
  await person.join(link, name);
  await person.sees('Bij de deur');
  return { person, kill, kept: await person.context.storageState() };
}

// The same device after a restart of its browser: only what it keeps is there.
async function reopened(name, kept) {
  const person = await Person.arrive(browser, name, server.url, { ...desk, storageState: kept });
  await person.page.goto(server.url);
  return person;
}

async function run() {
  section('two facilitators, two clients, one has the floor and one waits');
  const { links } = await createConversation(server, { script_text: circle }, 'Een rondje');
  const first = await facilitator('Samira', links.chair, toKill[0]);
  const second = await facilitator('Tom', links.chair, toKill[1]);
  const clients = [];
  for (const name of ['client 1', 'client 2']) {
    const client = await Person.arrive(browser, name, server.url, phone);
    await client.join(links.client);
    await first.person.page.getByRole('button', { name: /^Laat toe/ }).first().click();
    await client.consents();
    clients.push(client);
  }
  const [c1, c2] = clients;
  await first.person.press('Start rondje…');
  await first.person.confirm('Start rondje');
  await c1.sees('Niemand heeft het woord');
  await c1.press('Ik wil spreken');
  await first.person.page.getByRole('button', { name: /^Geef C\d+ het woord$/ }).first().click();
  await c1.sees('U hebt het woord');
  await c2.press('Ik wil spreken');
  await c2.sees('U bent hierna');
  await c1.page.getByLabel('Uw verhaal').fill('Ik was net begonnen met mijn verhaal');

  section('one browser is killed: the other facilitator is there, and it goes on');
  await first.kill();
  await wait(10_000);
  check('nothing stands still while a facilitator is there', !(await c1.reads(halted)));

  section('both browsers are killed');
  const killed = Date.now();
  await second.kill();
  await until('the round stands still', () => c1.reads(halted));
  const frozen = Date.now();
  console.log(`        it stood still ${since(killed)} after the last browser was killed`);
  check('it stood still within 10 s', frozen - killed <= 10_000, since(killed));
  check('and not before a reload can be done', frozen - killed >= 7_000, since(killed));
  await c2.sees(halted);
  await c1.sees('Uw tekst blijft staan');
  await c1.screen('60-no-facilitator');
  for (const client of clients) {
    check(`${client.name} got no button of a facilitator`, (await client.page.getByRole('button', { name: /^Verder gaan$/ }).count()) === 0);
  }

  section('the second facilitator opens the page again');
  const opened = Date.now();
  const tom = await reopened('Tom again', second.kept);
  await until('seat and round are there', () => tom.reads('Rondje'));
  console.log(`        seat, clock and queue were back ${since(opened)} after the page was opened`);
  await tom.sees('Er is geen gespreksleider. Het gesprek staat stil.');
  check('the queue is there', (await tom.page.locator('.floor-queue li').count()) === 1);
  check('the floor is still with client 1', await tom.reads('heeft het woord'));
  check('there is nobody at the door', !(await tom.reads('wachten')));
  await tom.page.getByRole('button', { name: 'Verder gaan', exact: true }).first().click();
  await until('the round goes on', async () => !(await c1.reads(halted)));
  await until('the clock stood still', async () => /\b(9|10) min/.test(await tom.page.locator('.time').first().innerText()));
  console.log(`        the second facilitator had taken over ${since(frozen)} after it stood still`);
  check('taken over within 60 s', Date.now() - frozen <= 60_000, since(frozen));
  check('the draft is still there', (await c1.page.getByLabel('Uw verhaal').inputValue()) === 'Ik was net begonnen met mijn verhaal');
  await c1.press('Versturen');
  await c2.sees('Ik was net begonnen met mijn verhaal');
  await tom.sees('Ik was net begonnen met mijn verhaal');

  section('the first facilitator is back too, in the same seat');
  const samira = await reopened('Samira again', first.kept);
  await samira.sees('Ik was net begonnen met mijn verhaal');
  await samira.page.getByRole('button', { name: 'Rond af' }).first().click();
  await until('and leads', async () => (await c1.page.getByRole('heading', { name: 'U hebt het woord' }).count()) === 0);
  for (const person of [c1, c2, tom, samira]) {
    check(`${person.name} met no fault on the page`, person.faults.length === 0, person.faults.join(' | '));
  }
}
