// SPDX-License-Identifier: EUPL-1.2
// Where staff log in, prepare conversations, invite to them, and fetch what comes of them. What is shown
// follows the roles; what is refused, the server refuses.
import './styles/facilitate.css';
import './styles/forms.css';
import './styles/staff.css';
import { useEffect, useState } from 'preact/hooks';
import { Loading } from './join-page';
import { Button, Notice, TextButton, TextField } from './parts/basics';
import { Settings } from './parts/settings';
import { ReleaseDialog, ReleaseState } from './staff-release';
import { EntrustDialog, LinkDialog, LinksOnce, Prepare } from './staff-prepare';
import type { Prepared } from './staff-prepare';
import { accounts, conversations, logIn, logOut, save, whoAmI } from './staff';
import type { Account, Listed, Person } from './staff';
import { me, tell, trouble } from './staff-state';
import { learn } from './texts';
import type { TextKey } from './texts';
import { staff } from './texts/staff';
import { t } from './words';

learn(staff);

const may = (person: Person, role: string): boolean => person.roles.includes(role);

export function StaffPage() {
  useEffect(() => {
    void whoAmI().then((answer) => (me.value = answer.ok ? answer.value : 'nobody'));
  }, []);
  if (me.value === 'unknown') return <Loading title={t('loading')} />;
  return me.value === 'nobody' ? <LogIn /> : <Desk person={me.value} />;
}

function LogIn() {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<TextKey | null>(trouble.value);
  const go = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await logIn({ name, password, code: code.replace(/\s/g, '') });
    setBusy(false);
    setCode('');
    if (!answer.ok) return setRefused(answer.error === 'login_refused' ? 'staff_login_refused' : 'staff_failed');
    tell(null);
    me.value = answer.value;
  };
  return (
    <form class="sheet" onSubmit={(event) => void go(event)}>
      <main class="sheet-body">
        <h1 class="nl-heading nl-heading--level-1">{t('staff_title')}</h1>
        <p>{t('staff_who')}</p>
        <div role="alert">{refused && <Notice kind="warn" icon="warning" text={t(refused)} />}</div>
        <TextField label={t('staff_name')} value={name} onInput={setName} autocomplete="username" />
        <TextField label={t('staff_password')} value={password} onInput={setPassword} autocomplete="current-password" />
        <TextField label={t('staff_code')} value={code} onInput={setCode} autocomplete="one-time-code" />
        <Button kind="primary" wide type="submit">{t(busy ? 'staff_busy' : 'staff_log_in')}</Button>
        <details class="looks">
          <summary>{t('language_and_colours')}</summary>
          <Settings />
        </details>
      </main>
    </form>
  );
}

type Open =
  | { readonly of: 'prepare' }
  | { readonly of: 'links'; readonly made: Prepared }
  | { readonly of: 'propose' | 'confirm' | 'personal' | 'spoken' | 'entrust'; readonly one: Listed };

function Desk({ person }: { person: Person }) {
  const [theirs, setTheirs] = useState<readonly Listed[] | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const works = person.roles.some((role) => role !== 'administrator');
  const load = async () => {
    const answer = await conversations();
    if (answer.ok) setTheirs(answer.value);
    else tell(answer.error);
  };
  useEffect(() => {
    if (works) void load();
  }, []);
  const leave = async () => {
    const answer = await logOut();
    if (!answer.ok) return tell(answer.error);
    trouble.value = null;
    me.value = 'nobody';
  };
  return (
    <div class="staff">
      <header class="staff-head">
        <div>
          <h1 class="nl-heading nl-heading--level-1">{t('staff_welcome', { name: person.name })}</h1>
          <p class="hint">{person.roles.map((role) => t(`staff_role_${role}` as TextKey)).join(' · ')}</p>
        </div>
        <Button onClick={() => void leave()}>{t('staff_log_out')}</Button>
      </header>
      <main class="staff-body">
        <div role="alert">{trouble.value && <Notice kind="warn" icon="warning" text={t(trouble.value)} />}</div>
        {open?.of === 'links' && <LinksOnce made={open.made} onDone={close} />}
        {open?.of === 'prepare' && (
          <Prepare
            onClose={close}
            onMade={(made) => {
              setOpen({ of: 'links', made });
              void load();
            }}
          />
        )}
        {may(person, 'host') && open?.of !== 'prepare' && open?.of !== 'links' && (
          <Button kind="primary" icon="plus" onClick={() => setOpen({ of: 'prepare' })}>{t('staff_new')}</Button>
        )}
        {works && open?.of !== 'prepare' && <Conversations person={person} theirs={theirs} onOpen={setOpen} />}
        {may(person, 'administrator') && <Accounts />}
      </main>
      {(open?.of === 'personal' || open?.of === 'spoken') && <LinkDialog of={open.one} spoken={open.of === 'spoken'} onClose={close} />}
      {(open?.of === 'propose' || open?.of === 'confirm') && (
        <ReleaseDialog
          of={open.one}
          step={open.of}
          onClose={close}
          onDone={() => {
            close();
            void load();
          }}
        />
      )}
      {open?.of === 'entrust' && <EntrustDialog of={open.one} onClose={close} />}
    </div>
  );
}

