// SPDX-License-Identifier: EUPL-1.2
// The chair's round controls: what the next step will change, and the buttons of the clock.
import { Consequences, NowThen } from './lead-confirm';
import { Button } from './parts/basics';
import { roundTitleOf } from './preview';
import type { ChairAct } from './preview';
import { nextStep, roundLabel, stepBefore } from './reading';
import type { NextStep } from './reading';
import { send } from './store';
import type { State } from './state';
import { language, lower, t } from './words';

// ---- the panel

export function NextPanel({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  if (state.over) return null;
  const step = nextStep(state);
  const act: ChairAct = { kind: 'step', step, back: false };
  return (
    <section class="card next" data-part>
      <h2 class="card-title">{t('next_step')} <span class="card-hint">{t('next_hint')}</span></h2>
      {step.kind === 'round' && <NowThen state={state} act={act} />}
      <Consequences state={state} act={act} />
      <Button kind="primary" wide onClick={() => onOpen(act)}>{openWords(state, step)}</Button>
    </section>
  );
}

const openWords = (state: State, step: NextStep): string =>
  step.kind === 'round' ? t('next_start', { title: lower(roundTitleOf(state, step.number, language.value)) })
  : step.kind === 'end_sitting' ? t('next_end')
  : t('next_close');

// ---- the clock's buttons

export function ClockButtons({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  if (state.place.round === 0) return null;
  const before = stepBefore(state);
  return (
    <div class="clock-buttons">
      {state.clock?.paused
        ? <Button kind="primary" icon="play" onClick={() => send({ case: 'resume', value: {} })}>{t('resume')}</Button>
        : <Button icon="pause" onClick={() => onOpen({ kind: 'pause', safety: false })}>{t('pause')}</Button>}
      {state.clock?.timed && (
        <Button
          icon="plus"
          label={t('five_minutes_label')}
          onClick={() => send({ case: 'extend', value: { minutes: 5, reason: t('extend_reason') } })}
        >
          {t('five_minutes')}
        </Button>
      )}
      {before && (
        <Button
          icon="back"
          label={t('round_back_label', { n: roundLabel(state.script, before.round) })}
          onClick={() => onOpen({ kind: 'step', step: { kind: 'round', number: before.round, repetition: before.repetition }, back: true })}
        >
          {t('round_back', { n: roundLabel(state.script, before.round) })}
        </Button>
      )}
    </div>
  );
}

