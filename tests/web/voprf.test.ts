// SPDX-License-Identifier: EUPL-1.2
// The holder's side of one-time tokens, against the vectors of RFC 9497 that the server is tested with:
// they are read from its own test, so that both ends prove the same.
import { readFileSync } from 'node:fs';
import { ristretto255_oprf } from '../../clients/web/node_modules/@noble/curves/ed25519.js';
import { hex, unhex } from '../../clients/web/src/bytes';
import type { Issued } from '../../clients/web/src/state';
import { blind, finish, input_bytes } from '../../clients/web/src/voprf';

const source = readFileSync(new URL('../security/voprf_test.cpp', import.meta.url), 'utf8');
const joined = (text: string): string => text.replace(/"\s*\n?\s*"/g, '');
const named = Object.fromEntries(
  [...joined(source).matchAll(/constexpr std::string_view (\w+) =\s*"([0-9a-f]+)"/g)].map((one) => [one[1] ?? '', one[2] ?? '']),
);
type Vector = [inputs: string[], blinds: string[], blinded: string[], evaluated: string[], proof: string, nonce: string, outputs: string[]];
// The braces and names of C++ as a list of JSON.
function vectorsIn(text: string): Vector[] {
  const list = joined(/const std::vector<Vector> vectors(\{[\s\S]*?\n\});/.exec(text)?.[1] ?? '{}');
  return JSON.parse(list.replace(/\{/g, '[').replace(/\}/g, ']').replace(/\b[a-z]+_\d\b/g, (name) => `"${named[name]}"`).replace(/,\s*\]/g, ']')) as Vector[];
}
const vectors = vectorsIn(source);
const key = unhex(named['public_key'] ?? '');
const secret = unhex(named['secret_key'] ?? '');
const { voprf } = ristretto255_oprf;
const direct = voprf as unknown as { evaluate(secret: Uint8Array, input: Uint8Array): Uint8Array };

const proven = (element: Uint8Array, proof: Uint8Array): Issued => ({ element, challenge: proof.slice(0, 32), response: proof.slice(32) });
// The library reduces 48 bytes to a scalar from 1 on: these give exactly this one.
const drawing = (scalar: string) => (length = 0): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length);
  bytes.set(unhex(scalar));
  for (let at = 0; ; at++) {
    if (bytes[at] !== 0) {
      bytes[at] = (bytes[at] ?? 0) - 1;
      return bytes;
    }
    bytes[at] = 0xff;
  }
};

describe('the vectors of RFC 9497 for ristretto255-SHA512, mode VOPRF', () => {
  it('are three, read from the server’s own test', () => {
    expect(vectors.map((one) => one[0].length)).toEqual([1, 1, 2]);
    expect(key).toHaveLength(32);
    const derived = voprf.deriveKeyPair(unhex(named['seed'] ?? ''), unhex(named['key_info'] ?? ''));
    expect([hex(derived.secretKey), hex(derived.publicKey)]).toEqual([named['secret_key'], named['public_key']]);
  });
  it('hold for blinding and finishing one token', () => {
    let held = 0;
    for (const [inputs, blinds, blinded, evaluated, proof, , outputs] of vectors.filter((one) => one[0].length === 1)) {
      const input = unhex(inputs[0] ?? '');
      const blinding = blind(input, drawing(blinds[0] ?? ''));
      expect(hex(blinding.blind)).toBe(blinds[0]);
      expect(hex(blinding.blinded)).toBe(blinded[0]);
      const output = finish(input, blinding, proven(unhex(evaluated[0] ?? ''), unhex(proof)), key);
      expect(output && hex(output)).toBe(outputs[0]);
      held++;
    }
    expect(held).toBe(2);
  });
  it('hold for two tokens under one proof in the library itself', () => {
    const [inputs, blinds, blinded, evaluated, proof, , outputs] = vectors[2] as Vector;
    const items = inputs.map((input, at) => ({ input: unhex(input), blind: unhex(blinds[at] ?? ''), blinded: unhex(blinded[at] ?? ''), evaluated: unhex(evaluated[at] ?? '') }));
    expect(voprf.finalizeBatch(items, key, unhex(proof)).map(hex)).toEqual(outputs);
    console.log(`RFC 9497 vectors: ${vectors.length} of ${vectors.length}`);
  });
});

describe('a token', () => {
  const input = crypto.getRandomValues(new Uint8Array(input_bytes));
  const blinding = blind(input);
  const evaluate = (of: Uint8Array, by = secret, under = key): Issued => {
    const { evaluated, proof } = voprf.blindEvaluate(by, under, of);
    return proven(evaluated, proof);
  };
  const good = evaluate(blinding.blinded);

  it('has the output that the server computes from the input alone', () => {
    const output = finish(input, blinding, good, key);
    expect(output && hex(output)).toBe(hex(direct.evaluate(secret, input)));
    expect(output).toHaveLength(64);
  });
  it('is refused when any bit of the proof is another', () => {
    let refused = 0;
    for (let bit = 0; bit < 256; bit += 11) {
      for (const part of ['challenge', 'response'] as const) {
        const bent = good[part].slice();
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (finish(input, blinding, { ...good, [part]: bent }, key) === null) refused++;
      }
    }
    expect(refused).toBe(2 * Math.ceil(256 / 11));
  }, 30_000);
  it('is refused under the key of somebody’s own, however it was proven', () => {
    const own = voprf.generateKeyPair();
    const tagged = evaluate(blinding.blinded, own.secretKey, own.publicKey);
    expect(finish(input, blinding, tagged, key)).toBeNull();
    expect(finish(input, blinding, tagged, own.publicKey)).not.toBeNull(); // else it would fail always
    expect(finish(input, blinding, good, own.publicKey)).toBeNull();
  });
  it('is refused for another element, and for what is no element at all', () => {
    const other = evaluate(blind(crypto.getRandomValues(new Uint8Array(input_bytes))).blinded);
    expect(finish(input, blinding, other, key)).toBeNull();
    expect(finish(input, blinding, { ...good, element: other.element }, key)).toBeNull();
    for (const wrong of [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(0), good.element.slice(1)]) {
      expect(finish(input, blinding, { ...good, element: wrong }, key)).toBeNull();
      expect(finish(input, blinding, good, wrong)).toBeNull();
    }
    expect(finish(input, blinding, { ...good, challenge: good.challenge.slice(1) }, key)).toBeNull();
  });
  it('is blinded anew each time', () => {
    expect(hex(blind(input).blinded)).not.toBe(hex(blinding.blinded));
  });
});
