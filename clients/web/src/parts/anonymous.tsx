// SPDX-License-Identifier: EUPL-1.2
// The anonymous round: what is promised, the field, and what became of the envelope. Whatever somebody
// does here, the envelope goes by itself; so there is no button that sends, and no count of others.
import '../styles/anonymous.css';
import { useEffect, useState } from 'preact/hooks';
import { bytesOf, plainText, text_bytes_max } from '../envelope';
import { cameTooLate, floorOf, saidSince, textsAfter } from '../reading-slot';
import { namesIn, recognisable } from '../recognisable';
import type { Finding } from '../recognisable';
import { bigText, height, width } from '../screen';
import type { Choice } from '../slot';
import { slotLeft, slotOverMs } from '../slot-clock';
import { choose, mine, write } from '../slot-keeper';
import { now } from '../store';
import type { Line, Slot, State } from '../state';
import type { TextKey } from '../texts';
import { Say, clockTime, t } from '../words';
import { Button, Notice, TextArea, TextButton } from './basics';
import { CircleView } from './circle-view';
import { Icon } from './icons';
import type { IconName } from './icons';
import { WhoSitsWhere } from './people';
import { Talk } from './talk';

export function AnonymousRound({ state, slot, seed, onList }: { state: State; slot: Slot; seed: string; onList: () => void }) {
  const left = slotLeft(state, now.value);
  const writing = slot.writes && left?.kind === 'writing' && mine.value?.choice === 'write' && mine.value.end === null;
  return (
    <div class="anonymous">
      <Stage state={state} seed={seed} folded={writing} onList={onList} />
      {saidSince(state).map((row, index) => (
        <Notice key={index} kind="info" icon="talk" text={`*${t('the_facilitator')}*`}><p class="row-text" dir="auto">{row.text}</p></Notice>
      ))}
      {slot.writes ? <Mine state={state} slot={slot} /> : <Others state={state} slot={slot} />}
      {state.lines.some((one) => one.kind === 'said') && (
        <details class="read-back" data-part>
          <summary>{t('read_back')}</summary>
          <Talk quiet />
        </details>
      )}
    </div>
  );
}

// While somebody writes there is room for nothing else; the list stays for who listens to the page.
function Stage({ state, seed, folded, onList }: { state: State; seed: string; folded: boolean; onList: () => void }) {
  const size = Math.max(180, Math.min(width.value - 40, 252, height.value * 0.4));
  return (
    <section class={folded ? 'only-read-aloud' : 'stage'} data-part>
      {!folded && (
        <CircleView state={state} now={now.value} look={{ width: bigText.value ? Math.min(252, width.value - 24) : size, seed, viewer: '', bigText: bigText.value }} />
      )}
      <div class="only-read-aloud" id="plaatsen" tabIndex={-1}><WhoSitsWhere state={state} round={state.place.round} heading="h2" /></div>
      {!folded && (
        <div class="stage-row">
          <TextButton icon="users" onClick={onList} label={`${t('who_sits_where')}, ${t('people', { n: state.seats.length })}`}>{t('people', { n: state.seats.length })}</TextButton>
        </div>
      )}
    </section>
  );
}

// ---- who may write

function Mine({ state, slot }: { state: State; slot: Slot }) {
  const kept = mine.value;
  const left = slotLeft(state, now.value);
  switch (kept?.end) {
    case 'handed_in':
      return <Envelope icon="check" title={t('anon_handed_title')} more={t('anon_handed', { time: clockTime(slotOverMs(state)) })} good />;
    case 'not_handed_in':
      return <Envelope icon="warning" title={t('anon_failed_title')} more={t('anon_failed')} />;
    case 'unsure':
      return <Envelope icon="warning" title={t('anon_unsure_title')} more={t('anon_unsure')} />;
    case 'not_safe':
      return <div role="alert"><Envelope icon="warning" title={t('anon_unsafe_title')} more={t('anon_unsafe')} /></div>;
    case 'no_token':
      return <Envelope icon="warning" title={t('anon_elsewhere_title')} more={t('anon_elsewhere')} />;
    default:
      break;
  }
  if (left?.kind !== 'writing') return <Envelope icon="mail" title={t('anon_handing_title')} more={`${t('anon_handing')} ${t('anon_keep_open')}`} />;
  switch (kept?.choice) {
    case 'write':
      return <Writing state={state} slot={slot} draft={kept.draft} />;
    case 'pass':
      return <Passing draft={kept.draft} />;
    default:
      return <Promised state={state} slot={slot} />;
  }
}

function Envelope({ icon, title, more, good = false }: { icon: IconName; title: string; more: string; good?: boolean }) {
  return (
    <section class={`banner anonymous-state${good ? ' anonymous-in' : ''}${icon === 'warning' ? ' anonymous-out' : ''}`} data-part>
      <Icon name={icon} size={36} />
      <div>
        <h2 class="nl-heading nl-heading--level-2">{title}</h2>
        <p>{more}</p>
      </div>
    </section>
  );
}

const Question = ({ slot }: { slot: Slot }) => (
  <div class="anonymous-question">
    {slot.text !== '' && <p class="hint">{t('anon_asked')}</p>}
    <h2 class="nl-heading nl-heading--level-2">{slot.text || t('anon_nothing_asked')}</h2>
  </div>
);

const promises: readonly { readonly icon: IconName; readonly key: TextKey }[] = [
  { icon: 'eye_off', key: 'anon_unseen' }, { icon: 'shield_check', key: 'anon_not_kept' }, { icon: 'warning', key: 'anon_careful' },
];
const Promises = ({ state }: { state: State }) => (
  <>
    <ul class="anonymous-promises">
      {promises.map(({ icon, key }) => (
        <li key={key} class={icon === 'warning' ? 'anonymous-careful' : ''}><Icon name={icon} size={26} /> <span><Say k={key} /></span></li>
      ))}
    </ul>
    <p><Say k="anon_floor" values={{ n: floorOf(state) }} /></p>
    <p>{t('anon_readers')}</p>
  </>
);

