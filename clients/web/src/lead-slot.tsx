// SPDX-License-Identifier: EUPL-1.2
// The anonymous round, for who leads: opening it, what can be done while it runs, breaking it off. And the
// sentence that stands in place of what the server refuses meanwhile.
import { Button } from './parts/basics';
import type { ChairAct } from './preview';
import { letsWrite, writersNow } from './reading-slot';
import { slotLeft, slotOverMs } from './slot-clock';
import { now } from './store';
import type { State } from './state';
import { Say, clockTime, minutesAndSeconds, t } from './words';

const minutes_usual = 5;

export function SlotCard({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  if (!letsWrite(state)) return null;
  const writers = writersNow(state).length;
  return (
    <section class="card slot-card" data-part>
      <h2 class="card-title">{t('slot_card')}</h2>
      {state.slot
        ? <Running state={state} onOpen={onOpen} />
        : (
          <>
            <p class="card-empty">{writers > 0 ? t('slot_can', { n: writers }) : t('slot_can_none')}</p>
            {state.clock?.paused
              ? <p class="card-empty">{t('slot_paused')}</p>
              : <Button icon="mail" onClick={() => onOpen({ kind: 'open_slot', minutes: minutes_usual })}>{t('slot_start')}</Button>}
          </>
        )}
    </section>
  );
}

function Running({ state, onOpen }: { state: State; onOpen: (act: ChairAct) => void }) {
  const left = slotLeft(state, now.value);
  const slot = state.slot;
  if (!slot || !left) return null;
  return (
    <>
      <p>
        {left.kind === 'writing'
          ? <Say k="slot_writing" values={{ time: minutesAndSeconds(left.ms), until: clockTime(slot.writingEndsMs) }} />
          : <Say k="slot_handing" values={{ n: Math.ceil(left.ms / 1000) }} />}
      </p>
      {slot.text !== '' && <p class="kept-text">{t('slot_asked', { text: slot.text })}</p>}
      <p class="card-empty">{t('slot_no_count')} {t('slot_may')}</p>
      <p class="card-empty">{t('slot_removing')}</p>
      <Button kind="danger" onClick={() => onOpen({ kind: 'cancel_slot' })}>{t('slot_cancel')}</Button>
    </>
  );
}

// Why this cannot be done now, and when it can; nothing while it can.
export const SlotCloses = ({ state }: { state: State }) =>
  state.slot ? <p class="card-empty">{t('slot_closed', { time: clockTime(slotOverMs(state)) })}</p> : null;
