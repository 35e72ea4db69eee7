// SPDX-License-Identifier: EUPL-1.2
// No slip is possible: each act that moves people or takes something away shows now and then, who
// will read what and what lapses, and waits for the verb. It never acts on an old picture: when the
// conversation changed, the preview closes and opens again as things are now.
import { useEffect, useRef, useState } from 'preact/hooks';
import { NowThen } from './lead-rings';
import { Confirm, TextArea, TextField, useTyped } from './parts/basics';
import { Icon } from './parts/icons';
import { roleWord } from './parts/people';
import {
  bindable, consequences, groupTitleOf, otherLeaders, pictureOf, removable, roundTitleOf, stillPossible, tooFewWriters, warnable,
} from './preview';
import type { ChairAct, Filling, Naming } from './preview';
import { groupOf, timesOf } from './reading';
import { send, state as known } from './store';
import type { Act } from './store';
import type { Seat, State } from './state';
import type { TextKey, Values } from './texts';
import { Say, language, lower, scripted, t, upper } from './words';

export function ActConfirm({ act, onChange, onClose }: { act: ChairAct; onChange: (act: ChairAct) => void; onClose: (changed: boolean) => void }) {
  const state = known.value;
  const picture = pictureOf(state);
  const first = useRef(picture);
  const possible = stillPossible(state, act);
  useEffect(() => {
    if (!possible) onClose(true);
  }, [possible === null]);
  if (!possible) return null;
  return <Preview key={picture} state={state} act={possible} changed={picture !== first.current} onChange={onChange} onClose={() => onClose(false)} />;
}

function Preview(props: { state: State; act: ChairAct; changed: boolean; onChange: (act: ChairAct) => void; onClose: () => void }) {
  const { state, act } = props;
  const [reason, setReason, forget] = useTyped(keyOf(act), usualReason(state, act));
  const [fault, setFault] = useState<TextKey | null>(null);
  const words = wordsOf(state, act);
  const closed = act.kind === 'open_slot' && tooFewWriters(state);
  const go = () => {
    if ('code' in act && act.code === '') return setFault('remove_nobody');
    if (reason.trim() === '' && needsReason(act)) return setFault('reason_needed');
    if (act.kind === 'open_slot' && !isWriting(act.minutes)) return setFault('slot_minutes_fault');
    send(commandOf(act, reason));
    forget();
    props.onClose();
  };
  return (
    <Confirm title={words.title} act={words.act} danger={words.danger} changed={props.changed} closed={closed} onAct={go} onClose={props.onClose}>
      {act.kind === 'remove' && <ChooseSeat seats={removable(state)} code={act.code} onChoose={(code) => props.onChange({ ...act, code })} />}
      {act.kind === 'warn' && <ChooseSeat seats={warnable(state)} code={act.code} onChoose={(code) => props.onChange({ ...act, code })} />}
      {act.kind === 'bind' && <ChooseSeat seats={bindable(state, act.position)} code={act.code} onChoose={(code) => props.onChange({ ...act, code })} />}
      {act.kind === 'offer_lead' && <ChooseSeat seats={otherLeaders(state)} code={act.code} onChoose={(code) => props.onChange({ ...act, code })} />}
      {act.kind === 'incident' && <ChooseSeat seats={removable(state)} code={act.about} nobody={t('incident_nobody')} onChoose={(about) => props.onChange({ ...act, about })} />}
      {act.kind === 'decide' && <p class="kept-text" dir="auto">{state.items.get(act.item)?.text}</p>}
      {act.kind === 'close_incident' && <p class="kept-text" dir="auto">{state.incidents.find((one) => one.id === act.incident)?.text}</p>}
      {act.kind === 'withhold' && <p class="kept-text" dir="auto">{state.questions.find((one) => one.id === act.question)?.text}</p>}
      <NowThen state={state} act={act} />
      <Consequences state={state} act={act} />
      {act.kind === 'open_slot' && !closed && <Minutes minutes={act.minutes} onChange={(minutes) => props.onChange({ ...act, minutes })} />}
      {words.reason !== '' && !closed && (words.long
        ? <TextArea label={words.reason} value={reason} onInput={setReason} />
        : <TextField label={words.reason} value={reason} onInput={setReason} />)}
      {fault && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t(fault)}</span></p>}
    </Confirm>
  );
}

