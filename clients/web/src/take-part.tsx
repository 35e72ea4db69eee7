// SPDX-License-Identifier: EUPL-1.2
// The page of who takes part, phone first: circle, state, talk and writing always in this order.
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Notice, TextButton } from './parts/basics';
import { Apart, CircleView } from './parts/circle-view';
import { Compose, modesOf, pass } from './parts/compose';
import { Icon } from './parts/icons';
import { HelpAnswer, HelpDialog, MyQuestions, Notes } from './parts/own-things';
import { Code, GroupRow, WhoDialog, WhoSitsWhere, named } from './parts/people';
import { Talk } from './parts/talk';
import { ListeningNotice, refusalWords } from './parts/why-not';
import { forms, formsMissing, loadForms } from './forms';
import { nextPart, watchFocus } from './regions';
import {
  ballotsHere, bodyCount, floorQueue, holdsFloor, isCounted, isNearlyOver, lessons, myStanding, opensIn, positionForMe, positionsHere, questionsShown,
  roundInView, roundLabel, roundOf, seatsIn, slotHere, stepped, subjectOf, timeLeft,
} from './reading';
import { bigText, height, width } from './screen';
import { slotLeft } from './slot-clock';
import { missed, now, offline, problem, send, state as known } from './store';
import type { State } from './state';
import { Rich, Say, clockTime, lower, minutesAndSeconds, scripted, t } from './words';

export function TakePart({ seed }: { seed: string }) {
  const state = known.value;
  const [asking, setAsking] = useState(false);
  const [listed, setListed] = useState(false);
  const [read, setRead] = useState(0);
  const [keys, setKeys] = useState(false);
  const ask = (showKeys: boolean) => {
    setKeys(showKeys);
    setAsking(true);
  };
  useKeys(() => ask(true));
  useEffect(() => void loadForms(), [state.slot?.id]); // once more where it failed before, for nobody's envelope may stay away
  const help = () => ask(false);
  const answers = state.help.filter((one) => one.fromChair && one.code === state.self?.code).length;
  return (
    <div class="take-part">
      <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#gesprek">{t('skip_talk')}</a>
      {(modesOf(state).length > 0 || slotHere(state)?.writes === true) && (
        <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#schrijven">{t('skip_compose')}</a>
      )}
      {votesNow(state) && <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#stemmen">{t('skip_vote')}</a>}
      {state.place.round > 0 && myStanding(state).ring !== 'away' && <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#plaatsen">{t('skip_list')}</a>}
      <Header state={state} onHelp={help} />
      <main class="body" id="gesprek" tabIndex={-1}>
        <Notices state={state} />
        <HelpAnswer seen={read} onRead={() => setRead(answers)} />
        <Warned state={state} />
        <Body state={state} seed={seed} onList={() => setListed(true)} />
      </main>
      <footer class="help-below"><TextButton icon="help" onClick={help}>{t('help')}</TextButton></footer>
      {asking && <HelpDialog keys={keys} onClose={() => { setRead(answers); setAsking(false); }} />}
      {listed && <WhoDialog state={state} round={roundInView(state)} onClose={() => setListed(false)} />}
    </div>
  );
}

function Header({ state, onHelp }: { state: State; onHelp: () => void }) {
  const round = roundOf(state.script, state.place.round);
  return (
    <header class="head" data-part>
      <div>
        {offline.value
          ? <p class="head-round head-lost"><Icon name="offline" size={18} /> {t('lost_short')}</p>
          : <p class="head-round">{slotHere(state) ? <SlotHead state={state} /> : round ? roundCount(state) : scripted(state.script?.title)}</p>}
        <h1 class="head-title" id="ronde" tabIndex={-1}>{round ? scripted((besideOf(state) ?? round).title) : state.title}</h1>
      </div>
      <button type="button" class="head-help" onClick={onHelp}>
        <Icon name="help" size={22} />
        <span>{t('help')}</span>
      </button>
    </header>
  );
}

// "Anonieme ronde, nog 6 minuten".
function SlotHead({ state }: { state: State }) {
  const left = slotLeft(state, now.value);
  if (left?.kind !== 'writing') return <>{t('slot_head_hand_in')}</>;
  const words = left.ms < 60_000 ? t('left_seconds', { time: minutesAndSeconds(stepped(left.ms)) }) : t('left_minutes', { n: Math.ceil(left.ms / 60_000) });
  return <>{t('slot_head')}, <Rich text={words} /></>;
}

// The room beside the round that I am in.
const besideOf = (state: State) => roundOf(state.script, state.place.round)?.sideRooms[state.place.room - 1];

// "Ronde 2 van 4"; the opening and the closing are not counted.
export function roundCount({ script, place }: State, number = place.round): string {
  if (isCounted(script, number)) return t('round_of', { n: roundLabel(script, number), total: bodyCount(script) });
  return t(roundOf(script, number)?.part === 'head' ? 'part_head' : 'part_tail');
}

// What holds for the whole page. Only one of lost and regained at a time. They stand in their place and
// cover nothing; a refusal answers an act, so it comes into view.
export function Notices({ state }: { state: State }) {
  const refused = problem.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refused) box.current?.scrollIntoView({ block: 'nearest' });
  }, [refused]);
  return (
    <div class="notices" ref={box}>
      {offline.value && <Notice kind="warn" icon="offline" text={t('lost')} />}
      {!offline.value && missed.value !== null && (
        <Notice kind="good" icon="check" text={missed.value > 0 ? t('regained', { n: missed.value }) : t('regained_none')}>
          <TextButton onClick={() => (missed.value = null)}>{t('close')}</TextButton>
        </Notice>
      )}
      {state.frozen && <Notice kind="bad" icon="pause" text={t('frozen')} />}
      {refused && (
        <Notice kind="warn" icon="warning" text={`*${t('refused_act_title')}.* ${refused.refusal ? refusalWords(state, refused.refusal, state.self?.group ?? '') : ''}`}>
          {refused.text && <p class="kept-text" dir="auto">{refused.text}</p>}
          <TextButton onClick={() => (problem.value = null)}>{t('close')}</TextButton>
        </Notice>
      )}
    </div>
  );
}

