// SPDX-License-Identifier: EUPL-1.2
// Where a participant writes: a contribution, an answer, a question or a lesson, as the round
// allows. It is never greyed out: what may not be done now is replaced by why and when.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { myStanding, questionsShown, roundOf, turnName } from '../reading';
import { drafts, send, setDraft, state as known } from '../store';
import type { DraftKind } from '../store';
import type { State } from '../state';
import type { TextKey } from '../texts';
import { t } from '../words';
import { Button, TextArea } from './basics';
import { Icon } from './icons';

export type Mode = 'speak' | 'answer' | 'ask' | 'lesson';

export function modesOf(state: State): Mode[] {
  const { may } = myStanding(state);
  const round = roundOf(state.script, state.place.round);
  if (!round || state.clock?.paused) return [];
  const mine = round.floor !== 'queue' || state.floor === state.self?.code;
  return [
    ...(may.has('answer') && questionsShown(state).length > 0 ? ['answer' as const] : []),
    ...(may.has('speak') && mine ? ['speak' as const] : []),
    ...(may.has('ask') ? ['ask' as const] : []),
    ...(may.has('propose_lesson') && mine ? ['lesson' as const] : []),
  ];
}

const modeNames: Record<Mode, TextKey> = { speak: 'mode_speak', answer: 'mode_answer', ask: 'mode_ask', lesson: 'mode_lesson' };
const sendNames: Record<Mode, TextKey> = { speak: 'send', answer: 'send', ask: 'send_question', lesson: 'send_lesson' };
const hints: Partial<Record<Mode, TextKey>> = { ask: 'compose_question_more', lesson: 'compose_lesson_more' };

export function Compose() {
  const state = known.value;
  const modes = modesOf(state);
  const [chosen, choose] = useState<Mode | null>(null);
  const mode = chosen && modes.includes(chosen) ? chosen : (modes.find((one) => one === 'speak') ?? modes[0]);
  const may = myStanding(state).may;
  if (!mode) return <KeptDraft />;
  return (
    <section class="compose" id="schrijven" aria-label={t('compose_what')}>
      {modes.length > 1 && <Modes modes={modes} mode={mode} onChoose={choose} />}
      <Field state={state} mode={mode} />
      <div class="compose-buttons">
        {may.has('pass') && mode !== 'ask' && mode !== 'lesson' && <PassButton state={state} />}
        <SendButton state={state} mode={mode} />
      </div>
    </section>
  );
}

function Modes({ modes, mode, onChoose }: { modes: Mode[]; mode: Mode; onChoose: (mode: Mode) => void }) {
  return (
    <fieldset class="modes">
      <legend class="only-read-aloud">{t('compose_what')}</legend>
      {modes.map((one) => (
        <label key={one} class={one === mode ? 'mode mode-chosen' : 'mode'}>
          <input type="radio" name="mode" checked={one === mode} onChange={() => onChoose(one)} />
          <span>{t(modeNames[one])}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Field({ state, mode }: { state: State; mode: Mode }) {
  const kind: DraftKind = mode;
  const draft = drafts[kind].value;
  const question = questionChosen(state);
  const inRoundOne = state.place.round === 1;
  const label =
    mode === 'answer' && question ? t('compose_answer_to', { turn: turnName(state.script, question.turn) })
    : mode === 'ask' ? t('compose_question')
    : mode === 'lesson' ? t('compose_lesson')
    : t(inRoundOne ? 'compose_story' : 'compose_speak');
  const hint = hints[mode];
  return (
    <>
      {mode === 'answer' && <QuestionChoice state={state} />}
      <TextArea
        label={label}
        value={draft}
        onInput={(text) => setDraft(kind, text)}
        onSend={() => submit(state, mode)}
        hint={
          draft !== '' ? (
            <>
              <Icon name="pencil" size={20} /> {t('draft_here')}
            </>
          ) : hint ? t(hint) : undefined
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
  if (shown.length < 2) return question ? <p class="asked">{question.text}</p> : null;
  return (
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
  );
}

// ---- sending and passing

function submit(state: State, mode: Mode): void {
  const text = drafts[mode].value.trim();
  if (text === '') return;
  if (mode === 'speak') send({ case: 'speak', value: { text } }, text);
  if (mode === 'ask') send({ case: 'ask', value: { text } }, text);
  if (mode === 'lesson') send({ case: 'proposeLesson', value: { text } }, text);
  if (mode === 'answer') {
    const question = questionChosen(state);
    if (!question) return;
    send({ case: 'answer', value: { text, question: BigInt(question.item) } }, text);
    picked.value = '';
  }
  setDraft(mode, '');
}

const SendButton = ({ state, mode }: { state: State; mode: Mode }) => (
  <Button kind="primary" wide shortcut="Control+Enter" onClick={() => submit(state, mode)}>
    {t(sendNames[mode])}
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
    (one) => (one.kind === 'said' || one.kind === 'passed') && one.code === state.self?.code && one.turn.round === state.place.round,
  );
  return mine[mine.length - 1]?.kind === 'said';
}

// A draft that cannot be sent now stays readable and can be copied.
function KeptDraft() {
  const text = [drafts.speak.value, drafts.answer.value, drafts.ask.value].find((one) => one !== '');
  if (!text) return null;
  return (
    <section class="kept-draft" aria-label={t('draft_kept_reads')}>
      <p class="hint">
        <Icon name="pencil" size={20} /> {t('draft_here')}
      </p>
      <p class="kept-text">{text}</p>
    </section>
  );
}
