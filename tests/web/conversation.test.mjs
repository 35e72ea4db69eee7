// SPDX-License-Identifier: EUPL-1.2
// One whole conversation in real browsers against a real server: a facilitator, two clients and
// two professionals through every round of `arenagesprek_nabespreking`. Each word is unique, so
// that it can be searched in everything that anybody else ever received.
import { Person, check, createConversation, safeChoiceHasFocus, section, startBrowser, startServer, summary, until } from './arena.mjs';
import { afterwards } from './after.mjs';
import { afterCheck, closing, nextRound, opening } from './around.mjs';
import { noSlip } from './no_slip.mjs';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844, phone: true };
const small = { width: 320, height: 640, phone: true };

const queued = `
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
  quiet_first: true
  ends_when: TIME
  inner { group: "client" may: SPEAK may: PASS may: NOTE }
}
`;

const server = await startServer();
const browser = await startBrowser();
try {
  await run();
} catch (error) {
  check('the whole conversation ran', false, String(error));
} finally {
  await browser.close();
  await server.stop();
}
process.exit(summary());

async function run() {
  const { conversation, links } = await createConversation(server, { script_id: 'arenagesprek_nabespreking' }, 'Brieven die je begrijpt');
  const arrive = (name, size) => Person.arrive(browser, name, server.url, size);
  const people = {
    lead: await arrive('the facilitator', desk),
    c1: await arrive('client 1', small),
    c2: await arrive('client 2', phone),
    p1: await arrive('professional 1', phone),
    p2: await arrive('professional 2', phone),
  };
  await beforeJoining(await arrive('a visitor', small), links);
  await joining(people, links, await arrive('a stranger', phone));
  await opening(people);
  await experiences(people);
  await losingTheNetwork(people);
  await refusal(people);
  await gate(people);
  await debrief(people);
  await closing(people);
  await afterCheck(people);
  await betweenSittings(people, conversation);
  await feedback(people);
  await ending(people);
  for (const person of Object.values(people)) await person.context.close();
  Object.assign(people, await queue(arrive));
  await noSlip(server, arrive);
  await afterwards(server, arrive);
  for (const person of Object.values(people)) {
    check(`${person.name} asked nothing of other hosts`, person.elsewhere.length === 0, person.elsewhere.join(', '));
    check(`${person.name} met no fault on the page`, person.faults.length === 0, person.faults.join(' | '));
  }
}

// ---- links

async function beforeJoining(visitor, links) {
  section('links');
  await visitor.page.goto(server.url);
  await visitor.sees('Open de link uit uw uitnodiging');
  await visitor.screen('01-no-link');
  await visitor.page.goto(`${server.url}/#${'0'.repeat(32)}`);
  await visitor.sees('Dit beloven wij u');
  check('the secret is gone from the address bar', !visitor.page.url().includes('0'.repeat(32)));
  await visitor.press('Verder');
  await visitor.press('Naar het gesprek');
  await visitor.sees('Deze link werkt niet meer');
  await visitor.screen('02-link-invalid');
  await visitor.page.goto(`${links.client.replace('/#', '/?lang=en#')}`);
  await visitor.sees('This we promise you');
  await visitor.screen('03-join-english', { full: true });
  await visitor.context.close();
}

// ---- from link to seat

