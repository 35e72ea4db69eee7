// SPDX-License-Identifier: EUPL-1.2
// No slip is possible: every button of the facilitator's page is pressed once, every key too, and
// no act that moves people or takes something away may leave the page. What does leave is read from
// the frames themselves.
import { check, createConversation, safeChoiceHasFocus, section, until } from './arena.mjs';

// The acts by their field numbers in `Command` (proto/arena/v1/wire.proto).
const acts = {
  10: 'speak', 40: 'admit', 41: 'turn_away', 42: 'remove', 43: 'open_round', 44: 'pause', 45: 'resume', 46: 'extend', 47: 'end_sitting',
  48: 'close', 49: 'give_floor', 50: 'take_floor', 51: 'accept_question', 52: 'ask_to_rephrase', 53: 'merge_questions', 54: 'withhold_question',
  55: 'answer_help', 100: 'give_floor_to_next', 101: 'bind_position', 102: 'free_position', 103: 'replace_seated', 104: 'set_item_state',
  105: 'add_evidence', 106: 'assign_item', 107: 'decide_item', 108: 'send_letter', 109: 'warn', 110: 'record_incident', 111: 'close_incident',
  112: 'offer_lead', 113: 'take_lead', 115: 'open_slot', 116: 'cancel_slot',
};
const confirmed = ['turn_away', 'remove', 'open_round', 'pause', 'end_sitting', 'close', 'merge_questions', 'ask_to_rephrase', 'withhold_question',
  'bind_position', 'free_position', 'replace_seated', 'decide_item', 'send_letter', 'warn', 'record_incident', 'close_incident', 'offer_lead', 'open_slot', 'cancel_slot'];
const at_once = ['admit', 'resume', 'extend', 'give_floor', 'take_floor', 'accept_question', 'give_floor_to_next'];

function* fields(bytes) {
  let at = 0;
  const number = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
  };
  while (at < bytes.length) {
    const tag = number();
    const kind = tag & 7;
    if (kind === 0) number();
    else if (kind === 1) at += 8;
    else if (kind === 5) at += 4;
    else {
      const length = number();
      yield { field: tag >> 3, body: bytes.subarray(at, at + length) };
      at += length;
    }
  }
}
// A ClientFrame holds a Command in field 2; its act is the one field from 10 on.
const actsIn = (payload) =>
  [...fields(Buffer.from(payload))].filter(({ field }) => field === 2)
    .flatMap(({ body }) => [...fields(body)].map(({ field }) => field).filter((field) => field >= 10))
    .map((field) => acts[field] ?? `act ${field}`);

export async function noSlip(server, arrive) {
  section('no slip: every button and every key of who leads');
  const { links } = await createConversation(server, { script_id: 'arenagesprek_nabespreking' }, 'Zonder vergissing');
  const lead = await arrive('the facilitator who slips', { width: 1440, height: 900 });
  const sent = [];
  lead.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(...actsIn(payload))));
  const c = await arrive('a client', { width: 390, height: 844, phone: true });
  const p = await arrive('a professional', { width: 390, height: 844, phone: true });
  await lead.join(links.chair, 'Samira');
  await lead.sees('Bij de deur');
  await c.join(links.client);
  await p.join(links.professional, 'Ada Vos');
  await lead.sees('2 wachten');
  const seen = new Set();
  const walk = (where) => pressEverything(lead, sent, where, seen);

  await walk('before the start');
  await admitAll(lead);
  for (const person of [c, p]) await person.consents();
  await walk('with everybody seated');
  await step(lead, 'Start opening');
  for (const person of [c, p]) await person.press('Ik heb het gelezen');
  await lead.sees('2 van 2 zijn klaar.');
  await walk('in the opening');
  await step(lead, 'Start ervaringen vertellen');
  await c.sees('Ronde 1 van 4');
  await c.press('Hulp');
  await c.press('Vraag hulp');
  await lead.sees('Ik wil graag hulp.');
  await walk('in round 1');
  await changedPicture(lead, c, arrive, links, sent);
  await step(lead, 'Start vragen om verduidelijking');
  await p.sees('Ronde 2 van 4');
  for (const text of ['Wat hielp u?', 'En daarna?', 'Waarom niet?']) {
    await p.write('Uw vraag', text, 'Vraag sturen');
    await lead.sees(text);
  }
  await walk('with questions at the gate');
  await everyKey(lead, sent);
  await lessonsAndChairs(server, arrive, seen);
  for (const act of ['admit', 'extend', 'accept_question']) {
    check(`the walk does see an act that leaves at once: ${act}`, seen.has(act));
  }
  for (const person of [lead, c, p]) await person.context.close();
}