// What was pressed is gone: the focus goes to what came of it.
function chooseAndGo(choice: Choice, id: string): void {
  choose(choice);
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
const field_id = 'anonieme-tekst';
const passed_id = 'anoniem-leeg';

function Promised({ state, slot }: { state: State; slot: Slot }) {
  return (
    <>
      <section class="anonymous-card" data-part>
        <Question slot={slot} />
        <Promises state={state} />
        <p class="anonymous-goes"><Icon name="mail" size={26} /> <span>{t('anon_nothing')} {t('anon_keep_open')}</span></p>
      </section>
      <div class="sheet-foot" id="schrijven" data-part>
        <Button wide onClick={() => chooseAndGo('pass', passed_id)}>{t('pass')}</Button>
        <Button kind="primary" wide onClick={() => chooseAndGo('write', field_id)}>{t('anon_write')}</Button>
      </div>
    </>
  );
}

function Passing({ draft }: { draft: string }) {
  return (
    <>
      <section class="banner anonymous-state" data-part>
        <Icon name="mail" size={36} />
        <div>
          <h2 class="nl-heading nl-heading--level-2" id={passed_id} tabIndex={-1}>{t('anon_passed_title')}</h2>
          <p>{t('anon_passed')} {t('anon_keep_open')} {draft !== '' && t('anon_kept_here')}</p>
        </div>
      </section>
      <div class="sheet-foot" id="schrijven" data-part>
        <Button wide onClick={() => chooseAndGo('write', field_id)}>{t('anon_after_all')}</Button>
      </div>
    </>
  );
}

function Writing({ state, slot, draft }: { state: State; slot: Slot; draft: string }) {
  const room = text_bytes_max - bytesOf(plainText(draft));
  const until = slot.writingEndsMs;
  return (
    <>
      <section class="anonymous-card anonymous-writing" id="schrijven" data-part>
        <Question slot={slot} />
        <TextArea
          id={field_id}
          label={t('anon_label')}
          rows={5}
          value={draft}
          onInput={write}
          hint={<><span>{t('anon_same_size')}</span> <span>{t(room < 0 ? 'anon_over' : 'anon_left', { n: Math.abs(room) })}</span></>}
        />
        {room < 0 && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span><Say k="anon_too_long" /></span></p>}
        <Warning state={state} draft={draft} />
        <p class="hint">{t('anon_style')}</p>
        <p class="anonymous-goes"><Icon name="mail" size={26} /> <span>{t('anon_goes')} {t('anon_until', { time: clockTime(until) })} {t('anon_keep_open')}</span></p>
        <details class="anonymous-fold">
          <summary>{t('anon_promise')}</summary>
          <Promises state={state} />
        </details>
      </section>
      <div class="sheet-foot" data-part>
        <Button wide onClick={() => chooseAndGo('pass', passed_id)}>{t('anon_empty')}</Button>
      </div>
    </>
  );
}

// ---- what somebody could be recognised by: found here, told to nobody, and in nobody's way

const still_ms = 400;
function useFindings(state: State, draft: string): readonly Finding[] {
  const [found, setFound] = useState<readonly Finding[]>([]);
  useEffect(() => {
    const look = (): void => setFound(recognisable(draft, namesIn(state)));
    const timer = setTimeout(look, still_ms);
    return () => clearTimeout(timer);
  }, [draft, state.known]);
  return found;
}

function Warning({ state, draft }: { state: State; draft: string }) {
  const found = useFindings(state, draft);
  return (
    <div role="status">
      {found.length > 0 && (
        <div class="anonymous-warning">
          <h3 class="nl-heading nl-heading--level-3">{t('rec_title')}</h3>
          <ul>
            {found.map((one) => <li key={`${one.kind} ${one.text}`}><Say k={`rec_${one.kind}`} values={{ text: one.text }} /></li>)}
          </ul>
          <p>{t('rec_here')} {t('rec_choice')}</p>
        </div>
      )}
    </div>
  );
}

// ---- who does not write

function Others({ state, slot }: { state: State; slot: Slot }) {
  return (
    <section class="banner banner-listen" data-part>
      <Icon name="mail" size={36} />
      <div>
        <h2 class="nl-heading nl-heading--level-2">{t('anon_others_title')}</h2>
        {slot.text !== '' && <p>{t('anon_asked')}: <b>{slot.text}</b></p>}
        <p>{t('anon_others', { time: clockTime(slotOverMs(state)) })} {t('anon_others_few')} {t('anon_help')}</p>
        {cameTooLate(state) && <p>{t('anon_late')}</p>}
      </div>
    </section>
  );
}

// ---- in the talk

export function SlotRow({ state, row }: { state: State; row: Extract<Line, { kind: 'slot' }> }) {
  const key: TextKey = row.how === 'published' && textsAfter(state, row) === 0 ? 'line_slot_empty' : `line_slot_${row.how}`;
  const erased = row.mine && (row.how === 'below_floor' || row.how === 'cancelled');
  return (
    <p class="row-event">
      <b>{t(key)}</b>
      {erased && <span> {t('line_slot_erased')}</span>}
      {row.text !== '' && <span> {t(row.how === 'opened' ? 'line_slot_asked' : 'line_reason', row.how === 'opened' ? { text: row.text } : { reason: row.text })}</span>}
    </p>
  );
}
