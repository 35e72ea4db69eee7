// SPDX-License-Identifier: EUPL-1.2
// What comes after: a lesson gets evidence, an owner and a date at the facilitator's desk, the letter
// is seen as paper before it goes, and files are for the facilitator only. And the wall of a room,
// which shows nothing that the room may not see.
import { check, createConversation, safeChoiceHasFocus, section, until } from './arena.mjs';

export async function afterwards(server, arrive) {
  section('afterwards: lessons, letter, report, and the wall of a room');
  const { links } = await createConversation(server, { script_id: 'arenagesprek_nabespreking' }, 'Na afloop');
  const lead = await arrive('the facilitator afterwards', { width: 1440, height: 900 });
  const client = await arrive('a client afterwards', { width: 390, height: 844, phone: true });
  const listener = await arrive('a listener afterwards', { width: 390, height: 844, phone: true });
  await lead.join(links.chair, 'Samira');
  await lead.sees('Na afloop');
  for (const [person, link, name] of [[client, links.client, 'Naamkanarie'], [listener, links.professional, 'Bo']]) {
    await person.join(link, name);
    await lead.page.getByRole('button', { name: /^Laat toe/ }).first().click();
    await person.consents();
  }
  await next(lead, 'Start opening');
  await next(lead, 'Start ervaringen vertellen');
  await client.write('Uw verhaal', 'Ik durf niet te bellen, bewijswoord.');
  await wall(lead, listener);
  await next(lead, 'Start vragen om verduidelijking');
  await next(lead, 'Start nabespreking');
  await listener.page.getByText('Les', { exact: true }).click();
  await listener.write('Een les', 'Wij bellen zelf terug', 'Les voorstellen');
  await lead.sees('Wij bellen zelf terug');
  await next(lead, 'Start afsluiting');
  await next(lead, 'Start hoe was het gesprek?');
  await next(lead, 'Bijeenkomst afsluiten');
  await desk(lead, client);
  for (const person of [lead, client, listener]) {
    check(`${person.name} met no fault on the page`, person.faults.length === 0, person.faults.join(' | '));
    check(`${person.name} asked nothing of other hosts`, person.elsewhere.length === 0, person.elsewhere.join(', '));
    await person.context.close();
  }
}

async function next(lead, act) {
  await lead.press(`${act}…`);
  await lead.confirm(act);
}

// ---- the wall: opened from the menu, without a link or a seat

async function wall(lead, listener) {
  await listener.page.getByLabel('Nieuwe notitie').fill('Notitiekanarie.');
  await listener.press('Notitie bewaren');
  await lead.press('Menu');
  const opened = lead.context.waitForEvent('page');
  await lead.page.getByRole('link', { name: 'Scherm voor de zaal' }).click();
  const page = await opened;
  await page.setViewportSize({ width: 1920, height: 1080 });
  const sockets = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.getByText('bewijswoord').waitFor();
  const html = await page.content();
  for (const word of ['Naamkanarie', 'Notitiekanarie', 'Samira']) check(`the wall does not show «${word}»`, !html.includes(word));
  check('the wall has no controls', (await page.locator('button, input, textarea, a').count()) === 0);
  check('the wall has no connection of its own', sockets.length === 0);
  const { scroll, room } = await page.evaluate(() => ({ scroll: document.documentElement.scrollHeight, room: innerHeight }));
  check('the wall fits', scroll <= room, `${scroll} of ${room}`);
  await page.close();
  await lead.press('Sluiten');
  await lead.page.keyboard.press('Alt+s');
  await lead.sees('Alt+S: terug naar uw eigen scherm');
  check('Alt + S leaves nothing to press', (await lead.page.locator('button:visible').count()) === 0);
  await lead.screen('50-lead-covered');
  await lead.page.keyboard.press('Alt+s');
  await lead.sees('Volgende stap');
}

// ---- the desk

async function desk(lead, client) {
  const { page } = lead;
  await lead.press('Lessen en brief');
  await lead.sees('Deze les heeft nog geen bewijs');
  await lead.sees('Een brief noemt ten minste één les met bewijs');
  await lead.screen('51-desk-empty');

  await lead.press('Bewijs kiezen…');
  await page.getByRole('dialog').getByText('bewijswoord').click();
  await lead.screen('52-desk-evidence');
  await lead.confirm('Voeg toe');
  await lead.sees('beurt 1.1');

  await page.getByLabel('Eigenaar').fill('F. Bakker');
  await page.getByLabel('Klaar op').fill('2020-01-01');
  await lead.press('Bewaar');
  await lead.sees('Kies een dag die nog komt.');
  await page.getByLabel('Klaar op').fill('2099-03-01');
  await lead.press('Bewaar');
  await lead.sees('F. Bakker, 1 maart 2099, 1 bewijs');

  await lead.press('Neem les niet over…');
  await lead.press('Neem niet over');
  await lead.sees('Schrijf waarom u deze les niet overneemt.');
  await lead.press('Terug');
  await lead.press('Neem les over…');
  await lead.screen('53-desk-adopt');
  await lead.confirm('Neem over');
  await until('the lesson is adopted', async () => (await page.locator('.lesson-adopted').count()) > 0);

  await lead.press('Maak een concept');
  await lead.sees('F. Bakker zorgt hiervoor. Het is klaar op 1 maart 2099.');
  const field = page.getByLabel('Tekst van de brief');
  const text = await field.inputValue();
  await field.fill(`${text}\n\nIndien u vragen hebt, belt u ons.`);
  await lead.sees('Moeilijk woord: ‘indien’');
  await lead.screen('54-desk-letter');
  await field.fill(`${text}\n\nBriefkanarie.`);
  const letter = page.waitForEvent('download');
  await lead.press('Download de brief');
  check('the letter is a Word file', (await letter).suggestedFilename() === 'brief.docx');
  const report = page.waitForEvent('download');
  await lead.press('Download het verslag');
  check('the report is a Word file', (await report).suggestedFilename() === 'verslag.docx');

  await page.setViewportSize({ width: 360, height: 740 });
  await lead.screen('55-desk-phone', { full: true });
  await page.setViewportSize({ width: 1440, height: 900 });

  await client.neverGot('Briefkanarie');
  await lead.press('Bekijk en verstuur…');
  await safeChoiceHasFocus(page, 'a letter');
  await lead.screen('56-desk-send');
  await page.keyboard.press('Enter');
  await client.neverGot('Briefkanarie');
  await lead.press('Bekijk en verstuur…');
  await lead.confirm('Verstuur brief');
  await until('the client gets the letter', async () => client.frames.some((frame) => frame.includes('Briefkanarie')));
  await lead.sees('Verstuurd op');
  await lead.press('Terug naar het gesprek');
  await lead.sees('Volgende stap');
}