// A warning stays until it is read.
const warningsRead = signal(0);
function Warned({ state }: { state: State }) {
  const mine = state.warnings.filter((one) => one.code === state.self?.code);
  const last = mine.at(-1);
  if (!last || mine.length <= warningsRead.value) return null;
  return (
    <Notice kind="warn" icon="warning" text={t('warned', { text: '' })}>
      <p dir="auto">{last.text}</p>
      <TextButton onClick={() => (warningsRead.value = mine.length)}>{t('close')}</TextButton>
    </Notice>
  );
}

function Body({ state, seed, onList }: { state: State; seed: string; onList: () => void }) {
  if (state.over) return <Over state={state} />;
  if (state.sittingEnd && state.place.round === 0) return <SittingOver state={state} />;
  if (state.place.round === 0) return asksConsent(state) ? <AskConsent state={state} /> : <BeforeStart state={state} seed={seed} />;
  if (myStanding(state).ring === 'away') return <Away state={state} />;
  return <Round state={state} seed={seed} onList={onList} />;
}

// ---- what is kept of me: asked once, before the start; later it stands under Help

const consentLater = signal(false);
const asksConsent = (state: State): boolean =>
  state.consent === null && !consentLater.value && state.archiveLevel !== '' && state.archiveLevel !== 'nothing' && state.sittingsEnded === 0;

function AskConsent({ state }: { state: State }) {
  const parts = forms.value;
  if (!parts) return <FormsComing />;
  return <parts.ConsentSheet state={state} onDone={() => (consentLater.value = true)} />;
}

// The forms are on their way, or could not be fetched.
function FormsComing() {
  if (!formsMissing.value) return <p class="forms-coming" aria-busy="true">{t('loading')}</p>;
  return (
    <Notice kind="warn" icon="offline" text={t('join_offline')}>
      <TextButton onClick={() => void loadForms()}>{t('try_again')}</TextButton>
    </Notice>
  );
}

// ---- in a round

const votesNow = (state: State): boolean =>
  myStanding(state).may.has('vote') && !state.clock?.paused && ballotsHere(state).some((one) => !one.known?.result);

function Round({ state, seed, onList }: { state: State; seed: string; onList: () => void }) {
  const slot = slotHere(state);
  if (!slot) return <OpenRound state={state} seed={seed} onList={onList} />;
  return forms.value ? <forms.value.AnonymousRound state={state} slot={slot} seed={seed} onList={onList} /> : <FormsComing />;
}

