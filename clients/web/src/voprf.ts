// SPDX-License-Identifier: EUPL-1.2
// One-time tokens of a detached slot (RFC 9497, ristretto255-SHA512, mode VOPRF), the side of who holds
// them. A part of its own: only who may write anonymously fetches it.
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import type { Issued } from './state';

const { voprf } = ristretto255_oprf;

export const input_bytes = 32;

export interface Blinding {
  readonly blind: Uint8Array;
  readonly blinded: Uint8Array; // what the server is asked to evaluate; it tells nothing
}
export function blind(input: Uint8Array, random?: (bytes?: number) => Uint8Array<ArrayBuffer>): Blinding {
  return random ? voprf.blind(input, random) : voprf.blind(input);
}

// The output of the token. Null: this was not evaluated with the key that everybody was told of, or is
// nothing of the group at all. What comes of it then could be known again, so nothing does.
export function finish(input: Uint8Array, blinding: Blinding, issued: Issued, key: Uint8Array): Uint8Array | null {
  const proof = new Uint8Array(issued.challenge.length + issued.response.length);
  proof.set(issued.challenge);
  proof.set(issued.response, issued.challenge.length);
  try {
    return voprf.finalize(input, blinding.blind, issued.element, blinding.blinded, key, proof);
  } catch {
    return null;
  }
}
