// SPDX-License-Identifier: EUPL-1.2
// The page of who leads: three columns on a desk, tabs on a tablet, one column on a phone.
import './styles/facilitate.css';
import './styles/lead-rounds.css';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { AfterDesk } from './after';
import { Projection } from './projector';
import { project } from './projecting';
import { projected } from './projected';
import { Gate, GateConfirm, accept, waitingQuestions } from './lead-gate';
import type { GateDialog } from './lead-gate';
import { ActConfirm } from './lead-confirm';
import { ClockButtons, NextPanel } from './lead-next';
import { AnswerConfirm, Door, FloorPanel, Safety, SeatsPanel, Workers, giveFloor } from './lead-people';
import { Button, Dialog, Notice, TextArea, TextButton } from './parts/basics';
import { CircleView } from './parts/circle-view';
import { Icon } from './parts/icons';
import { WhoSitsWhere, named } from './parts/people';
import { Settings, chooseLetterKeys, letterKeys } from './parts/settings';
import { Talk } from './parts/talk';
import { loadForms } from './forms';
import { MadeDialogs, MadePanel } from './lead-made';
import type { MadeDialog } from './lead-made';
import { Beside, Chairs, RoundCard } from './lead-round';
import { SlotCard } from './lead-slot';
import { StepBar } from './lead-steps';
import './parts/forms';
import { otherLeaders, unansweredHelp } from './preview';
import type { ChairAct } from './preview';
import { nextPart } from './regions';
import { clockWarning, floorQueue, leads, lessons, nextStep, quietInside, roundInView, roundOf, spokenFor } from './reading';
import { bigText, height, width } from './screen';
import { drafts, now, offline, send, setDraft, state as known } from './store';
import type { State } from './state';
import { learn } from './texts';
import { facilitate } from './texts/facilitate';
import { Notices, TimeWords, inField } from './take-part';
import { projectorPath } from './wall';
import { scripted, t, timeOfDay } from './words';

learn(facilitate);

type Open =
  | { readonly of: 'act'; readonly act: ChairAct }
  | { readonly of: 'gate'; readonly dialog: GateDialog }
  | { readonly of: 'answer'; readonly code: string }
  | { readonly of: 'made'; readonly dialog: MadeDialog }
  | { readonly of: 'menu'; readonly keys: boolean };
const open = signal<Open | null>(null);
const changed = signal(false); // a confirm closed because somebody else did it
const chosen = signal('');
const covered = signal(false); // shows what a room may see, and nothing else
const closing = signal(false); // at the desk for lessons, letter and report

const openAct = (act: ChairAct): void => {
  changed.value = false;
  open.value = { of: 'act', act };
};
const openGate = (dialog: GateDialog): void => void (open.value = { of: 'gate', dialog });
const close = (): void => void (open.value = null);

export function Facilitate({ seed }: { seed: string }) {
  const state = known.value;
  useLeadKeys();
  useEffect(() => void loadForms(), []);
  useEffect(() => project(seed), [seed]);
  if (covered.value) return <Projection state={projected(state)} seed={seed} at={now.value} cover />;
  const layout = bigText.value || width.value < 600 ? 'phone' : width.value < 1024 ? 'tablet' : 'desk';
  if (closing.value) return <AfterDesk onBack={() => (closing.value = false)} />;
  return (
    <div class={`lead lead-${layout}`}>
      <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#gesprek">{t('skip_talk')}</a>
      <LeadHeader state={state} folded={layout === 'phone'} />
      <main class="lead-body">
        <Notices state={state} />
        {changed.value && <Notice kind="warn" icon="warning" text={`*${t('changed_title')}*`} />}
        <LeadNotice state={state} />
        {state.over && <Notice kind="info" icon="check" text={t('over_for_good')} />}
        <div class="lead-main"><Columns state={state} seed={seed} layout={layout} /></div>
      </main>
      <LeadDialogs seed={seed} />
    </div>
  );
}