function OpenRound({ state, seed, onList }: { state: State; seed: string; onList: () => void }) {
  const { ring, may } = myStanding(state);
  const listens = ring === 'outer';
  const modes = modesOf(state);
  const notesOnly = listens && !may.has('ask') && modes.length === 0;
  const parts = forms.value;
  const votes = votesNow(state);
  const writes = modes.length > 0 || !(votes || may.has('ready'));
  const compose = <Compose extra={parts && positionsHere(state).length > 0 ? <parts.LeaveChair state={state} /> : undefined} />;
  return (
    <div class={listens ? 'round round-listens' : 'round'}>
      <Stage state={state} seed={seed} onList={onList} listens={listens} />
      <Banner state={state} />
      {(listens || roundOf(state.script, state.place.round)?.part === 'head') && <LearningQuestions state={state} />}
      <SubjectLine state={state} />
      {parts && <parts.Table state={state} />}
      <section class="said" aria-label={t('talk')} data-part>
        <Talk quiet={!writes} />
        <MyQuestions />
        {!parts && (votes || may.has('ready')) && <FormsComing />}
        {parts && <parts.ReadyCard state={state} />}
        {parts && <parts.Ballots state={state} />}
      </section>
      <div class="foot" data-part>
        {writes && !votes && compose}
        {writes && votes && <details class="compose-folded"><summary>{t('compose_fold')}</summary>{compose}</details>}
        {notesOnly && <Notes folded={false} />}
      </div>
      {!notesOnly && <Notes folded />}
    </div>
  );
}

function Stage({ state, seed, onList, listens }: { state: State; seed: string; onList: () => void; listens: boolean }) {
  const round = state.place.round;
  const beside = listens && !bigText.value && width.value >= 350;
  const size = Math.max(180, Math.min(width.value - 40, beside ? 190 : 252, Math.max(180, height.value * 0.265)));
  const left = timeLeft(state, now.value);
  const special = offline.value || left.kind !== 'running' || isNearlyOver(state, now.value);
  const listeners = seatsIn(state, round, 'outer').length;
  const list = (
    <TextButton icon={listeners > 0 ? 'ear' : 'users'} onClick={onList} label={`${t('who_sits_where')}, ${listeners > 0 ? t('listeners', { n: listeners }) : t('people', { n: state.seats.length })}`}>
      {listeners > 0 ? t('listeners', { n: listeners }) : t('people', { n: state.seats.length })}
    </TextButton>
  );
  return (
    <section class={beside ? 'stage stage-beside' : 'stage'} data-part>
      <CircleView
        state={state}
        now={now.value}
        look={{ width: bigText.value ? Math.min(252, width.value - 24) : size, seed, viewer: state.self?.code ?? '', bigText: bigText.value }}
      />
      <div class="only-read-aloud" id="plaatsen" tabIndex={-1}><WhoSitsWhere state={state} round={round} heading="h2" /></div>
      {beside && (
        <div class="stage-words">
          <p class="hint">{t('now_speaking')}</p>
          <p>{state.floor ? <Code state={state} code={state.floor} /> : <span>{t('open_floor')}</span>}</p>
          <p class="hint">{t('you_sit_outer')}</p>
          <p><Code state={state} code={state.self?.code ?? ''} outline spell /></p>
          {list}
        </div>
      )}
      {(!beside || special) && (
        <div class="stage-row">
          <TimeWords state={state} />
          {!beside && list}
        </div>
      )}
      <p class="stage-line"><FoldedLine state={state} /></p>
    </section>
  );
}

// What the listeners hope to learn: it helps them to listen, and the others know what they listen for.
function LearningQuestions({ state }: { state: State }) {
  if (state.learningQuestions.length === 0) return null;
  return (
    <section class="subject">
      <h2 class="hint">{t('learning_title')}</h2>
      <ul>{state.learningQuestions.map((question) => <li key={question} dir="auto">{question}</li>)}</ul>
    </section>
  );
}

// The statement, or the item, that this repetition is about.
function SubjectLine({ state }: { state: State }) {
  const subject = subjectOf(state);
  if (!subject) return null;
  return (
    <section class="subject">
      <p class="hint">{t(subject.statement ? 'statement_of' : 'item_of', { n: subject.n, total: subject.total })}</p>
      <p class="subject-text" dir="auto">{subject.statement ? scripted(subject.statement) : subject.item?.text}</p>
    </section>
  );
}

