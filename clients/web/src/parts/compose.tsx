// SPDX-License-Identifier: EUPL-1.2
// Where a participant writes: a contribution, an answer, a question or a lesson, as the round
// allows. It is never greyed out: what may not be done now is replaced by why and when.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { groupOf, holdsFloor, myGroup, myStanding, productsToMake, questionsShown, roundLabel, roundOf, turnName } from '../reading';
import { drafts, send, setDraft, state as known } from '../store';
import type { DraftKind } from '../store';
import { samePlace } from '../state';
import type { State } from '../state';
import type { TextKey } from '../texts';
import { scripted, t } from '../words';
import { Button, TextArea } from './basics';
import { Icon } from './icons';

// What is written: one of these, or an item of the product at that position.
export type Mode = 'speak' | 'answer' | 'ask' | 'lesson' | `item:${number}`;

export function modesOf(state: State): Mode[] {
  const { may } = myStanding(state);
  const round = roundOf(state.script, state.place.round);
  if (!round || (state.clock?.paused && state.place.room === 0)) return [];
  const mine = holdsFloor(state);
  return [
    ...(may.has('answer') && mine && questionsShown(state).length > 0 ? ['answer' as const] : []),
    ...(may.has('speak') && mine ? ['speak' as const] : []),
    ...(may.has('ask') ? ['ask' as const] : []),
    ...productsToMake(state).map(({ index }): Mode => `item:${index}`),
    ...(may.has('propose_lesson') ? ['lesson' as const] : []),
  ];
}

const draftOf = (mode: Mode): DraftKind => (isItem(mode) ? 'item' : mode);
const isItem = (mode: Mode): mode is `item:${number}` => mode.startsWith('item:');
const productIn = (state: State, mode: Mode) => (isItem(mode) ? state.script?.products[Number(mode.slice(5))] : undefined);

function modeName(state: State, mode: Mode): string {
  switch (mode) {
    case 'speak': return t('mode_speak');
    case 'answer': return t('mode_answer');
    case 'ask': return t('mode_ask');
    case 'lesson': return t('mode_lesson');
    default: return scripted(productIn(state, mode)?.title);
  }
}
function sendName(mode: Mode): TextKey {
  return isItem(mode) ? 'send_item' : mode === 'ask' ? 'send_question' : mode === 'lesson' ? 'send_lesson' : 'send';
}
// Who will read it.
function hintOf(state: State, mode: Mode): string {
  const round = roundOf(state.script, state.place.round);
  const rule = mode === 'ask' ? scripted(round?.questionRule) : '';
  switch (mode) {
    case 'speak': return '';
    case 'answer': return round?.answersTo === 'chair_only' ? t('compose_answer_chair') : '';
    case 'ask': return `${rule} ${t(round?.gate ? 'compose_question_more' : 'compose_question_all')}`.trim();
    case 'lesson': return t(lessonsComeBack(state) ? 'compose_lesson_more' : 'compose_lesson_here');
    default: return t(productIn(state, mode)?.own ? 'compose_item_own' : round?.ownOnly ? 'compose_item_later' : 'compose_item_all');
  }
}
const lessonsComeBack = (state: State): boolean =>
  (state.script?.rounds ?? []).some((round, index) => index >= state.place.round && round.held && round.sharesLessons);

export function Compose({ extra }: { extra?: ComponentChildren }) {
  const state = known.value;
  const modes = modesOf(state);
  const [chosen, choose] = useState<Mode | null>(null);
  const mode = chosen && modes.includes(chosen) ? chosen : (modes.find((one) => one === 'speak') ?? modes[0]);
  const may = myStanding(state).may;
  if (!mode) return extra ? <section class="compose"><div class="compose-buttons">{extra}</div></section> : <KeptDraft />;
  return (
    <section class="compose" id="schrijven" aria-label={t('compose_what')}>
      {modes.length > 1 && <Modes state={state} modes={modes} mode={mode} onChoose={choose} />}
      <Field state={state} mode={mode} />
      <div class="compose-buttons">
        {extra}
        {may.has('pass') && (mode === 'speak' || mode === 'answer') && <PassButton state={state} />}
        <SendButton state={state} mode={mode} />
      </div>
    </section>
  );
}

