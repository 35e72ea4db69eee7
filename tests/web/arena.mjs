// SPDX-License-Identifier: EUPL-1.2
// What the browser test stands on: a real server on a free loopback port, browsers with people
// in them, and a count of what held. Nothing here knows what a conversation is about.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../clients/web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const root = fileURLToPath(new URL('../..', import.meta.url));
export const screenshots = join(root, 'build/screenshots');

// ---- what held and what did not

const count = { passed: 0, failed: 0 };
export function check(what, holds, detail = '') {
  if (holds) count.passed++;
  else count.failed++;
  if (!holds) console.log(`FAILED  ${what}${detail ? `: ${detail}` : ''}`);
}
export function section(title) {
  console.log(`        ${title}`);
}
export function summary() {
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 ? 0 : 1;
}

export async function until(what, holds, timeout_ms = 15_000) {
  const end = Date.now() + timeout_ms;
  for (;;) {
    if (await holds()) return check(what, true);
    if (Date.now() > end) return check(what, false, 'it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// A preview takes the focus once it is drawn, which on a busy machine is not at once.
export async function safeChoiceHasFocus(page, before) {
  await until(`the safe choice has the focus before ${before}`, async () => (await page.evaluate(() => document.activeElement?.textContent)) === 'Terug');
}

// ---- the server

// With `secure` it speaks HTTPS, by a certificate that nobody vouches for.
export async function startServer({ secure = false } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'arena-web-'));
  const more = secure ? ['--config', certified(data)] : [];
  const binary = process.env.ARENAD ?? join(root, 'build/release/bin/arenad');
  const child = spawn(binary, ['--data', data, '--listen', '127.0.0.1:0', '--web', join(root, 'clients/web/dist'), ...more], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (bytes) => (log += bytes));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const read = (name) => readFileSync(join(data, name), 'utf8').trim().split('\n')[0];
  const url = await new Promise((resolve, reject) => {
    const end = Date.now() + 15_000;
    const look = () => {
      try {
        resolve(read('endpoint'));
      } catch {
        if (Date.now() > end || child.exitCode !== null) reject(new Error(`arenad did not start\n${log}`));
        else setTimeout(look, 50);
      }
    };
    look();
  });
  return {
    url,
    token: read('admin.token'),
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function certified(folder) {
  const [chain, key, config] = ['chain.pem', 'key.pem', 'arena.toml'].map((name) => join(folder, name));
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', chain,
  ], { stdio: 'ignore' });
  writeFileSync(config, `tls_certificate = "${chain}"\ntls_key = "${key}"\n`);
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // of this process, which asks nobody else
  return config;
}

export async function createConversation(server, script, title, more = {}) {
  const answer = await fetch(`${server.url}/api/conversations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${server.token}` },
    body: JSON.stringify({ ...script, title, archive_level: 'full', ...more }),
  });
  if (!answer.ok) throw new Error(`no conversation: ${answer.status} ${await answer.text()}`);
  const { conversation, links } = await answer.json();
  return { conversation, links: Object.fromEntries(links.map((link) => [link.group, link.url])) };
}

// ---- people

const chromiumOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
};
export const startBrowser = () => chromium.launch(chromiumOptions);
// One that can be killed as a device that fails.
export async function startBrowserToKill() {
  const served = await chromium.launchServer({ ...chromiumOptions, host: '127.0.0.1' }); // a bare machine knows no localhost
  return { browser: await chromium.connect(served.wsEndpoint()), kill: () => served.kill() };
}

// Somebody with a browser of their own: what arrives over the socket is kept, to search it.
export class Person {
  constructor(name, context, page) {
    this.name = name;
    this.context = context;
    this.page = page;
    this.frames = [];
    this.elsewhere = [];
    this.faults = [];
  }

