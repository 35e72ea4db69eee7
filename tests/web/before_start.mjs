// SPDX-License-Identifier: EUPL-1.2
// Before the start: what the listeners hope to learn, and whether one of them decides about a client.
import { Person, check, section, until } from './arena.mjs';

export const learningQuestions = ['Wanneer voelt u zich gehoord, leervraagwoord?'];

// A listener comes about whom the first client answers: the facilitator reads all answers once, not by
// whom, and that listener does not listen today.
export async function excuseACaseWorker({ browser, server, link, lead, clients, others, device }) {
  section('before the start: own case workers');
  const worker = await Person.arrive(browser, 'the case worker', server.url, device);
  await worker.join(link, 'Kees Klantman');
  await worker.sees('De gespreksleider laat u zo binnen');
  await lead.page.getByRole('button', { name: /^Laat toe: Kees/ }).click();
  await worker.consents();
  for (const person of [...clients, ...others]) await person.sees('leervraagwoord');

  const [first, second] = clients;
  await first.sees('Beslist een van deze mensen over u?');
  await first.page.locator('.worker').scrollIntoViewIfNeeded();
  await first.screen('m00-case-worker-320', { full: true });
  await first.press('Antwoord geven');
  await first.sees('Kies eerst een antwoord.');
  await first.page.locator('.worker label.choice').filter({ hasText: 'Kees Klantman' }).click();
  await first.press('Antwoord geven');
  await first.sees('U hebt antwoord gegeven.');
  await second.choose('Dat weet ik niet');
  await second.press('Antwoord geven');
  await lead.sees('Eigen klantmanagers');
  await lead.press('Antwoorden lezen…');
  await lead.confirm('Antwoorden lezen');
  await lead.sees('Er zijn nog te weinig antwoorden.');
  for (const person of clients.slice(2)) {
    await person.choose('Nee, niemand');
    await person.press('Antwoord geven');
  }
  for (const person of others) check(`${person.name} is not asked`, !(await person.reads('Beslist een van deze mensen over u?')));

  await lead.sees('Eigen klantmanagers');
  await lead.press('Antwoorden lezen…');
  await lead.confirm('Antwoorden lezen');
  await lead.sees(`${clients.length} van ${clients.length} cliënten gaven antwoord.`);
  await lead.screen('m00-case-workers-read');
  await lead.page.getByRole('button', { name: /^Vandaag niet mee: / }).click();
  await lead.page.getByRole('dialog').getByText('Er staat geen reden bij').waitFor();
  await lead.screen('m00-excuse');
  await lead.confirm('Vandaag niet mee');
  await worker.sees('Vandaag luistert u niet mee.');
  await worker.screen('m00-excused');
  await until('the list of who listens is shorter', async () => !(await first.reads('Kees Klantman')));
  await worker.context.close();
}
