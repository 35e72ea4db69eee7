// SPDX-License-Identifier: EUPL-1.2
// What people make together or keep to themselves: lists on the table, own items, notes and marks to bring
// along, lessons and what became of them, the letter.
import { useState } from 'preact/hooks';
import { bringable, isJudged, itemsOf, lessonStatus, lessons, myOwnItems, myStanding, productOf, roundOf } from '../reading';
import type { LessonStatus } from '../reading';
import { drafts, now, putBack, send, setDraft, state as known } from '../store';
import type { Item, State } from '../state';
import type { TextKey } from '../texts';
import { clockTime, dateOf, scripted, t } from '../words';
import { Button, Confirm, Dialog, TextArea, TextButton, useTyped } from './basics';
import { Icon } from './icons';
import type { IconName } from './icons';
import { Judging } from './judging';

// ---- what is on the table: the lists that the round takes, repeats over, or adds to

export function Table({ state }: { state: State }) {
  const round = roundOf(state.script, state.place.round);
  if (!round || state.place.room > 0) return null;
  const made = round.placements.flatMap((one) => one.makes);
  const ids = [...new Set([...round.takes, round.repeatsOver, ...made])];
  const products = ids.flatMap((id) => productOf(state.script, id) ?? []).filter((product) => !product.own && !round.ownOnly);
  return (
    <>
      {products.map((product) => {
        const items = itemsOf(state, product.id).filter((item) => !item.own);
        return (
          <details key={product.id} class="table-list">
            <summary>{t('table_list', { title: scripted(product.title) })} ({items.length})</summary>
            {items.length === 0 && <p class="hint">{t('table_none')}</p>}
            <ol>
              {items.map((item) => (
                <li key={item.id} aria-current={item.id === state.subject ? 'true' : undefined}>
                  <p dir="auto">{item.text}</p>
                  <ItemState state={state} item={item} />
                  {isJudged(state, item) && <Judging state={state} item={item.id} />}
                </li>
              ))}
            </ol>
          </details>
        );
      })}
    </>
  );
}

// Its state in the script's words, or for a lesson how far it has come; who does it, and by when.
export function ItemState({ state, item }: { state: State; item: Item }) {
  const product = productOf(state.script, item.product);
  const word = item.product === '' ? <LessonChip status={lessonStatus(state, item, now.value)} /> : scripted(product?.states[item.state]) || decisionWord(item);
  const who = ownerWords(state, item);
  const reason = item.reason !== '' ? t('line_reason', { reason: item.reason }) : '';
  if (!word && who === '' && reason === '') return null;
  return (
    <p class="item-state">
      {typeof word === 'string' ? word && <span class="chip">{word}</span> : word}
      {item.signal && <span class="chip chip-warn">{t('lesson_signal')}</span>}
      {who !== '' && <span>{who}</span>}
      {reason !== '' && <span>{reason}</span>}
    </p>
  );
}
const decisionWord = (item: Item): string => (item.decision ? t(`lesson_${item.decision}`) : '');

const looks: Record<LessonStatus, { icon: IconName; chip: string }> = {
  draft: { icon: 'pencil', chip: 'chip-warn' }, shared: { icon: 'send', chip: '' }, judged: { icon: 'talk', chip: 'chip-act' },
  adopted: { icon: 'check', chip: 'chip-good' }, declined: { icon: 'cross', chip: 'chip-bad' }, done: { icon: 'check', chip: 'chip-good' },
  overdue: { icon: 'clock', chip: 'chip-bad' },
};
export const LessonChip = ({ status }: { status: LessonStatus }) => (
  <span class={`chip ${looks[status].chip}`}><Icon name={looks[status].icon} size={18} /> {t(`lesson_${status}` as TextKey)}</span>
);

export function ownerWords(state: State, item: Item): string {
  const owned = item.product === '' || productOf(state.script, item.product)?.withOwner === true;
  if (!owned) return '';
  const open = item.decision !== 'declined' && item.decision !== 'done';
  if (item.owner === '') return open && (item.shared || item.product !== '') ? t('lesson_no_owner') : '';
  return item.dueMs > 0 ? `${t('lesson_owner', { owner: item.owner })}, ${t('lesson_by', { date: dateOf(item.dueMs) })}` : t('lesson_owner', { owner: item.owner });
}

// ---- one's own until it is shared

export function OwnItems({ state }: { state: State }) {
  const mine = myOwnItems(state);
  const round = roundOf(state.script, state.place.round);
  if (!round || mine.length === 0) return null;
  const may = myStanding(state).may.has('speak') && state.place.room === 0;
  return (
    <section class="own-items" aria-label={t('own_items')}>
      <h3 class="nl-heading nl-heading--level-3">{t('own_items')}</h3>
      <ul>
        {mine.map((item) => <OwnItem key={item.id} state={state} item={item} may={may} />)}
      </ul>
    </section>
  );
}

function OwnItem({ state, item, may }: { state: State; item: Item; may: boolean }) {
  const [open, setOpen] = useState<'again' | 'share' | null>(null);
  const close = () => setOpen(null);
  return (
    <li>
      <p class="hint">{scripted(productOf(state.script, item.product)?.title)}</p>
      <p dir="auto">{item.text}</p>
      {item.before !== '' && <p class="hint">{t('own_first', { text: item.before })}</p>}
      {may && (
        <p class="own-choices">
          <TextButton label={`${t('own_again')} ${item.text}`} onClick={() => setOpen('again')}>{t('own_again')}</TextButton>
          <TextButton label={`${t('own_share')} ${item.text}`} onClick={() => setOpen('share')}>{t('own_share')}</TextButton>
        </p>
      )}
      {open === 'again' && <Again item={item} onClose={close} />}
      {open === 'share' && <Share state={state} item={item} onClose={close} />}
    </li>
  );
}

