// SPDX-License-Identifier: EUPL-1.2
// What opening an invitation costs on an old phone: the bytes that come over the wire, and the time
// until the first page can be used, with a processor four times slower on a slow 4G network.
// A fresh browser opens a link, as somebody does who takes part for the first time.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, createConversation, startBrowser, startServer, summary } from './arena.mjs';

const dist = fileURLToPath(new URL('../../clients/web/dist', import.meta.url));
const kb_max = 100;
const seconds_max = 2.5;
const runs = 3;
// Chrome's preset: the delay of each request, and bytes a second down and up.
const slow4G = { offline: false, latency: 562.5, downloadThroughput: (1.44 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (675 * 1024 * 0.9) / 8 };
const slower = 4;

const server = await startServer();
const browser = await startBrowser();
const compresses = await sendsCompressed(server.url);
const stand_in = compresses ? null : await standIn();
try {
  await measure(stand_in?.url ?? server.url);
} catch (error) {
  check('the first load was measured', false, String(error));
} finally {
  await browser.close();
  stand_in?.close();
  await server.stop();
}
process.exit(summary());

async function sendsCompressed(base) {
  const page = await (await fetch(base)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
  const answer = await fetch(base + script, { headers: { 'Accept-Encoding': 'gzip' } });
  return answer.headers.get('content-encoding') === 'gzip';
}

// Serves the same files compressed, as a server does that sends the copies of the build.
async function standIn() {
  const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
  const http = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = join(dist, extname(path) ? path : '/index.html');
    if (!existsSync(file)) return response.writeHead(404).end();
    const zipped = existsSync(`${file}.gz`);
    response.writeHead(200, { 'Content-Type': types[extname(file)], ...(zipped ? { 'Content-Encoding': 'gzip' } : {}) });
    createReadStream(zipped ? `${file}.gz` : file).pipe(response);
  });
  await new Promise((listening) => http.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${http.address().port}`, close: () => http.close() };
}

async function once(url) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const kinds = new Map();
  const bytes = { page: 0, letters: 0 };
  cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[kinds.get(requestId) === 'Font' ? 'letters' : 'page'] += encodedDataLength;
  });
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', slow4G);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector('.sheet-foot button')) return requestAnimationFrame(look);
      // A task after the frame that shows it: by then a press is answered.
      requestAnimationFrame(() => setTimeout(() => void (globalThis.usable = performance.now())));
    };
    look();
  });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => globalThis.usable !== undefined, undefined, { timeout: 60_000 });
  const usable = await page.evaluate(() => globalThis.usable);
  await page.locator('.sheet-foot button').click();
  await page.getByRole('textbox').waitFor();
  await page.waitForLoadState('networkidle');
  await context.close();
  return { seconds: usable / 1000, ...bytes };
}

async function measure(base) {
  const { links } = await createConversation(server, { script_id: 'arenagesprek_nabespreking' }, 'Eerste keer');
  const url = links.client.replace(server.url, base);
  const found = [];
  for (let run = 0; run < runs; run++) found.push(await once(url));
  const seconds = found.map((one) => one.seconds).sort((a, b) => a - b);
  const median = seconds[Math.floor(runs / 2)];
  const page = found[0].page / 1000;
  const letters = found[0].letters / 1000;
  console.log(`first load of take part, gzip${compresses ? '' : ' (served by a stand-in: the server sends nothing compressed)'}: ${page.toFixed(1)} kB, at most ${kb_max}; the letters, which it can do without: ${letters.toFixed(1)} kB more`);
  console.log(`time to usable, processor ${slower} x slower, slow 4G: ${median.toFixed(2)} s, at most ${seconds_max} (${seconds.map((one) => one.toFixed(2)).join(', ')})`);
  check(`the first load is within ${kb_max} kB`, page <= kb_max, page.toFixed(1));
  check(`the first page can be used within ${seconds_max} s`, median <= seconds_max, median.toFixed(2));
}
