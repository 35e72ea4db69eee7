// SPDX-License-Identifier: EUPL-1.2
// One lesson on the desk: what it rests on, who does it and when, what clients think, what was decided.
import { useState } from 'preact/hooks';
import { dayField, endOfDay, judgementOf } from './after-letter';
import { StatusChip } from './after-parts';
import { Button, Confirm, Dialog, Notice, TextArea, TextField, useTyped } from './parts/basics';
import { Icon } from './parts/icons';
import { Code } from './parts/people';
import { lessonStatus, turnName } from './reading';
import { now, send, state as known } from './store';
import { turnKey } from './state';
import type { Decision, Item, Line, State, TurnRef } from './state';
import { t } from './words';

type Said = Extract<Line, { kind: 'said' }>;

export function LessonDesk({ state, item }: { state: State; item: Item }) {
  return (
    <article class="card lesson-desk">
      <p class="lesson-way"><StatusChip state={state} item={item} /> <span class="hint">{t('lesson_steps')}</span></p>
      <h2 class="lesson-title" dir="auto">{item.text}</h2>
      <Assign item={item} />
      <Evidence state={state} item={item} />
      <Judged state={state} item={item} />
      <Decide state={state} item={item} />
    </article>
  );
}

// ---- who and when

function Assign({ item }: { item: Item }) {
  const [owner, setOwner] = useState(item.owner);
  const [day, setDay] = useState(dayField(item.dueMs));
  const [signal, setSignal] = useState(item.signal);
  const [past, setPast] = useState(false);
  const same = owner.trim() === item.owner && day === dayField(item.dueMs) && signal === item.signal;
  const keep = () => {
    const due = endOfDay(day);
    if (due !== 0 && due <= now.value) return setPast(true);
    setPast(false);
    send({ case: 'assignItem', value: { item: BigInt(item.id), owner: owner.trim(), dueMs: BigInt(due), signal } });
  };
  return (
    <form class="lesson-assign" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <div class="lesson-fields">
        <div>
          <TextField label={t('owner')} value={owner} onInput={setOwner} />
          <p class="hint">{t('owner_hint')}</p>
        </div>
        <label class="field">
          <span class="utrecht-form-label">{t('due')}</span>
          <input class="utrecht-textbox utrecht-textbox--html-input" type="date" value={day} onInput={(event) => { setDay(event.currentTarget.value); setPast(false); }} />
        </label>
      </div>
      {past && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t('due_past')}</span></p>}
      <label class="mode">
        <input type="checkbox" checked={signal} onChange={() => setSignal(!signal)} />
        <span>{t('signal')}</span>
      </label>
      {!same && <p class="lesson-keep"><Button kind="primary" type="submit">{t('assign')}</Button> <span class="hint">{t('assign_who')}</span></p>}
    </form>
  );
}

// ---- what it rests on

const sentenceOf = (state: State, turn: TurnRef): Said | undefined =>
  state.lines.find((line): line is Said => line.kind === 'said' && turnKey(line.turn) === turnKey(turn));

function Evidence({ state, item }: { state: State; item: Item }) {
  const [choosing, setChoosing] = useState(false);
  return (
    <section class="lesson-part">
      <div class="lesson-head">
        <h3>{t('evidence')}</h3>
        <Button icon="plus" onClick={() => setChoosing(true)}>{t('evidence_choose')}</Button>
      </div>
      {item.evidence.length === 0
        ? <p class="card-empty">{t('evidence_none')}</p>
        : (
          <ul class="evidence">
            {item.evidence.map((turn) => {
              const said = sentenceOf(state, turn);
              return (
                <li key={turnKey(turn)}>
                  {said?.code ? <Code state={state} code={said.code} /> : <span class="code code-none" aria-hidden="true">–</span>}
                  <span class="evidence-text">{said?.text ?? '–'}</span>
                  <span class="hint">{t('evidence_turn', { turn: turnName(state.script, turn) })}</span>
                </li>
              );
            })}
          </ul>
        )}
      {choosing && <ChooseEvidence item={item} onClose={() => setChoosing(false)} />}
    </section>
  );
}

