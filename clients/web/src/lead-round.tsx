// SPDX-License-Identifier: EUPL-1.2
// What who leads needs to know of the open round: what it is about, the note for the chair, who is ready,
// when answers come into view; the chairs in the middle; and the rooms beside it.
import { signal } from '@preact/signals';
import { SlotCloses } from './lead-slot';
import { Button, TextArea, TextButton } from './parts/basics';
import { Code } from './parts/people';
import { Talk } from './parts/talk';
import type { ChairAct } from './preview';
import {
  ballotsHere, leads, positionsHere, roomsBeside, roundOf, shownIn, standing, subjectOf,
} from './reading';
import { send } from './store';
import type { State } from './state';
import { scripted, t } from './words';

export function RoundCard({ state }: { state: State }) {
  const round = roundOf(state.script, state.place.round);
  if (!round) return null;
  const subject = subjectOf(state);
  const ballots = ballotsHere(state).filter((one) => !one.known?.result);
  const notes = [round.chairNote, subject?.note, round.gate ? round.questionRule : undefined].map((words) => scripted(words ?? undefined)).filter((words) => words !== '');
  const asks = round.placements.some((one) => one.may.includes('ready'));
  if (!subject && notes.length === 0 && ballots.length === 0 && !asks && scripted(round.purpose) === '') return null;
  return (
    <section class="card round-card" data-part>
      <h2 class="card-title">
        {scripted(round.title)} {subject && <span class="card-hint">{t(subject.statement ? 'statement_of' : 'item_of', { n: subject.n, total: subject.total })}</span>}
      </h2>
      {subject && <p class="subject-text" dir="auto">{subject.statement ? scripted(subject.statement) : subject.item?.text}</p>}
      <p>{scripted(round.purpose)}</p>
      {notes.map((words) => <p key={words} class="chair-note"><b>{t('only_chair')}</b> {words}</p>)}
      {ballots.map(({ key, view }) => (
        <p key={key} class="card-empty"><b>{scripted(view.title)}</b> {shownWords(state, shownIn(state.script, state.place.round, view))}</p>
      ))}
      <Ready state={state} />
    </section>
  );
}

const shownWords = (state: State, round: number): string =>
  round > 0 ? t('ballot_hidden_until', { title: scripted(roundOf(state.script, round)?.title) }) : t('ballot_hidden_end');

function Ready({ state }: { state: State }) {
  const asked = state.seats.filter((seat) => !leads(state.script, seat.group) && standing(state.script, state.place.round, seat.group).may.has('ready'));
  if (asked.length === 0) return null;
  const waiting = asked.filter((seat) => !state.ready.has(seat.code)).map((seat) => seat.code);
  return (
    <p class="card-empty">
      {t('ready_count', { n: asked.length - waiting.length, total: asked.length })}{' '}
      {waiting.length > 0 && t('ready_missing', { codes: waiting.join(', ') })}
    </p>
  );
}

// ---- chairs that people take, or are put on

export function Chairs({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  const positions = positionsHere(state);
  if (positions.length === 0) return null;
  return (
    <section class="card" data-part>
      <h2 class="card-title">{t('chairs')}</h2>
      <SlotCloses state={state} />
      {positions.map(({ index, group, seats, free }) => (
        <div key={group.id} class="seat-ring">
          <p class="seat-ring-title"><b>{scripted(group.title)}</b> <span>{t('chairs_taken', { n: seats.length, total: group.capacity })}</span></p>
          <ul class="chair-list">
            {seats.map((seat) => (
              <li key={seat.code}>
                <Code state={state} code={seat.code} spell /> {seat.name}
                {!state.slot && <TextButton label={t('chairs_free_label', { code: seat.code })} onClick={() => onOpen({ kind: 'free', code: seat.code })}>{t('chairs_free')}</TextButton>}
              </li>
            ))}
          </ul>
          {free > 0 && !state.slot && <TextButton onClick={() => onOpen({ kind: 'bind', position: index, code: '' })}>{t('chairs_bind', { group: scripted(group.title) })}</TextButton>}
          {!group.queued && group.capacity > 1 && !state.slot && <TextButton onClick={() => onOpen({ kind: 'replace', position: index })}>{t('chairs_replace', { group: scripted(group.title) })}</TextButton>}
        </div>
      ))}
    </section>
  );
}

// ---- rooms beside the round: only those that this facilitator leads can be heard

const typed = signal('');

export function Beside({ state }: { state: State }) {
  const rooms = roomsBeside(state).filter((room) => room.mine);
  return (
    <>
      {rooms.map((room) => {
        const say = () => {
          const text = typed.value.trim();
          if (text === '') return;
          send({ case: 'speak', value: { text } }, text, room.room);
          typed.value = '';
        };
        const people = state.seats.filter((seat) => standing(state.script, state.place.round, seat.group).room === room.room).map((seat) => seat.code);
        return (
          <section key={room.room} class="card said-card beside" data-part>
            <h2 class="card-title">{t('beside_card', { title: scripted(room.title) })} <span class="card-hint">{people.join(', ')}</span></h2>
            {!room.kept && <p class="card-empty">{t('beside_erased')}</p>}
            <Talk compact room={room.room} />
            <div class="chair-says">
              <TextArea label={t('beside_say')} rows={1} value={typed.value} onInput={(text) => (typed.value = text)} onSend={say} />
              <Button onClick={say}>{t('beside_send')}</Button>
              <p class="hint audience">{t('beside_audience', { title: scripted(room.title) })}</p>
            </div>
          </section>
        );
      })}
    </>
  );
}

