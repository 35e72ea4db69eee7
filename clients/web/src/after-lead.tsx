// SPDX-License-Identifier: EUPL-1.2
// The desk for what comes after: lessons with evidence, owner and date; the letter to clients, seen
// as paper before it goes; its answers; the report. Three columns, or one under the other.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { download, draftLetter } from './after-files';
import type { Failure, Wanted } from './after-files';
import { hintsFor } from './after-letter';
import { LessonDesk } from './after-lesson';
import { Paper, StatusChip, dayWords, printPaper } from './after-parts';
import { Button, Confirm, Notice, TextArea } from './parts/basics';
import { Icon } from './parts/icons';
import { Code } from './parts/people';
import { harmless } from './harmless';
import { keepDraft, keptDraft } from './keeping';
import type { KeptSeat } from './keeping';
import { lessons } from './reading';
import { width } from './screen';
import { now, page, send, state as known } from './store';
import type { Item, State } from './state';
import { Notices } from './take-part';
import { Say, language, t } from './words';

const chosen = signal(''); // the lesson on the desk
const left = signal<ReadonlySet<string>>(new Set()); // lessons that stay out of the letter

export const rests = (item: Item): boolean => item.evidence.length > 0 || item.code === '';

export function AfterDesk({ onBack }: { onBack: () => void }) {
  const state = known.value;
  const all = lessons(state);
  const at = all.find((item) => item.id === chosen.value) ?? all[0];
  const seat = page.value.kind === 'conversation' ? page.value.seat : null;
  return (
    <div class={width.value < 1024 ? 'after after-one' : 'after after-three'}>
      <header class="lead-head" data-part>
        <div class="lead-titles">
          <h1>{t('after_title')}</h1>
          <p>{state.title}</p>
        </div>
        <div class="lead-side"><Button icon="back" onClick={onBack}>{t('after_back')}</Button></div>
      </header>
      <main class="after-body">
        <Notices state={state} />
        <div class="after-main">
          <LessonList state={state} all={all} at={at?.id ?? ''} />
          <section class="after-column" aria-label={t('lesson_heading')} data-part>
            {at ? <LessonDesk key={at.id} state={state} item={at} /> : <p class="card-empty">{t('lessons_none')}</p>}
          </section>
          {seat && <Letters state={state} all={all} seat={seat} />}
        </div>
      </main>
    </div>
  );
}

// ---- the lessons