async function joining({ lead, c1, c2, p1, p2 }, links, stranger) {
  section('joining');
  await c1.page.goto(links.client);
  await c1.sees('Dit beloven wij u');
  await c1.screen('04-join-promises', { full: true });
  await c1.press('Verder');
  await c1.sees('Hoe heet u?');
  await c1.screen('05-join-name');
  await c1.page.getByLabel('Uw naam').fill('Wilmakanarie');
  await c1.press('Naar het gesprek');
  await c1.sees('De gespreksleider laat u zo binnen');
  await c1.screen('06-lobby');
  await c1.neverGot('Brieven die je begrijpt');

  await lead.join(links.chair, 'Samira');
  await lead.sees('Bij de deur');
  await lead.sees('Wilmakanarie');
  await c2.join(links.client);
  await p1.join(links.professional, 'Ada Vos');
  await p2.join(links.professional, 'Bo Smit');
  await stranger.join(links.client, 'Verkeerde Deur');
  await lead.sees('5 wachten');
  await lead.screen('07-lead-door');

  await lead.press('Niet toelaten: Verkeerde Deur, cliënt…');
  await lead.confirm('Niet toelaten');
  await stranger.sees('U mocht niet naar binnen');
  await stranger.screen('08-turned-away');
  await stranger.context.close();
  for (let n = 4; n > 0; n--) {
    await lead.page.getByRole('button', { name: /^Laat toe/ }).first().click();
    await until(`${n - 1} wait at the door`, async () => (await lead.page.getByRole('button', { name: /^Laat toe/ }).count()) === n - 1);
  }
  await c1.sees('Uw woorden, uw keuze');
  check('nothing is chosen in advance', (await c1.page.locator('.choices input:checked').count()) === 0);
  await c1.screen('08-consent-320', { full: true });
  await c1.press('Bewaar mijn keuze');
  await c1.sees('Kies eerst wat wij mogen bewaren');
  await c1.consents('Wat ik schreef, zonder mijn naam');
  await c1.sees('U koos: ‘Wat ik schreef, zonder mijn naam’');
  for (const person of [c2, p1, p2]) await person.consents();
  await c1.sees('U praat met elkaar');
  await p1.sees('U mag niets zeggen');
  await c2.sees('Ada Vos');
  await c1.screen('09-before-start-client', { full: true });
  await p1.screen('10-before-start-professional', { full: true });
  for (const person of [c2, p1, p2]) await person.neverGot('Wilmakanarie');
  lead.got('Wilmakanarie');
}

// ---- round 1

async function experiences({ lead, c1, c2, p1, p2 }) {
  section('round 1: telling experiences');
  await nextRound(lead, 'Start ervaringen vertellen', 'Ervaringen vertellen');
  await lead.screen('11-lead-confirm');
  await lead.page.keyboard.press('Enter');
  await lead.page.getByRole('dialog').waitFor({ state: 'hidden' });
  check('Enter chose the way back', !(await c1.reads('Ronde 1 van 4')));
  await nextRound(lead, 'Start ervaringen vertellen', 'Ervaringen vertellen');
  await lead.confirm('Start ervaringen vertellen');
  for (const person of [c1, c2, p1, p2]) await person.sees('Ronde 1 van 4');
  await c1.sees('U kunt nu schrijven');
  await p1.sees('U luistert nu');
  await p1.sees('In ronde 2 mag u een vraag stellen');
  check('a listener has no field to speak', (await p1.page.getByLabel('Uw verhaal').count()) === 0);

  await c1.write('Uw verhaal', 'Ik kreeg een brief met perzikwoord erin.');
  await c1.sees('Bewaard');
  for (const person of [c2, p1, p2, lead]) await person.sees('perzikwoord');
  await c2.write('Uw verhaal', 'Bij mij vroeg ze eerst hoe het met mij ging, appelwoord.');
  await c1.sees('appelwoord');
  await p1.sees('appelwoord');
  await c2.press('Ik ben klaar');
  await c1.page.getByText(/^C\d+ past$/).first().waitFor();
  check('a pass reaches the others', true);
  await lead.write('Zelf iets zeggen', 'Neem gerust de tijd, zegt leidwoord.');
  for (const person of [c1, c2, p1, p2]) await person.sees('leidwoord');

  section('round 1: notes, marks and help stay with their owner');
  await p1.page.getByLabel('Nieuwe notitie').fill('Bang om te bellen, notitiewoord.');
  await p1.press('Notitie bewaren');
  await p1.sees('Neem ze mee naar de nabespreking');
  p1.got('notitiewoord');
  await p1.press('Dit raakte mij');
  await p1.sees('Gemarkeerd');
  for (const person of [lead, c1, c2, p2]) await person.neverGot('notitiewoord');
  for (const person of [lead, c1, c2, p2]) check(`${person.name} sees no mark`, !(await person.reads('Gemarkeerd')));

  await c1.press('Hulp');
  await c1.page.getByLabel('Uw vraag om hulp').fill('Ik wil stoppen, hulpwoord.');
  await c1.press('Vraag hulp');
  await c1.sees('U vroeg: Ik wil stoppen, hulpwoord.');
  await c1.screen('12-help-dialog');
  await c1.press('Sluiten');
  await lead.sees('hulpwoord');
  await lead.screen('13-lead-help');
  await lead.page.getByRole('button', { name: /^Antwoord C\d+…$/ }).click();
  await lead.page.getByRole('dialog').getByRole('textbox').fill('Ik kom bij u, troostwoord.');
  await lead.confirm('Stuur antwoord');
  await c1.sees('troostwoord');
  for (const person of [c2, p1, p2]) {
    await person.neverGot('hulpwoord');
    await person.neverGot('troostwoord');
  }
  await c1.page.locator('.body > .notice').getByRole('button', { name: 'Sluiten' }).click();

  await c1.page.getByLabel('Uw verhaal').fill('Er stond niet bij waarom. Ik heb drie keer gebeld, maar');
  await c1.screen('14-round-client-320');
  await c2.page.getByLabel('Uw verhaal').fill('Er stond niet bij waarom. Ik heb drie keer gebeld, maar');
  await c2.screen('15-round-client');
  await c2.page.getByLabel('Uw verhaal').fill('');
  await p1.screen('16-round-listener');
  await p1.page.getByRole('button', { name: /^Wie zit waar/ }).click();
  await p1.screen('17-who-sits-where');
  await p1.press('Sluiten');
  await lead.screen('18-lead-round-1');
  await largeLetters(c1);
  await otherShapes(c2);
}