function ChooseSeat({ seats, code, nobody, onChoose }: { seats: readonly Seat[]; code: string; nobody?: string; onChoose: (code: string) => void }) {
  return (
    <label class="field">
      <span class="utrecht-form-label">{t('remove_who')}</span>
      <select value={code} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{nobody ?? t('remove_choose')}</option>
        {seats.map((one) => (
          <option key={one.code} value={one.code}>{one.code}{one.name ? `, ${one.name}` : ''}</option>
        ))}
      </select>
    </label>
  );
}

const isWriting = (minutes: number): boolean => Number.isInteger(minutes) && minutes >= 1 && minutes <= 30;

function Minutes({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }) {
  return (
    <label class="field">
      <span class="utrecht-form-label">{t('slot_minutes')}</span>
      <input
        type="number" min={1} max={30} step={1} class="utrecht-textbox utrecht-textbox--html-input"
        value={Number.isNaN(minutes) ? '' : minutes} onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}

// ---- its words

// A repeated round by which time it is.
export function stepTitle(state: State, number: number, repetition: number): string {
  const title = lower(roundTitleOf(state, number, language.value));
  return repetition > 0 ? t('step_again', { title, n: repetition, total: timesOf(state, number) }) : title;
}

const keyOf = (act: ChairAct): string =>
  act.kind === 'step' ? `step ${act.step.kind} ${act.step.kind === 'round' ? act.step.number : ''}`
  : act.kind === 'turn_away' ? `turn_away ${act.waiting}`
  : act.kind === 'withhold' ? `withhold ${act.question}`
  : act.kind === 'decide' ? `decide ${act.item} ${act.decision}`
  : act.kind === 'close_incident' ? `close ${act.incident}`
  : act.kind;

interface Wording {
  readonly title: string;
  readonly act: string;
  readonly reason: string; // label of its text; empty: it has none
  readonly danger: boolean;
  readonly long?: boolean;
}
function wordsOf(state: State, act: ChairAct): Wording {
  switch (act.kind) {
    case 'step':
      return { ...stepWords(state, act), reason: t('reason_label') };
    case 'pause':
      return { title: t('pause_question'), act: t('pause_act'), reason: t('reason_label_room'), danger: false };
    case 'remove':
      return { title: t('remove_question'), act: t('remove_act'), reason: t('reason_label_room'), danger: true };
    case 'turn_away': {
      const name = state.lobby.find((one) => one.id === act.waiting)?.name || t('door_nameless');
      return { title: t('turn_away_question', { name }), act: t('turn_away_act'), reason: t('reason_label_door'), danger: true };
    }
    case 'read_workers':
      return { title: t('workers_read_question'), act: t('workers_read'), reason: '', danger: false };
    case 'excuse':
      return { title: t('excuse_question', { code: act.code }), act: t('excuse'), reason: '', danger: true };
    case 'withhold': {
      const code = state.questions.find((one) => one.id === act.question)?.code ?? '';
      return { title: t('gate_withhold_question'), act: t('gate_withhold_act'), reason: t('reason_label_one', { code }), danger: true };
    }
    case 'warn':
      return {
        title: t('warn_question'), act: t('warn_act'), danger: true, long: true,
        reason: act.code === '' ? t('warn_label') : t('safety_answer_label', { code: act.code }),
      };
    case 'bind':
      return { title: t('bind_question', { group: groupTitle(state, act.position) }), act: t('bind_act'), reason: '', danger: false };
    case 'free':
      return { title: t('free_question', { code: act.code }), act: t('free_act', { code: act.code }), reason: '', danger: false };
    case 'replace':
      return { title: t('replace_question', { group: groupTitle(state, act.position) }), act: t('replace_act'), reason: '', danger: false };
    case 'decide':
      return {
        title: t(`decide_${act.decision}_question`), act: t(`decide_${act.decision}_act`), danger: act.decision === 'declined', long: true,
        reason: t(act.decision === 'declined' ? 'decide_reason' : 'decide_words'),
      };
    case 'incident':
      return { title: t('incident_question'), act: t('incident_act'), reason: t('incident_label'), danger: false, long: true };
    case 'close_incident':
      return { title: t('incident_close_question'), act: t('incident_close_act'), reason: t('incident_close_label'), danger: false, long: true };
    case 'offer_lead':
      return { title: t('offer_question'), act: t('offer_act'), reason: '', danger: false };
    case 'open_slot':
      return { title: t('slot_question'), act: t('slot_act'), reason: t('slot_text'), danger: false, long: true };
    case 'cancel_slot':
      return { title: t('slot_cancel_question'), act: t('slot_cancel_act'), reason: t('reason_label_room'), danger: true };
  }
}
const groupTitle = (state: State, position: number): string => scripted(state.script?.groups[position]?.title);

function stepWords(state: State, { step, back }: Extract<ChairAct, { kind: 'step' }>): Omit<Wording, 'reason'> {
  if (step.kind === 'end_sitting') return { title: t('next_end_question'), act: t('next_end_act'), danger: true };
  if (step.kind === 'close') return { title: t('next_close_question'), act: t('next_close_act'), danger: true };
  const title = stepTitle(state, step.number, step.repetition);
  return {
    title: upper(t(back ? 'next_return_question' : 'next_start_question', { title })),
    act: t(back ? 'next_return_act' : 'next_start_act', { title }),
    danger: false,
  };
}

function usualReason(state: State, act: ChairAct): string {
  switch (act.kind) {
    case 'step':
      if (act.back) return t('round_back_reason');
      if (act.step.kind === 'end_sitting') return t('next_end_reason');
      if (act.step.kind === 'close') return t('next_close_reason');
      return t(state.place.round === 0 ? 'next_reason_first' : 'next_reason');
    case 'pause':
      return t(act.safety ? 'pause_reason_safety' : 'pause_reason');
    case 'remove':
      return t('remove_reason');
    case 'turn_away':
      return t('turn_away_reason');
    case 'withhold':
      return t('gate_withhold_reason');
    case 'warn':
      return t('warn_text');
    case 'cancel_slot':
      return t('slot_cancel_reason');
    default:
      return '';
  }
}
function needsReason(act: ChairAct): boolean {
  if (act.kind === 'step') return act.back || act.step.kind !== 'round';
  if (act.kind === 'decide') return act.decision === 'declined';
  return !['bind', 'free', 'replace', 'offer_lead', 'read_workers', 'excuse', 'open_slot'].includes(act.kind);
}

const decisionNumbers = { adopted: 1, declined: 2, done: 3 } as const;

function commandOf(act: ChairAct, reason: string): Act {
  switch (act.kind) {
    case 'step':
      if (act.step.kind === 'round') return { case: 'openRound', value: { round: act.step.number, repetition: act.back ? act.step.repetition : 0, reason } };
      return act.step.kind === 'end_sitting' ? { case: 'endSitting', value: { reason } } : { case: 'close', value: { reason } };
    case 'pause':
      return { case: 'pause', value: { reason } };
    case 'remove':
      return { case: 'remove', value: { seat: act.code, reason } };
    case 'turn_away':
      return { case: 'turnAway', value: { waiting: act.waiting, reason } };
    case 'read_workers':
      return { case: 'readCaseWorkers', value: {} };
    case 'excuse':
      return { case: 'remove', value: { seat: act.code, excused: true } };
    case 'withhold':
      return { case: 'withholdQuestion', value: { question: BigInt(act.question), reason } };
    case 'warn':
      return { case: 'warn', value: { seat: act.code, text: reason } };
    case 'bind':
      return { case: 'bindPosition', value: { position: act.position, seat: act.code } };
    case 'free':
      return { case: 'freePosition', value: { seat: act.code } };
    case 'replace':
      return { case: 'replaceSeated', value: { position: act.position } };
    case 'decide':
      return { case: 'decideItem', value: { item: BigInt(act.item), decision: decisionNumbers[act.decision], reason } };
    case 'incident':
      return { case: 'recordIncident', value: { about: act.about, text: reason } };
    case 'close_incident':
      return { case: 'closeIncident', value: { incident: BigInt(act.incident), text: reason } };
    case 'offer_lead':
      return { case: 'offerLead', value: { seat: act.code } };
    case 'open_slot':
      return { case: 'openSlot', value: { minutes: act.minutes, text: reason.trim() } };
    case 'cancel_slot':
      return { case: 'cancelSlot', value: { reason } };
  }
}

// ---- what changes, in words

const naming = (state: State): Naming => (group, n) =>
  `${n} ${n === 1 ? roleWord(groupOf(state.script, group)?.role ?? '') : lower(groupTitleOf(state, group, language.value))}`;

const filled = (values: Filling): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'object' ? scripted(value) : value]));

export function Consequences({ state, act }: { state: State; act: ChairAct }) {
  return (
    <ul class="consequences">
      {consequences(state, act, naming(state)).map((one, index) => (
        <li key={index} class={one.icon === 'warning' ? 'consequence-warn' : ''}>
          <Icon name={one.icon} size={20} />
          <span><Say k={one.key} values={filled(one.values)} /></span>
        </li>
      ))}
    </ul>
  );
}
