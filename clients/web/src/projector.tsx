// SPDX-License-Identifier: EUPL-1.2
// The wall of a room: one picture, nothing to press. It has no link and no connection of its own; the
// facilitator's page beside it says what is shown (projected.ts), and it falls silent with that page.
import './styles/projector.css';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CircleView } from './parts/circle-view';
import { bodyCount, isCounted, nextStep, roundInView, roundLabel, roundOf, seatsIn } from './reading';
import { channelOf, silent_after_ms } from './projecting';
import type { Shown } from './projecting';

import type { Slot, State } from './state';
import { height, width } from './screen';
import { learn } from './texts';
import { projector } from './texts/projector';
import { Rich, clockTime, language, lower, scripted, t } from './words';

learn(projector);

const shown = signal<Shown | null>(null);
const heard = signal(0);
const now = signal(Date.now());

export function Projector({ conversation }: { conversation: string }) {
  useEffect(() => {
    const channel = channelOf(conversation);
    channel.onmessage = ({ data }: MessageEvent<Shown | 'hello'>) => {
      if (data === 'hello') return;
      heard.value = Date.now();
      language.value = data.language;
      shown.value = data;
    };
    channel.postMessage('hello');
    const tick = setInterval(() => (now.value = Date.now()), 1000);
    return () => {
      channel.close();
      clearInterval(tick);
    };
  }, [conversation]);
  const gone = now.value - heard.value > silent_after_ms;
  if (!shown.value || gone) return <main class="projector projector-calm"><h1>{t('projector_waits')}</h1><p>{t('projector_waits_more')}</p></main>;
  return <Projection state={shown.value.state} seed={conversation} at={now.value} />;
}

// Also laid over the facilitator's own page, while that is shared on a screen.
export function Projection({ state, seed, at, cover = false }: { state: State; seed: string; at: number; cover?: boolean }) {
  const size = Math.max(240, Math.min(960, 0.88 * height.value, width.value * (width.value < 1000 ? 0.9 : 0.5)));
  const round = roundOf(state.script, state.place.round);
  return (
    <main class="projector">
      <CircleView state={state} now={at} look={{ width: Math.round(size), seed, viewer: '', bigText: false }} />
      <div class="projector-words">
        <p class="projector-count">{countOf(state)}</p>
        <h1>{round ? scripted(round.title) : state.title}</h1>
        {state.over ? <p class="projector-said">{t('projector_over')}</p> : round ? <Said state={state} /> : <p class="projector-said">{t('projector_before')}</p>}
        {state.clock?.paused && <p class="projector-floor">{t('centre_paused')}</p>}
        {round && <Rings state={state} />}
      </div>
      {cover && <p class="projector-cover">{t('projector_cover')}</p>}
    </main>
  );
}

function countOf(state: State): string {
  const { script, place } = state;
  if (place.round === 0) return scripted(script?.title);
  if (isCounted(script, place.round)) return t('round_of', { n: roundLabel(script, place.round), total: bodyCount(script) });
  return t(roundOf(script, place.round)?.part === 'head' ? 'part_head' : 'part_tail');
}

// At most seven lines of it fit; what is longer scrolls to its end, turn by turn.
function Said({ state }: { state: State }) {
  if (state.slot) return <Writing slot={state.slot} />;
  const line = state.lines.at(-1);
  if (line?.kind === 'said' && line.what === 'anonymous') return <Anonymous texts={state.lines.flatMap((one) => (one.kind === 'said' ? [one.text] : []))} />;
  const said = line?.kind === 'said' ? line : null;
  const code = state.floor || said?.code || '';
  return (
    <>
      {code !== '' && (
        <p class="projector-floor">
          <span class={state.floor ? 'projector-code projector-code-floor' : 'projector-code'}>{code}</span>
          {state.floor !== '' && <span>{t('projector_floor')}</span>}
        </p>
      )}
      <div class="projector-box" ref={(box) => { if (box) box.scrollTop = box.scrollHeight; }}>
        {said && (said.code === code || state.floor === '')
          ? <p class="projector-said" aria-live="polite" dir="auto">{said.text}</p>
          : <p class="projector-said projector-silence">{t('talk_empty')}</p>}
      </div>
    </>
  );
}

function Writing({ slot }: { slot: Slot }) {
  return (
    <>
      <p class="projector-floor">{t('projector_slot')}</p>
      <div class="projector-box">
        <p class={slot.text === '' ? 'projector-said projector-silence' : 'projector-said'}>{slot.text || t('projector_slot_quiet')}</p>
      </div>
    </>
  );
}

function Anonymous({ texts }: { texts: readonly string[] }) {
  return (
    <>
      <p class="projector-floor"><span class="projector-code">{t('what_anonymous')}</span></p>
      <ul class="projector-texts" aria-live="polite">{texts.map((text, index) => <li key={index} dir="auto">{text}</li>)}</ul>
    </>
  );
}

// What follows, at the time that the clock gives now.
function Next({ state }: { state: State }) {
  const next = nextStep(state);
  if (next.kind !== 'round' || !state.clock?.timed || state.clock.paused) return null;
  const time = clockTime(Math.round(state.clock.endsMs / 60_000) * 60_000);
  return <li class="projector-next">{t('projector_next', { title: lower(scripted(roundOf(state.script, next.number)?.title)), time })}</li>;
}

function Rings({ state }: { state: State }) {
  const number = roundInView(state);
  const inner = seatsIn(state, number, 'inner').length;
  const outer = seatsIn(state, number, 'outer').length;
  return (
    <ul class="projector-rings">
      <li><span class="projector-mark projector-mark-inner" /> <Rich text={t('projector_inner', { n: inner })} /></li>
      {outer > 0 && <li><span class="projector-mark projector-mark-outer" /> <Rich text={t('projector_outer', { n: outer })} /></li>}
      <Next state={state} />
    </ul>
  );
}

