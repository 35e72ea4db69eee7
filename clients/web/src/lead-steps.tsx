// SPDX-License-Identifier: EUPL-1.2
// The rounds, for who leads: a line on a desk, folded into the one that is open on a phone. The opening
// and the closing have no number; they are named as on the page of who takes part.
import { Icon } from './parts/icons';
import { isCounted, roundInView, roundLabel, roundOf } from './reading';
import { width } from './screen';
import type { State } from './state';
import { isDone, stepsOf } from './steps';
import { roundCount } from './take-part';
import { scripted, t } from './words';

const titleOf = (state: State, number: number): string => scripted(roundOf(state.script, number)?.title);

export function StepBar({ state, folded }: { state: State; folded: boolean }) {
  const here = state.place.round;
  if (!folded) return <nav class="steps-line" aria-label={t('lead_steps')}><StepLine state={state} /></nav>;
  const title = titleOf(state, here);
  const count = here > 0 ? roundCount(state) : t('lead_steps');
  return (
    <nav aria-label={t('lead_steps')}>
      <details class="steps-folded">
        <summary>{count}{title !== '' && title !== count && <b>{title}</b>}</summary>
        <ol class="step-list">
          {stepsOf(state).flat().map((number) => <Step key={number} state={state} numbers={[number]} short={false} />)}
        </ol>
      </details>
    </nav>
  );
}

// Of many steps the open one and what follows have a title; of the others a number is enough, or the
// word for the whole opening or closing.
function StepLine({ state }: { state: State }) {
  const ahead = width.value < 1440 ? 0 : 1;
  const steps = stepsOf(state);
  const at = steps.findIndex((numbers) => numbers.includes(roundInView(state)));
  return (
    <ol class="step-list">
      {steps.map((numbers, index) => <Step key={numbers[0]} state={state} numbers={numbers} short={steps.length > 5 && (index < at || index > at + ahead)} />)}
    </ol>
  );
}

function Step({ state, numbers, short }: { state: State; numbers: readonly number[]; short: boolean }) {
  const here = state.place.round;
  const isNow = numbers.includes(here);
  const number = isNow ? here : (numbers[0] ?? 0);
  const done = !isNow && numbers.every((one) => isDone(state, one));
  const counted = isCounted(state.script, number);
  const titled = isNow || (!short && numbers.length === 1);
  const words = [counted ? roundLabel(state.script, number) : titled ? '' : roundCount(state, number), titled ? titleOf(state, number) : ''];
  return (
    <li class={`step${isNow ? ' step-now' : done ? ' step-done' : ''}${titled ? '' : ' step-short'}`} aria-current={isNow ? 'step' : undefined}>
      {done && <Icon name="check" size={18} />}
      <span class="step-words">{words.filter((word) => word !== '').join(' ')}</span>
      {!titled && <span class="only-read-aloud">{numbers.map((one) => titleOf(state, one)).join(', ')}</span>}
      {done && <span class="only-read-aloud">{t('step_done')}</span>}
    </li>
  );
}