  static async arrive(browser, name, base, { width, height, phone = false, locale = 'nl-NL', storageState }) {
    const context = await browser.newContext({
      viewport: { width, height }, locale, timezoneId: 'Europe/Amsterdam', colorScheme: 'light',
      deviceScaleFactor: phone ? 2 : 1, hasTouch: phone, isMobile: phone, reducedMotion: 'reduce', storageState,
      ignoreHTTPSErrors: base.startsWith('https:'),
    });
    const person = new this(name, context, await context.newPage());
    person.watch(person.page, base);
    return person;
  }

  watch(page, base) {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => this.frames.push(Buffer.from(payload))),
    );
    page.on('request', (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith(base.replace('http', 'ws'))) {
        this.elsewhere.push(request.url());
      }
    });
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(message.text())) {
        this.faults.push(message.text());
      }
    });
  }

  // From a link to the door; a facilitator is in at once.
  async join(url, name = '') {
    await this.page.goto(url);
    await this.press('Verder');
    if (name) await this.page.getByLabel('Uw naam').fill(name);
    await this.press('Naar het gesprek');
  }

  // After admission: what is kept of one's words, or nothing yet.
  async consents(level = '') {
    await this.sees('Uw woorden, uw keuze');
    if (level) await this.choose(level);
    await this.press(level ? 'Bewaar mijn keuze' : 'Later kiezen');
    await this.sees('Wie doet er mee?');
  }

  // While a dialog is open nothing behind it can be pressed; one that is about to close is waited for.
  async press(name) {
    const where = this.page.locator('dialog[open], body:not(:has(dialog[open]))');
    await where.getByRole('button', { name, exact: true }).first().click();
  }
  async write(label, text, button = 'Versturen') {
    await this.page.getByRole('textbox', { name: label, exact: true }).fill(text);
    await this.press(button);
  }
  // The whole card of a choice is its target; what is said beneath it is no part of its name.
  card(label) {
    return this.page.locator('label.choice').filter({ hasText: new RegExp(`^${label}`) }).first();
  }
  async choose(label) {
    await this.card(label).click();
  }
  // A part that is folded until it is asked for.
  async unfold(name) {
    await this.page.locator('summary', { hasText: name }).first().click();
  }
  // What is written: of two a pair of buttons, of more a list.
  async mode(name) {
    const list = this.page.locator('.mode-choice select');
    if ((await list.count()) > 0) await list.selectOption({ label: name });
    else await this.page.locator('.compose label.mode', { hasText: name }).click();
  }
  reads(text) {
    return this.page.getByText(text, { exact: false }).filter({ visible: true }).first().isVisible().catch(() => false);
  }
  async sees(text) {
    await until(`${this.name} sees «${text}»`, () => this.reads(text));
  }
  // In a dialog: the act itself, not the button that opened it.
  async confirm(name) {
    await this.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await this.page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  // Neither in the page (hidden parts and fields too) nor in any frame that ever arrived.
  async neverGot(word) {
    const html = await this.page.evaluate(() =>
      document.documentElement.outerHTML + [...document.querySelectorAll('textarea,input')].map((field) => field.value).join('\n'));
    const inFrames = this.frames.some((frame) => frame.includes(word));
    check(`${this.name} never got «${word}»`, !html.includes(word) && !inFrames, inFrames ? 'in a frame' : 'in the page');
  }
  got(word) {
    check(`${this.name} did get «${word}» over the socket`, this.frames.some((frame) => frame.includes(word)));
  }

  // A distinct screen: no axe violation in light and dark, nothing wider than the page, a picture.
  async screen(name, { full = false } = {}) {
    for (const colorScheme of ['light', 'dark']) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.waitForTimeout(30);
      const { violations } = await new AxeBuilder({ page: this.page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      const words = violations.map((one) => `${one.id} (${one.nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).slice(0, 3).join('; ')})`).join(', ');
      check(`axe finds nothing on ${name}, ${colorScheme}`, violations.length === 0, words);
      mkdirSync(screenshots, { recursive: true });
      await this.page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`), fullPage: full });
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
    const { wide, room } = await this.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth,
    }));
    check(`nothing on ${name} is wider than the page`, wide <= room, `${wide} of ${room}`);
  }
}
