// SPDX-License-Identifier: EUPL-1.2
// The chair's round controls: every act that moves people is previewed, then confirmed.
import { useEffect, useState } from 'preact/hooks';
import { circle } from './circle';
import { Button, Confirm, TextField } from './parts/basics';
import { Icon } from './parts/icons';
import { consequences, groupTitleOf, roundTitleOf } from './preview';
import { groupOf, nextStep, roundBefore, standing } from './reading';
import type { NextStep } from './reading';
import { send, state as known } from './store';
import type { Seat, State } from './state';
import { Say, language, lower, t, upper } from './words';

export type LeadDialog =
  | { readonly kind: 'step'; readonly step: NextStep; readonly back: boolean }
  | { readonly kind: 'pause'; readonly reason: string };

// ---- the panel

export function NextPanel({ state, onOpen }: { state: State; onOpen: (dialog: LeadDialog) => void }) {
  if (state.over) return null;
  const step = nextStep(state);
  return (
    <section class="card next">
      <h2 class="card-title">{t('next_step')} <span class="card-hint">{t('next_hint')}</span></h2>
      {step.kind === 'round' && <NowThen state={state} to={step.number} />}
      <Consequences state={state} step={step} />
      <Button kind="primary" wide onClick={() => onOpen({ kind: 'step', step, back: false })}>{openWords(state, step)}</Button>
    </section>
  );
}

const openWords = (state: State, step: NextStep): string =>
  step.kind === 'round' ? t('next_start', { title: lower(roundTitleOf(state, step.number, language.value)) })
  : step.kind === 'end_sitting' ? t('next_end')
  : t('next_close');

function Consequences({ state, step }: { state: State; step: NextStep }) {
  const title = (group: string): string => upper(groupTitleOf(state, group, language.value));
  return (
    <ul class="consequences">
      {consequences(state, step, title).map((one, index) => (
        <li key={index} class={one.icon === 'warning' ? 'consequence-warn' : ''}>
          <Icon name={one.icon} size={20} />
          <span><Say k={one.key} values={one.values} /></span>
        </li>
      ))}
    </ul>
  );
}

// Now and then, as two small circles, and those who are outside the room beside them.
function NowThen({ state, to }: { state: State; to: number }) {
  const outside = state.known.filter((seat) => standing(state.script, to, seat.group).ring === 'away');
  return (
    <div class="now-then" role="img" aria-label={t('next_picture')}>
      {state.place.round > 0 && (
        <>
          <figure><Mini state={state} round={state.place.round} /><figcaption aria-hidden="true">{t('next_now')}</figcaption></figure>
          <Icon name="arrow" size={24} />
        </>
      )}
      <figure><Mini state={state} round={to} /><figcaption aria-hidden="true">{t('next_then')}</figcaption></figure>
      {outside.length > 0 && (
        <figure><Outside state={state} seats={outside} /><figcaption aria-hidden="true">{t('ring_away').toLocaleLowerCase()}</figcaption></figure>
      )}
    </div>
  );
}

// Those who are outside the room: no ring, no order.
function Outside({ state, seats }: { state: State; seats: readonly Seat[] }) {
  const shown = seats.slice(0, 9);
  return (
    <svg class="circle" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">
      {shown.map((seat, index) => {
        const client = groupOf(state.script, seat.group)?.role === 'client';
        return (
          <circle
            key={seat.code}
            class={client ? 'crowd-inner' : 'crowd-outer'}
            cx={14 + 18 * (index % 3)} cy={14 + 18 * Math.floor(index / 3)} r="5"
          />
        );
      })}
    </svg>
  );
}

function Mini({ state, round }: { state: State; round: number }) {
  const drawn = circle({ script: state.script, round, seats: state.known, viewer: '', width: 92, seed: state.title });
  return (
    <svg class="circle" viewBox="0 0 92 92" width="92" height="92" aria-hidden="true">
      {drawn.hasOuter && <circle class="floor-outer" cx="46" cy="46" r={drawn.outerRadius} />}
      <circle class="floor-inner" cx="46" cy="46" r={drawn.borderRadius} />
      {drawn.border !== 'none' && <circle class={drawn.border === 'open' ? 'border border-open' : 'border'} cx="46" cy="46" r={drawn.borderRadius} />}
      {drawn.spots.map((spot) => (
        <g key={spot.code} class={`seat seat-${spot.colour} ${spot.filled ? 'seat-filled' : 'seat-outline'}`}>
          {spot.shape === 'circle'
            ? <circle class="seat-shape" cx={spot.x} cy={spot.y} r={Math.min(5, spot.size / 2)} />
            : <rect
                class="seat-shape"
                x={spot.x - Math.min(5, spot.size / 2)} y={spot.y - Math.min(5, spot.size / 2)}
                width={Math.min(10, spot.size)} height={Math.min(10, spot.size)} rx="2"
                transform={spot.shape === 'diamond' ? `rotate(45 ${spot.x} ${spot.y})` : undefined}
              />}
        </g>
      ))}
    </svg>
  );
}