async function largeLetters(person) {
  const set = (size) => person.page.evaluate((value) => void (document.documentElement.style.fontSize = value), size);
  await set('200%');
  await person.page.locator('html.big-text').waitFor();
  await person.screen('19-round-client-320-200pct', { full: true });
  await set('');
  await person.page.locator('html:not(.big-text)').waitFor();
}

async function otherShapes(person) {
  const { page } = person;
  await page.setViewportSize({ width: 740, height: 360 });
  await person.screen('19-round-client-landscape');
  await page.setViewportSize({ width: 390, height: 420 });
  await page.getByLabel('Uw verhaal').focus();
  await person.screen('19-round-client-keyboard');
  check('one line stands for the circle while the keyboard is open', !(await page.locator('svg.circle').isVisible()));
  await page.getByLabel('Uw verhaal').blur();
  await page.setViewportSize({ width: 320, height: 225 });
  await person.screen('19-round-client-400pct-zoom');
  await page.setViewportSize({ width: phone.width, height: phone.height });
  await byKeyboard(page);
  await page.emulateMedia({ forcedColors: 'active' });
  await person.screen('19-round-client-forced-colours');
  await page.emulateMedia({ forcedColors: 'none' });
  await person.press('Hulp');
  await page.getByText('English', { exact: true }).click();
  await person.sees('What do you need?');
  await person.press('Close');
  await person.screen('19-round-client-english');
  await person.press('Help');
  await page.getByText('Nederlands', { exact: true }).click();
  await person.press('Sluiten');
}

// A draft outlives a reload; F6, Alt + M and the question mark go where the list of keys says.
async function byKeyboard(page) {
  const focused = (selector) => page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector);
  await page.getByLabel('Uw verhaal').fill('Dit concept blijft, conceptwoord.');
  await page.reload();
  await page.getByLabel('Uw verhaal').waitFor();
  check('a draft outlives a reload', (await page.getByLabel('Uw verhaal').inputValue()).includes('conceptwoord'));
  await page.getByLabel('Uw verhaal').fill('');
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('F6');
  check('F6 goes to the first part of the page', await focused('.head'));
  await page.keyboard.press('F6');
  check('F6 goes on to the circle', await focused('.stage'));
  await page.keyboard.press('Shift+F6');
  check('Shift + F6 goes back', await focused('.head'));
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('F6: naar het volgende deel').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