// The same where there are chairs in the middle, a lesson to decide on and a letter to send.
async function lessonsAndChairs(server, arrive, seen) {
  const { links } = await createConversation(server, { script_text: chaired }, 'Stoelen en lessen');
  const lead = await arrive('the facilitator with chairs', { width: 1440, height: 900 });
  const other = await arrive('the second facilitator', { width: 1440, height: 900 });
  const sent = [];
  lead.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(...actsIn(payload))));
  await lead.join(links.chair, 'Samira');
  await lead.sees('Bij de deur');
  await other.join(links.chair, 'Joke');
  await other.sees('Bij de deur');
  const people = [];
  for (const name of ['one', 'two']) {
    const person = await arrive(name, { width: 390, height: 844, phone: true });
    await person.join(links.client);
    await lead.sees('1 wacht');
    await admitAll(lead);
    await person.consents();
    people.push(person);
  }
  await step(lead, 'Start gesprek');
  await people[0].sees('Ronde 1 van 1');
  await lead.press('Zet iemand op: Op de stoel…');
  await lead.page.getByRole('dialog').getByRole('combobox').selectOption({ index: 1 });
  await lead.confirm('Geef de stoel');
  const onChair = (person) => person.page.locator('.compose label.mode').count();
  await until('one of them sits on the chair', async () => (await onChair(people[0])) + (await onChair(people[1])) > 0);
  const seated = (await onChair(people[0])) > 0 ? people[0] : people[1];
  await seated.mode('Les');
  await seated.write('Een les', 'Wij bellen eerst.', 'Les voorstellen');
  await lead.sees('Wij bellen eerst.');
  await pressEverything(lead, sent, 'with chairs and a lesson', seen);
  await insideItem(lead, sent);
  await lead.press('Menu');
  await lead.press('Draag de leiding over…');
  await safeChoiceHasFocus(lead.page, 'handing over the lead');
  const out = await leaving(lead, sent, () => lead.page.keyboard.press('Enter'));
  check('Enter hands nothing over', out.length === 0, out.join(', '));
  await step(lead, 'Bijeenkomst afsluiten');
  await lead.sees('Brief aan deelnemers');
  await pressEverything(lead, sent, 'after the meeting', seen);
  for (const person of [lead, other, ...people]) await person.context.close();
}

