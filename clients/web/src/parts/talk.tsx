// SPDX-License-Identifier: EUPL-1.2
// What was said, as one polite log, with this person's own texts and their state at its end.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { chairLetter, isCounted, lessons, myStanding, roundLabel, roundOf, turnName } from '../reading';
import { discard, isOwnText, keepAsNote, line, now, putBack, send, state as known } from '../store';
import type { DraftKind } from '../store';
import { turnKey } from '../state';
import type { Line, Own, State, TurnRef, VerdictName } from '../state';
import { clockTime, scripted, t, timeOfDay, Rich } from '../words';
import type { TextKey } from '../texts';
import { Button, TextButton } from './basics';
import { Icon } from './icons';
import { Code, named } from './people';
import { readAloud } from './settings';
import { refusalWords } from './why-not';

type Said = Extract<Line, { kind: 'said' }>;

export function Talk({ compact = false }: { compact?: boolean }) {
  const state = known.value;
  const { may } = myStanding(state);
  const own = state.own.filter((one) => isOwnText(one) && !one.shown && (one.state === 'refused' || spoken(one)));
  const end = useRef<HTMLDivElement>(null);
  useStickToEnd(end, state.lines.length + own.length, state.lines.filter((one) => one.kind === 'round').length);
  const said = state.lines.some((one) => one.kind === 'said' || one.kind === 'passed');
  return (
    <div class={compact ? 'talk talk-compact' : 'talk'} ref={end} tabIndex={0} role="group" aria-label={t('talk')}>
      <div role="log" aria-live={readAloud.value === 'all' ? 'polite' : 'off'}>
        {state.lines.map((one, index) => (
          <Row key={keyOf(one, index)} state={state} row={one} mayMark={may.has('mark')} compact={compact} />
        ))}
        {!said && own.length === 0 && <p class="talk-empty">{t('talk_empty')}</p>}
      </div>
      {own.map((one) => (
        <OwnRow key={one.id} state={state} own={one} mayNote={may.has('note')} />
      ))}
    </div>
  );
}

const spoken = (own: Own): boolean => ['speak', 'answer', 'ask', 'proposeLesson'].includes(own.command.act.case ?? '');
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
    if (atEnd.current) box.scrollTop = box.scrollHeight;
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
          {row.reason && <p class="row-why">{t('line_reason', { reason: row.reason })}</p>}
        </>
      );
    }
    case 'clock':
      return (
        <p class="row-event">
          <b>{t(`line_${row.change}` as TextKey, { who: named(state, row.by), n: row.minutes })}</b>
          <Reason text={row.reason} state={state} />
        </p>
      );
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
  const here = row.turn.round === state.place.round;
  const floor = here && row.code === state.floor && state.floor !== '';
  return (
    <article class={`row row-said row-${row.what}${compact && floor ? ' row-floor' : ''}`}>
      {row.code ? <Code state={state} code={row.code} /> : <span class="code code-chair">{chairLetter(state.script)}</span>}
      <div class="row-body">
        <p class="row-meta">{metaOf(state, row, compact)}</p>
        <p class="row-text">{row.text}</p>
        {mine && !compact && (
          <p class="own own-saved">
            <Icon name="check" size={20} />
            <span>{t('own_saved', { time: clockTime(row.atMs) })}</span>
          </p>
        )}
        {mayMark && !mine && here && <Mark state={state} turn={row.turn} />}
        {row.what === 'lesson' && newestOf(state, row) && <Judging state={state} item={row.item} />}
      </div>
      {compact && <span class="row-time">{floor ? t('speaking_now') : timeOfDay(row.atMs)}</span>}
    </article>
  );
}

function metaOf(state: State, row: Said, compact: boolean): string {
  const parts: string[] = [];
  const seat = state.known.find((one) => one.code === row.code);
  if (seat?.name && row.code !== state.self?.code) parts.push(seat.name);
  if (row.what === 'question') parts.push(`${t(row.code ? 'what_question' : 'what_question_joined')} ${turnName(state.script, row.turn)}`);
  if (row.what === 'lesson') parts.push(`${t('what_lesson')} ${turnName(state.script, row.turn)}`);
  if (row.what === 'answer') parts.push(answerMeta(state, row));
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

// ---- lessons: who may judge says whether it is recognised; the others read what was said

const verdictNames: readonly VerdictName[] = ['recognised', 'partly', 'not_recognised'];
const verdictNumbers = { recognised: 1, partly: 2, not_recognised: 3 } as const;
export const verdictWords = (verdict: VerdictName): string => t(`verdict_${verdict}`);

// A lesson that was told again is judged where it was told last.
const newestOf = (state: State, row: Said): boolean =>
  !state.lines.slice(state.lines.indexOf(row) + 1).some((one) => one.kind === 'said' && one.item === row.item);

function Judging({ state, item }: { state: State; item: string }) {
  const { may } = myStanding(state);
  const given = state.verdicts.get(item);
  const mine = given?.get(state.self?.code ?? '');
  const open = may.has('judge_lesson') && !mine && state.place.round > 0 && lessons(state).some((one) => one.id === item);
  return (
    <div class="judging">
      {open && (
        <fieldset>
          <legend>{t('lesson_ask')}</legend>
          {verdictNames.map((verdict) => (
            <Button
              key={verdict}
              onClick={() => send({ case: 'judgeLesson', value: { lesson: BigInt(item), verdict: verdictNumbers[verdict] } })}
            >
              {verdictWords(verdict)}
            </Button>
          ))}
        </fieldset>
      )}
      {mine && (
        <p class="own own-saved">
          <Icon name="check" size={20} />
          <span>{t('verdict_yours', { verdict: verdictWords(mine).toLocaleLowerCase() })}</span>
        </p>
      )}
      {[...(given ?? [])].filter(([code]) => code !== state.self?.code).map(([code, verdict]) => (
        <p key={code} class="hint">{t('verdict_given', { code, verdict: verdictWords(verdict).toLocaleLowerCase() })}</p>
      ))}
    </div>
  );
}

// ---- own texts under way

const draftOf: Record<string, DraftKind> = { speak: 'speak', answer: 'answer', ask: 'ask', proposeLesson: 'lesson', note: 'note', askHelp: 'help' };

function OwnRow({ state, own, mayNote }: { state: State; own: Own; mayNote: boolean }) {
  const act = own.command.act.case ?? '';
  return (
    <article class="row row-said row-own">
      <Code state={state} code={state.self?.code ?? ''} />
      <div class="row-body">
        <p class="row-meta">{timeOfDay(own.sentAtMs)}</p>
        <p class="row-text">{own.text}</p>
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
