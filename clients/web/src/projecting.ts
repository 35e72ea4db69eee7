// SPDX-License-Identifier: EUPL-1.2
// From the facilitator's page to the wall beside it: within this browser only, and only what
// projected.ts lets through.
import { effect } from '@preact/signals';
import { projected } from './projected';
import type { State } from './state';
import { state as known } from './store';
import type { Language } from './texts';
import { language } from './words';

export interface Shown {
  readonly state: State;
  readonly language: Language;
}
export const silent_after_ms = 12_000; // then the wall waits, rather than show what may be old
const beat_ms = 4_000;

export const channelOf = (conversation: string): BroadcastChannel => new BroadcastChannel(`arena.projector.${conversation}`);

// Until the function it gives is called.
export function project(conversation: string): () => void {
  const channel = channelOf(conversation);
  const say = (): void => channel.postMessage({ state: projected(known.value), language: language.value } satisfies Shown);
  channel.onmessage = ({ data }) => {
    if (data === 'hello') say();
  };
  const beat = setInterval(say, beat_ms);
  const stop = effect(say);
  return () => {
    stop();
    clearInterval(beat);
    channel.close();
  };
}
