// SPDX-License-Identifier: EUPL-1.2
import { create } from '@bufbuild/protobuf';
import { ServerMessageSchema } from '../../clients/web/src/gen/arena/v1/wire_pb';
import { actAsWritten, asWritten, harmless, harmlessMessage } from '../../clients/web/src/harmless';
import { said } from './frames';

const marks = /[\u202A-\u202E\u2066\u2067]/; // what turns a line around
const apart = (text: string): string => `\u2068${text}\u2069`;

describe('what people wrote, as a page may show it', () => {
  it('leaves what runs to the right as it was', () => {
    for (const text of ['', 'Ik wacht al drie weken.', 'Café, naïef, “ja”', 'два', '张伟', 'สมชาย', 'a\nb\tc', '👩‍👩‍👧 🇳🇱 ❤️', '<b>&amp;</b>']) expect(harmless(text)).toBe(text);
  });
  it('sets apart each line of a text that runs to the left somewhere', () => {
    expect(harmless('שלום')).toBe(apart('שלום'));
    expect(harmless('een\n\nمرحبا 12')).toBe(`${apart('een')}\n\n${apart('مرحبا 12')}`);
    expect(harmless('een\u200F')).toBe(apart('een\u200F'));
  });
  it('lets nobody turn a line around, or end what the page began', () => {
    for (const mark of '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069') {
      expect(harmless(`a${mark}b`)).toBe('ab');
      expect(harmless(`${mark}ש${mark}`)).toBe(apart('ש'));
    }
    for (let n = 0; n < 2_000; n++) {
      const text = Array.from({ length: 12 }, (_, at) => 'aש1 \n\u202E\u2067\u2069\u2068\u202C.٣'[(n * 31 + at * 17 + n * at) % 12]).join('');
      const shown = harmless(text);
      expect(shown).not.toMatch(marks);
      for (const line of shown.split('\n')) expect(line).toMatch(/^(\u2068[^\u2068\u2069]*\u2069|[^\u2068\u2069]*)$/);
      expect(harmless(shown)).toBe(shown);
    }
  });
  it('takes no control character, and knows every end of a line', () => {
    expect(harmless('a\u0000\u0007\u001B[31mb\u009Fc\uFEFF')).toBe('a[31mbc');
    expect(harmless('a\r\nb\rc\u2028d\u2029e\u0085f')).toBe('a\nb\nc\nd\ne\nf');
  });
  it('piles no more than four marks on a letter', () => {
    expect(harmless(`a${'\u0315'.repeat(40)}b`)).toBe(`a${'\u0315'.repeat(4)}b`);
    expect(harmless('Nguyễn')).toBe('Nguyễn');
  });
  it('reaches every text of a message', () => {
    const message = create(ServerMessageSchema, { frames: [said(1, 'C5', 'a\u202Eb')] });
    const before = JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(before).toContain('\u202E');
    const after = JSON.stringify(harmlessMessage(message), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(after).toBe(before.replaceAll('\u202E', ''));
  });
  it('goes out as it was written', () => {
    expect(asWritten(harmless('שלום\nja'))).toBe('שלום\nja');
    const act = { case: 'speak', value: { text: apart('ש'), replyTo: { number: 3 }, id: new Uint8Array([1]) } };
    expect(actAsWritten(act)).toEqual({ case: 'speak', value: { text: 'ש', replyTo: { number: 3 }, id: new Uint8Array([1]) } });
    expect(act.value.text).toBe(apart('ש'));
  });
});
