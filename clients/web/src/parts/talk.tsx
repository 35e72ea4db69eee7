// SPDX-License-Identifier: EUPL-1.2
// What was said, as one polite log, with this person's own texts and their state at its end.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { chairLetter, groupOf, inRoom, isCounted, isJudged, myStanding, productOf, roundLabel, roundOf, turnName } from '../reading';
import { discard, isOwnText, keepAsNote, line, now, putBack, send, state as known } from '../store';
import type { DraftKind } from '../store';
import { samePlace, turnKey } from '../state';
import { forms } from '../forms';
import type { Item, Line, Own, State, TurnRef } from '../state';
import { clockTime, scripted, t, timeOfDay, Rich } from '../words';
import type { TextKey } from '../texts';
import { Button, TextButton } from './basics';
import { Icon } from './icons';
import { Judging } from './judging';
import { Code, named } from './people';
import { readAloud } from './settings';
import { refusalWords } from './why-not';

type Said = Extract<Line, { kind: 'said' }>;

// `quiet`: nobody is asked to say anything. Who leads hears several rooms at once and looks at one.
export function Talk({ compact = false, quiet = false, room }: { compact?: boolean; quiet?: boolean; room?: number }) {
  const state = known.value;
  const { may } = myStanding(state);
  const lines = room === undefined ? state.lines : state.lines.filter((one) => inRoom(one, room));
  const own = state.own.filter((one) => isOwnText(one) && !one.shown && (one.state === 'refused' || spoken(one)));
  const end = useRef<HTMLDivElement>(null);
  useStickToEnd(end, lines.length + own.length + (forms.value ? 1 : 0), lines.filter((one) => one.kind === 'round').length);
  const said = lines.some((one) => one.kind === 'said' || one.kind === 'passed' || one.kind === 'shown' || one.kind === 'ballot');
  return (
    <div class={compact ? 'talk talk-compact' : 'talk'} ref={end} tabIndex={0} role="group" aria-label={t('talk')}>
      <div role="log" aria-live={readAloud.value === 'all' ? 'polite' : 'off'}>
        {lines.map((one, index) => (
          <Row key={keyOf(one, index)} state={state} row={one} mayMark={may.has('mark')} compact={compact} />
        ))}
        {!said && !quiet && own.length === 0 && <p class="talk-empty">{t('talk_empty')}</p>}
      </div>
      {own.map((one) => (
        <OwnRow key={one.id} state={state} own={one} mayNote={may.has('note')} />
      ))}
    </div>
  );
}

const spoken = (own: Own): boolean => ['speak', 'answer', 'ask', 'proposeLesson', 'propose'].includes(own.command.act.case ?? '');
const keyOf = (row: Line, index: number): string =>
  row.kind === 'said' || row.kind === 'passed' ? turnKey(row.turn) : `${row.kind}-${index}`;

// What scrolls the talk: the part of the page around it, or on a small phone the page itself.
function scrollerOf(talk: HTMLElement): HTMLElement {
  for (let box: HTMLElement | null = talk; box && box !== document.body; box = box.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(box).overflowY)) return box;
  }
  return document.documentElement;
}

