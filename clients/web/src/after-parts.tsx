// SPDX-License-Identifier: EUPL-1.2
// What the letter looks like and how far a lesson has got: the same for who leads and who took part.
import './styles/after.css';
import { letterBlocks } from './after-letter';
import { asWritten, harmless } from './harmless';
import { Icon } from './parts/icons';
import type { IconName } from './parts/icons';
import { lessonStatus } from './reading';
import type { LessonStatus } from './reading';
import { now } from './store';
import type { Item, State } from './state';
import { learn } from './texts';
import { after } from './texts/after';
import { language, t } from './words';

learn(after);

// "4 januari 2027".
export const dayWords = (ms: number): string =>
  new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : 'nl-NL', { day: 'numeric', month: 'long', year: 'numeric' }).format(ms);

export const Paper = ({ text, atMs }: { text: string; atMs: number }) => (
  <article class="paper" lang={language.value}>
    <p class="paper-day">{dayWords(atMs)}</p>
    {letterBlocks(asWritten(harmless(text))).map((block, index) =>
      block.kind === 'list' ? <ul key={index}>{block.items.map((item, at) => <li key={at}>{item}</li>)}</ul>
      : block.kind === 'heading' ? <h3 key={index}>{block.text}</h3>
      : <p key={index}>{block.text}</p>)}
  </article>
);

const icons: Record<LessonStatus, IconName> = {
  draft: 'pencil', shared: 'send', judged: 'users', adopted: 'check', declined: 'stop', done: 'check', overdue: 'clock',
};
export function StatusChip({ state, item }: { state: State; item: Item }) {
  const status = lessonStatus(state, item, now.value);
  return (
    <span class={`lesson-chip lesson-${status}`}>
      <Icon name={icons[status]} size={18} /> {t(`status_${status}`)}
    </span>
  );
}

// Who, when and why, in sentences.
export function WhatBecame({ state, item }: { state: State; item: Item }) {
  const status = lessonStatus(state, item, now.value);
  return (
    <>
      {status !== 'declined' && status !== 'done' && (
        <p>
          {item.owner ? t('owner_is', { owner: item.owner }) : `${t('no_owner')}.`}{' '}
          {item.dueMs === 0 ? `${t('no_date')}.` : t(status === 'overdue' ? 'was_due' : 'due_is', { day: dayWords(item.dueMs) })}
        </p>
      )}
      {item.reason && <p>{t('because', { reason: item.reason })}</p>}
    </>
  );
}

export const printPaper = (): void => globalThis.print();