// Of the circle while the keyboard is open: one line.
const FoldedLine = ({ state }: { state: State }) => (
  <>
    {state.floor ? t(state.floor === state.self?.code ? 'floor_mine' : 'floor_other', { code: state.floor }) : t('floor_open')}, <TimeWords state={state} bare />
  </>
);

export function TimeWords({ state, bare = false }: { state: State; bare?: boolean }) {
  const left = timeLeft(state, now.value);
  const soon = isNearlyOver(state, now.value);
  const words =
    left.kind === 'none' ? t('time_none')
    : left.kind === 'paused' ? t('time_paused')
    : left.kind === 'over' ? `${t('time_over')}. ${t('time_over_more')}`
    : offline.value ? t('left_about', { n: Math.ceil(left.ms / 60_000) })
    : soon ? t('left_seconds', { time: minutesAndSeconds(stepped(left.ms)) })
    : t('left_minutes', { n: Math.ceil(left.ms / 60_000) });
  if (bare) return <Rich text={words} />;
  return (
    <p class={soon ? 'time time-soon' : 'time'}>
      <Icon name={left.kind === 'paused' ? 'pause' : 'clock'} size={22} />
      <span><Rich text={words} /></span>
    </p>
  );
}

// Who has the floor, or what I do in this round.
function Banner({ state }: { state: State }) {
  const { ring, may } = myStanding(state);
  const round = roundOf(state.script, state.place.round);
  const me = state.self?.code ?? '';
  if (state.place.room > 0) return <BesideBanner state={state} />;
  if (state.clock?.paused) return <PausedBanner state={state} />;
  if (ring === 'outer' && positionForMe(state)) return forms.value ? <forms.value.ChairBanner state={state} /> : <FormsComing />;
  if (ring === 'outer' && !may.has('ask') && !may.has('speak')) {
    return <ListeningNotice state={state} now={now.value}>{may.has('hand') && <Hand state={state} />}</ListeningNotice>;
  }
  if (ring === 'outer' && may.has('ask')) return <Plain icon="ear" kind="listen" title={t('asking_title')} more={t('asking_more')} />;
  if (may.has('answer') && !may.has('speak')) {
    return questionsShown(state).length > 0
      ? <Plain code={me} state={state} title={t('floor_answer')} more={t('floor_answer_more')} kind="calm" />
      : <Plain code={me} state={state} title={t('floor_answer_wait')} more={t('floor_answer_wait_more')} kind="calm" />;
  }
  if (ring === 'inner' && may.has('leave_seat') && holdsFloor(state)) return <Plain code={me} state={state} kind="floor" title={t('chair_mine_short')} more={t('chair_mine_short_more')} />;
  if (votesNow(state) && !may.has('speak')) {
    return <Plain code={me} state={state} title={t('voting_title')} more={scripted(round?.purpose)} kind="calm" />;
  }
  if (may.has('ready') && !may.has('speak')) return <Plain code={me} state={state} title={t('reading_title')} more={t('reading_more')} kind="calm" />;
  if (may.has('judge_lesson') && lessons(state).length > 0) {
    return <Plain code={me} state={state} title={t('judging_title')} more={t('judging_more')} kind="calm" />;
  }
  if (round?.floor === 'queue' && may.has('speak')) return <QueueBanner state={state} me={me} />;
  if (round?.floor === 'round_robin' && may.has('speak')) return <TurnBanner state={state} me={me} />;
  if (modesOf(state).length === 0 && !may.has('speak')) return <Plain code={me} state={state} title={t('following_title')} more={t('following_more')} kind="calm" />;
  return <Plain code={me} state={state} title={t('floor_open')} more={t('floor_open_more')} kind="calm" />;
}

function Plain(props: { title: string; more: string; kind: 'floor' | 'calm' | 'listen'; code?: string; state?: State; icon?: 'ear'; children?: preact.ComponentChildren }) {
  return (
    <section class={`banner banner-${props.kind}`}>
      {props.icon && <Icon name={props.icon} size={36} />}
      {props.state && props.code && <span class="banner-seat"><Code state={props.state} code={props.code} /></span>}
      <div>
        <h2 class="nl-heading nl-heading--level-2">{props.title}</h2>
        <p>{props.more}</p>
        {props.children}
      </div>
    </section>
  );
}

