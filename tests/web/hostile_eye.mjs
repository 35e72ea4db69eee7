// SPDX-License-Identifier: EUPL-1.2
// Looks at a page as a reader does: did anything run, and do our words still stand where they belong,
// before and after the words of others? Measured in the drawn page, character by character.

// Before any script of the page: what runs, and what the page's policy had to stop, is counted.
export function watchFromTheStart() {
  window.__runs = [];
  window.__stopped = [];
  window.__ran = (what) => window.__runs.push(String(what));
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => window.__runs.push(name);
  addEventListener('securitypolicyviolation', (event) => window.__stopped.push(`${event.violatedDirective} ${event.blockedURI}`));
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...how) {
      super(...how);
      window.__line = this;
    }
  };
}

// In the page. `lines`: all that others wrote, line by line.
export function look(lines) {
  const unseen = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\p{M}/u;
  const plain = (text) => [...text].filter((one) => !unseen.test(one)).join('').trim();
  const theirs = [...new Set(lines.map(plain))].filter((one) => one !== '').sort((a, b) => b.length - a.length);
  const found = { places: 0, seen: [], escapes: [] };
  const seen = new Set();

  // ---- the text of each block, with where each character stands
  const blocks = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    let box = node.parentElement;
    if (box.closest('script, style, textarea, select, svg')) continue;
    while (box !== document.body && /^(inline|contents)/.test(getComputedStyle(box).display)) box = box.parentElement;
    if (!blocks.has(box)) blocks.set(box, []);
    blocks.get(box).push(node);
  }

  for (const nodes of blocks.values()) {
    const characters = [];
    for (const node of nodes) {
      let at = 0;
      for (const one of node.data) {
        if (!unseen.test(one)) characters.push({ node, at, one, length: one.length });
        at += one.length;
      }
    }
    // Positions in the joined text are by code unit, so map them back.
    const text = characters.map(({ one }) => one).join('');
    const index = characters.flatMap(({ length }, n) => Array(length).fill(n));
    for (const line of theirs) {
      for (let from = text.indexOf(line); from >= 0; from = text.indexOf(line, from + line.length)) {
        const first = index[from];
        const last = index[from + line.length - 1];
        if (characters[first].run !== undefined) continue;
        for (let n = first; n <= last; n++) characters[n].run = `${line} ${from}`;
        seen.add(line);
      }
    }
    if (!characters.some(({ run }) => run !== undefined)) continue;
    if (!characters.some(({ run, one }) => run === undefined && one.trim() !== '')) continue;
    measure(characters);
  }

  function measure(characters) {
    const rows = [];
    for (const [n, character] of characters.entries()) {
      if (character.one.trim() === '') continue;
      const range = document.createRange();
      range.setStart(character.node, character.at);
      range.setEnd(character.node, character.at + character.length);
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      if (width === 0 || bottom === top) continue;
      const middle = (top + bottom) / 2;
      let row = rows.find((one) => Math.abs(one.middle - middle) < (bottom - top) / 2);
      if (!row) rows.push((row = { middle, all: [] }));
      row.all.push({ n, left, right, run: character.run, one: character.one });
    }
    for (const { all } of rows) {
      const parts = []; // stretches of ours, character by character, and of theirs, as a whole
      for (const one of all) {
        const last = parts.at(-1);
        if (one.run !== undefined && last?.run === one.run) {
          last.left = Math.min(last.left, one.left);
          last.right = Math.max(last.right, one.right);
        } else parts.push({ ...one });
      }
      if (!parts.some(({ run }) => run !== undefined) || !parts.some(({ run }) => run === undefined)) continue;
      found.places += 1;
      for (const [n, part] of parts.entries()) {
        const after = parts.slice(n + 1).find((later) => later.left < part.right - 1.5 && (later.left < part.left || later.run !== undefined || part.run !== undefined));
        if (after) {
          found.escapes.push(`«${all.map(({ one }) => one).join('')}»: «${after.run ?? after.one}» is drawn before «${part.run ?? part.one}»`);
          break;
        }
      }
    }
  }

  // ---- what is read aloud or drawn by the browser itself: each text must be closed in itself
  const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'label', 'aria-description'];
  for (const element of document.querySelectorAll('*')) {
    const texts = attributes.flatMap((name) => element.getAttribute(name) ?? []);
    if (element.localName === 'option') texts.push(element.textContent);
    for (const text of texts) {
      const line = theirs.find((one) => plain(text).includes(one));
      if (line === undefined) continue;
      seen.add(line);
      found.places += 1;
      const left = text.replace(/\u2068[^\u2066-\u2069\n]*\u2069/g, '');
      if (/[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFE]|[\uD802-\uD803\uD83A-\uD83B](?=[\uDC00-\uDFFF])/.test(left.replace(/[\u{1F000}-\u{1FFFF}]/gu, ''))) found.escapes.push(`${element.localName}: ${JSON.stringify(text)}`);
    }
  }

  // ---- markup that only words of others could have made
  for (const element of document.body.querySelectorAll('script:not([src]), img, iframe, object, embed, base, meta, link, video, marquee, template, math, form[action]')) {
    if (element.closest('head')) continue;
    found.escapes.push(`an element <${element.localName}>`);
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || /^\s*javascript:/i.test(value)) found.escapes.push(`<${element.localName} ${name}>`);
    }
  }
  found.seen = [...seen];
  return found;
}
