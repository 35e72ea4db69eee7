// SPDX-License-Identifier: EUPL-1.2
// What somebody could write who means harm: words that want to run, that turn a line around, that pile up
// or never end. Each text begins with a word of its own, by which it is found again.

// Each calls __ran or a host that must never be asked, if a page takes it for more than words.
const evil = 'https://canary.invalid';
export const scripts = [
  '<script>__ran("script")</script>', '<img src=x onerror=__ran("img")>', `<img src="${evil}/i.png">`, '<svg onload=__ran("svg")>',
  '<svg><script>__ran("svg script")</script></svg>', '<svg><animate onbegin=__ran("animate") attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.__ran(1)</script>"></iframe>', `<iframe src="${evil}/f"></iframe>`, '<iframe src="javascript:parent.__ran(2)">',
  '<body onload=__ran("body")>', '<details open ontoggle=__ran("details")>', '<input autofocus onfocus=__ran("focus")>', '<video><source onerror=__ran("video")></video>',
  '<marquee onstart=__ran("marquee")>', '<a href="javascript:__ran(3)" autofocus>klik</a>', `<a href="${evil}/a">klik</a>`, '<math href="javascript:__ran(4)">klik',
  `<link rel=stylesheet href="${evil}/s.css">`, `<style>@import "${evil}/s2.css";*{background:url(${evil}/b)}</style>`, `<object data="${evil}/o"></object>`,
  `<meta http-equiv=refresh content="0;url=${evil}/m">`, `<base href="${evil}/">`, `<form action="${evil}/p"><button autofocus>klik</button></form>`,
  '" onmouseover="__ran(5)" x="', "' onfocus='__ran(6)' autofocus='", '"><script>__ran(7)</script>', '</textarea><img src=x onerror=__ran(8)>',
  '</title></style></script><img src=x onerror=__ran(9)>', '<noscript><p title="</noscript><img src=x onerror=__ran(10)>">', '<!--><img src=x onerror=__ran(11)>-->',
  '<math><mtext><table><mglyph><style><img src=x onerror=__ran(12)>', '<svg></p><style><a id="</style><img src=x onerror=__ran(13)>">',
  '<template><script>__ran(14)</script></template>', '<x-y><slot onslotchange=__ran(15)></slot></x-y>', '${__ran(16)} {{constructor.constructor("__ran(17)")()}} <%= __ran(18) %>',
  `[klik](javascript:__ran(19)) ![x](${evil}/md.png)`, '&lt;img src=x onerror=__ran(20)&gt; &#60;script&#62;', '\\u003cscript\\u003e__ran(21)\\u003c/script\\u003e',
  "{n} {name} {code} *vet* '); __ran(22); ('", '<button is="x" onclick=__ran(23)>klik</button>', 'expression(__ran(24)); -moz-binding:url(x)',
];

// Each would draw the words after it along, if they were not kept apart.
export const turns = [
  ['override', 'a \u202Eomgedraaid'], ['override, left', '\u202Dשלום'], ['isolate left open', 'een \u2067twee'], ['first strong left open', '\u2068\u2067\u202Ezqabc'],
  ['closes what is not its own', 'א\u2069\u2069\u2069\u202Eweg'], ['ends embeddings', '\u202C\u202C\u202Cא\u202Bב'], ['Hebrew', 'שלום עולם'], ['Hebrew and a number', 'קומה 12'],
  ['Arabic', 'مرحبا بكم'], ['Arabic and a number', 'رقم ٣ و 14'], ['marks alone', 'zqeinde\u200F\u200F\u200F'], ['Arabic letter mark', 'zq 12 a\u061C'],
  ['line separator', 'zqeen\u2028\u202Ezqachter\u2029שלום'], ['carriage return', 'zqeen\r\u202Ezqachterשלום'], ['brackets', 'אבג (((' ], ['Syriac', 'ܫܠܡܐ'], ['Adlam', '𞤀𞤣𞤤𞤢𞤥'],
  ['many levels', `${'\u2067\u202E'.repeat(70)}zqdiep`], ['quote that stays open', '“שלום'],
];

export const others = [
  ['piled marks', `Z${'\u0315\u0348\u0300\u0324'.repeat(40)}algo`], ['never ends', 'w'.repeat(3000)], ['no width', 'zqge\u200Bheim\u200D\u2060'], ['controls', '\u0007\u001B[31mrood\u001B]0;x\u0007\u009B2J'],
  ['homoglyphs', 'Gеsprеkslеidеr: Sаmirа'], ['private use', '\uE000\u{F0000}'], ['tags', 'zqvlag\u{E0041}\u{E007F}'], ['no characters', '\uFFFE\uFFFF\u{10FFFE}'], ['wide', '﷽﷽﷽'],
];

let count = 0;
export const lines = new Set(); // what to look for on the pages
export function remember(text) {
  for (const line of text.split(/\r\n?|[\n\u000B\u000C\u001C-\u001E\u0085\u2028\u2029]/)) if (line.trim() !== '') lines.add(line);
  return text;
}
// A text of one line, for a field that has room for little.
export function short(what, turn = turns[count % turns.length][1]) {
  count += 1;
  return remember(`${what} ${turn.replace(/[\r\u2028\u2029]/g, ' ')}`);
}
// Some scripts on lines of their own, and at its end what turns around; each text has others.
const scripts_of_a_text = 10;
export function long(what) {
  const turn = turns[count % turns.length][1];
  const some = Array.from({ length: scripts_of_a_text }, (_, n) => scripts[(count * scripts_of_a_text + n) % scripts.length]);
  count += 1;
  return remember([`${what} begin`, ...some, `${what} ${turn}`].join('\n'));
}