function QueueBanner({ state, me }: { state: State; me: string }) {
  if (state.floor === me) return <Plain code={me} state={state} kind="floor" title={t('floor_mine')} more={t('floor_mine_more')} />;
  const place = floorQueue(state).findIndex((one) => one.code === me);
  const next = place === 0;
  const title = next ? t('floor_next') : state.floor ? t('floor_other', { code: state.floor }) : t('floor_nobody');
  const more = next && state.floor ? `${t('floor_other', { code: state.floor })}. ${t('floor_other_more')}` : t(state.floor ? 'floor_other_more' : 'floor_nobody_more');
  return (
    <Plain code={state.floor || me} state={state} kind="calm" title={title} more={place >= 0 ? t('hand_up') : more}>
      <Hand state={state} />
    </Plain>
  );
}

const Hand = ({ state }: { state: State }) =>
  state.hands.includes(state.self?.code ?? '')
    ? <Button icon="hand" onClick={() => send({ case: 'lowerHand', value: {} })}>{t('hand_lower')}</Button>
    : <Button icon="hand" kind="primary" onClick={() => send({ case: 'raiseHand', value: {} })}>{t('hand_raise')}</Button>;

// The floor goes round by itself.
function TurnBanner({ state, me }: { state: State; me: string }) {
  if (state.floor === me) return <Plain code={me} state={state} kind="floor" title={t('floor_mine')} more={t('floor_mine_more')} />;
  const title = state.floor ? t('floor_other', { code: state.floor }) : t('floor_nobody');
  return <Plain code={state.floor || me} state={state} kind="calm" title={title} more={t('floor_in_turn')} />;
}

function BesideBanner({ state }: { state: State }) {
  const others = state.seats.filter((seat) => seat.code !== state.self?.code).map((seat) => seat.code).sort((a, b) => a.localeCompare(b, 'nl', { numeric: true }));
  const people = others.map((code) => named(state, code)).map((name) => (name === t('the_facilitator') ? lower(name) : name));
  return (
    <section class="banner banner-calm">
      <Icon name="door" size={36} />
      <div>
        <h2 class="nl-heading nl-heading--level-2">{t('beside_title')}</h2>
        <p>{t('beside_body', { people: [t('you'), ...new Set(people)].join(', ') })} {besideOf(state)?.kept === false && <b>{t('beside_erased')}</b>}</p>
      </div>
    </section>
  );
}

function PausedBanner({ state }: { state: State }) {
  const last = [...state.lines].reverse().find((one) => one.kind === 'clock');
  const halted = last?.kind === 'clock' && last.change === 'halted';
  const reason = (last?.kind === 'clock' && last.reason) || (!halted && scripted(state.script?.standingReason));
  return (
    <section class="banner banner-calm">
      <Icon name="pause" size={32} />
      <div>
        <h2 class="nl-heading nl-heading--level-2">{t(halted ? 'halted_title' : 'paused_title')}</h2>
        <p>{halted && t('halted_body')} {t('paused_body')} {reason && t('line_reason', { reason })}</p>
      </div>
    </section>
  );
}

// ---- not in a round

function BeforeStart({ state, seed }: { state: State; seed: string }) {
  const round = roundInView(state);
  const me = state.self?.code ?? '';
  return (
    <div class="before">
      <h2 class="nl-heading nl-heading--level-2 before-title">{t('who_title')}</h2>
      <div class="before-circle">
        <CircleView
          state={state}
          now={now.value}
          look={{ width: Math.min(252, width.value - 40), seed, viewer: me, bigText: bigText.value, centre: { top: t('you_are'), main: me } }}
        />
      </div>
      <div class="only-read-aloud"><WhoSitsWhere state={state} round={round} heading="h3" /></div>
      <ul class="group-rows">
        {(state.script?.groups ?? []).map((group) => <GroupRow key={group.id} state={state} group={group.id} round={round} />)}
      </ul>
      {forms.value && <forms.value.CaseWorkerCard state={state} />}
      <LearningQuestions state={state} />
      <Notice kind="info" icon="hourglass" text={t(state.sittingsEnded > 0 ? 'between_sittings' : 'before_start')} />
      <Afterwards state={state} />
    </div>
  );
}