// Stays at the newest, unless the reader went back or has not come that far; a new round starts
// at its beginning.
function useStickToEnd(talk: { current: HTMLDivElement | null }, length: number, rounds: number): void {
  const atEnd = useRef<boolean | null>(null);
  const toEnd = () => {
    const box = talk.current && scrollerOf(talk.current);
    if (!box) return;
    atEnd.current ??= box !== document.documentElement;
    // What is asked of people stands below the talk: they begin at its beginning.
    const asked = box.querySelector('.ballots, .ready');
    if (atEnd.current && asked) box.scrollTop += asked.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
    else if (atEnd.current) box.scrollTop = box.scrollHeight;
  };
  useLayoutEffect(() => {
    const inner = talk.current;
    if (!inner) return;
    const look = () => {
      const box = scrollerOf(inner);
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    };
    const stay = new ResizeObserver(toEnd);
    addEventListener('scroll', look, { passive: true, capture: true });
    stay.observe(scrollerOf(inner));
    return () => {
      removeEventListener('scroll', look, { capture: true });
      stay.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    atEnd.current = null;
  }, [rounds]);
  useLayoutEffect(toEnd, [length]);
}

function Row({ state, row, mayMark, compact }: { state: State; row: Line; mayMark: boolean; compact: boolean }) {
  switch (row.kind) {
    case 'said':
      return <SaidRow state={state} row={row} mayMark={mayMark} compact={compact} />;
    case 'shown':
      return <ShownRow state={state} row={row} compact={compact} />;
    case 'ballot': {
      const Result = forms.value?.BallotResult;
      return Result ? <Result state={state} ballot={row.ballot} /> : null;
    }
    case 'moved': {
      const group = scripted(groupOf(state.script, row.group)?.title);
      return <p class="row-event">{row.code === state.self?.code ? t('line_moved_me', { group }) : t('line_moved', { code: row.code, group })}</p>;
    }
    case 'passed':
      return (
        <p class="row row-passed">
          <Code state={state} code={row.code} />
          <span>{row.code === state.self?.code ? t('passed_me') : t('passed', { code: row.code })}</span>
        </p>
      );
    case 'round': {
      const title = scripted(roundOf(state.script, row.place.round)?.title);
      const counted = isCounted(state.script, row.place.round);
      const key: TextKey = counted ? (row.returned ? 'line_returned' : 'line_round') : row.returned ? 'line_part_returned' : 'line_part';
      return (
        <>
          <p class="row-round"><span>{t(key, { n: roundLabel(state.script, row.place.round), title })}</span></p>
          {!compact && <p class="row-why">{scripted(roundOf(state.script, row.place.round)?.purpose)}</p>}
          {row.reason && <p class="row-why">{t('line_reason', { reason: row.reason })}</p>}
        </>
      );
    }
    case 'clock':
      return (
        <p class="row-event">
          <b>{t(`line_${row.change}` as TextKey, { who: named(state, row.by), n: row.minutes })}</b>
          {row.change !== 'halted' && <Reason text={row.reason} state={state} />}
        </p>
      );
    case 'slot': {
      const Slot = forms.value?.SlotRow;
      return Slot ? <Slot state={state} row={row} /> : null;
    }
    case 'left':
      return (
        <p class="row-event">
          <b>{t('line_left', { code: row.code })}</b>
          <Reason text={row.reason} state={state} />
        </p>
      );
    case 'sitting':
      return (
        <p class="row-event">
          <b>{t('line_sitting')}.</b>
          <Reason text={row.reason} state={state} />
        </p>
      );
  }
}
function Reason({ text, state }: { text: string; state: State }) {
  const reason = text || scripted(state.script?.standingReason);
  return reason ? <span> {t('line_reason', { reason })}</span> : null;
}

function SaidRow({ state, row, mayMark, compact }: { state: State; row: Said; mayMark: boolean; compact: boolean }) {
  const mine = row.code === state.self?.code && row.code !== '';
  const here = samePlace(row.turn, state.place);
  const floor = here && row.code === state.floor && state.floor !== '';
  const gone = row.text === '' && row.what !== 'mark';
  const Withdraw = forms.value?.WithdrawTurn;
  return (
    <article class={`row row-said row-${row.what}${compact && floor ? ' row-floor' : ''}`}>
      {row.what === 'anonymous' ? <span class="code code-none"><Icon name="mail" size={18} /></span>
        : row.code ? <Code state={state} code={row.code} /> : <Code state={state} code={chairLetter(state.script)} chair />}
      <div class="row-body">
        <p class="row-meta">{metaOf(state, row, compact)}</p>
        {gone ? <p class="row-text row-gone">{t('text_gone')}</p>
          : <p class="row-text" dir="auto">{row.what === 'mark' ? <Marked state={state} row={row} /> : row.text}</p>}
        {mine && !compact && !gone && (
          <div class="own own-saved">
            <Icon name="check" size={20} />
            <span>{t('own_saved', { time: clockTime(row.atMs) })}</span>
            {Withdraw && row.what !== 'mark' && <Withdraw state={state} turn={row.turn} />}
          </div>
        )}
        {mayMark && !mine && here && row.what !== 'mark' && <Mark state={state} turn={row.turn} />}
        <Made state={state} row={row} item={state.items.get(row.item)} />
      </div>
      {compact && <span class="row-time">{floor ? t('speaking_now') : timeOfDay(row.atMs)}</span>}
    </article>
  );
}

// What was told before is judged, and its state shown, where it was told last.
function Made({ state, row, item }: { state: State; row: Line; item: Item | undefined }) {
  const after = state.lines.slice(state.lines.indexOf(row) + 1);
  const again = after.some((one) => (one.kind === 'said' || one.kind === 'shown') && one.item === item?.id);
  const States = forms.value?.ItemState;
  if (!item || again || (row.kind === 'said' && row.what !== 'lesson' && row.what !== 'item')) return null;
  return (
    <>
      {States && <States state={state} item={item} />}
      {isJudged(state, item) && <Judging state={state} item={item.id} />}
    </>
  );
}

// A lesson or an item that was released: nobody's turn.
function ShownRow({ state, row, compact }: { state: State; row: Extract<Line, { kind: 'shown' }>; compact: boolean }) {
  const item = state.items.get(row.item);
  if (!item) return null;
  const title = item.product === '' ? t('what_lesson') : scripted(productOf(state.script, item.product)?.title);
  return (
    <article class="row row-said row-item">
      <span class="code code-made"><Icon name="lesson" size={18} /></span>
      <div class="row-body">
        <p class="row-meta">{compact ? title : `${title}, ${clockTime(row.atMs)}`}</p>
        <p class="row-text" dir="auto">{item.text}</p>
        <Made state={state} row={row} item={item} />
      </div>
      {compact && <span class="row-time">{timeOfDay(row.atMs)}</span>}
    </article>
  );
}

// What somebody was touched by, and now says so.
function Marked({ state, row }: { state: State; row: Said }) {
  const key = row.replyTo && turnKey(row.replyTo);
  const marked = state.lines.find((one) => one.kind === 'said' && turnKey(one.turn) === key);
  return <q>{marked?.kind === 'said' ? marked.text : t('a_contribution')}</q>;
}

function metaOf(state: State, row: Said, compact: boolean): string {
  const parts: string[] = [];
  const seat = state.known.find((one) => one.code === row.code);
  if (seat?.name && row.code !== state.self?.code) parts.push(seat.name);
  if (row.what === 'anonymous') parts.push(t('what_anonymous'));
  if (row.what === 'question') parts.push(`${t(row.code ? 'what_question' : 'what_question_joined')} ${turnName(state.script, row.turn)}`);
  if (row.what === 'lesson') parts.push(`${t('what_lesson')} ${turnName(state.script, row.turn)}`);
  if (row.what === 'answer') parts.push(answerMeta(state, row));
  if (row.what === 'item') parts.push(`${scripted(productOf(state.script, state.items.get(row.item)?.product ?? '')?.title)} ${turnName(state.script, row.turn)}`);
  if (row.what === 'note') parts.push(t('what_note'));
  if (row.what === 'mark') parts.push(t('what_mark'));
  if (row.scribe) parts.push(t('typed_by', { code: row.scribe }));
  if (row.what === 'guidance') parts.push(t('what_guidance'));
  if (!compact) parts.push(clockTime(row.atMs));
  return parts.join(', ');
}
function answerMeta(state: State, row: Said): string {
  const question = state.lines.find((one) => one.kind === 'said' && one.what === 'question' && one.item === row.item);
  const to = question?.kind === 'said' ? ` ${t('answers_to', { turn: turnName(state.script, question.turn) })}` : '';
  return t('what_answer') + to;
}

function Mark({ state, turn }: { state: State; turn: TurnRef }) {
  const on = state.marks.has(turnKey(turn));
  const { round, repetition, room, number } = turn;
  return (
    <p class="mark">
      <Button
        kind="private"
        icon="bookmark"
        filled={on}
        pressed={on}
        onClick={() => send({ case: 'mark', value: { turn: { room: { round, repetition, room }, number }, on: !on } })}
      >
        {t(on ? 'marked' : 'mark')}
      </Button>
      {on && <span class="hint">{t('only_you_see')}</span>}
    </p>
  );
}

// ---- own texts under way

const draftOf: Record<string, DraftKind> = { speak: 'speak', answer: 'answer', ask: 'ask', proposeLesson: 'lesson', propose: 'item', note: 'note', askHelp: 'help' };

function OwnRow({ state, own, mayNote }: { state: State; own: Own; mayNote: boolean }) {
  const act = own.command.act.case ?? '';
  return (
    <article class="row row-said row-own">
      <Code state={state} code={state.self?.code ?? ''} />
      <div class="row-body">
        <p class="row-meta">{timeOfDay(own.sentAtMs)}</p>
        <p class="row-text" dir="auto">{own.text}</p>
        <OwnState state={state} own={own} />
        {own.state === 'refused' && (
          <p class="own-choices">
            {mayNote && act !== 'note' && <TextButton onClick={() => keepAsNote(own)}>{t('keep_as_note')}</TextButton>}
            <TextButton onClick={() => putBack(own, draftOf[act] ?? 'speak')}>{t('put_back')}</TextButton>
            <TextButton onClick={() => discard(own)}>{t('erase')}</TextButton>
          </p>
        )}
      </div>
    </article>
  );
}

function OwnState({ state, own }: { state: State; own: Own }) {
  if (own.state === 'refused') {
    return (
      <p class="own own-refused">
        <Icon name="warning" size={20} />
        <span>
          <b>{t('refused_title')}. </b>
          <Rich text={own.refusal ? refusalWords(state, own.refusal, state.self?.group ?? '') : ''} />
        </span>
      </p>
    );
  }
  if (own.state === 'saved') {
    return (
      <p class="own own-saved">
        <Icon name="check" size={20} />
        <span>{t('own_saved', { time: clockTime(own.sentAtMs) })}</span>
      </p>
    );
  }
  const waiting = line.value.kind !== 'live';
  const slow = now.value - own.sentAtMs > 3000;
  return (
    <p class="own">
      <Icon name={waiting ? 'offline' : 'send'} size={20} />
      <span>{t(waiting ? 'own_waiting' : slow ? 'own_slow' : 'own_sending')}</span>
    </p>
  );
}