// ---- the clock's buttons

export function ClockButtons({ state, onOpen }: { state: State; onOpen: (dialog: LeadDialog) => void }) {
  if (state.place.round === 0) return null;
  const before = roundBefore(state);
  return (
    <div class="clock-buttons">
      {state.clock?.paused
        ? <Button kind="primary" icon="play" onClick={() => send({ case: 'resume', value: {} })}>{t('resume')}</Button>
        : <Button icon="pause" onClick={() => onOpen({ kind: 'pause', reason: t('pause_reason') })}>{t('pause')}</Button>}
      {state.clock?.timed && (
        <Button
          icon="plus"
          label={t('five_minutes_label')}
          onClick={() => send({ case: 'extend', value: { minutes: 5, reason: t('extend_reason') } })}
        >
          {t('five_minutes')}
        </Button>
      )}
      {before > 0 && (
        <Button
          icon="back"
          label={t('round_back_label', { n: before })}
          onClick={() => onOpen({ kind: 'step', step: { kind: 'round', number: before }, back: true })}
        >
          {t('round_back', { n: before })}
        </Button>
      )}
    </div>
  );
}

// ---- the confirm

export function LeadConfirm({ dialog, onClose }: { dialog: LeadDialog; onClose: (changed: boolean) => void }) {
  return dialog.kind === 'pause'
    ? <PauseConfirm reason={dialog.reason} onClose={() => onClose(false)} />
    : <StepConfirm step={dialog.step} back={dialog.back} onClose={onClose} />;
}

function PauseConfirm({ reason: usual, onClose }: { reason: string; onClose: () => void }) {
  const [reason, setReason] = useState(usual);
  return (
    <Confirm
      title={t('pause_question')}
      act={t('pause_act')}
      onClose={onClose}
      onAct={() => {
        send({ case: 'pause', value: { reason } });
        onClose();
      }}
    >
      <p>{t('pause_effect')}</p>
      <TextField label={t('reason_label_room')} value={reason} onInput={setReason} />
    </Confirm>
  );
}

function StepConfirm({ step, back, onClose }: { step: NextStep; back: boolean; onClose: (changed: boolean) => void }) {
  const state = known.value;
  const title = step.kind === 'round' ? lower(roundTitleOf(state, step.number, language.value)) : '';
  const [reason, setReason] = useState(usualReason(state, step, back));
  const picture = JSON.stringify([state.place, consequences(state, step, (group) => group)]);
  const [seen] = useState(picture);
  // Never acts on an old picture: when something changed, the confirm closes.
  useEffect(() => {
    if (picture !== seen) onClose(true);
  }, [picture]);
  const words =
    step.kind === 'round'
      ? { title: upper(t(back ? 'next_return_question' : 'next_start_question', { title })), act: t(back ? 'next_return_act' : 'next_start_act', { title }) }
      : step.kind === 'end_sitting'
        ? { title: t('next_end_question'), act: t('next_end_act') }
        : { title: t('next_close_question'), act: t('next_close_act') };
  const act = () => {
    if (step.kind === 'round') send({ case: 'openRound', value: { round: step.number, reason } });
    else if (step.kind === 'end_sitting') send({ case: 'endSitting', value: { reason } });
    else send({ case: 'close', value: { reason } });
    onClose(false);
  };
  return (
    <Confirm title={words.title} act={words.act} danger={step.kind === 'close'} onAct={act} onClose={() => onClose(false)}>
      <Consequences state={state} step={step} />
      <TextField label={t('reason_label')} value={reason} onInput={setReason} />
    </Confirm>
  );
}

function usualReason(state: State, step: NextStep, back: boolean): string {
  if (back) return t('round_back_reason');
  if (step.kind === 'end_sitting') return t('next_end_reason');
  if (step.kind === 'close') return t('next_close_reason');
  return t(state.place.round === 0 ? 'next_reason_first' : 'next_reason');
}