// ---- losing the network

async function losingTheNetwork({ lead, c1, c2, p1 }) {
  section('round 1: losing and regaining the network');
  await c1.context.setOffline(true);
  await c1.sees('Geen verbinding');
  await c1.page.getByLabel('Uw verhaal').fill('Dit schreef ik zonder net, kersenwoord.');
  await c1.press('Versturen');
  await c1.sees('Wacht op verbinding');
  await c1.screen('20-offline');
  await lead.sees('is even weg');
  await lead.screen('21-lead-disconnected');
  await c2.write('Uw verhaal', 'Een bijdrage die gemist wordt, druifwoord.');
  await c2.write('Uw verhaal', 'En nog een, meloenwoord.');
  await p1.sees('meloenwoord');
  check('who has no network hears nothing', !(await c1.reads('druifwoord')));
  await p1.neverGot('kersenwoord');
  await c1.context.setOffline(false);
  await c1.sees('U bent er weer. U hebt 2 bijdragen gemist');
  await c1.sees('meloenwoord');
  await c1.screen('22-regained');
  for (const person of [lead, c2, p1]) await person.sees('kersenwoord');
  const times = await p1.page.getByText('kersenwoord').count();
  check('what was sent without network arrives once', times === 1, `${times} times`);
  await until('the facilitator sees the seat return', async () => !(await lead.reads('is even weg')));

  await lead.press('Pauze…');
  await lead.page.getByRole('dialog').getByRole('textbox').fill('Koffie, zegt pauzewoord.');
  await lead.confirm('Pauze beginnen');
  await c1.sees('Het is nu pauze');
  await p1.sees('pauzewoord');
  await c1.screen('23-paused');
  await lead.press('Verder gaan');
  await lead.press('5 minuten erbij');
  await c1.sees('5 minuten extra');
}

// ---- a refusal: the round was over before the text could be sent

async function refusal({ lead, c2, p1, p2, c1 }) {
  section('from round 1 to 2: a refusal');
  await c2.context.setOffline(true);
  await c2.sees('Geen verbinding');
  await c2.page.getByLabel('Uw verhaal').fill('Dit komt te laat, lateword.');
  await c2.press('Versturen');
  await nextRound(lead, 'Start vragen om verduidelijking', 'Vragen');
  await lead.confirm('Start vragen om verduidelijking');
  await c1.sees('Ronde 2 van 4');
  await c2.context.setOffline(false);
  await c2.sees('Niet verstuurd.');
  await c2.sees('De ronde was net voorbij.');
  await c2.screen('24-refused');
  await c2.press('Bewaar als notitie');
  await until('the refused text is a note now', async () => (await c2.page.getByText('Niet verstuurd.').count()) === 0);
  await c2.page.getByText('Mijn notities').first().click();
  await c2.page.getByText('1 notitie bewaard').click();
  await c2.sees('lateword');
  for (const person of [lead, c1, p1, p2]) await person.neverGot('lateword');
}

// ---- round 2