function Conversations({ person, theirs, onOpen }: { person: Person; theirs: readonly Listed[] | null; onOpen: (open: Open) => void }) {
  const fetchFile = async (one: Listed, rest: string, name: string) => tell(await save(`/api/conversations/${one.conversation}/${rest}`, name));
  return (
    <section aria-labelledby="staff-yours">
      <h2 class="nl-heading nl-heading--level-2" id="staff-yours">{t('staff_yours')}</h2>
      {theirs?.length === 0 && <p class="card-empty">{t(may(person, 'host') ? 'staff_none_host' : 'staff_none')}</p>}
      <ul class="staff-list">
        {[...(theirs ?? [])].reverse().map((one) => (
          <li key={one.conversation} class="card">
            <h3 class="card-title" dir="auto">{one.title}</h3>
            <ReleaseState person={person} of={one} onOpen={(step) => onOpen({ of: step, one })} />
            <div class="staff-acts">
              {may(person, 'host') && one.entrusted && (
                <>
                  <TextButton icon="person_plus" onClick={() => onOpen({ of: 'personal', one })}>{t('staff_personal')}</TextButton>
                  <TextButton icon="talk" onClick={() => onOpen({ of: 'spoken', one })}>{t('staff_spoken')}</TextButton>
                  <TextButton icon="users" onClick={() => onOpen({ of: 'entrust', one })}>{t('staff_entrust')}</TextButton>
                </>
              )}
              {may(person, 'facilitator') && one.entrusted && (
                <>
                  <TextButton icon="file" onClick={() => void fetchFile(one, 'report?format=docx', 'report.docx')}>{t('staff_report')}</TextButton>
                  <TextButton icon="mail" onClick={() => void fetchFile(one, 'letter?format=docx', 'letter.docx')}>{t('staff_letter')}</TextButton>
                </>
              )}
              {may(person, 'researcher') && one.entrusted && one.release.state === 'released' && (
                <>
                  <TextButton icon="file" onClick={() => void fetchFile(one, 'export?format=jsonl', 'transcript.jsonl')}>{t('staff_lines')}</TextButton>
                  <TextButton icon="file" onClick={() => void fetchFile(one, 'export?format=csv', 'transcript.csv')}>{t('staff_table')}</TextButton>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Accounts() {
  const [all, setAll] = useState<readonly Account[]>([]);
  useEffect(() => {
    void accounts().then((answer) => (answer.ok ? setAll(answer.value) : tell(answer.error)));
  }, []);
  return (
    <section aria-labelledby="staff-accounts">
      <h2 class="nl-heading nl-heading--level-2" id="staff-accounts">{t('staff_accounts')}</h2>
      <p class="hint">{t('staff_accounts_body')}</p>
      <ul class="staff-list">
        {all.map((one) => (
          <li key={one.number} class="card">
            <b dir="auto">{one.name}</b>
            <span class="card-hint"> {one.roles.map((role) => t(`staff_role_${role}` as TextKey)).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
