// SPDX-License-Identifier: EUPL-1.2
// The rounds as the steps that who leads sees. Pure.
import { isCounted, roundOf } from './reading';
import type { State } from './state';

// By number of the rounds; those of one opening or one closing are a single step.
export function stepsOf({ script }: State): number[][] {
  const steps: number[][] = [];
  for (const [index, round] of (script?.rounds ?? []).entries()) {
    if (!round.held) continue;
    const last = steps.at(-1);
    const before = roundOf(script, last?.at(-1) ?? 0);
    const goesOn = !isCounted(script, index + 1) && before?.part === round.part && before.sitting === round.sitting;
    if (last && goesOn) last.push(index + 1);
    else steps.push([index + 1]);
  }
  return steps;
}

export function isDone(state: State, number: number): boolean {
  const here = state.place.round;
  const sitting = roundOf(state.script, number)?.sitting ?? 0;
  return state.over !== null || sitting <= state.sittingsEnded || (here > 0 && number < here);
}
