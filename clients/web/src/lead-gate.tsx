// SPDX-License-Identifier: EUPL-1.2
// The question gate: each question is read by the chair before the inner ring sees it. Letting
// it through is done at once; whatever takes something away is confirmed first, with a reason.
import { useEffect, useState } from 'preact/hooks';
import { SlotCloses } from './lead-slot';
import { Button, Confirm, TextArea, TextButton, useTyped } from './parts/basics';
import { Code, roleWord } from './parts/people';
import { groupOf, roundOf } from './reading';
import { now, send, state as known } from './store';
import type { Question, State } from './state';
import { t, timeOfDay } from './words';

export type GateDialog = { readonly kind: 'rephrase' | 'merge'; readonly question: string };

export const waitingQuestions = (state: State): readonly Question[] =>
  state.questions.filter((one) => one.state === 'waiting');

export const accept = (question: string): void =>
  send({ case: 'acceptQuestion', value: { question: BigInt(question) } });

export function Gate(props: { state: State; chosen: string; onChoose: (question: string) => void; onOpen: (dialog: GateDialog) => void; onWithhold: (question: string) => void }) {
  const { state } = props;
  const waiting = waitingQuestions(state);
  const open = roundOf(state.script, state.place.round)?.gate === true;
  if (state.over || !(state.script?.rounds ?? []).some((round) => round.held && round.gate)) return null;
  const chosen = waiting.find((one) => one.id === props.chosen) ?? waiting[0];
  return (
    <section class="card gate" data-part>
      <h2 class="card-title">
        {t('gate')} {waiting.length > 0 && <span class="card-hint">{t('gate_count', { n: waiting.length })}</span>}
        {waiting.length > 0 && !state.slot && (
          <span class="gate-keys" aria-hidden="true">{t('keys_short')} <kbd>A</kbd> <kbd>R</kbd> <kbd>M</kbd> <kbd>W</kbd></span>
        )}
      </h2>
      {waiting.length === 0 && <p class="card-empty">{open ? `${t('gate_none')} ${t('gate_none_more')}` : t(state.place.round > 0 ? 'gate_closed' : 'floor_no_round')}</p>}
      {waiting.length > 0 && <SlotCloses state={state} />}
      <ul class="questions">
        {waiting.map((question) => (
          <li key={question.id}>
            <QuestionCard
              state={state}
              question={question}
              chosen={question === chosen}
              others={waiting.length > 1}
              onChoose={() => props.onChoose(question.id)}
              onOpen={(kind) => props.onOpen({ kind, question: question.id })}
              onWithhold={() => props.onWithhold(question.id)}
            />
          </li>
        ))}
      </ul>
      <Tally state={state} />
    </section>
  );
}

function QuestionCard(props: {
  state: State; question: Question; chosen: boolean; others: boolean; onChoose: () => void;
  onOpen: (kind: GateDialog['kind']) => void; onWithhold: () => void;
}) {
  const { state, question } = props;
  const waits = Math.floor((now.value + state.clockOffsetMs - question.atMs) / 60_000);
  const seat = state.known.find((one) => one.code === question.code);
  return (
    <article class={props.chosen ? 'question-card question-chosen' : 'question-card'} onFocusIn={props.onChoose} onClick={props.onChoose}>
      <p class="question-meta">
        <Code state={state} code={question.code} outline />
        <span>{seat ? `${roleWord(groupOf(state.script, seat.group)?.role ?? '')}, ` : ''}{timeOfDay(question.atMs)}</span>
        {waits > 0 && <span class="question-waits">{t('gate_waits', { n: waits })}</span>}
      </p>
      <p class="question-text" dir="auto">{question.text}</p>
      {!state.slot && (
        <div class="question-acts">
          <Button kind="primary" icon="check" onClick={() => accept(question.id)}>{t('gate_accept')}</Button>
          <Button onClick={() => props.onOpen('rephrase')}>{t('gate_rephrase')}</Button>
          {props.others && <Button onClick={() => props.onOpen('merge')}>{t('gate_merge')}</Button>}
          <TextButton onClick={() => props.onWithhold()}>{t('gate_withhold')}</TextButton>
        </div>
      )}
    </article>
  );
}

function Tally({ state }: { state: State }) {
  const here = state.questions.filter((one) => one.round === state.place.round && one.state !== 'waiting');
  if (here.length === 0) return null;
  const count = (...states: Question['state'][]): number => here.filter((one) => states.includes(one.state)).length;
  return (
    <p class="card-foot">
      {t('gate_tally', { accepted: count('accepted', 'merged'), rephrase: count('rephrase'), withheld: count('withheld') })}
    </p>
  );
}

// ---- confirms

export function GateConfirm({ dialog, onClose }: { dialog: GateDialog; onClose: () => void }) {
  const question = waitingQuestions(known.value).find((one) => one.id === dialog.question);
  // Somebody else dealt with it meanwhile.
  useEffect(() => {
    if (!question) onClose();
  }, [question === undefined]);
  if (!question) return null;
  return dialog.kind === 'rephrase' ? <Rephrase question={question} onClose={onClose} /> : <Merge question={question} onClose={onClose} />;
}

function Rephrase({ question, onClose }: { question: Question; onClose: () => void }) {
  const [text, setText, forget] = useTyped(`rephrase ${question.id}`, t('gate_rephrase_text'));
  const act = () => {
    if (text.trim() === '') return;
    send({ case: 'askToRephrase', value: { question: BigInt(question.id), text } });
    forget();
    onClose();
  };
  return (
    <Confirm title={t('gate_rephrase_question')} act={t('gate_rephrase_act')} onAct={act} onClose={onClose}>
      <p class="kept-text" dir="auto">{question.text}</p>
      <TextArea label={t('safety_answer_label', { code: question.code })} value={text} onInput={setText} />
    </Confirm>
  );
}

function Merge({ question, onClose }: { question: Question; onClose: () => void }) {
  const waiting = waitingQuestions(known.value);
  const [ticked, setChosen] = useState<readonly string[]>([question.id]);
  const chosen = ticked.filter((id) => waiting.some((one) => one.id === id));
  const [text, setText, forget] = useTyped(`merge ${question.id}`, question.text);
  const [tooFew, setTooFew] = useState(false);
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const act = () => {
    if (chosen.length < 2) return setTooFew(true);
    send({ case: 'mergeQuestions', value: { questions: chosen.map(BigInt), text } });
    forget();
    onClose();
  };
  return (
    <Confirm title={t('gate_merge_question')} act={t('gate_merge_act')} onAct={act} onClose={onClose}>
      <fieldset class="merge-choice">
        <legend>{t('gate_merge_which')}</legend>
        {waiting.map((one) => (
          <label key={one.id} class={chosen.includes(one.id) ? 'mode mode-chosen' : 'mode'}>
            <input type="checkbox" checked={chosen.includes(one.id)} onChange={() => toggle(one.id)} />
            <span>{one.code}: {one.text}</span>
          </label>
        ))}
      </fieldset>
      {tooFew && <p role="alert" class="own own-refused">{t('gate_merge_two')}</p>}
      <TextArea label={t('gate_merge_text')} value={text} onInput={setText} />
    </Confirm>
  );
}
