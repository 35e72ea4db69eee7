// SPDX-License-Identifier: EUPL-1.2
// What came of the conversation, as who leads keeps it: lessons and lists with their evidence, owner,
// date and decision; the letter that was sent, and its answers. Deciding is confirmed; the rest can be set
// again. The letter is written at the desk (after-lead.tsx).
import { useState } from 'preact/hooks';
import { harmless } from './harmless';
import { SlotCloses } from './lead-slot';
import { Button, Dialog, TextButton, TextField } from './parts/basics';
import { Icon } from './parts/icons';
import { ItemState } from './parts/made';
import { Code } from './parts/people';
import type { ChairAct } from './preview';
import { itemsOf, lessons, productOf, turnName } from './reading';
import { send, state as known } from './store';
import { turnKey } from './state';
import type { Item, Line, State, TurnRef, VerdictName } from './state';
import { clockTime, dateOf, scripted, t } from './words';

export interface MadeDialog {
  readonly item: string;
}

export function MadePanel({ state, onOpen, onDesk }: { state: State; onOpen: (dialog: MadeDialog) => void; onDesk: () => void }) {
  const lists = [
    { id: '', title: t('lead_lessons'), items: lessons(state) },
    ...(state.script?.products ?? []).map((product) => ({ id: product.id, title: scripted(product.title), items: itemsOf(state, product.id).filter((item) => !item.own) })),
  ].filter((list) => list.items.length > 0);
  const mayWrite = state.place.round === 0 && !state.over && lessons(state).length > 0;
  if (lists.length === 0 && !state.letter) return null;
  return (
    <section class="card made" data-part>
      <h2 class="card-title">{t('made_title')}</h2>
      <SlotCloses state={state} />
      {lists.map((list) => (
        <div key={list.id} class="seat-ring">
          <p class="seat-ring-title"><b>{list.title}</b> <span>{list.items.length}</span></p>
          <ul class="made-list">
            {list.items.map((item) => (
              <li key={item.id}>
                <p class="lesson-text" dir="auto">{item.text}</p>
                <ItemState state={state} item={item} />
                <Verdicts state={state} item={item} />
                {!state.over && !state.slot && <TextButton label={t('made_open_label', { text: item.text })} onClick={() => onOpen({ item: item.id })}>{t('made_open')}</TextButton>}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {mayWrite && <Button kind="primary" icon="mail" onClick={onDesk}>{t(state.letter ? 'letter_again' : 'letter_write')}</Button>}
      {state.letter && (
        <details>
          <summary>{t('letter_sent', { date: dateOf(state.letter.atMs) })}</summary>
          <p class="kept-text" dir="auto">{state.letter.text}</p>
        </details>
      )}
      {state.letter && (
        <div class="seat-ring">
          <p class="seat-ring-title"><b>{t('letter_answers')}</b></p>
          {state.letterAnswers.length === 0 && <p class="card-empty">{t('letter_no_answers')}</p>}
          <ul class="made-list">
            {state.letterAnswers.map((one, index) => (
              <li key={index}><Code state={state} code={one.code} spell /> {one.text} <span class="hint">{clockTime(one.atMs)}</span></li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

// In words, and as numbers only from five people on.
const numbers_from = 5;
function Verdicts({ state, item }: { state: State; item: Item }) {
  const given = [...(state.verdicts.get(item.id)?.values() ?? [])];
  if (given.length === 0) return null;
  const count = (name: VerdictName): number => given.filter((one) => one === name).length;
  const words =
    given.length >= numbers_from ? t('verdicts_n', { n: given.length, yes: count('recognised'), partly: count('partly'), no: count('not_recognised') })
    : 2 * count('recognised') > given.length ? t('verdicts_most')
    : 2 * count('not_recognised') > given.length ? t('verdicts_few')
    : t('verdicts_mixed');
  return <p class="card-empty">{words}</p>;
}

export function MadeDialogs({ dialog, onAct, onClose }: { dialog: MadeDialog; onAct: (act: ChairAct) => void; onClose: () => void }) {
  const state = known.value;
  const item = state.items.get(dialog.item);
  return item ? <ItemDialog state={state} item={item} onAct={onAct} onClose={onClose} /> : null;
}

// ---- one lesson or item

const dayOf = (ms: number): string => {
  if (ms === 0) return '';
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
};
// The last moment of that day here.
const endOf = (day: string): number => (day === '' ? 0 : new Date(`${day}T23:59:59`).getTime());

function ItemDialog({ state, item, onAct, onClose }: { state: State; item: Item; onAct: (act: ChairAct) => void; onClose: () => void }) {
  const product = productOf(state.script, item.product);
  const owned = item.product === '' || product?.withOwner === true;
  const dated = item.product === '' || product?.withDate === true;
  const [owner, setOwner] = useState(item.owner);
  const [day, setDay] = useState(dayOf(item.dueMs));
  const [signal, setSignal] = useState(item.signal);
  const [status, setStatus] = useState(item.state);
  const [added, setAdded] = useState<readonly TurnRef[]>([]);
  const [fault, setFault] = useState(false);
  const id = BigInt(item.id);
  const keep = () => {
    if (day !== '' && endOf(day) <= Date.now() + state.clockOffsetMs) return setFault(true);
    const turns = added.map(({ round, repetition, room, number }) => ({ room: { round, repetition, room }, number }));
    if (turns.length > 0) send({ case: 'addEvidence', value: { item: id, turns } });
    if (owned && (owner.trim() !== item.owner || day !== dayOf(item.dueMs) || signal !== item.signal)) {
      send({ case: 'assignItem', value: { item: id, owner: owner.trim(), dueMs: BigInt(endOf(day)), signal } }, owner.trim());
    }
    if (status !== item.state) send({ case: 'setItemState', value: { item: id, state: status } });
    onClose();
  };
  return (
    <Dialog title={t('made_question')} onClose={onClose} class="made-dialog">
      <p class="kept-text" dir="auto">{item.text}</p>
      {(product?.states.length ?? 0) > 0 && (
        <label class="field">
          <span class="utrecht-form-label">{t('made_state')}</span>
          <select value={status} onChange={(event) => setStatus(Number(event.currentTarget.value))}>
            {product?.states.map((words, index) => <option key={index} value={index}>{scripted(words)}</option>)}
          </select>
        </label>
      )}
      {owned && <TextField label={t('made_owner')} value={owner} onInput={setOwner} />}
      {owned && dated && (
        <label class="field">
          <span class="utrecht-form-label">{t('made_date')}</span>
          <input type="date" class="utrecht-textbox utrecht-textbox--html-input" value={day} onInput={(event) => { setFault(false); setDay(event.currentTarget.value); }} />
        </label>
      )}
      {fault && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t('refused_date_in_past')}</span></p>}
      {owned && (
        <label class={signal ? 'mode mode-chosen' : 'mode'}>
          <input type="checkbox" checked={signal} onChange={() => setSignal(!signal)} />
          <span>{t('lesson_signal')}</span>
        </label>
      )}
      <Evidence state={state} turns={[...item.evidence, ...added]} onAdd={(turn) => setAdded([...added, turn])} />
      <p class="hint audience">{t('made_audience')}</p>
      <div class="dialog-buttons">
        <span data-safe><Button onClick={onClose}>{t('back')}</Button></span>
        <Button kind="primary" onClick={keep}>{t('made_keep')}</Button>
      </div>
      <div class="made-decide">
        {item.decision !== 'adopted' && item.decision !== 'done' && <TextButton onClick={() => onAct({ kind: 'decide', item: item.id, decision: 'adopted' })}>{t('made_adopt')}</TextButton>}
        {item.decision !== 'declined' && <TextButton onClick={() => onAct({ kind: 'decide', item: item.id, decision: 'declined' })}>{t('made_decline')}</TextButton>}
        {item.decision !== 'done' && <TextButton onClick={() => onAct({ kind: 'decide', item: item.id, decision: 'done' })}>{t('made_done')}</TextButton>}
      </div>
    </Dialog>
  );
}

type Said = Extract<Line, { kind: 'said' }>;
const isEvidence = (line: Line): line is Said =>
  line.kind === 'said' && line.code !== '' && ['speech', 'answer', 'note', 'item'].includes(line.what);
const shortened = (text: string): string => (text.length > 70 ? `${harmless(text.slice(0, 69))}…` : text);

function Evidence({ state, turns, onAdd }: { state: State; turns: readonly TurnRef[]; onAdd: (turn: TurnRef) => void }) {
  const said = state.lines.filter(isEvidence);
  const chosen = new Set(turns.map(turnKey));
  const left = said.filter((line) => !chosen.has(turnKey(line.turn)));
  return (
    <section class="evidence">
      <h3 class="nl-heading nl-heading--level-3">{t('made_evidence')}</h3>
      {turns.length === 0 && <p class="card-empty">{t('made_no_evidence')}</p>}
      <ul>
        {turns.map((turn) => {
          const line = said.find((one) => turnKey(one.turn) === turnKey(turn));
          return (
            <li key={turnKey(turn)}>
              {line && <Code state={state} code={line.code} spell />} <span>{line?.text ?? t('a_contribution')}</span> <span class="hint">{turnName(state.script, turn)}</span>
            </li>
          );
        })}
      </ul>
      {left.length > 0 && (
        <label class="field">
          <span class="utrecht-form-label">{t('made_add_evidence')}</span>
          <select
            value=""
            onChange={(event) => {
              const line = left.find((one) => turnKey(one.turn) === event.currentTarget.value);
              if (line) onAdd(line.turn);
            }}
          >
            <option value="">{t('made_choose_turn')}</option>
            {left.map((line) => (
              <option key={turnKey(line.turn)} value={turnKey(line.turn)}>{`${turnName(state.script, line.turn)} ${line.code}: ${shortened(line.text)}`}</option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}
