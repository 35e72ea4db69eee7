// SPDX-License-Identifier: EUPL-1.2
// Six methods from beginning to end, each with a facilitator and six people in browsers of their own, on
// small phones, phones and desktops: from the lobby to the answer on the letter. One of them is done
// without a mouse by all seven. Each screen that is new is looked at by axe, in light and in dark, and
// may not be wider than the page.
import { Person, check, createConversation, section, startBrowser, startServer, summary, until } from './arena.mjs';
import { excuseACaseWorker, learningQuestions } from './before_start.mjs';
import { Typist } from './keyboard.mjs';

const desk = { width: 1440, height: 900 };
const sizes = [
  { width: 320, height: 640, phone: true },
  { width: 390, height: 844, phone: true },
  { width: 1280, height: 800 },
  { width: 320, height: 640, phone: true },
  { width: 360, height: 740, phone: true },
  { width: 1024, height: 768 },
];

const server = await startServer();
const browser = await startBrowser();
const wanted = process.argv.slice(2);
const methods = { klantarena, goedWerkPlaats, casus, fishbowl, spiegelgesprek, stakeholderdialoog };
for (const [name, method] of Object.entries(methods)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  try {
    await method();
  } catch (error) {
    check(`${name} ran to its end`, false, String(error?.stack ?? error));
  }
  console.log(`        ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
await browser.close();
await server.stop();
process.exit(summary());

// ---- who takes part

// `groups`: of which group each of the six is. Whoever is of a named group gives a name.
async function company(script, title, groups, { kind = Person, options = {}, named = [], questions = [] } = {}) {
  section(`${script}: from the lobby`);
  const { links } = await createConversation(server, { script_id: script }, title, { options, learning_questions: questions });
  const lead = await kind.arrive(browser, 'the facilitator', server.url, desk);
  await lead.join(links.chair, 'Samira');
  await lead.sees('Bij de deur');
  const people = [];
  for (const [index, group] of groups.entries()) {
    const person = await kind.arrive(browser, `${group} ${index + 1}`, server.url, sizes[index]);
    await person.join(links[group], named.includes(group) ? `Naam ${index + 1}` : '');
    await person.sees('De gespreksleider laat u zo binnen');
    people.push(person);
  }
  await until('six wait at the door', async () => (await lead.page.getByRole('button', { name: /^Laat toe/ }).count()) === 6);
  for (let left = 6; left > 0; left--) {
    const door = lead.page.getByRole('button', { name: /^Laat toe/ });
    if (kind === Typist) await lead.press(await door.first().getAttribute('aria-label'));
    else await door.first().click();
    await until(`${left - 1} wait at the door`, async () => (await door.count()) === left - 1);
  }
  const levels = ['Wat ik schreef, zonder mijn naam', '', 'Niets van mij', '', 'Alles, zoals ik het schreef', ''];
  for (const [index, person] of people.entries()) await person.consents(levels[index]);
  return { lead, people, links };
}

// The next step, looked at and then confirmed.
async function step(lead, verb, people = [], title = '') {
  await lead.press(`${verb}…`);
  await lead.confirm(verb);
  if (title) for (const person of people) await person.page.getByRole('heading', { level: 1, name: title }).waitFor();
}

async function leave(...people) {
  for (const person of people) {
    check(`${person.name} asked nothing of other hosts`, person.elsewhere.length === 0, person.elsewhere.join(', '));
    check(`${person.name} met no fault on the page`, person.faults.length === 0, person.faults.join(' | '));
    await person.context.close();
  }
}

async function acknowledge(lead, people, first) {
  for (const person of people) await person.sees('Lees dit eerst');
  if (first) await people[0].screen(first, { full: true });
  for (const person of people) {
    await person.press('Ik heb het gelezen');
    await person.sees('De gespreksleider weet dat u klaar bent.');
  }
  await lead.sees('6 van 6 zijn klaar.');
  await lead.sees('Iedereen is klaar.');
}

async function answer(person, choice) {
  await person.choose(choice);
  await person.press('Bewaar mijn antwoord');
}

// Voice, respect, explanation; shown as a distribution when the meeting ends.
async function afterCheck(lead, people, name = '') {
  await step(lead, 'Start hoe was het gesprek?', people, 'Hoe was het gesprek?');
  for (const [index, person] of people.entries()) {
    for (const of of [1, 2, 3]) {
      await person.sees(`Vraag ${of} van 3`);
      if (name && index === 0 && of === 1) await person.screen(name, { full: true });
      await answer(person, 'Eens');
    }
    await person.sees('Bewaard. U kunt het nog veranderen.');
  }
  await lead.sees('Iedereen is klaar.');
}

// ---- 1: the rings swap; lessons, a letter and answers to it

async function klantarena() {
  const { lead, people, links } = await company('klantarena_ringwissel', 'Hoe wij bellen', ['client', 'client', 'client', 'medewerker', 'medewerker', 'manager'], { named: ['medewerker', 'manager'], questions: learningQuestions });
  const [c1, c2, c3, p1, p2, m1] = people;
  const clients = [c1, c2, c3];
  await excuseACaseWorker({ browser, server, link: links.medewerker, lead, clients, others: [p1, p2, m1], device: sizes[1] });
  await step(lead, 'Start opening', people, 'Opening');
  await acknowledge(lead, people, 'm01-opening-320');

  section('klantarena_ringwissel: clients speak, staff listen');
  await step(lead, 'Start de cliënten aan het woord', people, 'De cliënten aan het woord');
  for (const listener of [p1, p2, m1]) await listener.sees('U luistert nu');
  await c1.write('Uw verhaal', 'Niemand neemt op, belwoord.');
  await p1.sees('belwoord');
  await p1.press('Dit raakte mij');
  await p1.page.getByLabel('Nieuwe notitie').fill('Altijd opnemen, meeneemwoord.');
  await p1.press('Notitie bewaren');
  await p1.sees('1 notitie bewaard');
  await step(lead, 'Start verdiepende vragen', people, 'Verdiepende vragen');
  await p1.write('Uw vraag', 'Wanneer belde u, wanneerwoord?', 'Vraag sturen');
  await lead.sees('wanneerwoord');
  await lead.press('Doorlaten');
  await c1.sees('wanneerwoord');
  await c1.page.locator('.compose textarea').fill('Elke maandag, maandagwoord.');
  await c1.press('Versturen');
  await m1.sees('maandagwoord');

  section('klantarena_ringwissel: the rings swap, the floor goes round');
  await step(lead, 'Start de ringen wisselen', people, 'De ringen wisselen');
  for (const client of clients) await client.sees('U luistert nu');
  const turn = [];
  for (let n = 0; n < 3; n++) {
    const now = await speaking([p1, p2, m1]);
    turn.push(now);
    if (n === 0) await now.screen('m02-floor-mine-in-turn', { full: true });
    if (now === p1) {
      await now.unfold('Mijn notities');
      await now.sees('Neem mee in dit gesprek');
      await now.screen('m03-bring-along', { full: true });
      await now.press('Breng notitie in: Altijd opnemen, meeneemwoord.');
      await c1.sees('meeneemwoord');
      await now.page.getByRole('button', { name: /^Breng in wat u raakte/ }).click();
      await c2.sees('dit raakte mij');
    }
    await now.write('Uw bijdrage', `Ik hoorde u, hoorwoord${n}.`);
    await c1.sees(`hoorwoord${n}`);
    if (now === m1) {
      await now.mode('Snelle verbeteringen');
      await now.write('Snelle verbeteringen', 'Maandag extra mensen, actiewoord.', 'Toevoegen');
      await c1.sees('actiewoord');
    }
    if (now === p2) {
      await now.mode('Les');
      await now.write('Een les', 'Wij nemen elke telefoon op, leswoord.', 'Les voorstellen');
      await p1.sees('leswoord');
    }
    await now.mode('Bijdrage');
    await now.press('Ik ben klaar');
    await until('the floor goes on', async () => (await now.page.getByRole('heading', { name: 'U hebt het woord' }).count()) === 0);
  }
  check('the floor went to each of the three once', new Set(turn).size === 3);
  await lead.sees('Iedereen is geweest of past.');
  await lead.screen('m04-lead-round-robin', { full: true });

  section('klantarena_ringwissel: lessons, owners, dates');
  await step(lead, 'Start lessen en afspraken', people, 'Lessen en afspraken');
  for (const client of clients) {
    await client.sees('leswoord');
    await client.press('Herken ik');
    await client.sees('Uw antwoord: herken ik');
  }
  await lead.sees('De meesten herkennen dit.');
  await lead.press('Werk bij: Wij nemen elke telefoon op, leswoord.…');
  const dialog = lead.page.getByRole('dialog');
  await dialog.getByLabel('Wie doet het?').fill('Team Noord');
  await dialog.getByLabel('Klaar op').fill('2031-03-01');
  await dialog.getByLabel('Bewijs toevoegen').selectOption({ index: 1 });
  await dialog.locator('.evidence li', { hasText: 'belwoord' }).waitFor();
  await lead.screen('m05-lead-lesson');
  await lead.confirm('Bewaar');
  for (const person of [c1, p1]) await person.sees('Team Noord doet dit');
  await lead.press('Werk bij: Wij nemen elke telefoon op, leswoord.…');
  await lead.press('Neem over…');
  await lead.screen('m06-lead-adopt');
  await lead.confirm('Neem over');
  await c1.sees('Overgenomen');
  await c1.screen('m07-lesson-status-320', { full: true });
  await step(lead, 'Start afsluiting', people, 'Afsluiting');
  await c1.write('Uw bijdrage', 'Ik ga gehoord weg, wegwoord.');
  await p1.sees('wegwoord');
  await afterCheck(lead, people, 'm08-after-check-320');

  section('klantarena_ringwissel: the letter and its answer');
  await lead.press('Bijeenkomst afsluiten…');
  await lead.sees('De verdeling komt in beeld, zonder codes');
  await lead.screen('m09-lead-end-reveals');
  await lead.confirm('Bijeenkomst afsluiten');
  for (const person of people) await person.sees('Dit was de bijeenkomst');
  await c1.unfold('Teruglezen');
  await c1.sees('6 van de 6 zijn het eens');
  await c1.screen('m10-result-320', { full: true });
  await c1.press('Toon als tabel');
  await c1.page.getByRole('table').first().waitFor();
  await c1.screen('m11-result-table-320', { full: true });
  await lead.press('Brief aan deelnemers');
  await lead.press('Maak een concept');
  await lead.page.getByLabel('Tekst van de brief').waitFor();
  await lead.screen('m12-lead-letter');
  await lead.press('Bekijk en verstuur…');
  await lead.screen('m13-lead-letter-preview');
  await lead.confirm('Verstuur brief');
  for (const person of people) {
    await person.sees('De brief aan u');
    await person.sees('Beste deelnemer');
  }
  await c1.write('Uw antwoord op de brief', 'Ja, dit klopt, briefwoord.', 'Stuur antwoord');
  await c1.sees('U antwoordde: Ja, dit klopt, briefwoord.');
  await lead.sees('briefwoord');
  await c1.screen('m14-letter-320', { full: true });
  await people[2].screen('m15-letter-desktop', { full: true });
  await lead.screen('m16-lead-answers', { full: true });
  for (const person of [c2, c3, p1, p2, m1]) await person.neverGot('briefwoord');
  await leave(lead, ...people);
}

// Who of these has the floor.
async function speaking(people) {
  let found = null;
  await until('somebody has the floor', async () => {
    for (const person of people) {
      if ((await person.page.getByRole('heading', { name: 'U hebt het woord' }).count()) > 0) found = person;
    }
    return found !== null;
  });
  return found;
}

// ---- 2: a stand on statements, before and after

async function goedWerkPlaats() {
  const { lead, people } = await company('goed_werk_plaats', 'Goed werk', Array(6).fill('professional'));
  const [a, b, c] = people;
  await step(lead, 'Start opening', people, 'Opening');
  await acknowledge(lead, people);

  section('goed_werk_plaats: before');
  await step(lead, 'Start uw mening vooraf (1 van 3)', people, 'Uw mening vooraf');
  for (const person of people) await person.sees('Mijn cliënten zijn geen klanten.');
  check('nothing is chosen in advance', (await a.page.locator('.choices input:checked').count()) === 0);
  await a.screen('m20-stand-320', { full: true });
  await lead.sees('Niemand ziet de antwoorden tot: Gesprek over de stelling.');
  const before = ['Oneens', 'Oneens', 'Oneens', 'Oneens', 'Eens'];
  for (const [index, choice] of before.entries()) await answer(people[index], choice);
  await people[5].press('Ik pas');
  await people[5].sees('U past. U mag toch nog kiezen.');
  await lead.sees('Iedereen is klaar.');
  await lead.screen('m21-lead-stand', { full: true });
  await lead.press('Start gesprek over de stelling (1 van 3)…');
  await lead.sees('De verdeling komt in beeld, zonder codes');
  await lead.screen('m22-lead-reveal');
  await lead.confirm('Start gesprek over de stelling (1 van 3)');
  for (const person of people) await person.sees('Zo antwoordden wij');
  await b.sees('te klein om te tonen');
  await b.screen('m23-result-hidden', { full: true });
  for (const person of people) check(`${person.name} reads no code beside an answer`, (await person.page.locator('.named').count()) === 0);
  await a.write('Uw bijdrage', 'Een klant kan weglopen, klantwoord.');
  for (const person of [b, c, lead]) await person.sees('klantwoord');

  section('goed_werk_plaats: after');
  await step(lead, 'Start uw mening achteraf (1 van 3)', people, 'Uw mening achteraf');
  await a.sees('Eerder koos u: Oneens');
  await a.screen('m24-stand-after-320', { full: true });
  for (const person of people) await answer(person, 'Eens');
  await lead.sees('Iedereen is klaar.');
  await lead.press('Sla de rest over: afsluiting…');
  await lead.confirm('Start afsluiting');
  for (const person of people) await person.sees('6 van de 6 zijn het eens');
  await c.sees('Vooraf');
  await c.screen('m25-shift-desktop', { full: true });
  await a.screen('m26-shift-320', { full: true });
  await afterCheck(lead, people);
  await step(lead, 'Bijeenkomst afsluiten');
  for (const person of people) await person.sees('Het gesprek is klaar');
  await step(lead, 'Gesprek sluiten');
  for (const person of people) await person.sees('Het gesprek is gesloten');
  await leave(lead, ...people);
}

// ---- 3: blind decisions, without a mouse

async function casus() {
  const { lead, people } = await company('casus_afstemming', 'Eén casus', Array(6).fill('professional'), { kind: Typist });
  const [a, b] = people;
  await step(lead, 'Start opening', people, 'Opening');
  await acknowledge(lead, people);
  section('casus_afstemming by keyboard: read and decide blindly');
  await step(lead, 'Start de casus lezen', people, 'De casus lezen');
  await lead.write('Zelf iets zeggen', 'Een man vraagt bijstand, casuswoord.');
  for (const person of people) {
    await person.sees('casuswoord');
    await person.press('Ik ben klaar');
    await person.sees('De gespreksleider weet dat u klaar bent.');
  }
  await step(lead, 'Start alleen besluiten', people, 'Alleen besluiten');
  const options = await a.page.locator('.choices label').allTextContents();
  await a.screen('m30-blind-320', { full: true });
  for (const [index, person] of people.entries()) {
    await person.choose(options[index % options.length]);
    await person.fill('Waarom? Dit mag u leeg laten', `Omdat, redenwoord${index}.`);
    await person.press('Bewaar mijn antwoord');
    await person.sees('Vraag 2 van 2');
    await person.choose('Eens');
    await person.press('Bewaar mijn antwoord');
    await person.sees('Bewaard. U kunt het nog veranderen.');
  }
  await a.screen('m31-answered-320', { full: true });
  for (const person of people) {
    for (const [index, other] of people.entries()) if (other !== person) await person.neverGot(`redenwoord${index}`);
  }
  await lead.neverGot('redenwoord0');
  section('casus_afstemming by keyboard: reveal, discuss, decide again');
  await lead.sees('Alle antwoorden komen in beeld, met code erbij');
  await step(lead, 'Start de besluiten', people, 'De besluiten');
  for (const person of people) for (const index of people.keys()) await person.sees(`redenwoord${index}`);
  await b.screen('m32-revealed', { full: true });
  await a.screen('m33-revealed-320', { full: true });
  await step(lead, 'Start bespreken', people, 'Bespreken');
  await a.write('Uw bijdrage', 'Ik telde de auto mee, autowoord.');
  await b.sees('autowoord');
  await b.page.keyboard.press('Alt+P');
  await a.page.getByText(/^P\d+ past$/).first().waitFor();
  await step(lead, 'Start opnieuw besluiten', people, 'Opnieuw besluiten');
  for (const person of people) {
    await person.sees('Eerder koos u:');
    await person.choose(options[0]);
    await person.press('Bewaar mijn antwoord');
    await person.sees('Vraag 2 van 2');
    await person.choose('Helemaal eens');
    await person.press('Bewaar mijn antwoord');
    await person.sees('Bewaard. U kunt het nog veranderen.');
  }
  await lead.sees('Iedereen is klaar.');
  await step(lead, 'Start vergelijken', people, 'Vergelijken');
  for (const person of people) await person.sees('6 van de 6 kiezen');
  await a.unfold('Iets zeggen');
  await a.write('Een les', 'Wij tellen een auto niet mee, normwoord.', 'Les voorstellen');
  await b.sees('normwoord');
  await answer(b, 'Eens');
  await step(lead, 'Start afsluiting', people, 'Afsluiting');
  await a.write('Uw bijdrage', 'Dank u, dankwoord.');
  await b.sees('dankwoord');
  await step(lead, 'Start hoe was het gesprek?', people, 'Hoe was het gesprek?');
  await step(lead, 'Bijeenkomst afsluiten');
  for (const person of people) await person.sees('Het gesprek is klaar');
  await leave(lead, ...people);
}

// ---- 4: chairs that are taken and left

async function fishbowl() {
  const { lead, people } = await company('fishbowl_open', 'In de kom', Array(6).fill('deelnemer'));
  await step(lead, 'Start opening', people, 'Opening');
  await acknowledge(lead, people);
  section('fishbowl_open: chairs are taken and left');
  await step(lead, 'Start gesprek in de kom', people, 'Gesprek in de kom');
  for (const person of people) await person.sees('Er is een stoel vrij');
  await people[0].screen('m40-chair-free-320', { full: true });
  for (const person of people.slice(0, 5)) {
    await person.press('Neem de stoel');
    await person.sees('U zit op de stoel');
  }
  await people[0].screen('m41-on-the-chair-320', { full: true });
  const last = people[5];
  await last.sees('De stoelen zijn nu vol');
  await last.press('Ga in de rij staan');
  await last.sees('U staat in de rij');
  await last.screen('m42-in-line', { full: true });
  await lead.sees('5 van 5 bezet');
  await lead.screen('m43-lead-chairs', { full: true });
  await people[0].write('Uw verhaal', 'Ik begin, beginwoord.');
  for (const person of people) await person.sees('beginwoord');
  await people[0].press('Sta op');
  await last.sees('U zit op de stoel');
  await last.write('Uw verhaal', 'En ik vul aan, aanvulwoord.');
  for (const person of people) await person.sees('aanvulwoord');
  await lead.page.getByRole('button', { name: /^Laat C\d+ opstaan…$/ }).first().click();
  await lead.screen('m44-lead-free-chair');
  await lead.page.getByRole('dialog').getByRole('button', { name: /^Laat C\d+ opstaan$/ }).click();
  await lead.sees('4 van 5 bezet');
  section('fishbowl_open: a scribe, a warning, an incident');
  const seated = lead.page.getByLabel('Wie zegt dit?');
  const code = await seated.locator('option').nth(1).evaluate((option) => option.value);
  await seated.selectOption(code);
  await lead.write(`Wat ${code} zei`, 'Dit zei iemand in de zaal, zaalwoord.', 'Versturen');
  for (const person of people) await person.sees('zaalwoord');
  await people[1].sees('opgeschreven door');
  await lead.screen('m45-lead-scribe');
  await seated.selectOption('');
  await lead.press('Waarschuw iemand…');
  await lead.page.getByRole('dialog').getByRole('combobox').selectOption(code);
  await lead.page.getByRole('dialog').getByRole('textbox').fill('Noem geen namen, waarschuwwoord.');
  await lead.screen('m46-lead-warn');
  await lead.confirm('Stuur waarschuwing');
  const warned = [];
  for (const person of people) if (await settled(person, 'waarschuwwoord')) warned.push(person);
  check('one person is warned, and nobody else is told', warned.length === 1, String(warned.length));
  await warned[0]?.screen('m47-warned');
  await lead.press('Leg een incident vast…');
  await lead.page.getByRole('dialog').getByRole('textbox').fill('Iemand werd boos, incidentwoord.');
  await lead.confirm('Leg vast');
  await lead.sees('incidentwoord');
  await lead.sees('Nog 48 uur voor een antwoord');
  await lead.press('Rond af…');
  await lead.page.getByRole('dialog').getByRole('textbox').fill('Wij spraken elkaar.');
  await lead.confirm('Rond af');
  await lead.sees('Klaar: Wij spraken elkaar.');
  for (const person of people) await person.neverGot('incidentwoord');
  await step(lead, 'Start samenvatting', people, 'Samenvatting');
  await lead.write('Zelf iets zeggen', 'Dit hoorde ik, samenwoord.', 'Versturen');
  for (const person of people) await person.sees('samenwoord');
  await step(lead, 'Start afsluiting', people, 'Afsluiting');
  for (const person of people) await person.press('Ik pas');
  await lead.sees('Iedereen is geweest of past.');
  await afterCheck(lead, people);
  await step(lead, 'Bijeenkomst afsluiten');
  for (const person of people) await person.sees('Het gesprek is klaar');
  await leave(lead, ...people);
}

// Whether it came, given the time that a notice needs.
async function settled(person, word) {
  await person.page.waitForTimeout(150);
  return person.reads(word);
}

// ---- 5: a debrief, and a room of their own beside it

async function spiegelgesprek() {
  const { lead, people } = await company('spiegelgesprek', 'De spiegel', ['client', 'client', 'client', 'medewerker', 'ketenpartner', 'raad'], { options: { zicht: 'rol' } });
  const [c1, c2, c3, p1, k1, r1] = people;
  const listeners = [p1, k1, r1];
  section('spiegelgesprek: the reception, without who listens');
  await step(lead, 'Start ontvangst', [c1, c2, c3], 'Ontvangst');
  for (const person of listeners) await person.sees('Even pauze voor u');
  await c1.write('Uw bijdrage', 'Ik ben zenuwachtig, zenuwwoord.');
  await c2.sees('zenuwwoord');
  for (const person of listeners) await person.neverGot('zenuwwoord');
  await step(lead, 'Start opening', people, 'Opening');
  await acknowledge(lead, people);
  await step(lead, 'Start gesprek', people, 'Gesprek');
  await c1.write('Uw verhaal', 'Ze luisterde echt, luisterwoord.');
  for (const person of [...listeners, c2, c3]) await person.sees('luisterwoord');
  await step(lead, 'Start vragen', people, 'Vragen');
  await k1.write('Uw vraag', 'Wat deed zij, deedwoord?', 'Vraag sturen');
  await lead.sees('deedwoord');
  await lead.press('Doorlaten');
  await c1.sees('deedwoord');

  section('spiegelgesprek: the debrief, and the room beside it');
  await lead.press('Start nabespreking…');
  await lead.sees('gaan naar de eigen kamer: Napraten');
  await lead.screen('m50-lead-room-preview');
  await lead.confirm('Start nabespreking');
  for (const client of [c1, c2, c3]) await client.sees('U zit in een eigen kamer');
  for (const person of [k1, r1]) await person.sees('Even pauze voor u');
  await c1.write('Uw bijdrage', 'Hoe vond jij het, kamerwoord?');
  for (const person of [c2, c3, lead]) await person.sees('kamerwoord');
  await c1.screen('m51-room-beside-320', { full: true });
  await lead.write('Zeg iets in deze kamer', 'Neem de tijd, kamerleider.', 'Stuur naar deze kamer');
  await c1.sees('kamerleider');
  await p1.write('Uw bijdrage', 'Wij zijn te snel, snelwoord.');
  await lead.sees('snelwoord');
  await lead.screen('m52-lead-room-beside', { full: true });
  for (const client of [c1, c2, c3]) await client.neverGot('snelwoord');
  for (const person of listeners) for (const word of ['kamerwoord', 'kamerleider']) await person.neverGot(word);
  await p1.mode('Les');
  await p1.write('Een les', 'Wij vragen door, doorwoord.', 'Les voorstellen');
  await lead.sees('doorwoord');
  await step(lead, 'Start afsluiting', people, 'Afsluiting');
  await c2.write('Uw bijdrage', 'Fijn dat u luisterde, fijnwoord.');
  await p1.sees('fijnwoord');
  await afterCheck(lead, people);
  await step(lead, 'Bijeenkomst afsluiten');
  for (const person of people) await person.sees('Uw link blijft geldig');
  check('what was said in the room beside is gone', !(await c1.page.content()).includes('kamerwoord'));
  await leave(lead, ...people);
}

// ---- 6: groups hear each other, then talk through one each

async function stakeholderdialoog() {
  const { lead, people } = await company('stakeholderdialoog', 'Samen sturen', ['client', 'client', 'client', 'uitvoerder', 'uitvoerder', 'manager'], { named: ['uitvoerder', 'manager'] });
  const [c1, c2, , u1, , m1] = people;
  await step(lead, 'Start opening', people, 'Opening');
  await acknowledge(lead, people);
  section('stakeholderdialoog: hear each other, say back');
  await step(lead, 'Start cliënten vertellen', people, 'Cliënten vertellen');
  await c1.write('Uw verhaal', 'De wachttijd is lang, wachtwoord.');
  await m1.sees('wachtwoord');
  await step(lead, 'Start uitvoerders vertellen', people, 'Uitvoerders vertellen');
  await u1.write('Uw bijdrage', 'Wij hebben geen tijd, tijdwoord.');
  await c1.sees('tijdwoord');
  await step(lead, 'Start leiding en bestuur zeggen wat zij hoorden', people, 'Leiding en bestuur zeggen wat zij hoorden');
  await m1.mode('Wat wij hoorden');
  await m1.write('Wat wij hoorden', 'Het duurt te lang, hoordewoord.', 'Toevoegen');
  await c1.sees('hoordewoord');
  await c1.page.getByRole('button', { name: 'Herken ik', exact: true }).first().click();
  await c1.sees('Uw antwoord: herken ik');
  await c1.screen('m60-judge-what-was-heard-320', { full: true });
  section('stakeholderdialoog: one of each group talks');
  await step(lead, 'Start gesprek namens de groepen', people, 'Gesprek namens de groepen');
  for (const group of ['Namens de cliënten', 'Namens de uitvoerders']) {
    await lead.press(`Zet iemand op: ${group}…`);
    const who = lead.page.getByRole('dialog').getByRole('combobox');
    await who.selectOption(group === 'Namens de cliënten' ? { index: 1 } : await who.locator('option', { hasText: 'Naam 4' }).innerText());
    if (group === 'Namens de cliënten') await lead.screen('m61-lead-bind');
    await lead.confirm('Geef de stoel');
  }
  await u1.sees('Uw nieuwe plek: Namens de uitvoerders');
  await u1.press('Ik wil spreken');
  await lead.page.getByRole('button', { name: /^Geef .* het woord$/ }).first().click();
  await u1.sees('U hebt het woord');
  await u1.write('Uw bijdrage', 'Geef ons een dag, dagwoord.');
  await c2.sees('dagwoord');
  await u1.mode('Afspraken');
  await u1.write('Afspraken', 'Elke week een uur, uurwoord.', 'Toevoegen');
  await c2.sees('uurwoord');
  await lead.screen('m62-lead-delegates', { full: true });
  section('stakeholderdialoog: lessons, support, and the end');
  await step(lead, 'Start lessen', people, 'Lessen');
  await u1.unfold('Iets zeggen');
  await u1.write('Een les', 'Tijd is zorg, zorgwoord.', 'Les voorstellen');
  await c1.sees('zorgwoord');
  for (const person of people) {
    await answer(person, 'Helemaal eens');
    await person.sees('Bewaard. U kunt het nog veranderen.');
  }
  await step(lead, 'Start afsluiting', people, 'Afsluiting');
  for (const person of people) await person.sees('6 van de 6 zijn het eens');
  await step(lead, 'Start hoe was het gesprek?', people, 'Hoe was het gesprek?');
  await step(lead, 'Bijeenkomst afsluiten');
  for (const person of people) await person.sees('Het gesprek is klaar');
  await leave(lead, ...people);
}
