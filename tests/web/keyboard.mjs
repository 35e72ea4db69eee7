// SPDX-License-Identifier: EUPL-1.2
// Somebody who uses no mouse: Tab to what is wanted, then the key that does it. Whatever cannot be
// reached this way fails the test.
import { Person, check } from './arena.mjs';

const tabs_max = 220;

export class Typist extends Person {
  // Tab until what has the focus is it; within the open dialog, where one is open.
  async tabTo(what, matches) {
    const { page } = this;
    for (let n = 0; n < tabs_max; n++) {
      if (await page.evaluate(matches.test, matches.arg)) return true;
      await page.keyboard.press('Tab');
    }
    check(`${this.name} reaches «${what}» with the Tab key`, false);
    return false;
  }
  async press(name) {
    await this.page.getByRole('button', { name, exact: true }).first().waitFor();
    await this.tabTo(name, {
      test: (wanted) => {
        const here = document.activeElement;
        return here?.tagName === 'BUTTON' && (here.getAttribute('aria-label') ?? here.textContent.trim()) === wanted;
      },
      arg: name,
    });
    await this.page.keyboard.press('Enter');
  }
  async confirm(name) {
    await this.page.getByRole('dialog').waitFor();
    await this.press(name);
    await this.page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  async fill(label, text) {
    await this.page.getByLabel(label, { exact: true }).first().waitFor();
    await this.tabTo(label, {
      test: (wanted) => ['TEXTAREA', 'INPUT'].includes(document.activeElement?.tagName) && document.activeElement.labels?.[0]?.textContent.trim() === wanted,
      arg: label,
    });
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }
  // Ctrl + Enter sends, as the list of keys says; a button where it is named.
  async write(label, text, button = '') {
    await this.fill(label, text);
    if (button) await this.press(button);
    else await this.page.keyboard.press('Control+Enter');
  }
  async unfold(name) {
    await this.page.locator('summary', { hasText: name }).first().waitFor();
    await this.tabTo(name, { test: (wanted) => document.activeElement?.tagName === 'SUMMARY' && document.activeElement.textContent.includes(wanted), arg: name });
    await this.page.keyboard.press('Enter');
  }
  // A radio group is one stop: the arrows go through it.
  async choose(label) {
    await this.card(label).waitFor();
    const labelled = (wanted) => {
      const here = document.activeElement;
      return here?.tagName === 'INPUT' && [...(here.labels ?? [])].some((one) => one.textContent.trim().startsWith(wanted));
    };
    const group = (wanted) => {
      const here = document.activeElement;
      if (here?.tagName !== 'INPUT' || !['radio', 'checkbox'].includes(here.type)) return false;
      return [...document.getElementsByName(here.name)].some((one) => [...(one.labels ?? [])].some((words) => words.textContent.trim().startsWith(wanted)));
    };
    if (!(await this.tabTo(label, { test: group, arg: label }))) return;
    for (let n = 0; n < 12; n++) {
      if (await this.page.evaluate(labelled, label)) {
        await this.page.keyboard.press('Space');
        return;
      }
      await this.page.keyboard.press('ArrowDown');
    }
    check(`${this.name} chooses «${label}» with the arrows`, false);
  }
  async consents(level = '') {
    await this.sees('Uw woorden, uw keuze');
    if (level) await this.choose(level);
    await this.press(level ? 'Bewaar mijn keuze' : 'Later kiezen');
    await this.sees('Wie doet er mee?');
  }
  async join(url, name = '') {
    await this.page.goto(url);
    await this.press('Verder');
    if (name) await this.fill('Uw naam', name);
    await this.press('Naar het gesprek');
  }
}