function Again({ item, onClose }: { item: Item; onClose: () => void }) {
  const [text, setText, forget] = useTyped(`again ${item.id}`, item.text);
  const keep = () => {
    if (text.trim() === '') return;
    send({ case: 'reconsider', value: { item: BigInt(item.id), text: text.trim() } }, text.trim());
    forget();
    onClose();
  };
  return (
    <Dialog title={t('own_again_title')} onClose={onClose}>
      <p class="kept-text" dir="auto">{item.before || item.text}</p>
      <TextArea label={t('own_again_label')} value={text} onInput={setText} onSend={keep} />
      <p class="hint">{t('compose_item_own')}</p>
      <div class="dialog-buttons">
        <span data-safe><Button onClick={onClose}>{t('back')}</Button></span>
        <Button kind="primary" onClick={keep}>{t('own_again_act')}</Button>
      </div>
    </Dialog>
  );
}

function Share({ state, item, onClose }: { state: State; item: Item; onClose: () => void }) {
  const share = () => {
    send({ case: 'shareItem', value: { item: BigInt(item.id) } }, item.text);
    onClose();
  };
  return (
    <Confirm title={t('own_share_title')} act={t('own_share_act')} onAct={share} onClose={onClose}>
      <p class="kept-text" dir="auto">{item.text}</p>
      <ul class="consequences">
        <li><Icon name="eye" size={20} /> <span>{t('own_share_seen', { code: state.self?.code ?? '' })}</span></li>
        <li><Icon name="info" size={20} /> <span>{t('own_share_keep')}</span></li>
        <li class="consequence-warn"><Icon name="warning" size={20} /> <span>{t('own_cannot_undo')}</span></li>
      </ul>
    </Confirm>
  );
}

// ---- notes and marks, by their owner's choice, one by one

export function Bring({ state }: { state: State }) {
  const { notes, marks } = bringable(state);
  if (notes.length + marks.length === 0) return null;
  return (
    <section class="bring" aria-label={t('bring_title')}>
      <h3 class="nl-heading nl-heading--level-3">{t('bring_title')}</h3>
      <p class="hint">{t('bring_seen')}</p>
      <ul>
        {notes.map((note) => (
          <li key={note.id}>
            <p dir="auto">{note.text}</p>
            <Button kind="private" label={t('bring_note_label', { text: note.text })} onClick={() => send({ case: 'carryNote', value: { note: BigInt(note.id) } }, note.text)}>{t('bring')}</Button>
          </li>
        ))}
        {marks.map(({ turn: { round, repetition, room, number }, text }) => (
          <li key={`${round}.${repetition}.${room}.${number}`}>
            <p>{t('bring_mark', { text })}</p>
            <Button
              kind="private"
              label={t('bring_mark_label', { text })}
              onClick={() => send({ case: 'carryMark', value: { turn: { room: { round, repetition, room }, number } } })}
            >
              {t('bring')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

// ---- lessons and the letter, between the meetings and afterwards

export function Lessons({ state }: { state: State }) {
  const shown = lessons(state);
  if (shown.length === 0) return null;
  return (
    <section class="lessons">
      <h2 class="nl-heading nl-heading--level-2">{t('lessons')}</h2>
      <ul>
        {shown.map((item) => (
          <li key={item.id} class="lesson-card">
            <p class="lesson-text" dir="auto">{item.text}</p>
            <ItemState state={state} item={item} />
            <Judging state={state} item={item.id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Letter({ state }: { state: State }) {
  if (!state.letter) return null;
  const draft = drafts.letter.value;
  const mine = state.letterAnswers.filter((one) => one.code === state.self?.code);
  const sending = known.value.own.filter((one) => one.command.act.case === 'answerLetter' && !one.shown);
  const answer = () => {
    const text = draft.trim();
    if (text === '') return;
    send({ case: 'answerLetter', value: { text } }, text);
    setDraft('letter', '');
  };
  return (
    <section class="letter">
      <h2 class="nl-heading nl-heading--level-2">{t('letter')}</h2>
      <article class="paper">
        <p class="hint">{dateOf(state.letter.atMs)}</p>
        {state.letter.text.split(/\n{2,}/).map((part, index) => <p key={index} class="row-text" dir="auto">{part}</p>)}
      </article>
      <Lessons state={state} />
      {mine.map((one, index) => (
        <p key={index} class="own own-saved">
          <Icon name="check" size={20} /> <span>{t('letter_said', { text: one.text })} {clockTime(one.atMs)}</span>
        </p>
      ))}
      {sending.map((one) => (
        <p key={one.id} class={one.state === 'refused' ? 'own own-refused' : 'own'}>
          <Icon name={one.state === 'refused' ? 'warning' : 'send'} size={20} />
          <span>{one.text} {t(one.state === 'refused' ? 'refused_title' : 'own_sending')}</span>
          {one.state === 'refused' && <TextButton onClick={() => putBack(one, 'letter')}>{t('put_back')}</TextButton>}
        </p>
      ))}
      {!state.over && (
        <>
          <TextArea label={t('letter_answer')} value={draft} onInput={(text) => setDraft('letter', text)} onSend={answer} hint={t('letter_answer_more')} />
          <Button kind="primary" onClick={answer}>{t('letter_send')}</Button>
        </>
      )}
    </section>
  );
}
