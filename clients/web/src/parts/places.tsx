// SPDX-License-Identifier: EUPL-1.2
// Chairs that people take and leave by themselves, and saying that one is ready.
import { myStanding, positionForMe, positionsHere, roundOf } from '../reading';
import { send } from '../store';
import type { State } from '../state';
import { scripted, t } from '../words';
import { Button } from './basics';
import { ConsentSummary } from './consent';
import { Icon } from './icons';

// Instead of the words for who only listens: the way to the chair.
export function ChairBanner({ state }: { state: State }) {
  const chair = positionForMe(state);
  if (!chair) return null;
  const line = state.hands.indexOf(state.self?.code ?? '');
  const free = chair.free > 0;
  const title = line >= 0 ? t('chair_waiting') : t(free ? 'chair_free' : 'chair_full');
  const more = line >= 0 ? t('chair_waiting_more', { n: line + 1 }) : t(free ? 'chair_free_more' : 'chair_full_more');
  return (
    <section class="banner banner-listen">
      <Icon name="ear" size={36} />
      <div>
        <h2 class="nl-heading nl-heading--level-2">{title}</h2>
        <p>{more}</p>
        {line < 0 && (
          <Button kind="primary" icon="chair" onClick={() => send({ case: 'takeSeat', value: { position: chair.index } })}>
            {t(free ? 'chair_take' : 'chair_queue')}
          </Button>
        )}
      </div>
    </section>
  );
}

export function LeaveChair({ state }: { state: State }) {
  const sits = positionsHere(state).some(({ seats }) => seats.some((seat) => seat.code === state.self?.code));
  if (!sits || !myStanding(state).may.has('leave_seat')) return null;
  return <Button icon="chair" onClick={() => send({ case: 'leaveSeat', value: {} })}>{t('chair_leave')}</Button>;
}

// Reading the rules, the case, or what was agreed; then saying so. Only who leads is told.
export function ReadyCard({ state }: { state: State }) {
  const round = roundOf(state.script, state.place.round);
  if (!round || !myStanding(state).may.has('ready')) return null;
  const said = state.ready.has(state.self?.code ?? '');
  const opening = round.part === 'head' && round.presentation;
  return (
    <section class="ready" aria-label={t(opening ? 'ready_title' : 'ready_done')} data-part>
      {opening && <Rules state={state} />}
      {said
        ? (
          <p class="own own-saved">
            <Icon name="check" size={20} />
            <span>{t('ready_said')} {t('ready_wait')}</span>
          </p>
        )
        : <Button kind="primary" wide onClick={() => send({ case: 'ready', value: {} })}>{t(opening ? 'ready_read' : 'ready_done')}</Button>}
    </section>
  );
}

function Rules({ state }: { state: State }) {
  const script = state.script;
  return (
    <>
      <h2 class="nl-heading nl-heading--level-2">{t('ready_title')}</h2>
      {(script?.chosen ?? []).map((one, index) => (
        <p key={index} class="hint">{scripted(one.title)} <b>{scripted(one.choice)}</b></p>
      ))}
      <h3 class="nl-heading nl-heading--level-3">{t('ready_rules')}</h3>
      <ul class="rules">
        {(script?.conduct ?? []).map((rule, index) => <li key={index}>{scripted(rule)}</li>)}
      </ul>
      <h3 class="nl-heading nl-heading--level-3">{t('ready_kept')}</h3>
      <ConsentSummary />
    </>
  );
}
