// SPDX-License-Identifier: EUPL-1.2
// What is this person's alone: notes, questions sent to the gate, and calls for help.
import { forms } from '../forms';
import { bringable, myOwnItems, myStanding } from '../reading';
import { discard, drafts, putBack, send, setDraft, state as known } from '../store';
import type { Question, State } from '../state';
import type { TextKey } from '../texts';
import { Say, clockTime, t, timeOfDay } from '../words';
import { Button, Dialog, TextArea, TextButton } from './basics';
import { Icon } from './icons';
import { Settings } from './settings';

// ---- notes: violet, with a lock

export function Notes({ folded }: { folded: boolean }) {
  const state = known.value;
  const may = myStanding(state).may.has('note');
  const { notes, marks } = bringable(state);
  const more = notes.length + marks.length + myOwnItems(state).length;
  if (!may && more === 0) return null;
  const parts = forms.value;
  const heading = (
    <>
      <Icon name="lock" size={24} />
      <b>{t('notes')}</b> <span class="notes-for">{more > 0 ? t('notes_to_share', { n: more }) : t('notes_for_you')}</span>
    </>
  );
  const body = (
    <>
      {may && <NotesBody state={state} />}
      {parts && <parts.Bring state={state} />}
      {parts && <parts.OwnItems state={state} />}
    </>
  );
  if (!folded) {
    return (
      <section class="notes" id="notities" aria-label={t('notes')} data-part>
        <h2 class="notes-title">{heading}</h2>
        {body}
      </section>
    );
  }
  return (
    <details class="notes notes-folded" id="notities" data-part>
      <summary class="notes-title">{heading}</summary>
      {body}
    </details>
  );
}

function NotesBody({ state }: { state: State }) {
  const draft = drafts.note.value;
  const kept = state.notes.length > 0;
  const sending = state.own.some((own) => own.command.act.case === 'note' && own.state === 'sending' && !own.shown);
  const keep = () => {
    const text = draft.trim();
    if (text === '') return;
    send({ case: 'note', value: { text } }, text);
    setDraft('note', '');
  };
  return (
    <>
      <TextArea label={t('note_label')} labelHidden value={draft} onInput={(text) => setDraft('note', text)} onSend={keep} />
      {draft !== '' && <Button onClick={keep}>{t('note_keep')}</Button>}
      {sending && <p class="own"><Icon name="send" size={20} /> {t('own_sending')}</p>}
      {kept && (
        <details class="notes-list">
          <summary>
            <Icon name="check" size={20} />{' '}
            <b>{t('notes_count', { n: state.notes.length })}.</b> <span>{t(laterSpeaks(state) ? 'note_kept' : 'note_kept_plain')}</span>
          </summary>
          <ul>
            {state.notes.map((note) => (
              <li key={note.id}>
                <span class="hint">{timeOfDay(note.atMs)}</span> {note.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const laterSpeaks = (state: State): boolean =>
  (state.script?.rounds ?? []).some(
    (round, index) =>
      index + 1 > state.place.round &&
      round.placements.some((one) => one.group === state.self?.group && one.may.includes('propose_lesson')),
  );

// ---- own questions and what became of them

const outcomes: Record<Question['state'], TextKey> = {
  waiting: 'question_waiting', accepted: 'question_accepted', rephrase: 'question_rephrase',
  merged: 'question_merged', withheld: 'question_withheld', lapsed: 'question_lapsed',
};

export function MyQuestions() {
  const state = known.value;
  const mine = state.questions.filter((one) => one.code === state.self?.code && one.round === state.place.round);
  if (mine.length === 0) return null;
  return (
    <section class="my-questions">
      <h2 class="nl-heading nl-heading--level-3">{t('my_questions')}</h2>
      <ul>
        {mine.map((question) => (
          <li key={question.id} class={`my-question question-${question.state}`}>
            <p dir="auto">{question.text}</p>
            <p class="question-outcome">
              <Icon name={question.state === 'accepted' ? 'check' : question.state === 'waiting' ? 'hourglass' : 'info'} size={20} />
              <span>
                <b>{t(outcomes[question.state])}</b>
                {question.explanation && question.state !== 'accepted' && <span> {question.explanation}</span>}
              </span>
            </p>
            {question.state === 'rephrase' && myStanding(state).may.has('ask') && (
              <TextButton onClick={() => setDraft('ask', question.text)}>{t('question_again')}</TextButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

// ---- help: only the facilitators see it

export function HelpDialog({ keys, onClose }: { keys: boolean; onClose: () => void }) {
  const state = known.value;
  const mine = state.help.filter((one) => one.code === state.self?.code);
  const pending = state.own.filter((own) => own.command.act.case === 'askHelp' && !own.shown);
  const ask = (text: string) => {
    if (text.trim() === '') return;
    send({ case: 'askHelp', value: { text: text.trim() } }, text.trim());
    setDraft('help', '');
  };
  return (
    <Dialog title={t('help_title')} onClose={onClose} class="help-dialog">
      <p>{t('help_body')}</p>
      {mine.length > 0 && (
        <ul class="help-lines">
          {mine.map((one, index) => (
            <li key={index} class={one.fromChair ? 'help-answer' : 'help-ask'}>
              <span class="hint">{clockTime(one.atMs)}</span>
              <p>{t(one.fromChair ? 'help_answer' : 'help_sent', { text: one.text })}</p>
            </li>
          ))}
        </ul>
      )}
      {pending.map((own) => (
        <p key={own.id} class="own">
          <Icon name={own.state === 'refused' ? 'warning' : 'send'} size={20} />
          <span>
            {own.text} {own.state === 'refused' ? t('refused_title') : t('own_sending')}
          </span>
          {own.state === 'refused' && (
            <>
              <TextButton onClick={() => putBack(own, 'help')}>{t('put_back')}</TextButton>
              <TextButton onClick={() => discard(own)}>{t('erase')}</TextButton>
            </>
          )}
        </p>
      ))}
      <TextArea
        label={t('help_label')}
        value={drafts.help.value}
        onInput={(text) => setDraft('help', text)}
        onSend={() => ask(drafts.help.value)}
      />
      <div class="dialog-buttons">
        <span data-safe>
          <Button onClick={onClose}>{t('close')}</Button>
        </span>
        <Button kind="primary" icon="help" onClick={() => ask(drafts.help.value.trim() || t('help_plain'))}>
          {t('help_send')}
        </Button>
      </div>
      <hr />
      {forms.value && <section class="own-words"><h3 class="nl-heading nl-heading--level-3">{t('own_words')}</h3><forms.value.ConsentSummary /></section>}
      <Settings keys={keys} />
    </Dialog>
  );
}

// An answer to a call for help, on the page until it is read.
export function HelpAnswer({ seen, onRead }: { seen: number; onRead: () => void }) {
  const answers = known.value.help.filter((one) => one.fromChair && one.code === known.value.self?.code);
  const last = answers[answers.length - 1];
  if (!last || answers.length <= seen) return null;
  return (
    <div class="notice notice-info">
      <Icon name="help" />
      <div class="notice-body">
        <p>
          <Say k="help_new_answer" values={{ text: last.text }} />
        </p>
        <TextButton onClick={onRead}>{t('close')}</TextButton>
      </div>
    </div>
  );
}
