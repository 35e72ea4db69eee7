// SPDX-License-Identifier: EUPL-1.2
// People, as the chair sees them: at the door, in the queue for the floor, in their seats, and
// who asks for help. Connection states and help are shown here and nowhere else.
import { useState } from 'preact/hooks';
import { Button, Confirm, TextArea, TextButton, TextField } from './parts/basics';
import { Icon } from './parts/icons';
import { Code, roleWord } from './parts/people';
import { unansweredHelp } from './preview';
import { contributionsBy, floorQueue, groupOf, roundInView, roundOf, standing } from './reading';
import type { Ring } from './reading';
import { send, state as known } from './store';
import type { Seat, State } from './state';
import { Say, t } from './words';

export type PeopleDialog =
  | { readonly kind: 'turn_away'; readonly waiting: number }
  | { readonly kind: 'answer_help'; readonly code: string }
  | { readonly kind: 'remove' };

// ---- at the door

export function Door({ state, onOpen }: { state: State; onOpen: (dialog: PeopleDialog) => void }) {
  if (state.over) return null;
  return (
    <section class={state.lobby.length > 0 ? 'card door door-waiting' : 'card door'}>
      <h2 class="card-title">
        {t('door')} {state.lobby.length > 0 && <span class="card-hint">{t('door_waiting', { n: state.lobby.length })}</span>}
      </h2>
      {state.lobby.length === 0 && <p class="card-empty">{t('door_empty')}</p>}
      <ul class="door-list">
        {state.lobby.map((one) => {
          const values = { name: one.name || t('door_nameless'), group: roleWord(groupOf(state.script, one.group)?.role ?? '') };
          return (
            <li key={one.id}>
              <p><b>{values.name}</b>, {values.group}</p>
              <Button label={t('admit_label', values)} onClick={() => send({ case: 'admit', value: { waiting: one.id } })}>{t('admit')}</Button>
              <TextButton label={t('turn_away_label', values)} onClick={() => onOpen({ kind: 'turn_away', waiting: one.id })}>{t('turn_away')}</TextButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

// ---- who wants to speak

export const giveFloor = (code: string): void => send({ case: 'giveFloor', value: { seat: code } });

export function FloorPanel({ state }: { state: State }) {
  const round = roundOf(state.script, state.place.round);
  const queue = floorQueue(state);
  const queued = round?.floor === 'queue';
  return (
    <section class="card">
      <h2 class="card-title">{t('floor_who')} {queued && <span class="card-hint">{t('floor_quiet_first')}</span>}</h2>
      {!round && <p class="card-empty">{t('floor_no_round')}</p>}
      {round && !queued && <FreeFloor state={state} />}
      {queued && queue.length === 0 && <p class="card-empty">{t('floor_empty')}</p>}
      {queued && (
        <ol class="floor-queue">
          {queue.map(({ code, spoke }, index) => (
            <li key={code}>
              <b>{index + 1}</b>
              <Code state={state} code={code} />
              <span>{spoke === 0 ? t('spoke_never') : t('spoke_times', { n: spoke })}</span>
              <Button label={t('floor_give_label', { code })} onClick={() => giveFloor(code)}>{t('floor_give')}</Button>
            </li>
          ))}
        </ol>
      )}
      {queued && state.floor && (
        <p class="floor-now">
          <span>{t('floor_now', { code: state.floor })}</span>
          <TextButton onClick={() => send({ case: 'takeFloor', value: {} })}>{t('floor_take')}</TextButton>
        </p>
      )}
    </section>
  );
}

function FreeFloor({ state }: { state: State }) {
  const quiet = state.seats
    .filter((seat) => standing(state.script, state.place.round, seat.group).ring === 'inner')
    .filter((seat) => contributionsBy(state, seat.code) === 0)
    .map((seat) => seat.code)
    .sort((a, b) => a.localeCompare(b, 'nl', { numeric: true }));
  return (
    <>
      <p>{t('floor_free')}</p>
      <p class="card-empty">{quiet.length > 0 ? t('floor_not_yet', { codes: quiet.join(', ') }) : t('floor_everyone')}</p>
    </>
  );
}

// ---- seats

const rings: readonly (readonly [Ring, 'ring_inner' | 'ring_outer' | 'ring_away'])[] = [
  ['inner', 'ring_inner'], ['outer', 'ring_outer'], ['away', 'ring_away'],
];

export function SeatsPanel({ state }: { state: State }) {
  const round = roundInView(state);
  const gone = state.known.filter((seat) => state.away.has(seat.code) && seat.code !== state.self?.code);
  return (
    <section class="card">
      <h2 class="card-title">{t('seats')}</h2>
      {state.known.length <= 1 && <p class="card-empty">{t('seats_none')}</p>}
      {rings.map(([ring, title]) => {
        const seats = state.known
          .filter((seat) => standing(state.script, round, seat.group).ring === ring)
          .sort((a, b) => a.code.localeCompare(b.code, 'nl', { numeric: true }));
        if (seats.length === 0) return null;
        const here = seats.filter((seat) => !state.away.has(seat.code)).length;
        return (
          <div key={ring} class="seat-ring">
            <p class="seat-ring-title"><b>{t(title)}</b> <span>{t('seats_here', { n: here, total: seats.length })}</span></p>
            <ul class="seat-codes">
              {seats.map((seat) => <SeatCode key={seat.code} state={state} seat={seat} ring={ring} />)}
            </ul>
          </div>
        );
      })}
      {state.known.length > 1 && (
        <p class="legend">
          <span><i class="legend-mark legend-speaks" /> {t('legend_speaks')}</span>
          <span><i class="legend-mark legend-listens" /> {t('legend_listens')}</span>
          <span><i class="legend-mark legend-floor" /> {t('legend_floor')}</span>
          <span><i class="legend-mark legend-gone" /> {t('legend_gone')}</span>
        </p>
      )}
      {gone.map((seat) => (
        <p key={seat.code} class="seat-away"><Icon name="offline" size={20} /> <span>{t('seat_gone', { code: seat.code })}</span></p>
      ))}
    </section>
  );
}

function SeatCode({ state, seat, ring }: { state: State; seat: Seat; ring: Ring }) {
  const gone = state.away.has(seat.code);
  return (
    <li title={seat.name || undefined}>
      <Code state={state} code={seat.code} outline={ring === 'outer'} gone={gone} spell />
      {seat.name && <span class="only-read-aloud">{seat.name}</span>}
      {gone && <span class="only-read-aloud">{t('state_gone')}</span>}
      {state.floor === seat.code && <span class="only-read-aloud">{t('state_floor')}</span>}
    </li>
  );
}

// ---- safety

export function Safety(props: { state: State; onOpen: (dialog: PeopleDialog) => void; onPause: () => void; onEnd: () => void; onClose: () => void }) {
  const { state } = props;
  const asking = unansweredHelp(state);
  const asked = [...new Set(state.help.map((one) => one.code))];
  return (
    <section class={asking.length > 0 ? 'card safety safety-asked' : 'card safety'}>
      <h2 class="card-title">
        <Icon name="shield" size={22} /> <span class="safety-title">{t('safety')}</span> <span class="card-hint">{t('safety_only')}</span>
      </h2>
      {asked.length === 0 && <p class="card-empty">{t('safety_calm')}</p>}
      {asked.map((code) => {
        const last = [...state.help].reverse().find((one) => one.code === code && !one.fromChair);
        const answer = state.help.filter((one) => one.code === code).at(-1);
        return (
          <div key={code} class="help-call">
            <p>
              <Code state={state} code={code} spell /> <span>{last && <Say k="safety_asks" values={{ text: last.text }} />}</span>
            </p>
            {answer?.fromChair
              ? <p class="card-empty">{t('safety_answered', { text: answer.text })}</p>
              : <Button kind="primary" wide onClick={() => props.onOpen({ kind: 'answer_help', code })}>{t('safety_answer', { code })}</Button>}
          </div>
        );
      })}
      {!state.over && (
        <div class="safety-acts">
          {state.place.round > 0 && !state.clock?.paused && <Button kind="danger" icon="pause" onClick={props.onPause}>{t('safety_pause')}</Button>}
          <TextButton onClick={() => props.onOpen({ kind: 'remove' })}>{t('safety_remove')}</TextButton>
          {state.place.round > 0 && <TextButton onClick={props.onEnd}>{t('next_end')}</TextButton>}
          <TextButton onClick={props.onClose}>{t('next_close')}</TextButton>
        </div>
      )}
    </section>
  );
}

// ---- confirms

export function PeopleConfirm({ dialog, onClose }: { dialog: PeopleDialog; onClose: () => void }) {
  if (dialog.kind === 'turn_away') return <TurnAwayConfirm waiting={dialog.waiting} onClose={onClose} />;
  if (dialog.kind === 'answer_help') return <AnswerConfirm code={dialog.code} onClose={onClose} />;
  return <RemoveConfirm onClose={onClose} />;
}

function TurnAwayConfirm({ waiting, onClose }: { waiting: number; onClose: () => void }) {
  const [reason, setReason] = useState(t('turn_away_reason'));
  const name = known.value.lobby.find((one) => one.id === waiting)?.name || t('door_nameless');
  const act = () => {
    send({ case: 'turnAway', value: { waiting, reason } });
    onClose();
  };
  return (
    <Confirm title={t('turn_away_question', { name })} act={t('turn_away_act')} danger onAct={act} onClose={onClose}>
      <p>{t('turn_away_effect')}</p>
      <TextField label={t('reason_label_door')} value={reason} onInput={setReason} />
    </Confirm>
  );
}

function AnswerConfirm({ code, onClose }: { code: string; onClose: () => void }) {
  const [text, setText] = useState(t('safety_answer_text'));
  const act = () => {
    send({ case: 'answerHelp', value: { seat: code, text } }, text);
    onClose();
  };
  return (
    <Confirm title={t('safety_answer_question', { code })} act={t('safety_answer_act')} onAct={act} onClose={onClose}>
      <TextArea label={t('safety_answer_label', { code })} value={text} onInput={setText} />
    </Confirm>
  );
}

function RemoveConfirm({ onClose }: { onClose: () => void }) {
  const state = known.value;
  const [seat, setSeat] = useState('');
  const [reason, setReason] = useState(t('remove_reason'));
  const seats = state.known.filter((one) => one.code !== state.self?.code);
  const act = () => {
    if (seat === '') return;
    send({ case: 'remove', value: { seat, reason } });
    onClose();
  };
  return (
    <Confirm title={t('remove_question')} act={t('remove_act')} danger onAct={act} onClose={onClose}>
      <label class="field">
        <span class="utrecht-form-label">{t('remove_who')}</span>
        <select value={seat} onChange={(event) => setSeat(event.currentTarget.value)}>
          <option value="">{t('remove_choose')}</option>
          {seats.map((one) => (
            <option key={one.code} value={one.code}>{one.code}{one.name ? `, ${one.name}` : ''}</option>
          ))}
        </select>
      </label>
      <p>{t('remove_effect')} {t('cannot_undo')}</p>
      <TextField label={t('reason_label_room')} value={reason} onInput={setReason} />
    </Confirm>
  );
}