function Columns({ state, seed, layout }: { state: State; seed: string; layout: 'phone' | 'tablet' | 'desk' }) {
  const circle = <CircleCard state={state} seed={seed} layout={layout} />;
  const next = <NextPanel state={state} onOpen={openAct} />;
  const said = <SaidCard state={state} />;
  const gate = <Gate state={state} chosen={chosen.value} onChoose={(id) => (chosen.value = id)} onOpen={openGate} onWithhold={(question) => openAct({ kind: 'withhold', question })} />;
  const door = <><Door state={state} onOpen={openAct} /><Workers state={state} onOpen={openAct} /></>;
  const floor = <FloorPanel state={state} />;
  const seats = <><SeatsPanel state={state} /><Chairs state={state} onOpen={openAct} /></>;
  const round = <><RoundCard state={state} /><SlotCard state={state} onOpen={openAct} /></>;
  const beside = <Beside state={state} />;
  const made = <MadePanel state={state} onOpen={(dialog) => (open.value = { of: 'made', dialog })} onDesk={() => (closing.value = true)} />;
  const safety = (
    <Safety
      state={state}
      onOpen={openAct}
      onAnswer={(code) => (open.value = { of: 'answer', code })}
    />
  );
  const asked = unansweredHelp(state).length > 0; // a call for help is seen without looking for it
  if (layout === 'desk') {
    return (
      <>
        <div class="column">{circle}{next}</div>
        <div class="column">{round}{said}{beside}{gate}{made}</div>
        <div class="column">{asked && safety}{door}{floor}{seats}{!asked && safety}</div>
      </>
    );
  }
  if (layout === 'phone') return <div class="column">{circle}{asked && safety}{round}{door}{said}{beside}{gate}{floor}{seats}{next}{made}{!asked && safety}</div>;
  return (
    <div class="column">
      {circle}
      {round}
      {said}
      {beside}
      {made}
      <Tabs
        state={state}
        parts={{ questions: gate, floor, seats: <>{door}{seats}</>, safety }}
      />
      {next}
    </div>
  );
}

// ---- tabs, on a tablet

type TabName = 'questions' | 'floor' | 'seats' | 'safety';
const tab = signal<TabName>('seats');

function Tabs({ state, parts }: { state: State; parts: Record<TabName, preact.ComponentChildren> }) {
  const names: { name: TabName; label: string }[] = [
    { name: 'questions', label: t('tab_questions') },
    { name: 'floor', label: t('tab_floor') },
    { name: 'seats', label: t(state.lobby.length > 0 ? 'tab_seats_door' : 'tab_seats') },
    { name: 'safety', label: t(unansweredHelp(state).length > 0 ? 'tab_safety_asked' : 'tab_safety') },
  ];
  const step = (by: number) => {
    const at = names.findIndex((one) => one.name === tab.value);
    const next = names[(at + by + names.length) % names.length];
    if (!next) return;
    tab.value = next.name;
    requestAnimationFrame(() => document.getElementById(`tab-${next.name}`)?.focus());
  };
  return (
    <div class="tabs">
      <div
        role="tablist"
        aria-label={t('tabs')}
        class="tab-list"
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') step(1);
          if (event.key === 'ArrowLeft') step(-1);
        }}
      >
        {names.map(({ name, label }) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={tab.value === name}
            aria-controls="tab-panel"
            tabIndex={tab.value === name ? 0 : -1}
            class="tab"
            onClick={() => (tab.value = name)}
          >
            {label}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>{parts[tab.value]}</div>
    </div>
  );
}

// ---- header

function LeadHeader({ state, folded }: { state: State; folded: boolean }) {
  const saving = state.own.some((own) => own.state === 'sending');
  const others = state.known.filter((seat) => seat.code !== state.self?.code && leads(state.script, seat.group));
  return (
    <header class="lead-head" data-part>
      <div class="lead-titles">
        <h1>{state.title}</h1>
        <p>{scripted(state.script?.title)}</p>
      </div>
      <StepBar state={state} folded={folded} />
      <div class="lead-side">
        {offline.value
          ? <span class="chip chip-warn"><Icon name="offline" size={18} /> {t('lost_short')}</span>
          : <span class="chip chip-good"><Icon name={saving ? 'send' : 'check'} size={18} /> {t(saving ? 'lead_saving' : 'lead_saved')}</span>}
        {state.lead !== '' && others.length > 0 && (
          <span class="chip chip-act"><Icon name="talk" size={18} /> {state.lead === state.self?.code ? t('lead_you') : t('lead_other', { name: named(state, state.lead) })}</span>
        )}
        {others.length > 0 && (
          <span class="chip"><Icon name="users" size={18} /> {t('lead_with', { names: others.map((seat) => seat.name || seat.code).join(', ') })}</span>
        )}
        <b class="lead-time">{timeOfDay(now.value + state.clockOffsetMs)}</b>
        {lessons(state).length > 0 && !state.slot && <Button icon="lesson" onClick={() => (closing.value = true)}>{t('lead_after')}</Button>}
        <Button icon="menu" onClick={() => (open.value = { of: 'menu', keys: false })}>{t('menu')}</Button>
      </div>
    </header>
  );
}