function Modes({ state, modes, mode, onChoose }: { state: State; modes: Mode[]; mode: Mode; onChoose: (mode: Mode) => void }) {
  if (modes.length > 2) {
    return (
      <label class="mode-choice">
        <span>{t('compose_what')}</span>
        <select value={mode} onChange={(event) => onChoose(event.currentTarget.value as Mode)}>
          {modes.map((one) => <option key={one} value={one}>{modeName(state, one)}</option>)}
        </select>
      </label>
    );
  }
  return (
    <fieldset class="modes">
      <legend class="only-read-aloud">{t('compose_what')}</legend>
      {modes.map((one) => (
        <label key={one} class={one === mode ? 'mode mode-chosen' : 'mode'}>
          <input type="radio" name="mode" checked={one === mode} onChange={() => onChoose(one)} />
          <span>{modeName(state, one)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Field({ state, mode }: { state: State; mode: Mode }) {
  const draft = drafts[draftOf(mode)].value;
  const question = questionChosen(state);
  const client = ['client', 'client_rep'].includes(groupOf(state.script, myGroup(state))?.role ?? '');
  const story = client && state.place.room === 0 && roundLabel(state.script, state.place.round) === '1';
  const label =
    mode === 'answer' && question ? t('compose_answer_to', { turn: turnName(state.script, question.turn) })
    : mode === 'ask' ? t('compose_question')
    : mode === 'lesson' ? t('compose_lesson')
    : isItem(mode) ? scripted(productIn(state, mode)?.title)
    : t(story ? 'compose_story' : 'compose_speak');
  const hint = hintOf(state, mode);
  return (
    <>
      {mode === 'answer' && <QuestionChoice state={state} />}
      <TextArea
        label={label}
        value={draft}
        onInput={(text) => setDraft(draftOf(mode), text)}
        onSend={() => submit(state, mode)}
        hint={
          draft !== '' ? (
            <>
              <Icon name="pencil" size={20} /> {t('draft_here')}{isItem(mode) && `. ${hint}`}
            </>
          ) : hint || undefined
        }
      />
    </>
  );
}

// ---- which question is answered: the newest without an answer, unless one was picked

const picked = signal('');

function questionChosen(state: State) {
  const shown = questionsShown(state).flatMap((one) => (one.kind === 'said' ? [one] : []));
  const answered = new Set(state.lines.flatMap((one) => (one.kind === 'said' && one.what === 'answer' ? [one.item] : [])));
  return (
    shown.find((one) => one.item === picked.value) ??
    [...shown].reverse().find((one) => !answered.has(one.item)) ??
    shown[shown.length - 1]
  );
}

function QuestionChoice({ state }: { state: State }) {
  const shown = questionsShown(state).flatMap((one) => (one.kind === 'said' ? [one] : []));
  const question = questionChosen(state);
  if (shown.length < 2) return question ? <p class="asked" dir="auto">{question.text}</p> : null;
  return (
    <>
      <label class="field question-choice">
        <span class="utrecht-form-label">{t('choose_question')}</span>
        <select
          value={question?.item}
          onChange={(event) => (picked.value = event.currentTarget.value)}
        >
          {shown.map((one) => (
            <option key={one.item} value={one.item}>{`${turnName(state.script, one.turn)} ${one.text}`}</option>
          ))}
        </select>
      </label>
      {question && <p class="asked" dir="auto">{question.text}</p>}
    </>
  );
}

// ---- sending and passing

function submit(state: State, mode: Mode): void {
  const text = drafts[draftOf(mode)].value.trim();
  if (text === '') return;
  if (mode === 'speak') send({ case: 'speak', value: { text } }, text);
  if (mode === 'ask') send({ case: 'ask', value: { text } }, text);
  if (mode === 'lesson') send({ case: 'proposeLesson', value: { text } }, text);
  if (isItem(mode)) send({ case: 'propose', value: { product: Number(mode.slice(5)), text } }, text);
  if (mode === 'answer') {
    const question = questionChosen(state);
    if (!question) return;
    send({ case: 'answer', value: { text, question: BigInt(question.item) } }, text);
    picked.value = '';
  }
  setDraft(draftOf(mode), '');
}

const SendButton = ({ state, mode }: { state: State; mode: Mode }) => (
  <Button kind="primary" wide shortcut="Control+Enter" onClick={() => submit(state, mode)}>
    {t(sendName(mode))}
  </Button>
);

// "Ik pas" becomes "Ik ben klaar" after the first contribution of the turn.
const PassButton = ({ state }: { state: State }) => (
  <Button shortcut="Alt+P" onClick={() => pass()}>
    {t(spokeSincePass(state) ? 'done' : 'pass')}
  </Button>
);
export const pass = (): void => send({ case: 'pass', value: {} });

function spokeSincePass(state: State): boolean {
  const mine = state.lines.filter(
    (one) => (one.kind === 'said' || one.kind === 'passed') && one.code === state.self?.code && samePlace(one.turn, state.place),
  );
  return mine[mine.length - 1]?.kind === 'said';
}

// A draft that cannot be sent now stays readable and can be copied.
function KeptDraft() {
  const text = [drafts.speak.value, drafts.answer.value, drafts.ask.value, drafts.item.value, drafts.lesson.value].find((one) => one !== '');
  if (!text) return null;
  return (
    <section class="kept-draft" aria-label={t('draft_kept_reads')}>
      <p class="hint">
        <Icon name="pencil" size={20} /> {t('draft_here')}
      </p>
      <p class="kept-text" dir="auto">{text}</p>
    </section>
  );
}
