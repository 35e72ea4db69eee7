// SPDX-License-Identifier: EUPL-1.2
// What stands around the conversation itself: the opening in which everybody reads the rules, the
// closing in which clients tell how they leave, and three sentences about how it went.
import { check, safeChoiceHasFocus, section } from './arena.mjs';

// The next step opens with a preview, in which the way back has the focus.
export async function nextRound(lead, button, title) {
  await lead.press(`${button}…`);
  await lead.page.getByRole('dialog').waitFor();
  await safeChoiceHasFocus(lead.page, `«${title}»`);
}

// The page of this round is there.
const entered = (person, title) => person.page.getByRole('heading', { level: 1, name: title }).waitFor();

// ---- the opening

export async function opening({ lead, c1, c2, p1, p2 }) {
  section('the opening: everybody reads the rules');
  const everybody = [c1, c2, p1, p2];
  await nextRound(lead, 'Start opening', 'Opening');
  await lead.screen('10-lead-confirm-opening');
  await lead.confirm('Start opening');
  for (const person of everybody) {
    await entered(person, 'Opening');
    await person.sees('Lees dit eerst');
    await person.sees('Cliënten kiezen vooraf of zij de namen van de luisteraars zien.');
    check(`${person.name} has no field to speak in the opening`, (await person.page.locator('.compose').count()) === 0);
  }
  await lead.write('Zelf iets zeggen', 'Welkom, zegt openwoord.');
  for (const person of everybody) await person.sees('openwoord');
  await c1.screen('10-opening-320', { full: true });
  await p1.screen('10-opening-professional', { full: true });
  for (const [index, person] of everybody.entries()) {
    await person.press('Ik heb het gelezen');
    await person.sees('De gespreksleider weet dat u klaar bent.');
    await lead.sees(`${index + 1} van 4 zijn klaar.`);
  }
  await lead.sees('Iedereen is klaar.');
  await lead.screen('10-lead-opening');
}

// ---- the closing, and three sentences about the conversation itself

export async function closing({ lead, c1, c2, p1, p2 }) {
  section('the closing: clients are back and tell how they leave');
  await nextRound(lead, 'Start afsluiting', 'Afsluiting');
  await lead.screen('36-lead-confirm-closing');
  await lead.confirm('Start afsluiting');
  for (const person of [c1, c2, p1, p2]) await entered(person, 'Afsluiting');
  await c1.write('Uw bijdrage', 'Ik ga opgelucht weg, wegwoord.');
  for (const person of [c2, p1, p2, lead]) await person.sees('wegwoord');
  await c2.press('Ik pas');
  for (const professional of [p1, p2]) {
    check(`${professional.name} has no field to speak in the closing`, (await professional.page.locator('.compose').count()) === 0);
    await professional.press('Ik ben klaar');
    await professional.sees('De gespreksleider weet dat u klaar bent.');
  }
  await lead.sees('Iedereen is geweest of past.');
  await c1.screen('36-closing-320', { full: true });
  await p1.screen('36-closing-professional');
  for (const client of [c1, c2]) for (const word of ['nabesprekwoord', 'lesswoord']) await client.neverGot(word);
}

export async function afterCheck({ lead, c1, c2, p1, p2 }) {
  section('the after-check: three sentences, each for oneself');
  await nextRound(lead, 'Start hoe was het gesprek?', 'Hoe was het gesprek?');
  await lead.confirm('Start hoe was het gesprek?');
  for (const person of [c1, c2, p1, p2]) {
    await entered(person, 'Hoe was het gesprek?');
    for (const of of [1, 2, 3]) {
      await person.sees(`Vraag ${of} van 3`);
      if (of === 1 && person === c1) await person.screen('36-after-check-320', { full: true });
      await person.choose('Eens');
      await person.press('Bewaar mijn antwoord');
    }
    await person.sees('Bewaard. U kunt het nog veranderen.');
  }
  await lead.sees('Iedereen is klaar.');
  await lead.screen('36-lead-after-check');
}