function Away({ state }: { state: State }) {
  const script = state.script;
  const round = roundOf(script, state.place.round);
  const inside = (round?.placements ?? [])
    .filter((one) => one.ring === 'inner')
    .map((one) => scripted(script?.groups.find((group) => group.id === one.group)?.title));
  const groups = inside.join(', ');
  const until = state.clock?.timed && !state.clock.paused ? clockTime(Math.round(state.clock.endsMs / 60_000) * 60_000) : null;
  const gets = opensIn(script, state.place.round, state.self?.group ?? '', 'judge_lesson') > 0;
  return (
    <div class="away">
      <section class="away-stage">
        <Apart self={t('away_here')} label={groups.toLocaleLowerCase()} />
        <h2 class="nl-heading nl-heading--level-1">{t('away_title')}</h2>
        <p>
          {t('away_body', { groups })} {gets && <Say k="away_lessons" />}
        </p>
      </section>
      <section class="away-until">
        <div>
          <p>{until ? <Say k="away_until" values={{ time: until }} /> : t('away_until_unknown')}</p>
          <p class="hint">{t('away_signal')}</p>
          <p class="hint">{t('away_help')}</p>
        </div>
        <Icon name="hourglass" size={36} />
      </section>
      <ReadBack />
    </div>
  );
}

function ReadBack() {
  const said = known.value.lines.some((one) => one.kind === 'said');
  if (!said) return null;
  return (
    <details class="read-back">
      <summary>{t('read_back')}</summary>
      <Talk />
    </details>
  );
}

function SittingOver({ state }: { state: State }) {
  const next = state.script?.rounds.find((round) => round.sitting === state.sittingsEnded + 1);
  const reason = state.sittingEnd?.reason;
  return (
    <div class="sheet-body over">
      <h2 class="nl-heading nl-heading--level-1">{t('sitting_over_title')}</h2>
      <p>{t('thanks')} {reason && t('line_reason', { reason })}</p>
      {next ? (
        <Notice kind="info" icon="mail" text={t('sitting_over_more')}>
          <p><Say k="sitting_over_next" values={{ title: scripted(next.title) }} /></p>
        </Notice>
      ) : (
        <p>{t('sitting_over_last')}</p>
      )}
      <Afterwards state={state} />
      <ReadBack />
    </div>
  );
}

function Over({ state }: { state: State }) {
  return (
    <div class="sheet-body over">
      <h2 class="nl-heading nl-heading--level-1">{t('closed_title')}</h2>
      <p>{t('closed_body')} {state.over?.reason && t('line_reason', { reason: state.over.reason })}</p>
      {state.letter ? null : <p>{t('chair_will_say')}</p>}
      <Afterwards state={state} />
      <ReadBack />
    </div>
  );
}

// The letter and its lessons, else the lessons that I know of; and what is kept of me.
function Afterwards({ state }: { state: State }) {
  const parts = forms.value;
  if (!parts) return null;
  return (
    <>
      {state.letter ? <parts.Letter state={state} /> : <parts.Lessons state={state} />}
      <parts.ConsentSummary />
    </>
  );
}

// ---- keys

export const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

function useKeys(onHelp: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]')) return;
      if (event.key === 'F6') nextPart(event.shiftKey);
      else if (event.key.startsWith('Arrow') && nextMark(event.key)) return event.preventDefault();
      else if (event.key === '?' && !inField(event.target)) onHelp();
      else if (event.altKey && event.code === 'KeyP' && myStanding(known.value).may.has('pass')) pass();
      else if (event.altKey && event.code === 'KeyN') openNotes();
      else if (event.altKey && event.code === 'KeyM') newestMark()?.focus();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    const unwatch = watchFocus();
    return () => {
      removeEventListener('keydown', pressed);
      unwatch();
    };
  }, []);
}
function openNotes(): void {
  const notes = document.getElementById('notities');
  if (notes instanceof HTMLDetailsElement) notes.open = true;
  notes?.querySelector('textarea')?.focus();
}
const markButtons = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.mark button')];
const newestMark = (): HTMLElement | null => markButtons().at(-1) ?? null;
// From one mark to the one above or below, once the focus is on a mark.
function nextMark(key: string): boolean {
  const marks = markButtons();
  const at = marks.findIndex((one) => one === document.activeElement);
  const next = marks[at + (key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0)];
  if (at < 0 || !next || marks[at] === next) return false;
  next.focus();
  return true;
}