// The other facilitator hands over, or is gone: taking over needs a yes, and is told on both screens.
function LeadNotice({ state }: { state: State }) {
  const me = state.self?.code ?? '';
  if (state.over || state.lead === me) return null;
  const offered = state.leadOffered === me;
  const gone = state.lead === '' || state.away.has(state.lead);
  if (!offered && !gone) return null;
  const name = named(state, state.lead);
  return (
    <Notice kind="info" icon="users" text={offered ? t('lead_offered', { name }) : t('lead_gone')}>
      <Button kind="primary" onClick={() => send({ case: 'takeLead', value: {} })}>{t('lead_take')}</Button>
    </Notice>
  );
}

// ---- circle and talk

function CircleCard({ state, seed, layout }: { state: State; seed: string; layout: 'phone' | 'tablet' | 'desk' }) {
  const size = layout === 'phone' ? Math.min(252, width.value - 64) : layout === 'tablet' ? 300 : Math.max(240, Math.min(360, width.value * 0.28 - 56, height.value * 0.45));
  return (
    <section class="card circle-card" data-part>
      <h2 class="only-read-aloud">{t('lead_clock')}</h2>
      <CircleView state={state} now={now.value} look={{ width: Math.round(size), seed, viewer: '', bigText: bigText.value, precise: true, connections: true }} />
      <div class="only-read-aloud"><WhoSitsWhere state={state} round={roundInView(state)} heading="h3" /></div>
      <ClockWarning state={state} />
      {state.place.round > 0 && <div class={layout === 'desk' ? 'only-read-aloud' : ''}><TimeWords state={state} /></div>}
      <ClockButtons state={state} onOpen={openAct} />
    </section>
  );
}

// In time to round off, and with who has not spoken yet: those go first now.
function ClockWarning({ state }: { state: State }) {
  const warning = clockWarning(state, now.value);
  if (!warning) return null;
  const quiet = quietInside(state);
  const words = t(warning.kind === 'five' ? 'warn_five' : warning.kind === 'one' ? 'warn_one' : 'warn_over', { n: warning.minutes });
  return (
    <Notice kind="warn" icon="clock" text={words}>
      {warning.kind !== 'over' && quiet.length > 0 && <p>{t('floor_not_yet', { codes: quiet.join(', ') })}</p>}
    </Notice>
  );
}

const typingFor = signal(''); // a code: its words, typed by a scribe

function SaidCard({ state }: { state: State }) {
  const draft = drafts.speak.value;
  const others = spokenFor(state);
  const seats = state.slot ? [] : others; // the words of somebody else are refused while people write anonymously
  const forSeat = seats.some((seat) => seat.code === typingFor.value) ? typingFor.value : '';
  const say = () => {
    const text = draft.trim();
    if (text === '') return;
    send({ case: 'speak', value: { text, forSeat } }, text);
    setDraft('speak', '');
  };
  return (
    <section class="card said-card" id="gesprek" data-part>
      <h2 class="card-title">{t('said_now')}</h2>
      <Talk compact room={0} />
      {state.place.round > 0 && (
        <div class={forSeat ? 'chair-says chair-scribes' : 'chair-says'}>
          {seats.length > 0 && (
            <label class="scribe">
              <span>{t('scribe_for')}</span>
              <select value={forSeat} onChange={(event) => (typingFor.value = event.currentTarget.value)}>
                <option value="">{t('scribe_me')}</option>
                {seats.map((seat) => <option key={seat.code} value={seat.code}>{seat.name ? `${seat.code}, ${seat.name}` : seat.code}</option>)}
              </select>
            </label>
          )}
          <TextArea label={forSeat ? t('scribe_say', { code: forSeat }) : t('chair_say')} rows={1} value={draft} onInput={(text) => setDraft('speak', text)} onSend={say} />
          <Button onClick={say}>{t('send')}</Button>
          {state.slot && others.length > 0 && <p class="hint">{t('slot_no_scribe')}</p>}
          <p class="hint audience">{forSeat ? t('scribe_all', { code: forSeat }) : t('chair_say_all')}</p>
        </div>
      )}
    </section>
  );
}

