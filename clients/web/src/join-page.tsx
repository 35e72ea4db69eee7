// SPDX-License-Identifier: EUPL-1.2
// From a link to a seat: what is promised, who you are, and the wait at the door.
import { toChildArray } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, Notice, TextField } from './parts/basics';
import { Icon } from './parts/icons';
import type { IconName } from './parts/icons';
import { Settings } from './parts/settings';
import { codeIn } from './join';
import { askForSeat, arrive, come, enter, page, state } from './store';
import type { KeptSeat } from './keeping';
import type { TextKey } from './texts';
import { Say, t } from './words';

const steps = 4; // promises, name, the door, and what is kept of one's words

export function Steps({ now }: { now: number }) {
  return (
    <div class="steps">
      <p>{t('step_of', { n: now, total: steps })}</p>
      <div class="step-bars" aria-hidden="true">
        {Array.from({ length: steps }, (_, index) => (
          <span key={index} class={index < now ? 'step-bar step-bar-done' : 'step-bar'} />
        ))}
      </div>
    </div>
  );
}

export function JoinPage({ link }: { link: string }) {
  const [step, setStep] = useState(1);
  const [name, setName] = useState('');
  const [asking, setAsking] = useState(false);
  const go = () => {
    setAsking(true);
    void askForSeat(link, name.trim());
  };
  if (asking) return <Loading title={t('joining')} />;
  return step === 1 ? <Promises onNext={() => setStep(2)} /> : <NameStep name={name} setName={setName} onBack={() => setStep(1)} onNext={go} />;
}

const Looks = () => (
  <details class="looks">
    <summary>{t('language_and_colours')}</summary>
    <Settings />
  </details>
);

const promises: readonly { icon: IconName; title: TextKey; more: TextKey }[] = [
  { icon: 'ear', title: 'promise_silent', more: 'promise_silent_more' },
  { icon: 'eye', title: 'promise_seen', more: 'promise_seen_more' },
  { icon: 'skip', title: 'promise_pass', more: 'promise_pass_more' },
  { icon: 'help', title: 'promise_help', more: 'promise_help_more' },
];

function Promises({ onNext }: { onNext: () => void }) {
  return (
    <div class="sheet">
      <main class="sheet-body">
        <Steps now={1} />
        <h1 class="nl-heading nl-heading--level-1">{t('promise_title')}</h1>
        <p class="careful"><Say k="promise_care" /></p>
        <ul class="promises">
          {promises.map(({ icon, title, more }) => (
            <li key={title}>
              <span class="promise-icon"><Icon name={icon} size={26} /></span>
              <div>
                <h2 class="promise-title">{t(title)}</h2>
                <p>{t(more)}</p>
              </div>
            </li>
          ))}
        </ul>
        <Looks />
      </main>
      <footer class="sheet-foot">
        <Button kind="primary" wide onClick={onNext}>{t('next')}</Button>
      </footer>
    </div>
  );
}

function NameStep(props: { name: string; setName: (name: string) => void; onBack: () => void; onNext: () => void }) {
  return (
    <form
      class="sheet"
      onSubmit={(event) => {
        event.preventDefault();
        props.onNext();
      }}
    >
      <main class="sheet-body">
        <Steps now={2} />
        <h1 class="nl-heading nl-heading--level-1">{t('name_title')}</h1>
        <TextField label={t('name_label')} value={props.name} onInput={props.setName} autocomplete="name" />
        <p class="choice-text"><span class="group-shape shape-inner" /><span><Say k="name_client" /></span></p>
        <p class="choice-text"><span class="group-shape shape-outer" /><span><Say k="name_professional" /></span></p>
        <Looks />
      </main>
      <footer class="sheet-foot">
        <Button onClick={props.onBack}>{t('back')}</Button>
        <Button kind="primary" wide type="submit">{t('join')}</Button>
      </footer>
    </form>
  );
}

export function WelcomeBack({ seat }: { seat: KeptSeat }) {
  return (
    <div class="sheet">
      <main class="sheet-body">
        <h1 class="nl-heading nl-heading--level-1">{t('welcome_back_title')}</h1>
        <p>{t('welcome_back_body')}</p>
        <Looks />
      </main>
      <footer class="sheet-foot sheet-foot-stacked">
        <Button kind="primary" wide onClick={() => enter(seat)}>{t('welcome_back_go')}</Button>
        <Button wide onClick={() => (page.value = { kind: 'join', link: seat.link })}>{t('welcome_back_other')}</Button>
      </footer>
    </div>
  );
}