// Behind what updates a lesson: each decision opens a preview of its own.
async function insideItem(lead, sent) {
  for (const decision of ['Neem over…', 'Neem niet over…', 'Zet op ‘gedaan’…']) {
    await lead.press('Werk bij: Wij bellen eerst.…');
    const opened = await leaving(lead, sent, () => lead.press(decision));
    check(`«${decision}» decides nothing at once`, opened.length === 0, opened.join(', '));
    await safeChoiceHasFocus(lead.page, `«${decision}»`);
    const entered = await leaving(lead, sent, () => lead.page.keyboard.press('Enter'));
    check(`Enter does nothing behind «${decision}»`, entered.length === 0, entered.join(', '));
    await lead.page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
}

const chaired = `
id: "stoelen"
title { nl: "Stoelen" en: "Chairs" }
source: "tests"
standing_reason { nl: "Zo gaat het." en: "So it goes." }
group { id: "client" title { nl: "Cliënten" en: "Clients" } role: CLIENT limit: 10 }
group { id: "stoel" title { nl: "Op de stoel" en: "On the chair" } position { of: "client" bound_by: CHAIR capacity: 2 replacement: ONE_BY_ONE } }
group { id: "chair" title { nl: "Gespreksleiders" en: "Facilitators" } role: FACILITATOR limit: 2 }
round {
  id: "gesprek"
  title { nl: "Gesprek" en: "Talk" }
  purpose { nl: "Wij praten." en: "We talk." }
  minutes: 10
  floor: OPEN
  ends_when: TIME
  inner { group: "stoel" may: SPEAK may: PASS may: PROPOSE_LESSON }
  outer { group: "client" may: NOTE }
}
`;

async function admitAll(lead) {
  for (;;) {
    const door = lead.page.getByRole('button', { name: /^Laat toe/ });
    const waiting = await door.count();
    if (waiting === 0) return;
    await door.first().click();
    await until('somebody was let in', async () => (await door.count()) < waiting);
  }
}
async function step(lead, verb) {
  await lead.press(`${verb}…`);
  await lead.confirm(verb);
}

// What leaves the page while `deed` is done, given the time a frame needs.
async function leaving(lead, sent, deed) {
  const before = sent.length;
  await deed();
  await lead.page.waitForTimeout(80);
  return sent.slice(before);
}

async function pressEverything(lead, sent, where, seen) {
  const { page } = lead;
  const name = (button) => button.evaluate((node) => node.getAttribute('aria-label') ?? node.textContent.trim());
  const names = [];
  for (const button of await page.locator('button:visible').all()) names.push(await name(button));
  check(`there are buttons to press ${where}`, names.length > 3, String(names.length));
  let previews = 0;
  for (const label of new Set(names)) {
    const button = page.getByRole('button', { name: label, exact: true }).first();
    if (!(await button.isVisible().catch(() => false))) continue; // what was pressed before took it away
    const out = await leaving(lead, sent, () => button.dblclick());
    for (const act of out) seen.add(act);
    const wrong = out.filter((act) => confirmed.includes(act));
    check(`«${label}» does nothing to people at once, ${where}`, wrong.length === 0, wrong.join(', '));
    check(`what «${label}» does at once can be taken back, ${where}`, out.every((act) => at_once.includes(act) || act === 'speak'), out.join(', '));
    const dialog = page.locator('dialog[open]');
    const opens = label.endsWith('…') || label === 'Menu';
    if (opens) await dialog.waitFor(); // on a busy machine not at once
    const opened = (await dialog.count()) > 0;
    check(`«${label}» opens a preview exactly if it ends in …, ${where}`, opened === opens, String(opened));
    if (!opened) {
      const back = page.getByRole('button', { name: 'Terug naar het gesprek', exact: true });
      if (await back.isVisible()) await back.click(); // the desk for lessons and letter, a page of its own
      continue;
    }
    if (label.endsWith('…')) {
      previews++;
      await safeChoiceHasFocus(page, `«${label}»`);
      const entered = await leaving(lead, sent, () => page.keyboard.press('Enter'));
      check(`Enter does nothing behind «${label}»`, entered.length === 0, entered.join(', '));
    } else {
      await page.keyboard.press('Escape');
    }
    await dialog.waitFor({ state: 'detached' });
  }
  check(`there are previews ${where}`, previews > 0);
}

// Each letter and each combination that the page knows, once.
async function everyKey(lead, sent) {
  const { page } = lead;
  await page.locator('h1').click();
  for (const key of [...'abcdefghijklmnopqrstuvwxyz', 'Enter', 'Delete', 'Backspace', 'Alt+ArrowRight', 'Alt+Shift+H', 'Alt+P', 'Control+Enter']) {
    const out = await leaving(lead, sent, () => page.keyboard.press(key));
    const wrong = out.filter((act) => confirmed.includes(act));
    check(`the key ${key} moves nobody`, wrong.length === 0, wrong.join(', '));
    if ((await page.locator('dialog[open]').count()) > 0) {
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
  }
}

// The picture changes while the preview is open: somebody knocks at the door, somebody leaves.
async function changedPicture(lead, c, arrive, links, sent) {
  const late = await arrive('a late client', { width: 390, height: 844, phone: true });
  await lead.press('Start vragen om verduidelijking…');
  const dialog = lead.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('De tijd is om, redenwoord.');
  await late.join(links.client);
  await late.sees('De gespreksleider laat u zo binnen');
  await dialog.getByText('Er veranderde iets. Kijk opnieuw.').waitFor();
  check('the new preview says who waits at the door', await lead.reads('wacht nog bij de deur'));
  const kept = await dialog.getByRole('textbox').inputValue();
  check('the reason that was typed is kept', kept === 'De tijd is om, redenwoord.', kept);
  await safeChoiceHasFocus(lead.page, 'what changed');
  await lead.screen('51-lead-changed');
  const out = await leaving(lead, sent, () => lead.press('Terug'));
  check('nothing left the page', out.length === 0, out.join(', '));
  await late.context.close();
  await lead.press('Verwijder iemand…');
  const code = await dialog.locator('option').nth(1).evaluate((option) => option.value);
  await dialog.getByRole('combobox').selectOption(code);
  check('the preview of a removal shows now and then', (await dialog.locator('.now-then figure').count()) === 3);
  check('a removal says that it cannot be undone', await lead.reads('Dit kunt u niet terugdraaien'));
  await lead.screen('52-lead-remove-preview');
  await lead.press('Terug');
}