function LessonList({ state, all, at }: { state: State; all: readonly Item[]; at: string }) {
  return (
    <nav class="after-column after-lessons" aria-label={t('lessons_count', { n: all.length })} data-part>
      <h2 class="card-title">{t('lessons_count', { n: all.length })}</h2>
      <ol class="lesson-list">
        {all.map((item, index) => (
          <li key={item.id}>
            <button type="button" class={item.id === at ? 'lesson-pick lesson-pick-on' : 'lesson-pick'} aria-current={item.id === at} onClick={() => (chosen.value = item.id)}>
              <span class="lesson-text">{index + 1}. {item.text}</span>
              <StatusChip state={state} item={item} />
              <span class="hint">
                {[item.owner || t('no_owner'), item.dueMs > 0 ? dayWords(item.dueMs) : t('no_date'),
                  rests(item) ? t('evidence_count', { n: Math.max(1, item.evidence.length) }) : t('evidence_none')].join(', ')}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

// ---- letter, answers, report

function Letters({ state, all, seat }: { state: State; all: readonly Item[]; seat: KeptSeat }) {
  const [failed, setFailed] = useState<Failure | null>(null);
  const get = (wanted: Omit<Wanted, 'language'>) => {
    setFailed(null);
    void download(seat, { ...wanted, language: language.value }).then(setFailed);
  };
  return (
    <div class="after-column" data-part>
      <LetterDesk state={state} all={all} seat={seat} onFile={get} onFailed={setFailed} />
      <div role="alert">{failed && <Notice kind="warn" icon="warning" text={t(failed)} />}</div>
      <Answers state={state} />
      <section class="card" aria-labelledby="verslag">
        <h2 class="card-title" id="verslag">{t('report_title')}</h2>
        <p>{t('report_about')}</p>
        <div class="after-buttons">
          <Button icon="file" onClick={() => get({ what: 'report', format: 'docx' })}>{t('report_word')}</Button>
          <Button icon="file" onClick={() => get({ what: 'report', format: 'html' })}>{t('report_page')}</Button>
        </div>
      </section>
    </div>
  );
}

interface LetterProps {
  readonly state: State;
  readonly all: readonly Item[];
  readonly seat: KeptSeat;
  readonly onFile: (wanted: Omit<Wanted, 'language'>) => void;
  readonly onFailed: (why: Failure | null) => void;
}
function LetterDesk({ state, all, seat, onFile, onFailed }: LetterProps) {
  const [text, setText] = useState(() => keptDraft(seat, 'letter'));
  const [asking, setAsking] = useState<'send' | 'again' | null>(null);
  const ready = all.filter(rests);
  const named = ready.filter((item) => !left.value.has(item.id));
  const write = (next: string) => {
    setText(next);
    keepDraft(seat, 'letter', next);
  };
  const draft = () => {
    onFailed(null);
    void draftLetter(seat, named.map((item) => item.id), language.value).then((made) => {
      if (made.ok) write(made.value);
      else onFailed(made.why);
    });
  };
  return (
    <section class="card" aria-labelledby="brief">
      <h2 class="card-title" id="brief">{t('letter_desk')}</h2>
      {state.letter && <p class="own own-saved"><Icon name="check" size={20} /> <span>{t('letter_sent_on', { day: dayWords(state.letter.atMs) })}</span></p>}
      {ready.length === 0 ? <Notice kind="info" icon="info" text={t('letter_no_lessons')} /> : (
        <fieldset class="after-choices">
          <legend>{t('desk_letter_lessons')}</legend>
          {ready.map((item) => (
            <label key={item.id} class="mode">
              <input type="checkbox" checked={!left.value.has(item.id)} onChange={(event) => (left.value = toggled(left.value, item.id, !event.currentTarget.checked))} />
              <span>{all.indexOf(item) + 1}. {item.text}</span>
            </label>
          ))}
        </fieldset>
      )}
      {text === ''
        ? named.length > 0 && <Button kind="primary" icon="pencil" onClick={draft}>{t('letter_draft')}</Button>
        : (
          <>
            <TextArea label={t('desk_letter_text')} hint={t('letter_text_hint')} rows={8} value={text} onInput={write} />
            <Hints text={text} />
            <h3 class="only-read-aloud">{t('letter_preview')}</h3>
            <Paper text={text} atMs={now.value} />
            <div class="after-buttons">
              <Button icon="print" onClick={printPaper}>{t('print')}</Button>
              <Button icon="file" onClick={() => onFile({ what: 'letter', format: 'docx', text })}>{t('letter_word')}</Button>
              {named.length > 0 && <Button onClick={() => setAsking('again')}>{t('desk_letter_again')}</Button>}
            </div>
            {state.place.round > 0 ? <p class="hint">{t('letter_in_round')}</p> : named.length > 0 && (
              <Button kind="primary" wide icon="mail" onClick={() => setAsking('send')}>{t('desk_letter_send')}</Button>
            )}
          </>
        )}
      {asking === 'again' && (
        <Confirm title={t('letter_again_question')} act={t('letter_again_act')} danger onAct={() => { draft(); setAsking(null); }} onClose={() => setAsking(null)}>
          <p>{t('letter_again_lost')}</p>
        </Confirm>
      )}
      {asking === 'send' && <SendLetter text={text} named={named} onSent={() => write('')} onClose={() => setAsking(null)} />}
    </section>
  );
}

// Its reader, what goes with it, and the letter as it will be: nothing of it can be taken back.
function SendLetter({ text, named, onSent, onClose }: { text: string; named: readonly Item[]; onSent: () => void; onClose: () => void }) {
  const unowned = named.filter((item) => item.owner === '' && item.decision !== 'declined').length;
  const go = () => {
    send({ case: 'sendLetter', value: { text, lessons: named.map((item) => BigInt(item.id)) } }, text);
    onSent();
    onClose();
  };
  return (
    <Confirm title={t('letter_send_question')} act={t('letter_send_act')} danger onAct={go} onClose={onClose}>
      <ul class="consequences">
        <li><Icon name="users" size={20} /> <span><Say k="letter_send_who" /></span></li>
        <li><Icon name="lesson" size={20} /> <span><Say k="letter_send_lessons" values={{ n: named.length }} /></span></li>
        {unowned > 0 && <li class="consequence-warn"><Icon name="warning" size={20} /> <span><Say k="letter_send_unowned" values={{ n: unowned }} /></span></li>}
        <li class="consequence-warn"><Icon name="warning" size={20} /> <span>{t('cannot_undo')}</span></li>
      </ul>
      <div class="paper-small" tabIndex={0} role="group" aria-label={t('letter_preview')}><Paper text={text} atMs={now.value} /></div>
    </Confirm>
  );
}

function Hints({ text }: { text: string }) {
  const hints = language.value === 'nl' ? hintsFor(text) : [];
  if (language.value !== 'nl') return null;
  if (hints.length === 0) return <p class="own own-saved"><Icon name="check" size={20} /> <span>{t('hints_none')}</span></p>;
  return (
    <div class="hints">
      <p><b>{t('hints_title')}</b></p>
      <ul>
        {hints.map((hint) => (
          <li key={`${hint.kind}${hint.text}`}>{hint.kind === 'long' ? t('hint_long', { n: hint.words, text: harmless(hint.text) }) : t('hint_word', { text: hint.text })}</li>
        ))}
      </ul>
    </div>
  );
}

function Answers({ state }: { state: State }) {
  if (!state.letter) return null;
  return (
    <section class="card" aria-labelledby="antwoorden">
      <h2 class="card-title" id="antwoorden">{t('answers_title')}</h2>
      {state.letterAnswers.length === 0 && <p class="card-empty">{t('answers_none')}</p>}
      {state.letterAnswers.map((one, index) => (
        <div key={index} class="after-answer-row">
          <Code state={state} code={one.code} />
          <div><p class="lesson-text" dir="auto">{one.text}</p><p class="hint">{dayWords(one.atMs)}</p></div>
        </div>
      ))}
    </section>
  );
}

const toggled = (set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> => {
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
};
