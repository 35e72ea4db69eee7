// SPDX-License-Identifier: EUPL-1.2
// People, as the chair sees them: at the door, in the queue for the floor, in their seats, and
// who asks for help. Connection states and help are shown here and nowhere else.
import { SlotCloses } from './lead-slot';
import { Button, Confirm, TextArea, TextButton, useTyped } from './parts/basics';
import { Icon } from './parts/icons';
import { Code, roleWord } from './parts/people';
import { unansweredHelp } from './preview';
import type { ChairAct } from './preview';
import { asksAboutCaseWorkers, balance, floorQueue, groupOf, quietInside, ringIn, roundInView, roundOf, spokenFor, standing } from './reading';
import type { Ring } from './reading';
import { now, send } from './store';
import type { Seat, State } from './state';
import { Say, scripted, t } from './words';

// ---- at the door

export function Door({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  if (state.over) return null;
  return (
    <section class={state.lobby.length > 0 ? 'card door door-waiting' : 'card door'} data-part>
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

// ---- whether a listener decides about a client

export function Workers({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  if (!asksAboutCaseWorkers(state)) return null;
  const read = state.caseWorkers;
  const named = read?.listeners.filter((code) => state.known.some((seat) => seat.code === code)) ?? [];
  return (
    <section class="card" data-part>
      <h2 class="card-title">{t('workers')}</h2>
      {!read && <p class="card-empty">{t('workers_asked')}</p>}
      {!read && <Button onClick={() => onOpen({ kind: 'read_workers' })}>{t('workers_open')}</Button>}
      {read && <p>{t('workers_answered', { answered: read.answered, asked: read.asked })} {read.unsure > 0 && t('workers_unsure', { n: read.unsure })}</p>}
      {read && <p class="card-empty">{t(named.length > 0 ? 'workers_named' : 'workers_none')}</p>}
      <ul class="door-list">
        {named.map((code) => (
          <li key={code}>
            <p><b>{code}</b> {state.known.find((seat) => seat.code === code)?.name}</p>
            <Button label={t('excuse_label', { code })} onClick={() => onOpen({ kind: 'excuse', code })}>{t('excuse_open')}</Button>
          </li>
        ))}
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
  const inTurn = round?.floor === 'round_robin';
  if (state.over) return null;
  if (state.slot) {
    return (
      <section class="card" data-part>
        <h2 class="card-title">{t('floor_who')}</h2>
        <SlotCloses state={state} />
      </section>
    );
  }
  return (
    <section class="card" data-part>
      <h2 class="card-title">{t('floor_who')} {round?.quietFirst && <span class="card-hint">{t('floor_quiet_first')}</span>}</h2>
      {!round && <p class="card-empty">{t('floor_no_round')}</p>}
      {round && !queued && !inTurn && <FreeFloor state={state} />}
      {inTurn && <p class="card-empty">{t('floor_in_turn_lead')}</p>}
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
      {(inTurn || queue.length > 1) && (
        <Button onClick={() => send({ case: 'giveFloorToNext', value: {} })}>{t('floor_next_one')}</Button>
      )}
      {(queued || inTurn) && state.floor && (
        <p class="floor-now">
          <span>{t('floor_now', { code: state.floor })}</span>
          <TextButton onClick={() => send({ case: 'takeFloor', value: {} })}>{t('floor_take')}</TextButton>
        </p>
      )}
      {round && <Balance state={state} />}
    </section>
  );
}

// Turns per ring, in words; no number of any one person.
function Balance({ state }: { state: State }) {
  const { inner, outer } = balance(state);
  return (
    <p class="card-foot">
      {t('balance_inner', { n: inner })}{outer === null ? '' : t('balance_outer', { n: outer })}
    </p>
  );
}

function FreeFloor({ state }: { state: State }) {
  const quiet = quietInside(state);
  if (spokenFor(state).length === 0 && quiet.length === 0) return <p class="card-empty">{t('floor_nobody_speaks')}</p>;
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
    <section class="card" data-part>
      <h2 class="card-title">{t('seats')}</h2>
      {state.known.length <= 1 && <p class="card-empty">{t('seats_none')}</p>}
      {rings.map(([ring, title]) => {
        const seats = state.known
          .filter((seat) => ringIn(state.script, round, 0, seat.group) === ring && standing(state.script, round, seat.group).room === 0)
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
      {(roundOf(state.script, state.place.round)?.sideRooms ?? []).map((room, index) => {
        const seats = state.known.filter((seat) => standing(state.script, round, seat.group).room === index + 1);
        return seats.length === 0 ? null : (
          <div key={room.id} class="seat-ring">
            <p class="seat-ring-title"><b>{t('beside_card', { title: scripted(room.title) })}</b> <span>{t('seats_here', { n: seats.filter((seat) => !state.away.has(seat.code)).length, total: seats.length })}</span></p>
            <ul class="seat-codes">{seats.map((seat) => <SeatCode key={seat.code} state={state} seat={seat} ring="inner" />)}</ul>
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

export function Safety(props: { state: State; onOpen: (act: ChairAct) => void; onAnswer: (code: string) => void }) {
  const { state } = props;
  const sitting = roundOf(state.script, state.place.round)?.sitting ?? 1;
  const asking = unansweredHelp(state);
  const asked = [...new Set(state.help.map((one) => one.code))];
  return (
    <section class={asking.length > 0 ? 'card safety safety-asked' : 'card safety'} data-part>
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
              : <Button kind="primary" wide onClick={() => props.onAnswer(code)}>{t('safety_answer', { code })}</Button>}
          </div>
        );
      })}
      {state.warnings.length > 0 && <p class="card-empty">{t('warned_already', { codes: [...new Set(state.warnings.map((one) => one.code))].join(', ') })}</p>}
      <Incidents state={state} onOpen={props.onOpen} />
      {!state.over && (
        <div class="safety-acts">
          {state.place.round > 0 && !state.clock?.paused && !state.slot && <Button kind="danger" icon="pause" onClick={() => props.onOpen({ kind: 'pause', safety: true })}>{t('safety_pause')}</Button>}
          <TextButton onClick={() => props.onOpen({ kind: 'warn', code: '' })}>{t('safety_warn')}</TextButton>
          <TextButton onClick={() => props.onOpen({ kind: 'incident', about: '' })}>{t('safety_incident')}</TextButton>
          <TextButton onClick={() => props.onOpen({ kind: 'remove', code: '' })}>{t('safety_remove')}</TextButton>
          {state.place.round > 0 && !state.slot && <TextButton onClick={() => props.onOpen({ kind: 'step', step: { kind: 'end_sitting', sitting }, back: false })}>{t('next_end')}</TextButton>}
          {!state.slot && <TextButton onClick={() => props.onOpen({ kind: 'step', step: { kind: 'close' }, back: false })}>{t('next_close')}</TextButton>}
          {state.slot && <p class="card-empty">{t('slot_safety')}</p>}
        </div>
      )}
    </section>
  );
}

// Each incident has an answer within 48 hours.
function Incidents({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  const at = now.value + state.clockOffsetMs;
  return (
    <ul class="incidents">
      {state.incidents.map((one) => (
        <li key={one.id}>
          <p>{one.about && <Code state={state} code={one.about} spell />} {one.text}</p>
          {one.closed === null
            ? (
              <p class={one.dueMs < at ? 'time time-soon' : 'card-empty'}>
                {one.dueMs < at ? t('incident_late') : t('incident_hours', { n: Math.ceil((one.dueMs - at) / 3_600_000) })}{' '}
                {!state.over && <TextButton onClick={() => onOpen({ kind: 'close_incident', incident: one.id })}>{t('incident_close')}</TextButton>}
              </p>
            )
            : <p class="card-empty">{t('incident_closed', { text: one.closed })}</p>}
        </li>
      ))}
    </ul>
  );
}

// ---- an answer to a call for help

export function AnswerConfirm({ code, onClose }: { code: string; onClose: () => void }) {
  const [text, setText, forget] = useTyped(`answer ${code}`, t('safety_answer_text'));
  const act = () => {
    if (text.trim() === '') return;
    send({ case: 'answerHelp', value: { seat: code, text } }, text);
    forget();
    onClose();
  };
  return (
    <Confirm title={t('safety_answer_question', { code })} act={t('safety_answer_act')} onAct={act} onClose={onClose}>
      <TextArea label={t('safety_answer_label', { code })} value={text} onInput={setText} />
    </Confirm>
  );
}