function ChooseEvidence({ item, onClose }: { item: Item; onClose: () => void }) {
  const state = known.value;
  const [find, setFind] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [none, setNone] = useState(false);
  const has = new Set(item.evidence.map(turnKey));
  const said = state.lines.filter(
    (line): line is Said => line.kind === 'said' && line.what !== 'lesson' && line.text !== '' && !has.has(turnKey(line.turn)),
  );
  const shown = said.filter((line) => line.text.toLocaleLowerCase().includes(find.trim().toLocaleLowerCase()));
  const add = () => {
    const turns = said.filter((line) => picked.includes(turnKey(line.turn))).map(({ turn: { round, repetition, room, number } }) => ({
      room: { round, repetition, room }, number,
    }));
    if (turns.length === 0) return setNone(true);
    send({ case: 'addEvidence', value: { item: BigInt(item.id), turns } });
    onClose();
  };
  return (
    <Dialog title={t('evidence_question')} onClose={onClose} class="evidence-dialog">
      <TextField label={t('evidence_find')} value={find} onInput={setFind} />
      <div class="evidence-choices">
        {shown.map((line) => {
          const key = turnKey(line.turn);
          return (
            <label key={key} class="mode">
              <input
                type="checkbox"
                checked={picked.includes(key)}
                onChange={() => {
                  setNone(false);
                  setPicked(picked.includes(key) ? picked.filter((one) => one !== key) : [...picked, key]);
                }}
              />
              <span>{line.code && <b>{line.code} </b>}{line.text} <span class="hint">{t('evidence_turn', { turn: turnName(state.script, line.turn) })}</span></span>
            </label>
          );
        })}
      </div>
      {none && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t('evidence_nothing')}</span></p>}
      <div class="dialog-buttons">
        <span data-safe><Button onClick={onClose}>{t('back')}</Button></span>
        <Button kind="primary" onClick={add}>{t('evidence_add')}</Button>
      </div>
    </Dialog>
  );
}

// ---- what those who may judge it think

function Judged({ state, item }: { state: State; item: Item }) {
  const judgement = judgementOf((state.verdicts.get(item.id) ?? new Map<string, string>()).values());
  return (
    <section class="lesson-part">
      <h3>{t('judged_title')}</h3>
      <p><b>{t(judgement)}</b></p>
      {judgement !== 'judged_none' && <p class="hint">{t(judgement === 'judged_few' ? 'judged_few_more' : 'judged_words')}</p>}
    </section>
  );
}

// ---- what is decided: everybody who knows the lesson reads it, so it is previewed

const numbers = { adopted: 1, declined: 2, done: 3 } as const;

function Decide({ state, item }: { state: State; item: Item }) {
  const [asking, setAsking] = useState<Decision | null>(null);
  const status = lessonStatus(state, item, now.value);
  const rests = item.evidence.length > 0 || item.code === '';
  const open: Decision[] = [
    ...(item.decision !== 'adopted' && item.decision !== 'done' && rests ? ['adopted' as const] : []),
    ...(item.decision === 'adopted' && item.owner !== '' ? ['done' as const] : []),
    ...(item.decision !== 'declined' && item.decision !== 'done' ? ['declined' as const] : []),
  ];
  return (
    <section class="lesson-part">
      {item.reason && <p>{t('because', { reason: item.reason })}</p>}
      {!rests && <Notice kind="info" icon="info" text={t('decide_no_evidence')} />}
      {item.decision === 'adopted' && item.owner === '' && <Notice kind="info" icon="info" text={t('decide_no_owner')} />}
      {status !== 'done' && (
        <div class="after-buttons">
          {open.map((decision) => <Button key={decision} kind={decision === 'declined' ? 'danger' : 'secondary'} onClick={() => setAsking(decision)}>{t(`decide_${decision}`)}</Button>)}
        </div>
      )}
      {asking && <DecideConfirm item={item} decision={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}

function DecideConfirm({ item, decision, onClose }: { item: Item; decision: Decision; onClose: () => void }) {
  const [reason, setReason, forget] = useTyped(`decide ${item.id} ${decision}`, '');
  const [fault, setFault] = useState(false);
  const go = () => {
    if (decision === 'declined' && reason.trim() === '') return setFault(true);
    send({ case: 'decideItem', value: { item: BigInt(item.id), decision: numbers[decision], reason: reason.trim() } });
    forget();
    onClose();
  };
  return (
    <Confirm title={t(`desk_decide_${decision}_question`)} act={t(`desk_decide_${decision}_act`)} danger={decision === 'declined'} onAct={go} onClose={onClose}>
      <p class="kept-text" dir="auto">{item.text}</p>
      <TextArea label={t('desk_decide_reason')} hint={t('assign_who')} value={reason} onInput={(text) => { setReason(text); setFault(false); }} />
      {fault && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t('decide_reason_needed')}</span></p>}
    </Confirm>
  );
}