async function gate({ lead, c1, c2, p1, p2 }) {
  section('round 2: questions through the gate');
  await c1.sees('Er komen zo vragen');
  await p1.sees('U mag een vraag stellen');
  await p1.write('Uw vraag', 'Wat had u geholpen om te bellen, vraagwoord?', 'Vraag sturen');
  await p1.sees('Wacht bij de gespreksleider');
  await lead.sees('vraagwoord');
  await p1.screen('25-asking');
  for (const person of [c1, c2, p2]) await person.neverGot('vraagwoord');
  await p2.write('Uw vraag', 'Maar wist u dat wij dat moeten, verdedigwoord?', 'Vraag sturen');
  await p2.sees('Wacht bij de gespreksleider');
  await lead.sees('verdedigwoord');
  await lead.screen('26-lead-gate');

  const card = (word) => lead.page.locator('.question-card', { hasText: word });
  await card('verdedigwoord').getByRole('button', { name: 'Anders stellen…' }).click();
  await lead.screen('27-lead-rephrase');
  await lead.confirm('Terugsturen');
  await p2.sees('Kunt u dit als vraag stellen?');
  await p2.screen('28-asked-to-rephrase');
  await card('vraagwoord').getByRole('button', { name: 'Doorlaten', exact: true }).click();
  for (const person of [c1, c2, p2]) await person.sees('vraagwoord');
  await p1.sees('Doorgelaten');
  for (const person of [c1, c2, p1]) await person.neverGot('verdedigwoord');

  await p2.write('Uw vraag', 'Leest u liever op papier, papierwoord?', 'Vraag sturen');
  await p1.write('Uw vraag', 'Leest u liever op uw telefoon, telefoonwoord?', 'Vraag sturen');
  await lead.sees('telefoonwoord');
  await lead.sees('papierwoord');
  await card('papierwoord').getByRole('button', { name: 'Samenvoegen…' }).click();
  await lead.page.getByRole('dialog').getByText('telefoonwoord').click();
  await lead.page.getByRole('dialog').getByRole('textbox').fill('Leest u liever op papier of telefoon, samenwoord?');
  await lead.confirm('Samenvoegen');
  for (const person of [c1, c2, p1, p2]) await person.sees('samenwoord');
  await p1.sees('Samengevoegd met een andere vraag');
  await p2.write('Uw vraag', 'Dit laat de leider niet door, weerwoord?', 'Vraag sturen');
  await lead.sees('weerwoord');
  await card('weerwoord').getByRole('button', { name: 'Niet doorlaten…' }).click();
  await lead.confirm('Niet doorlaten');
  await p2.sees('Niet doorgelaten');
  for (const person of [c1, c2, p1]) await person.neverGot('weerwoord');
  for (const person of [c1, c2]) for (const word of ['papierwoord', 'telefoonwoord']) await person.neverGot(word);

  await c1.page.getByLabel('Op welke vraag?').selectOption({ index: 0 });
  await c1.screen('29-answering');
  await c1.page.locator('.compose textarea').fill('Een nummer dat opgenomen wordt, antwoordwoord.');
  await c1.press('Versturen');
  for (const person of [c2, p1, p2, lead]) await person.sees('antwoordwoord');
  await lead.screen('30-lead-round-2');
}

// ---- round 3

async function debrief({ lead, c1, c2, p1, p2 }) {
  section('round 3: debrief, clients are away');
  await nextRound(lead, 'Start nabespreking', 'Nabespreking');
  await lead.screen('31-lead-confirm-debrief');
  await lead.confirm('Start nabespreking');
  for (const client of [c1, c2]) await client.sees('Even pauze voor u');
  await p1.sees('Ronde 3 van 4');
  await p1.write('Uw bijdrage', 'Onze brieven zijn te moeilijk, nabesprekwoord.');
  await p2.sees('nabesprekwoord');
  await lead.sees('nabesprekwoord');
  await p2.page.getByText('Les', { exact: true }).click();
  await p2.screen('32-proposing-lesson');
  await p2.write('Een les', 'Wij bellen na elke brief, lesswoord.', 'Les voorstellen');
  await p1.sees('lesswoord');
  await p1.screen('33-debrief');
  await c1.screen('34-away', { full: true });
  await c2.screen('35-away');
  await c2.press('Hulp');
  await c2.page.getByLabel('Uw vraag om hulp').fill('Hoe lang nog, wachtwoordje?');
  await c2.press('Vraag hulp');
  await lead.sees('wachtwoordje');
  await c2.press('Sluiten');
  for (const person of [c1, c2]) for (const word of ['nabesprekwoord', 'lesswoord']) await person.neverGot(word);
  for (const person of [c1, p1, p2]) await person.neverGot('wachtwoordje');
  p2.got('nabesprekwoord');

  for (const [name, size] of [['tablet', { width: 820, height: 1100 }], ['phone', { width: 360, height: 740 }]]) {
    await lead.page.setViewportSize(size);
    await lead.page.locator(`.lead-${name}`).waitFor();
    await lead.screen(`36-lead-${name}`, { full: true });
  }
  await lead.page.setViewportSize(desk);
}