// ---- dialogs and keys

function LeadDialogs({ seed }: { seed: string }) {
  const now = open.value;
  if (!now) return null;
  if (now.of === 'act') {
    return (
      <ActConfirm
        act={now.act}
        onChange={(act) => (open.value = { of: 'act', act })}
        onClose={(old) => {
          changed.value = old;
          close();
        }}
      />
    );
  }
  if (now.of === 'gate') return <GateConfirm dialog={now.dialog} onClose={close} />;
  if (now.of === 'made') return <MadeDialogs dialog={now.dialog} onAct={openAct} onClose={close} />;
  if (now.of === 'answer') return <AnswerConfirm code={now.code} onClose={close} />;
  return (
    <Dialog title={t('menu')} onClose={close}>
      <Settings lead keys={now.keys} />
      <label class={letterKeys.value ? 'mode mode-chosen' : 'mode'}>
        <input type="checkbox" checked={letterKeys.value} onChange={() => chooseLetterKeys(!letterKeys.value)} />
        <span>{t('lead_letter_keys')}</span>
      </label>
      <p><a href={projectorPath(seed)} target="_blank" rel="noopener">{t('lead_projector')}</a></p>
      <p class="hint">{t('lead_projector_more')}</p>
      {known.value.lead === known.value.self?.code && otherLeaders(known.value).length > 0 && (
        <p><TextButton onClick={() => openAct({ kind: 'offer_lead', code: '' })}>{t('lead_offer')}</TextButton></p>
      )}
      <div class="dialog-buttons" data-safe><Button onClick={close}>{t('close')}</Button></div>
    </Dialog>
  );
}

function useLeadKeys(): void {
  useEffect(() => {
    addEventListener('keydown', leadKey);
    return () => removeEventListener('keydown', leadKey);
  }, []);
}

function leadKey(event: KeyboardEvent): void {
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyS') {
    covered.value = !covered.value;
    return event.preventDefault();
  }
  if (covered.value) return;
  if (closing.value || open.value || event.ctrlKey || event.metaKey) return;
  if (event.key === 'F6') {
    nextPart(event.shiftKey);
    return event.preventDefault();
  }
  const state = known.value;
  if (event.altKey) {
    if (state.slot) return;
    if (event.code === 'ArrowRight') openAct({ kind: 'step', step: nextStep(state), back: false });
    else if (event.shiftKey && event.code === 'KeyH' && state.place.round > 0 && !state.clock?.paused) openAct({ kind: 'pause', safety: true });
    else return;
    return event.preventDefault();
  }
  if (inField(event.target)) return;
  if (event.key === '?') return void (open.value = { of: 'menu', keys: true });
  if (letterKeys.value && !state.slot) letter(event.key.toLocaleLowerCase(), state);
}

// None of these moves people: accepting and the floor are taken back in one act, the rest opens
// a confirm.
function letter(key: string, state: State): void {
  const waiting = waitingQuestions(state);
  const at = Math.max(0, waiting.findIndex((one) => one.id === chosen.value));
  const question = waiting[at];
  const first = floorQueue(state)[0];
  if (key === 'g' && first && roundOf(state.script, state.place.round)?.floor === 'queue') giveFloor(first.code);
  if (!question) return;
  if (key === 'j') chosen.value = waiting[Math.min(at + 1, waiting.length - 1)]?.id ?? '';
  if (key === 'k') chosen.value = waiting[Math.max(at - 1, 0)]?.id ?? '';
  if (key === 'a') accept(question.id);
  if (key === 'r') openGate({ kind: 'rephrase', question: question.id });
  if (key === 'm' && waiting.length > 1) openGate({ kind: 'merge', question: question.id });
  if (key === 'w') openAct({ kind: 'withhold', question: question.id });
}
