// SPDX-License-Identifier: EUPL-1.2
// The chair's round controls: what the next step will change, and the buttons of the clock.
import { Consequences, stepTitle } from './lead-confirm';
import { NowThen } from './lead-rings';
import { SlotCloses } from './lead-slot';
import { Button, Notice, TextButton } from './parts/basics';
import type { ChairAct } from './preview';
import { isCounted, nextStep, roundLabel, roundOf, stepAfterRepetitions, stepBefore } from './reading';
import type { NextStep } from './reading';
import { send } from './store';
import type { State } from './state';
import type { TextKey } from './texts';
import { scripted, t } from './words';

// ---- the panel

export function NextPanel({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  if (state.over) return null;
  if (state.slot) {
    return (
      <section class="card next" data-part>
        <h2 class="card-title">{t('next_step')}</h2>
        <SlotCloses state={state} />
      </section>
    );
  }
  const step = nextStep(state);
  const act: ChairAct = { kind: 'step', step, back: false };
  const skip = stepAfterRepetitions(state);
  return (
    <section class="card next" data-part>
      <h2 class="card-title">{t('next_step')} <span class="card-hint">{t('next_hint')}</span></h2>
      {state.mayEnd.map((why) => <Notice key={why} kind="good" icon="check" text={t(`may_end_${why}` as TextKey)} />)}
      {step.kind === 'round' && <NowThen state={state} act={act} />}
      <Consequences state={state} act={act} />
      <div class="next-foot">
        <Button kind="primary" wide onClick={() => onOpen(act)}>{openWords(state, step)}</Button>
        {skip?.kind === 'round' && (
          <TextButton onClick={() => onOpen({ kind: 'step', step: skip, back: false })}>{t('next_skip', { title: stepTitle(state, skip.number, skip.repetition) })}</TextButton>
        )}
      </div>
    </section>
  );
}

const openWords = (state: State, step: NextStep): string =>
  step.kind === 'round' ? t('next_start', { title: stepTitle(state, step.number, step.repetition) })
  : step.kind === 'end_sitting' ? t('next_end')
  : t('next_close');

// ---- the clock's buttons

// By its number, or for the opening and the closing by its title.
function backWords(state: State, round: number, whole: boolean): string {
  if (!isCounted(state.script, round)) return t('round_back_part', { title: scripted(roundOf(state.script, round)?.title) });
  return t(whole ? 'round_back_label' : 'round_back', { n: roundLabel(state.script, round) });
}

export function ClockButtons({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  if (state.place.round === 0) return null;
  if (state.slot) return <SlotCloses state={state} />;
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
          label={backWords(state, before.round, true)}
          onClick={() => onOpen({ kind: 'step', step: { kind: 'round', number: before.round, repetition: before.repetition }, back: true })}
        >
          {backWords(state, before.round, false)}
        </Button>
      )}
    </div>
  );
}