// ---- between the sittings

async function betweenSittings({ lead, c1, c2, p1, p2 }, conversation) {
  section('the first sitting ends; the places stay');
  await nextRound(lead, 'Bijeenkomst afsluiten', 'Afsluiten');
  await lead.sees('De verdeling komt in beeld, zonder codes');
  await lead.screen('37-lead-confirm-end');
  await lead.confirm('Bijeenkomst afsluiten');
  for (const person of [c1, c2, p1, p2]) await person.sees('Uw link blijft geldig');
  await c2.unfold('Teruglezen');
  await c2.sees('Er waren te weinig mensen. Wij tonen niets.');
  await c1.screen('38-sitting-over');
  await lead.screen('39-lead-between');
  const code = await c1.page.evaluate(() => Object.keys(localStorage).length);
  check('the seat is kept on the device', code > 0);
  await c1.page.reload();
  await c1.sees('Uw link blijft geldig');
  for (const word of ['nabesprekwoord', 'lesswoord']) await c1.neverGot(word);
  check('a reload reads the own rounds again', c1.frames.filter((frame) => frame.includes('perzikwoord')).length >= 2);
  check('the page is at the address of the house', c1.page.url() === `${server.url}/`, `${c1.page.url()} for ${conversation}`);
}

// ---- round 4, the later sitting

async function feedback({ lead, c1, c2, p1, p2 }) {
  section('round 4: the lessons return to the clients');
  await nextRound(lead, 'Start terugkoppeling', 'Terugkoppeling');
  await lead.confirm('Start terugkoppeling');
  for (const person of [c1, c2, p1, p2]) await person.sees('Ronde 4 van 4');
  for (const client of [c1, c2]) await client.sees('lesswoord');
  await c1.sees('Herkent u dit?');
  await c1.screen('40-judging-320', { full: true });
  await c1.press('Herken ik');
  await c1.sees('Uw antwoord: herken ik');
  await c2.press('Deels');
  await c2.sees('Uw antwoord: deels');
  await until('the facilitator reads the verdicts', async () => (await lead.reads(/C\d+: herken ik/)) && (await lead.reads(/C\d+: deels/)));
  for (const person of [c1, c2, p1, p2]) check(`${person.name} reads no verdict of another`, !(await person.reads(/C\d+: (herken ik|deels)/)));
  await c2.write('Uw bijdrage', 'Dank u wel, slotwoord.');
  await p2.sees('slotwoord');
  await p1.screen('41-feedback-professional');
  await lead.screen('42-lead-round-4');
  for (const client of [c1, c2]) await client.neverGot('nabesprekwoord');
}

// ---- another device, removal, the end

async function ending({ lead, c1, c2, p1, p2 }) {
  section('another device, removal, the end');
  const other = await c2.context.newPage();
  c2.watch(other, server.url);
  await other.goto(server.url);
  await other.getByText('Ronde 4 van 4').waitFor();
  await c2.sees('U bent nu op een ander toestel');
  await c2.screen('43-superseded');
  await c2.press('Hier verder gaan');
  await c2.sees('Ronde 4 van 4');
  await other.close();

  await lead.press('Verwijder iemand…');
  const option = await lead.page.getByRole('dialog').locator('option', { hasText: 'Bo Smit' }).getAttribute('value');
  await lead.page.getByRole('dialog').getByRole('combobox').selectOption(option);
  await lead.screen('44-lead-remove');
  await lead.confirm('Haal uit het gesprek');
  await p2.sees('U doet niet meer mee');
  await p2.sees('Reden: ');
  await p2.screen('45-removed');
  await c1.sees(`${option} doet niet meer mee`);

  await lead.press('Bijeenkomst afsluiten…');
  await lead.confirm('Bijeenkomst afsluiten');
  await c1.sees('Het gesprek is klaar');
  await lead.press('Gesprek sluiten…');
  await lead.confirm('Gesprek sluiten');
  for (const person of [c1, c2, p1]) await person.sees('Het gesprek is gesloten');
  await c1.screen('46-closed');
  await lead.sees('Het gesprek is gesloten');
  await lead.screen('47-lead-closed');
}

