// SPDX-License-Identifier: EUPL-1.2
// Says what I may not do now, why, and when I may: the round, and the minutes until then.
import type { ComponentChildren } from 'preact';
import { groupOf, isCounted, opensIn, roundLabel, roundOf, seatsIn, standing, timeLeft } from '../reading';
import type { Right } from '../reading';
import type { Refusal, State } from '../state';
import { texts } from '../texts';
import type { TextKey } from '../texts';
import { Rich, scripted, t } from '../words';
import { Icon } from './icons';

// The server's refusal as one person reads it.
export function refusalWords(state: State, refusal: Refusal, group: string): string {
  const key = `refused_${refusal.reason}`;
  const why = t((key in texts ? key : 'refused_unknown') as TextKey);
  if (refusal.opensInRound === 0) return why;
  return `${why} ${whenWords(state, refusal.opensInRound, group, refusal.timeLeftMs)}`;
}

// "In ronde 2 mag u een vraag stellen, over 31 minuten."
function whenWords(state: State, round: number, group: string, leftMs: number): string {
  const { may } = standing(state.script, round, group);
  const key = may.has('speak') ? 'when_speak' : may.has('ask') ? 'when_ask' : 'when_it';
  const next = round === state.place.round + 1;
  const when = next && leftMs > 0 ? t('when_minutes', { n: Math.ceil(leftMs / 60_000) }) : next ? t('when_soon') : '.';
  if (!isCounted(state.script, round)) return t(`${key}_part`, { title: scripted(roundOf(state.script, round)?.title) }) + when;
  return t(key, { n: roundLabel(state.script, round) }) + when;
}

// Replaces the field of who only listens; every refused act reads the same.
export function ListeningNotice({ state, now, children }: { state: State; now: number; children?: ComponentChildren }) {
  const group = state.self?.group ?? '';
  const opens = (['ask', 'speak'] as Right[])
    .map((right) => opensIn(state.script, state.place.round, group, right))
    .filter((round) => round > 0);
  const first = opens.length > 0 ? Math.min(...opens) : 0;
  const left = timeLeft(state, now);
  const leftMs = left.kind === 'running' ? left.ms : -1;
  const clients = seatsIn(state, state.place.round, 'inner').some((seat) => groupOf(state.script, seat.group)?.role === 'client');
  return (
    <section class="banner banner-listen">
      <Icon name="ear" size={36} />
      <div>
        <h2 class="nl-heading nl-heading--level-2">{t('listening_title')}</h2>
        <p>
          {t(clients ? 'listening_why' : 'listening_why_other')}{' '}
          <Rich text={first > 0 ? whenWords(state, first, group, leftMs) : t('when_never')} />
        </p>
        {children}
      </div>
    </section>
  );
}