// Links that do not work and links that never did read the same; only a code for support differs.
const pages: Record<string, { title: TextKey; body: TextKey; again: boolean }> = {
  full: { title: 'join_full_title', body: 'join_full', again: false },
  conversation_closed: { title: 'join_closed_title', body: 'join_closed', again: false },
  frozen: { title: 'join_frozen_title', body: 'join_frozen', again: true },
  name_too_long: { title: 'join_name_title', body: 'name_too_long', again: true },
  name_unreadable: { title: 'join_other_name_title', body: 'name_unreadable', again: true },
  name_misleads: { title: 'join_other_name_title', body: 'name_misleads', again: true },
  code_unknown: { title: 'code_unknown_title', body: 'code_unknown', again: false },
  offline: { title: 'join_offline_title', body: 'join_offline', again: true },
};
const invalid = { title: 'join_no_such_link_title', body: 'join_no_such_link', again: false } as const;

export function JoinRefused({ error, link }: { error: string; link: string }) {
  const { title, body, again } = pages[error] ?? invalid;
  return (
    <Calm title={t(title)} body={t(body)} code={error}>
      {again && (
        <Button kind="primary" wide onClick={() => (page.value = { kind: 'join', link })}>{t('try_again')}</Button>
      )}
      {error === 'code_unknown' && (
        <Button kind="primary" wide onClick={() => (page.value = { kind: 'no_link' })}>{t('code_other')}</Button>
      )}
    </Calm>
  );
}

export function Lobby() {
  return (
    <div class="sheet">
      <main class="sheet-body">
        <Steps now={3} />
        <h1 class="nl-heading nl-heading--level-1">{t('lobby_title')}</h1>
        <Notice kind="info" icon="door" text={t('lobby_body')} />
        <p>{t('lobby_keep_open')}</p>
        <Looks />
      </main>
    </div>
  );
}

// Most people come by a link. Where none could be sent, somebody said a code.
export function NoLink() {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const go = (event: Event) => {
    event.preventDefault();
    const code = codeIn(typed);
    if (code) come(code);
    setWrong(code === null);
  };
  return (
    <form class="sheet" onSubmit={go}>
      <main class="sheet-body sheet-calm">
        <h1 class="nl-heading nl-heading--level-1">{t('no_link_title')}</h1>
        <p>{t('no_link_body')}</p>
        <h2 class="nl-heading nl-heading--level-2">{t('code_title')}</h2>
        <TextField
          label={t('code_label')}
          value={typed}
          onInput={(text) => {
            setTyped(text);
            setWrong(false);
          }}
        />
        {/* always here, so that a screen reader hears what appears in it */}
        <div role="alert">{wrong && <Notice kind="warn" icon="info" text={t('code_wrong')} />}</div>
        <Looks />
        <p class="hint"><a href="/staff">{t('staff_door')}</a></p>
      </main>
      <footer class="sheet-foot">
        <Button kind="primary" wide type="submit">{t('next')}</Button>
      </footer>
    </form>
  );
}

// The frame at once, the words after 300 ms: who does not wait need not read that they wait.
export function Loading({ title }: { title: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return late ? <Calm title={title} /> : <div class="sheet"><main class="sheet-body sheet-calm" aria-busy="true" /></div>;
}

// One sentence, one way on: for everything that is not the conversation itself.
export function Calm(props: {
  title: string;
  body?: string;
  hint?: string;
  code?: string;
  children?: preact.ComponentChildren;
}) {
  return (
    <div class="sheet">
      <main class="sheet-body sheet-calm">
        <h1 class="nl-heading nl-heading--level-1">{props.title}</h1>
        {props.body && <p>{props.body}</p>}
        {props.hint && <p>{props.hint}</p>}
        {props.code && <p class="hint">{t('support_code', { code: props.code })}</p>}
        {props.body && <Looks />}
      </main>
      {toChildArray(props.children).length > 0 && <footer class="sheet-foot">{props.children}</footer>}
    </div>
  );
}

const endedTitles = {
  invalid: ['join_no_such_link_title', 'join_no_such_link'],
  removed: ['removed_title', 'removed_body'],
  superseded: ['superseded_title', 'superseded_body'],
  turned_away: ['turned_away_title', 'turned_away_body'],
  version: ['version_title', 'version_body'],
} as const;

export function Removed({ reason }: { reason: string }) {
  return (
    <Calm title={t('removed_title')} body={t(reason ? 'removed_body' : 'excused_body')} hint={reason && t('line_reason', { reason })} />
  );
}

export function Ended({ why, seat }: { why: keyof typeof endedTitles; seat: KeptSeat }) {
  if (why === 'removed') return <Removed reason={state.value.removed ?? ''} />;
  const [title, body] = endedTitles[why];
  return (
    <Calm title={t(title)} body={t(body)}>
      {why === 'superseded' && <Button wide onClick={() => enter(seat)}>{t('superseded_here')}</Button>}
      {why === 'version' && <Button kind="primary" wide onClick={() => location.reload()}>{t('reload')}</Button>}
      {why === 'invalid' && location.hash !== '' && <Button wide onClick={arrive}>{t('try_again')}</Button>}
    </Calm>
  );
}