// ---- words that their author wants back

async function takeBack(author, reader, lead) {
  section('somebody takes a text back');
  const gone = 'De schrijver trok deze tekst in.';
  await reader.sees('beurtwoord');
  check('nobody can take back what another wrote', (await reader.page.getByRole('button', { name: /^Trek uw tekst .* in…$/ }).count()) === 0);
  const open = author.page.getByRole('button', { name: 'Trek uw tekst 1.1 in…' });
  await open.click();
  await author.sees('Wilt u deze tekst intrekken?');
  await safeChoiceHasFocus(author.page, 'the text is taken back');
  await author.screen('49-take-back');
  await author.confirm('Terug');
  await author.sees('beurtwoord');
  await open.click();
  await author.confirm('Trek de tekst in');
  await author.sees(gone);
  check('the words are gone from the own page', !(await author.page.locator('.talk').innerText()).includes('beurtwoord'));
  check('what is gone cannot be taken back again', (await open.count()) === 0);
  await author.screen('49-taken-back');
  for (const person of [reader, lead]) {
    await person.sees(gone);
    check(`${person.name} reads nothing of it any more`, !(await person.page.locator('.talk').innerText()).includes('beurtwoord'));
  }
}

// ---- a round in which the floor is given, by a script of one's own

async function queue(arrive) {
  section('a round in which the floor is given');
  const { links } = await createConversation(server, { script_text: queued }, 'Een rondje');
  const lead = await arrive('the facilitator of the queue', desk);
  const q1 = await arrive('queue 1', small);
  const q2 = await arrive('queue 2', phone);
  await lead.join(links.chair, 'Samira');
  await lead.sees('Bij de deur');
  for (const person of [q1, q2]) {
    await person.join(links.client);
    await lead.page.getByRole('button', { name: /^Laat toe/ }).first().click();
    await person.consents();
  }
  await nextRound(lead, 'Start rondje', 'Rondje');
  await lead.confirm('Start rondje');
  await q1.sees('Niemand heeft het woord');
  check('who has not the floor has no field', (await q1.page.locator('.compose').count()) === 0);
  await q1.press('Ik wil spreken');
  await q1.sees('U bent hierna');
  await q2.press('Ik wil spreken');
  await lead.sees('nog niet gesproken');
  await lead.screen('48-lead-queue');
  await lead.page.getByRole('button', { name: /^Geef C\d+ het woord$/ }).first().click();
  await q1.sees('U hebt het woord');
  await q2.sees('heeft het woord');
  await q1.write('Uw verhaal', 'Ik ben aan de beurt, beurtwoord.');
  await q2.sees('beurtwoord');
  await q1.screen('49-floor-mine');
  await q2.screen('50-floor-other');
  await q1.press('Ik ben klaar');
  await until('the floor is free again', async () => (await q1.page.getByRole('heading', { name: 'U hebt het woord' }).count()) === 0);
  await q1.press('Ik wil spreken');
  await until('who was quiet comes first', async () => {
    const rows = await lead.page.locator('.floor-queue li').allTextContents();
    return rows.length === 2 && rows[0].includes('nog niet gesproken') && rows[1].includes('1 keer gesproken');
  });
  await lead.page.locator('h1').click();
  await lead.page.keyboard.press('g');
  await q2.page.getByRole('heading', { name: 'U hebt het woord' }).waitFor();
  await takeBack(q1, q2, lead);
  await lead.press('Rond af');
  await until('the chair rounds off', async () => (await q2.page.getByRole('heading', { name: 'U hebt het woord' }).count()) === 0);
  return { lead, q1, q2 };
}
